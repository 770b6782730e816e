//! Tints of parties as they are seen, for those who ask whether they can be told apart.

use super::pattern::of_status;
use crate::color::Color;
use crate::dataset::PartyId;
use crate::figure::Plan;
use crate::timeline::Holding;

/// The party whose tint lies on ground that is held so; none where there is only a pattern.
pub fn tinted_by(plan: &Plan, holding: &Holding) -> Option<PartyId> {
    of_status(plan, 1.0, holding.party, &holding.status, holding.other).tint
}

/// What is seen of a party's color on land.
pub fn tint(plan: &Plan, color: Color) -> Color {
    color.with_opacity(plan.theme.control.opacity).over(plan.theme.ground.land)
}
