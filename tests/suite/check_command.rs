//! `salient check` as a program of a pipeline: what it fails on, and what it writes for others to read.

use crate::command::Folder;
use serde_json::Value;

/// An atlas with two warnings (an event of an unknown place, ground held twice) and some notes.
fn doubtful() -> Folder {
    let folder = Folder::with_atlas("doubtful");
    folder.edit("map/events.csv", "Mill", "Mil");
    folder.edit("map/control.geojson", "[11,50],[10,50],[10,49]", "[11,50.2],[10,50.2],[10,49]");
    folder
}

#[test]
fn warnings_and_codes_can_be_denied_and_allowed() {
    let folder = doubtful();
    let check = |words: &[&str]| folder.salient(&[&["check", "map"], words].concat());
    let run = check(&[]).succeeded();
    assert!(run.err.ends_with("map: no errors, 2 warnings, 1 note\n"), "{}", run.err);
    check(&["--deny", "warnings"]).failed(1, &["2 warnings, 1 note; 2 of them are denied"]);
    check(&["--deny", "notes"]).failed(1, &["; 3 of them are denied"]);
    check(&["--deny", "overlap"]).failed(1, &["; 1 of them is denied"]);
    check(&["--deny", "gap"]).succeeded();
    let run = check(&["--deny", "warnings", "--allow", "overlap,unknown-place"]).succeeded();
    assert!(run.err.ends_with("map: no errors, 0 warnings, 1 note\n"), "{}", run.err);
    check(&["--deny", "overlp"]).failed(2, &["no code `overlp`", "`overlap`"]);
    check(&["--allow", "gap", "--deny", "gap"]).failed(2, &["both denied and allowed"]);
    // What keeps an atlas from being drawn cannot be allowed.
    folder.edit("map/control.geojson", "\"south\"", "\"sooth\"");
    check(&["--allow", "unknown-party"]).failed(1, &["error[unknown-party]", "map: 1 error, "]);
}

#[test]
fn problems_are_shown_with_their_lines() {
    let folder = doubtful();
    folder.edit("map/atlas.toml", "title", "titel");
    let said = folder.salient(&["check", "map"]).succeeded().err;
    let line = "atlas.toml:2:1: warning[unknown-key]: `[atlas]` has no key `titel`\n    \
                2 | titel = \"Two sides\"\n      | ^\n  help: did you mean `title`?\n";
    assert!(said.starts_with(line), "{said}");
    assert!(said.contains("  and: control.geojson:2 (feature 1)\n"), "{said}");
}

#[test]
fn programs_get_one_document() {
    let folder = doubtful();
    let run = folder.salient(&["check", "map", "--format", "json", "--deny", "overlap"]);
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    let document: Value = serde_json::from_str(&run.out).unwrap();
    let counts = ["errors", "warnings", "notes", "denied"].map(|key| document[key].as_u64());
    assert_eq!(counts, [Some(0), Some(2), Some(1), Some(1)]);
    let problems = document["problems"].as_array().unwrap();
    let overlap = problems.iter().find(|problem| problem["code"] == "overlap").unwrap();
    assert_eq!((&overlap["file"], &overlap["feature"]), (&"control.geojson".into(), &2.into()));
    assert_eq!(overlap["others"][0]["feature"], 1);
    assert_eq!((&overlap["from"], &overlap["until"]), (&"2020-01-01".into(), &"2020-01-11".into()));
    // A fifth of a degree by a degree.
    let area = overlap["area_km2"].as_f64().unwrap();
    assert!((area / (0.2 * 111.24 * 71.55) - 1.0).abs() < 0.01, "{area}");
    let at = ["lon", "lat"].map(|key| overlap[key].as_f64().unwrap());
    assert!((10.0..11.0).contains(&at[0]) && (50.0..50.2).contains(&at[1]), "{at:?}");
    let run = folder.salient(&["check", "map", "--format", "json"]).succeeded();
    assert_eq!(
        run.out.replace("\"denied\": 0", "\"denied\": 1"),
        folder.salient(&["check", "map", "--format", "json", "--deny", "overlap"]).out
    );
}

#[test]
fn github_gets_annotations() {
    let folder = doubtful();
    let run = folder.salient(&["check", "map", "--format", "github"]).succeeded();
    let place = "::warning file=map/events.csv,line=2,title=unknown-place::there is no place `Mil`\
                 %0Ahelp: did you mean `Mill`?\n";
    assert!(run.out.contains(place), "{}", run.out);
    assert!(run.out.lines().all(|line| line.starts_with("::")), "{}", run.out);
}

#[test]
fn codes_are_explained() {
    let folder = Folder::new("explain");
    let all = folder.salient(&["check", "--explain"]).succeeded().out;
    assert!(all.lines().count() > 100, "{all}");
    assert!(all.lines().any(|line| line.starts_with("overlap  ")), "{all}");
    let one = folder.salient(&["check", "--explain", "overlap"]).succeeded().out;
    assert!(one.starts_with("overlap\n\nWarning") && one.contains("warning[overlap]"), "{one}");
    let wrong = folder.salient(&["check", "--explain", "overlp"]);
    wrong.failed(2, &["Did you mean `overlap`?"]);
    folder.salient(&["check"]).failed(2, &["ATLAS"]);
}

/// Half an atlas is still looked at.
#[test]
fn errors_do_not_hide_what_else_is_wrong() {
    let folder = doubtful();
    folder.edit("map/atlas.toml", "palette", "pallete");
    folder.edit("map/places.csv", "10.5", "ten");
    let run = folder.salient(&["check", "map"]);
    run.failed(1, &["error[bad-number]", "warning[overlap]"]);
    assert!(!run.err.contains("unused-party"), "{}", run.err);
}
