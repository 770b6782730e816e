//! The walk through groups and items.

use super::defs::{Defs, Writer};
use super::document::TextMode;
use super::ids::Ids;
use super::path_data::path_data;
use super::xml::escape;
use super::{image, paint, text};
use crate::scene::{Blend, Fill, Group, Item, Path};
use crate::text::Typesetter;

/// A document being written, and what is known about it.
pub(super) struct Walk<'a> {
    pub xml: Writer,
    pub ids: Ids,
    pub defs: Defs,
    pub text: TextMode,
    pub typesetter: &'a Typesetter,
}

impl Walk<'_> {
    pub fn layer(&mut self, group: &Group) {
        self.xml.start_element("g");
        self.layer_attributes(group);
        self.items(group);
        self.xml.end_element();
    }

    pub fn layer_attributes(&mut self, group: &Group) {
        self.group_attributes(group);
        self.xml.write_attribute("inkscape:groupmode", "layer");
        self.xml.write_attribute("inkscape:label", &escape(&group.id));
    }

    /// What a group is but its items; the attributes of an element that has just been opened.
    pub fn group_attributes(&mut self, group: &Group) {
        if !group.id.is_empty() {
            let id = self.ids.claim(&group.id);
            self.xml.write_attribute("id", &id);
        }
        if group.opacity < 1.0 {
            self.xml.write_attribute("opacity", &paint::opacity(group.opacity));
        }
        if let Some(clip) = group.clip.as_ref().and_then(|clip| self.defs.clip(clip)) {
            self.xml.write_attribute_fmt("clip-path", format_args!("url(#{clip})"));
        }
        if group.blend == Blend::Sum {
            self.xml.write_attribute("style", "isolation:isolate");
        }
        if let Some(note) = &group.note {
            let lines: Vec<String> = note.lines().map(escape).collect();
            self.xml.write_attribute("data-note", &lines.join("&#10;"));
        }
    }

    fn items(&mut self, group: &Group) {
        for item in &group.items {
            self.item(item, group);
        }
    }

    /// An item of a group.
    pub fn item(&mut self, item: &Item, group: &Group) {
        match item {
            Item::Group(inner) => {
                self.xml.start_element("g");
                self.group_attributes(inner);
                self.items(inner);
                self.xml.end_element();
            }
            Item::Fill(path, Fill::Solid(color)) if color.a == 0 => {
                // Nothing to see, but something to point at.
                if group.note.is_some() && self.start_path(path) {
                    self.xml.write_attribute("fill", "none");
                    self.xml.write_attribute("pointer-events", "all");
                    self.xml.end_element();
                }
            }
            Item::Fill(path, fill) => self.fill(path, fill, group.blend),
            Item::Stroke(path, stroke) => {
                if stroke.width > 0.0 && stroke.color.a > 0 && self.start_path(path) {
                    self.xml.write_attribute("fill", "none");
                    paint::stroke(&mut self.xml, stroke);
                    self.xml.end_element();
                }
            }
            Item::Text(run) => match self.text {
                TextMode::Text => text::words(&mut self.xml, run, self.typesetter),
                TextMode::Outlines => text::outlines(&mut self.xml, run, self.typesetter),
            },
            Item::Image(raster) => match self.defs.image(raster) {
                Some(id) => image::place(&mut self.xml, id, raster),
                None => image::write(&mut self.xml, raster),
            },
        }
    }

    fn fill(&mut self, path: &Path, fill: &Fill, blend: Blend) {
        if !self.start_path(path) {
            return;
        }
        match fill {
            Fill::Solid(color) => paint::color(&mut self.xml, "fill", "fill-opacity", *color),
            pattern => {
                let id = self.defs.pattern(pattern).unwrap_or_default();
                self.xml.write_attribute_fmt("fill", format_args!("url(#{id})"));
            }
        }
        // See `Blend::Sum`: what covers its area is added to its neighbors (CSS Compositing 2).
        if blend == Blend::Sum && matches!(fill, Fill::Solid(_) | Fill::Stripes(_)) {
            self.xml.write_attribute("style", "mix-blend-mode:plus-lighter");
        }
        self.xml.end_element();
    }

    /// Opens a `path`, or a `use` of one that occurs again; false when there is nothing to draw.
    fn start_path(&mut self, path: &Path) -> bool {
        let Some(d) = path_data(path) else { return false };
        match self.defs.path(&d) {
            Some(id) => {
                self.xml.start_element("use");
                self.xml.write_attribute_fmt("xlink:href", format_args!("#{id}"));
            }
            None => {
                self.xml.start_element("path");
                self.xml.write_attribute("d", &d);
            }
        }
        true
    }
}
