//! Named points, and towns that change hands.

use super::{Claim, PartyId, Status, UnitSymbol};
use crate::diagnostic::Location;
use crate::math::{Areas, Day, LonLat, Validity};
use std::sync::Arc;

/// A named point of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its first name.
    pub name: String,
    /// The second name printed beside it, where it has two.
    pub dual_name: Option<String>,
    /// All other spellings, to find it by.
    pub aliases: Vec<String>,
    /// `city`, `town`, `village`, `river`, … as written.
    pub kind: String,
    /// Where.
    pub position: LonLat,
    /// 1 (capital) to 5 (village).
    pub rank: u8,
    /// The symbol drawn there, if the atlas asks for one.
    pub symbol: Option<UnitSymbol>,
    /// When the symbol is there.
    pub validity: Validity,
    /// Where it was written.
    pub location: Location,
}

/// A settlement of the `places` method.
#[derive(Clone, Debug, PartialEq)]
pub struct Settlement {
    /// Its name.
    pub name: String,
    /// Where.
    pub position: LonLat,
    /// What was reported about it, by day; empty when nobody reported anything.
    pub reports: Vec<Report>,
    /// Where it was written.
    pub location: Location,
}

/// One report that a settlement changed hands.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// When.
    pub day: Day,
    /// To whom.
    pub held_by: PartyId,
    /// How: [`Status::Held`], or [`Status::Claimed`] for what was announced and not kept.
    pub status: Status,
    /// How sure it is.
    pub claim: Claim,
    /// Whence.
    pub source: Option<String>,
}

/// Ground behind the front from which a party's forces come.
#[derive(Clone, Debug)]
pub struct Rear {
    /// Whose.
    pub party: PartyId,
    /// Where.
    pub geometry: Arc<Areas>,
}

/// A `[[control]]` entry with `time = "places"`.
#[derive(Clone, Debug)]
pub struct PlacesControl {
    /// All settlements known, reported or not.
    pub settlements: Vec<Settlement>,
    /// The ground whose holder the settlements decide; elsewhere earlier entries hold.
    pub within: Arc<Areas>,
    /// Each side's ground behind the front. A taken area that does not touch its party's ground
    /// is claimed, not held; ground cut off from its party's is not held any more.
    pub rears: Vec<Rear>,
    /// Distance over which a front is smoothed, in kilometers.
    pub smoothing_km: f64,
    /// How far a settlement's surroundings reach, and how far it looks for reported neighbors to
    /// follow, in kilometers; `None`: without limit.
    pub reach_km: Option<f64>,
    /// First day on which later reports no longer matter (another entry takes over).
    pub until: Option<Day>,
    /// Where it was written.
    pub location: Location,
}
