use super::*;
use crate::math::LonLat;

const PLACES: &str = "name,alt_names,kind,lon,lat,dual_name\n\
    Shusha,Shushi|Şuşa,town,46.75,39.76,Shushi\n\
    Northern front,,front,46.5,40.3,\n";

#[test]
fn places_are_read_from_tables_and_geojson() {
    let points = r#"{"type":"Feature","properties":{"name":"Goris","aliases":["Geryusy","Горис"],
        "rank":2},"geometry":{"type":"Point","coordinates":[46.34,39.51]}}"#;
    let atlas = sound(
        "[places]\nfile = [\"p.csv\", \"p.geojson\"]\n",
        &[("p.csv", PLACES), ("p.geojson", points)],
    );
    let [shusha, front, goris] = atlas.places.as_slice() else { panic!() };
    assert_eq!(shusha.aliases, ["Shushi", "Şuşa"]);
    assert_eq!((shusha.dual_name.as_deref(), shusha.rank), (Some("Shushi"), 3));
    assert_eq!((front.kind.as_str(), front.rank), ("front", 4));
    assert_eq!(goris.aliases, ["Geryusy", "Горис"]);
    assert_eq!((goris.rank, goris.position), (2, LonLat::new(46.34, 39.51)));
}

#[test]
fn events_find_their_place_by_any_name() {
    let events = "date,end_date,place,place_alt,lat,lon,kind,claim,text,weight\n\
        2020-01-09,2020-01-12,ŞUŞA,,,,clash,claimed,Second,3\n\
        2020-01-02,,Northern front,,,,clash,,First,\n\
        2020-01-20,,Hill 17,,39.5,46.5,,denied,Third,1\n\
        2020-01-21,,The north,Northern front,,,,,Fourth,\n\
        2020-01-22,,,Elsewhere,,,,,Fifth,\n";
    let atlas = sound(
        "[places]\nfile = \"p.csv\"\n[events]\nfile = \"e.csv\"\n",
        &[("p.csv", PLACES), ("e.csv", events)],
    );
    let texts: Vec<&str> = atlas.events.iter().map(|event| event.text.as_str()).collect();
    assert_eq!(texts, ["First", "Second", "Third", "Fourth", "Fifth"]);
    let [first, second, third, fourth, fifth] = atlas.events.as_slice() else { panic!() };
    assert!(first.regional && first.position.is_some() && first.weight == 2);
    assert_eq!(second.position, Some(LonLat::new(46.75, 39.76)));
    assert_eq!(
        (second.end, second.claim, second.weight),
        (Some(day("2020-01-12")), Claim::Claimed, 3)
    );
    assert_eq!((third.position, third.regional), (Some(LonLat::new(46.5, 39.5)), false));
    assert!(fourth.regional);
    assert_eq!(fifth.position, None);
}

#[test]
fn sides_are_read() {
    let sides = "place,lon,lat,date,held_by,confidence\nA,46,39,2020-01-05,Reds,High\n";
    let atlas = sound("[checks]\nfile = \"s.csv\"\n", &[("s.csv", sides)]);
    let [check] = atlas.checks.as_slice() else { panic!() };
    assert_eq!((check.held_by, check.confidence.as_str()), (PartyId(0), "high"));
}

#[test]
fn names_dates_and_figures_of_the_atlas_are_read() {
    let atlas = sound(
        "name = { en = \"Blue side\", az = \"Mavi\" }\n[[figure]]\nid = \"days\"\nx = { y = [1, 2.5] }\n",
        &[],
    );
    assert_eq!(atlas.parties[1].name.get("az"), "Mavi");
    assert_eq!(atlas.party("reds"), Some(PartyId(0)));
    assert_eq!((atlas.from, atlas.until), (day("2020-01-01"), day("2020-02-01")));
    assert_eq!(atlas.figures[0].id, "days");
    assert_eq!(atlas.figures[0].table["x"]["y"][1].as_float(), Some(2.5));
    assert_eq!(atlas.figures[0].location.line, Some(12));
    assert_eq!(atlas.hash.len(), 16);
}
