use super::*;
use crate::source::collection::Shape;
use std::io::Write;

const MAP: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Style id="north"><PolyStyle><color>7f0000ff</color></PolyStyle></Style>
<StyleMap id="map"><Pair><key>normal</key><styleUrl>#north</styleUrl></Pair></StyleMap>
<Folder><name>Held</name><TimeSpan><begin>2022-09-11</begin><end>2022-09-12</end></TimeSpan>
<Placemark><name>North</name><styleUrl>#map</styleUrl>
<ExtendedData><Data name="holder"><value>a</value></Data>
<SchemaData><SimpleData name="source">x</SimpleData></SchemaData></ExtendedData>
<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>
0,0,5 4,0,5 4,4,5 0,0,5</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry>
</Placemark></Folder>
<Placemark><TimeStamp><when>2022-09</when></TimeStamp><Point><coordinates>1, 2</coordinates></Point></Placemark>
</Document></kml>"##;

#[test]
fn placemarks_are_read_with_all_they_say() {
    let (collection, found) = read(MAP.as_bytes(), "a.kml");
    assert!(found.is_empty(), "{found}");
    let [area, point] = collection.records.as_slice() else { panic!("{collection:?}") };
    assert!(matches!(area.shape, Shape::Areas(_)));
    assert_eq!(collection.repairs.heights, 4);
    let told: Vec<String> =
        area.properties.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(
        told,
        [
            "fill=\"#ff0000\"",
            "fill-opacity=0.5",
            "folder=\"Held\"",
            "from=\"2022-09-11\"",
            "holder=\"a\"",
            "name=\"North\"",
            "source=\"x\"",
            "style=\"map\"",
            "until=\"2022-09-12\"",
        ]
    );
    assert_eq!(point.shape, Shape::Plain(geo::Point::new(1.0, 2.0).into()));
    assert_eq!(point.properties["date"], "2022-09");
    assert_eq!(point.location.to_string(), "a.kml:12 (feature 2)");
}

#[test]
fn namespaces_do_not_matter() {
    for (from, to) in [
        (" xmlns=\"http://www.opengis.net/kml/2.2\"", ""),
        ("opengis.net/kml/2.2", "earth.google.com/kml/2.0"),
        ("<Document>", "<Document><gx:Tour/><x:y z:w=\"1\"/>"),
    ] {
        let (collection, found) = read(MAP.replace(from, to).as_bytes(), "a.kml");
        assert!(found.is_empty(), "{to}: {found}");
        assert_eq!(collection.records.len(), 2);
    }
}

#[test]
fn archives_are_opened() {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("../a.kml", "<kml/>"), ("doc.kml", MAP), ("files/x.png", "")] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(read_archive(&bytes, "a.kmz", 1 << 20).0.records.len(), 2);
    let (_, found) = read_archive(&bytes, "a.kmz", 100);
    assert!(found.to_string().contains("error[too-large]"), "{found}");
    let (_, found) = read_archive(&bytes[..200], "a.kmz", 1 << 20);
    assert!(found.to_string().contains("error[bad-archive]"), "{found}");
}

#[test]
fn faults_are_told_in_their_place() {
    let messages = |text: &str| read(text.as_bytes(), "a.kml").1.to_string();
    assert!(messages("<kml>\n<a></kml>").starts_with("a.kml:2:4: error[bad-xml]"));
    assert!(messages("<!DOCTYPE a [<!ENTITY b \"c\">]><kml>&b;</kml>").contains("document type"));
    assert!(messages("<kml/>").contains("no Placemark"));
    let point = |text: &str| {
        messages(&format!(
            "<kml>\n<Placemark><Point><coordinates>{text}</coordinates></Point></Placemark></kml>"
        ))
    };
    assert!(point("1,b").starts_with("a.kml:2 (feature 1): error[bad-kml]: `b` is not a number"));
    assert!(point("1,2 3,4").contains("a point has 2 positions"));
    assert!(point("40,146").contains("error[swapped-coordinates]"));
    assert!(messages("<kml><Placemark/></kml>").contains("null-geometry"));
    assert!(messages("<kml><Placemark/><NetworkLink/></kml>").contains("1 `NetworkLink`"));
}

