//! What a folder of frames says about itself.

use crate::encode::{Metadata, Output, WholeFile};
use crate::error::{Error, Result};
use crate::figure::Plan;
use crate::math::digest::Fnv;
use crate::render::Survey;
use crate::render::animate::about;
use crate::source::files::Files;
use crate::timeline::{Fade, Frame, Schedule};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

/// The form of the record that is written and understood.
const FORM: u32 = 4;

/// All that is needed, beside the frames, to make the moving picture that one run would have made.
/// It stands in the frames' folder as `salient-frames.json` and is the same whichever share of the
/// frames is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrameRecord {
    form: u32,
    /// A digest of all that the pictures depend on: program, atlas, plan.
    pictures: String,
    /// The frames' size in pixels.
    pub width: u32,
    /// The frames' size in pixels.
    pub height: u32,
    /// How often the moving picture plays; 0 is for ever.
    pub plays: u16,
    /// What the moving picture says about itself.
    pub metadata: Metadata,
    /// The frames in order.
    pub frames: Vec<Frame>,
}

impl FrameRecord {
    /// The record's name in the folder.
    pub const FILE: &str = "salient-frames.json";

    /// The keyword under which a frame says which picture of which day it is.
    pub const KEYWORD: &str = "Salient frame";

    /// The record of a schedule's frames.
    pub fn of(survey: &Survey, plan: &Plan, schedule: &Schedule, plays: u16) -> Self {
        let metadata = about(survey, plan);
        // A plan's debug form has everything in it, and nothing that differs between machines.
        let pictures = Fnv::new()
            .with(metadata.software.as_bytes())
            .with(&[0])
            .with(survey.atlas().hash.as_bytes())
            .with(format!("{plan:?}").as_bytes());
        let (width, height) = plan.size.pixels();
        Self {
            form: FORM,
            pictures: format!("{:016x}", pictures.value()),
            width,
            height,
            plays,
            metadata,
            frames: schedule.frames.clone(),
        }
    }

    /// The record in a folder.
    ///
    /// # Errors
    /// [`Error::File`] if there is no such folder, [`Error::Request`] if it has no record or one
    /// that is damaged or of another version.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut files = Files::at(folder)?;
        let file = folder.join(Self::FILE);
        let bytes = files.read(Self::FILE).map_err(|error| {
            Error::request(format!(
                "{}: {error}; `salient animate ATLAS -o {}/` writes frames with their record",
                folder.display(),
                folder.display()
            ))
        })?;
        let record: Self = serde_json::from_slice(&bytes)
            .map_err(|error| Error::request(format!("{}: {error}", file.display())))?;
        if record.form != FORM || record.frames.is_empty() {
            return Err(Error::request(format!(
                "{}: form {} with {} frames is not what this version of Salient writes",
                file.display(),
                record.form,
                record.frames.len()
            )));
        }
        Ok(record)
    }

    /// Writes the record into a folder, creating it if it is missing.
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be written.
    pub fn write(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder).map_err(|error| Error::file(folder, error))?;
        let path = folder.join(Self::FILE);
        let mut text = serde_json::to_string_pretty(self)
            .map_err(|error| Error::file(&path, std::io::Error::other(error)))?;
        text.push('\n');
        let mut file = WholeFile::create(&path)?;
        file.write_all(text.as_bytes()).map_err(|error| Error::file(&path, error))?;
        file.complete()
    }

    /// The name of a frame's file: `2020-10-04.png` for a day, `2020-10-04-1.png` for the first of
    /// those in which its ground fades in. By name they are sorted as they are shown.
    pub fn name(frame: &Frame) -> String {
        let day = frame.day;
        match frame.fade {
            None => format!("{day}.png"),
            Some(Fade { step, of, .. }) => {
                let digits = of.saturating_sub(1).to_string().len();
                format!("{day}-{step:0digits$}.png")
            }
        }
    }

    /// What a frame's file is marked with under [`KEYWORD`](Self::KEYWORD): which frame it is, what it
    /// looks like, and of which pictures it is one.
    pub(super) fn mark(&self, frame: &Frame, looks: u64) -> String {
        format!("{} {looks:016x} {}", which(frame), self.pictures)
    }

    /// What a file marked with a text is to this record.
    pub(super) fn read_mark(&self, frame: &Frame, mark: &str) -> Marked {
        let told = mark.strip_prefix(&which(frame)).and_then(|rest| rest.strip_prefix(' '));
        let Some((looks, pictures)) = told.and_then(|told| told.split_once(' ')) else {
            return Marked::Other;
        };
        match u64::from_str_radix(looks, 16) {
            Ok(_) if pictures == self.pictures => Marked::Right,
            Ok(looks) => Marked::Before(looks),
            Err(_) => Marked::Other,
        }
    }
}

/// What a marked file is to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marked {
    /// The frame that it means.
    Right,
    /// The frame of that day drawn of another atlas or plan, that had this digest.
    Before(u64),
    /// Something else.
    Other,
}

/// Which frame it is, in words.
fn which(frame: &Frame) -> String {
    let day = frame.day;
    match frame.fade {
        None => day.to_string(),
        Some(Fade { from, step, of }) => format!("{day} {step}/{of} from {from}"),
    }
}
