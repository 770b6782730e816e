//! Pages in every language that has words.

use salient::compose::Composer;
use salient::dataset::builtin;
use salient::figure::{Request, Size};
use salient::math::Day;
use salient::paint::svg::{self, Options};
use salient::render::Survey;
use salient::scene::{Group, Item};
use salient::style::languages;

fn survey() -> Survey {
    let (atlas, _) = builtin::open("karabakh-2020").expect("it is built in");
    Survey::new(atlas.expect("it has no errors"))
}

fn request(language: &str) -> Request {
    Request {
        size: Some(Size::parse_pixels("480x270").expect("a size")),
        language: Some(language.to_owned()),
        ..Request::default()
    }
}

fn texts(group: &Group, all: &mut Vec<String>) {
    for item in &group.items {
        match item {
            Item::Group(inner) => texts(inner, all),
            Item::Text(run) => all.push(run.text.clone()),
            _ => {}
        }
    }
}

#[test]
fn every_letter_of_every_page_has_a_font() {
    let survey = survey();
    let day = Day::parse("2020-11-01").expect("a day");
    let mut titles = Vec::new();
    for language in languages() {
        let plan = survey.plan(&request(language)).expect("a plan");
        assert!(survey.missing_letters(&plan).is_empty(), "{language}");
        let composer = Composer::new(survey.atlas(), &plan, survey.coverage(), survey.typesetter());
        let scene = composer.scene(day);
        let mut all = Vec::new();
        scene.layers.iter().for_each(|layer| texts(&layer.group, &mut all));
        for text in &all {
            assert_eq!(survey.typesetter().missing(text), [], "{language}: {text}");
            assert!(!text.contains('{'), "{language}: {text}");
        }
        titles.push(scene.title);
    }
    let count = titles.len();
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), count, "every language has a date and title of its own");
}

#[test]
fn a_page_speaks_its_language_and_rivers_run_along_their_courses() {
    let survey = survey();
    let plan = survey.plan(&request("de-AT")).expect("a plan");
    let composer = Composer::new(survey.atlas(), &plan, survey.coverage(), survey.typesetter());
    let scene = composer.scene(Day::parse("2020-11-01").expect("a day"));
    let document = svg::write(&scene, &Options::default(), survey.typesetter());
    assert!(document.contains("Gehalten von Arzach") && document.contains("1. November"));
    // What has no translation is printed as it is.
    assert!(document.contains("Kapan"));
    assert!(document.contains("<textPath xlink:href=\"#line-1"));
}

#[test]
fn what_is_no_language_is_told() {
    let error = survey().plan(&request("German")).expect_err("no code").to_string();
    assert!(error.contains("`German` is not a language code") && error.contains("de"), "{error}");
}
