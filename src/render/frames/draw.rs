//! Draws frames into a folder.

use super::{FrameRecord, Shard};
use crate::encode::{PngFolder, read_png};
use crate::error::Result;
use crate::figure::Plan;
use crate::render::Progress;
use crate::render::Survey;
use crate::render::animate::animate;
use crate::source::files::Files;
use crate::timeline::{Frame, Schedule};
use rayon::prelude::*;
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
/// writes the record. With `resume`, a frame that is there, undamaged, and of the same program, atlas and
/// plan is kept. Other files of the folder are left alone.
///
/// # Errors
/// As [`animate`], and [`crate::Error::File`] if the folder cannot be written to.
pub fn draw_frames(
    survey: &Survey,
    plan: &Plan,
    record: &FrameRecord,
    folder: &Path,
    (shard, resume): (Shard, bool),
    progress: impl FnMut(Progress) -> bool,
) -> Result<Drawn> {
    record.write(folder)?;
    let share: Vec<Frame> = record
        .frames
        .iter()
        .enumerate()
        .filter(|(at, _)| shard.has(*at))
        .map(|(_, frame)| *frame)
        .collect();
    let wanted = |frame: &Frame| !(resume && is_there(record, folder, frame));
    let frames: Vec<Frame> = share.par_iter().filter(|frame| wanted(frame)).copied().collect();
    let kept = share.len() - frames.len();
    if frames.is_empty() {
        return Ok(Drawn { drawn: 0, kept, bytes: 0 });
    }
    let names = frames.iter().map(FrameRecord::name).collect();
    let marks = frames.iter().map(|frame| record.mark(frame)).collect();
    let schedule = Schedule { frames };
    let summary = animate(
        survey,
        plan,
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

/// Whether a frame's file is there and whole, and shows what it should.
fn is_there(record: &FrameRecord, folder: &Path, frame: &Frame) -> bool {
    let file =
        Files::at(folder).ok().and_then(|mut files| files.read(&FrameRecord::name(frame)).ok());
    let read = file.and_then(|file| read_png(&file, FrameRecord::KEYWORD).ok());
    read.is_some_and(|(picture, mark)| {
        (picture.width, picture.height) == (record.width, record.height)
            && mark == Some(record.mark(frame))
    })
}
