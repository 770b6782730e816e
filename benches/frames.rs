//! What a further frame costs an encoder: `cargo bench --bench frames -- [FOLDER] [ROUNDS]`.
//!
//! The frames are PNG files of a folder in order of their names, or some days of the built-in atlas.
//! Prints milliseconds a frame on one thread, the least of some rounds: of frames compressed anew,
//! of frames that follow each other, with and without being told what changed, and of frames of
//! which 5 % of the tiles change in a stripe from top to bottom.

use salient::compose::Composer;
use salient::dataset;
use salient::encode::{Encoder, Frame, Metadata, PngFolder, read_png};
use salient::figure::Request;
use salient::math::{Rect, TileSet};
use salient::paint::raster::FramePainter;
use salient::render::Survey;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

const DAYS: i64 = 10;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let rounds = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(5usize);
    let folder = arguments.iter().find(|argument| argument.parse::<usize>().is_err());
    let frames = folder.map_or_else(painted, |folder| read(Path::new(folder)));
    let told = with_changes(&frames);
    let striped = striped(&frames[0], frames.len());
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let mut least = [f64::MAX; 4];
    let mut bytes = 0;
    for _ in 0..rounds {
        let times = one.install(|| {
            let anew: f64 =
                frames.iter().map(|frame| written(std::slice::from_ref(frame), 0).0).sum();
            let count = (frames.len() - 1).max(1) as f64;
            let (untold, size) = written(&frames, 1);
            bytes = size;
            [
                anew / frames.len() as f64,
                untold / count,
                written(&told, 1).0 / count,
                written(&striped, 1).0 / count,
            ]
        });
        least.iter_mut().zip(times).for_each(|(least, time)| *least = least.min(time));
    }
    let changed = told.iter().skip(1).filter_map(|frame| frame.changed.as_ref());
    let tiles: usize = changed.map(|tiles| tiles.count()).sum();
    let all = TileSet::all(frames[0].width, frames[0].height).count() * (frames.len() - 1).max(1);
    println!("{} frames, {} bytes each", frames.len(), bytes / frames.len() as u64);
    println!("{:.1} % of the tiles change a frame", 100.0 * tiles as f64 / all as f64);
    for (name, time) in ["anew", "what changed unknown", "known", "5 % changed"].iter().zip(least) {
        println!("{name:24} {time:9.2} ms");
    }
}

/// Milliseconds that all frames but the first `without` take, and bytes of all.
fn written(frames: &[Frame], without: usize) -> (f64, u64) {
    let folder = std::env::temp_dir().join(format!("salient-bench-{}", std::process::id()));
    let names = (0..frames.len()).map(|at| format!("{at:04}.png")).collect();
    let mut encoder =
        PngFolder::create(&folder, names, Metadata::default()).expect("a folder for the frames");
    encoder.push(&frames[..without]).expect("frames");
    let started = Instant::now();
    for frame in &frames[without..] {
        encoder.push(std::slice::from_ref(frame)).expect("frames");
    }
    let time = started.elapsed().as_secs_f64() * 1000.0;
    let summary = Box::new(encoder).finish().expect("frames");
    std::fs::remove_dir_all(folder).expect("our own folder");
    (time, summary.bytes)
}

/// The frames, each with the tiles in which it differs from the one before.
fn with_changes(frames: &[Frame]) -> Vec<Frame> {
    let mut told = frames.to_vec();
    for (at, frame) in told.iter_mut().enumerate().skip(1) {
        let before = &frames[at - 1];
        let mut tiles = TileSet::none(frame.width, frame.height);
        let stride = frame.width as usize * 3;
        let rows = before.rgb.chunks(stride).zip(frame.rgb.chunks(stride));
        for (y, (old, new)) in rows.enumerate() {
            for (column, (old, new)) in old.chunks(24).zip(new.chunks(24)).enumerate() {
                if old != new {
                    tiles.insert(column as u32, y as u32 / TileSet::SIDE);
                }
            }
        }
        frame.changed = Some(Arc::new(tiles));
    }
    told
}

/// The frame over and over, of which a twentieth of the width is each time shown in other colors.
fn striped(frame: &Frame, count: usize) -> Vec<Frame> {
    let width = frame.width / 20 / TileSet::SIDE * TileSet::SIDE;
    let left = frame.width / 2 / TileSet::SIDE * TileSet::SIDE;
    let mut tiles = TileSet::none(frame.width, frame.height);
    let (x0, x1) = (f64::from(left), f64::from(left + width));
    tiles.insert_rect(&Rect { x0, y0: 0.0, x1, y1: f64::from(frame.height) });
    let tiles = Arc::new(tiles);
    let stripe = left as usize * 3..(left + width) as usize * 3;
    (0..count)
        .map(|at| {
            let mut rgb = frame.rgb.to_vec();
            for row in rgb.chunks_mut(frame.width as usize * 3) {
                row[stripe.clone()].iter_mut().for_each(|byte| *byte = byte.rotate_left(at as u32));
            }
            Frame { rgb: Arc::new(rgb), changed: Some(Arc::clone(&tiles)), ..frame.clone() }
        })
        .collect()
}

fn read(folder: &Path) -> Vec<Frame> {
    let entries = std::fs::read_dir(folder).expect("a folder of frames");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "png"));
    files.sort();
    files
        .iter()
        .map(|file| read_png(&std::fs::read(file).expect("a file"), "").expect("a frame").0)
        .collect()
}

fn painted() -> Vec<Frame> {
    let (atlas, diagnostics) = dataset::builtin::open("karabakh-2020").expect("a built-in atlas");
    let survey = Survey::new(atlas.unwrap_or_else(|| panic!("{diagnostics:?}")));
    let plan = survey.plan(&Request::default()).expect("the first figure");
    let composer = Composer::new(survey.atlas(), &plan, survey.coverage(), survey.typesetter());
    let first = composer.scene(plan.from);
    let painter = FramePainter::new(&first, plan.size.scale, survey.typesetter().clone())
        .expect("a page of ordinary size");
    (0..DAYS)
        .map(|day| {
            let scene = composer.scene(plan.from.plus(day));
            let bitmap = painter.frame(&scene).expect("a page of ordinary size");
            let (width, height) = (bitmap.width, bitmap.height);
            Frame { width, height, rgb: Arc::new(bitmap.data), duration_ms: 0, changed: None }
        })
        .collect()
}
