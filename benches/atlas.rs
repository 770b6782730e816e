//! Where the time goes for the built-in atlas: `cargo bench`.
//!
//! Prints the least and the median of a few rounds in milliseconds. Rounds of all parts take turns,
//! so that a busy moment of the machine hits all alike. `cargo bench -- 11` runs eleven rounds.

use salient::compose::Composer;
use salient::dataset::{self, Atlas};
use salient::encode::{Animation, Format, Frame, Level, Metadata, encoder, png};
use salient::figure::{Plan, Request};
use salient::paint::raster::FramePainter;
use salient::render::{Survey, animate};
use salient::timeline::{Pace, Schedule};
use std::hint::black_box;
use std::io::Cursor;
use std::sync::Arc;
use std::time::Instant;

const ATLAS: &str = "karabakh-2020";
const DAYS: i64 = 80;

fn open() -> Atlas {
    let (atlas, diagnostics) = dataset::builtin::open(ATLAS).expect("a built-in atlas");
    atlas.unwrap_or_else(|| panic!("{ATLAS}: {diagnostics:?}"))
}

/// A part of the work: its name, and what is done in a round.
type Part<'a> = (&'static str, Box<dyn FnMut() + 'a>);

fn main() {
    let rounds = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(5);
    let atlas = open();
    let survey = Survey::new(atlas.clone());
    let plan = survey.plan(&Request::default()).expect("the first figure");
    let composer = Composer::new(survey.atlas(), &plan, survey.coverage(), survey.typesetter());
    let day = plan.from.plus(30);
    let scene = composer.scene(day);
    let painter = FramePainter::new(&scene, plan.size.scale, survey.typesetter().clone())
        .expect("a page of ordinary size");
    let bitmap = painter.frame(&scene).expect("a page of ordinary size");
    let (width, height) = (bitmap.width, bitmap.height);
    let frame = Frame { width, height, rgb: Arc::new(bitmap.data), duration_ms: 0, changed: None };
    let parts: Vec<Part<'_>> = vec![
        ("open the atlas", Box::new(|| drop(black_box(open())))),
        ("coverage of all days", Box::new(|| drop(black_box(Survey::new(atlas.clone()))))),
        (
            "compose what is fixed",
            Box::new(|| {
                let (atlas, coverage) = (survey.atlas(), survey.coverage());
                drop(black_box(Composer::new(atlas, &plan, coverage, survey.typesetter())));
            }),
        ),
        ("compose a day", Box::new(|| drop(black_box(composer.picture(day))))),
        ("paint a day", Box::new(|| drop(black_box(painter.frame(&scene))))),
        ("PNG, fast", Box::new(|| drop(black_box(picture(&frame, Level::Fast))))),
        ("GIF of 80 days", Box::new(|| drop(black_box(gif(&survey, &plan))))),
    ];
    report(parts, rounds);
}

fn picture(frame: &Frame, level: Level) -> Vec<u8> {
    png(frame, level, &Metadata::default()).expect("a picture")
}

fn gif(survey: &Survey, plan: &Plan) -> Vec<u8> {
    let until = plan.until.min(plan.from.plus(DAYS));
    let schedule = Schedule::daily(plan.from, until, Pace::default(), |_| false);
    let mut file = Cursor::new(Vec::new());
    let output = &mut file;
    let start = move |animation: Animation| encoder(Format::Gif, output, animation);
    animate(survey, plan, None, &schedule, true, start, |_| true).expect("an animation");
    file.into_inner()
}

fn report(mut parts: Vec<Part<'_>>, rounds: usize) {
    let mut times = vec![Vec::new(); parts.len()];
    for _ in 0..rounds.max(1) {
        for ((_, work), times) in parts.iter_mut().zip(&mut times) {
            let started = Instant::now();
            work();
            times.push(started.elapsed().as_secs_f64() * 1000.0);
        }
    }
    println!("{:24} {:>9} {:>9}", "ms", "least", "median");
    for ((name, _), times) in parts.iter().zip(&mut times) {
        times.sort_by(f64::total_cmp);
        println!("{name:24} {:>9.2} {:>9.2}", times[0], times[times.len() / 2]);
    }
}
