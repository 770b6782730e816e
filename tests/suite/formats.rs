//! Moving pictures of every format, and their options.

use crate::command::Folder;
use crate::picture::decoded;

const SMALL: [&str; 4] = ["animate", "map", "--size", "320x180"];

fn animate<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&SMALL[..], more].concat()
}

#[test]
fn a_webp_is_the_same_on_any_number_of_threads() {
    let folder = Folder::with_atlas("webp");
    folder.salient(&animate(&["-o", "a.webp", "--threads", "1"])).succeeded();
    folder.salient(&animate(&["-o", "b.WEBP", "--threads", "3"])).succeeded();
    let file = folder.read("a.webp");
    assert!(file == folder.read("b.WEBP"));
    assert_eq!((&file[..4], &file[8..12]), (&b"RIFF"[..], &b"WEBP"[..]));
}

#[cfg(unix)]
#[test]
fn a_webp_is_not_written_to_a_pipe() {
    let folder = Folder::with_atlas("pipe");
    std::os::unix::fs::symlink("/dev/stdout", folder.path("out.webp")).unwrap();
    let run = folder.salient(&animate(&["-o", "out.webp"]));
    run.failed(2, &["WebP", "pipe"]);
}

#[test]
fn a_video_is_written_also_from_a_folder_of_frames() {
    let folder = Folder::with_atlas("video");
    folder.salient(&animate(&["-o", "a.mp4"])).succeeded();
    assert_eq!(folder.read("a.mp4")[4..8], *b"ftyp");
    folder.salient(&animate(&["-o", "frames/"])).succeeded();
    folder.salient(&["assemble", "frames/", "-o", "b.mp4"]).succeeded();
    assert!(folder.read("a.mp4") == folder.read("b.mp4"));
    let looped = folder.salient(&animate(&["--loop", "2", "-o", "c.mp4"]));
    looped.failed(2, &["--loop"]);
}

#[test]
fn a_poster_is_the_still_of_its_day() {
    let folder = Folder::with_atlas("poster");
    folder.salient(&animate(&["-o", "a.gif", "--poster", "last.png"])).succeeded();
    let day = ["--poster", "day.png", "--poster-date", "2020-01-03"];
    folder.salient(&animate(&[&["-o", "a.gif"], &day[..]].concat())).succeeded();
    let still = |date: &str, file: &str| {
        let render = ["render", "map", "--size", "320x180", "--date", date, "-o", file];
        folder.salient(&render).succeeded();
        decoded(&folder.read(file))
    };
    assert!(decoded(&folder.read("last.png")) == still("2020-01-10", "x.png"));
    assert!(decoded(&folder.read("day.png")) == still("2020-01-03", "y.png"));
    let outside = ["-o", "b.gif", "--poster", "c.png", "--poster-date", "2021-01-03"];
    folder.salient(&animate(&outside)).failed(2, &["2021-01-03", "2020-01-10"]);
    assert_eq!(folder.entries(""), ["a.gif", "day.png", "last.png", "map", "x.png", "y.png"]);
}

#[test]
fn what_wikimedia_takes_is_left_alone() {
    let folder = Folder::with_atlas("wikimedia");
    let wikimedia = ["--preset", "wikimedia", "--every", "3", "-o", "a.gif"];
    let run = folder.salient(&animate(&wikimedia)).succeeded();
    assert!(run.err.contains("nothing to do: 4 frames, 0.2 of 100"), "{}", run.err);
    let plain = ["--every", "3", "-o", "b.gif"];
    folder.salient(&animate(&plain)).succeeded();
    assert!(folder.read("a.gif") == folder.read("b.gif"));
    let other = ["animate", "map", "--preset", "wikimedia", "-o", "a.webp"];
    folder.salient(&other).failed(2, &["GIF"]);
}

#[test]
fn what_does_not_go_together_is_told_before_the_work() {
    let folder = Folder::with_atlas("together");
    for (arguments, words) in [
        (&["--shard", "1/3", "-o", "a.gif"][..], &["--shard", "assemble"][..]),
        (&["--resume", "-o", "a.gif"], &["--resume", "assemble"]),
        (&["--shard", "4/3", "-o", "frames/"], &["4 of 3"]),
        (&["--every", "0", "-o", "a.gif"], &["--every"]),
        (&["--loop", "0", "-o", "a.gif"], &["forever"]),
        (&["--pace", "fast", "-o", "a.gif"], &["events"]),
        (&["--poster", "a.gif", "-o", "b.gif"], &[".png"]),
        (&["--poster-date", "2020-01-03", "-o", "b.gif"], &["--poster"]),
    ] {
        folder.salient(&animate(arguments)).failed(2, words);
    }
    assert_eq!(folder.entries(""), ["map"]);
}
