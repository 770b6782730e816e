use super::*;
use crate::source::collection::Shape;

mod agreement;

fn messages(text: &str) -> String {
    read(text.as_bytes(), "a.geojson").1.to_string()
}

#[test]
fn collections_features_and_geometries_are_read() {
    let geometry = r#"{"type":"Point","coordinates":[46.7,39.8]}"#;
    let feature = format!(r#"{{"type":"Feature","properties":{{"a":1}},"geometry":{geometry}}}"#);
    let all = format!(
        "{{\"type\":\"FeatureCollection\",\"source\":\"x\",\"features\":[\n{feature},\n{feature}]}}"
    );
    for (text, count) in [(geometry.to_owned(), 1), (feature, 1), (all.clone(), 2)] {
        let (collection, found) = read(text.as_bytes(), "a.geojson");
        assert!(found.is_empty(), "{found}");
        assert_eq!(collection.records.len(), count);
        assert_eq!(collection.records[0].shape, Shape::Plain(geo::Point::new(46.7, 39.8).into()));
    }
    let (collection, _) = read(all.as_bytes(), "a.geojson");
    assert_eq!(collection.foreign["source"], "x");
    assert_eq!(collection.records[1].location.to_string(), "a.geojson:3 (feature 2)");
    assert_eq!(collection.records[1].properties["a"], 1);
}

#[test]
fn broken_json_is_placed() {
    assert_eq!(
        messages("{\n  \"type\": \"Feature\",\n  \"x\": [1,]\n}"),
        "a.geojson:3:11: error[bad-json]: trailing comma\n  \
         help: mend the file there or export it anew"
    );
    assert_eq!(
        messages("{\"type\":\"Point\",\"coordinates\":[NaN,1]}"),
        "a.geojson:1:32: error[bad-json]: expected value\n  \
         help: JSON has no NaN and no Infinity: write null or remove the member"
    );
    assert_eq!(
        messages("{\"type\":\"Point\","),
        "a.geojson:1:16: error[bad-json]: EOF while parsing a value\n  \
         help: the file ends too early: was it saved completely?"
    );
    assert!(messages("").contains("help: the file is empty"));
    // A fault of meaning before one of form does not hide it.
    assert_eq!(
        messages("{\"type\":\"Featur\",\n\"a\":}"),
        "a.geojson:2:5: error[bad-json]: expected value\n  \
         help: mend the file there or export it anew"
    );
}

#[test]
fn each_faulty_feature_is_told_and_the_others_are_given() {
    let text = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}},
{"type":"Feature","properties":{},"geometry":{"type":"Ponit","coordinates":[1,2]}},
{"type":"Feature","properties":{},"geometry":null},
{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[]}},
{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[39.8,146.7]}}]}"#;
    let (collection, found) = read(text.as_bytes(), "a.geojson");
    assert_eq!((collection.records.len(), collection.features), (1, 5));
    assert_eq!(
        found.to_string(),
        "a.geojson:3 (feature 2): error[bad-geojson]: unknown variant `Ponit`, expected one of \
         `Point`, `LineString`, `Polygon`, `MultiPoint`, `MultiLineString`, `MultiPolygon`, \
         `GeometryCollection`\n  help: compare the feature with RFC 7946 or export it anew\n\
         a.geojson:4 (feature 3): warning[null-geometry]: the feature has no geometry\n  \
         help: give it one or remove the feature; it is left out\n\
         a.geojson:5 (feature 4): error[empty-geometry]: the geometry is empty\n  \
         help: give it coordinates or remove the feature\n\
         a.geojson:6 (feature 5): error[swapped-coordinates]: the position [39.8, 146.7] is out \
         of range\n  help: latitude and longitude seem swapped: write [longitude, latitude]"
    );
}

#[test]
fn other_formats_are_recognized() {
    assert!(messages(r#"{"geometryType":"x","features":[]}"#).contains("this is Esri JSON"));
    assert!(messages("[1]").contains("error[bad-geojson]: the file is not GeoJSON"));
}

#[test]
fn another_reference_system_is_converted_from() {
    let file = |name: &str, point: &str| {
        let crs = format!(r#""crs":{{"type":"name","properties":{{"name":"{name}"}}}}"#);
        let geometry = format!(r#"{{"type":"Point","coordinates":{point}}}"#);
        let feature = format!(r#"{{"type":"Feature","properties":null,"geometry":{geometry}}}"#);
        format!(r#"{{"type":"FeatureCollection",{crs},"features":[{feature}]}}"#)
    };
    assert_eq!(messages(&file("urn:ogc:def:crs:OGC:1.3:CRS84", "[1,2]")), "");
    let text = file("EPSG:3857", "[5204000,4838000]");
    let (collection, found) = read(text.as_bytes(), "a.geojson");
    assert!(found.to_string().starts_with("a.geojson: note[converted-crs]"), "{found}");
    let Shape::Plain(geo::Geometry::Point(point)) = &collection.records[0].shape else { panic!() };
    assert!((point.x() - 46.748_327_386).abs() < 1e-8 && (point.y() - 39.807_444_732).abs() < 1e-8);
    // Files that say one thing and hold another are common.
    let found = messages(&file("EPSG:3857", "[46.7,39.8]"));
    assert!(found.contains("warning[other-crs]: the file says `EPSG:3857`"), "{found}");
    assert!(messages(&file("EPSG:99999", "[1,2]")).contains("error[unknown-crs]"));
}

#[test]
fn deep_nesting_is_refused() {
    let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(messages(&text).contains("error[bad-json]: recursion limit exceeded"));
    let deep = format!(
        "{}{{\"type\":\"Point\",\"coordinates\":[1,2]}}{}",
        "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(500),
        "]}".repeat(500)
    );
    assert!(messages(&deep).contains("recursion limit exceeded"), "{}", messages(&deep));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        read(&bytes, "a.geojson");
    }

    #[test]
    fn any_coordinates_are_read_or_refused(
        kind in "Point|LineString|Polygon|MultiPolygon|MultiPoint|MultiLineString",
        coordinates in "[\\[\\],0-9.\\-e ]{0,40}",
        numbers in proptest::collection::vec((-200.0..200.0, -100.0..100.0), 0..6),
    ) {
        let ring: Vec<[f64; 2]> = numbers.into_iter().map(|(x, y)| [x, y]).collect();
        for body in [coordinates, format!("[{ring:?}]"), format!("[[{ring:?}]]")] {
            let text = format!(r#"{{"type":"{kind}","coordinates":{body}}}"#);
            let (collection, found) = read(text.as_bytes(), "a.geojson");
            proptest::prop_assert!(found.has_errors() != (collection.records.len() == 1));
        }
    }
}
