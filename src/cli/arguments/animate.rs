//! The options of moving pictures.

use clap::{Args, ValueEnum};
use salient::render::Shard;
use salient::timeline::Every;
use std::path::PathBuf;
use std::str::FromStr;

/// `salient animate`.
#[derive(Debug, Args)]
pub struct Animate {
    /// A folder or a built-in name
    pub atlas: String,
    /// A figure of the atlas
    #[arg(long, value_name = "ID")]
    pub figure: Option<String>,
    /// First day, YYYY-MM-DD
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// First day after the last, YYYY-MM-DD
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub until: Option<String>,
    /// Show every Nth day, or every `month`, `year`, `10 years` or `change`, and the last day; without
    /// it as the data is dated
    #[arg(long, value_name = "N", value_parser = Every::from_str)]
    pub every: Option<Every>,
    /// What decides how long days are shown
    #[arg(long, value_enum, default_value_t = Tempo::Days)]
    pub pace: Tempo,
    /// Milliseconds that an ordinary day is shown
    #[arg(long, default_value_t = 300, value_name = "MS")]
    pub day_ms: u32,
    /// Milliseconds that the last day is shown
    #[arg(long, default_value_t = 3000, value_name = "MS")]
    pub hold: u32,
    /// Fade changed ground in over N frames before its day; 0: not at all
    #[arg(long, value_name = "N")]
    pub fade: Option<u32>,
    /// How often it plays: a number or `forever`
    #[arg(long = "loop", default_value = "forever", value_name = "N", value_parser = plays)]
    pub plays: u16,
    /// Also write a still, of the last day
    #[arg(long, value_name = "FILE.png")]
    pub poster: Option<PathBuf>,
    /// The day of the still, YYYY-MM-DD
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, requires = "poster")]
    pub poster_date: Option<String>,
    /// Keep within the limits of a place that shows it
    #[arg(long, value_enum)]
    pub preset: Option<Preset>,
    /// Folder: keep frames that are there and right, draw the others
    #[arg(long)]
    pub resume: bool,
    /// Folder: draw one of several shares of the frames, such as 2/5
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// The file, or folder with a / at its end, to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// What decides how long days are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tempo {
    /// Time passes evenly; days on which ground changed hands are shown longer
    Days,
    /// Days on which something happened are shown long, quiet days between them pass quickly
    Events,
}

/// A place that shows moving pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Preset {
    /// GIF of at most 100 million pixels in all frames: smaller, then fewer days
    Wikimedia,
}

/// `salient assemble`.
#[derive(Debug, Args)]
pub struct Assemble {
    /// The folder of frames
    pub folder: PathBuf,
    /// How often it plays, a number or `forever`; without it as the frames were drawn for
    #[arg(long = "loop", value_name = "N", value_parser = plays)]
    pub plays: Option<u16>,
    /// The file to write (.gif .apng .webp .mp4)
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// 0 for `forever`.
fn plays(text: &str) -> Result<u16, String> {
    match text {
        "forever" => Ok(0),
        number => number
            .parse()
            .ok()
            .filter(|plays| *plays > 0)
            .ok_or_else(|| "write a number from 1 to 65535, or `forever`".to_owned()),
    }
}
