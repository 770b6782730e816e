//! Names of ground and water: spread where there is room, level or along the longest axis.

use super::curve::boxes;
use super::field::Costs;
use super::mask::Mask;
use super::name::{Baseline, Candidate, best_apart};
use super::point::{HEIGHT, apart, baseline_of};
use crate::math::{PagePoint, Rect, trig};
use crate::scene::Line;

/// Letters of a name that can be spread.
#[derive(Clone, Copy)]
pub struct Spread {
    /// How long the name is without extra space.
    pub width: f64,
    /// The size of its letters.
    pub size: f64,
    /// How many spaces between letters it has.
    pub gaps: usize,
    /// Extra spaces between letters that are tried, the best first.
    pub tracking: [f64; 2],
    /// Whether letters may be spaced out along the axis as far as the ground reaches.
    pub free: bool,
}

impl Spread {
    fn length(&self, tracking: f64) -> f64 {
        self.width + tracking * self.gaps as f64
    }
}

/// Candidates of one name.
const MOST: usize = 28;
/// How far a name can grow, in steps of `STEP` ems, before it leaves its ground: this is enough.
const ROOM: u32 = 5;
const STEP: f64 = 0.5;

/// Places inside some ground.
pub fn inside(mask: &Mask, letters: Spread, clear: Rect, costs: &Costs) -> Vec<Candidate> {
    let mut found = level(mask, letters, clear, costs);
    found.extend(along_axis(mask, letters, clear, costs));
    best_apart(found, MOST, letters.size * 1.2)
}

fn level(mask: &Mask, letters: Spread, clear: Rect, costs: &Costs) -> Vec<Candidate> {
    const COLUMNS: u32 = 40;
    const ROWS: u32 = 28;
    let frame = mask.frame();
    let middle = centroid(mask).unwrap_or_else(|| frame.center());
    let diagonal = trig::hypot(frame.width(), frame.height()).max(1.0);
    let height = letters.size * HEIGHT;
    let mut found = Vec::new();
    for (tracking, tight) in letters.tracking.into_iter().zip([0, 22]) {
        let width = letters.length(tracking);
        for i in 0..COLUMNS * ROWS {
            let part = |n: u32, of: u32| (f64::from(n) + 0.5) / f64::from(of);
            let x = frame.x0 + part(i % COLUMNS, COLUMNS) * frame.width();
            let y = frame.y0 + part(i / COLUMNS, ROWS) * frame.height();
            let rect = Rect::from_size(x - width / 2.0, y - height / 2.0, width, height);
            let fits =
                |step: &u32| mask.encloses(&rect.grow(f64::from(*step) * STEP * letters.size));
            let room = (0..=ROOM).take_while(fits).count() as u32;
            if room == 0 || !clear.encloses(&rect) {
                continue;
            }
            let off = PagePoint::new(x, y).distance(middle) / diagonal * 110.0;
            found.push(Candidate {
                cost: tight + (ROOM + 1 - room) * 12 + off as u32 + costs.under(&[rect]) / 2,
                boxes: vec![apart(&rect, letters.size)],
                baseline: Baseline::Level(baseline_of(&rect, letters.size)),
                tracking,
            });
        }
    }
    found
}

fn centroid(mask: &Mask) -> Option<PagePoint> {
    let (mut x, mut y, mut count) = (0.0, 0.0, 0.0_f64);
    for cell in mask.cells() {
        (x, y, count) = (x + cell.x, y + cell.y, count + 1.0);
    }
    (count > 0.0).then(|| PagePoint::new(x / count, y / count))
}

