//! A film as an SVG file that plays by itself.
//!
//! It plays by CSS animations (CSS Animations 1), not by SMIL or a script: browsers run them in an
//! `<img>`, too, where scripts are forbidden, and only CSS can ask whether the reader wants less
//! motion (Media Queries 5, section 12.1). `visibility` is animated because browsers have long
//! agreed how it changes from one frame to the next; `display` cannot be animated in older ones.
//! Whoever does not play CSS animations (an editor, a printer, a reader who wants no motion) sees
//! the last frame.

use super::timing::Timing;
use crate::paint::film::{Film, Lifetime};
use crate::paint::svg::{FilmOptions, write_film};
use crate::text::{Typesetter, web_fonts};
use std::fmt::Write;

/// The film as SVG that plays for ever. `durations_ms` says how long each frame is seen.
/// `options.style` is added to the style sheet.
pub fn animated_svg(
    film: &Film,
    durations_ms: &[u32],
    mut options: FilmOptions,
    typesetter: &Typesetter,
) -> String {
    let mut style = web_fonts(film.words());
    style.push_str(&sheet(film, &Timing::new(film.frames.len(), durations_ms)));
    options.style.insert_str(0, &style);
    write_film(film, &options, typesetter)
}

/// The part of the style sheet that says when each lifetime is seen.
fn sheet(film: &Film, timing: &Timing) -> String {
    let frames = film.frames.len();
    let lives = film.lifetimes();
    let partial: Vec<(usize, &Lifetime)> =
        lives.iter().enumerate().filter(|(_, life)| !life.is_whole(frames)).collect();
    if partial.is_empty() {
        return String::new();
    }
    let last = frames.saturating_sub(1) as u32;
    let hidden: Vec<String> = partial
        .iter()
        .filter(|(_, life)| !life.contains(last))
        .map(|(n, _)| format!(".f{n}"))
        .collect();
    let mut out = String::new();
    if !hidden.is_empty() {
        out.push_str(&hidden.join(","));
        out.push_str("{visibility:hidden}\n");
    }
    // Writing to a string cannot fail.
    out.push_str("@media (prefers-reduced-motion:no-preference){\n");
    // Not the shorthand, which would also set the name, and win over the classes.
    let _ = writeln!(
        out,
        "g[class]{{animation-duration:{}ms;animation-timing-function:step-end;\
         animation-iteration-count:infinite}}",
        timing.total_ms()
    );
    for (n, _) in &partial {
        let _ = write!(out, ".f{n}{{animation-name:f{n}}}");
    }
    out.push_str("\n}\n");
    for (n, life) in partial {
        let _ = writeln!(out, "@keyframes f{n}{{{}}}", keyframes(life, timing));
    }
    out
}

/// `0%{visibility:hidden}12.5%{visibility:visible}…`: each holds until the next, the last one until
/// the end.
fn keyframes(life: &Lifetime, timing: &Timing) -> String {
    let mut out = String::new();
    let mut frame = |at: String, state: &str| {
        let _ = write!(out, "{at}{{visibility:{state}}}");
    };
    if !life.contains(0) {
        frame("0%".to_owned(), "hidden");
    }
    for span in life.spans() {
        frame(timing.percent(span.start), "visible");
        if (span.end as usize) < timing.frames() {
            frame(timing.percent(span.end), "hidden");
        }
    }
    out
}
