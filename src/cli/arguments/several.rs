//! Pages of several days.

use super::Picture;
use clap::Args;

/// `salient compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// The picture.
    #[command(flatten)]
    pub picture: Picture,
    /// The earlier day, YYYY-MM-DD; without it the first one
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// The later day, YYYY-MM-DD; without it the last one
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub to: Option<String>,
}

/// `salient grid`.
#[derive(Debug, Args)]
pub struct Grid {
    /// The picture.
    #[command(flatten)]
    pub picture: Picture,
    /// The days, YYYY-MM-DD, with commas between; without them 4 to 8 that split the change of
    /// ground evenly
    #[arg(long, value_name = "DATES", allow_hyphen_values = true, value_delimiter = ',')]
    pub dates: Vec<String>,
    /// One day, the first of --dates or the last of all, as each source has it
    #[arg(long, conflicts_with_all = ["source", "disagree"])]
    pub sources: bool,
    /// How many maps stand side by side; without it as their shape asks for
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=60))]
    pub columns: Option<u32>,
}
