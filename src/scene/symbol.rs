//! Symbols of events, read from SVG files.
//!
//! A symbol is drawn in black on white in its file; on the map black becomes the ink and white the
//! ground that the theme gives. Other colors stay as they are.

mod guard;

use super::{Cap, Fill, Item, Join, Path, Segment, Stroke};
use crate::color::Color;
use crate::error::{Error, Result};
use crate::math::PagePoint;
use resvg::tiny_skia::{PathSegment, Transform};
use resvg::usvg;

/// Shapes in a box of one unit around the origin: the file's view box, its longer side from -0.5
/// to 0.5, y down.
#[derive(Clone, Debug)]
pub struct Symbol {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    Fill(Path, Color),
    Stroke(Path, Stroke),
}

/// Corners of all shapes of a symbol; each is painted for each event.
const MOST_CORNERS: usize = 50_000;

impl Part {
    fn path(&self) -> &Path {
        match self {
            Self::Fill(path, _) | Self::Stroke(path, _) => path,
        }
    }

    /// Whether it lies near the box, and its line can be drawn.
    fn is_sound(&self) -> bool {
        /// In sides of the box.
        const FAR: f64 = 1000.0;
        const FINEST: f64 = 0.002;
        let near = self.path().bounds().is_none_or(|bounds| {
            [bounds.x0, bounds.y0, bounds.x1, bounds.y1].iter().all(|side| side.abs() <= FAR)
        });
        let drawn = match self {
            Self::Fill(..) => true,
            Self::Stroke(_, stroke) => {
                let dash = &stroke.dash;
                let sound = dash.iter().all(|length| length.is_finite() && *length >= 0.0);
                stroke.width.is_finite()
                    && stroke.width <= FAR
                    && (dash.is_empty() || (sound && dash.iter().sum::<f64>() >= FINEST))
            }
        };
        near && drawn
    }
}

impl Symbol {
    /// Reads a symbol from an SVG file: filled and stroked shapes in plain colors. Shapes are
    /// filled by the even-odd rule, as everything in a scene is.
    ///
    /// # Errors
    /// [`Error::Request`] when the file is not SVG or holds something else than shapes (text,
    /// images, gradients, patterns, masks, clips, filters), nothing at all, or far too much.
    pub fn parse(svg: &[u8]) -> Result<Self> {
        // What the file refers to is not read: files are opened by `source::files` alone.
        let images = usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        };
        let options = usvg::Options { image_href_resolver: images, ..usvg::Options::default() };
        let text = guard::sound(svg)
            .map_err(|why| Error::request(format!("cannot read the symbol: {why}")))?;
        let tree = usvg::Tree::from_str(text, &options)
            .map_err(|error| Error::request(format!("cannot read the symbol: {error}")))?;
        let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
        let place = Place { width, height, side: width.max(height) };
        let mut parts = Vec::new();
        read_group(tree.root(), 1.0, &place, &mut parts)?;
        let corners: usize = parts.iter().map(|part| part.path().segments().len()).sum();
        if corners > MOST_CORNERS {
            return Err(refuse(&format!("{corners} corners, more than {MOST_CORNERS}")));
        }
        if !parts.iter().all(Part::is_sound) {
            return Err(refuse("shapes far outside its view box, or dashes too fine to be seen"));
        }
        if parts.is_empty() {
            return Err(Error::request("the symbol has no shapes"));
        }
        Ok(Self { parts })
    }

    /// The symbol on the page: its middle at `at`, its longer side `size` page units, black
    /// replaced by `ink` and white by `ground`.
    pub fn place(&self, at: PagePoint, size: f64, ink: Color, ground: Color) -> Vec<Item> {
        let map = |p: PagePoint| PagePoint::new(at.x + p.x * size, at.y + p.y * size);
        let dyed = |color: Color| {
            let dye = match (color.r, color.g, color.b) {
                (0, 0, 0) => ink,
                (255, 255, 255) => ground,
                _ => return color,
            };
            dye.with_opacity(dye.opacity() * color.opacity())
        };
        self.parts
            .iter()
            .map(|part| match part {
                Part::Fill(path, color) => Item::Fill(path.map(map), Fill::Solid(dyed(*color))),
                Part::Stroke(path, stroke) => {
                    let stroke = Stroke {
                        color: dyed(stroke.color),
                        width: stroke.width * size,
                        dash: stroke.dash.iter().map(|length| length * size).collect(),
                        ..*stroke
                    };
                    Item::Stroke(path.map(map), stroke)
                }
            })
            .collect()
    }
}

