//! The pictures of the built-in atlas, pixel by pixel.
//!
//! Where a change is meant, `SALIENT_BLESS=1 cargo test golden` writes the pictures anew; look at
//! them before they are committed.

use crate::picture::{decoded, differing, highlighted, keep};
use salient::dataset::{self, builtin};
use salient::figure::{Plan, Request, Size};
use salient::math::Day;
use salient::render::{Survey, comparison_page, grid_page, page_png, render_png};
use salient::source::files::Files;
use std::fs;
use std::path::Path;

const DAYS: [&str; 7] = [
    "2020-09-27",
    "2020-10-09",
    "2020-10-20",
    "2020-11-08",
    "2020-11-10",
    "2020-12-01",
    "2020-12-13",
];

/// Figures on their own days.
const FIGURES: [&str; 8] = [
    "war",
    "ceasefire-line",
    "ceasefire-agreement",
    "advance-relief",
    "settlements",
    "events",
    "peacekeepers-2020-12",
    "pipelines",
];

/// Pages of several days, for which other pictures are too small.
fn several_days(survey: &Survey) -> Vec<(&'static str, Vec<u8>)> {
    let size = Some(Size::parse_pixels("800x450").unwrap());
    let plan = &survey.plan(&Request { size, ..Request::default() }).unwrap();
    let day = |text| Day::parse(text).unwrap();
    let change = comparison_page(survey, plan, day("2020-10-09"), day("2020-11-08")).unwrap();
    let grid = grid_page(survey, plan, None, None).unwrap();
    let pages = [("change", change), ("grid", grid)];
    pages.map(|(name, page)| (name, page_png(survey, plan, page).unwrap())).into()
}

/// Arrows, units, symbols, teeth and degrees of the example.
fn marks() -> Vec<(&'static str, Vec<u8>)> {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/two-valleys");
    let mut files = Files::at(example).expect("the example is there");
    let (atlas, found) = dataset::open(&mut files, "two-valleys");
    let survey = Survey::new(atlas.unwrap_or_else(|| panic!("{found}")));
    let size = Some(Size::parse_pixels("960x540").unwrap());
    let figure = Some("operations".to_owned());
    let plan = survey.plan(&Request { size, figure, ..Request::default() }).unwrap();
    let days = [("operations-08", "2031-05-08"), ("operations-11", "2031-05-11")];
    days.map(|(name, day)| (name, render_png(&survey, &plan, Day::parse(day).unwrap()).unwrap()))
        .into()
}

#[test]
fn golden_pictures() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (kept, found) = (root.join("tests/golden"), root.join("target/golden"));
    let bless = std::env::var_os("SALIENT_BLESS").is_some();
    let (atlas, _) = builtin::open("karabakh-2020").expect("it is built in");
    let survey = Survey::new(atlas.expect("it has no errors"));
    let size = Some(Size::parse_pixels("480x270").unwrap());
    let plan = survey.plan(&Request { size, ..Request::default() }).unwrap();
    let render = |plan: &Plan, day| render_png(&survey, plan, day).unwrap();
    let days = DAYS.map(|day| (day, render(&plan, Day::parse(day).unwrap())));
    let figures = FIGURES.map(|figure| {
        let request = Request { size, figure: Some(figure.to_owned()), ..Request::default() };
        let plan = survey.plan(&request).unwrap();
        (figure, render(&plan, plan.date))
    });
    fs::create_dir_all(if bless { &kept } else { &found }).unwrap();
    let mut wrong = Vec::new();
    for (name, bytes) in days.into_iter().chain(figures).chain(several_days(&survey)).chain(marks())
    {
        let file = kept.join(format!("{name}.png"));
        if bless {
            fs::write(file, bytes).unwrap();
            continue;
        }
        let picture = decoded(&bytes);
        let new = found.join(format!("{name}.png"));
        let Ok(before) = fs::read(&file) else {
            fs::write(&new, bytes).unwrap();
            wrong
                .push(format!("{name}: there is no picture yet; the new one is {}", new.display()));
            continue;
        };
        let before = decoded(&before);
        // Pixels are compared, not bytes: another compressor makes no other picture.
        if picture == before {
            continue;
        }
        fs::write(&new, bytes).unwrap();
        if (picture.width, picture.height) != (before.width, before.height) {
            wrong.push(format!("{name}: the size differs; the new one is {}", new.display()));
            continue;
        }
        let red = found.join(format!("{name}-difference.png"));
        keep(&red, &highlighted(&before, &picture));
        let count = differing(&before, &picture);
        wrong.push(format!(
            "{name}: {count} pixels differ; see {} and {}",
            new.display(),
            red.display()
        ));
    }
    assert!(
        wrong.is_empty(),
        "pictures differ from those in tests/golden:\n  {}\nIf that is meant: SALIENT_BLESS=1 cargo \
         test golden",
        wrong.join("\n  ")
    );
}
