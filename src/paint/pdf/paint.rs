//! Colors and strokes as operators.

use super::sheet::length;
use crate::color::Color;
use crate::scene::{Cap, Join, Stroke};
use pdf_writer::Content;
use pdf_writer::types::{LineCapStyle, LineJoinStyle};

/// The channels of a color, 0 to 1; three decimals tell all 256 steps apart.
fn channels(color: Color) -> [f32; 3] {
    [color.r, color.g, color.b].map(|c| ((f64::from(c) / 255.0 * 1000.0).round() / 1000.0) as f32)
}

/// The color of areas and letters; how opaque it is says the graphics state.
pub(super) fn fill(content: &mut Content, color: Color) {
    let [r, g, b] = channels(color);
    content.set_fill_rgb(r, g, b);
}

/// The color of lines.
pub(super) fn line(content: &mut Content, color: Color) {
    let [r, g, b] = channels(color);
    content.set_stroke_rgb(r, g, b);
}

/// How a line is drawn, but for its opacity.
pub(super) fn stroke(content: &mut Content, stroke: &Stroke) {
    line(content, stroke.color);
    content.set_line_width(length(stroke.width));
    content.set_line_cap(match stroke.cap {
        Cap::Butt => LineCapStyle::ButtCap,
        Cap::Round => LineCapStyle::RoundCap,
    });
    content.set_line_join(match stroke.join {
        Join::Miter => LineJoinStyle::MiterJoin,
        Join::Round => LineJoinStyle::RoundJoin,
    });
    // Where SVG, too, cuts points off by default.
    content.set_miter_limit(4.0);
    let sound = stroke.dash.iter().all(|&d| d >= 0.0 && d.is_finite());
    let dashed = sound && stroke.dash.iter().sum::<f64>() > 0.0;
    let dash = stroke.dash.iter().filter(|_| dashed).map(|&d| length(d));
    content.set_dash_pattern(dash, 0.0);
}
