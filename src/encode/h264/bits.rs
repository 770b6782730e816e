//! Headers bit by bit, and the wrapping of what is written (ITU-T H.264, clauses 7.2, 7.3.1 and 9.1).

/// Writes bits, the first one highest.
#[derive(Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    /// Bits of the last byte that are not used.
    free: u32,
}

impl BitWriter {
    /// The lowest `count` bits of a number, at most 32.
    pub fn bits(&mut self, value: u32, count: u32) {
        for at in (0..count).rev() {
            if self.free == 0 {
                self.bytes.push(0);
                self.free = 8;
            }
            self.free -= 1;
            if let Some(last) = self.bytes.last_mut() {
                *last |= ((value >> at & 1) as u8) << self.free;
            }
        }
    }

    pub fn flag(&mut self, value: bool) {
        self.bits(u32::from(value), 1);
    }

    /// A number by the code of Exp-Golomb: `ue(v)`.
    pub fn number(&mut self, value: u32) {
        let length = 32 - (value + 1).leading_zeros();
        self.bits(0, length - 1);
        self.bits(value + 1, length);
    }

    /// A number with a sign: `se(v)`.
    pub fn signed(&mut self, value: i32) {
        self.number(if value > 0 { value as u32 * 2 - 1 } else { value.unsigned_abs() * 2 });
    }

    /// Ones up to the next whole byte, before arithmetic coding begins.
    pub fn align_with_ones(mut self) -> Vec<u8> {
        self.bits(u32::MAX, self.free);
        self.bytes
    }

    /// The bit that ends headers, and zeros up to the next whole byte.
    pub fn trail(mut self) -> Vec<u8> {
        self.flag(true);
        self.bytes
    }
}

/// A unit of the stream: its header and content, with a 3 put in wherever the content would look
/// like the start of a unit (clause 7.4.1.1).
pub(super) fn unit(header: u8, content: &[u8]) -> Vec<u8> {
    let mut unit = Vec::with_capacity(content.len() + content.len() / 64 + 8);
    unit.push(header);
    let mut zeros = 0;
    for byte in content {
        if zeros >= 2 && *byte <= 3 {
            unit.push(3);
            zeros = 0;
        }
        zeros = if *byte == 0 { zeros + 1 } else { 0 };
        unit.push(*byte);
    }
    unit
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Table 9-2 and 9-3 of the standard.
    #[test]
    fn numbers_are_written_as_in_the_tables() {
        let mut bits = BitWriter::default();
        for value in [0, 1, 2, 7] {
            bits.number(value);
        }
        bits.signed(1);
        bits.signed(-1);
        // 1, 010, 011, 0001000, 010, 011, and the last 1.
        assert_eq!(bits.trail(), [0b1010_0110, 0b0010_0001, 0b0011_1000]);
    }

    #[test]
    fn no_start_of_a_unit_stands_inside_one() {
        assert_eq!(unit(0x67, &[0, 0, 0, 0, 1, 9]), [0x67, 0, 0, 3, 0, 0, 3, 1, 9]);
    }
}
