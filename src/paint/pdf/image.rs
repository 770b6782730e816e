//! Rasters, compressed as PNG compresses them, with a mask where they are not opaque.

use super::store::Store;
use crate::paint::embedded;
use crate::scene::Pixels;
use pdf_writer::types::Predictor;
use pdf_writer::{Filter, Finish, Ref};

/// Writes an image; `None` if its pixels do not fit its size.
pub(super) fn write(store: &mut Store, pixels: &Pixels) -> Option<Ref> {
    let (colors, opacity) = embedded::planes(pixels)?;
    let mask = match opacity {
        Some(opacity) => Some(object(store, pixels, (&opacity, 1), None)?),
        None => None,
    };
    object(store, pixels, (&colors, 3), mask)
}

fn object(
    store: &mut Store,
    pixels: &Pixels,
    (samples, channels): (&[u8], i32),
    mask: Option<Ref>,
) -> Option<Ref> {
    let color = if channels == 1 { png::ColorType::Grayscale } else { png::ColorType::Rgb };
    let packed = embedded::idat(&embedded::png(pixels.width, pixels.height, color, samples)?);
    let (width, height) = (pixels.width as i32, pixels.height as i32);
    let id = store.next();
    let mut image = store.chunk.image_xobject(id, &packed);
    image.filter(Filter::FlateDecode);
    let mut how = image.decode_parms();
    how.predictor(Predictor::PngOptimum).colors(channels).bits_per_component(8).columns(width);
    how.finish();
    image.width(width).height(height).bits_per_component(8).interpolate(true);
    match channels {
        1 => image.color_space().device_gray(),
        _ => image.color_space().device_rgb(),
    }
    if let Some(mask) = mask {
        image.s_mask(mask);
    }
    Some(id)
}
