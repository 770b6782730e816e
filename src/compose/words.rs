//! Dates, numbers and names as words, in the language of the page.

use crate::dataset::{Atlas, Claim, Dating, PartyId, Status};
use crate::figure::Plan;
use crate::math::{Day, Precision};
use crate::projection::Axis;
use crate::style::{Capitals, Words, fill};

/// `27 September 2020`; years before 1 CE as `100 BCE`. No more of it than the data tell: a month
/// and its year, a year, or nothing.
pub fn date(words: &Words, day: Day) -> String {
    match words.date.precision {
        Precision::Day => full(words, day),
        Precision::Month => month_and_year(words, day),
        Precision::Year => year(words, day),
        Precision::Undated => String::new(),
    }
}

fn full(words: &Words, day: Day) -> String {
    let month = of_year(&words.date.months, day);
    let values =
        [("day", &*day_of_month(words, day)), ("month", month), ("year", &*year(words, day))];
    fill(&words.date.full, &values)
}

/// `Title, 27 September 2020`; the title alone where there is no date.
pub fn titled(title: &str, date: &str) -> String {
    if date.is_empty() { title.to_owned() } else { format!("{title}, {date}") }
}

/// `27 September – 20 October 2020`: two days, with the year once if it is the same.
pub fn span(words: &Words, from: Day, to: Day) -> String {
    let (first, last) = (date(words, from), date(words, to));
    if first == last {
        return last;
    }
    // Where the year comes first it cannot be left out of the first day.
    let year_last = words.date.full.ends_with("{year}");
    let days = words.date.precision == Precision::Day;
    match days && from.year() == to.year() && year_last {
        true => format!("{} – {last}", day_and_month(words, from)),
        false => format!("{first} – {last}"),
    }
}

/// `27 September`; where no days are told, as [`date`].
pub fn day_and_month(words: &Words, day: Day) -> String {
    if words.date.precision != Precision::Day {
        return date(words, day);
    }
    let month = of_year(&words.date.months, day);
    fill(&words.date.day_month, &[("day", &day_of_month(words, day)), ("month", month)])
}

/// `September 2020`.
pub fn month_and_year(words: &Words, day: Day) -> String {
    let month = of_year(&words.date.months_alone, day);
    fill(&words.date.month_year, &[("month", month), ("year", &year(words, day))])
}

/// What a page says of a day in large letters, without what [`below`] says: the day and the month,
/// the month, or the year.
pub fn stamp(words: &Words, day: Day) -> String {
    match words.date.precision {
        Precision::Month => of_year(&words.date.months_alone, day).to_owned(),
        _ => day_and_month(words, day),
    }
}

/// The longest stamp that there can be between two days, by a measure.
pub fn widest_stamp(
    words: &Words,
    (from, until): (Day, Day),
    measure: impl Fn(&str) -> f64,
) -> f64 {
    let widest = |texts: &[String]| texts.iter().map(|text| measure(text)).fold(0.0, f64::max);
    match words.date.precision {
        Precision::Day => {
            let day = digits(words, "28");
            let of = |month: &String| {
                fill(&words.date.day_month, &[("day", &day), ("month", month.as_str())])
            };
            widest(&words.date.months.iter().map(of).collect::<Vec<_>>())
        }
        Precision::Month => widest(&words.date.months_alone),
        Precision::Year => {
            // A year between the two has no more digits than one of them.
            let eights = |day: Day| {
                let eights: String = (1 - day.year()).max(day.year()).to_string();
                let eights = digits(words, &"8".repeat(eights.len()));
                match day.year() > 0 {
                    true => eights,
                    false => fill(&words.date.before_era, &[("year", &eights)]),
                }
            };
            widest(&[eights(from), eights(until.plus(-1))])
        }
        Precision::Undated => 0.0,
    }
}

/// `no report since 3 May`, on a later day: with the year if it is another.
pub fn no_report(words: &Words, since: Day, day: Day) -> String {
    let date = match since.year() == day.year() {
        true => day_and_month(words, since),
        false => date(words, since),
    };
    fill(&words.page.no_report, &[("date", &date)])
}

