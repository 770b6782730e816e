//! The same files on every run, on any number of threads, one day at a time or all at once.

use crate::command::Folder;
use crate::picture::decoded;

const SIZE: [&str; 2] = ["--size", "480x270"];
const DAYS: [&str; 4] = ["--from", "2020-10-01", "--until", "2020-10-08"];

fn with<'a>(parts: &[&[&'a str]]) -> Vec<&'a str> {
    parts.concat()
}

/// Bytes of a file written by a command with different numbers of threads and twice with one.
fn assert_same(name: &str, ending: &str, command: &[&str]) {
    let folder = Folder::new(name);
    let write = |file: &str, threads: &str| {
        let file = format!("{file}.{ending}");
        folder.salient(&with(&[command, &SIZE, &["--threads", threads, "-o", &file]])).succeeded();
        folder.read(&file)
    };
    let first = write("a", "1");
    assert!(first.len() > 1000);
    assert!(write("b", "2") == first, "two threads write other bytes than one");
    assert!(write("c", "3") == first, "three threads write other bytes than one");
    assert!(write("a", "1") == first, "a second run writes other bytes");
}

#[test]
fn animations_are_the_same_on_any_number_of_threads() {
    assert_same("same-gif", "gif", &with(&[&["animate", "karabakh-2020"], &DAYS]));
    let two = ["animate", "karabakh-2020", "--from", "2020-10-03", "--until", "2020-10-05"];
    assert_same("same-apng", "apng", &two);
    assert_same("same-moving-svg", "svg", &two);
    assert_same("same-html", "html", &two);
}

#[test]
fn pictures_are_the_same_on_any_number_of_threads() {
    let command = ["render", "karabakh-2020", "--date", "2020-10-21"];
    assert_same("same-png", "png", &command);
    assert_same("same-svg", "svg", &command);
}

/// A frame is a function of its day: it does not show what was drawn before it.
#[test]
fn frames_of_a_folder_are_the_single_pictures() {
    let folder = Folder::new("frames");
    folder.salient(&with(&[&["animate", "karabakh-2020", "-o", "frames/"], &SIZE])).succeeded();
    let mut names = folder.entries("frames");
    assert_eq!(names.pop().as_deref(), Some("salient-frames.json"));
    assert_eq!(names.len(), 80);
    assert_eq!((names[0].as_str(), names[79].as_str()), ("2020-09-27.png", "2020-12-15.png"));
    let mut pictures = Vec::new();
    for name in names.iter().step_by(13) {
        let date = name.trim_end_matches(".png");
        folder
            .salient(&with(&[&["render", "karabakh-2020", "--date", date, "-o", name], &SIZE]))
            .succeeded();
        let frame = decoded(&folder.read(&format!("frames/{name}")));
        assert_eq!((frame.width, frame.height), (480, 270));
        assert!(frame == decoded(&folder.read(name)), "{date} is another picture alone");
        pictures.push(frame.data);
    }
    assert_eq!(pictures.len(), 7);
    pictures.dedup();
    assert_eq!(pictures.len(), 7, "two days look the same");
    // Nor does it show which other days were asked for.
    let part = ["animate", "karabakh-2020", "--from", "2020-10-10", "--until", "2020-10-11"];
    folder.salient(&with(&[&part, &["-o", "part/"], &SIZE])).succeeded();
    let frame = folder.read("frames/2020-10-10.png");
    assert!(decoded(&frame) == decoded(&folder.read("part/2020-10-10.png")));
}

/// Where a file stood, the new one stands whole; nothing else is left in the folder.
#[test]
fn a_file_is_replaced() {
    let folder = Folder::with_atlas("replaced");
    folder.write("x.png", "old");
    folder.salient(&with(&[&["render", "map", "-o", "x.png"], &SIZE])).succeeded();
    assert_eq!(decoded(&folder.read("x.png")).width, 480);
    assert_eq!(folder.entries(""), ["map", "x.png"]);
}

#[test]
fn a_theme_file_and_overrides_change_the_picture() {
    let folder = Folder::with_atlas("themes");
    folder.write("dark.toml", "[page]\npaper = \"#101010\"\n");
    let render = |file: &str, more: &[&str]| {
        folder.salient(&with(&[&["render", "map", "-o", file], &SIZE, more])).succeeded();
        decoded(&folder.read(file))
    };
    let plain = render("plain.png", &[]);
    let dark = render("dark.png", &["--theme", "dark.toml"]);
    let set = render("set.png", &["--set", "page.paper=#101010"]);
    assert!(plain != dark);
    assert!(dark == set, "a theme's key and the same key set");
}
