//! All entries of an atlas's control, reduced to one list: who × how × where × `[from, until)`.

use super::{places, towns};
use crate::dataset::{Atlas, Claim, ControlArea, ControlLayer, Dating, PartyId, Status};
use crate::math::{Areas, Validity};
use std::sync::Arc;

/// Who holds ground, how, and who says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holding {
    /// Who.
    pub party: PartyId,
    /// The other side of contested ground, the holder of claimed ground, the receiver of ground
    /// to be handed over.
    pub other: Option<PartyId>,
    /// How.
    pub status: Status,
    /// How sure the statement is.
    pub claim: Claim,
    /// How sure its dates are.
    pub dating: Dating,
    /// Whether this is ground behind the front: it makes a frontline where it meets another
    /// party's ground, but is not part of the theatre and is not counted.
    pub rear: bool,
    /// What the ground is called.
    pub name: Option<String>,
    /// Whence.
    pub source: Option<String>,
    /// Whether no town that says so is near: the ground is inferred from one further away.
    pub remote: bool,
}

impl Holding {
    /// Ground that a party holds, confirmed, in the theatre; without a name or a source.
    pub fn of(party: PartyId) -> Self {
        Self {
            party,
            other: None,
            status: Status::Held,
            claim: Claim::Confirmed,
            dating: Dating::Sure,
            rear: false,
            name: None,
            source: None,
            remote: false,
        }
    }

    /// Who is on the ground: the party itself, but the other one where it is only claimed.
    pub fn holder(&self) -> Option<PartyId> {
        if self.status == Status::Claimed { self.other } else { Some(self.party) }
    }
}

/// A polygon of control with its time.
#[derive(Clone, Debug)]
pub struct DatedArea {
    /// Where; degrees.
    pub geometry: Arc<Areas>,
    /// It counts only inside all of these.
    pub within: Vec<Arc<Areas>>,
    /// It does not count inside any of these.
    pub without: Vec<Arc<Areas>>,
    /// Who; `None` takes the ground from every party.
    pub holding: Option<Holding>,
    /// When.
    pub validity: Validity,
    /// Who says so, where sources are told apart.
    pub source: Option<Arc<str>>,
}

/// Lowers the control entries of an atlas; a later area of the list wins over an earlier one.
pub fn dated_areas(atlas: &Atlas) -> Vec<DatedArea> {
    dated_areas_with_origins(atlas).0
}

/// Where a dated area comes from: the number of its entry and what was written, or nothing for those
/// made of towns.
pub type AreaOrigin<'a> = Option<(usize, &'a ControlArea)>;

/// The same, with the origin of each area.
pub fn dated_areas_with_origins(atlas: &Atlas) -> (Vec<DatedArea>, Vec<AreaOrigin<'_>>) {
    let (mut list, mut origins) = (Vec::new(), Vec::new());
    for (number, layer) in atlas.control.iter().enumerate() {
        match layer {
            ControlLayer::Areas(areas) => {
                list.extend(areas.iter().map(lower));
                origins.extend(areas.iter().map(|area| Some((number, area))));
            }
            ControlLayer::Places(places) => list.extend(places::areas(places, &list)),
            ControlLayer::Towns(control) => list.extend(towns::areas(control, atlas)),
        }
        origins.resize(list.len(), None);
    }
    (list, origins)
}

fn lower(area: &ControlArea) -> DatedArea {
    DatedArea {
        geometry: Arc::clone(&area.geometry),
        within: area.within.iter().cloned().collect(),
        without: Vec::new(),
        holding: area.party.map(|party| Holding {
            party,
            other: area.other,
            status: area.status.clone(),
            claim: area.claim,
            dating: area.dating,
            rear: area.rear,
            name: area.name.clone(),
            source: area.source.clone(),
            remote: false,
        }),
        validity: area.validity,
        source: area.source.as_deref().map(Arc::from),
    }
}
