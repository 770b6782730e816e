//! Names of elements.

use std::collections::BTreeSet;

/// Names given so far.
#[derive(Default)]
pub(super) struct Ids {
    prefix: String,
    taken: BTreeSet<String>,
}

impl Ids {
    /// Names that all begin alike, for a document inside another one.
    pub fn with_prefix(prefix: &str) -> Self {
        Self { prefix: prefix.to_owned(), ..Self::default() }
    }

    /// A name like the wanted one that no other element has: letters, digits, `_`, `-` and `.`,
    /// beginning with a letter.
    pub fn claim(&mut self, wanted: &str) -> String {
        let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let wanted = self.prefix.chars().chain(wanted.chars());
        let mut name: String = wanted.map(|c| if sound(c) { c } else { '_' }).collect();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            name.insert_str(0, "g-");
        }
        let mut unique = name.clone();
        let mut n = 2;
        while !self.taken.insert(unique.clone()) {
            unique = format!("{name}-{n}");
            n += 1;
        }
        unique
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn no_two_elements_share_a_name() {
        let mut ids = Ids::default();
        assert_eq!(ids.claim("labels"), "labels");
        assert_eq!(ids.claim("labels"), "labels-2");
        assert_eq!(ids.claim("1 ə"), "g-1__");
    }
}
