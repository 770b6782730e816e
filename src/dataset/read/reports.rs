//! `report_every`: how often a layer should say something.

use super::Reader;
use super::fields::Fields;
use super::time::Time;
use crate::dataset::ReportDays;
use crate::diagnostic::{Diagnostic, Location};
use crate::math::Day;

/// Reads the key: a number of days, with its place.
pub(super) fn every(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<(u32, Location)> {
    let days = fields.number("report_every", &mut reader.found)?;
    let at = fields.get("report_every").map(|value| value.location.clone()).unwrap_or_default();
    if days >= 1.0 && days <= f64::from(u32::MAX) && days.fract() == 0.0 {
        return Some((days as u32, at));
    }
    reader.found.push(
        Diagnostic::error("wrong-type", format!("`report_every` is {days}"))
            .at(at)
            .remedy("write after how many days the next report is due: a whole number from 1"),
    );
    None
}

/// Keeps the days on which a layer says something.
pub(super) fn keep(
    reader: &mut Reader<'_>,
    every: Option<(u32, Location)>,
    time: Time,
    days: &[Day],
) {
    let Some((every, at)) = every else { return };
    if matches!(time, Time::Snapshot | Time::Change) {
        reader.reports.push(ReportDays { days: days.to_vec(), every });
        return;
    }
    reader.found.push(
        Diagnostic::warning("no-reports", "`report_every` means nothing here")
            .at(at)
            .remedy("intervals say themselves how long they hold; remove the key"),
    );
}
