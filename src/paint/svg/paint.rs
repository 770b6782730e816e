//! Colors and strokes as attributes.

use super::defs::Writer;
use super::number::short;
use crate::color::Color;
use crate::scene::{Cap, Join, Stroke};

/// Writes a color and, if it is not opaque, its opacity. Three decimals tell all 256 apart.
pub(super) fn color(xml: &mut Writer, name: &str, opacity_name: &str, color: Color) {
    let Color { r, g, b, a } = color;
    if [r, g, b].iter().all(|c| c % 17 == 0) {
        xml.write_attribute_fmt(name, format_args!("#{:x}{:x}{:x}", r / 17, g / 17, b / 17));
    } else {
        xml.write_attribute_fmt(name, format_args!("#{r:02x}{g:02x}{b:02x}"));
    }
    if a < 255 {
        xml.write_attribute(opacity_name, &opacity(color.opacity()));
    }
}

/// An opacity with three decimals.
pub(super) fn opacity(v: f64) -> String {
    let text = format!("{:.3}", v.clamp(0.0, 1.0));
    text.trim_end_matches('0').trim_end_matches('.').trim_start_matches('0').to_owned()
        + if v < 0.0005 { "0" } else { "" }
}

/// Writes how a line is drawn. The document's own defaults are round ends and corners.
pub(super) fn stroke(xml: &mut Writer, stroke: &Stroke) {
    color(xml, "stroke", "stroke-opacity", stroke.color);
    xml.write_attribute("stroke-width", &short(stroke.width));
    if stroke.cap == Cap::Butt {
        xml.write_attribute("stroke-linecap", "butt");
    }
    if stroke.join == Join::Miter {
        xml.write_attribute("stroke-linejoin", "miter");
    }
    let sound = stroke.dash.iter().all(|&d| d >= 0.0 && d.is_finite());
    if sound && stroke.dash.iter().sum::<f64>() > 0.0 {
        let dash: Vec<String> = stroke.dash.iter().map(|&d| short(d)).collect();
        xml.write_attribute("stroke-dasharray", &dash.join(" "));
    }
}

#[cfg(test)]
mod tests {
    use super::opacity;

    #[test]
    fn opacities_are_short_and_told_apart() {
        assert_eq!(opacity(0.5), ".5");
        assert_eq!(opacity(1.0), "1");
        assert_eq!(opacity(0.0), "0");
        let all: std::collections::BTreeSet<String> =
            (0..=255).map(|a| opacity(f64::from(a) / 255.0)).collect();
        assert_eq!(all.len(), 256);
    }
}
