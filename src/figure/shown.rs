//! What of an atlas a figure shows: on which base map it stands.

use super::FigureSpec;
use crate::dataset::{Atlas, world};
use crate::diagnostic::nearest;
use crate::error::{Error, Result};
use std::sync::Arc;

/// The base maps that a figure may ask for.
const BASES: [&str; 3] = ["own", "world", "none"];

/// The atlas on the base map of the figure; `None` where that is the atlas's own.
///
/// # Errors
/// [`Error::Request`] when the figure names a base map that does not exist.
pub fn shown(atlas: &Atlas, spec: &FigureSpec) -> Result<Option<Arc<Atlas>>> {
    let base = spec.base.as_deref().unwrap_or("own");
    if !BASES.contains(&base) {
        let hint = nearest(base, BASES.into_iter())
            .map(|name| format!("; did you mean `{name}`?"))
            .unwrap_or_default();
        return Err(Error::request(format!(
            "figure `{}`: there is no base map `{base}`{hint} There are: {}",
            spec.id,
            BASES.join(", ")
        )));
    }
    let named = |figures: &[String]| figures.contains(&spec.id);
    let belongs = |figures: &[String]| figures.is_empty() || named(figures);
    if base == "own" && atlas.base.iter().all(|layer| belongs(&layer.figures)) {
        return Ok(None);
    }
    let mut shown = atlas.clone();
    // Layers that are made for the figure stand on any base map.
    shown.base.retain(|layer| match base {
        "own" => belongs(&layer.figures),
        _ => named(&layer.figures),
    });
    if base == "world" {
        shown.base.splice(0..0, world().layers.iter().cloned());
        shown.credit(&world().credits);
    }
    Ok(Some(Arc::new(shown)))
}
