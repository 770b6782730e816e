use super::*;
use crate::dataset::builtin;
use std::borrow::Cow;

fn checked(toml: &str, files: &[(&str, &str)]) -> String {
    let all = [("atlas.toml", toml)].into_iter().chain(files.iter().copied());
    let owned = all.map(|(path, text)| (path.to_owned(), Cow::Owned(text.as_bytes().to_vec())));
    let (atlas, found) = crate::dataset::open(&mut Files::memory(owned), "t");
    assert!(found.is_empty(), "{found}");
    check(&atlas.unwrap()).to_string()
}

const ATLAS: &str = "[atlas]\nfrom = 2020-01-01\nuntil = 2020-02-01\n";

#[test]
fn control_is_checked() {
    let area = |properties: &str| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{{properties}}},\"geometry\":{{\"type\":\
             \"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}}}}"
        )
    };
    let features = [
        area(r#""party":"red","from":"2020-01-05","until":"2020-01-05","source":"s""#),
        area(r#""party":"red","from":"2020-03-05","source":"s""#),
        area(r#""party":"red","status":"contested""#),
        area(r#""party":"red","other":"red","source":"s""#),
    ];
    let file =
        format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}]}}", features.join(",\n"));
    assert_eq!(
        checked(
            &format!(
                "{ATLAS}[[party]]\nid = \"red\"\n[[party]]\nid = \"blue\"\n\
                 [[control]]\nfile = \"c.geojson\"\n"
            ),
            &[("c.geojson", &file)]
        ),
        "c.geojson:2 (feature 1): warning[empty-interval]: it is valid on no day: from 2020-01-05 \
         until 2020-01-05\n  help: `until` is the first day on which it is no longer so\n\
         c.geojson:3 (feature 2): note[outside-days]: 1 area or line lies outside the atlas's \
         days\n  help: the atlas is from 2020-01-01 until 2020-02-01\n\
         c.geojson:4 (feature 3): warning[one-sided]: 1 contested area names only one side\n  \
         help: name the other one in `contested_by`, or map the value with `between`\n\
         c.geojson:5 (feature 4): warning[one-sided]: 1 area names the same party on both sides\n  \
         help: name the other side\n\
         warning[unused-party]: party `blue` holds nothing\n  \
         help: remove it, or check how the data spells its name\n\
         c.geojson:4 (feature 3): note[no-source]: 1 area has no source\n  \
         help: add a property `source` to the features, or once to their collection\n\
         note[no-credits]: the atlas credits nobody\n  \
         help: name sources and licenses in `credits` of [atlas]\n\
         note[no-license]: nothing says under what license the data may be used\n  \
         help: write `license = \"CC BY 4.0\"`, or what it is, into [atlas]"
    );
}

#[test]
fn places_and_events_are_checked() {
    assert_eq!(
        checked(
            &format!(
                "{ATLAS}credits = [\"c\"]\n[places]\nfile = \"p.csv\"\n[events]\nfile = \"e.csv\"\n"
            ),
            &[
                (
                    "p.csv",
                    "name,lon,lat\nMartuni,47.1,39.8\nMartuni,45.3,40.1\nMartuni,47.1,39.81\n"
                ),
                ("e.csv", "date,place,text,source\n2019-01-01,,a,s\n2020-01-01,Martuni,b,\n"),
            ]
        ),
        "p.csv:3: warning[duplicate-place]: there are two places `Martuni`, 157 km apart; events \
         there go to the first, p.csv:2\n  \
         help: give each a name of its own, such as `Martuni (Gegharkunik)`\n\
         e.csv:2: note[event-without-place]: 1 event has no position\n  \
         help: they are listed but not drawn; give them a place, or lon and lat\n\
         e.csv:2: note[outside-days]: 1 event lies outside the atlas's days\n  \
         help: the atlas is from 2020-01-01 until 2020-02-01\n\
         e.csv:3: note[no-source]: 1 event has no source\n  help: fill in the column `source`\n\
         note[no-license]: nothing says under what license the data may be used\n  \
         help: write `license = \"CC BY 4.0\"`, or what it is, into [atlas]"
    );
}

#[test]
fn the_built_in_atlas_has_no_warnings() {
    for name in builtin::names() {
        let atlas = builtin::open(name).unwrap().0.unwrap();
        let found = check(&atlas);
        let notes = found.count(crate::diagnostic::Severity::Note);
        assert_eq!(found.iter().count(), notes, "{found}");
    }
}

#[test]
fn unused_files_are_noted() {
    let files = [("atlas.toml", ATLAS), ("left.csv", "a\n")];
    let owned = files.map(|(path, text)| (path.to_owned(), Cow::Borrowed(text.as_bytes())));
    let mut files = Files::memory(owned);
    crate::dataset::open(&mut files, "t");
    assert_eq!(
        unused(&files).to_string(),
        "left.csv: note[unused-file]: the file is not used by anything in the atlas\n  \
         help: name it in atlas.toml or remove it"
    );
}
