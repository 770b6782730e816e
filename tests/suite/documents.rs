//! What the documents say works, works.

use crate::command::Folder;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn document(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The lines of all blocks of commands.
fn commands(text: &str) -> impl Iterator<Item = &str> {
    text.split("```sh\n").skip(1).flat_map(|rest| {
        let block = rest.split("```").next().unwrap_or_default();
        block.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
    })
}

/// Every command of the README runs, smaller than written there, to save time.
#[cfg(unix)]
#[test]
fn the_commands_of_the_readme_run() {
    let folder = Folder::new("readme");
    std::os::unix::fs::symlink(root().join("examples"), folder.path("examples")).unwrap();
    let readme = document("README.md");
    let mut subcommands = Vec::new();
    for line in commands(&readme) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let arguments = match words.as_slice() {
            ["cargo", "run", "--release", "--", arguments @ ..] => arguments,
            ["salient", arguments @ ..] => arguments,
            ["cargo", "test" | "install", ..] => continue,
            _ => panic!("the README has a command that no test runs: {line}"),
        };
        let mut arguments = arguments.to_vec();
        let drawn = matches!(arguments.first(), Some(&("render" | "animate" | "compare" | "grid")));
        if drawn && !arguments.iter().any(|word| ["--size", "--width"].contains(word)) {
            arguments.extend(["--size", "320x180"]);
        }
        let run = folder.salient(&arguments);
        assert_eq!(run.status, 0, "{line}\n{}", run.err);
        subcommands.extend(arguments.first().map(|word| (*word).to_owned()));
    }
    for command in ["render", "animate", "stats", "export", "check", "list"] {
        assert!(subcommands.iter().any(|word| word == command), "README shows no `{command}`");
    }
}

/// The example is sound and every one of its days can be drawn.
#[test]
fn the_example_atlas_is_sound() {
    let example = root().join("examples/two-valleys");
    let example = example.to_str().expect("a path of UTF-8");
    let folder = Folder::new("example");
    let run = folder.salient(&["check", example]).succeeded();
    assert!(run.err.contains("no errors, 0 warnings, 0 notes"), "{}", run.err);
    folder.salient(&["animate", example, "--size", "320x180", "-o", "days/"]).succeeded();
    assert!(folder.entries("days").len() >= 5);
}

/// Every key of a figure is explained.
#[test]
fn the_format_is_documented() {
    let text = document("docs/atlas.md");
    // The program itself lists the keys of a figure when it meets one that it does not know.
    let folder = Folder::with_atlas("figure-keys");
    folder.edit("map/atlas.toml", "palette", "unheard-of");
    let said = folder.salient(&["check", "map"]).err;
    let (_, keys) = said.split_once("expected one of ").expect("the keys are listed");
    let keys: Vec<&str> = keys.lines().next().unwrap().split(", ").collect();
    assert!(keys.len() > 10, "{keys:?}");
    for key in keys {
        assert!(text.contains(key), "the figure's key {key} is not explained");
    }
}

/// Links between the documents lead somewhere.
#[test]
fn links_of_the_documents_lead_to_files() {
    let mut documents = vec!["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    documents.extend([
        "docs/accuracy.md",
        "docs/animate.md",
        "docs/atlas.md",
        "docs/diagnostics.md",
        "docs/figures.md",
        "docs/several-days.md",
        "docs/scale.md",
        "docs/player.md",
        "docs/themes.md",
        "docs/print.md",
        "docs/projections.md",
    ]);
    for name in documents {
        let text = document(name);
        let folder = root().join(name);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") || link.starts_with('#') {
                continue;
            }
            let path = link.split('#').next().unwrap_or_default();
            let target = folder.parent().unwrap().join(path);
            assert!(target.exists(), "{name} links to {link}, which is not there");
        }
    }
}
