//! Whole frames, parts of frames, and what is kept between them.

use super::bitmap::{Bitmap, Patch, without_opacity};
use super::brush::Brush;
use super::canvas::{Canvas, page_size};
use super::clip::Clip;
use super::damage;
use super::distance::Distances;
use super::group::around;
use super::scan::Scan;
use super::spans::Spans;
use super::text::{self, Sprites};
use crate::error::{Error, Result};
use crate::math::lock;
use crate::math::{PagePoint, Plane, Rect, TileSet};
use crate::scene::{Group, Item, Layer, Scene, TextRun};
use crate::text::Typesetter;
use rayon::prelude::*;
use std::sync::{Arc, Mutex};

/// Paints the scenes of one figure. A frame is a function of its scene alone: what is kept only
/// saves work. Fixed layers below all others are painted once on the ground that frames begin as a
/// copy of; a fixed layer above a changing one is painted once by itself and laid over each frame.
///
/// Of a frame that follows another, only the tiles that [`changed`](Self::changed) need be painted
/// (a [`patch`](Self::patch)): the pixels are those of the whole frame.
pub struct FramePainter {
    scale: f64,
    typesetter: Typesetter,
    width: u32,
    height: u32,
    base: Base,
    layers: Vec<(Arc<Group>, Spans)>,
    sprites: Sprites,
    /// What painters at work leave behind, to be used again.
    spare: Mutex<Vec<Bench>>,
}

#[derive(Default)]
struct Base {
    groups: Vec<Arc<Group>>,
    /// In bands from top to bottom, each of so many rows of pixels but the last.
    bands: Vec<Plane>,
    rows: usize,
}

impl Base {
    /// Whether these layers are painted, and no others.
    fn is_of(&self, layers: &[Layer]) -> bool {
        !self.bands.is_empty()
            && layers.len() == self.groups.len()
            && layers.iter().zip(&self.groups).all(|(a, b)| Arc::ptr_eq(&a.group, b))
    }

    /// The pixels of a row from one column up to another, on a page of some width.
    fn run(&self, width: usize, y: usize, x0: usize, x1: usize) -> &[u8] {
        let rows = self.rows.max(1);
        let at = |x: usize| ((y % rows) * width + x) * 4;
        self.bands.get(y / rows).and_then(|band| band.get(at(x0)..at(x1))).unwrap_or_default()
    }
}

/// A place to work at: room for pixels, of which any may be left from before, and tools.
#[derive(Default)]
struct Bench {
    page: Plane,
    scan: Scan,
    distances: Distances,
    lines: Vec<(PagePoint, PagePoint)>,
    layers: Vec<Plane>,
}

/// Paints one scene at `scale` pixels a page unit, on white.
///
/// # Errors
/// [`Error::Request`] when the page is too large to be painted.
pub fn paint(scene: &Scene, scale: f64, typesetter: &Typesetter) -> Result<Bitmap> {
    FramePainter::new(scene, scale, typesetter.clone())?.frame(scene)
}

impl FramePainter {
    /// A painter that has painted the fixed layers of a scene, at `scale` pixels a page unit.
    ///
    /// # Errors
    /// [`Error::Request`] when the page is too large to be painted.
    pub fn new(scene: &Scene, scale: f64, typesetter: Typesetter) -> Result<Self> {
        let mut painter = Self::blank((scene.width, scene.height), scale, typesetter)?;
        painter.prepare(scene);
        Ok(painter)
    }

