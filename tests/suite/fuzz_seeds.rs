//! Sound files of every format, for `fuzz` to break.

use flatgeobuf::geozero::{ColumnValue, PropertyProcessor, geojson::GeoJson};
use flatgeobuf::{ColumnType, FgbWriter, GeometryType};
use shapefile::dbase::{FieldName, TableWriterBuilder};
use shapefile::{Point, Polygon, PolygonRing, ShapeWriter};
use std::io::{Cursor, Write};

/// What is broken.
#[derive(Clone)]
pub enum Seed {
    /// A file of the atlas below.
    File { name: &'static str, bytes: Vec<u8> },
    /// A file without an atlas.
    Alone { name: &'static str, bytes: Vec<u8> },
    /// A theme.
    Theme(Vec<u8>),
    /// A symbol of the atlas below.
    Symbol(Vec<u8>),
}

impl Seed {
    pub fn name(&self) -> &'static str {
        match self {
            Self::File { name, .. } | Self::Alone { name, .. } => name,
            Self::Theme(_) => "theme.toml",
            Self::Symbol(_) => "fall.svg",
        }
    }

    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::File { bytes, .. } | Self::Alone { bytes, .. } => bytes,
            Self::Theme(bytes) | Self::Symbol(bytes) => bytes,
        }
    }
}

const ATLAS: &str = r##"[atlas]
title = "Fuzz"
from = 2020-01-01
until = 2020-01-08
base = "none"
credits = ["Nobody"]

[[base]]
kind = "relief"
file = "relief.png"
bounds = [9.0, 49.0, 13.0, 52.0]

[[control]]
file = "control.geojson"
held_by = { property = "controller" }

[[control]]
time = "places"
places = "places.csv"
changes = "changes.csv"
within = "within.geojson"

[[overlay]]
file = "within.geojson"

[places]
file = "places.csv"

[events]
file = "events.csv"
symbols = { fall = "fall.svg" }

[[figure]]
id = "overview"
title = "Overview"
palette = { north = "#335577" }

[[figure.area]]
select = { control = "north", gained_since = 2020-01-02 }
fill = "#aa3300"
hatch = "#000000"
dash = [3, 2]
"##;

const PLACES: &str = "name,lon,lat\nMill,10.5,50.5\nTown,11.2,50.4\n\"A, b\",10.9,50.9\n";
const CHANGES: &str = "date,place,held_by,status,claim,source\n2020-01-02,Mill,north,held,confirmed,x\n\
    2020-01-03,Town,south,contested,claimed,y\n2020-01-05,Town,north,held,,\n";
const EVENTS: &str = "date,end_date,place,lon,lat,kind,text,weight,source\n\
    2020-01-03,,Mill,,,fall,It falls,3,x\n2020-01-04,2020-01-06,,10.2,50.7,clash,\"A, \"\"b\"\"\",2,\n";
const SYMBOL: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">
<style>.a { fill: red }</style><g id="g" transform="translate(10 0) rotate(3)" opacity=".5">
<rect class="a" width="10" height="10"/></g><use href="#g" x="2"/>
<path d="M0 5H10q3 4 5 1c1 2 3 4 5 6a2 3 4 0 1 5 6z" stroke="#fff" stroke-width="2"
 stroke-dasharray="2 1" fill="none"/><circle cx="5" cy="5" r="2" fill="#c00"/></svg>"##;

/// Two sides and a day on which one takes ground.
pub fn control() -> String {
    let side = |who: &str, west: f64, more: &str| {
        let (a, b) = (west, west + 1.0);
        format!(
            r#"{{"type":"Feature","properties":{{"controller":"{who}"{more}}},"geometry":{{"type":
            "Polygon","coordinates":[[[{a},50],[{b},50],[{b},51],[{a},51],[{a},50]],
            [[{a}.2,50.2],[{a}.4,50.2],[{a}.3,50.5],[{a}.2,50.2]]]}}}}"#
        )
    };
    let taken = r#","from":"2020-01-04","until":"2020-01-06","status":"contested""#;
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{},\n{},\n{}]}}\n",
        side("north", 10.0, ""),
        side("south", 11.0, ""),
        side("north", 11.0, taken)
    )
}

