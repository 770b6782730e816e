//! The floor's face to the rest of the house.

use super::embedded::FACES;
use super::face::{Face, FaceId};
use super::glyph::{PlacedGlyph, outline};
use super::itemize::{self, FaceSpan};
use super::shape::{Shaped, shape};
use super::wrap;
use crate::error::{Error, Result};
use crate::math::digest::{Fnv, xxh64};
use crate::math::{PagePoint, Rect};
use crate::scene::{Anchor, Line, Path, Segment, TextRun, Weight};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Sets words. Cloning shares fonts and glyphs; may be used from several threads at once.
#[derive(Clone)]
pub struct Typesetter {
    shared: Arc<Shared>,
}

struct Shared {
    faces: Vec<Face>,
    /// Outlines for an em of one unit. Only looked up, never walked, so its order does not show.
    outlines: RwLock<Outlines>,
    /// Lines that have been shaped: a legend says the same on most days. Only looked up, too.
    lines: RwLock<Lines>,
}

/// Lines kept at most; then all are forgotten.
const MAX_LINES: usize = 4096;

/// By text, weight, whether italic, whether with ligatures.
type Lines = HashMap<(String, Weight, bool, bool), Arc<[Shaped]>>;

type Outlines = HashMap<(FaceId, u32), Arc<[Segment]>>;

impl Shared {
    fn of(faces: Vec<Face>) -> Arc<Self> {
        Arc::new(Self { faces, outlines: RwLock::default(), lines: RwLock::default() })
    }
}

/// The size of a run, in page units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extents {
    /// From the start of the first letter's box to the end of the last one's.
    pub advance: f64,
    /// From the baseline to the top of the line.
    pub ascent: f64,
    /// From the baseline to the bottom of the line (positive).
    pub descent: f64,
    /// Height of capitals.
    pub cap_height: f64,
    /// The rectangle around the letters themselves, on the page; halo not included. `None` when
    /// there is nothing to see.
    pub ink: Option<Rect>,
}

impl Default for Typesetter {
    fn default() -> Self {
        Self::new()
    }
}

impl Typesetter {
    /// A typesetter with the embedded fonts: Latin, Greek, Cyrillic, Armenian, Georgian,
    /// Arabic, Hebrew, signs.
    pub fn new() -> Self {
        let faces = FACES
            .iter()
            .filter_map(|f| Face::open(f.family, f.bold, f.italic, Cow::Borrowed(f.data)))
            .collect();
        Self { shared: Shared::of(faces) }
    }

