//! Parallel lines. A line runs through the page's origin.

use super::defs::Writer;
use super::number::precise;
use super::paint::color;
use super::tile::repeats;
use crate::scene::Hatch;
use std::fmt::Write;

/// Length of the tile along the lines; any would do.
const ALONG: f64 = 8.0;

/// Writes the pattern.
pub(super) fn write(xml: &mut Writer, id: &str, hatch: &Hatch) {
    let n = repeats(hatch.spacing);
    xml.start_element("pattern");
    xml.write_attribute("id", id);
    xml.write_attribute("patternUnits", "userSpaceOnUse");
    xml.write_attribute("width", &precise(ALONG));
    xml.write_attribute("height", &precise(hatch.spacing * f64::from(n)));
    // The tile is moved by its transform: renderers differ in whether `x` and `y` move the contents.
    // A line lies in the middle of its part of the tile, so that it is not cut in two.
    xml.write_attribute_fmt(
        "patternTransform",
        format_args!(
            "rotate({}) translate(0 {})",
            precise(-hatch.angle),
            precise(-hatch.spacing / 2.0)
        ),
    );
    let mut lines = String::new();
    for k in 0..n {
        let middle = (f64::from(k) + 0.5) * hatch.spacing;
        let (low, high) = (middle - hatch.width / 2.0, middle + hatch.width / 2.0);
        // Writing to a string cannot fail.
        let _ = write!(lines, "M0 {}H{ALONG}V{}H0Z", precise(low), precise(high));
    }
    xml.start_element("path");
    xml.write_attribute("d", &lines);
    color(xml, "fill", "fill-opacity", hatch.color);
    xml.end_element();
    xml.end_element();
}
