//! Dates, numbers and names as words.

use crate::dataset::{Atlas, PartyId, Status};
use crate::figure::Plan;
use crate::math::Day;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `27 September 2020`; years before 1 CE as `100 BCE`.
pub fn date(day: Day) -> String {
    format!("{} {}", day_and_month(day), year(day))
}

/// `27 September – 20 October 2020`: two days, with the year once if it is the same.
pub fn span(from: Day, to: Day) -> String {
    if from == to {
        return date(from);
    }
    match from.year() == to.year() {
        true => format!("{} – {}", day_and_month(from), date(to)),
        false => format!("{} – {}", date(from), date(to)),
    }
}

/// `27 September`.
pub fn day_and_month(day: Day) -> String {
    format!("{} {}", day.day_of_month(), month(day))
}

/// `September`.
pub fn month(day: Day) -> &'static str {
    MONTHS[(day.month() as usize - 1).min(11)]
}

/// `2020`, `100 BCE`.
pub fn year(day: Day) -> String {
    match day.year() {
        year if year > 0 => year.to_string(),
        year => format!("{} BCE", 1 - year),
    }
}

/// `8,412`: rounded, with separators.
pub fn thousands(value: f64) -> String {
    let digits = format!("{:.0}", value.abs().round());
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value <= -0.5 { format!("\u{2212}{text}") } else { text }
}

/// An area, rounded so that no more is said than is known.
pub fn area(km2: f64) -> String {
    if km2 < 10.0 { format!("{km2:.1} km²") } else { format!("{} km²", thousands(km2)) }
}

/// `A`, `A and B`, `A, B and C`.
pub fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
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
    let name = party(atlas, plan, who);
    let other = other.map(|other| party(atlas, plan, other));
    match (status, other) {
        (Status::Held, _) => format!("Held by {name}"),
        (Status::Contested, Some(other)) => format!("Contested, {name} and {other}"),
        (Status::Contested, None) => format!("Contested, {name}"),
        (Status::Claimed, _) => format!("Claimed by {name}"),
        (Status::Advance, _) => format!("{name}: operating there, not holding"),
        (Status::Mandate, _) => format!("{name}: mandate"),
        (Status::Ceding, Some(other)) => format!("{name}, to be handed over to {other}"),
        (Status::Ceding, None) => format!("{name}, to be handed over"),
        (Status::Unknown, _) => format!("{name}, unclear"),
        (Status::Other(status), _) => format!("{name}, {status}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates() {
        assert_eq!(thousands(1_234_567.4), "1,234,567");
        assert_eq!(thousands(-1234.0), "\u{2212}1,234");
        assert_eq!(thousands(999.6), "1,000");
        assert_eq!(area(3.12), "3.1 km²");
        let days = ["2020-09-27", "2020-10-20", "2021-01-01"].map(|day| Day::parse(day).unwrap());
        assert_eq!(span(days[0], days[1]), "27 September – 20 October 2020");
        assert_eq!(span(days[1], days[2]), "20 October 2020 – 1 January 2021");
        assert_eq!(list(&["A", "B", "C"].map(str::to_owned)), "A, B and C");
        assert_eq!(date(Day::from_ymd(2020, 9, 27).unwrap()), "27 September 2020");
        assert_eq!(date(Day::from_ymd(-99, 3, 1).unwrap()), "1 March 100 BCE");
    }
}