    /// A typesetter that asks more fonts (whole TrueType or OpenType files, each with a name for
    /// messages) for the characters that the embedded ones do not have.
    ///
    /// # Errors
    /// [`Error::Request`] when a file is not a font.
    pub fn with_fonts(fonts: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self> {
        let mut faces: Vec<Face> = FACES
            .iter()
            .filter_map(|f| Face::open(f.family, f.bold, f.italic, Cow::Borrowed(f.data)))
            .collect();
        for (name, data) in fonts {
            faces.push(Face::read(data).ok_or_else(|| {
                Error::request(format!("`{name}` is not a TrueType or OpenType font"))
            })?);
        }
        Ok(Self { shared: Shared::of(faces) })
    }

    /// A digest of the fonts beside the embedded ones.
    pub(crate) fn own_fonts(&self) -> u64 {
        let own = self.faces().get(FACES.len()..).unwrap_or_default();
        own.iter().fold(Fnv::new(), |all, face| all.with(&xxh64(face.data()).to_le_bytes())).value()
    }

    /// All faces; a [`FaceId`] is an index.
    pub fn faces(&self) -> &[Face] {
        &self.shared.faces
    }

    /// The text as it is set: control characters removed, line ends and tabs turned into spaces.
    pub fn set_text(&self, text: &str) -> String {
        itemize::clean(text)
    }

    /// Which parts of a text (as [`Self::set_text`] gives it) are set in which face, in logical
    /// order.
    pub fn face_spans(&self, text: &str, weight: Weight, italic: bool) -> Vec<FaceSpan> {
        let faces = &self.shared.faces;
        itemize::face_spans(faces, &itemize::preference(faces, weight, italic), text)
    }

    /// The face that is asked first for letters of a style.
    pub fn main_face(&self, weight: Weight, italic: bool) -> Option<FaceId> {
        itemize::preference(&self.shared.faces, weight, italic).first().copied()
    }

    /// The visible characters that no face has, each once, sorted.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing: Vec<char> = text
            .chars()
            .filter(|&c| !itemize::is_invisible(c))
            .filter(|&c| !self.shared.faces.iter().any(|face| face.covers(c)))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// The size of a run.
    pub fn measure(&self, run: &TextRun) -> Extents {
        let (glyphs, advance) = self.line(run);
        let ink = self.path(run.size, &glyphs).bounds();
        let em = self.shared.faces.first();
        let scaled = |of: fn(&Face) -> f64, otherwise: f64| em.map_or(otherwise, of) * run.size;
        Extents {
            advance,
            ascent: scaled(Face::ascent, 1.0),
            descent: scaled(Face::descent, 0.3),
            cap_height: scaled(Face::cap_height, 0.7),
            ink,
        }
    }

    /// The length of a text in a size, without tracking, in page units.
    pub fn advance(&self, text: &str, size: f64, weight: Weight) -> f64 {
        let text = itemize::clean(text);
        self.shaped(text, weight, false, true).iter().map(|g| g.advance).sum::<f64>() * size
    }

    /// The outline of a run on the page, anchor and tracking applied. To be filled by the nonzero
    /// rule: the strokes of a letter may overlap.
    pub fn outline(&self, run: &TextRun) -> Path {
        let (glyphs, _) = self.line(run);
        self.path(run.size, &glyphs)
    }

    /// The glyphs of a run on the page, from left to right, anchor and tracking applied.
    pub fn glyphs(&self, run: &TextRun) -> Vec<PlacedGlyph> {
        self.line(run).0
    }

    /// Breaks a text into lines no longer than `max_width` page units, at spaces; a line end in
    /// the text stays one. A word that is too long on its own is broken between letters.
    pub fn wrap(&self, text: &str, size: f64, weight: Weight, max_width: f64) -> Vec<String> {
        wrap::wrap(text, max_width, |line| self.advance(line, size, weight))
    }

    /// A cleaned text, shaped.
    fn shaped(&self, text: String, weight: Weight, italic: bool, ligatures: bool) -> Arc<[Shaped]> {
        let kept = &self.shared.lines;
        let key = (text, weight, italic, ligatures);
        if let Some(found) = kept.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(found);
        }
        let shaped: Arc<[Shaped]> =
            shape(&self.shared.faces, &key.0, weight, italic, ligatures).into();
        let mut lines = kept.write().unwrap_or_else(PoisonError::into_inner);
        if lines.len() >= MAX_LINES {
            lines.clear();
        }
        lines.insert(key, Arc::clone(&shaped));
        shaped
    }

