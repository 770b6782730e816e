//! The picture painted by Salient and its SVG drawn by resvg are the same picture.

use crate::everything;
use crate::picture::{difference, drawn, keep as keep_in};
use salient::compose::Composer;
use salient::dataset::builtin;
use salient::figure::{Request, Size};
use salient::math::Day;
use salient::paint::raster::{Bitmap, paint};
use salient::paint::svg::{self, Options, TextMode};
use salient::render::Survey;
use salient::scene::Scene;
use salient::text::Typesetter;

/// Keeps pictures where the variable says, to look at them.
fn keep(name: &str, bitmap: &Bitmap) {
    if let Some(folder) = std::env::var_os("SALIENT_KEEP_PICTURES") {
        keep_in(&std::path::Path::new(&folder).join(name), bitmap);
    }
}

/// resvg finds the place of a letter on a line to half a pixel of the size that a document says it
/// has (`arclen_accuracy` in usvg's `text/layout.rs`), however large it is then drawn. Of a document
/// that says to be larger by this factor, drawn smaller by as much, letters stand within 0.004 pixels.
const ENLARGED: f64 = 128.0;

/// A document that says to be [`ENLARGED`] and is the same otherwise.
fn enlarged(document: &str, scene: &Scene) -> String {
    let says = |by: f64| format!("width=\"{}\" height=\"{}\"", scene.width * by, scene.height * by);
    let larger = document.replacen(&says(1.0), &says(ENLARGED), 1);
    assert_ne!(larger, document, "the document's size");
    larger
}

fn compare(scene: &Scene, text: TextMode, scale: f64) -> (f64, f64) {
    let typesetter = Typesetter::new();
    let painted = paint(scene, scale, &typesetter).expect("a page of this size");
    let document = svg::write(scene, &Options { text, ..Options::default() }, &typesetter);
    let drawn = drawn(&enlarged(&document, scene), &typesetter, (scale / ENLARGED) as f32);
    keep(&format!("painted-{text:?}-{scale}.png"), &painted);
    keep(&format!("drawn-{text:?}-{scale}.png"), &drawn);
    if let Some(folder) = std::env::var_os("SALIENT_KEEP_PICTURES") {
        let path = std::path::Path::new(&folder).join(format!("drawn-{text:?}.svg"));
        std::fs::write(path, document).expect("a file");
    }
    difference(&painted, &drawn)
}

/// Limits are one and a half times what was measured when they were set, so that they fail on any
/// difference that can be seen: a hatch one pixel off or a text half a pixel aside breaks them. What
/// is measured comes from edges: resvg tells 16 shares of a covered pixel apart, Salient 256.
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
    assert_agree(&scene, TextMode::Text, 1.0, 0.75, 0.001);
    assert_agree(&scene, TextMode::Outlines, 1.0, 0.75, 0.001);
    assert_agree(&scene, TextMode::Text, 2.0, 0.4, 0.000_5);
}

/// resvg draws a pattern's tile to pixels and samples it with a filter that blurs, so that thin
/// lines and dots of a few pixels come out paler than they are; at twice the size that is gone.
#[test]
fn raster_and_svg_agree_with_patterns() {
    let scene = everything::scene(&everything::fixed_layers(), 0.0);
    assert_agree(&scene, TextMode::Text, 1.0, 2.2, 0.01);
    assert_agree(&scene, TextMode::Text, 2.0, 1.1, 0.000_5);
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

/// The whole figure with its relief, labels and boxes, at a small size.
///
/// The first day has hardly any pattern; what differs is how the relief's picture is sampled (a step
/// or two of a channel in many pixels) and thin lines. On the day of the ceasefire three hatches lie
/// over each other, whose tiles resvg rounds to whole pixels: at this size their lines are two pixels
/// apart and drift, so the limits are wide.
#[test]
fn the_default_figure_is_the_same_picture_in_both() {
    let (atlas, _) = builtin::open("karabakh-2020").expect("it is built in");
    let survey = Survey::new(atlas.expect("it has no errors"));
    let size = Some(Size::parse_pixels("480x270").expect("a size"));
    let plan = survey.plan(&Request { size, ..Request::default() }).expect("a plan");
    let composer = Composer::new(survey.atlas(), &plan, survey.coverage(), survey.typesetter());
    let scene = |day: &str| composer.scene(Day::parse(day).expect("a day"));
    let (first, ceasefire) = (scene("2020-09-27"), scene("2020-11-10"));
    assert_agree(&first, TextMode::Text, 1.0, 3.2, 0.0025);
    assert_agree(&ceasefire, TextMode::Text, 1.0, 4.4, 0.022);
}

/// Areas, lines and marks that a figure's author chose go through the same scene.
#[test]
fn figures_with_choices_of_their_own_are_the_same_picture_in_both() {
    let (atlas, _) = builtin::open("karabakh-2020").expect("it is built in");
    let survey = Survey::new(atlas.expect("it has no errors"));
    let size = Some(Size::parse_pixels("480x270").expect("a size"));
    for (figure, most_mean, most_far) in
        [("ceasefire-agreement", 4.4, 0.022), ("events", 4.4, 0.01), ("settlements", 4.4, 0.022)]
    {
        let request = Request { size, figure: Some(figure.to_owned()), ..Request::default() };
        let plan = survey.plan(&request).expect("a plan");
        let composer = Composer::new(survey.atlas(), &plan, survey.coverage(), survey.typesetter());
        println!("{figure}");
        assert_agree(&composer.scene(plan.date), TextMode::Text, 1.0, most_mean, most_far);
    }
}
