//! The fonts inside the library (see `fonts/README.md` for where they come from).

/// One embedded font file.
pub(super) struct Embedded {
    /// Family as fonts and style sheets name it.
    pub family: &'static str,
    pub bold: bool,
    pub italic: bool,
    pub data: &'static [u8],
}

const fn face(family: &'static str, bold: bool, italic: bool, data: &'static [u8]) -> Embedded {
    Embedded { family, bold, italic, data }
}

/// In the order in which faces are asked for a character, after those of the wanted style.
pub(super) const FACES: &[Embedded] = &[
    face("Noto Sans", false, false, include_bytes!("fonts/NotoSans-Regular.ttf")),
    face("Noto Sans", true, false, include_bytes!("fonts/NotoSans-Bold.ttf")),
    face("Noto Sans", false, true, include_bytes!("fonts/NotoSans-Italic.ttf")),
    face("Noto Sans Armenian", false, false, include_bytes!("fonts/NotoSansArmenian-Regular.ttf")),
    face("Noto Sans Armenian", true, false, include_bytes!("fonts/NotoSansArmenian-Bold.ttf")),
    face("Noto Sans Georgian", false, false, include_bytes!("fonts/NotoSansGeorgian-Regular.ttf")),
    face("Noto Sans Georgian", true, false, include_bytes!("fonts/NotoSansGeorgian-Bold.ttf")),
    face("Noto Sans Arabic", false, false, include_bytes!("fonts/NotoSansArabic-Regular.ttf")),
    face("Noto Sans Arabic", true, false, include_bytes!("fonts/NotoSansArabic-Bold.ttf")),
    face("Noto Sans Hebrew", false, false, include_bytes!("fonts/NotoSansHebrew-Regular.ttf")),
    face("Noto Sans Hebrew", true, false, include_bytes!("fonts/NotoSansHebrew-Bold.ttf")),
    face("Noto Sans Symbols", false, false, include_bytes!("fonts/NotoSansSymbols-Regular.ttf")),
    face("Noto Sans Symbols2", false, false, include_bytes!("fonts/NotoSansSymbols2-Regular.ttf")),
];
