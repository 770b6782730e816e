//! TOML with the place of every key and value.

use super::text::{Lines, decode};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use serde_spanned::Spanned;
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// A table and where it was written.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Where it begins.
    pub location: Location,
    /// Its entries by key.
    pub entries: BTreeMap<String, Entry>,
}

/// One `key = value`.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where the key was written.
    pub key: Location,
    /// The value.
    pub value: Value,
}

/// A value and where it was written.
#[derive(Clone, Debug)]
pub struct Value {
    /// Where it begins.
    pub location: Location,
    /// What it is.
    pub data: Data,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Data {
    /// A string.
    Text(String),
    /// An integer.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// `true` or `false`.
    Flag(bool),
    /// A date, with or without a time.
    Date(toml::value::Datetime),
    /// An array.
    List(Vec<Value>),
    /// A table, inline or not.
    Table(Table),
}

impl Value {
    /// What it is, in words.
    pub fn kind(&self) -> &'static str {
        match self.data {
            Data::Text(_) => "a text",
            Data::Integer(_) => "a whole number",
            Data::Float(_) => "a number",
            Data::Flag(_) => "true or false",
            Data::Date(_) => "a date",
            Data::List(_) => "a list",
            Data::Table(_) => "a table",
        }
    }

    /// Without the places.
    pub fn plain(&self) -> toml::Value {
        match &self.data {
            Data::Text(text) => toml::Value::String(text.clone()),
            Data::Integer(n) => toml::Value::Integer(*n),
            Data::Float(x) => toml::Value::Float(*x),
            Data::Flag(flag) => toml::Value::Boolean(*flag),
            Data::Date(date) => toml::Value::Datetime(*date),
            Data::List(list) => toml::Value::Array(list.iter().map(Self::plain).collect()),
            Data::Table(table) => toml::Value::Table(table.plain()),
        }
    }
}

impl Table {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.get(key).map(|entry| &entry.value)
    }

    /// Without the places.
    pub fn plain(&self) -> toml::Table {
        self.entries.iter().map(|(key, entry)| (key.clone(), entry.value.plain())).collect()
    }
}

/// Reads a document. The reader goes on behind a mistake, so that all are reported; what could be
/// read is given in any case.
pub fn read(bytes: &[u8], file: &str) -> (Table, Diagnostics) {
    let mut found = Diagnostics::new();
    let text = match decode(bytes, file) {
        Ok(text) => text,
        Err(diagnostic) => {
            found.push(*diagnostic);
            return (Table { location: Location::file(file), ..Table::default() }, found);
        }
    };
    let places = Places { file, lines: Lines::of(text) };
    let (table, errors) = DeTable::parse_recoverable(text);
    // One mistake may be told in several ways; the first of a line is the nearest to it.
    let mut errors: Vec<(usize, String)> = errors
        .iter()
        .map(|e| (e.span().map_or(text.len(), |span| span.start), e.message().to_owned()))
        .collect();
    errors.sort_by_key(|(start, _)| *start);
    errors.dedup_by_key(|(start, _)| places.lines.line(*start));
    for (start, message) in errors {
        let message = message.lines().collect::<Vec<_>>().join(", ");
        found.push(Diagnostic::error("bad-toml", message).at(places.at(start)).remedy(
            "texts stand in quotation marks, dates as 2020-09-27, tables as [name] or [[name]]",
        ));
    }
    let mut root = places.table(table.get_ref(), table.span().start, &mut found);
    root.location = Location::file(file);
    (root, found)
}

struct Places<'t> {
    file: &'t str,
    lines: Lines<'t>,
}

impl Places<'_> {
    fn at(&self, offset: usize) -> Location {
        let (line, column) = self.lines.position(offset);
        Location::line(self.file, line, Some(column))
    }

    fn table(&self, table: &DeTable<'_>, start: usize, found: &mut Diagnostics) -> Table {
        let entries = table.iter().map(|(key, value)| {
            let entry = Entry { key: self.at(key.span().start), value: self.value(value, found) };
            (key.get_ref().to_string(), entry)
        });
        Table { entries: entries.collect(), location: self.at(start) }
    }

    fn value(&self, value: &Spanned<DeValue<'_>>, found: &mut Diagnostics) -> Value {
        let start = value.span().start;
        let data = match value.get_ref() {
            DeValue::String(text) => Data::Text(text.to_string()),
            DeValue::Integer(n) => match i64::from_str_radix(n.as_str(), n.radix()) {
                Ok(n) => Data::Integer(n),
                Err(_) => {
                    found.push(
                        Diagnostic::error("bad-toml", format!("`{n}` is too large a number"))
                            .at(self.at(start))
                            .remedy("write it as a text, in quotation marks"),
                    );
                    Data::Integer(0)
                }
            },
            DeValue::Float(x) => Data::Float(x.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Data::Flag(*flag),
            DeValue::Datetime(date) => Data::Date(*date),
            DeValue::Array(list) => {
                Data::List(list.iter().map(|item| self.value(item, found)).collect())
            }
            DeValue::Table(table) => Data::Table(self.table(table, start, found)),
        };
        Value { location: self.at(start), data }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_know_their_place() {
        let (table, found) =
            read("[atlas]\ntitle = \"ə\"\n\n[[x]]\ny = { z = 1 }\n".as_bytes(), "a");
        assert!(found.is_empty(), "{found}");
        let Some(Value { data: Data::Table(atlas), .. }) = table.get("atlas") else { panic!() };
        assert_eq!(atlas.entries["title"].key, Location::line("a", 2, Some(1)));
        assert_eq!(atlas.entries["title"].value.location, Location::line("a", 2, Some(9)));
        let Some(Value { data: Data::List(list), .. }) = table.get("x") else { panic!() };
        assert_eq!(list[0].location.line, Some(4));
    }

    #[test]
    fn every_mistake_is_reported() {
        let (_, found) = read(b"[atlas]\ntitle = x\nfrom = 2020-13-01\nuntil == 1\n", "atlas.toml");
        let lines: Vec<_> =
            found.iter().filter_map(|d| d.location.as_ref().and_then(|l| l.line)).collect();
        assert!(lines == [2, 3, 4], "{found}");
    }

    #[test]
    fn a_mistake_is_told_in_full() {
        let (_, found) = read(b"[atlas]\ntitle = \"A\nfrom = 2020-01-01\n", "atlas.toml");
        assert_eq!(
            found.iter().next().unwrap().to_string(),
            "atlas.toml:2:11: error[bad-toml]: invalid basic string, expected `\"`\n  help: \
             texts stand in quotation marks, dates as 2020-09-27, tables as [name] or [[name]]"
        );
    }

    #[test]
    fn numbers_that_do_not_fit_are_reported() {
        let (_, found) = read(b"n = 99999999999999999999\n", "a");
        assert_eq!(found.count(crate::diagnostic::Severity::Error), 1);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            read(&bytes, "a");
        }

        #[test]
        fn any_text_is_read(text in "[a-c=\"'\\[\\]{}.,#0-9:T\\- \n]{0,80}") {
            read(text.as_bytes(), "a");
        }
    }
}
