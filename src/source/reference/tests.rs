use super::*;

fn converted(system: &ReferenceSystem, x: f64, y: f64) -> (f64, f64) {
    let mut point = GeometryValue::new_point([x, y]);
    system.to_degrees(&mut point).unwrap();
    let GeometryValue::Point { coordinates } = point else { panic!() };
    (coordinates[0], coordinates[1])
}

/// Numbers of PROJ 9.5.1 (`cs2cs EPSG:… EPSG:4326`).
#[test]
fn codes_agree_with_proj() {
    for (code, [x, y], [lon, lat]) in [
        (3857, [5_204_000.0, 4_838_000.0], [46.748_327_386, 39.807_444_732]),
        (3035, [4_500_000.0, 3_000_000.0], [12.501_365_622, 50.084_860_170]),
        (32638, [650_000.0, 4_400_000.0], [46.750_514_286, 39.736_706_997]),
    ] {
        let system = ReferenceSystem::of_name(&format!("urn:ogc:def:crs:EPSG::{code}"));
        let (a, b) = converted(&system.unwrap().unwrap(), x, y);
        assert!((a - lon).abs() < 1e-8 && (b - lat).abs() < 1e-8, "{code}: {a} {b}");
    }
    // PROJ chooses another shift of the datum here; 3 m apart.
    let system = ReferenceSystem::of_code(28408).unwrap().unwrap();
    let (a, b) = converted(&system, 8_500_000.0, 4_400_000.0);
    assert!((a - 44.998_778).abs() < 4e-5 && (b - 39.733_232).abs() < 4e-5, "{a} {b}");
}

#[test]
fn text_of_a_prj_file_is_understood() {
    let geographic = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",
        6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
    assert!(ReferenceSystem::of_wkt(geographic).unwrap().is_none());
    let utm = format!(
        "PROJCS[\"WGS_1984_UTM_Zone_38N\",{geographic},PROJECTION[\"Transverse_Mercator\"],\
         PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],\
         PARAMETER[\"Central_Meridian\",45.0],PARAMETER[\"Scale_Factor\",0.9996],\
         PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]"
    );
    let by_text = ReferenceSystem::of_wkt(&utm).unwrap().unwrap();
    let by_code = ReferenceSystem::of_code(32638).unwrap().unwrap();
    let (a, b) = converted(&by_text, 650_000.0, 4_400_000.0);
    let (c, d) = converted(&by_code, 650_000.0, 4_400_000.0);
    assert!((a - c).abs() < 1e-9 && (b - d).abs() < 1e-9, "{a} {b} {c} {d}");
}

#[test]
fn what_is_not_known_is_said() {
    for name in ["EPSG:99999", "Moon 2000"] {
        let error = ReferenceSystem::of_name(name).unwrap_err().to_string();
        assert!(error.contains("unknown-crs") && error.contains(name), "{error}");
    }
    assert!(ReferenceSystem::of_wkt("LOCAL_CS[\"x\"]").is_err());
}

proptest::proptest! {
    #[test]
    fn any_text_is_refused_or_understood(text in "[A-Z\\[\\]\",0-9. _]{0,80}") {
        let _ = ReferenceSystem::of_wkt(&text);
        let _ = ReferenceSystem::of_wkt(&format!("PROJCS[\"a\",{text}]"));
    }
}
