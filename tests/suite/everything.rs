//! A scene with everything that a scene can hold, for tests that compare painters.

use salient::color::Color;
use salient::math::{PagePoint, Rect};
use salient::scene::*;
use std::sync::Arc;

fn p(x: f64, y: f64) -> PagePoint {
    PagePoint::new(x, y)
}

fn fixed(group: Group) -> Layer {
    Layer { group: Arc::new(group), fixed: true }
}

fn changing(group: Group) -> Layer {
    Layer { group: Arc::new(group), fixed: false }
}

/// A run in the middle of `position`.
pub fn words(text: &str, x: f64, y: f64, size: f64) -> TextRun {
    TextRun {
        text: text.into(),
        position: p(x, y),
        anchor: Anchor::Start,
        size,
        weight: Weight::Regular,
        italic: false,
        tracking: 0.0,
        color: Color::rgb(20, 20, 30),
        halo: None,
        along: None,
    }
}

/// A wavy ring around a place, with `n` corners.
pub fn blob(cx: f64, cy: f64, radius: f64, n: u32) -> Path {
    let points: Vec<PagePoint> = (0..n)
        .map(|i| {
            let angle = f64::from(i) / f64::from(n) * std::f64::consts::TAU;
            let r = radius * (1.0 + 0.15 * (5.0 * angle).sin() + 0.05 * (17.0 * angle).cos());
            p(cx + r * angle.cos(), cy + r * angle.sin())
        })
        .collect();
    Path::polygon(&points)
}

fn relief() -> Image {
    let (width, height) = (60, 40);
    let rgba = (0..width * height)
        .flat_map(|i: u32| {
            let (x, y) = (i % width, i / width);
            let v = (128.0 + 60.0 * (f64::from(x) / 6.0).sin() * (f64::from(y) / 5.0).cos()) as u8;
            [v, v, v.saturating_add(20), if x < 20 { 255 } else { 160 }]
        })
        .collect();
    Image {
        pixels: Arc::new(Pixels { width, height, rgba }),
        rect: Rect::from_size(400.0, 20.0, 150.0, 100.0),
    }
}

fn ground() -> Group {
    let sea = Fill::Solid(Color::rgb(0xdd, 0xe8, 0xee));
    let land = Path::join([blob(200.0, 200.0, 150.0, 400), blob(200.0, 200.0, 40.0, 60)]);
    Group::new(
        "ground",
        vec![
            Item::Fill(Path::rect(Rect::from_size(0.0, 0.0, 600.0, 400.0)), sea),
            Item::Fill(land.clone(), Fill::Solid(Color::rgb(0xf4, 0xf1, 0xe8))),
            Item::Image(relief()),
            Item::Stroke(land, Stroke::new(Color::rgb(0x88, 0x99, 0xaa), 0.6)),
        ],
    )
}

/// Two areas with a slanted common border, and patterns; `shift` moves what changes with the day.
fn control(shift: f64) -> Group {
    let (red, blue) = (Color::rgb(0xc8, 0x3c, 0x3c), Color::rgb(0x3c, 0x64, 0xc8));
    let left = [p(60.0, 100.0), p(170.0 + shift, 90.0), p(210.0, 300.0), p(70.0, 280.0)];
    let right = [p(170.0 + shift, 90.0), p(330.0, 120.0), p(320.0, 290.0), p(210.0, 300.0)];
    let stripes = Stripes { colors: [red, blue], band: 4.0, angle: 45.0 };
    Group::new(
        "control",
        vec![
            Item::Fill(Path::polygon(&left), Fill::Solid(red)),
            Item::Fill(Path::polygon(&right), Fill::Solid(blue)),
            Item::Fill(
                Path::polygon(&[p(70.0, 280.0), p(210.0, 300.0), p(140.0, 350.0)]),
                Fill::Stripes(stripes),
            ),
        ],
    )
    .summed()
    .with_opacity(0.6)
}

fn patterns() -> Group {
    let hatch = |angle, spacing, width| {
        Fill::Hatch(Hatch { color: Color::rgb(0x30, 0x30, 0x80), width, spacing, angle })
    };
    let dots = |ring| {
        Fill::Dots(Dots { color: Color::rgb(0x80, 0x20, 0x20), radius: 2.0, spacing: 8.0, ring })
    };
    Group::new(
        "patterns",
        vec![
            Item::Fill(blob(430.0, 190.0, 45.0, 90), hatch(45.0, 6.0, 1.5)),
            Item::Fill(blob(530.0, 190.0, 45.0, 90), hatch(-30.0, 5.5, 1.2)),
            Item::Fill(blob(430.0, 300.0, 45.0, 90), dots(None)),
            Item::Fill(blob(530.0, 300.0, 45.0, 90), dots(Some(0.8))),
            Item::Fill(
                Path::round_rect(Rect::from_size(20.0, 20.0, 60.0, 40.0), 8.0),
                hatch(0.0, 4.0, 1.0),
            ),
            Item::Fill(Path::circle(p(120.0, 40.0), 20.0), hatch(90.0, 4.0, 2.0)),
        ],
    )
}

