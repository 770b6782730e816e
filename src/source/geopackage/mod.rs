//! GeoPackage (OGC 12-128r18) as records.
//!
//! A GeoPackage is a database of SQLite. The tables of features that its contents name are read one
//! after the other; the name of the table is the property `layer`.

mod layer;
#[cfg(test)]
mod tests;
mod wkb;

use super::collection::Collection;
use super::intake::Intake;
use super::reference::ReferenceSystem;
use super::sqlite::{Database, Table, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use layer::Layer;
use std::collections::BTreeMap;

/// What is written beside a database while its changes are not yet in the file.
pub(super) const UNWRITTEN: [&str; 2] = ["-wal", "-journal"];

/// Reads a file. `companions` are the files beside it by the end of their names.
pub(super) fn read(
    bytes: &[u8],
    file: &str,
    companions: &BTreeMap<&'static str, Vec<u8>>,
) -> (Collection, Diagnostics) {
    let mut intake = Intake::default();
    for (end, _) in companions.iter().filter(|(_, bytes)| !bytes.is_empty()) {
        let message = format!("changes in `{file}{end}` are not yet in the file and are not read");
        intake.found.push(
            Diagnostic::warning("unwritten-changes", message)
                .at(Location::file(file))
                .remedy("close the program that has the file open, or export the layers anew"),
        );
    }
    if let Err(message) = read_all(&mut intake, bytes, file) {
        intake.found.push(bad(&message, Location::file(file)));
    }
    intake.finish()
}

fn bad(message: &str, at: Location) -> Diagnostic {
    Diagnostic::error("bad-geopackage", format!("the GeoPackage cannot be read: {message}"))
        .at(at)
        .remedy("was it saved completely? Export it anew")
}

fn read_all(intake: &mut Intake, bytes: &[u8], file: &str) -> Result<(), String> {
    let database = Database::of(bytes)?;
    let tables = database.tables()?;
    let table = |name: &str| tables.iter().find(|table| table.name.eq_ignore_ascii_case(name));
    let of_package = |name: &str| table(name).ok_or_else(|| format!("it has no table `{name}`"));
    let contents = lines(&database, of_package("gpkg_contents")?, ["table_name", "data_type"])?;
    let mut tiles = 0;
    let mut layers = Vec::new();
    for [name, kind] in contents {
        let (Value::Text(name), Value::Text(kind)) = (name, kind) else { continue };
        match kind.as_str() {
            "features" => layers.push(name),
            "attributes" => {}
            _ => tiles += 1,
        }
    }
    if tiles > 0 {
        intake.found.push(
            Diagnostic::warning(
                "geopackage-left-out",
                format!("{tiles} layers of tiles are not drawn"),
            )
            .at(Location::file(file))
            .remedy("only layers of features are"),
        );
    }
    if layers.is_empty() {
        intake.found.push(
            Diagnostic::warning("empty-file", "the GeoPackage has no layer of features")
                .at(Location::file(file))
                .remedy("export the layer with its geometries"),
        );
        return Ok(());
    }
    let geometries = ["table_name", "column_name", "srs_id"];
    let geometries = lines(&database, of_package("gpkg_geometry_columns")?, geometries)?;
    let systems = ["srs_id", "organization", "organization_coordsys_id", "definition"];
    let systems = lines(&database, of_package("gpkg_spatial_ref_sys")?, systems)?;
    for name in layers {
        let at = Location::file(file);
        let Some(table) = table(&name) else {
            intake.found.push(bad(&format!("there is no table `{name}`"), at));
            continue;
        };
        if !table.is_stored() {
            let message = format!("the layer `{name}` is a view and is not read");
            let remedy = "export it as a layer of its own";
            intake
                .found
                .push(Diagnostic::error("geopackage-left-out", message).at(at).remedy(remedy));
            continue;
        }
        let geometry =
            geometries.iter().find_map(|[table, column, system]| match (table, column) {
                (Value::Text(table), Value::Text(column)) if table.eq_ignore_ascii_case(&name) => {
                    Some((column.as_str(), system))
                }
                _ => None,
            });
        let Some((column, system)) = geometry else {
            let message = format!("nothing says which column of `{name}` has the geometries");
            intake.found.push(bad(&message, at));
            continue;
        };
        let reference = reference(system, &systems, &name, intake, &at);
        if intake.set_reference(reference, at.clone()).is_err() {
            continue;
        }
        let layer = Layer { database: &database, table, geometry: column };
        if let Err(message) = layer.read(intake, file) {
            intake.found.push(bad(&format!("in the layer `{name}`, {message}"), at));
        }
    }
    Ok(())
}

/// The values that all rows of a table have in some columns.
fn lines<const N: usize>(
    database: &Database<'_>,
    table: &Table,
    columns: [&str; N],
) -> Result<Vec<[Value; N]>, String> {
    let places = columns.map(|column| table.place(column));
    if let Some(missing) = columns.iter().zip(&places).find(|(_, place)| place.is_none()) {
        return Err(format!("the table `{}` has no column `{}`", table.name, missing.0));
    }
    let mut lines = Vec::new();
    database.rows(table, &mut |row| {
        lines.push(
            places.map(|place| {
                place.and_then(|place| row.get(place)).cloned().unwrap_or(Value::Null)
            }),
        );
        Ok(())
    })?;
    Ok(lines)
}

/// In what the coordinates of a layer are: by its code where that is known, else by its text.
fn reference(
    system: &Value,
    systems: &[[Value; 4]],
    layer: &str,
    intake: &mut Intake,
    at: &Location,
) -> Result<Option<ReferenceSystem>, Box<Diagnostic>> {
    let known = systems.iter().find(|[id, ..]| id == system);
    match (system, known) {
        (Value::Integer(-1 | 0), _) => {
            let message = format!("the layer `{layer}` does not say in what its coordinates are");
            intake.found.push(
                Diagnostic::note("no-crs", message)
                    .at(at.clone())
                    .remedy("they are taken for WGS 84 degrees"),
            );
            Ok(None)
        }
        (_, Some([_, Value::Text(organization), Value::Integer(code), definition])) => {
            let by_code = organization.eq_ignore_ascii_case("EPSG");
            let by_code = u32::try_from(*code).ok().filter(|_| by_code);
            match (by_code.map(ReferenceSystem::of_code), definition) {
                (Some(Ok(known)), _) => Ok(known),
                (_, Value::Text(text)) => ReferenceSystem::of_wkt(text),
                (Some(unknown), _) => unknown,
                (None, _) => ReferenceSystem::of_name(&format!("{organization}:{code}")),
            }
        }
        (Value::Integer(code), _) => u32::try_from(*code)
            .map_or_else(|_| ReferenceSystem::of_name(&code.to_string()), ReferenceSystem::of_code),
        _ => ReferenceSystem::of_name("without a number"),
    }
}
