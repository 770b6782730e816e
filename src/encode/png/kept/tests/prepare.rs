//! Finds the codes of `deflate/codes.txt`.

use super::super::band::ROWS;
use super::super::filter::{Filter, Filters};
use super::super::picture::{PIXEL, Picture};
use super::super::segment::{Room, Style};
use crate::encode::deflate::{CODES, Code, END_OF_BLOCK, LITERALS, Reach, length};
use crate::encode::{Frame, read_png};
use std::sync::Arc;

/// How often symbols occur in some rows.
#[derive(Clone)]
struct Counts {
    literals: [u32; LITERALS],
    distances: [u32; 5],
}

const NONE: Counts = Counts { literals: [0; LITERALS], distances: [0; 5] };

impl Counts {
    fn add(&mut self, other: &Self) {
        self.literals.iter_mut().zip(other.literals).for_each(|(sum, count)| *sum += count);
        self.distances.iter_mut().zip(other.distances).for_each(|(sum, count)| *sum += count);
    }

    /// A code in which any symbol has bits.
    fn code(&self) -> Code {
        let all: u32 = self.literals.iter().sum();
        let mut counts = self.literals.map(|count| 20 * count + all / 1000 + 1);
        counts[END_OF_BLOCK] = all / 1000 + 1;
        Code::of(&counts, 15)
    }

    fn bits(&self, code: &Code) -> u64 {
        let each = self.literals.iter().zip(&code.lengths);
        each.map(|(count, length)| u64::from(*count) * u64::from(*length)).sum()
    }
}

/// The counts of a picture, a band each.
fn bands(frame: &Frame) -> Vec<Counts> {
    let picture = Picture::of(frame);
    let filters = Filters::of(picture);
    let mut room = Room::default();
    let mut bands = Vec::new();
    for y in 0..picture.height {
        if y % ROWS == 0 {
            bands.push(NONE);
        }
        let above = y > 0 && filters.filter(y - 1) == Filter::None;
        let style = Style { filter: filters.filter(y), above };
        let mut tokens = Vec::new();
        (0..picture.segments()).for_each(|segment| {
            room.tokenize(picture, (y, segment), style, &mut tokens);
        });
        let Counts { literals, distances } = bands.last_mut().unwrap();
        for token in tokens {
            let (bytes, from) = match token.meaning() {
                Reach::Literal(byte) => {
                    literals[usize::from(byte)] += 1;
                    continue;
                }
                Reach::Byte(bytes) => (bytes, 0),
                Reach::Left(pixels) => (pixels * PIXEL, 1),
                Reach::Above(pixels) => (pixels * PIXEL, 2),
                Reach::AboveLeft(pixels) => (pixels * PIXEL, 3),
                Reach::AboveRight(pixels) => (pixels * PIXEL, 4),
            };
            literals[length(bytes as u16).symbol] += 1;
            distances[from] += 1;
        }
    }
    bands
}

/// Other colors for the same map: themes that users may make.
const TINTS: [fn([u8; 3]) -> [u8; 3]; 5] = [
    |rgb| rgb,
    |rgb| rgb.map(|x| 255 - x),
    |[r, g, b]| [r / 2 + 10, g / 2 + 15, b / 2 + 20],
    |rgb| rgb.map(|x| (u16::from(x) * u16::from(x) / 255) as u8),
    |[r, g, b]| [g / 2 + 120, 255 - b / 2, r / 3],
];

/// Prints codes for the frames in a folder: groups their bands such that the codes of the groups
/// make them shortest (Lloyd's algorithm). Frames as they are count more than recolored ones.
///
/// `SALIENT_FRAMES=folder cargo test --release prepare -- --ignored --nocapture`
#[test]
#[ignore = "not a check"]
fn prepare() {
    let folder = std::env::var("SALIENT_FRAMES").expect("a folder of frames");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut all: Vec<(Counts, u64)> = Vec::new();
    for file in files {
        let (frame, _) = read_png(&std::fs::read(file).unwrap(), "").unwrap();
        for (at, tint) in TINTS.iter().enumerate() {
            let rgb = frame.rgb.as_chunks::<3>().0.iter().flat_map(|pixel| tint(*pixel));
            let tinted = Frame { rgb: Arc::new(rgb.collect()), ..frame.clone() };
            let weight = if at == 0 { 4 } else { 1 };
            all.extend(bands(&tinted).into_iter().map(|counts| (counts, weight)));
        }
    }
    let zeros = |counts: &Counts| {
        let sum: u32 = counts.literals.iter().sum();
        u64::from(counts.literals[0]) * 1_000_000 / u64::from(sum.max(1))
    };
    all.sort_by_key(|(counts, _)| zeros(counts));
    let mut groups: Vec<usize> = (0..all.len()).map(|at| at * CODES / all.len()).collect();
    let mut sums = vec![NONE; CODES];
    for _ in 0..60 {
        sums = vec![NONE; CODES];
        for ((counts, weight), group) in all.iter().zip(&groups) {
            (0..*weight).for_each(|_| sums[*group].add(counts));
        }
        let codes: Vec<Code> = sums.iter().map(Counts::code).collect();
        for ((counts, _), group) in all.iter().zip(&mut groups) {
            *group = (0..CODES).min_by_key(|code| counts.bits(&codes[*code])).unwrap();
        }
        let bits: u64 = all.iter().zip(&groups).map(|((c, _), g)| c.bits(&codes[*g])).sum();
        eprintln!("{} bytes", bits / 8);
    }
    for counts in sums {
        let digits = counts.code().lengths.into_iter().map(|length| format!("{length:x}"));
        println!("{}", digits.collect::<String>());
        let [byte, left, above, above_left, above_right] = counts.distances.map(|n| n + 1);
        println!("{byte} {left} {above} {above_left} {above_right}");
    }
}
