//! Control on a day, change between days, the schedule of frames.

mod dated;
mod every;
mod fade;
mod places;
mod schedule;
mod telling;
mod towns;

pub use dated::{AreaOrigin, DatedArea, Holding, dated_areas, dated_areas_with_origins};
pub use every::Every;
pub use fade::Fade;
pub use schedule::{Frame, Happening, Pace, Rhythm, Schedule};
pub use telling::telling_days;
