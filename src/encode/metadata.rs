//! What a picture says about itself.

use ::png::{Encoder, PixelDimensions, Unit};
use std::io::Write;

/// What is written into a file beside the pixels. An empty text is left out.
///
/// There is no time of writing: the same map gives the same bytes whenever it is drawn.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Metadata {
    /// The map's title.
    pub title: String,
    /// What the picture shows, in words: the alternative text.
    pub description: String,
    /// Who made it.
    pub author: String,
    /// Where the data come from, one source an entry.
    pub sources: Vec<String>,
    /// The license, and of whom.
    #[serde(default)]
    pub rights: String,
    /// What the map does not say.
    #[serde(default)]
    pub disclaimer: String,
    /// The day shown, or the first and the last with a solidus between (ISO 8601).
    #[serde(default)]
    pub date: String,
    /// What drew it.
    pub software: String,
    /// Further pairs of keyword and text, such as a hash of the data. PNG asks
    /// for keywords of 1 to 79 Latin-1 letters.
    pub more: Vec<(String, String)>,
    /// Pixels an inch, for a picture made to be printed at a size.
    pub dpi: Option<f64>,
}

impl Default for Metadata {
    /// Nothing but the software's name and version.
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            author: String::new(),
            sources: Vec::new(),
            rights: String::new(),
            disclaimer: String::new(),
            date: String::new(),
            software: concat!("Salient ", env!("CARGO_PKG_VERSION")).into(),
            more: Vec::new(),
            dpi: None,
        }
    }
}

impl Metadata {
    /// Keyword and text of all that is not empty, with the keywords of PNG (third edition,
    /// section 11.3.3.1).
    pub(super) fn pairs(&self) -> Vec<(&str, String)> {
        let mut pairs = vec![
            ("Title", clean(&self.title)),
            ("Author", clean(&self.author)),
            ("Description", clean(&self.description)),
            ("Source", clean(&self.sources.join("\n"))),
            ("Copyright", clean(&self.rights)),
            ("Disclaimer", clean(&self.disclaimer)),
            ("Date", clean(&self.date)),
            ("Software", clean(&self.software)),
        ];
        pairs.extend(self.more.iter().map(|(keyword, text)| (keyword.as_str(), clean(text))));
        pairs.retain(|(_, text)| !text.is_empty());
        pairs
    }

    /// Adds the texts, the resolution and the color space to a PNG or APNG.
    pub(super) fn describe<W: Write>(
        &self,
        encoder: &mut Encoder<'_, W>,
    ) -> Result<(), ::png::EncodingError> {
        encoder.set_source_srgb(::png::SrgbRenderingIntent::Perceptual);
        for (keyword, text) in self.pairs() {
            // tEXt is read by more programs, iTXt holds every script.
            if text.chars().all(|letter| u32::from(letter) < 256) {
                encoder.add_text_chunk(keyword.into(), text)?;
            } else {
                encoder.add_itxt_chunk(keyword.into(), text)?;
            }
        }
        let per_meter = self.dpi.map_or(0.0, |dpi| (dpi / 0.0254).round());
        if per_meter.is_finite() && (1.0..=f64::from(u32::MAX >> 1)).contains(&per_meter) {
            let pixels = per_meter as u32;
            let dimensions = PixelDimensions { xppu: pixels, yppu: pixels, unit: Unit::Meter };
            encoder.set_pixel_dims(Some(dimensions));
        }
        Ok(())
    }
}

/// The text without control characters, which PNG and GIF do not allow (NUL ends a text in PNG).
fn clean(text: &str) -> String {
    text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect()
}
