use super::*;

fn iso(text: &str) -> String {
    DateForm::default()
        .parse(text)
        .unwrap()
        .map_or("open".to_owned(), |when| when.day().unwrap().to_string())
}

fn fault(form: DateForm, text: &str) -> String {
    diagnostic(&form.parse(text).unwrap_err()).to_string()
}

#[test]
fn the_forms_people_use_are_understood() {
    for text in [
        "2020-09-27",
        "20200927",
        " 2020-09-27T10:30:00Z",
        "2020-09-27 10:30",
        "2020/9/27",
        "2020.09.27",
        "27.9.2020",
        "27 Sep 2020",
        "27-Sep-2020",
        "September 27, 2020",
        "9/27/2020",
        "27/9/2020",
        "2020-09-27~",
        "1601164800",
        "1601164800000",
    ] {
        assert_eq!(iso(text), "2020-09-27", "{text}");
    }
    assert_eq!(iso("1918"), "1918-01-01");
    assert_eq!(iso("476"), "0476-01-01");
    assert_eq!(iso("-0489"), "-0489-01-01");
    assert_eq!(iso("1918-05"), "1918-05-01");
    assert_eq!(iso("1918-05-XX"), "1918-05-01");
    assert_eq!(iso("1918-XX-XX"), "1918-01-01");
    for open in ["", "  ", "..", "open"] {
        assert_eq!(iso(open), "open");
    }
}

#[test]
fn other_forms_are_refused() {
    for text in ["2020-9-27", "27/09/20", "yesterday", "12", "2020-13", "Sep 2020", "1/2/3/4", "é"]
    {
        let message = fault(DateForm::default(), text);
        assert!(message.starts_with("error[bad-date]:"), "{text}: {message}");
    }
    assert_eq!(
        fault(DateForm::default(), "2020-9-27"),
        "error[bad-date]: `2020-9-27` is not a date\n  help: write it as YYYY-MM-DD"
    );
    assert_eq!(
        fault(DateForm::default(), "2020-06-31"),
        "error[bad-date]: `2020-06-31` is not a day of the calendar\n  \
         help: write it as YYYY-MM-DD, with a day that the month has"
    );
}

#[test]
fn the_other_dates_of_a_file_tell_which_is_the_month() {
    let american = DateForm::of(["3/4/2020", "9/27/2020"]);
    assert_eq!(american.parse("3/4/2020").unwrap().unwrap().day(), Day::from_ymd(2020, 3, 4));
    let european = DateForm::of(["3/4/2020", "27/9/2020"]);
    assert_eq!(european.parse("3/4/2020").unwrap().unwrap().day(), Day::from_ymd(2020, 4, 3));
    assert!(american.parse("27/9/2020").is_err());
    assert_eq!(
        fault(DateForm::of(["3/4/2020", "5/5/2020"]), "3/4/2020"),
        "error[ambiguous-date]: `3/4/2020` may be 2020-03-04 or 2020-04-03, no date here tells \
         which\n  help: write dates as YYYY-MM-DD, or say `dates = \"m/d/yyyy\"` \
         (or `\"d/m/yyyy\"`) in atlas.toml"
    );
    let mixed = DateForm::of(["13/1/2020", "1/13/2020"]);
    assert!(fault(mixed, "3/4/2020").contains("ambiguous-date"));
    assert_eq!(mixed.parse("5/5/2020").unwrap().unwrap().day(), Day::from_ymd(2020, 5, 5));
    let stated = DateForm::stated("d/m/yyyy").unwrap();
    assert_eq!(stated.parse("3/4/2020").unwrap().unwrap().day(), Day::from_ymd(2020, 4, 3));
}

/// What a date may mean: the first day, the last, `?` if it is some day between, its marks.
fn meant(text: &str) -> String {
    let when = DateForm::default().parse(text).unwrap().unwrap();
    let day = |day: Option<Day>| day.map_or("..".to_owned(), |day| day.to_string());
    let vague = if when.vague { "?" } else { "" };
    let dating = when.dating.as_str().unwrap_or_default();
    format!("{} {} {vague}{dating}", day(when.earliest), day(when.latest)).trim().to_owned()
}

