//! Areas laid over each other: the planar graph of their outlines, and what covers each of its faces.

use super::arrangement::Arrangement;
use super::cover::Cover;
use super::faces::Faces;
use super::frame::Frame;
use super::history::{Entries, Entry};
use super::noding::Unnoded;
use super::outlines::Outlines;
use crate::timeline::DatedArea;

/// Some areas laid over each other, to ask where they overlap or leave gaps.
pub struct Plane {
    /// The areas, by their shapes.
    pub(super) entries: Entries,
    /// The graph.
    pub(super) arrangement: Arrangement,
    /// Its faces.
    pub(super) faces: Faces,
    /// The shapes that cover each face.
    pub(super) cover: Cover,
}

impl Plane {
    /// Lays all areas over each other.
    pub fn of(areas: &[DatedArea]) -> Self {
        let frame = Frame::of(areas);
        let areas = frame.areas(areas);
        let mut outlines = Outlines::default();
        let entry = |area: &DatedArea| Entry::new(area, outlines.ground(area), &[]);
        let entries: Vec<Entry> = areas.iter().map(entry).collect();
        let linework = outlines.into_linework();
        let shape_count = linework.shape_count;
        let entries = Entries::new(entries, shape_count);
        let arrangement = Arrangement::new(Unnoded::of(linework).node());
        let faces = Faces::of(&arrangement);
        let cover = Cover::of(&arrangement, &faces, shape_count);
        Self { entries, arrangement, faces, cover }
    }
}
