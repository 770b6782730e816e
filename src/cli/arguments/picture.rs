//! What all commands for pictures that do not move are told.

use clap::Args;
use std::path::PathBuf;

/// A picture of an atlas.
#[derive(Debug, Args)]
pub struct Picture {
    /// A folder or a built-in name
    pub atlas: String,
    /// A figure of the atlas
    #[arg(long, value_name = "ID")]
    pub figure: Option<String>,
    /// SVG and PDF: letters as outlines instead of text
    #[arg(long)]
    pub outlines: bool,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}
