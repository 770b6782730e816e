use super::*;
use crate::source::collection::Shape;
use flatgeobuf::geozero::{ColumnValue, PropertyProcessor, geojson::GeoJson};
use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};

fn file(code: i32) -> Vec<u8> {
    let options = FgbWriterOptions {
        crs: FgbCrs { code, ..FgbCrs::default() },
        ..FgbWriterOptions::default()
    };
    let mut writer =
        FgbWriter::create_with_options("areas", GeometryType::MultiPolygon, options).unwrap();
    writer.add_column("holder", ColumnType::String, |_, _| {});
    writer.add_column("year", ColumnType::Int, |_, _| {});
    let area = r#"{"type":"MultiPolygon","coordinates":
        [[[[40,30],[48,30],[48,38],[40,38],[40,30]],[[42,32],[42,36],[46,36],[46,32],[42,32]]],
        [[[1,1],[2,1],[2,2],[1,1]]]]}"#;
    for year in [1914, 1918, 1920] {
        writer
            .add_feature_geom(GeoJson(area), |feature| {
                feature.property(0, "holder", &ColumnValue::String("a")).unwrap();
                feature.property(1, "year", &ColumnValue::Int(year)).unwrap();
            })
            .unwrap();
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).unwrap();
    bytes
}

#[test]
fn features_are_read_with_their_properties() {
    let (collection, found) = read(&file(4326), "a.fgb");
    assert!(found.is_empty(), "{found}");
    assert_eq!(collection.records.len(), 3);
    let record = &collection.records[0];
    let Shape::Areas(areas) = &record.shape else { panic!("{record:?}") };
    assert_eq!(geo::Area::unsigned_area(&areas.unpack()), 48.5);
    assert_eq!(record.properties["holder"], "a");
    let years: i64 = collection.records.iter().filter_map(|r| r.properties["year"].as_i64()).sum();
    assert_eq!(years, 1914 + 1918 + 1920);
}

#[test]
fn what_is_cut_off_or_of_another_system_is_told() {
    let bytes = file(4326);
    for end in 0..bytes.len() {
        read(&bytes[..end], "a.fgb");
    }
    let (_, found) = read(&bytes[..bytes.len() - 5], "a.fgb");
    assert!(found.to_string().contains("a.fgb (feature 3): error[bad-flatgeobuf]"), "{found}");
    assert!(read(&file(99_999), "a.fgb").1.to_string().contains("unknown-crs"));
    assert!(read(&file(3857), "a.fgb").1.to_string().contains("converted-crs"));
}

proptest::proptest! {
    #[test]
    fn any_change_of_a_byte_is_survived(at: usize, byte: u8) {
        let mut bytes = file(4326);
        let at = at % bytes.len();
        bytes[at] = byte;
        read(&bytes, "a.fgb");
    }
}
