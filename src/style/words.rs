//! The words of a page, by language. The tables are in `styles/words`; the keys of [`Words`] are the
//! contract.

use crate::math::Precision;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

/// Language code and table; the first is for languages that have none.
const TABLES: [(&str, &str); 13] = [
    ("en", include_str!("../../styles/words/en.toml")),
    ("ar", include_str!("../../styles/words/ar.toml")),
    ("az", include_str!("../../styles/words/az.toml")),
    ("de", include_str!("../../styles/words/de.toml")),
    ("es", include_str!("../../styles/words/es.toml")),
    ("fa", include_str!("../../styles/words/fa.toml")),
    ("fr", include_str!("../../styles/words/fr.toml")),
    ("he", include_str!("../../styles/words/he.toml")),
    ("hy", include_str!("../../styles/words/hy.toml")),
    ("ka", include_str!("../../styles/words/ka.toml")),
    ("ru", include_str!("../../styles/words/ru.toml")),
    ("tr", include_str!("../../styles/words/tr.toml")),
    ("uk", include_str!("../../styles/words/uk.toml")),
];

/// By language, in the order of the tables, the words of a page that says days, months, years or no
/// date. Each table is read when it is first asked for: most pages need one.
static WORDS: [OnceLock<Option<[Words; 4]>>; TABLES.len()] =
    [const { OnceLock::new() }; TABLES.len()];

/// The words of the table at a place. A test reads every table, so that none is left out.
fn table(place: usize) -> Option<&'static [Words; 4]> {
    let (known, (_, text)) = WORDS.get(place).zip(TABLES.get(place))?;
    let read = || {
        let words: Words = toml::from_str(text).ok()?;
        Some(PRECISIONS.map(|precision| Words {
            date: DateWords { precision, ..words.date.clone() },
            ..words.clone()
        }))
    };
    known.get_or_init(read).as_ref()
}

const PRECISIONS: [Precision; 4] =
    [Precision::Day, Precision::Month, Precision::Year, Precision::Undated];

static NONE: LazyLock<Words> = LazyLock::new(Words::default);

/// The words of a language. For `az-Latn` those of `az`; English where there is no table.
pub fn words(language: &str) -> &'static Words {
    words_by(language, Precision::Day)
}

/// The same on a page whose dates say no more than the data: of years no day and no month.
pub fn words_by(language: &str, precision: Precision) -> &'static Words {
    let known = |code: &str| TABLES.iter().position(|(own, _)| *own == code);
    let found = crate::dataset::codes(language).find_map(known);
    let words = table(found.unwrap_or_default());
    let of = |words: &'static [Words; 4]| words.iter().find(|w| w.date.precision == precision);
    words.and_then(of).unwrap_or(&*NONE)
}

/// The languages that have a table, by code; English first.
pub fn languages() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(code, _)| *code)
}

/// A sentence with its places filled: `{name}` stands for the value of that name.
///
/// ```
/// use salient::style::fill;
/// assert_eq!(fill("day {n} of {count}", &[("n", "3"), ("count", "44")]), "day 3 of 44");
/// ```
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(own, _)| *own == name)?;
            Some((value, after))
        });
        match value {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// All words that a page can have in one language. Names in braces are filled in.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The language.
    pub text: TextWords,
    /// Dates.
    pub date: DateWords,
    /// Numbers and units.
    pub number: NumberWords,
    /// What stands around the map.
    pub page: PageWords,
    /// How ground is held.
    pub holding: HoldingWords,
    /// Other entries of the legend.
    pub legend: LegendWords,
    /// Captions of events.
    pub events: EventWords,
    /// Captions of reports about places.
    pub reports: ReportWords,
    /// Maps of what changed between two days.
    pub compare: CompareWords,
    /// Sentences that describe a picture.
    pub description: DescriptionWords,
    /// Marks of fronts, advances and events in the legend.
    pub marks: MarkWords,
    /// Symbols of units: functions, sizes and affiliations by the names that data have for them (with
    /// `_` for `-`), `sized` for `{function}` with `{echelon}`, `sided` for `{unit}` with
    /// `{affiliation}`.
    pub unit: BTreeMap<String, String>,
    /// Kinds of events that have a symbol, by its name (with `_` for `-`).
    pub kind: BTreeMap<String, String>,
}

/// `[text]`: the language.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextWords {
    /// What the language calls itself.
    pub name: String,
    /// Whether lines run from the right to the left.
    pub right_to_left: bool,
    /// How headings are set in capitals.
    pub capitals: Capitals,
}

/// How a language sets words in capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Capitals {
    /// As Unicode does without regard to language.
    #[default]
    Plain,
    /// Its script has capitals that are not in use.
    None,
    /// The capital of `i` keeps its dot, that of `ı` has none.
    Dotted,
}

