//! Symbols of units: frame, icon and size after APP-6(D) and MIL-STD-2525D, drawn as paths.

use super::legend::Key;
use super::pen::Pen;
use crate::color::Color;
use crate::dataset::{Affiliation, Atlas, Echelon, Function, Place, UnitSymbol};
use crate::figure::Plan;
use crate::math::{Day, PagePoint, Rect};
use crate::projection::Viewport;
use crate::scene::{Anchor, Fill, Group, Item, Path, Segment, Stroke, Weight};
use crate::style::{Words, fill};
use std::collections::BTreeSet;

/// The units of a day, with their names; returns also the room that is taken with them.
pub fn of_day(
    pen: &Pen<'_>,
    atlas: &Atlas,
    viewport: &Viewport,
    clear: Rect,
    day: Day,
    taken: &[Rect],
) -> (Group, Vec<Rect>) {
    let mut taken = taken.to_vec();
    let mut items = Vec::new();
    let units: Vec<_> = on_map(pen, atlas, viewport, clear, day).collect();
    let size = pen.plan.theme.unit.size * pen.unit;
    taken.extend(units.iter().map(|(_, unit, at)| room(*unit, *at, size)));
    for (place, unit, at) in units {
        items.extend(draw(pen, unit, at, size));
        items.push(name(pen, place, room(unit, at, size), clear, &mut taken));
    }
    (Group::new("units", items), taken)
}

/// What the legend explains of the units of a day.
pub fn keys(
    pen: &Pen<'_>,
    atlas: &Atlas,
    viewport: &Viewport,
    clear: Rect,
    day: Day,
) -> BTreeSet<Key> {
    on_map(pen, atlas, viewport, clear, day).map(|(_, unit, _)| Key::Unit(unit)).collect()
}

/// Everything that [`keys`] may ever give.
pub fn possible_keys(plan: &Plan, atlas: &Atlas) -> BTreeSet<Key> {
    let wanted = plan.drawing.layers.units;
    atlas.places.iter().filter(|_| wanted).filter_map(|place| place.symbol).map(Key::Unit).collect()
}

