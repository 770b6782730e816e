//! `salient stats` and `salient export` say the same of the same day.

use crate::command::{Folder, Run};
use geo::{GeodesicArea, Geometry};
use geojson::FeatureCollection;
use std::collections::BTreeMap;

type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap()
}

/// Square kilometers by party and status.
fn areas<'r>(rows: impl Iterator<Item = &'r Row>) -> BTreeMap<(String, String), f64> {
    let row = |row: &Row| ((row["party"].clone(), row["status"].clone()), number(row, "area_km2"));
    rows.map(row).filter(|(_, area)| *area > 0.0).collect()
}

#[test]
fn standard_output_and_files_hold_the_same() {
    let folder = Folder::with_atlas("tables");
    let out = folder.salient(&["stats", "map"]).succeeded().out;
    folder.salient(&["stats", "map", "-o", "x.csv"]).succeeded();
    assert_eq!(folder.read("x.csv"), out.as_bytes());
    folder.salient(&["stats", "map", "-o", "x.json"]).succeeded();
    let json: Vec<serde_json::Value> = serde_json::from_slice(&folder.read("x.json")).unwrap();
    let table = rows(&out);
    assert_eq!(json.len(), table.len());
    for (object, row) in json.iter().zip(&table) {
        assert_eq!(object["date"], row["date"].as_str());
        assert_eq!(object["party"], row["party"].as_str());
        assert_eq!(object["status"], row["status"].as_str());
        for column in ["area_km2", "gained_km2", "lost_km2", "front_km"] {
            assert_eq!(object[column].as_f64().unwrap(), number(row, column), "{column}");
        }
    }
    let Run { out, err, .. } = folder.salient(&["export", "map", "--date", "2020-01-04"]);
    assert_eq!(err, "");
    folder.salient(&["export", "map", "--date", "2020-01-04", "-o", "x.geojson"]).succeeded();
    assert_eq!(folder.read("x.geojson"), out.as_bytes());
}

/// A degree by half a degree changes hands on one day; the front is a parallel, then another.
#[test]
fn gains_and_losses_are_counted_on_their_day() {
    let folder = Folder::with_atlas("gains");
    let table = rows(&folder.salient(&["stats", "map"]).succeeded().out);
    assert_eq!(table.len(), 20);
    for row in &table {
        let (gained, lost) = (number(row, "gained_km2"), number(row, "lost_km2"));
        let moved = 3_996.0;
        let expected = match (row["date"].as_str(), row["party"].as_str()) {
            ("2020-01-05", "north") => (moved, 0.0),
            ("2020-01-05", "south") => (0.0, moved),
            _ => (0.0, 0.0),
        };
        // A hundredth: the expected number is that of a sphere of the mean radius.
        assert!((gained - expected.0).abs() <= moved / 100.0, "{row:?}");
        assert!((lost - expected.1).abs() <= moved / 100.0, "{row:?}");
        let front = number(row, "front_km");
        assert!((70.0..74.0).contains(&front), "{row:?}");
    }
}

#[test]
fn all_days_add_up_to_the_same_theatre() {
    let folder = Folder::new("theatre");
    let table = rows(&folder.salient(&["stats", "karabakh-2020"]).succeeded().out);
    let mut days: BTreeMap<&str, f64> = BTreeMap::new();
    for row in &table {
        *days.entry(&row["date"]).or_default() += number(row, "area_km2");
    }
    assert_eq!(days.len(), 80);
    let theatre = days["2020-09-27"];
    for (day, area) in &days {
        let off = (area - theatre).abs();
        assert!(off <= 1e-3 || off <= 1e-6 * theatre, "{day}: {area} of {theatre} km²");
    }
    // What one side gains the other loses.
    let sum = |column: &str| table.iter().map(|row| number(row, column)).sum::<f64>();
    assert!((sum("gained_km2") - sum("lost_km2")).abs() < 0.5);
}

#[test]
fn an_export_is_geojson_and_adds_up_to_the_statistics() {
    let folder = Folder::new("export");
    let table = rows(&folder.salient(&["stats", "karabakh-2020"]).succeeded().out);
    for date in ["2020-09-27", "2020-10-21", "2020-11-10", "2020-12-12", "2020-12-15"] {
        let text = folder.salient(&["export", "karabakh-2020", "--date", date]).succeeded().out;
        let collection: FeatureCollection = text.parse().expect("GeoJSON");
        let (mut stated, mut measured) = (BTreeMap::new(), BTreeMap::new());
        let mut front = 0.0;
        for feature in &collection.features {
            let text = |name: &str| feature.property(name).unwrap().as_str().unwrap().to_owned();
            let number = |name: &str| feature.property(name).unwrap().as_f64().unwrap();
            assert_eq!(text("date"), date);
            let geometry: Geometry = feature.geometry.clone().unwrap().try_into().unwrap();
            match text("kind").as_str() {
                "control" => {
                    let way = (text("party"), text("status"));
                    *stated.entry(way.clone()).or_insert(0.0) += number("area_km2");
                    // Signed: outer rings must run counter-clockwise (RFC 7946, 3.1.6).
                    *measured.entry(way).or_insert(0.0) += geometry.geodesic_area_signed() / 1e6;
                }
                "frontline" => front += number("length_km"),
                other => panic!("a feature is `{other}`"),
            }
        }
        let of_day = areas(table.iter().filter(|row| row["date"] == date));
        assert_eq!(stated.keys().collect::<Vec<_>>(), of_day.keys().collect::<Vec<_>>());
        for (way, area) in &of_day {
            assert!((area - stated[way]).abs() < 0.01, "{date} {way:?}: {area}, {}", stated[way]);
            assert!((area - measured[way]).abs() < 0.01, "{date} {way:?}: {area}, {measured:?}");
        }
        assert!(front > 50.0, "{date}: a front of {front} km");
    }
}
