//! A decoder of what is written here, for tests: read from the standard, not from the encoder. Only
//! tables, the inverse transforms and the order of coefficients are the encoder's; those were
//! compared with another decoder, picture by picture.

mod agreement;
mod bins;
mod intra;
mod macroblock;

use super::contexts::states;
use super::quantize::CHROMA_OFFSET;
use bins::{Bins, Bits, content};
use macroblock::Macroblock;

/// Decodes units, one after the other.
#[derive(Default)]
pub(in crate::encode) struct Decoder {
    columns: usize,
    rows: usize,
    size: (usize, usize),
    /// Brightness and both colors, in whole macroblocks.
    planes: [Vec<u8>; 3],
    macroblocks: Vec<Macroblock>,
    /// Slices so far, and macroblocks coded since the last picture was taken.
    slices: usize,
    coded: usize,
}

impl Decoder {
    /// Takes a unit.
    pub fn unit(&mut self, unit: &[u8]) {
        let content = content(&unit[1..]);
        let mut bits = Bits { bytes: &content, at: 0 };
        match unit[0] & 31 {
            7 => self.sequence(&mut bits),
            8 => {
                let numbers = [bits.number(), bits.number()];
                assert_eq!(numbers, [0, 0]);
                // Arithmetic coding, and all else up to the control of smoothing.
                assert_eq!(bits.bits(2), 0b10);
                assert_eq!([bits.number(), bits.number(), bits.number()], [0; 3]);
                assert_eq!(bits.bits(3), 0);
                assert_eq!([bits.signed(), bits.signed(), bits.signed()], [0, 0, CHROMA_OFFSET]);
                assert_eq!(bits.bits(4), 0b1001, "smoothing is told of, and nothing follows");
            }
            1 => self.slice(bits, false),
            5 => self.slice(bits, true),
            other => panic!("a unit of type {other}"),
        }
    }

    fn sequence(&mut self, bits: &mut Bits<'_>) {
        assert_eq!((bits.bits(8), bits.bits(8)), (77, 0));
        let level = bits.bits(8);
        assert_eq!([bits.number(), bits.number(), bits.number(), bits.number()], [0, 0, 2, 1]);
        assert_eq!(bits.bit(), 0);
        self.columns = bits.number() as usize + 1;
        self.rows = bits.number() as usize + 1;
        assert_eq!(bits.bits(2), 0b11);
        let mut size = (self.columns * 16, self.rows * 16);
        if bits.bit() == 1 {
            let cut: [usize; 4] = std::array::from_fn(|_| bits.number() as usize * 2);
            size = (size.0 - cut[0] - cut[1], size.1 - cut[2] - cut[3]);
        }
        self.size = size;
        let count = self.columns * self.rows;
        assert!(count <= if level < 40 { 5_120 } else { 36_864 });
        self.planes = [256, 64, 64].map(|each| vec![0; each * count]);
        self.macroblocks = vec![Macroblock::default(); count];
    }

    fn slice(&mut self, mut bits: Bits<'_>, whole: bool) {
        let first = bits.number() as usize;
        assert_eq!(first, self.coded, "slices follow one another");
        assert_eq!(bits.number(), if whole { 7 } else { 5 });
        assert_eq!(bits.number(), 0);
        let _number = bits.bits(4);
        if whole {
            let _number = bits.number();
            assert_eq!(bits.bits(2), 0);
        } else {
            assert_eq!(bits.bits(3), 0);
            assert_eq!(bits.number(), 0);
        }
        let qp = 26 + bits.signed();
        assert_eq!(bits.number(), 1, "edges are not smoothed");
        while !bits.at.is_multiple_of(8) {
            assert_eq!(bits.bit(), 1);
        }
        self.slices += 1;
        let bins = Bins::new(states(whole, qp as u8), bits);
        let mut slice = macroblock::Slice { bins, decoder: self, inter: !whole, qp, change: 0 };
        let mut at = first;
        loop {
            slice.macroblock(at);
            at += 1;
            if slice.bins.end() {
                break;
            }
        }
        self.coded = at;
    }

    /// The brightness of the picture when all its units were taken, and its width.
    pub fn picture(&mut self) -> (usize, Vec<u8>) {
        assert_eq!(std::mem::take(&mut self.coded), self.columns * self.rows);
        let (width, height) = self.size;
        let rows = self.planes[0].chunks(self.columns * 16).take(height);
        (width, rows.flat_map(|row| &row[..width]).copied().collect())
    }

    /// What is known of a pixel of a macroblock or around it: of those in the same slice.
    fn pixel(&self, plane: usize, x: i32, y: i32) -> Option<i32> {
        let side = if plane == 0 { 16 } else { 8 };
        let stride = self.columns as i32 * side;
        if x < 0 || y < 0 || x >= stride || y >= self.rows as i32 * side {
            return None;
        }
        let macroblock = (y / side) as usize * self.columns + (x / side) as usize;
        (self.macroblocks[macroblock].slice == self.slices)
            .then(|| i32::from(self.planes[plane][(y * stride + x) as usize]))
    }
}
