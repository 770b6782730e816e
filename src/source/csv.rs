//! Tables: comma-, semicolon- or tab-separated, with names in the first row (RFC 4180).

use super::limits::{Limits, too_large, too_many_features};
use super::text::{Lines, decode};
use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use std::collections::BTreeSet;

/// A table that has been read.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The column names, as written.
    pub columns: Vec<String>,
    /// The rows that are not blank and have a cell for each column.
    pub rows: Vec<SheetRow>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct SheetRow {
    /// The line on which it begins.
    pub location: Location,
    /// Its cells, one for each column, without spaces around them.
    pub cells: Vec<String>,
}

/// A table that is read row by row. Problems are told as they come.
pub struct Stream<'a> {
    /// The column names, as written.
    pub columns: Vec<String>,
    file: &'a str,
    text: &'a str,
    lines: Lines<'a>,
    reader: csv::Reader<&'a [u8]>,
    record: csv::StringRecord,
    /// Bytes before the first that the reader sees.
    skipped: u64,
    start: u64,
}

impl<'a> Stream<'a> {
    /// Reads the first row. `None` if there is nothing to read.
    pub fn open(
        bytes: &'a [u8],
        file: &'a str,
        limits: &Limits,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        let text = match decode(bytes, file) {
            Ok(text) => text,
            Err(diagnostic) => {
                found.push(*diagnostic);
                return None;
            }
        };
        // A line that only states the separator is passed over.
        let first = text.lines().next().filter(|first| stated(first).is_some());
        let skipped = first.map_or(0, str::len);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator(text))
            .flexible(true)
            .from_reader(text.as_bytes().get(skipped..).unwrap_or_default());
        let columns: Vec<String> = match reader.headers() {
            Ok(headers) => headers.iter().map(|name| name.trim().to_owned()).collect(),
            Err(error) => {
                found.push(refused(&error, Location::file(file)));
                return None;
            }
        };
        if columns.iter().all(String::is_empty) {
            found.push(
                Diagnostic::error("empty-file", "the table is empty")
                    .at(Location::file(file))
                    .remedy("its first row names the columns, such as `date,place,lon,lat`"),
            );
            return None;
        }
        if columns.len() > limits.columns {
            let (count, most) = (columns.len(), limits.columns);
            let message = format!("the table has {count} columns; at most {most} are read");
            found.push(
                Diagnostic::error("too-many-columns", message)
                    .at(Location::line(file, 1, None))
                    .remedy(
                        "give a table with a row for each item; or lift the limit: `--no-limits`",
                    ),
            );
            return None;
        }
        let mut known = BTreeSet::new();
        for column in &columns {
            if !column.is_empty() && !known.insert(column) {
                found.push(
                    Diagnostic::warning(
                        "duplicate-column",
                        format!("two columns are named `{column}`"),
                    )
                    .at(Location::line(file, 1, None))
                    .remedy("the first one counts; rename or remove the other"),
                );
            }
        }
        let lines = Lines::of(text);
        let record = csv::StringRecord::new();
        let skipped = skipped as u64;
        Some(Self { columns, file, text, lines, reader, record, skipped, start: 0 })
    }

    /// Goes on to the next row that is not blank and has a cell for each column.
    pub fn advance(&mut self, found: &mut Diagnostics) -> bool {
        loop {
            self.start = self.skipped + self.reader.position().byte();
            match self.reader.read_record(&mut self.record) {
                Ok(true) => {}
                Ok(false) => return false,
                Err(error) => {
                    found.push(refused(&error, self.location()));
                    return false;
                }
            }
            if self.record.len() == self.columns.len() {
                if self.record.iter().any(|cell| !cell.trim().is_empty()) {
                    return true;
                }
            } else if self.record.iter().any(|cell| !cell.trim().is_empty()) {
                found.push(ragged(&self.record, self.columns.len(), self.location()));
            }
        }
    }

    /// A cell of the row by the number of its column, without spaces around it.
    pub fn cell(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or_default().trim()
    }

    /// The line on which the row begins.
    pub fn location(&self) -> Location {
        Location::line(self.file, line_from(self.text, &self.lines, self.start), None)
    }
}

