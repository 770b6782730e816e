//! How ground is held.

use std::fmt;

/// How ground is held.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Held.
    Held,
    /// Both sides are inside.
    Contested,
    /// Said to be held by the claimant; the ground is drawn as its holder's, hatched.
    Claimed,
    /// Operating there, not holding.
    Advance,
    /// Peacekeepers or another third party.
    Mandate,
    /// Held, to be handed over by a date.
    Ceding,
    /// Nobody says.
    Unknown,
    /// It comes to the party or leaves it at some time between two days, nobody knows when.
    Passing,
    /// A dataset's own.
    Other(String),
}

impl Status {
    /// All that have a meaning of their own.
    pub const KNOWN: [Self; 8] = [
        Self::Held,
        Self::Contested,
        Self::Claimed,
        Self::Advance,
        Self::Mandate,
        Self::Ceding,
        Self::Unknown,
        Self::Passing,
    ];

    /// The name used in data.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Held => "held",
            Self::Contested => "contested",
            Self::Claimed => "claimed",
            Self::Advance => "advance",
            Self::Mandate => "mandate",
            Self::Ceding => "ceding",
            Self::Unknown => "unknown",
            Self::Passing => "passing",
            Self::Other(name) => name,
        }
    }

    /// The known status of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::KNOWN.into_iter().find(|status| status.as_str() == name)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