/// From the file's units to the unit box.
struct Place {
    width: f64,
    height: f64,
    side: f64,
}

impl Place {
    fn point(&self, transform: Transform, p: resvg::tiny_skia::Point) -> PagePoint {
        let (x, y) = (f64::from(p.x), f64::from(p.y));
        let t = transform;
        let (sx, kx, tx) = (f64::from(t.sx), f64::from(t.kx), f64::from(t.tx));
        let (ky, sy, ty) = (f64::from(t.ky), f64::from(t.sy), f64::from(t.ty));
        PagePoint::new(
            (sx * x + kx * y + tx - self.width / 2.0) / self.side,
            (ky * x + sy * y + ty - self.height / 2.0) / self.side,
        )
    }

    /// How much lengths shrink: the square root of what areas do.
    fn length(&self, t: Transform) -> f64 {
        let area = f64::from(t.sx) * f64::from(t.sy) - f64::from(t.kx) * f64::from(t.ky);
        area.abs().sqrt() / self.side
    }
}

fn refuse(what: &str) -> Error {
    Error::request(format!("the symbol has {what}; only shapes in plain colors can be drawn"))
}

fn read_group(
    group: &usvg::Group,
    opacity: f64,
    place: &Place,
    parts: &mut Vec<Part>,
) -> Result<()> {
    if group.clip_path().is_some() || group.mask().is_some() || !group.filters().is_empty() {
        return Err(refuse("a clip, mask or filter"));
    }
    let opacity = opacity * f64::from(group.opacity().get());
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => read_group(inner, opacity, place, parts)?,
            usvg::Node::Path(path) if path.is_visible() => read_path(path, opacity, place, parts)?,
            usvg::Node::Path(_) => {}
            usvg::Node::Image(_) => return Err(refuse("an image")),
            usvg::Node::Text(_) => return Err(refuse("text")),
        }
    }
    Ok(())
}

