//! What every reader of geometry gives: records with their place in the file.

pub use super::geometry::{Repairs, Shape};

use super::limits::{Limits, too_many_features, too_many_vertices};
use crate::diagnostic::{Diagnostic, Location};
use geo::CoordsIter;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A file of geometries that has been read.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    /// Its geometries; a geometry collection gives several with the same number.
    pub records: Vec<Record>,
    /// The names of the properties that have a value (a text that is not blank, a number, true or
    /// false) in any record, in the order of the first record that has one.
    pub keys: Vec<String>,
    /// How many features it has, those without geometry included.
    pub features: usize,
    /// What the file says of itself: members that RFC 7946 does not know, such as `source`.
    pub foreign: Map<String, Value>,
    /// What was mended.
    pub repairs: Repairs,
}

/// One geometry of a feature.
#[derive(Clone, Debug)]
pub struct Record {
    /// Where; degrees, sound.
    pub shape: Shape,
    /// The feature's properties.
    pub properties: Map<String, Value>,
    /// The feature's number in the file, from 1.
    pub number: usize,
    /// File, line and number of the feature.
    pub location: Location,
}

impl Collection {
    /// How many vertices all geometries have.
    pub fn vertices(&self) -> u64 {
        let count = |record: &Record| match &record.shape {
            Shape::Areas(areas) => areas.vertices(),
            Shape::Plain(geometry) => geometry.coords_count(),
        };
        self.records.iter().map(count).sum::<usize>() as u64
    }

    /// The problem that there is more than allowed, without its place.
    pub(super) fn beyond(&self, limits: &Limits) -> Option<Diagnostic> {
        let features = self.features.max(self.records.len()) as u64;
        if features > limits.features {
            return Some(too_many_features(features, limits.features));
        }
        let vertices = self.vertices();
        (vertices > limits.vertices).then(|| too_many_vertices(vertices, limits.vertices))
    }

    /// Adds the shapes of the feature that was counted last.
    pub(super) fn add(
        &mut self,
        mut shapes: Vec<Shape>,
        properties: Map<String, Value>,
        location: Location,
    ) {
        let number = self.features;
        let record = |shape, properties, location| Record { shape, properties, number, location };
        let Some(last) = shapes.pop() else { return };
        let others = shapes.into_iter();
        let others = others.map(|shape| record(shape, properties.clone(), location.clone()));
        self.records.extend(others);
        self.records.push(record(last, properties, location));
    }

    /// The same with its [`keys`](Self::keys) listed, those of one record in alphabetical order.
    #[must_use]
    pub(super) fn with_keys(mut self) -> Self {
        let mut known: BTreeSet<&str> = BTreeSet::new();
        let mut keys = Vec::new();
        for record in &self.records {
            for (key, value) in &record.properties {
                if !known.contains(key.as_str()) && has_text(value) {
                    known.insert(key);
                    keys.push(key.clone());
                }
            }
        }
        self.keys = keys;
        self
    }
}

/// Whether a value says something: a text that is not blank, a number, true or false.
fn has_text(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}
