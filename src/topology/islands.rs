//! What lies to the west of a point.

use super::arrangement::{Arrangement, Half};
use super::bounds::Bounds;
use super::grid::{GridPoint, orientation};

/// The half-edge, its left side facing east, that a ray from a point to the west meets first.
pub fn half_west_of(arrangement: &Arrangement, p: GridPoint) -> Option<Half> {
    let mut best: Option<(Crossing, Half)> = None;
    for (layer, lines) in arrangement.layers.iter().enumerate() {
        lines.tree().search(
            &mut best,
            |best, b: &Bounds| {
                b.south <= p.y
                    && p.y <= b.north
                    && b.west <= p.x
                    && best.as_ref().is_none_or(|(found, _)| !found.is_beyond(b.east))
            },
            |best, block, _| {
                for line in lines.block(block) {
                    let Some(crossing) = Crossing::of(lines.line(line), p) else { continue };
                    if best.as_ref().is_none_or(|(found, _)| crossing.is_east_of(found)) {
                        // Facing east means going down: from `high` to `low`.
                        let rising = lines.points[line as usize] == crossing.low;
                        let half = arrangement.half_of(layer, line) + u32::from(rising);
                        *best = Some((crossing, half));
                    }
                }
            },
        );
    }
    best.map(|(_, half)| half)
}

/// Where a line crosses a row, exactly.
struct Crossing {
    low: GridPoint,
    high: GridPoint,
    y: i32,
}

impl Crossing {
    /// Where a line crosses the row of a point, to the west of it.
    fn of((a, b): (GridPoint, GridPoint), p: GridPoint) -> Option<Self> {
        let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
        // Half open, so that a ray through a vertex meets one of the two lines there.
        let crosses = low.y <= p.y && p.y < high.y;
        (crosses && orientation(low, high, p) < 0).then_some(Self { low, high, y: p.y })
    }

    /// `x` at the row as a fraction with positive denominator.
    fn x(&self) -> (i128, i128) {
        let (dx, dy) = self.low.to(self.high);
        let up = i128::from(self.y) - i128::from(self.low.y);
        (i128::from(self.low.x) * i128::from(dy) + i128::from(dx) * up, i128::from(dy))
    }

    /// Whether the crossing lies to the east of a meridian.
    fn is_beyond(&self, x: i32) -> bool {
        let (a, da) = self.x();
        a > i128::from(x) * da
    }

    fn is_east_of(&self, other: &Self) -> bool {
        let ((a, da), (b, db)) = (self.x(), other.x());
        match (a * db).cmp(&(b * da)) {
            std::cmp::Ordering::Equal => {
                // Both leave the same vertex upwards: compare just above the row.
                let ((ax, ay), (bx, by)) = (self.low.to(self.high), other.low.to(other.high));
                i128::from(ax) * i128::from(by) > i128::from(bx) * i128::from(ay)
            }
            order => order.is_gt(),
        }
    }
}
