//! `salient assemble`.

use super::arguments::Assemble;
use super::message::Messages;
use super::output;
use super::progress::Bar;
use salient::encode::{Format, WholeFile, encoder};
use salient::error::{Error, Result};
use salient::render::{FrameRecord, assemble};
use std::time::Instant;

/// Makes a moving picture of frames.
pub fn run(command: &Assemble, messages: &Messages) -> Result<()> {
    let started = Instant::now();
    let format = Format::from_path(&command.output)?;
    if !format.is_animated() || format.is_film() || format == Format::PngFolder {
        return Err(Error::request(format!(
            "{}: `assemble` writes .gif, .apng, .webp and .mp4",
            command.output.display()
        )));
    }
    let mut record = FrameRecord::read(&command.folder)?;
    record.plays = command.plays.unwrap_or(record.plays);
    let file = WholeFile::create(&command.output)?;
    let bar = Bar::new(messages);
    let summary = assemble(
        &record,
        &command.folder,
        format == Format::Gif,
        |animation| encoder(format, file, animation),
        |progress| bar.show(progress),
    );
    bar.clear();
    let summary = summary?;
    messages.say(&format!(
        "wrote {}: {} days in {} frames, {}x{}, {}, in {:.1} s",
        command.output.display(),
        record.frames.iter().filter(|frame| frame.fade.is_none()).count(),
        summary.frames,
        record.width,
        record.height,
        output::bytes(summary.bytes),
        started.elapsed().as_secs_f64()
    ));
    Ok(())
}
