//! Areas over the antimeridian.

use crate::math::cut;
use crate::source::collection::{Collection, Shape};
use std::sync::Arc;

/// Cuts areas that cross the antimeridian, as RFC 7946 (3.1.9) asks, so that nothing downstream
/// takes the way around the globe for the short way.
pub(super) fn cut(collection: &mut Collection) {
    for record in &mut collection.records {
        if let Shape::Areas(areas) = &mut record.shape
            && areas.is_wide()
            && let Some(cut) = cut::areas(&areas.unpack())
        {
            *areas = Arc::new(cut.into());
        }
    }
}
