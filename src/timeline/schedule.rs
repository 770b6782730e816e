//! Which days become frames, and for how long each is shown.

use super::Every;
use super::fade::{self, Fade};
use crate::math::Day;

/// How time passes in an animation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long an ordinary day is shown, in milliseconds.
    pub day_ms: u32,
    /// How long a day is shown on which ground changed hands, in milliseconds.
    pub change_ms: u32,
    /// How long a day is shown on which something happened that must be read, in milliseconds; only
    /// in [`Rhythm::Events`].
    pub event_ms: u32,
    /// How long the last day is shown, in milliseconds.
    pub hold_ms: u32,
}

impl Default for Pace {
    /// Slow enough to read the date, fast enough for a war in half a minute.
    fn default() -> Self {
        Self::of(300)
    }
}

impl Pace {
    /// The pace at which an ordinary day is shown for so long: one on which ground changed hands for
    /// five thirds of that, one with an event three times as long, the last for three seconds.
    pub fn of(day_ms: u32) -> Self {
        Self {
            day_ms,
            change_ms: day_ms.saturating_mul(5) / 3,
            event_ms: day_ms.saturating_mul(3),
            hold_ms: 3000,
        }
    }
}

/// What decides how long days are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rhythm {
    /// Every day is shown, those on which ground changed hands for longer: time passes evenly.
    #[default]
    Days,
    /// Days on which something happened are shown; the quiet days between two of them pass together
    /// in the time of one ordinary day, and as many of them are shown as that allows.
    Events,
}

/// What happened on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Happening {
    /// Ground changed hands.
    pub ground: bool,
    /// There is an event to read.
    pub event: bool,
}

impl Happening {
    fn and(self, other: Self) -> Self {
        Self { ground: self.ground || other.ground, event: self.event || other.event }
    }

    fn nothing(self) -> bool {
        self == Self::default()
    }
}

/// One picture of an animation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Frame {
    /// The day it shows.
    pub day: Day,
    /// How long, in milliseconds.
    pub duration_ms: u32,
    /// Set on a picture in which the day's ground is still fading in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fade: Option<Fade>,
}

/// The pictures of an animation, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The frames.
    pub frames: Vec<Frame>,
}

/// No quiet day is shown for less than this, in milliseconds.
const SHORTEST_MS: u32 = 40;

impl Schedule {
    /// One frame a day from `from` up to but not including `until`; `changes` tells whether ground
    /// changed hands on a day.
    pub fn daily(from: Day, until: Day, pace: Pace, changes: impl Fn(Day) -> bool) -> Self {
        let happened = |day| Happening { ground: changes(day), event: false };
        Self::stepped(from, until, Every::Days(1), Rhythm::Days, pace, happened)
    }

    /// Frames from `from` up to but not including `until`, as `every` says.
    /// The first and the last day are always shown. A frame stands for its day and those since the
    /// frame before: what happened on any of them makes it longer.
    pub fn stepped(
        from: Day,
        until: Day,
        every: Every,
        rhythm: Rhythm,
        pace: Pace,
        happened: impl Fn(Day) -> Happening,
    ) -> Self {
        let last = until.plus(-1);
        let mut frames = Vec::new();
        let mut quiet = Vec::new();
        let mut since = Happening::default();
        for day in from.up_to(until) {
            let own = happened(day);
            since = since.and(own);
            let shown = day == from || day == last || every.shows(from, day, !own.nothing());
            if !shown {
                continue;
            }
            let happening = std::mem::take(&mut since);
            if rhythm == Rhythm::Events && happening.nothing() && day != from && day != last {
                quiet.push(day);
                continue;
            }
            frames.extend(together(&quiet, pace.day_ms));
            quiet.clear();
            let duration_ms = match (rhythm, happening) {
                _ if day == last => pace.hold_ms,
                (Rhythm::Events, Happening { event: true, .. }) => pace.event_ms,
                (_, Happening { ground: true, .. }) => pace.change_ms,
                _ => pace.day_ms,
            };
            frames.push(Frame { day, duration_ms, fade: None });
        }
        Self { frames }
    }

    /// The same pictures, but before each whose ground differs from that of the picture before it,
    /// `count` in which its ground fades in (see [`Fade`]). They take their time from the day's.
    /// `changes` tells whether ground changed hands on a day.
    #[must_use]
    pub fn faded(self, count: u32, changes: impl Fn(Day) -> bool) -> Self {
        let mut frames = Vec::with_capacity(self.frames.len());
        let mut before: Option<Day> = None;
        for frame in self.frames {
            let from = before.replace(frame.day);
            match from.filter(|from| from.plus(1).up_to(frame.day.plus(1)).any(&changes)) {
                Some(from) => frames.extend(fade::fade_in(frame, from, count)),
                None => frames.push(frame),
            }
        }
        Self { frames }
    }

