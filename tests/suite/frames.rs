//! What the frame painter keeps between frames does not show in them.

use crate::everything::{fixed_layers, scene, words};
use salient::color::Color;
use salient::math::{PagePoint, Rect};
use salient::paint::raster::{Bitmap, FramePainter, paint};
use salient::scene::*;
use salient::text::Typesetter;
use std::sync::Arc;

fn pixel(bitmap: &Bitmap, x: u32, y: u32) -> [u8; 3] {
    let at = ((y * bitmap.width + x) * 3) as usize;
    [bitmap.data[at], bitmap.data[at + 1], bitmap.data[at + 2]]
}

fn page(items: Vec<Item>) -> Scene {
    let group = Arc::new(Group::new("all", items));
    Scene {
        width: 100.0,
        height: 100.0,
        title: String::new(),
        description: String::new(),
        layers: vec![Layer { group, fixed: false }],
    }
}

fn painted(items: Vec<Item>) -> Bitmap {
    paint(&page(items), 1.0, &Typesetter::new()).expect("a small page")
}

fn count(bitmap: &Bitmap, wanted: impl Fn([u8; 3]) -> bool) -> usize {
    bitmap.data.chunks_exact(3).filter(|p| wanted([p[0], p[1], p[2]])).count()
}

#[test]
fn a_frame_is_the_same_whatever_was_painted_before() {
    let typesetter = Typesetter::new();
    for scale in [1.0, 1.37] {
        let fixed = fixed_layers();
        let days: Vec<Scene> = (0..4).map(|day| scene(&fixed, f64::from(day) * 7.0)).collect();
        let painter = FramePainter::new(&days[0], scale, typesetter.clone()).expect("a page");
        let frames: Vec<Bitmap> = std::thread::scope(|scope| {
            let painter = &painter;
            let paint = |day| scope.spawn(move || painter.frame(day).expect("a page"));
            let threads: Vec<_> = days.iter().rev().map(paint).collect();
            threads.into_iter().rev().map(|thread| thread.join().expect("a frame")).collect()
        });
        for (day, frame) in frames.iter().enumerate() {
            // Other layers with the same contents: nothing that was kept fits.
            let anew = scene(&fixed_layers(), day as f64 * 7.0);
            let alone = paint(&anew, scale, &Typesetter::new()).expect("a page");
            assert!(*frame == alone, "day {day} at {scale}");
            assert!(painter.frame(&anew).expect("a page") == alone, "day {day}, other layers");
        }
        assert!(frames[0] != frames[1], "days differ");
    }
}

#[test]
fn neighbors_of_a_sum_show_no_seam() {
    let p = PagePoint::new;
    let grey = Fill::Solid(Color::rgb(0, 0, 0));
    let (a, b) = (p(20.3, 0.0), p(71.7, 100.0));
    let left = Path::polygon(&[p(0.0, 0.0), a, b, p(0.0, 100.0)]);
    let right = Path::polygon(&[p(100.0, 0.0), a, b, p(100.0, 100.0)]);
    let both = Group::new("", vec![Item::Fill(left, grey), Item::Fill(right, grey)]);
    let seam = |group: Group| {
        let bitmap = painted(vec![Item::Group(group.with_opacity(0.5))]);
        let middle = pixel(&bitmap, 2, 50);
        count(&bitmap, |c| c[0].abs_diff(middle[0]) > 1)
    };
    assert!(seam(both.clone()) > 100, "without the sum there is a seam");
    assert_eq!(seam(both.summed()), 0);
}

#[test]
fn what_is_far_away_does_no_harm() {
    let p = PagePoint::new;
    let far = 1e9;
    let half = Path::polygon(&[p(50.0, -far), p(far, -far), p(far, far), p(50.0, far)]);
    let black = Fill::Solid(Color::BLACK);
    let bitmap = painted(vec![Item::Fill(half, black)]);
    assert_eq!(count(&bitmap, |c| c == [0; 3]), 5000);
    let line = Path::line(&[p(-far, 50.0), p(far, 50.0)]);
    let dashed = Stroke::new(Color::BLACK, 2.0).dashed([10.0, 10.0]);
    let bitmap = painted(vec![Item::Stroke(line.clone(), dashed)]);
    assert_eq!(count(&bitmap, |c| c == [0; 3]), 100);
    let bitmap = painted(vec![Item::Stroke(line, Stroke::new(Color::BLACK, 2.0))]);
    assert_eq!(count(&bitmap, |c| c == [0; 3]), 200);
}

