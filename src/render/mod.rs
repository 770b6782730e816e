//! The façade: render a day, compare, animate, assemble frames, measure, export, check.

mod animate;
mod check;
mod check_figures;
mod check_looks;
mod film;
mod frames;
mod letters;
mod page;
mod play;
mod several;
mod still;
mod survey;

pub use animate::animate;
pub use check::check;
pub use film::{animate_html, animate_svg, film};
pub use frames::{Drawn, FrameRecord, Shard, assemble, draw_frames};
pub use page::{Page, page_pdf, page_png, page_svg};
pub use play::Progress;
pub use several::{comparison_page, grid_page, sources_page};
pub use still::{day_page, render_pdf, render_png, render_svg};
pub use survey::Survey;
