//! Rasters inside documents: as PNG, with no more channels than they need.

use crate::scene::Pixels;

/// A raster as a PNG file; `None` if its pixels do not fit its size.
pub(super) fn file(pixels: &Pixels) -> Option<Vec<u8>> {
    match planes(pixels)? {
        (colors, None) => png(pixels.width, pixels.height, png::ColorType::Rgb, &colors),
        _ => png(pixels.width, pixels.height, png::ColorType::Rgba, &pixels.rgba),
    }
}

/// The colors without opacity (three bytes a pixel), and the opacity if some of it is not full.
pub(super) fn planes(pixels: &Pixels) -> Option<(Vec<u8>, Option<Vec<u8>>)> {
    let count = u64::from(pixels.width) * u64::from(pixels.height);
    if count == 0 || pixels.rgba.len() as u64 != 4 * count {
        return None;
    }
    let straight = pixels.rgba.as_chunks::<4>().0;
    let colors = straight.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
    let opacity: Vec<u8> = straight.iter().map(|pixel| pixel[3]).collect();
    let seen_through = opacity.iter().any(|&a| a < 255);
    Some((colors, seen_through.then_some(opacity)))
}

/// Samples of eight bits as a PNG file.
pub(super) fn png(width: u32, height: u32, color: png::ColorType, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(color);
    encoder.set_compression(png::Compression::Balanced);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(bytes).ok()?;
    writer.finish().ok()?;
    Some(file)
}

/// The compressed samples of a PNG file: what its `IDAT` chunks hold, one after the other. They are
/// what PDF calls flate with a PNG predictor (ISO 32000-1, section 7.4.4.4).
pub(super) fn idat(file: &[u8]) -> Vec<u8> {
    let mut data = Vec::new();
    let mut rest = file.get(8..).unwrap_or_default();
    while let Some((&length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(length) as usize;
        let (kind, body) = (after.get(..4), after.get(4..).and_then(|body| body.get(..length)));
        if kind == Some(b"IDAT") {
            data.extend_from_slice(body.unwrap_or_default());
        }
        // Kind, body and check sum.
        rest = after.get(length.saturating_add(8)..).unwrap_or_default();
    }
    data
}
