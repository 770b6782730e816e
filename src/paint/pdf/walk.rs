//! The walk through groups and items.

use super::sheet::Sheet;
use super::store::Store;
use super::stream::{Kind, Stream};
use super::tile::Tile;
use super::{image, paint, path, text};
use crate::color::Color;
use crate::paint::svg::TextMode;
use crate::scene::{Blend, Fill, Group, Item, Path, Stroke};
use crate::text::Typesetter;
use pdf_writer::Name;
use pdf_writer::types::ColorSpaceOperand;

/// A document being written, and what is known about it.
pub(super) struct Walk<'a> {
    pub store: Store,
    pub sheet: Sheet,
    pub text: TextMode,
    pub typesetter: &'a Typesetter,
}

impl Walk<'_> {
    /// Draws a layer of the scene, which a reader may switch off.
    pub fn layer(&mut self, out: &mut Stream, group: &Group) {
        let id = self.store.layer(&group.id);
        let name = out.name(Kind::Layer, id);
        out.content
            .begin_marked_content_with_properties(Name(b"OC"))
            .properties_named(Name(name.as_bytes()));
        self.group(out, group);
        out.content.end_marked_content();
    }

    fn group(&mut self, out: &mut Stream, group: &Group) {
        let opacity = (group.opacity.clamp(0.0, 1.0) * 255.0).round() as u8;
        if opacity == 0 || group.items.is_empty() {
            return;
        }
        let Some(clip) = &group.clip else {
            self.see_through(out, opacity, |walk, out| walk.items(out, group));
            return;
        };
        out.content.save_state();
        // A clip without extent hides everything.
        if self.trace(out, clip) {
            out.content.clip_even_odd().end_path();
            self.see_through(out, opacity, |walk, out| walk.items(out, group));
        }
        out.content.restore_state();
    }

    /// Draws something as one, so that its parts do not show through each other.
    pub fn see_through(
        &mut self,
        out: &mut Stream,
        opacity: u8,
        draw: impl FnOnce(&mut Self, &mut Stream),
    ) {
        let state = self.store.state(opacity);
        if state.is_none() {
            draw(self, out);
            return;
        }
        let mut inner = Stream::new();
        draw(self, &mut inner);
        let id = self.store.group(inner, self.sheet);
        out.open(state);
        out.object(id);
        out.close(state);
    }

    fn items(&mut self, out: &mut Stream, group: &Group) {
        if group.blend == Blend::Sum {
            self.under_seams(out, group);
        }
        for item in &group.items {
            match item {
                Item::Group(inner) => self.group(out, inner),
                Item::Fill(path, Fill::Solid(color)) => self.solid(out, path, *color),
                Item::Fill(path, Fill::Hatch(h)) => self.tiled(out, path, Tile::Lines(*h, 0.0)),
                Item::Fill(path, Fill::Dots(dots)) => self.tiled(out, path, Tile::Dots(*dots)),
                Item::Fill(path, Fill::Stripes(stripes)) => self.stripes(out, path, stripes),
                Item::Stroke(path, stroke) => self.stroke(out, path, stroke),
                Item::Text(run) => match self.text {
                    TextMode::Text => text::words(self, out, run),
                    TextMode::Outlines => text::outlines(self, out, run),
                },
                Item::Image(raster) => {
                    if let Some(id) = image::write(&mut self.store, &raster.pixels) {
                        out.content.save_state().transform(self.sheet.over(&raster.rect));
                        out.object(id);
                        out.content.restore_state();
                    }
                }
            }
        }
    }

    /// See [`Blend::Sum`]: PDF has no way to add areas up. Each gets a line of its own color along
    /// its edge, drawn below all of the areas and inside their union, which fills what smoothed
    /// edges leave free between neighbors and changes nothing else.
    fn under_seams(&mut self, out: &mut Stream, group: &Group) {
        /// As wide as a pixel of a screen.
        const WIDTH: f64 = 1.0;
        let mut areas = group.items.iter().filter_map(|item| match item {
            Item::Fill(path, Fill::Solid(color)) if color.a == 255 => Some((path, *color)),
            _ => None,
        });
        let (Some(first), Some(second)) = (areas.next(), areas.next()) else { return };
        let areas: Vec<(&Path, Color)> = [first, second].into_iter().chain(areas).collect();
        out.content.save_state();
        let traced = areas.iter().filter(|(path, _)| self.trace(out, path)).count();
        if traced > 0 {
            out.content.clip_even_odd().end_path();
            for (path, color) in areas {
                self.stroke(out, path, &Stroke::new(color, WIDTH));
            }
        }
        out.content.restore_state();
    }

    fn trace(&self, out: &mut Stream, path: &Path) -> bool {
        path::trace(&mut out.content, path, |p| self.sheet.place(p))
    }

    /// Fills an area with a color.
    pub fn solid(&mut self, out: &mut Stream, path: &Path, color: Color) {
        if color.a == 0 {
            return;
        }
        let state = self.store.state(color.a);
        out.open(state);
        paint::fill(&mut out.content, color);
        if self.trace(out, path) {
            out.content.fill_even_odd();
        }
        out.close(state);
    }

    /// Fills an area with a pattern.
    pub fn tiled(&mut self, out: &mut Stream, path: &Path, tile: Tile) {
        let (color, tile) = tile.opaque();
        if color.a == 0 {
            return;
        }
        let Some(id) = self.store.pattern(tile, self.sheet) else { return };
        let state = self.store.state(color.a);
        out.open(state);
        let name = out.name(Kind::Pattern, id);
        out.content
            .set_fill_color_space(ColorSpaceOperand::Pattern)
            .set_fill_pattern(None, Name(name.as_bytes()));
        if self.trace(out, path) {
            out.content.fill_even_odd();
        }
        out.close(state);
    }

    fn stroke(&mut self, out: &mut Stream, path: &Path, stroke: &Stroke) {
        if stroke.width <= 0.0 || stroke.color.a == 0 {
            return;
        }
        let state = self.store.state(stroke.color.a);
        out.open(state);
        paint::stroke(&mut out.content, stroke);
        if self.trace(out, path) {
            out.content.stroke();
        }
        out.close(state);
    }
}
