//! Everything that an atlas holds.

use super::{
    Arrow, BaseLayer, ControlLayer, Disagreement, Drawing, Event, Front, Names, Overlay, Party,
    PartyId, Place, ReportDays, Series, SymbolFile,
};
use crate::diagnostic::Location;
use crate::math::{Day, LonLat, Precision};

/// An atlas, read and checked.
#[derive(Clone, Debug)]
pub struct Atlas {
    /// The folder's or built-in name.
    pub id: String,
    /// What the maps are of.
    pub title: Names,
    /// A line below the title.
    pub subtitle: Option<Names>,
    /// First day.
    pub from: Day,
    /// First day after the last.
    pub until: Day,
    /// How finely dates are known: maps say no more of a date than that.
    pub precision: Precision,
    /// When layers report, where it is known how often they should.
    pub reports: Vec<ReportDays>,
    /// Front lines without areas.
    pub fronts: Vec<Front>,
    /// Printed on every figure: sources and licences.
    pub credits: Vec<String>,
    /// The license of the data, for the metadata of pictures.
    pub license: Option<String>,
    /// Printed on every figure: what the map does not say.
    pub disclaimer: Option<String>,
    /// The sides.
    pub parties: Vec<Party>,
    /// Who holds what, earlier entries below later ones.
    pub control: Vec<ControlLayer>,
    /// What is drawn where sources say different things.
    pub disagreement: Disagreement,
    /// The one source that is left, if others were taken out (see [`Atlas::told_by`]).
    pub only_source: Option<String>,
    /// How each of `control` was dated.
    pub series: Vec<Series>,
    /// What lies over control.
    pub overlays: Vec<Overlay>,
    /// Named points.
    pub places: Vec<Place>,
    /// What happened, by day.
    pub events: Vec<Event>,
    /// The atlas's own symbols of events.
    pub symbols: Vec<SymbolFile>,
    /// Arrows of advances.
    pub arrows: Vec<Arrow>,
    /// The ground map.
    pub base: Vec<BaseLayer>,
    /// Named maps, as written; the `figure` floor reads them.
    pub figures: Vec<FigureSource>,
    /// Places whose holder on a day is known and is compared with the control drawn.
    pub checks: Vec<SideCheck>,
    /// A digest of all files read, in hexadecimal (FNV-1a, 64 bits).
    pub hash: String,
}

/// A `[[figure]]` table, of which only what it draws has been read.
#[derive(Clone, Debug)]
pub struct FigureSource {
    /// Its id.
    pub id: String,
    /// The table, without what has been read.
    pub table: toml::Table,
    /// What it draws, checked.
    pub drawing: Drawing,
    /// Where it was written.
    pub location: Location,
}

/// A place whose side on a day is known.
#[derive(Clone, Debug, PartialEq)]
pub struct SideCheck {
    /// Its name.
    pub place: String,
    /// Where.
    pub position: LonLat,
    /// When.
    pub day: Day,
    /// Who held it.
    pub held_by: PartyId,
    /// `high`, `medium` or `low`.
    pub confidence: String,
    /// Where it was written.
    pub location: Location,
}

impl Atlas {
    /// The party of a name or alias.
    pub fn party(&self, name: &str) -> Option<PartyId> {
        self.parties
            .iter()
            .position(|p| {
                p.id.eq_ignore_ascii_case(name)
                    || p.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
            })
            .map(|i| PartyId(i as u16))
    }

    /// Everything about a party.
    pub fn party_of(&self, id: PartyId) -> &Party {
        &self.parties[usize::from(id.0)]
    }

    /// Adds to the credits what is not among them.
    pub fn credit(&mut self, credits: &[String]) {
        for credit in credits {
            if !self.credits.contains(credit) {
                self.credits.push(credit.clone());
            }
        }
    }

    /// The day of the last report, if on a day the next one is overdue in some layer; the earliest of
    /// several.
    pub fn overdue(&self, day: Day) -> Option<Day> {
        self.reports.iter().filter_map(|reports| reports.overdue(day)).min()
    }

    /// Whether a report is overdue on any day in `[from, until)`.
    pub fn any_overdue(&self, from: Day, until: Day) -> bool {
        self.reports.iter().any(|reports| !reports.gaps(from, until).is_empty())
    }

    /// The days of the atlas.
    pub fn days(&self) -> impl Iterator<Item = Day> {
        self.from.up_to(self.until)
    }
}
