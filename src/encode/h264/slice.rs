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

/// A slice as far as it is coded.
pub(super) struct Slice {
    header: SliceHeader,
    quality: Quality,
    bins: Arithmetic,
    step: Step,
    /// What is known of the last macroblock of each column.
    line: Vec<About>,
    /// The lowest pixels so far, of brightness and both colors.
    lowest: [Vec<u8>; 3],
    /// Whether there are any.
    begun: bool,
}

/// Where a macroblock is: its column, its row among those shown, and what is known around it.
#[derive(Clone, Copy)]
struct Spot {
    column: usize,
    row: usize,
    near: Near,
}

impl Slice {
    /// Nothing of a slice of so many macroblocks across.
    pub fn new(header: SliceHeader, quality: Quality, columns: usize) -> Self {
        let inter = header.whole.is_none();
        Self {
            header,
            quality,
            bins: Arithmetic::new(states(!inter, header.qp)),
            step: Step { inter, qp_before: header.qp, changed_before: false },
            line: vec![About::default(); columns],
            lowest: [16, 8, 8].map(|each| vec![0; columns * each]),
            begun: false,
        }
    }

    /// Codes the next rows, the first of which begins with the macroblock of number `first`, by their changes,
    /// in order.
    pub fn rows(&mut self, shown: &mut Shown<'_>, first: usize, changes: &[Change], last: bool) {
        let columns = self.line.len();
        let mut changes = changes.iter().peekable();
        let rows = shown.rows();
        for row in 0..rows {
            for column in 0..columns {
                let at = first + row * columns + column;
                let change = changes.next_if(|change| change.at == at);
                let near = Near {
                    left: column > 0,
                    above: self.begun,
                    corner: column > 0 && self.begun,
                    right: column + 1 < columns && self.begun,
                };
                self.macroblock(shown, Spot { column, row, near }, change);
                self.bins.end(last && row + 1 == rows && column + 1 == columns);
            }
            shown.copy_lowest(row, &mut self.lowest);
            self.begun = true;
        }
    }

    /// The unit of the slice.
    pub fn unit(self) -> Vec<u8> {
        let mut content = self.header.bytes();
        content.extend(self.bins.finish());
        unit(self.header.unit(), &content)
    }

    fn macroblock(&mut self, shown: &mut Shown<'_>, spot: Spot, change: Option<&Change>) {
        let Spot { column, row, near } = spot;
        let beside = Beside {
            left: if near.left { self.line.get(column - 1) } else { None },
            above: if near.above { self.line.get(column) } else { None },
        };
        let coded = change
            .map(|change| self.decide(shown, spot, change, beside))
            .filter(|coded| coded.about.prediction != Prediction::Skip);
        if self.step.inter {
            self.bins.bin(beside.skip(), coded.is_none());
        }
        let Some(coded) = coded else {
            self.step.changed_before = false;
            if self.line[column].prediction != Prediction::Skip {
                self.line[column] = About::default();
            }
            return;
        };
        coded.write(&mut self.bins, beside, self.step);
        let tells = coded.tells_qp();
        self.step.changed_before = tells && coded.qp != self.step.qp_before;
        if tells {
            self.step.qp_before = coded.qp;
        }
        shown.set(column, row, &coded.pixels, &coded.color_pixels);
        self.line[column] = coded.about;
    }

    fn decide(
        &self,
        shown: &Shown<'_>,
        spot: Spot,
        change: &Change,
        beside: Beside<'_>,
    ) -> Macroblock {
        let source = &change.pixels;
        let [y, u, v] = &self.lowest;
        let place = Place {
            qp: self.quality.qp(change, self.step.inter),
            source,
            canvas: canvas(shown, spot, y),
            luma_around: around(shown.y, y, spot),
            color_around: [around(shown.colors[0], u, spot), around(shown.colors[1], v, spot)],
            near: spot.near,
            beside,
            states: &self.bins.states,
            step: self.step,
        };
        let before = self.step.inter.then(|| shown.pixels(spot.column, spot.row));
        place.best(before.as_ref()).macroblock
    }
}

/// The pixels around the macroblock's brightness.
fn canvas(shown: &Shown<'_>, Spot { column, row, near }: Spot, above: &[u8]) -> Canvas {
    let mut canvas = Canvas::new();
    let stride = shown.columns * 16;
    let left = column * 16;
    if near.above {
        let more = if near.right { 24 } else { 16 };
        let corner = usize::from(near.corner);
        canvas.above_mut()[1 - corner..=more].copy_from_slice(&above[left - corner..left + more]);
    }
    if near.left {
        for y in 0..16 {
            canvas.set_left(y, shown.y[(row * 16 + y) * stride + left - 1]);
        }
    }
    canvas
}

/// The pixels around a macroblock in a plane where it has a side of `N`.
fn around<const N: usize>(plane: &[u8], above: &[u8], spot: Spot) -> Around<N> {
    let Spot { column, row, near } = spot;
    let (stride, left) = (above.len(), column * N);
    let mut around = Around { left: [128; N], above: [128; N], corner: 128, near };
    if near.left {
        for (y, pixel) in around.left.iter_mut().enumerate() {
            *pixel = plane[(row * N + y) * stride + left - 1];
        }
    }
    if near.above {
        around.above.copy_from_slice(&above[left..left + N]);
    }
    if near.corner {
        around.corner = above[left - 1];
    }
    around
}