#[test]
fn edtf_of_level_1_has_a_meaning() {
    for (text, means) in [
        ("1943-07-10", "1943-07-10 1943-07-10"),
        ("1943-07", "1943-07-01 1943-07-31"),
        ("1943", "1943-01-01 1943-12-31"),
        ("1943-07?", "1943-07-01 1943-07-31 uncertain"),
        ("1943~", "1943-01-01 1943-12-31 approximate"),
        ("1943%", "1943-01-01 1943-12-31 uncertain"),
        ("194X", "1940-01-01 1949-12-31 ?"),
        ("19XX", "1900-01-01 1999-12-31 ?"),
        ("194u", "1940-01-01 1949-12-31 ?"),
        ("1943-XX", "1943-01-01 1943-12-31 ?"),
        ("1943-07-XX", "1943-07-01 1943-07-31 ?"),
        ("1943-XX-XX", "1943-01-01 1943-12-31 ?"),
        ("1943-21", "1943-03-01 1943-05-31 ?"),
        ("1943-24", "1943-12-01 1944-02-29 ?"),
        ("1943-22~", "1943-06-01 1943-08-31 ?approximate"),
        ("1943-31", "1943-03-01 1943-05-31 ?"),
        ("1943-34", "1943-04-01 1943-06-30 ?"),
        ("1943-41", "1943-07-01 1943-12-31 ?"),
        ("1943-07/1943-08", "1943-07-01 1943-08-31 ?"),
        ("1943-07-09/1943-08-17~", "1943-07-09 1943-08-17 ?approximate"),
        ("../1943", ".. 1943-12-31 ?"),
        ("/1943", ".. 1943-12-31 ?"),
        ("1943/..", "1943-01-01 .. ?"),
        ("1943/", "1943-01-01 .. ?"),
        ("Y-12000", "-12000-01-01 -12000-12-31"),
        ("-0499", "-0499-01-01 -0499-12-31"),
        ("-050X", "-0509-01-01 -0500-12-31 ?"),
        ("-0099/0014", "-0099-01-01 0014-12-31 ?"),
    ] {
        assert_eq!(meant(text), means, "{text}");
    }
    for text in ["Y170000002", "194X-07-10", "1943-42", "194XX", "X943", "1944/1943", "Y1943-07"] {
        assert!(DateForm::default().parse(text).is_err(), "{text}");
    }
}

#[test]
fn seconds_and_milliseconds_are_days() {
    assert_eq!(iso("-86400000000"), "1967-04-07");
    assert_eq!(iso("-315619200"), "1960-01-01");
    assert_eq!(iso("9-27-2020"), "2020-09-27");
}

#[test]
fn file_names_carry_dates() {
    let day = |path: &str| {
        in_names(&[path])[0].map_or("none".to_owned(), |n| format!("{} {:?}", n.day, n.precision))
    };
    for (path, means) in [
        ("control/2024-05-01.geojson", "2024-05-01 Day"),
        ("1999/front_20240501.v2.json", "2024-05-01 Day"),
        ("front_202405011230.json", "2024-05-01 Day"),
        ("2024_05_01_final.json", "2024-05-01 Day"),
        ("map12_2024-05-01.json", "2024-05-01 Day"),
        ("2024-05.json", "2024-05-01 Month"),
        ("Control_22_09_11.kml", "2022-09-11 Day"),
        ("snapshots/1601510400.json", "2020-10-01 Day"),
        ("1601510400000.json", "2020-10-01 Day"),
        ("world_1914.geojson", "1914-01-01 Year"),
        ("world_bc500.geojson", "-0499-01-01 Year"),
        ("500bce.geojson", "-0499-01-01 Year"),
        ("world_ad79.geojson", "0079-01-01 Year"),
        ("1943/07/12.geojson", "1943-07-12 Day"),
        ("a/1943/07-12.geojson", "1943-07-12 Day"),
        ("1943-07/12.geojson", "1943-07-12 Day"),
        ("1943/07.geojson", "1943-07-01 Month"),
        ("1943/front.geojson", "1943-01-01 Year"),
        ("2024-05-01/north.geojson", "2024-05-01 Day"),
        ("2024/05/01/north.geojson", "2024-05-01 Day"),
        ("2022/2022-09-11.geojson", "2022-09-11 Day"),
    ] {
        assert_eq!(day(path), means, "{path}");
    }
    for none in [
        "before.geojson",
        "zone3.json",
        "abc12.json",
        "99999999.json",
        "ne_10m.json",
        "districts_123.json",
        "maps/12.json",
    ] {
        assert_eq!(day(none), "none", "{none}");
    }
}

#[test]
fn a_series_tells_what_short_numbers_are() {
    let paths = ["world_800.geojson", "world_1492.geojson", "world_bc1.geojson", "zone_12.geojson"];
    let days: Vec<_> = in_names(&paths).into_iter().map(|n| n.map(|n| n.day.to_string())).collect();
    let told = |text: &str| Some(text.to_owned());
    assert_eq!(days, [told("0800-01-01"), told("1492-01-01"), told("0000-01-01"), None]);
}

proptest::proptest! {
    #[test]
    fn any_text_is_parsed(text in "[-+0-9/.:TZXa-z?~ é]{0,20}", other in ".{0,20}") {
        for text in [text, other] {
            let _ = DateForm::default().parse(&text);
            let _ = DateForm::of([text.as_str()]).parse(&text);
            in_names(&[&text, "a_1914.json"]);
        }
    }

    #[test]
    fn every_day_comes_back(days in -900_000_i64..900_000) {
        let day = Day::from_ymd(1970, 1, 1).unwrap().plus(days);
        proptest::prop_assert_eq!(DateForm::default().parse(&day.to_string()), Ok(Some(When::exactly(day, Precision::Day, Default::default()))));
    }
}
