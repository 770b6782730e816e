//! A folder of frames: drawn in shares on many machines, drawn on after an interruption, assembled to
//! a moving picture.

mod assemble;
mod draw;
mod record;
mod shard;

pub use assemble::assemble;
pub use draw::{Drawn, draw_frames};
pub use record::FrameRecord;
pub use shard::Shard;
