//! What of an atlas a figure draws, how, and in which words: `layers`, `[[figure.area]]`,
//! `[[figure.line]]`, `[[figure.event]]` and `[[figure.legend]]`.

use super::{BaseKind, Claim, Names, Overlay, OverlayKind, PartyId, Status};
use crate::color::Color;
use crate::diagnostic::Location;
use crate::math::Day;
use geo::{LineString, MultiPolygon};
use std::sync::Arc;

/// What a figure draws of its own and of the atlas.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// What of the atlas is drawn.
    pub layers: Layers,
    /// Areas of the author's choice, the later ones above.
    pub areas: Vec<FigureArea>,
    /// Lines of the author's choice, the later ones above.
    pub lines: Vec<FigureLine>,
    /// Kinds of events that are drawn alike.
    pub events: Vec<FigureEvents>,
    /// Entries of the legend in the author's order.
    pub legend: Vec<LegendEntry>,
}

/// What of the atlas is drawn. By default all but places.
#[derive(Clone, Debug, PartialEq)]
pub struct Layers {
    /// Kinds of base layers; `None`: all.
    pub base: Option<Vec<BaseKind>>,
    /// Tints and patterns of control, and ground gained lately.
    pub control: bool,
    /// The frontline, and lines between ground that one party holds in different ways.
    pub front: bool,
    /// Overlays that one of the selections chooses; `None`: all.
    pub overlays: Option<Vec<OverlaySelection>>,
    /// Settlements by who holds them.
    pub places: bool,
    /// The towns that ground rests on.
    pub towns: bool,
    /// Symbols of units.
    pub units: bool,
    /// Which events have marks.
    pub events: EventsShown,
    /// Dots and captions of places reported taken on the day.
    pub reports: bool,
    /// The bar with the days at the foot of the page.
    pub timeline: bool,
}

impl Default for Layers {
    fn default() -> Self {
        Self {
            base: None,
            control: true,
            front: true,
            overlays: None,
            places: false,
            towns: true,
            units: true,
            events: EventsShown::Day,
            reports: true,
            timeline: true,
        }
    }
}

/// Which events have marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventsShown {
    /// None, and no captions.
    Nothing,
    /// Those of the day, with captions.
    #[default]
    Day,
    /// All from the figure's first day up to the day shown, by kind and claim.
    Until,
}

impl EventsShown {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Nothing, Self::Day, Self::Until];

    /// The word used in `atlas.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "none",
            Self::Day => "day",
            Self::Until => "until",
        }
    }
}

/// A color, or a party's color in the figure's palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// A color.
    Color(Color),
    /// The color that the figure gives a party.
    Party(PartyId),
}

/// How an area or a line looks. Lengths are theme lengths: page units at 1920 x 1080.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnLook {
    /// The tint of an area.
    pub fill: Option<Ink>,
    /// Opacity of the tint, 0 to 1; `None`: as the theme's held ground.
    pub opacity: Option<f64>,
    /// Parallel lines over an area.
    pub hatch: Option<Ink>,
    /// Their direction in degrees, counter-clockwise from the x axis; `None`: the theme's.
    pub hatch_angle: Option<f64>,
    /// Bands of two colors.
    pub stripes: Option<[Ink; 2]>,
    /// Rings in rows.
    pub dots: Option<Ink>,
    /// The line, or an area's outline.
    pub stroke: Option<Ink>,
    /// Its width.
    pub width: Option<f64>,
    /// Lengths of its dashes and gaps in turn, empty for an unbroken line; `None`: dashed if it is
    /// approximate.
    pub dash: Option<Vec<f64>>,
    /// Whether it is only roughly known where it lies.
    pub approximate: bool,
}

/// An area of the author's choice.
#[derive(Clone, Debug)]
pub struct FigureArea {
    /// The name by which the legend calls it.
    pub id: String,
    /// Where.
    pub select: AreaSelection,
    /// What it looks like.
    pub look: OwnLook,
    /// Where it was written.
    pub location: Location,
}

