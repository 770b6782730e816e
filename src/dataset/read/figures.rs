//! `[[figure]]`: what it draws is read; the rest is kept as written for the figure floor. And which
//! figures an entry belongs to.

use super::Reader;
use super::drawing::{self, Material};
use super::fields::Fields;
use super::findings::suggest;
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

/// The figures that the key `figures` of an entry names.
pub(super) fn named(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<String> {
    let named: Vec<_> = fields
        .texts("figures", &mut reader.found)
        .into_iter()
        .map(|(id, at)| (id, at.clone()))
        .collect();
    reader.figures_named.extend(named.iter().cloned());
    named.into_iter().map(|(id, _)| id).collect()
}

/// Reports figures that entries name and that do not exist.
pub(super) fn check_named(reader: &mut Reader<'_>, figures: &[FigureSource]) {
    for (id, at) in std::mem::take(&mut reader.figures_named) {
        if figures.iter().all(|figure| figure.id != id) {
            let known = figures.iter().map(|figure| figure.id.as_str());
            reader.found.push(
                Diagnostic::error("unknown-figure", format!("there is no figure `{id}`"))
                    .at(at)
                    .remedy(suggest(&id, known, "figures")),
            );
        }
    }
}
