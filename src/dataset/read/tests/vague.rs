//! Dates that are not sure, and what becomes of the ground.

use super::*;

/// Party, status, validity and doubt of each area of features with these properties.
fn areas_of(time: &str, properties: &[&str]) -> Vec<String> {
    let rows: Vec<(&str, f64)> = properties.iter().map(|row| (*row, 0.0)).collect();
    let toml = format!("[[control]]\nfile = \"a.geojson\"\n{time}");
    let atlas = sound(&toml, &[("a.geojson", &squares(&rows))]);
    let day = |day: Option<Day>| day.map_or("..".to_owned(), |day| day.to_string());
    let one = |area: &ControlArea| {
        let Validity { from, until } = area.validity;
        let dating = area.dating.as_str().unwrap_or("sure");
        format!("{} {} {} {dating}", area.status, day(from), day(until))
    };
    areas(&atlas).iter().map(one).collect()
}

#[test]
fn ground_is_passing_while_a_change_may_have_come() {
    assert_eq!(
        areas_of("", &[r#""party":"red","from":"2020-01-03/2020-01-07","until":"2020-01-20""#]),
        ["passing 2020-01-03 2020-01-07 sure", "held 2020-01-07 2020-01-20 sure"]
    );
    assert_eq!(
        areas_of("time = \"change\"", &[r#""party":"red","date":"2020-01-XX""#]),
        ["passing 2020-01-01 2020-01-31 sure", "held 2020-01-31 .. sure"]
    );
    // Ground that is taken away stays until that is sure.
    assert_eq!(
        areas_of(
            "time = \"change\"",
            &[
                r#""party":"red","date":"2020-01-02""#,
                r#""party":"none","date":"2020-01-05/2020-01-09""#
            ]
        ),
        ["held 2020-01-02 .. sure", "held 2020-01-09 .. sure"]
    );
    // What is held otherwise keeps its status and is marked.
    assert_eq!(
        areas_of("", &[r#""party":"red","status":"advance","from":"2020-01-03/2020-01-07""#]),
        ["advance 2020-01-03 2020-01-07 uncertain", "advance 2020-01-07 .. sure"]
    );
}

#[test]
fn an_interval_as_the_date_of_a_feature_is_its_time() {
    assert_eq!(
        areas_of("", &[r#""party":"red","date":"2020-01-03/2020-01-07""#]),
        ["held 2020-01-03 2020-01-08 sure"]
    );
    assert_eq!(
        areas_of("", &[r#""party":"red","date":"../2020-01-07~""#]),
        ["held .. 2020-01-08 approximate"]
    );
    assert_eq!(
        areas_of("", &[r#""party":"red","date":"2020-01/..""#]),
        ["held 2020-01-01 .. sure"]
    );
}

#[test]
fn marks_of_dates_stay_with_the_ground() {
    assert_eq!(
        areas_of("", &[r#""party":"red","from":"2020-01-03~","until":"2020-01-09?""#]),
        ["held 2020-01-03 2020-01-09 uncertain"]
    );
    assert_eq!(
        areas_of(
            "time = \"snapshot\"",
            &[r#""party":"red","date":"2020-01-03?""#, r#""party":"red","date":"2020-01-05""#]
        ),
        ["held 2020-01-03 2020-01-05 uncertain", "held 2020-01-05 .. sure"]
    );
    // A snapshot of some day of several is taken for the first of them.
    assert_eq!(
        areas_of("time = \"snapshot\"", &[r#""party":"red","date":"2020-01-03/2020-01-04""#]),
        ["held 2020-01-03 .. uncertain"]
    );
}

#[test]
fn reports_of_intervals_mean_nothing() {
    let found = messages(
        "[[control]]\nfile = \"a.geojson\"\ntime = \"interval\"\nreport_every = 3\n",
        &[("a.geojson", &squares(&[(r#""party":"red""#, 0.0)]))],
    );
    assert!(found.contains("warning[no-reports]"), "{found}");
    let found = messages(
        "[[control]]\nfile = \"a.geojson\"\ntime = \"snapshot\"\nreport_every = 0\n",
        &[("a.geojson", &squares(&[(r#""party":"red","date":"2020-01-03""#, 0.0)]))],
    );
    assert!(found.contains("error[wrong-type]: `report_every` is 0"), "{found}");
}

#[test]
fn drawn_fronts_know_their_sides() {
    let line = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
        "properties":{"left":"red","right":"Reds","from":"2020-01-03","until":"2020-01-09"},
        "geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]}}]}"#;
    let atlas = sound("[[front]]\nfile = \"a.geojson\"\n", &[("a.geojson", line)]);
    let front = &atlas.fronts[0];
    assert_eq!((front.left, front.right), (atlas.party("red"), atlas.party("red")));
    assert_eq!(front.validity, Validity::new(Some(day("2020-01-03")), Some(day("2020-01-09"))));
    let found =
        messages("[[front]]\nfile = \"a.geojson\"\ntime = \"change\"\n", &[("a.geojson", line)]);
    assert!(found.contains("error[unknown-time]: lines are told by"), "{found}");
}