/// `[date]`: dates.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    /// Months beside a day.
    pub months: [String; 12],
    /// Months without a day.
    pub months_alone: [String; 12],
    /// The first day of a month.
    pub first: String,
    /// Day and month: `{day}`, `{month}`.
    pub day_month: String,
    /// A whole date: `{day}`, `{month}`, `{year}`.
    pub full: String,
    /// A month of a year: `{month}`, `{year}`.
    pub month_year: String,
    /// A year before 1 CE: `{year}`.
    pub before_era: String,
    /// What is only roughly known: `{date}`.
    pub around: String,
    /// The ten digits.
    pub digits: String,
    /// How much of a date is said.
    #[serde(skip)]
    pub precision: Precision,
}

/// `[number]`: numbers and units, of `{n}`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWords {
    /// Between groups of three digits.
    pub group: String,
    /// Before the fraction.
    pub decimal: String,
    /// Square kilometers.
    pub km2: String,
    /// Kilometers.
    pub km: String,
    /// Meters.
    pub m: String,
    /// The end of a list: `{first}`, of one part or more, and `{last}`.
    pub list: String,
    /// Between parts of a list.
    pub comma: String,
    /// One day.
    pub days_one: String,
    /// `{n}` days.
    pub days: String,
    /// After degrees.
    pub north: String,
    /// After degrees.
    pub south: String,
    /// After degrees.
    pub east: String,
    /// After degrees.
    pub west: String,
}

/// `[page]`: what stands around the map.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageWords {
    /// Below the date: `{year}`, `{n}`, `{count}`.
    pub day_of: String,
    /// Below the date, while what is shown is older than it should be: `{date}`.
    pub no_report: String,
    /// Before the credits: `{list}`.
    pub sources: String,
    /// Whence one statement is known: `{source}`.
    pub source: String,
    /// That changes fade in, over one picture.
    pub fade_one: String,
    /// The same over `{n}` pictures.
    pub fade: String,
    /// Ground that follows `{n}` towns, each within `{km}`.
    pub from_towns: String,
    /// That sources are compared: `{list}`.
    pub sources_compared: String,
    /// Whose view it is: `{source}`.
    pub as_told_by: String,
    /// Above the chart: `{area}`.
    pub ground_held: String,
    /// The heading of the captions.
    pub events: String,
    /// The start of the description: `{title}`, `{date}`.
    pub map: String,
    /// A part of it: `{party}`, `{area}`.
    pub held_area: String,
}

/// `[holding]`: how ground is held by `{party}`, and `{other}`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldingWords {
    /// Held.
    pub held: String,
    /// Contested.
    pub contested: String,
    /// Contested between two.
    pub contested_with: String,
    /// Claimed.
    pub claimed: String,
    /// Operating there, not holding.
    pub advance: String,
    /// A mandate.
    pub mandate: String,
    /// To be handed over.
    pub ceding: String,
    /// To be handed over to another.
    pub ceding_to: String,
    /// Unclear.
    pub unknown: String,
    /// Changing hands at a time that is not known.
    pub passing: String,
}

/// `[legend]`: other entries of the legend.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegendWords {
    /// Ground gained since the day before: `{party}`.
    pub gained_day: String,
    /// Ground gained in the last `{n}` days: `{party}`.
    pub gained_days: String,
    /// The frontline.
    pub front: String,
    /// A numbered event.
    pub event_numbered: String,
    /// An event.
    pub event: String,
    /// A place reported taken: `{party}`.
    pub reported: String,
    /// State boundaries.
    pub boundary: String,
    /// District or province boundaries.
    pub district: String,
    /// Historical boundaries.
    pub historical: String,
    /// What is only roughly known: `{text}`.
    pub approximate: String,
    /// The area of a mandate: `{party}`.
    pub mandate_of: String,
    /// A corridor: `{party}`.
    pub corridor_of: String,
    /// Ground gained since a `{date}`: `{party}`.
    pub gained_since: String,
    /// A settlement that changed hands: `{party}`.
    pub place_reported: String,
    /// A settlement that is held as what lies around it: `{party}`.
    pub place_surroundings: String,
    /// An event that is confirmed.
    pub confirmed: String,
    /// One that one side tells.
    pub claimed: String,
    /// One of which accounts conflict.
    pub disputed: String,
    /// One that is alleged and denied.
    pub denied: String,
    /// A mark for several events.
    pub counted: String,
    /// Heights.
    pub relief: String,
    /// Ground gained since the map before: `{party}`.
    pub gained_map: String,
    /// Boundaries that are disputed.
    pub disputed_boundary: String,
    /// Ground without a town within `{km}`.
    pub remote: String,
    /// The towns that ground rests on.
    pub town: String,
    /// What the page has no room for: `{n}`.
    pub left_out: String,
    /// Ground whose date is only roughly known.
    pub date_approximate: String,
    /// Ground whose date is in doubt.
    pub date_uncertain: String,
}

