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
