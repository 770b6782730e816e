//! Folding the next scene into the elements known so far.

use super::align::align;
use super::{Drawn, Element, Lifetime};
use crate::scene::{Blend, Fill, Group, Item, Layer, Path, Segment};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// One of a frame's pieces.
enum Piece<'a> {
    Fixed(&'a Arc<Group>),
    Group(&'a Group),
    Item(&'a Item),
}

/// Folds the layers of a scene.
pub(super) fn layers(elements: &mut Vec<Element>, layers: &[Layer], frame: u32) {
    let pieces = layers.iter().map(|layer| match layer.fixed {
        true => Piece::Fixed(&layer.group),
        false => Piece::Group(&layer.group),
    });
    fold(elements, pieces.collect(), frame);
}

fn items(elements: &mut Vec<Element>, group: &Group, frame: u32) {
    let pieces = group.items.iter().map(|item| match item {
        Item::Group(inner) => Piece::Group(inner),
        item => Piece::Item(item),
    });
    fold(elements, pieces.collect(), frame);
}

/// New elements are put right after the known one that comes before them, so that those which come
/// and go together stay together.
fn fold(elements: &mut Vec<Element>, pieces: Vec<Piece<'_>>, frame: u32) {
    let mut known: HashMap<u64, Vec<usize>> = HashMap::new();
    for (place, element) in elements.iter().enumerate() {
        known.entry(element.digest).or_default().push(place);
    }
    let digests: Vec<u64> = pieces.iter().map(Piece::digest).collect();
    let candidates: Vec<Vec<usize>> = pieces
        .iter()
        .zip(&digests)
        .map(|(piece, digest)| {
            let places = known.get(digest).into_iter().flatten().copied();
            places.filter(|&place| piece.is(&elements[place].drawn)).collect()
        })
        .collect();
    let places = align(&candidates);
    if places.iter().all(Option::is_some) {
        for (piece, place) in pieces.iter().zip(places.into_iter().flatten()) {
            piece.show(&mut elements[place], frame);
        }
        return;
    }
    let mut rest = std::mem::take(elements).into_iter();
    let mut taken = 0;
    for ((piece, digest), place) in pieces.iter().zip(digests).zip(places) {
        match place {
            Some(place) => {
                elements.extend(rest.by_ref().take(place + 1 - taken));
                taken = place + 1;
                if let Some(element) = elements.last_mut() {
                    piece.show(element, frame);
                }
            }
            None => elements.push(piece.element(digest, frame)),
        }
    }
    elements.extend(rest);
}

impl Piece<'_> {
    /// Whether this is the same as a known element: a group is if only its items differ.
    fn is(&self, drawn: &Drawn) -> bool {
        match (self, drawn) {
            (Piece::Fixed(a), Drawn::Fixed(b)) => Arc::ptr_eq(a, b),
            (Piece::Group(a), Drawn::Group(b, _)) => {
                let Group { id, opacity, clip, blend, note, items: _ } = a;
                *id == b.id
                    && *opacity == b.opacity
                    && *blend == b.blend
                    && *note == b.note
                    && *clip == b.clip
            }
            (Piece::Item(a), Drawn::Item(b)) => *a == b,
            _ => false,
        }
    }

    fn element(&self, digest: u64, frame: u32) -> Element {
        let drawn = match self {
            Piece::Fixed(group) => Drawn::Fixed(Arc::clone(group)),
            Piece::Group(group) => {
                let mut elements = Vec::new();
                items(&mut elements, group, frame);
                Drawn::Group(header(group), elements)
            }
            Piece::Item(item) => Drawn::Item((*item).clone()),
        };
        Element { life: Lifetime::of(frame), drawn, digest }
    }

    /// Lets a known element, which this is, be seen in one more frame.
    fn show(&self, element: &mut Element, frame: u32) {
        element.life.extend(frame);
        if let (Piece::Group(group), Drawn::Group(_, elements)) = (self, &mut element.drawn) {
            items(elements, group, frame);
        }
    }

    /// Equal pieces have equal digests. Digests are only looked up, so they never show.
    fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        match self {
            Piece::Fixed(group) => (0u8, Arc::as_ptr(group) as usize).hash(&mut hasher),
            Piece::Group(group) => {
                let sum = group.blend == Blend::Sum;
                (1u8, &group.id, sum, &group.note).hash(&mut hasher);
            }
            Piece::Item(Item::Group(_)) => {}
            Piece::Item(Item::Fill(path, fill)) => {
                2u8.hash(&mut hasher);
                if let Fill::Solid(color) = fill {
                    color.hash(&mut hasher);
                }
                hash_path(path, &mut hasher);
            }
            Piece::Item(Item::Stroke(path, stroke)) => {
                (3u8, stroke.color, number(stroke.width)).hash(&mut hasher);
                hash_path(path, &mut hasher);
            }
            Piece::Item(Item::Text(run)) => {
                (4u8, &run.text, run.color).hash(&mut hasher);
                (number(run.position.x), number(run.position.y)).hash(&mut hasher);
                run.along.as_ref().map(|line| line.points().len()).hash(&mut hasher);
            }
            Piece::Item(Item::Image(image)) => {
                (5u8, image.pixels.width, image.pixels.height).hash(&mut hasher);
            }
        }
        hasher.finish()
    }
}

/// A group without its items.
fn header(group: &Group) -> Group {
    let Group { id, opacity, clip, blend, note, items: _ } = group;
    Group {
        id: id.clone(),
        opacity: *opacity,
        clip: clip.clone(),
        blend: *blend,
        note: note.clone(),
        items: Vec::new(),
    }
}

/// Bits of a number; the two zeros are equal, so they have the same.
fn number(v: f64) -> u64 {
    (v + 0.0).to_bits()
}

fn hash_path(path: &Path, hasher: &mut DefaultHasher) {
    for segment in path.segments() {
        let (kind, points, count) = match *segment {
            Segment::Move(p) => (0u8, [p; 3], 1),
            Segment::Line(p) => (1, [p; 3], 1),
            Segment::Quad(a, p) => (2, [a, p, p], 2),
            Segment::Cubic(a, b, p) => (3, [a, b, p], 3),
            Segment::Close => (4, [Default::default(); 3], 0),
        };
        kind.hash(hasher);
        for p in points.iter().take(count) {
            (number(p.x), number(p.y)).hash(hasher);
        }
    }
}
