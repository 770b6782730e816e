//! Words. A run is painted by itself and then laid over the picture, so that it can be kept:
//! outlining letters is the dearest thing in a frame. Only of one without a halo that is seen for
//! the first time the letters that are asked for are painted straight away: most of those, such as
//! the date, are seen on one day only, and differ from that of the day before in a letter or two.

use super::brush::Brush;
use super::canvas::{Canvas, to_pixels};
use super::clip::Clip;
use super::composite::premultiply;
use super::fill::solid;
use super::outline;
use super::scan::Rule;
use super::spans::Spans;
use super::stroke;
use crate::math::lock;
use crate::math::{Rect, TileSet};
use crate::scene::{Halo, Path, TextRun};
use crate::text::PlacedGlyph;
use rustc_hash::FxHashSet;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Runs kept at most; then all are forgotten. A day has hundreds of labels, so this holds many
/// days.
const MAX_KEPT: usize = 4096;

/// Painted runs. A lookup only: what is found is what would be painted anew.
#[derive(Default)]
pub(super) struct Sprites {
    /// Runs that were seen, with their pixels if they were painted.
    kept: Mutex<HashMap<Key, Option<Arc<Spans>>>>,
}

impl Sprites {
    /// So many runs are surely kept until they are needed.
    pub const ROOM: usize = MAX_KEPT / 2;

    /// The pixels of a run.
    fn get(&self, key: &Key) -> Option<Arc<Spans>> {
        lock(&self.kept).get(key).cloned().flatten()
    }

    /// Keeps the pixels of a run, or that it was seen.
    fn keep(&self, key: Key, pixels: Option<Arc<Spans>>) {
        let mut kept = lock(&self.kept);
        if kept.len() >= MAX_KEPT {
            kept.clear();
        }
        kept.insert(key, pixels);
    }

    /// What is known of a run, which counts as seen then.
    fn look(&self, key: Key) -> Known {
        let kept = lock(&self.kept);
        match kept.get(&key) {
            Some(Some(pixels)) => Known::Pixels(Arc::clone(pixels)),
            Some(None) => Known::Seen,
            None => {
                drop(kept);
                self.keep(key, None);
                Known::Nothing
            }
        }
    }
}

/// What is known of a run.
enum Known {
    Pixels(Arc<Spans>),
    /// That it was painted once, and will be again.
    Seen,
    Nothing,
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
pub(super) fn text(brush: &mut Brush<'_>, canvas: &mut Canvas<'_>, run: &TextRun, clip: &Clip<'_>) {
    let scale = canvas.scale;
    if halo(run).is_none() {
        match brush.sprites.look(Key::new(run, scale)) {
            Known::Pixels(pixels) => return pixels.over(canvas, clip),
            Known::Seen => {}
            Known::Nothing => {
                let glyphs = brush.typesetter.glyphs(run);
                let near = |path: &Path| {
                    path.bounds().is_some_and(|ink| clip.may_touch(&around(ink, run, scale)))
                };
                let paths = glyphs.iter().map(|glyph| brush.typesetter.glyph(run.size, glyph));
                let path = Path::join(paths.filter(near));
                return letters(brush, canvas, &path, run, clip);
            }
        }
    }
    painted(brush, run, scale).over(canvas, clip);
}

/// Whether two runs are written in the same place and size, such as the dates of two days.
pub(super) fn stand_alike(a: &TextRun, b: &TextRun) -> bool {
    let place = |run: &TextRun| (run.position, run.size, run.anchor as u8);
    a.along.is_none() && b.along.is_none() && place(a) == place(b)
}

/// Adds the tiles in which two runs may look different.
pub(super) fn differing(
    brush: &mut Brush<'_>,
    (a, b): (&TextRun, &TextRun),
    scale: f64,
    tiles: &mut TileSet,
) {
    if (a.size, a.color, a.halo) != (b.size, b.color, b.halo) {
        let [a, b] = [a, b].map(|run| painted(brush, run, scale));
        return a.differing(&b, tiles);
    }
    // Only letters that the other does not have in the same place.
    let typesetter = brush.typesetter;
    let place = |glyph: &PlacedGlyph| {
        let (at, (cos, sin)) = (glyph.position, glyph.turn);
        (glyph.face, glyph.id, [at.x, at.y, cos, sin].map(f64::to_bits))
    };
    let [own, others] = [a, b].map(|run| typesetter.glyphs(run));
    let [in_own, in_others] =
        [&own, &others].map(|glyphs| glyphs.iter().map(place).collect::<FxHashSet<_>>());
    let gone = own.iter().filter(|glyph| !in_others.contains(&place(glyph)));
    let new = others.iter().filter(|glyph| !in_own.contains(&place(glyph)));
    for glyph in gone.chain(new) {
        if let Some(ink) = typesetter.glyph(a.size, glyph).bounds() {
            tiles.insert_rect(&around(ink, a, scale));
        }
    }
}

/// The pixels that ink of a run may touch.
fn around(ink: Rect, run: &TextRun, scale: f64) -> Rect {
    to_pixels(ink.grow(reach(run)), scale).grow(1.0)
}

/// The pixels of a run, painted when they are first asked for.
pub(super) fn painted(brush: &mut Brush<'_>, run: &TextRun, scale: f64) -> Arc<Spans> {
    let key = Key::new(run, scale);
    brush.sprites.get(&key).unwrap_or_else(|| {
        let painted = Arc::new(sprite(brush, run, scale).unwrap_or_default());
        brush.sprites.keep(key, Some(Arc::clone(&painted)));
        painted
    })
}

/// The pixels of a run; `None` if the page has none of them.
fn sprite(brush: &mut Brush<'_>, run: &TextRun, scale: f64) -> Option<Spans> {
    let path = brush.typesetter.outline(run);
    let ink = around(path.bounds()?, run, scale);
    let (width, height) = (brush.page.x1 as u32, brush.page.y1 as u32);
    let tiles = TileSet::all(width, height);
    let clip = Clip::new(&tiles)?.touched(&ink)?;
    let mut own = Canvas::of(&clip, scale, brush.spare.pop().unwrap_or_default());
    letters(brush, &mut own, &path, run, &clip);
    let spans = Spans::of(&mut own, &clip);
    brush.spare.push(own.cleared());
    Some(spans)
}

/// The halo of a run, if there is anything to see of it.
fn halo(run: &TextRun) -> Option<Halo> {
    run.halo.filter(|halo| halo.width > 0.0 && halo.color.a > 0)
}

/// How far a run's halo reaches beyond its letters, in page units.
pub(super) fn reach(run: &TextRun) -> f64 {
    run.halo.map_or(0.0, |halo| halo.width.max(0.0))
}

/// Draws halo and letters. Letters are filled by the nonzero rule: their strokes may overlap.
fn letters(
    brush: &mut Brush<'_>,
    canvas: &mut Canvas<'_>,
    path: &Path,
    run: &TextRun,
    clip: &Clip<'_>,
) {
    let over = (Rule::NonZero, false);
    if let Some(halo) = halo(run) {
        let radius = halo.width * canvas.scale;
        stroke::round(brush, canvas, path, (radius, premultiply(halo.color)), clip);
    }
    brush.scan.begin(clip);
    outline::area(&mut brush.scan, path, canvas.scale, &brush.page);
    solid(&mut brush.scan, canvas, premultiply(run.color), over);
}
