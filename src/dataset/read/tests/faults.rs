use super::*;

const CONTROL: &str = "[[control]]\nfile = \"c.geojson\"\n";

fn control(features: &[(&str, f64)]) -> String {
    messages(CONTROL, &[("c.geojson", &squares(features))])
}

#[test]
fn an_unknown_party_is_told_once_with_the_nearest() {
    assert_eq!(
        control(&[
            (r#""party":"Rads""#, 0.0),
            (r#""party":"Rads""#, 1.0),
            (r#""party":"green""#, 2.0)
        ]),
        "c.geojson:2 (feature 1): error[unknown-party]: there is no party `Rads` (and 1 more such)\n  \
         help: did you mean `Reds`? Add others as [[party]] or among `aliases`\n\
         c.geojson:4 (feature 3): error[unknown-party]: there is no party `green`\n  \
         help: the known names are `red`, `Reds`, `blue`; add others as [[party]] or among `aliases`"
    );
}

#[test]
fn bad_dates_are_told_with_their_feature() {
    assert_eq!(
        control(&[
            (r#""party":"red","from":"2020-1-5""#, 0.0),
            (r#""party":"red","from":"2020-01-09","until":"2020-01-03""#, 1.0),
        ]),
        "c.geojson:2 (feature 1): error[bad-date]: `2020-1-5` is not a date\n  \
         help: write it as YYYY-MM-DD\n\
         c.geojson:3 (feature 2): error[inverted-interval]: it ends on 2020-01-03, before it \
         begins on 2020-01-09\n  help: swap the two dates or mend one"
    );
}

#[test]
fn ambiguous_dates_need_a_word() {
    let file = squares(&[(r#""party":"red","from":"1/2/2020""#, 0.0)]);
    assert_eq!(
        messages(CONTROL, &[("c.geojson", &file)]),
        "c.geojson:2 (feature 1): error[ambiguous-date]: `1/2/2020` may be 2020-01-02 or \
         2020-02-01, no date here tells which\n  help: write dates as YYYY-MM-DD, or say `dates = \
         \"m/d/yyyy\"` (or `\"d/m/yyyy\"`) in atlas.toml"
    );
    let atlas = sound(&format!("{CONTROL}dates = \"d/m/yyyy\"\n"), &[("c.geojson", &file)]);
    assert_eq!(told(areas(&atlas)), ["0 2020-02-01 .."]);
    assert_eq!(
        messages(&format!("{CONTROL}dates = \"d.m.y\"\n"), &[("c.geojson", &file)]).lines().next(),
        Some("atlas.toml:13:9: error[unknown-date-form]: there is no date form `d.m.y`")
    );
}

#[test]
fn a_feature_without_holder_is_told_with_its_properties() {
    assert_eq!(
        control(&[(r#""FID":1,"owner_of":"red""#, 0.0)]),
        "c.geojson:2 (feature 1): error[no-holder]: nothing says who holds the feature\n  \
         help: say which property does: held_by = { property = \"…\" }; it has `FID`, `owner_of`"
    );
}

#[test]
fn a_status_that_looks_like_a_slip_is_doubted() {
    assert_eq!(
        control(&[
            (r#""party":"red","status":"contestd""#, 0.0),
            (r#""party":"red","status":"mined""#, 1.0)
        ]),
        "c.geojson:2 (feature 1): warning[unknown-status]: there is no status `contestd`\n  \
         help: did you mean `contested`? It is kept as the atlas's own"
    );
}

#[test]
fn a_filter_that_nothing_passes_tells_what_there_is() {
    let file =
        squares(&[(r#""party":"red","zone":"a""#, 0.0), (r#""party":"red","zone":"b""#, 0.0)]);
    assert_eq!(
        messages(&format!("{CONTROL}where = {{ zone = \"A\" }}\n"), &[("c.geojson", &file)]),
        "atlas.toml:13:9: error[empty-filter]: no feature passes `where`\n  \
         help: values of `zone` are `a`, `b`"
    );
}

#[test]
fn snapshots_need_one_file_for_each_date() {
    let file = squares(&[(r#""party":"red""#, 0.0)]);
    assert_eq!(
        messages(
            "[[control]]\nfile = \"*.geojson\"\ntime = \"snapshot\"\n",
            &[("2020-01-01.geojson", &file), ("20200101.geojson", &file), ("x.geojson", &file)]
        ),
        "20200101.geojson: error[duplicate-snapshot]: `2020-01-01.geojson` is of 2020-01-01, too\n  \
         help: keep one file for each date\n\
         x.geojson:2 (feature 1): error[no-date]: neither the feature nor its file's name has a \
         date\n  help: add a property `date`, or name the file like `2020-09-27.geojson`"
    );
}

#[test]
fn unknown_keys_and_tables_are_doubted() {
    let (atlas, found) = open(&[(
        "atlas.toml",
        "[atlas]\nfrom = 2020-01-01\nuntil = 2020-01-02\ntitel = \"x\"\n[[partys]]\n",
    )]);
    assert!(atlas.is_some());
    assert_eq!(
        found.to_string(),
        "atlas.toml:4:1: warning[unknown-key]: `[atlas]` has no key `titel`\n  \
         help: did you mean `title`?\n\
         atlas.toml:5:3: warning[unknown-key]: `atlas.toml` has no key `partys`\n  \
         help: did you mean `party`?"
    );
}

#[test]
fn every_problem_of_the_description_is_told() {
    let (atlas, found) = open(&[
        (
            "atlas.toml",
            "[atlas]\ntitle = 3\nfrom = 2020-02-01\nuntil = \"2020-01-32\"\n[[party]]\nname = \"x\"\n\
         [[control]]\nfile = \"../c.geojson\"\n[[control]]\nfile = \"c/*.geojson\"\n\
         [[control]]\ntime = \"snapshots\"\n[places]\nfile = \"placs.csv\"\n[[figure]]\n",
        ),
        ("places.csv", "name,lon,lat\n"),
    ]);
    assert!(atlas.is_none());
    assert_eq!(
        found.to_string(),
        "atlas.toml:2:9: error[wrong-type]: `title` must be a text or { language = text }, not a \
         whole number\n  help: write a text or { language = text }\n\
         atlas.toml:4:9: error[bad-date]: `2020-01-32` is not a day of the calendar\n  \
         help: write it as YYYY-MM-DD, with a day that the month has\n\
         atlas.toml:5:1: error[missing-key]: `[[party]]` has no `id`\n  help: add a line `id = …`\n\
         atlas.toml:8:8: error[outside-folder]: `../c.geojson` is outside the atlas's folder\n  \
         help: copy the file into the atlas's folder and name it from there; or let it be read with \
         `--allow-outside`\n\
         atlas.toml:10:8: error[no-match]: no file matches `c/*.geojson`\n  \
         help: patterns are relative to the atlas's folder; `*` stays in one\n\
         atlas.toml:12:8: error[unknown-time]: there is no time `snapshots`\n  \
         help: did you mean `snapshot`?\n\
         atlas.toml:14:8: error[missing-file]: there is no file `placs.csv`\n  \
         help: did you mean `places.csv`?\n\
         atlas.toml:15:1: error[missing-key]: `[[figure]]` has no `id`\n  help: add a line `id = …`"
    );
}

#[test]
fn faults_of_tables_are_told() {
    assert_eq!(
        messages(
            "[places]\nfile = \"p.csv\"\n[events]\nfile = \"e.csv\"\n",
            &[
                ("p.csv", "name,lon,lat\nA,\"46,5\",39\nB,39,146\nC,46,\nD,,\nE,46,39\n"),
                ("e.csv", "date,place,text,claim,weight\n2020-01-01,Ee,x,conformed,9\n,E,y,,\n"),
            ]
        ),
        "p.csv:2: error[bad-number]: `46,5` is not a number of degrees\n  \
         help: write it with a point: 46.5\n\
         p.csv:3: error[swapped-coordinates]: longitude 39, latitude 146 is out of range\n  \
         help: longitude and latitude seem swapped\n\
         p.csv:4: error[half-position]: there is a longitude but no latitude\n  \
         help: fill in both or neither\n\
         p.csv:5: warning[no-position]: `D` has no position and is left out\n  \
         help: fill in lon and lat\n\
         e.csv:2: warning[unknown-place]: there is no place `Ee`\n  help: did you mean `E`?\n\
         e.csv:2: error[unknown-claim]: there is no claim `conformed`\n  \
         help: did you mean `confirmed`?\n\
         e.csv:2: warning[bad-grade]: `weight` is `9`\n  help: write a whole number from 1 to 3\n\
         e.csv:3: error[no-date]: the row has no date\n  \
         help: write one as YYYY-MM-DD or remove the row"
    );
    assert_eq!(
        messages("[places]\nfile = \"p.csv\"\n", &[("p.csv", "title,longtude,lat\n")]),
        "p.csv:1: error[missing-column]: there is no column `lon`\n  \
         help: the columns are `title`, `longtude`, `lat`"
    );
}

#[test]
fn repairs_are_told_once_for_all_files() {
    let ring = |x: f64| {
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"party\":\"red\"}},\"geometry\":{{\"type\":\
             \"Polygon\",\"coordinates\":[[[{x},0,5],[1,0],[1,1]]]}}}}"
        )
    };
    assert_eq!(
        messages(
            "[[control]]\nfile = [\"a.geojson\", \"b.geojson\"]\n",
            &[("a.geojson", &ring(0.0)), ("b.geojson", &ring(0.5))]
        ),
        "a.geojson: note[height-dropped]: 2 heights were dropped (in this and one other file)\n  \
         help: maps need longitude and latitude only\n\
         a.geojson: note[ring-closed]: 2 rings were left open and closed (in this and one other file)\n  \
         help: repeat the first point of a ring at its end (RFC 7946, 3.1.6)"
    );
}

#[test]
fn a_value_that_is_not_mapped_is_told_with_the_nearest() {
    let file = squares(&[(r#""status":"Occupied""#, 0.0), (r#""status":"liberatd""#, 1.0)]);
    let entry = "[[control]]\nfile = \"c.geojson\"\nheld_by = { property = \"status\", map = { \
        occupied = \"red\", liberated = \"blue\", x = { between = [\"red\"] } } }\n";
    assert_eq!(
        messages(entry, &[("c.geojson", &file)]),
        "atlas.toml:13:96: error[wrong-type]: `between` must name two parties\n  \
         help: write between = [\"…\", \"…\"]\n\
         c.geojson:3 (feature 2): error[unknown-party]: there is no party `liberatd`\n  \
         help: did you mean `liberated`? Add others as [[party]] or among `aliases`"
    );
}
