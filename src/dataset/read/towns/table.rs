//! Tables of who holds which town, row by row: `date, place, holder`, or a column for each date.
//!
//! Such tables can have millions of rows that mostly repeat what was said the day before. Nothing is
//! kept of a row but its report, and not even that if it says what the one before it said.

use super::located::Positions;
use super::{Rules, since};
use crate::dataset::read::Reader;
use crate::dataset::read::dates::DateForm;
use crate::dataset::read::findings::suggest;
use crate::dataset::read::properties::{LAT, LON, Origin, same_name};
use crate::dataset::read::rows::{self, Row};
use crate::dataset::read::time;
use crate::dataset::{Claim, Stance, Status, Town, TownReport};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::math::{Day, LonLat};
use crate::source::csv::Stream;
use crate::source::format::GeometryFormat;
use std::collections::{BTreeMap, HashMap};

/// Where each value of a row stands.
pub struct Columns {
    place: usize,
    date: Option<usize>,
    until: Option<usize>,
    holder: Option<usize>,
    status: Option<usize>,
    other: Option<usize>,
    claim: Option<usize>,
    source: Option<usize>,
    /// What the entry says of all rows: holder, status, other side, claim, source.
    constant: [Option<String>; 5],
    position: Option<[usize; 2]>,
    unit: Option<usize>,
    /// Columns that are named by their date, with it.
    dates: Vec<(usize, Day)>,
}

impl Columns {
    /// The columns of a table; `None` after a report.
    pub fn of(
        reader: &mut Reader<'_>,
        rules: &Rules,
        path: &str,
        names: &[String],
    ) -> Option<Self> {
        let natural = |wanted: &[&str], but: Option<usize>| {
            wanted.iter().find_map(|wanted| {
                names
                    .iter()
                    .enumerate()
                    .position(|(i, own)| same_name(own, wanted) && Some(i) != but)
            })
        };
        let mut lacking: Vec<(String, Vec<&str>)> = Vec::new();
        let mut find = |origin: &Origin, wanted: &[&'static str], but: Option<usize>| match origin {
            Origin::Constant(_) => None,
            Origin::Property(name) => {
                let place = names.iter().position(|own| own == name);
                let place = place.or_else(|| natural(&[name], None));
                if place.is_none() {
                    lacking.push((name.clone(), Vec::new()));
                }
                place
            }
            Origin::Natural(_) => natural(wanted, but),
        };
        let place = find(&rules.place, super::PLACE, None);
        let holders: Vec<&str> = HOLDERS.iter().copied().chain(["name"]).collect();
        let since = since();
        let columns = (
            find(&rules.date, &[], None).or_else(|| natural(&since, None)),
            find(&rules.until, super::UNTIL, None),
            find(rules.holder.held_by(), &[], None).or_else(|| {
                natural(&holders, place).filter(|_| is_natural(rules.holder.held_by()))
            }),
        );
        let [other, status] = rules.holder.rest();
        let rest = (
            find(status, crate::dataset::read::properties::STATUS, columns.2),
            find(other, crate::dataset::read::properties::OTHER, None),
            find(&rules.claim, super::CLAIM, None),
            find(&rules.source, super::SOURCE, None),
        );
        let dates: Vec<(usize, Day)> = match columns.0 {
            Some(_) => Vec::new(),
            None => names
                .iter()
                .enumerate()
                .filter_map(|(i, name)| Some((i, named_day(name)?)))
                .collect(),
        };
        let constant = |origin: &Origin| match origin {
            Origin::Constant(text) => Some(text.clone()),
            _ => None,
        };
        let constants = [
            constant(rules.holder.held_by()),
            constant(status),
            constant(other),
            constant(&rules.claim),
            constant(&rules.source),
        ];
        let needed = [
            (place.is_some(), "place"),
            (columns.0.is_some() || !dates.is_empty(), "date"),
            (columns.2.is_some() || constants[0].is_some() || !dates.is_empty(), "holder"),
        ];
        lacking.extend(
            needed
                .iter()
                .filter(|(there, _)| !there)
                .map(|(_, name)| ((*name).to_owned(), Vec::new())),
        );
        for (name, _) in &lacking {
            let known = names.iter().map(String::as_str);
            reader.found.push(
                Diagnostic::error("missing-column", format!("there is no column `{name}`"))
                    .at(Location::line(path, 1, None))
                    .remedy(suggest(name, known, "columns")),
            );
        }
        if !lacking.is_empty() {
            return None;
        }
        let position = natural(LON, None).zip(natural(LAT, None)).map(|(lon, lat)| [lon, lat]);
        Some(Self {
            place: place?,
            date: columns.0,
            until: columns.1,
            holder: columns.2,
            status: rest.0,
            other: rest.1,
            claim: rest.2,
            source: rest.3,
            constant: constants,
            position,
            unit: natural(&["unit"], None),
            dates,
        })
    }
}

