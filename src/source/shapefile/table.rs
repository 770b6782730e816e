//! The table beside a shapefile (dBASE III to V).

use dbase::encoding::EncodingRs;
use dbase::{FieldValue, ReaderBuilder, Record};
use serde_json::{Map, Value};
use std::io::Cursor;

/// The rows of a table; `None` for those marked as deleted.
///
/// # Errors
/// What is wrong with the file, in words.
pub(super) fn rows(
    bytes: &[u8],
    encoding: Option<&str>,
) -> Result<Vec<Option<Map<String, Value>>>, String> {
    let deleted = deletions(bytes)?;
    let builder = match encoding.and_then(encoding_of) {
        Some(encoding) => ReaderBuilder::new().with_encoding(encoding),
        None => ReaderBuilder::new(),
    };
    let mut reader = builder.build(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    // The reader passes over rows that are marked as deleted; they still have a shape.
    let mut records = reader.iter_records();
    let mut rows = Vec::new();
    for deleted in deleted {
        rows.push(match deleted {
            true => None,
            false => match records.next() {
                Some(record) => Some(properties(record.map_err(|error| error.to_string())?)),
                None => Some(Map::new()),
            },
        });
    }
    Ok(rows)
}

/// Which of the rows are marked as deleted.
///
/// # Errors
/// The file is shorter than its head says.
fn deletions(bytes: &[u8]) -> Result<Vec<bool>, String> {
    let short = || "it is shorter than it says".to_owned();
    let number = |from: usize, size: usize| -> Result<usize, String> {
        let part = bytes.get(from..from + size).ok_or_else(short)?;
        Ok(part.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
    };
    let (rows, head, size) = (number(4, 4)?, number(8, 2)?, number(10, 2)?);
    let body = bytes.get(head..).ok_or_else(short)?;
    if size == 0 || body.len() / size < rows {
        return Err(short());
    }
    Ok(body.chunks_exact(size).take(rows).map(|row| row.first() == Some(&b'*')).collect())
}

/// The encoding that a `.cpg` file names: `UTF-8`, `1251`, `CP1252`, `ISO 88591`.
fn encoding_of(text: &str) -> Option<EncodingRs> {
    let text = text.trim().to_ascii_lowercase();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let label = match digits.as_str() {
        "65001" => "utf-8".to_owned(),
        page if page.len() == 4 && page.starts_with("125") => format!("windows-{page}"),
        "866" => "ibm866".to_owned(),
        part if part.starts_with("8859") && part.len() > 4 => {
            format!("iso-8859-{}", part.get(4..).unwrap_or_default())
        }
        _ => text,
    };
    encoding_rs::Encoding::for_label(label.as_bytes()).map(EncodingRs::from)
}

fn properties(record: Record) -> Map<String, Value> {
    let properties = record.into_iter().filter_map(|(name, value)| {
        let value: Value = match value {
            FieldValue::Character(text) => text?.trim().into(),
            FieldValue::Memo(text) => text.trim().into(),
            FieldValue::Numeric(number) => number?.into(),
            FieldValue::Float(number) => f64::from(number?).into(),
            FieldValue::Double(number) | FieldValue::Currency(number) => number.into(),
            FieldValue::Integer(number) => number.into(),
            FieldValue::Logical(flag) => flag?.into(),
            FieldValue::Date(date) => {
                let date = date?;
                format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()).into()
            }
            FieldValue::DateTime(time) => {
                let date = time.date();
                format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()).into()
            }
        };
        Some((name, value))
    });
    properties.collect()
}
