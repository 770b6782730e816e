//! Groups: what is painted by itself first, and where it is cut.

use super::brush::Brush;
use super::canvas::{Canvas, intersect, to_pixels};
use super::clip::Clip;
use super::composite::over_row_through;
use super::scan::Rule;
use super::{fill, image, outline, stroke, text};
use crate::math::Rect;
use crate::scene::{Blend, Fill, Group, Item};
use crate::text::Typesetter;

impl Brush<'_> {
    /// Draws a group inside `clip`.
    pub fn group(&mut self, canvas: &mut Canvas<'_>, group: &Group, clip: &Clip<'_>) {
        let opacity = (group.opacity.clamp(0.0, 1.0) * 255.0).round() as u8;
        let mut clip = *clip;
        let mut shape = None;
        if let Some(path) = &group.clip {
            let Some(bounds) = path.bounds().map(|b| to_pixels(b, canvas.scale)) else { return };
            let inside = match path.as_rect() {
                Some(rect) => clip.inside(&to_pixels(rect, canvas.scale)),
                None => {
                    shape = Some(path);
                    clip.touched(&bounds)
                }
            };
            let Some(inside) = inside else { return };
            clip = inside;
        }
        if opacity == 0 {
            return;
        }
        if opacity == 255 && shape.is_none() && group.blend == Blend::Over {
            self.items(canvas, group, &clip);
            return;
        }
        // By itself first: on as small a layer as holds it.
        let Some(bounds) = bounds(&group.items, canvas.scale, self.typesetter) else { return };
        let Some(clip) = clip.touched(&bounds) else { return };
        let mut layer = Canvas::of(&clip, canvas.scale, self.spare.pop().unwrap_or_default());
        self.items(&mut layer, group, &clip);
        match shape {
            None => layer.lay_over(canvas, &clip, opacity),
            Some(path) => {
                self.scan.begin(&clip);
                outline::area(&mut self.scan, path, canvas.scale, &self.page);
                self.scan.fill(Rule::EvenOdd, |y, x0, x1, share| {
                    let below = canvas.run_mut(y, x0, x1);
                    over_row_through(below, layer.run(y, x0, x1), opacity, share);
                });
            }
        }
        self.spare.push(layer.cleared());
    }

    fn items(&mut self, canvas: &mut Canvas<'_>, group: &Group, clip: &Clip<'_>) {
        let sum = group.blend == Blend::Sum;
        for item in &group.items {
            match item {
                Item::Group(inner) => self.group(canvas, inner, clip),
                Item::Fill(path, how) => {
                    fill::fill(self, canvas, path, how, clip, sum && covers(how));
                }
                Item::Stroke(path, how) => stroke::stroke(self, canvas, path, how, clip),
                Item::Text(run) => text::text(self, canvas, run, clip),
                Item::Image(raster) => image::image(canvas, raster, clip, &self.page),
            }
        }
    }
}

/// The rectangle around everything that items may draw, in pixels.
pub(super) fn bounds(items: &[Item], scale: f64, typesetter: &Typesetter) -> Option<Rect> {
    items.iter().filter_map(|item| around(item, scale, typesetter)).reduce(|a, b| a.union(&b))
}

/// The rectangle around everything that an item may draw, in pixels.
pub(super) fn around(item: &Item, scale: f64, typesetter: &Typesetter) -> Option<Rect> {
    match item {
        Item::Group(inner) => {
            let own = bounds(&inner.items, scale, typesetter)?;
            match &inner.clip {
                None => Some(own),
                // A clip that is a rectangle is moved to whole pixels.
                Some(clip) => intersect(&own, &to_pixels(clip.bounds()?, scale).grow(1.0)),
            }
        }
        Item::Fill(path, _) => Some(to_pixels(path.bounds()?, scale)),
        Item::Stroke(path, how) => {
            // A line thinner than a pixel still touches the pixels beside it.
            Some(to_pixels(path.bounds()?, scale).grow(stroke::reach(how) * scale + 1.0))
        }
        Item::Text(run) => {
            let ink = typesetter.measure(run).ink?;
            Some(to_pixels(ink.grow(text::reach(run)), scale).grow(1.0))
        }
        Item::Image(raster) => Some(to_pixels(raster.rect, scale)),
    }
}

/// Whether a fill leaves nothing of its area free.
fn covers(fill: &Fill) -> bool {
    matches!(fill, Fill::Solid(_) | Fill::Stripes(_))
}
