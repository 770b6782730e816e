//! What a figure draws of its own: `layers`, `[[figure.area]]`, `[[figure.line]]`,
//! `[[figure.event]]`, `[[figure.legend]]`.

mod layers;
mod legend;
mod look;
mod select;

use super::Reader;
use super::fields::Fields;
use super::findings::suggest;
use crate::dataset::{BaseLayer, Drawing, Event, FigureArea, FigureEvents, FigureLine, Overlay};
use crate::diagnostic::{Diagnostic, Location};
use std::collections::BTreeSet;

/// The keys of a figure that are read here.
pub(super) const KEYS: [&str; 5] = ["layers", "area", "line", "event", "legend"];

/// What a figure can choose from.
pub(super) struct Material<'a> {
    pub(super) base: &'a [BaseLayer],
    pub(super) overlays: &'a [Overlay],
    pub(super) events: &'a [Event],
}

/// Reads what a figure draws.
pub(super) fn read(
    reader: &mut Reader<'_>,
    figure: &Fields<'_>,
    material: &Material<'_>,
) -> Drawing {
    let layers = layers::read(reader, figure, material);
    let mut drawing = Drawing { layers, ..Drawing::default() };
    for table in figure.tables("area", &mut reader.found) {
        let fields = Fields::new("[[figure.area]]", table);
        let id = id(reader, &fields, drawing.areas.iter().map(|area| area.id.as_str()));
        let select = select::area(reader, &fields, material);
        let look = look::read(reader, &fields, true);
        fields.finish(&mut reader.found);
        if let (Some(id), Some(select)) = (id, select) {
            drawing.areas.push(FigureArea { id, select, look, location: table.location.clone() });
        }
    }
    for table in figure.tables("line", &mut reader.found) {
        let fields = Fields::new("[[figure.line]]", table);
        let id = id(reader, &fields, drawing.lines.iter().map(|line| line.id.as_str()));
        let select = select::line(reader, &fields, material);
        let look = look::read(reader, &fields, false);
        fields.finish(&mut reader.found);
        if let (Some(id), Some(select)) = (id, select) {
            drawing.lines.push(FigureLine { id, select, look, location: table.location.clone() });
        }
    }
    for table in figure.tables("event", &mut reader.found) {
        let fields = Fields::new("[[figure.event]]", table);
        let id = id(reader, &fields, drawing.events.iter().map(|events| events.id.as_str()));
        let kinds = kinds(reader, &fields, material);
        let color = look::ink(reader, &fields, "color");
        fields.finish(&mut reader.found);
        if let Some(id) = id {
            let location = table.location.clone();
            drawing.events.push(FigureEvents { id, kinds, color, location });
        }
    }
    for table in figure.tables("legend", &mut reader.found) {
        drawing.legend.extend(legend::entry(reader, table, &drawing, material));
    }
    drawing
}

/// The name of an item, by which the legend calls it.
fn id<'a>(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    mut taken: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let id = fields.required("id", &mut reader.found)?;
    if taken.any(|other| other == id) {
        let message = format!("there are two `{}` `{id}` in the figure", fields.name);
        reader.found.push(
            Diagnostic::error("duplicate-id", message)
                .at(place(fields, "id"))
                .remedy("give each its own id"),
        );
    }
    Some(id)
}

/// The kinds of events that an item is of; each must occur.
fn kinds(reader: &mut Reader<'_>, fields: &Fields<'_>, material: &Material<'_>) -> Vec<String> {
    if fields.get("kind").is_none() {
        fields.missing("kind", &mut reader.found);
    }
    let known: BTreeSet<&str> = material.events.iter().map(|event| event.kind.as_str()).collect();
    let mut kinds = Vec::new();
    for (text, at) in fields.texts("kind", &mut reader.found) {
        let kind = text.to_lowercase();
        if !known.contains(kind.as_str()) {
            reader.found.push(
                Diagnostic::error("unknown-kind", format!("no event is of the kind `{text}`"))
                    .at(at.clone())
                    .remedy(suggest(&kind, known.iter().copied(), "kinds")),
            );
        }
        kinds.push(kind);
    }
    kinds
}

/// Where a key's value stands, or the table if it does not have it.
fn place(fields: &Fields<'_>, key: &'static str) -> Location {
    fields.get(key).map_or_else(|| fields.location().clone(), |value| value.location.clone())
}

/// The one key of several that a table must have.
fn only(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    keys: &'static [&'static str],
) -> Option<&'static str> {
    let there: Vec<&'static str> =
        keys.iter().copied().filter(|key| fields.get(key).is_some()).collect();
    if let [key] = there.as_slice() {
        return Some(key);
    }
    let message = match there.as_slice() {
        [] => format!("`{}` does not say what is meant", fields.name),
        [first, second, ..] => format!("`{}` has both `{first}` and `{second}`", fields.name),
        [_] => return None,
    };
    let names: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    reader.found.push(
        Diagnostic::error("unclear-selection", message)
            .at(fields.location().clone())
            .remedy(format!("write exactly one of {}", names.join(", "))),
    );
    None
}
