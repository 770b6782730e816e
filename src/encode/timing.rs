//! When the frames of a film begin.

/// The beginnings of all frames, and the end of the last one.
pub(super) struct Timing {
    /// Milliseconds, one more than there are frames.
    starts_ms: Vec<u64>,
}

impl Timing {
    /// Frames without a duration are seen for a millisecond, as are those with none at all: a frame
    /// that takes no time could not be told from the next.
    pub fn new(frames: usize, durations_ms: &[u32]) -> Self {
        let durations = durations_ms.iter().map(|ms| u64::from(Self::shown_ms(*ms)));
        let mut starts_ms = vec![0];
        let mut end = 0;
        for duration in durations.chain(std::iter::repeat(1)).take(frames.max(1)) {
            end += duration;
            starts_ms.push(end);
        }
        Self { starts_ms }
    }

    /// How long a frame of a duration is seen.
    pub fn shown_ms(duration_ms: u32) -> u32 {
        duration_ms.max(1)
    }

    /// How many frames.
    pub fn frames(&self) -> usize {
        self.starts_ms.len() - 1
    }

    /// The length of the film.
    pub fn total_ms(&self) -> u64 {
        self.starts_ms.last().copied().unwrap_or(1)
    }

    /// When a frame begins, as a share of the whole: `12.5%`. Six decimals tell milliseconds apart
    /// in films of a day and more.
    pub fn percent(&self, frame: u32) -> String {
        let start = self.starts_ms.get(frame as usize).copied().unwrap_or_else(|| self.total_ms());
        let text = format!("{:.6}", start as f64 * 100.0 / self.total_ms() as f64);
        format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::Timing;

    #[test]
    fn frames_begin_when_those_before_end() {
        let timing = Timing::new(4, &[300, 500, 0]);
        assert_eq!((timing.frames(), timing.total_ms()), (4, 802));
        assert_eq!(timing.percent(0), "0%");
        assert_eq!(timing.percent(1), "37.406484%");
        assert_eq!(Timing::new(2, &[250, 750]).percent(1), "25%");
    }
}
