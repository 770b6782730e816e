//! Every code of a diagnostic is explained in `docs/diagnostics.md`, and nothing else is.

use crate::source_text::sources;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The codes that a source text gives to diagnostics.
fn codes(text: &str) -> impl Iterator<Item = &str> {
    ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note("].into_iter().flat_map(
        |start| {
            text.split(start)
                .skip(1)
                .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        },
    )
}

#[test]
fn every_code_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = sources();
    let used: BTreeSet<&str> = sources.iter().flat_map(|source| codes(&source.text)).collect();
    assert!(used.contains("unknown-party"), "the codes are not found any more");
    for code in &used {
        let sound = code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(sound, "`{code}` is not kebab-case");
    }
    let book = fs::read_to_string(root.join("docs/diagnostics.md")).unwrap();
    let headings: Vec<&str> = book.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let explained: BTreeSet<&str> = headings.iter().copied().collect();
    assert_eq!(headings.len(), explained.len(), "a code is explained twice");
    let missing: Vec<_> = used.difference(&explained).collect();
    let idle: Vec<_> = explained.difference(&used).collect();
    assert!(missing.is_empty() && idle.is_empty(), "not explained: {missing:?}, gone: {idle:?}");
}
