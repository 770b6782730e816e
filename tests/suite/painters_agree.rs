//! The picture painted by Salient and its SVG drawn by resvg are the same picture.



use crate::everything;
use resvg::{tiny_skia, usvg};
use salient::paint::raster::{Bitmap, paint};
use salient::paint::svg::{self, Options, TextMode};
use salient::scene::Scene;
use salient::text::Typesetter;
use std::sync::Arc;

fn draw_svg(document: &str, typesetter: &Typesetter, scale: f32) -> Bitmap {
    let mut options = usvg::Options::default();
    let fonts = Arc::make_mut(&mut options.fontdb);
    for face in typesetter.faces() {
        fonts.load_font_data(face.data().to_vec());
    }
    let tree = usvg::Tree::from_str(document, &options).expect("the document is valid SVG");
    let size = tree.size();
    let (width, height) = ((size.width() * scale) as u32, (size.height() * scale) as u32);
    let mut pixmap = tiny_skia::Pixmap::new(width, height).expect("a size");
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let data = pixmap.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    Bitmap { width, height, data }
}

/// Mean absolute difference of channels, and the share of pixels that differ by more than 48.
fn difference(a: &Bitmap, b: &Bitmap) -> (f64, f64) {
    assert_eq!((a.width, a.height), (b.width, b.height));
    let sum: u64 = a.data.iter().zip(&b.data).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    let far = |(a, b): &(&[u8], &[u8])| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > 48);
    let pixels = a.data.chunks_exact(3).zip(b.data.chunks_exact(3));
    let count = pixels.filter(far).count();
    let total = (a.width * a.height) as f64;
    (sum as f64 / (3.0 * total), count as f64 / total)
}

/// Keeps pictures where the variable says, to look at them.
fn keep(name: &str, bitmap: &Bitmap) {
    if let Some(folder) = std::env::var_os("SALIENT_KEEP_PICTURES") {
        let file = std::fs::File::create(std::path::Path::new(&folder).join(name)).expect("a file");
        let mut encoder = png::Encoder::new(file, bitmap.width, bitmap.height);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&bitmap.data).expect("pixels");
    }
}

fn compare(scene: &Scene, text: TextMode, scale: f64) -> (f64, f64) {
    let typesetter = Typesetter::new();
    let painted = paint(scene, scale, &typesetter).expect("a page of this size");
    let document = svg::write(scene, &Options { text, metadata: Vec::new() }, &typesetter);
    let drawn = draw_svg(&document, &typesetter, scale as f32);
    keep(&format!("painted-{text:?}-{scale}.png"), &painted);
    keep(&format!("drawn-{text:?}-{scale}.png"), &drawn);
    if let Some(folder) = std::env::var_os("SALIENT_KEEP_PICTURES") {
        let path = std::path::Path::new(&folder).join(format!("drawn-{text:?}.svg"));
        std::fs::write(path, document).expect("a file");
    }
    difference(&painted, &drawn)
}

/// Limits are twice what was measured when they were set, so that they fail on any difference that
/// can be seen: a hatch one pixel off, a halo a tenth wider or a text half a pixel aside breaks them.
fn assert_agree(scene: &Scene, text: TextMode, scale: f64, most_mean: f64, most_far: f64) {
    let (mean, far) = compare(scene, text, scale);
    println!("{text:?} at {scale}: mean {mean:.4}, far {:.4} %", far * 100.0);
    assert!(mean < most_mean, "{text:?} at {scale}: mean difference {mean}");
    assert!(far < most_far, "{text:?} at {scale}: {} % of pixels are far off", far * 100.0);
}

#[test]
fn raster_and_svg_agree_without_patterns() {
    let mut scene = everything::scene(&everything::fixed_layers(), 0.0);
    scene.layers.retain(|layer| layer.group.id != "patterns");
    assert_agree(&scene, TextMode::Text, 1.0, 0.12, 0.000_5);
    assert_agree(&scene, TextMode::Outlines, 1.0, 0.12, 0.000_5);
    assert_agree(&scene, TextMode::Text, 2.0, 0.12, 0.000_5);
}

/// resvg draws a pattern's tile to pixels and samples it with a filter that blurs, so that thin
/// lines and dots of a few pixels come out paler than they are; at twice the size that is gone.
#[test]
fn raster_and_svg_agree_with_patterns() {
    let scene = everything::scene(&everything::fixed_layers(), 0.0);
    assert_agree(&scene, TextMode::Text, 1.0, 1.3, 0.008);
    assert_agree(&scene, TextMode::Text, 2.0, 0.8, 0.000_5);
}

#[test]
fn the_document_is_the_same_each_time_and_says_what_it_is() {
    let typesetter = Typesetter::new();
    let options = Options {
        metadata: vec![(svg::Term::Source, "a < b & \u{1} \"c\"".into())],
        ..Options::default()
    };
    let write = || {
        let scene = everything::scene(&everything::fixed_layers(), 0.0);
        svg::write(&scene, &options, &typesetter)
    };
    let document = write();
    assert_eq!(document, write());
    for part in [
        "<title id=\"title\">Everything &amp; &lt;all&gt;</title>",
        "<dc:source>a &lt; b &amp;  \"c\"</dc:source>",
        "inkscape:label=\"labels\"",
        "ARTSAKH &lt;&amp;&gt;",
        "plus-lighter",
    ] {
        assert!(document.contains(part), "{part}");
    }
    assert!(!document.contains('\u{1}'));
    // The frontline and its casing are one path, used twice.
    assert_eq!(document.matches("xlink:href=\"#path-1\"").count(), 2);
}
