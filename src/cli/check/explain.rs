//! What a code means, out of docs/diagnostics.md.

use salient::error::{Error, Result};

const BOOK: &str = include_str!("../../../docs/diagnostics.md");

/// All codes in the order of the book.
pub fn codes() -> impl Iterator<Item = &'static str> {
    BOOK.lines().filter_map(|line| line.strip_prefix("### "))
}

/// The section of a code; without one, all codes, each with the first sentence about it.
///
/// # Errors
/// There is no such code.
pub fn explain(code: &str) -> Result<String> {
    if code.is_empty() {
        let lines = codes().map(|code| {
            let first = section(code).unwrap_or_default();
            let words = first.split_whitespace().collect::<Vec<_>>().join(" ");
            let first = words.split_inclusive(". ").take(2).collect::<String>();
            format!("{code:22} {}", first.trim_end())
        });
        return Ok(lines.collect::<Vec<_>>().join("\n"));
    }
    let code = super::known(code)?;
    let text =
        section(&code).ok_or_else(|| Error::request(format!("`{code}` is not explained")))?;
    Ok(format!("{code}\n\n{text}"))
}

/// What stands below a code's heading.
fn section(code: &str) -> Option<&'static str> {
    let heading = format!("### {code}\n");
    let (_, rest) = BOOK.split_once(heading.as_str())?;
    let end = rest.find("\n#").unwrap_or(rest.len());
    rest.get(..end).map(str::trim)
}
