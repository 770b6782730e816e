//! A macroblock, 16 by 16 pixels, and how it is told (ITU-T H.264, clauses 7.3.5 and 9.3.3.1.1).

use super::arithmetic::Bins;
use super::residual::{self, Kind};

/// From what a macroblock is predicted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Prediction {
    /// It is the same as in the picture before; nothing more is told.
    #[default]
    Skip,
    /// The picture before, at the same place.
    Before,
    /// The pixels around each block of four by four.
    Intra4,
    /// The pixels around the macroblock.
    Intra16,
}

impl Prediction {
    pub fn is_intra(self) -> bool {
        !matches!(self, Self::Skip | Self::Before)
    }
}

/// What those that follow need to know of a macroblock.
#[derive(Clone, Copy, Default)]
pub(super) struct About {
    pub prediction: Prediction,
    /// Which quarters have levels, a bit each.
    pub luma: u8,
    /// Of colors: 0 nothing, 1 means only, 2 more.
    pub chroma: u8,
    /// Which blocks of four by four have levels, row by row.
    pub coded: u16,
    /// Whether the means of [`Prediction::Intra16`] have any.
    pub means_coded: bool,
    /// The same of the colors.
    pub color_means_coded: [bool; 2],
    /// The same of the rest of their four blocks.
    pub color_coded: [u8; 2],
    /// How the colors are predicted.
    pub chroma_mode: u8,
    /// How blocks of four by four are predicted, row by row.
    pub modes: [u8; 16],
}

/// The macroblocks on the left and above, as far as they are in the same slice.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    pub left: Option<&'a About>,
    pub above: Option<&'a About>,
}

/// All of a macroblock.
#[derive(Clone)]
pub(super) struct Macroblock {
    pub about: About,
    pub qp: u8,
    /// How all of it is predicted, with [`Prediction::Intra16`].
    pub mode16: u8,
    /// Levels of brightness by block, in the order of coding.
    pub luma: [[i16; 16]; 16],
    pub means: [i16; 16],
    pub color_means: [[i16; 4]; 2],
    /// Those of four blocks of each color, the first one not used.
    pub color: [[[i16; 16]; 4]; 2],
    /// What a decoder will show.
    pub pixels: [u8; 256],
    pub color_pixels: [[u8; 64]; 2],
}

/// The column and row of the blocks of four by four, in the order of coding (figure 6-10).
pub(super) const BLOCKS: [(usize, usize); 16] = [
    (0, 0),
    (1, 0),
    (0, 1),
    (1, 1),
    (2, 0),
    (3, 0),
    (2, 1),
    (3, 1),
    (0, 2),
    (1, 2),
    (0, 3),
    (1, 3),
    (2, 2),
    (3, 2),
    (2, 3),
    (3, 3),
];

impl Beside<'_> {
    fn count(self, holds: impl Fn(&About) -> bool) -> usize {
        let left = self.left.is_some_and(&holds);
        let above = self.above.is_some_and(&holds);
        usize::from(left) + usize::from(above)
    }

    /// 1 for the left one and 2 for the one above; with a value for those that are not there.
    fn pair(self, missing: bool, holds: impl Fn(&About) -> bool) -> usize {
        let left = self.left.map_or(missing, &holds);
        let above = self.above.map_or(missing, &holds);
        usize::from(left) + 2 * usize::from(above)
    }

    /// The context for whether it is skipped.
    pub fn skip(self) -> usize {
        11 + self.count(|about| about.prediction != Prediction::Skip)
    }

    /// What is added to a context of "any level" of a block of four by four.
    pub fn coded(self, own: &About, x: usize, y: usize) -> usize {
        let missing = own.prediction.is_intra();
        let has = |about: &About, x: usize, y: usize| about.coded >> (y * 4 + x) & 1 == 1;
        let left =
            if x > 0 { has(own, x - 1, y) } else { self.left.map_or(missing, |l| has(l, 3, y)) };
        let above =
            if y > 0 { has(own, x, y - 1) } else { self.above.map_or(missing, |a| has(a, x, 3)) };
        usize::from(left) + 2 * usize::from(above)
    }

    /// The same for means of all blocks.
    pub fn means_coded(self) -> usize {
        self.pair(true, |about| about.means_coded)
    }

    /// The same for means of a color.
    pub fn color_means_coded(self, own: &About, color: usize) -> usize {
        self.pair(own.prediction.is_intra(), |about| about.color_means_coded[color])
    }

    /// The same for the rest of one of the four blocks of a color.
    pub fn color_coded(self, own: &About, color: usize, block: usize) -> usize {
        let missing = own.prediction.is_intra();
        let has = |about: &About, block: usize| about.color_coded[color] >> block & 1 == 1;
        let left = match block % 2 {
            1 => has(own, block - 1),
            _ => self.left.map_or(missing, |left| has(left, block + 1)),
        };
        let above = match block / 2 {
            1 => has(own, block - 2),
            _ => self.above.map_or(missing, |above| has(above, block + 2)),
        };
        usize::from(left) + 2 * usize::from(above)
    }

    /// The mode that is expected of a block of four by four (clause 8.3.1.1).
    pub fn expected(self, own: &About, x: usize, y: usize) -> u8 {
        let of = |about: &About, x: usize, y: usize| match about.prediction {
            Prediction::Intra4 => about.modes[y * 4 + x],
            _ => 2,
        };
        let left = if x > 0 { Some(of(own, x - 1, y)) } else { self.left.map(|l| of(l, 3, y)) };
        let above = if y > 0 { Some(of(own, x, y - 1)) } else { self.above.map(|a| of(a, x, 3)) };
        match (left, above) {
            (Some(left), Some(above)) => left.min(above),
            _ => 2,
        }
    }
}

