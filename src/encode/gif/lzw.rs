//! The compression of GIF (GIF89a, appendix F; after Welch, "A technique for high-performance data
//! compression", 1984): the longest string already met is written as one code of up to 12 bits.
//!
//! Runs of one index take as many steps as codes, not as pixels: what a frame leaves as it was, or a
//! flat area, costs next to nothing. A full table may be kept for a while, as decoders have to
//! allow: how long is best is found by trying.

/// The most codes that there can be.
const CODES: u16 = 4096;

/// For how many codes a full table is kept. A picture of many equal parts keeps its table
/// with profit; one that changes from place to place does without it.
const KEPT_FOR: [u32; 3] = [0, 2048, u32::MAX];

/// The bits that an index takes at first, and compressed indices: as they stand in a file, but for
/// being cut into blocks.
pub(super) fn compress(indices: &[u8]) -> Vec<u8> {
    let most = indices.iter().copied().max().unwrap_or(0);
    let bits = (u32::from(most) + 1).next_power_of_two().trailing_zeros().max(2);
    let mut strings = Strings::new(1 << bits);
    let tried = KEPT_FOR.map(|kept_for| coded(indices, bits, kept_for, &mut strings));
    tried.into_iter().min_by_key(Vec::len).unwrap_or_default()
}

fn coded(indices: &[u8], bits: u32, kept_for: u32, strings: &mut Strings) -> Vec<u8> {
    let mut codes = Codes { bytes: vec![bits as u8], width: bits + 1, pending: 0, count: 0 };
    let clear = 1 << bits;
    strings.clear();
    codes.put(clear);
    let (mut at, mut run_end, mut kept) = (0, 0, 0);
    while let Some(&index) = indices.get(at) {
        if at >= run_end {
            run_end = at + run(&indices[at..], index);
        }
        let (mut code, known) = strings.run(index, run_end - at);
        let mut next = at + known;
        let following = loop {
            let Some(&following) = indices.get(next) else { break None };
            match strings.find(code, following) {
                Some(longer) => (code, next) = (longer, next + 1),
                None => break Some(following),
            }
        };
        codes.put(code);
        codes.widen(strings.next);
        if let Some(following) = following {
            if strings.next < CODES {
                strings.add(code, following, next < run_end);
            } else {
                kept += 1;
            }
            if strings.next == CODES && kept >= kept_for {
                codes.put(clear);
                codes.width = bits + 1;
                strings.clear();
                kept = 0;
            }
        }
        at = next;
    }
    codes.put(clear + 1);
    codes.end()
}

/// How many of the indices, from the first, are this one.
fn run(indices: &[u8], index: u8) -> usize {
    let (chunks, rest) = indices.as_chunks::<16>();
    let whole = chunks.iter().position(|chunk| *chunk != [index; 16]);
    let from = whole.unwrap_or(chunks.len()) * 16;
    let tail = if whole.is_some() { indices.get(from..).unwrap_or_default() } else { rest };
    from + tail.iter().position(|other| *other != index).unwrap_or(tail.len())
}

/// The strings met so far.
struct Strings {
    /// Each is a shorter one and an index (20 bits) and has a code (12 bits); 0 where there is
    /// none, as no string has the code 0. At the place that [`place`] says, or the next free one.
    slots: Vec<u32>,
    /// The codes of runs of an index, from those of two on.
    runs: Vec<Vec<u16>>,
    /// The first code of a string of more than one index.
    first: u16,
    /// The code of the next string.
    next: u16,
}

/// Twice as many as there can be strings.
const SLOTS: usize = 2 * CODES as usize;

impl Strings {
    fn new(clear: u16) -> Self {
        let runs = vec![Vec::new(); usize::from(clear)];
        Self { slots: vec![0; SLOTS], runs, first: clear + 2, next: clear + 2 }
    }

    fn clear(&mut self) {
        self.slots.fill(0);
        self.runs.iter_mut().for_each(Vec::clear);
        self.next = self.first;
    }

    /// The code of the longest known run of an index that is not longer than `most`, and how long
    /// it is.
    fn run(&self, index: u8, most: usize) -> (u16, usize) {
        let known = self.runs.get(usize::from(index)).map_or(&[][..], Vec::as_slice);
        let length = most.min(known.len() + 1);
        let code = length.checked_sub(2).and_then(|at| known.get(at)).copied();
        (code.unwrap_or(u16::from(index)), length.max(1))
    }

