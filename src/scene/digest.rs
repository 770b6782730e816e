//! Digests of what is seen, by which a picture that was drawn before is known again.
//!
//! Two scenes of the same digest look the same when they are painted. It does not matter which
//! rings of an area come first, where a ring begins, what groups are called, nor what is said about
//! the picture in words.

use super::chain::Chained;
use super::{Chain, Fill, Group, Item, Path, Run, Scene, Segment, Stretch, Stroke, TextRun};
use crate::color::Color;
use crate::math::digest::{joined, xxh64};
use crate::math::{PagePoint, Rect, lock};
use std::sync::{Arc, Mutex};

/// Digests of scenes that have groups in common.
#[derive(Debug, Default)]
pub struct Digests {
    /// The last group of each layer: mostly the next scene has the same.
    groups: Mutex<Vec<Option<Known>>>,
}

/// A group and its digest.
type Known = (Arc<Group>, u64);

impl Digests {
    /// The digest of a scene.
    pub fn of(&self, scene: &Scene) -> u64 {
        let mut bytes = Bytes::default();
        bytes.number(scene.width);
        bytes.number(scene.height);
        for (place, layer) in scene.layers.iter().enumerate() {
            bytes.word(self.group(place, &layer.group));
        }
        bytes.digest()
    }

    fn group(&self, place: usize, group: &Arc<Group>) -> u64 {
        let same =
            |(known, digest): &(Arc<Group>, u64)| Arc::ptr_eq(known, group).then_some(*digest);
        let known = lock(&self.groups).get(place).and_then(|last| last.as_ref().and_then(same));
        known.unwrap_or_else(|| {
            let mut bytes = Bytes::default();
            bytes.group(group);
            let digest = bytes.digest();
            let mut groups = lock(&self.groups);
            if groups.len() <= place {
                groups.resize_with(place + 1, || None);
            }
            if let Some(last) = groups.get_mut(place) {
                *last = Some((Arc::clone(group), digest));
            }
            digest
        })
    }
}

impl Stretch {
    /// The digest of some points.
    pub(super) fn digest_of(points: &[PagePoint]) -> u64 {
        let mut bytes = Bytes(Vec::with_capacity(size_of_val(points)));
        points.iter().for_each(|p| bytes.point(*p));
        bytes.digest()
    }
}

