//! What nobody should be able to do to a reader's machine: each case is small, made here, and either
//! drawn or refused with a message that names the limit, what was found and the switch.

use crate::command::{Folder, Run};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;

const SIZE: [&str; 2] = ["--size", "320x180"];

/// Draws the atlas `map` of a folder.
fn drawn(folder: &Folder, more: &[&str]) -> Run {
    folder.salient(&[&["render", "map", "-o", "x.png"], &SIZE[..], more].concat())
}

#[test]
fn large_files_are_refused_and_the_switch_is_named() {
    let folder = Folder::with_atlas("max-size");
    let words = ["control.geojson", "error[too-large]", "at most 500 bytes are read", "--max-size"];
    drawn(&folder, &["--max-size", "500"]).failed(1, &words);
    folder.salient(&["check", "map", "--max-size", "500"]).failed(1, &words);
    drawn(&folder, &["--max-size", "3k"]).succeeded();
    drawn(&folder, &["--no-limits"]).succeeded();
    drawn(&folder, &["--max-size", "much"]).failed(2, &["`--max-size much`", "8G"]);
}

#[test]
fn many_vertices_are_refused_and_the_switch_is_named() {
    let folder = Folder::with_atlas("max-vertices");
    let words = ["error[too-many-vertices]", "15 vertices; at most 14 are read", "--max-vertices"];
    drawn(&folder, &["--max-vertices", "14"]).failed(1, &words);
    drawn(&folder, &["--max-vertices", "15"]).succeeded();
    // Files that are each small enough, but not together; what is told again counts once.
    let text = fs::read_to_string(folder.path("map/control.geojson")).unwrap();
    for (day, moved) in
        [("2020-01-01", "[11.1,"), ("2020-01-02", "[11.2,"), ("2020-01-03", "[11.3,")]
    {
        folder.write(&format!("days/{day}.geojson"), &text.replace("[11,", moved));
        folder.write(&format!("again/{day}.geojson"), &text);
    }
    let run = folder.salient(&["check", "days", "--max-vertices", "40"]);
    run.failed(1, &["error[too-many-vertices]: there are more vertices; at most 40"]);
    folder.salient(&["check", "again", "--max-vertices", "15"]).succeeded();
}

#[test]
fn what_is_packed_is_not_unpacked_without_end() {
    let folder = Folder::with_atlas("packed");
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..64 {
        packed.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let packed = packed.finish().unwrap();
    assert!(packed.len() < 100_000);
    fs::write(folder.path("map/bomb.geojson.gz"), &packed).unwrap();
    folder.edit("map/atlas.toml", "control.geojson", "bomb.geojson.gz");
    let words = ["bomb.geojson.gz", "error[too-large]", "1048576 bytes (1.0 MiB)", "--max-size"];
    drawn(&folder, &["--max-size", "1M"]).failed(1, &words);
}

#[cfg(unix)]
#[test]
fn nothing_outside_is_read_unless_told() {
    let folder = Folder::with_atlas("outside");
    fs::rename(folder.path("map/control.geojson"), folder.path("control.geojson")).unwrap();
    let words = ["error[outside-folder]", "--allow-outside"];
    // By a path, by an absolute path, by a pattern, by a link.
    let absolute = folder.path("control.geojson").display().to_string();
    let mut before = "control.geojson".to_owned();
    for path in ["../control.geojson", &absolute, "../contr*.geojson"] {
        folder.edit("map/atlas.toml", &format!("\"{before}\""), &format!("\"{path}\""));
        before = path.to_owned();
        drawn(&folder, &[]).failed(1, &words);
        drawn(&folder, &["--allow-outside"]).succeeded();
    }
    folder.edit("map/atlas.toml", &format!("\"{before}\""), "\"link.geojson\"");
    std::os::unix::fs::symlink("../control.geojson", folder.path("map/link.geojson")).unwrap();
    drawn(&folder, &[]).failed(1, &words);
    drawn(&folder, &["--allow-outside"]).succeeded();
    // Sizes are another thing.
    drawn(&folder, &["--no-limits"]).failed(1, &words);
}
