//! sRGB colors as users write them, how different they look, and to whom.

pub mod contrast;
pub mod difference;
mod oklab;
mod transfer;
mod vision;

pub(crate) use oklab::Oklab;
use std::fmt;
pub use vision::Vision;

/// An sRGB color with straight (not premultiplied) alpha, eight bits a channel.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity: 255 hides what is below.
    pub a: u8,
}

impl Color {
    /// Opaque black.
    pub const BLACK: Self = Self::rgb(0, 0, 0);
    /// Opaque white.
    pub const WHITE: Self = Self::rgb(255, 255, 255);
    /// Fully transparent.
    pub const NONE: Self = Self { r: 0, g: 0, b: 0, a: 0 };

    /// An opaque color.
    pub const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b, a: 255 }
    }

    /// Reads `#rgb`, `#rrggbb` or `#rrggbbaa`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#')?;
        if !hex.is_ascii() {
            return None;
        }
        let byte = |i: usize| u8::from_str_radix(hex.get(i..i + 2)?, 16).ok();
        match hex.len() {
            3 => {
                let nibble = |i: usize| u8::from_str_radix(hex.get(i..=i)?, 16).ok();
                Some(Self::rgb(nibble(0)? * 17, nibble(1)? * 17, nibble(2)? * 17))
            }
            6 => Some(Self::rgb(byte(0)?, byte(2)?, byte(4)?)),
            8 => Some(Self { r: byte(0)?, g: byte(2)?, b: byte(4)?, a: byte(6)? }),
            _ => None,
        }
    }

    /// The same color with another opacity, 0 to 1.
    pub fn with_opacity(self, opacity: f64) -> Self {
        Self { a: (opacity.clamp(0.0, 1.0) * 255.0).round() as u8, ..self }
    }

    /// Opacity, 0 to 1.
    pub fn opacity(self) -> f64 {
        f64::from(self.a) / 255.0
    }

    /// A mixture: `amount` 0 gives `self`, 1 gives `other`. Channels are mixed in sRGB.
    pub fn mix(self, other: Self, amount: f64) -> Self {
        let t = amount.clamp(0.0, 1.0);
        let channel = |a: u8, b: u8| (f64::from(a) * (1.0 - t) + f64::from(b) * t).round() as u8;
        Self {
            r: channel(self.r, other.r),
            g: channel(self.g, other.g),
            b: channel(self.b, other.b),
            a: channel(self.a, other.a),
        }
    }

    /// Red, green and blue.
    pub const fn channels(self) -> [u8; 3] {
        [self.r, self.g, self.b]
    }

    /// What is seen where this color lies on an opaque one.
    pub fn over(self, ground: Self) -> Self {
        ground.mix(Self { a: 255, ..self }, self.opacity())
    }

    /// The same hue and opacity, its lightness (that of OKLab) moved toward another color's: `amount`
    /// 0 gives `self`, 1 the other's lightness. What sRGB cannot show is cut off.
    pub fn toward_lightness_of(self, other: Self, amount: f64) -> Self {
        let [lightness, a, b] = Oklab::of(self.channels()).0;
        let [goal, ..] = Oklab::of(other.channels()).0;
        let moved = f64::from(goal - lightness) * amount.clamp(0.0, 1.0);
        let [r, g, b] = Oklab([lightness + moved.round() as i32, a, b]).rgb();
        Self { r, g, b, a: self.a }
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance"), ignoring opacity.
    pub fn luminance(self) -> f64 {
        let [r, g, b] = self.channels().map(transfer::linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

impl fmt::Display for Color {
    /// `#rrggbb`, or `#rrggbbaa` when not opaque.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)?;
        if self.a != 255 {
            write!(f, "{:02x}", self.a)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<'de> serde::Deserialize<'de> for Color {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!("`{text}` is not a color; write it as #rrggbb"))
        })
    }
}
