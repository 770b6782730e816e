//! Who holds ground.

use std::collections::BTreeMap;

/// A party by its place in [`Atlas::parties`](super::Atlas::parties).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyId(pub u16);

/// One of the sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The name used in data (`controller` columns).
    pub id: String,
    /// The names printed.
    pub name: Names,
    /// Other spellings of the id that the data may use.
    pub aliases: Vec<String>,
}

/// A text in several languages, by language code (`en`, `az`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(pub BTreeMap<String, String>);

impl Names {
    /// A text in one language.
    pub fn single(language: &str, text: impl Into<String>) -> Self {
        Self(BTreeMap::from([(language.to_owned(), text.into())]))
    }

    /// The text in a language; else English; else the first there is; else nothing.
    pub fn get(&self, language: &str) -> &str {
        self.0
            .get(language)
            .or_else(|| self.0.get("en"))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}
