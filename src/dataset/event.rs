//! The timeline of what happened.

use super::Dating;
use crate::diagnostic::Location;
use crate::math::{Day, LonLat};
use std::sync::Arc;

/// How sure a statement is. It grades the statement, not the truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claim {
    /// Several sides say so, or the side it harms.
    #[default]
    Confirmed,
    /// One side says so.
    Claimed,
    /// Accounts conflict.
    Disputed,
    /// Alleged and explicitly denied.
    Denied,
}

impl Claim {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::Claimed, Self::Disputed, Self::Denied];

    /// The name used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Claimed => "claimed",
            Self::Disputed => "disputed",
            Self::Denied => "denied",
        }
    }

    /// The claim of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|claim| claim.as_str() == name)
    }
}

/// Something that happened, or is said to have.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// First day.
    pub day: Day,
    /// How sure the day is.
    pub dating: Dating,
    /// Last day, included, of what lasted or is not dated to the day.
    pub end: Option<Day>,
    /// The place's name as written.
    pub place: Option<String>,
    /// Where; `None` when nothing says.
    pub position: Option<LonLat>,
    /// Whether the position stands for a wider region and must not be drawn as a point.
    pub regional: bool,
    /// The kind, as written (`clash`, `handover`).
    pub kind: String,
    /// How sure it is.
    pub claim: Claim,
    /// Who.
    pub actor: Option<String>,
    /// What, in full.
    pub text: String,
    /// What, short enough to print on a map.
    pub caption: Option<String>,
    /// 3: must be seen; 2: useful; 1: background.
    pub weight: u8,
    /// Whence.
    pub source: Option<String>,
    /// Where it was written.
    pub location: Location,
}

/// A symbol that the atlas brings for a kind of event.
#[derive(Clone, Debug, PartialEq)]
pub struct SymbolFile {
    /// The kind, as written.
    pub kind: String,
    /// The file, from the atlas's folder.
    pub path: String,
    /// What is in it, not yet read.
    pub bytes: Arc<[u8]>,
    /// Where it was named.
    pub location: Location,
}
