use super::*;

fn iso(text: &str) -> String {
    DateForm::default().parse(text).unwrap().map_or("open".to_owned(), |day| day.to_string())
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
    assert_eq!(american.parse("3/4/2020").unwrap(), Day::from_ymd(2020, 3, 4));
    let european = DateForm::of(["3/4/2020", "27/9/2020"]);
    assert_eq!(european.parse("3/4/2020").unwrap(), Day::from_ymd(2020, 4, 3));
    assert!(american.parse("27/9/2020").is_err());
    assert_eq!(
        fault(DateForm::of(["3/4/2020", "5/5/2020"]), "3/4/2020"),
        "error[ambiguous-date]: `3/4/2020` may be 2020-03-04 or 2020-04-03, no date here tells \
         which\n  help: write dates as YYYY-MM-DD, or say `dates = \"m/d/yyyy\"` \
         (or `\"d/m/yyyy\"`) in atlas.toml"
    );
    let mixed = DateForm::of(["13/1/2020", "1/13/2020"]);
    assert!(fault(mixed, "3/4/2020").contains("ambiguous-date"));
    assert_eq!(mixed.parse("5/5/2020").unwrap(), Day::from_ymd(2020, 5, 5));
    let stated = DateForm::stated("d/m/yyyy").unwrap();
    assert_eq!(stated.parse("3/4/2020").unwrap(), Day::from_ymd(2020, 4, 3));
}

#[test]
fn file_names_carry_dates() {
    let day = |path: &str| in_file_name(path).map_or("none".to_owned(), |day| day.to_string());
    assert_eq!(day("control/2024-05-01.geojson"), "2024-05-01");
    assert_eq!(day("1999/front_20240501.v2.json"), "2024-05-01");
    assert_eq!(day("2024_05_01_final.json"), "2024-05-01");
    assert_eq!(day("map12_2024-05-01.json"), "2024-05-01");
    assert_eq!(day("2024-05.json"), "2024-05-01");
    assert_eq!(day("Control_22_09_11.kml"), "2022-09-11");
    assert_eq!(day("snapshots/1601510400.json"), "2020-10-01");
    assert_eq!(day("world_1914.geojson"), "1914-01-01");
    assert_eq!(day("world_bc500.geojson"), "-0499-01-01");
    for none in
        ["before.geojson", "zone3.json", "99999999.json", "2024-05-01/x.json", "ne_10m.json"]
    {
        assert_eq!(day(none), "none", "{none}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_parsed(text in "[-+0-9/.:TZXa-z?~ é]{0,20}", other in ".{0,20}") {
        for text in [text, other] {
            let _ = DateForm::default().parse(&text);
            let _ = DateForm::of([text.as_str()]).parse(&text);
            in_file_name(&text);
        }
    }

    #[test]
    fn every_day_comes_back(days in -900_000_i64..900_000) {
        let day = Day::from_ymd(1970, 1, 1).unwrap().plus(days);
        proptest::prop_assert_eq!(DateForm::default().parse(&day.to_string()), Ok(Some(day)));
    }
}
