//! Patterns, ornaments and marks in whole pictures.

use salient::compose::Composer;
use salient::dataset::{self, builtin};
use salient::figure::{Paper, Request, Size};
use salient::math::{Day, PagePoint};
use salient::render::Survey;
use salient::scene::{Fill, Group, Item, Path, Scene, Segment};
use salient::source::files::Files;
use std::sync::OnceLock;

fn survey() -> &'static Survey {
    static SURVEY: OnceLock<Survey> = OnceLock::new();
    SURVEY.get_or_init(|| {
        let (atlas, _) = builtin::open("karabakh-2020").expect("it is built in");
        Survey::new(atlas.expect("it has no errors"))
    })
}

/// The scene of a day of the built-in atlas.
fn scene(date: &str, request: Request, set: &[(&str, &str)]) -> Scene {
    let survey = survey();
    let set = set.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let plan = survey.plan(&Request { set, ..request }).expect("a plan");
    let composer = Composer::new(survey.atlas(), &plan, survey.coverage(), survey.typesetter());
    composer.picture(Day::parse(date).expect("a day"))
}

/// All items of the group of some name.
fn items(scene: &Scene, name: &str) -> Vec<Item> {
    fn collect(group: &Group, inside: bool, name: &str, found: &mut Vec<Item>) {
        let inside = inside || group.id == name;
        for item in &group.items {
            match item {
                Item::Group(inner) => collect(inner, inside, name, found),
                item if inside => found.push(item.clone()),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    scene.layers.iter().for_each(|layer| collect(&layer.group, false, name, &mut found));
    found
}

fn patterns(items: &[Item]) -> Vec<Fill> {
    let mut found: Vec<Fill> = Vec::new();
    for item in items {
        match item {
            Item::Fill(_, Fill::Solid(_)) => {}
            Item::Fill(_, fill) if !found.contains(fill) => found.push(*fill),
            _ => {}
        }
    }
    found
}

/// The closed subpaths of a path, as their points.
fn pieces(path: &Path) -> Vec<Vec<PagePoint>> {
    let mut pieces: Vec<Vec<PagePoint>> = Vec::new();
    for segment in path.segments() {
        match *segment {
            Segment::Move(p) => pieces.push(vec![p]),
            Segment::Line(p) | Segment::Quad(_, p) | Segment::Cubic(_, _, p) => {
                pieces.last_mut().expect("a path begins with a move").push(p);
            }
            Segment::Close => {}
        }
    }
    pieces
}

const CEASEFIRE: &str = "2020-11-10";

#[test]
fn the_legend_has_the_patterns_of_the_map() {
    let scene =
        scene(CEASEFIRE, Request::default(), &[("status.claimed", "{ pattern = \"grid\" }")]);
    let mut on_map = patterns(&items(&scene, "control"));
    on_map.extend(patterns(&items(&scene, "overlays")));
    let in_legend = patterns(&items(&scene, "legend"));
    assert!(on_map.len() > 1, "{on_map:?}");
    for pattern in &on_map {
        assert!(in_legend.contains(pattern), "{pattern:?} is not in the legend: {in_legend:?}");
    }
    for pattern in &in_legend {
        assert!(on_map.contains(pattern), "{pattern:?} is not on the map");
    }
}

/// Page units are 1/96 inch whatever the resolution, so that equal scenes are equal in millimeters.
#[test]
fn patterns_are_as_large_at_any_resolution() {
    let paper = |dpi: f64| {
        let paper = Paper::sides(Some("160mm"), None, dpi).expect("a width");
        Request { paper: Some(paper), ..Request::default() }
    };
    let (coarse, fine) = (scene(CEASEFIRE, paper(96.0), &[]), scene(CEASEFIRE, paper(300.0), &[]));
    let width = 160.0 / 25.4 * 96.0;
    assert!((coarse.width - width).abs() < 1e-9 && coarse.width == fine.width);
    for group in ["control", "overlays", "legend"] {
        let (coarse, fine) = (patterns(&items(&coarse, group)), patterns(&items(&fine, group)));
        assert_eq!(coarse, fine, "{group}");
        assert!(!coarse.is_empty(), "{group} has no pattern");
    }
}

/// Dots are circles of the scene, so every painter draws them alike, and each is a whole one.
#[test]
fn dots_are_whole() {
    let scene = scene("2020-10-22", Request::default(), &[]);
    let overlays = items(&scene, "overlays");
    assert!(!overlays.iter().any(|item| matches!(item, Item::Fill(_, Fill::Dots(_)))));
    let rings = |item: &Item| match item {
        Item::Stroke(path, _)
            if path.segments().iter().any(|s| matches!(s, Segment::Cubic(..))) =>
        {
            pieces(path)
        }
        _ => Vec::new(),
    };
    let dots: Vec<Vec<PagePoint>> = overlays.iter().flat_map(rings).collect();
    assert!(dots.len() > 100, "{} dots", dots.len());
    // All are the first one, moved.
    let first = &dots[0];
    for dot in &dots {
        assert_eq!(dot.len(), first.len());
        for (p, q) in dot.iter().zip(first) {
            let by = |a: f64, b: f64, c: f64, d: f64| ((a - b) - (c - d)).abs() < 1e-6;
            assert!(by(p.x, dot[0].x, q.x, first[0].x) && by(p.y, dot[0].y, q.y, first[0].y));
        }
    }
}

fn teeth(date: &str) -> Vec<Vec<PagePoint>> {
    let size = Some(Size::DEFAULT);
    let scene = scene(date, Request { size, ..Request::default() }, &[("front.ornament", "teeth")]);
    let front = items(&scene, "frontline");
    let filled = front.iter().filter_map(|item| match item {
        Item::Fill(path, _) => Some(pieces(path)),
        _ => None,
    });
    filled.flatten().collect()
}

/// Between 20 and 25 October the front moved in the south only.
#[test]
fn an_unmoved_front_has_unmoved_teeth() {
    let north = |teeth: Vec<Vec<PagePoint>>| -> Vec<Vec<PagePoint>> {
        teeth.into_iter().filter(|tooth| tooth.iter().all(|p| p.y < 200.0)).collect()
    };
    let (before, after) = (teeth("2020-10-20"), teeth("2020-10-25"));
    assert_ne!(before, after);
    let (before, after) = (north(before), north(after));
    assert!(!before.is_empty(), "{} teeth in the north", before.len());
    assert_eq!(before, after);
}

#[test]
fn an_unknown_side_is_told() {
    let set = vec![("front.ornament_side".to_owned(), "azerbaijam".to_owned())];
    let error = survey().plan(&Request { set, ..Request::default() }).unwrap_err().to_string();
    assert!(error.contains("did you mean `azerbaijan`?"), "{error}");
}

/// Every mark that is not confirmed is explained, and symbols stand in the list.
#[test]
fn the_legend_explains_outlines_of_marks() {
    let words = |scene: &Scene| -> String {
        let runs = items(scene, "legend").into_iter().filter_map(|item| match item {
            Item::Text(run) => Some(run.text),
            _ => None,
        });
        runs.collect::<Vec<_>>().join(" ")
    };
    let claimed = scene("2020-10-22", Request::default(), &[]);
    assert!(words(&claimed).contains("claimed by one side"), "{}", words(&claimed));
    let symbols = scene("2020-10-22", Request::default(), &[("event.mark", "symbol")]);
    assert!(items(&symbols, "captions").len() > items(&claimed, "captions").len());
}

/// What frames the map is drawn where the theme asks for it, and the map of the surroundings only
/// where they reach beyond the map.
#[test]
fn the_map_is_framed_on_request() {
    let plain = scene("2020-10-22", Request::default(), &[]);
    assert!(items(&plain, "locator").is_empty() && items(&plain, "frame").is_empty());
    let set = [("furniture.locator", "0.17"), ("furniture.ticks", "true")];
    let framed = scene("2020-10-22", Request::default(), &set);
    assert!(items(&framed, "locator").len() > 5);
    let degrees = items(&framed, "frame").into_iter().filter_map(|item| match item {
        Item::Text(run) => Some(run.text),
        _ => None,
    });
    assert!(degrees.collect::<Vec<_>>().contains(&"46\u{b0}E".to_owned()));
}

/// Ten events within a few pixels: marks are pushed apart or become one, and none covers another.
#[test]
fn crowded_marks_do_not_cover_each_other() {
    let toml = "[atlas]\ntitle = \"T\"\nfrom = 2020-01-01\nuntil = 2020-01-03\n\
        [events]\nfile = \"e.csv\"\n\
        [[figure]]\nid = \"f\"\nextent = [0.0, 50.0, 4.0, 52.0]\ndate = 2020-01-02\n";
    let mut events = "date,text,lon,lat\n".to_owned();
    for i in 0..10 {
        let (x, y) = (2.0 + 0.04 * f64::from(i % 4), 51.0 + 0.03 * f64::from(i / 4));
        events.push_str(&format!("2020-01-02,Event {i},{x},{y}\n"));
    }
    let own = |text: &str| std::borrow::Cow::Owned(text.as_bytes().to_vec());
    let files = [("atlas.toml".to_owned(), own(toml)), ("e.csv".to_owned(), own(&events))];
    let (atlas, found) = dataset::open(&mut Files::memory(files), "crowd");
    let survey = Survey::new(atlas.unwrap_or_else(|| panic!("{found}")));
    for mark in ["number", "both"] {
        let set = vec![("event.mark".to_owned(), mark.to_owned())];
        let plan = survey.plan(&Request { set, ..Request::default() }).expect("a plan");
        let composer = Composer::new(survey.atlas(), &plan, survey.coverage(), survey.typesetter());
        let scene = composer.picture(Day::parse("2020-01-02").expect("a day"));
        let ground = Fill::Solid(plan.theme.event.ground);
        let disks: Vec<_> = items(&scene, "events")
            .into_iter()
            .filter_map(|item| match item {
                Item::Fill(path, fill) if fill == ground => path.bounds(),
                _ => None,
            })
            .filter(|bounds| bounds.height() > 20.0)
            .collect();
        assert!((2..10).contains(&disks.len()), "{mark}: {} marks", disks.len());
        for (i, disk) in disks.iter().enumerate() {
            for other in &disks[..i] {
                let (a, b) = (disk.center(), other.center());
                let apart = (disk.height() + other.height()) / 2.0;
                let level = (a.y - b.y).abs() < apart && disk.overlaps(other);
                assert!(!level || a.distance(b) > 0.8 * apart, "{mark}: {disk:?} {other:?}");
            }
        }
        let numbers: Vec<String> = items(&scene, "events")
            .into_iter()
            .filter_map(|item| if let Item::Text(run) = item { Some(run.text) } else { None })
            .collect();
        assert!(numbers.iter().any(|text| text.len() > 2), "nothing was joined: {numbers:?}");
    }
}
