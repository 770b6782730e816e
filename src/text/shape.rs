//! Characters into glyphs in the order in which they stand on the page.

use super::face::{Face, FaceId};
use super::itemize::{face_spans, preference, script_spans};
use crate::scene::Weight;
use harfrust::{Direction, Feature, ShapeOptions, Tag, UnicodeBuffer};
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level};
use unicode_script::Script;

/// A glyph on a line; lengths in ems, y down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shaped {
    pub face: FaceId,
    pub id: u32,
    /// First byte of the characters that the glyph stands for.
    pub cluster: usize,
    /// From the pen to the glyph's origin.
    pub offset: (f64, f64),
    /// How far the pen moves on.
    pub advance: f64,
}

/// Shapes one line of cleaned text. The base direction is left to right, as in an SVG that does
/// not say otherwise (Unicode Standard Annex 9 orders what is inside).
pub(super) fn shape(
    faces: &[Face],
    text: &str,
    weight: Weight,
    italic: bool,
    ligatures: bool,
) -> Vec<Shaped> {
    let mut glyphs = Vec::with_capacity(text.len());
    let order = preference(faces, weight, italic);
    let spans = face_spans(faces, &order, text);
    let bidi = BidiInfo::new(text, Some(Level::ltr()));
    for paragraph in &bidi.paragraphs {
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let rtl = levels.get(run.start).is_some_and(|level| level.is_rtl());
            let mut pieces: Vec<(Range<usize>, FaceId, Script)> = Vec::new();
            for span in &spans {
                let range = span.range.start.max(run.start)..span.range.end.min(run.end);
                if range.start < range.end {
                    let scripts = script_spans(text, range);
                    pieces.extend(scripts.into_iter().map(|(r, script)| (r, span.face, script)));
                }
            }
            if rtl {
                pieces.reverse();
            }
            for (range, face, script) in pieces {
                shape_piece(faces, text, range, face, script, rtl, ligatures, &mut glyphs);
            }
        }
    }
    glyphs
}

#[expect(clippy::too_many_arguments, reason = "one call, and a struct would only rename them")]
fn shape_piece(
    faces: &[Face],
    text: &str,
    range: Range<usize>,
    id: FaceId,
    script: Script,
    rtl: bool,
    ligatures: bool,
    glyphs: &mut Vec<Shaped>,
) {
    let (Some(face), Some(piece)) = (faces.get(id), text.get(range.clone())) else { return };
    let Some(font) = face.font() else { return };
    let mut buffer = UnicodeBuffer::new();
    for (at, c) in piece.char_indices() {
        buffer.add(c, (range.start + at) as u32);
    }
    buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
    let tag = Tag::from_be_bytes(script.as_iso15924_tag().to_be_bytes());
    if let Some(script) = harfrust::Script::from_iso15924_tag(tag) {
        buffer.set_script(script);
    }
    // Letters that are spaced out must not stick together (CSS Text 3, section 8.2).
    let off = [Feature::new(Tag::new(b"liga"), 0, ..), Feature::new(Tag::new(b"clig"), 0, ..)];
    let features: &[Feature] = if ligatures { &[] } else { &off };
    let shaper = face.shaping().shaper(&font).build();
    let output = shaper.shape(buffer, ShapeOptions::new().features(features));
    let em = face.units_per_em();
    glyphs.extend(output.glyph_infos().iter().zip(output.glyph_positions()).map(|(info, at)| {
        Shaped {
            face: id,
            id: info.glyph_id,
            cluster: info.cluster as usize,
            offset: (f64::from(at.x_offset) / em, -f64::from(at.y_offset) / em),
            advance: f64::from(at.x_advance) / em,
        }
    }));
}
