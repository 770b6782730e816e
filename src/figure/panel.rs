//! `[[figure.panel]]`: one of the maps of a figure that shows several.

use super::plan::extent_of;
use crate::error::{Error, Result};
use crate::math::Day;
use crate::projection::Extent;
use serde::Deserialize;

/// More maps than this on one page would be too small to be read.
pub const MOST_PANELS: usize = 60;

/// A `[[figure.panel]]` as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelSpec {
    /// The day that the panel shows.
    pub date: Day,
    /// Printed after the date.
    pub title: Option<String>,
    /// Printed below the map.
    pub caption: Option<String>,
    /// West, south, east, north in degrees; without it the figure's.
    pub extent: Option<[f64; 4]>,
}

/// One of several maps on a page, with nothing left open.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// The day shown.
    pub day: Day,
    /// Printed after the date; may be empty.
    pub title: String,
    /// Printed below the map; may be empty.
    pub caption: String,
    /// What is to be seen.
    pub extent: Extent,
}

impl Panel {
    /// A panel of a day, with neither title nor caption.
    pub fn of_day(day: Day, extent: Extent) -> Self {
        Self { day, title: String::new(), caption: String::new(), extent }
    }
}

/// Settles the panels of a figure.
///
/// # Errors
/// [`Error::Request`] for a day outside the figure, an extent that is none, or too many panels.
pub(super) fn panels(
    figure: &str,
    specs: &[PanelSpec],
    extent: Extent,
    (from, until): (Day, Day),
) -> Result<Vec<Panel>> {
    if specs.len() > MOST_PANELS {
        return Err(Error::request(format!(
            "figure `{figure}`: a page holds at most {MOST_PANELS} maps, not {}",
            specs.len()
        )));
    }
    let panel = |spec: &PanelSpec| {
        if spec.date < from || spec.date >= until {
            let last = until.plus(-1);
            let day = spec.date;
            return Err(Error::request(format!(
                "figure `{figure}`: the panel's day {day} is outside {from} to {last}"
            )));
        }
        Ok(Panel {
            day: spec.date,
            title: spec.title.clone().unwrap_or_default(),
            caption: spec.caption.clone().unwrap_or_default(),
            extent: spec.extent.map_or(Ok(extent), |bounds| extent_of(figure, bounds))?,
        })
    };
    specs.iter().map(panel).collect()
}
