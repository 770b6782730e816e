//! Makes a moving picture of the frames in a folder.

use super::FrameRecord;
use super::record::Marked;
use crate::encode::{Animation, Encoder, Summary, png_mark, read_png};
use crate::error::{Error, Result};
use crate::render::animate::samples;
use crate::render::play::{Movie, Picture, Pictures, Progress, play};
use crate::source::files::Files;
use crate::timeline::Frame;
use std::path::Path;
use std::sync::Arc;

/// At most so many missing frames are named.
const NAMED: usize = 5;

/// Makes, of the frames in a folder and their record, the moving picture that
/// [`animate`](crate::render::animate) would have made: the same bytes. `start` and `progress` are
/// used as there.
///
/// # Errors
/// [`Error::Request`] naming the frames that are missing, damaged or of another map, and what the
/// encoder reports.
pub fn assemble<'e>(
    record: &FrameRecord,
    folder: &Path,
    sampled: bool,
    start: impl FnOnce(Animation) -> Result<Box<dyn Encoder + 'e>>,
    progress: impl FnMut(Progress) -> bool + Send,
) -> Result<Summary> {
    let files = Files::at(folder)?;
    let missing: Vec<String> =
        record.frames.iter().map(FrameRecord::name).filter(|name| !files.contains(name)).collect();
    if !missing.is_empty() {
        let (count, of) = (missing.len(), record.frames.len());
        let more = if count > NAMED { ", …" } else { "" };
        let named = missing.get(..count.min(NAMED)).unwrap_or_default().join(", ");
        return Err(remedied(
            folder,
            &format!("{count} of {of} frames are missing ({named}{more})"),
        ));
    }
    let samples = samples(&record.frames);
    let movie = Movie {
        frames: &record.frames,
        samples: if sampled { &samples } else { &[] },
        animation: Animation {
            frames: record.frames.len() as u32,
            plays: record.plays,
            metadata: record.metadata.clone(),
            ..Animation::new(record.width, record.height)
        },
    };
    play(movie, &Kept { record, folder }, start, progress)
}

/// Pictures as they are in a folder.
struct Kept<'a> {
    record: &'a FrameRecord,
    folder: &'a Path,
}

impl Pictures for Kept<'_> {
    type Scene = Frame;

    fn scenes(&self, frames: &[Frame]) -> Vec<Frame> {
        frames.to_vec()
    }

    fn picture(&self, _: Option<&Frame>, own: &Frame) -> Result<Picture> {
        Ok(Picture::Whole(self.whole(own)?))
    }
}

impl Kept<'_> {
    /// The whole picture of a frame.
    fn whole(&self, wanted: &Frame) -> Result<Arc<Vec<u8>>> {
        let Self { record, folder } = self;
        let name = FrameRecord::name(wanted);
        let mut files = Files::at(folder)?;
        let file = files.read(&name).map_err(|error| remedied(folder, &error.to_string()))?;
        let (frame, text) = read_png(&file, FrameRecord::KEYWORD)
            .map_err(|error| remedied(folder, &format!("{name} is damaged ({error})")))?;
        let size = (frame.width, frame.height);
        // Behind what it is marked with, the text says of which bytes.
        let meant = |mark: &str| record.read_mark(wanted, mark) == Marked::Right;
        let text = text.as_deref().and_then(|text| text.rsplit_once(' '));
        if !text.is_some_and(|(mark, _)| meant(mark)) || size != (record.width, record.height) {
            let message = format!("{name} is not the frame that {} means", FrameRecord::FILE);
            return Err(remedied(folder, &message));
        }
        if !png_mark(&file, FrameRecord::KEYWORD).is_some_and(|mark| meant(&mark)) {
            return Err(remedied(folder, &format!("{name} was changed after it was drawn")));
        }
        Ok(frame.rgb)
    }
}

fn remedied(folder: &Path, what: &str) -> Error {
    Error::request(format!(
        "{}: {what}. Draw what is wrong or missing by repeating `salient animate … -o {}/` with \
         --resume",
        folder.display(),
        folder.display().to_string().trim_end_matches('/')
    ))
}
