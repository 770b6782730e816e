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

    /// The text in a language (`pt` where there is no `pt-BR`); else English; else the first there
    /// is; else nothing.
    pub fn get(&self, language: &str) -> &str {
        codes(language)
            .chain(["en"])
            .find_map(|code| self.0.get(code))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}

/// A language code, and what is left of it without its last parts: `az-Latn-AZ`, `az-Latn`, `az`.
pub fn codes(language: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(language), |code| {
        code.rfind(['-', '_']).and_then(|end| code.get(..end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_back_and_are_never_missing() {
        let mut names = Names::single("en", "Shusha");
        names.0.insert("az".to_owned(), "Şuşa".to_owned());
        assert_eq!(names.get("az"), "Şuşa");
        assert_eq!(names.get("az-Latn-AZ"), "Şuşa");
        assert_eq!(names.get("ka"), "Shusha");
        assert_eq!(Names::single("hy", "Շուշի").get("ka"), "Շուշի");
    }
}
