//! When a placemark is valid: its own time, or that of a folder around it.

use super::xml::{child, head, is, text};
use crate::math::Day;
use roxmltree::Node;
use serde_json::{Map, Value};

/// Tells `date`, or `from` and `until`.
///
/// The end of a span is taken as the first day on which it does not hold any more, as series of
/// spans that follow one another are written; a span of a single day holds on it, and one whose end
/// is a month or a year holds to the end of it.
pub(super) fn tell(placemark: Node<'_, '_>, properties: &mut Map<String, Value>) {
    let time = placemark
        .ancestors()
        .take_while(|node| !node.is_root())
        .find_map(|node| head(node).find(|node| is(*node, "TimeSpan") || is(*node, "TimeStamp")));
    let Some(time) = time else {
        if let Some(day) = in_folder_name(placemark) {
            properties.entry("date").or_insert_with(|| day.to_string().into());
        }
        return;
    };
    let mut tell = |name: &str, text: String| {
        properties.entry(name).or_insert_with(|| text.into());
    };
    if is(time, "TimeStamp") {
        if let Some(when) = child(time, "when").and_then(text) {
            tell("date", when.to_owned());
        }
        return;
    }
    let begin = child(time, "begin").and_then(text);
    let end = child(time, "end").and_then(text);
    if let Some(begin) = begin {
        tell("from", begin.to_owned());
    }
    if let Some(end) = end {
        tell("until", first_after(begin, end));
    }
}

/// The date in the name of the innermost folder around it whose name has one, such as
/// `Control 2022-09-11`.
fn in_folder_name(placemark: Node<'_, '_>) -> Option<Day> {
    let folders = placemark.ancestors().filter(|node| is(*node, "Folder"));
    let names = folders.filter_map(|folder| child(folder, "name").and_then(text));
    let day = |name: &str| {
        let mut words =
            name.split(|c: char| c.is_whitespace() || matches!(c, '_' | '(' | ')' | ',' | ':'));
        words.find_map(|word| Day::parse(word).ok().filter(|_| word.len() == "2022-09-11".len()))
    };
    names.into_iter().find_map(day)
}

/// The first day on which a span does not hold any more; what is no date stays as it is, to be told.
fn first_after(begin: Option<&str>, end: &str) -> String {
    let day = |text: &str| Day::parse(text.get(..10)?).ok();
    let number = |text: &str, from: usize, to: usize| text.get(from..to)?.parse::<i32>().ok();
    if let Some(last) = day(end) {
        let same = begin.and_then(day) == Some(last);
        return if same { last.plus(1) } else { last }.to_string();
    }
    match end.len() {
        4 => number(end, 0, 4).map(|year| format!("{:04}-01-01", year + 1)),
        7 => number(end, 0, 4).zip(number(end, 5, 7)).map(|(year, month)| match month {
            12 => format!("{:04}-01-01", year + 1),
            month => format!("{year:04}-{:02}-01", month + 1),
        }),
        _ => None,
    }
    .unwrap_or_else(|| end.to_owned())
}