    /// How many days are shown.
    pub fn days(&self) -> usize {
        self.frames.iter().filter(|frame| frame.fade.is_none()).count()
    }

    /// The whole length in milliseconds.
    pub fn duration_ms(&self) -> u64 {
        self.frames.iter().map(|frame| u64::from(frame.duration_ms)).sum()
    }
}

/// Days that share the time of one: all of them or, if they are too many, as many as can be shown,
/// spread evenly, with the last.
fn together(days: &[Day], share_ms: u32) -> impl Iterator<Item = Frame> + '_ {
    let shown = days.len().min((share_ms / SHORTEST_MS).max(1) as usize);
    let part = move |of: usize, at: usize| of * at / shown.max(1);
    (0..shown).filter_map(move |at| {
        let day = *days.get(part(days.len(), at + 1).checked_sub(1)?)?;
        let share = share_ms as usize;
        let duration_ms = (part(share, at + 1) - part(share, at)) as u32;
        Some(Frame { day, duration_ms, fade: None })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> Day {
        Day::parse("2020-01-01").unwrap().plus(n - 1)
    }

    fn stepped(days: i64, every: u32, rhythm: Rhythm) -> Vec<(i64, u32)> {
        let happened = |on: Day| Happening { ground: on == day(4), event: on == day(9) };
        let pace = Pace { hold_ms: 2000, ..Pace::of(300) };
        let every = Every::Days(every);
        let schedule = Schedule::stepped(day(1), day(days + 1), every, rhythm, pace, happened);
        let number = |frame: &Frame| (frame.day.since(day(1)) + 1, frame.duration_ms);
        schedule.frames.iter().map(number).collect()
    }

    #[test]
    fn days_pass_evenly() {
        let six = [(1, 300), (2, 300), (3, 300), (4, 500), (5, 300), (6, 2000)];
        assert_eq!(stepped(6, 1, Rhythm::Days), six);
        assert_eq!(stepped(1, 1, Rhythm::Days), [(1, 2000)]);
    }

    #[test]
    fn a_step_stands_for_its_days_and_the_last_day_is_shown() {
        let steps = [(1, 300), (4, 500), (7, 300), (10, 300), (12, 2000)];
        assert_eq!(stepped(12, 3, Rhythm::Days), steps);
        let steps = [(1, 300), (6, 500), (11, 900), (12, 2000)];
        assert_eq!(stepped(12, 5, Rhythm::Events), steps);
    }

    #[test]
    fn months_and_years_begin_on_their_first_days() {
        let day = |text: &str| Day::parse(text).unwrap();
        let days = |every: &str, from: &str, until: &str| -> Vec<String> {
            let happened = |on: Day| Happening { ground: on == day("1919-06-28"), event: false };
            let (every, pace) = (every.parse().unwrap(), Pace::of(300));
            let (from, until) = (day(from), day(until));
            let all = Schedule::stepped(from, until, every, Rhythm::Days, pace, happened);
            all.frames.iter().map(|frame| frame.day.to_string()).collect()
        };
        assert_eq!(
            days("year", "1917-03-08", "1919-01-02"),
            ["1917-03-08", "1918-01-01", "1919-01-01"]
        );
        assert_eq!(
            days("10 years", "-0015-01-01", "0010-01-02"),
            ["-0015-01-01", "-0010-01-01", "0000-01-01", "0010-01-01"]
        );
        assert_eq!(
            days("3 months", "1919-01-01", "1919-08-01"),
            ["1919-01-01", "1919-04-01", "1919-07-01", "1919-07-31"]
        );
        assert_eq!(
            days("change", "1919-01-01", "1920-01-01"),
            ["1919-01-01", "1919-06-28", "1919-12-31"]
        );
    }

    #[test]
    fn quiet_days_pass_in_the_time_of_one() {
        let frames = [
            (1, 300),
            (2, 150),
            (3, 150),
            (4, 500),
            (5, 75),
            (6, 75),
            (7, 75),
            (8, 75),
            (9, 900),
            (10, 150),
            (11, 150),
            (12, 2000),
        ];
        assert_eq!(stepped(12, 1, Rhythm::Events), frames);
    }

    #[test]
    fn of_many_quiet_days_some_are_shown() {
        let frames = stepped(1010, 1, Rhythm::Events);
        let quiet: Vec<_> = frames.iter().filter(|(day, _)| (10..1010).contains(day)).collect();
        assert_eq!(quiet.len(), 7);
        assert_eq!(quiet.iter().map(|(_, ms)| ms).sum::<u32>(), 300);
        assert_eq!(quiet.last().map(|(day, _)| *day), Some(1009));
    }
}
