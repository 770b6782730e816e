//! A film drawn on a day is the picture of that day, and its documents are sound.

use crate::everything;
use resvg::{tiny_skia, usvg};
use salient::compose::Composer;
use salient::dataset;
use salient::encode::{PlayerDay, PlayerEvent, PlayerPage, animated_svg, html};
use salient::figure::{Plan, Request, Size};
use salient::math::{Day, Rect};
use salient::paint::film::Film;
use salient::paint::svg::{self, FilmOptions, TextMode, write_film};
use salient::render::{Survey, animate_html, animate_svg, render_svg};
use salient::scene::Scene;
use salient::text::Typesetter;
use salient::timeline::{Pace, Schedule};
use std::sync::Arc;

fn draw(document: &str, typesetter: &Typesetter) -> Vec<u8> {
    let mut options = usvg::Options::default();
    let fonts = Arc::make_mut(&mut options.fontdb);
    for face in typesetter.faces() {
        fonts.load_font_data(face.data().to_vec());
    }
    let tree = usvg::Tree::from_str(document, &options).expect("the document is valid SVG");
    let size = tree.size().to_int_size();
    let mut pixmap = tiny_skia::Pixmap::new(size.width(), size.height()).expect("a size");
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixmap.as_mut());
    pixmap.data().to_vec()
}

/// The film's document as it is seen in a frame.
fn at(film: &Film, frame: u32, typesetter: &Typesetter) -> String {
    let hidden = film.lifetimes().iter().enumerate().fold(String::new(), |style, (n, life)| {
        if life.contains(frame) { style } else { format!("{style}.f{n}{{display:none}}") }
    });
    write_film(film, &FilmOptions { style: hidden, ..FilmOptions::default() }, typesetter)
}

fn assert_same(film: &Film, frame: u32, scene: &Scene, typesetter: &Typesetter) {
    let alone = svg::write(scene, &Default::default(), typesetter);
    let (film, still) = (draw(&at(film, frame, typesetter), typesetter), draw(&alone, typesetter));
    let far = film.iter().zip(&still).filter(|(a, b)| a.abs_diff(**b) > 0).count();
    assert_eq!((film.len(), far), (still.len(), 0), "frame {frame}");
}

fn film(scenes: &[Scene]) -> Film {
    let mut film = Film::default();
    scenes.iter().for_each(|scene| film.push(scene));
    film
}

#[test]
fn a_film_at_a_day_is_the_scene_of_the_day() {
    let (typesetter, fixed) = (Typesetter::new(), everything::fixed_layers());
    let shifts = [0.0, 0.0, 7.0, 14.0, 0.0];
    let scenes = shifts.map(|shift| everything::scene(&fixed, shift));
    let film = film(&scenes);
    let pictures: Vec<Vec<u8>> =
        (0..5).map(|frame| draw(&at(&film, frame, &typesetter), &typesetter)).collect();
    for (frame, scene) in scenes.iter().enumerate() {
        assert_same(&film, frame as u32, scene, &typesetter);
    }
    assert!(pictures[0] == pictures[4] && pictures[0] != pictures[2]);
}

fn survey() -> Survey {
    let (atlas, _) = dataset::builtin::open("karabakh-2020").expect("built in");
    Survey::new(atlas.expect("without errors"))
}

fn plan(survey: &Survey, from: &str, until: &str) -> Plan {
    let day = |text| Some(Day::parse(text).expect("a day"));
    let request = Request {
        size: Some(Size::parse_pixels("960x540").expect("a size")),
        from: day(from),
        until: day(until),
        ..Request::default()
    };
    survey.plan(&request).expect("a plan")
}

#[test]
fn a_film_of_a_war_at_a_day_is_the_map_of_the_day() {
    let survey = survey();
    let plan = plan(&survey, "2020-09-27", "2020-12-16");
    let composer = Composer::new(survey.atlas(), &plan, survey.coverage(), survey.typesetter());
    let mut film = Film::default();
    for day in plan.from.up_to(plan.until) {
        film.push(&composer.scene(day));
    }
    for frame in [0, 23, 44, 79] {
        let scene = composer.scene(plan.from.plus(i64::from(frame)));
        assert_same(&film, frame, &scene, survey.typesetter());
    }
}

