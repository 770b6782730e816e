//! `where = { zone = "gained" }`: which features of a file count.

use super::Reader;
use super::fields::{Fields, wrong};
use super::properties::{property, same_name, text_of};
use super::rows::Row;
use crate::dataset::BaseFeature;
use crate::diagnostic::Diagnostic;
use crate::source::collection::{Collection, Record};
use crate::source::toml::{Data, Table, Value};
use std::collections::BTreeSet;

/// A filter: every property named must have one of its values. The empty filter passes all.
#[derive(Clone, Debug, Default)]
pub(super) struct Filter {
    wanted: Vec<(String, Vec<String>)>,
}

impl Filter {
    /// Reads the key `where`.
    pub(super) fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Self {
        fields
            .table("where", &mut reader.found)
            .map_or_else(Self::default, |table| Self::of(reader, table))
    }

    fn of(reader: &mut Reader<'_>, table: &Table) -> Self {
        let mut wanted = Vec::new();
        for (name, entry) in &table.entries {
            let values = match &entry.value.data {
                Data::List(list) => list.as_slice(),
                _ => std::slice::from_ref(&entry.value),
            };
            let text = |value: &Value| match &value.data {
                Data::Text(text) => Some(text.trim().to_owned()),
                Data::Integer(n) => Some(n.to_string()),
                Data::Float(x) => Some(x.to_string()),
                Data::Flag(flag) => Some(flag.to_string()),
                Data::Date(date) => Some(date.to_string()),
                Data::List(_) | Data::Table(_) => {
                    wrong(value, name, "a text, a number or a list of them", &mut reader.found)
                }
            };
            wanted.push((name.clone(), values.iter().filter_map(text).collect()));
        }
        Self { wanted }
    }

    /// Whether a feature counts.
    pub(super) fn passes(&self, record: &Record) -> bool {
        self.wanted.iter().all(|(name, values)| {
            property(&record.properties, name)
                .is_some_and(|value| values.iter().any(|wanted| *wanted == value))
        })
    }

    /// Whether a row counts.
    pub(super) fn passes_row(&self, row: &Row) -> bool {
        self.wanted.iter().all(|(name, values)| {
            row.get(&[name]).is_some_and(|value| values.iter().any(|wanted| wanted == value))
        })
    }

    /// Whether a feature of a base layer counts.
    pub(super) fn passes_feature(&self, feature: &BaseFeature) -> bool {
        self.wanted.iter().all(|(key, values)| {
            let named = feature.name.as_ref().filter(|_| same_name(key, "name"));
            let value = named.or_else(|| feature.properties.get(key));
            value.is_some_and(|value| values.contains(value))
        })
    }

    /// Reports a filter that no feature passes, with the values that there are.
    pub(super) fn check<'c>(
        &self,
        reader: &mut Reader<'_>,
        fields: &Fields<'_>,
        collections: impl Iterator<Item = &'c Collection> + Clone,
    ) {
        let mut records = collections.clone().flat_map(|collection| &collection.records);
        if self.wanted.is_empty() || records.any(|record| self.passes(record)) {
            return;
        }
        let Some(value) = fields.get("where") else { return };
        let mut there = Vec::new();
        for (name, _) in &self.wanted {
            let values: BTreeSet<String> = collections
                .clone()
                .flat_map(|collection| &collection.records)
                .filter_map(|record| record.properties.get(name).and_then(text_of))
                .map(|text| format!("`{text}`"))
                .collect();
            there.push(match values.len() {
                0 => format!("no feature has a property `{name}`"),
                _ => {
                    let list: Vec<String> = values.into_iter().take(12).collect();
                    format!("values of `{name}` are {}", list.join(", "))
                }
            });
        }
        reader.found.push(
            Diagnostic::error("empty-filter", "no feature passes `where`")
                .at(value.location.clone())
                .remedy(there.join("; ")),
        );
    }
}
