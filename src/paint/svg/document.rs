//! The document around the layers, and the walk through them.

use super::defs::{Defs, Writer};
use super::ids::Ids;
use super::number::short;
use super::path_data::path_data;
use super::xml::escape;
use super::{image, paint, text};
use crate::scene::{Blend, Fill, Group, Item, Path, Scene};
use crate::text::Typesetter;

/// How words are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextMode {
    /// As words: small, searchable, editable; where Noto Sans is not installed, in another font.
    #[default]
    Text,
    /// As shapes: the same everywhere.
    Outlines,
}

/// A term of the Dublin Core metadata element set (ISO 15836).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Who made it.
    Creator,
    /// The day shown.
    Date,
    /// What identifies the data, such as a hash.
    Identifier,
    /// Language code.
    Language,
    /// License.
    Rights,
    /// Where the data come from.
    Source,
}

impl Term {
    fn element(self) -> &'static str {
        match self {
            Self::Creator => "dc:creator",
            Self::Date => "dc:date",
            Self::Identifier => "dc:identifier",
            Self::Language => "dc:language",
            Self::Rights => "dc:rights",
            Self::Source => "dc:source",
        }
    }
}

/// What may be chosen.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How words are written.
    pub text: TextMode,
    /// Statements about the figure, besides its title and description, in order.
    pub metadata: Vec<(Term, String)>,
}

/// The scene as an SVG document. One user unit is one page unit.
pub fn write(scene: &Scene, options: &Options, typesetter: &Typesetter) -> String {
    let mut ids = Ids::default();
    // Names that the document itself uses.
    let (title, description) = (ids.claim("title"), ids.claim("description"));
    let groups = || scene.layers.iter().map(|layer| &*layer.group);
    let defs = Defs::collect(groups(), &mut ids);
    let mut xml = Writer::new(xmlwriter::Options {
        indent: xmlwriter::Indent::None,
        ..xmlwriter::Options::default()
    });
    xml.start_element("svg");
    root_attributes(&mut xml, scene);
    xml.write_attribute_fmt("aria-labelledby", format_args!("{title} {description}"));
    for (element, id, words) in
        [("title", &title, &scene.title), ("desc", &description, &scene.description)]
    {
        xml.start_element(element);
        xml.write_attribute("id", id);
        xml.write_text(&escape(words));
        xml.end_element();
    }
    metadata(&mut xml, scene, options);
    defs.write(&mut xml);
    xml.start_element("rect");
    xml.write_attribute("width", "100%");
    xml.write_attribute("height", "100%");
    xml.write_attribute("fill", "#fff");
    xml.end_element();
    let mut walk = Walk { xml, ids, defs, options, typesetter };
    for group in groups() {
        walk.layer(group);
    }
    walk.xml.end_element();
    let mut document = walk.xml.end_document();
    document.push('\n');
    document
}

fn root_attributes(xml: &mut Writer, scene: &Scene) {
    let (width, height) = (short(scene.width), short(scene.height));
    xml.write_attribute("xmlns", "http://www.w3.org/2000/svg");
    xml.write_attribute("xmlns:xlink", "http://www.w3.org/1999/xlink");
    xml.write_attribute("xmlns:inkscape", "http://www.inkscape.org/namespaces/inkscape");
    xml.write_attribute("width", &width);
    xml.write_attribute("height", &height);
    xml.write_attribute_fmt("viewBox", format_args!("0 0 {width} {height}"));
    xml.write_attribute("font-family", "'Noto Sans', sans-serif");
    xml.write_attribute("fill-rule", "evenodd");
    xml.write_attribute("stroke-linecap", "round");
    xml.write_attribute("stroke-linejoin", "round");
    xml.write_attribute("role", "img");
}

fn metadata(xml: &mut Writer, scene: &Scene, options: &Options) {
    xml.start_element("metadata");
    xml.start_element("rdf:RDF");
    xml.write_attribute("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
    xml.write_attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/");
    xml.start_element("rdf:Description");
    xml.write_attribute("rdf:about", "");
    let own = [("dc:title", &scene.title), ("dc:description", &scene.description)];
    let stated = options.metadata.iter().map(|(term, words)| (term.element(), words));
    for (element, words) in own.into_iter().chain(stated) {
        xml.start_element(element);
        xml.write_text(&escape(words));
        xml.end_element();
    }
    for _ in 0..3 {
        xml.end_element();
    }
}

struct Walk<'a> {
    xml: Writer,
    ids: Ids,
    defs: Defs,
    options: &'a Options,
    typesetter: &'a Typesetter,
}

impl Walk<'_> {
    fn layer(&mut self, group: &Group) {
        self.xml.start_element("g");
        self.group_attributes(group);
        self.xml.write_attribute("inkscape:groupmode", "layer");
        self.xml.write_attribute("inkscape:label", &escape(&group.id));
        self.items(group);
        self.xml.end_element();
    }

    fn group_attributes(&mut self, group: &Group) {
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
    }

    fn items(&mut self, group: &Group) {
        for item in &group.items {
            match item {
                Item::Group(inner) => {
                    self.xml.start_element("g");
                    self.group_attributes(inner);
                    self.items(inner);
                    self.xml.end_element();
                }
                Item::Fill(path, fill) => self.fill(path, fill, group.blend),
                Item::Stroke(path, stroke) => {
                    if stroke.width > 0.0 && stroke.color.a > 0 && self.start_path(path) {
                        self.xml.write_attribute("fill", "none");
                        paint::stroke(&mut self.xml, stroke);
                        self.xml.end_element();
                    }
                }
                Item::Text(run) => match self.options.text {
                    TextMode::Text => text::words(&mut self.xml, run, self.typesetter),
                    TextMode::Outlines => text::outlines(&mut self.xml, run, self.typesetter),
                },
                Item::Image(raster) => image::write(&mut self.xml, raster),
            }
        }
    }

    fn fill(&mut self, path: &Path, fill: &Fill, blend: Blend) {
        if matches!(fill, Fill::Solid(color) if color.a == 0) || !self.start_path(path) {
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
