//! Figures in numbers: who held how much, gained and lost how much, and the ground itself as data.

mod export;
mod stats;

pub use export::export;
pub use stats::{StatRow, stats, to_csv, to_json};
