//! The built-in themes keep what they promise.

use crate::command::Folder;
use salient::color::{Color, contrast};
use salient::style;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Every key has a comment where it is set and a row where it is explained, and no row has no key.
#[test]
fn every_key_is_explained() {
    let text = read("styles/atlas.toml");
    let lines: Vec<&str> = text.lines().collect();
    let table: toml::Table = text.parse().unwrap();
    let book = read("docs/themes.md");
    for (section, keys) in &table {
        let heading = format!("### `[{section}]`");
        let (_, part) = book.split_once(&heading).unwrap_or_else(|| panic!("no {heading}"));
        let part = part.split("\n### ").next().unwrap();
        let rows: BTreeSet<&str> = part
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
            .filter(|(_, meaning)| meaning.len() > 10)
            .map(|(key, _)| key)
            .collect();
        let keys: BTreeSet<&str> = keys.as_table().unwrap().keys().map(String::as_str).collect();
        assert_eq!(rows, keys, "[{section}] in docs/themes.md");
        let start = lines.iter().position(|line| *line == format!("[{section}]")).unwrap();
        for key in keys {
            let own = |line: &&str| line.starts_with(&format!("{key} = "));
            let at = start + lines[start..].iter().position(own).unwrap();
            let after = lines[at].rsplit_once("  # ").is_some_and(|(_, said)| said.len() > 4);
            assert!(after || lines[at - 1].starts_with("# "), "{section}.{key} has no comment");
        }
    }
    for name in style::built_in_names() {
        assert!(book.contains(&format!("| `{name}` | ")), "the theme {name} is not explained");
    }
}

/// In every theme the maps that come with the program can be read by all.
#[test]
fn the_built_in_maps_pass_in_every_theme() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/two-valleys");
    let folder = Folder::new("themes");
    for theme in style::built_in_names() {
        for atlas in ["karabakh-2020", example.to_str().unwrap()] {
            let said = folder.salient(&["check", atlas, "--theme", theme]).succeeded().err;
            for code in ["similar-colors", "faint-text"] {
                assert!(!said.contains(code), "{theme}: {said}");
            }
        }
    }
}

/// What fails is told, to whom and with a color that passes; textures make up for it.
#[test]
fn parties_that_look_alike_are_told() {
    let folder = Folder::with_atlas("alike");
    // Red and green of one lightness.
    folder.edit("map/atlas.toml", "\"#d9703c\"", "\"#b5523b\"");
    folder.edit("map/atlas.toml", "\"#1c4f96\"", "\"#68783a\"");
    let said = folder.salient(&["check", "map"]).succeeded().err;
    let alike: Vec<&str> = said.lines().filter(|line| line.contains("similar-colors")).collect();
    let [line] = alike.as_slice() else { panic!("{said}") };
    for word in ["`north`", "`south`", "deuteranopia", "gray print", "of 8)", "atlas.toml"] {
        assert!(line.contains(word), "{word}: {line}");
    }
    let (_, color) = said.split_once("`south` would stand out in ").expect("a color is suggested");
    folder.edit("map/atlas.toml", "#68783a", &color[..7]);
    let mended = folder.salient(&["check", "map"]).succeeded().err;
    assert!(!mended.contains("similar-colors"), "{mended}");
    folder.edit("map/atlas.toml", &color[..7], "#68783a");
    let textured = ["check", "map", "--set", "control.textures=[\"plain\", \"rising\"]"];
    let textured = folder.salient(&textured).succeeded().err;
    assert!(!textured.contains("similar-colors"), "{textured}");
}

#[test]
fn faint_letters_are_told() {
    let folder = Folder::with_atlas("faint");
    let set = ["check", "map", "--set", "page.muted=#b0b0b0"];
    let said = folder.salient(&set).succeeded().err;
    let (_, key) = said.split_once("set `page.muted` to ").unwrap_or_else(|| panic!("{said}"));
    let ink = Color::parse(&key[..7]).unwrap();
    let paper = style::resolve(None, &[]).unwrap().page.paper;
    assert!(contrast::ratio(ink, paper) >= contrast::TEXT);
    assert_eq!(said.matches("[faint-text]").count(), 1, "{said}");
}

/// The theme for those who see least promises WCAG's highest level.
#[test]
fn the_contrast_theme_is_read_with_ease() {
    let theme = style::resolve(Some("contrast"), &[]).unwrap();
    let on_halo = |ground: Color| theme.label.halo.over(ground);
    let (land, sea) = (on_halo(theme.ground.land), on_halo(theme.ground.sea));
    let mut pairs = vec![
        (theme.page.ink, theme.page.paper),
        (theme.page.muted, theme.page.paper),
        (theme.label.water_ink, sea),
        (theme.label.country_ink, land),
        (theme.event.ink, theme.event.ground),
    ];
    for color in &theme.control.series {
        let tint = on_halo(color.with_opacity(theme.control.opacity).over(theme.ground.land));
        pairs.extend([(theme.page.ink, tint), (theme.label.district_ink, tint)]);
    }
    for (ink, ground) in pairs {
        let found = contrast::ratio(ink, ground);
        assert!(found >= contrast::EASY_TEXT, "{ink} on {ground}: {found}");
    }
}

/// A theme for gray print has no color at all, whatever a figure's palette is.
#[test]
fn the_print_theme_is_gray() {
    let text = read("styles/print.toml");
    let (mut gray, mut colored) = (0, Vec::new());
    for hex in text.split("\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        let color = Color::parse(&format!("#{hex}")).unwrap();
        if color.r == color.g && color.g == color.b {
            gray += 1;
        } else {
            colored.push(color);
        }
    }
    assert!(gray > 20 && colored.is_empty(), "{gray} {colored:?}");
    let theme = style::resolve(Some("print"), &[]).unwrap();
    assert_eq!(theme.control.palette, style::PaletteSource::Theme);
}
