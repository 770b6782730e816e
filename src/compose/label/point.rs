//! Where a name may stand beside a point.

use super::name::{Baseline, Candidate};
use crate::math::{PagePoint, Rect};

/// Where a name begins and how much worse it is than the best place. Horizontally 0 is left of the
/// point with a gap, 1 right of it; vertically 0 is wholly above, 1 wholly below. Right goes before
/// left, above before below, and beside before straight above or below (Imhof 1975, "Positioning
/// names on maps"; Yoëli 1972, "The logic of automated map lettering").
const PLACES: [(f64, f64, u32); 14] = [
    (1.0, 0.48, 0),
    (1.0, 0.28, 6),
    (1.0, 0.68, 10),
    (1.0, 0.04, 14),
    (0.0, 0.48, 24),
    (1.0, 0.96, 24),
    (0.0, 0.28, 30),
    (0.0, 0.68, 34),
    (0.0, 0.04, 34),
    (0.5, 0.0, 36),
    (0.72, 0.0, 38),
    (0.0, 0.96, 46),
    (0.5, 1.0, 50),
    (0.72, 1.0, 52),
];

/// How high a line of letters is, in ems.
pub const HEIGHT: f64 = 1.16;
/// From the bottom of the line to the baseline, in ems.
const DESCENT: f64 = 0.27;

/// The room of a name of ground: such names are spaced out, so that a gap between two of them has to
/// be wider than those between their letters.
pub fn apart(rect: &Rect, size: f64) -> Rect {
    Rect { x0: rect.x0 - 0.35 * size, x1: rect.x1 + 0.35 * size, ..*rect }
}

/// The start of the baseline of a level line in a rectangle.
pub fn baseline_of(rect: &Rect, size: f64) -> PagePoint {
    PagePoint::new(rect.x0, rect.y1 - size * DESCENT)
}

/// The places around a point, `gap` from it; the point's own mark takes `dot`.
pub fn beside(at: PagePoint, dot: Rect, width: f64, size: f64, gap: f64) -> Vec<Candidate> {
    let height = size * HEIGHT;
    let place = |&(x, y, cost): &(f64, f64, u32)| {
        let level = (0.04..1.0).contains(&y);
        // Names above and below begin a little nearer.
        let side = if y > 0.1 && y < 0.9 { gap } else { gap * 0.62 };
        let left = match (level, x) {
            (true, 0.0) => at.x - side - width,
            (true, _) => at.x + side,
            (false, x) => at.x - width * (1.0 - x),
        };
        // Capitals and small letters fill the upper part of the line: its middle is above that of
        // the box.
        let top =
            at.y - height + height * y + if level { 0.0 } else { (2.0 * y - 1.0) * gap * 0.62 };
        let rect = Rect::from_size(left, top, width, height);
        Candidate {
            cost,
            boxes: vec![rect, dot],
            baseline: Baseline::Level(baseline_of(&rect, size)),
            tracking: 0.0,
        }
    };
    PLACES.iter().map(place).collect()
}

/// Places centered on a point and a little off it, for names of ground.
pub fn around(at: PagePoint, width: f64, size: f64, tracking: f64) -> Vec<Candidate> {
    const SHIFTS: [f64; 7] = [0.0, -1.0, 1.0, -2.0, 2.0, -3.2, 3.2];
    const ASIDE: [f64; 5] = [0.0, -0.25, 0.25, -0.5, 0.5];
    let height = size * HEIGHT;
    let shifts = SHIFTS.into_iter().flat_map(|y| ASIDE.into_iter().map(move |x| (x, y)));
    shifts
        .map(|(x, y)| {
            let middle = PagePoint::new(at.x + x * width, at.y + y * height);
            let (left, top) = (middle.x - width / 2.0, middle.y - height / 2.0);
            let rect = Rect::from_size(left, top, width, height);
            Candidate {
                cost: (at.distance(middle) / size * 20.0) as u32,
                boxes: vec![apart(&rect, size)],
                baseline: Baseline::Level(baseline_of(&rect, size)),
                tracking,
            }
        })
        .collect()
}
