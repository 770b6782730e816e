//! What a decoder shows is, to the bit, what the encoder takes for shown, whatever the pictures and
//! however finely they are quantized.

use super::Decoder;
use crate::encode::h264::{Change, Coder, Picture, Pixels, Quality, Update, pictures, sequence};

/// Numbers without order, always the same.
struct Noise(u32);

impl Noise {
    fn byte(&mut self) -> u8 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 24) as u8
    }
}

/// Pictures in which every third stretch is painted anew, by noise of so many bits.
fn noise((width, height): (u32, u32), bits: u32) -> Vec<Picture> {
    let mut noise = Noise(7 + bits);
    let mut picture = Picture::black(width, height);
    (0..7)
        .map(|number| {
            let Picture { y, u, v, .. } = &mut picture;
            for (plane, stretch) in [(y, 37), (u, 19), (v, 19)] {
                for (at, pixel) in plane.iter_mut().enumerate() {
                    if (at / stretch + number) % 3 == 0 {
                        *pixel = 100 + (noise.byte() >> 1 >> (7 - bits));
                    }
                }
            }
            picture.clone()
        })
        .collect()
}

fn updates(pictures: &[Picture]) -> Vec<Update> {
    let (columns, rows) = pictures[0].macroblocks();
    let mut before: Vec<Pixels> = Vec::new();
    let mut updates = Vec::new();
    for (number, picture) in pictures.iter().enumerate() {
        let whole = number == 0 || number == 5;
        let now: Vec<Pixels> =
            (0..columns * rows).map(|at| picture.pixels(at % columns, at / columns)).collect();
        let changed = |at: &usize| whole || before[*at] != now[*at];
        let changes = (0..now.len())
            .filter(changed)
            .map(|at| Change::new(at, now[at].clone(), (at * 977 % 13_000) as u32))
            .collect();
        updates.push(Update { changes, whole });
        before = now;
    }
    updates
}

/// Decodes pictures; gives their brightness.
fn decoded(size: (usize, usize), coded: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut decoder = Decoder::default();
    decoder.unit(&sequence(size.0, size.1, 51));
    decoder.unit(&pictures());
    let mut shown = Vec::new();
    for mut units in coded.iter().map(Vec::as_slice) {
        while let Some((length, rest)) = units.split_first_chunk() {
            let (unit, others) = rest.split_at(u32::from_be_bytes(*length) as usize);
            decoder.unit(unit);
            units = others;
        }
        shown.push(decoder.picture().1);
    }
    shown
}

#[test]
fn noise_is_shown_as_it_was_coded() {
    for size in [(2, 18), (16, 16), (34, 6), (130, 70)] {
        for bits in [0, 2, 5, 7] {
            let pictures = noise(size, bits);
            let (width, height) = (pictures[0].width, pictures[0].height);
            let updates = updates(&pictures);
            for (whole, changes) in [(17, 21), (8, 8), (40, 44)] {
                let quality = Quality { whole, changes, ..Quality::default() };
                let mut coder = Coder::new(pictures[0].macroblocks(), quality);
                let stride = coder.columns * 16;
                let mut expected = Vec::new();
                let mut coded = Vec::new();
                for update in updates.chunks(1) {
                    coded.extend(coder.code(update));
                    let rows = coder.shown[0].chunks(stride).take(height);
                    expected.push(rows.flat_map(|row| &row[..width]).copied().collect::<Vec<u8>>());
                }
                assert!(decoded((width, height), &coded) == expected, "{size:?} {bits} {whole}");
                let mut at_once = Coder::new(pictures[0].macroblocks(), quality);
                assert!(at_once.code(&updates) == coded, "{size:?}: not the same at once");
            }
        }
    }
}
