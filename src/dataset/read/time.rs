//! When features are valid: `time`, `from`, `until`, `date`, and dates in file names.

use super::Reader;
use super::dates::{self, DateForm, When};
use super::fields::Fields;
use super::findings::suggest;
use super::properties::{DATE, FROM, Origin, UNTIL};
use super::rows::Reported;
use crate::diagnostic::{Diagnostic, Location};
use crate::math::{Day, Precision, Validity};
use crate::source::collection::{Collection, Record};

/// How a control layer tells time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    /// Each feature from its day to its day.
    Interval,
    /// Each date replaces all before it.
    Snapshot,
    /// Each date adds to what is held.
    Change,
    /// Towns that change hands.
    Places,
}

impl Time {
    const ALL: [(&'static str, Self); 4] = [
        ("interval", Self::Interval),
        ("snapshot", Self::Snapshot),
        ("change", Self::Change),
        ("places", Self::Places),
    ];

    /// Reads the key `time`. `Ok(None)`: not stated.
    pub(super) fn read(
        reader: &mut Reader<'_>,
        fields: &Fields<'_>,
    ) -> Result<Option<Self>, Reported> {
        let Some(value) = fields.get("time") else { return Ok(None) };
        let text = fields.text("time", &mut reader.found).ok_or(Reported)?;
        match Self::ALL.into_iter().find(|(name, _)| *name == text) {
            Some((_, time)) => Ok(Some(time)),
            None => {
                let names = Self::ALL.into_iter().map(|(name, _)| name);
                reader.found.push(
                    Diagnostic::error("unknown-time", format!("there is no time `{text}`"))
                        .at(value.location.clone())
                        .remedy(suggest(&text, names, "ways to tell time")),
                );
                Err(Reported)
            }
        }
    }
}

/// Where the dates of features come from.
#[derive(Clone, Debug)]
pub(super) struct Times {
    from: Origin,
    until: Origin,
    date: Origin,
    /// The form stated, else found in each file.
    form: Option<DateForm>,
    /// What the entry itself says.
    pub(super) within: Validity,
}

/// An end in this year or later is open.
const FAR: i32 = 9999;

/// The dates of one feature.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dated {
    pub(super) from: Option<When>,
    pub(super) until: Option<When>,
    pub(super) date: Option<When>,
}

impl Dated {
    /// The first and the last date of the time that is told, of a feature that is valid for a time:
    /// an interval in place of a date is that time.
    pub(super) fn ends(&self) -> (Option<When>, Option<When>) {
        match self.date {
            Some(date) if date.interval && self.from.is_none() && self.until.is_none() => {
                let end = |day: Day| When::exactly(day, Precision::Day, date.dating);
                (date.earliest.map(end), date.latest.map(|last| end(last.plus(1))))
            }
            date => (self.from.or(date), self.until),
        }
    }

    /// All days that may be meant by a feature that is valid for a time.
    pub(super) fn whole(&self) -> Validity {
        let (from, until) = self.ends();
        Validity::new(from.and_then(|from| from.earliest), until.and_then(|end| end.surely()))
    }
}

impl Times {
    /// Reads the keys `from`, `until`, `date` and `dates`. Constants bound all features.
    pub(super) fn read(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Self {
        let form = reader.date_form(fields);
        let mut end = |key, natural| {
            let is_table = fields
                .get(key)
                .is_some_and(|v| matches!(v.data, crate::source::toml::Data::Table(_)));
            let day = if is_table { None } else { fields.day(key, &mut reader.found) };
            let origin = if is_table || fields.get(key).is_none() {
                Origin::read(fields, key, natural, &mut reader.found)
            } else {
                Origin::Natural(natural)
            };
            (day, origin)
        };
        let (from_day, from) = end("from", FROM);
        let (until_day, until) = end("until", UNTIL);
        reader.told(from_day.or(until_day).map(|_| Precision::Day));
        let date = Origin::read(fields, "date", DATE, &mut reader.found);
        Self { from, until, date, form, within: Validity::new(from_day, until_day) }
    }

    /// The same for one file, with the form of its dates.
    pub(super) fn settle(&self, collection: &Collection) -> Self {
        let mut settled = Self {
            from: self.from.settle(collection),
            until: self.until.settle(collection),
            date: self.date.settle(collection),
            ..self.clone()
        };
        if settled.form.is_none() {
            let texts: Vec<String> = collection
                .records
                .iter()
                .flat_map(|r| [&settled.from, &settled.until, &settled.date].map(|o| (o, r)))
                .filter_map(|(origin, r)| origin.of(&r.properties).map(|t| t.into_owned()))
                .collect();
            settled.form = Some(DateForm::of(texts.iter().map(String::as_str)));
        }
        settled
    }

    /// Whether features carry a `from` or an `until`.
    pub(super) fn has_interval(&self) -> bool {
        self.from.is_property() || self.until.is_property()
    }

    /// Whether features carry a `date`.
    pub(super) fn has_date(&self) -> bool {
        self.date.is_property() || matches!(self.date, Origin::Constant(_))
    }

    /// Whether a feature has a date in words, right or wrong.
    pub(super) fn has_text(&self, record: &Record) -> bool {
        self.date.of(&record.properties).is_some()
    }

    /// The dates of a feature; faults are reported.
    pub(super) fn of(&self, reader: &mut Reader<'_>, record: &Record) -> Dated {
        let form = self.form.unwrap_or_default();
        let mut day = |origin: &Origin| {
            let text = origin.of(&record.properties)?;
            parse(reader, form, &text, &record.location)
        };
        // Ends in years that nobody lives to see stand for none.
        let reached = |end: &When| end.earliest.is_none_or(|day| day.year() < FAR);
        let until = day(&self.until).filter(reached);
        let dated = Dated { from: day(&self.from), until, date: day(&self.date) };
        if let (Some(from), Some(until)) =
            (dated.from.and_then(|from| from.earliest), dated.until.and_then(|end| end.surely()))
            && from > until
        {
            reader.found.push(inverted(from, until).at(record.location.clone()));
        }
        dated
    }

    /// Whether dates of features are intervals: each is then the time of its feature.
    pub(super) fn has_interval_dates(&self, collection: &Collection) -> bool {
        let form = self.form.unwrap_or_default();
        collection.records.iter().any(|record| {
            let text = self.date.of(&record.properties);
            let when = text.and_then(|text| form.parse(&text).ok().flatten());
            when.is_some_and(|when| when.interval)
        })
    }

    /// A validity cut to what the entry says.
    pub(super) fn cut(&self, validity: Validity) -> Validity {
        Validity {
            from: validity.from.max(self.within.from),
            until: match (validity.until, self.within.until) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
        }
    }
}

/// A date of the data; a fault is reported.
pub(super) fn parse(
    reader: &mut Reader<'_>,
    form: DateForm,
    text: &str,
    at: &Location,
) -> Option<When> {
    match form.parse(text) {
        Ok(when) => {
            reader.told(when.map(|when| when.precision));
            when
        }
        Err(fault) => {
            reader.found.push_once(text, dates::diagnostic(&fault).at(at.clone()));
            None
        }
    }
}

/// An end before its beginning, without a place.
pub(super) fn inverted(from: Day, until: Day) -> Diagnostic {
    Diagnostic::error(
        "inverted-interval",
        format!("it ends on {until}, before it begins on {from}"),
    )
    .remedy("swap the two dates or mend one")
}
