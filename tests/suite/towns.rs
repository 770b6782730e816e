//! Towns become areas: each has the ground that is nearest to it, in its state, within reach.

use proptest::prelude::*;
use salient::dataset::{self, Atlas, ControlLayer, Disagreement, PartyId, Status};
use salient::diagnostic::Diagnostics;
use salient::math::{Day, LonLat};
use salient::source::files::Files;
use salient::timeline::{Holding, dated_areas};
use salient::topology::{Coverage, HistoryId};
use std::fmt::Write;

fn open(files: &[(&str, &str)]) -> (Option<Atlas>, Diagnostics) {
    let owned =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec().into()));
    dataset::open(&mut Files::memory(owned), "towns")
}

/// An atlas of one table.
fn atlas(keys: &str, table: &str) -> (Atlas, String) {
    let toml = format!(
        "[atlas]\nfrom = 2020-01-01\nuntil = 2020-02-01\nbase = \"none\"\n\
         [[control]]\ntime = \"places\"\nfile = \"t.csv\"\n{keys}\n"
    );
    let (atlas, found) = open(&[("atlas.toml", &toml), ("t.csv", table)]);
    (atlas.unwrap_or_else(|| panic!("{found}")), found.to_string())
}

fn coverage(atlas: &Atlas) -> Coverage {
    Coverage::settled(&dated_areas(atlas), atlas.disagreement)
}

fn day(n: u32) -> Day {
    Day::from_ymd(2020, 1, n).unwrap()
}

/// What is drawn at a position on a day.
fn at(coverage: &Coverage, on: Day, lon: f64, lat: f64) -> Option<&Holding> {
    let there = coverage.locator().histories(LonLat::new(lon, lat));
    there.into_iter().find_map(|history| coverage.holding(history, on))
}

/// Longitude, latitude and party of a town.
type Town = (f64, f64, u16);

