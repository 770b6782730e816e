//! Teeth, half circles and ticks along a front.
//!
//! They stand on the arcs, counted from each arc's own start: an arc that does not move carries the
//! same ornaments on every day, whatever happens beside it.

use super::pen::Pen;
use crate::dataset::PartyId;
use crate::figure::{OrnamentSide, Plan};
use crate::math::PagePoint;
use crate::scene::{Cap, Fill, Item, Join, Path, Segment, Stroke};
use crate::style::{Ornament, fill};

/// The side of a line, going along it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// On the left.
    Left,
    /// On the right.
    Right,
}

/// Sizes of ornaments in page units.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// What they are.
    pub ornament: Ornament,
    /// How far they reach from the line.
    pub reach: f64,
    /// Distance along the line.
    pub spacing: f64,
}

impl Sizes {
    /// As the theme says.
    pub fn of(plan: &Plan, unit: f64) -> Self {
        let front = &plan.theme.front;
        Self {
            ornament: front.ornament,
            reach: front.ornament_size * unit,
            spacing: front.ornament_spacing * unit,
        }
    }

    /// The room along the line that one ornament takes.
    fn base(&self) -> f64 {
        match self.ornament {
            Ornament::None | Ornament::Double | Ornament::Ticks => 0.0,
            Ornament::Teeth => 1.25 * self.reach,
            Ornament::Scallops => 2.0 * self.reach,
        }
    }
}

/// Ornaments along a line, on one side of it: as many as fit at about their distance, evenly, and
/// none on a line that is shorter than two thirds of the distance.
pub fn along(line: &[PagePoint], hand: Hand, sizes: &Sizes) -> Path {
    let far = distances(line);
    let length = far.last().copied().unwrap_or(0.0);
    let base = sizes.base();
    let sound = sizes.spacing > 0.0 && sizes.reach > 0.0 && length.is_finite();
    let none = matches!(sizes.ornament, Ornament::None | Ornament::Double);
    if none || !sound || length < sizes.spacing * 2.0 / 3.0 || length < base {
        return Path::default();
    }
    let spacing = sizes.spacing.max(1.05 * base);
    let count = (length / spacing).round().clamp(1.0, 1e5);
    let mut segments = Vec::new();
    for i in 0..count as u32 {
        let middle = (f64::from(i) + 0.5) / count * length;
        match sizes.ornament {
            Ornament::None | Ornament::Double => {}
            Ornament::Ticks => tick(&mut segments, line, &far, middle, hand, sizes.reach),
            Ornament::Teeth | Ornament::Scallops => {
                let foot = stretch(line, &far, middle - base / 2.0, middle + base / 2.0);
                raised(&mut segments, &foot, hand, sizes);
            }
        }
    }
    Path::new(segments)
}

/// A tooth or a half circle over a stretch of the line. Where the line turns so sharply that its
/// ends come close, there is no room for one.
fn raised(segments: &mut Vec<Segment>, foot: &[PagePoint], hand: Hand, sizes: &Sizes) {
    let (Some(&a), Some(&b)) = (foot.first(), foot.last()) else { return };
    let chord = a.distance(b);
    if chord < 0.6 * sizes.base() {
        return;
    }
    let (along_x, along_y) = ((b.x - a.x) / chord, (b.y - a.y) / chord);
    let (out_x, out_y) = outward(along_x, along_y, hand);
    let place = |along: f64, out: f64| {
        PagePoint::new(
            (a.x + b.x) / 2.0 + along_x * along + out_x * out,
            (a.y + b.y) / 2.0 + along_y * along + out_y * out,
        )
    };
    segments.push(Segment::Move(a));
    if sizes.ornament == Ornament::Teeth {
        segments.extend(foot.iter().skip(1).map(|p| Segment::Line(*p)));
        segments.push(Segment::Line(place(0.0, sizes.reach)));
        segments.push(Segment::Close);
        return;
    }
    // Two quarters of an ellipse as cubic curves.
    const K: f64 = 0.552_284_75;
    let (half, reach) = (chord / 2.0, sizes.reach);
    segments.extend([
        Segment::Cubic(place(-half, K * reach), place(-K * half, reach), place(0.0, reach)),
        Segment::Cubic(place(K * half, reach), place(half, K * reach), b),
    ]);
}

