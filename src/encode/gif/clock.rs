//! Delays in hundredths of a second that add up.

/// Browsers take a delay of less than this, in hundredths of a second, for a mistake and show the
/// image for a tenth of a second.
const SHORTEST: u64 = 2;
/// The longest delay that the format holds.
const LONGEST: u64 = u16::MAX as u64;

/// Turns milliseconds into delays. What one delay is too long or too short by, the next makes up
/// for, so that the total is right.
#[derive(Debug, Default)]
pub(super) struct Clock {
    /// When the frame that is being shown ends.
    ends_ms: u64,
    /// The sum of all delays given out.
    written: u64,
}

impl Clock {
    /// Shows the current frame for longer.
    pub fn show(&mut self, duration_ms: u64) {
        self.ends_ms += duration_ms;
    }

    /// Ends the current frame: its delay, in pieces of at most 65535 hundredths of a second.
    pub fn delays(&mut self) -> impl Iterator<Item = u16> + use<> {
        let ends = (self.ends_ms + 5) / 10;
        let mut rest = ends.saturating_sub(self.written).max(SHORTEST);
        if rest % LONGEST < SHORTEST && rest > LONGEST {
            // The last piece would be too short; the next frame makes up for it.
            rest -= rest % LONGEST;
        }
        self.written += rest;
        std::iter::from_fn(move || {
            let piece = rest.min(LONGEST);
            rest -= piece;
            (piece > 0).then_some(piece as u16)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delays(durations_ms: &[u64]) -> Vec<u16> {
        let mut clock = Clock::default();
        let mut all = Vec::new();
        for duration in durations_ms {
            clock.show(*duration);
            all.extend(clock.delays());
        }
        all
    }

    #[test]
    fn remainders_are_carried() {
        assert_eq!(delays(&[33, 33, 34]), [3, 4, 3]);
        assert_eq!(delays(&[100, 250]), [10, 25]);
    }

    #[test]
    fn a_frame_too_short_for_browsers_is_paid_back() {
        assert_eq!(delays(&[5, 0, 10, 100]), [2, 2, 2, 6]);
    }

    #[test]
    fn a_long_delay_is_split() {
        assert_eq!(delays(&[1_000_000]), [65_535, 34_465]);
        assert_eq!(delays(&[655_360, 100]), [65_535, 11]);
    }
}
