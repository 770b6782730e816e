//! Sound files of every format, broken by chance: whatever comes of them, nothing panics and nothing
//! goes on for ever, from reading to the finished picture.
//!
//! Chance is counted, so that a run is the same each time. `SALIENT_FUZZ=5000 cargo test --release
//! --test suite fuzz` makes so many cases of each format instead of some; `SALIENT_FUZZ_FROM=7` begins
//! with another one. A case that fails is written to the tests' folder below `target`.

use crate::fuzz_seeds::{self as seeds, Seed};
use salient::dataset;
use salient::error::Error;
use salient::figure::{Request, Size};
use salient::paint::svg::TextMode;
use salient::render::{self, Survey};
use salient::scene::Symbol;
use salient::source::files::Files;
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Cases of each format where nobody asks for more.
const USUAL: u64 = 60;
/// No case takes longer, in a debug build on a busy machine either.
const LONGEST: Duration = Duration::from_secs(120);

/// Numbers by chance (xorshift64*, Vigna 2016).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % most.max(1)
    }
}

/// What often breaks readers.
const WORDS: [&[u8]; 28] = [
    b"NaN",
    b"1e999",
    b"-1e308",
    b"4.9e-324",
    b"180",
    b"-180.0000001",
    b"90",
    b"null",
    b"\"",
    b"{",
    b"[[[[",
    b"]",
    b"</",
    b"<!--",
    b"&#0;",
    b"\0",
    b"\xff\xfe",
    b"\n\n",
    b",,,,",
    b"-",
    b"9999-12-31",
    b"-262143-01-01",
    b"0000",
    b"2020-01-03",
    "\u{202e}".as_bytes(),
    b"../../x",
    b"99999999999999999999",
    b"1/0",
];
/// Whole numbers that often break readers.
const NUMBERS: [u32; 8] = [0, 1, 0x7f, 0xff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x0001_0000];

