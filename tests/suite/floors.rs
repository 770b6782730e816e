//! The house rules of `ARCHITECTURE.md` that can be read off the source.

use crate::source_text::{Source, sources};

/// The floors in the order of `ARCHITECTURE.md`: a module uses its own floor and those before
/// it in this list. The ground's modules may use one another.
const FLOORS: [&[&str]; 15] = [
    &["math", "color", "diagnostic", "error"],
    &["source"],
    &["dataset"],
    &["timeline"],
    &["topology"],
    &["style"],
    &["scene"],
    &["projection"],
    &["text"],
    &["figure"],
    &["compose"],
    &["paint"],
    &["encode"],
    &["report"],
    &["render"],
];

/// What re-exports in `lib.rs` stand for.
const AT_THE_ROOT: [(&str, &str); 2] = [("Error", "error"), ("Result", "error")];

fn floor(module: &str) -> Option<usize> {
    let module = AT_THE_ROOT.iter().find(|(name, _)| *name == module).map_or(module, |(_, m)| m);
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The names right below the crate's root that some code names: `crate::a::b` and
/// `crate::{a::b, c}`.
fn used(code: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut names = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let Some(list) = rest.trim_start().strip_prefix('{') else {
            names.push(word(rest));
            continue;
        };
        let mut depth = 0;
        let mut start = true;
        for (at, c) in list.char_indices() {
            match c {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                c if start && !c.is_whitespace() => {
                    names.push(word(&list[at..]));
                    start = false;
                }
                _ => {}
            }
        }
    }
    names
}

/// The modules of a file: `a/b/c.rs` and `a/b/c/mod.rs` are `[a, b, c]`.
fn modules(path: &str) -> Vec<&str> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').collect()
}

/// The longest chain `super::super::…` of some code.
fn highest_climb(code: &str) -> usize {
    let mut highest = 0;
    let mut rest = code;
    while let Some(at) = rest.find("super::") {
        rest = &rest[at..];
        let mut climb = 0;
        while let Some(after) = rest.strip_prefix("super::") {
            climb += 1;
            rest = after;
        }
        highest = highest.max(climb);
    }
    highest
}

fn library() -> impl Iterator<Item = Source> {
    sources().into_iter().filter(|s| !s.path.starts_with("cli/") && !is_root(&s.path))
}

fn is_root(path: &str) -> bool {
    matches!(path, "lib.rs" | "main.rs")
}

/// Fails with all that was found, if anything was.
fn assert_none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn a_module_uses_its_own_floor_and_those_above_it() {
    let mut found = Vec::new();
    for source in library() {
        let modules = modules(&source.path);
        let Some(own) = floor(modules[0]) else {
            found.push(format!("{}: `{}` is on no floor", source.path, modules[0]));
            continue;
        };
        // Tests may look down: they draw what they check.
        let code = source.product_code();
        for name in used(&code) {
            match floor(&name) {
                Some(other) if other <= own => {}
                _ => found.push(format!("{} uses crate::{name}", source.path)),
            }
        }
        // From `[a, b]` one `super` leads to `a`, two lead out of the floor.
        if highest_climb(&code) >= modules.len() {
            found.push(format!("{} leaves its floor by `super`", source.path));
        }
    }
    assert_none("floors below are used", found);
}

#[test]
fn every_module_of_the_library_is_on_a_floor() {
    let lib = sources().into_iter().find(|source| source.path == "lib.rs").unwrap();
    let declared: Vec<&str> = lib
        .text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let mut listed: Vec<&str> = FLOORS.iter().copied().flatten().copied().collect();
    listed.sort_unstable();
    assert_eq!(declared, listed);
}

/// The program is a guest like all others: it sees what the library shows.
#[test]
fn the_program_uses_only_the_public_interface() {
    let mut found = Vec::new();
    for source in sources().iter().filter(|s| s.path.starts_with("cli/") || s.path == "main.rs") {
        let code = source.code();
        let names = used(&code).into_iter().filter(|name| name != "cli");
        found.extend(names.map(|name| format!("{} uses crate::{name}", source.path)));
        if code.contains("#[path") || code.contains("include!") {
            found.push(format!("{} includes other source", source.path));
        }
    }
    assert_none("the program reaches into the library", found);
}