/// Who should hold a place: the nearest town's party. `None` where two towns are about equally near,
/// as corners are rounded there, or where a distance is about to end.
fn expected(towns: &[Town], (near, reach): (f64, f64), at: LonLat) -> Option<Option<(u16, bool)>> {
    let far = |town: &Town| LonLat::new(town.0, town.1).distance_km(at);
    let mut sorted: Vec<(f64, u16)> = towns.iter().map(|town| (far(town), town.2)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (first, party) = sorted[0];
    // Arcs are drawn in lines, and the last thousandth of a degree is rounded.
    if [near, reach].iter().any(|km| (first - km).abs() < 0.01 * km) {
        return None;
    }
    if first > reach {
        return Some(None);
    }
    // A corner reaches no further than 0.6 of its distance from its towns.
    let rivals = sorted.iter().skip(1).take_while(|other| other.0 < 4.1 * first + 1.0);
    let sure = rivals.into_iter().all(|other| other.1 == party);
    sure.then_some(Some((party, first > near)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn ground_is_its_nearest_towns(
        towns in prop::collection::vec((-3.0..3.0_f64, -3.0..3.0_f64, 0..3_u16), 1..40),
        probes in prop::collection::vec((-4.0..4.0_f64, -4.0..4.0_f64), 60),
        (lon, lat) in (-179.0..179.0_f64, -60.0..60.0_f64),
        reach in 30.0..300.0_f64,
    ) {
        let place = |x: f64, y: f64| {
            let x = lon + x;
            (if x > 180.0 { x - 360.0 } else if x < -180.0 { x + 360.0 } else { x }, lat + y)
        };
        let towns: Vec<Town> = towns
            .into_iter()
            .map(|(x, y, party)| {
                let (x, y) = place(x, y);
                ((x * 1e5).round() / 1e5, (y * 1e5).round() / 1e5, party)
            })
            .collect();
        let mut table = "date,place,lon,lat,holder\n".to_owned();
        for (i, (x, y, party)) in towns.iter().enumerate() {
            writeln!(table, "2020-01-01,T{i},{x},{y},{}", ["a", "b", "c"][*party as usize]).unwrap();
        }
        let near = 0.6 * reach;
        let parties = ["a", "b", "c"].map(|id| format!("[[party]]\nid = \"{id}\"\n")).concat();
        let keys = format!("near_km = {near}\nreach_km = {reach}\n{parties}");
        let (atlas, _) = atlas(&keys, &table);
        let coverage = coverage(&atlas);
        let found = |x, y| at(&coverage, day(1), x, y).map(|held| (held.party.0, held.remote));
        for (x, y) in probes {
            let (x, y) = place(x, y);
            if let Some(expected) = expected(&towns, (near, reach), LonLat::new(x, y)) {
                prop_assert_eq!(found(x, y), expected, "at {} {}", x, y);
            }
        }
        for (x, y, party) in towns {
            prop_assert_eq!(found(x, y), Some((party, false)), "the town at {} {}", x, y);
        }
    }
}

#[test]
fn towns_at_one_place_and_in_a_row_do_no_harm() {
    let keys = "near_km = 20\nreach_km = 40";
    let head = "date,place,lon,lat,holder\n";
    let rows = "2020-01-01,A,1,1,a\n2020-01-01,B,1,1,b\n2020-01-01,C,2,1,b\n2020-01-01,D,3,1,a\n";
    let row = coverage(&atlas(keys, &format!("{head}{rows}")).0);
    let party = |lon| at(&row, day(1), lon, 1.0).map(|held| held.party);
    assert_eq!([0.9, 1.1, 2.1, 3.1].map(party), [0, 0, 1, 0].map(|n| Some(PartyId(n))));
    // A single town has a disk, and no more.
    let alone = coverage(&atlas(keys, &format!("{head}2020-01-01,A,1,1,a\n")).0);
    let km2: f64 = alone.areas_km2().iter().sum();
    assert!((km2 / (std::f64::consts::PI * 1600.0) - 1.0).abs() < 0.01, "{km2}");
}

#[test]
fn ground_goes_on_over_the_antimeridian() {
    let rows = "date,place,lon,lat,holder\n2020-01-01,A,179.9,10,a\n2020-01-01,B,-179.8,10,a\n";
    let coverage = coverage(&atlas("near_km = 60\nreach_km = 60", rows).0);
    assert_eq!(coverage.outline(|h| h != HistoryId(0)).len(), 1);
    assert!([179.999, -179.999].iter().all(|lon| at(&coverage, day(1), *lon, 10.0).is_some()));
}

/// A day only changes holders: rows that repeat, columns for dates and rows in any order say the same.
#[test]
fn tables_of_all_shapes_say_the_same() {
    let rows = "date,town,x,y,controller\n2020-01-01,A,1,1,a\n2020-01-01,B,1.2,1,b\n2020-01-05,A,1,1,a\n\
                2020-01-05,B,1.2,1,a\n2020-01-09,A,1,1,b\n";
    let wide = "place,lon,lat,2020-01-01,2020-01-05,2020-01-09\nA,1,1,a,a,b\nB,1.2,1,b,a,a\n";
    let disorder = "place,lon,lat,day,side\nA,1,1,2020-01-09,b\nB,1.2,1,2020-01-05,a\nA,1,1,2020-01-05,a\n\
                    A,1,1,2020-01-01,a\nB,1.2,1,2020-01-01,b\n";
    let spans = "from,until,place,lon,lat,holder\n2020-01-01,2020-01-09,A,1,1,a\n2020-01-09,,A,1,1,b\n\
                 2020-01-01,2020-01-05,B,1.2,1,b\n2020-01-05,,B,1.2,1,a\n";
    let parties = "[[party]]\nid = \"a\"\n[[party]]\nid = \"b\"";
    for table in [rows, wide, disorder, spans] {
        let coverage = coverage(&atlas(parties, table).0);
        let on = |n, lon| at(&coverage, day(n), lon, 1.0).map(|held| held.party.0);
        let told = [1, 4, 5, 8, 9, 20].map(|n| (on(n, 1.01), on(n, 1.19)));
        let (a, b) = (Some(0), Some(1));
        assert_eq!(told, [(a, b), (a, b), (a, a), (a, a), (b, a), (b, a)], "{table}");
    }
}

#[test]
fn a_boundary_ends_the_ground_of_a_town() {
    let square = |west: f64, east: f64| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":\
             [[[{west},0],[{east},0],[{east},2],[{west},2],[{west},0]]]}}}}"
        )
    };
    let states = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{},{}]}}",
        square(0.0, 1.0),
        square(1.0, 2.0)
    );
    let table = "date,place,lon,lat,holder\n2020-01-01,A,0.9,1,a\n";
    let told = |cut: &str| {
        let toml = format!(
            "[atlas]\nfrom = 2020-01-01\nuntil = 2020-02-01\n[[base]]\nkind = \"country\"\nfile = \"s.geojson\"\n\
             [[control]]\ntime = \"places\"\nfile = \"t.csv\"\nnear_km = 20\nreach_km = 150\n{cut}\n"
        );
        let files = [("atlas.toml", &*toml), ("t.csv", table), ("s.geojson", &*states)];
        let (atlas, found) = open(&files);
        let coverage = coverage(&atlas.unwrap_or_else(|| panic!("{found}")));
        // At home, over the boundary, over the coast.
        [(0.5, 1.0), (1.1, 1.0), (0.5, -0.1)].map(|(x, y)| at(&coverage, day(1), x, y).is_some())
    };
    assert_eq!(told(""), [true, false, false]);
    assert_eq!(told("cut = [\"coast\"]"), [true, true, false]);
    assert_eq!(told("cut = []"), [true, true, true]);
    // With a town there, the other state's ground is that town's.
    assert_eq!(told("cut = [\"boundaries\", \"rivers\"]"), [true, false, false]);
}