/// What tells the holder of a town, besides `name`.
pub(super) const HOLDERS: &[&str] = &[
    "holder",
    "held_by",
    "controller",
    "party",
    "side",
    "control",
    "controlled_by",
    "occupier",
    "to_party",
    "subjecto",
];

/// The day that a column is named by.
fn named_day(name: &str) -> Option<Day> {
    let like_a_day = name.len() >= 8 && name.starts_with(|c: char| c.is_ascii_digit());
    Day::parse(name).ok().filter(|_| like_a_day)
}

/// How many columns are named by a day.
pub(super) fn dates_in(names: &[String]) -> usize {
    names.iter().filter(|name| named_day(name).is_some()).count()
}

fn is_natural(origin: &Origin) -> bool {
    matches!(origin, Origin::Natural(_))
}

/// The rows of a table, of whatever format.
enum Feed<'a> {
    Stream(Box<Stream<'a>>),
    Rows { columns: Vec<String>, rows: std::vec::IntoIter<Row>, now: Option<Row> },
}

impl Feed<'_> {
    fn columns(&self) -> &[String] {
        match self {
            Self::Stream(stream) => &stream.columns,
            Self::Rows { columns, .. } => columns,
        }
    }

    fn advance(&mut self, found: &mut Diagnostics) -> bool {
        match self {
            Self::Stream(stream) => stream.advance(found),
            Self::Rows { rows, now, .. } => {
                *now = rows.next();
                now.is_some()
            }
        }
    }

    fn cell(&self, column: usize) -> &str {
        match self {
            Self::Stream(stream) => stream.cell(column),
            Self::Rows { columns, now, .. } => {
                let values = now.as_ref().zip(columns.get(column));
                values.and_then(|(row, name)| row.values.get(name)).map_or("", String::as_str)
            }
        }
    }

    fn location(&self) -> Location {
        match self {
            Self::Stream(stream) => stream.location(),
            Self::Rows { now, .. } => {
                now.as_ref().map(|row| row.location.clone()).unwrap_or_default()
            }
        }
    }

    /// The position in the row itself.
    fn position(&self, reader: &mut Reader<'_>, columns: &Columns) -> Result<Option<LonLat>, ()> {
        let read = |row: &Row, reader: &mut Reader<'_>| row.position(reader).map_err(|_| ());
        match (self, columns.position) {
            (Self::Rows { now: Some(row), .. }, _) => read(row, reader),
            (Self::Stream(stream), Some([lon, lat])) => {
                let cells = [("lon", stream.cell(lon)), ("lat", stream.cell(lat))];
                let cells = cells.into_iter().filter(|(_, text)| !text.is_empty());
                let cells = cells.map(|(name, text)| (name.to_owned(), text.to_owned()));
                read(&Row::of(cells.collect(), self.location()), reader)
            }
            _ => Ok(None),
        }
    }
}