    fn line(&self, run: &TextRun) -> (Vec<PlacedGlyph>, f64) {
        let text = itemize::clean(&run.text);
        let tracked = run.tracking != 0.0;
        let shaped = self.shaped(text, run.weight, run.italic, !tracked);
        let mut glyphs = Vec::with_capacity(shaped.len());
        let mut spans = Vec::with_capacity(shaped.len());
        let mut x = 0.0;
        let mut before: Option<usize> = None;
        for Shaped { face, id, cluster, offset, advance } in shaped.iter().copied() {
            if before.is_some_and(|before| before != cluster) {
                x += run.tracking;
            }
            before = Some(cluster);
            let position = PagePoint::new(x + offset.0 * run.size, offset.1 * run.size);
            glyphs.push(PlacedGlyph { face, id, position, turn: (1.0, 0.0), cluster });
            spans.push((x, x + advance * run.size));
            x += advance * run.size;
        }
        let part = match run.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => 0.5,
            Anchor::End => 1.0,
        };
        if let Some(line) = &run.along {
            bend(&mut glyphs, &spans, line, (line.length() - x) * part);
            return (glyphs, x);
        }
        let start = run.position.x - x * part;
        for glyph in &mut glyphs {
            glyph.position.x += start;
            glyph.position.y += run.position.y;
        }
        (glyphs, x)
    }

    /// The outline of one of the glyphs of a run of some size, as in [`Self::outline`].
    pub fn glyph(&self, size: f64, glyph: &PlacedGlyph) -> Path {
        self.path(size, std::slice::from_ref(glyph))
    }

    fn path(&self, size: f64, glyphs: &[PlacedGlyph]) -> Path {
        let mut segments = Vec::new();
        for glyph in glyphs {
            let at = |p: PagePoint| {
                let (cos, sin) = glyph.turn;
                let (x, y) = (p.x * size, p.y * size);
                let (x, y) = (x * cos - y * sin, x * sin + y * cos);
                PagePoint::new(glyph.position.x + x, glyph.position.y + y)
            };
            segments.extend(self.shape_of(glyph.face, glyph.id).iter().map(
                |segment| match *segment {
                    Segment::Move(p) => Segment::Move(at(p)),
                    Segment::Line(p) => Segment::Line(at(p)),
                    Segment::Quad(a, p) => Segment::Quad(at(a), at(p)),
                    Segment::Cubic(a, b, p) => Segment::Cubic(at(a), at(b), at(p)),
                    Segment::Close => Segment::Close,
                },
            ));
        }
        Path::new(segments)
    }

    /// The outline of a glyph for an em of one unit.
    fn shape_of(&self, face: FaceId, id: u32) -> Arc<[Segment]> {
        let kept = &self.shared.outlines;
        if let Some(found) = kept.read().unwrap_or_else(PoisonError::into_inner).get(&(face, id)) {
            return Arc::clone(found);
        }
        let drawn: Arc<[Segment]> =
            self.shared.faces.get(face).map_or_else(Vec::new, |face| outline(face, id)).into();
        kept.write().unwrap_or_else(PoisonError::into_inner).insert((face, id), Arc::clone(&drawn));
        drawn
    }
}

