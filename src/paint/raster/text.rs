//! Words. A run with a halo is painted by itself and then laid over the picture, so that it can be
//! kept: outlining letters is the dearest thing in a frame.

use super::canvas::{Canvas, intersect, to_pixels};
use super::fill::paint_of;
use super::outline;
use super::spans::Spans;
use crate::math::Rect;
use crate::scene::{Path, TextRun};
use crate::text::Typesetter;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tiny_skia::{BlendMode, FillRule, LineJoin, Stroke, Transform};

/// Runs kept at most; then all are forgotten. A day has hundreds of labels, so this holds many
/// days.
const MAX_KEPT: usize = 4096;

/// Painted runs. A lookup only: what is found is what would be painted anew.
#[derive(Default)]
pub(super) struct Sprites {
    kept: Mutex<HashMap<Key, Arc<Spans>>>,
}

/// Everything that a run's pixels depend on (lengths by their bits).
#[derive(PartialEq, Eq, Hash)]
struct Key {
    text: String,
    numbers: [u64; 6],
    flags: (crate::scene::Weight, bool, u8),
    colors: [crate::color::Color; 2],
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
        }
    }
}

/// Draws a run inside `clip` (in pixels of the page). `page` is the whole page in pixels.
pub(super) fn text(
    canvas: &mut Canvas,
    run: &TextRun,
    clip: &Rect,
    page: &Rect,
    typesetter: &Typesetter,
    sprites: &Sprites,
) {
    if run.halo.is_none() {
        let path = typesetter.outline(run);
        let cut = canvas.cut(clip);
        letters(canvas, &path, run, &cut);
        return;
    }
    let key = Key::new(run, canvas.scale);
    let found = sprites.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    let sprite = found.unwrap_or_else(|| {
        let path = typesetter.outline(run);
        let ink = path.bounds().map(|ink| to_pixels(ink.grow(reach(run)), canvas.scale).grow(1.0));
        let seen = ink.and_then(|ink| intersect(&ink, page));
        let own = seen.and_then(|seen| Canvas::over(seen, canvas.scale));
        let painted = Arc::new(own.map_or_else(Spans::default, |mut own| {
            let cut = own.cut(&own.bounds());
            letters(&mut own, &path, run, &cut);
            Spans::of(&own)
        }));
        let mut kept = sprites.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&painted));
        painted
    });
    sprite.over(canvas, clip);
}

/// How far a run's halo reaches beyond its letters, in page units.
pub(super) fn reach(run: &TextRun) -> f64 {
    run.halo.map_or(0.0, |halo| halo.width.max(0.0))
}

/// Draws halo and letters. Letters are filled by the nonzero rule: their strokes may overlap.
fn letters(canvas: &mut Canvas, path: &Path, run: &TextRun, cut: &Rect) {
    let Some(bounds) = path.bounds() else { return };
    let bounds = to_pixels(bounds.grow(reach(run)), canvas.scale);
    if !bounds.overlaps(cut) {
        return;
    }
    let Some(outline) = outline::whole(canvas, path) else { return };
    let inside = cut.encloses(&bounds);
    if let Some(halo) = run.halo.filter(|halo| halo.width > 0.0 && halo.color.a > 0) {
        let stroke = Stroke {
            width: (2.0 * halo.width * canvas.scale) as f32,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        if let Some(around) = outline.stroke(&stroke, 1.0) {
            cut_fill(canvas, around, halo.color, (!inside).then_some(cut));
        }
    }
    if run.color.a > 0 {
        cut_fill(canvas, outline, run.color, (!inside).then_some(cut));
    }
}

fn cut_fill(
    canvas: &mut Canvas,
    area: tiny_skia::Path,
    color: crate::color::Color,
    cut: Option<&Rect>,
) {
    let area = match cut {
        None => Some(area),
        Some(cut) => outline::cut_area(canvas, area, cut),
    };
    if let Some(area) = area {
        let paint = paint_of(color, BlendMode::SourceOver);
        canvas.pixmap.fill_path(&area, &paint, FillRule::Winding, Transform::identity(), None);
    }
}
