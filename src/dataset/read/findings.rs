//! What is found wrong while reading.

use crate::diagnostic::{Diagnostic, Diagnostics};
use std::collections::BTreeMap;

/// All problems so far. The same problem in a thousand rows is told once, with its number.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Diagnostic>,
    /// By code, file and subject: its place in the list and how often it came.
    repeated: BTreeMap<(&'static str, String, String), (usize, usize)>,
}

impl Findings {
    /// Adds a problem.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds a problem, unless the same was found about the same subject in the same file: then it
    /// is counted.
    pub(super) fn push_once(&mut self, subject: &str, diagnostic: Diagnostic) {
        let file = diagnostic.location.as_ref().map_or(String::new(), |l| l.file.clone());
        let key = (diagnostic.code, file, subject.to_owned());
        if let Some((_, count)) = self.repeated.get_mut(&key) {
            *count += 1;
        } else {
            self.repeated.insert(key, (self.list.len(), 1));
            self.list.push(diagnostic);
        }
    }

    /// Adds all of a list.
    pub(super) fn append(&mut self, found: &Diagnostics) {
        self.list.extend(found.iter().cloned());
    }

    /// Whether any is an error.
    pub(super) fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == crate::diagnostic::Severity::Error)
    }

    /// The list, with the counts told.
    pub(super) fn finish(mut self) -> Diagnostics {
        for (index, count) in self.repeated.into_values() {
            if let (Some(diagnostic), true) = (self.list.get_mut(index), count > 1) {
                diagnostic.message.push_str(&format!(" (and {} more such)", count - 1));
            }
        }
        let mut all = Diagnostics::new();
        self.list.into_iter().for_each(|diagnostic| all.push(diagnostic));
        all
    }
}

/// The remedy that names what may have been meant, or else what there is.
pub(super) fn suggest<'a>(
    written: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    kinds: &str,
) -> String {
    const SHOWN: usize = 12;
    if let Some(near) = crate::diagnostic::nearest(written, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let names: Vec<String> = known.clone().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match (names.is_empty(), known.count() > SHOWN) {
        (true, _) => format!("there are no {kinds}"),
        (false, false) => format!("the {kinds} are {}", names.join(", ")),
        (false, true) => format!("the {kinds} are {}, …", names.join(", ")),
    }
}
