//! `salient check`.

mod excerpt;
mod explain;

use super::arguments::{Check, Common, MessageFormat};
use super::message::{Messages, annotation};
use super::{open, output};
use excerpt::Excerpts;
use salient::dataset;
use salient::diagnostic::{Diagnostic, Diagnostics, Severity, nearest};
use salient::error::{Error, Result};
use salient::render::{self, Survey};
use salient::source::files::Files;
use salient::style;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

/// Codes that say that something is not there.
const LACKING: [&str; 2] = ["unused-party", "one-sided"];

/// Tells every problem in the data, or explains a code.
pub fn run(command: &Check, common: &Common, messages: &Messages) -> Result<ExitCode> {
    if let Some(code) = &command.explain {
        print(&explain::explain(code)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let rules = Rules::read(command)?;
    let request = open::request(common, None)?;
    style::resolve(request.theme.as_deref(), &request.set)?;
    let name = command.atlas.as_deref().unwrap_or_default();
    let (atlas, mut found, mut files) = open::whole(name, common)?;
    if let Some(atlas) = atlas {
        let sound = !found.has_errors();
        let mut cross = dataset::check(&atlas);
        // What an atlas with errors seems to lack is mostly what was not read.
        cross.retain(|d| sound || !LACKING.contains(&d.code));
        found.append(cross);
        if sound {
            found.append(dataset::unused(&files));
        }
        let fonts = common.fonts.as_deref().map(open::fonts).transpose()?.unwrap_or_default();
        match Survey::within(atlas, fonts, common.limits.limits()?.crossings) {
            Ok(survey) => {
                found.append(survey.redrawn());
                found.append(render::check_data(&survey, sound));
                if sound {
                    found.append(render::check(&survey, &request));
                }
            }
            Err(Error::Data(dense)) => found.append(dense),
            Err(error) => return Err(error),
        }
    }
    found.retain(|d| d.severity == Severity::Error || !rules.allowed.contains(d.code));
    found.sort();
    let told = Told { name, denied: rules.denied(&found), found };
    told.tell(&mut files, messages)?;
    let fails = told.found.has_errors() || told.denied > 0;
    Ok(if fails { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// What `--deny` and `--allow` say.
struct Rules {
    least: Severity,
    denied: BTreeSet<String>,
    allowed: BTreeSet<String>,
}

impl Rules {
    fn read(command: &Check) -> Result<Self> {
        let mut rules =
            Self { least: Severity::Error, denied: BTreeSet::new(), allowed: BTreeSet::new() };
        for word in &command.deny {
            match word.trim() {
                "warnings" => rules.least = rules.least.min(Severity::Warning),
                "notes" => rules.least = Severity::Note,
                code => drop(rules.denied.insert(known(code)?)),
            }
        }
        for code in &command.allow {
            rules.allowed.insert(known(code.trim())?);
        }
        if let Some(both) = rules.denied.intersection(&rules.allowed).next() {
            return Err(Error::request(format!("`{both}` is both denied and allowed")));
        }
        Ok(rules)
    }

    /// How many problems make it fail that are no errors.
    fn denied(&self, found: &Diagnostics) -> usize {
        let fails = |severity: Severity, code: &str| {
            severity < Severity::Error && (severity >= self.least || self.denied.contains(code))
        };
        found.iter().filter(|d| fails(d.severity, d.code)).count()
    }
}

/// A code that there is.
fn known(code: &str) -> Result<String> {
    if explain::codes().any(|known| known == code) {
        return Ok(code.to_owned());
    }
    let hint = nearest(code, explain::codes()).map(|near| format!(" Did you mean `{near}`?"));
    Err(Error::request(format!(
        "there is no code `{code}`.{} `salient check --explain` lists them",
        hint.unwrap_or_default()
    )))
}

/// What was found.
struct Told<'a> {
    name: &'a str,
    found: Diagnostics,
    denied: usize,
}

impl Told<'_> {
    fn tell(&self, files: &mut Files, messages: &Messages) -> Result<()> {
        let least = if messages.is_quiet() { Severity::Error } else { Severity::Note };
        let told = || self.found.iter().filter(|d| d.severity >= least);
        match messages.format() {
            MessageFormat::Json => {
                let problems: Vec<_> = told().collect();
                let document = serde_json::json!({
                    "atlas": self.name,
                    "errors": self.found.count(Severity::Error),
                    "warnings": self.found.count(Severity::Warning),
                    "notes": self.found.count(Severity::Note),
                    "denied": self.denied,
                    "problems": problems,
                });
                let text = serde_json::to_string_pretty(&document);
                print(&text.map_err(|error| Error::request(error.to_string()))?)?;
            }
            MessageFormat::Github => {
                told().try_for_each(|diagnostic| {
                    print(&annotation(&self.seen_from_here(diagnostic)))
                })?;
                messages.say(&self.summary());
            }
            MessageFormat::Human => {
                let mut excerpts = Excerpts::new(files);
                told().for_each(|diagnostic| eprintln!("{}", excerpts.show(diagnostic)));
                match self.found.count(Severity::Error) {
                    0 => messages.say(&self.summary()),
                    _ => eprintln!("{}", self.summary()),
                }
            }
        }
        Ok(())
    }

    /// A problem with its file as seen from where the program runs, as an annotation needs it.
    fn seen_from_here(&self, diagnostic: &Diagnostic) -> Diagnostic {
        let mut diagnostic = diagnostic.clone();
        let path = Path::new(self.name);
        let folder = if path.is_dir() { Some(path) } else { path.parent() };
        if let (Some(folder), Some(location)) = (folder, &mut diagnostic.location) {
            location.file = folder.join(&location.file).to_string_lossy().replace('\\', "/");
        }
        diagnostic
    }

    /// How many there are of each severity.
    fn summary(&self) -> String {
        let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note]
            .map(|severity| self.found.count(severity));
        let errors = if errors == 0 { "no errors".to_owned() } else { counted(errors, "error") };
        let denied = match self.denied {
            0 => String::new(),
            1 => "; 1 of them is denied".to_owned(),
            n => format!("; {n} of them are denied"),
        };
        format!(
            "{}: {errors}, {}, {}{denied}",
            self.name,
            counted(warnings, "warning"),
            counted(notes, "note")
        )
    }
}

/// `1 note`, `2 notes`.
fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// Prints a result.
fn print(text: &str) -> Result<()> {
    output::write(None, format!("{text}\n").as_bytes())
}