fn tick(
    segments: &mut Vec<Segment>,
    line: &[PagePoint],
    far: &[f64],
    middle: f64,
    hand: Hand,
    reach: f64,
) {
    let foot = stretch(line, far, middle - reach / 2.0, middle + reach / 2.0);
    let (Some(&a), Some(&b)) = (foot.first(), foot.last()) else { return };
    let chord = a.distance(b);
    if chord < 0.3 * reach {
        return;
    }
    let (out_x, out_y) = outward((b.x - a.x) / chord, (b.y - a.y) / chord, hand);
    let at = stretch(line, far, middle, middle).first().copied().unwrap_or(a);
    let tip = PagePoint::new(at.x + out_x * reach, at.y + out_y * reach);
    segments.extend([Segment::Move(at), Segment::Line(tip)]);
}

/// The direction to one side of a direction on the page, where y grows downward.
fn outward(x: f64, y: f64, hand: Hand) -> (f64, f64) {
    match hand {
        Hand::Left => (y, -x),
        Hand::Right => (-y, x),
    }
}

/// How far each point is from the first, along the line.
fn distances(line: &[PagePoint]) -> Vec<f64> {
    let mut far = 0.0;
    let steps = line.windows(2).map(|pair| pair[0].distance(pair[1]));
    std::iter::once(0.0)
        .chain(steps)
        .take(line.len())
        .map(|step| {
            far += step;
            far
        })
        .collect()
}

/// The stretch of a line between two distances from its start.
fn stretch(line: &[PagePoint], far: &[f64], from: f64, to: f64) -> Vec<PagePoint> {
    let at = |distance: f64| -> Option<PagePoint> {
        let next = far.partition_point(|f| *f < distance).clamp(1, far.len().max(2) - 1);
        let (p, q) = (*line.get(next - 1)?, *line.get(next)?);
        let (before, after) = (*far.get(next - 1)?, *far.get(next)?);
        let share = ((distance - before) / (after - before).max(1e-12)).clamp(0.0, 1.0);
        Some(PagePoint::new(p.x + (q.x - p.x) * share, p.y + (q.y - p.y) * share))
    };
    let inner = line.iter().zip(far).filter(|(_, far)| **far > from && **far < to);
    at(from).into_iter().chain(inner.map(|(p, _)| *p)).chain(at(to)).collect()
}

/// The items of ornaments: what lies below the front's line, and what lies over it.
pub fn items(plan: &Plan, unit: f64, path: Path) -> (Option<Item>, Option<Item>) {
    if path.is_empty() {
        return (None, None);
    }
    let style = &plan.theme.front;
    let halo = (style.casing_width - style.width).max(0.0) * unit;
    let line =
        |color, width| Stroke { cap: Cap::Butt, join: Join::Miter, ..Stroke::new(color, width) };
    let thin = 0.62 * style.width * unit;
    match style.ornament {
        Ornament::Teeth => (
            Some(Item::Stroke(path.clone(), Stroke::new(style.casing, halo))),
            Some(Item::Fill(path, Fill::Solid(style.color))),
        ),
        _ => (
            Some(Item::Stroke(path.clone(), line(style.casing, thin + halo))),
            Some(Item::Stroke(path, line(style.color, thin))),
        ),
    }
}

/// The front along a line, with its casing and its ornaments.
pub fn front(plan: &Plan, unit: f64, line: Path, ornaments: Path) -> Vec<Item> {
    let style = &plan.theme.front;
    let (below, over) = items(plan, unit, ornaments);
    let width = style.width * unit;
    let mut items =
        vec![Item::Stroke(line.clone(), Stroke::new(style.casing, style.casing_width * unit))];
    items.extend(below);
    if style.ornament == Ornament::Double {
        // The light between the two lines is a third of both together.
        items.push(Item::Stroke(line.clone(), Stroke::new(style.color, 1.5 * width)));
        let light = style.casing.with_opacity(1.0);
        items.push(Item::Stroke(line, Stroke::new(light, 0.5 * width)));
    } else {
        items.push(Item::Stroke(line, Stroke::new(style.color, width)));
    }
    items.extend(over);
    items
}

