//! Dates of data about which nobody says which property tells them.

use super::{Reader, list, quoted};
use crate::dataset::dating::rhythm;
use crate::dataset::read::dates::{self, DateForm};
use crate::dataset::read::properties::{DATE, FROM, Origin, UNTIL};
use crate::diagnostic::Location;
use crate::math::Day;
use crate::source::collection::Collection;
use crate::source::files::Files;
use std::collections::{BTreeMap, BTreeSet};

/// Whether features have dates.
pub(super) fn has_dates(collection: &Collection) -> bool {
    [DATE, FROM, UNTIL].iter().any(|names| Origin::Natural(names).settle(collection).is_property())
}

/// Whether features of some files say when they begin or end.
pub(super) fn has_intervals(reader: &mut Reader<'_>, paths: &[String]) -> bool {
    paths.iter().any(|path| {
        let collection = reader.collection(path, &Location::file(path));
        let has = |collection: &Collection| {
            [FROM, UNTIL]
                .iter()
                .any(|names| Origin::Natural(names).settle(collection).is_property())
        };
        collection.is_some_and(|collection| has(&collection))
    })
}

/// The line `report_every = …`, if files or features have dates with a rhythm; else nothing.
pub(super) fn report_every(reader: &mut Reader<'_>, paths: &[String]) -> String {
    if has_intervals(reader, paths) {
        return String::new();
    }
    let names: Vec<&str> = paths.iter().map(String::as_str).collect();
    let named = dates::in_names(&names);
    let mut days: BTreeSet<Day> = BTreeSet::new();
    for (path, named) in paths.iter().zip(named) {
        days.extend(named.map(|named| named.day));
        let Some(collection) = reader.collection(path, &Location::file(path)) else { continue };
        let date = Origin::Natural(DATE).settle(&collection);
        let texts: Vec<_> =
            collection.records.iter().filter_map(|r| date.of(&r.properties)).collect();
        let form = DateForm::of(texts.iter().map(|text| &**text));
        // Faults are told when it is read in earnest.
        let whens = texts.iter().filter_map(|text| form.parse(text).ok().flatten());
        for when in whens {
            if when.interval {
                return String::new();
            }
            days.extend(when.day());
        }
    }
    let days: Vec<Day> = days.into_iter().collect();
    rhythm(&days).map_or(String::new(), |days| format!("report_every = {days}\n"))
}

/// Files as the value of `file`: by patterns where these match no other file, else one by one.
pub(super) fn pattern(reader: &mut Reader<'_>, paths: &[String]) -> String {
    /// So few are told one by one.
    const FEW: usize = 4;
    if paths.len() <= FEW {
        return format!("[{}]", list(paths));
    }
    let mut patterns: BTreeMap<String, usize> = BTreeMap::new();
    for path in paths {
        let (folder, name) = path.rsplit_once('/').map_or(("", path.as_str()), |(f, n)| (f, n));
        let ending = name.split_once('.').map_or("", |(_, ending)| ending);
        let stem = name.strip_suffix(ending).unwrap_or(name).trim_end_matches('.');
        let start = stem.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let slash = if folder.is_empty() { "" } else { "/" };
        let start = stem.get(..start).unwrap_or_default();
        *patterns.entry(format!("{folder}{slash}{start}*.{ending}")).or_default() += 1;
    }
    let known: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
    let same = patterns.iter().all(|(pattern, count)| {
        // A name may have letters that mean something in a pattern.
        let plain = pattern.matches('*').count() == 1 && Files::is_pattern(pattern);
        plain
            && reader.files.glob(pattern).is_ok_and(|found| {
                found.len() == *count && found.iter().all(|path| known.contains(path.as_str()))
            })
    });
    match (same && patterns.len() < paths.len(), patterns.len()) {
        (true, 1) => patterns.keys().map(|pattern| quoted(pattern)).collect(),
        (true, _) => format!("[{}]", list(&patterns.into_keys().collect::<Vec<_>>())),
        (false, _) => format!("[{}]", list(paths)),
    }
}
