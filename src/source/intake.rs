//! Features of any format become records, or are reported.

use super::collection::Collection;
use super::geometry::sound;
use super::reference::ReferenceSystem;
use super::text::decode;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use geojson::GeometryValue;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A collection in the making.
#[derive(Debug, Default)]
pub(super) struct Intake {
    pub(super) collection: Collection,
    pub(super) found: Diagnostics,
    /// In what the coordinates are; `None`: WGS 84 degrees.
    pub(super) reference: Option<ReferenceSystem>,
    /// Whether no position has yet shown that the file is right about it.
    unseen: bool,
    /// The systems from which coordinates are said to be converted.
    told: BTreeSet<String>,
}

impl Intake {
    /// Reads a file that is text.
    pub(super) fn of_text(
        bytes: &[u8],
        file: &str,
        read: impl FnOnce(&mut Self, &str),
    ) -> (Collection, Diagnostics) {
        let mut intake = Self::default();
        match decode(bytes, file) {
            Ok(text) => read(&mut intake, text),
            Err(diagnostic) => intake.found.push(*diagnostic),
        }
        intake.finish()
    }

    /// Takes a feature in; one that has a fault is reported and left out.
    pub(super) fn feature(
        &mut self,
        geometry: Option<GeometryValue>,
        properties: Map<String, Value>,
        location: Location,
    ) {
        self.collection.features += 1;
        let Some(mut geometry) = geometry else {
            self.found.push(null_geometry(location));
            return;
        };
        if std::mem::take(&mut self.unseen)
            && let Some(reference) = self.reference.take_if(|known| known.contradicts(&geometry))
        {
            self.found.push(reference.contradicted().at(Location::file(&location.file)));
        }
        if let Some(reference) = &self.reference
            && let Err(fault) = reference.to_degrees(&mut geometry)
        {
            self.found.push(fault.at(location));
            return;
        }
        match sound(&geometry, &mut self.collection.repairs) {
            Ok(shapes) => self.collection.add(shapes, properties, location),
            Err(faults) => {
                for fault in faults {
                    self.found.push(fault.at(location.clone()));
                }
            }
        }
    }

    /// Sets in what the coordinates of the file are, and says so.
    ///
    /// # Errors
    /// Nothing can be read: the system is not known, which is reported.
    pub(super) fn set_reference(
        &mut self,
        known: Result<Option<ReferenceSystem>, Box<Diagnostic>>,
        at: Location,
    ) -> Result<(), Unreadable> {
        match known {
            Ok(reference) => {
                if let Some(reference) = &reference
                    && self.told.insert(reference.name().to_owned())
                {
                    self.found.push(reference.note().at(at));
                }
                self.unseen = reference.is_some();
                self.reference = reference;
                Ok(())
            }
            Err(diagnostic) => {
                self.found.push(diagnostic.at(at));
                Err(Unreadable)
            }
        }
    }

    /// Takes in a feature that says itself in what its coordinates are; others go by the file.
    pub(super) fn feature_of(
        &mut self,
        known: Result<Option<ReferenceSystem>, Box<Diagnostic>>,
        geometry: Option<GeometryValue>,
        properties: Map<String, Value>,
        location: Location,
    ) {
        let of_file = (self.reference.take(), self.unseen);
        let at = location.clone();
        match self.set_reference(known, at) {
            Ok(()) => self.feature(geometry, properties, location),
            Err(Unreadable) => self.collection.features += 1,
        }
        (self.reference, self.unseen) = of_file;
    }

    /// What was read and what was wrong with it.
    pub(super) fn finish(self) -> (Collection, Diagnostics) {
        (self.collection.with_keys(), self.found)
    }
}

/// The file cannot be read; a report says why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unreadable;

pub(super) fn null_geometry(at: Location) -> Diagnostic {
    Diagnostic::warning("null-geometry", "the feature has no geometry")
        .at(at)
        .remedy("give it one or remove the feature; it is left out")
}
