//! Words.

use super::font::thousandths;
use super::sheet::{length, precise, short};
use super::stream::{Kind, Stream};
use super::walk::Walk;
use super::{paint, path};
use crate::scene::{Halo, TextRun};
use crate::text::{FaceId, PlacedGlyph};
use pdf_writer::types::{LineCapStyle, LineJoinStyle, TextRenderingMode};
use pdf_writer::{Content, Name, Str, TextStr};
use std::collections::BTreeMap;

/// Glyphs of one face on one line.
struct Spell {
    face: FaceId,
    font: String,
    /// Where the first one stands.
    at: (f32, f32),
    /// Cosine and sine of the angle by which the line is turned, clockwise.
    turn: (f64, f64),
    /// Codes, and after each how far, in thousandths of an em, the next one stands left of where
    /// the font's own advance would put it.
    glyphs: Vec<(u16, f32)>,
}

/// Writes a run as words that can be searched and selected. Its halo, the same letters drawn as
/// lines, is no words: it is marked as an artifact, and, as many readers take artifacts for words,
/// too, as something that reads as nothing.
pub(super) fn words(walk: &mut Walk<'_>, out: &mut Stream, run: &TextRun) {
    let text = walk.typesetter.set_text(&run.text);
    if text.trim().is_empty() || run.size <= 0.0 {
        return;
    }
    let (spells, told) = spells(walk, out, run, &text);
    if let Some(halo) = halo(run) {
        let state = walk.store.state(halo.color.a);
        out.open(state);
        out.content.begin_marked_content(Name(b"Artifact"));
        instead(&mut out.content, "");
        pen(&mut out.content, halo);
        show(&mut out.content, &spells, run.size, TextRenderingMode::Stroke);
        out.content.end_marked_content().end_marked_content();
        out.close(state);
    }
    let state = walk.store.state(run.color.a);
    out.open(state);
    // Letters that are spaced out read as single ones by their places.
    let spelled_out = run.tracking == 0.0 && run.along.is_none() && told;
    if !spelled_out {
        instead(&mut out.content, &readable(&text));
    }
    paint::fill(&mut out.content, run.color);
    show(&mut out.content, &spells, run.size, TextRenderingMode::Fill);
    if !spelled_out {
        out.content.end_marked_content();
    }
    out.close(state);
}

/// Begins what reads as a text whatever its glyphs say (ISO 32000-1, section 14.9.4).
fn instead(content: &mut Content, text: &str) {
    content
        .begin_marked_content_with_properties(Name(b"Span"))
        .properties()
        .actual_text(TextStr(text));
}

/// A text without the signs that isolate parts of it from the direction of what is around: they order
/// glyphs on the page, and whoever searches for a name does not type them.
fn readable(text: &str) -> String {
    text.chars().filter(|c| !is_isolate(*c)).collect()
}

/// Unicode Standard Annex 9, section 2.4.
fn is_isolate(c: char) -> bool {
    matches!(c, '\u{2066}'..='\u{2069}')
}

fn halo(run: &TextRun) -> Option<Halo> {
    run.halo.filter(|halo| halo.width > 0.0 && halo.color.a > 0)
}

/// The line that a halo is drawn with.
fn pen(content: &mut Content, halo: Halo) {
    paint::line(content, halo.color);
    content
        .set_line_width(length(2.0 * halo.width))
        .set_line_cap(LineCapStyle::RoundCap)
        .set_line_join(LineJoinStyle::RoundJoin)
        .set_dash_pattern([], 0.0);
}

