//! The file format of SQLite 3 (sqlite.org/fileformat2.html), as far as reading tables needs it.
//!
//! Only what has been written back to the file is read: neither a write-ahead log nor a journal
//! beside it. Nothing is believed: each page is used once in a walk over a table, cells may not be
//! larger together than their page, so that work is bounded by the size of the file.

mod bits;
mod record;
mod schema;
#[cfg(test)]
mod tests;
mod tree;

pub(super) use record::Value;
pub(super) use schema::Table;

use record::Encoding;

/// What every file begins with.
pub(super) const MAGIC: &[u8] = b"SQLite format 3\0";
/// Bytes of the head of the file, on its first page.
const HEAD: usize = 100;
/// The page on which the table of tables begins.
const SCHEMA: u32 = 1;

/// A database in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Database<'b> {
    bytes: &'b [u8],
    page_size: usize,
    /// Bytes of a page that are not kept for extensions.
    usable: usize,
    encoding: Encoding,
}

impl<'b> Database<'b> {
    /// A database from the bytes of its file.
    ///
    /// # Errors
    /// What is wrong with its head, in words.
    pub(super) fn of(bytes: &'b [u8]) -> Result<Self, String> {
        let head = bytes.get(..HEAD).filter(|head| head.starts_with(MAGIC));
        let head = head.ok_or("it does not begin like a database of SQLite 3")?;
        let byte = |at: usize| usize::from(head.get(at).copied().unwrap_or_default());
        let page_size = match byte(16) << 8 | byte(17) {
            1 => 65_536,
            size if size >= 512 && size.is_power_of_two() => size,
            size => return Err(format!("pages of {size} bytes do not exist")),
        };
        let usable = page_size - byte(20);
        if usable < 480 {
            return Err("its pages have no room".to_owned());
        }
        let encoding = match byte(59) {
            0 | 1 => Encoding::Utf8,
            2 => Encoding::Utf16Le,
            3 => Encoding::Utf16Be,
            other => return Err(format!("there is no encoding of texts {other}")),
        };
        Ok(Self { bytes, page_size, usable, encoding })
    }

    /// How many whole pages there are.
    fn pages(&self) -> usize {
        self.bytes.len() / self.page_size
    }

    /// The bytes of a page, numbered from 1.
    fn page(&self, number: u32) -> Result<&'b [u8], String> {
        let start = (number as usize).checked_sub(1).and_then(|n| n.checked_mul(self.page_size));
        start
            .and_then(|start| self.bytes.get(start..start.checked_add(self.usable)?))
            .ok_or_else(|| format!("there is no page {number}: is the file cut off?"))
    }

    /// The tables that the database has, in the order in which they were made.
    ///
    /// # Errors
    /// What is wrong with the file, in words.
    pub(super) fn tables(&self) -> Result<Vec<Table>, String> {
        let mut tables = Vec::new();
        self.walk(SCHEMA, &mut |_, record| {
            let mut values = record::values(record, self.encoding)?.into_iter();
            let mut next = || values.next().unwrap_or(Value::Null);
            let (kind, name, _, root, sql) = (next(), next(), next(), next(), next());
            if let (Value::Text(kind), Value::Text(name), Value::Text(sql)) = (kind, name, sql) {
                let root = match root {
                    Value::Integer(root) => u32::try_from(root).unwrap_or_default(),
                    _ => 0,
                };
                if kind == "table" || kind == "view" {
                    tables.push(Table::of(name, root, &sql));
                }
            }
            Ok(())
        })?;
        Ok(tables)
    }

    /// Gives all rows of a table in the order of their numbers: a value for each of its columns.
    ///
    /// # Errors
    /// What is wrong with the file, or what `take` says, in words. Rows before it were given.
    pub(super) fn rows(
        &self,
        table: &Table,
        take: &mut dyn FnMut(Vec<Value>) -> Result<(), String>,
    ) -> Result<(), String> {
        self.walk(table.root, &mut |number, record| {
            let mut stored = record::values(record, self.encoding)?.into_iter();
            let values = table.columns.iter().map(|column| {
                // Columns added later are missing at the end of older rows.
                match stored.next().unwrap_or(Value::Null) {
                    Value::Null if column.is_row_number => Value::Integer(number),
                    value => value,
                }
            });
            take(values.collect())
        })
    }
}
