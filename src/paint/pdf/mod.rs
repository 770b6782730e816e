//! Scenes into PDF 1.7 (ISO 32000-1): a layer that can be switched off for each of the scene's,
//! patterns as patterns, words as words in embedded subsets of their fonts.
//!
//! A page unit is 1/96 inch, a point of PDF 1/72, so a page is three quarters as many points wide as
//! it has page units. The document is the same bytes for the same scene and options: there is no
//! time of writing, and its identifier is a digest of what it holds.

mod document;
mod dots;
mod font;
mod hatch;
mod image;
mod metadata;
mod paint;
mod path;
mod sheet;
mod store;
mod stream;
mod stripes;
mod text;
mod tile;
mod walk;

pub use document::{Options, write};
