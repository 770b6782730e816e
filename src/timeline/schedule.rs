//! Which days become frames, and for how long each is shown.

use crate::math::Day;

/// How time passes in an animation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long an ordinary day is shown, in milliseconds.
    pub day_ms: u32,
    /// How long a day is shown on which ground changed hands, in milliseconds.
    pub change_ms: u32,
    /// How long the last day is shown, in milliseconds.
    pub hold_ms: u32,
}

impl Default for Pace {
    /// Slow enough to read the date, fast enough for a war in half a minute.
    fn default() -> Self {
        Self { day_ms: 300, change_ms: 500, hold_ms: 3000 }
    }
}

/// One picture of an animation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The day it shows.
    pub day: Day,
    /// How long, in milliseconds.
    pub duration_ms: u32,
}

/// The pictures of an animation, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The frames.
    pub frames: Vec<Frame>,
}

impl Schedule {
    /// One frame a day from `from` up to but not including `until`; `changes` tells whether ground
    /// changed hands on a day.
    pub fn daily(from: Day, until: Day, pace: Pace, changes: impl Fn(Day) -> bool) -> Self {
        let last = until.plus(-1);
        let frames = from
            .up_to(until)
            .map(|day| Frame {
                day,
                duration_ms: if day == last {
                    pace.hold_ms
                } else if changes(day) {
                    pace.change_ms
                } else {
                    pace.day_ms
                },
            })
            .collect();
        Self { frames }
    }

    /// The whole length in milliseconds.
    pub fn duration_ms(&self) -> u64 {
        self.frames.iter().map(|frame| u64::from(frame.duration_ms)).sum()
    }
}
