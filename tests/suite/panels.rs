//! Pages of several days: change maps, small multiples, figures of several maps; and what all files
//! say about themselves.

use crate::command::Folder;
use crate::picture::{decoded, difference, drawn};
use resvg::usvg::roxmltree::Document;
use salient::dataset::{OverlayGeometry, OverlayKind, builtin};
use salient::math::Day;

const SMALL: [&str; 2] = ["--size", "640x360"];

/// All words of an SVG, a run a line.
fn words(svg: &str) -> String {
    let document = Document::parse(svg).expect("well-formed XML");
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    let run = |node: resvg::usvg::roxmltree::Node<'_, '_>| -> String {
        node.descendants().filter_map(|inner| inner.text().filter(|_| inner.is_text())).collect()
    };
    texts.map(run).collect::<Vec<_>>().join("\n")
}

fn described(svg: &str) -> String {
    let document = Document::parse(svg).expect("well-formed XML");
    let node = document.descendants().find(|node| node.has_tag_name("desc"));
    node.and_then(|node| node.text()).unwrap_or_default().to_owned()
}

#[test]
fn a_change_map_says_who_gained_how_much() {
    let folder = Folder::with_atlas("compare");
    folder.write("map/towns.csv", "name,lon,lat,rank\nFord,10.4,49.8,2\nHome,10.4,50.6,1\n");
    let toml = folder.path("map/atlas.toml");
    let base = "\n[[base]]\nkind = \"town\"\nfile = \"towns.csv\"\n";
    let text = std::fs::read_to_string(&toml).unwrap();
    std::fs::write(&toml, text.replace("\n[[control]]", &format!("{base}\n[[control]]"))).unwrap();
    let days = ["--from", "2020-01-02", "--to", "2020-01-09"];
    let command = [&["compare", "map", "-o", "a.svg"][..], &days, &SMALL].concat();
    folder.salient(&command).succeeded();
    let svg = String::from_utf8(folder.read("a.svg")).unwrap();
    let words = words(&svg);
    for said in ["2 January –", "9 January 2020", "Gained by north", "Passed to north", "Ford"] {
        assert!(words.contains(said), "`{said}` is not said:\n{words}");
    }
    assert!(words.contains("5 January"), "the day of Ford is not told:\n{words}");
    let (_, list) = words.split_once("WHAT CHANGED HANDS").expect("a list");
    assert!(!list.contains("Home"), "{words}");
    assert!(!words.contains("Gained by south"), "{words}");
    let description = described(&svg);
    for said in ["north gained 4,008 km² from south.", "On 2 January 2020: ", "Sources: Nobody."] {
        assert!(description.contains(said), "`{said}` is not said: {description}");
    }
    // In another language nothing is left in English but the names that the data have.
    let german = [&command[..3], &["b.svg", "--lang", "de"][..], &days, &SMALL].concat();
    folder.salient(&german).succeeded();
    let svg = String::from_utf8(folder.read("b.svg")).unwrap();
    let page = format!("{}\n{}", self::words(&svg), described(&svg));
    for said in ["Gewonnen: north", "north gewann 4.008 km² von south.", "Am 2. Januar 2020: "] {
        assert!(page.contains(said), "`{said}` is not said: {page}");
    }
    for word in [" and ", "ained", "held", "Frontline", "approximate", "hands", "Sources", "day"] {
        assert!(!page.contains(word), "`{word}` is not German: {page}");
    }
    std::fs::remove_file(folder.path("b.svg")).unwrap();
    let back = ["--from", "2020-01-09", "--to", "2020-01-02"];
    let command = [&["compare", "map", "-o", "b.svg"][..], &back].concat();
    folder.salient(&command).failed(2, &["2020-01-09", "2020-01-02", "later"]);
    let outside = ["compare", "map", "--to", "2020-02-09", "-o", "b.svg"];
    folder.salient(&outside).failed(2, &["2020-02-09", "2020-01-10"]);
    assert_eq!(folder.entries(""), ["a.svg", "map"]);
}

