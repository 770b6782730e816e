//! Small data for every code: what a user may write so that it is told.

use crate::command::Folder;

/// Data with something wrong.
pub struct Case {
    /// The code that is to be told.
    pub code: &'static str,
    /// Changes the small sound atlas `map`, or writes another one.
    pub spoil: fn(&Folder),
    /// What is checked.
    pub atlas: &'static str,
    /// More words on the command line.
    pub words: &'static [&'static str],
}

/// Codes without a case, and why.
pub const EXCEPTIONS: [(&str, &str); 20] = [
    ("bad-csv", "no table of UTF-8 text is known that the reader of tables refuses as a whole"),
    ("too-large", "takes a file that unpacks to gigabytes; the reader's own tests lower the limit"),
    ("too-many-parties", "takes 65,536 features"),
    ("bad-geopackage", "takes a damaged database; src/source/geopackage/tests.rs has one"),
    ("geopackage-left-out", "takes a database; src/source/geopackage/tests.rs has one"),
    ("unwritten-changes", "takes a database and its log; src/source/geopackage/tests.rs has them"),
    (
        "bad-geometry",
        "told by the readers of geometry in databases and tables; their tests have it",
    ),
    (
        "wrapped-geojson",
        "told by the reader of GeoJSON; src/source/geojson/tests.rs has such files",
    ),
    ("ring-left-out", "told by the reader of geometry; its own tests simplify islands away"),
    (
        "too-many-features",
        "takes more features than are read; tests/suite/hostile.rs lowers limits",
    ),
    ("too-many-columns", "takes a table of very many columns; the reader's own tests have one"),
    ("too-many-files", "takes more files than are listed; the tests of files lower the limit"),
    ("too-dense", "takes 20 million crossings; tests of the coverage lower the limit"),
    ("redrawn-borders", "takes many days of long outlines; tests of the coverage have them"),
    (
        "gazetteer-position",
        "told of towns that change hands; the tests beside their reader have it",
    ),
    ("silent-row", "told of towns that change hands; the tests beside their reader have it"),
    ("guessed-reach", "told of towns that change hands; the tests beside their reader have it"),
    ("near-beyond-reach", "told of towns that change hands; the tests beside their reader have it"),
    ("unknown-cut", "told of towns that change hands; the tests beside their reader have it"),
    (
        "unknown-disagreement",
        "told of towns that change hands; the tests beside their reader have it",
    ),
];

const TOML: &str = "map/atlas.toml";
const CONTROL: &str = "map/control.geojson";
const EVENTS: &str = "map/events.csv";
const PLACES: &str = "map/places.csv";
/// The outline of the north, as the sound atlas has it.
const NORTH: &str = "[[10,50],[11,50],[11,51],[10,51],[10,50]]";

fn case(code: &'static str, spoil: fn(&Folder)) -> Case {
    Case { code, spoil, atlas: "map", words: &[] }
}

/// Adds to the end of `atlas.toml`.
fn add(folder: &Folder, text: &str) {
    let toml = String::from_utf8(folder.read(TOML)).unwrap();
    folder.write(TOML, &format!("{toml}{text}"));
}

/// Adds to the `[[control]]` entry.
fn control(folder: &Folder, key: &str) {
    folder.edit(TOML, "file = \"control.geojson\"", &format!("file = \"control.geojson\"\n{key}"));
}

/// A feature from its properties and its coordinates.
fn feature(properties: &str, kind: &str, coordinates: &str) -> String {
    format!(
        "{{\"type\": \"Feature\", \"properties\": {{{properties}}}, \"geometry\": \
         {{\"type\": \"{kind}\", \"coordinates\": {coordinates}}}}}"
    )
}

fn collection(features: &[String]) -> String {
    format!(
        "{{\"type\": \"FeatureCollection\", \"source\": \"made up\", \"features\": [\n{}\n]}}\n",
        features.join(",\n")
    )
}

/// North and south, each as a polygon.
fn two(north: &str, south: &str) -> String {
    let side = |party: &str, ring: &str| {
        feature(&format!("\"controller\": \"{party}\""), "Polygon", &format!("[{ring}]"))
    };
    collection(&[side("north", north), side("south", south)])
}

/// The north with another outline; the south stays.
fn north(folder: &Folder, ring: &str) {
    folder.edit(CONTROL, NORTH, ring);
}