/// Along the middle of ground that is long and slanted: a parabola through the middles of its cross
/// sections.
fn along_axis(mask: &Mask, letters: Spread, clear: Rect, costs: &Costs) -> Vec<Candidate> {
    let Some(center) = centroid(mask) else { return Vec::new() };
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for cell in mask.cells() {
        let (x, y) = (cell.x - center.x, cell.y - center.y);
        (xx, xy, yy) = (xx + x * x, xy + x * y, yy + y * y);
    }
    // The axes of the ellipse of inertia.
    let (mean, half) = ((xx + yy) / 2.0, (xx - yy) / 2.0);
    let spread = trig::hypot(half, xy);
    let (long, short) = (mean + spread, (mean - spread).max(1e-9));
    let angle = trig::atan2(xy, half) / 2.0;
    let level = angle.abs() < 0.12;
    if long < 2.6 * short || level || angle.abs() > 1.25 {
        return Vec::new();
    }
    let (sin, cos) = trig::sin_cos(angle);
    // Positions along and across the axis.
    let local = |p: PagePoint| {
        let (x, y) = (p.x - center.x, p.y - center.y);
        (x * cos + y * sin, y * cos - x * sin)
    };
    let page = |(u, v): (f64, f64)| {
        PagePoint::new(center.x + u * cos - v * sin, center.y + u * sin + v * cos)
    };
    let cells: Vec<(f64, f64)> = mask.cells().map(local).collect();
    let ends = cells.iter().fold((0.0_f64, 0.0_f64), |(a, b), (u, _)| (a.min(*u), b.max(*u)));
    let reach = ends.1 - ends.0;
    let Some(curve) = parabola(&cells) else { return Vec::new() };
    let mut found = Vec::new();
    let own = letters.length(letters.tracking[0]);
    let wide = match (letters.free, letters.gaps) {
        (true, 1..) => {
            let most = letters.tracking[0].max(letters.size * 0.9);
            ((reach * 0.5 - letters.width) / letters.gaps as f64).clamp(letters.tracking[1], most)
        }
        _ => letters.tracking[0],
    };
    for (tracking, tight) in [(wide, 0), (letters.tracking[0], 8), (letters.tracking[1], 20)] {
        let width = letters.length(tracking);
        for shift in -8..=8_i32 {
            let middle = (ends.0 + ends.1) / 2.0 + f64::from(shift) * (reach / 26.0);
            let steps = 24;
            let at = |i: i32| {
                let u = middle + width * (f64::from(i) / f64::from(steps) - 0.5) * 1.04;
                // The middle of the letters, not their baseline, runs along the curve.
                page((u, curve.0 + curve.1 * u + curve.2 * u * u + 0.27 * letters.size))
            };
            let line: Vec<PagePoint> = (0..=steps).map(at).collect();
            let boxes = boxes(&line, letters.size);
            if !boxes.iter().all(|one| clear.encloses(one) && mask.encloses(one)) {
                continue;
            }
            let Some(baseline) = Line::new(line) else { continue };
            let off = f64::from(shift.abs()) * 5.0;
            found.push(Candidate {
                cost: 14 + tight + off as u32 + costs.under(&boxes) / 2,
                boxes,
                baseline: Baseline::Along(baseline),
                tracking,
            });
        }
    }
    // A name that fills little of its ground says more when it is level.
    if own < reach * 0.2 {
        found.iter_mut().for_each(|candidate| candidate.cost += 30);
    }
    found
}

/// The parabola `a + b u + c u²` nearest to some points, by least squares.
fn parabola(points: &[(f64, f64)]) -> Option<(f64, f64, f64)> {
    let scale = points.iter().fold(1.0_f64, |most, (u, _)| most.max(u.abs()));
    let mut sums = [0.0; 5];
    let mut right = [0.0; 3];
    for (u, v) in points {
        let u = u / scale;
        let mut power = 1.0;
        for (i, sum) in sums.iter_mut().enumerate() {
            *sum += power;
            if let Some(right) = right.get_mut(i) {
                *right += power * v;
            }
            power *= u;
        }
    }
    let [n, s1, s2, s3, s4] = sums;
    let minor = |a: [f64; 3], b: [f64; 3], c: [f64; 3]| {
        a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0])
            + a[2] * (b[0] * c[1] - b[1] * c[0])
    };
    let columns = [[n, s1, s2], [s1, s2, s3], [s2, s3, s4]];
    let whole = minor(columns[0], columns[1], columns[2]);
    if whole.abs() < 1e-9 {
        return None;
    }
    // Cramer's rule.
    let a = minor(right, columns[1], columns[2]) / whole;
    let b = minor(columns[0], right, columns[2]) / whole;
    let c = minor(columns[0], columns[1], right) / whole;
    Some((a, b / scale, c / (scale * scale)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::label::field::Field;
    use crate::scene::Path;

    #[test]
    fn a_parabola_is_found_again() {
        let points: Vec<(f64, f64)> = (-20..=20)
            .map(|i| f64::from(i) * 3.0)
            .map(|u| (u, 4.0 - 0.2 * u + 0.01 * u * u))
            .collect();
        let (a, b, c) = parabola(&points).expect("enough points");
        assert!((a - 4.0).abs() < 1e-6 && (b + 0.2).abs() < 1e-6 && (c - 0.01).abs() < 1e-8);
        assert!(parabola(&points[..1]).is_none());
    }

    #[test]
    fn a_slanted_lake_is_named_along_itself_and_a_round_one_level() {
        let frame = Rect::from_size(0.0, 0.0, 400.0, 300.0);
        let costs = Field::new(frame, 3.0).finish();
        let letters = Spread { width: 90.0, size: 13.0, gaps: 9, tracking: [2.0, 0.0], free: true };
        let p = PagePoint::new;
        let slanted = [p(40.0, 20.0), p(360.0, 230.0), p(340.0, 265.0), p(20.0, 55.0)];
        let mask = Mask::new(&Path::polygon(&slanted), frame, 2.0);
        let found = inside(&mask, letters, frame, &costs);
        assert!(matches!(found[0].baseline, Baseline::Along(_)));
        let along = found.iter().filter(|c| matches!(c.baseline, Baseline::Along(_)));
        assert!(along.flat_map(|c| &c.boxes).all(|one| mask.encloses(one)));
        let round = Mask::new(&Path::circle(p(200.0, 150.0), 100.0), frame, 2.0);
        let square = Mask::new(&Path::rect(Rect::from_size(90.0, 60.0, 200.0, 180.0)), frame, 2.0);
        for mask in [round, square] {
            let found = inside(&mask, letters, frame, &costs);
            assert!(found.iter().all(|c| matches!(c.baseline, Baseline::Level(_))));
        }
    }
}
