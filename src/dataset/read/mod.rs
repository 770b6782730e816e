//! An atlas is read from its files: `atlas.toml` first, then everything that it names.
//!
//! One file for each table of `atlas.toml`. Problems are collected, not thrown: a reader that
//! meets one reports it, leaves the item out and goes on.

mod antimeridian;
mod areas;
mod arrows;
mod atlas;
mod bare;
mod base;
mod control;
mod dates;
mod drawing;
mod events;
mod fields;
mod figures;
mod filter;
mod findings;
mod fronts;
mod ground;
mod holder;
mod overlay;
mod parties;
mod places;
mod properties;
mod relief;
mod reports;
mod rows;
mod settlements;
mod shared;
mod sides;
mod snapshots;
mod span;
mod time;
mod towns;

#[cfg(test)]
mod tests;

use super::{Atlas, ReportDays, Series, Status};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::math::lock;
use crate::math::{Day, Precision};
use crate::source::collection::{Collection, Repairs};
use crate::source::files::{Files, ReadError};
use crate::source::format::{self, Beside, GeometryFormat};
use crate::source::geojson::Recall;
use crate::source::limits::{Limits, too_many_features, too_many_vertices};
use crate::source::toml::{self, Table};
use dates::DateForm;
use fields::Fields;
use findings::{Findings, suggest};
use parties::Parties;
use shared::Shared;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Reads an atlas: its `atlas.toml` and all that it names, or, where there is none, the data files
/// found, with a note that says what was guessed. `id` is the name by which it will be known.
///
/// All problems are reported together. The atlas is `None` if any of them is an error.
///
/// ```
/// use salient::{dataset, source::files::Files};
/// let toml = "[atlas]\ntitle = \"T\"\nfrom = 2020-01-01\nuntil = 2020-02-01\n";
/// let mut files = Files::memory([("atlas.toml".to_owned(), toml.as_bytes().into())]);
/// let (atlas, found) = dataset::open(&mut files, "t");
/// assert!(found.is_empty());
/// assert_eq!(atlas.unwrap().title.get("en"), "T");
/// ```
pub fn open(files: &mut Files, id: &str) -> (Option<Atlas>, Diagnostics) {
    let (atlas, found) = open_with_errors(files, id);
    let failed = found.has_errors();
    (atlas.filter(|_| !failed), found)
}

/// The same, but where there are errors with all that could be read, to look for more: it must not be
/// drawn.
pub fn open_with_errors(files: &mut Files, id: &str) -> (Option<Atlas>, Diagnostics) {
    let mut reader = Reader::new(files);
    let table = reader.description();
    let atlas = table.and_then(|table| atlas::read(&mut reader, &table, id));
    reader.told_repairs();
    if let Some(overfull) = reader.files.overfull() {
        reader.found.push(overfull);
    }
    let hash = format!("{:016x}", reader.files.digest());
    let found = reader.found.finish();
    (atlas.map(|atlas| Atlas { hash, ..atlas }), found)
}

/// What one would write as the `atlas.toml` of data that has none, without its `[atlas]` table;
/// `None` when there is no data. Reading the data tells the same as a note (see [`open`]).
pub fn describe(files: &mut Files) -> Option<String> {
    bare::describe(&mut Reader::new(files))
}

/// What all readers share.
struct Reader<'f> {
    files: &'f mut Files,
    found: Findings,
    parties: Parties,
    /// Files of geometries already read; `None` for those that cannot be.
    collections: BTreeMap<String, Option<Arc<Collection>>>,
    /// Files of geometries read ahead, whose problems have not been told.
    ahead: BTreeMap<String, Result<(Collection, Diagnostics), ReadError>>,
    /// The areas of all of them.
    shared: Shared,
    /// Vertices and features of all of them.
    counted: [u64; 2],
    /// The finest part of a date that has been told.
    precision: Option<Precision>,
    /// The dates of snapshots and changes.
    days: Vec<Day>,
    /// When layers of control report.
    reports: Vec<ReportDays>,
    /// The figures that entries name, which may be written further down.
    figures_named: Vec<(String, Location)>,
    /// How the layers of control read so far were dated.
    series: Vec<Series>,
}