#[test]
fn rivers_part_ground_if_asked() {
    let river = "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{},\
                 \"geometry\":{\"type\":\"LineString\",\"coordinates\":[[1,-1],[1,1],[1,3]]}}]}";
    let table = "date,place,lon,lat,holder\n2020-01-01,A,0.95,1,a\n2020-01-01,B,1.6,1,b\n";
    let told = |cut: &str| {
        let toml = format!(
            "[atlas]\nfrom = 2020-01-01\nuntil = 2020-02-01\n[[base]]\nkind = \"river\"\nfile = \"r.geojson\"\n\
             [[control]]\ntime = \"places\"\nfile = \"t.csv\"\nnear_km = 60\nreach_km = 90\n{cut}\n"
        );
        let (atlas, found) = open(&[("atlas.toml", &toml), ("t.csv", table), ("r.geojson", river)]);
        let coverage = coverage(&atlas.unwrap_or_else(|| panic!("{found}")));
        [0.5, 0.98, 1.1, 1.5].map(|x| at(&coverage, day(1), x, 1.1).map(|held| held.party.0))
    };
    assert_eq!(told(""), [Some(0), Some(0), Some(0), Some(1)]);
    assert_eq!(told("cut = [\"rivers\"]"), [Some(0), Some(0), Some(1), Some(1)]);
}

const TWO_SOURCES: &str = "date,place,lon,lat,holder,source\n2020-01-01,A,1,1,a,Desk\n\
    2020-01-01,A,1,1,b,Wire\n2020-01-01,B,1.3,1,a,Desk\n2020-01-01,B,1.3,1,a,Wire\n\
    2020-01-07,A,1,1,b,Desk\n";

#[test]
fn sources_stand_alone_or_side_by_side() {
    let (atlas, _) = atlas("near_km = 30\nreach_km = 30", TWO_SOURCES);
    assert_eq!(atlas.sources(), ["Desk", "Wire"]);
    let party = |atlas: &Atlas, n| at(&coverage(atlas), day(n), 0.99, 1.0).map(|held| held.party.0);
    let only = |name: &str, n| party(&atlas.clone().told_by(name), n);
    assert_eq!([only("Desk", 1), only("Wire", 1), only("Desk", 7)], [Some(0), Some(1), Some(1)]);
    let ruled = |rule| Atlas { disagreement: rule, ..atlas.clone() };
    assert_eq!(party(&ruled(Disagreement::Last), 1), Some(1));
    assert_eq!(party(&ruled(Disagreement::First), 1), Some(0));
    let both = coverage(&ruled(Disagreement::Contested));
    let told = |n, lon| {
        let held = at(&both, day(n), lon, 1.0).expect("held");
        (held.party.0, held.other.map(|other| other.0), held.status.clone())
    };
    assert_eq!(told(1, 0.99), (0, Some(1), Status::Contested));
    assert_eq!(told(1, 1.31), (0, None, Status::Held), "both say the same of B");
    assert_eq!(told(7, 0.99), (1, None, Status::Held), "they agree since");
}

