//! Draws frames into a folder.

use super::{FrameRecord, Shard};
use crate::encode::{PngFolder, png_mark};
use crate::error::Result;
use crate::figure::Plan;
use crate::render::animate::animate;
use crate::render::{Ahead, Progress, Survey};
use crate::source::files::Files;
use crate::timeline::{Frame, Schedule};
use std::path::Path;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Frames drawn.
    pub drawn: usize,
    /// Frames that were there and are right.
    pub kept: usize,
    /// Bytes of the frames drawn.
    pub bytes: u64,
}

/// Draws a share of a record's frames into a folder, each to a file (see [`FrameRecord::name`]), and
/// writes the record. With `resume`, a frame that is there, as it was written, and of the same program,
/// atlas and plan is kept. Other files of the folder are left alone.
///
/// # Errors
/// As [`animate`], and [`crate::Error::File`] if the folder cannot be written to.
pub fn draw_frames(
    survey: &Survey,
    plan: &Plan,
    ahead: Option<Ahead<'_>>,
    record: &FrameRecord,
    folder: &Path,
    (shard, resume): (Shard, bool),
    progress: impl FnMut(Progress) -> bool + Send,
) -> Result<Drawn> {
    record.write(folder)?;
    let share: Vec<Frame> = record
        .frames
        .iter()
        .enumerate()
        .filter(|(at, _)| shard.has(*at))
        .map(|(_, frame)| *frame)
        .collect();
    let all = share.len();
    let frames = if resume { outstanding(record, folder, share)? } else { share };
    let kept = all - frames.len();
    if frames.is_empty() {
        return Ok(Drawn { drawn: 0, kept, bytes: 0 });
    }
    let names = frames.iter().map(FrameRecord::name).collect();
    let marks = frames.iter().map(|frame| record.mark(frame)).collect();
    let schedule = Schedule { frames };
    let summary = animate(
        survey,
        plan,
        ahead,
        &schedule,
        false,
        |animation| {
            let files = PngFolder::create(folder, names, animation.metadata)?;
            Ok(Box::new(files.marked(FrameRecord::KEYWORD, marks)))
        },
        progress,
    )?;
    Ok(Drawn { drawn: schedule.frames.len(), kept, bytes: summary.bytes })
}

/// The frames whose files are missing, or are not what this program wrote for them. Files are looked
/// at side by side, and read but not decoded: to decode all days would take longer than to draw one.
fn outstanding(record: &FrameRecord, folder: &Path, frames: Vec<Frame>) -> Result<Vec<Frame>> {
    let names: Vec<String> = frames.iter().map(FrameRecord::name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mark = |_: &str, file: &[u8]| png_mark(file, FrameRecord::KEYWORD);
    let marks = Files::at(folder)?.read_each(&names, mark);
    let looked_at = frames.into_iter().zip(marks);
    let outstanding = looked_at.filter_map(|(frame, mark)| match mark {
        Ok(Some(mark)) if mark == record.mark(&frame) => None,
        _ => Some(frame),
    });
    Ok(outstanding.collect())
}