/// The atlas with a file of its own put in. A file of geometries takes the place of the control.
pub fn around(name: &str, bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = [
        ("atlas.toml", ATLAS.as_bytes().to_vec()),
        ("control.geojson", control().into_bytes()),
        ("within.geojson", control().into_bytes()),
        ("places.csv", PLACES.as_bytes().to_vec()),
        ("changes.csv", CHANGES.as_bytes().to_vec()),
        ("events.csv", EVENTS.as_bytes().to_vec()),
        ("fall.svg", SYMBOL.as_bytes().to_vec()),
        ("relief.png", heights()),
    ]
    .map(|(path, bytes)| (path.to_owned(), bytes))
    .to_vec();
    let mut control = name.to_owned();
    if name.starts_with("map.") {
        if [".dbf", ".prj"].iter().any(|end| name.ends_with(end)) {
            control = "map.shp".to_owned();
        }
        let text = ATLAS.replacen("control.geojson", &control, 1);
        files[0].1 = text.into_bytes();
        let (shp, dbf) = shapes();
        files.extend([("map.shp".to_owned(), shp), ("map.dbf".to_owned(), dbf)]);
    }
    files.retain(|(path, _)| path != name);
    files.push((name.to_owned(), bytes));
    files
}

pub fn geojson() -> Seed {
    Seed::File { name: "map.geojson", bytes: control().into_bytes() }
}

pub fn geojson_lines() -> Seed {
    let text = control().replace("\n            ", "");
    let lines = text.lines().filter_map(|line| line.strip_prefix("{\"type\":\"Feature\""));
    let lines: Vec<String> = lines
        .map(|line| format!("{{\"type\":\"Feature\"{}", line.trim_end_matches([',', '}', ']'])))
        .map(|line| format!("{line}]]}}}}"))
        .collect();
    Seed::File { name: "map.geojsonl", bytes: lines.join("\n").into_bytes() }
}

pub fn topojson() -> Seed {
    let text = r#"{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[10,50]},
        "arcs":[[[2,0],[0,2]],[[2,2],[-2,0],[0,-2],[2,0]],[[2,0],[2,0],[0,2],[-2,0]]],
        "objects":{"sides":{"type":"GeometryCollection","geometries":[
        {"type":"Polygon","properties":{"controller":"north"},"arcs":[[0,1]]},
        {"type":"MultiPolygon","id":7,"properties":{"controller":"south"},"arcs":[[[2,-1]]]}]}}}"#;
    Seed::File { name: "map.topojson", bytes: text.into() }
}

fn placemarks() -> String {
    let ring = |west: u32| {
        let east = west + 1;
        format!(
            "<Polygon><outerBoundaryIs><LinearRing><coordinates>{west},50,5 {east},50,5 {east},51 \
             {west},51</coordinates></LinearRing></outerBoundaryIs></Polygon>"
        )
    };
    format!(
        r##"<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Style id="n"><PolyStyle><color>7f0000ff</color></PolyStyle></Style><Folder><name>Held</name>
<TimeSpan><begin>2020-01-02</begin><end>2020-01-05</end></TimeSpan><Placemark><name>North</name>
<styleUrl>#n</styleUrl><ExtendedData><Data name="controller"><value>north</value></Data></ExtendedData>
<MultiGeometry>{}</MultiGeometry></Placemark></Folder><Placemark><TimeStamp><when>2020-01</when>
</TimeStamp><ExtendedData><Data name="controller"><value>south</value></Data></ExtendedData>{}
</Placemark></Document></kml>"##,
        ring(10),
        ring(11)
    )
}

pub fn kml() -> Seed {
    Seed::File { name: "map.kml", bytes: placemarks().into_bytes() }
}

pub fn kmz() -> Seed {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("doc.kml", options).unwrap();
    archive.write_all(placemarks().as_bytes()).unwrap();
    archive.start_file("../outside.kml", options).unwrap();
    archive.write_all(b"<kml/>").unwrap();
    Seed::File { name: "map.kmz", bytes: archive.finish().unwrap().into_inner() }
}

