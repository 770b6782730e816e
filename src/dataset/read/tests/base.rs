use super::*;

fn gray(values: &[u8; 4]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 2, 2);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(values).unwrap();
    bytes
}

#[test]
fn features_keep_name_rank_and_the_rest() {
    let town = r#"{"type":"Feature","properties":{"NAME":"Baku","name_alt":"Bakı","scalerank":9,
        "population":2300000,"x":null},"geometry":{"type":"Point","coordinates":[49.9,40.4]}}"#;
    let csv = "name,longitude,latitude,population\nGoris,46.3,39.5,20591\n";
    let atlas = sound(
        "[[base]]\nkind = \"town\"\nfile = [\"t.geojson\", \"t.csv\"]\n",
        &[("t.geojson", town), ("t.csv", csv)],
    );
    let [baku, goris] = atlas.base[0].features.as_slice() else { panic!() };
    assert_eq!((baku.name.as_deref(), baku.dual_name.as_deref()), (Some("Baku"), Some("Bakı")));
    assert_eq!((baku.rank, goris.rank), (5, 3));
    assert_eq!(baku.properties.keys().collect::<Vec<_>>(), ["population"]);
    assert_eq!(goris.properties["population"], "20591");
}

#[test]
fn relief_is_read_in_meters() {
    let toml = toml(
        "[[base]]\nkind = \"relief\"\nfile = \"r.png\"\nbounds = [44, 38.5, 46, 40]\noffset = -28\n",
    );
    let mut files = Files::memory([
        ("atlas.toml".to_owned(), Cow::Owned(toml.into_bytes())),
        ("r.png".to_owned(), Cow::Owned(gray(&[0, 28, 100, 255]))),
    ]);
    let (atlas, found) = crate::dataset::open(&mut files, "t");
    assert!(found.is_empty(), "{found}");
    let atlas = atlas.unwrap();
    let relief = atlas.base[0].elevation.as_ref().unwrap();
    assert_eq!(relief.meters, [-28, 0, 72, 227]);
    assert_eq!((relief.north_west.lat, relief.south_east.lon), (40.0, 46.0));
}

#[test]
fn faults_are_told() {
    let file = squares(&[("", 0.0)]);
    assert_eq!(
        messages(
            "[[base]]\nkind = \"rivers\"\nfile = \"x\"\n[[base]]\nkind = \"relief\"\nfile = \"r.png\"\n\
             bounds = [1, 2]\n[[base]]\nkind = \"town\"\nfile = \"t.geojson\"\n",
            &[("r.png", "no picture"), ("t.geojson", &file)]
        ),
        "atlas.toml:12:8: error[unknown-base]: there is no base kind `rivers`\n  \
         help: did you mean `river`?\n\
         atlas.toml:17:10: error[wrong-type]: `bounds` must be [west, south, east, north], not a \
         list\n  help: write [west, south, east, north]\n\
         r.png: error[bad-grid]: the picture cannot be read: Invalid PNG signature.\n  \
         help: give a gray PNG of 8 or 16 bits whose values are meters\n\
         t.geojson:2 (feature 1): warning[wrong-geometry]: points are wanted here, not areas\n  \
         help: the feature is left out; draw lines and areas as an [[overlay]]"
    );
}
