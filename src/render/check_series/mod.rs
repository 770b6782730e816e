//! Series of snapshots: dates that are missing, and days that do not fit between their neighbors.

mod dates;
mod days;
mod slips;

use super::Survey;
use crate::dataset::Timing;
use crate::diagnostic::Diagnostics;

/// Fewer dates are no series.
const LEAST: usize = 5;

/// Looks at all series of snapshots.
pub fn check(survey: &Survey) -> Diagnostics {
    let mut found = Diagnostics::new();
    for series in &survey.atlas().series {
        if series.timing == Timing::Snapshot && series.dates.len() >= LEAST {
            found.append(dates::missing(&series.dates));
            found.append(slips::check(survey, &series.dates));
        }
    }
    found
}