#[test]
fn deep_nesting_is_survived() {
    let deep = |name: &str, n: usize| {
        format!("{}{}", format!("<{name}>").repeat(n), format!("</{name}>").repeat(n))
    };
    read(
        format!("<kml><Placemark>{}</Placemark></kml>", deep("MultiGeometry", 20_000)).as_bytes(),
        "a.kml",
    );
    read(deep("Folder", 20_000).as_bytes(), "a.kml");
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "(<|</|>|kml|Placemark|Point|coordinates|1,2| |\"|a:b|=|&){0,40}") {
        read(text.as_bytes(), "a.kml");
    }
}

#[test]
fn folders_may_be_named_by_dates() {
    let area = "<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,0\
                </coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>";
    let text = format!(
        "<kml><Folder><name>Control 2022-09-11</name>{area}<Folder><name>North</name>{area}</Folder>\
         </Folder><Folder><name>9-11</name>{area}</Folder></kml>"
    );
    let (collection, found) = read(text.as_bytes(), "a.kml");
    assert!(found.is_empty(), "{found}");
    let told: Vec<_> = collection.records.iter().map(|r| r.properties.get("date")).collect();
    assert_eq!(told, [Some(&"2022-09-11".into()), Some(&"2022-09-11".into()), None]);
    assert_eq!(collection.records[1].properties["folder"], "Control 2022-09-11/North");
}

#[test]
fn prefixes_inline_styles_and_holes() {
    let text = r##"<k:kml xmlns:k="urn:x" xmlns:gx="urn:y"><k:Document><gx:Track/><k:Placemark>
        <k:Style><k:PolyStyle><k:color>ff00ff00</k:color><k:fill>0</k:fill></k:PolyStyle>
        <k:LineStyle><k:width>2</k:width></k:LineStyle></k:Style>
        <k:MultiGeometry><k:Polygon><k:outerBoundaryIs><k:LinearRing><k:coordinates>
        0,0 9,0 9,9 0,9 0,0</k:coordinates></k:LinearRing></k:outerBoundaryIs><k:innerBoundaryIs>
        <k:LinearRing><k:coordinates>1,1 2,1 2,2 1,2 1,1</k:coordinates></k:LinearRing>
        </k:innerBoundaryIs></k:Polygon><k:Point><k:coordinates>5,5</k:coordinates></k:Point>
        </k:MultiGeometry></k:Placemark></k:Document></k:kml>"##;
    let (collection, found) = read(text.as_bytes(), "a.kml");
    assert!(found.to_string().contains("1 `Track` cannot be drawn"), "{found}");
    let [area, point] = collection.records.as_slice() else { panic!("{collection:?}") };
    let Shape::Areas(areas) = &area.shape else { panic!("{area:?}") };
    assert_eq!(geo::Area::unsigned_area(&areas.unpack()), 80.0);
    assert_eq!(point.shape, Shape::Plain(geo::Point::new(5.0, 5.0).into()));
    assert_eq!(area.properties["fill"], "#00ff00");
    assert_eq!(area.properties["fill-opacity"], 0.0);
    assert_eq!(area.properties["stroke-width"], 2.0);
}

#[test]
fn the_first_document_of_an_archive_is_read() {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let point =
        |x: u8| format!("<Placemark><Point><coordinates>{x},0</coordinates></Point></Placemark>");
    for (name, text) in
        [("__MACOSX/._z.kml", "no".to_owned()), ("z.kml", point(1)), ("a.kml", point(2))]
    {
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    let (collection, found) = read_archive(&bytes, "a.kmz", 1 << 20);
    assert!(found.is_empty(), "{found}");
    assert_eq!(collection.records[0].shape, Shape::Plain(geo::Point::new(1.0, 0.0).into()));
}
