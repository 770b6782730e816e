//! Fonts: of each face only the glyphs that are used, with what they mean, so that words can be
//! searched, selected and read aloud.

use super::store::{Store, packed};
use crate::math::digest::Fnv;
use crate::text::{Face, FaceId, Typesetter};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Rect, Ref, Str};
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider, Tag};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// The faces used so far.
#[derive(Default)]
pub(super) struct Fonts(BTreeMap<FaceId, Used>);

/// What is used of a face.
struct Used {
    id: Ref,
    glyphs: GlyphRemapper,
    /// By the glyph's number in the subset: its advance in ems, and the characters that it stands
    /// for, if it does so alone.
    known: BTreeMap<u16, (f64, Option<String>)>,
}

/// A glyph in a subset.
pub(super) struct Embedded {
    /// Its number.
    pub code: u16,
    /// Whether a reader finds its characters by its number.
    pub is_told: bool,
}

const IDENTITY: SystemInfo<'_> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
const UNICODE: SystemInfo<'_> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"UCS"), supplement: 0 };

impl Store {
    /// The font of a face.
    pub fn font(&mut self, face: FaceId) -> Ref {
        if let Some(used) = self.fonts.0.get(&face) {
            return used.id;
        }
        let id = self.next();
        let used = Used { id, glyphs: GlyphRemapper::new(), known: BTreeMap::new() };
        self.fonts.0.insert(face, used);
        id
    }

    /// Takes a glyph into the subset of a face. `meaning` is the characters that it stands for;
    /// empty when those of the glyph before it count for both.
    pub fn glyph(&mut self, face: FaceId, glyph: u32, advance: f64, meaning: &str) -> Embedded {
        self.font(face);
        let Some(used) = self.fonts.0.get_mut(&face) else {
            return Embedded { code: 0, is_told: false };
        };
        // TrueType and OpenType number glyphs in 16 bits.
        let code = used.glyphs.remap(u16::try_from(glyph).unwrap_or(0));
        let (_, told) = used.known.entry(code).or_insert((advance, None));
        if told.is_none() && !meaning.is_empty() {
            *told = Some(meaning.to_owned());
        }
        Embedded { code, is_told: told.as_deref() == Some(meaning) }
    }

    /// Writes all fonts.
    pub fn write_fonts(&mut self, typesetter: &Typesetter) {
        for (face, used) in std::mem::take(&mut self.fonts).0 {
            if let Some(face) = typesetter.faces().get(face) {
                self.write_font(face, &used);
            }
        }
    }

    fn write_font(&mut self, face: &Face, used: &Used) {
        let name = name(face, used);
        let name = Name(name.as_bytes());
        let (cid_font, descriptor, file, meanings) =
            (self.next(), self.next(), self.next(), self.next());
        let program = Program::of(face, used);
        let mut font = self.chunk.type0_font(used.id);
        font.base_font(name).encoding_predefined(Name(b"Identity-H"));
        font.descendant_font(cid_font).to_unicode(meanings);
        font.finish();
        let mut cid = self.chunk.cid_font(cid_font);
        cid.subtype(if program.is_cff { CidFontType::Type0 } else { CidFontType::Type2 });
        cid.base_font(name).system_info(IDENTITY).font_descriptor(descriptor);
        cid.default_width(0.0);
        if !program.is_cff {
            cid.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        let mut widths = cid.widths();
        for (&code, (advance, _)) in &used.known {
            widths.consecutive(code, [thousandths(*advance)]);
        }
        widths.finish();
        cid.finish();
        self.describe(face, descriptor, name, (file, program.is_cff));
        let bytes = packed(&program.bytes);
        let mut stream = self.chunk.stream(file, &bytes);
        stream.filter(Filter::FlateDecode);
        if program.is_cff {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        }
        stream.finish();
        let mut map: UnicodeCmap = UnicodeCmap::new(Name(b"Meanings"), UNICODE);
        for (&code, (_, told)) in &used.known {
            if let Some(told) = told {
                map.pair_with_multiple(code, told.chars());
            }
        }
        let map = packed(&map.finish().into_vec());
        self.chunk.cmap(meanings, &map).filter(Filter::FlateDecode);
    }

    fn describe(&mut self, face: &Face, id: Ref, name: Name<'_>, (file, is_cff): (Ref, bool)) {
        let mut descriptor = self.chunk.font_descriptor(id);
        let mut flags = FontFlags::SYMBOLIC;
        flags.set(FontFlags::ITALIC, face.is_italic());
        descriptor.name(name).flags(flags).bbox(bounds(face));
        descriptor.italic_angle(italic_angle(face));
        descriptor.ascent(thousandths(face.ascent())).descent(-thousandths(face.descent()));
        descriptor.cap_height(thousandths(face.cap_height()));
        // The stems' width is not in the file; readers use it only to choose another font.
        descriptor.stem_v(if face.is_bold() { 140.0 } else { 80.0 });
        if is_cff {
            descriptor.font_file3(file);
        } else {
            descriptor.font_file2(file);
        }
    }
}

/// A font as it is embedded.
struct Program {
    bytes: Vec<u8>,
    is_cff: bool,
}

impl Program {
    /// The subset; the whole font if it cannot be cut.
    fn of(face: &Face, used: &Used) -> Self {
        let subset = subsetter::subset(face.data(), 0, &used.glyphs);
        let bytes = subset.unwrap_or_else(|_| face.data().to_vec());
        let table = FontRef::new(&bytes).ok().and_then(|font| font.table_data(Tag::new(b"CFF ")));
        match table {
            Some(table) => Self { bytes: table.as_bytes().to_vec(), is_cff: true },
            None => Self { bytes, is_cff: false },
        }
    }
}

/// `ABCDEF+NotoSans-Bold`: six letters tell subsets of one font apart (ISO 32000-1, section 9.6.4).
fn name(face: &Face, used: &Used) -> String {
    let font = FontRef::new(face.data()).ok();
    let full = font.and_then(|font| {
        let name = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first()?;
        Some(name.to_string())
    });
    let sound = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let full: String =
        full.unwrap_or_else(|| face.family().to_owned()).chars().filter(sound).collect();
    let digest = used
        .glyphs
        .remapped_gids()
        .fold(Fnv::new().with(full.as_bytes()), |sum, glyph| sum.with(&glyph.to_be_bytes()));
    let letters = (0..6).map(|at| char::from(b'A' + (digest.value() >> (8 * at)) as u8 % 26));
    format!("{}+{full}", letters.collect::<String>())
}

/// Around all glyphs of a face, in thousandths of an em.
fn bounds(face: &Face) -> Rect {
    let metrics = FontRef::new(face.data())
        .ok()
        .and_then(|font| font.metrics(Size::unscaled(), LocationRef::default()).bounds);
    let em = face.units_per_em();
    let part = |v: f32| thousandths(f64::from(v) / em);
    match metrics {
        Some(b) => Rect::new(part(b.x_min), part(b.y_min), part(b.x_max), part(b.y_max)),
        None => Rect::new(0.0, -thousandths(face.descent()), 1000.0, thousandths(face.ascent())),
    }
}

fn italic_angle(face: &Face) -> f32 {
    let post =
        FontRef::new(face.data()).ok().and_then(|font| Some(font.post().ok()?.italic_angle()));
    post.map_or(0.0, |angle| angle.to_f64() as f32)
}

/// Ems as PDF counts them, rounded to tenths.
pub(super) fn thousandths(ems: f64) -> f32 {
    ((ems * 10_000.0).round() / 10.0) as f32
}
