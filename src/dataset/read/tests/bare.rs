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
         to before -0144-01-01\n  help: write `from` and `until` into [atlas] to choose"
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
fn undated_data_is_of_no_day() {
    let (atlas, found) = open(&[("a.geojson", &squares(&[(r#""party":"x""#, 0.0)]))]);
    let atlas = atlas.unwrap();
    assert_eq!(atlas.precision, Precision::Undated);
    assert_eq!(atlas.days().count(), 1);
    assert!(found.to_string().contains("note[undated]: nothing has a date"), "{found}");
    // Days that are stated are days.
    let head = "[atlas]\nfrom = 2020-01-01\nuntil = 2020-01-05\n[[control]]\nfile = \"a.geojson\"";
    let (atlas, _) =
        open(&[("atlas.toml", head), ("a.geojson", &squares(&[(r#""party":"x""#, 0.0)]))]);
    assert_eq!(atlas.unwrap().precision, Precision::Day);
}

/// The text of the guessed atlas.toml and the days that are guessed.
fn guessed(files: &[(&str, &str)]) -> (Atlas, String) {
    let (atlas, found) = open(files);
    let atlas = atlas.unwrap_or_else(|| panic!("{found}"));
    let text = found.to_string();
    let text =
        text.split("as if there were\n").nth(1).and_then(|rest| rest.split("\n  help").next());
    (atlas, text.unwrap_or_default().to_owned())
}

#[test]
fn data_is_as_precise_as_its_dates() {
    let one = squares(&[(r#""party":"x""#, 0.0)]);
    let of = |names: [&str; 2]| {
        let atlas = guessed(&[(names[0], &one), (names[1], &one)]).0;
        (atlas.precision, atlas.from.to_string(), atlas.until.to_string())
    };
    let told = |precision, from: &str, until: &str| (precision, from.to_owned(), until.to_owned());
    assert_eq!(
        of(["w_1914.geojson", "w_1918.geojson"]),
        told(Precision::Year, "1914-01-01", "1919-01-01")
    );
    assert_eq!(
        of(["2024-05.geojson", "2024-12.geojson"]),
        told(Precision::Month, "2024-05-01", "2025-01-01")
    );
    assert_eq!(
        of(["1943/07/12.geojson", "1943/08/01.geojson"]),
        told(Precision::Day, "1943-07-12", "1943-08-02")
    );
    // Events by days do not make days of a map of years.
    let (atlas, _) = guessed(&[
        ("w_1914.geojson", &one),
        ("events.csv", "date,lon,lat,text\n1914-06-28,1,1,Shots\n"),
    ]);
    assert_eq!(atlas.precision, Precision::Year);
}

#[test]
fn the_last_day_of_intervals_is_one_with_ground() {
    let ends = squares(&[
        (r#""party":"x","from":"2024-05-01","until":"2024-05-04""#, 0.0),
        (r#""party":"y","from":"2024-05-01","until":"2024-05-06""#, 1.0),
    ]);
    let (atlas, _) = guessed(&[("a.geojson", &ends)]);
    assert_eq!((atlas.from, atlas.until), (day("2024-05-01"), day("2024-05-06")));
}

#[test]
fn reports_are_overdue_where_a_rhythm_breaks() {
    let one = squares(&[(r#""party":"x""#, 0.0)]);
    let names = ["01", "02", "03", "04", "08", "09"].map(|d| format!("c_2024-05-{d}.geojson"));
    let files: Vec<(&str, &str)> = names.iter().map(|n| (n.as_str(), one.as_str())).collect();
    let (atlas, text) = guessed(&files);
    assert!(text.contains("file = \"c_*.geojson\"\ntime = \"snapshot\""), "{text}");
    assert!(text.contains("report_every = 1"), "{text}");
    let overdue = |text: &str| atlas.overdue(day(text)).map(|day| day.to_string());
    assert_eq!(overdue("2024-05-04"), None);
    assert_eq!(overdue("2024-05-05").as_deref(), Some("2024-05-04"));
    assert_eq!(overdue("2024-05-07").as_deref(), Some("2024-05-04"));
    assert_eq!(overdue("2024-05-08"), None);
    // The same from dates of features.
    let rows: Vec<String> = ["01", "02", "03", "04", "08", "09"]
        .map(|d| format!(r#""party":"x","date":"2024-05-{d}""#))
        .into();
    let rows: Vec<(&str, f64)> = rows.iter().map(|row| (row.as_str(), 0.0)).collect();
    let (atlas, text) = guessed(&[("a.geojson", &squares(&rows))]);
    assert!(text.contains("report_every = 1"), "{text}");
    assert_eq!(atlas.overdue(day("2024-05-07")), Some(day("2024-05-04")));
}

#[test]
fn lines_with_dates_are_fronts() {
    let line = |date: &str, x: i32| {
        format!(
            r#"{{"type":"Feature","properties":{{"date":"{date}"}},"geometry":{{"type":"LineString",
            "coordinates":[[{x},0],[{x},1]]}}}}"#
        )
    };
    let all = [line("2024-05-01", 0), line("2024-05-03", 1), line("2024-05-04?", 2)].join(",");
    let file = format!(r#"{{"type":"FeatureCollection","features":[{all}]}}"#);
    let (atlas, text) = guessed(&[("lines.geojson", &file)]);
    assert!(text.contains("[[front]]\nfile = [\"lines.geojson\"]"), "{text}");
    assert_eq!((atlas.from, atlas.until), (day("2024-05-01"), day("2024-05-05")));
    let told: Vec<String> = atlas
        .fronts
        .iter()
        .map(|front| {
            format!("{:?} {:?} {:?}", front.validity.from, front.validity.until, front.dating)
        })
        .collect();
    assert_eq!(
        told,
        [
            "Some(2024-05-01) Some(2024-05-03) Sure",
            "Some(2024-05-03) Some(2024-05-04) Sure",
            "Some(2024-05-04) None Uncertain"
        ]
    );
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

/// As `world-atlas` has them: countries by name, and the land that they are of.
#[test]
fn of_layers_that_are_themes_one_is_taken() {
    let topology = r#"{"type":"Topology","arcs":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[4,0],[8,0],[8,4],[4,4],[4,0]],
        [[0,0],[8,0],[8,4],[0,4],[0,0]],[[1,1],[1,1],[1,1]]],"objects":{
        "land":{"type":"Polygon","arcs":[[2]]},
        "countries":{"type":"GeometryCollection","geometries":[
            {"type":"MultiPolygon","arcs":[[[3]],[[0]]],"properties":{"name":"West","year":1918}},
            {"type":"Polygon","arcs":[[1]],"properties":{"name":"East","year":1918}}]}}}"#;
    let (_, found) = open(&[("countries.json", topology)]);
    let found = found.to_string();
    assert!(found.contains("where = { layer = \"countries\" }"), "{found}");
    assert!(!found.contains("held_by"), "{found}");
    assert!(found.contains("note[ring-left-out]: 1 rings without an area"), "{found}");
}

/// As `spData` has them: names of countries under another name, as text in a table.
#[test]
fn countries_may_be_called_otherwise_and_be_text_in_a_table() {
    let table = "WKT,iso,name_long\n\"POLYGON ((0 0, 4 0, 4 4, 0 0))\",XA,West\n\
                 \"POLYGON ((4 0, 8 0, 4 4, 4 0))\",XB,East\n";
    let (_, found) = open(&[("world_2020.csv", table)]);
    assert!(found.to_string().contains("held_by = { property = \"name_long\" }"), "{found}");
}

/// More sides than a legend can tell apart have boundaries, and small islands far away don't count.
#[test]
fn many_sides_and_far_islands() {
    let mut shapes: Vec<(String, f64)> =
        (0..14).map(|i| (format!(r#""name":"{i}""#), f64::from(i))).collect();
    let shapes_near: Vec<(&str, f64)> = shapes.iter().map(|(p, x)| (p.as_str(), *x)).collect();
    let (_, found) = open(&[("areas_2020-05-01.geojson", &squares(&shapes_near))]);
    let found = found.to_string();
    assert!(found.contains("\"front.width\" = 1.2") && !found.contains("extent"), "{found}");
    shapes.truncate(3);
    let shapes: Vec<(&str, f64)> = shapes.iter().map(|(p, x)| (p.as_str(), *x)).collect();
    let (_, found) = open(&[("areas_2020-05-01.geojson", &squares(&shapes))]);
    assert!(!found.to_string().contains("front.width"), "{found}");
}
