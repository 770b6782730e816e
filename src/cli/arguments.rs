//! What can be written on the command line.

mod animate;
mod limits;
mod picture;
mod several;

pub use animate::{Animate, Assemble, Preset, Tempo};
pub use limits::LimitSwitches;
pub use picture::Picture;
pub use several::{Compare, Grid};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Maps and animations of who held what ground when.
#[derive(Debug, Parser)]
#[command(name = "salient", version, about, max_term_width = 100)]
#[command(
    after_help = "ATLAS is a folder with an atlas.toml, or a built-in name (see `salient list`).\n\
    Exit status: 0 done, 1 the data has errors, 2 it could not be done."
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of all commands.
    #[command(flatten)]
    pub common: Common,
}

/// Options of all commands.
#[derive(Debug, Args)]
pub struct Common {
    /// Theme: a built-in name or a TOML file
    #[arg(long, global = true, value_name = "NAME|FILE")]
    pub theme: Option<String>,
    /// Size in pixels
    #[arg(long, global = true, value_name = "WIDTHxHEIGHT")]
    pub size: Option<String>,
    /// Width on paper, such as 160mm
    #[arg(long, global = true, value_name = "LENGTH")]
    pub width: Option<String>,
    /// Height on paper; without it, or without --width, the figure's shape stays
    #[arg(long, global = true, value_name = "LENGTH")]
    pub height: Option<String>,
    /// Size on paper by name, such as a4 or a3-landscape
    #[arg(long, global = true, value_name = "NAME", conflicts_with_all = ["width", "height"])]
    pub paper: Option<String>,
    /// Dots an inch for sizes on paper
    #[arg(long, global = true, default_value_t = 300.0, value_name = "DPI")]
    pub dpi: f64,
    /// Language of names and of the page's own words
    #[arg(long, global = true, value_name = "CODE")]
    pub lang: Option<String>,
    /// A folder with fonts for letters that the built-in ones do not have
    #[arg(long, global = true, value_name = "DIR")]
    pub fonts: Option<PathBuf>,
    /// Threads to work on
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<usize>,
    /// Say nothing but errors
    #[arg(long, global = true)]
    pub quiet: bool,
    /// How messages are written
    #[arg(long, global = true, value_enum, default_value_t = MessageFormat::Human)]
    pub format: MessageFormat,
    /// Only what this source says; `salient list ATLAS` lists the sources
    #[arg(long, global = true, value_name = "NAME")]
    pub source: Option<String>,
    /// What is drawn where sources say different things: last, first or contested
    #[arg(long, global = true, value_name = "RULE", conflicts_with = "source")]
    pub disagree: Option<String>,
    /// Override a style key: front.width=4
    #[arg(long, global = true, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// How much is read.
    #[command(flatten)]
    pub limits: LimitSwitches,
}

/// How messages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// For people.
    Human,
    /// One JSON object a line; of `check` one JSON document.
    Json,
    /// Annotations of GitHub Actions.
    Github,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Draw the map of a day (.png .svg .pdf)
    Render(Render),
    /// Draw all days (.gif .apng .webp .mp4 .svg .html, or a folder, written with a / at its end)
    Animate(Box<Animate>),
    /// Make a moving picture of a folder of frames that `animate` drew
    Assemble(Assemble),
    /// Ground gained and lost between two days on one map (.png .svg .pdf)
    Compare(Compare),
    /// Several days side by side on one page (.png .svg .pdf)
    Grid(Grid),
    /// Areas, gains, losses and fronts by day (.csv .json)
    Stats(Stats),
    /// Control and frontlines of a day as GeoJSON
    Export(Export),
    /// Every problem in the data, with its place and remedy
    Check(Check),
    /// The built-in atlases, or the figures, parties and days of one
    List(List),
    /// Write a new atlas: an example to change, or what is assumed of your data
    New(New),
}

/// `salient render`.
#[derive(Debug, Args)]
pub struct Render {
    /// The picture.
    #[command(flatten)]
    pub picture: Picture,
    /// The day, YYYY-MM-DD; without it the last one
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub date: Option<String>,
}

/// `salient stats`.
#[derive(Debug, Args)]
pub struct Stats {
    /// A folder or a built-in name
    pub atlas: String,
    /// First day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// First day after the last, YYYY-MM-DD
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub until: Option<String>,
    /// The file to write; without it CSV on standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `salient export`.
#[derive(Debug, Args)]
pub struct Export {
    /// A folder or a built-in name
    pub atlas: String,
    /// The day, YYYY-MM-DD; without it the last one
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub date: Option<String>,
    /// The file to write; without it standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `salient check`.
#[derive(Debug, Args)]
pub struct Check {
    /// A folder, a data file or a built-in name
    #[arg(required_unless_present = "explain")]
    pub atlas: Option<String>,
    /// Fail on these, too: `warnings`, `notes`, or codes, with commas between them
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub deny: Vec<String>,
    /// Leave out warnings and notes of these codes
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub allow: Vec<String>,
    /// Say what a code means and what to do, or list all codes
    #[arg(long, value_name = "CODE", num_args = 0..=1, default_missing_value = "")]
    pub explain: Option<String>,
}

/// `salient list`.
#[derive(Debug, Args)]
pub struct List {
    /// A folder or a built-in name; without it the built-in names
    pub atlas: Option<String>,
}

/// `salient new`.
#[derive(Debug, Args)]
pub struct New {
    /// The folder to write; it must not have an atlas.toml yet
    pub folder: PathBuf,
    /// Data, a file or a folder: it is copied, with an atlas.toml that says what is assumed of it
    #[arg(long, value_name = "PATH")]
    pub from: Option<PathBuf>,
}