/// Tells the mode of a block, given what is expected.
pub(super) fn write_mode(bins: &mut impl Bins, mode: u8, expected: u8) {
    bins.bin(68, mode == expected);
    if mode != expected {
        let rest = mode - u8::from(mode > expected);
        for at in 0..3 {
            bins.bin(69, rest >> at & 1 == 1);
        }
    }
}

/// What is told beside the macroblock itself.
#[derive(Clone, Copy)]
pub(super) struct Step {
    /// Whether the slice may have macroblocks like those of the picture before.
    pub inter: bool,
    /// The qp of the macroblock coded before.
    pub qp_before: u8,
    /// Whether that one told a change of qp.
    pub changed_before: bool,
}

impl Macroblock {
    /// Whether it tells its qp.
    pub fn tells_qp(&self) -> bool {
        let about = &self.about;
        about.prediction == Prediction::Intra16 || about.luma != 0 || about.chroma != 0
    }

    /// Tells all of it but whether it is skipped.
    pub fn write(&self, bins: &mut impl Bins, beside: Beside<'_>, step: Step) {
        self.write_head(bins, beside, step);
        if self.tells_qp() {
            self.write_luma(bins, beside);
            self.write_chroma(bins, beside);
        }
    }

    /// Notes which quarters have levels, by their blocks.
    pub fn note_quarters(&mut self) {
        let coded = self.about.coded;
        let any = coded | coded >> 1 | coded >> 4 | coded >> 5;
        self.about.luma = (any & 1 | any >> 1 & 2 | any >> 6 & 4 | any >> 7 & 8) as u8;
    }

    /// Whether a quarter of its blocks has levels.
    pub fn has_levels(&self, quarter: usize) -> bool {
        self.about.coded & 0b11_0011 << (quarter / 2 * 8 + quarter % 2 * 2) != 0
    }

    /// Tells all that comes before the levels.
    pub fn write_head(&self, bins: &mut impl Bins, beside: Beside<'_>, step: Step) {
        let about = &self.about;
        self.write_type(bins, beside, step.inter);
        match about.prediction {
            Prediction::Skip => return,
            Prediction::Before => {
                // No movement, as was expected.
                bins.bin(40, false);
                bins.bin(47, false);
            }
            Prediction::Intra16 => {}
            Prediction::Intra4 => {
                for (x, y) in BLOCKS {
                    write_mode(bins, about.modes[y * 4 + x], beside.expected(about, x, y));
                }
            }
        }
        if about.prediction.is_intra() {
            let context = 64 + beside.count(|a| a.prediction.is_intra() && a.chroma_mode != 0);
            bins.bin(context, about.chroma_mode > 0);
            if about.chroma_mode > 0 {
                bins.bin(67, about.chroma_mode > 1);
                if about.chroma_mode > 1 {
                    bins.bin(67, about.chroma_mode > 2);
                }
            }
        }
        if about.prediction != Prediction::Intra16 {
            self.write_pattern(bins, beside);
        }
        if self.tells_qp() {
            write_qp(bins, i32::from(self.qp) - i32::from(step.qp_before), step.changed_before);
        }
    }

