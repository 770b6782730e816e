//! What of an atlas a figure shows: its base map, and the overlays that belong to it.

use super::FigureSpec;
use crate::dataset::{Atlas, world};
use crate::diagnostic::nearest;
use crate::error::{Error, Result};
use std::sync::Arc;

/// The base maps that a figure may ask for.
const BASES: [&str; 3] = ["own", "world", "none"];

/// The atlas with what the figure shows; `None` where that is all of it.
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
    let all = atlas.overlays.iter().all(|overlay| belongs(&overlay.figures))
        && atlas.base.iter().all(|layer| belongs(&layer.figures));
    if base == "own" && all {
        return Ok(None);
    }
    let mut shown = atlas.clone();
    shown.overlays.retain(|overlay| belongs(&overlay.figures));
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
