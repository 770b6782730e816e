//! GeoJSON inside other JSON, as services and programs answer: `{"data": {…}}`, lists of features
//! or of collections, collections by name.

use super::thorough::{plain, unfold};
use crate::diagnostic::Diagnostic;
use geojson::{Feature, GeoJson};
use serde_json::{Map, Value};

/// What GeoJSON calls its objects.
pub(super) const KINDS: [&str; 9] = [
    "FeatureCollection",
    "Feature",
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
];
/// Members deeper than this are not looked at.
const DEPTH: usize = 4;

/// GeoJSON that was found.
pub(super) struct Wrapped {
    pub(super) features: Vec<Result<Feature, String>>,
    /// The foreign members of the one collection.
    pub(super) foreign: Map<String, Value>,
    /// In which members.
    paths: Vec<String>,
}

/// The GeoJSON in a value that is none itself: that of its highest members that have some. Of
/// several members each gives the property `layer`, its name, unless the features have one.
///
/// # Errors
/// The value, when there is none.
pub(super) fn unwrap(value: Value) -> Result<Wrapped, Value> {
    let mut level = vec![(String::new(), &value)];
    let mut found: Vec<(String, Value)> = Vec::new();
    for _ in 0..DEPTH {
        found = level
            .iter()
            .filter(|(_, value)| is_geojson(value) || is_list(value))
            .map(|(path, value)| (path.clone(), (*value).clone()))
            .collect();
        if !found.is_empty() {
            break;
        }
        let deeper = level.iter().filter_map(|(path, value)| Some((path, value.as_object()?)));
        level = deeper
            .flat_map(|(path, members)| {
                members.iter().map(move |(name, value)| {
                    let dot = if path.is_empty() { "" } else { "." };
                    (format!("{path}{dot}{name}"), value)
                })
            })
            .collect();
    }
    if found.is_empty() {
        return Err(value);
    }
    let several = found.len() > 1;
    let mut wrapped = Wrapped { features: Vec::new(), foreign: Map::new(), paths: Vec::new() };
    for (path, value) in found {
        let first = wrapped.features.len();
        match value {
            Value::Array(items) => items.into_iter().for_each(|item| wrapped.take(item)),
            value => wrapped.take(value),
        }
        if several {
            for feature in wrapped.features.iter_mut().skip(first).flatten() {
                let properties = feature.properties.get_or_insert_default();
                properties.entry("layer").or_insert_with(|| path.as_str().into());
            }
        }
        wrapped.paths.push(path);
    }
    Ok(wrapped)
}

/// Whether a value says that it is GeoJSON.
fn is_geojson(value: &Value) -> bool {
    value.get("type").and_then(Value::as_str).is_some_and(|kind| KINDS.contains(&kind))
}

/// Whether a value is a list that begins with GeoJSON.
fn is_list(value: &Value) -> bool {
    value.as_array().and_then(|items| items.first()).is_some_and(is_geojson)
}

impl Wrapped {
    fn take(&mut self, value: Value) {
        match serde_json::from_value::<GeoJson>(value) {
            Ok(whole) => {
                let mut foreign = Map::new();
                let features = unfold(whole, &mut foreign);
                self.features.extend(features);
                if self.foreign.is_empty() {
                    self.foreign = foreign;
                }
            }
            Err(error) => self.features.push(Err(plain(&error))),
        }
    }

    /// What the user is told.
    pub(super) fn note(&self) -> Diagnostic {
        const SHOWN: usize = 3;
        let names: Vec<String> =
            self.paths.iter().take(SHOWN).map(|path| format!("`{path}`")).collect();
        let more = if self.paths.len() > SHOWN { ", …" } else { "" };
        let message = match self.paths.first().map(String::as_str) {
            Some("") => "the file is a list of GeoJSON".to_owned(),
            _ => format!("GeoJSON is taken from the member {}{more}", names.join(", ")),
        };
        Diagnostic::note("wrapped-geojson", message)
            .remedy("a GeoJSON file is a FeatureCollection, a Feature or a geometry (RFC 7946)")
    }
}
