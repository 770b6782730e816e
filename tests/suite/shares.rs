//! Frames drawn in shares, drawn on, and assembled.

use crate::command::{Folder, Run};
use salient::encode::{Level, Metadata, png, read_png};
use salient::render::FrameRecord;
use serde_json::Value;
use std::sync::Arc;

const SIZE: [&str; 2] = ["--size", "320x180"];

/// Draws the small atlas.
fn animate(folder: &Folder, more: &[&str]) -> Run {
    folder.salient(&[&["animate", "map"], &SIZE[..], more].concat())
}

/// How many frames were drawn and how many kept, as it was said.
#[track_caller]
fn drawn(run: Run) -> (u32, u32) {
    let run = run.succeeded();
    let before = |word: &str| {
        let text = run.err.split(word).next().unwrap();
        text.rsplit([' ', ',']).next().unwrap().parse().unwrap_or_else(|_| panic!("{}", run.err))
    };
    (before(" frames,"), before(" kept"))
}

#[test]
fn shares_assemble_to_what_one_machine_makes() {
    let folder = Folder::with_atlas("shares");
    let rhythm = ["--every", "2", "--pace", "events", "--day-ms", "200", "--hold", "900"];
    let looped = [&rhythm[..], &["--loop", "3"]].concat();
    let mut records = Vec::new();
    for shard in ["2/3", "1/3", "3/3"] {
        animate(&folder, &[&looped[..], &["--shard", shard, "-o", "frames/"]].concat())
            .succeeded()
            .err
            .find(shard)
            .expect("the share is said");
        records.push(folder.read("frames/salient-frames.json"));
        if shard == "1/3" {
            let early = folder.salient(&["assemble", "frames", "-o", "early.gif"]);
            early.failed(2, &["missing", "2020-01-", "--resume"]);
        }
    }
    assert!(records.windows(2).all(|pair| pair[0] == pair[1]), "the record depends on the share");
    for file in ["a.gif", "a.apng", "a.webp"] {
        animate(&folder, &[&looped[..], &["-o", file]].concat()).succeeded();
        let assembled = format!("b{}", &file[1..]);
        folder.salient(&["assemble", "frames/", "-o", &assembled]).succeeded();
        assert!(folder.read(file) == folder.read(&assembled), "{file} has other bytes");
    }
    // The frames are those of one run, too.
    animate(&folder, &[&looped[..], &["-o", "whole/"]].concat()).succeeded();
    assert_eq!(folder.entries("whole"), folder.entries("frames"));
    for name in folder.entries("whole") {
        let [whole, share] = ["whole", "frames"].map(|at| folder.read(&format!("{at}/{name}")));
        assert!(whole == share, "{name}");
    }
    assert!(!folder.entries("").contains(&"early.gif".to_owned()));
}

#[test]
fn only_what_is_missing_damaged_or_outdated_is_drawn_again() {
    let folder = Folder::with_atlas("resume");
    let resume = || animate(&folder, &["--resume", "-o", "frames/"]);
    assert_eq!(drawn(resume()), (10, 0));
    assert_eq!(drawn(resume()), (0, 10));
    animate(&folder, &["-o", "a.apng"]).succeeded();

    std::fs::remove_file(folder.path("frames/2020-01-03.png")).unwrap();
    let mut damaged = folder.read("frames/2020-01-07.png");
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    std::fs::write(folder.path("frames/2020-01-07.png"), damaged).unwrap();
    let other = folder.read("frames/2020-01-02.png");
    std::fs::write(folder.path("frames/2020-01-08.png"), other).unwrap();
    folder
        .salient(&["assemble", "frames", "-o", "b.apng"])
        .failed(2, &["1 of 10 frames are missing (2020-01-03.png)", "--resume"]);
    assert_eq!(drawn(resume()), (3, 7));
    folder.salient(&["assemble", "frames", "-o", "b.apng"]).succeeded();
    assert!(folder.read("a.apng") == folder.read("b.apng"));

    // Another look, then another atlas.
    let wide = ["--resume", "--set", "front.width=9", "-o", "frames/"];
    assert_eq!(drawn(animate(&folder, &wide)), (10, 0));
    assert_eq!(drawn(resume()), (10, 0));
    folder.edit("map/atlas.toml", "title = \"", "title = \"On ");
    assert_eq!(drawn(resume()), (10, 0));
    // What is not seen: files say of which atlas they are, as if they had been drawn again.
    folder.edit("map/atlas.toml", "[atlas]", "# An atlas.\n[atlas]");
    assert_eq!(drawn(resume()), (0, 10));
    animate(&folder, &["-o", "again/"]).succeeded();
    for name in folder.entries("again") {
        let [again, kept] = ["again", "frames"].map(|at| folder.read(&format!("{at}/{name}")));
        assert!(again == kept, "{name}");
    }
    // Other durations don't change pictures.
    let slow = ["--resume", "--day-ms", "900", "-o", "frames/"];
    assert_eq!(drawn(animate(&folder, &slow)), (0, 10));
}

