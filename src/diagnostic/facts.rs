//! What is known of a problem beyond its message, for programs.

use super::{Diagnostic, Location, Severity};
use crate::math::{Day, LonLat};
use serde::{Serialize, Serializer};

/// What is known of a problem besides its place in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// What else it is about, such as the other one of two areas.
    pub others: Vec<Location>,
    /// The first day and the first day after the last.
    pub days: Option<(Day, Day)>,
    /// How much ground, in square kilometers.
    pub area_km2: Option<f64>,
    /// Where on the globe.
    pub position: Option<LonLat>,
}

/// A problem as JSON: what is not known is left out.
#[derive(Serialize)]
struct Flat<'d> {
    severity: Severity,
    code: &'static str,
    message: &'d str,
    #[serde(flatten)]
    location: Option<&'d Location>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'d str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    others: &'d [Location],
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area_km2: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
}

impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let nothing = Facts::default();
        let Facts { others, days, area_km2, position } = self.facts.as_deref().unwrap_or(&nothing);
        // Meters of ground and of position: no more digits than that are known.
        let round = |number: f64, step: f64| (number * step).round() / step;
        Flat {
            severity: self.severity,
            code: self.code,
            message: &self.message,
            location: self.location.as_ref(),
            help: self.remedy.as_deref(),
            others,
            from: days.map(|days| days.0),
            until: days.map(|days| days.1),
            area_km2: area_km2.map(|area| round(area, 1e6)),
            lon: position.map(|position| round(position.lon, 1e6)),
            lat: position.map(|position| round(position.lat, 1e6)),
        }
        .serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_flat_and_says_what_is_known() {
        let day = |text| Day::parse(text).unwrap();
        let bare = Diagnostic::note("no-credits", "m");
        let text = serde_json::to_string(&bare).unwrap();
        assert_eq!(text, r#"{"severity":"note","code":"no-credits","message":"m"}"#);
        let full = Diagnostic::warning("overlap", "m")
            .at(Location { line: Some(2), ..Location::feature("a.geojson", 1) })
            .and(Location::feature("a.geojson", 2))
            .on(day("2020-01-01"), day("2020-01-03"))
            .of_km2(1.5)
            .near(LonLat::new(10.123_456_78, 50.0))
            .remedy("h");
        assert_eq!(
            serde_json::to_string(&full).unwrap(),
            r#"{"severity":"warning","code":"overlap","message":"m","file":"a.geojson","line":2,"#
                .to_owned()
                + r#""feature":1,"help":"h","others":[{"file":"a.geojson","feature":2}],"#
                + r#""from":"2020-01-01","until":"2020-01-03","area_km2":1.5,"#
                + r#""lon":10.123457,"lat":50.0}"#
        );
    }
}
