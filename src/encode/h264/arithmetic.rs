//! Arithmetic coding of bins (ITU-T H.264, clause 9.3), and what it would cost.

use super::contexts::{CONTEXTS, States};

/// How much of the range the less probable bin takes (table 9-44): by state, then by quarter of the
/// range.
pub(super) const RANGE_LPS: [u8; 256] = [
    128, 176, 208, 240, 128, 167, 197, 227, 128, 158, 187, 216, 123, 150, 178, 205, 116, 142, 169,
    195, 111, 135, 160, 185, 105, 128, 152, 175, 100, 122, 144, 166, 95, 116, 137, 158, 90, 110,
    130, 150, 85, 104, 123, 142, 81, 99, 117, 135, 77, 94, 111, 128, 73, 89, 105, 122, 69, 85, 100,
    116, 66, 80, 95, 110, 62, 76, 90, 104, 59, 72, 86, 99, 56, 69, 81, 94, 53, 65, 77, 89, 51, 62,
    73, 85, 48, 59, 69, 80, 46, 56, 66, 76, 43, 53, 63, 72, 41, 50, 59, 69, 39, 48, 56, 65, 37, 45,
    54, 62, 35, 43, 51, 59, 33, 41, 48, 56, 32, 39, 46, 53, 30, 37, 43, 50, 29, 35, 41, 48, 27, 33,
    39, 45, 26, 31, 37, 43, 24, 30, 35, 41, 23, 28, 33, 39, 22, 27, 32, 37, 21, 26, 30, 35, 20, 24,
    29, 33, 19, 23, 27, 31, 18, 22, 26, 30, 17, 21, 25, 28, 16, 20, 23, 27, 15, 19, 22, 25, 14, 18,
    21, 24, 14, 17, 20, 23, 13, 16, 19, 22, 12, 15, 18, 21, 12, 14, 17, 20, 11, 14, 16, 19, 11, 13,
    15, 18, 10, 12, 15, 17, 10, 12, 14, 16, 9, 11, 13, 15, 9, 11, 12, 14, 8, 10, 12, 14, 8, 9, 11,
    13, 7, 9, 11, 12, 7, 9, 10, 12, 7, 8, 10, 11, 6, 8, 9, 11, 6, 7, 9, 10, 6, 7, 8, 9, 2, 2, 2, 2,
];

/// The state after a less probable bin (table 9-45).
pub(super) const AFTER_LPS: [u8; 64] = [
    0, 0, 1, 2, 2, 4, 4, 5, 6, 7, 8, 9, 9, 11, 11, 12, 13, 13, 15, 15, 16, 16, 18, 18, 19, 19, 21,
    21, 22, 22, 23, 24, 24, 25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 30, 31, 32, 32, 33, 33, 33, 34,
    34, 35, 35, 35, 36, 36, 36, 37, 37, 37, 38, 38, 63,
];

/// What a bin costs, in 256ths of a bit: by state, the more probable first. The probability of a
/// state is 0.5 * (0.0375)^(state / 63) (clause 9.3.1.1).
const COST: [u16; 128] = [
    256, 256, 238, 275, 221, 294, 206, 314, 192, 333, 180, 352, 168, 371, 157, 391, 148, 410, 139,
    429, 130, 448, 122, 468, 115, 487, 108, 506, 102, 525, 96, 545, 90, 564, 85, 583, 80, 602, 76,
    622, 72, 641, 68, 660, 64, 679, 60, 699, 57, 718, 54, 737, 51, 756, 48, 776, 46, 795, 43, 814,
    41, 833, 39, 853, 37, 872, 35, 891, 33, 910, 31, 930, 29, 949, 28, 968, 26, 987, 25, 1007, 24,
    1026, 22, 1045, 21, 1064, 20, 1084, 19, 1103, 18, 1122, 17, 1141, 16, 1161, 15, 1180, 15, 1199,
    14, 1218, 13, 1238, 12, 1257, 12, 1276, 11, 1295, 11, 1315, 10, 1334, 10, 1353, 9, 1372, 9,
    1392, 8, 1411, 8, 1430, 7, 1449, 7, 1469,
];

/// Where bins go: into a stream, or only onto a bill.
pub(super) trait Bins {
    /// A bin with a context that learns from it.
    fn bin(&mut self, context: usize, bin: bool);
    /// Bins that are as likely as not: a number of `count` bits, at most 20, the highest first.
    fn plain(&mut self, bits: u32, count: u32);
    /// The bin that tells whether all ends here.
    fn end(&mut self, end: bool);
}

/// What a bin costs in a state, in 256ths of a bit.
pub(super) fn cost(state: u8, bin: bool) -> u32 {
    u32::from(COST[usize::from((state ^ u8::from(bin)) & 127)])
}

/// Adds up what bins cost in states that stay as they are.
pub(super) struct Bill<'a> {
    pub states: &'a States,
    /// In 256ths of a bit.
    pub cost: u32,
}