/// Words that only the named files may hold, outside tests.
fn assert_only_in(words: &[&str], allowed: impl Fn(&str) -> bool, what: &str) {
    let mut found = Vec::new();
    let mut seen = false;
    for source in sources() {
        let code = source.product_code();
        for word in words.iter().filter(|word| code.contains(**word)) {
            seen |= allowed(&source.path);
            if !allowed(&source.path) {
                found.push(format!("{} has `{word}`", source.path));
            }
        }
    }
    assert_none(what, found);
    assert!(seen, "{what}: the words are not found where they are allowed either");
}

#[test]
fn the_library_does_not_print_exit_or_look_around() {
    let words = [
        "println!",
        "print!",
        "dbg!",
        "std::env",
        "env::var",
        "env::args",
        "Instant",
        "SystemTime",
        "Utc::now",
        "Local::now",
        "process::exit",
        "process::abort",
        "io::stdout",
        "io::stderr",
        "io::stdin",
        "std::net",
    ];
    let program = |path: &str| path.starts_with("cli/") || path == "main.rs";
    assert_only_in(&words, program, "the library prints, exits or looks around");
}

#[test]
fn only_one_place_reads_files() {
    let words = ["File::open", "fs::read", "read_to_string", "read_dir", "OpenOptions::new().read"];
    // The program reads a theme that the user names.
    let reads = |path: &str| path.starts_with("source/files") || path.starts_with("cli/");
    assert_only_in(&words, reads, "files are read outside source::files");
}

/// Their last bits differ between systems, so they come from one place, which takes them from libm.
/// `sqrt`, `floor` and the like are exact everywhere.
#[test]
fn transcendental_functions_come_from_one_place() {
    let names = [
        "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sin_cos", "sinh", "cosh", "tanh",
        "asinh", "acosh", "atanh", "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10",
        "powf", "powi", "hypot", "cbrt",
    ];
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| source.path != "math/trig.rs") {
        let code = source.product_code();
        for name in names {
            // A method is followed by what it is called with; `.exp2(` is not `.exp(`.
            for call in [format!(".{name}("), format!("f64::{name}"), format!("f32::{name}")] {
                let whole = |at: usize| {
                    call.ends_with('(')
                        || !code[at + call.len()..]
                            .starts_with(|c: char| c.is_alphanumeric() || c == '_')
                };
                if code.match_indices(&call).any(|(at, _)| whole(at)) {
                    found.push(format!("{} has `{call}`", source.path));
                }
            }
        }
        if code.contains("libm::") {
            found.push(format!("{} calls libm itself", source.path));
        }
    }
    assert_none("transcendental functions outside math::trig", found);
}

#[test]
fn the_library_has_no_way_to_panic_on_purpose() {
    let words = [
        ".unwrap()",
        ".expect(",
        "panic!",
        "todo!",
        "unimplemented!",
        "unreachable!",
        "assert!(",
        "assert_eq!(",
    ];
    let mut found = Vec::new();
    for source in library() {
        let code = source.product_code();
        let held = words.iter().filter(|word| {
            // `debug_assert!` is gone in what is shipped.
            code.match_indices(**word).any(|(at, _)| !code[..at].ends_with("debug_"))
        });
        found.extend(held.map(|word| format!("{} has `{word}`", source.path)));
    }
    assert_none("the library may panic", found);
}

#[test]
fn rooms_are_small() {
    let mut lengths: Vec<(usize, String)> =
        sources().into_iter().map(|s| (s.text.lines().count(), s.path)).collect();
    lengths.sort();
    let longest = lengths.iter().filter(|(lines, _)| *lines > 600);
    assert_none(
        "over 600 lines",
        longest.map(|(lines, path)| format!("{path}: {lines} lines")).collect(),
    );
    let tenth = lengths.len() / 10;
    let (lines, path) = &lengths[lengths.len() - 1 - tenth];
    assert!(*lines <= 350, "one file in ten has over 350 lines: {path} has {lines}");
    let (median, _) = lengths[lengths.len() / 2];
    assert!(median <= 150, "half of the files have over {median} lines");
}

/// These tests see what they look for.
#[test]
fn violations_are_seen() {
    assert_eq!(used("use crate::{a::{b, c}, d,\n e::f}; crate::g::h()"), ["a", "d", "e", "g"]);
    assert!(floor("paint") > floor("compose") && floor("Error") == floor("math"));
    assert_eq!(floor("cli"), None);
    assert_eq!(highest_climb("super::a; super::super::b; super::c"), 2);
    assert_eq!(modules("a/b/mod.rs"), ["a", "b"]);
    assert_eq!(modules("a/b.rs"), ["a", "b"]);
}
