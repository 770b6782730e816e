//! Rasters, embedded as PNG.

use super::defs::Writer;
use super::number::short;
use crate::paint::embedded;
use crate::scene::Image;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::sync::Arc;

/// Writes an image; one whose pixels do not fit its size is left out.
pub(super) fn write(xml: &mut Writer, image: &Image) {
    let Some(png) = embedded::file(&image.pixels) else { return };
    xml.start_element("image");
    xml.write_attribute("x", &short(image.rect.x0));
    xml.write_attribute("y", &short(image.rect.y0));
    pixels(xml, image, &png);
}

/// Writes an image that is used by its name, with its corner at the origin.
pub(super) fn define(xml: &mut Writer, id: &str, image: &Image) {
    let Some(png) = embedded::file(&image.pixels) else { return };
    xml.start_element("image");
    xml.write_attribute("id", id);
    pixels(xml, image, &png);
}

/// Sets a defined image in its place.
pub(super) fn place(xml: &mut Writer, id: &str, image: &Image) {
    xml.start_element("use");
    xml.write_attribute_fmt("xlink:href", format_args!("#{id}"));
    xml.write_attribute("x", &short(image.rect.x0));
    xml.write_attribute("y", &short(image.rect.y0));
    xml.end_element();
}

/// Whether two images differ in their place alone.
pub(super) fn is_same(a: &Image, b: &Image) -> bool {
    let size = |image: &Image| (short(image.rect.width()), short(image.rect.height()));
    Arc::ptr_eq(&a.pixels, &b.pixels) && size(a) == size(b)
}

fn pixels(xml: &mut Writer, image: &Image, png: &[u8]) {
    xml.write_attribute("width", &short(image.rect.width()));
    xml.write_attribute("height", &short(image.rect.height()));
    xml.write_attribute("preserveAspectRatio", "none");
    xml.write_attribute_fmt(
        "xlink:href",
        format_args!("data:image/png;base64,{}", STANDARD.encode(png)),
    );
    xml.end_element();
}