/// Where an area of the author's choice lies.
#[derive(Clone, Debug)]
pub enum AreaSelection {
    /// Ground by who holds it.
    Control(ControlSelection),
    /// Overlays that are areas.
    Overlay(OverlaySelection),
    /// Ground of a file or of a base layer; degrees.
    Ground(Arc<MultiPolygon<f64>>),
}

/// Ground by who holds it. Everything named must be so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ControlSelection {
    /// Who holds it; empty: anybody.
    pub parties: Vec<PartyId>,
    /// How; empty: in any way.
    pub statuses: Vec<Status>,
    /// Whether ground behind the front is meant, which is not part of the theatre.
    pub rear: bool,
    /// On which day; `None`: on the day shown.
    pub on: Option<Day>,
    /// It was another party's on this day.
    pub gained_since: Option<Day>,
}

/// Overlays by what they are. Everything named must be so.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OverlaySelection {
    /// The kind.
    pub kind: Option<OverlayKind>,
    /// Whose.
    pub party: Option<PartyId>,
    /// The words of the dataset.
    pub label: Option<String>,
}

impl OverlaySelection {
    /// Whether an overlay is meant.
    pub fn chooses(&self, overlay: &Overlay) -> bool {
        self.fits(&overlay.kind, overlay.party, overlay.label.as_deref())
    }

    /// Whether an overlay of a kind, a party and a label is meant.
    pub fn fits(&self, kind: &OverlayKind, party: Option<PartyId>, label: Option<&str>) -> bool {
        self.kind.as_ref().is_none_or(|own| own == kind)
            && self.party.is_none_or(|own| Some(own) == party)
            && self.label.as_deref().is_none_or(|own| Some(own) == label)
    }
}

/// A line of the author's choice.
#[derive(Clone, Debug)]
pub struct FigureLine {
    /// The name by which the legend calls it.
    pub id: String,
    /// Where.
    pub select: LineSelection,
    /// What it looks like.
    pub look: OwnLook,
    /// Where it was written.
    pub location: Location,
}

/// Where a line of the author's choice runs.
#[derive(Clone, Debug)]
pub enum LineSelection {
    /// The frontline of a day; `None`: of the day shown.
    Front(Option<Day>),
    /// Overlays: lines, and the outlines of areas.
    Overlay(OverlaySelection),
    /// Lines of a file or of a base layer; degrees.
    Lines(Arc<Vec<LineString<f64>>>),
}

/// Kinds of events that are drawn alike.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureEvents {
    /// The name by which the legend calls them.
    pub id: String,
    /// The kinds, as the data has them.
    pub kinds: Vec<String>,
    /// Their color; `None`: the theme's in turn.
    pub color: Option<Ink>,
    /// Where it was written.
    pub location: Location,
}

/// An entry of the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// The author's words.
    pub text: Names,
    /// What they explain; `None`: a remark without a sample.
    pub shows: Option<Explained>,
    /// Where it was written.
    pub location: Location,
}

/// What an entry of the legend explains.
#[derive(Clone, Debug, PartialEq)]
pub enum Explained {
    /// Areas of the figure, by their places in the list.
    Area(Vec<usize>),
    /// Lines of the figure, by their places in the list.
    Line(Vec<usize>),
    /// Events of the figure, by their places in the list.
    Events(Vec<usize>),
    /// Ground that one of the parties holds, in one of the ways.
    Control(Vec<PartyId>, Vec<Status>),
    /// Ground gained by a party.
    Gained(PartyId),
    /// The frontline.
    Front,
    /// Overlays.
    Overlay(OverlaySelection),
    /// A base layer; for relief the key of its tints, which is drawn only if an entry asks for it.
    Base(BaseKind),
    /// Settlements held by a party: those reported taken (`true`), the others, or both.
    Place(PartyId, Option<bool>),
    /// Places reported taken by a party on the day.
    Reported(PartyId),
    /// Numbered marks of the day's events.
    Event,
    /// How sure an event is.
    Claim(Claim),
}