/// Breaks bytes in one to four places.
fn broken(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        let end = (at + 1 + chance.below(40)).min(bytes.len());
        match chance.below(9) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again = bytes[at..end].repeat(1 + chance.below(20));
                bytes.splice(at..at, again);
            }
            3 | 4 => {
                let word = WORDS[chance.below(WORDS.len())];
                let end =
                    if chance.below(2) == 0 { at } else { (at + word.len()).min(bytes.len()) };
                bytes.splice(at..end, word.iter().copied());
            }
            5 => {
                let number = NUMBERS[chance.below(NUMBERS.len())];
                let number =
                    if chance.below(2) == 0 { number.to_le_bytes() } else { number.to_be_bytes() };
                bytes.iter_mut().skip(at).zip(number).for_each(|(byte, new)| *byte = new);
            }
            6 => {
                let to = chance.below(bytes.len());
                let moved: Vec<u8> = bytes.drain(at..end).collect();
                let to = to.min(bytes.len());
                bytes.splice(to..to, moved);
            }
            // A digit or letter for another one, which often is still sound.
            7 => {
                if let Some(byte) = bytes.get_mut(at).filter(|byte| byte.is_ascii_digit()) {
                    *byte = b'0' + chance.below(10) as u8;
                }
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

/// Reads files, and makes everything of them that can be made.
pub fn made(files: Vec<(String, Vec<u8>)>, theme: Option<String>) {
    let files = files.into_iter().map(|(path, bytes)| (path, Cow::Owned(bytes)));
    let mut files = Files::memory(files);
    let (atlas, found) = dataset::open(&mut files, "fuzz");
    assert_eq!(atlas.is_none(), found.has_errors(), "{found}");
    let _ = found.to_string();
    let Some(atlas) = atlas else { return };
    let _ = dataset::check(&atlas).to_string() + &dataset::unused(&files).to_string();
    let survey = match Survey::within(atlas, [], 300_000) {
        Ok(survey) => survey,
        Err(Error::Data(_)) => return,
        Err(error) => panic!("{error}"),
    };
    let size = Some(Size { width: 320.0, height: 180.0, scale: 1.0 });
    let Ok(plan) = survey.plan(&Request { size, theme, ..Request::default() }) else { return };
    let day = plan.date;
    let _ = render::render_png(&survey, &plan, day);
    let _ = render::render_svg(&survey, &plan, day, TextMode::Text);
    let _ = render::render_pdf(&survey, &plan, day, TextMode::Text);
    let until = plan.until.min(plan.from.plus(20));
    let _ = survey.stats(plan.from, until);
    let _ = survey.export(day).to_string();
}

fn run(seed: &Seed, bytes: Vec<u8>) {
    match seed {
        Seed::File { name, .. } => made(seeds::around(name, bytes), None),
        Seed::Alone { name, .. } => {
            let files = vec![((*name).to_owned(), bytes)];
            let _ = dataset::describe(&mut Files::memory(
                files.clone().into_iter().map(|(path, bytes)| (path, Cow::Owned(bytes))),
            ));
            made(files, None);
        }
        Seed::Theme(_) => {
            let Ok(text) = String::from_utf8(bytes) else { return };
            if salient::style::resolve(Some(&text), &[]).is_ok() {
                made(seeds::around("control.geojson", seeds::control().into_bytes()), Some(text));
            }
        }
        Seed::Symbol(_) => {
            if let Ok(symbol) = Symbol::parse(&bytes) {
                let color = salient::color::Color::rgb(0, 0, 0);
                symbol.place(salient::math::PagePoint::new(9.0, 9.0), 20.0, color, color);
            }
            made(seeds::around("fall.svg", bytes), None);
        }
    }
}

/// Breaks a format's sample so and so often.
fn fuzz(seed: &Seed) {
    let number = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let from = number("SALIENT_FUZZ_FROM").unwrap_or(0);
    let count = number("SALIENT_FUZZ").unwrap_or(USUAL);
    let (name, sample) = (seed.name(), seed.bytes().to_vec());
    let (sender, results) = mpsc::channel();
    // On a thread of its own, so that a case that does not end is told.
    let seed = seed.clone();
    std::thread::spawn(move || {
        run(&seed, sample.clone());
        for case in from..from + count {
            let mut chance = Chance((case + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let bytes = broken(&sample, &mut chance);
            if sender.send((case, bytes.clone(), None)).is_err() {
                return;
            }
            let sound = catch_unwind(AssertUnwindSafe(|| run(&seed, bytes.clone()))).is_ok();
            let _ = sender.send((case, bytes, Some(sound)));
        }
    });
    let (mut last, mut began) = (None, Instant::now());
    loop {
        let keep = |(case, bytes): (u64, Vec<u8>)| {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{case}-{name}"));
            let _ = std::fs::write(&path, bytes);
            format!("{name}, case {case}, see {}", path.display())
        };
        match results.recv_timeout(LONGEST) {
            Ok((case, bytes, None)) => (last, began) = (Some((case, bytes)), Instant::now()),
            Ok((case, bytes, Some(sound))) => {
                assert!(sound, "panicked: {}", keep((case, bytes)));
                let took = began.elapsed();
                assert!(took < LONGEST, "took {took:?}: {}", keep((case, bytes)));
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                panic!("does not end: {}", last.map_or_else(|| name.to_owned(), keep));
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    assert!(count == 0 || last.is_some_and(|(case, _)| case + 1 == from + count), "{name} stopped");
}

macro_rules! formats {
    ($($test:ident => $seed:expr,)*) => {
        $(#[test]
        fn $test() {
            fuzz(&$seed);
        })*
    };
}

formats! {
    fuzz_geojson => seeds::geojson(),
    fuzz_geojson_lines => seeds::geojson_lines(),
    fuzz_topojson => seeds::topojson(),
    fuzz_kml => seeds::kml(),
    fuzz_kmz => seeds::kmz(),
    fuzz_shapefile => seeds::shapefile(),
    fuzz_shapefile_table => seeds::shapefile_table(),
    fuzz_shapefile_system => seeds::shapefile_system(),
    fuzz_flatgeobuf => seeds::flatgeobuf(),
    fuzz_geopackage => seeds::geopackage(),
    fuzz_table_of_changes => seeds::changes(),
    fuzz_table_of_events => seeds::events(),
    fuzz_description => seeds::description(),
    fuzz_theme => seeds::theme(),
    fuzz_symbol => seeds::symbol(),
    fuzz_relief => seeds::relief(),
    fuzz_bare_file => seeds::bare(),
}
