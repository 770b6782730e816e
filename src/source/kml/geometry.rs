//! The geometry of a placemark.

use super::xml::{child, children, is};
use geojson::{Geometry, GeometryValue, Position};
use roxmltree::Node;

/// Geometries nested deeper are refused.
const DEPTH: usize = 32;

/// The geometry in a node; `None` if it has none.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn of(node: Node<'_, '_>) -> Result<Option<GeometryValue>, String> {
    let mut parts = inside(node, 0)?;
    Ok(match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(joined(parts)),
    })
}

/// Areas together are one area; other geometries stay apart.
fn joined(parts: Vec<GeometryValue>) -> GeometryValue {
    if parts.iter().all(|part| matches!(part, GeometryValue::Polygon { .. })) {
        let polygon = |part| match part {
            GeometryValue::Polygon { coordinates } => Some(coordinates),
            _ => None,
        };
        let coordinates = parts.into_iter().filter_map(polygon).collect();
        return GeometryValue::MultiPolygon { coordinates };
    }
    let geometries = parts.into_iter().map(Geometry::new).collect();
    GeometryValue::GeometryCollection { geometries }
}

fn inside(node: Node<'_, '_>, depth: usize) -> Result<Vec<GeometryValue>, String> {
    let mut parts = Vec::new();
    for node in children(node) {
        match node.tag_name().name() {
            "MultiGeometry" if depth < DEPTH => parts.extend(inside(node, depth + 1)?),
            "MultiGeometry" => return Err("geometries are nested too deep".to_owned()),
            "Point" => {
                let coordinates = positions(node)?;
                // Several positions of one point are faulty; the first would be a guess.
                let [coordinates] = <[Position; 1]>::try_from(coordinates)
                    .map_err(|found| format!("a point has {} positions", found.len()))?;
                parts.push(GeometryValue::Point { coordinates });
            }
            // A ring that is not part of a polygon is a line.
            "LineString" | "LinearRing" => {
                parts.push(GeometryValue::LineString { coordinates: positions(node)? });
            }
            "Polygon" => parts.push(polygon(node)?),
            _ => {}
        }
    }
    Ok(parts)
}

/// An outline and its holes.
fn polygon(node: Node<'_, '_>) -> Result<GeometryValue, String> {
    let ring = |boundary: Node<'_, '_>| -> Result<Vec<Vec<Position>>, String> {
        children(boundary).filter(|node| is(*node, "LinearRing")).map(positions).collect()
    };
    let outline = match child(node, "outerBoundaryIs") {
        Some(boundary) => ring(boundary)?,
        None => return Err("a polygon has no outerBoundaryIs".to_owned()),
    };
    let mut coordinates = outline;
    coordinates.truncate(1);
    for hole in children(node).filter(|node| is(*node, "innerBoundaryIs")) {
        coordinates.extend(ring(hole)?);
    }
    Ok(GeometryValue::Polygon { coordinates })
}

/// The positions of a node's `coordinates`: numbers with commas between those of a position and
/// spaces between positions. Spaces beside a comma are suffered.
fn positions(node: Node<'_, '_>) -> Result<Vec<Position>, String> {
    let coordinates = child(node, "coordinates");
    let text: String = coordinates
        .into_iter()
        .flat_map(|node| node.children())
        .filter_map(|node| node.text())
        .collect();
    let mut positions = Vec::new();
    let mut position: Vec<f64> = Vec::new();
    let mut after_comma = true;
    for word in text.split_inclusive(',').flat_map(words) {
        match word {
            "," => after_comma = true,
            number => {
                if !after_comma {
                    positions.push(Position::from(std::mem::take(&mut position)));
                }
                let number = number.parse();
                position.push(number.map_err(|_| format!("`{word}` is not a number"))?);
                after_comma = false;
            }
        }
    }
    if !position.is_empty() {
        positions.push(Position::from(position));
    }
    Ok(positions)
}

/// The numbers and commas of a piece of text.
fn words(piece: &str) -> impl Iterator<Item = &str> {
    let (numbers, comma) = match piece.strip_suffix(',') {
        Some(numbers) => (numbers, Some(",")),
        None => (piece, None),
    };
    numbers.split_whitespace().chain(comma)
}
