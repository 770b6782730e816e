//! How an area or a line of a figure looks.

use super::super::Reader;
use super::super::fields::{Fields, number_of, wrong};
use super::super::parties::Holder;
use super::place;
use crate::color::Color;
use crate::dataset::{Ink, OwnLook};
use crate::diagnostic::{Diagnostic, Location};
use crate::source::toml::Data;

/// Reads the keys of a look; those of areas only where it is one.
pub(super) fn read(reader: &mut Reader<'_>, fields: &Fields<'_>, area: bool) -> OwnLook {
    let mut look = OwnLook {
        stroke: ink(reader, fields, "stroke"),
        width: positive(reader, fields, "width"),
        dash: dash(reader, fields),
        approximate: fields.flag("approximate", &mut reader.found).unwrap_or(false),
        ..OwnLook::default()
    };
    if area {
        look.fill = ink(reader, fields, "fill");
        look.opacity = opacity(reader, fields);
        look.hatch = ink(reader, fields, "hatch");
        look.hatch_angle = fields.number("hatch_angle", &mut reader.found);
        look.stripes = stripes(reader, fields);
        look.dots = ink(reader, fields, "dots");
    }
    let shown = [look.fill, look.hatch, look.dots, look.stroke].iter().any(Option::is_some);
    if !shown && look.stripes.is_none() {
        let remedy = match area {
            true => "give it a `fill`, a `hatch`, `stripes`, `dots` or a `stroke`",
            false => "give it a `stroke`",
        };
        reader.found.push(
            Diagnostic::error("no-look", format!("`{}` would not be seen", fields.name))
                .at(fields.location().clone())
                .remedy(remedy),
        );
    }
    look
}

/// A color, or the name of a party whose color is meant.
pub(super) fn ink(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &'static str) -> Option<Ink> {
    let text = fields.text(key, &mut reader.found)?;
    of_text(reader, &text, &place(fields, key))
}

fn of_text(reader: &mut Reader<'_>, text: &str, at: &Location) -> Option<Ink> {
    if text.starts_with('#') {
        let color = Color::parse(text);
        if color.is_none() {
            reader.found.push(
                Diagnostic::error("bad-color", format!("`{text}` is not a color"))
                    .at(at.clone())
                    .remedy("write `#rgb`, `#rrggbb` or `#rrggbbaa`, or a party's id"),
            );
        }
        return color.map(Ink::Color);
    }
    match reader.parties.resolve(text, at, &mut reader.found)? {
        Holder::Party(party) => Some(Ink::Party(party)),
        Holder::Nobody => None,
    }
}

fn stripes(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<[Ink; 2]> {
    let value = fields.get("stripes")?;
    let texts = fields.texts("stripes", &mut reader.found);
    let [(first, first_at), (second, second_at)] = texts.as_slice() else {
        return wrong(value, "stripes", "a list of two colors", &mut reader.found);
    };
    Some([of_text(reader, first, first_at)?, of_text(reader, second, second_at)?])
}

fn dash(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Vec<f64>> {
    let value = fields.get("dash")?;
    let wanted = "a list of lengths above 0: dash, gap, …";
    let Data::List(list) = &value.data else {
        return wrong(value, "dash", wanted, &mut reader.found);
    };
    let lengths: Vec<f64> = list.iter().filter_map(number_of).filter(|n| *n > 0.0).collect();
    if lengths.len() != list.len() || lengths.len() % 2 == 1 {
        return wrong(value, "dash", wanted, &mut reader.found);
    }
    Some(lengths)
}

fn positive(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &'static str) -> Option<f64> {
    let number = fields.number(key, &mut reader.found)?;
    let value = fields.get(key)?;
    (number > 0.0)
        .then_some(number)
        .or_else(|| wrong(value, key, "a number above 0", &mut reader.found))
}

fn opacity(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<f64> {
    let number = fields.number("opacity", &mut reader.found)?;
    let value = fields.get("opacity")?;
    (0.0..=1.0)
        .contains(&number)
        .then_some(number)
        .or_else(|| wrong(value, "opacity", "a number from 0 to 1", &mut reader.found))
}
