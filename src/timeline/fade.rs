//! Pictures between two days, in which changed ground fades from one holder to the other.

use super::Frame;
use crate::math::Day;

/// How far the ground of a picture has faded from that of an earlier day to that of its own. Where
/// the two differ, the picture is a mixture of both: the new ground counts `step` of `of` parts.
/// Positions in between are never made up; all else is the picture's own day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Fade {
    /// The day whose ground is going.
    pub from: Day,
    /// Parts of the new ground, 1 to `of` - 1.
    pub step: u32,
    /// Parts of the whole.
    pub of: u32,
}

/// How long a picture of a fade is shown, in milliseconds, if there is time: 25 a second.
const PICTURE_MS: u32 = 40;

/// No picture of a fade is shown for less than this, in milliseconds: browsers take less for a
/// mistake in a GIF.
const SHORTEST_MS: u32 = 20;

/// `count` pictures that lead from the ground of a day to that of a frame, then the frame. Together
/// they take the frame's time, at most half of it before the frame itself: a day must stand
/// still to be read. Where time is short there are fewer.
pub(super) fn fade_in(frame: Frame, from: Day, count: u32) -> impl Iterator<Item = Frame> {
    let room = frame.duration_ms / 2;
    let count = count.min(room / SHORTEST_MS);
    let duration_ms = room.checked_div(count).unwrap_or(0).min(PICTURE_MS);
    let of = count + 1;
    let between = (1..of).map(move |step| {
        let fade = Some(Fade { from, step, of });
        Frame { duration_ms, fade, ..frame }
    });
    let rest = frame.duration_ms - count * duration_ms;
    between.chain(std::iter::once(Frame { duration_ms: rest, ..frame }))
}

#[cfg(test)]
mod tests {
    use super::super::{Pace, Schedule};
    use super::*;

    fn day(n: i64) -> Day {
        Day::parse("2020-01-01").unwrap().plus(n - 1)
    }

    /// Day, time, and the fade's first day, step and of how many.
    type Seen = (i64, u32, Option<(i64, u32, u32)>);

    fn frames(every: u32, count: u32, day_ms: u32) -> Vec<Seen> {
        let changes = |on: Day| on == day(3);
        let pace = Pace { hold_ms: 2000, ..Pace::of(day_ms) };
        let happened = |on| super::super::Happening { ground: changes(on), event: false };
        let every = super::super::Every::Days(every);
        let rhythm = super::super::Rhythm::Days;
        let plain = Schedule::stepped(day(1), day(6), every, rhythm, pace, happened);
        let whole = plain.duration_ms();
        let faded = plain.clone().faded(count, changes);
        assert_eq!((faded.duration_ms(), faded.days()), (whole, plain.frames.len()));
        let number = |day: Day| day.since(self::day(1)) + 1;
        let fade = |fade: Fade| (number(fade.from), fade.step, fade.of);
        let frames = faded.frames.iter();
        frames.map(|f| (number(f.day), f.duration_ms, f.fade.map(fade))).collect()
    }

    #[test]
    fn changed_ground_fades_in_within_the_time_of_its_day() {
        let two = [
            (1, 300, None),
            (2, 300, None),
            (3, 40, Some((2, 1, 3))),
            (3, 40, Some((2, 2, 3))),
            (3, 420, None),
            (4, 300, None),
            (5, 2000, None),
        ];
        assert_eq!(frames(1, 2, 300), two);
    }

    #[test]
    fn what_changed_on_a_day_left_out_fades_in_with_the_next_shown() {
        let one = [(1, 300, None), (4, 40, Some((1, 1, 2))), (4, 460, None), (5, 2000, None)];
        assert_eq!(frames(3, 1, 300), one);
    }

    #[test]
    fn where_time_is_short_there_are_fewer_and_none_without_time_or_wish() {
        // 100 ms: two of 25 ms in the half that they may take.
        let of_third = |frames: Vec<Seen>| {
            let third = frames.into_iter().filter(|(day, ..)| *day == 3);
            third.map(|(_, ms, _)| ms).collect::<Vec<_>>()
        };
        assert_eq!(of_third(frames(1, 9, 60)), [25, 25, 50]);
        assert_eq!(of_third(frames(1, 9, 20)), [33]);
        assert_eq!(of_third(frames(1, 0, 300)), [500]);
    }
}
