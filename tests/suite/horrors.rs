//! Data that is sound by the letter and beyond all measure: it is drawn, or refused in words, in
//! bounded time.

use crate::fuzz::made;
use std::fmt::Write;

const ATLAS: &str = "[atlas]\ntitle = \"T\"\nfrom = 2020-01-01\nuntil = 2020-01-08\nbase = \"none\"\n\
    credits = [\"x\"]\n[[control]]\nfile = \"c.geojson\"\nheld_by = { property = \"who\" }\n";

fn feature(who: &str, rings: &str) -> String {
    let who = serde_json::to_string(who).unwrap();
    format!(
        r#"{{"type":"Feature","properties":{{"who":{who}}},"geometry":{{"type":"Polygon","coordinates":[{rings}]}}}}"#
    )
}

fn ring(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    let points: Vec<String> = points.into_iter().map(|(x, y)| format!("[{x:e},{y:e}]")).collect();
    format!("[{}]", points.join(","))
}

fn square(x: f64, y: f64, side: f64) -> String {
    ring([(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)])
}

/// Draws some features.
#[track_caller]
fn survived(features: &[String]) {
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    drawn(ATLAS, &text);
}

#[track_caller]
fn drawn(atlas: &str, control: &str) {
    let files = [("atlas.toml", atlas), ("c.geojson", control)];
    made(files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).to_vec(), None);
}

#[test]
fn the_ends_of_the_world_and_of_numbers() {
    let world = [(-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0), (-180.0, -90.0)];
    survived(&[feature("a", &ring(world))]);
    survived(&[feature("a", &ring(world)), feature("b", &square(179.0, 89.0, 1.0))]);
    survived(&[feature("a", &square(-180.0, -90.0, 1e-6)), feature("b", &square(179.0, 0.0, 1.0))]);
    survived(&[feature("a", &square(1e300, 0.0, 1.0))]);
    survived(&[
        feature("a", &square(5e-324, -5e-324, 1e-310)),
        feature("b", &square(0.0, 0.0, 1.0)),
    ]);
    survived(&[feature("a", &square(1e-9, 1e-9, 1e-9))]);
    survived(&[feature("a", "[[0,0],[1,1]]"), feature("b", "[]"), feature("c", "[[]]")]);
}

#[test]
fn points_on_each_other_and_holes_without_end() {
    let same = (0..5000).map(|_| (10.0, 50.0)).chain([(11.0, 50.0), (11.0, 51.0), (10.0, 50.0)]);
    survived(&[feature("a", &ring(same))]);
    let mut rings = square(0.0, 0.0, 20.0);
    for i in 0..20_000 {
        let (x, y) = (f64::from(i % 200) * 0.1, f64::from(i / 200) * 0.1);
        let _ = write!(rings, ",{}", square(x + 0.02, y + 0.02, 0.05));
    }
    survived(&[feature("a", &rings)]);
}

#[test]
fn stars_that_cross_themselves_everywhere() {
    let star = |points: usize, turn: f64| {
        ring((0..=points).map(|i| {
            let angle = (i * (points / 2 - 1)) as f64 * std::f64::consts::TAU / points as f64;
            (10.0 + (angle + turn).cos(), 50.0 + (angle + turn).sin())
        }))
    };
    survived(&[feature("a", &star(301, 0.0)), feature("b", &star(301, 0.1))]);
    // Too many crossings for the tests' limit: refused, not tried.
    let many: Vec<String> =
        (0..40).map(|i| feature("a", &star(501, f64::from(i) * 0.01))).collect();
    survived(&many);
}

#[test]
fn crowds_of_parties() {
    let crowd: Vec<String> = (0..2_000)
        .map(|i| {
            let (x, y) = (f64::from(i % 50) * 0.1, f64::from(i / 50) * 0.1);
            feature(&format!("party {i}"), &square(x, y, 0.1))
        })
        .collect();
    survived(&crowd);
}

#[test]
fn names_of_any_length_and_direction() {
    let long = "Långt namn ".repeat(9000);
    let names = [
        long.as_str(),
        "a\u{202e}b\u{2066}c",
        "two\nlines\u{0}\u{7}",
        "\u{ffff}",
        " ",
        "</text>",
        "🏴",
    ];
    let features: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(i, name)| feature(name, &square(i as f64, 50.0, 1.0)))
        .collect();
    survived(&features);
}

#[test]
fn days_at_the_ends_of_the_calendar() {
    let control = format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        feature("a", &square(10.0, 50.0, 1.0))
    );
    for (from, until) in [
        ("0001-01-01", "9999-12-31"),
        ("-262143-01-01", "262142-12-31"),
        ("262142-12-30", "262142-12-31"),
        ("-262143-01-01", "-262143-01-02"),
    ] {
        let atlas = ATLAS.replace("2020-01-01", &format!("\"{from}\""));
        let atlas = atlas.replace("2020-01-08", &format!("\"{until}\""));
        drawn(&atlas, &control);
        let dated =
            control.replace("\"who\"", &format!(r#""from":"{from}","until":"{until}","who""#));
        drawn(&atlas, &dated);
        // The days from the data.
        let atlas: Vec<&str> =
            ATLAS.lines().filter(|l| !l.starts_with("from") && !l.starts_with("until")).collect();
        drawn(&atlas.join("\n"), &dated);
    }
}

#[test]
fn files_with_nothing_in_them() {
    for text in ["", " ", "{}", "[]", "null", "\u{feff}", "{\"type\":\"FeatureCollection\"}"] {
        drawn(ATLAS, text);
        drawn(text, "{}");
    }
}

#[test]
fn nesting_without_end() {
    let deep = 100_000;
    drawn(ATLAS, &"[".repeat(deep));
    drawn(ATLAS, &"{\"a\":".repeat(deep));
    let geometry = "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(2000);
    drawn(ATLAS, &format!("{geometry}{}", "]}".repeat(2000)));
    drawn(&format!("{ATLAS}x = {}", "[".repeat(deep)), "{}");
    drawn(&format!("{ATLAS}x = {}", "{a=".repeat(deep)), "{}");
    drawn(&format!("{ATLAS}{} = 1", vec!["a"; deep].join(".")), "{}");
    drawn(&format!("{ATLAS}[{}]\n", vec!["a"; deep].join(".")), "{}");
    for (open, close) in [("<Folder>", "</Folder>"), ("<MultiGeometry>", "</MultiGeometry>")] {
        let kml = format!(
            "<kml><Document><Placemark>{}{}</Placemark></Document></kml>",
            open.repeat(20_000),
            close.repeat(20_000)
        );
        let files = [("a_2020.kml", kml.as_str())];
        made(files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).to_vec(), None);
    }
}