/// The glyphs of a run by line and face, in the order in which they stand; and whether they
/// tell the text by themselves: each its characters, one after the other as they are read.
fn spells(walk: &mut Walk<'_>, out: &mut Stream, run: &TextRun, text: &str) -> (Vec<Spell>, bool) {
    let glyphs = walk.typesetter.glyphs(run);
    let mut clusters: BTreeMap<usize, u32> = BTreeMap::new();
    for glyph in &glyphs {
        *clusters.entry(glyph.cluster).or_default() += 1;
    }
    let mut spells: Vec<Spell> = Vec::new();
    let mut told = true;
    let mut seen = None;
    for (i, glyph) in glyphs.iter().enumerate() {
        let faces = walk.typesetter.faces();
        let advance = faces.get(glyph.face).map_or(0.0, |face| face.advance(glyph.id));
        let alone = clusters.get(&glyph.cluster) == Some(&1);
        let meaning =
            if seen == Some(glyph.cluster) { "" } else { meaning(&clusters, text, glyph) };
        let is_told = alone && !meaning.contains(is_isolate);
        let embedded =
            walk.store.glyph(glyph.face, glyph.id, advance, if is_told { meaning } else { "" });
        // What is read from the right stands the other way round.
        told &= is_told && embedded.is_told && seen.is_none_or(|seen| seen < glyph.cluster);
        seen = Some(glyph.cluster);
        let next = glyphs.get(i + 1);
        // Letters that stand across a line each have their own place.
        let level = |glyph: &PlacedGlyph| glyph.turn == (1.0, 0.0) && run.along.is_none();
        let joined = |next: &&PlacedGlyph| {
            let beside = (next.position.y - glyph.position.y).abs() < 1e-6;
            next.face == glyph.face && beside && level(next) && level(glyph)
        };
        let left = next.filter(joined).map_or(0.0, |next| {
            let there = glyph.position.x + advance * run.size;
            (there - next.position.x) / run.size
        });
        let before = i.checked_sub(1).and_then(|before| glyphs.get(before));
        let follows = before.as_ref().is_some_and(joined);
        if !follows {
            let id = walk.store.font(glyph.face);
            let (font, at) = (out.name(Kind::Font, id), walk.sheet.place(glyph.position));
            let (face, turn) = (glyph.face, glyph.turn);
            spells.push(Spell { face, font, at, turn, glyphs: Vec::new() });
        }
        if let Some(spell) = spells.last_mut() {
            spell.glyphs.push((embedded.code, thousandths(left)));
        }
    }
    (spells, told)
}

/// The characters of a glyph's cluster: up to where the next one begins.
fn meaning<'a>(clusters: &BTreeMap<usize, u32>, text: &'a str, glyph: &PlacedGlyph) -> &'a str {
    let end = clusters.range(glyph.cluster + 1..).next().map_or(text.len(), |(start, _)| *start);
    text.get(glyph.cluster..end).unwrap_or_default()
}

fn show(content: &mut Content, spells: &[Spell], size: f64, mode: TextRenderingMode) {
    content.begin_text().set_text_rendering_mode(mode);
    let mut face = None;
    for spell in spells {
        if face != Some(spell.face) {
            content.set_font(Name(spell.font.as_bytes()), length(size));
            face = Some(spell.face);
        }
        // The sheet's y goes up.
        let (cos, sin) = (precise(spell.turn.0), precise(spell.turn.1));
        content.set_text_matrix([cos, -sin, sin, cos, spell.at.0, spell.at.1]);
        let mut line = content.show_positioned();
        let mut items = line.items();
        let mut codes = Vec::new();
        for &(code, left) in &spell.glyphs {
            codes.extend(code.to_be_bytes());
            if left != 0.0 {
                items.show(Str(&codes)).adjust(short(left.into()));
                codes.clear();
            }
        }
        if !codes.is_empty() {
            items.show(Str(&codes));
        }
    }
    content.end_text();
}

/// Writes a run as shapes.
pub(super) fn outlines(walk: &mut Walk<'_>, out: &mut Stream, run: &TextRun) {
    let outline = walk.typesetter.outline(run);
    let sheet = walk.sheet;
    let trace = |out: &mut Stream| path::trace(&mut out.content, &outline, |p| sheet.place(p));
    if let Some(halo) = halo(run) {
        let state = walk.store.state(halo.color.a);
        out.open(state);
        pen(&mut out.content, halo);
        if trace(out) {
            out.content.stroke();
        }
        out.close(state);
    }
    let state = walk.store.state(run.color.a);
    out.open(state);
    paint::fill(&mut out.content, run.color);
    if trace(out) {
        out.content.fill_nonzero();
    }
    out.close(state);
}
