//! Arrows, symbols of events, units.

use super::*;
use crate::math::LonLat;

const PLACES: &str = "name,lon,lat,symbol,from,until\nTown,10,50,,,\n\
    1st Brigade,11,51,unit:neutral:armor:brigade,2020-01-03,2020-01-09\n";
const TABLE: &str = "[places]\nfile = \"p.csv\"\n";

#[test]
fn arrows_pass_through_positions_and_places() {
    let arrow = "[[arrow]]\nparty = \"Reds\"\nfrom = 2020-01-05\nwidth = 9\napproximate = true\n\
        points = [[9, 49.5], \"town\", { at = [11, 51], date = 2020-01-08 }]\n";
    let atlas = sound(&format!("{TABLE}{arrow}"), &[("p.csv", PLACES)]);
    let [arrow] = atlas.arrows.as_slice() else { panic!() };
    assert_eq!((arrow.party, arrow.width, arrow.approximate), (Some(PartyId(0)), Some(9.0), true));
    assert_eq!(arrow.points[1].position, LonLat::new(10.0, 50.0));
    assert_eq!(arrow.reached(day("2020-01-07")).len(), 2);
    assert_eq!(arrow.reached(day("2020-01-08")).len(), 3);
    assert!(
        arrow.validity.contains(day("2020-01-31")) && !arrow.validity.contains(day("2020-01-04"))
    );
}

#[test]
fn all_mistakes_in_arrows_are_told() {
    let arrows = "[[arrow]]\nparty = \"green\"\npoints = [\"Twon\", [200, 95]]\n\
        [[arrow]]\npoints = [[1, 2]]\nwidth = -1\n\
        [[arrow]]\nlabel = \"none\"\n\
        [[arrow]]\npoints = [{ at = [1, 2], date = 2020-01-09 }, { at = [2, 2], date = 2020-01-03 }]\n";
    let said = messages(&format!("{TABLE}{arrows}"), &[("p.csv", PLACES)]);
    for part in [
        "there is no place `Twon`",
        "did you mean `Town`?",
        "longitude and latitude in degrees",
        "at least two points",
        "greater than 0",
        "`[[arrow]]` has no `points`",
        "go backwards",
        "green",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn units_have_a_symbol_and_a_time() {
    let atlas = sound(TABLE, &[("p.csv", PLACES)]);
    let [town, unit] = atlas.places.as_slice() else { panic!() };
    assert_eq!((town.symbol, town.validity), (None, Validity::ALWAYS));
    assert_eq!(unit.symbol, UnitSymbol::parse("unit:neutral:armor:brigade").ok());
    assert_eq!(unit.validity, Validity::new(Some(day("2020-01-03")), Some(day("2020-01-09"))));
    let wrong = "name,lon,lat,symbol\na,1,1,unit:neutral:infantery\nb,2,2,circle\n";
    let said = messages(TABLE, &[("p.csv", wrong)]);
    assert!(said.contains("did you mean `infantry`?"), "{said}");
    assert!(said.contains("unit:AFFILIATION:FUNCTION:SIZE"), "{said}");
}

#[test]
fn an_atlas_brings_symbols() {
    let toml = "[events]\nfile = \"e.csv\"\nsymbols = { landslide = \"s/l.svg\" }\n";
    let events = "date,text,kind\n2020-01-02,Rocks,landslide\n";
    let atlas = sound(toml, &[("e.csv", events), ("s/l.svg", "<svg/>")]);
    let [symbol] = atlas.symbols.as_slice() else { panic!() };
    assert_eq!((symbol.kind.as_str(), &symbol.bytes[..]), ("landslide", &b"<svg/>"[..]));
    let said = messages(toml, &[("e.csv", events)]);
    assert!(said.contains("s/l.svg"), "{said}");
}