#[test]
fn a_day_more_costs_one_day() {
    let folder = Folder::with_atlas("day-more");
    let until = |day: &str| -> Vec<String> {
        ["--until", day, "--resume", "--fade", "2", "-o", "frames/"].map(str::to_owned).into()
    };
    let run = |args: Vec<String>| {
        drawn(animate(&folder, &args.iter().map(String::as_str).collect::<Vec<_>>()))
    };
    let (before, none) = run(until("2020-01-10"));
    assert!(before > 9 && none == 0);
    // The day with what fades in on it; all others are only told of which pictures they are now.
    assert_eq!(run(until("2020-01-11")), (1, before));
    animate(&folder, &["--until", "2020-01-11", "--fade", "2", "-o", "whole/"]).succeeded();
    assert_eq!(folder.entries("whole"), folder.entries("frames"));
    for name in folder.entries("whole") {
        let [whole, on] = ["whole", "frames"].map(|at| folder.read(&format!("{at}/{name}")));
        assert!(whole == on, "{name}");
    }
    folder.salient(&["assemble", "frames", "-o", "a.apng"]).succeeded();
    // A file that was damaged is drawn, whatever its mark says.
    let name = "frames/2020-01-04.png";
    std::fs::write(folder.path(name), edited(&folder.read(name))).unwrap();
    assert_eq!(run(until("2020-01-10")), (1, before - 1));
    assert!(!folder.read(name).is_empty());
}

/// A frame with another pixel, as a program saves it that keeps texts.
fn edited(file: &[u8]) -> Vec<u8> {
    let (mut frame, text) = read_png(file, FrameRecord::KEYWORD).unwrap();
    Arc::make_mut(&mut frame.rgb)[0] ^= 1;
    let more = vec![(FrameRecord::KEYWORD.to_owned(), text.clone().unwrap())];
    let file = png(&frame, Level::Balanced, &Metadata { more, ..Metadata::default() }).unwrap();
    assert_eq!(read_png(&file, FrameRecord::KEYWORD).unwrap().1, text);
    file
}

