//! A folder with one PNG a frame.

use super::kept::Kept;
use super::mark::with_mark;
use crate::encode::animation::failed;
use crate::encode::{Encoder, Frame, Metadata, Output, Summary, WholeFile};
use crate::{Error, Result};
use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes each frame to its own file of a folder; frames are not merged. Files in the folder
/// that have other names are left alone.
pub struct PngFolder {
    folder: PathBuf,
    names: std::vec::IntoIter<String>,
    /// A keyword, and the text that each file is marked with under it.
    marks: Option<(String, Marks)>,
    metadata: Metadata,
    /// What the last frame left, of which all that does not change is used again.
    kept: Kept,
    summary: Summary,
}

type Marks = Box<dyn Iterator<Item = String> + Send>;

impl PngFolder {
    /// Prepares a folder, creating it if it is missing, for frames with these file names, such as
    /// `2020-09-27.png`.
    ///
    /// # Errors
    /// [`Error::File`] if the folder cannot be created or written to.
    pub fn create(
        folder: impl Into<PathBuf>,
        names: Vec<String>,
        metadata: Metadata,
    ) -> Result<Self> {
        let folder = folder.into();
        std::fs::create_dir_all(&folder).map_err(|error| Error::file(&folder, error))?;
        // Fails now rather than after the first frame has been drawn; leaves nothing behind.
        drop(WholeFile::create(folder.join(names.first().map_or("frame.png", String::as_str)))?);
        let summary = Summary { frames: 0, bytes: 0 };
        Ok(Self {
            folder,
            names: names.into_iter(),
            marks: None,
            metadata,
            kept: Kept::default(),
            summary,
        })
    }

    /// Marks each file, in the order of the names, with a text under a keyword of 1 to 79 ASCII
    /// letters; [`png_mark`](super::png_mark) finds it again as long as nobody changes the file. A text is
    /// asked for when its frame is written.
    #[must_use]
    pub fn marked(
        mut self,
        keyword: &str,
        marks: impl Iterator<Item = String> + Send + 'static,
    ) -> Self {
        self.marks = Some((keyword.to_owned(), Box::new(marks)));
        self
    }
}

impl Encoder for PngFolder {
    fn push(&mut self, frames: &[Frame]) -> Result<()> {
        frames.iter().try_for_each(|frame| frame.check("PNG"))?;
        for frame in frames {
            let file =
                self.kept.file(frame, &self.metadata).map_err(|error| failed("PNG", error))?;
            let name = self.names.next().ok_or_else(|| failed("PNG", "more frames than names"))?;
            let mark = self.marks.as_mut().and_then(|(key, marks)| Some((key, marks.next()?)));
            let path = self.folder.join(name);
            self.summary.bytes += match mark {
                Some((keyword, text)) => write_file(&path, &with_mark(file, keyword, &text))?,
                None => write_file(&path, &[file.into()])?,
            };
            self.summary.frames += 1;
        }
        Ok(())
    }

    fn takes_batches(&self) -> bool {
        false
    }

    fn finish(self: Box<Self>) -> Result<Summary> {
        match self.summary.frames {
            0 => Err(failed("PNG", "there is no frame to write")),
            _ => Ok(self.summary),
        }
    }
}

/// Writes a file that comes in pieces; gives its length.
fn write_file(path: &Path, pieces: &[Cow<'_, [u8]>]) -> Result<u64> {
    let mut file = WholeFile::create(path)?;
    for piece in pieces {
        file.write_all(piece).map_err(|error| Error::file(path, error))?;
    }
    file.complete()?;
    Ok(pieces.iter().map(|piece| piece.len() as u64).sum())
}