/// The north as several polygons.
fn north_of(folder: &Folder, polygons: &str) {
    folder.edit(
        CONTROL,
        "\"Polygon\", \"coordinates\": [[[10,50]",
        "\"MultiPolygon\", \"coordinates\": [[[[10,50]",
    );
    folder.edit(CONTROL, "[[[[10,50],[11,50],[11,51],[10,51],[10,50]]]", polygons);
}

/// A series of ten days; the border moves north by a little every day.
fn series(folder: &Folder, file: impl Fn(u32) -> Option<String>) {
    folder.edit(TOML, "\"control.geojson\"", "\"days/*.geojson\"\ntime = \"snapshot\"");
    std::fs::remove_file(folder.path(CONTROL)).unwrap();
    for day in 1..=10 {
        if let Some(text) = file(day) {
            folder.write(&format!("map/days/2020-01-{day:02}.geojson"), &text);
        }
    }
}

/// The two sides on a day of the series, between two longitudes.
fn sides(day: u32) -> String {
    sides_between(day, 10, 11)
}

fn sides_between(day: u32, west: u32, east: u32) -> String {
    let border = 50.0 + f64::from(day) / 100.0;
    two(
        &format!("[[{west},{border}],[{east},{border}],[{east},51],[{west},51],[{west},{border}]]"),
        &format!("[[10,49],[11,49],[11,{border}],[10,{border}],[10,49]]"),
    )
}

/// Towns that change hands.
fn towns(folder: &Folder, places: &str, changes: &str) {
    folder.write("map/towns.csv", places);
    folder.write("map/changes.csv", changes);
    add(
        folder,
        "[[control]]\ntime = \"places\"\nplaces = \"towns.csv\"\nchanges = \"changes.csv\"\n\
         within = \"control.geojson\"\nsmoothing_km = 5\nmax_error_km = 5\n",
    );
}

const TOWNS: &str = "name,lon,lat\nMill,10.5,50.5\nFord,10.5,49.5\n";
const CHANGES: &str = "date,place,held_by\n2020-01-03,Mill,south\n";

/// A shapefile with one square, without anything beside it.
fn shapefile() -> Vec<u8> {
    let ring = [(10.0, 50.0), (10.0, 51.0), (11.0, 51.0), (11.0, 50.0), (10.0, 50.0_f64)];
    let bounds = [10.0, 50.0, 11.0, 51.0_f64];
    let doubles = |list: &[f64]| list.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>();
    let mut content = 5_i32.to_le_bytes().to_vec();
    content.extend(doubles(&bounds));
    for n in [1, ring.len() as i32, 0] {
        content.extend(n.to_le_bytes());
    }
    content.extend(ring.iter().flat_map(|(x, y)| doubles(&[*x, *y])));
    let words = content.len() as i32 / 2;
    let mut file = 9994_i32.to_be_bytes().to_vec();
    file.extend([0; 20]);
    file.extend((50 + 4 + words).to_be_bytes());
    file.extend(1000_i32.to_le_bytes());
    file.extend(5_i32.to_le_bytes());
    file.extend(doubles(&bounds));
    file.extend([0; 32]);
    file.extend(1_i32.to_be_bytes());
    file.extend(words.to_be_bytes());
    file.extend(content);
    file
}

fn other_format(folder: &Folder, name: &str, bytes: &[u8]) {
    std::fs::write(folder.path("map").join(name), bytes).unwrap();
    folder.edit(TOML, "\"control.geojson\"", &format!("\"{name}\"\nheld_by = \"north\""));
}

const KML: &str = "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark><Polygon>\
    <outerBoundaryIs><LinearRing><coordinates>10,50 11,50 11,51 10,50</coordinates></LinearRing>\
    </outerBoundaryIs></Polygon></Placemark></Document></kml>";

fn crs(folder: &Folder, name: &str) {
    let crs =
        format!("\"crs\": {{\"type\": \"name\", \"properties\": {{\"name\": \"{name}\"}}}}, ");
    folder.edit(CONTROL, "\"source\"", &format!("{crs}\"source\""));
}

