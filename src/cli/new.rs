//! `salient new`.

use super::arguments::{Common, New};
use super::message::Messages;
use super::output;
use include_dir::{Dir, include_dir};
use salient::dataset::{self, Atlas};
use salient::diagnostic::Severity;
use salient::error::{Error, Result};
use salient::math::{Day, Precision};
use salient::source::files::Files;
use std::fmt::Write;
use std::path::Path;

/// What an atlas is started from if there is no data.
static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples/two-valleys");

/// The description of an atlas.
const DESCRIPTION: &str = "atlas.toml";

/// Writes an atlas.
pub fn run(command: &New, common: &Common, messages: &Messages) -> Result<()> {
    let folder = &command.folder;
    let description = folder.join(DESCRIPTION);
    if description.exists() {
        let message = format!("{}: there is an atlas already", description.display());
        return Err(Error::request(message));
    }
    let written = match &command.from {
        None => example(folder)?,
        Some(data) => assumed(data, folder, common, messages)?,
    };
    let name = folder.display();
    messages.say(&format!("wrote {}: {written} files", folder.join("").display()));
    messages.say(&format!("draw it with `salient render {name} -o map.png`"));
    Ok(())
}

/// Writes the example.
fn example(folder: &Path) -> Result<usize> {
    let mut pending = vec![&EXAMPLE];
    let mut files = Vec::new();
    while let Some(inner) = pending.pop() {
        pending.extend(inner.dirs());
        files.extend(inner.files());
    }
    for file in &files {
        write(&folder.join(file.path()), file.contents())?;
    }
    Ok(files.len())
}

/// Copies the data, and writes what is assumed of it. Data that is in the folder stays where it is.
fn assumed(data: &Path, folder: &Path, common: &Common, messages: &Messages) -> Result<usize> {
    let mut files = Files::at(data)?.with_limits(common.limits.limits()?);
    if data.is_dir() && files.contains(DESCRIPTION) {
        let message = format!("{}: has an {DESCRIPTION}; copy the folder instead", data.display());
        return Err(Error::request(message));
    }
    let title = title(data);
    let title = title.unwrap_or_else(|| "Map".to_owned());
    let (atlas, found) = dataset::open(&mut files, &title);
    let (Some(atlas), Some(text)) = (atlas, dataset::describe(&mut files)) else {
        return Err(Error::Data(found));
    };
    messages.problems(&found, Severity::Warning);
    let mut description = format!(
        "# What Salient assumed of {}. Change what is wrong; docs/atlas.md has every key.\n\n\
         [atlas]\ntitle = {}\n{}\
         credits = []  # sources and licenses, printed on every map\n\
         # license = \"CC BY 4.0\"  # of the data, written into every picture\n\n",
        data.display(),
        toml::Value::String(title),
        days(&atlas)
    );
    for party in &atlas.parties {
        let id = toml::Value::String(party.id.clone());
        let _ =
            write!(description, "[[party]]\nid = {id}\nname = {id}  # what the map calls it\n\n");
    }
    description.push_str(&text);
    let paths: Vec<String> = files.used().map(str::to_owned).collect();
    let real = |path: &Path| path.canonicalize().ok();
    let source = if data.is_dir() { Some(data) } else { data.parent() };
    let mut count = 1;
    if source.and_then(real) != real(folder) {
        for path in &paths {
            let bytes = files.read(path).map_err(|error| Error::request(error.to_string()))?;
            write(&folder.join(path), &bytes)?;
            count += 1;
        }
    }
    write(&folder.join(DESCRIPTION), description.as_bytes())?;
    Ok(count)
}

/// What data is called: as its folder, or as the file without its endings.
pub(super) fn title(data: &Path) -> Option<String> {
    let real = data.canonicalize().ok()?;
    let name = real.file_name()?.to_string_lossy().into_owned();
    let stem = name.split_once('.').map_or(name.as_str(), |(stem, _)| stem);
    // Without the date that it may have.
    let plain = stem.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_'));
    Some(match (real.is_dir(), plain.is_empty()) {
        (true, _) => name,
        (false, true) => stem.to_owned(),
        (false, false) => plain.to_owned(),
    })
}

/// The lines that say which days the atlas has; none if nothing has a date.
fn days(atlas: &Atlas) -> String {
    // TOML has dates of four-digit years only.
    let date = |day: Day| match day.year() {
        0..=9999 => day.to_string(),
        _ => format!("\"{day}\""),
    };
    match atlas.precision {
        Precision::Undated => String::new(),
        _ => format!(
            "from = {}\nuntil = {}  # the first day that is not shown\n",
            date(atlas.from),
            date(atlas.until)
        ),
    }
}

/// Writes a file and the folders that it is in. What is there already is left alone.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if path.exists() {
        let message = format!("{}: is there already and is not replaced", path.display());
        return Err(Error::request(message));
    }
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(|error| Error::file(parent, error))?;
    }
    output::write(Some(path), bytes)
}
