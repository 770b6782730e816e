//! Pictures of the built-in atlas and of the example, pixel by pixel.
//!
//! Where a change is meant, `SALIENT_BLESS=1 cargo test golden` writes the pictures anew; look at
//! them before they are committed.

use crate::picture::{decoded, differing, highlighted, keep};
use salient::dataset::{self, builtin};
use salient::figure::{Request, Size};
use salient::math::Day;
use salient::render::{Survey, render_png};
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

/// Compares a picture with the one kept under its name, or keeps it where that is asked for; what
/// is wrong is added to `wrong`.
fn compare(name: &str, bytes: &[u8], wrong: &mut Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (kept, found) = (root.join("tests/golden"), root.join("target/golden"));
    let bless = std::env::var_os("SALIENT_BLESS").is_some();
    fs::create_dir_all(if bless { &kept } else { &found }).unwrap();
    let file = kept.join(format!("{name}.png"));
    if bless {
        fs::write(file, bytes).unwrap();
        return;
    }
    let picture = decoded(bytes);
    let new = found.join(format!("{name}.png"));
    let Ok(before) = fs::read(&file) else {
        fs::write(&new, bytes).unwrap();
        wrong.push(format!("{name}: there is no picture yet; the new one is {}", new.display()));
        return;
    };
    let before = decoded(&before);
    // Pixels are compared, not bytes: another compressor makes no other picture.
    if picture == before {
        return;
    }
    fs::write(&new, bytes).unwrap();
    if (picture.width, picture.height) != (before.width, before.height) {
        wrong.push(format!("{name}: the size differs; the new one is {}", new.display()));
        return;
    }
    let red = found.join(format!("{name}-difference.png"));
    keep(&red, &highlighted(&before, &picture));
    let count = differing(&before, &picture);
    let (new, red) = (new.display(), red.display());
    wrong.push(format!("{name}: {count} pixels differ; see {new} and {red}"));
}

#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "pictures differ from those in tests/golden:\n  {}\nIf that is meant: SALIENT_BLESS=1 cargo \
         test golden",
        wrong.join("\n  ")
    );
}

#[test]
fn golden_pictures() {
    let (atlas, _) = builtin::open("karabakh-2020").expect("it is built in");
    let survey = Survey::new(atlas.expect("it has no errors"));
    let size = Some(Size::parse_pixels("480x270").unwrap());
    let plan = survey.plan(&Request { size, ..Request::default() }).unwrap();
    let mut wrong = Vec::new();
    for day in DAYS {
        let bytes = render_png(&survey, &plan, Day::parse(day).unwrap()).unwrap();
        compare(day, &bytes, &mut wrong);
    }
    assert_none(&wrong);
}

/// Arrows, units, symbols, teeth and degrees of the example.
#[test]
fn golden_marks() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/two-valleys");
    let mut files = Files::at(example).expect("the example is there");
    let (atlas, found) = dataset::open(&mut files, "two-valleys");
    let survey = Survey::new(atlas.unwrap_or_else(|| panic!("{found}")));
    let size = Some(Size::parse_pixels("960x540").unwrap());
    let figure = Some("operations".to_owned());
    let plan = survey.plan(&Request { size, figure, ..Request::default() }).unwrap();
    let mut wrong = Vec::new();
    for day in ["2031-05-08", "2031-05-11"] {
        let bytes = render_png(&survey, &plan, Day::parse(day).unwrap()).unwrap();
        compare(&format!("operations-{day}"), &bytes, &mut wrong);
    }
    assert_none(&wrong);
}
