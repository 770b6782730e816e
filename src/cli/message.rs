//! What is said to the user, on standard error.

use super::arguments::MessageFormat;
use salient::diagnostic::{Diagnostic, Diagnostics, Severity};
use salient::error::Error;
use std::process::ExitCode;

/// Says things to the user.
pub struct Messages {
    format: MessageFormat,
    quiet: bool,
}

impl Messages {
    /// Speaks in a format, or only of errors.
    pub fn new(format: MessageFormat, quiet: bool) -> Self {
        Self { format, quiet }
    }

    /// How it speaks.
    pub fn format(&self) -> MessageFormat {
        self.format
    }

    /// Whether only errors are told.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether progress may be shown.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && self.format == MessageFormat::Human
    }

    /// Says a sentence, unless quiet.
    pub fn say(&self, sentence: &str) {
        if self.quiet {
            return;
        }
        match self.format {
            MessageFormat::Human | MessageFormat::Github => eprintln!("{sentence}"),
            MessageFormat::Json => eprintln!("{}", serde_json::json!({ "message": sentence })),
        }
    }

    /// Tells problems; those below `least` are left out, and all but errors when quiet.
    pub fn problems(&self, diagnostics: &Diagnostics, least: Severity) {
        for diagnostic in diagnostics {
            let severity = diagnostic.severity;
            if severity >= least && (!self.quiet || severity == Severity::Error) {
                self.problem(diagnostic);
            }
        }
    }

    fn problem(&self, diagnostic: &Diagnostic) {
        match self.format {
            MessageFormat::Human => eprintln!("{diagnostic}"),
            MessageFormat::Github => eprintln!("{}", annotation(diagnostic)),
            MessageFormat::Json => {
                eprintln!("{}", serde_json::to_string(diagnostic).unwrap_or_default());
            }
        }
    }

    /// Tells why it failed and how the process ends.
    pub fn failure(&self, error: &Error) -> ExitCode {
        match error {
            Error::Data(diagnostics) => {
                self.problems(diagnostics, Severity::Note);
                let count = diagnostics.count(Severity::Error);
                let plural = if count == 1 { "" } else { "s" };
                self.always(&format!("{count} error{plural} in the data; nothing was written"));
                ExitCode::from(1)
            }
            other => {
                self.always(&format!("salient: {other}"));
                ExitCode::from(2)
            }
        }
    }

    fn always(&self, sentence: &str) {
        match self.format {
            MessageFormat::Human | MessageFormat::Github => eprintln!("{sentence}"),
            MessageFormat::Json => eprintln!("{}", serde_json::json!({ "error": sentence })),
        }
    }
}

/// A problem as a workflow command of GitHub Actions, which shows it beside the line it is about.
pub fn annotation(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    // Their escapes: `%` first, then what ends a command, and in properties what divides them.
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut properties = Vec::new();
    let mut message = diagnostic.message.clone();
    if let Some(location) = &diagnostic.location {
        properties.push(format!("file={}", property(&location.file)));
        properties.extend(location.line.map(|line| format!("line={line}")));
        properties.extend(location.column.map(|column| format!("col={column}")));
        if let Some(feature) = location.feature {
            message = format!("feature {feature}: {message}");
        }
    }
    properties.push(format!("title={}", property(diagnostic.code)));
    if let Some(remedy) = &diagnostic.remedy {
        message.push_str(&format!("\nhelp: {remedy}"));
    }
    format!("::{level} {}::{}", properties.join(","), data(&message))
}
