//! What is wrong with what the user wrote: every problem at once, each with its place and a remedy.

mod facts;
mod nearest;

pub use facts::Facts;
pub use nearest::nearest;

use crate::math::{Day, LonLat};
use serde::Serialize;
use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Repaired or harmless; told so that nothing happens silently.
    Note,
    /// Probably a mistake; work goes on.
    Warning,
    /// Nothing can be drawn until it is mended.
    Error,
}

/// Where in the user's data something is.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Location {
    /// The file, as the user named it or relative to the atlas.
    pub file: String,
    /// Line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Column in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Number of the feature or row in the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature: Option<usize>,
}

impl Location {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// A line (and column) of a file, from 1.
    pub fn line(file: impl Into<String>, line: usize, column: Option<usize>) -> Self {
        Self { file: file.into(), line: Some(line), column, feature: None }
    }

    /// A feature or row of a file, from 1.
    pub fn feature(file: impl Into<String>, feature: usize) -> Self {
        Self { file: file.into(), feature: Some(feature), ..Self::default() }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
            if let Some(column) = self.column {
                write!(f, ":{column}")?;
            }
        }
        if let Some(feature) = self.feature {
            write!(f, " (feature {feature})")?;
        }
        Ok(())
    }
}

/// One problem. As JSON it is one flat object; see docs/diagnostics.md.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name, such as `unknown-party`.
    pub code: &'static str,
    /// What is so.
    pub message: String,
    /// Where.
    pub location: Option<Location>,
    /// What to do.
    pub remedy: Option<String>,
    /// What else is known of it.
    pub facts: Option<Box<Facts>>,
}

impl Diagnostic {
    /// An error without place or remedy yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning without place or remedy yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A note without place or remedy yet.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self { severity, code, message: message.into(), location: None, remedy: None, facts: None }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Says on which days: the first one, and the first one after the last.
    #[must_use]
    pub fn on(mut self, from: Day, until: Day) -> Self {
        self.facts_mut().days = Some((from, until));
        self
    }

    /// Says how much ground it is about, in square kilometers.
    #[must_use]
    pub fn of_km2(mut self, area_km2: f64) -> Self {
        self.facts_mut().area_km2 = Some(area_km2);
        self
    }

    /// Says where on the globe.
    #[must_use]
    pub fn near(mut self, position: LonLat) -> Self {
        self.facts_mut().position = Some(position);
        self
    }

    /// Says what else it is about, the other one of two areas, say.
    #[must_use]
    pub fn and(mut self, other: Location) -> Self {
        self.facts_mut().others.push(other);
        self
    }

    fn facts_mut(&mut self) -> &mut Facts {
        self.facts.get_or_insert_default()
    }
}

impl Diagnostic {
    /// `file:line:column: error[code]: message`.
    pub fn headline(&self) -> String {
        let place = self.location.as_ref().map(|location| format!("{location}: "));
        let Self { severity, code, message, .. } = self;
        format!("{}{severity}[{code}]: {message}", place.unwrap_or_default())
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

impl fmt::Display for Diagnostic {
    /// `file:line:column: error[code]: message` and, on a second line, the remedy.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline())?;
        if let Some(remedy) = &self.remedy {
            write!(f, "\n  help: {remedy}")?;
        }
        Ok(())
    }
}

/// All problems found so far, in the order of finding.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another list.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Those of which something is so.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// Brings them in the order of their places: by file, line, column and feature; those without a
    /// place last. Those of one place stay in the order of finding; what was found twice is told once.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.location.is_none(), d.location.clone());
            key(a).cmp(&key(b))
        });
        self.list.dedup();
    }

    /// In order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, diagnostic) in self.list.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}
