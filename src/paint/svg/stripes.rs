//! Bands of two colors. A border between bands runs through the page's origin.

use super::defs::Writer;
use super::number::precise;
use super::paint::color;
use super::tile::repeats;
use crate::scene::Stripes;
use std::fmt::Write;

/// Length of the tile along the bands; any would do.
const ALONG: f64 = 8.0;

/// Writes the pattern.
pub(super) fn write(xml: &mut Writer, id: &str, stripes: &Stripes) {
    let period = 2.0 * stripes.band;
    let n = repeats(period);
    xml.start_element("pattern");
    xml.write_attribute("id", id);
    xml.write_attribute("patternUnits", "userSpaceOnUse");
    xml.write_attribute("width", &precise(ALONG));
    xml.write_attribute("height", &precise(period * f64::from(n)));
    xml.write_attribute_fmt(
        "patternTransform",
        format_args!("rotate({})", precise(-stripes.angle)),
    );
    for (band, fill) in stripes.colors.iter().enumerate() {
        let mut bands = String::new();
        for k in 0..n {
            let low = f64::from(k) * period + band as f64 * stripes.band;
            let high = low + stripes.band;
            // Writing to a string cannot fail.
            let _ = write!(bands, "M0 {}H{ALONG}V{}H0Z", precise(low), precise(high));
        }
        xml.start_element("path");
        xml.write_attribute("d", &bands);
        color(xml, "fill", "fill-opacity", *fill);
        xml.end_element();
    }
    xml.end_element();
}
