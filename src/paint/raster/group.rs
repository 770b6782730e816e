//! Groups: what is painted by itself first, and where it is cut.

use super::canvas::{Canvas, intersect, to_pixels};
use super::text::Sprites;
use super::{composite, fill, image, outline, stroke, text};
use crate::math::Rect;
use crate::scene::{Blend, Fill, Group, Item};
use crate::text::Typesetter;
use tiny_skia::{FillRule, Mask, Transform};

/// What painting needs besides the canvas.
pub(super) struct Brush<'a> {
    pub typesetter: &'a Typesetter,
    pub sprites: &'a Sprites,
    /// The whole page in pixels.
    pub page: Rect,
}

impl Brush<'_> {
    /// Draws a group inside `clip` (in pixels of the page).
    pub fn group(&self, canvas: &mut Canvas, group: &Group, clip: &Rect) {
        let opacity = (group.opacity.clamp(0.0, 1.0) * 255.0).round() as u8;
        let Some(mut clip) = intersect(clip, &canvas.bounds()) else { return };
        let mut shape = None;
        if let Some(path) = &group.clip {
            let bounds = path.bounds().map(|b| to_pixels(b, canvas.scale));
            let Some(inside) = bounds.and_then(|b| intersect(&b, &clip)) else { return };
            clip = inside;
            shape = path.as_rect().is_none().then_some(path);
        }
        if opacity == 0 {
            return;
        }
        if opacity == 255 && shape.is_none() && group.blend == Blend::Over {
            self.items(canvas, group, &clip);
            return;
        }
        // By itself first: on as small a layer as holds it.
        let Some(bounds) = self.bounds(&group.items, canvas.scale) else { return };
        let Some(bounds) = intersect(&bounds, &clip) else { return };
        let Some(mut layer) = Canvas::over(bounds, canvas.scale) else { return };
        self.items(&mut layer, group, &clip);
        let mask = shape.map(|path| {
            let (width, height) = (layer.pixmap.width(), layer.pixmap.height());
            let mut mask = Mask::new(width, height)?;
            let area = outline::area(&layer, path, &layer.cut(&layer.bounds()))?;
            mask.fill_path(&area, FillRule::EvenOdd, true, Transform::identity());
            Some(mask)
        });
        match &mask {
            None => composite::over(canvas, &layer, opacity, None),
            Some(Some(mask)) => composite::over(canvas, &layer, opacity, Some(mask.data())),
            // The clip lies outside what is seen.
            Some(None) => {}
        }
    }

    fn items(&self, canvas: &mut Canvas, group: &Group, clip: &Rect) {
        let sum = group.blend == Blend::Sum;
        for item in &group.items {
            match item {
                Item::Group(inner) => self.group(canvas, inner, clip),
                Item::Fill(path, how) => fill::fill(canvas, path, how, clip, sum && covers(how)),
                Item::Stroke(path, how) => stroke::stroke(canvas, path, how, clip),
                Item::Text(run) => {
                    text::text(canvas, run, clip, &self.page, self.typesetter, self.sprites);
                }
                Item::Image(raster) => image::image(canvas, raster, clip),
            }
        }
    }

    /// The rectangle around everything that items may draw, in pixels.
    fn bounds(&self, items: &[Item], scale: f64) -> Option<Rect> {
        let around = |item: &Item| match item {
            Item::Group(inner) => {
                let own = self.bounds(&inner.items, scale)?;
                match &inner.clip {
                    None => Some(own),
                    Some(clip) => intersect(&own, &to_pixels(clip.bounds()?, scale)),
                }
            }
            Item::Fill(path, _) => Some(to_pixels(path.bounds()?, scale)),
            Item::Stroke(path, how) => {
                // A line thinner than a pixel still touches the pixels beside it.
                Some(to_pixels(path.bounds()?, scale).grow(stroke::reach(how) * scale + 1.0))
            }
            Item::Text(run) => {
                let ink = self.typesetter.measure(run).ink?;
                Some(to_pixels(ink.grow(text::reach(run)), scale).grow(1.0))
            }
            Item::Image(raster) => Some(to_pixels(raster.rect, scale)),
        };
        items.iter().filter_map(around).reduce(|a, b| a.union(&b))
    }
}

/// Whether a fill leaves nothing of its area free.
fn covers(fill: &Fill) -> bool {
    matches!(fill, Fill::Solid(_) | Fill::Stripes(_))
}
