//! `[[front]]`: front lines that are known without the areas on their sides.

use super::Reader;
use super::dates::{self, When};
use super::fields::Fields;
use super::filter::Filter;
use super::ground;
use super::parties::Holder;
use super::properties::{Origin, SOURCE, text_of};
use super::time::{Dated, Time, Times};
use crate::dataset::{Dating, Front, PartyId};
use crate::diagnostic::Diagnostic;
use crate::math::{Day, Validity};
use crate::source::collection::{Collection, Record, Shape};
use crate::source::toml::Table;
use geo::{Geometry, LineString};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What an entry says of its features.
struct Rules {
    left: Origin,
    right: Origin,
    label: Origin,
    source: Origin,
    times: Times,
}

impl Rules {
    fn settle(&self, collection: &Collection) -> Self {
        Self {
            left: self.left.settle(collection),
            right: self.right.settle(collection),
            label: self.label.settle(collection),
            source: self.source.settle(collection),
            times: self.times.settle(collection),
        }
    }
}

/// Reads one entry. Dates are understood as those of control: snapshots, where each date replaces all
/// lines before it, or intervals.
pub(super) fn read(reader: &mut Reader<'_>, table: &Table) -> Vec<Front> {
    let fields = Fields::new("[[front]]", table);
    let stated = Time::read(reader, &fields).ok().flatten();
    let found = &mut reader.found;
    let rules = Rules {
        left: Origin::read(&fields, "left", &["left", "left_party"], found),
        right: Origin::read(&fields, "right", &["right", "right_party"], found),
        label: Origin::read(&fields, "label", &["label"], found),
        source: Origin::read(&fields, "source", SOURCE, found),
        times: Times::read(reader, &fields),
    };
    let filter = Filter::read(reader, &fields);
    let every = super::reports::every(reader, &fields);
    let files = reader.collections(&fields, "file");
    if !files.is_empty() {
        filter.check(reader, &fields, files.iter().map(|(_, collection)| &**collection));
    }
    fields.finish(&mut reader.found);
    let files: Vec<(String, Arc<Collection>, Rules)> =
        files.into_iter().map(|(path, c)| (path, c.clone(), rules.settle(&c))).collect();
    let paths: Vec<&str> = files.iter().map(|(path, ..)| path.as_str()).collect();
    let named = dates::in_names(&paths);
    let time = match stated {
        Some(time @ (Time::Interval | Time::Snapshot)) => time,
        Some(Time::Change | Time::Places) => {
            let at = table.get("time").map(|value| value.location.clone()).unwrap_or_default();
            reader.found.push(
                Diagnostic::error("unknown-time", "lines are told by `snapshot` or `interval`")
                    .at(at)
                    .remedy("a later line cannot add to an earlier one: write `snapshot`"),
            );
            return Vec::new();
        }
        None => guess(&files, named.iter().all(Option::is_some)),
    };
    let mut fronts = Vec::new();
    let mut days: BTreeSet<Day> = BTreeSet::new();
    for ((_, collection, rules), named) in files.iter().zip(named) {
        let of_name = named.map(|named| When::exactly(named.day, named.precision, Dating::Sure));
        if time == Time::Snapshot {
            reader.told(named.map(|named| named.precision));
            days.extend(named.map(|named| named.day));
        }
        let source = collection.foreign.get("source").and_then(text_of);
        for record in collection.records.iter().filter(|record| filter.passes(record)) {
            let Some(mut front) = feature(reader, rules, record) else { continue };
            let mut dated = rules.times.of(reader, record);
            if time == Time::Snapshot {
                dated.date = dated.date.or(of_name);
                let Some(day) = dated.date.and_then(|date| date.day()) else {
                    if !rules.times.has_text(record) {
                        super::areas::without_date(reader, record);
                    }
                    continue;
                };
                days.insert(day);
            }
            front.source = front.source.or_else(|| source.as_deref().map(str::to_owned));
            fronts.push((front, dated));
        }
    }
    let days: Vec<Day> = days.into_iter().collect();
    super::reports::keep(reader, every, time, &days);
    fronts
        .into_iter()
        .map(|(front, dated)| lower(front, &dated, time, &rules.times, &days))
        .collect()
}

/// How lines tell time where nothing is stated.
fn guess(files: &[(String, Arc<Collection>, Rules)], named: bool) -> Time {
    let interval = files.iter().any(|(_, collection, rules)| {
        rules.times.has_interval() || rules.times.has_interval_dates(collection)
    });
    let dated = named || files.iter().any(|(_, _, rules)| rules.times.has_date());
    if dated && !interval && !files.is_empty() { Time::Snapshot } else { Time::Interval }
}

/// A line with its days. Where its dates are vague it is drawn on all days on which it may have been
/// so, as one whose date is in doubt.
fn lower(front: Front, dated: &Dated, time: Time, times: &Times, days: &[Day]) -> Front {
    let (first, last) = match time {
        Time::Snapshot => (dated.date, None),
        _ => dated.ends(),
    };
    let validity = match (time, dated.date.and_then(|date| date.day())) {
        (Time::Snapshot, Some(day)) => {
            let next = days.get(days.partition_point(|own| *own <= day)).copied();
            Validity::new(Some(day), next)
        }
        _ => dated.whole(),
    };
    let ends = [first, last].into_iter().flatten();
    let dating = ends.map(|when| if when.vague { Dating::Uncertain } else { when.dating }).max();
    Front { validity: times.cut(validity), dating: dating.unwrap_or_default(), ..front }
}

fn feature(reader: &mut Reader<'_>, rules: &Rules, record: &Record) -> Option<Front> {
    let lines: Vec<LineString> = match &record.shape {
        Shape::Plain(Geometry::LineString(line)) => vec![line.clone()],
        Shape::Plain(Geometry::MultiLineString(lines)) => lines.0.clone(),
        other => {
            ground::wrong_geometry(reader, other, &record.location, "lines");
            return None;
        }
    };
    let text = |origin: &Origin| origin.of(&record.properties).map(|t| t.into_owned());
    let mut party = |origin: &Origin| -> Option<PartyId> {
        let name = text(origin)?;
        match reader.parties.resolve(&name, &record.location, &mut reader.found)? {
            Holder::Party(id) => Some(id),
            Holder::Nobody => None,
        }
    };
    Some(Front {
        lines,
        left: party(&rules.left),
        right: party(&rules.right),
        validity: Validity::ALWAYS,
        dating: Dating::Sure,
        label: text(&rules.label),
        source: text(&rules.source),
        location: record.location.clone(),
    })
}
