//! Every code of a diagnostic is explained in `docs/diagnostics.md`, and nothing else is; and small data
//! bring each one about, as the book shows.

use crate::command::Folder;
use crate::every_code::{Case, EXCEPTIONS, cases};
use crate::source_text::sources;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn book_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md")
}

/// A problem of the JSON document as the program writes it for people.
fn in_words(problem: &Value) -> String {
    let text = |key: &str| problem[key].as_str().unwrap_or_default();
    let mut place = text("file").to_owned();
    for key in ["line", "column"] {
        if let Some(number) = problem[key].as_u64() {
            place.push_str(&format!(":{number}"));
        }
    }
    if let Some(feature) = problem["feature"].as_u64() {
        place.push_str(&format!(" (feature {feature})"));
    }
    let place = if place.is_empty() { place } else { format!("{place}: ") };
    let head = format!("{place}{}[{}]: {}", text("severity"), text("code"), text("message"));
    if text("help").is_empty() { head } else { format!("{head}\n  help: {}", text("help")) }
}

/// What the program says of a case, in words; `None` when it does not say the code.
fn said(case: &Case) -> Result<String, String> {
    let folder = Folder::with_atlas(case.code);
    (case.spoil)(&folder);
    let words = ["check", case.atlas, "--format", "json"];
    let run = folder.salient(&[&words[..], case.words].concat());
    let document: Value = serde_json::from_str(&run.out)
        .map_err(|error| format!("{}: no JSON ({error}): {}{}", case.code, run.out, run.err))?;
    let problems = document["problems"].as_array().expect("a list");
    let problem = problems.iter().find(|problem| problem["code"] == case.code);
    let codes = || problems.iter().filter_map(|p| p["code"].as_str()).collect::<Vec<_>>();
    let problem = problem.ok_or_else(|| format!("{} is not said, but {:?}", case.code, codes()))?;
    let error = document["errors"].as_u64() > Some(0);
    assert_eq!(run.status, i32::from(error), "{}: {}", case.code, run.out);
    Ok(in_words(problem))
}

/// The book's section of a code with its example, if it has one: before, example, after.
fn parts<'b>(book: &'b str, code: &str) -> Option<(usize, &'b str, usize)> {
    let start = book.find(&format!("### {code}\n"))?;
    let rest = &book[start..];
    let end = start + rest.find("\n#").unwrap_or(rest.len());
    let section = &book[start..end];
    match section.find("\n```text\n") {
        Some(at) => Some((start + at + 1, section[at + 1..].trim_end(), end)),
        None => Some((start + section.trim_end().len(), "", end)),
    }
}

/// With `SALIENT_BLESS=1` the examples are written into the book.
#[test]
fn every_code_is_said_as_the_book_shows() {
    let cases = cases();
    let results: Vec<Result<String, String>> = cases.par_iter().map(said).collect();
    let failed: Vec<&String> = results.iter().filter_map(|said| said.as_ref().err()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    let bless = std::env::var_os("SALIENT_BLESS").is_some();
    let mut book = fs::read_to_string(book_path()).unwrap();
    let mut wrong = Vec::new();
    for (case, said) in cases.iter().zip(results.into_iter().flatten()) {
        let example = format!("```text\n{said}\n```");
        let (at, shown, end) = parts(&book, case.code).expect("a section");
        if shown == example {
            continue;
        }
        if !bless {
            wrong.push(format!("{}: the book shows\n{shown}\nbut it is\n{example}", case.code));
            continue;
        }
        let gap = if shown.is_empty() { "\n\n" } else { "" };
        let rest = book[end..].to_owned();
        book.truncate(at);
        book.push_str(&format!("{gap}{example}\n{rest}"));
    }
    if bless {
        fs::write(book_path(), book).unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_code_has_a_case_or_a_reason() {
    let book = fs::read_to_string(book_path()).unwrap();
    let explained: BTreeSet<&str> =
        book.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let cases = cases();
    let mut covered: BTreeSet<&str> = cases.iter().map(|case| case.code).collect();
    assert_eq!(covered.len(), cases.len(), "a code has two cases");
    for (code, reason) in EXCEPTIONS {
        assert!(covered.insert(code), "{code} has a case and a reason for having none");
        assert!(reason.len() > 20, "{code}");
    }
    assert_eq!(explained, covered);
}

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
    let sources = sources();
    let used: BTreeSet<&str> = sources.iter().flat_map(|source| codes(&source.text)).collect();
    assert!(used.contains("unknown-party"), "the codes are not found any more");
    for code in &used {
        let sound = code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(sound, "`{code}` is not kebab-case");
    }
    let book = fs::read_to_string(book_path()).unwrap();
    let headings: Vec<&str> = book.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let explained: BTreeSet<&str> = headings.iter().copied().collect();
    assert_eq!(headings.len(), explained.len(), "a code is explained twice");
    let missing: Vec<_> = used.difference(&explained).collect();
    let idle: Vec<_> = explained.difference(&used).collect();
    assert!(missing.is_empty() && idle.is_empty(), "not explained: {missing:?}, gone: {idle:?}");
}