#[test]
fn a_grid_shows_its_days_in_order() {
    let folder = Folder::with_atlas("grid");
    let command = [&["grid", "map", "-o", "a.svg"][..], &SMALL].concat();
    folder.salient(&command).succeeded();
    let svg = String::from_utf8(folder.read("a.svg")).unwrap();
    let dates = |words: &str| -> Vec<String> {
        words.lines().filter(|line| line.ends_with(" January 2020")).map(str::to_owned).collect()
    };
    let own = ["1 January 2020", "5 January 2020", "7 January 2020", "10 January 2020"];
    assert_eq!(dates(&words(&svg)), own);
    assert_eq!(words(&svg).matches("Held by north").count(), 1, "one legend");
    assert_eq!(words(&svg).matches(" km\n").count(), 1, "one scale bar");
    let asked = ["--dates", "2020-01-06,2020-01-02", "--columns", "1"];
    let command = [&["grid", "map", "-o", "b.svg"][..], &asked, &SMALL].concat();
    folder.salient(&command).succeeded();
    let svg = String::from_utf8(folder.read("b.svg")).unwrap();
    assert_eq!(dates(&words(&svg)), ["6 January 2020", "2 January 2020"]);
    let description = described(&svg);
    let said = ["2 maps: ", "On 6 January 2020: ", "On 2 January 2020: "];
    assert!(said.iter().all(|said| description.contains(said)), "{description}");
    let wrong = ["grid", "map", "--dates", "2020-01-06,2021-01-02", "-o", "c.svg"];
    folder.salient(&wrong).failed(2, &["2021-01-02"]);
    let gif = ["grid", "map", "-o", "c.gif"];
    folder.salient(&gif).failed(2, &["`grid` writes .png, .svg and .pdf"]);
}

#[test]
fn pages_of_several_days_are_the_same_on_any_number_of_threads() {
    let folder = Folder::with_atlas("several-threads");
    for (command, one, three) in [("grid", "a.png", "b.png"), ("compare", "c.png", "d.png")] {
        let draw = |file, threads| {
            let options = ["-o", file, "--threads", threads];
            folder.salient(&[&[command, "map"][..], &options, &SMALL].concat()).succeeded();
        };
        draw(one, "1");
        draw(three, "3");
        assert!(folder.read(one) == folder.read(three), "{command}");
    }
}

/// The page of several maps is one scene: painted, and as SVG drawn by resvg, it looks alike.
#[test]
fn painters_agree_on_a_page_of_several_maps() {
    let folder = Folder::with_atlas("several-painters");
    for command in ["grid", "compare"] {
        for file in ["a.png", "a.svg"] {
            let options = ["--outlines", "-o", file];
            folder.salient(&[&[command, "map"][..], &options, &SMALL].concat()).succeeded();
        }
        let svg = String::from_utf8(folder.read("a.svg")).unwrap();
        let typesetter = salient::text::Typesetter::new();
        let (mean, far) =
            difference(&decoded(&folder.read("a.png")), &drawn(&svg, &typesetter, 1.0));
        // One and a half times what was measured, as in `painters_agree`.
        assert!(mean < 1.7 && far < 0.0056, "{command}: mean {mean}, far {far}");
    }
}

#[test]
fn a_figure_may_have_several_maps() {
    let folder = Folder::with_atlas("panels");
    let panels = r#"id = "overview"
marked = ["mill"]
columns = 2
panel = [
    { date = 2020-01-03, title = "before", caption = "All is quiet." },
    { date = 2020-01-06, extent = [10, 49, 10.6, 50] },
]"#;
    folder.edit("map/atlas.toml", "id = \"overview\"", panels);
    let command = [&["render", "map", "-o", "a.svg"][..], &SMALL].concat();
    folder.salient(&command).succeeded();
    let svg = String::from_utf8(folder.read("a.svg")).unwrap();
    let said = words(&svg);
    for word in ["3 January 2020", "before", "All is quiet.", "6 January 2020", "Mill"] {
        assert!(said.contains(word), "`{word}` is not said:\n{said}");
    }
    // Only the first map's extent has the mill.
    assert_eq!(said.matches("Mill").count(), 1, "{said}");
    assert!(described(&svg).contains("All is quiet."));
    folder.edit("map/atlas.toml", "2020-01-06", "2020-02-06");
    folder.salient(&["check", "map"]).failed(1, &["2020-02-06", "overview"]);
    folder.edit("map/atlas.toml", "2020-02-06", "2020-01-06");
    folder.edit("map/atlas.toml", "\"mill\"", "\"mil\"");
    folder.salient(&["check", "map"]).failed(1, &["did you mean `Mill`"]);
    folder.edit("map/atlas.toml", "\"mil\"", "\"mill\"");
    folder.edit("map/atlas.toml", "[10, 49, 10.6, 50]", "[10, 50, 10.6, 49]");
    folder.salient(&["check", "map"]).failed(1, &["west, south, east, north"]);
}

