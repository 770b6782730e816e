//! Whole files, written and read back.

mod animations;
mod decoded;
mod files;
mod map;
mod measure;
mod pictures;
mod videos;

use super::Frame;
use std::path::{Path, PathBuf};

/// How far pixels are from the original in the mean, in levels of a channel: each by itself, and
/// of the mean colors of squares of 8x8, as seen from a distance.
fn errors(shown: &[u8], original: &Frame) -> [f64; 2] {
    let width = original.width as usize;
    let mut near = 0.0;
    let mut squares = std::collections::BTreeMap::<_, f64>::new();
    for (at, (a, b)) in shown.iter().zip(original.rgb.iter()).enumerate() {
        let difference = f64::from(*a) - f64::from(*b);
        let (x, y) = (at / 3 % width, at / 3 / width);
        near += difference.abs();
        *squares.entry((x / 8, y / 8, at % 3)).or_default() += difference;
    }
    let far: f64 = squares.values().map(|sum| sum.abs()).sum();
    [near, far].map(|sum| sum / shown.len() as f64)
}

/// An empty folder of a test's own, removed in the end.
struct Folder(PathBuf);

fn folder(test: &str) -> Folder {
    let name = format!("salient-encode-{}-{test}", std::process::id());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    Folder(folder)
}

impl std::ops::Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The names of all that is in a folder, hidden files too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
