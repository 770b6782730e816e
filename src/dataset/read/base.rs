//! `[[base]]`: the ground map.

use super::Reader;
use super::fields::Fields;
use super::figures;
use super::filter::Filter;
use super::findings::suggest;
use super::places::{DUAL, rank_of};
use super::properties::{self, same_name, text_of};
use super::{relief, rows};
use crate::dataset::{BaseFeature, BaseKind, BaseLayer, world};
use crate::diagnostic::Diagnostic;
use crate::source::collection::Shape;
use crate::source::toml::Table;
use geo::{Geometry, Point};
use std::collections::BTreeMap;

/// The one base map that is built in.
pub(super) const WORLD: &str = "world";

/// Which columns or properties of a layer mean what.
struct Columns {
    name: Option<String>,
    dual: Option<String>,
    rank: Option<String>,
}

/// Reads one entry: a layer, or all those of a built-in base map.
pub(super) fn read(reader: &mut Reader<'_>, table: &Table) -> Vec<BaseLayer> {
    let fields = Fields::new("[[base]]", table);
    if let Some(name) = fields.text("builtin", &mut reader.found) {
        let at = fields.get("builtin").map(|value| value.location.clone()).unwrap_or_default();
        fields.finish(&mut reader.found);
        if name == WORLD {
            return world().layers.clone();
        }
        reader.found.push(
            Diagnostic::error("unknown-base", format!("there is no built-in base map `{name}`"))
                .at(at)
                .remedy(suggest(&name, [WORLD].into_iter(), "base maps")),
        );
        return Vec::new();
    }
    let kind = kind(reader, &fields);
    let columns = Columns {
        name: fields.text("name", &mut reader.found),
        dual: fields.text("dual_name", &mut reader.found),
        rank: fields.text("rank", &mut reader.found),
    };
    let filter = Filter::read(reader, &fields);
    let label = fields.text("label", &mut reader.found);
    let figures = figures::named(reader, &fields);
    let layer = match kind {
        Some(BaseKind::Relief) => relief::read(reader, &fields).map(|elevation| BaseLayer {
            kind: BaseKind::Relief,
            features: Vec::new(),
            label,
            elevation: Some(elevation),
            figures,
        }),
        Some(kind) => {
            let features = features(reader, &fields, kind, &columns, &filter);
            Some(BaseLayer { kind, features, label, elevation: None, figures })
        }
        None => {
            fields.get("file");
            None
        }
    };
    fields.finish(&mut reader.found);
    layer.into_iter().collect()
}

fn kind(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<BaseKind> {
    let text = fields.required("kind", &mut reader.found)?;
    let kind = BaseKind::parse(&text.to_lowercase().replace('_', "-"));
    if kind.is_none() {
        let known = BaseKind::ALL.map(BaseKind::as_str);
        reader.found.push(
            Diagnostic::error("unknown-base", format!("there is no base kind `{text}`"))
                .at(fields.get("kind").map(|value| value.location.clone()).unwrap_or_default())
                .remedy(suggest(&text, known.into_iter(), "kinds")),
        );
    }
    kind
}

fn features(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    kind: BaseKind,
    columns: &Columns,
    filter: &Filter,
) -> Vec<BaseFeature> {
    let mut features = Vec::new();
    let mut collections = Vec::new();
    let is_table = |path: &str| {
        let name = path.to_ascii_lowercase();
        [".csv", ".tsv", ".txt"].iter().any(|end| name.ends_with(end))
    };
    let paths = reader.paths(fields, "file");
    reader.prefetch(paths.iter().map(|(path, _)| path.as_str()).filter(|path| !is_table(path)));
    for (path, at) in paths {
        if is_table(&path) {
            let Some(rows) = rows::read(reader, &path, &at) else { continue };
            for row in rows.list.into_iter().filter(|row| filter.passes_row(row)) {
                let Ok(Some(position)) = row.position(reader) else { continue };
                let geometry = Geometry::Point(Point(position.into()));
                features.push(feature(geometry, row.values, kind, columns));
            }
        } else if let Some(collection) = reader.collection(&path, &at) {
            for record in collection.records.iter().filter(|record| filter.passes(record)) {
                let text = |(key, value): (&String, _)| {
                    text_of(value).map(|text| (key.clone(), text.into_owned()))
                };
                let values: BTreeMap<_, _> = record.properties.iter().filter_map(text).collect();
                let wanted = wanted(kind);
                if !suits(kind, &record.shape) {
                    super::ground::wrong_geometry(reader, &record.shape, &record.location, wanted);
                    continue;
                }
                let geometry = match &record.shape {
                    Shape::Areas(areas) => Geometry::MultiPolygon(areas.unpack()),
                    Shape::Plain(geometry) => geometry.clone(),
                };
                features.push(feature(geometry, values, kind, columns));
            }
            collections.push(collection);
        }
    }
    if !collections.is_empty() {
        filter.check(reader, fields, collections.iter().map(|collection| &**collection));
    }
    features
}

/// What geometry a kind is of.
fn wanted(kind: BaseKind) -> &'static str {
    match kind {
        BaseKind::Country | BaseKind::Sea | BaseKind::Lake => "areas",
        BaseKind::Town | BaseKind::DistrictName => "points",
        _ => "lines",
    }
}

/// Whether a geometry suits a kind. Boundaries may be given as areas, whose outlines then count.
fn suits(kind: BaseKind, shape: &Shape) -> bool {
    let points = matches!(shape, Shape::Plain(Geometry::Point(_) | Geometry::MultiPoint(_)));
    match wanted(kind) {
        "areas" => matches!(shape, Shape::Areas(_)),
        "points" => points,
        _ => !points,
    }
}

fn feature(
    geometry: Geometry,
    mut values: BTreeMap<String, String>,
    kind: BaseKind,
    columns: &Columns,
) -> BaseFeature {
    let mut take = |stated: &Option<String>, natural: &[&str]| match stated {
        Some(column) => values.remove(column),
        None => {
            let names = natural.iter();
            let key = names
                .filter_map(|name| values.keys().find(|key| same_name(key, name)))
                .next()
                .cloned();
            key.and_then(|key| values.remove(&key))
        }
    };
    let name = take(&columns.name, properties::NAME);
    let dual_name = take(&columns.dual, DUAL);
    let rank = take(&columns.rank, &["rank", "scalerank"]);
    let rank = rank
        .and_then(|rank| rank.parse::<f64>().ok())
        .map(|rank| rank.clamp(1.0, 5.0).round() as u8)
        .unwrap_or_else(|| natural_rank(kind, &values));
    BaseFeature { geometry, name, dual_name, rank, properties: values }
}

/// The rank of a feature that states none: a town's by its inhabitants, or else by what it is called
/// (`city`); that of anything else is the middle one.
fn natural_rank(kind: BaseKind, values: &BTreeMap<String, String>) -> u8 {
    if kind != BaseKind::Town {
        return 3;
    }
    match values.get("population").and_then(|text| text.parse::<f64>().ok()) {
        Some(n) if n >= 1e6 => 1,
        Some(n) if n >= 1e5 => 2,
        Some(n) if n >= 2e4 => 3,
        Some(n) if n >= 5e3 => 4,
        Some(_) => 5,
        None => values.get("kind").map_or(5, |kind| rank_of(&kind.to_lowercase())),
    }
}
