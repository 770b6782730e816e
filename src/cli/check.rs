//! `salient check`.

use super::arguments::{Check, Common};
use super::message::Messages;
use super::open;
use salient::dataset;
use salient::diagnostic::Severity;
use salient::error::{Error, Result};
use salient::render::{self, Survey};
use salient::style;

/// Tells every problem in the data.
pub fn run(command: &Check, common: &Common, messages: &Messages) -> Result<()> {
    let request = open::request(common, None)?;
    style::resolve(request.theme.as_deref(), &request.set)?;
    let (atlas, mut diagnostics, files) = open::read(&command.atlas, common)?;
    // What an atlas that cannot be read seems to lack is mostly what was not read.
    if let Some(atlas) = atlas.filter(|_| !diagnostics.has_errors()) {
        diagnostics.append(dataset::check(&atlas));
        diagnostics.append(dataset::unused(&files));
        match Survey::within(atlas, [], common.limits.limits()?.crossings) {
            Ok(survey) => {
                diagnostics.append(survey.redrawn());
                diagnostics.append(render::check(&survey, &request));
            }
            Err(Error::Data(found)) => diagnostics.append(found),
            Err(error) => return Err(error),
        }
    }
    if diagnostics.has_errors() {
        return Err(Error::Data(diagnostics));
    }
    messages.problems(&diagnostics, Severity::Note);
    messages.say(&format!(
        "{}: no errors, {}, {}",
        command.atlas,
        counted(diagnostics.count(Severity::Warning), "warning"),
        counted(diagnostics.count(Severity::Note), "note")
    ));
    Ok(())
}

/// `1 note`, `2 notes`.
fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
