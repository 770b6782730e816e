//! How ground and overlays are drawn: a tint, a pattern over it, a line around it.

use crate::color::Color;
use serde::Deserialize;

/// How areas of one status or kind are drawn.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AreaStyle {
    /// Whose tint lies below the pattern.
    pub tint: Tint,
    /// The pattern.
    pub pattern: PatternKind,
    /// The pattern's color.
    pub ink: Ink,
    /// Opacity of the pattern, 0 to 1.
    pub opacity: f64,
    /// The line around the area, in the pattern's color.
    pub outline: Outline,
}

impl Default for AreaStyle {
    fn default() -> Self {
        Self {
            tint: Tint::None,
            pattern: PatternKind::None,
            ink: Ink::Own,
            opacity: 1.0,
            outline: Outline::None,
        }
    }
}

/// Whose tint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tint {
    /// Nobody's.
    None,
    /// The party's.
    Own,
    /// The other party's: the holder of claimed ground, the receiver of ground to be handed over.
    Other,
}

/// What a pattern is made of. Lines continue across neighboring areas; marks (dots, rings, dashes,
/// crosses, triangles) stand whole where their middle lies in the area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PatternKind {
    /// Nothing.
    None,
    /// One color.
    Solid,
    /// Slanted lines that rise to the right.
    Hatch,
    /// Slanted lines that fall to the right.
    BackHatch,
    /// Both.
    CrossHatch,
    /// Thin level lines.
    Horizontal,
    /// Thin upright lines.
    Vertical,
    /// Both.
    Grid,
    /// Bands of the party's and the other party's color.
    Stripes,
    /// Filled dots.
    Dots,
    /// Hollow dots.
    Rings,
    /// Short level lines.
    Dashes,
    /// Slanted crosses.
    Crosses,
    /// Filled triangles.
    Triangles,
}

/// The color of a pattern: `own`, `other`, `muted`, or a color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Ink {
    /// The party's.
    Own,
    /// The other party's; the party's own where there is no other.
    Other,
    /// That of secondary text.
    Muted,
    /// This one.
    Color(Color),
}

impl TryFrom<String> for Ink {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.as_str() {
            "own" => Ok(Self::Own),
            "other" => Ok(Self::Other),
            "muted" => Ok(Self::Muted),
            color => Color::parse(color).map(Self::Color).ok_or_else(|| {
                format!(
                    "`{color}` is neither `own`, `other`, `muted` nor a color such as `#aa3300`"
                )
            }),
        }
    }
}

/// The line around an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outline {
    /// No line.
    None,
    /// An unbroken line.
    Solid,
    /// Dashes.
    Dashed,
    /// Dots.
    Dotted,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_of_areas_are_read() {
        let read = |text: &str| toml::from_str::<AreaStyle>(text);
        let style = read("tint = \"other\"\npattern = \"cross-hatch\"\nink = \"#010203\"").unwrap();
        assert_eq!((style.tint, style.pattern), (Tint::Other, PatternKind::CrossHatch));
        assert_eq!(style.ink, Ink::Color(Color::rgb(1, 2, 3)));
        let error = read("ink = \"blak\"").unwrap_err().to_string();
        assert!(error.contains("`blak`"), "{error}");
        assert!(read("pattern = \"zebra\"").is_err());
    }
}
