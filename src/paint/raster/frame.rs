//! Whole frames, and what is kept between them.

use super::bitmap::Bitmap;
use super::canvas::{Canvas, page_size};
use super::group::Brush;
use super::spans::Spans;
use super::text::Sprites;
use crate::error::{Error, Result};
use crate::math::Rect;
use crate::scene::{Group, Layer, Scene};
use crate::text::Typesetter;
use std::sync::{Arc, Mutex, PoisonError};
use tiny_skia::{Color, IntSize, Pixmap};

/// Paints the scenes of one figure. A frame is a function of its scene alone: what is kept only
/// saves work. Fixed layers below all others are painted once on the ground that frames begin as a
/// copy of; a fixed layer above a changing one is painted once by itself and laid over each frame.
pub struct FramePainter {
    scale: f64,
    typesetter: Typesetter,
    width: u32,
    height: u32,
    base: Base,
    layers: Vec<(Arc<Group>, Spans)>,
    sprites: Sprites,
    /// Pixels of finished frames, to be used again.
    spare: Mutex<Vec<Vec<u8>>>,
}

struct Base {
    groups: Vec<Arc<Group>>,
    pixels: Vec<u8>,
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
        let (width, height) = page_size(scene.width, scene.height, scale)?;
        let mut painter = Self {
            scale,
            typesetter,
            width,
            height,
            base: Base { groups: Vec::new(), pixels: Vec::new() },
            layers: Vec::new(),
            sprites: Sprites::default(),
            spare: Mutex::default(),
        };
        let (below, above) = split(scene);
        let mut ground = painter.ground(width, height)?;
        painter.paint_below(&mut ground, below);
        painter.base = Base {
            groups: below.iter().map(|layer| Arc::clone(&layer.group)).collect(),
            pixels: ground.pixmap.take(),
        };
        painter.layers = above
            .iter()
            .filter(|layer| layer.fixed)
            .filter_map(|layer| {
                Some((Arc::clone(&layer.group), painter.by_itself(width, height, &layer.group)?))
            })
            .collect();
        Ok(painter)
    }

    /// Paints a scene. May be called from several threads at once.
    ///
    /// # Errors
    /// [`Error::Request`] when the scene's page is too large to be painted.
    pub fn frame(&self, scene: &Scene) -> Result<Bitmap> {
        let (width, height) = page_size(scene.width, scene.height, self.scale)?;
        let (below, above) = split(scene);
        let same_page = (width, height) == (self.width, self.height);
        let kept = same_page
            && below.len() == self.base.groups.len()
            && below.iter().zip(&self.base.groups).all(|(a, b)| Arc::ptr_eq(&a.group, b));
        let mut canvas = if kept {
            self.copy_of_base()?
        } else {
            let mut canvas = self.ground(width, height)?;
            self.paint_below(&mut canvas, below);
            canvas
        };
        let all = canvas.bounds();
        for Layer { group, fixed } in above {
            if !fixed {
                self.brush(&all).group(&mut canvas, group, &all);
                continue;
            }
            let found =
                self.layers.iter().find(|(known, _)| same_page && Arc::ptr_eq(known, group));
            match found {
                Some((_, spans)) => spans.over(&mut canvas, &all),
                None => {
                    if let Some(spans) = self.by_itself(width, height, group) {
                        spans.over(&mut canvas, &all);
                    }
                }
            }
        }
        let pixels = canvas.pixmap.take();
        let bitmap = Bitmap::from_opaque_rgba(width, height, &pixels);
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).push(pixels);
        Ok(bitmap)
    }

    fn brush(&self, page: &Rect) -> Brush<'_> {
        Brush { typesetter: &self.typesetter, sprites: &self.sprites, page: *page }
    }

    fn paint_below(&self, canvas: &mut Canvas, below: &[Layer]) {
        let all = canvas.bounds();
        for layer in below {
            self.brush(&all).group(canvas, &layer.group, &all);
        }
    }

    /// A layer painted on nothing.
    fn by_itself(&self, width: u32, height: u32, group: &Group) -> Option<Spans> {
        let mut canvas =
            Canvas { pixmap: Pixmap::new(width, height)?, x: 0, y: 0, scale: self.scale };
        let all = canvas.bounds();
        self.brush(&all).group(&mut canvas, group, &all);
        Some(Spans::of(&canvas))
    }

    /// A white page.
    fn ground(&self, width: u32, height: u32) -> Result<Canvas> {
        let mut pixmap = Pixmap::new(width, height).ok_or_else(too_large)?;
        pixmap.fill(Color::WHITE);
        Ok(Canvas { pixmap, x: 0, y: 0, scale: self.scale })
    }

    fn copy_of_base(&self) -> Result<Canvas> {
        let spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let pixels = match spare {
            Some(mut pixels) if pixels.len() == self.base.pixels.len() => {
                pixels.copy_from_slice(&self.base.pixels);
                pixels
            }
            _ => self.base.pixels.clone(),
        };
        let size = IntSize::from_wh(self.width, self.height).ok_or_else(too_large)?;
        let pixmap = Pixmap::from_vec(pixels, size).ok_or_else(too_large)?;
        Ok(Canvas { pixmap, x: 0, y: 0, scale: self.scale })
    }
}

fn too_large() -> Error {
    Error::request("the page is too large to be painted")
}

/// The fixed layers below all others, and the rest.
fn split(scene: &Scene) -> (&[Layer], &[Layer]) {
    let fixed = scene.layers.iter().take_while(|layer| layer.fixed).count();
    scene.layers.split_at(fixed)
}