fn of_year(months: &[String; 12], day: Day) -> &str {
    months.get(day.month() as usize - 1).map_or("", String::as_str)
}

fn day_of_month(words: &Words, day: Day) -> String {
    match day.day_of_month() {
        1 => digits(words, &words.date.first),
        n => digits(words, &n.to_string()),
    }
}

/// `2020`, `100 BCE`.
pub fn year(words: &Words, day: Day) -> String {
    match day.year() {
        year if year > 0 => digits(words, &year.to_string()),
        year => {
            let year = digits(words, &(1 - year).to_string());
            fill(&words.date.before_era, &[("year", &year)])
        }
    }
}

/// A text with the language's own digits.
fn digits(words: &Words, text: &str) -> String {
    let own = |c: char| c.to_digit(10).and_then(|n| words.date.digits.chars().nth(n as usize));
    text.chars().map(|c| own(c).unwrap_or(c)).collect()
}

/// A number of things.
pub fn count(words: &Words, n: usize) -> String {
    thousands(words, n as f64)
}

/// `8,412`: rounded, with separators.
pub fn thousands(words: &Words, value: f64) -> String {
    let rounded = format!("{:.0}", value.abs().round());
    let mut text = String::new();
    for (i, digit) in rounded.chars().enumerate() {
        if i > 0 && (rounded.len() - i).is_multiple_of(3) {
            text.push_str(&words.number.group);
        }
        text.push(digit);
    }
    let text = digits(words, &text);
    if value <= -0.5 { format!("\u{2212}{text}") } else { text }
}

/// An area, rounded so that no more is said than is known.
pub fn area(words: &Words, km2: f64) -> String {
    let number = match km2 {
        small if small < 10.0 => decimal(words, &format!("{small:.1}")),
        large => thousands(words, large),
    };
    fill(&words.number.km2, &[("n", &number)])
}

/// A distance: meters where it is less than a kilometer.
pub fn distance(words: &Words, km: f64) -> String {
    match km {
        short if short < 1.0 => fill(&words.number.m, &[("n", &thousands(words, short * 1000.0))]),
        long => fill(&words.number.km, &[("n", &kilometers(words, long))]),
    }
}

/// A number of kilometers without the unit.
pub fn kilometers(words: &Words, km: f64) -> String {
    if km >= 1000.0 { thousands(words, km) } else { decimal(words, &km.to_string()) }
}

fn decimal(words: &Words, number: &str) -> String {
    digits(words, number).replace('.', &words.number.decimal)
}

/// A name in capitals, where the language of the page has them in use.
pub fn capitals(words: &Words, text: String) -> String {
    match words.text.capitals {
        Capitals::Plain => text.to_uppercase(),
        Capitals::None => text,
        Capitals::Dotted => text.replace('i', "\u{130}").to_uppercase(),
    }
}

/// `claimed`, for what is not confirmed.
pub fn claim(words: &Words, claim: Claim) -> Option<&str> {
    match claim {
        Claim::Confirmed => None,
        Claim::Claimed => Some(&words.events.claimed),
        Claim::Disputed => Some(&words.events.disputed),
        Claim::Denied => Some(&words.events.denied),
    }
}

/// `Date uncertain`, of dates that are not sure.
pub fn dating(words: &Words, dating: Dating) -> Option<&str> {
    match dating {
        Dating::Sure => None,
        Dating::Approximate => Some(&words.legend.date_approximate),
        Dating::Uncertain => Some(&words.legend.date_uncertain),
    }
}

/// `A`, `A and B`, `A, B and C`.
pub fn list(words: &Words, parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            let first = first.join(&words.number.comma);
            fill(&words.number.list, &[("first", &first), ("last", last)])
        }
    }
}

/// `N`, `W` and so on after degrees of latitude or longitude.
pub fn side(words: &Words, axis: Axis, negative: bool) -> &str {
    match (axis, negative) {
        (Axis::Meridian, false) => &words.number.east,
        (Axis::Meridian, true) => &words.number.west,
        (Axis::Parallel, false) => &words.number.north,
        (Axis::Parallel, true) => &words.number.south,
    }
}

