//! The library's and the program's source as text, for tests that read it.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file.
pub struct Source {
    /// Its path from `src/`, with forward slashes.
    pub path: String,
    /// Its text as written.
    pub text: String,
}

impl Source {
    /// Whether all of it is test code.
    pub fn is_test(&self) -> bool {
        let stem = self.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        self.path.contains("/tests/") || stem == "tests" || stem.ends_with("_tests")
    }

    /// The text without comments and the contents of strings, lines kept.
    pub fn code(&self) -> String {
        code(&self.text)
    }

    /// The same without its test modules.
    pub fn product_code(&self) -> String {
        if self.is_test() { String::new() } else { without_tests(&self.code()) }
    }
}

/// All files below `src/`, sorted.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let relative = |path: &PathBuf| {
        let path = path.strip_prefix(&root).unwrap().to_str().unwrap();
        path.replace(std::path::MAIN_SEPARATOR, "/")
    };
    paths
        .iter()
        .map(|path| Source { path: relative(path), text: fs::read_to_string(path).unwrap() })
        .collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// Blanks comments and what stands in strings and characters.
fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = skipped(rest, code.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
        let taken = if skipped == 0 { first.len_utf8() } else { skipped };
        let (now, after) = rest.split_at(taken);
        match skipped {
            0 => code.push(first),
            // Something stays, so that the words around are not joined.
            _ => code.extend(std::iter::once(' ').chain(now.chars().filter(|c| *c == '\n'))),
        }
        rest = after;
    }
    code
}

/// How many bytes at the beginning are a comment, a string or a character. `in_word`: a word ends
/// just before, which therefore is no prefix of a string.
fn skipped(text: &str, in_word: bool) -> usize {
    let until = |start: usize, end: &str| {
        text[start..].find(end).map_or(text.len(), |found| start + found + end.len())
    };
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return until(2, "*/");
    }
    let prefix = text.find(|c| c != 'b' && c != 'r').unwrap_or(text.len());
    if !in_word && prefix <= 2 && text[..prefix].contains('r') {
        let hashes = text[prefix..].find(|c| c != '#').unwrap_or(0);
        if text[prefix + hashes..].starts_with('"') {
            return until(prefix + hashes + 1, &format!("\"{}", &text[prefix..prefix + hashes]));
        }
    }
    let quote = match text.as_bytes()[0] {
        b'"' => '"',
        // A lifetime has no quote at its end.
        b'\'' if text[1..].starts_with('\\') || text[1..].chars().nth(1) == Some('\'') => '\'',
        _ => return 0,
    };
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Cuts out `#[cfg(test)] mod … { … }`.
fn without_tests(code: &str) -> String {
    let mut kept = String::new();
    let mut rest = code;
    while let Some(start) = rest.find("#[cfg(test)]") {
        let (before, after) = rest.split_at(start);
        kept.push_str(before);
        let open = after.find('{').unwrap_or(after.len());
        let semicolon = after.find(';').unwrap_or(after.len());
        let mut depth = 0;
        let end = after.char_indices().find(|(at, c)| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            if semicolon < open { *at == semicolon } else { *at > open && depth == 0 }
        });
        rest = &after[end.map_or(after.len(), |(at, c)| at + c.len_utf8())..];
    }
    kept + rest
}

#[test]
fn only_code_is_left() {
    let text = "a(\"crate::x\\\"\"); // crate::y\nlet 'a: r#\"q\"\"# = b'\\''; /* é\n */ for\"z\"";
    assert_eq!(code(text), "a( );  \nlet 'a:   = b ;  \n for ");
    let text = "one\n#[cfg(test)]\nmod tests {\n fn f() { {} }\n}\ntwo #[cfg(test)] mod t; three";
    assert_eq!(without_tests(text), "one\n\ntwo  three");
}
