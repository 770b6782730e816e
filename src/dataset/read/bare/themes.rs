//! Layers that show the same ground by different themes: countries and the land that they are of.

use crate::dataset::read::properties::{NAME, property};
use crate::source::collection::{Collection, Shape};
use geo::Rect;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The property that has the name of a layer, in formats that have several.
pub(super) const LAYER: &str = "layer";
/// How much of the box around both the boxes of two layers must share for them to be themes.
const SHARED: f64 = 0.8;
/// Of more areas than this one does not make sides.
const MOST: usize = 300;

/// What a layer has.
#[derive(Default)]
struct Layer {
    areas: usize,
    named: usize,
    bounds: Option<Rect>,
}

/// The layer that tells best who holds what, if the layers of the files lie over one another: the one
/// with the most areas that have a name, but not more than a map can tell apart.
pub(super) fn main(files: &[Arc<Collection>]) -> Option<String> {
    let mut layers: BTreeMap<&str, Layer> = BTreeMap::new();
    for record in files.iter().flat_map(|file| &file.records) {
        let Shape::Areas(areas) = &record.shape else { continue };
        let layer = layers.entry(record.properties.get(LAYER)?.as_str()?).or_default();
        layer.areas += 1;
        layer.named +=
            usize::from(NAME.iter().any(|name| property(&record.properties, name).is_some()));
        let bounds = areas.bounds().into_iter().chain(layer.bounds);
        layer.bounds = bounds.reduce(around);
    }
    let boxes: Vec<Rect> = layers.values().filter_map(|layer| layer.bounds).collect();
    let all = boxes.iter().copied().reduce(around)?;
    let over_one_another = boxes.iter().all(|own| size(own) >= SHARED * size(&all));
    let best = |(_, layer): &(&&str, &Layer)| (layer.named.min(layer.areas) <= MOST, layer.named);
    let (name, layer) = layers.iter().max_by_key(best)?;
    (layers.len() > 1 && over_one_another && layer.named > 1).then(|| (*name).to_owned())
}

fn around(a: Rect, b: Rect) -> Rect {
    let (a, b, c, d) = (a.min(), a.max(), b.min(), b.max());
    Rect::new((a.x.min(c.x), a.y.min(c.y)), (b.x.max(d.x), b.y.max(d.y)))
}

fn size(bounds: &Rect) -> f64 {
    bounds.width() * bounds.height()
}
