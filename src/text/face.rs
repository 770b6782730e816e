//! One font, opened.

use crate::scene::Weight;
use harfrust::{FontRef, ShaperData};
use skrifa::instance::{LocationRef, Size};
use skrifa::{GlyphId, MetadataProvider};
use std::borrow::Cow;

/// Which of a typesetter's faces: an index into [`super::Typesetter::faces`].
pub type FaceId = usize;

/// A font with what is asked of it again and again.
pub struct Face {
    family: String,
    bold: bool,
    italic: bool,
    data: Cow<'static, [u8]>,
    shaping: ShaperData,
    units_per_em: f64,
    ascent: f64,
    descent: f64,
    cap_height: f64,
}

impl Face {
    /// Opens a font file (TrueType or OpenType); `None` if it is not one.
    pub(super) fn open(
        family: &str,
        bold: bool,
        italic: bool,
        data: Cow<'static, [u8]>,
    ) -> Option<Self> {
        let font = FontRef::new(&data).ok()?;
        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let em = f64::from(metrics.units_per_em.max(1));
        let (ascent, descent) = (f64::from(metrics.ascent) / em, f64::from(-metrics.descent) / em);
        Some(Self {
            family: family.to_owned(),
            bold,
            italic,
            shaping: ShaperData::new(&font),
            units_per_em: em,
            ascent,
            descent,
            cap_height: metrics.cap_height.map_or(0.7, |height| f64::from(height) / em),
            data,
        })
    }

    /// Family name, as a style sheet would give it.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// Whether the letters are thick.
    pub fn is_bold(&self) -> bool {
        self.bold
    }

    /// Whether the letters are slanted.
    pub fn is_italic(&self) -> bool {
        self.italic
    }

    /// The font file.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Font units in an em.
    pub fn units_per_em(&self) -> f64 {
        self.units_per_em
    }

    /// How far letters reach above the baseline, in ems.
    pub fn ascent(&self) -> f64 {
        self.ascent
    }

    /// How far letters reach below the baseline, in ems (positive).
    pub fn descent(&self) -> f64 {
        self.descent
    }

    /// Height of capitals in ems.
    pub fn cap_height(&self) -> f64 {
        self.cap_height
    }

    /// How far the pen moves on after a glyph by the font's own measure, in ems.
    pub fn advance(&self, glyph: u32) -> f64 {
        let advance = self.font().and_then(|font| {
            let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
            metrics.advance_width(GlyphId::new(glyph))
        });
        f64::from(advance.unwrap_or(0.0)) / self.units_per_em
    }

    /// Whether the font has the character.
    pub fn covers(&self, c: char) -> bool {
        self.font().is_some_and(|font| font.charmap().map(c).is_some())
    }

    /// How well the face suits a wanted style: the lower the better.
    pub(super) fn distance(&self, weight: Weight, italic: bool) -> u8 {
        let weight_differs = self.bold != (weight == Weight::Bold);
        u8::from(weight_differs) * 2 + u8::from(self.italic != italic)
    }

    /// The tables. Reading the directory of a font costs next to nothing, so it is not kept (it
    /// would borrow from `data`).
    pub(super) fn font(&self) -> Option<FontRef<'_>> {
        FontRef::new(&self.data).ok()
    }

    /// What the shaper learned about the font.
    pub(super) fn shaping(&self) -> &ShaperData {
        &self.shaping
    }
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Face({}, bold: {}, italic: {})", self.family, self.bold, self.italic)
    }
}