impl<'f> Reader<'f> {
    fn new(files: &'f mut Files) -> Self {
        Self {
            files,
            found: Findings::default(),
            parties: Parties::default(),
            collections: BTreeMap::new(),
            ahead: BTreeMap::new(),
            shared: Shared::default(),
            counted: [0, 0],
            precision: None,
            days: Vec::new(),
            reports: Vec::new(),
            figures_named: Vec::new(),
            series: Vec::new(),
        }
    }

    /// Keeps in mind how finely dates are told.
    fn told(&mut self, precision: Option<Precision>) {
        self.precision = self.precision.into_iter().chain(precision).min();
    }

    /// `atlas.toml`, or what stands for it.
    fn description(&mut self) -> Option<Table> {
        const NAME: &str = "atlas.toml";
        let guessed;
        let (bytes, name): (Cow<'_, [u8]>, &str) =
            if self.files.entry().is_none() && self.files.contains(NAME) {
                (self.bytes(NAME, &Location::file(NAME))?, NAME)
            } else {
                guessed = bare::describe(self)?;
                (Cow::Borrowed(guessed.as_bytes()), bare::NAME)
            };
        let (table, problems) = toml::read(&bytes, name);
        self.found.append(&problems);
        // What follows a mistake of form would only be told wrongly.
        (!problems.has_errors()).then_some(table)
    }

    /// A file's bytes, or a report.
    fn bytes(&mut self, path: &str, at: &Location) -> Option<Cow<'static, [u8]>> {
        match self.files.read(path) {
            Ok(bytes) => Some(bytes),
            Err(error) => {
                self.found.push(error.diagnostic(at.clone(), self.files));
                None
            }
        }
    }

    /// A file of geometries, read once however often it is named.
    fn collection(&mut self, path: &str, at: &Location) -> Option<Arc<Collection>> {
        if let Some(known) = self.collections.get(path) {
            return known.clone();
        }
        self.prefetch([path]);
        let read = match self.ahead.remove(path)? {
            Ok((collection, problems)) => {
                self.found.append(&problems);
                Some(Arc::new(collection))
            }
            Err(error) => {
                self.found.push(error.diagnostic(at.clone(), self.files));
                None
            }
        };
        self.collections.insert(path.to_owned(), read.clone());
        read
    }

