use super::*;

#[test]
fn intervals_are_read_by_their_natural_names() {
    let file = squares(&[
        (
            r#""CONTROLLER":"Reds","START_DATE":"20200105","End":"2020-01-09","claim":"Disputed""#,
            0.0,
        ),
        (r#""Controller":"BLUE","START_DATE":20200106,"End":null"#, 1.0),
    ]);
    let atlas = sound("[[control]]\nfile = \"c.geojson\"\n", &[("c.geojson", &file)]);
    let areas = areas(&atlas);
    assert_eq!(told(areas), ["0 2020-01-05 2020-01-09", "1 2020-01-06 .."]);
    assert_eq!((areas[0].claim, areas[1].claim), (Claim::Disputed, Claim::Confirmed));
    assert_eq!(areas[1].location.to_string(), "c.geojson:3 (feature 2)");
}

#[test]
fn an_entry_bounds_its_features() {
    let file =
        squares(&[(r#""party":"red""#, 0.0), (r#""party":"red","until":"2020-01-02""#, 1.0)]);
    let atlas = sound(
        "[[control]]\nfile = \"c.geojson\"\nfrom = \"2020-01-03\"\nuntil = 2020-01-09\n",
        &[("c.geojson", &file)],
    );
    assert_eq!(told(areas(&atlas)), ["0 2020-01-03 2020-01-09"]);
}

#[test]
fn values_are_mapped_and_filtered() {
    let file = squares(&[
        (r#""who":"Contested","zone":"a""#, 0.0),
        (r#""who":"Defender","zone":"b""#, 1.0),
        (r#""who":"none","zone":"b""#, 2.0),
        (r#""who":"Defender","zone":"c""#, 3.0),
    ]);
    let atlas = sound(
        "[[control]]\nfile = \"c.geojson\"\nwhere = { zone = [\"a\", \"b\"] }\n\
         held_by = { property = \"who\", map = { Defender = \"blue\", \
         Contested = { status = \"contested\", between = [\"red\", \"blue\"] } } }\n\
         within = { file = \"c.geojson\", where = { zone = \"b\" } }\n",
        &[("c.geojson", &file)],
    );
    let areas = areas(&atlas);
    assert_eq!(told(areas), ["0 .. ..", "1 .. ..", "nobody .. .."]);
    assert_eq!((areas[0].other, &areas[0].status), (Some(PartyId(1)), &Status::Contested));
    assert_eq!((areas[1].other, &areas[1].status), (None, &Status::Held));
    assert_eq!(areas[0].within.as_ref().unwrap().each().count(), 2);
}

#[test]
fn ground_covered_twice_is_united_and_neighbors_are_left() {
    use geo::Area;
    let file = squares(&[
        (r#""party":"red","z":1"#, 0.0),
        (r#""party":"red","z":2"#, 1.0),
        (r#""party":"red","z":3"#, 1.5),
    ]);
    let within = |zones: &str| {
        let entry = format!(
            "[[control]]\nfile = \"c.geojson\"\nwithin = {{ file = \"c.geojson\", where = {{ z = {zones} }} }}\n"
        );
        let atlas = sound(&entry, &[("c.geojson", &file)]);
        let within = areas(&atlas)[0].within.clone().unwrap();
        (within.each().count(), within.unpack().unsigned_area())
    };
    assert_eq!(within("[1, 2]"), (2, 2.0));
    let (count, area) = within("[2, 3]");
    assert_eq!(count, 1);
    assert!((area - 1.5).abs() < 1e-6);
}

#[test]
fn a_constant_holder_needs_no_property() {
    let file = squares(&[(r#""name":"Zone""#, 0.0), (r#""contested_by":"blue""#, 1.0)]);
    let atlas = sound(
        "[[control]]\nfile = \"c.geojson\"\nheld_by = \"red\"\nrear = true\n",
        &[("c.geojson", &file)],
    );
    let areas = areas(&atlas);
    assert_eq!(areas[0].name.as_deref(), Some("Zone"));
    assert!(areas[0].rear);
    assert_eq!((&areas[0].status, &areas[1].status), (&Status::Held, &Status::Contested));
}

#[test]
fn dated_files_are_snapshots_and_repeats_are_one_area() {
    let both = squares(&[(r#""party":"red""#, 0.0), (r#""party":"blue""#, 1.0)]);
    let turned = squares(&[(r#""party":"red""#, 0.0), (r#""party":"red""#, 1.0)]);
    let atlas = sound(
        "[[control]]\nfile = \"c/*.geojson\"\n",
        &[
            ("c/2020-01-10.geojson", &turned),
            ("c/2020-01-01.geojson", &both),
            ("c/2020-01-05.geojson", &both),
            ("c/2020-01-20.geojson", &squares(&[])),
            ("c/2020-01-25.geojson", &both),
        ],
    );
    assert_eq!(
        told(areas(&atlas)),
        [
            "0 2020-01-01 2020-01-20",
            "1 2020-01-01 2020-01-10",
            "0 2020-01-10 2020-01-20",
            "0 2020-01-25 ..",
            "1 2020-01-25 ..",
        ]
    );
}

#[test]
fn a_repeat_behind_a_new_area_is_not_prolonged() {
    // Later areas win, so the blue one must stay above the new red one.
    let first = squares(&[(r#""party":"blue""#, 0.0)]);
    let second = squares(&[(r#""party":"red""#, 0.5), (r#""party":"blue""#, 0.0)]);
    let atlas = sound(
        "[[control]]\nfile = [\"2020-01-01.geojson\", \"2020-01-02.geojson\"]\n",
        &[("2020-01-01.geojson", &first), ("2020-01-02.geojson", &second)],
    );
    assert_eq!(
        told(areas(&atlas)),
        ["1 2020-01-01 2020-01-02", "0 2020-01-02 ..", "1 2020-01-02 .."]
    );
}

#[test]
fn changes_are_sorted_so_that_the_later_wins() {
    let file = squares(&[
        (r#""party":"blue","date":"2020-01-09""#, 0.0),
        (r#""party":"red","date":"2020-01-02","until":"2020-01-20""#, 0.0),
    ]);
    let atlas =
        sound("[[control]]\nfile = \"c.geojson\"\ntime = \"change\"\n", &[("c.geojson", &file)]);
    assert_eq!(told(areas(&atlas)), ["0 2020-01-02 2020-01-20", "1 2020-01-09 .."]);
}

#[test]
fn overlays_say_or_are_told() {
    let file = squares(&[(
        r#""kind":"mandate","party":"red","from":"2020-01-05","approximate":true"#,
        0.0,
    )]);
    let lines = r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#;
    let atlas = sound(
        "[[overlay]]\nfile = \"o.geojson\"\nlabel = \"L\"\nuntil = 2020-01-09\n\
         [[overlay]]\nfile = \"l.geojson\"\nkind = \"road\"\nparty = \"Blue\"\n",
        &[("o.geojson", &file), ("l.geojson", lines)],
    );
    let [a, b] = atlas.overlays.as_slice() else { panic!() };
    assert_eq!((&a.kind, a.party, a.approximate), (&OverlayKind::Mandate, Some(PartyId(0)), true));
    assert_eq!(a.label.as_deref(), Some("L"));
    assert_eq!(a.validity, Validity::new(Some(day("2020-01-05")), Some(day("2020-01-09"))));
    assert_eq!((&b.kind, b.party, b.approximate), (&OverlayKind::Road, Some(PartyId(1)), false));
    assert!(matches!(&b.geometry, OverlayGeometry::Lines(lines) if lines.len() == 1));
}

#[test]
fn a_status_that_tells_the_holder_is_no_status() {
    let file = squares(&[(r#""status":"Occupied""#, 0.0)]);
    let atlas = sound(
        "[[control]]\nfile = \"c.geojson\"\n\
         held_by = { property = \"status\", map = { occupied = \"red\" } }\n",
        &[("c.geojson", &file)],
    );
    assert_eq!(
        (told(areas(&atlas)), &areas(&atlas)[0].status),
        (vec!["0 .. ..".into()], &Status::Held)
    );
}
