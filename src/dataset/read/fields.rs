//! The keys of one table of `atlas.toml`, asked for one by one.

use super::dates::{self, DateForm};
use super::findings::{Findings, suggest};
use crate::dataset::Names;
use crate::diagnostic::{Diagnostic, Location};
use crate::math::Day;
use crate::source::toml::{Data, Table, Value};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// A table that remembers which keys were asked for; the others are unknown.
pub(super) struct Fields<'t> {
    /// What the table is called in messages: `[atlas]`, `[[control]]`.
    pub(super) name: &'static str,
    table: &'t Table,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'t> Fields<'t> {
    pub(super) fn new(name: &'static str, table: &'t Table) -> Self {
        Self { name, table, asked: RefCell::default() }
    }

    /// Where the table begins.
    pub(super) fn location(&self) -> &'t Location {
        &self.table.location
    }

    /// A key's value, whatever it is.
    pub(super) fn get(&self, key: &'static str) -> Option<&'t Value> {
        self.asked.borrow_mut().insert(key);
        self.table.get(key)
    }

    /// A text.
    pub(super) fn text(&self, key: &'static str, found: &mut Findings) -> Option<String> {
        let value = self.get(key)?;
        match &value.data {
            Data::Text(text) => Some(text.trim().to_owned()),
            _ => wrong(value, key, "a text", found),
        }
    }

    /// A text that must be there and not be empty.
    pub(super) fn required(&self, key: &'static str, found: &mut Findings) -> Option<String> {
        if self.get(key).is_none() {
            self.missing(key, found);
            return None;
        }
        let text = self.text(key, found)?;
        if text.is_empty() {
            self.missing(key, found);
        }
        (!text.is_empty()).then_some(text)
    }

    /// Reports that a key must be there.
    pub(super) fn missing(&self, key: &'static str, found: &mut Findings) {
        found.push(
            Diagnostic::error("missing-key", format!("`{}` has no `{key}`", self.name))
                .at(self.location().clone())
                .remedy(format!("add a line `{key} = …`")),
        );
    }

    /// A text or a list of texts, each with its place.
    pub(super) fn texts(
        &self,
        key: &'static str,
        found: &mut Findings,
    ) -> Vec<(String, &'t Location)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let items = match &value.data {
            Data::List(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        let text = |item: &'t Value| match &item.data {
            Data::Text(text) => Some((text.trim().to_owned(), &item.location)),
            _ => wrong(item, key, "a text or a list of texts", found),
        };
        items.iter().filter_map(text).collect()
    }

    /// A text in one language or several: `"…"` or `{ en = "…", az = "…" }`.
    pub(super) fn names(&self, key: &'static str, found: &mut Findings) -> Option<Names> {
        let value = self.get(key)?;
        match &value.data {
            Data::Text(text) => Some(Names::single("en", text.trim())),
            Data::Table(table) => {
                let mut names = Names::default();
                for (language, entry) in &table.entries {
                    match &entry.value.data {
                        Data::Text(text) => {
                            names.0.insert(language.clone(), text.trim().to_owned());
                        }
                        _ => wrong(&entry.value, language, "a text", found).unwrap_or_default(),
                    }
                }
                Some(names)
            }
            _ => wrong(value, key, "a text or { language = text }", found),
        }
    }

    /// A finite number.
    pub(super) fn number(&self, key: &'static str, found: &mut Findings) -> Option<f64> {
        let value = self.get(key)?;
        number_of(value).or_else(|| wrong(value, key, "a number", found))
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, key: &'static str, found: &mut Findings) -> Option<bool> {
        let value = self.get(key)?;
        match value.data {
            Data::Flag(flag) => Some(flag),
            _ => wrong(value, key, "true or false", found),
        }
    }

    /// A date, as TOML has it or as text.
    pub(super) fn day(&self, key: &'static str, found: &mut Findings) -> Option<Day> {
        let value = self.get(key)?;
        let text = match &value.data {
            Data::Date(datetime) => match datetime.date {
                Some(date) => date.to_string(),
                None => return wrong(value, key, "a date", found),
            },
            Data::Text(text) => text.clone(),
            Data::Integer(n) => n.to_string(),
            _ => return wrong(value, key, "a date", found),
        };
        match DateForm::default().parse(&text) {
            Ok(when) => when.and_then(|when| when.day()),
            Err(fault) => {
                found.push(dates::diagnostic(&fault).at(value.location.clone()));
                None
            }
        }
    }

    /// A table, or `None` and a report when it is something else.
    pub(super) fn table(&self, key: &'static str, found: &mut Findings) -> Option<&'t Table> {
        let value = self.get(key)?;
        match &value.data {
            Data::Table(table) => Some(table),
            _ => wrong(value, key, "a table", found),
        }
    }

    /// The tables `[[key]]`; one `[key]` counts as a list of one.
    pub(super) fn tables(&self, key: &'static str, found: &mut Findings) -> Vec<&'t Table> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let items = match &value.data {
            Data::List(items) => items.as_slice(),
            _ => std::slice::from_ref(value),
        };
        let table = |item: &'t Value| match &item.data {
            Data::Table(table) => Some(table),
            _ => wrong(item, key, "a table", found),
        };
        items.iter().filter_map(table).collect()
    }

    /// Reports the keys nobody asked for.
    pub(super) fn finish(self, found: &mut Findings) {
        let asked = self.asked.into_inner();
        for (key, entry) in &self.table.entries {
            if !asked.contains(key.as_str()) {
                found.push(
                    Diagnostic::warning(
                        "unknown-key",
                        format!("`{}` has no key `{key}`", self.name),
                    )
                    .at(entry.key.clone())
                    .remedy(suggest(key, asked.iter().copied(), "keys")),
                );
            }
        }
    }
}

/// A finite number.
pub(super) fn number_of(value: &Value) -> Option<f64> {
    match value.data {
        Data::Integer(n) => Some(n as f64),
        Data::Float(x) => Some(x).filter(|x| x.is_finite()),
        _ => None,
    }
}

/// Reports that a value is of the wrong sort.
pub(super) fn wrong<T>(value: &Value, key: &str, wanted: &str, found: &mut Findings) -> Option<T> {
    found.push(
        Diagnostic::error("wrong-type", format!("`{key}` must be {wanted}, not {}", value.kind()))
            .at(value.location.clone())
            .remedy(format!("write {wanted}")),
    );
    None
}
