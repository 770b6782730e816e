//! The places that a figure is about: marked and named whatever else is.

use crate::dataset::Atlas;
use crate::diagnostic::nearest;
use crate::error::{Error, Result};

/// The places of some names, by their number in the atlas.
///
/// # Errors
/// [`Error::Request`] for a name that no place has; the nearest is suggested.
pub(super) fn marked(atlas: &Atlas, figure: &str, names: &[String]) -> Result<Vec<usize>> {
    let find = |name: &String| {
        let same = |other: &String| other.to_lowercase() == name.to_lowercase();
        let found = atlas.places.iter().position(|place| {
            same(&place.name)
                || place.dual_name.as_ref().is_some_and(same)
                || place.aliases.iter().any(same)
        });
        found.ok_or_else(|| {
            let known = atlas.places.iter().map(|place| place.name.as_str());
            let hint = nearest(name, known)
                .map(|name| format!("; did you mean `{name}`?"))
                .unwrap_or_default();
            Error::request(format!("figure `{figure}` marks an unknown place `{name}`{hint}"))
        })
    };
    names.iter().map(find).collect()
}
