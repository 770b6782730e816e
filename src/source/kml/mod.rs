//! KML (OGC 07-147r2) as records.
//!
//! Every `Placemark` with a geometry is a feature. Its properties are `name`, `description`,
//! `folder` (the folders that it is in, the innermost last), the data of `ExtendedData`, `date` or
//! `from` and `until` of its time or that of a folder around it, and the colors of its style by the
//! names of simplestyle (`fill`, `fill-opacity`, `stroke`, …). Names are known by their local part,
//! so that files without or with odd namespaces are read as well.

mod archive;
mod geometry;
mod style;
mod time;
mod xml;

pub(super) use archive::read_archive;

use super::collection::Collection;
use super::intake::Intake;
use super::text::Lines;
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use roxmltree::{Document, Node};
use serde_json::{Map, Value};
use style::Styles;
use xml::{child, children, is, text};

/// Reads a file.
pub(super) fn read(bytes: &[u8], file: &str) -> (Collection, Diagnostics) {
    Intake::of_text(bytes, file, |intake, text| read_text(intake, text, file))
}

fn read_text(intake: &mut Intake, text: &str, file: &str) {
    let mended;
    let (text, document) = match xml::parse(text) {
        Ok(document) => (text, document),
        Err(error) => {
            // Prefixes that nothing declares are declared, and the file is read again.
            match xml::with_prefixes(text, &error) {
                Some(with_prefixes) => {
                    mended = with_prefixes;
                    match xml::parse(&mended) {
                        Ok(document) => (mended.as_str(), document),
                        Err(error) => return intake.found.push(xml::bad(&error, file)),
                    }
                }
                None => return intake.found.push(xml::bad(&error, file)),
            }
        }
    };
    let lines = Lines::of(text);
    let styles = Styles::of(&document);
    let mut others = 0;
    for node in document.descendants().filter(|node| is(*node, "Placemark")) {
        let location = Location {
            line: Some(lines.line(node.range().start)),
            ..Location::feature(file, intake.collection.features + 1)
        };
        let properties = properties(node, &styles, &mut others);
        match geometry::of(node) {
            Ok(geometry) => intake.feature(geometry, properties, location),
            Err(message) => {
                intake.collection.features += 1;
                intake.found.push(
                    Diagnostic::error("bad-kml", message)
                        .at(location)
                        .remedy("write positions as `longitude,latitude` with spaces between them"),
                );
            }
        }
    }
    left_out(intake, &document, file);
}

/// What a placemark says.
fn properties(
    node: Node<'_, '_>,
    styles: &Styles<'_, '_>,
    unnamed: &mut usize,
) -> Map<String, Value> {
    let mut properties = Map::new();
    for name in ["name", "description"] {
        if let Some(text) = child(node, name).and_then(text) {
            properties.insert(name.to_owned(), text.into());
        }
    }
    let folders: Vec<&str> = node
        .ancestors()
        .filter(|node| is(*node, "Folder"))
        .filter_map(|folder| child(folder, "name").and_then(text))
        .collect();
    if !folders.is_empty() {
        let path: Vec<&str> = folders.into_iter().rev().collect();
        properties.insert("folder".to_owned(), path.join("/").into());
    }
    if let Some(extended) = child(node, "ExtendedData") {
        for data in
            extended.descendants().filter(|node| is(*node, "Data") || is(*node, "SimpleData"))
        {
            let value =
                if is(data, "Data") { child(data, "value").and_then(text) } else { text(data) };
            let name = data.attribute("name").map(str::to_owned).unwrap_or_else(|| {
                *unnamed += 1;
                format!("data {unnamed}")
            });
            if let Some(value) = value {
                properties.insert(name, value.into());
            }
        }
    }
    styles.tell(node, &mut properties);
    time::tell(node, &mut properties);
    properties
}

/// Tells what the file has that is not read.
fn left_out(intake: &mut Intake, document: &Document<'_>, file: &str) {
    for kind in ["GroundOverlay", "ScreenOverlay", "PhotoOverlay", "NetworkLink", "Track", "Model"]
    {
        let count = document.descendants().filter(|node| is(*node, kind)).count();
        if count > 0 {
            intake.found.push(
                Diagnostic::warning("kml-left-out", format!("{count} `{kind}` cannot be drawn"))
                    .at(Location::file(file))
                    .remedy("save what it shows as points, lines or areas"),
            );
        }
    }
    if intake.collection.features == 0 && intake.found.is_empty() {
        let root = children(document.root()).next().map_or("", |root| root.tag_name().name());
        intake.found.push(
            Diagnostic::warning(
                "empty-file",
                format!("the file has no Placemark (its root is `{root}`)"),
            )
            .at(Location::file(file))
            .remedy("is it KML, and does it hold shapes?"),
        );
    }
}

#[cfg(test)]
mod tests;
