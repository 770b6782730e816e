//! Fonts for documents that are shown by a browser.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

struct WebFace {
    family: &'static str,
    style: &'static str,
    /// Letters that call for the face; `None` for a face that is always needed.
    letters: Option<(char, char)>,
    data: &'static [u8],
}

const fn face(
    family: &'static str,
    style: &'static str,
    letters: Option<(char, char)>,
    data: &'static [u8],
) -> WebFace {
    WebFace { family, style, letters, data }
}

const BOLD: &str = "font-weight:700;";
const ARMENIAN: Option<(char, char)> = Some(('\u{530}', '\u{58f}'));
const GEORGIAN: Option<(char, char)> = Some(('\u{10a0}', '\u{10ff}'));
const ARABIC: Option<(char, char)> = Some(('\u{600}', '\u{6ff}'));
const HEBREW: Option<(char, char)> = Some(('\u{590}', '\u{5ff}'));

const FACES: &[WebFace] = &[
    face("Noto Sans", "", None, include_bytes!("fonts/web/NotoSans-Regular.woff2")),
    face("Noto Sans", BOLD, None, include_bytes!("fonts/web/NotoSans-Bold.woff2")),
    face(
        "Noto Sans",
        "font-style:italic;",
        None,
        include_bytes!("fonts/web/NotoSans-Italic.woff2"),
    ),
    face(
        "Noto Sans Armenian",
        "",
        ARMENIAN,
        include_bytes!("fonts/web/NotoSansArmenian-Regular.woff2"),
    ),
    face(
        "Noto Sans Armenian",
        BOLD,
        ARMENIAN,
        include_bytes!("fonts/web/NotoSansArmenian-Bold.woff2"),
    ),
    face(
        "Noto Sans Georgian",
        "",
        GEORGIAN,
        include_bytes!("fonts/web/NotoSansGeorgian-Regular.woff2"),
    ),
    face(
        "Noto Sans Georgian",
        BOLD,
        GEORGIAN,
        include_bytes!("fonts/web/NotoSansGeorgian-Bold.woff2"),
    ),
    face("Noto Sans Arabic", "", ARABIC, include_bytes!("fonts/web/NotoSansArabic-Regular.woff2")),
    face("Noto Sans Arabic", BOLD, ARABIC, include_bytes!("fonts/web/NotoSansArabic-Bold.woff2")),
    face("Noto Sans Hebrew", "", HEBREW, include_bytes!("fonts/web/NotoSansHebrew-Regular.woff2")),
    face("Noto Sans Hebrew", BOLD, HEBREW, include_bytes!("fonts/web/NotoSansHebrew-Bold.woff2")),
];

/// A style sheet with the fonts that a document with these words needs: `@font-face` rules
/// (CSS Fonts 4) with WOFF2 inside. Latin, Armenian, Georgian, Arabic and Hebrew letters are
/// covered, about 13 kB a face; for others the reader's machine has to have a font.
pub fn web_fonts<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut wanted: Vec<bool> = FACES.iter().map(|face| face.letters.is_none()).collect();
    for letter in words.into_iter().flat_map(str::chars).filter(|letter| *letter >= '\u{530}') {
        for (face, wanted) in FACES.iter().zip(&mut wanted) {
            *wanted |= face.letters.is_some_and(|(from, to)| from <= letter && letter <= to);
        }
    }
    let mut style = String::new();
    for (face, _) in FACES.iter().zip(wanted).filter(|(_, wanted)| *wanted) {
        let data = STANDARD.encode(face.data);
        style.push_str(&format!(
            "@font-face{{font-family:'{}';{}src:url(data:font/woff2;base64,{data})format('woff2')}}\n",
            face.family, face.style
        ));
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_scripts_that_occur_are_embedded() {
        assert!(FACES.iter().all(|face| face.data.starts_with(b"wOF2")));
        let count = |words: &str| web_fonts([words]).matches("@font-face").count();
        assert_eq!(count("Şuşa — Шуша"), 3);
        assert_eq!(count("Շուշի"), 5);
        assert_eq!(count("Շուშ"), 7);
    }
}
