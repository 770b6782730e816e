//! The document around the layers.

use super::defs::{Collector, Writer};
use super::ids::Ids;
use super::number::{precise, short};
use super::walk::Walk;
use super::xml::escape;
use crate::scene::Scene;
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
    /// What drew it (of XMP, not of Dublin Core).
    Software,
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
            Self::Software => "xmp:CreatorTool",
            Self::Source => "dc:source",
        }
    }
}

/// How large a document says that it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// In pixels: one for each page unit.
    #[default]
    Pixels,
    /// In millimeters on paper: a page unit is 1/96 inch.
    Millimeters,
}

impl Unit {
    fn length(self, units: f64) -> String {
        match self {
            Self::Pixels => short(units),
            Self::Millimeters => format!("{}mm", precise(units * 25.4 / 96.0)),
        }
    }
}

/// What may be chosen.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How words are written.
    pub text: TextMode,
    /// How large the document says that it is.
    pub unit: Unit,
    /// A style sheet; may be empty. Fonts for browsers are given in it.
    pub style: String,
    /// Statements about the figure, besides its title and description, in order.
    pub metadata: Vec<(Term, String)>,
}

/// The scene as an SVG document. One user unit is one page unit.
pub fn write(scene: &Scene, options: &Options, typesetter: &Typesetter) -> String {
    let mut ids = Ids::default();
    let head = Head {
        width: scene.width,
        height: scene.height,
        unit: options.unit,
        title: &scene.title,
        description: &scene.description,
        metadata: &options.metadata,
        style: &options.style,
    };
    let mut xml = head.open(&mut ids);
    let mut defs = Collector::new(&mut ids);
    scene.layers.iter().for_each(|layer| defs.group(&layer.group));
    let defs = defs.finish();
    defs.write(&mut xml);
    paper(&mut xml);
    let mut walk = Walk { xml, ids, defs, text: options.text, typesetter };
    for layer in &scene.layers {
        walk.layer(&layer.group);
    }
    close(walk.xml)
}

/// What stands at a document's beginning.
pub(super) struct Head<'a> {
    pub width: f64,
    pub height: f64,
    pub unit: Unit,
    pub title: &'a str,
    pub description: &'a str,
    pub metadata: &'a [(Term, String)],
    /// A style sheet.
    pub style: &'a str,
}

impl Head<'_> {
    /// Opens a document, which is then at its definitions.
    pub fn open(&self, ids: &mut Ids) -> Writer {
        // Names that the document itself uses.
        let (title, description) = (ids.claim("title"), ids.claim("description"));
        let mut xml = Writer::new(xmlwriter::Options {
            indent: xmlwriter::Indent::None,
            ..xmlwriter::Options::default()
        });
        xml.start_element("svg");
        self.root_attributes(&mut xml);
        xml.write_attribute_fmt("aria-labelledby", format_args!("{title} {description}"));
        for (element, id, words) in
            [("title", &title, self.title), ("desc", &description, self.description)]
        {
            xml.start_element(element);
            xml.write_attribute("id", id);
            xml.write_text(&escape(words));
            xml.end_element();
        }
        self.metadata(&mut xml);
        if !self.style.is_empty() {
            xml.start_element("style");
            xml.write_text(&escape(self.style));
            xml.end_element();
        }
        xml
    }

    fn root_attributes(&self, xml: &mut Writer) {
        let (width, height) = (short(self.width), short(self.height));
        xml.write_attribute("xmlns", "http://www.w3.org/2000/svg");
        xml.write_attribute("xmlns:xlink", "http://www.w3.org/1999/xlink");
        xml.write_attribute("xmlns:inkscape", "http://www.inkscape.org/namespaces/inkscape");
        xml.write_attribute("width", &self.unit.length(self.width));
        xml.write_attribute("height", &self.unit.length(self.height));
        xml.write_attribute_fmt("viewBox", format_args!("0 0 {width} {height}"));
        // Where Noto Sans is missing, those like it, and if need be a narrower one: words that
        // are shorter than planned stay in their place.
        let families = "'Noto Sans', 'Open Sans', 'Segoe UI', Arial, sans-serif";
        xml.write_attribute("font-family", families);
        xml.write_attribute("fill-rule", "evenodd");
        xml.write_attribute("stroke-linecap", "round");
        xml.write_attribute("stroke-linejoin", "round");
        xml.write_attribute("role", "img");
    }

    fn metadata(&self, xml: &mut Writer) {
        xml.start_element("metadata");
        xml.start_element("rdf:RDF");
        xml.write_attribute("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
        xml.write_attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/");
        xml.write_attribute("xmlns:xmp", "http://ns.adobe.com/xap/1.0/");
        xml.start_element("rdf:Description");
        xml.write_attribute("rdf:about", "");
        let own = [("dc:title", self.title), ("dc:description", self.description)];
        let stated = self.metadata.iter().map(|(term, words)| (term.element(), words.as_str()));
        for (element, words) in own.into_iter().chain(stated) {
            xml.start_element(element);
            xml.write_text(&escape(words));
            xml.end_element();
        }
        for _ in 0..3 {
            xml.end_element();
        }
    }
}

/// The page's white ground.
pub(super) fn paper(xml: &mut Writer) {
    xml.start_element("rect");
    xml.write_attribute("width", "100%");
    xml.write_attribute("height", "100%");
    xml.write_attribute("fill", "#fff");
    xml.end_element();
}

/// The whole document, its root closed.
pub(super) fn close(mut xml: Writer) -> String {
    xml.end_element();
    let mut document = xml.end_document();
    document.push('\n');
    document
}
