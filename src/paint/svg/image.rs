//! Rasters, embedded as PNG.

use super::defs::Writer;
use super::number::short;
use crate::paint::embedded;
use crate::scene::Image;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Writes an image; one whose pixels do not fit its size is left out.
pub(super) fn write(xml: &mut Writer, image: &Image) {
    let Some(png) = embedded::file(&image.pixels) else { return };
    xml.start_element("image");
    xml.write_attribute("x", &short(image.rect.x0));
    xml.write_attribute("y", &short(image.rect.y0));
    xml.write_attribute("width", &short(image.rect.width()));
    xml.write_attribute("height", &short(image.rect.height()));
    xml.write_attribute("preserveAspectRatio", "none");
    xml.write_attribute_fmt(
        "xlink:href",
        format_args!("data:image/png;base64,{}", STANDARD.encode(png)),
    );
    xml.end_element();
}
