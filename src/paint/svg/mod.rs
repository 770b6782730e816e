//! Scenes into SVG: a layer for each of the scene's, patterns as patterns, words as words.
//!
//! One user unit is one page unit. The document is the same bytes for the same scene and options,
//! and always well-formed: characters that XML forbids are left out.

mod defs;
mod document;
mod dots;
mod film;
mod hatch;
mod ids;
mod image;
mod number;
mod paint;
mod path_data;
mod stripes;
mod text;
mod tile;
mod walk;
mod xml;

pub use document::{Options, Term, TextMode, Unit, write};
pub use film::{FilmOptions, write_film};