/// Reads a table within the usual [`Limits`], as [`read_within`] does.
pub fn read(bytes: &[u8], file: &str) -> (Sheet, Diagnostics) {
    read_within(bytes, file, &Limits::default())
}

/// Reads a table. The separator is found in the first line: comma, semicolon, tab or bar. Problems are
/// reported with their line, and the rows that have none are given.
pub fn read_within(bytes: &[u8], file: &str, limits: &Limits) -> (Sheet, Diagnostics) {
    read_rows(bytes, file, limits, usize::MAX)
}

/// The first rows of a table, to see what it is.
pub fn head(bytes: &[u8], file: &str, limits: &Limits) -> (Sheet, Diagnostics) {
    const ROWS: usize = 100;
    read_rows(bytes, file, limits, ROWS)
}

fn read_rows(bytes: &[u8], file: &str, limits: &Limits, most: usize) -> (Sheet, Diagnostics) {
    let mut found = Diagnostics::new();
    let Some(mut stream) = Stream::open(bytes, file, limits, &mut found) else {
        return (Sheet::default(), found);
    };
    let mut rows = Vec::new();
    while rows.len() < most && stream.advance(&mut found) {
        if rows.len() as u64 >= limits.features {
            let most = limits.features;
            let location = stream.location();
            found.push(too_many_features(rows.len() as u64 + 1, most).at(location));
            return (Sheet::default(), found);
        }
        // A cell takes more room in memory than in the file.
        if (rows.len() * stream.columns.len()) as u64 > limits.vertices {
            let what = format!("the table has more than {} cells", limits.vertices);
            let location = stream.location();
            found.push(too_large(&what, &limits.vertices.to_string()).at(location));
            return (Sheet::default(), found);
        }
        let cells = (0..stream.columns.len()).map(|column| stream.cell(column).to_owned());
        rows.push(SheetRow { cells: cells.collect(), location: stream.location() });
    }
    (Sheet { columns: stream.columns, rows }, found)
}

/// The sign between cells: what the first line says (`sep=;`), else the one of comma, semicolon, tab
/// and bar that it has most often outside of quotation marks.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if let Some(stated) = stated(first) {
        return stated;
    }
    let mut is_quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in first.bytes() {
        is_quoted ^= byte == b'"';
        for (sign, count) in &mut counts {
            *count += usize::from(!is_quoted && byte == *sign);
        }
    }
    // Of several that are equally frequent the first.
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    counts.iter().find(|(_, count)| *count == most).map_or(b',', |(sign, _)| *sign)
}

/// The separator that a line states for programs of spreadsheets, and nothing else.
fn stated(line: &str) -> Option<u8> {
    match line.trim_end_matches(['\r', '\n']).strip_prefix("sep=")?.as_bytes() {
        [sign @ (b',' | b';' | b'\t' | b'|')] => Some(*sign),
        _ => None,
    }
}

/// The line of the first character that is not a line break, from a byte offset on: the reader
/// passes over blank lines only when it reads the row behind them.
fn line_from(text: &str, lines: &Lines<'_>, byte: u64) -> usize {
    let start = usize::try_from(byte).unwrap_or(text.len()).min(text.len());
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let blank = rest.iter().take_while(|b| matches!(b, b'\n' | b'\r')).count();
    lines.line(start + blank)
}

fn refused(error: &csv::Error, location: Location) -> Diagnostic {
    Diagnostic::error("bad-csv", format!("the table cannot be read: {error}"))
        .at(location)
        .remedy("save it anew as CSV in UTF-8")
}

