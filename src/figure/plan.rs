//! The plan of a figure: nothing is optional any more.

use super::coloring;
use super::shown::shown;
use super::{FigureSpec, OrnamentSide, Panel, Paper, Size, Symbols, marked, panel};
use crate::color::Color;
use crate::dataset::{Atlas, Drawing, FigureSource, Ink, Party, PartyId};
use crate::diagnostic::nearest;
use crate::error::{Error, Result};
use crate::math::{Day, Precision};
use crate::projection::{Extent, Grid, ProjectionKind};
use crate::style::{self, Theme, Words};
use std::collections::BTreeSet;
use std::sync::Arc;

/// More pictures of a fade than this would take longer than a day is shown.
const MOST_FADE: u32 = 30;

/// What the caller asks for on top of the figure as written.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// A figure's id; `None`: the atlas's first figure, or the default one.
    pub figure: Option<String>,
    /// A theme's name or text.
    pub theme: Option<String>,
    /// Style keys and values.
    pub set: Vec<(String, String)>,
    /// How large.
    pub size: Option<Size>,
    /// A size on paper; sides that it leaves open follow from the figure's shape.
    pub paper: Option<Paper>,
    /// Language code of names.
    pub language: Option<String>,
    /// In how many pictures changed ground fades in (see [`Plan::fade`]).
    pub fade: Option<u32>,
    /// First day.
    pub from: Option<Day>,
    /// First day after the last.
    pub until: Option<Day>,
}

/// Where title, legend and captions stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Beside (or below) the map.
    Panel,
    /// In boxes on the map.
    Overlay,
    /// Nowhere: the map alone, as part of a page that has them elsewhere.
    Map,
}

/// A figure with nothing left open.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The figure's id.
    pub id: String,
    /// Printed above all.
    pub title: String,
    /// Printed below the title; may be empty.
    pub subtitle: String,
    /// How large.
    pub size: Size,
    /// Whether that is a size on paper, which is given in millimeters where a format can say so.
    pub on_paper: bool,
    /// At most so many pixels of relief for a cell of its heights; `None`: one for each pixel of the
    /// page.
    pub relief_detail: Option<f64>,
    /// What is to be seen.
    pub extent: Extent,
    /// Exact bounds in meters of the projection, if the figure names them.
    pub bounds: Option<[f64; 4]>,
    /// How the globe is flattened; `None`: chosen from the extent.
    pub projection: Option<ProjectionKind>,
    /// A published grid in its place, if the figure names one.
    pub grid: Option<Grid>,
    /// Whether there are meridians and parallels; `None`: where the map is broad.
    pub graticule: Option<bool>,
    /// A color for each party.
    pub palette: Vec<Color>,
    /// For how many days gained ground stands out.
    pub recent_days: u32,
    /// Since which day gained ground stands out; `None`: for `recent_days`.
    pub since: Option<Day>,
    /// In how many pictures between two days changed ground fades in; 0: at once. The map says so
    /// with the credits.
    pub fade: u32,
    /// First day asked for.
    pub from: Day,
    /// First day after the last asked for.
    pub until: Day,
    /// The figure's own days, the first and the first after the last: what a page says about time
    /// does not depend on which of its days are asked for.
    pub span: (Day, Day),
    /// The day drawn if none is named.
    pub date: Day,
    /// Language code of names.
    pub language: String,
    /// The words of the page.
    pub words: &'static Words,
    /// Where title, legend and captions stand.
    pub layout: Layout,
    /// On whose ground the front's ornaments stand.
    pub ornament_side: OrnamentSide,
    /// The symbols of events.
    pub symbols: Symbols,
    /// The maps of a figure that shows several; empty: the figure is one map.
    pub panels: Vec<Panel>,
    /// How many of them stand side by side; `None`: as their shape asks for.
    pub columns: Option<u32>,
    /// Places that are marked and named whatever else is, by their number in the atlas.
    pub marked: Vec<usize>,
    /// What is drawn, and what the legend says of it.
    pub drawing: Drawing,
    /// What everything looks like.
    pub theme: Theme,
    /// The atlas with what this figure shows, if that is not all of it.
    pub shown: Option<Arc<Atlas>>,
}

impl Plan {
    /// The atlas as the figure shows it.
    pub fn atlas<'a>(&'a self, own: &'a Atlas) -> &'a Atlas {
        self.shown.as_deref().unwrap_or(own)
    }

