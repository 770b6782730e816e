use super::*;
use crate::source::collection::Shape;
use crate::source::format::{self, Beside};

/// Made by `two-layers.py`.
const FILE: &[u8] = include_bytes!("two-layers.gpkg");
const PAGE: usize = 512;

fn read_file(bytes: &[u8]) -> (Collection, String) {
    let (collection, found) = read(bytes, "a.gpkg", &BTreeMap::new());
    (collection, found.to_string())
}

#[test]
fn layers_are_read_with_their_properties() {
    let (collection, found) = read_file(FILE);
    assert_eq!(
        found,
        "a.gpkg (feature 13): warning[null-geometry]: the feature has no geometry\n  \
         help: give it one or remove the feature; it is left out\n\
         a.gpkg (feature 14): warning[null-geometry]: the feature has no geometry\n  \
         help: give it one or remove the feature; it is left out\n\
         a.gpkg (feature 15): error[bad-geometry]: the geometry cannot be read: it is a curve, \
         which is not drawn\n  help: convert curves to lines (ST_CurveToLine, or ogr2ogr -nlt \
         CONVERT_TO_LINEAR)\n\
         a.gpkg: note[converted-crs]: coordinates are converted from `EPSG:32638`\n  \
         help: export the file in WGS 84 degrees (EPSG:4326) to save the conversion\n\
         a.gpkg: error[geopackage-left-out]: the layer `seen` is a view and is not read\n  \
         help: export it as a layer of its own"
    );
    assert_eq!((collection.records.len(), collection.features), (13, 16));
    let area = |i: usize| match &collection.records[i].shape {
        Shape::Areas(areas) => geo::Area::unsigned_area(&areas.unpack()),
        Shape::Plain(other) => panic!("{other:?}"),
    };
    assert_eq!([area(0), area(11)], [1.0, 1.0]);
    // The area of a regular 64-gon.
    assert!((area(3) - 32.0 * (std::f64::consts::PI / 32.0).sin()).abs() < 1e-9);
    assert_eq!(collection.repairs.heights, 65);
    let told = |i: usize| serde_json::to_string(&collection.records[i].properties).unwrap();
    assert_eq!(
        told(0),
        r#"{"fid":1,"from":"2031-05-01","holder":"b","layer":"control areas","share":0.5,"sure":false}"#
    );
    assert_eq!(
        told(1),
        r#"{"fid":2,"from":"2031-05-02","holder":"a","later":"x","layer":"control areas","share":0.25,"sure":true}"#
    );
    assert_eq!(collection.records[3].properties["holder"], "Ünïted");
    // cs2cs of PROJ 9.5.1 gives the same place.
    let Shape::Plain(geo::Geometry::Point(town)) = &collection.records[12].shape else { panic!() };
    assert!((town.x() - 46.750_514_286).abs() < 1e-8 && (town.y() - 39.736_706_997).abs() < 1e-8);
    assert_eq!(told(12), r#"{"id":7,"layer":"towns","name":"Town"}"#);
}

#[test]
fn changes_that_are_not_in_the_file_are_told() {
    let beside = Beside {
        companions: BTreeMap::from([("-wal", vec![1]), ("-journal", Vec::new())]),
        ..Beside::default()
    };
    let (_, found) = format::read(FILE, "a.gpkg", &beside);
    let first = found.iter().next().map(ToString::to_string).unwrap_or_default();
    assert_eq!(
        first,
        "a.gpkg: warning[unwritten-changes]: changes in `a.gpkg-wal` are not yet in the file and \
         are not read\n  help: close the program that has the file open, or export the layers anew"
    );
}

#[test]
fn a_file_that_is_none_or_cut_off_is_told() {
    for (bytes, says) in [
        (&b"PK"[..], "it does not begin like a database of SQLite 3"),
        (&FILE[..PAGE * 3], "is the file cut off?"),
        (&FILE[..50], "it does not begin like"),
    ] {
        let (_, found) = read_file(bytes);
        assert!(found.contains("error[bad-geopackage]") && found.contains(says), "{found}");
    }
}

/// A page that is its own child, and a row that runs over onto itself.
#[test]
fn circles_in_the_file_end() {
    let inner = FILE.chunks(PAGE).skip(1).position(|page| page[0] == 5).unwrap() + 1;
    let mut bytes = FILE.to_vec();
    bytes[inner * PAGE + 8..][..4].copy_from_slice(&(inner as u32 + 1).to_be_bytes());
    let (_, found) = read_file(&bytes);
    assert!(found.contains("is used twice"), "{found}");
}

#[test]
fn any_page_may_be_spoiled() {
    for page in 0..FILE.len() / PAGE {
        for value in [0, 1, 0x0d, 0x7f, 0xff] {
            for at in [0, 1, 3, 4, 8, 9, 12, 100, 300, 511] {
                let mut bytes = FILE.to_vec();
                bytes[page * PAGE + at] = value;
                read_file(&bytes);
            }
        }
        let mut bytes = FILE.to_vec();
        bytes[page * PAGE..][..PAGE].fill(0xff);
        read_file(&bytes);
        read_file(&FILE[..page * PAGE]);
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_may_be_spoiled(spoiled in proptest::collection::vec((0..FILE.len(), 0_u8..), 1..20)) {
        let mut bytes = FILE.to_vec();
        for (at, value) in spoiled {
            bytes[at] = value;
        }
        read_file(&bytes);
    }

    #[test]
    fn any_well_known_binary_is_read(bytes in proptest::collection::vec(0_u8..9, 0..80)) {
        let _ = wkb::read(&bytes);
    }
}
