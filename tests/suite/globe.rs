//! Maps of places where longitudes jump, where meridians meet, of all of the globe and of a town.

use crate::command::Folder;
use crate::picture::{decoded, differing};
use salient::compose::Composer;
use salient::dataset::{self, Atlas};
use salient::figure::{Request, Size};
use salient::paint::raster::Bitmap;
use salient::render::{Survey, render_png};
use salient::scene::{Group, Item};
use salient::source::files::Files;
use std::fmt::Write;

type Ring = Vec<(f64, f64)>;

/// An atlas of one day: land and the ground of two parties.
fn atlas(name: &str, land: &[Ring], held: [&[Ring]; 2], figure: &str) -> Atlas {
    let folder = Folder::new(name);
    let text = format!(
        "[atlas]\ntitle = \"Invented\"\nfrom = 2031-01-01\nuntil = 2031-01-02\n\
         [[party]]\nid = \"one\"\n[[party]]\nid = \"two\"\n\
         [[control]]\nfile = \"one.geojson\"\nheld_by = \"one\"\n\
         [[control]]\nfile = \"two.geojson\"\nheld_by = \"two\"\n\
         [[base]]\nfile = \"land.geojson\"\nkind = \"country\"\n\
         [[figure]]\nid = \"map\"\npalette = {{ one = \"#ff0000\", two = \"#0000ff\" }}\n{figure}"
    );
    folder.write("map/atlas.toml", &text);
    for (file, rings) in [("land", land), ("one", held[0]), ("two", held[1])] {
        folder.write(&format!("map/{file}.geojson"), &collection(rings));
    }
    let mut files = Files::at(folder.path("map")).expect("a folder");
    let (atlas, found) = dataset::open(&mut files, "map");
    atlas.unwrap_or_else(|| panic!("{found:?}"))
}

/// Rings as a feature collection; longitudes as they are usually written.
fn collection(rings: &[Ring]) -> String {
    let mut features = String::new();
    for ring in rings {
        let written = |lon: f64| if lon > 180.0 { lon - 360.0 } else { lon };
        let position = |&(lon, lat): &(f64, f64)| format!("[{:.5},{lat:.5}]", written(lon));
        let positions: Vec<String> = ring.iter().chain(ring.first()).map(position).collect();
        let separator = if features.is_empty() { "" } else { "," };
        let _ = write!(
            features,
            "{separator}{{\"type\":\"Feature\",\"properties\":{{}},\"geometry\":\
             {{\"type\":\"Polygon\",\"coordinates\":[[{}]]}}}}",
            positions.join(",")
        );
    }
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}")
}

/// Half of a wavy island: its north, or its south.
fn half(lon: f64, lat: f64, radius: f64, north: bool) -> Ring {
    let side = if north { 0.0 } else { std::f64::consts::PI };
    let coast = (0..=24).map(|i| {
        let angle = side + f64::from(i) / 24.0 * std::f64::consts::PI;
        let r = radius * (1.0 + 0.15 * (3.0 * angle).sin().abs());
        (lon + r * angle.cos(), lat + r * angle.sin())
    });
    // The middle of the straight side, too: cut there or not, it is the same line.
    coast.chain([(lon, lat)]).collect()
}

/// Three islands, the middle one around `lon`.
fn islands(name: &str, lon: f64) -> Survey {
    let places = [(lon - 1.6, -17.4, 0.6), (lon, -18.0, 0.8), (lon + 1.9, -17.0, 0.5)];
    let halves = |north: bool| -> Vec<Ring> {
        places.iter().map(|&(lon, lat, radius)| half(lon, lat, radius, north)).collect()
    };
    let (north, south) = (halves(true), halves(false));
    Survey::new(atlas(name, &[north.clone(), south.clone()].concat(), [&north, &south], ""))
}

fn picture(survey: &Survey) -> Bitmap {
    let size = Some(Size::parse_pixels("640x360").expect("a size"));
    let plan = survey.plan(&Request { size, ..Request::default() }).expect("a plan");
    decoded(&render_png(survey, &plan, plan.date).expect("a map"))
}

/// All groups of a name in the picture of the day.
fn groups(survey: &Survey, id: &str) -> Vec<Group> {
    fn find(group: &Group, id: &str, found: &mut Vec<Group>) {
        if group.id == id {
            found.push(group.clone());
        }
        for item in &group.items {
            if let Item::Group(inner) = item {
                find(inner, id, found);
            }
        }
    }
    let plan = survey.plan(&Request::default()).expect("a plan");
    let composer = Composer::new(survey.atlas(), &plan, survey.coverage(), survey.typesetter());
    let mut found = Vec::new();
    for layer in composer.scene(plan.date).layers {
        find(&layer.group, id, &mut found);
    }
    found
}

