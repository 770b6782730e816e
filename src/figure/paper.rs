//! Sizes on paper.

use super::Size;
use crate::diagnostic::nearest;
use crate::error::{Error, Result};

/// A size on paper as it is asked for, and how finely it is to be printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    width: Option<f64>,
    height: Option<f64>,
    dpi: f64,
}

/// Units of length, in page units (1/96 inch).
const UNITS: [(&str, f64); 5] =
    [("mm", 96.0 / 25.4), ("cm", 960.0 / 25.4), ("in", 96.0), ("pt", 96.0 / 72.0), ("px", 1.0)];

/// Names of papers, upright: ISO 216 and ANSI/ASME Y14.1, in millimeters.
const PAPERS: [(&str, [f64; 2]); 10] = [
    ("a0", [841.0, 1189.0]),
    ("a1", [594.0, 841.0]),
    ("a2", [420.0, 594.0]),
    ("a3", [297.0, 420.0]),
    ("a4", [210.0, 297.0]),
    ("a5", [148.0, 210.0]),
    ("a6", [105.0, 148.0]),
    ("letter", [215.9, 279.4]),
    ("legal", [215.9, 355.6]),
    ("tabloid", [279.4, 431.8]),
];

impl Paper {
    /// A width, a height or both, such as `160mm`, `16cm`, `6.3in`, `453pt`, at a resolution in dots
    /// an inch. A side that is left out follows from the figure's shape.
    ///
    /// # Errors
    /// [`Error::Request`] when a length has no such unit or the resolution is out of range.
    pub fn sides(width: Option<&str>, height: Option<&str>, dpi: f64) -> Result<Self> {
        let (width, height) = (width.map(length).transpose()?, height.map(length).transpose()?);
        Self { width, height, dpi }.checked()
    }

    /// A paper by its name: `a4`, `a3-landscape`, `letter`. Upright unless its name says otherwise.
    ///
    /// # Errors
    /// [`Error::Request`] with the names that are known, or when the resolution is out of range.
    pub fn named(name: &str, dpi: f64) -> Result<Self> {
        let written = name.trim().to_ascii_lowercase();
        let (stem, lies) = match written.strip_suffix("-landscape") {
            Some(stem) => (stem, true),
            None => (written.strip_suffix("-portrait").unwrap_or(&written), false),
        };
        let Some((_, sides)) = PAPERS.iter().find(|(known, _)| *known == stem) else {
            let names = PAPERS.map(|(known, _)| known);
            let hint = nearest(stem, names).map(|name| format!(" Did you mean `{name}`?"));
            return Err(Error::request(format!(
                "there is no paper `{name}`.{} Known are {}, each with -landscape",
                hint.unwrap_or_default(),
                names.join(", ")
            )));
        };
        let [short, long] = sides.map(|side| side * 96.0 / 25.4);
        let (width, height) = if lies { (long, short) } else { (short, long) };
        Self { width: Some(width), height: Some(height), dpi }.checked()
    }

    fn checked(self) -> Result<Self> {
        if (10.0..=4800.0).contains(&self.dpi) {
            return Ok(self);
        }
        Err(Error::request(format!("{} dpi is out of range (10 to 4800)", self.dpi)))
    }

    /// The size, sides that were left out in the shape of `shape`.
    ///
    /// # Errors
    /// [`Error::Request`] when the picture would be too small or too large.
    pub fn size(self, shape: Size) -> Result<Size> {
        let (width, height) = match (self.width, self.height) {
            (Some(width), Some(height)) => (width, height),
            (Some(width), None) => (width, width * shape.height / shape.width),
            (None, Some(height)) => (height * shape.width / shape.height, height),
            (None, None) => (shape.width, shape.height),
        };
        Size { width, height, scale: self.dpi / 96.0 }.checked()
    }
}

/// A length in page units.
fn length(text: &str) -> Result<f64> {
    let written = text.trim();
    let units = UNITS.iter().find_map(|(unit, factor)| {
        Some(written.strip_suffix(unit)?.trim().parse::<f64>().ok()? * factor)
    });
    units.filter(|length| *length > 0.0 && length.is_finite()).ok_or_else(|| {
        Error::request(format!(
            "`{text}` is not a length; write it with its unit: 160mm, 16cm, 6.3in, 453pt or 800px"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(paper: Result<Paper>) -> (u32, u32) {
        paper.unwrap().size(Size::DEFAULT).unwrap().pixels()
    }

    #[test]
    fn lengths_have_units() {
        let width = |text: &str| Paper::sides(Some(text), None, 300.0);
        assert_eq!(pixels(width("160mm")), (1890, 1063));
        assert_eq!(pixels(width("16 cm")), (1890, 1063));
        assert_eq!(pixels(width("72pt")), (300, 169));
        assert_eq!(pixels(Paper::sides(None, Some("1in"), 90.0)), (160, 90));
        assert_eq!(pixels(Paper::sides(Some("2in"), Some("1in"), 100.0)), (200, 100));
        for wrong in ["160", "mm", "-1mm", "0mm", "nanmm", "infin", "1 furlong"] {
            assert!(width(wrong).is_err(), "{wrong}");
        }
        assert!(Paper::sides(Some("1in"), None, 0.0).is_err());
        assert!(Paper::sides(Some("1in"), None, f64::NAN).is_err());
        assert!(Paper::sides(Some("9000mm"), None, 300.0).unwrap().size(Size::DEFAULT).is_err());
    }

    #[test]
    fn papers_have_names() {
        assert_eq!(pixels(Paper::named("a4", 25.4)), (210, 297));
        assert_eq!(pixels(Paper::named("A3-landscape", 25.4)), (420, 297));
        assert_eq!(pixels(Paper::named("letter", 100.0)), (850, 1100));
        let said = Paper::named("a33", 300.0).unwrap_err().to_string();
        assert!(said.contains("`a3`") && said.contains("tabloid"), "{said}");
    }
}
