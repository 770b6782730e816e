//! Reference systems by number: what is read and what maps are drawn in come from this one table.
//!
//! Parameters are those of the EPSG Geodetic Parameter Dataset, and of Esri from 54000 on. Shifts of
//! datums are the dataset's transformations for the whole of an area: good to some meters.

use std::borrow::Cow;

/// Degrees that differ from those of WGS 84 by less than two meters: WGS 84 itself, ETRS89, NAD83,
/// GDA94, GDA2020, NZGD2000, SIRGAS 2000, JGD2000 and the like.
const ALIKE: [u32; 19] = [
    4326, 4979, 4258, 4269, 4617, 4283, 7844, 4167, 4674, 4171, 4619, 6318, 4152, 4759, 4612, 6668,
    4937, 4490, 4148,
];

/// Shifts of datums, by a part of the names that texts give them (letters and digits only).
const SHIFTS: [(&str, &str); 6] = [
    ("NORTHAMERICAN1927", "-8,160,176"),
    ("EUROPEAN1950", "-87,-98,-121"),
    ("EUROPEANDATUM1950", "-87,-98,-121"),
    ("PULKOVO1942", PULKOVO),
    ("OSGB1936", OSGB),
    ("HAUPTDREIECKSNETZ", DHDN),
];
const PULKOVO: &str = "23.57,-140.95,-79.8,0,0.35,0.79,-0.22";
const OSGB: &str = "446.448,-125.157,542.06,0.15,0.247,0.842,-20.489";
const DHDN: &str = "598.1,73.7,418.2,0.202,0.045,-2.455,6.7";