    fn find(&self, code: u16, following: u8) -> Option<u16> {
        let string = string(code, following);
        self.probe(string).1.map(|found| (found & 0xFFF) as u16)
    }

    /// Adds a string; `is_run` says that it is one index again and again.
    fn add(&mut self, code: u16, following: u8, is_run: bool) {
        let string = string(code, following);
        let (at, _) = self.probe(string);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = string << 12 | u32::from(self.next);
        }
        if is_run && let Some(runs) = self.runs.get_mut(usize::from(following)) {
            runs.push(self.next);
        }
        self.next += 1;
    }

    /// Where a string is, or would be.
    fn probe(&self, string: u32) -> (usize, Option<u32>) {
        // Multiplicative hashing (Knuth, volume 3, 6.4).
        let mut at = string.wrapping_mul(0x9E37_79B1) as usize >> (32 - SLOTS.ilog2());
        loop {
            match self.slots.get(at) {
                Some(slot) if *slot != 0 && slot >> 12 != string => at = (at + 1) % SLOTS,
                slot => return (at, slot.copied().filter(|slot| *slot != 0)),
            }
        }
    }
}

fn string(code: u16, following: u8) -> u32 {
    u32::from(code) << 8 | u32::from(following)
}

/// Codes of changing width, the lowest bit first.
struct Codes {
    bytes: Vec<u8>,
    width: u32,
    pending: u64,
    count: u32,
}

impl Codes {
    fn put(&mut self, code: u16) {
        self.pending |= u64::from(code) << self.count;
        self.count += self.width;
        if self.count >= 32 {
            self.bytes.extend_from_slice(&(self.pending as u32).to_le_bytes());
            self.pending >>= 32;
            self.count -= 32;
        }
    }

    /// Makes codes wider when the decoder, one string behind, begins to: it has all strings up to
    /// the one of code `next`.
    fn widen(&mut self, next: u16) {
        if self.width < 12 && u32::from(next) == 1 << self.width {
            self.width += 1;
        }
    }

    fn end(mut self) -> Vec<u8> {
        let whole = self.count.div_ceil(8) as usize;
        self.bytes.extend_from_slice(&self.pending.to_le_bytes()[..whole]);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the decoder of the crate `gif` makes of it.
    fn decoded(indices: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder =
            ::gif::Encoder::new(&mut file, indices.len() as u16, 1, &[7; 768]).unwrap();
        let frame = ::gif::Frame {
            width: indices.len() as u16,
            height: 1,
            buffer: compress(indices).into(),
            ..Default::default()
        };
        encoder.write_lzw_pre_encoded_frame(&frame).unwrap();
        drop(encoder);
        let mut options = ::gif::DecodeOptions::new();
        options.set_color_output(::gif::ColorOutput::Indexed);
        options.check_lzw_end_code(true);
        let mut decoder = options.read_info(file.as_slice()).unwrap();
        decoder.read_next_frame().unwrap().unwrap().buffer.to_vec()
    }

    /// Runs of few and of many indices, so long that the table is filled again and again.
    fn picture(seed: u32, indices: u32, runs: u32) -> Vec<u8> {
        let mut state = seed;
        let mut random = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        let mut picture = Vec::new();
        while picture.len() < 60_000 {
            let index = random(indices) as u8;
            picture.extend(vec![index; 1 + random(runs) as usize]);
        }
        picture
    }

    #[test]
    fn long_pictures_come_back() {
        for (indices, runs) in [(1, 9), (2, 1), (3, 3000), (5, 2), (256, 1), (256, 40), (129, 4)] {
            let picture = picture(indices * runs, indices, runs);
            assert!(decoded(&picture) == picture, "{indices} indices in runs of up to {runs}");
        }
    }

    #[test]
    fn a_run_is_next_to_nothing() {
        // Strings of 1, 2, 3 … pixels: 2 million pixels are 2000 codes of 11 bits and less.
        assert!(compress(&vec![0; 2_000_000]).len() < 2_700);
        assert_eq!(run(&[3; 40], 3), 40);
        assert_eq!((run(&[[3; 17].as_slice(), &[4]].concat(), 3), run(&[1], 2)), (17, 0));
    }

    proptest! {
        #[test]
        fn all_indices_come_back(indices in prop::collection::vec(0u8..6, 1..600)) {
            prop_assert_eq!(decoded(&indices), indices);
        }
    }
}
