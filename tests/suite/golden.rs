//! The pictures of the built-in atlas, pixel by pixel.
//!
//! Where a change is meant, `SALIENT_BLESS=1 cargo test golden` writes the pictures anew; look at
//! them before they are committed.

use crate::picture::{decoded, differing, highlighted, keep};
use salient::dataset::builtin;
use salient::figure::{Plan, Request, Size};
use salient::math::Day;
use salient::render::{Survey, comparison_page, grid_page, page_png, render_png};
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
const FIGURES: [&str; 7] = [
    "war",
    "ceasefire-line",
    "ceasefire-agreement",
    "advance-relief",
    "settlements",
    "events",
    "peacekeepers-2020-12",
];

/// Pages of several days.
fn several_days(survey: &Survey, plan: &Plan) -> Vec<(&'static str, Vec<u8>)> {
    let day = |text| Day::parse(text).unwrap();
    let change = comparison_page(survey, plan, day("2020-10-09"), day("2020-11-08")).unwrap();
    let grid = grid_page(survey, plan, None, None).unwrap();
    let pages = [("change", change), ("grid", grid)];
    pages.map(|(name, page)| (name, page_png(survey, plan, page).unwrap())).into()
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
    let render = |plan, day| render_png(&survey, plan, day).unwrap();
    let days = DAYS.map(|day| (day, render(&plan, Day::parse(day).unwrap())));
    let figures = FIGURES.map(|figure| {
        let request = Request { size, figure: Some(figure.to_owned()), ..Request::default() };
        let plan = survey.plan(&request).unwrap();
        (figure, render(&plan, plan.date))
    });
    fs::create_dir_all(if bless { &kept } else { &found }).unwrap();
    let mut wrong = Vec::new();
    for (name, bytes) in days.into_iter().chain(figures).chain(several_days(&survey, &plan)) {
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
