//! One of several shares of the frames.

use crate::error::{Error, Result};
use std::fmt;
use std::str::FromStr;

/// Every `of`-th frame, beginning with the frame `number` (from 1): shares take turns, as days next
/// to each other take about as long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Shard {
    /// All frames.
    pub const ALL: Self = Self { number: 1, of: 1 };

    /// Share `number` of `of`.
    ///
    /// # Errors
    /// [`Error::Request`] unless 1 ≤ `number` ≤ `of`.
    pub fn new(number: u32, of: u32) -> Result<Self> {
        if (1..=of).contains(&number) {
            return Ok(Self { number, of });
        }
        Err(Error::request(format!(
            "there is no share {number} of {of}; shares are numbered from 1: 1/{of}"
        )))
    }

    /// Whether it has the frame at a place of the schedule, from 0.
    pub fn has(self, at: usize) -> bool {
        at % self.of as usize == self.number as usize - 1
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = Error;

    /// Reads `2/5`.
    fn from_str(text: &str) -> Result<Self> {
        let numbers = text
            .split_once('/')
            .and_then(|(number, of)| Some((number.trim().parse().ok()?, of.trim().parse().ok()?)));
        match numbers {
            Some((number, of)) => Self::new(number, of),
            None => Err(Error::request(format!("`{text}` is not a share; write it as 2/5"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_each_frame_once() {
        let shards: Vec<Shard> = (1..=3).map(|n| Shard::new(n, 3).unwrap()).collect();
        for at in 0..10 {
            assert_eq!(shards.iter().filter(|shard| shard.has(at)).count(), 1, "{at}");
        }
        assert!((0..10).all(|at| Shard::ALL.has(at)));
    }

    #[test]
    fn shares_are_read() {
        assert_eq!("2/5".parse::<Shard>().unwrap(), Shard { number: 2, of: 5 });
        for wrong in ["0/5", "6/5", "2", "a/b", "-1/3", "1/0", ""] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
