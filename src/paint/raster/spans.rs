//! What a layer covers, without the empty rest: painted once, laid over many frames.

use super::canvas::Canvas;
use super::clip::Clip;
use super::composite::over_row;

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
    pub fn of(canvas: &Canvas, clip: &Clip<'_>) -> Self {
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

    /// Lays the runs over a canvas, inside `clip`.
    pub fn over(&self, canvas: &mut Canvas, clip: &Clip<'_>) {
        clip.each_run(|y, x0, x1| {
            let row = usize::try_from(y - self.top).ok();
            let ends = row.and_then(|row| Some((*self.rows.get(row)?, *self.rows.get(row + 1)?)));
            let Some((from, to)) = ends else { return };
            let runs = self.runs.get(from as usize..to as usize).unwrap_or_default();
            let first = runs.partition_point(|run| run.x + run.len as i32 <= x0);
            for run in runs.iter().skip(first).take_while(|run| run.x < x1) {
                let (a, b) = (run.x.max(x0), (run.x + run.len as i32).min(x1));
                let start = run.start as usize + (a - run.x) as usize * 4;
                let source = self.pixels.get(start..start + (b - a) as usize * 4);
                let (source, target) = (source.unwrap_or_default(), canvas.run_mut(y, a, b));
                if source.len() != target.len() {
                    continue;
                }
                match run.opaque {
                    true => target.copy_from_slice(source),
                    false => over_row(target, source),
                }
            }
        });
    }
}
