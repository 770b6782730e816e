//! `salient check`.

use super::arguments::Check;
use super::message::Messages;
use super::open;
use salient::dataset;
use salient::diagnostic::Severity;
use salient::error::{Error, Result};
use salient::render::{self, Survey};

/// Tells every problem in the data.
pub fn run(command: &Check, messages: &Messages) -> Result<()> {
    let (atlas, mut diagnostics, files) = open::read(&command.atlas)?;
    diagnostics.append(dataset::unused(&files));
    if let Some(atlas) = atlas {
        diagnostics.append(dataset::check(&atlas));
        if !diagnostics.has_errors() {
            diagnostics.append(render::check(&Survey::new(atlas)));
        }
    }
    if diagnostics.has_errors() {
        return Err(Error::Data(diagnostics));
    }
    messages.problems(&diagnostics, Severity::Note);
    messages.say(&format!(
        "{}: no errors, {} warnings, {} notes",
        command.atlas,
        diagnostics.count(Severity::Warning),
        diagnostics.count(Severity::Note)
    ));
    Ok(())
}
