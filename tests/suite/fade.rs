//! Changed ground that fades in.

use crate::command::{Folder, Run};
use salient::encode::read_png;

fn animate(folder: &Folder, more: &[&str]) -> Run {
    folder.salient(&[&["animate", "map", "--size", "320x180"], more].concat())
}

fn pixels(folder: &Folder, name: &str) -> Vec<u8> {
    read_png(&folder.read(name), "").unwrap().0.rgb.to_vec()
}

/// On 5 January the north takes half of the south.
#[test]
fn frames_between_are_mixtures_of_the_days_around_them() {
    let folder = Folder::with_atlas("fade");
    animate(&folder, &["--fade", "3", "-o", "frames/"]).succeeded();
    let names = folder.entries("frames");
    assert_eq!(names.len(), 10 + 3 + 1);
    let of_day: Vec<_> = names.iter().filter(|name| name.starts_with("2020-01-05")).collect();
    let wanted = ["-1.png", "-2.png", "-3.png", ".png"].map(|end| format!("2020-01-05{end}"));
    assert_eq!(of_day, wanted.each_ref());
    let [old, new] = ["04", "05"].map(|day| pixels(&folder, &format!("frames/2020-01-{day}.png")));
    let mut before = 0;
    for step in 1..4u32 {
        let between = pixels(&folder, &format!("frames/2020-01-05-{step}.png"));
        let mixed = |old: u8, new: u8| {
            ((u32::from(old) * (4 - step) + u32::from(new) * step + 2) / 4) as u8
        };
        let mut changing = 0;
        for ((old, new), found) in old.iter().zip(&new).zip(&between) {
            // Date, events and legend are those of the new day.
            assert!([mixed(*old, *new), *new].contains(found), "{old} {found} {new}");
            changing += u32::from(found != new);
        }
        assert!(changing > 3000, "{changing} channels");
        assert!(step == 1 || changing <= before);
        before = changing;
    }
}

#[test]
fn a_fade_is_the_same_in_one_file_in_shares_and_assembled() {
    let folder = Folder::with_atlas("fade-shares");
    let fade = |more: &[&str]| animate(&folder, &[&["--fade", "2", "--every", "2"], more].concat());
    fade(&["-o", "whole/"]).succeeded();
    for shard in ["3/3", "1/3", "2/3"] {
        fade(&["--shard", shard, "-o", "frames/"]).succeeded();
    }
    assert_eq!(folder.entries("whole"), folder.entries("frames"));
    for name in folder.entries("whole") {
        let [whole, share] = ["whole", "frames"].map(|at| folder.read(&format!("{at}/{name}")));
        assert!(whole == share, "{name}");
    }
    for file in ["a.gif", "a.apng", "a.webp"] {
        fade(&["-o", file]).succeeded().err.find("6 days in 8 frames").expect("both are counted");
        let assembled = format!("b{}", &file[1..]);
        folder.salient(&["assemble", "frames/", "-o", &assembled]).succeeded();
        assert!(folder.read(file) == folder.read(&assembled), "{file} has other bytes");
    }
    // A frame between other days is another frame, though it has the same name.
    let other = ["--fade", "2", "--resume", "-o", "frames/"];
    let run = animate(&folder, &other).succeeded();
    assert!(run.err.contains("6 frames") && run.err.contains("6 kept"), "{}", run.err);
}

#[test]
fn without_a_fade_nothing_changes_and_a_figure_may_ask_for_one() {
    let folder = Folder::with_atlas("fade-none");
    let [plain, none, faded] = ["plain.webp", "none.webp", "faded.webp"];
    animate(&folder, &["-o", plain]).succeeded();
    folder.salient(&["render", "map", "-o", "plain.png"]).succeeded();
    animate(&folder, &["-o", "plain.html"]).succeeded();
    folder.edit("map/atlas.toml", "id = \"overview\"", "id = \"overview\"\nfade = 2");
    animate(&folder, &["--fade", "0", "-o", none]).succeeded();
    let run = animate(&folder, &["-o", faded]).succeeded();
    assert!(run.err.contains("10 days in"), "{}", run.err);
    // The frames are the same; the digest of the atlas, which says where they are from, is not.
    assert_eq!(folder.read(plain).len(), folder.read(none).len());
    assert!(folder.read(faded).len() > folder.read(none).len());
    folder.edit("map/atlas.toml", "\nfade = 2", "");
    animate(&folder, &["--fade", "0", "-o", none]).succeeded();
    assert!(folder.read(plain) == folder.read(none));
    folder.edit("map/atlas.toml", "id = \"overview\"", "id = \"overview\"\nfade = 2");
    // A still does not move and says nothing of it, nor does a film of shapes.
    folder.salient(&["render", "map", "-o", "still.png"]).succeeded();
    assert!(pixels(&folder, "plain.png") == pixels(&folder, "still.png"));
    animate(&folder, &["-o", "still.html"]).succeeded();
    assert!(!String::from_utf8_lossy(&folder.read("still.html")).contains("fades in"));
}

#[test]
fn a_fade_of_shapes_or_of_too_many_frames_is_refused() {
    let folder = Folder::with_atlas("fade-refused");
    for (file, fade, words) in [
        ("a.svg", "2", ["animated SVG", ".webp"]),
        ("a.html", "1", ["HTML", "--fade"]),
        ("a.gif", "31", ["30", "31"]),
    ] {
        animate(&folder, &["--fade", fade, "-o", file]).failed(2, &words);
    }
    animate(&folder, &["--fade", "0", "-o", "a.svg"]).succeeded();
    assert_eq!(folder.entries(""), ["a.svg", "map"]);
}