/// The same of areas, with a source for each entry.
#[test]
fn sources_of_areas_disagree_too() {
    let square = |west: f64, party: &str| {
        format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{{\"type\":\"Feature\",\"properties\":{{\"party\":\
             \"{party}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[[{west},0],[{east},0],\
             [{east},1],[{west},1],[{west},0]]]}}}}]}}",
            east = west + 2.0
        )
    };
    let toml = "[atlas]\nfrom = 2020-01-01\nuntil = 2020-02-01\nbase = \"none\"\ndisagree = \"contested\"\n\
                [[control]]\nfile = \"one.geojson\"\nsource = \"One\"\n\
                [[control]]\nfile = \"two.geojson\"\nsource = \"Two\"\n";
    let (one, two) = (square(0.0, "a"), square(1.0, "b"));
    let (atlas, found) =
        open(&[("atlas.toml", toml), ("one.geojson", &one), ("two.geojson", &two)]);
    let atlas = atlas.unwrap_or_else(|| panic!("{found}"));
    let coverage = coverage(&atlas);
    let status = |lon| at(&coverage, day(1), lon, 0.5).map(|held| held.status.clone());
    let (held, contested) = (Some(Status::Held), Some(Status::Contested));
    assert_eq!([0.5, 1.5, 2.5].map(status), [held.clone(), contested, held]);
    assert!(found.iter().all(|one| one.code != "unknown-disagreement"));
    let (none, found) = open(&[
        ("atlas.toml", &toml.replace("contested", "contest")),
        ("one.geojson", &one),
        ("two.geojson", &two),
    ]);
    assert!(none.is_none() && found.to_string().contains("unknown-disagreement"), "{found}");
}

#[test]
fn what_is_wrong_is_told() {
    let table = "date,place,holder\n2020-01-01,Paris,a\n2020-01-01,Atlantis,a\n2020-01-01,San José,a\n\
                 2020-01-01,Lyon,\n2020-01-02,Paris,nobody\n";
    let (atlas, found) = atlas("cut = [\"none\"]", table);
    for code in
        ["gazetteer-position", "unknown-place", "ambiguous-place", "silent-row", "guessed-reach"]
    {
        assert!(found.contains(code), "{code}: {found}");
    }
    assert!(found.contains("t.csv:3: warning[unknown-place]"), "{found}");
    assert!(found.contains("Costa Rica"), "the candidates are told with their countries: {found}");
    let Some(ControlLayer::Towns(towns)) = atlas.control.first() else { panic!() };
    assert_eq!(towns.towns.len(), 1);
    let coverage = coverage(&atlas);
    let paris = |n| at(&coverage, day(n), 2.35, 48.86).is_some();
    assert_eq!([paris(1), paris(2)], [true, false]);
    let wrong = "[atlas]\nbase = \"none\"\n[[control]]\ntime = \"places\"\nfile = \"t.csv\"\ncut = [\"river\"]\n\
                 near_km = -1\n";
    let (none, found) = open(&[("atlas.toml", wrong), ("t.csv", "date,place\n2020-01-01,Paris\n")]);
    let found = found.to_string();
    assert!(none.is_none());
    for told in ["did you mean `rivers`", "negative-distance", "there is no column `holder`"] {
        assert!(found.contains(told), "{told}: {found}");
    }
}

#[test]
fn a_bare_table_is_read() {
    let places = "name,lon,lat\nA,1,1\nB,1.3,1\n";
    let holders = "date,place,holder\n2020-01-01,A,a\n2020-01-03,B,b\n";
    let (atlas, found) = open(&[("holders.csv", holders), ("places.csv", places)]);
    let atlas = atlas.unwrap_or_else(|| panic!("{found}"));
    assert!(found.to_string().contains("places = \"places.csv\""), "{found}");
    let Some(ControlLayer::Towns(towns)) = atlas.control.first() else { panic!("{found}") };
    assert_eq!((towns.towns.len(), atlas.from), (2, day(1)));
}