#[test]
fn the_bytes_are_the_same_on_any_number_of_threads() {
    let survey = survey();
    let plan = plan(&survey, "2020-11-08", "2020-11-12");
    let schedule = Schedule::daily(plan.from, plan.until, Pace::default(), |_| false);
    let documents = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            [
                animate_svg(&survey, &plan, &schedule, |_| true).expect("SVG"),
                animate_html(&survey, &plan, &schedule, |_| true).expect("HTML"),
            ]
        })
    };
    let [svg, html] = documents(1);
    assert!([svg.clone(), html.clone()] == documents(3));
    assert!(svg.matches("<image").count() == 1 && html.matches("<image").count() == 1);
    for layer in ["ground", "control", "boundaries", "movement", "labels", "events", "panel"] {
        assert_eq!(svg.matches(&format!("inkscape:label=\"{layer}\"")).count(), 1, "{layer}");
    }
    assert!(html.contains("data-note=\"Held by ") && !svg.contains("data-note"));
    // Who cannot play it sees the last day, as the day's own SVG shows it.
    let still = render_svg(&survey, &plan, plan.until.plus(-1), TextMode::Text).expect("SVG");
    assert!(draw(&svg, survey.typesetter()) == draw(&still, survey.typesetter()));
}

/// What the style sheet of an animated SVG shows, read by a small reader of our own.
#[test]
fn each_lifetime_plays_when_it_should() {
    let fixed = everything::fixed_layers();
    let scenes = [0.0, 7.0, 0.0, 14.0].map(|shift| everything::scene(&fixed, shift));
    let film = film(&scenes);
    let durations = [300, 500, 300, 3000];
    let document = animated_svg(&film, &durations, FilmOptions::default(), &Typesetter::new());
    assert!(document.contains("animation-duration:4100ms;animation-timing-function:step-end"));
    // The shorthand of a more special rule would take the classes' names away.
    assert!(!document.contains("animation:"));
    let starts = [0, 300, 800, 1100];
    let mut seen = 0;
    for (n, life) in film.lifetimes().iter().enumerate() {
        let Some(frames) = document.split(&format!("@keyframes f{n}{{")).nth(1) else {
            assert!(life.is_whole(4));
            continue;
        };
        assert!(document.contains(&format!(".f{n}{{animation-name:f{n}}}")));
        let frames = frames.split("}}").next().expect("an end");
        let steps: Vec<(f64, bool)> = frames
            .split('}')
            .filter_map(|step| step.split_once("%{"))
            .map(|(at, state)| (at.parse().expect("a number"), state.ends_with(":visible")))
            .collect();
        for (frame, (start, length)) in starts.iter().zip(durations).enumerate() {
            for share in [0.01, 0.5, 0.99] {
                let at = (f64::from(*start) + f64::from(length) * share) / 41.0;
                let state = steps.iter().rev().find(|step| step.0 <= at).expect("a state at 0");
                assert_eq!(state.1, life.contains(frame as u32), "lifetime {n}, {at} %");
                seen += 1;
            }
        }
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn words_from_the_data_stay_words() {
    let hostile = "</script><script>alert(1)</script><img src=x onerror='alert(2)'>\"'&\u{0}<!--";
    let mut scene = everything::scene(&everything::fixed_layers(), 0.0);
    scene.title = hostile.into();
    scene.description = hostile.into();
    let group = salient::scene::Group::new(hostile, vec![]).noted(format!("a\n{hostile}"));
    scene.layers.push(salient::scene::Layer { group: Arc::new(group), fixed: false });
    let film = film(&[scene]);
    let event = |source: &str| PlayerEvent {
        place: Some(hostile.into()),
        text: hostile.into(),
        claim: dataset::Claim::Disputed,
        source: Some(source.into()),
    };
    let page = PlayerPage {
        language: hostile.into(),
        title: hostile.into(),
        description: hostile.into(),
        metadata: vec![(svg::Term::Source, hostile.into())],
        credits: vec![hostile.into()],
        map: Rect::from_size(0.0, 0.0, 600.0, 400.0),
        days: vec![PlayerDay {
            day: hostile.into(),
            name: hostile.into(),
            duration_ms: 1,
            events: vec![
                event(hostile),
                event("javascript:alert(3)"),
                event("https://a.example/?b='\"><script>"),
            ],
        }],
    };
    let document = html(&film, &page, &Typesetter::new());
    // Ours: the data and the player.
    assert_eq!(document.matches("<script").count(), 2);
    assert_eq!(document.matches("</script").count(), 2);
    assert_eq!(document.matches("<img").count(), 0);
    assert!(!document.contains("<!--") && !document.contains('\0'));
    assert!(!document.contains("href=\"javascript:"));
    // No attribute ends early: quotes of the data are escaped wherever an attribute holds them.
    assert!(!document.contains("alert(2)'>\""));
    assert_eq!(document.matches("rel=\"noopener noreferrer\"").count(), 1);
    let data = document.split("type=\"application/json\">").nth(1).expect("data");
    let data = data.split("</script>").next().expect("an end");
    let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(data["days"][0]["text"], hostile);
    let svg = animated_svg(&film, &[1], FilmOptions::default(), &Typesetter::new());
    assert!(usvg::Tree::from_str(&svg, &usvg::Options::default()).is_ok());
    assert!(!svg.contains("<script") && !svg.contains("<img"));
}
