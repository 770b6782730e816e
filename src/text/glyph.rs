//! Outlines of glyphs.

use super::face::{Face, FaceId};
use crate::math::PagePoint;
use crate::scene::Segment;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};

/// A glyph on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlacedGlyph {
    /// Which face.
    pub face: FaceId,
    /// Which glyph of the face.
    pub id: u32,
    /// Its origin on the baseline.
    pub position: PagePoint,
    /// Cosine and sine of the angle by which it is turned about its origin, clockwise on the page.
    pub turn: (f64, f64),
    /// First byte, in the text as it is set (see [`super::Typesetter::set_text`]), of the
    /// characters it stands for.
    pub cluster: usize,
}

/// The outline of a glyph for an em of one unit, y down; to be filled by the nonzero rule.
pub(super) fn outline(face: &Face, id: u32) -> Vec<Segment> {
    let mut pen = Pen { em: face.units_per_em(), segments: Vec::new() };
    if let Some(font) = face.font()
        && let Some(glyph) = font.outline_glyphs().get(GlyphId::new(id))
    {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        // A broken glyph is drawn as far as it goes.
        let _ = glyph.draw(settings, &mut pen);
    }
    pen.segments
}

struct Pen {
    em: f64,
    segments: Vec<Segment>,
}

impl Pen {
    fn point(&self, x: f32, y: f32) -> PagePoint {
        PagePoint::new(f64::from(x) / self.em, -f64::from(y) / self.em)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.segments.push(Segment::Move(self.point(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.segments.push(Segment::Line(self.point(x, y)));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.segments.push(Segment::Quad(self.point(cx0, cy0), self.point(x, y)));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.segments.push(Segment::Cubic(
            self.point(cx0, cy0),
            self.point(cx1, cy1),
            self.point(x, y),
        ));
    }

    fn close(&mut self) {
        self.segments.push(Segment::Close);
    }
}
