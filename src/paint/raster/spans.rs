//! What a layer covers, without the empty rest: painted once, laid over many frames.

use super::canvas::Canvas;
use super::clip::Clip;
use super::composite::Over;
use crate::math::{TileSet, widest};

/// Runs of pixels that are not transparent, row by row, each row from the left.
#[derive(Default)]
pub(super) struct Spans {
    /// The first row.
    top: i32,
    /// Where in `runs` each row begins, and the end.
    rows: Vec<u32>,
    runs: Vec<Run>,
    pixels: Vec<u8>,
}

struct Run {
    /// First pixel, in pixels of the page.
    x: i32,
    /// First byte in `pixels`.
    start: u32,
    /// Pixels.
    len: u32,
    /// Whether every pixel hides what is below.
    opaque: bool,
}

impl Run {
    /// First pixel after it.
    fn end(&self) -> i32 {
        self.x + self.len as i32
    }
}

/// What a pixel is, for telling runs apart.
fn kind(pixel: [u8; 4]) -> u8 {
    match pixel[3] {
        0 => 0,
        255 => 2,
        _ => 1,
    }
}

/// How many pixels are transparent before the first that is not.
fn clear(pixels: &[[u8; 4]]) -> usize {
    // Most are: sixteen at once.
    let (blocks, _) = pixels.as_chunks::<16>();
    let whole = blocks.iter().take_while(|block| block.as_flattened() == [0; 64]).count() * 16;
    let rest = pixels.get(whole..).unwrap_or_default();
    whole + rest.iter().take_while(|pixel| kind(**pixel) == 0).count()
}

impl Spans {
    /// The runs of a canvas inside a clip.
    pub fn of(canvas: &mut Canvas<'_>, clip: &Clip<'_>) -> Self {
        let mut spans = Self { top: clip.y0, ..Self::default() };
        clip.each_run(|y, x0, x1| {
            spans.rows.resize((y - clip.y0) as usize + 1, spans.runs.len() as u32);
            let row = canvas.run(y, x0, x1).as_chunks::<4>().0;
            let mut at = 0;
            while let Some(rest) = row.get(at..).filter(|rest| !rest.is_empty()) {
                at += clear(rest);
                let rest = row.get(at..).unwrap_or_default();
                let Some(of) = rest.first().map(|pixel| kind(*pixel)) else { break };
                let run = rest.iter().take_while(|pixel| kind(**pixel) == of).count();
                let (x, start) = (x0 + at as i32, spans.pixels.len() as u32);
                spans.pixels.extend_from_slice(rest.get(..run).unwrap_or_default().as_flattened());
                spans.runs.push(Run { x, start, len: run as u32, opaque: of == 2 });
                at += run;
            }
        });
        spans.rows.resize((clip.y1 - clip.y0).max(0) as usize + 1, spans.runs.len() as u32);
        spans
    }

    /// These and others, all of which lie in rows below.
    pub fn and_below(mut self, below: Self) -> Self {
        let (runs, bytes) = (self.runs.len() as u32, self.pixels.len() as u32);
        // The end of the last row is the beginning of the next, and of those between.
        self.rows.resize((below.top - self.top).max(0) as usize, runs);
        self.rows.extend(below.rows.iter().map(|row| row + runs));
        self.runs.extend(below.runs.into_iter().map(|run| Run { start: run.start + bytes, ..run }));
        self.pixels.extend_from_slice(&below.pixels);
        self
    }

    /// The runs of a row.
    fn row(&self, y: i32) -> &[Run] {
        let row = usize::try_from(y - self.top).ok();
        let ends = row.and_then(|row| Some((*self.rows.get(row)?, *self.rows.get(row + 1)?)));
        let runs = ends.and_then(|(from, to)| self.runs.get(from as usize..to as usize));
        runs.unwrap_or_default()
    }

    /// Adds the tiles in which some pixels are not those of another.
    pub fn differing(&self, other: &Self, tiles: &mut TileSet) {
        const SIDE: usize = TileSet::SIDE as usize;
        let end = |spans: &Self| spans.top + spans.rows.len() as i32;
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for y in self.top.min(other.top)..end(self).max(end(other)) {
            let both = [self.row(y), other.row(y)];
            let ends = both.iter().flat_map(|runs| runs.iter()).map(|run| (run.x, run.end()));
            let Some((left, right)) = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else {
                continue;
            };
            // From the left side of a tile.
            let left = left / SIDE as i32 * SIDE as i32;
            self.spread(both[0], (left, right), &mut own);
            other.spread(both[1], (left, right), &mut others);
            let columns = own.chunks(SIDE).zip(others.chunks(SIDE));
            for (column, (own, other)) in (left as u32 / TileSet::SIDE..).zip(columns) {
                if own != other {
                    tiles.insert(column, y as u32 / TileSet::SIDE);
                }
            }
        }
    }