/// The towns gathered so far.
pub struct Gathered {
    pub positions: Positions,
    list: Vec<Town>,
    /// By what the table says of them: name, and position as written. `None`: left out.
    known: HashMap<String, Option<u32>>,
    /// By name and position in hundred-thousandths of a degree (about a meter).
    by_place: HashMap<(String, i64, i64), u32>,
    stances: Vec<Stance>,
    by_stance: BTreeMap<Stance, u32>,
    sources: Vec<String>,
    /// Rows without a holder, and the first of them.
    silent: usize,
    first_silent: Option<Location>,
}

/// What is said of a town that nobody says anything about any more.
const SILENCE: u32 = 0;

impl Gathered {
    pub fn new(positions: Positions) -> Self {
        let silence =
            Stance { party: None, other: None, status: Status::Unknown, claim: Claim::Denied };
        Self {
            positions,
            list: Vec::new(),
            known: HashMap::new(),
            by_place: HashMap::new(),
            by_stance: BTreeMap::new(),
            stances: vec![silence],
            sources: Vec::new(),
            silent: 0,
            first_silent: None,
        }
    }

    /// The town of a row; `None` after a report.
    fn town(
        &mut self,
        reader: &mut Reader<'_>,
        feed: &Feed<'_>,
        columns: &Columns,
        key: &str,
    ) -> Option<u32> {
        let at = feed.location();
        let name = feed.cell(columns.place);
        if name.is_empty() {
            reader.found.push_once(
                "",
                Diagnostic::error("no-name", "the row names no place")
                    .at(at)
                    .remedy("fill in `place` or remove the row"),
            );
            return None;
        }
        if columns.unit.is_some_and(|unit| !matches!(feed.cell(unit), "" | "place")) {
            self.known.insert(key.to_owned(), None);
            return None;
        }
        let position = match feed.position(reader, columns) {
            Ok(Some(position)) => Some(position),
            Ok(None) => self.positions.find(reader, name, &at),
            Err(()) => None,
        };
        let town = position.map(|position| {
            let grid = |degrees: f64| (degrees * 1e5).round() as i64;
            let place = (name.to_lowercase(), grid(position.lon), grid(position.lat));
            *self.by_place.entry(place).or_insert_with(|| {
                let name = name.to_owned();
                self.list.push(Town { name, position, reports: Vec::new(), location: at });
                self.list.len() as u32 - 1
            })
        });
        self.known.insert(key.to_owned(), town);
        town
    }

    fn source(&mut self, name: &str) -> Option<u16> {
        if name.is_empty() {
            return None;
        }
        // Mostly there are few, and the last is asked for again.
        let known = self.sources.iter().rposition(|own| own == name);
        let place = known.unwrap_or_else(|| {
            self.sources.push(name.to_owned());
            self.sources.len() - 1
        });
        u16::try_from(place).ok()
    }

    fn stance(&mut self, stance: Stance) -> u32 {
        let next = self.stances.len() as u32;
        let number = *self.by_stance.entry(stance.clone()).or_insert(next);
        if number == next {
            self.stances.push(stance);
        }
        number
    }

    /// The towns that anything is said about, the stances and the sources.
    pub fn finish(
        mut self,
        reader: &mut Reader<'_>,
        at: &Location,
    ) -> (Vec<Town>, Vec<Stance>, Vec<String>) {
        if self.silent > 0 {
            let message = format!("{} rows name no holder and say nothing", self.silent);
            reader.found.push(
                Diagnostic::note("silent-row", message)
                    .at(self.first_silent.unwrap_or_else(|| at.clone()))
                    .remedy("the last report of the town goes on; write `nobody` to end it"),
            );
        }
        for town in &mut self.list {
            // What ends on a day comes before what begins on it.
            town.reports.sort_by_key(|report| (report.day, report.stance != SILENCE));
        }
        self.list.retain(|town| !town.reports.is_empty());
        if self.list.is_empty() && !reader.found.has_errors() {
            reader.found.push(
                Diagnostic::error("no-position", "nothing tells where any of the towns lies")
                    .at(at.clone())
                    .remedy("add columns lon and lat, or name a table of places: places = \"…\""),
            );
        }
        (self.list, self.stances, self.sources)
    }
}