fn shapes() -> (Vec<u8>, Vec<u8>) {
    let square = |x: f64, size: f64| {
        [(0.0, 0.0), (0.0, size), (size, size), (size, 0.0)]
            .map(|(dx, dy)| Point::new(x + dx, 50.0 + dy))
            .to_vec()
    };
    let first = Polygon::with_rings(vec![
        PolygonRing::Outer(square(10.0, 1.0)),
        PolygonRing::Inner(square(10.3, 0.3)),
    ]);
    let second = Polygon::new(PolygonRing::Outer(square(11.0, 1.0)));
    let (mut shp, mut dbf) = (Cursor::new(Vec::new()), Cursor::new(Vec::new()));
    ShapeWriter::new(&mut shp).write_shapes(&[first, second]).unwrap();
    let mut table = TableWriterBuilder::new()
        .add_character_field(FieldName::try_from("controller").unwrap(), 20)
        .add_numeric_field(FieldName::try_from("YEAR").unwrap(), 8, 0)
        .build_with_dest(&mut dbf);
    for holder in ["north", "south"] {
        let mut record = shapefile::dbase::Record::default();
        let text = dbase::FieldValue::Character(Some(holder.to_owned()));
        record.insert("controller".to_owned(), text);
        record.insert("YEAR".to_owned(), dbase::FieldValue::Numeric(Some(2020.0)));
        table.write_record(&record).unwrap();
    }
    drop(table);
    (shp.into_inner(), dbf.into_inner())
}

pub fn shapefile() -> Seed {
    Seed::File { name: "map.shp", bytes: shapes().0 }
}

pub fn shapefile_table() -> Seed {
    Seed::File { name: "map.dbf", bytes: shapes().1 }
}

pub fn shapefile_system() -> Seed {
    let text = r#"PROJCS["WGS 84 / UTM zone 32N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",
        6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],
        PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER[
        "central_meridian",9],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],
        PARAMETER["false_northing",0],UNIT["metre",1]]"#;
    Seed::File { name: "map.prj", bytes: text.into() }
}

pub fn flatgeobuf() -> Seed {
    let mut writer =
        FgbWriter::create("areas", GeometryType::MultiPolygon).expect("a writer in memory");
    writer.add_column("controller", ColumnType::String, |_, _| {});
    writer.add_column("year", ColumnType::Int, |_, _| {});
    for (west, holder) in [(10, "north"), (11, "south")] {
        let (a, b) = (west, west + 1);
        let area = format!(
            r#"{{"type":"MultiPolygon","coordinates":[[[[{a},50],[{b},50],[{b},51],[{a},50]]]]}}"#
        );
        writer
            .add_feature_geom(GeoJson(&area), |feature| {
                feature.property(0, "controller", &ColumnValue::String(holder)).unwrap();
                feature.property(1, "year", &ColumnValue::Int(2020)).unwrap();
            })
            .unwrap();
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).unwrap();
    Seed::File { name: "map.fgb", bytes }
}

pub fn changes() -> Seed {
    Seed::File { name: "changes.csv", bytes: CHANGES.into() }
}

pub fn events() -> Seed {
    Seed::File { name: "events.csv", bytes: EVENTS.into() }
}

pub fn description() -> Seed {
    Seed::File { name: "atlas.toml", bytes: ATLAS.into() }
}

pub fn theme() -> Seed {
    Seed::Theme(include_str!("../../styles/atlas.toml").into())
}

pub fn symbol() -> Seed {
    Seed::Symbol(SYMBOL.into())
}

fn heights() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 8, 6);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Sixteen);
    let data: Vec<u8> = (0..96).map(|i: u8| i.wrapping_mul(37)).collect();
    encoder.write_header().unwrap().write_image_data(&data).unwrap();
    bytes
}

pub fn relief() -> Seed {
    Seed::File { name: "relief.png", bytes: heights() }
}

pub fn bare() -> Seed {
    Seed::Alone { name: "front_20200103.geojson", bytes: control().into_bytes() }
}

pub fn geopackage() -> Seed {
    let bytes = include_bytes!("../../src/source/geopackage/two-layers.gpkg").to_vec();
    Seed::Alone { name: "front_20200103.gpkg", bytes }
}
