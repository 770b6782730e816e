//! Plan and day → scene. Everything that is the same on every day is composed once.

mod arcs;
mod basemap;
mod chart;
mod chronicle;
mod control;
mod describe;
mod events;
mod furniture;
mod label;
mod layout;
mod legend;
mod notes;
mod overlay;
mod page;
mod pattern;
mod pen;
mod places;
mod plates;
pub mod relief;
mod reports;
mod selection;
mod words;

pub use layout::PageLayout;
pub use page::Composer;
pub use words::date as date_in_words;
