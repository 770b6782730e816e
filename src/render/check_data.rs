//! What is wrong with the data themselves: shapes, ground between parties, series of days.

use super::{Survey, check_ground, check_series, check_shapes, check_whereabouts};
use crate::diagnostic::Diagnostics;

/// Looks at outlines, at what parties' areas have in common or leave out, at series of days, and at
/// where everything lies. Of data that are not `sound`, as something could not be read, nothing is
/// said that would only be so because it is missing.
pub fn check_data(survey: &Survey, sound: bool) -> Diagnostics {
    let atlas = survey.atlas();
    let mut found = check_shapes::check(atlas);
    found.append(check_whereabouts::check(atlas));
    // Days whose outlines cross each other everywhere cannot be laid over each other, which is told.
    if !survey.coverage().is_split() {
        let ground = check_ground::Ground::new(atlas);
        found.append(check_ground::overlaps(&ground));
        if sound {
            found.append(check_ground::gaps(survey, &ground));
            found.append(check_series::check(survey));
        }
    }
    if sound {
        found.append(check_whereabouts::off_map(survey));
    }
    found
}
