//! Atlases built into the program.

use super::Atlas;
use crate::diagnostic::Diagnostics;
use crate::source::files::Files;
use include_dir::{Dir, include_dir};

// Only the folders that are drawn: the recipe beside them, which rebuilds them, is not shipped.
static BASE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/geodata/karabakh-2020/base");
static CONTROL: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/geodata/karabakh-2020/control");
static OVERLAY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/geodata/karabakh-2020/overlay");

/// The files in the atlas's own folder.
macro_rules! own_files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("../../geodata/karabakh-2020/", $name)))),*]
    };
}

static OWN: &[(&str, &[u8])] = own_files![
    "atlas.toml",
    "captures.csv",
    "events.csv",
    "places.csv",
    "settlements.csv",
    "sides.csv"
];

/// The names of the built-in atlases.
pub fn names() -> &'static [&'static str] {
    &["karabakh-2020"]
}

/// The files of a built-in atlas; `None` when there is none of that name.
pub fn files(name: &str) -> Option<Files> {
    (name == "karabakh-2020").then(|| {
        Files::embedded(&[("base", &BASE), ("control", &CONTROL), ("overlay", &OVERLAY)], OWN)
    })
}

/// Reads a built-in atlas; `None` when there is none of that name.
pub fn open(name: &str) -> Option<(Option<Atlas>, Diagnostics)> {
    files(name).map(|mut files| super::open(&mut files, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_open_without_errors_and_warnings() {
        for name in names() {
            let (atlas, found) = open(name).unwrap();
            let notes = found.count(crate::diagnostic::Severity::Note);
            assert_eq!(found.iter().count(), notes, "{found}");
            assert_eq!(atlas.unwrap().id, *name);
        }
        assert!(open("atlantis").is_none());
    }
}
