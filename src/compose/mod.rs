//! Plan and day → scene. Everything that is the same on every day is composed once.

mod advance;
mod arcs;
mod arrow;
mod backdrop;
mod basemap;
mod chart;
mod chronicle;
mod control;
mod describe;
mod drawn;
mod events;
mod furniture;
mod graticule;
mod label;
mod lattice;
mod layout;
mod legend;
mod locator;
mod mark;
mod marked;
mod notes;
mod ornament;
mod overlay;
mod page;
mod panels;
mod pattern;
mod pen;
mod places;
mod plates;
pub mod relief;
mod reports;
mod selection;
mod standing;
mod surround;
mod tint;
mod towns;
mod unit;
mod unseen;
mod viewport;
mod words;

pub use backdrop::Backdrop;
pub use layout::PageLayout;
pub use page::Composer;
pub use panels::{Comparison, Sheet, compare, sheet};
pub use tint::{tint, tinted_by};
pub use unseen::Unseen;
pub use words::{date as date_in_words, span as span_in_words};

use crate::dataset::Atlas;
use crate::figure::Plan;
use crate::math::Day;
use crate::topology::Coverage;

/// A day in words: `On 17 October 2020: Artsakh held 9,512 km² and Azerbaijan 2,243 km².` `None` when
/// nobody held anything.
pub fn day_in_words(atlas: &Atlas, plan: &Plan, coverage: &Coverage, day: Day) -> Option<String> {
    describe::held(atlas, plan, day, &legend::areas_on(coverage, day))
}

/// What the maps of an atlas do not say, and the sources of its data.
pub fn sources_in_words(atlas: &Atlas, plan: &Plan) -> Option<String> {
    describe::sources(atlas, plan)
}
