//! `[[control]]` with dated polygons.

use super::Reader;
use super::dates::{self, Named, When};
use super::fields::Fields;
use super::filter::Filter;
use super::ground;
use super::holder::HolderRule;
use super::properties::{CLAIM, NAME, Origin, SOURCE, text_of};
use super::reports;
use super::snapshots::{self, Draft};
use super::time::{Dated, Time, Times};
use crate::dataset::{Claim, ControlLayer, Dating, Series, Timing};
use crate::diagnostic::{Diagnostic, Location};
use crate::math::Day;
use crate::source::collection::{Collection, Record, Shape};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a layer says of its features.
struct Rules {
    filter: Filter,
    holder: HolderRule,
    times: Times,
    claim: Origin,
    name: Origin,
    source: Origin,
}

impl Rules {
    fn settle(&self, collection: &Collection) -> Self {
        let holder = self.holder.settle(collection);
        let mut name = self.name.settle(collection);
        // Where the holder is all that is told, the area has no name of its own.
        if matches!(self.name, Origin::Natural(_)) && name.same_property(holder.held_by()) {
            name = Origin::Natural(&[]);
        }
        Self {
            filter: self.filter.clone(),
            holder,
            times: self.times.settle(collection),
            claim: self.claim.settle(collection),
            name,
            source: self.source.settle(collection),
        }
    }
}

/// Reads a layer of areas.
pub(super) fn read(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    stated: Option<Time>,
) -> Option<(ControlLayer, Series)> {
    let rules = Rules {
        filter: Filter::read(reader, fields),
        holder: HolderRule::read(fields, &mut reader.found),
        times: Times::read(reader, fields),
        claim: Origin::read(fields, "claim", CLAIM, &mut reader.found),
        name: Origin::read(fields, "name", NAME, &mut reader.found),
        source: Origin::read(fields, "source", SOURCE, &mut reader.found),
    };
    let report_every = reports::every(reader, fields);
    let within = ground::read(reader, fields, "within");
    let rear = fields.flag("rear", &mut reader.found).unwrap_or(false);
    let files = reader.collections(fields, "file");
    if files.is_empty() {
        return None;
    }
    rules.filter.check(reader, fields, files.iter().map(|(_, collection)| &**collection));
    let files: Vec<(String, Arc<Collection>, Rules)> = files
        .into_iter()
        .map(|(path, collection)| {
            let settled = rules.settle(&collection);
            (path, collection, settled)
        })
        .collect();
    let paths: Vec<&str> = files.iter().map(|(path, ..)| path.as_str()).collect();
    let named = dates::in_names(&paths);
    let time = stated.unwrap_or_else(|| guess(reader, &files, &named));
    let (drafts, dates) = drafts(reader, &files, &named, time);
    reports::keep(reader, report_every, time, &dates);
    if time != Time::Interval {
        // Of ground that stays as it is nothing else tells the later dates.
        let own = drafts.iter().map(|draft| draft.dated.date.or(draft.dated.from));
        reader.days.extend(own.filter_map(|date| date?.day()));
    }
    let series = series(&files, &named, &drafts, &dates, time);
    let mut areas = snapshots::lower(drafts, time, &rules.times, &dates);
    for area in &mut areas {
        area.within.clone_from(&within);
        area.rear = rear;
    }
    Some((ControlLayer::Areas(areas), series))
}

/// How the layer is dated; the dates of snapshots with the file or feature that has each.
fn series(
    files: &[(String, Arc<Collection>, Rules)],
    named: &[Option<Named>],
    drafts: &[Draft],
    dates: &[Day],
    time: Time,
) -> Series {
    let timing = match time {
        Time::Interval => Timing::Interval,
        Time::Change => Timing::Change,
        Time::Places => Timing::Places,
        Time::Snapshot => Timing::Snapshot,
    };
    if timing != Timing::Snapshot {
        return Series { timing, ..Series::default() };
    }
    let mut places: BTreeMap<Day, Location> = BTreeMap::new();
    for ((path, _, _), named) in files.iter().zip(named) {
        if let Some(named) = named {
            places.entry(named.day).or_insert_with(|| Location::file(path));
        }
    }
    for draft in drafts {
        if let Some(day) = draft.dated.date.and_then(|date| date.day()) {
            places.entry(day).or_insert_with(|| draft.location.clone());
        }
    }
    places.retain(|day, _| dates.binary_search(day).is_ok());
    Series { timing, dates: places.into_iter().collect(), ..Series::default() }
}

