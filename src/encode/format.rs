//! The formats of files and how they are named.

use crate::{Error, Result};
use std::ffi::OsStr;
use std::fmt;
use std::path::Path;

/// A format of pictures or animations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// One picture in pixels.
    Png,
    /// One picture in shapes.
    Svg,
    /// One picture in shapes, for print.
    Pdf,
    /// An animation of at most 256 colors that plays everywhere.
    Gif,
    /// An animation in true color.
    Apng,
    /// An animation in true color, usually the smallest without loss.
    Webp,
    /// A video (H.264): plays everywhere and is the smallest, but not exact.
    Mp4,
    /// A folder with one PNG a frame.
    PngFolder,
    /// An animation in shapes that plays by itself.
    AnimatedSvg,
    /// A page with a player.
    Html,
}

impl Format {
    /// The endings by which a file's format is known.
    const ENDINGS: [(&'static str, Self); 8] = [
        ("png", Self::Png),
        ("svg", Self::Svg),
        ("pdf", Self::Pdf),
        ("gif", Self::Gif),
        ("apng", Self::Apng),
        ("webp", Self::Webp),
        ("mp4", Self::Mp4),
        ("html", Self::Html),
    ];

    /// The format of a file by its ending, in upper or lower case; a path that ends in a slash,
    /// or is a folder, is a [`Format::PngFolder`].
    ///
    /// ```
    /// use salient::encode::Format;
    /// use std::path::Path;
    /// assert_eq!(Format::from_path(Path::new("map.GIF")).unwrap(), Format::Gif);
    /// assert_eq!(Format::from_path(Path::new("frames/")).unwrap(), Format::PngFolder);
    /// assert!(Format::from_path(Path::new("map.bmp")).is_err());
    /// ```
    ///
    /// # Errors
    /// [`Error::Request`] with the endings that are known.
    pub fn from_path(path: &Path) -> Result<Self> {
        if path.as_os_str().as_encoded_bytes().ends_with(b"/")
            || path
                .as_os_str()
                .as_encoded_bytes()
                .ends_with(std::path::MAIN_SEPARATOR_STR.as_bytes())
        {
            return Ok(Self::PngFolder);
        }
        let ending = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
        if let Some(known) = ending
            .as_deref()
            .and_then(|ending| Self::ENDINGS.iter().find(|(known, _)| *known == ending))
        {
            return Ok(known.1);
        }
        let endings: Vec<String> =
            Self::ENDINGS.iter().map(|(ending, _)| format!(".{ending}")).collect();
        let what = match ending {
            Some(ending) => format!("cannot write `.{ending}`"),
            None => "has no ending that says what to write".into(),
        };
        Err(Error::request(format!(
            "{}: {what}; known are {}, and a path that ends in / for a folder of PNG files",
            path.display(),
            endings.join(" ")
        )))
    }

    /// Whether it holds many frames.
    pub fn is_animated(self) -> bool {
        !matches!(self, Self::Png | Self::Svg | Self::Pdf)
    }

    /// The format that holds a moving picture under the same ending: an SVG file may be either.
    #[must_use]
    pub fn moving(self) -> Self {
        if self == Self::Svg { Self::AnimatedSvg } else { self }
    }

    /// Whether it is made of shapes, not of frames of pixels.
    pub fn is_film(self) -> bool {
        matches!(self, Self::AnimatedSvg | Self::Html)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Svg => "SVG",
            Self::Pdf => "PDF",
            Self::Gif => "GIF",
            Self::Apng => "APNG",
            Self::Webp => "WebP",
            Self::Mp4 => "MP4",
            Self::PngFolder => "a folder of PNG",
            Self::AnimatedSvg => "animated SVG",
            Self::Html => "HTML",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_ending_is_told_the_known_ones() {
        for name in ["map.bmp", "map", "dir.d/map", ".gif"] {
            let message = Format::from_path(Path::new(name)).unwrap_err().to_string();
            for ending in [".png", ".svg", ".pdf", ".gif", ".apng", ".webp", ".mp4", ".html", "/"] {
                assert!(message.contains(ending), "{message}");
            }
        }
        assert!(Format::from_path(Path::new("a.bmp")).unwrap_err().to_string().contains("`.bmp`"));
    }

    #[test]
    fn endings_are_known_in_any_case() {
        assert_eq!(Format::from_path(Path::new("A.Png")).unwrap(), Format::Png);
        assert_eq!(Format::from_path(Path::new("a.b.apng")).unwrap(), Format::Apng);
    }
}