/// Reads a table.
pub fn read(
    reader: &mut Reader<'_>,
    (path, at): (&str, &Location),
    rules: &Rules,
    form: Option<DateForm>,
    gathered: &mut Gathered,
) {
    let mut bytes = Default::default();
    let Some(mut feed) = open(reader, path, at, &mut bytes) else { return };
    let Some(columns) = rules.columns(reader, path, feed.columns()) else { return };
    let form = form.or_else(|| {
        // Dates with slashes are told by all of them together.
        let mut texts: Vec<String> = Vec::new();
        let mut bytes = Default::default();
        let mut looked = open(reader, path, at, &mut bytes)?;
        let date = columns.date?;
        while looked.advance(&mut Diagnostics::new()) {
            let text = looked.cell(date);
            if texts.is_empty() && !text.is_empty() && !text.contains('/') {
                return None;
            }
            if texts.last().is_none_or(|last| last != text) && texts.len() < 100_000 {
                texts.push(text.to_owned());
            }
        }
        Some(DateForm::of(texts.iter().map(String::as_str)))
    });
    let silent = gathered.silent;
    let start: Vec<usize> = gathered.list.iter().map(|town| town.reports.len()).collect();
    let tidy =
        rows_of(reader, &mut feed, &columns, rules, form.unwrap_or_default(), gathered, true);
    if !tidy {
        // Reports were left out that may not have repeated the one before them in time.
        for (i, town) in gathered.list.iter_mut().enumerate() {
            town.reports.truncate(start.get(i).copied().unwrap_or(0));
        }
        gathered.silent = silent;
        let mut again = Default::default();
        let Some(mut feed) = open(reader, path, at, &mut again) else { return };
        rows_of(reader, &mut feed, &columns, rules, form.unwrap_or_default(), gathered, false);
    }
}

fn open<'a>(
    reader: &mut Reader<'_>,
    path: &'a str,
    at: &Location,
    bytes: &'a mut std::borrow::Cow<'static, [u8]>,
) -> Option<Feed<'a>> {
    if GeometryFormat::of(path).is_some() {
        let rows = rows::read(reader, path, at)?;
        return Some(Feed::Rows { columns: rows.columns, rows: rows.list.into_iter(), now: None });
    }
    *bytes = reader.bytes(path, at)?;
    let mut found = Diagnostics::new();
    let stream = Stream::open(bytes, path, &reader.files.limits(), &mut found);
    reader.found.append(&found);
    Some(Feed::Stream(Box::new(stream?)))
}

/// Texts that were read before, mostly the same again and again.
struct Seen {
    key: String,
    town: Option<u32>,
    date: String,
    day: Option<Day>,
    stances: HashMap<String, Option<u32>>,
    words: String,
    stance: Option<u32>,
}

