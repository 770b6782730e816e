//! Whole atlases, good and bad, as their users see them.

use crate::dataset::*;
use crate::diagnostic::Diagnostics;
use crate::math::{Day, Precision, Validity};
use crate::source::files::Files;
use std::borrow::Cow;

mod areas;
mod bare;
mod base;
mod drawing;
mod faults;
mod fuzz;
mod marks;
mod points;
mod settlements;
mod vague;

/// Opens an atlas of some files.
fn open(files: &[(&str, &str)]) -> (Option<Atlas>, Diagnostics) {
    let owned =
        files.iter().map(|(path, text)| ((*path).to_owned(), Cow::Owned(text.as_bytes().to_vec())));
    super::open(&mut Files::memory(owned), "test")
}

/// An atlas of January 2020 with two parties and what else is given.
fn toml(more: &str) -> String {
    format!(
        "[atlas]\ntitle = \"T\"\nfrom = 2020-01-01\nuntil = 2020-02-01\ncredits = [\"c\"]\n\
         [[party]]\nid = \"red\"\naliases = [\"Reds\"]\n[[party]]\nid = \"blue\"\n{more}"
    )
}

/// Opens an atlas that must be sound.
fn sound(more: &str, files: &[(&str, &str)]) -> Atlas {
    let toml = toml(more);
    let all: Vec<_> =
        [("atlas.toml", toml.as_str())].into_iter().chain(files.iter().copied()).collect();
    let (atlas, found) = open(&all);
    assert!(found.is_empty(), "{found}");
    atlas.unwrap()
}

/// All problems of an atlas.
fn messages(more: &str, files: &[(&str, &str)]) -> String {
    let toml = toml(more);
    let all: Vec<_> =
        [("atlas.toml", toml.as_str())].into_iter().chain(files.iter().copied()).collect();
    let (atlas, found) = open(&all);
    assert_eq!(atlas.is_none(), found.has_errors());
    found.to_string()
}

/// A collection of square features, each from its properties (as JSON members) and its west side.
fn squares(features: &[(&str, f64)]) -> String {
    let feature = |(properties, x): &(&str, f64)| {
        let (a, b) = (*x, x + 1.0);
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{{properties}}},\"geometry\":{{\"type\":\
             \"Polygon\",\"coordinates\":[[[{a},0],[{b},0],[{b},1],[{a},1],[{a},0]]]}}}}"
        )
    };
    let features: Vec<String> = features.iter().map(feature).collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}]}}", features.join(",\n"))
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// The areas of the first control layer.
fn areas(atlas: &Atlas) -> &[ControlArea] {
    match &atlas.control[0] {
        ControlLayer::Areas(areas) => areas,
        ControlLayer::Places(_) | ControlLayer::Towns(_) => panic!("not a layer of areas"),
    }
}

/// Party and validity of each area, in a readable form.
fn told(areas: &[ControlArea]) -> Vec<String> {
    let end = |day: Option<Day>| day.map_or("..".to_owned(), |day| day.to_string());
    let tell = |area: &ControlArea| {
        let Validity { from, until } = area.validity;
        let party = area.party.map_or("nobody".to_owned(), |id| id.0.to_string());
        format!("{party} {} {}", end(from), end(until))
    };
    areas.iter().map(tell).collect()
}