/// All of them.
pub fn cases() -> Vec<Case> {
    let mut cases = vec![
        case("missing-file", |f| f.edit(TOML, "control.geojson", "contrl.geojson")),
        case("no-match", |f| f.edit(TOML, "control.geojson", "control/*.geojson")),
        case("outside-folder", |f| f.edit(TOML, "control.geojson", "../control.geojson")),
        case("unreadable-file", |f| {
            f.write("map/control/2020-01-01.geojson", "{}");
            f.edit(TOML, "control.geojson", "control");
        }),
        case("unused-file", |f| f.write("map/old.csv", "name,lon,lat\n")),
        Case {
            atlas: "empty",
            ..case("no-data", |f| f.write("empty/readme.txt", "Nothing yet.\n"))
        },
        Case {
            atlas: "data",
            ..case("guessed-atlas", |f| f.write("data/2020-01-01.geojson", &sides(0)))
        },
        case("not-utf-8", |f| {
            let text = b"date,place,text,source\n2020-01-05,Mill,It f\xe4lls,x\n";
            std::fs::write(f.path(EVENTS), text).unwrap();
        }),
        case("bad-toml", |f| f.edit(TOML, "[atlas]", "[atlas")),
        case("bad-json", |f| f.edit(CONTROL, "[11,50]", "[11,]")),
        case("bad-geojson", |f| f.edit(CONTROL, "\"Polygon\"", "\"Poligon\"")),
        case("empty-file", |f| f.write(EVENTS, "")),
        case("ragged-row", |f| f.edit(EVENTS, "It falls", "It falls, they say")),
        case("duplicate-column", |f| f.write(PLACES, "name,lon,lat,lat\nMill,10.5,50.5,50.6\n")),
        case("missing-column", |f| f.edit(PLACES, "lon", "longtude")),
        case("bad-number", |f| f.edit(PLACES, "10.5", "10°30'")),
        case("bad-grade", |f| f.write(PLACES, "name,lon,lat,rank\nMill,10.5,50.5,high\n")),
        case("bad-grid", |f| {
            f.write("map/heights.png", "not a picture");
            add(
                f,
                "[[base]]\nkind = \"relief\"\nfile = \"heights.png\"\nbounds = [10, 49, 11, 51]\n",
            );
        }),
        case("unknown-key", |f| f.edit(TOML, "title", "titel")),
        case("missing-key", |f| add(f, "[[party]]\nname = \"West\"\n")),
        case("wrong-type", |f| f.edit(TOML, "\"Two sides\"", "2")),
        case("unknown-time", |f| control(f, "time = \"snapshots\"")),
        case("unknown-date-form", |f| control(f, "dates = \"d.m.y\"")),
        case("unknown-base", |f| add(f, "[[base]]\nkind = \"rivr\"\nfile = \"control.geojson\"\n")),
        case("bad-bounds", |f| {
            f.write("map/heights.png", "not a picture");
            add(
                f,
                "[[base]]\nkind = \"relief\"\nfile = \"heights.png\"\nbounds = [10, 51, 11, 49]\n",
            );
        }),
        case("negative-distance", |f| {
            towns(f, TOWNS, CHANGES);
            f.edit(TOML, "smoothing_km = 5", "smoothing_km = -1");
        }),
        case("short-arrow", |f| add(f, "[[arrow]]\npoints = [[10, 50]]\n")),
        case("arrow-dates", |f| {
            add(
                f,
                "[[arrow]]\npoints = [{ at = [10, 49], date = 2020-01-09 }, \
                    { at = [10, 50], date = 2020-01-03 }]\n",
            );
        }),
        case("bad-symbol", |f| {
            f.edit(TOML, "[events]\n", "[events]\nsymbols = { fire = \"fire.svg\" }\n");
            f.write(
                "map/fire.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>!</text></svg>",
            );
        }),
        case("duplicate-figure", |f| add(f, "[[figure]]\nid = \"overview\"\n")),
        case("unclear-selection", |f| {
            add(
                f,
                "[[figure.area]]\nid = \"won\"\nselect = { control = \"north\", file = \"control.geojson\" }\n\
                    fill = \"#aa0000\"\n",
            );
        }),
        case("unknown-id", |f| {
            add(f, "[[figure.legend]]\ntext = \"Won\"\nshows = { area = \"won\" }\n")
        }),
        case("duplicate-id", |f| {
            let area = "[[figure.area]]\nid = \"won\"\nselect = { control = \"north\" }\nfill = \"#aa0000\"\n";
            add(f, &format!("{area}{area}"));
        }),
        case("unknown-overlay", |f| {
            f.edit(TOML, "palette", "layers = { overlays = [\"roads\"] }\npalette")
        }),
        case("unknown-kind", |f| add(f, "[[figure.event]]\nid = \"fights\"\nkind = \"clash\"\n")),
        case("unknown-choice", |f| {
            f.edit(TOML, "palette", "layers = { events = \"til\" }\npalette")
        }),
        case("bad-color", |f| {
            add(
                f,
                "[[figure.line]]\nid = \"front\"\nselect = { front = true }\nstroke = \"#12\"\n",
            );
        }),
        case("no-look", |f| add(f, "[[figure.line]]\nid = \"front\"\nselect = { front = true }\n")),
        case("legend-not-shown", |f| {
            add(
                f,
                "[[figure.legend]]\ntext = \"Old borders\"\nshows = { base = \"historical\" }\n",
            );
        }),
        case("empty-selection", |f| {
            add(
                f,
                "[[figure.area]]\nid = \"ceded\"\nselect = { control = \"any\", status = \"ceding\" }\n\
                    fill = \"#aa0000\"\n",
            );
        }),
        case("empty-filter", |f| control(f, "where = { controller = \"east\" }")),
        case("no-ground", |f| {
            f.write(
                "map/line.geojson",
                &collection(&[feature("", "LineString", "[[10,49],[11,51]]")]),
            );
            control(f, "within = \"line.geojson\"");
        }),
        case("guessed-time", |f| {
            f.edit(CONTROL, "\"from\"", "\"date\"");
            f.edit(CONTROL, "\"north\"}", "\"north\", \"date\": \"2020-01-01\"}");
            f.edit(CONTROL, "\"south\"}", "\"south\", \"date\": \"2020-01-01\"}");
        }),
        case("guessed-days", |f| f.edit(TOML, "until = 2020-01-11\n", "")),
        Case {
            atlas: "bare",
            ..case("no-days", |f| f.write("bare/atlas.toml", "[atlas]\nfrom = 2020-01-01\n"))
        },
        Case {
            atlas: "bare",
            ..case("undated", |f| f.write("bare/atlas.toml", "[atlas]\ntitle = \"Nothing yet\"\n"))
        },
        case("no-reports", |f| control(f, "report_every = 3")),
        case("no-credits", |f| f.edit(TOML, "credits = [\"Nobody\"]\n", "")),
        case("no-license", |f| f.edit(TOML, "license = \"CC0 1.0\"\n", "")),
        case("bad-xml", |f| other_format(f, "front.kml", b"<kml><Document></kml>")),
        case("bad-kml", |f| {
            other_format(f, "front.kml", KML.replace("11,50 11,51", "11,north").as_bytes());
        }),
        case("kml-left-out", |f| {
            let picture = "<GroundOverlay><name>Scan</name></GroundOverlay></Document>";
            other_format(f, "front.kml", KML.replace("</Document>", picture).as_bytes());
        }),
        case("bad-topojson", |f| {
            f.write(
                CONTROL,
                "{\"type\": \"Topology\", \"arcs\": [], \"objects\": \
                              {\"a\": {\"type\": \"Polygon\", \"arcs\": [[7]]}}}",
            );
        }),
        case("bad-shapefile", |f| other_format(f, "front.shp", b"not a shapefile")),
        case("bad-flatgeobuf", |f| other_format(f, "front.fgb", b"not FlatGeobuf")),
        case("bad-archive", |f| other_format(f, "front.kmz", b"not an archive")),
        case("no-crs", |f| other_format(f, "front.shp", &shapefile())),
        case("no-table", |f| other_format(f, "front.shp", &shapefile())),
        case("unknown-crs", |f| crs(f, "EPSG:2")),
        case("other-crs", |f| crs(f, "EPSG:3857")),
        case("converted-crs", |f| {
            let ring = "[[1113194.9,6446275.8],[1224514.4,6446275.8],[1224514.4,6621293.7],[1113194.9,6446275.8]]";
            f.write(
                CONTROL,
                &collection(&[feature(
                    "\"controller\": \"north\"",
                    "Polygon",
                    &format!("[{ring}]"),
                )]),
            );
            crs(f, "EPSG:3857");
        }),
    ];
    cases.extend(shapes());
    cases.extend(ground());
    cases.extend(statements());
    cases
}

