//! Trees of pages: the rows of a table in the order of their numbers.

use super::bits::{four, two, varint};
use super::{Database, HEAD};
use std::borrow::Cow;

/// The first byte of a page of a table, below and above.
const LEAF: u8 = 0x0d;
const INNER: u8 = 0x05;

/// What is given the number and the record of each row.
type Take<'t> = dyn FnMut(i64, &[u8]) -> Result<(), String> + 't;
/// The number and the record of a row, and how many bytes of its page it takes.
type Row<'b> = (i64, Cow<'b, [u8]>, usize);

/// The pages that a walk has used, one bit each.
struct Used(Vec<u64>);

impl Used {
    /// Marks a page.
    ///
    /// # Errors
    /// It was used before.
    fn mark(&mut self, page: u32) -> Result<(), String> {
        let bit = 1_u64 << (page % 64);
        let word =
            self.0.get_mut(page as usize / 64).ok_or_else(|| format!("there is no page {page}"))?;
        if *word & bit != 0 {
            return Err(format!("page {page} is used twice"));
        }
        *word |= bit;
        Ok(())
    }
}

impl<'b> Database<'b> {
    /// Gives the number and the record of each row of the table that begins on a page.
    ///
    /// # Errors
    /// What is wrong with the file, or what `take` says, in words. Rows before it were given.
    pub(super) fn walk(&self, root: u32, take: &mut Take<'_>) -> Result<(), String> {
        let mut used = Used(vec![0; self.pages() / 64 + 1]);
        let mut open = vec![root];
        while let Some(number) = open.pop() {
            used.mark(number)?;
            let page = self.page(number)?;
            let start = if number == 1 { HEAD } else { 0 };
            let broken = || format!("page {number} is no page of a table");
            let count = two(page, start + 3).ok_or_else(broken)?;
            let kind = page.get(start).copied();
            let cells = start + if kind == Some(INNER) { 12 } else { 8 };
            let cell = |i: usize| page.get(two(page, cells + 2 * i)?..);
            match kind {
                Some(LEAF) => {
                    let mut taken = 0;
                    for i in 0..count {
                        let cell = cell(i).ok_or_else(broken)?;
                        let (row, record, size) = self.row(cell, &mut used)?.ok_or_else(broken)?;
                        // Cells lie side by side; those that don't could be read again and again.
                        taken += size;
                        if taken > page.len() {
                            return Err(broken());
                        }
                        take(row, &record)?;
                    }
                }
                Some(INNER) => {
                    // The last child is the first to be put away.
                    open.push(four(page, start + 8).ok_or_else(broken)?);
                    for i in (0..count).rev() {
                        open.push(cell(i).and_then(|cell| four(cell, 0)).ok_or_else(broken)?);
                    }
                    if open.len() > self.pages() {
                        return Err(broken());
                    }
                }
                _ => return Err(broken()),
            }
        }
        Ok(())
    }

    /// The number and the record of a cell, and how many bytes of the page it takes; `None` if it
    /// is cut off.
    fn row(&self, cell: &'b [u8], used: &mut Used) -> Result<Option<Row<'b>>, String> {
        let head = varint(cell).and_then(|(size, rest)| {
            let (row, rest) = varint(rest)?;
            Some((usize::try_from(size).ok()?, row as i64, rest))
        });
        let Some((size, row, body)) = head else { return Ok(None) };
        let before = cell.len() - body.len();
        let local = self.local(size);
        if local == size {
            return Ok(body.get(..size).map(|body| (row, Cow::Borrowed(body), before + size)));
        }
        if size > self.bytes.len() {
            return Ok(None);
        }
        let (Some(first), Some(next)) = (body.get(..local), four(body, local)) else {
            return Ok(None);
        };
        let mut record = Vec::with_capacity(size);
        record.extend_from_slice(first);
        let mut next = next;
        while record.len() < size {
            used.mark(next)?;
            let page = self.page(next)?;
            let rest = page.get(4..).unwrap_or_default();
            record.extend_from_slice(rest.get(..size - record.len()).unwrap_or(rest));
            next = four(page, 0).unwrap_or_default();
        }
        Ok(Some((row, Cow::Owned(record), before + local + 4)))
    }

    /// How many bytes of a record of that size are kept in its cell ("Cell payload overflow pages"
    /// of the format's description).
    fn local(&self, size: usize) -> usize {
        let most = self.usable - 35;
        if size <= most {
            return size;
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let fitting = least + (size - least) % (self.usable - 4);
        if fitting <= most { fitting } else { least }
    }
}
