//! Dated areas: control, and what lies over it.

use super::{Claim, Dating, PartyId, PlacesControl, Status, TownsControl};
use crate::diagnostic::Location;
use crate::math::{Areas, Day, Validity};
use geo::{LineString, MultiPolygon};
use std::sync::Arc;

/// One `[[control]]` entry of an atlas. A later entry wins over an earlier one.
#[derive(Clone, Debug)]
pub enum ControlLayer {
    /// Dated polygons. Snapshots and changes have been lowered to validities. A later one wins over
    /// an earlier one where they overlap on a day.
    Areas(Vec<ControlArea>),
    /// Captured settlements of a campaign, to be turned into areas behind one front.
    Places(Box<PlacesControl>),
    /// Towns whose holders are known, to be turned into areas around each.
    Towns(Box<TownsControl>),
}

/// How the areas of a `[[control]]` entry were dated, before they were lowered to validities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Timing {
    /// Each area from its day to its day.
    #[default]
    Interval,
    /// Each date replaces all before it.
    Snapshot,
    /// Each date adds to what is held.
    Change,
    /// Towns that change hands.
    Places,
}

/// The dates of a `[[control]]` entry as its data have them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// What a date means.
    pub timing: Timing,
    /// All dates of a series of snapshots in order, each with the file, or the first feature, that has
    /// it; nothing for other datings.
    pub dates: Vec<(Day, Location)>,
    /// Where the entry was written.
    pub location: Location,
}

/// One dated polygon of control.
#[derive(Clone, Debug)]
pub struct ControlArea {
    /// Where; longitude and latitude in degrees.
    pub geometry: Arc<Areas>,
    /// If set, the area counts only inside this ground.
    pub within: Option<Arc<Areas>>,
    /// Who; `None` takes the ground from every party.
    pub party: Option<PartyId>,
    /// The other side of contested ground, the holder of claimed ground, the receiver of ground
    /// to be handed over.
    pub other: Option<PartyId>,
    /// How.
    pub status: Status,
    /// When.
    pub validity: Validity,
    /// How sure the dates are.
    pub dating: Dating,
    /// How sure the statement is.
    pub claim: Claim,
    /// Whether this is ground behind the front, which is not part of the theatre: it makes a
    /// frontline where it meets another party's ground, but is not tinted and not counted.
    pub rear: bool,
    /// What the area is called (a district, a zone).
    pub name: Option<String>,
    /// Whence.
    pub source: Option<String>,
    /// Where it was written.
    pub location: Location,
}

/// What an overlay shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OverlayKind {
    /// Operating there, not holding.
    Advance,
    /// A third party's mandate.
    Mandate,
    /// A corridor.
    Corridor,
    /// Claimed by a party, whoever holds it.
    Claim,
    /// A road.
    Road,
    /// A pipeline.
    Pipeline,
    /// A line drawn as the arrow of an advance.
    Arrow,
    /// A dataset's own.
    Other(String),
}

impl OverlayKind {
    /// The kind of that name; unknown names are the dataset's own.
    pub fn parse(name: &str) -> Self {
        match name {
            "advance" | "presence" => Self::Advance,
            "mandate" => Self::Mandate,
            "corridor" => Self::Corridor,
            "claim" => Self::Claim,
            "road" => Self::Road,
            "pipeline" => Self::Pipeline,
            "arrow" | "advance-arrow" => Self::Arrow,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The name used in data.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Advance => "advance",
            Self::Mandate => "mandate",
            Self::Corridor => "corridor",
            Self::Claim => "claim",
            Self::Road => "road",
            Self::Pipeline => "pipeline",
            Self::Arrow => "arrow",
            Self::Other(name) => name,
        }
    }
}

/// Where an overlay lies.
#[derive(Clone, Debug)]
pub enum OverlayGeometry {
    /// Areas.
    Areas(MultiPolygon<f64>),
    /// Lines.
    Lines(Vec<LineString<f64>>),
}

/// An area or line over control; overlays may overlap.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// What it shows.
    pub kind: OverlayKind,
    /// Where.
    pub geometry: OverlayGeometry,
    /// Whose.
    pub party: Option<PartyId>,
    /// When.
    pub validity: Validity,
    /// The words for the legend.
    pub label: Option<String>,
    /// Whether its outline is only roughly known.
    pub approximate: bool,
    /// Whence.
    pub source: Option<String>,
    /// Where it was written.
    pub location: Location,
}
