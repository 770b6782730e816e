//! The façade: render a day, compare, animate, assemble frames, measure, export, check.

mod ahead;
mod animate;
mod check;
mod check_data;
mod check_figures;
mod check_ground;
mod check_looks;
mod check_series;
mod check_shapes;
mod check_whereabouts;
mod film;
mod foreseen;
mod frames;
mod letters;
mod looks;
mod near;
mod page;
mod play;
mod relay;
mod several;
mod still;
mod survey;
mod tally;

pub use ahead::Ahead;
pub use animate::animate;
pub use check::check;
pub use check_data::check_data;
pub use film::{animate_html, animate_svg, film};
pub use foreseen::Foreseen;
pub use frames::{Drawn, FrameRecord, Shard, assemble, draw_frames};
pub use page::{Page, page_pdf, page_png, page_svg};
pub use play::Progress;
pub use several::{comparison_page, grid_page, sources_page};
pub use still::{day_page, render_pdf, render_png, render_svg};
pub use survey::Survey;
