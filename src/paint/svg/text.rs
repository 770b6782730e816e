//! Words.

use super::defs::{Defs, Writer};
use super::number::{precise, short};
use super::paint::color;
use super::path_data::path_data;
use super::xml::escape;
use crate::scene::{Anchor, Path, TextRun, Weight};
use crate::text::{Face, Typesetter};

/// Writes a run as words that can be searched and edited.
pub(super) fn words(xml: &mut Writer, defs: &Defs, run: &TextRun, typesetter: &Typesetter) {
    let text = typesetter.set_text(&run.text);
    if text.trim().is_empty() {
        return;
    }
    let spans = typesetter.face_spans(&text, run.weight, run.italic);
    let faces = typesetter.faces();
    let main = typesetter.main_face(run.weight, run.italic).and_then(|id| faces.get(id));
    xml.start_element("text");
    let line = run.along.as_ref().and_then(|line| path_data(&Path::line(line.points())));
    if line.is_none() {
        xml.write_attribute("x", &short(run.position.x));
        xml.write_attribute("y", &short(run.position.y));
    }
    xml.write_attribute("font-size", &short(run.size));
    if main.is_none_or(Face::is_bold) && run.weight == Weight::Bold {
        xml.write_attribute("font-weight", "bold");
    }
    if main.is_none_or(Face::is_italic) && run.italic {
        xml.write_attribute("font-style", "italic");
    }
    match run.anchor {
        Anchor::Start => {}
        Anchor::Middle => xml.write_attribute("text-anchor", "middle"),
        Anchor::End => xml.write_attribute("text-anchor", "end"),
    }
    if run.tracking != 0.0 {
        xml.write_attribute("letter-spacing", &precise(run.tracking));
    }
    look(xml, run);
    let one_face = spans.iter().all(|span| main.is_some() && same(faces.get(span.face), main));
    let edge = |c: Option<char>| c == Some(' ');
    let spaced =
        edge(text.chars().next()) || edge(text.chars().last()) || text.contains("  ") || !one_face;
    if spaced {
        xml.write_attribute("xml:space", "preserve");
    }
    // From here on every blank is part of the text.
    xml.set_preserve_whitespaces(true);
    let on_line = line.as_deref().and_then(|line| defs.path(line));
    if let Some(id) = on_line {
        xml.start_element("textPath");
        xml.write_attribute_fmt("xlink:href", format_args!("#{id}"));
        match run.anchor {
            Anchor::Start => {}
            Anchor::Middle => xml.write_attribute("startOffset", "50%"),
            Anchor::End => xml.write_attribute("startOffset", "100%"),
        }
    }
    if one_face {
        xml.write_text(&escape(&text));
    } else {
        for span in spans {
            let part = escape(text.get(span.range.clone()).unwrap_or_default());
            let face = faces.get(span.face);
            if same(face, main) {
                xml.write_text(&part);
                continue;
            }
            xml.start_element("tspan");
            if let Some(face) = face {
                let (main_bold, main_italic) =
                    main.map_or((false, false), |main| (main.is_bold(), main.is_italic()));
                xml.write_attribute_fmt(
                    "font-family",
                    format_args!("'{}', sans-serif", escape(face.family()).replace('\'', "")),
                );
                if face.is_bold() != main_bold {
                    let weight = if face.is_bold() { "bold" } else { "normal" };
                    xml.write_attribute("font-weight", weight);
                }
                if face.is_italic() != main_italic {
                    let style = if face.is_italic() { "italic" } else { "normal" };
                    xml.write_attribute("font-style", style);
                }
            }
            xml.write_text(&part);
            xml.end_element();
        }
    }
    if on_line.is_some() {
        xml.end_element();
    }
    xml.end_element();
    xml.set_preserve_whitespaces(false);
}

fn same(a: Option<&Face>, b: Option<&Face>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if std::ptr::eq(a, b))
}

/// Writes a run as shapes that look the same without its fonts.
pub(super) fn outlines(xml: &mut Writer, run: &TextRun, typesetter: &Typesetter) {
    let Some(d) = path_data(&typesetter.outline(run)) else { return };
    xml.start_element("path");
    xml.write_attribute("aria-label", &escape(&run.text));
    xml.write_attribute("d", &d);
    xml.write_attribute("fill-rule", "nonzero");
    look(xml, run);
    xml.end_element();
}

/// Color and halo: a stroke that is painted before the letters.
fn look(xml: &mut Writer, run: &TextRun) {
    color(xml, "fill", "fill-opacity", run.color);
    if let Some(halo) = run.halo.filter(|halo| halo.width > 0.0 && halo.color.a > 0) {
        color(xml, "stroke", "stroke-opacity", halo.color);
        xml.write_attribute("stroke-width", &short(2.0 * halo.width));
        xml.write_attribute("paint-order", "stroke");
    }
}
