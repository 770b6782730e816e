//! A text cut into pieces that have one face and one script.

use super::face::{Face, FaceId};
use crate::scene::Weight;
use std::ops::Range;
use unicode_bidi::BidiClass::{AL, FSI, L, LRI, R, RLI};
use unicode_bidi::bidi_class;
use unicode_script::{Script, UnicodeScript};

/// Neighboring characters that are set in the same face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaceSpan {
    /// Where in the text, in bytes.
    pub range: Range<usize>,
    /// Their face.
    pub face: FaceId,
}

/// The text as it is set: no control characters, and every kind of line end or tab a space. A text
/// whose first letter belongs to a script written from the right is isolated as one that runs from
/// right to left (Unicode Standard Annex 9, rules P2 and P3), so that its numbers and signs come out
/// in their order wherever it is shown.
pub(super) fn clean(text: &str) -> String {
    let set = text.chars().filter_map(|c| match c {
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    });
    if begins_from_the_right(text) {
        return std::iter::once('\u{2067}').chain(set).chain(['\u{2069}']).collect();
    }
    set.collect()
}

/// Whether the first letter belongs to a script written from the right. What is isolated already
/// says its direction itself.
fn begins_from_the_right(text: &str) -> bool {
    let mut classes = text.chars().map(bidi_class);
    let first = classes.find(|class| matches!(class, L | R | AL | LRI | RLI | FSI));
    matches!(first, Some(R | AL))
}

/// Whether any letter belongs to a script written from the right.
pub fn runs_from_the_right(text: &str) -> bool {
    text.chars().any(|c| matches!(bidi_class(c), R | AL))
}

/// Whether letters of the text join, so that they cannot be spaced out.
pub fn is_cursive(text: &str) -> bool {
    text.chars().any(|c| c.script() == Script::Arabic)
}

/// Whether a character is to be seen only through its neighbors, so that no face needs to have it.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{61c}')
}

/// Faces in the order in which they are asked: first those of the wanted style, then the rest.
pub(super) fn preference(faces: &[Face], weight: Weight, italic: bool) -> Vec<FaceId> {
    let mut order: Vec<FaceId> = (0..faces.len()).collect();
    // Stable: faces that suit equally well keep their order.
    order.sort_by_key(|&id| faces.get(id).map_or(u8::MAX, |face| face.distance(weight, italic)));
    order
}

/// Cuts a text into spans of one face. A combining mark stays with its letter when the letter's
/// face has it; a character that no face has goes to the first.
pub(super) fn face_spans(faces: &[Face], order: &[FaceId], text: &str) -> Vec<FaceSpan> {
    let covers = |id: FaceId, c: char| faces.get(id).is_some_and(|face| face.covers(c));
    let mut spans: Vec<FaceSpan> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let before = spans.last().map(|span| span.face);
        let joins = is_invisible(c) && c != ' ' && c != '\u{a0}' || c.script() == Script::Inherited;
        let face = before
            .filter(|&id| joins && (is_invisible(c) || covers(id, c)))
            .or_else(|| order.iter().copied().find(|&id| covers(id, c)))
            .or(before)
            .or_else(|| order.first().copied())
            .unwrap_or(0);
        match spans.last_mut() {
            Some(span) if span.face == face => span.range.end = end,
            _ => spans.push(FaceSpan { range: at..end, face }),
        }
    }
    spans
}

/// Cuts a range of a text where the script changes. Characters common to several scripts belong to
/// the letters before them (or after, at the start).
pub(super) fn script_spans(text: &str, range: Range<usize>) -> Vec<(Range<usize>, Script)> {
    let mut spans: Vec<(Range<usize>, Script)> = Vec::new();
    let start = range.start;
    for (at, c) in text.get(range).unwrap_or_default().char_indices() {
        let (at, end) = (start + at, start + at + c.len_utf8());
        let script = c.script();
        let neutral = matches!(script, Script::Common | Script::Inherited | Script::Unknown);
        match spans.last_mut() {
            Some((span, known)) if neutral || *known == script => span.end = end,
            Some((span, known)) if *known == Script::Common => {
                span.end = end;
                *known = script;
            }
            _ => spans.push((at..end, if neutral { Script::Common } else { script })),
        }
    }
    spans
}
