//! Every crate that the program is made of has a license that lets anyone use and pass it on.

use serde_json::Value;
use std::process::Command;

/// Licenses that ask for no more than a notice.
const ALLOWED: [&str; 15] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
];

/// Whether one may choose so that all that holds is allowed (SPDX 2.3, annex D). In old manifests
/// `/` stands for `OR`.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let allowed = any(&words, &mut at);
    allowed && at == words.len()
}

fn any(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = all(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        allowed |= all(words, at);
    }
    allowed
}

fn all(words: &[&str], at: &mut usize) -> bool {
    let mut allowed = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        allowed &= one(words, at);
    }
    allowed
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let allowed = any(words, at);
        let closed = words.get(*at) == Some(&")");
        *at += 1;
        return allowed && closed;
    }
    if words.get(*at) == Some(&"WITH") {
        let exception = words.get(*at + 1).copied().unwrap_or_default();
        *at += 2;
        return ALLOWED.contains(&format!("{word} WITH {exception}").as_str());
    }
    ALLOWED.contains(word)
}

/// What cargo knows of all crates; without a network, of those that this system needs.
fn metadata() -> Value {
    let run = |more: &[&str]| {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--locked"])
            .args(more)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo can be started");
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    };
    let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let text = run(&[])
        .or_else(|_| run(&["--offline", "--filter-platform", &target]))
        .unwrap_or_else(|error| panic!("cargo metadata: {error}"));
    serde_json::from_slice(&text).expect("cargo writes JSON")
}

#[test]
fn all_dependencies_are_free_to_use() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 50, "only {} packages", packages.len());
    let mut wrong = Vec::new();
    for package in packages {
        let license = package["license"].as_str().unwrap_or("none stated");
        if !is_allowed(license) {
            wrong.push(format!("{} {}: {license}", package["name"], package["version"]));
        }
        let from_registry = package["source"]
            .as_str()
            .is_none_or(|s| s == "registry+https://github.com/rust-lang/crates.io-index");
        if !from_registry {
            wrong.push(format!("{} comes from {}", package["name"], package["source"]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn expressions_are_understood() {
    for good in ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR MIT", "(MIT OR GPL-2.0) AND Unicode-3.0"] {
        assert!(is_allowed(good), "{good}");
    }
    let bad = ["GPL-3.0", "MIT AND GPL-3.0", "none stated", "", "(MIT", "MIT MIT", "MPL-2.0"];
    for bad in bad {
        assert!(!is_allowed(bad), "{bad}");
    }
}