/// On which side of the peacekeepers' area the two villages lie is what the captions say.
#[test]
fn the_villages_lie_where_the_captions_have_them() {
    use geo::Contains;
    let atlas = builtin::open("karabakh-2020").unwrap().0.unwrap();
    let villages: Vec<geo::Point<f64>> = ["Chaylaggala", "Hin Tagher"]
        .iter()
        .map(|name| {
            let place = atlas.places.iter().find(|place| place.name == *name).unwrap();
            geo::Point::new(place.position.lon, place.position.lat)
        })
        .collect();
    let within = |day: &str, kind: OverlayKind| {
        let day = Day::parse(day).unwrap();
        let on = atlas.overlays.iter().filter(|o| o.kind == kind && o.validity.contains(day));
        let areas: Vec<_> = on
            .map(|overlay| {
                assert!(overlay.approximate && overlay.source.is_some(), "{kind:?} on {day}");
                match &overlay.geometry {
                    OverlayGeometry::Areas(areas) => areas.clone(),
                    OverlayGeometry::Lines(_) => panic!("a line"),
                }
            })
            .collect();
        villages.iter().filter(|v| areas.iter().any(|area| area.contains(*v))).count()
    };
    let unclear = || OverlayKind::Other("mandate-unclear".to_owned());
    for (day, certain, not_said) in
        [("2020-12-11", 0, 0), ("2020-12-12", 0, 2), ("2020-12-13", 2, 0), ("2020-12-14", 0, 0)]
    {
        assert_eq!(within(day, OverlayKind::Mandate), certain, "{day}");
        assert_eq!(within(day, unclear()), not_said, "{day}");
    }
}

/// Files of every kind say what they show, of which days, from what, under what license, and what
/// drew them.
#[test]
fn files_say_what_they_are() {
    let folder = Folder::with_atlas("metadata");
    folder.edit("map/atlas.toml", "CC0 1.0", "CC BY 4.0 & more");
    let program = concat!("Salient ", env!("CARGO_PKG_VERSION"));
    let span = "2020-01-01/2020-01-10";

    let draw = |command: &str, file: &str| {
        folder.salient(&[&[command, "map", "-o", file][..], &SMALL].concat()).succeeded();
        folder.read(file)
    };
    for (command, date, first) in [
        (
            "render",
            "2020-01-10",
            "Map: Two sides, 10 January 2020. On 10 January 2020: north held ",
        ),
        ("compare", span, "Map: Two sides, ground that changed hands between 1 January 2020 and "),
        ("grid", span, "4 maps: Two sides, 1 January – 10 January 2020. On 1 January 2020: "),
    ] {
        let bytes = draw(command, "a.png");
        let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
        let info = reader.info();
        let text = |keyword: &str| {
            let latin = info.uncompressed_latin1_text.iter().find(|t| t.keyword == keyword);
            let utf8 = info.utf8_text.iter().find(|t| t.keyword == keyword);
            let utf8 = utf8.map(|text| text.get_text().unwrap());
            latin.map(|text| text.text.clone()).or(utf8).unwrap_or_default()
        };
        assert!(text("Description").starts_with(first), "{command}: {}", text("Description"));
        for (keyword, expected) in
            [("Copyright", "CC BY 4.0 & more"), ("Date", date), ("Software", program)]
        {
            assert_eq!(text(keyword), expected, "{command}");
        }
        // The base map that an atlas without one is drawn on has a source, too.
        assert_eq!(text("Source").lines().next(), Some("Nobody"));
        assert_eq!(text("Atlas hash").len(), 16);
        assert!(text("Title").starts_with("Two sides, "));

        let svg = String::from_utf8(draw(command, "a.svg")).unwrap();
        assert!(described(&svg).starts_with(first), "{command}");
        assert_statements(&svg, date, program);
    }
    let film = String::from_utf8(draw("animate", "b.svg")).unwrap();
    assert_statements(&film, span, program);
    let html = String::from_utf8(draw("animate", "b.html")).unwrap();
    for said in [span, program, "CC BY 4.0 &amp; more"] {
        assert!(html.contains(said), "HTML does not say {said}");
    }
    for file in ["b.gif", "b.webp", "b.apng"] {
        let bytes = draw("animate", file);
        let has = |words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
        let rights = if file == "b.webp" { "CC BY 4.0 &amp; more" } else { "CC BY 4.0 & more" };
        for said in ["Two sides", span, program, rights, "Nobody"] {
            assert!(has(said), "{file} does not say {said}");
        }
    }
}

fn assert_statements(svg: &str, date: &str, program: &str) {
    let document = Document::parse(svg).expect("well-formed XML");
    let metadata = document.descendants().find(|node| node.has_tag_name("metadata")).unwrap();
    let said = |name: &str| -> Vec<&str> {
        let own = metadata.descendants().filter(|node| node.tag_name().name() == name);
        own.filter_map(|node| node.text()).collect()
    };
    assert_eq!(said("date"), [date]);
    assert_eq!(said("rights"), ["CC BY 4.0 & more"]);
    assert_eq!(said("source").first(), Some(&"Nobody"));
    assert_eq!(said("CreatorTool"), [program]);
    assert_eq!(said("identifier").len(), 1);
    assert_eq!(said("language"), ["en"]);
    assert!(said("title")[0].starts_with("Two sides, "));
}
