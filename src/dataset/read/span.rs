//! The days of an atlas, and how finely they are told.

use super::Reader;
use crate::dataset::{ControlLayer, Event, Front, Overlay};
use crate::diagnostic::{Diagnostic, Location};
use crate::math::{Day, Precision, Validity};

/// What has dates.
pub(super) struct Material<'a> {
    pub(super) control: &'a [ControlLayer],
    pub(super) fronts: &'a [Front],
    pub(super) overlays: &'a [Overlay],
    pub(super) events: &'a [Event],
}

/// The days of the atlas, as stated, else from the first to the last date of the data: its first
/// day, the first after its last, and how finely dates are told. `ground` is how finely those of
/// control and fronts are.
///
/// Data without any date are of one state. It has a day, as everything does, but nobody is told
/// which.
pub(super) fn days(
    reader: &mut Reader<'_>,
    (stated_from, stated_until): (Option<Day>, Option<Day>),
    ground: Option<Precision>,
    material: &Material<'_>,
    at: Location,
) -> Option<(Day, Day, Precision)> {
    let told = ground.or(reader.precision);
    let precision = told.unwrap_or_default();
    if let (Some(from), Some(until)) = (stated_from, stated_until) {
        return Some((from, until, precision));
    }
    let mut days = material.dates();
    days.append(&mut reader.days);
    days.retain(|day| stated_from.is_none_or(|from| *day >= from));
    if days.is_empty() && told.is_none() && stated_from.is_none() && stated_until.is_none() {
        if reader.found.has_errors() {
            return None;
        }
        reader.found.push(
            Diagnostic::note("undated", "nothing has a date: the map shows one state, of no day")
                .at(at)
                .remedy(
                    "add a property `date`, name files like `2020-09-27.geojson`, or write `from` \
                     and `until` into [atlas]",
                ),
        );
        let day = Day::from_ymd(2000, 1, 1)?;
        return Some((day, day.plus(1), Precision::Undated));
    }
    let first = stated_from.or(days.iter().min().copied());
    let last = stated_until.or(days.iter().max().map(|day| precision.next(precision.start(*day))));
    let Some((from, until)) = first.zip(last).filter(|(from, until)| from < until) else {
        if !reader.found.has_errors() {
            reader.found.push(
                Diagnostic::error("no-days", "nothing says of which days the atlas is")
                    .at(at)
                    .remedy("write `from` and `until` into [atlas]"),
            );
        }
        return None;
    };
    let message = format!("the days are taken from the data: {from} to before {until}");
    reader.found.push(
        Diagnostic::note("guessed-days", message)
            .at(at)
            .remedy("write `from` and `until` into [atlas] to choose"),
    );
    Some((from, until, precision))
}

impl Material<'_> {
    /// The days that the data name. Of an `until`, on which something is no longer so, that is the day
    /// before. Overlays count only where nothing else has a date.
    fn dates(&self) -> Vec<Day> {
        let ends = |validity: &Validity| {
            [validity.from, validity.until.map(|until| until.plus(-1))].into_iter().flatten()
        };
        let mut days: Vec<Day> = self.events.iter().map(|event| event.day).collect();
        days.extend(self.events.iter().filter_map(|event| event.end));
        for layer in self.control {
            match layer {
                ControlLayer::Areas(areas) => {
                    days.extend(areas.iter().flat_map(|area| ends(&area.validity)));
                }
                ControlLayer::Places(places) => {
                    let reports = places.settlements.iter().flat_map(|s| &s.reports);
                    days.extend(reports.map(|report| report.day));
                }
                ControlLayer::Towns(towns) => {
                    let reports = towns.towns.iter().flat_map(|town| &town.reports);
                    days.extend(reports.map(|report| report.day));
                }
            }
        }
        days.extend(self.fronts.iter().flat_map(|front| ends(&front.validity)));
        if days.is_empty() {
            days.extend(self.overlays.iter().flat_map(|overlay| ends(&overlay.validity)));
        }
        days
    }
}
