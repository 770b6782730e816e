//! Areas that are told again and again, kept once.

use crate::source::collection::{Collection, Shape};
use geo::MultiPolygon;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All areas read so far. Public archives repeat most areas from day to day.
#[derive(Debug, Default)]
pub(super) struct Shared {
    known: BTreeMap<u64, Vec<Arc<MultiPolygon>>>,
}

impl Shared {
    /// Puts an area known already in the place of each equal one, so that equal areas are one in
    /// memory. `marks` are the collection's [`marks`].
    pub(super) fn settle(&mut self, collection: &mut Collection, marks: &[u64]) {
        for (record, mark) in collection.records.iter_mut().zip(marks) {
            let Shape::Areas(areas) = &mut record.shape else { continue };
            let same = self.known.entry(*mark).or_default();
            match same.iter().find(|known| **known == *areas) {
                Some(known) => *areas = Arc::clone(known),
                None => same.push(Arc::clone(areas)),
            }
        }
    }
}

/// A number for each record's areas that differs where coordinates differ, most of the time.
pub(super) fn marks(collection: &Collection) -> Vec<u64> {
    let mark = |shape: &Shape| match shape {
        Shape::Areas(areas) => mark(areas),
        Shape::Plain(_) => 0,
    };
    collection.records.iter().map(|record| mark(&record.shape)).collect()
}

/// Multiply and rotate, longitudes and latitudes each on their own.
fn mark(areas: &MultiPolygon) -> u64 {
    let mix = |sum: u64, number: f64| {
        (sum.rotate_left(5) ^ number.to_bits()).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    };
    let (mut x, mut y) = (0, 0);
    for polygon in areas {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            for c in &ring.0 {
                (x, y) = (mix(x, c.x), mix(y, c.y));
            }
        }
    }
    x ^ y.rotate_left(32)
}