fn on_map<'a>(
    pen: &Pen<'_>,
    atlas: &'a Atlas,
    viewport: &'a Viewport,
    clear: Rect,
    day: Day,
) -> impl Iterator<Item = (&'a Place, UnitSymbol, PagePoint)> + use<'a> {
    let wanted = pen.plan.drawing.layers.units;
    let there = move |place: &&Place| wanted && place.validity.contains(day);
    atlas.places.iter().filter(there).filter_map(move |place| {
        let at = viewport.page(place.position).filter(|at| clear.contains(*at))?;
        Some((place, place.symbol?, at))
    })
}

/// The room of the symbols of all units of the figure, whatever the day.
pub fn rooms<'a>(
    pen: &Pen<'_>,
    atlas: &'a Atlas,
    viewport: &'a Viewport,
) -> impl Iterator<Item = (&'a Place, Rect)> + use<'a> {
    let wanted = pen.plan.drawing.layers.units;
    let size = pen.plan.theme.unit.size * pen.unit;
    atlas.places.iter().filter(move |_| wanted).filter_map(move |place| {
        Some((place, room(place.symbol?, viewport.page(place.position)?, size)))
    })
}

/// `Infantry brigade (neutral)`.
pub fn words(table: &Words, unit: UnitSymbol) -> String {
    let word = |name: &str| {
        let key = name.replace('-', "_");
        table.unit.get(&key).map_or_else(|| name.to_owned(), Clone::clone)
    };
    let template = |key: &str| table.unit.get(key).map_or("", String::as_str);
    let function = word(unit.function.as_str());
    let what = match (unit.function, unit.echelon) {
        (_, None) => function,
        (Function::Unspecified, Some(echelon)) => sentence(&word(echelon.as_str())),
        (_, Some(echelon)) => {
            let values = [("function", &*function), ("echelon", &*word(echelon.as_str()))];
            fill(template("sized"), &values)
        }
    };
    let values = [("unit", &*what), ("affiliation", &*word(unit.affiliation.as_str()))];
    fill(template("sided"), &values)
}

/// With a capital at the start.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The sample of the legend.
pub fn sample(pen: &Pen<'_>, unit: UnitSymbol, rect: Rect) -> Vec<Item> {
    let whole = room(unit, PagePoint::default(), 1.0);
    let size = (rect.height() / whole.height()).min(rect.width() / whole.width());
    let middle = whole.center();
    let at = PagePoint::new(rect.center().x - middle.x * size, rect.center().y - middle.y * size);
    draw(pen, unit, at, size)
}

/// A unit's name beside its symbol, where it covers the least.
fn name(pen: &Pen<'_>, place: &Place, own: Rect, clear: Rect, taken: &mut Vec<Rect>) -> Item {
    let theme = &pen.plan.theme;
    let letters = pen.letters(theme.label.village, Weight::Bold, theme.page.ink);
    let (width, gap) = (pen.width(&place.name, letters), 3.0 * pen.unit);
    let middle = own.center();
    let height = 1.16 * letters.size;
    let candidates = [
        (own.x1 + gap, middle.y - height / 2.0),
        (own.x0 - gap - width, middle.y - height / 2.0),
        (middle.x - width / 2.0, own.y1 + gap / 2.0),
        (middle.x - width / 2.0, own.y0 - height),
    ];
    let rect = |(x, y): (f64, f64)| Rect::from_size(x, y, width, height);
    let cost = |at: &(f64, f64)| {
        let own = rect(*at);
        let covered = taken.iter().filter(|other| own.overlaps(other)).count();
        covered + if clear.encloses(&own) { 0 } else { 100 }
    };
    let best = candidates.into_iter().min_by_key(cost).unwrap_or((own.x1 + gap, own.y0));
    let rect = rect(best);
    taken.push(rect);
    let baseline = PagePoint::new(rect.x0, rect.y1 - letters.size * 0.24);
    let mut run = pen.run(&place.name, baseline, Anchor::Start, letters);
    run.halo = pen.halo();
    Item::Text(run)
}

/// Half the width and half the height of a frame in heights of a friendly one.
fn half(affiliation: Affiliation) -> (f64, f64) {
    match affiliation {
        Affiliation::Friend => (0.75, 0.5),
        Affiliation::Hostile => (0.72, 0.72),
        Affiliation::Neutral => (0.55, 0.55),
        Affiliation::Unknown => (0.72, 0.72),
    }
}

/// The room of a symbol.
fn room(unit: UnitSymbol, at: PagePoint, size: f64) -> Rect {
    let (x, y) = half(unit.affiliation);
    let above = if unit.echelon.is_some() { 0.44 } else { 0.06 };
    // An army's sign is wider than a square frame.
    let x = if unit.echelon.is_some() { x.max(0.6) } else { x };
    let below = if unit.function == Function::Headquarters { 0.6 } else { 0.06 };
    Rect {
        x0: at.x - (x + 0.06) * size,
        y0: at.y - (y + above) * size,
        x1: at.x + (x + 0.06) * size,
        y1: at.y + (y + below) * size,
    }
}

fn draw(pen: &Pen<'_>, unit: UnitSymbol, at: PagePoint, size: f64) -> Vec<Item> {
    let style = &pen.plan.theme.unit;
    let p = |x: f64, y: f64| PagePoint::new(at.x + x * size, at.y + y * size);
    let width = (style.width * size / style.size.max(1e-9)).min(style.width * pen.unit);
    let line = Stroke::new(style.ink, width);
    let ground = match unit.affiliation {
        Affiliation::Friend => style.friend,
        Affiliation::Hostile => style.hostile,
        Affiliation::Neutral => style.neutral,
        Affiliation::Unknown => style.unknown,
    };
    let frame = frame(unit.affiliation, &p);
    let halo = Stroke::new(Color::WHITE.with_opacity(0.85), 3.0 * width);
    let mut lines: Vec<Path> = Vec::new();
    let (hx, hy) = half(unit.affiliation);
    if unit.function == Function::Headquarters {
        // The staff: its foot is where the headquarters is.
        let (left, top) = match unit.affiliation {
            Affiliation::Friend | Affiliation::Neutral => (-hx, hy),
            Affiliation::Hostile => (-hx, 0.0),
            Affiliation::Unknown => (-0.39, 0.39),
        };
        lines.push(Path::line(&[p(left, top), p(left, hy + 0.55)]));
    }
    let mut items = vec![Item::Stroke(frame.clone(), halo)];
    items.extend(lines.iter().map(|path| Item::Stroke(path.clone(), line.clone())));
    items.push(Item::Fill(frame.clone(), Fill::Solid(ground)));
    items.extend(icon(unit, &p).into_iter().map(|(path, filled)| match filled {
        true => Item::Fill(path, Fill::Solid(style.ink)),
        false => Item::Stroke(path, line.clone()),
    }));
    items.push(Item::Stroke(frame, line.clone()));
    let sign = echelon(unit.echelon, -hy - 0.24, &p);
    if !sign.is_empty() {
        items.push(Item::Stroke(
            sign.clone(),
            Stroke::new(Color::WHITE.with_opacity(0.85), 2.6 * width),
        ));
        items.push(Item::Stroke(sign, line));
    }
    items
}

fn frame(affiliation: Affiliation, p: &impl Fn(f64, f64) -> PagePoint) -> Path {
    let (x, y) = half(affiliation);
    match affiliation {
        Affiliation::Friend | Affiliation::Neutral => {
            Path::polygon(&[p(-x, -y), p(x, -y), p(x, y), p(-x, y)])
        }
        Affiliation::Hostile => Path::polygon(&[p(0.0, -y), p(x, 0.0), p(0.0, y), p(-x, 0.0)]),
        Affiliation::Unknown => {
            // Four arcs over the sides of a square, each a cubic curve.
            let c = 0.39;
            let k = 0.45;
            Path::new(vec![
                Segment::Move(p(-c, -c)),
                Segment::Cubic(p(-c, -c - k), p(c, -c - k), p(c, -c)),
                Segment::Cubic(p(c + k, -c), p(c + k, c), p(c, c)),
                Segment::Cubic(p(c, c + k), p(-c, c + k), p(-c, c)),
                Segment::Cubic(p(-c - k, c), p(-c - k, -c), p(-c, -c)),
                Segment::Close,
            ])
        }
    }
}

/// Paths of an icon, each with whether it is filled.
fn icon(unit: UnitSymbol, p: &impl Fn(f64, f64) -> PagePoint) -> Vec<(Path, bool)> {
    // Where lines from corner to corner end on the frame.
    let (x, y) = match unit.affiliation {
        Affiliation::Friend => (0.75, 0.5),
        Affiliation::Hostile => (0.36, 0.36),
        Affiliation::Neutral => (0.55, 0.55),
        Affiliation::Unknown => (0.39, 0.39),
    };
    let line = |ax: f64, ay: f64, bx: f64, by: f64| (Path::line(&[p(ax, ay), p(bx, by)]), false);
    let saltire = || vec![line(-x, -y, x, y), line(-x, y, x, -y)];
    let oval = || {
        let (a, b, k) = (0.33, 0.19, 0.25);
        let segments = vec![
            Segment::Move(p(-a + b, -b)),
            Segment::Line(p(a - b, -b)),
            Segment::Cubic(p(a - b + k, -b), p(a - b + k, b), p(a - b, b)),
            Segment::Line(p(-a + b, b)),
            Segment::Cubic(p(-a + b - k, b), p(-a + b - k, -b), p(-a + b, -b)),
            Segment::Close,
        ];
        vec![(Path::new(segments), false)]
    };
    match unit.function {
        Function::Unspecified | Function::Headquarters => Vec::new(),
        Function::Infantry => saltire(),
        Function::Armor => oval(),
        Function::Mechanized => [saltire(), oval()].concat(),
        Function::Artillery => {
            let radius = p(0.13, 0.0).x - p(0.0, 0.0).x;
            vec![(Path::circle(p(0.0, 0.0), radius), true)]
        }
        Function::AirDefense => {
            let arc = vec![
                Segment::Move(p(-x, y)),
                Segment::Cubic(p(-0.8 * x, -0.1 * y), p(0.8 * x, -0.1 * y), p(x, y)),
            ];
            vec![(Path::new(arc), false)]
        }
        Function::Reconnaissance => vec![line(-x, y, x, -y)],
        Function::Engineer => vec![
            line(-0.32, -0.13, 0.32, -0.13),
            line(-0.32, -0.13, -0.32, 0.17),
            line(0.0, -0.13, 0.0, 0.17),
            line(0.32, -0.13, 0.32, 0.17),
        ],
    }
}

/// The sign of a size around a level above the frame.
fn echelon(echelon: Option<Echelon>, y: f64, p: &impl Fn(f64, f64) -> PagePoint) -> Path {
    let (count, cross) = match echelon {
        None => return Path::default(),
        Some(Echelon::Company) => (1, false),
        Some(Echelon::Battalion) => (2, false),
        Some(Echelon::Regiment) => (3, false),
        Some(Echelon::Brigade) => (1, true),
        Some(Echelon::Division) => (2, true),
        Some(Echelon::Corps) => (3, true),
        Some(Echelon::Army) => (4, true),
    };
    let (apart, h) = if cross { (0.32, 0.14) } else { (0.18, 0.15) };
    Path::join((0..count).flat_map(|i| {
        let x = (f64::from(i) - f64::from(count - 1) / 2.0) * apart;
        let lean = if cross { h } else { 0.0 };
        let one = Path::line(&[p(x - lean, y - h), p(x + lean, y + h)]);
        let other = Path::line(&[p(x + lean, y - h), p(x - lean, y + h)]);
        std::iter::once(one).chain(cross.then_some(other))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_stays_in_its_room() {
        let p = |x: f64, y: f64| PagePoint::new(x, y);
        for affiliation in Affiliation::ALL.iter().copied() {
            for function in Function::ALL.iter().copied() {
                let unit = UnitSymbol { affiliation, function, echelon: Some(Echelon::Army) };
                let room = room(unit, p(0.0, 0.0), 1.0).grow(1e-9);
                let sign = echelon(unit.echelon, -half(affiliation).1 - 0.24, &p);
                assert!(room.encloses(&sign.bounds().unwrap()), "{unit:?}");
                for (path, _) in icon(unit, &p) {
                    assert!(room.encloses(&path.bounds().unwrap()), "{unit:?}");
                }
            }
        }
    }

    #[test]
    fn every_unit_has_words() {
        let told = |language, symbol| {
            words(crate::style::words(language), UnitSymbol::parse(symbol).unwrap())
        };
        assert_eq!(told("en", "unit:neutral:air-defense:brigade"), "Air defense brigade (neutral)");
        assert_eq!(told("en", "unit:hostile:unit:army"), "Army (hostile)");
        assert_eq!(told("de", "unit:neutral:infantry:brigade"), "Infanterie, Brigade (neutral)");
        let table = &crate::style::words("en").unit;
        let names = Affiliation::ALL.iter().map(|one| one.as_str());
        let names = names.chain(Function::ALL.iter().map(|one| one.as_str()));
        for name in names.chain(Echelon::ALL.iter().map(|one| one.as_str())) {
            assert!(table.contains_key(&name.replace('-', "_")), "{name}");
        }
    }

    #[test]
    fn sizes_are_told_apart() {
        let p = |x: f64, y: f64| PagePoint::new(x, y);
        let signs: Vec<Path> =
            Echelon::ALL.iter().map(|one| echelon(Some(*one), 0.0, &p)).collect();
        for (i, sign) in signs.iter().enumerate() {
            assert!(!sign.is_empty() && !signs[..i].contains(sign));
        }
    }
}
