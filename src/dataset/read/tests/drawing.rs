use super::*;
use crate::color::Color;

const MAP: &str = "[[control]]\nfile = \"c.geojson\"\n[[overlay]]\nfile = \"o.geojson\"\nkind = \"claim\"\n\
                   [events]\nfile = \"e.csv\"\n[[figure]]\nid = \"one\"\n";

fn files() -> [(&'static str, String); 3] {
    [
        ("c.geojson", squares(&[(r#""party":"red""#, 0.0), (r#""party":"blue""#, 1.0)])),
        ("o.geojson", squares(&[(r#""name":"North""#, 0.0)])),
        ("e.csv", "date,text,kind,source,lon,lat\n2020-01-05,t,clash,s,1,1\n".to_owned()),
    ]
}

fn drawing(more: &str) -> Drawing {
    let files = files();
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    sound(&format!("{MAP}{more}"), &files).figures.remove(0).drawing
}

fn faults(more: &str) -> String {
    let files = files();
    let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    messages(&format!("{MAP}{more}"), &files)
}

#[test]
fn a_figure_without_choices_draws_what_it_always_did() {
    let drawing = drawing("recent_days = 2\n");
    assert_eq!(drawing.layers, Layers::default());
    assert!(drawing.areas.is_empty() && drawing.legend.is_empty());
}

#[test]
fn choices_are_read() {
    let drawing = drawing(
        "layers = { front = false, overlays = [\"North\"], events = \"until\", base = [\"river\"] }\n\
         [[figure.area]]\nid = \"won\"\nselect = { control = \"Reds\", gained_since = 2020-01-02 }\n\
         fill = \"red\"\nhatch = \"#010203\"\napproximate = true\n\
         [[figure.area]]\nid = \"land\"\nselect = { file = \"o.geojson\" }\nstroke = \"blue\"\n\
         [[figure.line]]\nid = \"front\"\nselect = { front = true }\nstroke = \"#fff\"\ndash = []\n\
         [[figure.event]]\nid = \"fights\"\nkind = \"clash\"\n\
         [[figure.legend]]\ntext = { en = \"Won\" }\nshows = { area = [\"land\", \"won\"] }\n\
         [[figure.legend]]\ntext = \"By sight\"\n",
    );
    let Layers { base, control, front, overlays, places, events, .. } = drawing.layers;
    assert_eq!(base, Some(vec![BaseKind::River]));
    assert_eq!((control, front, places, events), (true, false, false, EventsShown::Until));
    assert_eq!(overlays.unwrap()[0].label.as_deref(), Some("North"));
    let [won, land] = drawing.areas.as_slice() else { panic!() };
    let AreaSelection::Control(selection) = &won.select else { panic!() };
    assert_eq!((selection.parties.as_slice(), selection.on), ([PartyId(0)].as_slice(), None));
    assert_eq!(selection.gained_since, Some(day("2020-01-02")));
    assert_eq!(won.look.fill, Some(Ink::Party(PartyId(0))));
    assert_eq!(won.look.hatch, Some(Ink::Color(Color::rgb(1, 2, 3))));
    assert!(won.look.approximate && matches!(land.select, AreaSelection::Ground(_)));
    assert_eq!(drawing.lines[0].look.dash, Some(Vec::new()));
    assert_eq!(drawing.events[0].kinds, ["clash"]);
    assert_eq!(drawing.legend[0].shows, Some(Explained::Area(vec![1, 0])));
    assert_eq!(drawing.legend[1].shows, None);
}

#[test]
fn every_mistake_is_told_with_its_place_and_the_nearest_name() {
    let found = faults(
        "layers = { overlays = [\"Nort\"], events = \"til\", frnt = true }\n\
         [[figure.area]]\nid = \"a\"\nselect = { control = \"Rads\", file = \"o.geojson\" }\nfill = \"#12\"\n\
         [[figure.area]]\nid = \"b\"\nselect = { overlay = \"clam\" }\nfill = \"red\"\n\
         [[figure.line]]\nid = \"c\"\nselect = { front = true }\n\
         [[figure.event]]\nid = \"d\"\nkind = [\"clsh\"]\n\
         [[figure.legend]]\ntext = \"x\"\nshows = { line = \"e\" }\n",
    );
    for words in [
        "atlas.toml:18:24: error[unknown-overlay]: no overlay has the kind or the label `Nort`\n  help: \
         did you mean `North`?",
        "error[unknown-choice]: `events` cannot be `til`\n  help: did you mean `until`?",
        "warning[unknown-key]: `layers` has no key `frnt`\n  help: did you mean `front`?",
        "atlas.toml:21:10: error[unclear-selection]: `select` has both `control` and `file`",
        "atlas.toml:22:8: error[bad-color]: `#12` is not a color",
        "error[unknown-overlay]: no overlay has the kind or the label `clam`\n  help: did you mean \
         `claim`?",
        "error[no-look]: `[[figure.line]]` would not be seen\n  help: give it a `stroke`",
        "error[unknown-kind]: no event is of the kind `clsh`\n  help: did you mean `clash`?",
        "error[unknown-id]: the figure has no `[[figure.line]]` `e`\n  help: did you mean `c`?",
    ] {
        assert!(found.contains(words), "`{words}` is not said:\n{found}");
    }
}