#[test]
fn dashes_stay_in_place_when_a_line_is_cut() {
    let p = PagePoint::new;
    let draw = |from: f64| {
        let line = Path::line(&[p(from, 50.0), p(1000.0, 50.0)]);
        let dashed = Stroke::new(Color::BLACK, 4.0).dashed([7.0, 4.0]);
        painted(vec![Item::Stroke(line, dashed)])
    };
    let whole = draw(1.0);
    // Eleven units are one dash and one gap, so the same dashes are seen.
    assert!(draw(1.0 - 11.0 * 100.0) == whole);
    assert!(draw(6.0 - 11.0 * 100.0) != whole);
}

#[test]
fn a_clip_cuts_everything() {
    let frame = Rect::from_size(30.0, 30.0, 40.0, 40.0);
    let red = Color::rgb(255, 0, 0);
    let halo = Some(Halo { color: red, width: 3.0 });
    let everything = |clip: Path| {
        let page = Path::rect(Rect::from_size(-10.0, -10.0, 120.0, 120.0));
        let cross = Path::line(&[PagePoint::new(0.0, 0.0), PagePoint::new(100.0, 100.0)]);
        let hatch = Hatch { color: red, width: 3.0, spacing: 4.0, angle: 30.0 };
        let items = vec![
            Item::Fill(page, Fill::Hatch(hatch)),
            Item::Stroke(cross.clone(), Stroke::new(red, 9.0)),
            Item::Stroke(cross, Stroke::new(red, 5.0).dashed([4.0, 4.0])),
            Item::Text(TextRun { halo, ..words("MMMMMMMMMM", 0.0, 55.0, 20.0) }),
            Item::Text(words("MMMMMMMMMM", 0.0, 75.0, 20.0)),
        ];
        painted(vec![Item::Group(Group::new("", items).clipped(clip))])
    };
    for clip in [Path::rect(frame), Path::round_rect(frame, 8.0)] {
        let bitmap = everything(clip);
        assert!(count(&bitmap, |c| c != [255; 3]) > 800);
        for y in 0..100 {
            for x in 0..100 {
                let inside = (30..70).contains(&x) && (30..70).contains(&y);
                assert!(inside || pixel(&bitmap, x, y) == [255; 3], "{x}, {y}");
            }
        }
    }
}

#[test]
fn strange_scenes_are_painted_without_a_panic() {
    let p = PagePoint::new;
    let nan = f64::NAN;
    let path = Path::polygon(&[p(nan, 0.0), p(f64::INFINITY, 3.0), p(4.0, 4.0)]);
    let spot = Path::polygon(&[p(1.0, 1.0)]);
    let page = Path::rect(Rect::from_size(0.0, 0.0, 100.0, 100.0));
    let fills = [
        Fill::Hatch(Hatch { color: Color::BLACK, width: nan, spacing: 0.0, angle: nan }),
        Fill::Hatch(Hatch { color: Color::BLACK, width: 1.0, spacing: 1e-9, angle: 1e300 }),
        Fill::Stripes(Stripes { colors: [Color::BLACK; 2], band: -1.0, angle: nan }),
        Fill::Dots(Dots { color: Color::BLACK, radius: 1e9, spacing: 1e-9, ring: Some(nan) }),
        Fill::Solid(Color::BLACK),
    ];
    let mut items = Vec::new();
    for path in [path, spot, Path::default(), page] {
        items.extend(fills.map(|fill| Item::Fill(path.clone(), fill)));
        for dash in [vec![], vec![nan], vec![0.0], vec![1e-9], vec![-1.0, 2.0], vec![3.0]] {
            for width in [nan, -1.0, 0.0, 0.3, 1e9] {
                let stroke = Stroke { width, dash: dash.clone(), ..Stroke::new(Color::BLACK, 1.0) };
                items.push(Item::Stroke(path.clone(), stroke));
            }
        }
    }
    for size in [nan, -1.0, 0.0, 1e9] {
        items.push(Item::Text(TextRun {
            halo: Some(Halo { color: Color::WHITE, width: nan }),
            ..words("abc", 1.0, 1.0, size)
        }));
    }
    let pixels = Arc::new(Pixels { width: 3, height: 3, rgba: vec![0; 5] });
    items.push(Item::Image(Image { pixels, rect: Rect::from_size(0.0, 0.0, 9.0, 9.0) }));
    let scene = Scene { ..self::page(items) };
    let typesetter = Typesetter::new();
    assert!(paint(&scene, 1.0, &typesetter).is_ok());
    let document = salient::paint::svg::write(&scene, &Default::default(), &typesetter);
    let tree = resvg::usvg::Tree::from_str(&document, &Default::default());
    assert!(tree.is_ok(), "{tree:?}");
    for scale in [nan, 0.0, -1.0, 1e9] {
        assert!(paint(&scene, scale, &typesetter).is_err());
    }
}

