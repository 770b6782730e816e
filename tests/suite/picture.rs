//! Pictures: read, compared, kept to be looked at.

use resvg::{tiny_skia, usvg};
use salient::paint::raster::Bitmap;
use salient::text::Typesetter;
use std::fs::File;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

/// The pixels of a PNG.
pub fn decoded(bytes: &[u8]) -> Bitmap {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().expect("a PNG");
    let mut data = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut data).expect("a whole PNG");
    data.truncate(info.buffer_size());
    let data = match info.color_type {
        png::ColorType::Rgb => data,
        png::ColorType::Rgba => {
            assert!(data.chunks_exact(4).all(|p| p[3] == 255), "maps are opaque");
            data.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect()
        }
        png::ColorType::Grayscale => data.iter().flat_map(|v| [*v; 3]).collect(),
        other => panic!("{other:?}"),
    };
    Bitmap { width: info.width, height: info.height, data }
}

/// Writes a PNG.
pub fn keep(path: &Path, bitmap: &Bitmap) {
    let file = File::create(path).expect("a file");
    let mut encoder = png::Encoder::new(file, bitmap.width, bitmap.height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&bitmap.data).expect("pixels");
}

/// What an SVG looks like to resvg, on white, with the fonts of `typesetter` and no others.
pub fn drawn(document: &str, typesetter: &Typesetter, scale: f32) -> Bitmap {
    let mut options = usvg::Options::default();
    let fonts = Arc::make_mut(&mut options.fontdb);
    for face in typesetter.faces() {
        fonts.load_font_data(face.data().to_vec());
    }
    let tree = usvg::Tree::from_str(document, &options).expect("the document is valid SVG");
    let size = tree.size();
    let (width, height) = ((size.width() * scale) as u32, (size.height() * scale) as u32);
    let mut pixmap = tiny_skia::Pixmap::new(width, height).expect("a size");
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let data = pixmap.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    Bitmap { width, height, data }
}

/// A difference of a channel that is seen when looked for.
const FAR: u8 = 48;

/// Mean absolute difference of channels, and the share of pixels that differ by more than 48.
pub fn difference(a: &Bitmap, b: &Bitmap) -> (f64, f64) {
    assert_eq!((a.width, a.height), (b.width, b.height));
    let sum: u64 = a.data.iter().zip(&b.data).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    let far = |(a, b): &(&[u8], &[u8])| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > FAR);
    let pixels = a.data.chunks_exact(3).zip(b.data.chunks_exact(3));
    let count = pixels.filter(far).count();
    let total = f64::from(a.width) * f64::from(a.height);
    (sum as f64 / (3.0 * total), count as f64 / total)
}

/// How many pixels differ at all.
pub fn differing(a: &Bitmap, b: &Bitmap) -> usize {
    a.data.chunks_exact(3).zip(b.data.chunks_exact(3)).filter(|(a, b)| a != b).count()
}

/// The second picture, pale, with what differs from the first one in red.
pub fn highlighted(a: &Bitmap, b: &Bitmap) -> Bitmap {
    let pixel = |(a, b): (&[u8], &[u8])| match a == b {
        true => [b[0], b[1], b[2]].map(|v| 255 - (255 - v) / 4),
        false => [220, 0, 0],
    };
    let data = a.data.chunks_exact(3).zip(b.data.chunks_exact(3)).flat_map(pixel).collect();
    Bitmap { width: b.width, height: b.height, data }
}
