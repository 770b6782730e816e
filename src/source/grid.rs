//! Gray PNG pictures as grids of numbers.

use crate::diagnostic::{Diagnostic, Location};

/// The most cells a grid may have: a picture that claims more is refused before it is unpacked.
const MOST_CELLS: u64 = 64_000_000;

/// A grid of numbers, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// The numbers: 0 to 255 or 0 to 65535.
    pub cells: Vec<u16>,
}

/// Reads a gray PNG of 8 or 16 bits; fewer bits are widened to 8.
///
/// # Errors
/// A diagnostic that says why not.
pub fn read(bytes: &[u8], file: &str) -> Result<Grid, Box<Diagnostic>> {
    let fail = |message: String| {
        let diagnostic = Diagnostic::error("bad-grid", message)
            .at(Location::file(file))
            .remedy("give a gray PNG of 8 or 16 bits whose values are meters");
        Box::new(diagnostic)
    };
    let refused = |error: png::DecodingError| fail(format!("the picture cannot be read: {error}"));
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(refused)?;
    let (width, height) = (reader.info().width, reader.info().height);
    let cells = u64::from(width) * u64::from(height);
    if cells > MOST_CELLS {
        return Err(fail(format!("{width} × {height} cells are too many")));
    }
    let size =
        reader.output_buffer_size().ok_or_else(|| fail("the picture is too large".into()))?;
    let mut buffer = vec![0; size];
    let info = reader.next_frame(&mut buffer).map_err(refused)?;
    let (color, depth) = (info.color_type, info.bit_depth);
    let cells: Vec<u16> = match (color, depth) {
        (png::ColorType::Grayscale, png::BitDepth::Eight) => {
            buffer.iter().map(|b| u16::from(*b)).collect()
        }
        (png::ColorType::Grayscale, png::BitDepth::Sixteen) => {
            buffer.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect()
        }
        _ => return Err(fail(format!("the picture is {color:?}, not gray"))),
    };
    Ok(Grid { width: width as usize, height: height as usize, cells })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(color: png::ColorType, depth: png::BitDepth, data: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
        encoder.set_color(color);
        encoder.set_depth(depth);
        encoder.write_header().unwrap().write_image_data(data).unwrap();
        bytes
    }

    #[test]
    fn both_depths_are_read() {
        let bytes = png(png::ColorType::Grayscale, png::BitDepth::Sixteen, &[1, 2, 0, 7]);
        assert_eq!(read(&bytes, "r.png").unwrap().cells, [258, 7]);
        let bytes = png(png::ColorType::Grayscale, png::BitDepth::Eight, &[9, 200]);
        assert_eq!(read(&bytes, "r.png").unwrap().cells, [9, 200]);
    }

    #[test]
    fn color_is_refused() {
        let bytes = png(png::ColorType::Rgb, png::BitDepth::Eight, &[0; 6]);
        assert_eq!(
            read(&bytes, "r.png").unwrap_err().to_string(),
            "r.png: error[bad-grid]: the picture is Rgb, not gray\n  \
             help: give a gray PNG of 8 or 16 bits whose values are meters"
        );
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read(
            bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..100),
            at in 0..60_usize,
        ) {
            let _ = read(&bytes, "r.png");
            let mut near = png(png::ColorType::Grayscale, png::BitDepth::Eight, &[9, 200]);
            if let (Some(byte), Some(new)) = (near.get_mut(at), bytes.first()) {
                *byte = *new;
            }
            let _ = read(&near, "r.png");
        }
    }
}