    /// Reads files of geometries side by side, for [`collection`](Self::collection) to give and to tell
    /// their problems in the order in which they are asked for.
    fn prefetch<'p>(&mut self, paths: impl IntoIterator<Item = &'p str>) {
        let wanted: BTreeSet<&str> = paths
            .into_iter()
            .filter(|path| !self.collections.contains_key(*path) && !self.ahead.contains_key(*path))
            .collect();
        let wanted: Vec<&str> = wanted.into_iter().collect();
        let limits = self.files.limits();
        let beside: BTreeMap<&str, Beside> = wanted
            .iter()
            .map(|path| (*path, self.files.companions(path)))
            .filter(|(_, companions)| !companions.is_empty())
            .map(|(path, companions)| (path, Beside { companions, limits }))
            .collect();
        let alone = Beside { limits, ..Beside::default() };
        let counted = self.counted.map(AtomicU64::new);
        let recall = Recall::default();
        let shared = Mutex::new(std::mem::take(&mut self.shared));
        let all = self.files.read_each(&wanted, |path, bytes| {
            let beside = beside.get(path).unwrap_or(&alone);
            if beyond(&counted, &limits).is_some() {
                return (Collection::default(), Diagnostics::new());
            }
            let number = wanted.binary_search(&path).unwrap_or_default();
            let (mut collection, problems) = match wanted.len() {
                1 => format::read(bytes, path, beside),
                _ => recall
                    .with(number, |recalled| format::read_recalling(bytes, path, beside, recalled)),
            };
            antimeridian::cut(&mut collection);
            // What is told again takes no memory.
            let new = lock(&shared).settle(&mut collection);
            counted[0].fetch_add(new, Ordering::Relaxed);
            counted[1].fetch_add(collection.records.len() as u64, Ordering::Relaxed);
            (collection, problems)
        });
        self.shared = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(
            &mut self.counted,
            counted.each_ref().map(|n| n.load(Ordering::Relaxed)),
        );
        // Which files were left out depends on which came first, so that none is given.
        let beyond = beyond(&counted, &limits);
        if let Some(beyond) = &beyond
            && before[0] <= limits.vertices
            && before[1] <= limits.features
        {
            let first = wanted.first().copied().unwrap_or_default();
            self.found.push(beyond.clone().at(Location::file(first)));
        }
        for (path, read) in wanted.into_iter().zip(all) {
            if beyond.is_some() {
                let nothing = (Collection::default(), Diagnostics::new());
                self.ahead.insert(path.to_owned(), read.map(|_| nothing));
                continue;
            }
            self.ahead.insert(path.to_owned(), read);
        }
    }

    /// Reads the files of geometries that entries name by `file`, all of them side by side; what is wrong
    /// with these is told when the entries are read.
    fn prefetch_of(&mut self, tables: &[&Table]) {
        let mut paths = Vec::new();
        for table in tables {
            let named = Fields::new("", table).texts("file", &mut Findings::default());
            for (text, _) in named {
                match Files::is_pattern(&text) {
                    true => paths.extend(self.files.glob(&text).unwrap_or_default()),
                    false => paths.push(text),
                }
            }
        }
        let has_geometries = |path: &&str| GeometryFormat::of(path).is_some();
        self.prefetch(paths.iter().map(String::as_str).filter(has_geometries));
    }

    /// The paths that a key names: a path, a pattern, or a list of them.
    fn paths(&mut self, fields: &Fields<'_>, key: &'static str) -> Vec<(String, Location)> {
        if fields.get(key).is_none() {
            fields.missing(key, &mut self.found);
        }
        let mut paths = Vec::new();
        for (text, at) in fields.texts(key, &mut self.found) {
            if !Files::is_pattern(&text) {
                paths.push((text, at.clone()));
                continue;
            }
            match self.files.glob(&text) {
                Ok(matching) if matching.is_empty() => self.found.push(
                    Diagnostic::error("no-match", format!("no file matches `{text}`"))
                        .at(at.clone())
                        .remedy("patterns are relative to the atlas's folder; `*` stays in one"),
                ),
                Ok(matching) => paths.extend(matching.into_iter().map(|path| (path, at.clone()))),
                Err(error) => {
                    let diagnostic = error.diagnostic(at.clone(), self.files);
                    self.found.push(diagnostic);
                }
            }
        }
        paths
    }

    /// The files of geometries that a key names, with their paths.
    fn collections(
        &mut self,
        fields: &Fields<'_>,
        key: &'static str,
    ) -> Vec<(String, Arc<Collection>)> {
        let paths = self.paths(fields, key);
        self.prefetch(paths.iter().map(|(path, _)| path.as_str()));
        let read = |(path, at): (String, Location)| {
            self.collection(&path, &at).map(|collection| (path, collection))
        };
        paths.into_iter().filter_map(read).collect()
    }

    /// The form of dates that the key `dates` states.
    fn date_form(&mut self, fields: &Fields<'_>) -> Option<DateForm> {
        let text = fields.text("dates", &mut self.found)?;
        let form = DateForm::stated(&text);
        if form.is_none() {
            let at = fields.get("dates").map(|value| value.location.clone());
            self.found.push(
                Diagnostic::error("unknown-date-form", format!("there is no date form `{text}`"))
                    .at(at.unwrap_or_default())
                    .remedy("write `m/d/yyyy` or `d/m/yyyy`; other forms need no word"),
            );
        }
        form
    }

    /// A status by name. Names that are not known are the dataset's own, unless they look like a
    /// slip.
    fn status(&mut self, text: &str, at: &Location) -> Status {
        let name = text.trim().to_lowercase();
        if let Some(status) = Status::parse(&name) {
            return status;
        }
        let known = Status::KNOWN.iter().map(Status::as_str);
        if let Some(near) = crate::diagnostic::nearest(&name, known) {
            self.found.push_once(
                text,
                Diagnostic::warning("unknown-status", format!("there is no status `{text}`"))
                    .at(at.clone())
                    .remedy(format!("did you mean `{near}`? It is kept as the atlas's own")),
            );
        }
        Status::Other(name)
    }

    /// A claim by name.
    fn claim(&mut self, text: &str, at: &Location) -> super::Claim {
        let name = text.trim().to_lowercase();
        super::Claim::parse(&name).unwrap_or_else(|| {
            let known = super::Claim::ALL.map(super::Claim::as_str);
            let remedy = suggest(&name, known.into_iter(), "claims");
            self.found.push_once(
                text,
                Diagnostic::error("unknown-claim", format!("there is no claim `{text}`"))
                    .at(at.clone())
                    .remedy(remedy),
            );
            super::Claim::default()
        })
    }

    /// Tells what was mended in all files together.
    fn told_repairs(&mut self) {
        // Other formats wind their rings as they like.
        let repairs = |path: &str, c: &Collection| match GeometryFormat::of(path) {
            Some(GeometryFormat::Json | GeometryFormat::JsonLines) => c.repairs,
            _ => Repairs { reversed: 0, ..c.repairs },
        };
        let read = self.collections.iter().filter_map(|(path, c)| Some((path, c.as_ref()?)));
        let read = read.map(|(path, c)| (path, repairs(path, c)));
        let mended: Vec<_> = read.filter(|(_, repairs)| *repairs != Repairs::default()).collect();
        let Some((first, _)) = mended.first() else { return };
        let sum = mended.iter().fold(Repairs::default(), |sum, (_, repairs)| sum.and(*repairs));
        let others = match mended.len() {
            1 => String::new(),
            2 => " (in this and one other file)".to_owned(),
            n => format!(" (in this and {} other files)", n - 1),
        };
        let at = Location::file(first.as_str());
        if sum.heights > 0 {
            let heights = if sum.heights == 1 { "height was" } else { "heights were" };
            let message = format!("{} {heights} dropped{others}", sum.heights);
            self.found.push(
                Diagnostic::note("height-dropped", message)
                    .at(at.clone())
                    .remedy("maps need longitude and latitude only"),
            );
        }
        if sum.closed > 0 {
            let rings = if sum.closed == 1 { "ring was" } else { "rings were" };
            let message = format!("{} {rings} left open and closed{others}", sum.closed);
            self.found.push(
                Diagnostic::note("ring-closed", message)
                    .at(at.clone())
                    .remedy("repeat the first point of a ring at its end (RFC 7946, 3.1.6)"),
            );
        }
        if sum.collapsed > 0 {
            let message = format!("{} rings without an area were left out{others}", sum.collapsed);
            self.found.push(
                Diagnostic::note("ring-left-out", message).at(at.clone()).remedy(
                    "nothing is lost with them; simplifying by less would keep small islands",
                ),
            );
        }
        if sum.reversed > 0 {
            let rings = if sum.reversed == 1 { "ring was" } else { "rings were" };
            let message =
                format!("{} {rings} wound the wrong way and turned{others}", sum.reversed);
            self.found.push(
                Diagnostic::note("ring-reversed", message)
                    .at(at)
                    .remedy("wind outlines counterclockwise, holes clockwise (RFC 7946, 3.1.6)"),
            );
        }
    }
}

/// The problem that files together have more vertices or features than allowed.
fn beyond([vertices, features]: &[AtomicU64; 2], limits: &Limits) -> Option<Diagnostic> {
    if vertices.load(Ordering::Relaxed) > limits.vertices {
        return Some(too_many_vertices("more", limits.vertices));
    }
    let features = features.load(Ordering::Relaxed);
    (features > limits.features).then(|| too_many_features("more", limits.features))
}
