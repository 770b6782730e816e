//! A stream of operators, and the resources that it calls by name.

use super::store::SETTINGS;
use pdf_writer::writers::Resources;
use pdf_writer::{Content, Name, Ref};
use std::collections::BTreeMap;

/// What operators call by name (ISO 32000-1, table 33).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// How opaque is what is drawn.
    State,
    /// What repeats.
    Pattern,
    /// Images and groups.
    Object,
    /// Fonts.
    Font,
    /// Layers.
    Layer,
}

impl Kind {
    fn key(self) -> Name<'static> {
        Name(match self {
            Self::State => b"ExtGState",
            Self::Pattern => b"Pattern",
            Self::Object => b"XObject",
            Self::Font => b"Font",
            Self::Layer => b"Properties",
        })
    }
}

/// Operators, and what they name.
pub(super) struct Stream {
    pub content: Content,
    named: BTreeMap<(Kind, i32), Ref>,
}

impl Stream {
    pub fn new() -> Self {
        Self { content: Content::with_settings(SETTINGS), named: BTreeMap::new() }
    }

    /// The name of an object in this stream.
    pub fn name(&mut self, kind: Kind, id: Ref) -> String {
        self.named.insert((kind, id.get()), id);
        name(id)
    }

    /// Begins what `state`, if any, says how opaque it is.
    pub fn open(&mut self, state: Option<Ref>) {
        if let Some(id) = state {
            let name = self.name(Kind::State, id);
            self.content.save_state();
            self.content.set_parameters(Name(name.as_bytes()));
        }
    }

    /// Ends what [`Self::open`] began.
    pub fn close(&mut self, state: Option<Ref>) {
        if state.is_some() {
            self.content.restore_state();
        }
    }

    /// Draws an image or a group.
    pub fn object(&mut self, id: Ref) {
        let name = self.name(Kind::Object, id);
        self.content.x_object(Name(name.as_bytes()));
    }

    /// The operators, and a function that lists what they name.
    pub fn finish(self) -> (Vec<u8>, Named) {
        (self.content.finish().into_vec(), Named(self.named))
    }
}

/// What a stream names.
pub(super) struct Named(BTreeMap<(Kind, i32), Ref>);

impl Named {
    /// Writes the names.
    pub fn write(&self, mut resources: Resources<'_>) {
        for kind in [Kind::State, Kind::Pattern, Kind::Object, Kind::Font, Kind::Layer] {
            let mut ids = self.0.range((kind, i32::MIN)..=(kind, i32::MAX)).peekable();
            if ids.peek().is_some() {
                let mut dict = resources.insert(kind.key()).dict();
                for (_, &id) in ids {
                    dict.pair(Name(name(id).as_bytes()), id);
                }
            }
        }
    }
}

fn name(id: Ref) -> String {
    format!("R{}", id.get())
}