/// The same islands around the antimeridian and sixty degrees west of it: the same areas, the same
/// borders, the same picture.
#[test]
fn the_antimeridian_is_a_meridian_like_any_other() {
    let (there, here) = (islands("antimeridian", 180.0), islands("elsewhere", 120.0));
    let areas = |survey: &Survey| survey.coverage().areas_km2().to_vec();
    assert_eq!(areas(&there).len(), areas(&here).len());
    for (a, b) in areas(&there).iter().zip(areas(&here)) {
        assert!((a - b).abs() <= 1e-3 * b.abs(), "{a} and {b} square kilometers");
    }
    let day = there.atlas().from;
    let front = |survey: &Survey| {
        let arcs = survey.coverage().frontline(day);
        (arcs.len(), survey.coverage().length_km(arcs.into_iter().map(|(arc, _, _)| arc)))
    };
    let ((count, length), (arcs, kilometers)) = (front(&there), front(&here));
    assert_eq!(count, arcs);
    assert!((length / kilometers - 1.0).abs() < 1e-3, "{length} and {kilometers} km");
    let (a, b) = (picture(&there), picture(&here));
    let count = differing(&a, &b);
    assert!(count < 60, "{count} pixels differ");
    assert_eq!(
        groups(&there, "scale-bar")[0].items.len(),
        groups(&here, "scale-bar")[0].items.len()
    );
    assert!(!groups(&there, "scale-bar")[0].items.is_empty());
}

/// Ground around the pole, in whichever direction its outline runs.
#[test]
fn the_pole_is_in_the_middle_of_its_map() {
    let west: Ring =
        [(-180.0, 90.0), (-180.0, 76.0), (-90.0, 72.0), (0.0, 76.0), (0.0, 90.0)].into();
    let east: Ring = [(0.0, 90.0), (0.0, 76.0), (90.0, 72.0), (180.0, 76.0), (180.0, 90.0)].into();
    let around: Ring = (0..72).map(|i| (f64::from(i) * 5.0 - 180.0, 74.0)).collect();
    for (name, land) in [("cap", around.clone()), ("pac", around.into_iter().rev().collect())] {
        let survey = Survey::new(atlas(
            name,
            &[land],
            [std::slice::from_ref(&west), std::slice::from_ref(&east)],
            "",
        ));
        let map = picture(&survey);
        let plan = survey.plan(&Request::default()).expect("a plan");
        let layout = salient::compose::PageLayout::of(
            Size::parse_pixels("640x360").expect("a size"),
            plan.layout,
        );
        let middle = layout.map.center();
        let pixel = |x: f64, y: f64| {
            let at = (y as usize * map.width as usize + x as usize) * 3;
            [map.data[at], map.data[at + 1], map.data[at + 2]]
        };
        for up in [-40.0, 0.0, 40.0] {
            let [left, right] = [-12.0, 12.0].map(|x| pixel(middle.x + x, middle.y + up));
            assert!(left[0] > left[2] && right[0] < right[2], "{name}: {left:?} {right:?}");
        }
        assert!(!groups(&survey, "graticule").is_empty(), "north is not up everywhere");
    }
}

/// A map of the world has its edge, sea, and a graticule with degrees; one of a town has none.
#[test]
fn the_world_and_a_town() {
    let land: Ring = [(-20.0, -30.0), (50.0, -30.0), (50.0, 60.0), (-20.0, 60.0)].into();
    let far: Ring = [(-120.0, -40.0), (-60.0, -40.0), (-60.0, 50.0), (-120.0, 50.0)].into();
    let east: Ring = [(100.0, 10.0), (170.0, 10.0), (170.0, 70.0), (100.0, 70.0)].into();
    let world = Survey::new(atlas(
        "world",
        &[land.clone(), far.clone(), east.clone()],
        [&[land, far], &[east]],
        "",
    ));
    assert!(groups(&world, "scale-bar")[0].items.is_empty());
    assert_eq!(groups(&world, "graticule")[0].items.len(), 2, "lines and the edge of the globe");
    assert!(groups(&world, "degrees")[0].items.len() > 6);
    let map = picture(&world);
    let corner = &map.data[(map.width as usize * 3 - 3)..][..3];
    assert_eq!(corner, [0xfb, 0xf9, 0xf4], "beyond the globe there is paper");

    let north: Ring = [(44.40, 33.30), (44.46, 33.30), (44.46, 33.34), (44.40, 33.34)].into();
    let south: Ring = [(44.40, 33.26), (44.46, 33.26), (44.46, 33.30), (44.40, 33.30)].into();
    let town = Survey::new(atlas(
        "town",
        &[north.clone(), south.clone()],
        [std::slice::from_ref(&north), std::slice::from_ref(&south)],
        "",
    ));
    assert!(!groups(&town, "scale-bar")[0].items.is_empty());
    assert!(groups(&town, "graticule").is_empty() && groups(&town, "degrees").is_empty());

    let figure = "graticule = true\nprojection = \"utm:38n\"\n\
                  bounds = [444000.0, 3681000.0, 450000.0, 3690000.0]\n";
    let gridded =
        Survey::new(atlas("grid", &[north.clone(), south.clone()], [&[north], &[south]], figure));
    assert!(groups(&gridded, "degrees")[0].items.len() > 2);
}