    /// A painter of scenes of some width and height in page units that has painted nothing yet.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn blank((width, height): (f64, f64), scale: f64, typesetter: Typesetter) -> Result<Self> {
        let (width, height) = page_size(width, height, scale)?;
        Ok(Self {
            scale,
            typesetter,
            width,
            height,
            base: Base::default(),
            layers: Vec::new(),
            sprites: Sprites::default(),
            spare: Mutex::default(),
        })
    }

    /// Paints fixed layers before it is known what else scenes will have: those below all others, and
    /// some that lie above.
    pub fn begin(&mut self, below: &[Arc<Group>], above: &[Arc<Group>]) {
        // The ground and what lies over the changing layers have nothing to do with each other.
        let painter = &*self;
        let ground = || {
            let parts = painter.parts_of_ground(below);
            parts.par_iter().map(|tiles| painter.part_of_ground(below, tiles)).collect()
        };
        let (bands, layers) = rayon::join(ground, || painter.each(above));
        self.have(below, bands, layers);
    }

    /// The same while other threads do something more urgent: between parts of the work this one
    /// helps them.
    pub fn begin_beside(&mut self, below: &[Arc<Group>], above: &[Arc<Group>]) {
        let parts = self.parts_of_ground(below);
        let part = |tiles: &TileSet| {
            while rayon::yield_now() == Some(rayon::Yield::Executed) {}
            self.part_of_ground(below, tiles)
        };
        let bands = parts.iter().map(part).collect();
        let layers = self.each(above);
        self.have(below, bands, layers);
    }

    fn have(&mut self, below: &[Arc<Group>], bands: Vec<Plane>, layers: Vec<(Arc<Group>, Spans)>) {
        let rows = if bands.len() > 1 { BAND * TileSet::SIDE as usize } else { usize::MAX };
        self.base = Base { groups: below.to_vec(), bands, rows };
        self.layers.extend(layers);
    }

    /// Paints those fixed layers of a scene that have not been painted yet.
    pub fn prepare(&mut self, scene: &Scene) {
        let (below, above) = split(scene);
        let known = |group: &Arc<Group>| self.layers.iter().any(|(own, _)| Arc::ptr_eq(own, group));
        let above = above.iter().filter(|layer| layer.fixed && !known(&layer.group));
        let above: Vec<Arc<Group>> = above.map(|layer| Arc::clone(&layer.group)).collect();
        self.write(&above);
        if self.base.is_of(below) {
            self.layers.extend(self.each(&above));
        } else {
            let below: Vec<_> = below.iter().map(|layer| Arc::clone(&layer.group)).collect();
            self.begin(&below, &above);
        }
    }

    /// Paints the words of some layers, side by side, for [`layer`](Self::layer) to find them painted:
    /// they are most of the work, and a layer is painted in one go.
    fn write(&self, groups: &[Arc<Group>]) {
        let mut runs = Vec::new();
        groups.iter().for_each(|group| words(group, &mut runs));
        if runs.len() <= Sprites::ROOM {
            runs.par_iter().with_min_len(4).for_each(|run| {
                self.at_work(|brush, _| {
                    text::painted(brush, run, self.scale);
                });
            });
        }
    }

    /// The parts in which layers below all others are painted.
    fn parts_of_ground(&self, groups: &[Arc<Group>]) -> Vec<TileSet> {
        let all = TileSet::all(self.width, self.height);
        if groups.iter().any(|group| has_images(group)) { vec![all] } else { bands(&all) }
    }

    /// A part of the layers that lie below all others, on white.
    fn part_of_ground(&self, groups: &[Arc<Group>], tiles: &TileSet) -> Plane {
        let Some(clip) = Clip::new(tiles) else { return Plane::default() };
        let mut ground = Canvas::of(&clip, self.scale, Plane::default());
        ground.all_mut().fill(255);
        self.at_work(|brush, _| {
            groups.iter().for_each(|group| brush.group(&mut ground, group, &clip));
        });
        ground.into_spare()
    }

    /// Layers that lie above others, each painted by itself.
    fn each(&self, groups: &[Arc<Group>]) -> Vec<(Arc<Group>, Spans)> {
        groups.par_iter().map(|group| self.layer(group)).collect()
    }

    /// A layer that lies above others, painted by itself.
    fn layer(&self, group: &Arc<Group>) -> (Arc<Group>, Spans) {
        let all = TileSet::all(self.width, self.height);
        // Few words on a large page leave most of it alone.
        let mut few = TileSet::none(self.width, self.height);
        reached(group, &mut few, self.scale, &self.typesetter);
        let tiles = if 2 * few.count() < all.count() { few } else { all };
        let parts = if has_images(group) { vec![tiles] } else { bands(&tiles) };
        let paint = |tiles: &TileSet| {
            let clip = Clip::new(tiles)?;
            Some(self.at_work(|brush, _| by_itself(brush, group, &clip, self.scale)))
        };
        let parts: Vec<Spans> = parts.par_iter().filter_map(paint).collect();
        let spans = parts.into_iter().reduce(Spans::and_below);
        (Arc::clone(group), spans.unwrap_or_default())
    }

    /// Width and height of frames in pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Paints a scene. May be called from several threads at once.
    ///
    /// # Errors
    /// [`Error::Request`] when the scene's page is too large to be painted, or not the painter's.
    pub fn frame(&self, scene: &Scene) -> Result<Bitmap> {
        let all = TileSet::all(self.width, self.height);
        self.patch(scene, all)?.whole()
    }

    /// Paints some tiles of a scene. May be called from several threads at once.
    ///
    /// # Errors
    /// As [`frame`](Self::frame).
    pub fn patch(&self, scene: &Scene, tiles: TileSet) -> Result<Patch> {
        let page = page_size(scene.width, scene.height, self.scale)?;
        if page != (self.width, self.height) || tiles.size() != page {
            return Err(Error::request("a page of another size than the painter's"));
        }
        let (below, above) = split(scene);
        let anew = if self.base.is_of(below) { above } else { &scene.layers };
        let parts = match tiles.is_all() && !anew.iter().any(|layer| has_images(&layer.group)) {
            true => bands(&tiles),
            false => vec![tiles.clone()],
        };
        let mut data = vec![0; 3 * tiles.pixels()];
        let mut rest = data.as_mut_slice();
        let parts: Vec<(TileSet, &mut [u8])> = parts
            .into_iter()
            .filter_map(|part| {
                let (own, after) =
                    std::mem::take(&mut rest).split_at_mut_checked(3 * part.pixels())?;
                rest = after;
                Some((part, own))
            })
            .collect();
        parts.into_par_iter().for_each(|(part, colors)| self.colors(scene, &part, colors));
        Ok(Patch::new(tiles, data))
    }

    /// The colors of some tiles of a scene, as in a [`Patch`].
    fn colors(&self, scene: &Scene, tiles: &TileSet, colors: &mut [u8]) {
        let Some(clip) = Clip::new(tiles) else { return };
        self.at_work(|brush, page| {
            let mut canvas = Canvas::of(&clip, self.scale, std::mem::take(page));
            self.layers(brush, &mut canvas, scene, &clip);
            without_opacity(canvas.all(), colors);
            *page = canvas.into_spare();
        });
    }

    /// The tiles in which one scene may look different from another.
    pub fn changed(&self, before: &Scene, after: &Scene) -> TileSet {
        let page = (self.width, self.height);
        self.at_work(|brush, _| damage::between(before, after, self.scale, page, brush))
    }

    /// Lends tools and room for pixels, of which any may be left from before, or none.
    fn at_work<T>(&self, work: impl FnOnce(&mut Brush<'_>, &mut Plane) -> T) -> T {
        let spare = || lock(&self.spare);
        let mut bench = spare().pop().unwrap_or_default();
        let mut page = std::mem::take(&mut bench.page);
        let mut brush = self.brush(bench);
        let done = work(&mut brush, &mut page);
        let Brush { scan, distances, lines, spare: layers, .. } = brush;
        spare().push(Bench { page, scan, distances, lines, layers });
        done
    }

    /// Paints all pixels of a canvas.
    fn layers(
        &self,
        brush: &mut Brush<'_>,
        canvas: &mut Canvas<'_>,
        scene: &Scene,
        clip: &Clip<'_>,
    ) {
        let (below, above) = split(scene);
        if self.base.is_of(below) {
            let width = self.width as usize;
            let mut rest = canvas.all_mut();
            for (y, x0, x1) in clip.tiles().pixel_spans() {
                let run = self.base.run(width, y as usize, x0 as usize, x1 as usize);
                let Some((to, after)) = rest.split_at_mut_checked(run.len()) else { break };
                to.copy_from_slice(run);
                rest = after;
            }
        } else {
            canvas.all_mut().fill(255);
            below.iter().for_each(|layer| brush.group(canvas, &layer.group, clip));
        }
        for layer in above {
            if !layer.fixed {
                brush.group(canvas, &layer.group, clip);
                continue;
            }
            match self.layers.iter().find(|(known, _)| Arc::ptr_eq(known, &layer.group)) {
                Some((_, spans)) => spans.over(canvas, clip),
                None => by_itself(brush, &layer.group, clip, self.scale).over(canvas, clip),
            }
        }
    }

    fn brush(&self, bench: Bench) -> Brush<'_> {
        Brush {
            typesetter: &self.typesetter,
            sprites: &self.sprites,
            page: Rect::from_size(0.0, 0.0, self.width.into(), self.height.into()),
            scan: bench.scan,
            distances: bench.distances,
            lines: bench.lines,
            measured: None,
            spare: bench.layers,
        }
    }
}