#[test]
fn a_folder_drawn_on_is_that_of_one_run_and_what_was_right_is_not_touched() {
    let folder = Folder::with_atlas("drawn-on");
    let frame = |day: &str| format!("frames/2020-01-{day}.png");
    animate(&folder, &["-o", "whole/"]).succeeded();
    animate(&folder, &["-o", "frames/"]).succeeded();
    let small = ["animate", "map", "--size", "160x90", "-o", "small/"];
    folder.salient(&small).succeeded();

    std::fs::remove_file(folder.path(&frame("01"))).unwrap();
    let mut damaged = folder.read(&frame("03"));
    let pixels = damaged.windows(4).position(|name| name == b"IDAT").unwrap() + 40;
    damaged[pixels] ^= 1;
    let [half, endless] = ["04", "05"].map(|day| folder.read(&frame(day)));
    let with_more = [&folder.read(&frame("07"))[..], b"more"].concat();
    let wrong = [
        ("03", damaged),
        ("04", half[..half.len() / 2].to_vec()),
        ("05", endless[..endless.len() - 12].to_vec()),
        ("06", Vec::new()),
        ("07", with_more),
        ("08", edited(&folder.read(&frame("08")))),
        ("10", folder.read("small/2020-01-10.png")),
    ];
    for (day, bytes) in wrong {
        std::fs::write(folder.path(&frame(day)), bytes).unwrap();
    }
    let written = |day| folder.path(&frame(day)).metadata().unwrap().modified().unwrap();
    let before = ["02", "09"].map(written);
    assert_eq!(drawn(animate(&folder, &["--resume", "-o", "frames/"])), (8, 2));
    assert!(before == ["02", "09"].map(written), "what was right was written again");
    assert_eq!(folder.entries("whole"), folder.entries("frames"));
    for name in folder.entries("whole") {
        let [whole, on] = ["whole", "frames"].map(|at| folder.read(&format!("{at}/{name}")));
        assert!(whole == on, "{name}");
    }
    // Another size is another picture of each day.
    let other = folder.salient(&[&small[..4], &["--resume", "-o", "frames/"]].concat());
    assert_eq!(drawn(other), (10, 0));
}

#[test]
fn a_frame_that_somebody_changed_is_not_assembled() {
    let folder = Folder::with_atlas("edited");
    animate(&folder, &["-o", "frames/"]).succeeded();
    let name = "frames/2020-01-04.png";
    std::fs::write(folder.path(name), edited(&folder.read(name))).unwrap();
    folder
        .salient(&["assemble", "frames", "-o", "a.gif"])
        .failed(2, &["2020-01-04.png was changed after it was drawn", "--resume"]);
    assert_eq!(folder.entries(""), ["frames", "map"]);
}

#[test]
fn frames_of_another_map_are_not_assembled() {
    let folder = Folder::with_atlas("mixed");
    animate(&folder, &["-o", "frames/"]).succeeded();
    animate(&folder, &["--set", "front.width=9", "--shard", "1/2", "-o", "frames/"]).succeeded();
    let run = folder.salient(&["assemble", "frames", "-o", "a.gif"]);
    run.failed(2, &["2020-01-02.png is not the frame", "--resume"]);
    folder.write("frames/salient-frames.json", "{\"form\": 1}");
    folder.salient(&["assemble", "frames", "-o", "a.gif"]).failed(2, &["salient-frames.json"]);
    folder.salient(&["assemble", "map", "-o", "a.gif"]).failed(2, &["salient-frames.json"]);
    folder.salient(&["assemble", "none", "-o", "a.gif"]).failed(2, &["none"]);
    for file in ["a.png", "a.svg", "a.html"] {
        folder.salient(&["assemble", "frames", "-o", file]).failed(2, &[".webp"]);
    }
    assert_eq!(folder.entries(""), ["frames", "map"]);
}

#[test]
fn the_record_says_what_the_moving_picture_is_made_of() {
    let folder = Folder::with_atlas("record");
    animate(&folder, &["--every", "4", "--hold", "700", "-o", "frames/"]).succeeded();
    let record: Value = serde_json::from_slice(&folder.read("frames/salient-frames.json")).unwrap();
    let days: Vec<(&str, u64)> = record["frames"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["day"].as_str().unwrap(), f["duration_ms"].as_u64().unwrap()))
        .collect();
    // Ground changes hands on 5 January.
    let wanted =
        [("2020-01-01", 500), ("2020-01-05", 500), ("2020-01-09", 300), ("2020-01-10", 700)];
    assert_eq!(days[1..], wanted[1..]);
    assert_eq!((&record["width"], &record["height"]), (&320.into(), &180.into()));
    assert!(record["metadata"]["title"].as_str().unwrap().contains("Two sides"));
    assert_eq!(folder.entries("frames").len(), 5);
}