/// Systems of their own, as PROJ writes them.
pub(crate) const SYSTEMS: [(u32, &str); 46] = [
    // Degrees of older datums: NAD27, ED50, Pulkovo 1942, OSGB36, DHDN, WGS 72.
    (4267, "+proj=longlat +ellps=clrk66 +towgs84=-8,160,176"),
    (4230, "+proj=longlat +ellps=intl +towgs84=-87,-98,-121"),
    (4284, "+proj=longlat +ellps=krass +towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22"),
    (4277, "+proj=longlat +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489"),
    (4314, "+proj=longlat +ellps=bessel +towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7"),
    (4322, "+proj=longlat +ellps=WGS72 +towgs84=0,0,4.5,0,0,0.554,0.2263"),
    // Web Mercator and its names before it had a code; Mercator on the ellipsoid.
    (3857, WEB),
    (3785, WEB),
    (900_913, WEB),
    (102_100, WEB),
    (102_113, WEB),
    (3395, "+proj=merc +lon_0=0 +k=1 +x_0=0 +y_0=0 +datum=WGS84"),
    // The world: equal areas of a cylinder, Equal Earth, Mollweide, Robinson.
    (6933, "+proj=cea +lat_ts=30 +lon_0=0 +x_0=0 +y_0=0 +datum=WGS84"),
    (8857, "+proj=eqearth +lon_0=0 +x_0=0 +y_0=0 +datum=WGS84"),
    (54_009, "+proj=moll +lon_0=0 +x_0=0 +y_0=0 +datum=WGS84"),
    (54_030, "+proj=robin +lon_0=0 +x_0=0 +y_0=0 +datum=WGS84"),
    // Europe: conformal, equal-area.
    (
        3034,
        "+proj=lcc +lat_0=52 +lon_0=10 +lat_1=35 +lat_2=65 +x_0=4000000 +y_0=2800000 +ellps=GRS80",
    ),
    (3035, "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80"),
    // France, Great Britain, the Netherlands, Belgium, Austria, Poland, Sweden, Finland.
    (
        2154,
        "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80",
    ),
    (
        27_700,
        "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy \
         +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489",
    ),
    (
        28_992,
        "+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 \
         +y_0=463000 +ellps=bessel \
         +towgs84=565.417,50.3319,465.552,-0.398957,0.343988,-1.8774,4.0725",
    ),
    (
        31_370,
        "+proj=lcc +lat_0=90 +lon_0=4.36748666666667 +lat_1=51.1666672333333 +lat_2=49.8333339 \
         +x_0=150000.013 +y_0=5400088.438 +ellps=intl \
         +towgs84=-106.8686,52.2978,-103.7239,0.3366,-0.457,1.8422,-1.2747",
    ),
    (
        31_287,
        "+proj=lcc +lat_0=47.5 +lon_0=13.3333333333333 +lat_1=49 +lat_2=46 +x_0=400000 \
         +y_0=400000 +ellps=bessel +towgs84=577.326,90.129,463.919,5.137,1.474,5.297,2.4232",
    ),
    // Switzerland (old and new), the Czech Republic and Slovakia.
    (
        21_781,
        "+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=600000 \
         +y_0=200000 +ellps=bessel +towgs84=674.374,15.056,405.346",
    ),
    (
        2056,
        "+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=2600000 \
         +y_0=1200000 +ellps=bessel +towgs84=674.374,15.056,405.346",
    ),
    (
        5514,
        "+proj=krovak +lat_0=49.5 +lon_0=24.8333333333333 +alpha=30.2881397527778 +k=0.9999 \
         +x_0=0 +y_0=0 +ellps=bessel +towgs84=589,76,480",
    ),
    (2180, "+proj=tmerc +lat_0=0 +lon_0=19 +k=0.9993 +x_0=500000 +y_0=-5300000 +ellps=GRS80"),
    (3006, "+proj=tmerc +lat_0=0 +lon_0=15 +k=0.9996 +x_0=500000 +y_0=0 +ellps=GRS80"),
    (3067, "+proj=tmerc +lat_0=0 +lon_0=27 +k=0.9996 +x_0=500000 +y_0=0 +ellps=GRS80"),
    // North America: the contiguous United States (EPSG, Esri), the continent, Canada, New York.
    (5070, "+proj=aea +lat_0=23 +lon_0=-96 +lat_1=29.5 +lat_2=45.5 +x_0=0 +y_0=0 +ellps=GRS80"),
    (
        102_003,
        "+proj=aea +lat_0=37.5 +lon_0=-96 +lat_1=29.5 +lat_2=45.5 +x_0=0 +y_0=0 +ellps=GRS80",
    ),
    (102_008, "+proj=aea +lat_0=40 +lon_0=-96 +lat_1=20 +lat_2=60 +x_0=0 +y_0=0 +ellps=GRS80"),
    (3978, "+proj=lcc +lat_0=49 +lon_0=-95 +lat_1=49 +lat_2=77 +x_0=0 +y_0=0 +ellps=GRS80"),
    (
        3347,
        "+proj=lcc +lat_0=63.390675 +lon_0=-91.8666666666667 +lat_1=49 +lat_2=77 +x_0=6200000 \
         +y_0=3000000 +ellps=GRS80",
    ),
    (
        2263,
        "+proj=lcc +lat_0=40.1666666666667 +lon_0=-74 +lat_1=41.0333333333333 \
         +lat_2=40.6666666666667 +x_0=300000 +y_0=0 +ellps=GRS80 +units=us-ft",
    ),
    // Australia, New Zealand.
    (3577, "+proj=aea +lat_0=0 +lon_0=132 +lat_1=-18 +lat_2=-36 +x_0=0 +y_0=0 +ellps=GRS80"),
    (2193, "+proj=tmerc +lat_0=0 +lon_0=173 +k=0.9996 +x_0=1600000 +y_0=10000000 +ellps=GRS80"),
    // The Arctic, a meridian of each sector upright; the poles, conformal.
    (3571, "+proj=laea +lat_0=90 +lon_0=180 +x_0=0 +y_0=0 +datum=WGS84"),
    (3572, "+proj=laea +lat_0=90 +lon_0=-150 +x_0=0 +y_0=0 +datum=WGS84"),
    (3573, "+proj=laea +lat_0=90 +lon_0=-100 +x_0=0 +y_0=0 +datum=WGS84"),
    (3574, "+proj=laea +lat_0=90 +lon_0=-40 +x_0=0 +y_0=0 +datum=WGS84"),
    (3575, "+proj=laea +lat_0=90 +lon_0=10 +x_0=0 +y_0=0 +datum=WGS84"),
    (3576, "+proj=laea +lat_0=90 +lon_0=90 +x_0=0 +y_0=0 +datum=WGS84"),
    (3413, "+proj=stere +lat_0=90 +lat_ts=70 +lon_0=-45 +k=1 +x_0=0 +y_0=0 +datum=WGS84"),
    (3995, "+proj=stere +lat_0=90 +lat_ts=71 +lon_0=0 +k=1 +x_0=0 +y_0=0 +datum=WGS84"),
    (3031, "+proj=stere +lat_0=-90 +lat_ts=-71 +lon_0=0 +k=1 +x_0=0 +y_0=0 +datum=WGS84"),
];
const WEB: &str = "+proj=merc +lon_0=0 +x_0=0 +y_0=0 +a=6378137 +b=6378137";