/// `[events]`: captions of events.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventWords {
    /// `{n}` events.
    pub count: String,
    /// One more.
    pub more_one: String,
    /// `{n}` more.
    pub more: String,
    /// One side says so.
    pub claimed: String,
    /// Accounts conflict.
    pub disputed: String,
    /// Alleged and denied.
    pub denied: String,
}

/// `[reports]`: captions of reports about places.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportWords {
    /// Taken: `{party}`, `{places}`.
    pub taken: String,
    /// `{places}` and one more.
    pub more_one: String,
    /// `{places}` and `{n}` more.
    pub more: String,
}

/// `[compare]`: maps of what changed between two days.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompareWords {
    /// Below the title.
    pub subtitle: String,
    /// The heading of the places.
    pub places: String,
    /// The front of a day: `{date}`.
    pub front: String,
    /// The former front, `{text}`, where it was left.
    pub moved: String,
    /// Ground gained: `{party}`.
    pub gained: String,
    /// Ground held in a way, `{text}`, that it was not before.
    pub newly: String,
    /// Ground held in the same way, `{text}`, on both days.
    pub kept: String,
    /// Ground that is nobody's any more: `{party}`.
    pub left: String,
    /// Places that passed to `{party}`.
    pub passed: String,
    /// Places reported taken by `{party}`.
    pub taken: String,
    /// One place.
    pub count_one: String,
    /// `{n}` places.
    pub count: String,
    /// One place more.
    pub more_one: String,
    /// `{n}` places more.
    pub more: String,
    /// The start of the description: `{title}`, `{from}`, `{to}`.
    pub map: String,
    /// `{party}` gained `{area}` from `{other}`.
    pub gained_from: String,
    /// `{party}` gained `{area}` that was nobody's.
    pub gained_free: String,
    /// `{party}` left `{area}` to nobody.
    pub left_free: String,
    /// A part of what was gained: `{text}`, `{area}`.
    pub of_this: String,
    /// Nothing changed.
    pub nothing: String,
}

/// `[description]`: sentences that describe a picture.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DescriptionWords {
    /// The start for a moving picture: `{title}`, `{span}`.
    pub moving: String,
    /// A page of one map: `{title}`.
    pub maps_one: String,
    /// A page of `{n}` maps: `{title}`.
    pub maps: String,
    /// After a party that held something another one: `{party}`, `{area}`.
    pub held_more: String,
    /// What was so on a day: `{date}`, `{text}`.
    pub on: String,
    /// `{party}` gained `{area}`.
    pub gained: String,
    /// What changed since a day: `{date}`, `{text}`.
    pub since: String,
}

/// `[marks]`: marks in the legend.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkWords {
    /// An arrow: `{party}`.
    pub advance: String,
    /// A symbol of an event that stands in the list, too.
    pub listed: String,
    /// A star that is not filled.
    pub not_confirmed: String,
    /// The outline of what one side claims.
    pub claimed: String,
    /// The outline of what accounts disagree on.
    pub disputed: String,
    /// The outline of what is denied.
    pub denied: String,
    /// Ornaments of a front.
    pub teeth: String,
    /// Ornaments of a front.
    pub scallops: String,
    /// Ornaments of a front.
    pub ticks: String,
    /// The front, `{front}`, whose `{marks}` point where it moved.
    pub where_moved: String,
    /// The front, `{front}`, whose `{marks}` are on the side of `{party}`.
    pub side_of: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// The places to fill of every text of a table, by key.
    fn places(table: &str) -> BTreeMap<String, Vec<String>> {
        let table: toml::Table = table.parse().expect("TOML");
        let mut found = BTreeMap::new();
        for (section, keys) in &table {
            for (key, value) in keys.as_table().expect("a section") {
                let text = value.as_str().unwrap_or_default();
                let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
                let mut names: Vec<String> = parts.map(|(name, _)| name.to_owned()).collect();
                names.sort();
                found.insert(format!("{section}.{key}"), names);
                assert!(
                    key == "group" || value.as_str().is_none_or(|text| !text.trim().is_empty())
                );
            }
        }
        found
    }

    #[test]
    fn every_table_has_every_key_with_the_same_places() {
        let english = places(TABLES[0].1);
        for (code, text) in TABLES {
            let read: std::result::Result<Words, _> = toml::from_str(text);
            let read = read.unwrap_or_else(|error| panic!("{code}: {error}"));
            assert_eq!(read.date.digits.chars().count(), 10, "{code}");
            assert_eq!(places(text), english, "{code}");
        }
        assert!((0..TABLES.len()).all(|place| table(place).is_some()));
    }

    #[test]
    fn languages_fall_back() {
        assert_eq!(words("de-AT").date.months[0], "Januar");
        assert_eq!(words("tlh"), words("en"));
        assert_eq!(fill("{a} {b} {", &[("a", "{b}")]), "{b} {b} {");
    }
}