fn ragged(record: &csv::StringRecord, columns: usize, location: Location) -> Diagnostic {
    let cells = match record.len() {
        1 => "1 cell".to_owned(),
        n => format!("{n} cells"),
    };
    let remedy = if record.iter().any(|cell| cell.contains('\n')) {
        "a cell runs over several lines: is a quotation mark not closed?"
    } else if record.len() > columns {
        "put a text that contains a comma in quotation marks"
    } else {
        "write every comma, also before empty cells at the end"
    };
    Diagnostic::error("ragged-row", format!("the row has {cells}, the header has {columns}"))
        .at(location)
        .remedy(remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> String {
        read(text.as_bytes(), "t.csv").1.to_string()
    }

    #[test]
    fn rows_know_their_line() {
        let text = "\u{feff}place, lon\n\n\"Two\nlines\",1\r\n,\n\n\nlast , 2";
        let (sheet, found) = read(text.as_bytes(), "t.csv");
        assert!(found.is_empty(), "{found}");
        assert_eq!(sheet.columns, ["place", "lon"]);
        let rows: Vec<_> =
            sheet.rows.iter().map(|r| (r.location.line.unwrap(), r.cells[0].as_str())).collect();
        assert_eq!(rows, [(3, "Two\nlines"), (8, "last")]);
    }

    #[test]
    fn other_separators_are_found_in_the_header() {
        for text in ["a;b\n1,5;2", "a\tb\n1,5\t2", "a|b\n1,5|2", "\"a,c,d\";b\n1,5;2"] {
            assert_eq!(read(text.as_bytes(), "t.csv").0.rows[0].cells, ["1,5", "2"]);
        }
        let (stated, found) = read(b"\xef\xbb\xbfsep=;\r\na,c;b\r\n1,5;2\r\n1\r\n", "t.csv");
        assert_eq!((stated.columns.len(), &stated.rows[0].cells[0]), (2, &"1,5".to_owned()));
        assert_eq!(stated.rows[0].location.line, Some(3));
        assert!(found.to_string().starts_with("t.csv:4: error[ragged-row]"), "{found}");
    }

    #[test]
    fn a_ragged_row_is_an_error_with_its_line() {
        assert_eq!(
            messages("a,b\n1,2\n1,2,3\n1\n"),
            "t.csv:3: error[ragged-row]: the row has 3 cells, the header has 2\n  \
             help: put a text that contains a comma in quotation marks\n\
             t.csv:4: error[ragged-row]: the row has 1 cell, the header has 2\n  \
             help: write every comma, also before empty cells at the end"
        );
        assert_eq!(
            messages("a,b\n\"1,2\n3,4\n"),
            "t.csv:2: error[ragged-row]: the row has 1 cell, the header has 2\n  \
             help: a cell runs over several lines: is a quotation mark not closed?"
        );
    }

    #[test]
    fn what_is_no_table_is_said() {
        assert_eq!(
            messages("\n"),
            "t.csv: error[empty-file]: the table is empty\n  \
             help: its first row names the columns, such as `date,place,lon,lat`"
        );
        assert_eq!(
            messages("a,b,a\n"),
            "t.csv:1: warning[duplicate-column]: two columns are named `a`\n  \
             help: the first one counts; rename or remove the other"
        );
    }

    #[test]
    fn tables_have_limits() {
        let limits = Limits { columns: 2, features: 1, vertices: 9, ..Limits::default() };
        let codes = |text: &str, limits: &Limits| {
            let (_, found) = read_within(text.as_bytes(), "t.csv", limits);
            found.iter().map(|d| d.code).collect::<Vec<_>>()
        };
        assert_eq!(codes("a,b,c\n", &limits), ["too-many-columns"]);
        assert_eq!(codes("a,b\n1,2\n", &limits), [""; 0]);
        assert_eq!(codes("a,b\n1,2\n3,4\n", &limits), ["too-many-features"]);
        let few_cells = Limits { vertices: 3, ..Limits::default() };
        assert_eq!(codes("a,b\n1,2\n3,4\n5,6\n", &few_cells), ["too-large"]);
        // A million columns do not take a million times a million steps.
        assert_eq!(codes(&"a,".repeat(1_000_000), &Limits::default())[0], "too-many-columns");
        assert_eq!(codes(&"a,".repeat(100_000), &Limits::NONE)[0], "duplicate-column");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            read(&bytes, "t.csv");
        }

        #[test]
        fn any_table_is_read(text in "[a,;\"\n\r\t é]{0,120}") {
            let (sheet, _) = read(text.as_bytes(), "t.csv");
            for row in sheet.rows {
                proptest::prop_assert_eq!(row.cells.len(), sheet.columns.len());
            }
        }
    }
}
