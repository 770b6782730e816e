//! The figures of the article: their legends, their areas, and what is told of mistakes in them.

use crate::command::Folder;
use salient::dataset::builtin;
use salient::figure::{Plan, Request, Size};
use salient::paint::svg::TextMode;
use salient::render::{Survey, check, render_svg};
use std::sync::OnceLock;

fn survey() -> &'static Survey {
    static SURVEY: OnceLock<Survey> = OnceLock::new();
    SURVEY.get_or_init(|| {
        let (atlas, _) = builtin::open("karabakh-2020").expect("it is built in");
        Survey::new(atlas.expect("it has no errors"))
    })
}

fn plan(figure: &str) -> Plan {
    let size = Some(Size::parse_pixels("960x540").unwrap());
    let request = Request { figure: Some(figure.to_owned()), size, ..Request::default() };
    survey().plan(&request).unwrap()
}

/// The texts of a figure's picture on its own day, in the order in which they are drawn.
fn texts(figure: &str) -> Vec<String> {
    let plan = plan(figure);
    let svg = render_svg(survey(), &plan, plan.date, TextMode::Text).unwrap();
    let document = resvg::usvg::roxmltree::Document::parse(&svg).unwrap();
    let legend = document
        .descendants()
        .find(|node| node.attribute("id").is_some_and(|id| id.starts_with("legend")))
        .expect("there is a legend");
    let words = legend.descendants().filter(|node| node.has_tag_name("text"));
    words
        .map(|node| node.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect())
        .collect()
}

/// The words of a legend without line breaks.
fn words(figure: &str) -> String {
    texts(figure).into_iter().filter(|text| !text.contains("km²")).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_figure_shows_what_its_legend_says() {
    assert_eq!(survey().atlas().figures[0].id, "days");
    let found = check(survey(), &Request::default()).to_string();
    for code in ["legend-not-shown", "empty-selection", "[figure]"] {
        assert!(!found.contains(code), "{found}");
    }
}

#[test]
fn the_legend_of_the_agreement_is_the_article_s() {
    let words = words("ceasefire-agreement");
    let entries = [
        "Azerbaijan outside of the conflict zone",
        "Areas recaptured by Azerbaijan during the war, to stay under its control",
        "Agdam District: evacuated by Armenia by 20 November",
        "Kalbajar District: evacuated by Armenia by 25 November",
        "Lachin District: evacuated by Armenia by 1 December",
        "Part of Nagorno-Karabakh with no scheduled cession to Azerbaijan",
        "Lachin corridor, monitored by Russian peacekeepers",
        "Access roads into Nagorno-Karabakh",
        "New Azerbaijani transport corridor to be established",
        "Line of contact before the 2020 conflict",
        "Other areas claimed by Artsakh",
    ];
    let mut rest = words.as_str();
    for entry in entries {
        let (_, after) = rest.split_once(entry).unwrap_or_else(|| panic!("`{entry}` in `{rest}`"));
        rest = after;
    }
    // What no entry of the author's explains comes behind.
    assert!(rest.contains("State boundary"), "{rest}");
}

/// The areas of a figure are of one coverage: together they are the theatre.
#[test]
fn chosen_ground_has_neither_gaps_nor_overlaps() {
    let number = |text: &String| text.strip_suffix(" km²")?.replace(',', "").parse::<f64>().ok();
    let sum = |figure| texts(figure).iter().filter_map(number).sum::<f64>();
    // Each number is rounded.
    assert!((sum("ceasefire-agreement") - 11_767.0).abs() <= 3.0);
    assert!((sum("ceasefire-line") - 11_767.0).abs() <= 3.0);
}

#[test]
fn a_palette_is_the_figure_s() {
    let atlas = survey().atlas();
    let azerbaijan = atlas.party("azerbaijan").unwrap();
    let (days, line) = (plan("days").color(azerbaijan), plan("ceasefire-line").color(azerbaijan));
    assert!(days.b > days.r && line.r > line.b, "{days:?} {line:?}");
}

#[test]
fn figures_move() {
    let folder = Folder::new("figures-move");
    let figure = |id: &str, from: &str, until: &str, file: &str| {
        let days = ["--from", from, "--until", until, "--size", "160x90", "-o", file];
        let arguments = [["animate", "karabakh-2020", "--figure", id].as_slice(), &days].concat();
        folder.salient(&arguments).succeeded();
    };
    figure("ceasefire-line", "2020-11-09", "2020-11-11", "line/");
    figure("events", "2020-10-16", "2020-10-18", "events/");
    assert_eq!(folder.entries("line"), ["2020-11-09.png", "2020-11-10.png", "salient-frames.json"]);
    assert_eq!(
        folder.entries("events"),
        ["2020-10-16.png", "2020-10-17.png", "salient-frames.json"]
    );
}

#[test]
fn a_legend_of_what_is_not_there_is_an_error() {
    let folder = Folder::with_atlas("legend-not-shown");
    let figure = "\n[[figure]]\nid = \"wrong\"\n[[figure.area]]\nid = \"never\"\n\
                  select = { control = \"any\", status = \"ceding\" }\nfill = \"#aa0000\"\n\
                  [[figure.legend]]\ntext = \"Roads\"\nshows = { base = \"historical\" }\n";
    let atlas = std::fs::read_to_string(folder.path("map/atlas.toml")).unwrap();
    folder.write("map/atlas.toml", &format!("{atlas}{figure}"));
    let line = atlas.lines().count() + 8;
    folder.salient(&["check", "map"]).failed(
        1,
        &[
            &format!(
                "atlas.toml:{line}:1: error[legend-not-shown]: figure `wrong`: the legend explains"
            ),
            "`Roads`, which is not in the picture on any day",
            "warning[empty-selection]: figure `wrong`: the area `never` is seen on no day",
        ],
    );
}