fn read_path(path: &usvg::Path, opacity: f64, place: &Place, parts: &mut Vec<Part>) -> Result<()> {
    let transform = path.abs_transform();
    let at = |p| place.point(transform, p);
    let outline = Path::new(
        path.data()
            .segments()
            .map(|segment| match segment {
                PathSegment::MoveTo(p) => Segment::Move(at(p)),
                PathSegment::LineTo(p) => Segment::Line(at(p)),
                PathSegment::QuadTo(a, p) => Segment::Quad(at(a), at(p)),
                PathSegment::CubicTo(a, b, p) => Segment::Cubic(at(a), at(b), at(p)),
                PathSegment::Close => Segment::Close,
            })
            .collect(),
    );
    let color = |paint: &usvg::Paint, own: usvg::Opacity| match paint {
        usvg::Paint::Color(c) => {
            Ok(Color::rgb(c.red, c.green, c.blue).with_opacity(f64::from(own.get()) * opacity))
        }
        _ => Err(refuse("a gradient or pattern")),
    };
    if let Some(fill) = path.fill() {
        parts.push(Part::Fill(outline.clone(), color(fill.paint(), fill.opacity())?));
    }
    if let Some(stroke) = path.stroke() {
        let scale = place.length(transform);
        let dash = stroke.dasharray().unwrap_or_default();
        parts.push(Part::Stroke(
            outline,
            Stroke {
                color: color(stroke.paint(), stroke.opacity())?,
                width: f64::from(stroke.width().get()) * scale,
                dash: dash.iter().map(|&length| f64::from(length) * scale).collect(),
                cap: match stroke.linecap() {
                    usvg::LineCap::Round => Cap::Round,
                    usvg::LineCap::Butt | usvg::LineCap::Square => Cap::Butt,
                },
                join: match stroke.linejoin() {
                    usvg::LineJoin::Round => Join::Round,
                    _ => Join::Miter,
                },
            },
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Rect;

    /// Entities in entities, uses of what uses, nesting without end, style sheets that take forever,
    /// numbers beyond all bounds: told at once, not unfolded.
    #[test]
    fn what_unfolds_without_end_is_refused() {
        let head = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
            viewBox="0 0 9 9">"#;
        let uses = |i: usize| format!(r##"<use href="#g{i}"/>"##).repeat(10);
        let bomb: String =
            (1..12).map(|i| format!(r#"<g id="g{i}">{}</g>"#, uses(i - 1))).collect();
        let box_ = r#"<rect width="9" height="9"/>"#;
        let rules = ".a{fill:red}".repeat(20_000);
        let cases = [
            (format!("{head}<g id=\"g0\">{box_}</g>{bomb}</svg>"), "unfolds to more"),
            (format!(r##"{head}<g id="g"><use xlink:href="#g"/></g></svg>"##), "use themselves"),
            (format!("{head}{}{box_}{}</svg>", "<g>".repeat(9000), "</g>".repeat(9000)), "nested"),
            (format!("<!DOCTYPE svg [<!ENTITY a \"b\">]>{head}{box_}</svg>"), "entities"),
            (format!("{head}<style>{rules}</style>{}</svg>", box_.repeat(9000)), "rules of style"),
            (format!("{head}{}</svg>", " ".repeat(2 << 20)), "bytes"),
            (format!(r#"{head}<path d="M0 0L1e30 1e30L1 0z"/></svg>"#), "far outside"),
            (
                format!(r#"{head}<path d="M0 0H9" stroke="red" stroke-dasharray="1e-7"/></svg>"#),
                "too fine",
            ),
        ];
        for (svg, words) in cases {
            let said = Symbol::parse(svg.as_bytes()).map(|_| ()).unwrap_err().to_string();
            assert!(said.contains(words), "{words}: {said}");
        }
    }

    const FLAG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">
        <g transform="translate(10 0)" opacity=".5"><rect width="10" height="10"/></g>
        <path d="M0 5H10" stroke="#fff" stroke-width="2" fill="none"/>
        <circle cx="5" cy="5" r="2" fill="#c00"/></svg>"##;

    #[test]
    fn shapes_are_placed_and_dyed() {
        let symbol = Symbol::parse(FLAG.as_bytes()).expect("a symbol");
        let (ink, ground) = (Color::rgb(1, 2, 3), Color::rgb(4, 5, 6));
        let items = symbol.place(PagePoint::new(100.0, 50.0), 40.0, ink, ground);
        let [Item::Fill(square, dye), Item::Stroke(_, line), Item::Fill(_, red)] = &items[..]
        else {
            panic!("{items:?}");
        };
        assert_eq!(square.bounds(), Some(Rect::from_size(100.0, 40.0, 20.0, 20.0)));
        assert_eq!(*dye, Fill::Solid(Color { a: 128, ..ink }));
        assert_eq!((line.color, line.width), (ground, 4.0));
        assert_eq!(*red, Fill::Solid(Color::rgb(0xcc, 0, 0)));
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let wrap = |inside: &str| {
            format!(
                r##"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside}</svg>"##
            )
        };
        let gradient = wrap(
            r##"<linearGradient id="a"><stop offset="0"/><stop offset="1" stop-color="red"/>
            </linearGradient><rect width="9" height="9" fill="url(#a)"/>"##,
        );
        for file in [&gradient, &wrap(""), "not svg"] {
            assert!(matches!(Symbol::parse(file.as_bytes()), Err(Error::Request(_))), "{file}");
        }
        assert!(Symbol::parse(&[0xff, 0x1f, 0x8b, 0]).is_err());
        assert!(
            Symbol::parse(wrap(r#"<image href="/etc/hostname" width="9" height="9"/>"#).as_bytes())
                .is_err()
        );
    }
}