    /// The color of a party.
    pub fn color(&self, party: PartyId) -> Color {
        self.palette.get(usize::from(party.0)).copied().unwrap_or(Color::BLACK)
    }

    /// The color that an author wrote.
    pub fn ink(&self, ink: Ink) -> Color {
        match ink {
            Ink::Color(color) => color,
            Ink::Party(party) => self.color(party),
        }
    }

    /// The plan of a picture that does not move: nothing fades.
    #[must_use]
    pub fn still(&self) -> Self {
        Self { fade: 0, ..self.clone() }
    }

    /// The plan of a picture that is made of shapes: relief, the one part that is not, is as fine as
    /// its heights are and no finer, since whoever shows the picture smooths it.
    #[must_use]
    pub fn in_shapes(&self) -> Self {
        /// Finer, the relief of the built-in atlas does not look different.
        const DETAIL: f64 = 1.5;
        Self { relief_detail: Some(DETAIL), ..self.still() }
    }

    /// Whether nothing has a date: the map is of no day, and no day can be asked for.
    pub fn is_undated(&self) -> bool {
        self.words.date.precision == Precision::Undated
    }

    /// Whether a day lies in the figure.
    ///
    /// # Errors
    /// [`Error::Request`] naming the figure's days when it doesn't.
    pub fn check_day(&self, day: Day) -> Result<Day> {
        if self.is_undated() && day != self.date {
            return Err(Error::request(format!(
                "the data has no dates: there is one map, of no day, and none of {day}"
            )));
        }
        if day < self.from || day >= self.until {
            return Err(Error::request(format!(
                "{day} is outside the atlas, which runs from {} to {}",
                self.from,
                self.until.plus(-1)
            )));
        }
        Ok(day)
    }
}

