//! What users get wrong: each mistake has its exit status and its words, and leaves nothing behind.

use crate::command::Folder;

/// Runs a request that cannot be done on a sound atlas.
#[track_caller]
fn refused(arguments: &[&str], words: &[&str]) {
    let folder = Folder::with_atlas("refused");
    folder.salient(arguments).failed(2, words);
    assert_eq!(folder.entries(""), ["map"], "something was left behind");
}

/// Changes one file of the sound atlas and runs `render` and `check`, which say the same.
#[track_caller]
fn broken(name: &str, edits: &[(&str, &str, &str)], words: &[&str]) {
    let folder = Folder::with_atlas(name);
    for (file, old, new) in edits {
        folder.edit(&format!("map/{file}"), old, new);
    }
    folder.salient(&["render", "map", "-o", "x.png"]).failed(1, words);
    folder.salient(&["check", "map"]).failed(1, words);
    folder.salient(&["animate", "map", "-o", "x.gif"]).failed(1, words);
    folder.salient(&["stats", "map", "-o", "x.csv"]).failed(1, words);
    assert_eq!(folder.entries(""), ["map"], "something was left behind");
}

#[test]
fn the_small_atlas_itself_is_sound() {
    let folder = Folder::with_atlas("sound");
    let run = folder.salient(&["check", "map"]).succeeded();
    assert_eq!(run.err, "map: no errors, 0 warnings, 0 notes\n");
    folder.salient(&["render", "map", "--size", "480x270", "-o", "x.png"]).succeeded();
    assert_eq!(folder.entries(""), ["map", "x.png"]);
}

#[test]
fn an_atlas_that_does_not_exist() {
    refused(
        &["render", "karabkh-2020", "-o", "x.png"],
        &["no atlas `karabkh-2020`", "Did you mean `karabakh-2020`?"],
    );
    refused(&["check", "no/such/folder"], &["no atlas `no/such/folder`", "karabakh-2020"]);
    refused(&["list", "mpa"], &["no atlas `mpa`"]);
}

#[test]
fn names_that_are_not_known() {
    refused(
        &["render", "map", "--figure", "overvew", "-o", "x.png"],
        &["no figure `overvew`", "Did you mean `overview`?"],
    );
    refused(
        &["render", "map", "--theme", "atlsa", "-o", "x.png"],
        &["no theme `atlsa`", "did you mean `atlas`?"],
    );
    refused(&["render", "map", "--theme", "x.toml", "-o", "x.png"], &["no theme `x.toml`. Built"]);
    refused(
        &["render", "map", "--set", "front.widht=3", "-o", "x.png"],
        &["no style key `front.widht`", "did you mean `front.width`?"],
    );
    refused(&["render", "map", "--set", "front.width=thick", "-o", "x.png"], &["takes a number"]);
    refused(&["render", "map", "--set", "front.width", "-o", "x.png"], &["KEY=VALUE"]);
    refused(&["rendre", "map", "-o", "x.png"], &["rendre", "'render'"]);
    refused(&["render", "map", "--dtae", "2020-01-02", "-o", "x.png"], &["--dtae", "--date"]);
}

#[test]
fn days_that_do_not_fit() {
    let range = "from 2020-01-01 to 2020-01-10";
    refused(&["render", "map", "--date", "2021-01-01", "-o", "x.png"], &["2021-01-01", range]);
    refused(&["render", "map", "--date", "2020-01-11", "-o", "x.svg"], &["2020-01-11", range]);
    refused(&["export", "map", "--date", "2019-12-31"], &["2019-12-31", range]);
    refused(&["animate", "map", "--from", "2019-12-31", "-o", "x.gif"], &["2019-12-31", range]);
    refused(&["stats", "map", "--until", "2020-01-12"], &["2020-01-12", range]);
    refused(
        &["animate", "map", "--from", "2020-01-05", "--until", "2020-01-05", "-o", "x.gif"],
        &["no day", "2020-01-05"],
    );
    refused(&["render", "map", "--date", "2020-02-30", "-o", "x.png"], &["not a day of the cal"]);
    refused(
        &["render", "map", "--date", "5 January", "-o", "x.png"],
        &["`5 January` is not a date"],
    );
}

#[test]
fn files_that_cannot_be_written() {
    refused(&["render", "map", "-o", "no/x.png"], &["no/x.png", "folder no does not exist"]);
    refused(&["animate", "map", "-o", "no/x.gif"], &["no/x.gif", "folder no does not exist"]);
    refused(&["stats", "map", "-o", "no/x.csv"], &["no/x.csv", "folder no does not exist"]);
    refused(&["render", "map", "-o", "x.bmp"], &["`.bmp`", ".png", ".svg"]);
    refused(&["render", "map", "-o", "x"], &["no ending", ".png"]);
    refused(&["render", "map", "-o", "x.gif"], &["`animate` writes moving pictures"]);
    refused(&["animate", "map", "-o", "x.png"], &[".gif", "`render` writes single maps"]);
    refused(&["stats", "map", "-o", "x.xml"], &["`.xml`", ".csv and .json"]);
    refused(&["export", "map", "-o", "x.csv"], &["`.csv`", ".geojson"]);
    refused(&["render", "map", "-o", "map/../map.png/"], &["`render` writes .png, .svg and .pdf"]);
    refused(&["render", "map"], &["--output"]);
}