/// Puts glyphs that stand on a straight baseline onto a line, beginning at a distance along it. What
/// stands for the same characters stays together and is turned about the middle of its advance (SVG
/// 2, section 11.8.3). `spans` has where each glyph's advance begins and ends.
fn bend(glyphs: &mut [PlacedGlyph], spans: &[(f64, f64)], line: &Line, start: f64) {
    let mut spans = spans;
    for cluster in glyphs.chunk_by_mut(|a, b| a.cluster == b.cluster) {
        let (own, rest) = spans.split_at(cluster.len().min(spans.len()));
        spans = rest;
        let (Some(first), Some(last)) = (own.first(), own.last()) else { return };
        let middle = (first.0 + last.1) / 2.0;
        let (at, (cos, sin)) = line.at(start + middle);
        for glyph in cluster {
            let (x, y) = (glyph.position.x - middle, glyph.position.y);
            glyph.position = PagePoint::new(at.x + x * cos - y * sin, at.y + x * sin + y * cos);
            glyph.turn = (cos, sin);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;

    fn run(text: &str, anchor: Anchor) -> TextRun {
        TextRun {
            text: text.into(),
            position: PagePoint::new(100.0, 50.0),
            anchor,
            size: 10.0,
            weight: Weight::Regular,
            italic: false,
            tracking: 0.0,
            color: Color::BLACK,
            halo: None,
            along: None,
        }
    }

    #[test]
    fn the_scripts_of_the_caucasus_are_covered() {
        let typesetter = Typesetter::new();
        assert_eq!(
            typesetter.missing("Şuşa Cəbrayıl Ağdam İ ı — Շուշի ԱՐՑԱԽ → ● შუშა Степанакерт"),
            []
        );
        assert_eq!(typesetter.missing("\u{4e2d}a\u{4e2d}\u{7f}"), ['\u{4e2d}']);
    }

    #[test]
    fn anchors_share_one_advance() {
        let typesetter = Typesetter::new();
        let [start, middle, end] = [Anchor::Start, Anchor::Middle, Anchor::End]
            .map(|anchor| typesetter.measure(&run("Stepanakert", anchor)));
        let left = |e: Extents| e.ink.map_or(f64::NAN, |ink| ink.x0);
        assert!(start.advance > 40.0 && start.advance < 80.0);
        assert!((left(start) - left(middle) - start.advance / 2.0).abs() < 1e-9);
        assert!((left(start) - left(end) - start.advance).abs() < 1e-9);
    }

    #[test]
    fn tracking_stands_between_letters_only() {
        let typesetter = Typesetter::new();
        let plain = run("ABC", Anchor::Start);
        let spaced = TextRun { tracking: 5.0, ..plain.clone() };
        let wider = typesetter.measure(&spaced).advance - typesetter.measure(&plain).advance;
        assert!((wider - 10.0).abs() < 1e-9, "{wider}");
    }

    #[test]
    fn letters_on_a_line_stand_where_the_line_goes() {
        let typesetter = Typesetter::new();
        let straight = run("river", Anchor::Start);
        let p = PagePoint::new;
        let level = Line::new([p(100.0, 50.0), p(300.0, 50.0)]);
        let down = Line::new([p(100.0, 50.0), p(100.0, 250.0)]);
        let ink = |run: &TextRun| typesetter.measure(run).ink.expect("letters");
        let plain = ink(&straight);
        let same = ink(&TextRun { along: level, position: p(7.0, 7.0), ..straight.clone() });
        assert!((plain.x0 - same.x0).abs() < 1e-9 && (plain.y1 - same.y1).abs() < 1e-9);
        // Going down the page, what is above the baseline is to its right.
        let turned = ink(&TextRun { along: down, ..straight });
        assert!((turned.y0 - 50.0 - (plain.x0 - 100.0)).abs() < 1e-9, "{turned:?}");
        assert!((turned.x1 - 100.0 - (50.0 - plain.y0)).abs() < 1e-9, "{turned:?}");
    }

    #[test]
    fn kerning_brings_letters_together() {
        let typesetter = Typesetter::new();
        let width = |text| typesetter.advance(text, 10.0, Weight::Regular);
        assert!(width("AV") < width("A") + width("V") - 0.1);
    }

    #[test]
    fn arabic_letters_join_and_run_from_the_right() {
        let typesetter = Typesetter::new();
        assert_eq!(typesetter.missing("خط المواجهة قره‌باغ پچژگک ירושלים ۲۷"), []);
        let glyphs = typesetter.glyphs(&run("بب", Anchor::Start));
        let alone = typesetter.glyphs(&run("ب", Anchor::Start));
        let id_at = |glyphs: &[PlacedGlyph], cluster: usize| {
            glyphs.iter().find(|glyph| glyph.cluster == cluster).map(|glyph| glyph.id)
        };
        // The sign that isolates the text takes three bytes, each letter two.
        let (first, second, single) = (id_at(&glyphs, 3), id_at(&glyphs, 5), id_at(&alone, 3));
        assert!(first.is_some() && second.is_some() && single.is_some());
        assert!(first != second && first != single && second != single);
    }

    /// The characters of a text from left to right on the page.
    fn visual(text: &str) -> String {
        let typesetter = Typesetter::new();
        let set = typesetter.set_text(text);
        let mut glyphs = typesetter.glyphs(&run(text, Anchor::Start));
        glyphs.sort_by(|a, b| a.position.x.total_cmp(&b.position.x));
        let shown = glyphs.iter().filter_map(|glyph| set[glyph.cluster..].chars().next());
        shown.filter(|c| !itemize::is_invisible(*c)).collect()
    }

    #[test]
    fn mixed_directions_come_out_in_visual_order() {
        // Bet, alef, qof, vav; read from the right.
        let (word, shown) = ("\u{5d1}\u{5d0}\u{5e7}\u{5d5}", "\u{5d5}\u{5e7}\u{5d0}\u{5d1}");
        assert_eq!(visual(&format!("Baku {word} 1918")), format!("Baku1918{shown}"));
        assert_eq!(visual(&format!("{word} 1918")), format!("1918{shown}"));
        assert_eq!(visual(&format!("27 {word} 2020")), format!("2020{shown}27"));
        // What begins from the right does so to its end.
        assert_eq!(visual(&format!("{word} (Baku), 1.")), format!(".1,)Baku({shown}"));
    }

    #[test]
    fn hebrew_and_broken_text_do_not_fail() {
        let typesetter = Typesetter::new();
        for text in ["", "\u{0}\u{1}", "אבג abc", "\u{301}", "\u{202e}x\u{202c}", "a\u{2029}b"] {
            let _ = typesetter.outline(&run(text, Anchor::Middle));
        }
        assert!(!typesetter.outline(&run("\u{4e2d}", Anchor::Start)).is_empty(), "a box is drawn");
    }
}