/// Settles everything that a figure and a request leave open. `ground` is where the atlas's control
/// lies, `neighbors` tells which parties meet, lower numbers first; it is asked where there are more
/// parties than colors.
///
/// # Errors
/// [`Error::Request`] for an unknown figure, party, theme, projection or layout (the nearest name
/// is suggested), or days that the atlas does not have; [`Error::Data`] when the figure's table has
/// a mistake.
pub fn plan(
    atlas: &Atlas,
    ground: Option<Extent>,
    neighbors: impl FnOnce() -> BTreeSet<(PartyId, PartyId)>,
    request: &Request,
) -> Result<Plan> {
    let source = source(atlas, request)?;
    let spec = source.map(FigureSpec::read).transpose()?.unwrap_or_default();
    let language = language(request)?;
    let overrides: Vec<(String, String)> = spec
        .style
        .iter()
        .map(|(key, value)| {
            (key.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        })
        .chain(request.set.iter().cloned())
        .collect();
    let theme = style::resolve(request.theme.as_deref().or(spec.theme.as_deref()), &overrides)?;
    let theme = if request.paper.is_some() { printed(theme) } else { theme };
    let (from, until) = days(atlas, Some(&spec), request)?;
    let span = days(atlas, Some(&spec), &Request::default())?;
    let size = match (request.size, &spec.size) {
        (Some(size), _) => size,
        (None, Some(text)) => Size::parse_pixels(text)?,
        (None, None) => Size::DEFAULT,
    };
    let size = match &request.paper {
        Some(paper) => paper.size(size)?,
        None => size,
    };
    let named = |text: &Option<String>, names: &crate::dataset::Names| {
        text.clone().unwrap_or_else(|| names.get(&language).to_owned())
    };
    let none = crate::dataset::Names::default();
    let extent = extent(&spec, ground)?;
    Ok(Plan {
        id: if spec.id.is_empty() { "map".to_owned() } else { spec.id.clone() },
        title: named(&spec.title, &atlas.title),
        subtitle: named(&spec.subtitle, atlas.subtitle.as_ref().unwrap_or(&none)),
        size,
        on_paper: request.paper.is_some(),
        relief_detail: None,
        extent,
        bounds: spec.bounds,
        projection: projection(&spec)?,
        grid: grid(&spec)?,
        graticule: spec.graticule,
        palette: palette(atlas, &spec, &theme, neighbors)?,
        recent_days: spec.recent_days.unwrap_or(3),
        since: spec.since,
        fade: fade(&spec, request)?,
        from,
        until,
        span,
        date: spec.date.filter(|d| *d >= from && *d < until).unwrap_or_else(|| until.plus(-1)),
        layout: match spec.layout.as_deref() {
            None | Some("panel") => Layout::Panel,
            Some("overlay") => Layout::Overlay,
            Some(other) => {
                return Err(Error::request(format!(
                    "figure `{}`: layout `{other}` is neither `panel` nor `overlay`",
                    spec.id
                )));
            }
        },
        words: style::words_by(&language, atlas.precision),
        symbols: Symbols::of(atlas, style::words(&language))?,
        panels: panel::panels(&spec.id, &spec.panel, extent, (from, until))?,
        columns: spec.columns,
        marked: marked::marked(atlas, &spec.id, &spec.marked)?,
        language,
        ornament_side: OrnamentSide::read(&theme.front.ornament_side, atlas)?,
        drawing: source.map(|source| source.drawing.clone()).unwrap_or_default(),
        theme,
        shown: shown(atlas, &spec)?,
    })
}

/// The language asked for, English if none is.
fn language(request: &Request) -> Result<String> {
    let Some(language) = &request.language else { return Ok("en".to_owned()) };
    // Letters and digits in parts of at most eight (BCP 47, section 2.1).
    let mut parts = language.split(['-', '_']);
    let main = parts.next().unwrap_or_default();
    let sound = matches!(main.len(), 2 | 3)
        && main.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if sound {
        return Ok(language.clone());
    }
    let known: Vec<&str> = style::languages().collect();
    Err(Error::request(format!(
        "`{language}` is not a language code; write one such as `en` or `pt-BR`. Pages have words in: {}",
        known.join(", ")
    )))
}

/// The figure that is asked for; the first if none is, and `None` if there are none.
fn source<'a>(atlas: &'a Atlas, request: &Request) -> Result<Option<&'a FigureSource>> {
    let Some(id) = &request.figure else { return Ok(atlas.figures.first()) };
    let found = atlas.figures.iter().find(|figure| figure.id == *id);
    found.map(Some).ok_or_else(|| {
        let known = atlas.figures.iter().map(|f| f.id.as_str());
        let hint = nearest(id, known.clone())
            .map(|name| format!(" Did you mean `{name}`?"))
            .unwrap_or_default();
        let known: Vec<_> = known.collect();
        Error::request(format!(
            "the atlas `{}` has no figure `{id}`.{hint} It has: {}",
            atlas.id,
            known.join(", ")
        ))
    })
}

/// The theme for paper, where letters may be smaller than on a screen, whose pixels are coarse: 5.5
/// points are the least that maps in print are lettered with.
fn printed(mut theme: Theme) -> Theme {
    const LEAST: f64 = 5.5 * 96.0 / 72.0;
    theme.letters.least = theme.letters.least.min(LEAST);
    theme
}

/// How many pictures a fade has.
fn fade(spec: &FigureSpec, request: &Request) -> Result<u32> {
    let fade = request.fade.or(spec.fade).unwrap_or(0);
    if fade <= MOST_FADE {
        return Ok(fade);
    }
    let message = "changed ground fades in over at most";
    Err(Error::request(format!("{message} {MOST_FADE} pictures, not {fade}")))
}

/// The days asked for: the first and the first after the last.
///
/// # Errors
/// [`Error::Request`] when the atlas does not have them.
pub fn days(atlas: &Atlas, spec: Option<&FigureSpec>, request: &Request) -> Result<(Day, Day)> {
    let outside = |what: &str, day: Day| {
        Error::request(format!(
            "{what} {day} is outside the atlas, which runs from {} to {}",
            atlas.from,
            atlas.until.plus(-1)
        ))
    };
    let from = request.from.or(spec.and_then(|spec| spec.from)).unwrap_or(atlas.from);
    let until = request.until.or(spec.and_then(|spec| spec.until)).unwrap_or(atlas.until);
    if let Some(day) = request.from.or(request.until)
        && atlas.precision == Precision::Undated
    {
        let message = "the data has no dates: there is one map, of no day, and none of";
        return Err(Error::request(format!("{message} {day}")));
    }
    if from < atlas.from || from >= atlas.until {
        return Err(outside("the first day", from));
    }
    if until > atlas.until || until <= atlas.from {
        return Err(outside("the end", until));
    }
    if from >= until {
        return Err(Error::request(format!(
            "no day lies from {from} up to (not including) {until}"
        )));
    }
    Ok((from, until))
}

