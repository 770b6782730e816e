//! On whose ground a front's ornaments stand.

use crate::dataset::{Atlas, PartyId};
use crate::diagnostic::nearest;
use crate::error::{Error, Result};

/// On whose ground a front's ornaments stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrnamentSide {
    /// On the ground that is being taken: of the two sides' ground along the front, that which did
    /// not change hands last. Where neither did there are none.
    Advancing,
    /// On both sides.
    Both,
    /// On this party's ground.
    Party(PartyId),
}

impl OrnamentSide {
    /// Reads the theme's `front.ornament_side`.
    ///
    /// # Errors
    /// [`Error::Request`] when it is neither `advancing`, `both` nor a party of the atlas.
    pub fn read(text: &str, atlas: &Atlas) -> Result<Self> {
        match text {
            "advancing" => Ok(Self::Advancing),
            "both" => Ok(Self::Both),
            name => atlas.party(name).map(Self::Party).ok_or_else(|| {
                let ids = atlas.parties.iter().map(|party| party.id.as_str());
                let known: Vec<&str> = ["advancing", "both"].into_iter().chain(ids).collect();
                let hint = nearest(name, known.iter().copied())
                    .map(|near| format!("did you mean `{near}`?"))
                    .unwrap_or_else(|| format!("it takes {}", known.join(", ")));
                Error::request(format!("`front.ornament_side` is `{name}`: {hint}"))
            }),
        }
    }
}
