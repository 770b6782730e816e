//! From the words on the command line to an atlas, a request, a day.

use super::arguments::Common;
use super::message::Messages;
use salient::dataset::{self, Atlas, Disagreement, builtin};
use salient::diagnostic::{Diagnostics, Severity, nearest};
use salient::error::{Error, Result};
use salient::figure::{Paper, Request, Size};
use salient::math::Day;
use salient::render::Survey;
use salient::source::files::Files;
use std::mem::ManuallyDrop;
use std::path::Path;

/// Opens an atlas and tells its warnings; of data without an atlas.toml also what was assumed.
pub fn atlas(name: &str, common: &Common, messages: &Messages) -> Result<Atlas> {
    let (atlas, diagnostics, files) = read(name, common)?;
    match atlas {
        Some(atlas) if !diagnostics.has_errors() => {
            let described = files.used().any(|path| path == "atlas.toml");
            let least = if described { Severity::Warning } else { Severity::Note };
            messages.problems(&diagnostics, least);
            Ok(atlas)
        }
        _ => Err(Error::Data(diagnostics)),
    }
}

/// Opens an atlas as the options about its sources ask for.
pub fn chosen(name: &str, common: &Common, messages: &Messages) -> Result<Atlas> {
    let mut atlas = atlas(name, common, messages)?;
    if let Some(rule) = &common.disagree {
        let rules = || Disagreement::ALL.iter().map(|rule| rule.as_str());
        atlas.disagreement = Disagreement::parse(rule).ok_or_else(|| {
            let rules: Vec<&str> = rules().collect();
            Error::request(format!("--disagree {rule}: it is one of {}", rules.join(", ")))
        })?;
    }
    let Some(wanted) = &common.source else { return Ok(atlas) };
    let sources = atlas.sources();
    let lower = wanted.to_lowercase();
    let known = sources.iter().find(|source| *source == wanted);
    match known.or_else(|| sources.iter().find(|source| source.to_lowercase() == lower)) {
        Some(source) => {
            let source = (*source).to_owned();
            Ok(atlas.told_by(&source))
        }
        None => Err(Error::request(no_source(name, wanted, &sources))),
    }
}

/// That there is no source of a name, with those nearest to it.
fn no_source(atlas: &str, wanted: &str, sources: &[&str]) -> String {
    /// So many are named.
    const NAMED: usize = 8;
    if sources.is_empty() {
        return format!(
            "--source {wanted}: `{atlas}` names no sources; give its data a property or column \
             `source`, or each [[control]] its `source = \"…\"`"
        );
    }
    let hint = nearest(wanted, sources.iter().copied());
    let hint = hint.map(|name| format!(" Did you mean `{name}`?")).unwrap_or_default();
    let named = sources.iter().take(NAMED).map(|name| format!("`{name}`"));
    let named = named.collect::<Vec<_>>().join(", ");
    let more = match sources.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more (see `salient list {atlas}`)"),
    };
    format!("there is no source `{wanted}` in `{atlas}`.{hint} It names {named}{more}")
}

/// Opens an atlas to draw it, and says so if days could not be laid over each other.
pub fn survey(name: &str, common: &Common, messages: &Messages) -> Result<ManuallyDrop<Survey>> {
    let survey = begun(name, common, messages)?;
    survey.lay_out()?;
    messages.problems(&survey.redrawn(), Severity::Warning);
    Ok(survey)
}

/// The same, control not laid out yet. What was read is not taken apart again: when the drawing is done,
/// so is the program.
pub fn begun(name: &str, common: &Common, messages: &Messages) -> Result<ManuallyDrop<Survey>> {
    let fonts = common.fonts.as_deref().map(fonts).transpose()?;
    let atlas = chosen(name, common, messages)?;
    let crossings = common.limits.limits()?.crossings;
    Survey::begun(atlas, fonts.unwrap_or_default(), crossings).map(ManuallyDrop::new)
}

/// Opens an atlas for what has no letters in fonts.
pub fn unlettered(name: &str, common: &Common, messages: &Messages) -> Result<Survey> {
    let crossings = common.limits.limits()?.crossings;
    let survey = Survey::within(chosen(name, common, messages)?, [], crossings)?;
    messages.problems(&survey.redrawn(), Severity::Warning);
    Ok(survey)
}

