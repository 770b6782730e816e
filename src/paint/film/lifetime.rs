//! When an element is seen.

use std::ops::Range;

/// The frames in which an element is seen, as half-open spans that are sorted and do not touch.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lifetime {
    spans: Vec<(u32, u32)>,
}

impl Lifetime {
    /// One frame.
    pub fn of(frame: u32) -> Self {
        Self { spans: vec![(frame, frame.saturating_add(1))] }
    }

    /// Adds a frame after all others.
    pub(super) fn extend(&mut self, frame: u32) {
        match self.spans.last_mut() {
            Some((_, end)) if *end > frame => {}
            Some((_, end)) if *end == frame => *end = frame.saturating_add(1),
            _ => self.spans.push((frame, frame.saturating_add(1))),
        }
    }

    /// The spans in order.
    pub fn spans(&self) -> impl Iterator<Item = Range<u32>> {
        self.spans.iter().map(|&(from, until)| from..until)
    }

    /// Whether the element is seen in a frame.
    pub fn contains(&self, frame: u32) -> bool {
        let after = self.spans.partition_point(|(from, _)| *from <= frame);
        after > 0 && self.spans.get(after - 1).is_some_and(|(_, until)| frame < *until)
    }

    /// Whether the element is seen in all of so many frames.
    pub fn is_whole(&self, frames: usize) -> bool {
        matches!(self.spans[..], [(0, until)] if until as usize >= frames)
    }
}

#[cfg(test)]
mod tests {
    use super::Lifetime;

    #[test]
    fn frames_join_into_spans() {
        let mut life = Lifetime::of(1);
        for frame in [2, 3, 3, 7, 9] {
            life.extend(frame);
        }
        assert_eq!(life.spans().collect::<Vec<_>>(), [1..4, 7..8, 9..10]);
        let seen: Vec<u32> = (0..12).filter(|&frame| life.contains(frame)).collect();
        assert_eq!(seen, [1, 2, 3, 7, 9]);
        assert!(!life.is_whole(3));
        assert!(Lifetime::of(0).is_whole(1));
    }
}