    fn write_type(&self, bins: &mut impl Bins, beside: Beside<'_>, inter: bool) {
        let about = &self.about;
        if about.prediction == Prediction::Before {
            bins.bin(14, false);
            bins.bin(15, false);
            bins.bin(16, false);
            return;
        }
        let is_16 = about.prediction == Prediction::Intra16;
        // Contexts of: 16 by 16; brightness; colors, more of them; mode, its lower bit.
        let contexts = if inter {
            bins.bin(14, true);
            [17, 18, 19, 19, 20, 20]
        } else {
            let other = |about: &About| about.prediction != Prediction::Intra4;
            [3 + beside.count(other), 6, 7, 8, 9, 10]
        };
        bins.bin(contexts[0], is_16);
        if !is_16 {
            return;
        }
        bins.end(false);
        bins.bin(contexts[1], about.luma != 0);
        bins.bin(contexts[2], about.chroma != 0);
        if about.chroma != 0 {
            bins.bin(contexts[3], about.chroma == 2);
        }
        bins.bin(contexts[4], self.mode16 & 2 != 0);
        bins.bin(contexts[5], self.mode16 & 1 != 0);
    }

    /// Which quarters, and what of the colors, have levels.
    fn write_pattern(&self, bins: &mut impl Bins, beside: Beside<'_>) {
        let own = self.about.luma;
        // A quarter beside that has nothing counts, one that is not there does not.
        let empty = |about: Option<&About>, quarter: u8| {
            about.is_some_and(|about| about.luma >> quarter & 1 == 0)
        };
        let own_empty = |quarter: u8| own >> quarter & 1 == 0;
        for quarter in 0..4 {
            let left = match quarter % 2 {
                1 => own_empty(quarter - 1),
                _ => empty(beside.left, quarter + 1),
            };
            let above = match quarter / 2 {
                1 => own_empty(quarter - 2),
                _ => empty(beside.above, quarter + 2),
            };
            let context = 73 + usize::from(left) + 2 * usize::from(above);
            bins.bin(context, own >> quarter & 1 == 1);
        }
        let chroma = self.about.chroma;
        bins.bin(77 + beside.pair(false, |about| about.chroma != 0), chroma != 0);
        if chroma != 0 {
            bins.bin(81 + beside.pair(false, |about| about.chroma == 2), chroma == 2);
        }
    }

    fn write_luma(&self, bins: &mut impl Bins, beside: Beside<'_>) {
        let about = &self.about;
        if about.prediction == Prediction::Intra16 {
            bins.bin(Kind::Means.coded() + beside.means_coded(), about.means_coded);
            if about.means_coded {
                residual::write(bins, Kind::Means, &self.means);
            }
        }
        let (kind, from) = match about.prediction {
            Prediction::Intra16 => (Kind::Rest, 1),
            _ => (Kind::Whole, 0),
        };
        for quarter in (0..4).filter(|quarter| about.luma >> quarter & 1 == 1) {
            for (block, (x, y)) in BLOCKS.into_iter().enumerate().skip(quarter * 4).take(4) {
                let coded = about.coded >> (y * 4 + x) & 1 == 1;
                bins.bin(kind.coded() + beside.coded(about, x, y), coded);
                if coded {
                    residual::write(bins, kind, &self.luma[block][from..]);
                }
            }
        }
    }

    fn write_chroma(&self, bins: &mut impl Bins, beside: Beside<'_>) {
        let about = &self.about;
        if about.chroma == 0 {
            return;
        }
        for color in 0..2 {
            let coded = about.color_means_coded[color];
            let context = Kind::ColorMeans.coded() + beside.color_means_coded(about, color);
            bins.bin(context, coded);
            if coded {
                residual::write(bins, Kind::ColorMeans, &self.color_means[color]);
            }
        }
        if about.chroma < 2 {
            return;
        }
        for color in 0..2 {
            for block in 0..4 {
                let coded = about.color_coded[color] >> block & 1 == 1;
                let context = Kind::ColorRest.coded() + beside.color_coded(about, color, block);
                bins.bin(context, coded);
                if coded {
                    residual::write(bins, Kind::ColorRest, &self.color[color][block][1..]);
                }
            }
        }
    }
}

/// By how much qp changed (clause 9.3.3.1.1.5): ones and a zero.
fn write_qp(bins: &mut impl Bins, change: i32, changed_before: bool) {
    let count = if change > 0 { 2 * change - 1 } else { -2 * change };
    let mut context = 60 + usize::from(changed_before);
    for at in 0..count {
        bins.bin(context, true);
        context = if at == 0 { 62 } else { 63 };
    }
    bins.bin(context, false);
}