/// Who may write everywhere (root in a container) is refused by the kernel's own folder.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_without_permission() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with_atlas("permission");
    fs::create_dir(folder.path("locked")).unwrap();
    fs::set_permissions(folder.path("locked"), Permissions::from_mode(0o555)).unwrap();
    let locked = match fs::write(folder.path("locked/probe"), "") {
        Err(_) => "locked",
        Ok(()) => "/sys",
    };
    for (command, file) in [("render", "x.png"), ("animate", "x.gif"), ("export", "x.geojson")] {
        let path = format!("{locked}/{file}");
        let run = folder.salient(&[command, "map", "-o", &path]);
        run.failed(2, &[&path, &format!("cannot write to the folder {locked}")]);
    }
    assert_eq!(folder.entries(""), ["locked", "map"]);
}

#[test]
fn sizes_that_make_no_map() {
    refused(&["render", "map", "--size", "0x0", "-o", "x.png"], &["at least one pixel"]);
    refused(
        &["render", "map", "--size", "480", "-o", "x.png"],
        &["`480` is not a size", "1920x1080"],
    );
    refused(&["render", "map", "--size", "99999x99999", "-o", "x.png"], &["too large"]);
    refused(&["animate", "map", "--size", "99999x99999", "-o", "x.gif"], &["too large"]);
    refused(&["render", "map", "--width", "160", "-o", "x.png"], &["with its unit"]);
    refused(&["render", "map", "--width", "9km", "-o", "x.png"], &["with its unit"]);
    refused(&["render", "map", "--width", "1m", "--dpi", "nan", "-o", "x.png"], &["with its unit"]);
    refused(&["render", "map", "--width", "9mm", "--dpi", "nan", "-o", "x.png"], &["dpi"]);
}

/// However small, there is a map or a refusal, never a crash.
#[test]
fn tiny_sizes_do_not_crash() {
    for size in ["1x1", "16x9", "100x100", "30x400", "400x30"] {
        let folder = Folder::with_atlas(&format!("tiny-{size}"));
        for file in ["x.png", "x.svg"] {
            let run = folder.salient(&["render", "map", "--size", size, "-o", file]);
            assert!(matches!(run.status, 0 | 2), "{size}: status {}: {}", run.status, run.err);
        }
    }
}

#[test]
fn mistakes_in_the_description() {
    broken(
        "toml",
        &[("atlas.toml", "\"Two sides\"", "\"Two sides")],
        &["atlas.toml:2:", "error[bad-toml]"],
    );
    broken(
        "file",
        &[("atlas.toml", "control.geo", "contrl.geo")],
        &[
            "atlas.toml:15:8: error[missing-file]: there is no file `contrl.geojson`",
            "did you mean `control.geojson`?",
        ],
    );
    broken("date", &[("atlas.toml", "2020-01-01", "\"soon\"")], &["atlas.toml:3:8", "`soon`"]);
    broken("order", &[("atlas.toml", "2020-01-01", "2021-01-01")], &["inverted-interval"]);
}

#[test]
fn mistakes_in_figures_are_found_by_check_too() {
    let folder = Folder::with_atlas("figure-key");
    folder.edit("map/atlas.toml", "palette", "pallete");
    for command in [&["check", "map"][..], &["render", "map", "-o", "x.png"]] {
        folder.salient(command).failed(1, &["atlas.toml:23:", "`overview`", "`pallete`"]);
    }
    let folder = Folder::with_atlas("figure-party");
    folder.edit("map/atlas.toml", "palette = { north", "palette = { nroth");
    folder.salient(&["check", "map"]).failed(1, &["atlas.toml:23:", "`nroth`", "`north`?"]);
    folder.salient(&["render", "map", "-o", "x.png"]).failed(2, &["`nroth`", "`north`?"]);
    assert_eq!(folder.entries(""), ["map"]);
}

#[test]
fn mistakes_in_control() {
    let control = "control.geojson";
    broken(
        "json",
        &[(control, "\"geometry\": {", "\"geometry\" {")],
        &["control.geojson:2:71: error[bad-json]"],
    );
    broken(
        "geojson",
        &[(control, "Polygon", "Poligon")],
        &["control.geojson:2 (feature 1): error[bad-geojson]", "Poligon"],
    );
    broken(
        "party",
        &[(control, "\"south\"", "\"sooth\"")],
        &["control.geojson:3 (feature 2): error[unknown-party]", "did you mean `south`?"],
    );
    let ring = "[[[10,50],[11,50],[11,51],[10,51],[10,50]]]";
    broken("empty", &[(control, ring, "[]")], &["(feature 1): error[empty-geometry]"]);
    broken("nan", &[(control, "[11,50]", "[NaN,50]")], &["control.geojson:2:", "NaN"]);
    broken("huge", &[(control, "[11,50]", "[1e999,50]")], &["control.geojson:2:", "bad-json"]);
    broken("far", &[(control, "[11,50]", "[211,50]")], &["(feature 1): error[out-of-range]"]);
    broken("swapped", &[(control, "[11,50]", "[11,150]")], &["(feature 1)", "seem swapped"]);
    broken("day", &[(control, "2020-01-05", "2020-13-45")], &["(feature 3)", "`2020-13-45`"]);
}