/// The sample of the legend: a piece of the front, ornaments upward.
pub fn sample(pen: &Pen<'_>, from: PagePoint, to: PagePoint) -> Vec<Item> {
    let mut sizes = Sizes::of(pen.plan, pen.unit);
    sizes.reach = sizes.reach.min(0.3 * from.distance(to));
    sizes.spacing = sizes.spacing.min(from.distance(to) / 2.0).max(sizes.base());
    let none = matches!(sizes.ornament, Ornament::None | Ornament::Double);
    let drop = if none { 0.0 } else { sizes.reach / 2.0 };
    let line = [PagePoint::new(from.x, from.y + drop), PagePoint::new(to.x, to.y + drop)];
    let mut ornaments = vec![along(&line, Hand::Left, &sizes)];
    if pen.plan.ornament_side == OrnamentSide::Both {
        ornaments.push(along(&line, Hand::Right, &sizes));
    }
    front(pen.plan, pen.unit, Path::line(&line), Path::join(ornaments))
}

/// What the legend says of the front, with its ornaments.
pub fn words(pen: &Pen<'_>, front: &str, party: impl Fn(PartyId) -> String) -> String {
    let table = &pen.plan.words.marks;
    let marks = match pen.plan.theme.front.ornament {
        Ornament::None | Ornament::Double => return front.to_owned(),
        Ornament::Teeth => &table.teeth,
        Ornament::Scallops => &table.scallops,
        Ornament::Ticks => &table.ticks,
    };
    let (template, party) = match pen.plan.ornament_side {
        OrnamentSide::Advancing => (&table.where_moved, String::new()),
        OrnamentSide::Party(id) => (&table.side_of, party(id)),
        OrnamentSide::Both => return front.to_owned(),
    };
    fill(template, &[("front", front), ("marks", marks), ("party", &party)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(x: f64, y: f64) -> PagePoint {
        PagePoint::new(x, y)
    }

    const TEETH: Sizes = Sizes { ornament: Ornament::Teeth, reach: 8.0, spacing: 20.0 };

    #[test]
    fn teeth_stand_on_their_side() {
        // To the east; left is north, which is up: smaller y.
        let line = [p(0.0, 50.0), p(100.0, 50.0)];
        let left = along(&line, Hand::Left, &TEETH).bounds().unwrap();
        assert_eq!((left.y0, left.y1), (42.0, 50.0));
        let right = along(&line, Hand::Right, &TEETH).bounds().unwrap();
        assert_eq!((right.y0, right.y1), (50.0, 58.0));
        let count =
            |path: &Path| path.segments().iter().filter(|s| matches!(s, Segment::Move(_))).count();
        assert_eq!(count(&along(&line, Hand::Left, &TEETH)), 5);
        // Backwards the other hand has the same side.
        let back = [p(100.0, 50.0), p(0.0, 50.0)];
        assert_eq!(along(&back, Hand::Right, &TEETH).bounds().unwrap().y0, 42.0);
    }

    #[test]
    fn short_lines_carry_nothing() {
        assert!(along(&[p(0.0, 0.0), p(12.0, 0.0)], Hand::Left, &TEETH).is_empty());
        assert!(along(&[p(0.0, 0.0)], Hand::Left, &TEETH).is_empty());
        assert!(along(&[], Hand::Left, &TEETH).is_empty());
        let one = along(&[p(0.0, 0.0), p(14.0, 0.0)], Hand::Left, &TEETH);
        let bounds = one.bounds().unwrap();
        assert!((bounds.x0 - 2.0).abs() < 1e-9 && (bounds.x1 - 12.0).abs() < 1e-9, "{bounds:?}");
    }

    #[test]
    fn feet_follow_the_line() {
        let bent = [p(0.0, 0.0), p(10.0, 0.0), p(20.0, 4.0)];
        let tooth = along(&bent, Hand::Right, &TEETH);
        assert!(tooth.segments().contains(&Segment::Line(p(10.0, 0.0))), "{tooth:?}");
        // A hairpin has no room.
        let pin = [p(0.0, 0.0), p(10.0, 0.0), p(0.0, 0.5)];
        assert!(along(&pin, Hand::Right, &TEETH).is_empty());
    }
}
