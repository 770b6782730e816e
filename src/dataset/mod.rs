//! Records become parties, areas, places and events, and everything the user wrote is checked.
//!
//! Geometry above this floor is finite, closed, wound as RFC 7946 asks, WGS 84 longitude and
//! latitude.

mod area;
mod arrow;
mod atlas;
mod base;
pub mod builtin;
mod check;
pub(crate) mod dating;
mod drawing;
mod event;
mod front;
mod gazetteer;
mod party;
mod place;
mod read;
mod source;
mod status;
mod town;
mod unit;
mod world;

pub use area::{ControlArea, ControlLayer, Overlay, OverlayGeometry, OverlayKind, Series, Timing};
pub use arrow::{Arrow, ArrowPoint};
pub use atlas::{Atlas, FigureSource, SideCheck};
pub use base::{BaseFeature, BaseKind, BaseLayer, Elevation};
pub use check::{check, unused};
pub use dating::{Dating, ReportDays};
pub use drawing::{
    AreaSelection, ControlSelection, Drawing, EventsShown, Explained, FigureArea, FigureEvents,
    FigureLine, Ink, Layers, LegendEntry, LineSelection, OverlaySelection, OwnLook,
};
pub use event::{Claim, Event, SymbolFile};
pub use front::Front;
pub use party::{Names, Party, PartyId, codes};
pub use place::{Place, PlacesControl, Rear, Report, Settlement};
pub use read::{describe, open, open_with_errors};
pub use source::Disagreement;
pub use status::Status;
pub use town::{Cut, Stance, Town, TownReport, TownsControl};
pub use unit::{Affiliation, Echelon, Function, UnitSymbol};
pub use world::{World, world};
