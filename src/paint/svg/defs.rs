//! What is written once and used by name: patterns, clips, paths that occur more than once.

use super::ids::Ids;
use super::path_data::path_data;
use super::{dots, hatch, image, stripes};
use crate::scene::{Fill, Group, Image, Item, Path};
use std::collections::HashMap;

pub(super) type Writer = xmlwriter::XmlWriter;

/// Shorter paths are not worth a name.
const WORTH_SHARING: usize = 48;

/// Definitions in the order of their first use. The maps are only looked up.
#[derive(Default)]
pub(super) struct Defs {
    patterns: Vec<(Fill, String)>,
    clips: Vec<(String, String)>,
    shared: Vec<(String, String)>,
    names: HashMap<String, String>,
    images: Vec<(Image, String)>,
}

/// Finds all that is written once. What is shown to it first is defined first.
pub(super) struct Collector<'a> {
    defs: Defs,
    ids: &'a mut Ids,
    uses: HashMap<String, u32>,
    images: Vec<Image>,
}

impl<'a> Collector<'a> {
    pub fn new(ids: &'a mut Ids) -> Self {
        Self { defs: Defs::default(), ids, uses: HashMap::new(), images: Vec::new() }
    }

    /// A group and all that is in it.
    pub fn group(&mut self, group: &Group) {
        self.clip(group.clip.as_ref());
        for item in &group.items {
            self.item(item);
        }
    }

    pub fn clip(&mut self, clip: Option<&Path>) {
        if let Some(clip) = clip {
            let d = clip_data(clip);
            if !self.defs.clips.iter().any(|(known, _)| *known == d) {
                self.defs.clips.push((d, self.ids.claim("clip-1")));
                self.count(clip);
            }
        }
    }

    pub fn item(&mut self, item: &Item) {
        match item {
            Item::Group(inner) => self.group(inner),
            Item::Fill(path, fill) => {
                let name = match fill {
                    Fill::Solid(_) => None,
                    Fill::Hatch(_) => Some("hatch-1"),
                    Fill::Stripes(_) => Some("stripes-1"),
                    Fill::Dots(_) => Some("dots-1"),
                };
                if let Some(name) = name
                    && self.defs.pattern(fill).is_none()
                {
                    self.defs.patterns.push((*fill, self.ids.claim(name)));
                }
                self.count(path);
            }
            Item::Stroke(path, _) => self.count(path),
            Item::Image(raster) => self.image(raster),
            Item::Text(_) => {}
        }
    }

    fn image(&mut self, raster: &Image) {
        if !self.images.iter().any(|known| image::is_same(known, raster)) {
            self.images.push(raster.clone());
        } else if self.defs.image(raster).is_none() {
            self.defs.images.push((raster.clone(), self.ids.claim("image-1")));
        }
    }

    fn count(&mut self, path: &Path) {
        let Some(d) = path_data(path).filter(|d| d.len() >= WORTH_SHARING) else { return };
        let count = self.uses.entry(d.clone()).or_default();
        *count += 1;
        if *count == 2 {
            let id = self.ids.claim("path-1");
            self.defs.names.insert(d.clone(), id.clone());
            self.defs.shared.push((d, id));
        }
    }

    pub fn finish(self) -> Defs {
        self.defs
    }
}

impl Defs {
    /// The name of a pattern.
    pub fn pattern(&self, fill: &Fill) -> Option<&str> {
        self.patterns.iter().find(|(known, _)| known == fill).map(|(_, id)| id.as_str())
    }

    /// The name of a clip.
    pub fn clip(&self, clip: &Path) -> Option<&str> {
        let d = clip_data(clip);
        self.clips.iter().find(|(known, _)| *known == d).map(|(_, id)| id.as_str())
    }

    /// The name of a path, if it is used more than once.
    pub fn path(&self, d: &str) -> Option<&str> {
        self.names.get(d).map(String::as_str)
    }

    /// The name of an image, if it stands in more than one place.
    pub fn image(&self, raster: &Image) -> Option<&str> {
        let own = self.images.iter().find(|(known, _)| image::is_same(known, raster));
        own.map(|(_, id)| id.as_str())
    }

    /// Writes all definitions.
    pub fn write(&self, xml: &mut Writer) {
        let paths = self.clips.is_empty() && self.shared.is_empty();
        if self.patterns.is_empty() && paths && self.images.is_empty() {
            return;
        }
        xml.start_element("defs");
        for (fill, id) in &self.patterns {
            match fill {
                Fill::Solid(_) => {}
                Fill::Hatch(h) => hatch::write(xml, id, h),
                Fill::Stripes(s) => stripes::write(xml, id, s),
                Fill::Dots(d) => dots::write(xml, id, d),
            }
        }
        for (d, id) in &self.clips {
            xml.start_element("clipPath");
            xml.write_attribute("id", id);
            match self.path(d) {
                Some(path) => {
                    xml.start_element("use");
                    xml.write_attribute_fmt("xlink:href", format_args!("#{path}"));
                }
                None => {
                    xml.start_element("path");
                    xml.write_attribute("d", d);
                }
            }
            xml.write_attribute("clip-rule", "evenodd");
            xml.end_element();
            xml.end_element();
        }
        for (d, id) in &self.shared {
            xml.start_element("path");
            xml.write_attribute("id", id);
            xml.write_attribute("d", d);
            xml.end_element();
        }
        for (raster, id) in &self.images {
            image::define(xml, id, raster);
        }
        xml.end_element();
    }
}

/// A clip without extent hides everything; an empty path does so too.
fn clip_data(clip: &Path) -> String {
    path_data(clip).unwrap_or_else(|| "M0 0".to_owned())
}
