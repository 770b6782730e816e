use super::*;

#[test]
fn a_folder_of_dated_files_is_an_atlas() {
    let first = squares(&[(r#""NAME":"Rome""#, 0.0), (r#""NAME":"Carthage""#, 1.0)]);
    let second = squares(&[(r#""NAME":"Rome""#, 0.0), (r#""NAME":"Rome""#, 1.0)]);
    let (atlas, found) = open(&[
        ("world_bc264.geojson", &first),
        ("world_bc146.geojson", &second),
        ("events.csv", "date,lon,lat,description\n-0201-10-19,1,1,Battle\n"),
        ("notes.csv", "a,b\n"),
    ]);
    let atlas = atlas.unwrap();
    let ids: Vec<&str> = atlas.parties.iter().map(|party| party.id.as_str()).collect();
    assert_eq!(ids, ["Rome", "Carthage"]);
    assert_eq!(
        told(areas(&atlas)),
        ["0 -0263-01-01 ..", "1 -0263-01-01 -0145-01-01", "0 -0145-01-01 .."]
    );
    assert_eq!(atlas.title.get("en"), "test");
    assert_eq!(
        found.to_string(),
        "note[guessed-atlas]: the data is read as if there were\n[[control]]\n\
         file = [\"world_bc146.geojson\", \"world_bc264.geojson\"]\ntime = \"snapshot\"\n\
         [events]\nfile = [\"events.csv\"]\n\nnothing is made of \"notes.csv\"\n  \
         help: save that as atlas.toml and change it\n\
         (guessed atlas.toml): note[guessed-days]: the days are taken from the data: -0263-01-01 \
         to before -0145-01-02\n  help: write `from` and `until` into [atlas] to choose"
    );
}

#[test]
fn nothing_is_no_atlas() {
    let (atlas, found) = open(&[]);
    assert!(atlas.is_none());
    assert_eq!(
        found.to_string(),
        "(guessed atlas.toml): error[no-data]: there is no atlas.toml and no data file\n  \
         help: add GeoJSON or CSV files; docs/atlas.md tells what an atlas.toml holds"
    );
}

#[test]
fn undated_data_needs_days() {
    let (atlas, found) = open(&[("a.geojson", &squares(&[(r#""party":"x""#, 0.0)]))]);
    assert!(atlas.is_none());
    assert!(found.to_string().contains("error[no-days]: nothing says of which days the atlas is"));
}

#[test]
fn sides_are_known_by_folder_style_or_color() {
    let placemark = |name: &str, style: &str| {
        format!(
            "<Placemark><name>{name}</name><styleUrl>#{style}</styleUrl><Polygon><outerBoundaryIs>\
             <LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs>\
             </Polygon></Placemark>"
        )
    };
    let shapes: String =
        [("1", "a"), ("2", "a"), ("3", "b"), ("4", "b")].map(|(n, s)| placemark(n, s)).concat();
    let style = |id: &str, color: &str| {
        format!("<Style id=\"{id}\"><PolyStyle><color>{color}</color></PolyStyle></Style>")
    };
    let kml = format!(
        "<kml><Document>{}{}{shapes}</Document></kml>",
        style("a", "ff0000ff"),
        style("b", "ffff0000")
    );
    let (atlas, found) = open(&[("Control_22_09_11.kml", &kml)]);
    let atlas = atlas.unwrap();
    let ids: Vec<&str> = atlas.parties.iter().map(|party| party.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"], "{found}");
    assert_eq!(atlas.from.to_string(), "2022-09-11");
    let found = found.to_string();
    assert!(found.contains("held_by = { property = \"style\" }"), "{found}");
    assert!(found.contains("palette = { \"a\" = \"#ff0000\", \"b\" = \"#0000ff\" }"), "{found}");
}

#[test]
fn one_shape_of_one_side_needs_no_property() {
    let (atlas, found) = open(&[("Held_2024-05-01.geojson", &squares(&[(r#""a":null"#, 0.0)]))]);
    assert_eq!(atlas.unwrap().parties[0].id, "Held", "{found}");
}
