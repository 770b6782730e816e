//! How far it has come.

use super::message::Messages;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use salient::render::Progress;

/// A bar with rate and time left; drawn only on a terminal.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar at its start.
    pub fn new(messages: &Messages) -> Self {
        if !messages.shows_progress() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr());
        let template = "{bar:32} {pos}/{len} days  {per_sec}  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// Shows how far it has come; true, as the work goes on.
    pub fn show(&self, progress: Progress) -> bool {
        self.0.set_length(progress.of as u64);
        self.0.set_position(progress.done as u64);
        true
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}
