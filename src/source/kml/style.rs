//! Colors of placemarks, told as properties by the names of simplestyle.

use super::xml::{child, children, is, text};
use roxmltree::{Document, Node};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Style maps that lead to one another are followed so often.
const DEPTH: usize = 8;

/// The shared styles of a document, by their ids.
pub(super) struct Styles<'a, 'i> {
    by_id: BTreeMap<&'a str, Node<'a, 'i>>,
}

impl<'a, 'i> Styles<'a, 'i> {
    pub(super) fn of(document: &'a Document<'i>) -> Self {
        let shared = document.descendants().filter(|n| is(*n, "Style") || is(*n, "StyleMap"));
        let by_id = shared.filter_map(|node| Some((node.attribute("id")?, node))).collect();
        Self { by_id }
    }

    /// Tells the style of a placemark: its own, over the one that it names.
    pub(super) fn tell(&self, placemark: Node<'_, '_>, properties: &mut Map<String, Value>) {
        if let Some(url) = child(placemark, "styleUrl").and_then(text) {
            let id = url.rsplit('#').next().unwrap_or(url);
            properties.entry("style").or_insert_with(|| id.into());
            self.tell_shared(id, properties, 0);
        }
        for own in children(placemark).filter(|node| is(*node, "Style")) {
            tell_colors(own, properties);
        }
    }

    fn tell_shared(&self, id: &str, properties: &mut Map<String, Value>, depth: usize) {
        let Some(node) = self.by_id.get(id).filter(|_| depth < DEPTH) else { return };
        if is(*node, "Style") {
            tell_colors(*node, properties);
            return;
        }
        // Of the pairs of a map the one for what is not pointed at.
        let pair = children(*node)
            .filter(|node| is(*node, "Pair"))
            .find(|pair| child(*pair, "key").and_then(text) == Some("normal"));
        let Some(pair) = pair else { return };
        if let Some(url) = child(pair, "styleUrl").and_then(text) {
            self.tell_shared(url.rsplit('#').next().unwrap_or(url), properties, depth + 1);
        }
        if let Some(style) = child(pair, "Style") {
            tell_colors(style, properties);
        }
    }
}

fn tell_colors(style: Node<'_, '_>, properties: &mut Map<String, Value>) {
    let part = |name: &str| child(style, name);
    let color = |node: Node<'_, '_>| child(node, "color").and_then(text).and_then(color_of);
    if let Some(line) = part("LineStyle") {
        if let Some((color, opacity)) = color(line) {
            properties.insert("stroke".to_owned(), color.into());
            properties.insert("stroke-opacity".to_owned(), opacity.into());
        }
        let width = child(line, "width").and_then(text).and_then(|width| width.parse::<f64>().ok());
        if let Some(width) = width.filter(|width| width.is_finite()) {
            properties.insert("stroke-width".to_owned(), width.into());
        }
    }
    if let Some(area) = part("PolyStyle") {
        let hollow =
            child(area, "fill").and_then(text).is_some_and(|fill| fill == "0" || fill == "false");
        if let Some((color, opacity)) = color(area) {
            properties.insert("fill".to_owned(), color.into());
            properties.insert("fill-opacity".to_owned(), opacity.into());
        }
        if hollow {
            properties.insert("fill-opacity".to_owned(), 0.0.into());
        }
    }
}

/// `aabbggrr` as `#rrggbb` and an opacity of 0 to 1.
fn color_of(text: &str) -> Option<(String, f64)> {
    let text = text.trim_start_matches('#');
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let part = |from: usize| text.get(from..from + 2);
    let opacity = u8::from_str_radix(part(0)?, 16).ok()?;
    let color = format!("#{}{}{}", part(6)?, part(4)?, part(2)?).to_ascii_lowercase();
    // Two decimals are what is seen.
    Some((color, (f64::from(opacity) / 255.0 * 100.0).round() / 100.0))
}
