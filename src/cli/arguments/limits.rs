//! How much is read, and from where.

use clap::Args;
use salient::error::{Error, Result};
use salient::source::limits::Limits;

/// Switches for what is refused otherwise.
#[derive(Debug, Args)]
pub struct LimitSwitches {
    /// Largest file that is read, unpacked too: 500M, 8G [default: 2G]
    #[arg(long, global = true, value_name = "SIZE")]
    pub max_size: Option<String>,
    /// Most vertices that are read, of all files together [default: 50000000]
    #[arg(long, global = true, value_name = "N")]
    pub max_vertices: Option<u64>,
    /// Read and draw whatever there is, as long as memory and time allow
    #[arg(long, global = true, conflicts_with_all = ["max_size", "max_vertices"])]
    pub no_limits: bool,
    /// Read files outside the atlas's folder, too, if it names them
    #[arg(long, global = true)]
    pub allow_outside: bool,
}

impl LimitSwitches {
    /// The limits that the switches ask for.
    pub fn limits(&self) -> Result<Limits> {
        let usual = if self.no_limits { Limits::NONE } else { Limits::default() };
        Ok(Limits {
            bytes: self.max_size.as_deref().map(size).transpose()?.unwrap_or(usual.bytes),
            vertices: self.max_vertices.unwrap_or(usual.vertices),
            outside: self.allow_outside,
            ..usual
        })
    }
}

/// A number of bytes: a whole number and K, M, G or T for powers of 1024.
fn size(text: &str) -> Result<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let shift = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => Some(0),
        "K" | "KB" | "KIB" => Some(10),
        "M" | "MB" | "MIB" => Some(20),
        "G" | "GB" | "GIB" => Some(30),
        "T" | "TB" | "TIB" => Some(40),
        _ => None,
    };
    let count = digits.parse::<u64>().ok();
    count.zip(shift).and_then(|(count, shift)| count.checked_mul(1 << shift)).ok_or_else(|| {
        Error::request(format!("`--max-size {text}`: write a number of bytes such as 500M or 8G"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        assert_eq!(size("12").unwrap(), 12);
        assert_eq!(size("3k").unwrap(), 3072);
        assert_eq!(size("8G").unwrap(), 8 << 30);
        for wrong in ["", "G", "1.5G", "-1", "5X", "99999999999G", "é"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}
