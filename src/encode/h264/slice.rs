//! Some rows of macroblocks, coded by themselves.

use super::Change;
use super::arithmetic::{Arithmetic, Bins};
use super::bits::unit;
use super::contexts::states;
use super::decide::Place;
use super::headers::SliceHeader;
use super::macroblock::{About, Beside, Macroblock, Prediction, Step};
use super::picture::Shown;
use super::predict::{Around, Canvas, Near};
use super::quality::Quality;

/// A slice to be coded.
pub(super) struct Slice<'a> {
    /// Its first macroblock, the first of a row, and how many there are.
    pub first: usize,
    pub count: usize,
    pub header: SliceHeader,
    pub quality: Quality,
    /// What is to be coded, in order.
    pub changes: &'a [Change],
    /// What decoders show before and after.
    pub shown: Shown<'a>,
}

impl Slice<'_> {
    /// The unit of the slice.
    pub fn code(mut self) -> Vec<u8> {
        let inter = self.header.whole.is_none();
        let columns = self.shown.columns;
        let mut bins = Arithmetic::new(states(!inter, self.header.qp));
        let mut abouts = vec![About::default(); self.count];
        let mut step = Step { inter, qp_before: self.header.qp, changed_before: false };
        let mut changes = self.changes.iter().peekable();
        for at in 0..self.count {
            let (column, row) = (at % columns, at / columns);
            let beside = Beside {
                left: if column > 0 { abouts.get(at - 1) } else { None },
                above: if row > 0 { abouts.get(at - columns) } else { None },
            };
            let change = changes.next_if(|change| change.at == self.first + at);
            let macroblock =
                change.map(|change| self.decide(change, column, row, beside, &bins, step));
            let coded = macroblock.filter(|coded| coded.about.prediction != Prediction::Skip);
            if inter {
                bins.bin(beside.skip(), coded.is_none());
            }
            if let Some(macroblock) = coded {
                macroblock.write(&mut bins, beside, step);
                let tells = macroblock.tells_qp();
                step.changed_before = tells && macroblock.qp != step.qp_before;
                if tells {
                    step.qp_before = macroblock.qp;
                }
                self.shown.set(column, row, &macroblock.pixels, &macroblock.color_pixels);
                abouts[at] = macroblock.about;
            } else {
                step.changed_before = false;
            }
            bins.end(at + 1 == self.count);
        }
        let mut content = self.header.bytes();
        content.extend(bins.finish());
        unit(self.header.unit(), &content)
    }

    fn decide(
        &self,
        change: &Change,
        column: usize,
        row: usize,
        beside: Beside<'_>,
        bins: &Arithmetic,
        step: Step,
    ) -> Macroblock {
        let source = &change.pixels;
        let near = Near {
            left: column > 0,
            above: row > 0,
            corner: column > 0 && row > 0,
            right: row > 0 && column + 1 < self.shown.columns,
        };
        let canvas = self.canvas(column, row, near);
        let luma_around = around(self.shown.y, self.shown.columns, column, row, near);
        let [first, second] = &self.shown.colors;
        let color_around =
            [first, second].map(|plane| around(plane, self.shown.columns, column, row, near));
        let place = Place {
            qp: self.quality.qp(source, step.inter, change.stays_ms),
            source,
            canvas,
            luma_around,
            color_around,
            near,
            beside,
            states: &bins.states,
            step,
        };
        let before = step.inter.then(|| self.shown.pixels(column, row));
        place.best(before.as_ref()).macroblock
    }

    /// The pixels around the macroblock's brightness.
    fn canvas(&self, column: usize, row: usize, near: Near) -> Canvas {
        let mut canvas = Canvas::new();
        let stride = self.shown.columns * 16;
        let start = row * 16 * stride + column * 16;
        if near.above {
            let more = if near.right { 24 } else { 16 };
            let corner = usize::from(near.corner);
            let from = &self.shown.y[start - stride - corner..start - stride + more];
            canvas.above_mut()[1 - corner..=more].copy_from_slice(from);
        }
        if near.left {
            for y in 0..16 {
                canvas.set_left(y, self.shown.y[start + y * stride - 1]);
            }
        }
        canvas
    }
}

/// The pixels around a macroblock in a plane where it has a side of `N`.
fn around<const N: usize>(
    plane: &[u8],
    columns: usize,
    column: usize,
    row: usize,
    near: Near,
) -> Around<N> {
    let stride = columns * N;
    let start = row * N * stride + column * N;
    let pixel = |known: bool, at: usize| if known { plane[at] } else { 128 };
    Around {
        left: std::array::from_fn(|y| pixel(near.left, (start + y * stride).wrapping_sub(1))),
        above: std::array::from_fn(|x| pixel(near.above, (start + x).wrapping_sub(stride))),
        corner: pixel(near.corner, start.wrapping_sub(stride + 1)),
        near,
    }
}
