//! Where marks stand: beside their places, pushed apart, or several as one.

use super::{Face, radius};
use crate::compose::pen::Pen;
use crate::dataset::Claim;
use crate::figure::EventSymbol;
use crate::math::{PagePoint, Rect};
use crate::scene::{Fill, Item, Path, Stroke};
use crate::style::EventMark;

/// What is to be marked: where, how sure, and by which symbol.
#[derive(Clone, Copy, Debug)]
pub struct Marked<'a> {
    /// Where it happened.
    pub at: PagePoint,
    /// How sure it is.
    pub claim: Claim,
    /// The symbol of its kind.
    pub symbol: Option<&'a EventSymbol>,
}

/// One mark for one or several events.
#[derive(Clone, Debug)]
pub struct Cluster<'a> {
    /// Where they happened.
    pub at: Vec<PagePoint>,
    /// Their numbers, rising.
    pub numbers: Vec<usize>,
    /// How sure the surest of them is.
    pub claim: Claim,
    /// The symbol of the first.
    symbol: Option<&'a EventSymbol>,
    /// Where the mark stands.
    pub center: PagePoint,
}

/// Places marks, the most important first. Events of one place share a mark; others are pushed
/// apart as far as a short leader reaches, and what would still lie over another mark joins it.
pub fn clusters<'a>(
    pen: &Pen<'_>,
    marked: &[Marked<'a>],
    clear: Rect,
    names: &[Rect],
) -> Vec<Cluster<'a>> {
    let radius = radius(pen);
    let mut groups: Vec<Cluster<'a>> = Vec::new();
    for (i, one) in marked.iter().enumerate() {
        let same = |group: &&mut Cluster<'_>| group.at[0].distance(one.at) < 1.2 * radius;
        match groups.iter_mut().find(same) {
            Some(group) => group.join([i + 1], [], one.claim),
            None => groups.push(Cluster {
                at: vec![one.at],
                numbers: vec![i + 1],
                claim: one.claim,
                symbol: one.symbol,
                center: one.at,
            }),
        }
    }
    // Each round has a group less, or is the last.
    while let Some((crowded, nearest)) = arrange(pen, &mut groups, radius, clear, names) {
        let gone = groups.remove(crowded);
        if let Some(group) = groups.get_mut(nearest) {
            group.join(gone.numbers, gone.at, gone.claim);
        }
    }
    groups
}

/// All marks, with a point to each of their places; the points lie below the marks.
pub fn draw(pen: &Pen<'_>, clusters: &[Cluster<'_>]) -> Vec<Item> {
    let radius = radius(pen);
    let mut items: Vec<Item> = clusters
        .iter()
        .flat_map(|cluster| cluster.at.iter().map(|at| (*at, cluster.center)))
        .flat_map(|(at, center)| pointer(pen, at, center, radius))
        .collect();
    for cluster in clusters {
        let text = cluster.text(pen.plan.theme.event.mark);
        items.extend(cluster.face(text.as_deref()).draw(pen, cluster.center, radius));
    }
    items
}

/// Gives each group its place; returns the first for which there is none, and the earlier group
/// that it is to join.
fn arrange(
    pen: &Pen<'_>,
    groups: &mut [Cluster<'_>],
    radius: f64,
    clear: Rect,
    names: &[Rect],
) -> Option<(usize, usize)> {
    let mut standing = Standing { clear, names, marks: Vec::new(), pointers: Vec::new() };
    for i in 0..groups.len() {
        let group = &groups[i];
        let text = group.text(pen.plan.theme.event.mark);
        let face = group.face(text.as_deref());
        let center = standing.beside(pen, group.at[0], &face, radius);
        let room = face.room(pen, center, radius);
        if standing.in_the_way(&room, group.at[0], center) > 0.04 * room.width() * room.height() {
            let far = |other: &Cluster<'_>| other.at[0].distance(group.at[0]);
            let (nearest, _) = groups[..i]
                .iter()
                .enumerate()
                .min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b)))?;
            return Some((i, nearest));
        }
        standing.marks.push(room);
        standing.pointers.extend(group.at.iter().map(|at| (*at, center)));
        groups[i].center = center;
    }
    None
}

/// What stands already.
struct Standing<'n> {
    clear: Rect,
    names: &'n [Rect],
    marks: Vec<Rect>,
    /// From a place to its mark.
    pointers: Vec<(PagePoint, PagePoint)>,
}