fn shapes() -> Vec<Case> {
    vec![
        Case { words: &["--max-vertices", "14"], ..case("too-many-vertices", |_| {}) },
        case("null-geometry", |f| {
            let text = "{\"type\": \"Feature\", \"properties\": {\"controller\": \"north\"}, \"geometry\": null},\n";
            f.edit(CONTROL, "{\"type\": \"Feature\"", &format!("{text}{{\"type\": \"Feature\""));
        }),
        case("empty-geometry", |f| f.edit(CONTROL, &format!("[{NORTH}]"), "[]")),
        case("bad-position", |f| f.edit(CONTROL, "[11,50]", "[11]")),
        case("swapped-coordinates", |f| f.edit(CONTROL, "[11,50]", "[11,150]")),
        case("out-of-range", |f| f.edit(CONTROL, "[11,50]", "[1224514,6446275]")),
        case("few-points", |f| north(f, "[[10,50],[11,50],[10,50]]")),
        case("half-position", |f| f.write(PLACES, "name,lon,lat\nMill,10.5,\n")),
        case("wrong-geometry", |f| {
            let line = feature("\"controller\": \"north\"", "LineString", "[[10,50],[11,50]]");
            f.edit(CONTROL, "{\"type\": \"Feature\"", &format!("{line},\n{{\"type\": \"Feature\""));
        }),
        case("ring-closed", |f| north(f, "[[10,50],[11,50],[11,51],[10,51]]")),
        case("ring-reversed", |f| north(f, "[[10,50],[10,51],[11,51],[11,50],[10,50]]")),
        case("height-dropped", |f| north(f, "[[10,50,200],[11,50],[11,51],[10,51],[10,50]]")),
        case("repeated-point", |f| north(f, "[[10,50],[11,50],[11,50],[11,51],[10,51],[10,50]]")),
        case("spike", |f| {
            north(f, "[[10,50],[11,50],[11,50.5],[11.4,50.5],[11,50.5],[11,51],[10,51],[10,50]]")
        }),
        case("no-area", |f| north(f, "[[10,50],[10.5,50.5],[11,51],[10,50]]")),
        case("self-intersection", |f| north(f, "[[10,50],[11,51],[11,50],[10,51],[10,50]]")),
        case("covered-twice", |f| {
            north_of(
                f,
                "[[[[10,50],[11,50],[11,51],[10,51],[10,50]]],[[[10.4,50.4],[10.6,50.4],[10.6,50.6],[10.4,50.4]]]]",
            );
        }),
        case("duplicate-ring", |f| {
            north_of(
                f,
                "[[[[10,50],[11,50],[11,51],[10,51],[10,50]]],[[[11,50],[11,51],[10,51],[10,50],[11,50]]]]",
            );
        }),
        case("hole-outside", |f| {
            f.edit(
                CONTROL,
                &format!("[{NORTH}]"),
                &format!("[{NORTH},[[12,50],[12,51],[13,50],[12,50]]]"),
            );
        }),
        case("duplicate-feature", |f| {
            let again = feature("\"controller\": \"north\"", "Polygon", &format!("[{NORTH}]"));
            f.edit(CONTROL, "\n]}", &format!(",\n{again}\n]}}"));
        }),
        case("null-island", |f| f.write(PLACES, "name,lon,lat\nMill,10.5,50.5\nFord,0,0\n")),
        case("off-map", |f| {
            f.write(EVENTS, "date,lon,lat,text,source\n2020-01-05,60,10,It falls,x\n")
        }),
    ]
}