/// A layer painted on nothing.
fn by_itself(brush: &mut Brush<'_>, group: &Group, clip: &Clip<'_>, scale: f64) -> Spans {
    let mut canvas = Canvas::of(clip, scale, brush.spare.pop().unwrap_or_default());
    brush.group(&mut canvas, group, clip);
    let spans = Spans::of(&mut canvas, clip);
    brush.spare.push(canvas.cleared());
    spans
}

/// Rows of tiles in a band.
const BAND: usize = 32;

/// Tiles that are painted at a time where there are many: so few rows that their pixels stay near, so
/// many that few paths are gone along more than once.
fn bands(tiles: &TileSet) -> Vec<TileSet> {
    let starts = (0..tiles.rows()).step_by(BAND);
    let bands = starts.map(|start| tiles.of_rows(start..start + BAND as u32));
    bands.filter(|band| !band.is_empty()).collect()
}

/// Whether there are images in a group: these are worked out as a whole for any part of them.
fn has_images(group: &Group) -> bool {
    group.items.iter().any(|item| match item {
        Item::Group(inner) => has_images(inner),
        Item::Image(_) => true,
        Item::Fill(..) | Item::Stroke(..) | Item::Text(_) => false,
    })
}

/// Adds all words of a group.
fn words<'g>(group: &'g Group, runs: &mut Vec<&'g TextRun>) {
    for item in &group.items {
        match item {
            Item::Group(inner) => words(inner, runs),
            Item::Text(run) => runs.push(run),
            Item::Fill(..) | Item::Stroke(..) | Item::Image(_) => {}
        }
    }
}

/// Adds the tiles that a group may paint.
fn reached(group: &Group, tiles: &mut TileSet, scale: f64, typesetter: &Typesetter) {
    for item in &group.items {
        match item {
            Item::Group(inner) => reached(inner, tiles, scale, typesetter),
            item => {
                if let Some(rect) = around(item, scale, typesetter) {
                    tiles.insert_rect(&rect.grow(1.0));
                }
            }
        }
    }
}

/// The fixed layers below all others, and the rest.
fn split(scene: &Scene) -> (&[Layer], &[Layer]) {
    let fixed = scene.layers.iter().take_while(|layer| layer.fixed).count();
    scene.layers.split_at(fixed)
}