/// The name of a party.
pub fn party<'a>(atlas: &'a Atlas, plan: &Plan, party: PartyId) -> &'a str {
    atlas.party_of(party).name.get(&plan.language)
}

/// What a legend says about ground that a party holds in some way.
pub fn holding(
    atlas: &Atlas,
    plan: &Plan,
    who: PartyId,
    status: &Status,
    other: Option<PartyId>,
) -> String {
    let words = &plan.words.holding;
    let template = match (status, other) {
        (Status::Held, _) => &words.held,
        (Status::Contested, Some(_)) => &words.contested_with,
        (Status::Contested, None) => &words.contested,
        (Status::Claimed, _) => &words.claimed,
        (Status::Advance, _) => &words.advance,
        (Status::Mandate, _) => &words.mandate,
        (Status::Ceding, Some(_)) => &words.ceding_to,
        (Status::Ceding, None) => &words.ceding,
        (Status::Unknown, _) => &words.unknown,
        (Status::Passing, _) => &words.passing,
        (Status::Other(status), _) => return format!("{}, {status}", party(atlas, plan, who)),
    };
    let other = other.map_or("", |other| party(atlas, plan, other));
    fill(template, &[("party", party(atlas, plan, who)), ("other", other)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::words;

    #[test]
    fn numbers_and_dates() {
        let english = words("en");
        assert_eq!(thousands(english, 1_234_567.4), "1,234,567");
        assert_eq!(thousands(english, -1234.0), "\u{2212}1,234");
        assert_eq!(thousands(english, 999.6), "1,000");
        assert_eq!(area(english, 3.12), "3.1 km²");
        assert_eq!(distance(english, 0.5), "500 m");
        assert_eq!(date(english, Day::from_ymd(2020, 9, 27).unwrap()), "27 September 2020");
        assert_eq!(date(english, Day::from_ymd(-99, 3, 1).unwrap()), "1 March 100 BCE");
    }

    #[test]
    fn no_more_of_a_date_is_said_than_is_told() {
        let day = Day::from_ymd(-499, 3, 1).unwrap();
        let by = |precision| crate::style::words_by("de", precision);
        assert_eq!(date(by(Precision::Day), day), "1. März 500 v. Chr.");
        assert_eq!(date(by(Precision::Month), day), "März 500 v. Chr.");
        assert_eq!(date(by(Precision::Year), day), "500 v. Chr.");
        assert_eq!(date(by(Precision::Undated), day), "");
        let later = Day::from_ymd(-499, 11, 2).unwrap();
        assert_eq!(span(by(Precision::Year), day, later), "500 v. Chr.");
        assert_eq!(
            span(by(Precision::Month), day, later),
            "März 500 v. Chr. – November 500 v. Chr."
        );
        assert_eq!(stamp(by(Precision::Month), day), "März");
        assert_eq!(titled("T", ""), "T");
        let letters = |text: &str| text.chars().count() as f64;
        let years = (Day::from_ymd(-99, 1, 1).unwrap(), Day::from_ymd(15, 1, 1).unwrap());
        assert_eq!(widest_stamp(by(Precision::Year), years, letters), "888 v. Chr.".len() as f64);
    }

    #[test]
    fn dates_and_numbers_follow_the_language() {
        let day = Day::from_ymd(2020, 10, 1).unwrap();
        assert_eq!(date(words("de"), day), "1. Oktober 2020");
        assert_eq!(date(words("fr"), day), "1er octobre 2020");
        assert_eq!(date(words("es"), day), "1 de octubre de 2020");
        assert_eq!(date(words("ru"), day), "1 октября 2020");
        assert_eq!(month_and_year(words("ru"), day), "октябрь 2020");
        assert_eq!(day_and_month(words("fa"), day), "۱ اکتبر");
        assert_eq!(thousands(words("de"), 1234.0), "1.234");
        assert_eq!(area(words("ru"), 2.5), "2,5 км²");
        assert_eq!(capitals(words("az"), "Naxçıvan ili".to_owned()), "NAXÇIVAN İLİ");
        assert_eq!(capitals(words("ka"), "შუშა".to_owned()), "შუშა");
    }
}
