//! Rows of dots. A dot lies on the page's origin.

use super::defs::Writer;
use super::number::precise;
use super::paint::color;
use super::tile::repeats;
use crate::scene::Dots;

/// Writes the pattern.
pub(super) fn write(xml: &mut Writer, id: &str, dots: &Dots) {
    let (s, row) = (dots.spacing, dots.spacing * Dots::ROW);
    let (across, down) = (repeats(s), repeats(2.0 * row));
    let (width, height) = (s * f64::from(across), 2.0 * row * f64::from(down));
    // So that small dots lie wholly inside the tile. The tile is moved by its transform: renderers
    // differ in whether `x` and `y` move the contents.
    // Whole units keep the dots sharp in those that draw a tile to pixels first.
    let (left, top) = ((s / 4.0).round(), (row / 2.0).round());
    xml.start_element("pattern");
    xml.write_attribute("id", id);
    xml.write_attribute("patternUnits", "userSpaceOnUse");
    xml.write_attribute("width", &precise(width));
    xml.write_attribute("height", &precise(height));
    xml.write_attribute_fmt(
        "patternTransform",
        format_args!("translate({} {})", precise(-left), precise(-top)),
    );
    xml.start_element("g");
    match dots.ring {
        None => color(xml, "fill", "fill-opacity", dots.color),
        Some(ring) => {
            xml.write_attribute("fill", "none");
            color(xml, "stroke", "stroke-opacity", dots.color);
            xml.write_attribute("stroke-width", &precise(ring));
        }
    }
    let reach = dots.radius + dots.ring.unwrap_or(0.0) / 2.0;
    for j in -2..=2 * down as i32 + 2 {
        let shift = if j.rem_euclid(2) == 1 { s / 2.0 } else { 0.0 };
        for i in -2..=across as i32 + 1 {
            let (x, y) = (left + f64::from(i) * s + shift, top + f64::from(j) * row);
            // Also the dots beside the tile that reach into it.
            let touches =
                x + reach > 0.0 && x - reach < width && y + reach > 0.0 && y - reach < height;
            if touches {
                xml.start_element("circle");
                xml.write_attribute("cx", &precise(x));
                xml.write_attribute("cy", &precise(y));
                xml.write_attribute("r", &precise(dots.radius));
                xml.end_element();
            }
        }
    }
    xml.end_element();
    xml.end_element();
}
