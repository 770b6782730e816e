//! Records: a head with the sort of each value, then the values.

use super::bits::varint;

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::source) enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

/// How the texts of a database are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// The values of a record.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn values(record: &[u8], encoding: Encoding) -> Result<Vec<Value>, String> {
    read(record, encoding).ok_or_else(|| "a row is cut off".to_owned())
}

fn read(record: &[u8], encoding: Encoding) -> Option<Vec<Value>> {
    let (size, after) = varint(record)?;
    let head = usize::try_from(size).ok()?;
    let mut body = record.get(head..)?;
    let mut sorts = after.get(..head.checked_sub(record.len() - after.len())?)?;
    let mut values = Vec::new();
    while !sorts.is_empty() {
        let (sort, rest) = varint(sorts)?;
        sorts = rest;
        let size = match sort {
            0 | 8 | 9 => 0,
            1..=4 => sort,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => (sort - 12) / 2,
        };
        let (bytes, rest) = body.split_at_checked(usize::try_from(size).ok()?)?;
        body = rest;
        values.push(match sort {
            0 => Value::Null,
            1..=6 => Value::Integer(integer(bytes)),
            7 => Value::Real(f64::from_be_bytes(*bytes.first_chunk()?)),
            8 | 9 => Value::Integer(i64::from(sort == 9)),
            _ if sort % 2 == 0 => Value::Blob(bytes.to_vec()),
            _ => Value::Text(text(bytes, encoding)),
        });
    }
    Some(values)
}

/// A signed number, the highest byte first.
fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    bytes.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte))
}

fn text(bytes: &[u8], encoding: Encoding) -> String {
    let units = |read: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes
            .chunks_exact(2)
            .filter_map(|pair| pair.first_chunk().map(|pair| read(*pair)))
            .collect()
    };
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Encoding::Utf16Le => String::from_utf16_lossy(&units(u16::from_le_bytes)),
        Encoding::Utf16Be => String::from_utf16_lossy(&units(u16::from_be_bytes)),
    }
}
