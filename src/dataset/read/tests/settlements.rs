use super::*;

const ENTRY: &str = "[[control]]\ntime = \"places\"\nplaces = \"s.csv\"\nchanges = \"c.csv\"\n\
    within = \"w.geojson\"\nrear = [{ party = \"red\", file = \"w.geojson\" }]\nsmoothing_km = 0.5\n";

fn layer(settlements: &str, changes: &str) -> (PlacesControl, String) {
    let (toml, within) = (toml(ENTRY), squares(&[("", 0.0)]));
    let files = [
        ("atlas.toml", toml.as_str()),
        ("s.csv", settlements),
        ("c.csv", changes),
        ("w.geojson", &within),
    ];
    let (atlas, found) = open(&files);
    let Some(ControlLayer::Places(places)) = atlas.unwrap().control.pop() else { panic!() };
    (*places, found.to_string())
}

fn told(places: &PlacesControl) -> Vec<String> {
    let tell = |s: &Settlement| {
        let reports: Vec<String> =
            s.reports.iter().map(|r| format!(" {} {}", r.day, r.held_by.0)).collect();
        format!("{}{}", s.name, reports.concat())
    };
    places.settlements.iter().map(tell).collect()
}

#[test]
fn captures_and_settlements_become_one_list() {
    let (places, found) = layer(
        "place,lon,lat,capture\nAlpha,0.5,0.5,\nBeta,0.25,0.25,\nAlfa,0.501,0.5,Alpha\nAlpha,0.75,0.5,\n",
        "date,place,held_by,unit,lon,lat,status,claim\n\
         2020-01-09,Alpha,blue,place,0.5,0.5,held,claimed\n\
         2020-01-05,Alpha,red,place,0.500001,0.5,claimed,\n\
         2020-01-06,Beyond,red,place,9.5,9.5,held,\n\
         2020-01-07,Beta,red,,,,held,\n\
         2020-01-08,District,red,district,0.1,0.1,held,\n",
    );
    assert_eq!(
        told(&places),
        ["Alpha 2020-01-05 0 2020-01-09 1", "Beyond 2020-01-06 0", "Beta", "Alpha"]
    );
    let reports = &places.settlements[0].reports;
    assert_eq!((&reports[0].status, reports[1].claim), (&Status::Claimed, Claim::Claimed));
    assert_eq!((places.smoothing_km, places.reach_km, places.rears.len()), (0.5, None, 1));
    assert_eq!(
        found,
        "c.csv:5: note[unlocated-change]: 2 rows are of a district or have no position and change \
         no area\n  help: give their lon and lat, if they are places"
    );
}

#[test]
fn without_positions_changes_find_their_place_by_name() {
    let (places, found) = layer(
        "place,lon,lat\nAlpha,0.5,0.5\nBeta,0.25,0.25\nBeta,0.75,0.75\n",
        "date,place,held_by\n2020-01-05,ALPHA,red\n2020-01-05,Beta,red\n2020-01-05,Alpah,red\n",
    );
    assert_eq!(told(&places), ["ALPHA 2020-01-05 0", "Beta", "Beta"]);
    assert_eq!(
        found,
        "c.csv:3: warning[ambiguous-place]: there are 2 places `Beta`, the change is left out\n  \
         help: give the change its lon and lat\n\
         c.csv:4: warning[unknown-place]: there is no place `Alpah`\n  help: did you mean `alpha`?"
    );
}

#[test]
fn what_is_missing_is_told() {
    assert_eq!(
        messages(
            "[[control]]\ntime = \"places\"\nplaces = \"s.csv\"\nsmoothing_km = 1\n",
            &[("s.csv", "name\n")]
        ),
        "atlas.toml:11:1: error[missing-key]: `[[control]]` has no `within`\n  \
         help: add a line `within = …`\n\
         atlas.toml:11:1: error[missing-key]: `[[control]]` has no `changes`\n  \
         help: add a line `changes = …`"
    );
}