fn ground() -> Vec<Case> {
    vec![
        case("overlap", |f| {
            f.write(CONTROL, &two(NORTH, "[[10,49],[11,49],[11,50.2],[10,50.2],[10,49]]"));
        }),
        case("gap", |f| {
            let north = "[[10,50],[10.4,50],[10.5,50.1],[10.6,50],[11,50],[11,51],[10,51],[10,50]]";
            f.write(CONTROL, &two(north, "[[10,49],[11,49],[11,50],[10,50],[10,49]]"));
        }),
        case("sliver", |f| {
            let north =
                "[[10,50],[10.1,50],[10.5,50.002],[10.9,50],[11,50],[11,51],[10,51],[10,50]]";
            f.write(CONTROL, &two(north, "[[10,49],[11,49],[11,50],[10,50],[10,49]]"));
        }),
        case("missing-days", |f| series(f, |day| (day != 4).then(|| sides(day)))),
        case("exchanged-days", |f| {
            series(f, |day| {
                Some(sides(match day {
                    3 => 8,
                    8 => 3,
                    day => day,
                }))
            });
        }),
        case("party-vanishes", |f| {
            series(f, |day| {
                let text = sides(day);
                Some(if day == 6 { text.replace("\"south\"", "\"north\"") } else { text })
            });
        }),
        case("area-jump", |f| {
            series(f, |day| Some(sides_between(day, 10, if day == 6 { 12 } else { 11 })))
        }),
        case("undone-change", |f| {
            // The two sides change places: each holds about as much as before.
            let south = "[[10,49],[11,49],[11,50],[10,50],[10,49]]";
            series(f, |day| Some(if day == 6 { two(south, NORTH) } else { two(NORTH, south) }));
        }),
        case("unused-party", |f| add(f, "[[party]]\nid = \"west\"\n")),
        case("side-differs", |f| {
            f.write(
                "map/sides.csv",
                "place,lon,lat,date,held_by,confidence\nMill,10.5,50.5,2020-01-03,south,high\n",
            );
            add(f, "[checks]\nfile = \"sides.csv\"\n");
        }),
        case("similar-colors", |f| f.edit(TOML, "#1c4f96", "#d9703d")),
        Case { words: &["--set", "page.muted=#b0b0b0"], ..case("faint-text", |_| {}) },
        case("missing-letters", |f| f.edit(TOML, "Two sides", "Two sides 𓀀")),
    ]
}

