//! Towns whose holders are known by day.

use super::{Claim, PartyId, Status};
use crate::diagnostic::Location;
use crate::math::{Areas, Day, LonLat};
use std::sync::Arc;

/// A `[[control]]` entry whose ground follows towns.
#[derive(Clone, Debug)]
pub struct TownsControl {
    /// The towns that anything is said about.
    pub towns: Vec<Town>,
    /// The different things that are said.
    pub stances: Vec<Stance>,
    /// The sources, in the order in which they are first named.
    pub sources: Vec<String>,
    /// The ground that the towns decide about; `None`: all land.
    pub within: Option<Arc<Areas>>,
    /// What ends a town's ground.
    pub cut: Cut,
    /// Ground further from all towns is drawn paler, in kilometers.
    pub near_km: f64,
    /// Ground further from all towns is nobody's, in kilometers.
    pub reach_km: f64,
    /// First day on which what was said no longer matters (another entry takes over).
    pub until: Option<Day>,
    /// Where it was written.
    pub location: Location,
}

/// What ends a town's ground besides the ground of the next town.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// State boundaries.
    pub boundaries: bool,
    /// The sea.
    pub coast: bool,
    /// Lakes.
    pub lakes: bool,
    /// Rivers.
    pub rivers: bool,
}

impl Default for Cut {
    /// All but rivers.
    fn default() -> Self {
        Self { boundaries: true, coast: true, lakes: true, rivers: false }
    }
}

/// A town and what is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// Its name.
    pub name: String,
    /// Where.
    pub position: LonLat,
    /// What was said, by day, those of a day in the order in which they were written. A report holds
    /// until the next one of its source.
    pub reports: Vec<TownReport>,
    /// Where it was first written.
    pub location: Location,
}

/// What a source says about a town from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TownReport {
    /// When.
    pub day: Day,
    /// Who says so, by its place in [`TownsControl::sources`].
    pub source: Option<u16>,
    /// What, by its place in [`TownsControl::stances`].
    pub stance: u32,
}

/// How a town is held.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stance {
    /// Who; `None`: nobody.
    pub party: Option<PartyId>,
    /// The other side of a contested town, the holder of a claimed one, the receiver of one to be
    /// handed over.
    pub other: Option<PartyId>,
    /// How.
    pub status: Status,
    /// How sure it is.
    pub claim: Claim,
}
