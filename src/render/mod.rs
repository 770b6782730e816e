//! The façade: render a day, animate, assemble frames, measure, export, check.

mod animate;
mod check;
mod film;
mod frames;
mod play;
mod still;
mod survey;

pub use animate::animate;
pub use check::check;
pub use film::{animate_html, animate_svg, film};
pub use frames::{Drawn, FrameRecord, Shard, assemble, draw_frames};
pub use play::Progress;
pub use still::{render_pdf, render_png, render_svg};
pub use survey::Survey;