fn statements() -> Vec<Case> {
    vec![
        case("unknown-party", |f| f.edit(CONTROL, "\"south\"", "\"sooth\"")),
        case("duplicate-party", |f| add(f, "[[party]]\nid = \"North\"\n")),
        case("no-holder", |f| f.edit(CONTROL, "\"controller\"", "\"owner_of\"")),
        case("one-sided", |f| {
            f.edit(CONTROL, "\"south\"}", "\"south\", \"status\": \"contested\"}")
        }),
        case("unknown-status", |f| {
            f.edit(CONTROL, "\"south\"}", "\"south\", \"status\": \"contestd\"}")
        }),
        case("unknown-claim", |f| {
            f.edit(CONTROL, "\"south\"}", "\"south\", \"claim\": \"conformed\"}")
        }),
        case("bad-date", |f| f.edit(CONTROL, "2020-01-05", "2020-01-35")),
        case("ambiguous-date", |f| f.edit(CONTROL, "2020-01-05", "1/5/2020")),
        case("no-date", |f| f.edit(EVENTS, "2020-01-05", "")),
        case("duplicate-snapshot", |f| {
            series(f, |day| (day == 1).then(|| sides(day)));
            f.write("map/days/20200101.geojson", &sides(1));
        }),
        case("inverted-interval", |f| {
            f.edit(CONTROL, "\"2020-01-05\"", "\"2020-01-05\", \"until\": \"2020-01-02\"");
        }),
        case("empty-interval", |f| {
            f.edit(CONTROL, "\"2020-01-05\"", "\"2020-01-05\", \"until\": \"2020-01-05\"");
        }),
        case("outside-days", |f| f.edit(EVENTS, "2020-01-05", "2021-01-05")),
        case("unknown-place", |f| f.edit(EVENTS, "Mill", "Mil")),
        case("unknown-symbol", |f| f.write(PLACES, "name,lon,lat,symbol\nMill,10.5,50.5,tank\n")),
        case("duplicate-place", |f| {
            f.write(PLACES, "name,lon,lat\nMill,10.5,50.5\nMill,10.9,49.5\n")
        }),
        case("ambiguous-place", |f| towns(f, &format!("{TOWNS}Mill,10.9,49.5\n"), CHANGES)),
        case("no-name", |f| towns(f, TOWNS, "date,place,held_by\n2020-01-03,,south\n")),
        case("no-position", |f| towns(f, &format!("{TOWNS}Weir,,\n"), CHANGES)),
        case("unlocated-change", |f| {
            towns(
                f,
                TOWNS,
                "date,place,held_by,unit\n2020-01-03,Mill,south,place\n2020-01-04,Shire,south,district\n",
            );
        }),
        case("uncertain-position", |f| {
            towns(f, "name,lon,lat,error_km\nMill,10.5,50.5,1\nFord,10.5,49.5,20\n", CHANGES);
        }),
        case("event-without-place", |f| f.edit(EVENTS, "Mill", "")),
        case("no-source", |f| f.edit(EVENTS, "It falls,x", "It falls,")),
        case("figure", |f| f.edit(TOML, "palette", "pallete")),
        case("unknown-figure", |f| {
            add(
                f,
                "[[base]]\nkind = \"country\"\nfile = \"control.geojson\"\nfigures = [\"overvew\"]\n",
            );
        }),
    ]
}
