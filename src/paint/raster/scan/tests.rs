use super::*;
use proptest::prelude::*;

const WIDTH: u32 = 70;
const HEIGHT: u32 = 40;

type Ring = Vec<(f64, f64)>;

fn shares(rings: &[Ring], rule: Rule, tiles: &TileSet) -> Vec<u8> {
    let mut found = vec![0; (WIDTH * HEIGHT) as usize];
    let Some(clip) = Clip::new(tiles) else { return found };
    let mut scan = Scan::default();
    scan.begin(&clip);
    for ring in rings {
        let points: Vec<PagePoint> = ring.iter().map(|&(x, y)| PagePoint::new(x, y)).collect();
        scan.ring(&points);
    }
    scan.fill(rule, |y, x0, x1, share| {
        let row = y as usize * WIDTH as usize;
        for x in x0..x1 {
            found[row + x as usize] = match share {
                Share::Even(share) => share,
                Share::Each(all) => all[(x - x0) as usize],
            };
        }
    });
    found
}

fn all() -> TileSet {
    TileSet::all(WIDTH, HEIGHT)
}

#[test]
fn a_rectangle_covers_what_it_covers() {
    let rect = vec![(2.5, 3.0), (2.5, 6.25), (9.0, 6.25), (9.0, 3.0)];
    let found = shares(&[rect], Rule::EvenOdd, &all());
    let at = |x: usize, y: usize| found[y * WIDTH as usize + x];
    assert_eq!([at(1, 4), at(2, 4), at(3, 4), at(8, 4), at(9, 4)], [0, 128, 255, 255, 0]);
    assert_eq!([at(4, 2), at(4, 3), at(4, 6), at(2, 6), at(4, 7)], [0, 255, 64, 32, 0]);
}

#[test]
fn a_triangle_has_its_area() {
    let triangle: Ring = vec![(1.3, 2.7), (60.2, 11.1), (22.0, 38.9)];
    let (a, b, c) = (triangle[0], triangle[1], triangle[2]);
    let area = ((b.0 - a.0) * (c.1 - a.1) - (c.0 - a.0) * (b.1 - a.1)).abs() / 2.0;
    let found = shares(&[triangle], Rule::NonZero, &all());
    let sum: f64 = found.iter().map(|share| f64::from(*share) / 255.0).sum();
    assert!((sum - area).abs() < 0.5, "{sum} for {area}");
}

#[test]
fn what_winds_twice_is_inside_by_one_rule_only() {
    let square = vec![(4.0, 4.0), (12.0, 4.0), (12.0, 12.0), (4.0, 12.0)];
    let twice = [square.clone(), square];
    let middle = 8 * WIDTH as usize + 8;
    assert_eq!(shares(&twice, Rule::EvenOdd, &all())[middle], 0);
    assert_eq!(shares(&twice, Rule::NonZero, &all())[middle], 255);
}

fn ring() -> impl Strategy<Value = Ring> {
    // Beyond the page on all sides, and often on whole pixels.
    let coordinate =
        |size: f64| prop_oneof![-20.0..size + 20.0, (-20.0..size + 20.0).prop_map(f64::round)];
    prop::collection::vec((coordinate(f64::from(WIDTH)), coordinate(f64::from(HEIGHT))), 3..12)
}

fn some_tiles() -> impl Strategy<Value = TileSet> {
    prop::collection::vec((0..WIDTH / 8 + 1, 0..HEIGHT / 8), 0..20).prop_map(|list| {
        let mut tiles = TileSet::none(WIDTH, HEIGHT);
        list.iter().for_each(|&(column, row)| tiles.insert(column, row));
        tiles
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_part_is_the_same_as_in_the_whole(
        rings in prop::collection::vec(ring(), 1..4),
        tiles in some_tiles(),
        even in any::<bool>(),
    ) {
        let rule = if even { Rule::EvenOdd } else { Rule::NonZero };
        let whole = shares(&rings, rule, &all());
        let part = shares(&rings, rule, &tiles);
        for (i, (whole, part)) in whole.iter().zip(&part).enumerate() {
            let (x, y) = (i as u32 % WIDTH, i as u32 / WIDTH);
            let wanted = if tiles.contains(x / 8, y / 8) { *whole } else { 0 };
            prop_assert_eq!(*part, wanted, "at {} {}", x, y);
        }
    }

    #[test]
    fn neighbors_cover_a_pixel_together(cut in prop::collection::vec(-5.0..75.0f64, 2..9)) {
        // A line from top to bottom parts the page; both sides have it in opposite directions.
        let step = f64::from(HEIGHT) / (cut.len() - 1) as f64;
        let line: Ring = cut.iter().enumerate().map(|(i, x)| (*x, i as f64 * step)).collect();
        let side = |x: f64| {
            let mut ring = line.clone();
            ring.extend([(x, f64::from(HEIGHT)), (x, 0.0)]);
            ring
        };
        let mut right = side(90.0);
        right.reverse();
        let one = shares(&[side(-10.0)], Rule::EvenOdd, &all());
        let other = shares(&[right], Rule::EvenOdd, &all());
        for (a, b) in one.iter().zip(&other) {
            let sum = u16::from(*a) + u16::from(*b);
            // More than the whole is cut off when they are added.
            prop_assert!((255..=257).contains(&sum), "{a} and {b}");
        }
    }

    #[test]
    fn shares_are_those_of_many_samples(ring in ring()) {
        let found = shares(std::slice::from_ref(&ring), Rule::NonZero, &all());
        // Counted on a grid of points; a pixel that the outline passes more than once is cut
        // differently, so that only the mean is compared.
        let mut wrong = 0.0;
        for (i, share) in found.iter().enumerate() {
            let (x, y) = ((i as u32 % WIDTH) as f64, (i as u32 / WIDTH) as f64);
            let inside = (0..64).filter(|k| {
                winds(&ring, x + ((k % 8) as f64 + 0.5) / 8.0, y + ((k / 8) as f64 + 0.5) / 8.0)
            });
            wrong += (f64::from(*share) / 255.0 - inside.count() as f64 / 64.0).abs();
        }
        prop_assert!(wrong / f64::from(WIDTH * HEIGHT) < 0.02, "{wrong}");
    }
}

/// Whether a ring winds around a point.
fn winds(ring: &Ring, x: f64, y: f64) -> bool {
    let mut winding = 0;
    for (i, &(bx, by)) in ring.iter().enumerate() {
        let (ax, ay) = ring[(i + ring.len() - 1) % ring.len()];
        if (ay <= y) != (by <= y) && ax + (y - ay) / (by - ay) * (bx - ax) < x {
            winding += if by > ay { 1 } else { -1 };
        }
    }
    winding != 0
}
