//! A problem with the line of the file that it is about.

use salient::diagnostic::{Diagnostic, Location};
use salient::source::files::Files;

/// Columns of a line that are shown.
const WIDTH: usize = 92;
/// Longer lines are only shown around a column: their beginning says nothing.
const LONGEST: usize = 20_000;

/// Shows problems with their lines; files are read again, one at a time.
pub struct Excerpts<'f> {
    files: &'f mut Files,
    /// The file read last, and its text if it is one.
    file: String,
    text: Option<String>,
}

impl<'f> Excerpts<'f> {
    /// Shows lines of these files.
    pub fn new(files: &'f mut Files) -> Self {
        Self { files, file: String::new(), text: None }
    }

    /// The problem, its line with a mark below the column, what else it is about, and the remedy.
    pub fn show(&mut self, diagnostic: &Diagnostic) -> String {
        let mut lines = vec![diagnostic.headline()];
        lines.extend(diagnostic.location.as_ref().and_then(|location| self.excerpt(location)));
        let others = diagnostic.facts.iter().flat_map(|facts| &facts.others);
        lines.extend(others.map(|other| format!("  and: {other}")));
        lines.extend(diagnostic.remedy.as_ref().map(|remedy| format!("  help: {remedy}")));
        lines.join("\n")
    }

    fn excerpt(&mut self, location: &Location) -> Option<String> {
        let number = location.line?;
        let line = self.text(&location.file)?.lines().nth(number.checked_sub(1)?)?;
        if location.column.is_none() && line.len() > LONGEST {
            return None;
        }
        let letters: Vec<char> =
            line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let blank = letters.iter().take_while(|c| c.is_whitespace()).count();
        let column = location.column.map(|column| column.saturating_sub(1).min(letters.len()));
        // The mark stands in the middle of what is shown of a long line.
        let start = match column {
            Some(column) if column >= WIDTH => column - WIDTH / 2,
            _ => blank.min(column.unwrap_or(blank)),
        };
        let shown: String = letters.iter().skip(start).take(WIDTH).collect();
        let before = if start > blank { "…" } else { "" };
        let after = if letters.len() > start + WIDTH { "…" } else { "" };
        let gutter = format!("{number:>5}");
        let mut text = format!("{gutter} | {before}{}{after}", shown.trim_end());
        if let Some(column) = column {
            let width = column - start + before.chars().count();
            text.push_str(&format!("\n      | {}^", " ".repeat(width)));
        }
        Some(text)
    }

    fn text(&mut self, file: &str) -> Option<&str> {
        if self.file != file {
            self.file = file.to_owned();
            let bytes = self.files.read(file).ok();
            self.text = bytes.and_then(|bytes| match String::from_utf8_lossy(&bytes) {
                // What is not text has no lines.
                text if text.contains('\0') => None,
                text => Some(text.into_owned()),
            });
        }
        self.text.as_deref()
    }
}