/// What a digest is taken of.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn digest(&self) -> u64 {
        xxh64(&self.0)
    }

    fn word(&mut self, word: u64) {
        self.0.extend_from_slice(&word.to_le_bytes());
    }

    fn number(&mut self, number: f64) {
        self.word(number.to_bits());
    }

    fn numbers(&mut self, numbers: &[f64]) {
        self.word(numbers.len() as u64);
        numbers.iter().for_each(|number| self.number(*number));
    }

    fn point(&mut self, p: PagePoint) {
        self.number(p.x);
        self.number(p.y);
    }

    fn rect(&mut self, Rect { x0, y0, x1, y1 }: Rect) {
        self.numbers(&[x0, y0, x1, y1]);
    }

    fn color(&mut self, Color { r, g, b, a }: Color) {
        self.0.extend_from_slice(&[r, g, b, a]);
    }

    fn text(&mut self, text: &str) {
        self.word(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn group(&mut self, group: &Group) {
        self.number(group.opacity);
        self.word(group.blend as u64);
        self.word(u64::from(group.clip.is_some()));
        if let Some(clip) = &group.clip {
            self.area(clip);
        }
        self.word(group.items.len() as u64);
        group.items.iter().for_each(|item| self.item(item));
    }

    fn item(&mut self, item: &Item) {
        let kind = |bytes: &mut Self, kind: u8| bytes.0.push(kind);
        match item {
            Item::Group(group) => {
                kind(self, 0);
                self.group(group);
            }
            Item::Fill(path, fill) => {
                kind(self, 1);
                self.fill(fill);
                self.area(path);
            }
            Item::Stroke(path, stroke) => {
                kind(self, 2);
                self.stroke(stroke);
                self.lines(path, !stroke.dash.is_empty());
            }
            Item::Text(run) => {
                kind(self, 3);
                self.run(run);
            }
            Item::Image(image) => {
                kind(self, 4);
                self.rect(image.rect);
                self.word(u64::from(image.pixels.width));
                self.word(u64::from(image.pixels.height));
                self.word(xxh64(&image.pixels.rgba));
            }
        }
    }

    fn fill(&mut self, fill: &Fill) {
        match fill {
            Fill::Solid(color) => {
                self.word(0);
                self.color(*color);
            }
            Fill::Hatch(hatch) => {
                self.word(1);
                self.color(hatch.color);
                self.numbers(&[hatch.width, hatch.spacing, hatch.angle]);
            }
            Fill::Stripes(stripes) => {
                self.word(2);
                stripes.colors.iter().for_each(|color| self.color(*color));
                self.numbers(&[stripes.band, stripes.angle]);
            }
            Fill::Dots(dots) => {
                self.word(3);
                self.color(dots.color);
                self.numbers(&[dots.radius, dots.spacing]);
                self.numbers(dots.ring.as_slice());
            }
        }
    }

    fn stroke(&mut self, stroke: &Stroke) {
        self.color(stroke.color);
        self.number(stroke.width);
        self.numbers(&stroke.dash);
        self.word(stroke.cap as u64);
        self.word(stroke.join as u64);
    }

    fn run(&mut self, run: &TextRun) {
        self.text(&run.text);
        self.point(run.position);
        self.word(run.anchor as u64);
        self.numbers(&[run.size, run.tracking]);
        self.word(run.weight as u64);
        self.word(u64::from(run.italic));
        self.color(run.color);
        self.word(u64::from(run.halo.is_some()));
        if let Some(halo) = &run.halo {
            self.color(halo.color);
            self.number(halo.width);
        }
        let along = run.along.as_ref().map_or(&[][..], |line| line.points());
        self.word(along.len() as u64);
        along.iter().for_each(|p| self.point(*p));
    }

    /// A path that is filled.
    fn area(&mut self, path: &Path) {
        match path.digest(Chained::area_digest) {
            Some(digest) => self.word(digest),
            None => self.segments(path.segments()),
        }
    }

    /// A path that is drawn along.
    fn lines(&mut self, path: &Path, dashed: bool) {
        let digest = |chained: &Chained| match dashed {
            true => sum(chained.chains(), sequence),
            false => chained.line_digest(),
        };
        match path.digest(digest) {
            Some(digest) => self.word(digest),
            None => self.segments(path.segments()),
        }
    }

    fn segments(&mut self, segments: &[Segment]) {
        self.word(segments.len() as u64);
        for segment in segments {
            let (kind, points): (u8, &[PagePoint]) = match segment {
                Segment::Move(p) => (0, &[*p]),
                Segment::Line(p) => (1, &[*p]),
                Segment::Quad(a, p) => (2, &[*a, *p]),
                Segment::Cubic(a, b, p) => (3, &[*a, *b, *p]),
                Segment::Close => (4, &[]),
            };
            self.0.push(kind);
            points.iter().for_each(|p| self.point(*p));
        }
    }
}

/// The digest of chains whatever their order.
fn sum(chains: &[Chain], of: impl Fn(&Chain) -> u64) -> u64 {
    chains.iter().map(of).fold(0, u64::wrapping_add)
}

/// Of chains around an area. What is inside follows from its edges, whatever their order.
pub(super) fn around(chains: &[Chain]) -> u64 {
    let edges = |chain: &Chain| {
        let runs = chain.runs.iter().map(of_run).fold(0, u64::wrapping_add);
        let closing = chain.ends().filter(|(first, last)| first != last);
        runs.wrapping_add(closing.map_or(0, |(first, last)| Stretch::digest_of(&[last, first])))
    };
    sum(chains, edges)
}

/// Of chains that are drawn along. Lines look the same whichever comes first, and a ring wherever it
/// begins, but not its dashes.
pub(super) fn along(chains: &[Chain]) -> u64 {
    sum(chains, joints)
}

/// The digest of a stretch in a direction.
fn of_run(run: &Run) -> u64 {
    directed(run, run.reversed)
}

fn directed(run: &Run, reversed: bool) -> u64 {
    joined(run.stretch.digest(), u64::from(reversed))
}

/// Which runs meet in a chain, whatever their order and wherever it begins.
fn joints(chain: &Chain) -> u64 {
    let along: Vec<u64> = chain.runs.iter().map(of_run).collect();
    let back = chain.runs.iter().rev().map(|run| directed(run, !run.reversed)).collect();
    let sum = |runs: Vec<u64>| {
        let joint = |before: Option<&u64>, after: Option<&u64>| {
            joined(before.copied().unwrap_or_default(), after.copied().unwrap_or_default())
        };
        let (first, last) = (runs.first(), runs.last());
        let ends = match chain.closed {
            true => joint(last, first),
            false => joint(None, first).wrapping_add(joint(last, None)),
        };
        runs.windows(2).map(|pair| joint(pair.first(), pair.last())).fold(ends, u64::wrapping_add)
    };
    // A line looks the same from either end.
    sum(along).min(sum(back))
}

/// The runs of a chain in order.
fn sequence(chain: &Chain) -> u64 {
    chain.runs.iter().map(of_run).fold(u64::from(chain.closed), joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Halo, Layer, Line, Weight};

    fn stretch(points: &[(f64, f64)]) -> Arc<Stretch> {
        Stretch::new(points.iter().map(|&(x, y)| PagePoint::new(x, y)).collect())
    }

    fn chain(stretches: &[&Arc<Stretch>], closed: bool) -> Chain {
        let run = |stretch: &&Arc<Stretch>| Run { stretch: Arc::clone(stretch), reversed: false };
        Chain { runs: stretches.iter().map(run).collect(), closed }
    }

    fn digest(items: Vec<Item>) -> u64 {
        let layers = vec![Layer { group: Arc::new(Group::new("a", items)), fixed: false }];
        let (title, description) = Default::default();
        let scene = Scene { width: 9.0, height: 9.0, title, description, layers };
        let digests = Digests::default();
        assert_eq!(digests.of(&scene), digests.of(&scene));
        digests.of(&scene)
    }

    #[test]
    fn an_area_is_the_same_wherever_its_outline_begins() {
        let ink = Fill::Solid(Color::BLACK);
        let [a, b, c] = [[(0., 0.), (4., 0.)], [(4., 0.), (4., 4.)], [(4., 4.), (0., 0.)]]
            .map(|points| stretch(&points));
        let other = stretch(&[(7., 7.), (8., 7.), (8., 8.), (7., 7.)]);
        let fill = |chains: Vec<Chain>| digest(vec![Item::Fill(Path::chained(chains), ink)]);
        let ring = |runs: &[&Arc<Stretch>]| chain(runs, true);
        let one = fill(vec![ring(&[&a, &b, &c]), ring(&[&other])]);
        assert_eq!(one, fill(vec![ring(&[&other]), ring(&[&c, &a, &b])]));
        assert_ne!(one, fill(vec![ring(&[&a, &b, &c])]));
        // Closed by an edge of its own.
        assert_ne!(fill(vec![ring(&[&a, &b])]), fill(vec![ring(&[&a, &b, &c])]));
        // The same points in another stretch.
        let again = stretch(&[(4., 4.), (0., 0.)]);
        assert_eq!(one, fill(vec![ring(&[&a, &b, &again]), ring(&[&other])]));
    }

    #[test]
    fn a_dashed_ring_is_another_where_it_begins_elsewhere() {
        let [a, b] = [[(0., 0.), (4., 0.), (4., 4.)], [(4., 4.), (0., 4.), (0., 0.)]]
            .map(|points| stretch(&points));
        let line = Stroke::new(Color::BLACK, 2.0);
        let stroke = |stroke: &Stroke, runs: &[&Arc<Stretch>], closed| {
            digest(vec![Item::Stroke(Path::chained(vec![chain(runs, closed)]), stroke.clone())])
        };
        assert_eq!(stroke(&line, &[&a, &b], true), stroke(&line, &[&b, &a], true));
        assert_ne!(stroke(&line, &[&a, &b], true), stroke(&line, &[&a, &b], false));
        let back = |stretch: &Arc<Stretch>| Run { stretch: Arc::clone(stretch), reversed: true };
        let turned = Path::chained(vec![Chain { runs: vec![back(&b), back(&a)], closed: false }]);
        let turned = digest(vec![Item::Stroke(turned, line.clone())]);
        assert_eq!(stroke(&line, &[&a, &b], false), turned);
        assert_ne!(stroke(&line, &[&a, &b], false), stroke(&line, &[&b, &a], false));
        let dashed = line.clone().dashed([3.0, 2.0]);
        assert_ne!(stroke(&dashed, &[&a, &b], true), stroke(&dashed, &[&b, &a], true));
        assert_ne!(stroke(&dashed, &[&a, &b], true), stroke(&line, &[&a, &b], true));
    }

    /// Whatever is seen of a word, a pattern or an image is in the digest.
    #[test]
    fn what_is_seen_differs() {
        let p = PagePoint::new;
        let run = TextRun {
            text: "Shusha".into(),
            position: p(1.0, 2.0),
            anchor: crate::scene::Anchor::Start,
            size: 12.0,
            weight: Weight::Regular,
            italic: false,
            tracking: 0.0,
            color: Color::BLACK,
            halo: None,
            along: None,
        };
        let square = Path::polygon(&[p(0., 0.), p(4., 0.), p(4., 4.)]);
        let pixels = |first| {
            let pixels = crate::scene::Pixels { width: 1, height: 1, rgba: vec![first, 0, 0, 255] };
            crate::scene::Image { pixels: Arc::new(pixels), rect: Rect::from_size(0., 0., 1., 1.) }
        };
        let halo = Halo { color: Color::WHITE, width: 2.0 };
        let group = Group::new("b", vec![Item::Text(run.clone())]);
        let all = [
            vec![],
            vec![Item::Text(run.clone())],
            vec![Item::Text(TextRun { text: "Shushi".into(), ..run.clone() })],
            vec![Item::Text(TextRun { position: p(1.0, 2.5), ..run.clone() })],
            vec![Item::Text(TextRun { weight: Weight::Bold, ..run.clone() })],
            vec![Item::Text(TextRun { italic: true, ..run.clone() })],
            vec![Item::Text(TextRun { halo: Some(halo), ..run.clone() })],
            vec![Item::Text(TextRun { along: Line::new([p(0., 0.), p(9., 0.)]), ..run.clone() })],
            vec![Item::Fill(square.clone(), Fill::Solid(Color::BLACK))],
            vec![Item::Fill(square.clone(), Fill::Solid(Color::WHITE))],
            vec![Item::Fill(
                Path::polygon(&[p(0., 0.), p(4., 0.), p(4., 5.)]),
                Fill::Solid(Color::BLACK),
            )],
            vec![Item::Stroke(square.clone(), Stroke::new(Color::BLACK, 1.0))],
            vec![Item::Image(pixels(0))],
            vec![Item::Image(pixels(1))],
            vec![Item::Group(group.clone())],
            vec![Item::Group(group.clone().with_opacity(0.5))],
            vec![Item::Group(group.clone().summed())],
            vec![Item::Group(group.clone().clipped(square))],
        ];
        let digests: std::collections::BTreeSet<u64> = all.iter().cloned().map(digest).collect();
        assert_eq!(digests.len(), all.len());
        // What a group is called is not seen.
        let other = Group { id: "c".into(), ..group.clone() };
        assert_eq!(digest(vec![Item::Group(group)]), digest(vec![Item::Group(other)]));
    }
}