impl<'a> Bill<'a> {
    pub fn new(states: &'a States) -> Self {
        Self { states, cost: 0 }
    }
}

impl Bins for Bill<'_> {
    fn bin(&mut self, context: usize, bin: bool) {
        self.cost += cost(self.states[context.min(CONTEXTS - 1)], bin);
    }

    fn plain(&mut self, _: u32, count: u32) {
        self.cost += count << 8;
    }

    fn end(&mut self, end: bool) {
        self.cost += if end { 7 << 8 } else { 2 };
    }
}

/// The state after a bin, by state and whether the bin was the less probable one (table 9-45).
const NEXT: [[u8; 2]; 128] = {
    let mut all = [[0; 2]; 128];
    let mut state = 0;
    while state < 128 {
        let (at, likely) = (state / 2, state as u8 & 1);
        let more = if at < 62 { at as u8 + 1 } else { at as u8 };
        // In state 0 both are as likely, and the less probable becomes the more probable.
        let after = if at == 0 { likely ^ 1 } else { likely };
        all[state] = [more << 1 | likely, AFTER_LPS[at] << 1 | after];
        state += 1;
    }
    all
};

/// [`RANGE_LPS`] by state, whatever is more probable.
const LESS: [[u8; 4]; 128] = {
    let mut all = [[0; 4]; 128];
    let mut at = 0;
    while at < 512 {
        all[at / 4][at % 4] = RANGE_LPS[at / 8 * 4 + at % 4];
        at += 1;
    }
    all
};

/// How many bits are written at once.
const AT_ONCE: i32 = 32;

/// The encoder of clause 9.3.4.
pub(super) struct Arithmetic {
    pub states: States,
    /// The interval's lower end: ten bits, above them those that wait to be written, above them a
    /// carry.
    low: u64,
    /// The interval's length, nine bits.
    range: u32,
    /// How many bits wait, less those that are written at once; the very first bit is always 0 and not
    /// written.
    waiting: i32,
    bytes: Vec<u8>,
}

impl Arithmetic {
    pub fn new(states: States) -> Self {
        Self { states, low: 0, range: 510, waiting: -1 - AT_ONCE, bytes: Vec::new() }
    }

    #[inline(always)]
    fn shift(&mut self, by: u32) {
        self.low <<= by;
        self.waiting += by as i32;
        if self.waiting >= 0 {
            self.write();
        }
    }

    /// Writes some of the bits that wait.
    fn write(&mut self) {
        let place = self.waiting as u32 + 10;
        let out = self.low >> place;
        self.low &= (1 << place) - 1;
        self.waiting -= AT_ONCE;
        self.carry(out >> AT_ONCE);
        self.bytes.extend((out as u32).to_be_bytes());
    }

    /// Adds a carry to what is written.
    fn carry(&mut self, carry: u64) {
        if carry != 0 {
            for byte in self.bytes.iter_mut().rev() {
                *byte = byte.wrapping_add(1);
                if *byte != 0 {
                    break;
                }
            }
        }
    }

    /// All bytes after the last `end`. The bit that ends a unit is in them.
    pub fn finish(mut self) -> Vec<u8> {
        // Clause 9.3.4.5: the last of the two bits is the one that ends the unit.
        self.low = (self.low | 1 << 7) & !0x7F;
        self.shift(3);
        let waiting = (self.waiting + AT_ONCE).max(0) as u32;
        let bytes = waiting.div_ceil(8);
        let out = self.low >> 10 << (bytes * 8 - waiting);
        self.carry(out >> (bytes * 8));
        self.bytes.extend((0..bytes).rev().map(|at| (out >> (at * 8)) as u8));
        self.bytes
    }
}

impl Bins for Arithmetic {
    #[inline(always)]
    fn bin(&mut self, context: usize, bin: bool) {
        let state = &mut self.states[context.min(CONTEXTS - 1)];
        let before = usize::from(*state & 127);
        let less = u32::from(LESS[before][(self.range >> 6 & 3) as usize]);
        let unlikely = (before & 1) as u32 ^ u32::from(bin);
        *state = NEXT[before][unlikely as usize & 1];
        // Without a branch: which bin comes is hard to foresee.
        let more = self.range - less;
        let chosen = unlikely.wrapping_neg();
        self.low += u64::from(more & chosen);
        self.range = more & !chosen | less & chosen;
        let by = self.range.leading_zeros() - 23;
        self.range <<= by;
        self.shift(by);
    }

    #[inline(always)]
    fn plain(&mut self, bits: u32, count: u32) {
        // There is room for 20.
        self.low <<= count;
        self.low += u64::from(bits) * u64::from(self.range);
        self.waiting += count as i32;
        if self.waiting >= 0 {
            self.write();
        }
    }

    #[inline]
    fn end(&mut self, end: bool) {
        self.range -= 2;
        if end {
            self.low += u64::from(self.range);
            self.range = 256;
            self.shift(7);
        } else if self.range < 256 {
            self.range <<= 1;
            self.shift(1);
        }
    }
}
