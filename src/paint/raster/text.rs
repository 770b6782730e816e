//! Words. A run is painted by itself and then laid over the picture, so that it can be kept:
//! outlining letters is the dearest thing in a frame.

use super::brush::Brush;
use super::canvas::{Canvas, to_pixels};
use super::clip::Clip;
use super::composite::premultiply;
use super::fill::solid;
use super::outline;
use super::scan::Rule;
use super::spans::Spans;
use super::stroke;
use crate::math::TileSet;
use crate::scene::{Path, TextRun};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Runs kept at most; then all are forgotten. A day has hundreds of labels, so this holds many
/// days.
const MAX_KEPT: usize = 4096;

/// Painted runs. A lookup only: what is found is what would be painted anew.
#[derive(Default)]
pub(super) struct Sprites {
    kept: Mutex<HashMap<Key, Arc<Spans>>>,
}

impl Sprites {
    /// So many runs are surely kept until they are needed.
    pub const ROOM: usize = MAX_KEPT / 2;
}

/// Everything that a run's pixels depend on (lengths by their bits).
#[derive(PartialEq, Eq, Hash)]
struct Key {
    text: String,
    numbers: [u64; 6],
    flags: (crate::scene::Weight, bool, u8),
    colors: [crate::color::Color; 2],
    line: Vec<[u64; 2]>,
}

impl Key {
    fn new(run: &TextRun, scale: f64) -> Self {
        let halo = run.halo;
        Self {
            text: run.text.clone(),
            numbers: [
                run.position.x,
                run.position.y,
                run.size,
                run.tracking,
                halo.map_or(-1.0, |halo| halo.width),
                scale,
            ]
            .map(f64::to_bits),
            flags: (run.weight, run.italic, run.anchor as u8),
            colors: [run.color, halo.map_or(run.color, |halo| halo.color)],
            line: run.along.as_ref().map_or_else(Vec::new, |line| {
                line.points().iter().map(|p| [p.x.to_bits(), p.y.to_bits()]).collect()
            }),
        }
    }
}

/// Draws a run inside `clip`.
pub(super) fn text(brush: &mut Brush<'_>, canvas: &mut Canvas, run: &TextRun, clip: &Clip<'_>) {
    painted(brush, run, canvas.scale).over(canvas, clip);
}

/// Whether two runs are written in the same place and size, such as the dates of two days.
pub(super) fn stand_alike(a: &TextRun, b: &TextRun) -> bool {
    let place = |run: &TextRun| (run.position, run.size, run.anchor as u8);
    a.along.is_none() && b.along.is_none() && place(a) == place(b)
}

/// The pixels of a run, painted when they are first asked for.
pub(super) fn painted(brush: &mut Brush<'_>, run: &TextRun, scale: f64) -> Arc<Spans> {
    let key = Key::new(run, scale);
    let kept = |sprites: &Sprites| {
        sprites.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
    };
    kept(brush.sprites).unwrap_or_else(|| {
        let painted = Arc::new(sprite(brush, run, scale).unwrap_or_default());
        let mut kept = brush.sprites.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&painted));
        painted
    })
}

/// The pixels of a run; `None` if the page has none of them.
fn sprite(brush: &mut Brush<'_>, run: &TextRun, scale: f64) -> Option<Spans> {
    let path = brush.typesetter.outline(run);
    let ink = to_pixels(path.bounds()?.grow(reach(run)), scale).grow(1.0);
    let (width, height) = (brush.page.x1 as u32, brush.page.y1 as u32);
    let tiles = TileSet::all(width, height);
    let clip = Clip::new(&tiles)?.touched(&ink)?;
    let mut own = Canvas::over(&clip, scale, brush.spare.pop().unwrap_or_default());
    letters(brush, &mut own, &path, run, &clip);
    let spans = Spans::of(&own, &clip);
    brush.keep(own, &clip);
    Some(spans)
}

/// How far a run's halo reaches beyond its letters, in page units.
pub(super) fn reach(run: &TextRun) -> f64 {
    run.halo.map_or(0.0, |halo| halo.width.max(0.0))
}

/// Draws halo and letters. Letters are filled by the nonzero rule: their strokes may overlap.
fn letters(
    brush: &mut Brush<'_>,
    canvas: &mut Canvas,
    path: &Path,
    run: &TextRun,
    clip: &Clip<'_>,
) {
    let over = (Rule::NonZero, false);
    if let Some(halo) = run.halo.filter(|halo| halo.width > 0.0 && halo.color.a > 0) {
        let radius = halo.width * canvas.scale;
        stroke::round(brush, canvas, path, (radius, premultiply(halo.color)), clip);
    }
    brush.scan.begin(clip);
    outline::area(&mut brush.scan, path, canvas.scale, &brush.page);
    solid(&mut brush.scan, canvas, premultiply(run.color), over);
}