/// The fonts in a folder, with their paths.
pub fn fonts(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = Files::at(folder)?;
    let is_font = |path: &String| {
        let path = path.to_ascii_lowercase();
        path.ends_with(".ttf") || path.ends_with(".otf")
    };
    let paths: Vec<String> = files.list().into_iter().filter(is_font).collect();
    if paths.is_empty() {
        let message = format!("{}: there is no .ttf or .otf file in it", folder.display());
        return Err(Error::request(message));
    }
    let read = |path: String| match files.read(&path) {
        Ok(bytes) => Ok((path, bytes.into_owned())),
        Err(error) => Err(Error::request(format!("{path}: {error}"))),
    };
    paths.into_iter().map(read).collect()
}

/// Opens an atlas with all that is to be said about it, and its files.
pub fn read(name: &str, common: &Common) -> Result<(Option<Atlas>, Diagnostics, Files)> {
    opened(name, common, dataset::open)
}

/// The same with what could be read of an atlas that has errors.
pub fn whole(name: &str, common: &Common) -> Result<(Option<Atlas>, Diagnostics, Files)> {
    opened(name, common, dataset::open_with_errors)
}

fn opened(
    name: &str,
    common: &Common,
    open: impl Fn(&mut Files, &str) -> (Option<Atlas>, Diagnostics),
) -> Result<(Option<Atlas>, Diagnostics, Files)> {
    let path = Path::new(name);
    if !path.exists() {
        if let Some(mut files) = builtin::files(name) {
            let (atlas, diagnostics) = open(&mut files, name);
            return Ok((atlas, diagnostics, files));
        }
        let hint = nearest(name, builtin::names().iter().copied())
            .map(|name| format!(" Did you mean `{name}`?"))
            .unwrap_or_default();
        return Err(Error::request(format!(
            "there is no atlas `{name}`: no such folder, and no built-in atlas of that name.{hint} \
             Built in: {}",
            builtin::names().join(", ")
        )));
    }
    let mut files = Files::at(path)?.with_limits(common.limits.limits()?);
    // An atlas is named by its folder, a file of data by itself.
    let named = match path.ends_with("atlas.toml") {
        true => path.canonicalize().ok().and_then(|path| super::new::title(path.parent()?)),
        false => super::new::title(path),
    };
    let id = named.unwrap_or_else(|| name.to_owned());
    let (atlas, diagnostics) = open(&mut files, &id);
    Ok((atlas, diagnostics, files))
}

/// Refuses so many days that a picture or a row for each would go on for ever.
pub fn check_days(days: i64, common: &Common) -> Result<()> {
    let most = common.limits.limits()?.days;
    if u64::try_from(days).is_ok_and(|days| days > most) {
        return Err(Error::request(format!(
            "there are {days} days; at most {most} are gone through one by one. Choose some with \
             --from and --until, or lift the limit with --no-limits"
        )));
    }
    Ok(())
}

/// A day as written, or the first one of a month or year.
pub fn day(text: &str) -> Result<Day> {
    // A year or a month is asked for by its first day.
    let forms = [text.to_owned(), format!("{text}-01"), format!("{text}-01-01")];
    let found = forms.iter().find_map(|text| Day::parse(text).ok());
    found.map_or_else(|| Day::parse(text).map_err(|error| Error::request(error.to_string())), Ok)
}

/// The request of the common options.
pub fn request(common: &Common, figure: Option<&str>) -> Result<Request> {
    let theme = match &common.theme {
        Some(name) if Path::new(name).is_file() => {
            Some(std::fs::read_to_string(name).map_err(|error| Error::file(name, error))?)
        }
        other => other.clone(),
    };
    let set = common
        .set
        .iter()
        .map(|pair| {
            pair.split_once('=')
                .map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
                .ok_or_else(|| {
                    Error::request(format!("`--set {pair}`: write it as KEY=VALUE, front.width=4"))
                })
        })
        .collect::<Result<_>>()?;
    Ok(Request {
        fade: None,
        figure: figure.map(str::to_owned),
        theme,
        set,
        size: common.size.as_deref().map(Size::parse_pixels).transpose()?,
        paper: paper(common)?,
        language: common.lang.clone(),
        from: None,
        until: None,
    })
}

/// The size on paper that the common options ask for.
fn paper(common: &Common) -> Result<Option<Paper>> {
    let (width, height) = (common.width.as_deref(), common.height.as_deref());
    match &common.paper {
        Some(name) => Paper::named(name, common.dpi).map(Some),
        None if width.is_some() || height.is_some() => {
            Paper::sides(width, height, common.dpi).map(Some)
        }
        None => Ok(None),
    }
}
