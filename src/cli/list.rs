//! `salient list`.

use super::arguments::{Common, List};
use super::message::Messages;
use super::{open, output};
use salient::dataset::builtin;
use salient::error::Result;
use salient::figure::FigureSpec;
use std::fmt::Write;

/// Of more sources than these it is only said how many they are.
const MOST_SOURCES: usize = 40;

/// Lists the built-in atlases, or what an atlas has.
pub fn run(command: &List, common: &Common, messages: &Messages) -> Result<()> {
    let mut text = String::new();
    match &command.atlas {
        None => {
            for name in builtin::names() {
                let atlas = open::atlas(name, common, messages)?;
                let last = atlas.until.plus(-1);
                let title = atlas.title.get("en");
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{name}  {title}, {} to {last}", atlas.from);
            }
        }
        Some(name) => {
            let atlas = open::atlas(name, common, messages)?;
            let _ = writeln!(text, "{}: {}", atlas.id, atlas.title.get("en"));
            let _ = writeln!(text, "days     {} to {}", atlas.from, atlas.until.plus(-1));
            let parties: Vec<&str> = atlas.parties.iter().map(|party| party.id.as_str()).collect();
            let _ = writeln!(text, "parties  {}", parties.join(", "));
            let _ = writeln!(text, "events   {}", atlas.events.len());
            let sources = atlas.sources();
            for (i, source) in sources.iter().take(MOST_SOURCES).enumerate() {
                let head = if i == 0 { "sources" } else { "       " };
                let _ = writeln!(text, "{head}  {source}");
            }
            if sources.len() > MOST_SOURCES {
                let _ = writeln!(text, "         and {} more", sources.len() - MOST_SOURCES);
            }
            let _ = writeln!(text, "figures");
            for source in &atlas.figures {
                let spec = FigureSpec::read(source)?;
                let about = spec.description.or(spec.title).unwrap_or_default();
                let _ = writeln!(text, "  {}  {about}", source.id);
            }
        }
    }
    output::write(None, text.as_bytes())
}