impl Standing<'_> {
    /// How much of a mark and its pointer meets other marks and theirs, as an area.
    fn in_the_way(&self, own: &Rect, at: PagePoint, center: PagePoint) -> f64 {
        let area = own.width() * own.height();
        let covered: f64 = self.marks.iter().map(|mark| overlap(own, mark)).sum();
        let crossing = self.marks.iter().filter(|mark| passes(mark, at, center));
        let crossed = self.pointers.iter().filter(|(from, to)| passes(own, *from, *to));
        covered + 0.5 * area * (crossing.count() + crossed.count()) as f64
    }

    /// The center of a mark beside its place: of all directions the one where it overlaps names
    /// and other marks the least; above the place if all are alike.
    fn beside(&self, pen: &Pen<'_>, at: PagePoint, face: &Face<'_>, radius: f64) -> PagePoint {
        const DIRECTIONS: [(f64, f64); 8] = [
            (0.0, -1.0),
            (-0.7, -0.7),
            (0.7, -0.7),
            (-1.0, 0.0),
            (0.0, 1.0),
            (-0.7, 0.7),
            (0.7, 0.7),
            (1.0, 0.0),
        ];
        let half = face.half_width(pen, radius);
        let candidates = [2.0, 3.2, 4.6].into_iter().flat_map(|far| {
            DIRECTIONS.into_iter().map(move |(x, y)| {
                let aside = far * radius + half - radius;
                PagePoint::new(at.x + x * aside, at.y + y * far * radius)
            })
        });
        let cost = |center: &PagePoint| {
            let own = face.room(pen, *center, radius);
            let outside = if self.clear.encloses(&own) { 0.0 } else { 1e6 };
            let names: f64 = self.names.iter().map(|name| overlap(&own, name)).sum();
            // A name that is partly covered can still be guessed, a mark cannot.
            outside + names + 8.0 * self.in_the_way(&own, at, *center)
        };
        // `min_by` takes the first of equals, so that near places above come first.
        candidates.min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or(at)
    }
}

/// Whether a line passes through a rectangle, looked at in steps.
fn passes(rect: &Rect, from: PagePoint, to: PagePoint) -> bool {
    const STEPS: u8 = 16;
    (0..=STEPS).any(|i| {
        let t = f64::from(i) / f64::from(STEPS);
        rect.contains(PagePoint::new(from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t))
    })
}

impl Cluster<'_> {
    fn join(
        &mut self,
        numbers: impl IntoIterator<Item = usize>,
        at: impl IntoIterator<Item = PagePoint>,
        claim: Claim,
    ) {
        self.numbers.extend(numbers);
        self.numbers.sort_unstable();
        self.at.extend(at);
        self.claim = self.claim.min(claim);
    }

    /// What is written on the mark.
    fn text(&self, mark: EventMark) -> Option<String> {
        match (mark, self.numbers.len()) {
            (EventMark::Symbol, 1) => None,
            (EventMark::Symbol, count) => Some(format!("\u{d7}{count}")),
            _ => Some(ranges(&self.numbers)),
        }
    }

    fn face<'f>(&'f self, text: Option<&'f str>) -> Face<'f> {
        Face { number: text, symbol: self.symbol, claim: self.claim }
    }
}

/// `1`, `1, 2`, `3–5`, `1, 3–5`.
fn ranges(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let texts: Vec<String> = runs
        .map(|run| match run {
            [first, _, .., last] => format!("{first}\u{2013}{last}"),
            few => few.iter().map(usize::to_string).collect::<Vec<_>>().join(", "),
        })
        .collect();
    texts.join(", ")
}

fn overlap(a: &Rect, b: &Rect) -> f64 {
    let width = a.x1.min(b.x1) - a.x0.max(b.x0);
    let height = a.y1.min(b.y1) - a.y0.max(b.y0);
    width.max(0.0) * height.max(0.0)
}

/// A point from a mark to its place.
fn pointer(pen: &Pen<'_>, at: PagePoint, center: PagePoint, radius: f64) -> Vec<Item> {
    let style = &pen.plan.theme.event;
    let distance = at.distance(center).max(1e-6);
    let (dx, dy) = ((at.x - center.x) / distance, (at.y - center.y) / distance);
    // A long one is a line rather than a wedge.
    let wide = radius * (0.9 * radius / distance).min(0.36);
    let along = |far: f64, aside: f64| {
        PagePoint::new(center.x + dx * far - dy * aside, center.y + dy * far + dx * aside)
    };
    let point =
        Path::polygon(&[along(0.0, -wide), along(0.0, wide), along(distance - 0.2 * radius, 0.0)]);
    vec![
        Item::Stroke(point.clone(), Stroke::new(style.ground, 1.6 * pen.unit)),
        Item::Fill(point, Fill::Solid(style.ink)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_follow_each_other_are_told_as_a_range() {
        for (numbers, text) in [
            (&[1][..], "1"),
            (&[1, 2], "1, 2"),
            (&[3, 4, 5], "3\u{2013}5"),
            (&[1, 3, 4, 5, 8], "1, 3\u{2013}5, 8"),
        ] {
            assert_eq!(ranges(numbers), text);
        }
    }
}
