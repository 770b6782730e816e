//! How much of what a task needs is missing, counted down by many threads.

use std::sync::atomic::{AtomicU32, Ordering};

/// The number of things without which a task can't begin.
#[derive(Debug)]
pub struct Missing(AtomicU32);

impl Missing {
    /// So many are missing.
    pub fn new(count: u32) -> Self {
        Self(AtomicU32::new(count))
    }

    /// Whether nothing is missing.
    pub fn is_none(&self) -> bool {
        self.0.load(Ordering::Acquire) == 0
    }

    /// One of them is there; whether it was the last. Whoever brings the last sees what the others
    /// have put down.
    pub fn one_came(&self) -> bool {
        self.0.fetch_sub(1, Ordering::AcqRel) == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_that_comes_is_told_once() {
        let missing = Missing::new(2);
        assert!(!missing.is_none());
        assert!(!missing.one_came());
        assert!(missing.one_came());
        assert!(missing.is_none());
    }
}
