//! Pages that show more than one day: two days on one map, or a map for each of several days.

mod arrangement;
mod caption;
mod cell;
mod change;
mod changed_ground;
mod changed_list;
mod changed_places;
mod compare;
mod foot;
mod sheet;

pub(super) use change::{Change, Fate};
pub use compare::{Comparison, compare};
pub use sheet::{Sheet, sheet};
