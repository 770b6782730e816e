//! The properties of features, by the names that people give them.

use super::fields::{Fields, wrong};
use super::findings::Findings;
use crate::source::collection::Collection;
use crate::source::toml::{Data, Value as TomlValue};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Who holds it.
pub(super) const HELD_BY: &[&str] = &[
    "controller",
    "held_by",
    "holder",
    "party",
    "side",
    "control",
    "controlled_by",
    "occupier",
    "subjecto",
    "name",
];
/// The other side of contested ground, the receiver of ground to be handed over.
pub(super) const OTHER: &[&str] = &["contested_by", "other", "claimed_from", "ceded_to"];
/// How it is held.
pub(super) const STATUS: &[&str] = &["status"];
/// How sure it is.
pub(super) const CLAIM: &[&str] = &["claim", "certainty"];
/// When it begins.
pub(super) const FROM: &[&str] =
    &["from", "start", "start_date", "from_date", "date_from", "valid_from", "begin", "startdate"];
/// When it ends.
pub(super) const UNTIL: &[&str] =
    &["until", "end", "end_date", "until_date", "to_date", "date_to", "valid_until", "enddate"];
/// On which day.
pub(super) const DATE: &[&str] = &["date", "day", "as_of"];
/// What it is called.
pub(super) const NAME: &[&str] = &["name", "label", "title"];
/// Whence it is known.
pub(super) const SOURCE: &[&str] = &["source", "sources", "reference", "url"];
/// East of Greenwich.
pub(super) const LON: &[&str] = &["lon", "lng", "long", "longitude", "x"];
/// North of the equator.
pub(super) const LAT: &[&str] = &["lat", "latitude", "y"];

/// Where a value of each feature comes from.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// The same for all.
    Constant(String),
    /// The property of that name, as written.
    Property(String),
    /// The first of these names that the features have.
    Natural(&'static [&'static str]),
}

impl Origin {
    /// What a key of `atlas.toml` says: a constant, `{ property = "…" }`, or nothing.
    pub(super) fn read(
        fields: &Fields<'_>,
        key: &'static str,
        natural: &'static [&'static str],
        found: &mut Findings,
    ) -> Self {
        let Some(value) = fields.get(key) else { return Self::Natural(natural) };
        match &value.data {
            Data::Text(text) => Self::Constant(text.trim().to_owned()),
            Data::Integer(n) => Self::Constant(n.to_string()),
            Data::Flag(flag) => Self::Constant(flag.to_string()),
            Data::Date(date) => Self::Constant(date.to_string()),
            Data::Table(table) => match table.get("property") {
                Some(TomlValue { data: Data::Text(name), .. }) => Self::Property(name.clone()),
                _ => wrong(value, key, "a text or { property = \"…\" }", found)
                    .unwrap_or(Self::Natural(natural)),
            },
            _ => wrong(value, key, "a text or { property = \"…\" }", found)
                .unwrap_or(Self::Natural(natural)),
        }
    }

    /// The same with the name settled for one file: of the natural names the first that any of its
    /// features has a value for.
    pub(super) fn settle(&self, collection: &Collection) -> Self {
        let Self::Natural(names) = self else { return self.clone() };
        let mut keys =
            names.iter().flat_map(|name| collection.keys.iter().filter(|key| same_name(key, name)));
        keys.next().map_or(Self::Natural(&[]), |key| Self::Property(key.clone()))
    }

    /// Whether both are the same property.
    pub(super) fn same_property(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Property(a), Self::Property(b)) if a == b)
    }

    /// Whether it is settled and the features have it.
    pub(super) fn is_property(&self) -> bool {
        matches!(self, Self::Property(_))
    }

    /// The value for one feature, if it has one.
    pub(super) fn of<'a>(&'a self, properties: &'a Map<String, Value>) -> Option<Cow<'a, str>> {
        match self {
            Self::Constant(text) => Some(Cow::Borrowed(text)),
            Self::Property(name) => property(properties, name),
            Self::Natural(names) => names.iter().find_map(|name| property(properties, name)),
        }
    }
}

/// A property by name: as written, else without regard to case and separators.
pub(super) fn property<'a>(map: &'a Map<String, Value>, name: &str) -> Option<Cow<'a, str>> {
    match map.get(name).and_then(text_of) {
        Some(text) => Some(text),
        None => map.iter().filter(|(key, _)| same_name(key, name)).find_map(|(_, v)| text_of(v)),
    }
}

/// Whether two names differ only in case and in `_`, `-` and spaces.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> {
        let kept = text.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
        kept.flat_map(char::to_lowercase)
    }
    fn plain_letters(text: &str) -> impl Iterator<Item = u8> {
        let kept = text.bytes().filter(|c| !matches!(c, b'_' | b'-' | b' '));
        kept.map(|byte| byte.to_ascii_lowercase())
    }
    a.len().abs_diff(b.len()) <= 4
        && if a.is_ascii() && b.is_ascii() {
            plain_letters(a).eq(plain_letters(b))
        } else {
            letters(a).eq(letters(b))
        }
}

/// A value as text; nothing for null, an empty text and what is no plain value.
pub(super) fn text_of(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.trim()).filter(|t| !t.is_empty()).map(Cow::Borrowed),
        Value::Bool(flag) => Some(Cow::Owned(flag.to_string())),
        Value::Number(number) => {
            let text = number.to_string();
            Some(Cow::Owned(text.strip_suffix(".0").map_or(text.clone(), str::to_owned)))
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
