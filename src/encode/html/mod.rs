//! A film as a page with a player: one file, no network.
//!
//! Without a script the page shows the last day and all events. The script is our own, small and
//! plain; a content security policy (CSP 3) forbids the page to load anything.

mod escape;
mod events;

use super::timing::Timing;
use crate::dataset::Claim;
use crate::math::Rect;
use crate::paint::film::Film;
use crate::paint::svg::{FilmOptions, Term, write_film};
use crate::text::{Typesetter, web_fonts};
use escape::{escape, json};
use serde::Serialize;

const STYLE: &str = include_str!("player.css");
const SCRIPT: &str = include_str!("player.js");

/// What the page may load: what is in it.
const POLICY: &str = "default-src 'none'; img-src data: blob:; font-src data:; \
    style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// What the page says besides the film.
#[derive(Clone, Debug)]
pub struct PlayerPage {
    /// Language code of the names.
    pub language: String,
    /// The title.
    pub title: String,
    /// What is to be seen, in words.
    pub description: String,
    /// Statements about the film, for its metadata.
    pub metadata: Vec<(Term, String)>,
    /// Printed below: sources, licenses, what the map does not say.
    pub credits: Vec<String>,
    /// The part of the page that is map, in page units.
    pub map: Rect,
    /// The film's frames.
    pub days: Vec<PlayerDay>,
}

/// A frame of the film.
#[derive(Clone, Debug)]
pub struct PlayerDay {
    /// As in the address of the day: `2020-10-20`.
    pub day: String,
    /// As it is read: `20 October 2020`.
    pub name: String,
    /// For how long it is seen.
    pub duration_ms: u32,
    /// What happened.
    pub events: Vec<PlayerEvent>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct PlayerEvent {
    /// Where.
    pub place: Option<String>,
    /// What.
    pub text: String,
    /// How sure that is.
    pub claim: Claim,
    /// Whence; an address (`https://…`) becomes a link.
    pub source: Option<String>,
}

/// What the script is told.
#[derive(Serialize)]
struct Data<'a> {
    title: &'a str,
    size: [f64; 2],
    map: [f64; 4],
    days: Vec<DataDay<'a>>,
    lives: Vec<Vec<(u32, u32)>>,
}

#[derive(Serialize)]
struct DataDay<'a> {
    day: &'a str,
    name: &'a str,
    ms: u32,
    text: &'a str,
}

/// The page. Frames without a [`PlayerDay`] are not shown.
pub fn html(film: &Film, page: &PlayerPage, typesetter: &Typesetter) -> String {
    let options = FilmOptions {
        title: page.title.clone(),
        description: page.description.clone(),
        metadata: page.metadata.clone(),
        prefix: "map-".into(),
        ..FilmOptions::default()
    };
    let svg = write_film(film, &options, typesetter);
    let words = events::words(&page.days).chain(page.credits.iter().map(String::as_str));
    let fonts = web_fonts(film.words().into_iter().chain(words));
    let [language, title, description] =
        [&page.language, &page.title, &page.description].map(|text| escape(text));
    let last = page.days.len().min(film.frames.len()).saturating_sub(1);
    let today = page.days.get(last).map_or("", |day| &day.name);
    let caption = film.frames.get(last).map_or("", |frame| &frame.description);
    let credits: String =
        page.credits.iter().map(|credit| format!("<p>{}</p>\n", escape(credit))).collect();
    format!(
        r#"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{title}</title>
<meta name="description" content="{description}">
<meta name="generator" content="Salient {version}">
<style id="fonts">
{fonts}</style>
<style>
{STYLE}</style>
<style id="still">
{still}</style>
</head>
<body>
<main>
<figure id="picture" aria-label="{title}">
<div id="map">
{svg}</div>
<figcaption>
<div id="controls" role="group" aria-label="Player" hidden>
<button id="play" type="button">Play</button>
<input id="day" type="range" min="0" max="{last}" step="1" value="{last}" aria-label="Day" aria-valuetext="{name}">
<output id="date" for="day">{name}</output>
<label>Speed <select id="speed"><option value="0.25">¼×</option><option value="0.5">½×</option><option value="1" selected>1×</option><option value="2">2×</option><option value="4">4×</option></select></label>
<button id="crop" type="button" aria-pressed="false">Map only</button>
<button id="save-png" type="button">Save PNG</button>
<button id="save-svg" type="button">Save SVG</button>
</div>
<p id="words">{caption}</p>
</figcaption>
</figure>
<div id="side">
<section id="events" tabindex="0" aria-labelledby="events-heading">
<h2 id="events-heading">Day by day</h2>
<ol>
{events}</ol>
</section>
</div>
</main>
<footer>
<p class="keys">Keys: <kbd>Space</kbd> play or pause, <kbd>←</kbd> <kbd>→</kbd> day by day, <kbd>Home</kbd> <kbd>End</kbd> first and last day, <kbd>+</kbd> <kbd>−</kbd> speed. Point at ground to see who holds it.</p>
{credits}</footer>
<div id="tip" role="status" hidden></div>
<script id="data" type="application/json">{data}</script>
<script>
{SCRIPT}</script>
</body>
</html>
"#,
        version = env!("CARGO_PKG_VERSION"),
        still = still(film),
        name = escape(today),
        caption = escape(caption),
        events = events::list(&page.days),
        data = json(&data(film, page)),
    )
}

fn data<'a>(film: &'a Film, page: &'a PlayerPage) -> Data<'a> {
    let Rect { x0, y0, .. } = page.map;
    let days = page.days.iter().zip(&film.frames);
    Data {
        title: &page.title,
        size: [film.width, film.height],
        map: [x0, y0, page.map.width(), page.map.height()],
        days: days
            .map(|(day, frame)| DataDay {
                day: &day.day,
                name: &day.name,
                ms: Timing::shown_ms(day.duration_ms),
                text: &frame.description,
            })
            .collect(),
        lives: film
            .lifetimes()
            .iter()
            .map(|life| life.spans().map(|span| (span.start, span.end)).collect())
            .collect(),
    }
}

/// Hides what is not seen on the last day, until the script takes over.
fn still(film: &Film) -> String {
    let last = film.frames.len().saturating_sub(1) as u32;
    let lives = film.lifetimes();
    let hidden = lives.iter().enumerate().filter(|(_, life)| !life.contains(last));
    let classes: Vec<String> = hidden.map(|(n, _)| format!(".f{n}")).collect();
    if classes.is_empty() {
        String::new()
    } else {
        format!("{}{{display:none}}\n", classes.join(","))
    }
}