fn extent(spec: &FigureSpec, ground: Option<Extent>) -> Result<Extent> {
    match (spec.extent, ground) {
        (Some(bounds), _) => extent_of(&spec.id, bounds),
        (None, Some(ground)) => Ok(ground.grow(0.04)),
        (None, None) => Err(Error::request(
            "nothing says where the map is: the atlas has no control areas, and the figure no extent",
        )),
    }
}

/// An extent as written: west, south, east, north in degrees.
///
/// # Errors
/// [`Error::Request`] naming the figure when it is none.
pub(super) fn extent_of(figure: &str, bounds: [f64; 4]) -> Result<Extent> {
    let [west, south, east, north] = bounds;
    let sound = bounds.iter().all(|v| v.is_finite())
        && south < north
        && south >= -90.0
        && north <= 90.0
        && west != east;
    if !sound {
        return Err(Error::request(format!(
            "figure `{figure}`: extent must be [west, south, east, north] in degrees"
        )));
    }
    Ok(Extent { west, south, east, north })
}

fn projection(spec: &FigureSpec) -> Result<Option<ProjectionKind>> {
    match spec.projection.as_deref() {
        None | Some("auto") => Ok(None),
        Some(name) if name.contains(':') => Ok(None),
        Some(name) => ProjectionKind::parse(name).map(Some).ok_or_else(|| {
            let names = ProjectionKind::ALL.map(ProjectionKind::as_str);
            let hint = nearest(name, names)
                .map(|name| format!("; did you mean `{name}`?"))
                .unwrap_or_default();
            Error::request(format!("figure `{}`: there is no projection `{name}`{hint}", spec.id))
        }),
    }
}

/// The grid that a figure names as its projection.
fn grid(spec: &FigureSpec) -> Result<Option<Grid>> {
    let Some(name) = spec.projection.as_deref().filter(|name| name.contains(':')) else {
        return Ok(None);
    };
    Grid::parse(name).map(Some).ok_or_else(|| {
        let known: Vec<String> = Grid::numbered().map(|code| code.to_string()).collect();
        let known = known.join(", ");
        Error::request(format!(
            "figure `{}`: there is no grid `{name}`; known are UTM zones (`utm:38n`) and `epsg:` with \
             {known} or the number of a UTM zone",
            spec.id
        ))
    })
}

/// A color for each party: the figure's, else the theme's in turn; where these are fewer than parties,
/// such that neighbors differ.
fn palette(
    atlas: &Atlas,
    spec: &FigureSpec,
    theme: &Theme,
    neighbors: impl FnOnce() -> BTreeSet<(PartyId, PartyId)>,
) -> Result<Vec<Color>> {
    for name in spec.palette.keys() {
        if atlas.party(name).is_none() {
            let known: Vec<&str> = atlas.parties.iter().map(|p| p.id.as_str()).collect();
            let hint = nearest(name, known.iter().copied())
                .map(|name| format!("; did you mean `{name}`?"))
                .unwrap_or_default();
            return Err(Error::request(format!(
                "figure `{}`: the palette names an unknown party `{name}`{hint}",
                spec.id
            )));
        }
    }
    let series = &theme.control.series;
    let wanted = theme.control.palette == style::PaletteSource::Figure;
    let own = |party: &Party| {
        let own = spec.palette.get(&party.id).filter(|_| wanted)?;
        Some(own.toward_lightness_of(theme.page.ink, theme.control.lift))
    };
    let own: Vec<Option<Color>> = atlas.parties.iter().map(own).collect();
    // An author who names most colors knows the order of the others.
    let named = own.iter().flatten().count();
    if own.len() > series.len() && named * 2 < own.len() && !series.is_empty() {
        return Ok(coloring::colors(&own, &neighbors(), series));
    }
    let in_turn = series.iter().copied().cycle().map(Some).chain(std::iter::repeat(None));
    Ok(own
        .into_iter()
        .zip(in_turn)
        .map(|(own, turn)| own.or(turn).unwrap_or(Color::BLACK))
        .collect())
}
