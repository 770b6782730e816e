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

const AREA: &str = r#"{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]]]}"#;

#[test]
fn geojson_in_other_json_is_found() {
    let feature = format!(r#"{{"type":"Feature","properties":{{"a":1}},"geometry":{AREA}}}"#);
    let all =
        format!(r#"{{"type":"FeatureCollection","source":"x","features":[{feature},{feature}]}}"#);
    for (text, count, says) in [
        (format!(r#"{{"status":"ok","data":{all}}}"#), 2, "from the member `data`"),
        (format!(r#"{{"a":{{"b":{all}}},"n":[1]}}"#), 2, "from the member `a.b`"),
        (format!("[{feature},{AREA}]"), 2, "is a list of GeoJSON"),
        (format!("[{all},{all}]"), 4, "is a list of GeoJSON"),
        (format!(r#"{{"features":[{feature}]}}"#), 1, "from the member `features`"),
        (format!(r#"{{"north":{all},"south":{feature}}}"#), 3, "members `north`, `south`"),
    ] {
        let (collection, found) = read(text.as_bytes(), "a.json");
        let told = found.to_string().replace("the member `north`", "members `north`");
        assert!(told.contains("note[wrapped-geojson]") && told.contains(says), "{told}");
        assert_eq!(collection.records.len(), count, "{text}");
        assert_eq!(collection.records[0].properties.contains_key("layer"), says.contains("north"));
    }
    let (_, found) = read(br#"{"a":{"b":[1,{"c":null}]}}"#, "a.json");
    assert!(found.to_string().contains("error[bad-geojson]"), "{found}");
    // A feature that has a fault is told, the others are read.
    let (collection, found) =
        read(format!(r#"{{"data":[{feature},{{"type":"Point"}}]}}"#).as_bytes(), "a.json");
    assert_eq!(collection.records.len(), 1);
    assert!(found.to_string().contains("a.json (feature 2): error[bad-geojson]"), "{found}");
}

#[test]
fn features_may_name_a_system_of_their_own() {
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}}"#;
    let meters = r#"{"type":"Point","coordinates":[5204000,4838000]}"#;
    let of = |member: &str, geometry: &str| {
        format!(r#"{{"type":"Feature","properties":null,{member}"geometry":{geometry}}}"#)
    };
    let own = of(&format!("{crs},"), meters);
    let of_geometry = of("", &meters.replacen('{', &format!("{{{crs},"), 1));
    let plain = of("", r#"{"type":"Point","coordinates":[1,2]}"#);
    for text in [
        own.clone(),
        of_geometry.clone(),
        meters.replacen('{', &format!("{{{crs},"), 1),
        format!("{own}\n{plain}\n{of_geometry}\n"),
        format!(r#"{{"type":"FeatureCollection","features":[{own},{plain},{of_geometry}]}}"#),
    ] {
        let (collection, found) = read(text.as_bytes(), "a.json");
        assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), ["converted-crs"], "{text}");
        for record in &collection.records {
            let Shape::Plain(geo::Geometry::Point(at)) = &record.shape else { panic!() };
            let is_plain = *at == geo::Point::new(1.0, 2.0);
            assert!(is_plain || (at.x() - 46.748_327_386).abs() < 1e-8, "{at:?}");
        }
    }
    let unknown = own.replace("EPSG::3857", "EPSG::99999");
    let (collection, found) = read(format!("{plain}\n{unknown}\n").as_bytes(), "a.json");
    assert_eq!(collection.records.len(), 1);
    assert!(found.to_string().contains("a.json:2 (feature 2): error[unknown-crs]"), "{found}");
}

#[test]
fn systems_are_named_in_many_ways() {
    let meters = r#"{"type":"Point","coordinates":[5204000,4838000]"#;
    for crs in [
        r#"{"type":"name","properties":{"name":"EPSG:3857"}}"#,
        r#"{"type":"EPSG","properties":{"code":3857}}"#,
        r#"{"type":"link","properties":{"href":"http://spatialreference.org/ref/epsg/3857/proj4/"}}"#,
        r#"{"type":"name","properties":{"name":"http://www.opengis.net/def/crs/EPSG/0/3857"}}"#,
        r#""EPSG:3857""#,
    ] {
        let (collection, found) = read(format!(r#"{meters},"crs":{crs}}}"#).as_bytes(), "a.json");
        let Some(Shape::Plain(geo::Geometry::Point(at))) =
            collection.records.first().map(|r| &r.shape)
        else {
            panic!("{crs}: {found}")
        };
        assert!((at.x() - 46.748_327_386).abs() < 1e-8, "{crs}: {at:?}");
    }
    let degrees = r#"{"type":"Point","coordinates":[1,2]"#;
    for crs in [
        "null",
        r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#,
        r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4326"}}"#,
    ] {
        let (collection, found) = read(format!(r#"{degrees},"crs":{crs}}}"#).as_bytes(), "a.json");
        assert!(found.is_empty() && collection.records.len() == 1, "{crs}: {found}");
    }
    let nameless = format!(r#"{degrees},"crs":{{"type":"name","properties":{{}}}}}}"#);
    assert!(read(nameless.as_bytes(), "a.json").1.to_string().contains("error[unknown-crs]"));
}

#[test]
fn other_encodings_are_told() {
    let utf_16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, found) = read(&utf_16, "a.json");
    assert!(found.to_string().contains("the file is UTF-16, not UTF-8"), "{found}");
    let (collection, found) = read(format!("\u{feff}{AREA}").as_bytes(), "a.json");
    assert!(found.is_empty() && collection.records.len() == 1, "{found}");
}
