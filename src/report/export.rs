//! Control and frontlines of a day as GeoJSON (RFC 7946).

use crate::dataset::{Atlas, Claim, Front, PartyId};
use crate::math::{Day, Precision};
use crate::timeline::Holding;
use crate::topology::{ArcId, Coverage};
use geo::{Coord, Geodesic, Length, LineString, MultiLineString};
use geojson::{Feature, FeatureCollection, GeometryValue, JsonObject};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The control areas of a day, one feature for each holding, with `kind` = `control`, `party`,
/// `status`, `claim`, `date`, `area_km2`; and the frontlines, one for each pair of parties, with
/// `kind` = `frontline`, `parties`, `length_km`. Fronts that the data draw as lines have `drawn`.
///
/// Neighbors share their border's coordinates exactly. Ground behind the front is left out.
pub fn export(atlas: &Atlas, coverage: &Coverage, day: Day) -> FeatureCollection {
    let on = coverage.on(day);
    let holdings: BTreeSet<&Holding> = on.iter().flatten().copied().filter(|h| !h.rear).collect();
    let mut features: Vec<Feature> = holdings
        .into_iter()
        .map(|holding| control(atlas, coverage, day, &on, holding))
        .filter(|feature| feature.geometry.is_some())
        .collect();
    let mut fronts: BTreeMap<(PartyId, PartyId), Vec<ArcId>> = BTreeMap::new();
    for (arc, left, right) in coverage.frontline(day) {
        fronts.entry((left.min(right), left.max(right))).or_default().push(arc);
    }
    features.extend(
        fronts
            .iter()
            .map(|((left, right), arcs)| frontline(atlas, coverage, day, *left, *right, arcs)),
    );
    let drawn = atlas.fronts.iter().filter(|front| front.validity.contains(day));
    features.extend(drawn.map(|front| drawn_front(atlas, day, front)));
    let mut about = JsonObject::new();
    about.insert("title".into(), json!(atlas.title.get("en")));
    about.insert("date".into(), date(atlas, day));
    about.extend(atlas.overdue(day).map(|since| ("no_report_since".to_owned(), json!(since))));
    about.insert("credits".into(), json!(atlas.credits));
    about.insert("disclaimer".into(), json!(atlas.disclaimer));
    about.insert("atlas_hash".into(), json!(atlas.hash));
    FeatureCollection { bbox: None, features, foreign_members: Some(about) }
}

fn control(
    atlas: &Atlas,
    coverage: &Coverage,
    day: Day,
    on: &[Option<&Holding>],
    holding: &Holding,
) -> Feature {
    let inside = |h: crate::topology::HistoryId| on[h.0 as usize] == Some(holding);
    let geometry = coverage.polygons(inside);
    let area: f64 = coverage
        .areas_km2()
        .iter()
        .zip(on)
        .filter(|(_, own)| **own == Some(holding))
        .map(|(area, _)| area)
        .sum();
    let mut properties = JsonObject::new();
    let party = atlas.party_of(holding.party);
    properties.insert("kind".into(), json!("control"));
    properties.insert("date".into(), date(atlas, day));
    properties.insert("party".into(), json!(party.id));
    properties.insert("party_name".into(), json!(party.name.get("en")));
    properties.insert("status".into(), json!(holding.status.as_str()));
    properties.insert("claim".into(), json!(Claim::as_str(holding.claim)));
    if let Some(dating) = holding.dating.as_str() {
        properties.insert("dating".into(), json!(dating));
    }
    if let Some(other) = holding.other {
        properties.insert("other_party".into(), json!(atlas.party_of(other).id));
    }
    if let Some(name) = &holding.name {
        properties.insert("name".into(), json!(name));
    }
    properties.insert("area_km2".into(), json!((area * 1000.0).round() / 1000.0));
    if let Some(source) = &holding.source {
        properties.insert("source".into(), json!(source));
    }
    feature((!geometry.0.is_empty()).then(|| GeometryValue::from(&geometry)), properties)
}

fn frontline(
    atlas: &Atlas,
    coverage: &Coverage,
    day: Day,
    left: PartyId,
    right: PartyId,
    arcs: &[ArcId],
) -> Feature {
    let lines: MultiLineString<f64> = arcs
        .iter()
        .flat_map(|id| coverage.line_as_written(coverage.arcs()[id.0 as usize].positions()))
        .map(|line| line.into_iter().map(Coord::from).collect::<LineString<f64>>())
        .collect();
    let length = coverage.length_km(arcs.iter().copied());
    let mut properties = JsonObject::new();
    properties.insert("kind".into(), json!("frontline"));
    properties.insert("date".into(), date(atlas, day));
    properties.insert("parties".into(), json!([atlas.party_of(left).id, atlas.party_of(right).id]));
    properties.insert("length_km".into(), json!((length * 1000.0).round() / 1000.0));
    feature(Some(GeometryValue::from(&lines)), properties)
}

/// A front that the data draw as a line.
fn drawn_front(atlas: &Atlas, day: Day, front: &Front) -> Feature {
    let lines = MultiLineString(front.lines.clone());
    let length: f64 = front.lines.iter().map(|line| Geodesic.length(line)).sum();
    let mut properties = JsonObject::new();
    properties.insert("kind".into(), json!("frontline"));
    properties.insert("date".into(), date(atlas, day));
    let parties = [front.left, front.right].into_iter().flatten();
    let parties: Vec<&str> = parties.map(|party| atlas.party_of(party).id.as_str()).collect();
    properties.insert("parties".into(), json!(parties));
    properties.insert("length_km".into(), json!(length.round() / 1000.0));
    properties.insert("drawn".into(), json!(true));
    properties.extend(front.dating.as_str().map(|dating| ("dating".to_owned(), json!(dating))));
    properties.extend(front.source.iter().map(|source| ("source".to_owned(), json!(source))));
    feature(Some(GeometryValue::from(&lines)), properties)
}

/// The day; null where data have no date.
fn date(atlas: &Atlas, day: Day) -> serde_json::Value {
    match atlas.precision {
        Precision::Undated => serde_json::Value::Null,
        _ => json!(day),
    }
}

fn feature(geometry: Option<GeometryValue>, properties: JsonObject) -> Feature {
    Feature {
        bbox: None,
        geometry: geometry.map(geojson::Geometry::new),
        id: None,
        properties: Some(properties),
        foreign_members: None,
    }
}
