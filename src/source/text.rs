//! Bytes as UTF-8 text, and byte offsets as lines and columns.

use crate::diagnostic::{Diagnostic, Location};

/// The text of a file, without its byte order mark.
///
/// # Errors
/// A diagnostic that names the line and column of the first byte that is not UTF-8.
pub fn decode<'a>(bytes: &'a [u8], file: &str) -> Result<&'a str, Box<Diagnostic>> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Box::new(
            Diagnostic::error("not-utf-8", "the file is UTF-16, not UTF-8")
                .at(Location::line(file, 1, Some(1)))
                .remedy("save it as UTF-8 (in Excel: `CSV UTF-8`)"),
        ));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let (valid, rest) = bytes.split_at(error.valid_up_to());
            let valid = std::str::from_utf8(valid).unwrap_or_default();
            let byte = rest.first().copied().unwrap_or_default();
            let (line, column) = Lines::of(valid).position(valid.len());
            Err(Box::new(
                Diagnostic::error("not-utf-8", format!("the byte 0x{byte:02X} is not UTF-8 text"))
                    .at(Location::line(file, line, Some(column)))
                    .remedy("save the file as UTF-8 (in Excel: `CSV UTF-8`)"),
            ))
        }
    }
}

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Finds them.
    pub fn of(text: &'t str) -> Self {
        let after_breaks =
            text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
        Self { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The line, from 1, of a byte offset.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).max(1)
    }

    /// Line and column, both from 1 and the column in characters, of a byte offset. An offset
    /// behind the end is the end.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let line = self.line(offset);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.as_bytes().get(start..offset).unwrap_or_default();
        // Bytes 0b10xxxxxx continue a character.
        let column = before.iter().filter(|b| **b & 0xc0 != 0x80).count() + 1;
        (line, column)
    }

    /// The byte offset of a line and column as JSON and CSV readers count them: from 1, the column
    /// in bytes.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        (start + column.saturating_sub(1)).min(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_order_mark_is_dropped() {
        assert_eq!(decode("\u{feff}a".as_bytes(), "f").unwrap(), "a");
    }

    #[test]
    fn the_first_wrong_byte_is_located() {
        let error = decode(b"place,lon\nS\xc3\xbcs\xe9,1\n", "places.csv").unwrap_err();
        assert_eq!(
            error.to_string(),
            "places.csv:2:4: error[not-utf-8]: the byte 0xE9 is not UTF-8 text\n  \
             help: save the file as UTF-8 (in Excel: `CSV UTF-8`)"
        );
        let error = decode(&[0xff, 0xfe, b'a', 0], "places.csv").unwrap_err();
        assert_eq!(
            error.to_string(),
            "places.csv:1:1: error[not-utf-8]: the file is UTF-16, not UTF-8\n  \
             help: save it as UTF-8 (in Excel: `CSV UTF-8`)"
        );
    }

    #[test]
    fn columns_count_characters() {
        let lines = Lines::of("ab\nşə x\n");
        assert_eq!(lines.position(0), (1, 1));
        assert_eq!(lines.position(2), (1, 3));
        assert_eq!(lines.position(3), (2, 1));
        assert_eq!(lines.position(8), (2, 4));
        assert_eq!(lines.position(999), (3, 1));
        assert_eq!(Lines::of("").position(0), (1, 1));
        assert_eq!(lines.offset(2, 6), 8);
    }
}
