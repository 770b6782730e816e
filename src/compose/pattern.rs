//! How each way of holding ground is drawn: the same on map and legend.

use super::lattice::Lattice;
use crate::color::Color;
use crate::dataset::{Dating, OverlayKind, PartyId, Status};
use crate::figure::Plan;
use crate::math::{PagePoint, Rect};
use crate::scene::{Cap, Dots, Fill, Hatch, Item, Path, Segment, Stripes, Stroke};
use crate::style::{AreaStyle, Ink, Outline, PatternKind, Texture, Tint};
use std::collections::BTreeMap;

/// A tint, a pattern over it, and a line around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// Whose tint lies below.
    pub tint: Option<PartyId>,
    /// The pattern above.
    pub pattern: Option<Pattern>,
    /// The line around.
    pub outline: Option<Stroke>,
}

/// What an area is covered with.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// Paints, one over the other.
    Paints(Vec<Fill>),
    /// Whole marks in rows.
    Marks(Mark, Lattice),
}

/// One mark of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled dot: radius.
    Dot(f64, Color),
    /// A hollow dot: radius and line.
    Ring(f64, Stroke),
    /// A level line: half its length, and the line.
    Dash(f64, Stroke),
    /// A slanted cross: half its width, and the line.
    Cross(f64, Stroke),
    /// A triangle: half its width.
    Triangle(f64, Color),
}

impl Pattern {
    /// The pattern over an area.
    pub fn draw(&self, area: &Path) -> Vec<Item> {
        match self {
            Self::Paints(fills) => {
                fills.iter().map(|fill| Item::Fill(area.clone(), *fill)).collect()
            }
            Self::Marks(mark, lattice) => mark.draw(&lattice.places(area)).into_iter().collect(),
        }
    }

    /// The pattern in a swatch: marks stand around its middle, and only those that fit.
    pub fn sample(&self, swatch: Rect) -> Vec<Item> {
        match self {
            Self::Paints(_) => self.draw(&Path::rect(swatch)),
            Self::Marks(mark, lattice) => {
                let room = swatch.grow(-mark.radius());
                // One row, as many as fit, in the middle.
                let more = (room.width() / lattice.spacing).floor().max(0.0);
                let mut origin = swatch.center();
                origin.x -= more / 2.0 * lattice.spacing;
                let lattice = Lattice { origin, ..*lattice };
                mark.draw(&lattice.places(&Path::rect(room))).into_iter().collect()
            }
        }
    }
}

impl Mark {
    /// How far the middle of the mark's line is from its middle.
    fn radius(&self) -> f64 {
        match self {
            Self::Dot(radius, _)
            | Self::Ring(radius, _)
            | Self::Dash(radius, _)
            | Self::Cross(radius, _)
            | Self::Triangle(radius, _) => *radius,
        }
    }

    /// The mark at all places, as one item.
    fn draw(&self, places: &[PagePoint]) -> Option<Item> {
        let radius = self.radius();
        let segments: Vec<Segment> =
            places.iter().flat_map(|at| self.outline(*at, radius)).collect();
        if segments.is_empty() {
            return None;
        }
        let path = Path::new(segments);
        Some(match self {
            Self::Dot(_, color) | Self::Triangle(_, color) => Item::Fill(path, Fill::Solid(*color)),
            Self::Ring(_, stroke) | Self::Dash(_, stroke) | Self::Cross(_, stroke) => {
                Item::Stroke(path, stroke.clone())
            }
        })
    }

    fn outline(&self, at: PagePoint, r: f64) -> Vec<Segment> {
        let p = |x: f64, y: f64| PagePoint::new(at.x + x * r, at.y + y * r);
        let path = match self {
            Self::Dot(..) | Self::Ring(..) => Path::circle(at, r),
            Self::Dash(..) => Path::line(&[p(-1.0, 0.0), p(1.0, 0.0)]),
            Self::Cross(..) => Path::join([
                Path::line(&[p(-0.75, -0.75), p(0.75, 0.75)]),
                Path::line(&[p(-0.75, 0.75), p(0.75, -0.75)]),
            ]),
            Self::Triangle(..) => Path::polygon(&[p(0.0, -0.95), p(0.9, 0.65), p(-0.9, 0.65)]),
        };
        path.segments().to_vec()
    }
}

/// How ground held in a way looks.
pub fn of_status(
    plan: &Plan,
    unit: f64,
    party: PartyId,
    status: &Status,
    other: Option<PartyId>,
) -> Look {
    let style = named(&plan.theme.status, status.as_str());
    let own = plan.color(party);
    let other_color = other.map(|other| plan.color(other));
    let tint = match style.tint {
        Tint::None => None,
        Tint::Own => Some(party),
        Tint::Other => other,
    };
    let ink = ink(plan, &style, own, other_color);
    Look {
        tint,
        pattern: pattern(
            plan,
            unit,
            &style,
            ink,
            [own, other_color.unwrap_or(plan.theme.page.paper)],
        ),
        outline: outline(&style, ink, plan.theme.control.outline * unit, unit),
    }
}

/// The pattern over ground whose dates are not sure.
pub fn of_dating(plan: &Plan, unit: f64, dating: Dating) -> Option<Pattern> {
    let style = named(&plan.theme.status, &format!("date-{}", dating.as_str()?));
    let muted = plan.theme.page.muted;
    pattern(plan, unit, &style, ink(plan, &style, muted, None), [muted, plan.theme.page.paper])
}

