//! Which properties the features of a file have.

use super::Record;
use serde_json::Value;
use std::collections::BTreeSet;

/// The names of the properties that have a value in some record, in the order of the first record
/// that has one, those of one record in alphabetical order.
pub(super) fn of(records: &[Record]) -> Vec<String> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut keys = Vec::new();
    for record in records {
        for (key, value) in &record.properties {
            if !known.contains(key.as_str()) && has_text(value) {
                known.insert(key);
                keys.push(key.clone());
            }
        }
    }
    keys
}

/// Whether a value says something: a text that is not blank, a number, true or false.
fn has_text(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}