/// Paints days in an order, each but the first as a patch of what was there, and compares with the
/// day painted alone. Returns the mean share of the tiles that were painted.
fn painted_in_sequence(scenes: &[Scene], scale: f64, names: impl Fn(usize) -> String) -> f64 {
    let painter = FramePainter::new(&scenes[0], scale, Typesetter::new()).expect("a page");
    let mut running = painter.frame(&scenes[0]).expect("a page");
    let mut share = 0.0;
    for (i, pair) in scenes.windows(2).enumerate() {
        let tiles = painter.changed(&pair[0], &pair[1]);
        share += tiles.count() as f64 / (tiles.columns() * tiles.rows()) as f64;
        let _ = painter.patch(&pair[1], tiles).expect("a page").apply(&mut running.data);
        let alone = painter.frame(&pair[1]).expect("a page");
        if alone != running {
            let wrong: Vec<(u32, u32)> = (0..alone.width * alone.height)
                .map(|at| (at % alone.width, at / alone.width))
                .filter(|&(x, y)| pixel(&alone, x, y) != pixel(&running, x, y))
                .collect();
            let (count, first) = (wrong.len(), &wrong[..wrong.len().min(5)]);
            panic!("{}: {count} pixels differ, such as {first:?}", names(i + 1));
        }
    }
    share / (scenes.len() - 1).max(1) as f64
}

#[test]
fn days_painted_in_sequence_are_those_painted_alone() {
    for (name, share) in [("karabakh-2020", 0.35), ("two-valleys", 1.0)] {
        let atlas = match name {
            "two-valleys" => {
                let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/two-valleys");
                let mut files = salient::source::files::Files::at(std::path::Path::new(folder))
                    .expect("a folder");
                salient::dataset::open(&mut files, name).0
            }
            name => salient::dataset::builtin::open(name).expect("it is built in").0,
        };
        let survey = salient::render::Survey::new(atlas.expect("it has no errors"));
        for (size, seed) in [("960x540", 7_u64), ("641x377", 5)] {
            let size = Some(salient::figure::Size::parse_pixels(size).expect("a size"));
            let request = salient::figure::Request { size, ..Default::default() };
            let plan = survey.plan(&request).expect("a figure");
            let composer = salient::compose::Composer::new(
                survey.atlas(),
                &plan,
                survey.coverage(),
                survey.typesetter(),
            );
            // Day after day, and back and forth.
            let count = plan.until.since(plan.from);
            let mut at = seed;
            let jumps = (0..12).map(|_| {
                at = at
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (at >> 33) as i64 % count
            });
            let days: Vec<_> = (0..count.min(50)).chain(jumps).map(|n| plan.from.plus(n)).collect();
            let scenes: Vec<Scene> = days.iter().map(|day| composer.picture(*day)).collect();
            let painted = painted_in_sequence(&scenes, plan.size.scale, |i| {
                format!("{name}, {} after {}", days[i], days[i - 1])
            });
            assert!(painted < share, "{name}: {painted} of the tiles were painted");
        }
    }
}

#[test]
fn any_change_is_found() {
    let fixed = fixed_layers();
    let scenes: Vec<Scene> =
        [0.0, 7.0, 7.0, 3.5, 90.0].iter().map(|shift| scene(&fixed, *shift)).collect();
    for scale in [1.0, 1.37] {
        painted_in_sequence(&scenes, scale, |i| format!("scene {i} at {scale}"));
    }
}
