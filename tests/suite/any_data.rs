//! Data without a description, as people have it.

use crate::command::Folder;

fn area(west: f64, properties: &str) -> String {
    let (a, b) = (west, west + 1.0);
    format!(
        r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Polygon",
        "coordinates":[[[{a},50],[{b},50],[{b},51],[{a},51],[{a},50]]]}}}}"#
    )
}

fn file(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

#[test]
fn a_folder_of_dated_files_is_drawn_and_described() {
    let folder = Folder::new("any-data");
    let day = |name: &str, first: &str, second: &str| {
        let side = |west, side: &str| area(west, &format!(r#""side":"{side}""#));
        folder.write(&format!("data/{name}"), &file(&[side(30.0, first), side(31.0, second)]));
    };
    day("front_20220901.geojson", "North", "South");
    day("front_20220911.geojson", "North", "North");
    let run = folder.salient(&["render", "data", "-o", "map.png", "--size", "400x300"]).succeeded();
    assert!(run.err.contains("note[guessed-atlas]"), "{}", run.err);
    assert!(folder.read("map.png").starts_with(b"\x89PNG"));

    folder.salient(&["new", "atlas", "--from", "data"]).succeeded();
    let text = String::from_utf8(folder.read("atlas/atlas.toml")).unwrap();
    assert!(text.contains("from = 2022-09-01\nuntil = 2022-09-12"), "{text}");
    assert!(text.contains("id = \"South\""), "{text}");
    let run = folder.salient(&["check", "atlas"]).succeeded();
    assert!(!run.err.contains("guessed"), "{}", run.err);
    // Both say the same of the ground.
    let stats = |path: &str| folder.salient(&["stats", path]).succeeded().out;
    assert_eq!(stats("atlas"), stats("data"));
    folder.salient(&["new", "atlas"]).failed(2, &["there is an atlas already"]);
}

#[test]
fn a_new_atlas_is_whole() {
    let folder = Folder::new("new");
    folder.salient(&["new", "mine"]).succeeded();
    folder.salient(&["check", "mine"]).succeeded();
}

/// The pixels of a PNG.
fn pixels(bytes: &[u8]) -> Vec<u8> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    pixels
}

#[test]
fn what_was_assumed_draws_the_same_picture() {
    let folder = Folder::new("assumed");
    let side = |west: f64, more: &str| area(west, &format!(r#""side":"North"{more}"#));
    let line = |date: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"date":"{date}"}},"geometry":{{"type":
            "LineString","coordinates":[[30,50],[31,51]]}}}}"#
        )
    };
    let one = || file(&[side(30.0, "")]);
    let vague =
        [side(30.0, r#","from":"1943-07-02/1943-07-09""#), side(31.0, r#","from":"1943-06-20~""#)];
    let days = [1, 2, 3, 4, 8].map(|n| (format!("c_2024-05-0{n}.geojson"), one()));
    let single = |name: &str, text: String| vec![(name.to_owned(), text)];
    for (name, files) in [
        (
            "years",
            vec![("w_bc500.geojson".to_owned(), one()), ("w_bc480.geojson".to_owned(), one())],
        ),
        ("nodate", single("all.geojson", one())),
        ("vague", single("all.geojson", file(&vague))),
        ("fronts", single("all.geojson", file(&[line("2024-05-01"), line("2024-05-02")]))),
        ("events", single("e.csv", "date,lon,lat,text\n2024-05-01,30,50,Here\n".to_owned())),
        ("gaps", days.into()),
    ] {
        for (path, text) in &files {
            folder.write(&format!("{name}/{path}"), text);
        }
        let (own, atlas) = (format!("{name}.png"), format!("atlas-{name}"));
        folder.salient(&["render", name, "-o", &own, "--size", "640x360"]).succeeded();
        folder.salient(&["new", &atlas, "--from", name]).succeeded();
        folder.salient(&["render", &atlas, "-o", "atlas.png", "--size", "640x360"]).succeeded();
        assert!(
            pixels(&folder.read(&own)) == pixels(&folder.read("atlas.png")),
            "{name} differs from its atlas"
        );
    }
}

#[test]
fn data_without_dates_are_one_map() {
    let folder = Folder::new("undated");
    folder.write("all.geojson", &file(&[area(30.0, r#""side":"North""#)]));
    let run = folder.salient(&["render", "all.geojson", "-o", "map.svg"]).succeeded();
    assert!(run.err.contains("note[undated]") && run.err.contains("undated, "), "{}", run.err);
    let svg = String::from_utf8(folder.read("map.svg")).unwrap();
    assert!(svg.contains(">all</title>") && !svg.contains("2000-01"), "{svg}");
    folder
        .salient(&["animate", "all.geojson", "-o", "map.gif"])
        .failed(2, &["the data has no dates, so nothing moves; `salient render` draws it"]);
    folder
        .salient(&["render", "all.geojson", "--date", "2020-01-01", "-o", "map.png"])
        .failed(2, &["the data has no dates: there is one map, of no day, and none of 2020-01-01"]);
    let run = folder.salient(&["export", "all.geojson", "-o", "map.geojson"]).succeeded();
    drop(run);
    let json = String::from_utf8(folder.read("map.geojson")).unwrap();
    assert!(json.contains(r#""date":null"#) && !json.contains("2000-01-01"), "{json}");
}

#[test]
fn years_are_frames_of_years() {
    let folder = Folder::new("years");
    for (year, west) in [("bc2", 30.0), ("bc1", 30.5), ("ad2", 31.0)] {
        folder.write(&format!("w/w_{year}.geojson"), &file(&[area(west, r#""side":"North""#)]));
    }
    let run = folder.salient(&["animate", "w", "-o", "f/", "--size", "640x360"]).succeeded();
    assert!(run.err.contains("shows every year; --every chooses other days"), "{}", run.err);
    // 2 and 1 BCE, 1 and 2 CE: there is no year 0.
    for name in ["-0001-01-01", "0000-01-01", "0001-01-01", "0002-01-01"] {
        assert!(folder.read(&format!("f/{name}.png")).starts_with(b"\x89PNG"), "{name}");
    }
    folder
        .salient(&["render", "w", "--date", "-0001", "-o", "map.svg", "--size", "640x360"])
        .succeeded();
    let svg = String::from_utf8(folder.read("map.svg")).unwrap();
    assert!(svg.contains("2 BCE") && !svg.contains("January"), "{svg}");
}

#[test]
fn a_gap_is_told_on_the_map_and_in_what_is_exported() {
    let folder = Folder::new("gap");
    for day in ["01", "02", "03", "04", "09"] {
        let name = format!("w/w_2024-05-{day}.geojson");
        folder.write(&name, &file(&[area(30.0, r#""side":"North""#)]));
    }
    let svg = |date: &str, language: &str| {
        let args = [
            "render", "w", "--date", date, "--lang", language, "-o", "map.svg", "--size", "640x360",
        ];
        folder.salient(&args).succeeded();
        String::from_utf8(folder.read("map.svg")).unwrap()
    };
    assert!(svg("2024-05-06", "en").contains("no report since 4 May"));
    assert!(svg("2024-05-06", "de").contains("kein Bericht seit 4. Mai"));
    assert!(!svg("2024-05-04", "en").contains("no report since"));
    let run = folder.salient(&["export", "w", "--date", "2024-05-06"]).succeeded();
    assert!(run.out.contains(r#""no_report_since":"2024-05-04""#), "{}", run.out);
}
