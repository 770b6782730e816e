//! Draws frames into a folder.

use super::record::Marked;
use super::{FrameRecord, Shard};
use crate::encode::{Output, PngFolder, WholeFile, png_mark, png_remarked};
use crate::error::{Error, Result};
use crate::figure::Plan;
use crate::render::animate::Drawing;
use crate::render::looks::Looks;
use crate::render::{Ahead, Progress, Survey};
use crate::source::files::Files;
use crate::timeline::{Frame, Schedule};
use rayon::prelude::*;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

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
/// writes the record. With `resume`, a frame that is there, as it was written, is kept if the same
/// program draws the same picture for it: after another day has been added to the atlas, frames of
/// days that look as before are only told that they are of the new one. Other files of the folder are
/// left alone.
///
/// # Errors
/// As [`animate`](crate::render::animate), and [`crate::Error::File`] if the folder cannot be written to.
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
    let mut states = vec![Marked::Other; all];
    if resume {
        states = looked_at(record, folder, &share)?;
    }
    if states.iter().all(|state| *state == Marked::Right) {
        return Ok(Drawn { drawn: 0, kept: all, bytes: 0 });
    }
    let looks = Arc::new(Looks::new(survey, plan));
    let pictures = Drawing::of(survey, plan, ahead, Some(Arc::clone(&looks)))?;
    if states.iter().any(|state| matches!(state, Marked::Before(_))) {
        keep_what_looks_as_before(&pictures, record, folder, (&share, &mut states))?;
    }
    let outstanding = share.into_iter().zip(states).filter(|(_, state)| *state != Marked::Right);
    let frames: Vec<Frame> = outstanding.map(|(frame, _)| frame).collect();
    let kept = all - frames.len();
    if frames.is_empty() {
        return Ok(Drawn { drawn: 0, kept, bytes: 0 });
    }
    let names = frames.iter().map(FrameRecord::name).collect();
    let (marking, marked) = (record.clone(), frames.clone());
    let marks = marked.into_iter().map(move |frame| {
        // Written after it was composed, and then noted.
        marking.mark(&frame, looks.take(&frame).unwrap_or_default())
    });
    let schedule = Schedule { frames };
    let summary = pictures.animate(
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

/// What the files of frames are: those that are missing, or not what this program wrote, are
/// [others](Marked::Other). Files are looked at side by side, and read but not decoded: to decode all
/// days would take longer than to draw one.
fn looked_at(record: &FrameRecord, folder: &Path, frames: &[Frame]) -> Result<Vec<Marked>> {
    let names: Vec<String> = frames.iter().map(FrameRecord::name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mark = |_: &str, file: &[u8]| png_mark(file, FrameRecord::KEYWORD);
    let marks = Files::at(folder)?.read_each(&names, mark);
    let state = |frame: &Frame, mark: Option<String>| {
        mark.map_or(Marked::Other, |mark| record.read_mark(frame, &mark))
    };
    let marks = marks.into_iter().map(|mark| mark.ok().flatten());
    Ok(frames.iter().zip(marks).map(|(frame, mark)| state(frame, mark)).collect())
}

/// Of the frames that were drawn of another atlas or plan, makes those right that would be drawn the
/// same again: their files get another mark, and say of themselves what they would say then.
fn keep_what_looks_as_before(
    pictures: &Drawing<'_>,
    record: &FrameRecord,
    folder: &Path,
    (frames, states): (&[Frame], &mut [Marked]),
) -> Result<()> {
    let looks = pictures.looks_of(frames);
    let alike = frames
        .par_iter()
        .zip(looks)
        .zip(states)
        .filter(|((_, looks), state)| **state == Marked::Before(*looks));
    let written: Vec<Result<()>> = alike
        .map(|((frame, looks), state)| {
            let name = FrameRecord::name(frame);
            let Ok(file) = Files::at(folder)?.read(&name) else { return Ok(()) };
            let mark = record.mark(frame, looks);
            let file = png_remarked(&file, FrameRecord::KEYWORD, &mark, &record.metadata);
            let Some(file) = file else { return Ok(()) };
            let path = folder.join(name);
            let mut whole = WholeFile::create(&path)?;
            whole.write_all(&file).map_err(|error| Error::file(&path, error))?;
            whole.complete()?;
            *state = Marked::Right;
            Ok(())
        })
        .collect();
    // Of several errors the first, whichever was met first.
    written.into_iter().collect()
}
