use super::*;
use crate::source::collection::Shape as Sound;
use shapefile::dbase::{FieldName, TableWriterBuilder};
use shapefile::{Point, Polygon, PolygonRing, ShapeWriter};

/// Two areas, the first with an island in its lake, and a table of both.
fn files() -> (Vec<u8>, Vec<u8>) {
    let square = |x: f64, y: f64, size: f64| {
        [(0.0, 0.0), (0.0, size), (size, size), (size, 0.0)]
            .map(|(dx, dy)| Point::new(x + dx, y + dy))
            .to_vec()
    };
    let first = Polygon::with_rings(vec![
        PolygonRing::Outer(square(40.0, 30.0, 8.0)),
        PolygonRing::Outer(square(43.0, 33.0, 2.0)),
        PolygonRing::Inner(square(42.0, 32.0, 4.0)),
    ]);
    let second = Polygon::new(PolygonRing::Outer(square(48.0, 30.0, 1.0)));
    let (mut shp, mut dbf) = (Cursor::new(Vec::new()), Cursor::new(Vec::new()));
    ShapeWriter::new(&mut shp).write_shapes(&[first, second]).unwrap();
    let name = |text: &str| FieldName::try_from(text).unwrap();
    let mut table = TableWriterBuilder::new()
        .add_character_field(name("HOLDER"), 20)
        .add_numeric_field(name("YEAR"), 8, 0)
        .build_with_dest(&mut dbf);
    for (holder, year) in [("Север", 1914.0), ("b", 1918.0)] {
        let mut record = shapefile::dbase::Record::default();
        record.insert("HOLDER".to_owned(), dbase::FieldValue::Character(Some(holder.to_owned())));
        record.insert("YEAR".to_owned(), dbase::FieldValue::Numeric(Some(year)));
        table.write_record(&record).unwrap();
    }
    drop(table);
    (shp.into_inner(), dbf.into_inner())
}

fn area(shape: &Sound) -> f64 {
    match shape {
        Sound::Areas(areas) => geo::Area::unsigned_area(&areas.unpack()),
        Sound::Plain(_) => 0.0,
    }
}

#[test]
fn shapes_and_rows_come_together() {
    let (shp, dbf) = files();
    let beside = BTreeMap::from([("dbf", dbf.clone()), ("cpg", b"UTF-8".to_vec())]);
    let (collection, found) = read(&shp, "a.shp", &beside);
    assert_eq!(found.to_string().lines().count(), 2, "{found}");
    let areas: Vec<f64> = collection.records.iter().map(|record| area(&record.shape)).collect();
    // 64 less a lake of 16 with an island of 4.
    assert_eq!(areas, [52.0, 1.0]);
    assert_eq!(collection.records[0].properties["HOLDER"], "Север");
    assert_eq!(collection.records[1].properties["YEAR"], 1918.0);

    // A row that is marked as deleted takes its shape along.
    let mut without_first = dbf;
    let head = usize::from(u16::from_le_bytes([without_first[8], without_first[9]]));
    without_first[head] = b'*';
    let (collection, _) = read(&shp, "a.shp", &BTreeMap::from([("dbf", without_first)]));
    assert_eq!(collection.records.len(), 1);
    assert_eq!(collection.records[0].properties["HOLDER"], "b");
}

#[test]
fn what_is_cut_off_is_told() {
    let (shp, dbf) = files();
    for end in 0..shp.len() {
        let beside = BTreeMap::from([("dbf", dbf[..end.min(dbf.len())].to_vec())]);
        read(&shp[..end], "a.shp", &beside);
    }
    let (_, found) = read(&shp[..shp.len() - 9], "a.shp", &BTreeMap::new());
    let found = found.to_string();
    assert!(found.contains("a.shp (feature 2): error[bad-shapefile]"), "{found}");
    assert!(found.contains("warning[no-table]"), "{found}");
}

#[test]
fn a_reference_system_is_converted_from_or_refused() {
    let (shp, _) = files();
    let with =
        |prj: &str| read(&shp, "a.shp", &BTreeMap::from([("prj", prj.into())])).1.to_string();
    assert!(with("PROJCS[\"Moon\",GEOGCS[\"x\"]]").contains("error[unknown-crs]"));
    let degrees = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]"#;
    assert!(!with(degrees).contains("crs"));
}

proptest::proptest! {
    #[test]
    fn any_change_of_a_byte_is_survived(at in 0_usize..400, byte: u8) {
        let (mut shp, mut dbf) = files();
        for bytes in [&mut shp, &mut dbf] {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        read(&shp, "a.shp", &BTreeMap::from([("dbf", dbf)]));
    }
}

/// Without a `.prj` file meters are told, with the remedy.
#[test]
fn meters_without_a_system_are_told() {
    let mut shp = Cursor::new(Vec::new());
    let town = Point::new(650_000.0, 4_400_000.0);
    ShapeWriter::new(&mut shp).write_shapes(&[town]).unwrap();
    let (collection, found) = read(shp.get_ref(), "a.shp", &BTreeMap::new());
    assert!(collection.records.is_empty());
    let found = found.to_string();
    for says in ["note[no-crs]", "warning[no-table]", "error[out-of-range]", "WGS 84"] {
        assert!(found.contains(says), "{says}: {found}");
    }
    // The same with both ways of telling it.
    let geographic = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
    let esri = format!(
        "PROJCS[\"UTM 38N\",{geographic},PROJECTION[\"Transverse_Mercator\"],\
         PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],\
         PARAMETER[\"Central_Meridian\",45.0],PARAMETER[\"Scale_Factor\",0.9996],\
         PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]"
    );
    let ogc = "PROJCRS[\"any text\",ID[\"EPSG\",32638]]";
    for prj in [esri.as_str(), ogc] {
        let beside = BTreeMap::from([("prj", prj.as_bytes().to_vec())]);
        let (collection, found) = read(shp.get_ref(), "a.shp", &beside);
        let Some(Sound::Plain(geo::Geometry::Point(at))) =
            collection.records.first().map(|r| &r.shape)
        else {
            panic!("{found}")
        };
        assert!((at.x() - 46.750_514_286).abs() < 1e-8, "{at:?}");
        assert!(found.to_string().contains("note[converted-crs]"), "{found}");
    }
}
