//! Frames → files: PNG, APNG, GIF, WebP, MP4, and a folder of PNG; films → animated SVG and a page
//! with a player.
//!
//! A [`Frame`] is an opaque picture and how long it shows. An [`Encoder`] takes frames in order, a
//! batch at a time, compresses a batch on all threads and writes in order, so that memory stays
//! at one batch and the bytes are the same for any number of threads. Most of a frame does not
//! change: animation encoders write only what did, and frames that change nothing lengthen
//! the one before. Where the bytes go is an [`Output`]; [`WholeFile`] is the one for files, and
//! appears under its name only when it is complete.

mod animated_svg;
mod animation;
mod apng;
mod changes;
mod deflate;
mod format;
mod frame;
mod gif;
mod h264;
mod html;
mod metadata;
mod mp4;
mod output;
mod pictures;
mod png;
mod region;
#[cfg(test)]
mod tests;
mod timing;
mod webp;
mod whole_file;
mod xmp;

pub use animated_svg::animated_svg;
pub use animation::{Animation, Encoder, Summary, encoder};
pub use apng::ApngEncoder;
pub use format::Format;
pub use frame::Frame;
pub use gif::GifEncoder;
pub use html::{PlayerDay, PlayerEvent, PlayerPage, html};
pub use metadata::Metadata;
pub use mp4::Mp4Encoder;
pub use output::Output;
pub use png::{Level, PngFolder, png, png_mark, png_remarked, read_png};
pub use webp::WebpEncoder;
pub use whole_file::{Abandoned, WholeFile};
pub use xmp::xmp;
