//! Pages of several days.

use clap::Args;
use std::path::PathBuf;

/// `salient compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// A folder or a built-in name
    pub atlas: String,
    /// A figure of the atlas
    #[arg(long, value_name = "ID")]
    pub figure: Option<String>,
    /// The earlier day, YYYY-MM-DD; without it the first one
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// The later day, YYYY-MM-DD; without it the last one
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// SVG: letters as outlines instead of text
    #[arg(long)]
    pub outlines: bool,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// `salient grid`.
#[derive(Debug, Args)]
pub struct Grid {
    /// A folder or a built-in name
    pub atlas: String,
    /// A figure of the atlas
    #[arg(long, value_name = "ID")]
    pub figure: Option<String>,
    /// The days, YYYY-MM-DD, with commas between; without them 4 to 8 that split the change of
    /// ground evenly
    #[arg(long, value_name = "DATES", value_delimiter = ',')]
    pub dates: Vec<String>,
    /// How many maps stand side by side; without it as their shape asks for
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=60))]
    pub columns: Option<u32>,
    /// SVG: letters as outlines instead of text
    #[arg(long)]
    pub outlines: bool,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}
