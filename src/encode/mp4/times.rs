//! When the pictures of a video begin.

/// The longest that one picture is shown. Some players take a longer gap for an error or pass over
/// the last picture; repeats of a picture cost next to nothing.
const LONGEST_MS: u64 = 1000;

/// The times at which a picture is shown anew, in milliseconds after it is first shown: pieces of
/// at most a second. The container takes the last picture of all to last as long as the one
/// before it, so that the `last` one is shown at least twice, the second time for as long as the
/// first: then the total is right (to a millisecond, if the duration is odd).
pub(super) fn pieces(duration_ms: u64, last: bool) -> impl Iterator<Item = u64> {
    let least = if last { 2 } else { 1 };
    let count = duration_ms.div_ceil(LONGEST_MS).max(least).min(duration_ms.max(1));
    let piece = duration_ms / count;
    // What cannot be shared out is added to the first.
    let rest = duration_ms % count;
    (0..count).map(move |at| if at == 0 { 0 } else { rest + at * piece })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_at_most_a_second_and_the_last_two_alike() {
        let of = |ms, last| pieces(ms, last).collect::<Vec<_>>();
        assert_eq!(of(300, false), [0]);
        assert_eq!(of(1000, false), [0]);
        assert_eq!(of(2500, false), [0, 834, 1667]);
        assert_eq!(of(3000, true), [0, 1000, 2000]);
        assert_eq!(of(300, true), [0, 150]);
        assert_eq!(of(1, true), [0]);
        assert_eq!(of(0, false), [0]);
    }
}
