//! The long way: every problem of a file, each in its place.

use super::{reference_system, wrapped};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::source::collection::Collection;
use crate::source::intake::Intake;
use crate::source::text::Lines;
use crate::source::{locate, topojson};
use geojson::{Feature, GeoJson};
use serde_json::{Map, Value};

/// Reads a file, as [`read`](super::read) does.
pub(super) fn read(bytes: &[u8], file: &str) -> (Collection, Diagnostics) {
    Intake::of_text(bytes, file, |intake, text| read_text(intake, text, file))
}

fn read_text(intake: &mut Intake, text: &str, file: &str) {
    let lines = Lines::of(text);
    let foreign = &mut intake.collection.foreign;
    let mut is_plain = true;
    let features = match serde_json::from_str::<GeoJson>(text) {
        Ok(whole) => unfold(whole, foreign),
        Err(error) if error.is_data() => match serde_json::from_str::<Value>(text) {
            Ok(value) if topojson::is_topology(&value) => {
                return topojson::read_value(intake, value, file);
            }
            Ok(value) => match each(value, foreign) {
                Ok(features) => features,
                Err(Value::Object(members)) if members.get("type").is_some_and(is_kind) => {
                    return intake.found.push(not_geojson(&members, &error, file));
                }
                Err(value) => match wrapped::unwrap(value) {
                    Ok(wrapped) => {
                        is_plain = false;
                        intake.found.push(wrapped.note().at(Location::file(file)));
                        *foreign = wrapped.foreign;
                        wrapped.features
                    }
                    Err(value) => {
                        let members = match value {
                            Value::Object(members) => members,
                            _ => Map::new(),
                        };
                        return intake.found.push(not_geojson(&members, &error, file));
                    }
                },
            },
            Err(error) => return intake.found.push(not_json(text, &lines, &error, file)),
        },
        Err(error) => return intake.found.push(not_json(text, &lines, &error, file)),
    };
    let reference = reference_system(&intake.collection.foreign);
    if intake.set_reference(reference, Location::file(file)).is_err() {
        return;
    }
    let starts = if is_plain { locate::features(text) } else { Vec::new() };
    for (i, feature) in features.into_iter().enumerate() {
        let mut location = Location::feature(file, i + 1);
        if is_plain {
            location.line = Some(starts.get(i).map_or(1, |start| lines.line(*start)));
        }
        match feature {
            Ok(feature) => take(intake, feature, location),
            Err(message) => {
                intake.collection.features += 1;
                intake.found.push(bad_feature(message).at(location));
            }
        }
    }
}

/// Takes in a feature. It, or its geometry, may say in what its coordinates are.
pub(super) fn take(intake: &mut Intake, feature: Feature, location: Location) {
    let properties = feature.properties.unwrap_or_default();
    let (geometry, of_geometry) = match feature.geometry {
        Some(geometry) => (Some(geometry.value), geometry.foreign_members),
        None => (None, None),
    };
    let foreign = [of_geometry, feature.foreign_members].into_iter().flatten();
    match foreign.into_iter().find(|members| members.contains_key("crs")) {
        Some(members) => {
            intake.feature_of(reference_system(&members), geometry, properties, location);
        }
        None => intake.feature(geometry, properties, location),
    }
}

/// Whether a value of `type` is one of GeoJSON's.
fn is_kind(kind: &Value) -> bool {
    kind.as_str().is_some_and(|kind| wrapped::KINDS.contains(&kind))
}

/// A feature that is none, without its place.
pub(super) fn bad_feature(message: String) -> Diagnostic {
    Diagnostic::error("bad-geojson", message)
        .remedy("compare the feature with RFC 7946 or export it anew")
}

/// The features of a whole file; a bare geometry is one.
pub(super) fn unfold(
    whole: GeoJson,
    foreign: &mut Map<String, Value>,
) -> Vec<Result<Feature, String>> {
    match whole {
        GeoJson::Geometry(geometry) => vec![Ok(geometry.into())],
        GeoJson::Feature(feature) => vec![Ok(feature)],
        GeoJson::FeatureCollection(all) => {
            *foreign = all.foreign_members.unwrap_or_default();
            all.features.into_iter().map(Ok).collect()
        }
    }
}

/// The features one by one, for a file of which at least one is faulty.
///
/// # Errors
/// What the file holds, when it is no feature collection or its fault lies elsewhere.
fn each(
    whole: Value,
    foreign: &mut Map<String, Value>,
) -> Result<Vec<Result<Feature, String>>, Value> {
    let Value::Object(mut members) = whole else { return Err(whole) };
    if members.get("type").and_then(Value::as_str) != Some("FeatureCollection") {
        return Err(Value::Object(members));
    }
    let Some(Value::Array(features)) = members.remove("features") else {
        return Err(Value::Object(members));
    };
    let read = |value| serde_json::from_value::<Feature>(value).map_err(|error| plain(&error));
    let features: Vec<_> = features.into_iter().map(read).collect();
    if !features.iter().any(Result::is_err) {
        return Err(Value::Object(members));
    }
    members.remove("type");
    *foreign = members;
    Ok(features)
}

/// The message without its place, which is told apart.
pub(super) fn plain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line ").map_or(message.clone(), |(text, _)| text.to_owned())
}

pub(super) fn not_json(
    text: &str,
    lines: &Lines<'_>,
    error: &serde_json::Error,
    file: &str,
) -> Diagnostic {
    // The reader counts columns in bytes.
    let offset = lines.offset(error.line(), error.column());
    let (line, column) = lines.position(offset);
    let near = text.get(offset.saturating_sub(3)..).unwrap_or_default();
    let near = near.get(..8).unwrap_or(near);
    let remedy = if text.trim().is_empty() {
        "the file is empty: export it anew"
    } else if near.contains("NaN") || near.contains("nf") {
        "JSON has no NaN and no Infinity: write null or remove the member"
    } else if error.is_eof() {
        "the file ends too early: was it saved completely?"
    } else {
        "mend the file there or export it anew"
    };
    Diagnostic::error("bad-json", plain(error))
        .at(Location::line(file, line, Some(column)))
        .remedy(remedy)
}

fn not_geojson(members: &Map<String, Value>, error: &serde_json::Error, file: &str) -> Diagnostic {
    let is_esri = members.contains_key("geometryType") || members.contains_key("rings");
    let remedy = if is_esri {
        "this is Esri JSON: export it as GeoJSON (`f=geojson`)"
    } else {
        "a GeoJSON file is a FeatureCollection, a Feature or a geometry (RFC 7946)"
    };
    let message = format!("the file is not GeoJSON: {}", plain(error));
    Diagnostic::error("bad-geojson", message).at(Location::file(file)).remedy(remedy)
}