/// Reads all rows. Whether reports were in order of time; if `repeats` are to be left out.
fn rows_of(
    reader: &mut Reader<'_>,
    feed: &mut Feed<'_>,
    columns: &Columns,
    rules: &Rules,
    form: DateForm,
    gathered: &mut Gathered,
    repeats: bool,
) -> bool {
    let mut seen = Seen {
        key: String::new(),
        town: None,
        date: String::new(),
        day: None,
        stances: HashMap::new(),
        words: String::new(),
        stance: None,
    };
    let mut key = String::new();
    let mut found = Diagnostics::new();
    while feed.advance(&mut found) {
        key.clear();
        key.push_str(feed.cell(columns.place));
        for column in columns.position.into_iter().flatten() {
            key.push('\u{0}');
            key.push_str(feed.cell(column));
        }
        if key != seen.key || seen.key.is_empty() {
            seen.town = match gathered.known.get(&key) {
                Some(town) => *town,
                None => gathered.town(reader, feed, columns, &key),
            };
            seen.key.clone_from(&key);
        }
        let source = match columns.source {
            Some(column) => gathered.source(feed.cell(column)),
            None => columns.constant[4].as_deref().and_then(|name| gathered.source(name)),
        };
        if columns.dates.is_empty() {
            let date = columns.date.map_or("", |column| feed.cell(column));
            if date != seen.date || date.is_empty() {
                seen.day = day(reader, form, date, &feed.location());
                date.clone_into(&mut seen.date);
            }
            let holder = columns.holder.map_or("", |column| feed.cell(column));
            let stance = stance(reader, feed, columns, rules, gathered, &mut seen, holder);
            let (Some(town), Some(day), Some(stance)) = (seen.town, seen.day, stance) else {
                continue;
            };
            let until = columns.until.map_or("", |column| feed.cell(column));
            let until = (!until.is_empty())
                .then(|| time::parse(reader, form, until, &feed.location()))
                .flatten()
                .and_then(|when| when.day());
            if until.is_some_and(|until| until < day) {
                let place = feed.location();
                reader.found.push(time::inverted(day, until.unwrap_or(day)).at(place));
                continue;
            }
            let reports = &mut gathered.list[town as usize].reports;
            // Intervals say when they end, so that none of them repeats another.
            let repeats = repeats && columns.until.is_none();
            if !add(reports, TownReport { day, source, stance }, repeats) {
                return false;
            }
            if let Some(day) = until {
                add(reports, TownReport { day, source, stance: SILENCE }, false);
            }
            continue;
        }
        for &(column, day) in &columns.dates {
            let stance =
                stance(reader, feed, columns, rules, gathered, &mut seen, feed.cell(column));
            let Some((town, stance)) = seen.town.zip(stance) else { continue };
            let reports = &mut gathered.list[town as usize].reports;
            if !add(reports, TownReport { day, source, stance }, repeats) {
                return false;
            }
        }
    }
    reader.found.append(&found);
    true
}

/// Adds a report, unless it repeats the last one and `repeats` are left out. Whether it could be.
fn add(reports: &mut Vec<TownReport>, report: TownReport, repeats: bool) -> bool {
    if let (Some(last), true) = (reports.last(), repeats) {
        if report.day < last.day {
            return false;
        }
        if (report.source, report.stance) == (last.source, last.stance) {
            return true;
        }
    }
    reports.push(report);
    true
}

fn day(reader: &mut Reader<'_>, form: DateForm, text: &str, at: &Location) -> Option<Day> {
    if text.is_empty() {
        reader.found.push_once(
            "",
            Diagnostic::error("no-date", "the row has no date")
                .at(at.clone())
                .remedy("write one as YYYY-MM-DD or remove the row"),
        );
        return None;
    }
    time::parse(reader, form, text, at)?.surely()
}

/// The number of what a row says of its town; `None` if nothing, or after a report.
fn stance(
    reader: &mut Reader<'_>,
    feed: &Feed<'_>,
    columns: &Columns,
    rules: &Rules,
    gathered: &mut Gathered,
    seen: &mut Seen,
    holder: &str,
) -> Option<u32> {
    let constant = |i: usize| columns.constant[i].as_deref().unwrap_or_default();
    let cell = |column: Option<usize>, i: usize| match column {
        Some(column) => feed.cell(column),
        None => constant(i),
    };
    let holder = if holder.is_empty() { constant(0) } else { holder };
    let told = [holder, cell(columns.status, 1), cell(columns.other, 2), cell(columns.claim, 3)];
    if told[0].is_empty() {
        gathered.silent += 1;
        gathered.first_silent.get_or_insert_with(|| feed.location());
        return None;
    }
    let same = seen.words.split('\u{0}').eq(told);
    if same {
        return seen.stance;
    }
    seen.words = told.join("\u{0}");
    seen.stance = match seen.stances.get(&seen.words) {
        Some(known) => *known,
        None => {
            let stance = rules.stance(reader, told, &feed.location());
            let number = stance.map(|stance| gathered.stance(stance));
            seen.stances.insert(seen.words.clone(), number);
            number
        }
    };
    seen.stance
}
