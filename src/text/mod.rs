//! Words into outlines: embedded fonts, direction and script runs, shaping, fallback, line breaks.
//!
//! The fonts travel inside the library, so a figure has the same letters on every machine. Nothing
//! here fails: a character that no face has is drawn as the font's empty box, and
//! [`Typesetter::missing`] lists it.

mod embedded;
mod face;
mod glyph;
mod itemize;
mod shape;
mod typesetter;
mod web;
mod wrap;

pub use face::{Face, FaceId};
pub use glyph::PlacedGlyph;
pub use itemize::{FaceSpan, is_cursive, runs_from_the_right};
pub use typesetter::{Extents, Typesetter};
pub use web::web_fonts;