fn lines(shift: f64) -> Group {
    let front = [p(170.0 + shift, 90.0), p(190.0, 170.0), p(180.0, 230.0), p(210.0, 300.0)];
    let far = [p(-2e5, 395.0), p(3e5, 340.0)];
    let mut miter = Stroke::new(Color::rgb(0, 90, 60), 3.0);
    miter.join = Join::Miter;
    miter.cap = Cap::Butt;
    Group::new(
        "lines",
        vec![
            Item::Stroke(Path::line(&front), Stroke::new(Color::WHITE, 5.0)),
            Item::Stroke(Path::line(&front), Stroke::new(Color::rgb(90, 0, 0), 2.0)),
            Item::Stroke(
                blob(200.0, 200.0, 170.0, 200),
                Stroke::new(Color::rgb(60, 60, 60), 1.2).dashed([6.0, 3.0, 1.0, 3.0]),
            ),
            Item::Stroke(
                Path::line(&far),
                Stroke::new(Color::rgb(0, 0, 160), 1.5).dashed([9.0, 5.0]),
            ),
            Item::Stroke(
                Path::line(&[p(250.0, 20.0), p(270.0, 60.0), p(290.0, 20.0), p(310.0, 60.0)]),
                miter,
            ),
            Item::Stroke(
                Path::line(&[p(330.0, 20.0), p(340.0, 60.0), p(360.0, 20.0), p(380.0, 60.0)]),
                Stroke::new(Color { a: 120, ..Color::rgb(200, 0, 200) }, 7.0),
            ),
        ],
    )
}

fn cut() -> Group {
    let star = Path::polygon(&[
        p(300.0, 300.0),
        p(360.0, 390.0),
        p(260.0, 330.0),
        p(340.0, 330.0),
        p(240.0, 390.0),
    ]);
    let inside = vec![
        Item::Fill(
            Path::rect(Rect::from_size(200.0, 280.0, 200.0, 110.0)),
            Fill::Solid(Color::rgb(0xe0, 0xb0, 0x40)),
        ),
        Item::Stroke(
            Path::line(&[p(200.0, 350.0), p(400.0, 330.0)]),
            Stroke::new(Color::BLACK, 4.0),
        ),
    ];
    let frame = Path::rect(Rect::from_size(20.5, 310.25, 41.0, 60.0));
    let behind = vec![
        Item::Fill(blob(40.0, 340.0, 40.0, 70), Fill::Solid(Color::rgb(0x60, 0xa0, 0x60))),
        Item::Stroke(blob(40.0, 340.0, 28.0, 70), Stroke::new(Color::BLACK, 3.0)),
        Item::Stroke(
            Path::line(&[p(0.0, 300.0), p(90.0, 380.0)]),
            Stroke::new(Color::rgb(255, 0, 0), 3.0).dashed([5.0, 4.0]),
        ),
        Item::Text(words("cut off", 25.0, 345.0, 18.0)),
    ];
    Group::new(
        "cut",
        vec![
            Item::Group(Group::new("star", inside).clipped(star)),
            Item::Group(Group::new("frame", behind).clipped(frame)),
        ],
    )
}

fn labels() -> Group {
    let halo = Some(Halo { color: Color { a: 220, ..Color::WHITE }, width: 1.6 });
    let label = |text: &str, x, y, size| TextRun { halo, ..words(text, x, y, size) };
    let bold =
        TextRun { weight: Weight::Bold, ..label("Stepanakert / Xankəndi", 180.0, 160.0, 13.0) };
    let water = TextRun { italic: true, tracking: 3.0, ..words("Lake Sevan", 90.0, 120.0, 11.0) };
    let middle = TextRun {
        anchor: Anchor::Middle,
        ..label("Şuşa, Ağdam, İmişli, ışıq", 200.0, 200.0, 15.0)
    };
    let end = TextRun {
        anchor: Anchor::End,
        ..label("Ստեփանակերտ Շուշի (AV)", 330.0, 230.0, 14.0)
    };
    let cyrillic = label("Нагорный Карабах → Лачин ● თბილისი", 60.0, 260.0, 12.0);
    let mixed =
        TextRun { weight: Weight::Bold, ..label("ԱՐՑԱԽ / ARTSAKH <&>", 210.0, 320.0, 16.0) };
    let arc = (0..=40).map(|i| {
        let (x, y) = (f64::from(i) * 4.0, f64::from(i - 20));
        p(120.0 + x, 375.0 + y * y / 14.0)
    });
    let along = TextRun {
        anchor: Anchor::Middle,
        italic: true,
        tracking: 1.5,
        along: Line::new(arc),
        ..label("Bargushad", 0.0, 0.0, 13.0)
    };
    let arabic = label("نهر الكر (12) Kura", 300.0, 60.0, 15.0);
    let hebrew = TextRun { weight: Weight::Bold, ..label("Baku באקו 1918", 300.0, 82.0, 13.0) };
    let runs = [bold, water, middle, end, cyrillic, mixed, along, arabic, hebrew];
    Group::new("labels", runs.map(Item::Text).to_vec())
}

/// The scene of a day: `shift` page units tell days apart. Fixed layers are made once by
/// [`fixed_layers`].
pub fn scene(fixed: &[Layer; 3], shift: f64) -> Scene {
    let [ground, patterns, labels] = fixed.clone();
    Scene {
        width: 600.0,
        height: 400.0,
        title: "Everything & <all>".into(),
        description: "A scene with everything that a scene can hold.\u{1}".into(),
        layers: vec![
            ground,
            changing(control(shift)),
            patterns,
            changing(lines(shift)),
            changing(cut()),
            labels,
            changing(Group::new(
                "date",
                vec![Item::Text(words("2020-11-10 office", 440.0, 385.0, 16.0))],
            )),
        ],
    }
}

/// Ground, patterns and labels: the same on every day.
pub fn fixed_layers() -> [Layer; 3] {
    [fixed(ground()), fixed(patterns()), fixed(labels())]
}