    /// The pixels of a row from one column up to another, also those that are transparent.
    fn spread(&self, runs: &[Run], (left, right): (i32, i32), pixels: &mut Vec<[u8; 4]>) {
        pixels.clear();
        pixels.resize((right - left) as usize, [0; 4]);
        for run in runs {
            let start = run.start as usize;
            let from = self.pixels.get(start..start + 4 * run.len as usize).unwrap_or_default();
            let to = (run.x - left) as usize..(run.end() - left) as usize;
            if let Some(to) = pixels.get_mut(to) {
                to.copy_from_slice(from.as_chunks::<4>().0);
            }
        }
    }

    /// Lays the runs over a canvas, inside `clip`.
    pub fn over(&self, canvas: &mut Canvas<'_>, clip: &Clip<'_>) {
        clip.each_run(|y, x0, x1| {
            let runs = self.row(y);
            let first = runs.partition_point(|run| run.end() <= x0);
            for run in runs.iter().skip(first).take_while(|run| run.x < x1) {
                let (a, b) = (run.x.max(x0), run.end().min(x1));
                let start = run.start as usize + (a - run.x) as usize * 4;
                let source = self.pixels.get(start..start + (b - a) as usize * 4);
                let (source, target) = (source.unwrap_or_default(), canvas.run_mut(y, a, b));
                if source.len() != target.len() {
                    continue;
                }
                match run.opaque {
                    true => target.copy_from_slice(source),
                    false => widest(Over { below: target, above: source, opacity: 255 }),
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Plane;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn runs_of_parts_are_those_of_the_whole(
            pixels in prop::collection::vec(0u8..3, 40 * 40..=40 * 40),
            rows in prop::collection::vec(any::<bool>(), 5),
        ) {
            let mut tiles = TileSet::none(40, 40);
            let chosen: Vec<u32> = (0..5).filter(|row| rows[*row as usize]).collect();
            chosen.iter().for_each(|row| tiles.insert_run(*row, 1, 4));
            let all = TileSet::all(40, 40);
            let whole = Clip::new(&all).unwrap();
            let mut canvas = Canvas::of(&whole, 1.0, Plane::default());
            let colors = pixels.iter().map(|pixel| [pixel * 100; 4]);
            canvas.all_mut().as_chunks_mut().0.iter_mut().zip(colors).for_each(|(to, c)| *to = c);
            let parts: Vec<TileSet> = chosen.iter().map(|row| tiles.of_rows(*row..row + 1)).collect();
            let mut of = |tiles: &TileSet| Spans::of(&mut canvas, &Clip::new(tiles).unwrap());
            let Some(joined) = parts.iter().map(&mut of).reduce(Spans::and_below) else { return Ok(()) };
            let [one, other] = [joined, of(&tiles)].map(|spans| {
                let mut shown = Canvas::of(&whole, 1.0, Plane::default());
                spans.over(&mut shown, &whole);
                shown.all().to_vec()
            });
            prop_assert_eq!(one, other);
        }

        #[test]
        fn what_differs_is_found_as_by_comparing_all(
            pixels in prop::collection::vec((0u8..3, 0u8..3), 40 * 20..=40 * 20),
            cut in 0u32..20,
        ) {
            let all = TileSet::all(40, 20);
            let clip = Clip::new(&all).unwrap();
            let mut few = TileSet::none(40, 20);
            few.insert_run(cut / 8, 1, 4);
            let canvas = |pixel: fn(&(u8, u8)) -> u8| {
                let mut canvas = Canvas::of(&clip, 1.0, Plane::default());
                let colors = pixels.iter().map(|both| [100 * pixel(both); 4]);
                canvas.all_mut().as_chunks_mut().0.iter_mut().zip(colors).for_each(|(to, c)| *to = c);
                canvas
            };
            let (mut one, mut other) = (canvas(|both| both.0 / 2), canvas(|both| both.1 / 2));
            let own = Spans::of(&mut one, &clip);
            for clip in [clip, Clip::new(&few).unwrap()] {
                let (mut found, mut wanted) = (TileSet::none(40, 20), TileSet::none(40, 20));
                own.differing(&Spans::of(&mut other, &clip), &mut found);
                // What is not in the other counts as transparent.
                let whole = Clip::new(&all).unwrap();
                let mut shown = Canvas::of(&whole, 1.0, Plane::default());
                Spans::of(&mut other, &clip).over(&mut shown, &whole);
                for (at, (a, b)) in one.all().chunks(4).zip(shown.all().chunks(4)).enumerate() {
                    if a != b {
                        wanted.insert(at as u32 % 40 / 8, at as u32 / 40 / 8);
                    }
                }
                prop_assert_eq!(found, wanted);
            }
        }
    }
}
