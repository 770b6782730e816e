//! An atlas with its control laid out over time.

use crate::dataset::{Atlas, OverlayGeometry};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::encode::Metadata;
use crate::error::{Error, Result};
use crate::figure::{self, Plan, Request};
use crate::math::{Day, LonLat};
use crate::paint::svg::Term;
use crate::projection::Extent;
use crate::report::{self, StatRow};
use crate::text::Typesetter;
use crate::timeline::{Happening, dated_areas};
use crate::topology::{Coverage, HistoryId};
use geo::LineString;
use geojson::FeatureCollection;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// An atlas, the coverage of its control over time, and the fonts: all that maps are drawn from.
pub struct Survey {
    atlas: Atlas,
    /// Laid out when it is first asked for.
    coverage: OnceLock<Coverage>,
    /// How often outlines may cross each other.
    crossings: u64,
    typesetter: Typesetter,
}

impl Survey {
    /// Lays out the control of an atlas.
    pub fn new(atlas: Atlas) -> Self {
        let survey = Self::of(atlas, Typesetter::new(), u64::MAX);
        survey.coverage();
        survey
    }

    /// The same with more fonts (whole TrueType or OpenType files, each with a name for messages) for
    /// letters that the built-in ones do not have.
    ///
    /// # Errors
    /// [`Error::Request`] when a file is not a font.
    pub fn with_fonts(
        atlas: Atlas,
        fonts: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<Self> {
        // Without a limit nothing is too dense.
        Self::within(atlas, fonts, u64::MAX)
    }

    /// The same with more fonts, unless outlines cross each other more often than `crossings` times:
    /// memory is taken for each crossing.
    ///
    /// # Errors
    /// [`Error::Request`] when a file is not a font, [`Error::Data`] when there are more crossings.
    pub fn within(
        atlas: Atlas,
        fonts: impl IntoIterator<Item = (String, Vec<u8>)>,
        crossings: u64,
    ) -> Result<Self> {
        let survey = Self::begun(atlas, fonts, crossings)?;
        survey.lay_out()?;
        Ok(survey)
    }

    /// The same, nothing laid out yet: [`lay_out`](Self::lay_out) does so while something else is
    /// done, or else whatever first needs it, then however often outlines cross.
    ///
    /// # Errors
    /// [`Error::Request`] when a file is not a font.
    pub fn begun(
        atlas: Atlas,
        fonts: impl IntoIterator<Item = (String, Vec<u8>)>,
        crossings: u64,
    ) -> Result<Self> {
        Ok(Self::of(atlas, Typesetter::with_fonts(fonts)?, crossings))
    }

    /// Lays out the control, if that has not been done.
    ///
    /// # Errors
    /// [`Error::Data`] when there are more crossings than are allowed.
    pub fn lay_out(&self) -> Result<()> {
        if self.coverage.get().is_some() {
            return Ok(());
        }
        let areas = dated_areas(&self.atlas);
        match Coverage::within(&areas, self.atlas.disagreement, self.crossings) {
            Ok(coverage) => {
                self.coverage.get_or_init(|| coverage);
                Ok(())
            }
            Err(dense) => {
                let mut found = Diagnostics::new();
                found.push(Diagnostic::error("too-dense", dense.to_string()).remedy(
                    "are there outlines that fill themselves with lines? Simplify or dissolve \
                             them; or lift the limit with `--no-limits`",
                ));
                Err(Error::Data(found))
            }
        }
    }

    fn of(atlas: Atlas, typesetter: Typesetter, crossings: u64) -> Self {
        Self { atlas, coverage: OnceLock::new(), crossings, typesetter }
    }

    /// The atlas.
    pub fn atlas(&self) -> &Atlas {
        &self.atlas
    }

    /// Control over time.
    pub fn coverage(&self) -> &Coverage {
        self.coverage
            .get_or_init(|| Coverage::settled(&dated_areas(&self.atlas), self.atlas.disagreement))
    }

    /// The fonts.
    pub fn typesetter(&self) -> &Typesetter {
        &self.typesetter
    }

    /// Settles all that a request leaves open.
    ///
    /// # Errors
    /// As [`figure::plan`].
    pub fn plan(&self, request: &Request) -> Result<Plan> {
        figure::plan(&self.atlas, self.ground(), || self.coverage().neighbors(), request)
    }

    /// What happened on the days of an animation: ground changed hands, or there is an event that
    /// should be read (of weight 2 or more).
    pub fn happenings(&self) -> impl Fn(Day) -> Happening + use<> {
        let mut changes = self.coverage().change_days();
        let fronts = self.atlas.fronts.iter();
        changes
            .extend(fronts.flat_map(|front| [front.validity.from, front.validity.until]).flatten());
        changes.sort_unstable();
        let events: BTreeSet<Day> =
            self.atlas.events.iter().filter(|event| event.weight >= 2).map(|e| e.day).collect();
        move |day| Happening {
            ground: changes.binary_search(&day).is_ok(),
            event: events.contains(&day),
        }
    }

    /// The problem that days had to be laid out apart, if they had.
    pub fn redrawn(&self) -> Diagnostics {
        let mut found = Diagnostics::new();
        if self.coverage().is_split() {
            let parts = self.coverage().seams().count();
            let message = format!(
                "outlines cross those of other days everywhere, as if each day were drawn anew: the \
                 days are laid out in {} parts, and recent gains and the direction of advances are not \
                 marked where parts meet",
                parts + 1
            );
            found.push(
                Diagnostic::warning("redrawn-borders", message)
                    .remedy("let borders that did not move keep their vertices from day to day"),
            );
        }
        found
    }

    /// Around all ground of the theatre.
    pub(super) fn ground(&self) -> Option<Extent> {
        let theatre = |h: HistoryId| {
            self.coverage().histories()[h.0 as usize].0.iter().any(|(_, holding)| {
                holding.is_some_and(|id| !self.coverage().holdings()[id.0 as usize].rear)
            })
        };
        let Some(corners) = self.coverage().corners(theatre) else { return self.around_lines() };
        if corners[1].lon - corners[0].lon <= 180.0 {
            return Extent::around(corners);
        }
        // The widest gap decides where the extent starts, so that all positions count.
        let arcs = self.coverage().arcs().iter();
        let arcs = arcs.filter(|arc| theatre(arc.left) || theatre(arc.right));
        Extent::around(arcs.flat_map(|arc| in_steps(arc.positions().collect())))
    }

    /// Around what there is where nobody holds ground: fronts, else what lies over control, else
    /// events, else places.
    fn around_lines(&self) -> Option<Extent> {
        /// Degrees.
        const LEAST: f64 = 1.0;
        let atlas = &self.atlas;
        let of_lines = |lines: &[LineString]| -> Vec<LonLat> {
            lines
                .iter()
                .flat_map(|line| in_steps(line.coords().map(|c| (*c).into()).collect()))
                .collect()
        };
        let fronts = || atlas.fronts.iter().flat_map(|front| of_lines(&front.lines)).collect();
        let overlays = || {
            let all = atlas.overlays.iter().map(|overlay| match &overlay.geometry {
                OverlayGeometry::Lines(lines) => of_lines(lines),
                OverlayGeometry::Areas(areas) => {
                    areas.iter().flat_map(|area| of_lines(&[area.exterior().clone()])).collect()
                }
            });
            all.flatten().collect()
        };
        let events = || atlas.events.iter().filter_map(|event| event.position).collect();
        let places = || atlas.places.iter().map(|place| place.position).collect();
        let kinds: [(f64, &dyn Fn() -> Vec<LonLat>); 4] =
            [(0.0, &fronts), (0.0, &overlays), (0.12, &events), (0.12, &places)];
        // Around points there is room for their marks and names.
        let around = |(room, kind): (f64, &dyn Fn() -> Vec<LonLat>)| {
            Some(Extent::around(kind())?.grow(room))
        };
        let found = kinds.into_iter().find_map(around)?;
        // A map of one point still shows where that is.
        let grow = |least: f64, own: f64| ((least - own) / 2.0).max(0.0);
        let (x, y) = (grow(LEAST, found.width()), grow(LEAST, found.height()));
        let (south, north) = ((found.south - y).max(-90.0), (found.north + y).min(90.0));
        let east_and_west = (found.west - x, found.east + x);
        Some(Extent::new(east_and_west.0.max(-180.0), south, east_and_west.1.min(180.0), north))
    }

    /// The days that a request asks for: the first and the first after the last.
    ///
    /// # Errors
    /// [`Error::Request`] when the atlas does not have them.
    pub fn days(&self, request: &Request) -> Result<(Day, Day)> {
        figure::days(&self.atlas, None, request)
    }

    /// Areas, gains, losses and fronts of the days from `from` up to but not including `until`.
    pub fn stats(&self, from: Day, until: Day) -> Vec<StatRow> {
        report::stats(&self.atlas, self.coverage(), from, until)
    }

    /// Control and frontlines of a day as GeoJSON.
    pub fn export(&self, day: Day) -> FeatureCollection {
        report::export(&self.atlas, self.coverage(), day)
    }

    /// What a document says about itself besides title and description; `date` as for
    /// [`Metadata::date`].
    pub(super) fn statements(&self, plan: &Plan, date: String) -> Vec<(Term, String)> {
        let atlas = plan.atlas(&self.atlas);
        let sources = atlas.credits.iter().map(|credit| (Term::Source, credit.clone()));
        let rights = atlas.license.iter().map(|license| (Term::Rights, license.clone()));
        let rest = [
            (Term::Date, dated(plan, date)),
            (Term::Language, plan.language.clone()),
            (Term::Identifier, atlas.hash.clone()),
            (Term::Software, Metadata::default().software),
        ];
        let rest = rest.into_iter().filter(|(_, text)| !text.is_empty());
        sources.chain(rights).chain(rest).collect()
    }

    /// What a file says about itself.
    pub(super) fn metadata(
        &self,
        plan: &Plan,
        title: String,
        description: String,
        date: String,
    ) -> Metadata {
        Metadata {
            title,
            description,
            sources: plan.atlas(&self.atlas).credits.clone(),
            date: dated(plan, date),
            rights: plan.atlas(&self.atlas).license.clone().unwrap_or_default(),
            disclaimer: plan.atlas(&self.atlas).disclaimer.clone().unwrap_or_default(),
            more: vec![("Atlas hash".to_owned(), self.atlas.hash.clone())],
            dpi: plan.on_paper.then_some(plan.size.scale * 96.0),
            ..Metadata::default()
        }
    }
}

/// A date for metadata; none where the data have none.
fn dated(plan: &Plan, date: String) -> String {
    if plan.is_undated() { String::new() } else { date }
}

/// The positions along a line, with more on long stretches of it, so that ground which reaches far
/// around the globe with few corners does not look like gaps between them.
fn in_steps(line: Vec<LonLat>) -> Vec<LonLat> {
    /// Degrees of longitude; less than a gap that an extent may leave out.
    const LONGEST: f64 = 30.0;
    let between = |pair: &[LonLat]| {
        let [a, b] = *pair else { return Vec::new() };
        // Less than a turn, so the count is small.
        let count = ((b.lon - a.lon).abs() / LONGEST).ceil().clamp(1.0, 24.0);
        let at = |i: u8| {
            let t = f64::from(i) / count;
            LonLat::new(a.lon + (b.lon - a.lon) * t, a.lat + (b.lat - a.lat) * t)
        };
        (1..=count as u8).map(at).collect()
    };
    let rest: Vec<LonLat> = line.windows(2).flat_map(between).collect();
    line.first().copied().into_iter().chain(rest).collect()
}