#[test]
fn an_unknown_place_is_a_warning() {
    let folder = Folder::with_atlas("place");
    folder.edit("map/events.csv", "Mill", "Mil");
    let said = "events.csv:2: warning[unknown-place]: there is no place `Mil`\n  \
                help: did you mean `Mill`?\n";
    let run = folder.salient(&["check", "map"]).succeeded();
    let (head, help) = said.split_once('\n').unwrap();
    let line = "    2 | 2020-01-05,Mil,It falls,x";
    assert!(run.err.starts_with(&format!("{head}\n{line}\n{help}")), "{}", run.err);
    assert!(run.err.ends_with("map: no errors, 1 warning, 1 note\n"), "{}", run.err);
    let run = folder.salient(&["render", "map", "--size", "480x270", "-o", "x.png"]).succeeded();
    assert!(run.err.starts_with(said), "{}", run.err);
    let run = folder.salient(&["render", "map", "--size", "480x270", "-o", "x.png", "--quiet"]);
    assert_eq!(run.succeeded().err, "");
}

/// One mistake in each file.
fn all_broken(name: &str) -> Folder {
    let folder = Folder::with_atlas(name);
    folder.edit("map/atlas.toml", "title", "titel");
    folder.edit("map/control.geojson", "\"south\"", "\"sooth\"");
    folder.edit("map/control.geojson", "[11,51]", "[211,51]");
    folder.edit("map/control.geojson", "2020-01-05", "2020-13-45");
    folder.edit("map/places.csv", "10.5", "ten");
    folder.edit("map/events.csv", "2020-01-05", "2020-01-35");
    folder
}

#[test]
fn all_problems_come_at_once() {
    let folder = all_broken("all");
    let words = [
        "atlas.toml:2:1: warning[unknown-key]",
        "control.geojson:2 (feature 1): error[out-of-range]",
        "control.geojson:3 (feature 2): error[unknown-party]",
        "control.geojson:4 (feature 3): error[bad-date]",
        "places.csv:2: error[bad-number]",
        "events.csv:2: error[bad-date]",
    ];
    let checked = folder.salient(&["check", "map"]);
    checked.failed(1, &[&words[..], &["map: 5 errors, 2 warnings, 0 notes"]].concat());
    let drawn = folder.salient(&["render", "map", "-o", "x.png"]);
    drawn.failed(1, &[&words[..], &["5 errors in the data; nothing was written"]].concat());
    assert_eq!(folder.entries(""), ["map"]);
    assert_eq!(folder.entries("map").len(), 4);
}

#[test]
fn json_messages_are_one_object_a_line() {
    let folder = all_broken("all-json");
    let run = folder.salient(&["render", "map", "-o", "x.png", "--format", "json"]);
    let objects = run.objects();
    let errors = objects.iter().filter(|object| object["severity"] == "error").count();
    assert_eq!(errors, 5);
    let party = objects.iter().find(|object| object["code"] == "unknown-party").unwrap();
    assert_eq!(party["file"], "control.geojson");
    assert_eq!(party["line"], 3);
    assert_eq!(party["feature"], 2);
    assert!(party["help"].as_str().unwrap().contains("`south`"));
    assert!(objects.last().unwrap()["error"].as_str().unwrap().starts_with("5 errors"));

    let folder = Folder::with_atlas("json");
    let size = ["--size", "480x270", "--format", "json"];
    let run = folder.salient(&[&["render", "map", "-o", "x.png"], &size[..]].concat());
    let objects = run.succeeded().objects();
    assert_eq!(objects.len(), 1);
    assert!(objects[0]["message"].as_str().unwrap().starts_with("wrote x.png"));
    let run = folder.salient(&[&["render", "map", "-o", "x.bmp"], &size[..]].concat());
    run.failed(2, &["`.bmp`"]);
    assert_eq!(run.objects().len(), 1);
}

/// A failure leaves what was there before as it was.
#[test]
fn an_old_file_survives_a_failure() {
    let folder = Folder::with_atlas("survives");
    folder.write("x.png", "old");
    folder.write("x.gif", "old");
    folder.edit("map/control.geojson", "\"south\"", "\"sooth\"");
    folder.salient(&["render", "map", "-o", "x.png"]).failed(1, &["sooth"]);
    folder.salient(&["animate", "map", "-o", "x.gif"]).failed(1, &["sooth"]);
    assert_eq!(folder.read("x.png"), b"old");
    assert_eq!(folder.read("x.gif"), b"old");
    assert_eq!(folder.entries(""), ["map", "x.gif", "x.png"]);
}
