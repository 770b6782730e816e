//! The façade: render a day, animate, measure, export, check.

mod animate;
mod check;
mod film;
mod still;
mod survey;

pub use animate::{Progress, animate};
pub use check::check;
pub use film::{animate_html, animate_svg, film};
pub use still::{render_png, render_svg};
pub use survey::Survey;