/// How the layer tells time, where nothing is stated: by intervals if its features have them; by
/// snapshots if its files or features have dates; else it always holds.
fn guess(
    reader: &mut Reader<'_>,
    files: &[(String, Arc<Collection>, Rules)],
    named: &[Option<Named>],
) -> Time {
    let times = files.iter().map(|(_, collection, rules)| (collection, &rules.times));
    let mut times = times.map(|(c, times)| times.has_interval() || times.has_interval_dates(c));
    if times.any(|interval| interval) {
        return Time::Interval;
    }
    if named.iter().all(Option::is_some) {
        return Time::Snapshot;
    }
    if let Some((path, _, _)) = files.iter().find(|(_, _, rules)| rules.times.has_date()) {
        reader.found.push(
            Diagnostic::note("guessed-time", "each date is taken to replace all before it")
                .at(Location::file(path))
                .remedy("say `time = \"snapshot\"`, or `time = \"change\"` if dates add to it"),
        );
        return Time::Snapshot;
    }
    Time::Interval
}

/// All areas of the files, with the dates of all files and features.
fn drafts(
    reader: &mut Reader<'_>,
    files: &[(String, Arc<Collection>, Rules)],
    named: &[Option<Named>],
    time: Time,
) -> (Vec<Draft>, Vec<Day>) {
    let mut drafts = Vec::new();
    let mut dates: BTreeMap<Day, (&str, Named)> = BTreeMap::new();
    for ((path, collection, rules), named) in files.iter().zip(named.iter().copied()) {
        if time != Time::Interval {
            reader.told(named.map(|named| named.precision));
        }
        if let (Some(named), Time::Snapshot) = (named, time)
            && let Some((other, _)) = dates.insert(named.day, (path, named)).filter(|other| {
                // A folder may hold a day's files.
                other.0 != path && !(other.1.by_folder && named.by_folder)
            })
        {
            reader.found.push(
                Diagnostic::error(
                    "duplicate-snapshot",
                    format!("`{other}` is of {}, too", named.day),
                )
                .at(Location::file(path))
                .remedy("keep one file for each date"),
            );
        }
        let source = collection.foreign.get("source").and_then(text_of);
        for record in collection.records.iter().filter(|record| rules.filter.passes(record)) {
            let Shape::Areas(polygons) = &record.shape else {
                ground::wrong_geometry(reader, &record.shape, &record.location, "areas");
                continue;
            };
            let mut dated = rules.times.of(reader, record);
            if time != Time::Interval
                && !complete(
                    reader,
                    (&mut dated, rules.times.has_text(record)),
                    named,
                    record,
                    time,
                )
            {
                continue;
            }
            let Some(held) = rules.holder.of(reader, record) else { continue };
            let text = |origin: &Origin| origin.of(&record.properties).map(|t| t.into_owned());
            let claim = text(&rules.claim);
            drafts.push(Draft {
                geometry: Arc::clone(polygons),
                held,
                dated,
                claim: claim
                    .map_or(Claim::default(), |claim| reader.claim(&claim, &record.location)),
                name: text(&rules.name),
                source: text(&rules.source).or_else(|| source.as_deref().map(str::to_owned)),
                location: record.location.clone(),
            });
        }
    }
    let mut dates: Vec<Day> = dates.into_keys().collect();
    let own = drafts.iter().map(|draft| draft.dated.date.or(draft.dated.from));
    dates.extend(own.filter_map(|date| date?.day()));
    dates.sort_unstable();
    dates.dedup();
    (drafts, dates)
}

/// Gives a feature the date of its file if it has none; reports when there is none either.
fn complete(
    reader: &mut Reader<'_>,
    (dated, faulty): (&mut Dated, bool),
    named: Option<Named>,
    record: &Record,
    time: Time,
) -> bool {
    let of_name = |named: Named| When::exactly(named.day, named.precision, Dating::Sure);
    dated.date = dated.date.or(named.map(of_name));
    if time == Time::Change {
        dated.date = dated.date.or(dated.from);
    }
    if dated.date.is_none() && !faulty {
        without_date(reader, record);
    }
    dated.date.is_some()
}

/// Reports that nothing dates a feature.
pub(super) fn without_date(reader: &mut Reader<'_>, record: &Record) {
    reader.found.push_once(
        "",
        Diagnostic::error("no-date", "neither the feature nor its file's name has a date")
            .at(record.location.clone())
            .remedy("add a property `date`, or name the file like `2020-09-27.geojson`"),
    );
}
