//! A `[[figure]]` as written.

use super::PanelSpec;
use crate::color::Color;
use crate::dataset::FigureSource;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::error::{Error, Result};
use crate::math::Day;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A `[[figure]]` table without what it draws ([`crate::dataset::Drawing`]). Everything but the id
/// may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureSpec {
    /// The name to ask for it by.
    pub id: String,
    /// Printed instead of the atlas's title.
    pub title: Option<String>,
    /// Printed instead of the atlas's subtitle.
    pub subtitle: Option<String>,
    /// What `salient list` says about it.
    pub description: Option<String>,
    /// West, south, east, north in degrees.
    pub extent: Option<[f64; 4]>,
    /// Exact bounds of the map in meters of the projection: x min, y min, x max, y max. Those of
    /// `mercator` are EPSG:3857; other projections count from the middle of the extent.
    pub bounds: Option<[f64; 4]>,
    /// `own`, `world` or `none`: which base map it stands on.
    pub base: Option<String>,
    /// A projection's name, a grid's (`utm:38n`, `epsg:3035`), or `auto`.
    pub projection: Option<String>,
    /// Whether there are meridians and parallels; without it where the map is broad.
    pub graticule: Option<bool>,
    /// Colors by party.
    #[serde(default)]
    pub palette: BTreeMap<String, Color>,
    /// For how many days gained ground stands out; 0: not at all.
    pub recent_days: Option<u32>,
    /// Since which day gained ground stands out, instead of the last `recent_days`.
    pub since: Option<Day>,
    /// In how many pictures between two days changed ground fades in, when the map moves; 0: at
    /// once.
    pub fade: Option<u32>,
    /// First day.
    pub from: Option<Day>,
    /// First day after the last.
    pub until: Option<Day>,
    /// The day that `render` draws if it is not told one.
    pub date: Option<Day>,
    /// `1920x1080`.
    pub size: Option<String>,
    /// A theme's name.
    pub theme: Option<String>,
    /// `panel` (title, legend and captions beside the map) or `overlay` (boxes on the map).
    pub layout: Option<String>,
    /// Several maps instead of one.
    #[serde(default)]
    pub panel: Vec<PanelSpec>,
    /// How many of them stand side by side.
    pub columns: Option<u32>,
    /// Names of places that are marked whatever else is.
    #[serde(default)]
    pub marked: Vec<String>,
    /// Style keys, `"front.width" = 4`.
    #[serde(default)]
    pub style: BTreeMap<String, toml::Value>,
}

impl FigureSpec {
    /// Reads a figure's table.
    ///
    /// # Errors
    /// [`Error::Data`] with the figure's place when a key is unknown or of the wrong kind.
    pub fn read(source: &FigureSource) -> Result<Self> {
        Self::deserialize(toml::Value::Table(source.table.clone())).map_err(|error| {
            let mut diagnostics = Diagnostics::new();
            diagnostics.push(
                Diagnostic::error("figure", format!("figure `{}`: {}", source.id, error.message()))
                    .at(source.location.clone())
                    .remedy("the keys of a figure are listed in docs/atlas.md"),
            );
            Error::Data(diagnostics)
        })
    }
}
