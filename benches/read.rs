//! How long reading takes: `cargo bench --bench read`.
//!
//! Reads documents made up in memory, each of about 40 MB: one long feature, many files of it, many
//! small features, points with properties. With a path (`cargo bench --bench read -- DIR`) reads
//! that atlas instead, and nothing but reads it: what `/usr/bin/time -v` then says of CPU and memory
//! is reading's. A number sets the rounds; `RAYON_NUM_THREADS` the threads.

use salient::dataset;
use salient::source::files::Files;
use std::borrow::Cow;
use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

/// Vertices of each document.
const VERTICES: usize = 1_700_000;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let rounds = args.iter().find_map(|arg| arg.parse().ok()).unwrap_or(3);
    if let Some(path) = args.iter().find(|arg| arg.parse::<usize>().is_err()) {
        measure(path, rounds, || Files::at(path).expect("an atlas's folder"));
        return;
    }
    let polygons = |vertices: usize, features: usize| {
        let each = vertices / features;
        collection(
            (0..features).map(|i| feature(i, &format!("[[{}]]", ring(i, each)), "MultiPolygon")),
        )
    };
    // Without an atlas.toml, points with a date and a text are events.
    let points = collection((0..VERTICES / 8).map(|i| feature(i, &position(i, 0), "Point")));
    let points = points.replace("\"weight\"", "\"date\": \"2020-01-05\", \"text\"");
    let days = |i| (day(i), polygons(VERTICES / 50, 3));
    let documents = [
        ("one long feature", vec![(day(0), polygons(VERTICES, 1))]),
        ("50 files", (0..50).map(days).collect()),
        ("many small features", vec![(day(0), polygons(VERTICES, VERTICES / 20))]),
        ("points", vec![("points.geojson".to_owned(), points)]),
    ];
    for (name, files) in documents {
        let size: usize = files.iter().map(|(_, text)| text.len()).sum();
        let name = format!("{name} ({:.0} MB)", size as f64 / 1e6);
        measure(&name, rounds, || {
            let owned = |(path, text): &(String, String)| {
                (path.clone(), Cow::Owned(text.clone().into_bytes()))
            };
            Files::memory(files.iter().map(owned))
        });
    }
}

/// Opens an atlas some times and prints the least and the median in milliseconds.
fn measure(name: &str, rounds: usize, files: impl Fn() -> Files) {
    let mut times = Vec::new();
    for _ in 0..rounds.max(1) {
        let mut files = files();
        let started = Instant::now();
        let (atlas, found) = dataset::open(&mut files, "read");
        times.push(started.elapsed().as_secs_f64() * 1000.0);
        assert!(atlas.is_some(), "{found}");
        drop(black_box(atlas));
    }
    times.sort_by(f64::total_cmp);
    println!("{name:32} least {:8.1} ms, median {:8.1} ms", times[0], times[times.len() / 2]);
}

fn day(i: usize) -> String {
    format!("2020-{:02}-{:02}.geojson", 1 + i / 28, 1 + i % 28)
}

fn collection(features: impl Iterator<Item = String>) -> String {
    let features: Vec<String> = features.collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

fn feature(i: usize, coordinates: &str, kind: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"name\": \"Party {}\", \"weight\": {i}}},\
         \"geometry\":{{\"type\":\"{kind}\",\"coordinates\":{coordinates}}}}}",
        i % 3
    )
}

/// A ring around a place of its own, as a JSON array.
fn ring(seed: usize, vertices: usize) -> String {
    let mut text = String::from("[");
    for i in 0..vertices {
        let _ = write!(text, "{},", position(seed, i));
    }
    text + &position(seed, 0) + "]"
}

/// A position that moves around a square of half a degree, with a jitter.
fn position(seed: usize, i: usize) -> String {
    let place = (seed % 97) as f64 / 97.0;
    let along = (i % 1_000_003) as f64 / 250_000.0;
    let jitter = (i.wrapping_mul(2_654_435_761) % 1000) as f64 * 1e-6;
    let (x, y) = match along {
        a if a < 1.0 => (a, 0.0),
        a if a < 2.0 => (1.0, a - 1.0),
        a if a < 3.0 => (3.0 - a, 1.0),
        a => (0.0, 4.0 - a.min(4.0)),
    };
    format!("[{:.6},{:.6}]", 45.0 + place + x + jitter, 39.0 + place + y - jitter)
}
