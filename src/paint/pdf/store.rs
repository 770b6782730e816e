//! The objects of a document, and what is written once and used by name.

use super::font::Fonts;
use super::sheet::Sheet;
use super::stream::Stream;
use super::tile::Tile;
use super::{dots, hatch};
use pdf_writer::{Chunk, Filter, Finish, Name, Ref, Settings, TextStr};
use std::collections::BTreeMap;

/// No blanks that only a person would read.
pub(super) const SETTINGS: Settings = Settings { pretty: false };

/// The objects written so far. Maps are walked in the order of their keys.
pub(super) struct Store {
    pub chunk: Chunk,
    pub fonts: Fonts,
    next: Ref,
    states: BTreeMap<u8, Ref>,
    tiles: Vec<(Tile, Option<Ref>)>,
    layers: Vec<Ref>,
}

impl Store {
    pub fn new() -> Self {
        Self {
            chunk: Chunk::with_settings(SETTINGS),
            fonts: Fonts::default(),
            next: Ref::new(1),
            states: BTreeMap::new(),
            tiles: Vec::new(),
            layers: Vec::new(),
        }
    }

    /// The number of the next object.
    pub fn next(&mut self) -> Ref {
        self.next.bump()
    }

    /// The graphics state of an opacity; `None` for full opacity, which is the default.
    pub fn state(&mut self, alpha: u8) -> Option<Ref> {
        if alpha == 255 {
            return None;
        }
        if let Some(&id) = self.states.get(&alpha) {
            return Some(id);
        }
        let id = self.next();
        let opacity = ((f64::from(alpha) / 255.0 * 10_000.0).round() / 10_000.0) as f32;
        let mut state = self.chunk.ext_graphics(id);
        state.stroking_alpha(opacity).non_stroking_alpha(opacity);
        state.finish();
        self.states.insert(alpha, id);
        Some(id)
    }

    /// The pattern of a tile; `None` when there is nothing to see.
    pub fn pattern(&mut self, tile: Tile, sheet: Sheet) -> Option<Ref> {
        if let Some((_, id)) = self.tiles.iter().find(|(known, _)| *known == tile) {
            return *id;
        }
        let id = match &tile {
            Tile::Lines(lines, shift) => hatch::write(self, lines, *shift, sheet),
            Tile::Dots(pattern) => dots::write(self, pattern, sheet),
        };
        self.tiles.push((tile, id));
        id
    }

    /// What is composed by itself before it is laid over the page.
    pub fn group(&mut self, inner: Stream, sheet: Sheet) -> Ref {
        let id = self.next();
        let (operators, named) = inner.finish();
        let packed = packed(&operators);
        let mut form = self.chunk.form_xobject(id, &packed);
        form.filter(Filter::FlateDecode);
        form.bbox(sheet.bounds());
        let mut group = form.group();
        group.transparency().isolated(true);
        group.color_space().device_rgb();
        group.finish();
        named.write(form.resources());
        id
    }

    /// A layer that can be switched off (ISO 32000-1, section 8.11).
    pub fn layer(&mut self, name: &str) -> Ref {
        let id = self.next();
        let mut layer = self.chunk.indirect(id).dict();
        layer.pair(Name(b"Type"), Name(b"OCG"));
        layer.pair(Name(b"Name"), TextStr(name));
        layer.finish();
        self.layers.push(id);
        id
    }

    /// All layers, from the bottom to the top.
    pub fn layers(&self) -> &[Ref] {
        &self.layers
    }
}

/// Bytes compressed as `FlateDecode` reads them.
pub(super) fn packed(bytes: &[u8]) -> Vec<u8> {
    /// Slower levels gain no more than one in a hundred.
    const LEVEL: u8 = 8;
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, LEVEL)
}
