//! `[[figure]]`: what it draws is read; the rest is kept as written for the figure floor.

use super::Reader;
use super::drawing::{self, Material};
use super::fields::Fields;
use crate::dataset::FigureSource;
use crate::diagnostic::Diagnostic;
use crate::source::toml::Table;

/// Keeps the tables; each needs an `id` of its own.
pub(super) fn read(
    reader: &mut Reader<'_>,
    tables: &[&Table],
    material: &Material<'_>,
) -> Vec<FigureSource> {
    let mut figures: Vec<FigureSource> = Vec::new();
    for table in tables {
        let fields = Fields::new("[[figure]]", table);
        let Some(id) = fields.required("id", &mut reader.found) else { continue };
        if figures.iter().any(|figure| figure.id == id) {
            reader.found.push(
                Diagnostic::error("duplicate-figure", format!("there are two figures `{id}`"))
                    .at(fields.location().clone())
                    .remedy("give every figure its own id"),
            );
        }
        let location = fields.location().clone();
        let drawing = drawing::read(reader, &fields, material);
        let mut table = table.plain();
        table.retain(|key, _| !drawing::KEYS.contains(&key));
        figures.push(FigureSource { id, table, drawing, location });
    }
    figures
}
