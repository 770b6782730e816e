//! `salient stats` and `salient export`.

use super::arguments::{Common, Export, Stats};
use super::message::Messages;
use super::{open, output};
use salient::error::{Error, Result};
use salient::math::Precision;
use salient::report::{to_csv, to_json};
use std::path::Path;

fn ending(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

/// Writes areas, gains, losses and fronts.
pub fn stats(command: &Stats, common: &Common, messages: &Messages) -> Result<()> {
    let write = match command.output.as_deref().map(ending).as_deref() {
        None | Some("csv" | "") => to_csv,
        Some("json") => to_json,
        Some(other) => {
            return Err(Error::request(format!("`stats` writes .csv and .json, not `.{other}`")));
        }
    };
    let mut request = open::request(common, None)?;
    request.from = command.from.as_deref().map(open::day).transpose()?;
    request.until = command.until.as_deref().map(open::day).transpose()?;
    let survey = open::unlettered(&command.atlas, common, messages)?;
    let (from, until) = survey.days(&request)?;
    open::check_days(until.since(from), common)?;
    let rows = survey.stats(from, until);
    output::write(command.output.as_deref(), write(&rows).as_bytes())?;
    if let Some(path) = &command.output {
        messages.say(&format!("wrote {}: {} rows", path.display(), rows.len()));
    }
    Ok(())
}

/// Writes control and frontlines of a day.
pub fn export(command: &Export, common: &Common, messages: &Messages) -> Result<()> {
    if let Some(path) = &command.output
        && !matches!(ending(path).as_str(), "geojson" | "json" | "")
    {
        return Err(Error::request(format!("`export` writes .geojson, not `.{}`", ending(path))));
    }
    let date = command.date.as_deref().map(open::day).transpose()?;
    let survey = open::unlettered(&command.atlas, common, messages)?;
    let request = open::request(common, None)?;
    let (from, until) = survey.days(&request)?;
    let day = date.unwrap_or_else(|| until.plus(-1));
    if day < from || day >= until {
        return Err(Error::request(format!(
            "{day} is outside the atlas, which runs from {from} to {}",
            until.plus(-1)
        )));
    }
    let mut text = survey.export(day).to_string();
    text.push('\n');
    output::write(command.output.as_deref(), text.as_bytes())?;
    if let Some(path) = &command.output {
        let of = match survey.atlas().precision {
            Precision::Undated => "no day".to_owned(),
            _ => day.to_string(),
        };
        messages.say(&format!("wrote {}: control and frontlines of {of}", path.display()));
    }
    Ok(())
}
