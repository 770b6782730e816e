//! Features one a line: GeoJSON text sequences (RFC 8142) and newline-delimited GeoJSON.

use super::feature;
use super::recalled::Recalled;
use super::thorough::{bad_feature, not_json, plain, take, unfold};
use crate::diagnostic::{Diagnostics, Location};
use crate::source::collection::Collection;
use crate::source::intake::Intake;
use crate::source::text::Lines;
use geojson::GeoJson;
use serde_json::{Map, Value};

/// What stands before a text of a sequence.
const SEPARATOR: char = '\u{1e}';

/// Whether a file looks like one: its first line is a whole JSON object with a `type`, and another
/// line begins with an object.
pub(super) fn are_features(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut lines = text.lines().map(content).filter(|line| !line.is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    second.starts_with('{')
        && serde_json::from_str::<Map<String, Value>>(first).is_ok_and(|m| m.contains_key("type"))
}

/// The text of a line.
fn content(line: &str) -> &str {
    line.trim_start_matches(['\u{feff}', SEPARATOR]).trim()
}

/// Reads a file. A line that has a fault is reported, the others are read.
pub(super) fn read(bytes: &[u8], file: &str) -> (Collection, Diagnostics) {
    Intake::of_text(bytes, file, |intake, text| {
        for (i, line) in text.lines().enumerate() {
            let line_text = content(line);
            if !line_text.is_empty() {
                read_line(intake, line, line_text, i + 1, file);
            }
        }
    })
}

fn read_line(intake: &mut Intake, line: &str, content: &str, number: usize, file: &str) {
    let at = |feature: usize| Location { line: Some(number), ..Location::feature(file, feature) };
    if let Some(plain) = feature::feature(content.as_bytes(), &mut Recalled::default()) {
        let location = at(intake.collection.features + 1);
        return plain.take_into(intake, location);
    }
    match serde_json::from_str::<GeoJson>(content) {
        Ok(whole) => {
            for feature in unfold(whole, &mut intake.collection.foreign).into_iter().flatten() {
                let location = at(intake.collection.features + 1);
                take(intake, feature, location);
            }
        }
        Err(error) if error.is_data() => {
            intake.collection.features += 1;
            let location = at(intake.collection.features);
            intake.found.push(bad_feature(plain(&error)).at(location));
        }
        Err(error) => {
            // Columns are counted from the line's first letter.
            let skipped =
                line.len() - line.trim_start_matches(['\u{feff}', SEPARATOR]).trim_start().len();
            let padded = format!("{}{content}", " ".repeat(skipped));
            let error = serde_json::from_str::<Value>(&padded).err().unwrap_or(error);
            let mut diagnostic = not_json(&padded, &Lines::of(&padded), &error, file);
            if let Some(place) = &mut diagnostic.location {
                place.line = Some(number);
            }
            intake.collection.features += 1;
            intake.found.push(diagnostic);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::source::geojson::read;

    const POINT: &str = r#"{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[1,2]}}"#;

    #[test]
    fn a_feature_a_line() {
        for separator in ["", "\u{1e}"] {
            let text = format!("{separator}{POINT}\n\n{separator}{POINT}\r\n");
            let (collection, found) = read(text.as_bytes(), "a.geojsonl");
            assert!(found.is_empty(), "{found}");
            assert_eq!(collection.records.len(), 2);
            assert_eq!(collection.records[1].location.to_string(), "a.geojsonl:3 (feature 2)");
            assert_eq!(collection.keys, ["a"]);
        }
    }

    #[test]
    fn a_faulty_line_is_told_and_the_others_are_given() {
        let text = format!("{POINT}\n{{\"type\":\n{POINT}\n{{\"type\":\"Feature\"}}\n");
        let (collection, found) = read(text.as_bytes(), "a.geojsonl");
        assert_eq!(collection.records.len(), 2);
        let found = found.to_string();
        assert!(found.contains("a.geojsonl:2:8: error[bad-json]"), "{found}");
        assert!(found.contains("a.geojsonl:4"), "{found}");
    }
}