/// What a number stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum System {
    /// WGS 84 degrees, or such that don't differ on a map.
    Degrees,
    /// As PROJ writes it.
    Other(Cow<'static, str>),
}

/// The system of a number; `None` if it is not known.
pub(crate) fn system(code: u32) -> Option<System> {
    if ALIKE.contains(&code) {
        return Some(System::Degrees);
    }
    let known = SYSTEMS.iter().find(|(number, _)| *number == code);
    let definition = match known {
        Some((_, definition)) => Cow::Borrowed(*definition),
        None => Cow::Owned(zone(code)?),
    };
    Some(System::Other(definition))
}

/// The zones of UTM and of Gauss and Krüger.
fn zone(code: u32) -> Option<String> {
    let utm = |zone: u32, south: bool, datum: &str| {
        let (meridian, northing) =
            (i64::from(zone) * 6 - 183, if south { "10000000" } else { "0" });
        Some(format!(
            "+proj=tmerc +lat_0=0 +lon_0={meridian} +k=0.9996 +x_0=500000 +y_0={northing} {datum}"
        ))
    };
    let gauss = |meridian: i64, zone: u32, datum: &str| {
        let easting = zone * 1_000_000 + 500_000;
        Some(format!("+proj=tmerc +lat_0=0 +lon_0={meridian} +k=1 +x_0={easting} +y_0=0 {datum}"))
    };
    match code {
        32_601..=32_660 => utm(code - 32_600, false, "+datum=WGS84"),
        32_701..=32_760 => utm(code - 32_700, true, "+datum=WGS84"),
        // ETRS89, NAD83, SIRGAS 2000, GDA94, GDA2020.
        25_828..=25_838 => utm(code - 25_800, false, "+ellps=GRS80"),
        26_901..=26_923 => utm(code - 26_900, false, "+ellps=GRS80"),
        31_965..=31_976 => utm(code - 31_954, false, "+ellps=GRS80"),
        31_977..=31_985 => utm(code - 31_960, true, "+ellps=GRS80"),
        28_348..=28_358 => utm(code - 28_300, true, "+ellps=GRS80"),
        7846..=7859 => utm(code - 7800, true, "+ellps=GRS80"),
        // NAD27, ED50.
        26_701..=26_722 => utm(code - 26_700, false, "+ellps=clrk66 +towgs84=-8,160,176"),
        23_028..=23_038 => utm(code - 23_000, false, "+ellps=intl +towgs84=-87,-98,-121"),
        // Pulkovo 1942 (zones of 6 degrees, EPSG operation 5044), DHDN (zones of 3 degrees).
        28_404..=28_432 => {
            let zone = code - 28_400;
            gauss(i64::from(zone) * 6 - 3, zone, &format!("+ellps=krass +towgs84={PULKOVO}"))
        }
        31_466..=31_469 => {
            let zone = code - 31_464;
            gauss(i64::from(zone) * 3, zone, &format!("+ellps=bessel +towgs84={DHDN}"))
        }
        _ => None,
    }
}

/// The shift to WGS 84 of a datum by its name in a text.
pub(super) fn shift(datum: &str) -> Option<&'static str> {
    let plain: String =
        datum.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    SHIFTS.iter().find(|(name, _)| plain.contains(name)).map(|(_, shift)| *shift)
}

#[cfg(test)]
mod tests;
