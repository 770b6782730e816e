//! Predictions as the standard writes them down (clauses 8.3.1.2, 8.3.3 and 8.3.4), from pixels
//! by their coordinates; `None` is a pixel that is not known.

type Pixel<'a> = &'a dyn Fn(i32, i32) -> Option<i32>;

/// Blocks of four by four.
pub fn directional(mode: u8, pixel: Pixel<'_>) -> Vec<i32> {
    let p = |x: i32, y: i32| {
        // Above on the right the last known pixel goes on.
        let known = if y == -1 && x >= 4 && pixel(4, -1).is_none() { 3 } else { x };
        pixel(known, y).unwrap()
    };
    let two = |a: (i32, i32), b: (i32, i32)| (p(a.0, a.1) + p(b.0, b.1) + 1) >> 1;
    let three = |a: (i32, i32), b: (i32, i32), c: (i32, i32)| {
        (p(a.0, a.1) + 2 * p(b.0, b.1) + p(c.0, c.1) + 2) >> 2
    };
    // Along the edge: the corner is 0, those above on its right, those on the left negative.
    let e = |at: i32| if at >= 0 { (at - 1, -1) } else { (-1, -1 - at) };
    let around = |at: i32| three(e(at - 1), e(at), e(at + 1));
    let at = |x: i32, y: i32| match mode {
        0 => p(x, -1),
        1 => p(-1, y),
        2 => {
            let above = pixel(0, -1).map(|_| (0..4).map(|x| p(x, -1)).sum::<i32>());
            let left = pixel(-1, 0).map(|_| (0..4).map(|y| p(-1, y)).sum::<i32>());
            match (above, left) {
                (Some(a), Some(b)) => (a + b + 4) / 8,
                (Some(a), None) | (None, Some(a)) => (a + 2) / 4,
                (None, None) => 128,
            }
        }
        3 if x + y == 6 => three((x + y, -1), (x + y + 1, -1), (x + y + 1, -1)),
        3 => three((x + y, -1), (x + y + 1, -1), (x + y + 2, -1)),
        4 => around(x - y),
        5 => match 2 * x - y {
            z if z >= 0 && z % 2 == 0 => two(e(x - y / 2), e(x - y / 2 + 1)),
            z if z >= -1 => around(x - y / 2),
            _ => three((-1, y - 2 * x - 1), (-1, y - 2 * x - 2), e(2 * x - y + 2)),
        },
        6 => match 2 * y - x {
            z if z >= 0 && z % 2 == 0 => two(e(x / 2 - y), e(x / 2 - y - 1)),
            z if z >= -1 => around(x / 2 - y),
            _ => three((x - 2 * y - 1, -1), (x - 2 * y - 2, -1), e(x - 2 * y - 2)),
        },
        7 if y % 2 == 0 => two((x + y / 2, -1), (x + y / 2 + 1, -1)),
        7 => three((x + y / 2, -1), (x + y / 2 + 1, -1), (x + y / 2 + 2, -1)),
        _ => match x + 2 * y {
            z if z > 5 => p(-1, 3),
            5 => three((-1, 2), (-1, 3), (-1, 3)),
            z if z % 2 == 0 => two((-1, y + x / 2), (-1, y + x / 2 + 1)),
            _ => three((-1, y + x / 2), (-1, y + x / 2 + 1), (-1, y + x / 2 + 2)),
        },
    };
    (0..16).map(|i| at(i % 4, i / 4)).collect()
}

fn plane(n: i32, p: Pixel<'_>) -> Vec<i32> {
    let half = n / 2;
    let p = |x, y| p(x, y).unwrap();
    let across: i32 = (1..=half).map(|i| i * (p(half - 1 + i, -1) - p(half - 1 - i, -1))).sum();
    let down: i32 = (1..=half).map(|i| i * (p(-1, half - 1 + i) - p(-1, half - 1 - i))).sum();
    let factor = if n == 16 { 5 } else { 34 };
    let (b, c) = ((factor * across + 32) >> 6, (factor * down + 32) >> 6);
    let a = 16 * (p(-1, n - 1) + p(n - 1, -1));
    let at = |x: i32, y: i32| (a + b * (x - half + 1) + c * (y - half + 1) + 16) >> 5;
    (0..n * n).map(|i| at(i % n, i / n).clamp(0, 255)).collect()
}

/// The brightness of a whole macroblock.
pub fn luma(mode: u8, p: Pixel<'_>) -> Vec<i32> {
    match mode {
        0..=2 => {
            let of = |x: i32, y: i32| match mode {
                0 => p(x, -1).unwrap(),
                1 => p(-1, y).unwrap(),
                _ => mean(16, Some(0), Some(0), p),
            };
            (0..256).map(|i| of(i % 16, i / 16)).collect()
        }
        _ => plane(16, p),
    }
}

/// The mean of what is known of some pixels above and on the left.
fn mean(n: i32, x: Option<i32>, y: Option<i32>, p: Pixel<'_>) -> i32 {
    let above = x.filter(|x| p(*x, -1).is_some());
    let left = y.filter(|y| p(-1, *y).is_some());
    let above = above.map(|x| (x..x + n).map(|x| p(x, -1).unwrap()).sum::<i32>());
    let left = left.map(|y| (y..y + n).map(|y| p(-1, y).unwrap()).sum::<i32>());
    match (above, left) {
        (Some(a), Some(b)) => (a + b + n) / (2 * n),
        (Some(a), None) | (None, Some(a)) => (a + n / 2) / n,
        (None, None) => 128,
    }
}

/// A color of a whole macroblock.
pub fn color(mode: u8, p: Pixel<'_>) -> Vec<i32> {
    let of = |x: i32, y: i32| match mode {
        0 => {
            let (left, top) = (x / 4 * 4, y / 4 * 4);
            let (above, beside) = (p(0, -1).is_some(), p(-1, 0).is_some());
            match (left, top) {
                (4, 0) if above => mean(4, Some(4), None, p),
                (0, 4) if beside => mean(4, None, Some(4), p),
                _ => mean(4, Some(left), Some(top), p),
            }
        }
        1 => p(-1, y).unwrap(),
        _ => p(x, -1).unwrap(),
    };
    if mode == 3 { plane(8, p) } else { (0..64).map(|i| of(i % 8, i / 8)).collect() }
}