/// How an overlay's area looks; `color` is its party's.
pub fn of_overlay(plan: &Plan, unit: f64, kind: &OverlayKind, color: Color) -> Look {
    let style = named(&plan.theme.overlay_area, kind.as_str());
    let ink = ink(plan, &style, color, None);
    let width = plan.theme.pattern.corridor_width * unit;
    let own = style.opacity.clamp(0.0, 1.0);
    Look {
        tint: None,
        pattern: pattern(plan, unit, &style, ink, [color, Color::WHITE]),
        // Only the inside is see-through.
        outline: outline(&style, ink.with_opacity(ink.opacity() / own.max(0.01)), width, unit),
    }
}

/// The style of a status or kind; words without one have that of `other`.
fn named(styles: &BTreeMap<String, AreaStyle>, name: &str) -> AreaStyle {
    styles.get(name).or_else(|| styles.get("other")).cloned().unwrap_or_default()
}

fn ink(plan: &Plan, style: &AreaStyle, own: Color, other: Option<Color>) -> Color {
    let color = match style.ink {
        Ink::Own => own,
        Ink::Other => other.unwrap_or(own),
        Ink::Muted => plan.theme.page.muted,
        Ink::Color(color) => color,
    };
    color.with_opacity(color.opacity() * style.opacity)
}

fn outline(style: &AreaStyle, ink: Color, width: f64, unit: f64) -> Option<Stroke> {
    let line = Stroke::new(ink, width);
    match style.outline {
        Outline::None => None,
        Outline::Solid => Some(line),
        Outline::Dashed => Some(line.dashed([5.0 * unit, 4.0 * unit])),
        Outline::Dotted => Some(line.dashed([width, 1.4 * width])),
    }
}

/// The pattern of a style in a color; `pair` are the colors of stripes.
fn pattern(
    plan: &Plan,
    unit: f64,
    style: &AreaStyle,
    ink: Color,
    pair: [Color; 2],
) -> Option<Pattern> {
    let keys = &plan.theme.pattern;
    let slanted = |side: f64| {
        Fill::Hatch(Hatch {
            color: ink,
            width: keys.hatch_width * unit,
            spacing: keys.hatch_spacing * unit,
            angle: keys.hatch_angle * side,
        })
    };
    let thin = |angle: f64| {
        Fill::Hatch(Hatch {
            color: ink,
            width: keys.mandate_width * unit,
            spacing: keys.mandate_spacing * unit,
            angle,
        })
    };
    let paints = |fills: &[Fill]| Some(Pattern::Paints(fills.to_vec()));
    let rows = |mark: Mark, spacing: f64| Some(rows(mark, spacing * unit));
    let (radius, half) = (keys.dot_radius * unit, keys.mark_size / 2.0 * unit);
    let line = |width: f64| Stroke { cap: Cap::Butt, ..Stroke::new(ink, width * unit) };
    let strong = (keys.hatch_width + keys.dot_ring) / 2.0;
    match style.pattern {
        PatternKind::None => None,
        PatternKind::Solid => paints(&[Fill::Solid(ink)]),
        PatternKind::Hatch => paints(&[slanted(1.0)]),
        PatternKind::BackHatch => paints(&[slanted(-1.0)]),
        PatternKind::CrossHatch => paints(&[slanted(1.0), slanted(-1.0)]),
        PatternKind::Horizontal => paints(&[thin(0.0)]),
        PatternKind::Vertical => paints(&[thin(90.0)]),
        PatternKind::Grid => paints(&[thin(0.0), thin(90.0)]),
        PatternKind::Stripes => {
            let colors = pair.map(|color| color.with_opacity(color.opacity() * style.opacity));
            paints(&[stripes(plan, unit, colors)])
        }
        PatternKind::Dots => rows(Mark::Dot(0.72 * radius, ink), keys.dot_spacing),
        PatternKind::Rings => Some(rings(plan, unit, ink)),
        PatternKind::Dashes => rows(Mark::Dash(half, line(strong)), keys.mark_spacing),
        PatternKind::Crosses => rows(Mark::Cross(half, line(strong)), keys.mark_spacing),
        PatternKind::Triangles => rows(Mark::Triangle(half, ink), keys.mark_spacing),
    }
}

/// The texture over a party's tint, in a theme that tells parties apart by more than color.
pub fn of_party(plan: &Plan, unit: f64, party: PartyId) -> Option<Fill> {
    let style = &plan.theme.control;
    let color = plan.color(party);
    let (width, spacing) = (style.texture_width * unit, style.texture_spacing * unit);
    let lines = |angle| Some(Fill::Hatch(Hatch { color, width, spacing, angle }));
    match style.texture(usize::from(party.0)) {
        Texture::Plain => None,
        Texture::Rising => lines(45.0),
        Texture::Falling => lines(-45.0),
        Texture::Level => lines(0.0),
        Texture::Upright => lines(90.0),
        Texture::Dots => Some(Fill::Dots(Dots { color, radius: width * 0.5, spacing, ring: None })),
    }
}

/// Bands of two colors.
pub fn stripes(plan: &Plan, unit: f64, colors: [Color; 2]) -> Fill {
    let opacity = plan.theme.control.recent;
    Fill::Stripes(Stripes {
        colors: colors.map(|color| color.with_opacity(opacity * color.opacity())),
        band: plan.theme.pattern.stripe_band * unit,
        angle: plan.theme.pattern.hatch_angle,
    })
}

/// Rings in rows.
pub fn rings(plan: &Plan, unit: f64, color: Color) -> Pattern {
    let keys = &plan.theme.pattern;
    let line = Stroke { cap: Cap::Butt, ..Stroke::new(color, keys.dot_ring * unit) };
    rows(Mark::Ring(keys.dot_radius * unit, line), keys.dot_spacing * unit)
}

/// Marks on the page's own rows.
pub fn rows(mark: Mark, spacing: f64) -> Pattern {
    let origin = PagePoint::default();
    Pattern::Marks(mark, Lattice { origin, spacing, row: spacing * Dots::ROW })
}
