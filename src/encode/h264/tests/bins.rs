//! Bits and bins, read (clauses 7.2, 9.1 and 9.3.3.2).

use crate::encode::h264::arithmetic::{AFTER_LPS, RANGE_LPS};
use crate::encode::h264::contexts::States;

/// The content of a unit, without the bytes that keep it from looking like the start of one.
pub fn content(unit: &[u8]) -> Vec<u8> {
    let mut content: Vec<u8> = Vec::new();
    let mut zeros = 0;
    for byte in unit {
        if zeros >= 2 && *byte == 3 {
            zeros = 0;
            continue;
        }
        assert!(zeros < 2 || *byte > 3, "a start code inside a unit");
        zeros = if *byte == 0 { zeros + 1 } else { 0 };
        content.push(*byte);
    }
    content
}

pub struct Bits<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

impl Bits<'_> {
    pub fn bit(&mut self) -> u32 {
        let byte = self.bytes.get(self.at / 8).copied().unwrap_or(0);
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        u32::from(bit)
    }

    pub fn bits(&mut self, count: usize) -> u32 {
        (0..count).fold(0, |value, _| value << 1 | self.bit())
    }

    /// `ue(v)`.
    pub fn number(&mut self) -> u32 {
        let zeros = (0..32).take_while(|_| self.bit() == 0).count();
        (1 << zeros) - 1 + self.bits(zeros)
    }

    /// `se(v)`.
    pub fn signed(&mut self) -> i32 {
        let number = self.number() as i32;
        if number % 2 == 1 { number / 2 + 1 } else { -number / 2 }
    }
}

pub struct Bins<'a> {
    pub states: States,
    bits: Bits<'a>,
    range: u32,
    offset: u32,
}

impl<'a> Bins<'a> {
    pub fn new(states: States, mut bits: Bits<'a>) -> Self {
        let offset = bits.bits(9);
        Self { states, bits, range: 510, offset }
    }

    fn renew(&mut self) {
        while self.range < 256 {
            self.range *= 2;
            self.offset = self.offset * 2 + self.bits.bit();
        }
    }

    pub fn bin(&mut self, context: usize) -> bool {
        let state = self.states[context];
        let (at, likely) = (usize::from(state / 2), state % 2 == 1);
        let less = u32::from(RANGE_LPS[at * 4 + (self.range / 64 % 4) as usize]);
        self.range -= less;
        let bin = if self.offset >= self.range {
            self.offset -= self.range;
            self.range = less;
            let now = if at == 0 { !likely } else { likely };
            self.states[context] = AFTER_LPS[at] * 2 + u8::from(now);
            !likely
        } else {
            self.states[context] = (at as u8 + 1).min(62) * 2 + u8::from(likely);
            likely
        };
        self.renew();
        bin
    }

    pub fn plain(&mut self) -> bool {
        self.offset = self.offset * 2 + self.bits.bit();
        let bin = self.offset >= self.range;
        if bin {
            self.offset -= self.range;
        }
        bin
    }

    pub fn end(&mut self) -> bool {
        self.range -= 2;
        if self.offset >= self.range {
            return true;
        }
        self.renew();
        false
    }

    /// Levels of a block (clause 7.3.5.3.3): with the first contexts for "not 0", "last" and sizes,
    /// and what is added to the first two at each place.
    pub fn levels(
        &mut self,
        [there, last, size]: [usize; 3],
        add: impl Fn(usize) -> [usize; 2],
        count: usize,
        most: usize,
    ) -> Vec<i32> {
        let mut levels = vec![0; count];
        let mut places = Vec::new();
        let mut at = 0;
        loop {
            if at + 1 == count {
                places.push(at);
                break;
            }
            if self.bin(there + add(at)[0]) {
                places.push(at);
                if self.bin(last + add(at)[1]) {
                    break;
                }
            }
            at += 1;
        }
        let (mut ones, mut larger) = (0, 0);
        for place in places.into_iter().rev() {
            let first = if larger > 0 { 0 } else { (1 + ones).min(4) };
            let mut level = 1;
            if self.bin(size + first) {
                let context = size + 5 + larger.min(most);
                level = 2;
                while level < 15 && self.bin(context) {
                    level += 1;
                }
                if level == 15 {
                    let mut length = 0;
                    while self.plain() {
                        level += 1 << length;
                        length += 1;
                    }
                    for at in (0..length).rev() {
                        level += i32::from(self.plain()) << at;
                    }
                }
                larger += 1;
            } else {
                ones += 1;
            }
            levels[place] = if self.plain() { -level } else { level };
        }
        levels
    }
}
