//! The document around the layers.

use super::metadata::{self, PICTURE, Structure};
use super::sheet::Sheet;
use super::store::{Store, packed};
use super::stream::Stream;
use super::walk::Walk;
use crate::math::digest::{Fnv, xxh64};
use crate::paint::svg::TextMode;
use crate::scene::Scene;
use crate::text::Typesetter;
use pdf_writer::{Filter, Finish, Name, Pdf, Ref, TextStr};

/// What may be chosen.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How words are written.
    pub text: TextMode,
    /// The language of the words: a code such as `en` (BCP 47).
    pub language: String,
    /// Who made it.
    pub author: String,
    /// What it may be found by.
    pub keywords: String,
    /// What drew it.
    pub software: String,
    /// More statements, as XMP (ISO 16684-1) without its envelope; may be empty.
    pub xmp: Vec<u8>,
}

/// The scene as a PDF document of one page.
pub fn write(scene: &Scene, options: &Options, typesetter: &Typesetter) -> Vec<u8> {
    let sheet = Sheet { width: scene.width, height: scene.height };
    let mut walk = Walk { store: Store::new(), sheet, text: options.text, typesetter };
    let [catalog, pages, page, contents, information] = std::array::from_fn(|_| walk.store.next());
    let structure = Structure::new(&mut walk.store);
    let mut out = Stream::new();
    out.content
        .begin_marked_content_with_properties(Name(b"Figure"))
        .properties()
        .identify(PICTURE);
    for layer in &scene.layers {
        walk.layer(&mut out, &layer.group);
    }
    out.content.end_marked_content();
    let mut store = walk.store;
    store.write_fonts(typesetter);
    let (operators, named) = out.finish();
    let operators = packed(&operators);
    store.chunk.stream(contents, &operators).filter(Filter::FlateDecode);
    structure.write(&mut store, page, scene);
    let xmp = metadata::xmp(&mut store, &options.xmp);

    let mut pdf = Pdf::with_settings(super::store::SETTINGS);
    pdf.set_version(1, 7);
    write_catalog(&mut pdf, (catalog, pages, structure.root), &store, xmp, options);
    pdf.pages(pages).kids([page]).count(1);
    let mut sole = pdf.page(page);
    sole.parent(pages).media_box(sheet.bounds()).contents(contents).struct_parents(0);
    let mut group = sole.group();
    group.transparency().color_space().device_rgb();
    group.finish();
    named.write(sole.resources());
    sole.finish();
    metadata::information(&mut pdf, information, scene, options);
    pdf.extend(&store.chunk);
    let bytes = pdf.as_bytes();
    let id = [Fnv::new().with(bytes).value(), xxh64(bytes)].map(u64::to_be_bytes).concat();
    pdf.set_file_id((id.clone(), id));
    pdf.finish()
}

fn write_catalog(
    pdf: &mut Pdf,
    (id, pages, structure): (Ref, Ref, Ref),
    store: &Store,
    xmp: Option<Ref>,
    options: &Options,
) {
    let mut catalog = pdf.catalog(id);
    catalog.pages(pages);
    catalog.viewer_preferences().display_doc_title(true);
    catalog.mark_info().marked(true);
    catalog.pair(Name(b"StructTreeRoot"), structure);
    if !options.language.is_empty() {
        catalog.lang(TextStr(&options.language));
    }
    if let Some(xmp) = xmp {
        catalog.metadata(xmp);
    }
    let mut layers = catalog.insert(Name(b"OCProperties")).dict();
    let list = store.layers().iter().copied();
    layers.insert(Name(b"OCGs")).array().items(list.clone());
    let mut shown = layers.insert(Name(b"D")).dict();
    // As readers list them: the uppermost first.
    shown.insert(Name(b"Order")).array().items(list.rev());
    shown.pair(Name(b"BaseState"), Name(b"ON"));
}
