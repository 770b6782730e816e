//! The towns that ground rests on, in the colors of those who hold them.

use super::legend::Key;
use super::pen::Pen;
use crate::color::Color;
use crate::dataset::{Atlas, ControlLayer, Disagreement, PartyId, Town, TownsControl};
use crate::math::trig::{cos, sin};
use crate::math::{Day, PagePoint};
use crate::projection::Viewport;
use crate::scene::{Chain, Fill, Group, Item, Path, Run, Stretch};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The share of the room that towns have on average which a dot takes up, and its bounds, as radii.
const SHARE: f64 = 0.13;
const LEAST: f64 = 1.1;
const MOST: f64 = 2.7;
/// Corners of a dot.
const CORNERS: usize = 12;

/// Who holds a town: a party, and the other one where it is contested; from each day on.
type Held = Option<(PartyId, Option<PartyId>)>;

/// A town on the page.
struct Dot {
    outline: Arc<Stretch>,
    held: Vec<(Day, Held)>,
}

/// The towns on the map. One that would cover the dot of another is left out.
#[derive(Default)]
pub struct PageTowns {
    dots: Vec<Dot>,
    /// Below all of them.
    rims: Path,
}

impl PageTowns {
    /// Puts them on the page.
    pub fn new(atlas: &Atlas, viewport: &Viewport, unit: f64) -> Self {
        let layers = atlas.control.iter().filter_map(|layer| match layer {
            ControlLayer::Towns(towns) => Some(&**towns),
            ControlLayer::Areas(_) | ControlLayer::Places(_) => None,
        });
        let map = viewport.rect();
        let mut all: Vec<(&TownsControl, &Town, PagePoint)> = Vec::new();
        for layer in layers {
            all.extend(layer.towns.iter().filter_map(|town| {
                let at = viewport.page(town.position)?;
                map.contains(at).then_some((layer, town, at))
            }));
        }
        let room = (map.width() * map.height() / all.len().max(1) as f64).sqrt();
        let radius = (room * SHARE).clamp(LEAST * unit, MOST * unit);
        let rim = radius + 0.5 * unit;
        let cell = |at: PagePoint| ((at.x / (2.0 * rim)) as i64, (at.y / (2.0 * rim)) as i64);
        let mut taken: BTreeMap<(i64, i64), Vec<PagePoint>> = BTreeMap::new();
        let (mut dots, mut rims) = (Vec::new(), Vec::new());
        for (layer, town, at) in all {
            let (x, y) = cell(at);
            let around = (x - 1..=x + 1).flat_map(|x| (y - 1..=y + 1).map(move |y| (x, y)));
            let near = |other: &PagePoint| {
                let (x, y) = (other.x - at.x, other.y - at.y);
                x * x + y * y < 4.0 * rim * rim
            };
            if around.into_iter().any(|cell| taken.get(&cell).is_some_and(|l| l.iter().any(near))) {
                continue;
            }
            taken.entry((x, y)).or_default().push(at);
            rims.push(chain(disk(at, rim)));
            let held = held(layer, town, atlas.disagreement);
            dots.push(Dot { outline: disk(at, radius), held });
        }
        Self { dots, rims: Path::chained(rims) }
    }

    /// The towns of a day; those that nobody says anything about are rings.
    pub fn group(&self, pen: &Pen<'_>, day: Day, keys: &mut BTreeSet<Key>) -> Group {
        if self.dots.is_empty() {
            return Group::default();
        }
        keys.insert(Key::Town);
        let mut by_color: BTreeMap<Option<PartyId>, Vec<Chain>> = BTreeMap::new();
        for Dot { outline, held } in &self.dots {
            let after = held.partition_point(|(from, _)| *from <= day);
            let now = held[..after].last().and_then(|(_, held)| *held);
            match now {
                Some((_, Some(_))) => {
                    by_color.entry(None).or_default().push(chain(Arc::clone(outline)))
                }
                Some((party, None)) => {
                    by_color.entry(Some(party)).or_default().push(chain(Arc::clone(outline)));
                }
                None => {}
            }
        }
        let theme = &pen.plan.theme;
        let mut items = vec![Item::Fill(self.rims.clone(), Fill::Solid(theme.page.paper))];
        items.extend(by_color.into_iter().map(|(party, chains)| {
            let color = party.map_or(theme.page.ink, |party| dark(pen.plan.color(party)));
            Item::Fill(Path::chained(chains), Fill::Solid(color))
        }));
        Group::new("towns", items)
    }
}

/// A sample for the legend.
pub fn sample(pen: &Pen<'_>, at: PagePoint) -> Vec<Item> {
    let theme = &pen.plan.theme;
    [(MOST + 0.5, theme.page.paper), (MOST, theme.page.muted)]
        .map(|(radius, color)| {
            let dot = chain(disk(at, radius * pen.unit));
            Item::Fill(Path::chained(vec![dot]), Fill::Solid(color))
        })
        .into()
}

/// A party's color, darker, so that a dot stands out from the ground around it.
fn dark(color: Color) -> Color {
    let darker = |channel: u8| (f64::from(channel) * 0.72).round() as u8;
    Color { r: darker(color.r), g: darker(color.g), b: darker(color.b), a: color.a }
}

fn disk(at: PagePoint, radius: f64) -> Arc<Stretch> {
    let corner = |i: usize| {
        let turn = std::f64::consts::TAU * i as f64 / CORNERS as f64;
        PagePoint::new(at.x + radius * cos(turn), at.y + radius * sin(turn))
    };
    Stretch::new((0..=CORNERS).map(|i| corner(i % CORNERS)).collect())
}

fn chain(stretch: Arc<Stretch>) -> Chain {
    Chain { runs: vec![Run { stretch, reversed: false }], closed: true }
}

/// Who holds a town over time, by the rule for where sources disagree.
fn held(layer: &TownsControl, town: &Town, rule: Disagreement) -> Vec<(Day, Held)> {
    let mut said: BTreeMap<Option<u16>, Held> = BTreeMap::new();
    let mut list: Vec<(Day, Held)> = Vec::new();
    let reports = town.reports.iter();
    for report in reports.filter(|report| layer.until.is_none_or(|until| report.day < until)) {
        let stance = layer.stances.get(report.stance as usize);
        let other = |stance: &crate::dataset::Stance| {
            stance.other.filter(|_| stance.status == crate::dataset::Status::Contested)
        };
        let own = stance.and_then(|stance| Some((stance.party?, other(stance))));
        said.insert(report.source, own);
        let all: Vec<(PartyId, Option<PartyId>)> = said.values().flatten().copied().collect();
        let now = match rule {
            Disagreement::Last => own,
            Disagreement::First => all.first().copied(),
            Disagreement::Contested => all.first().map(|first| {
                let other = all.iter().find(|other| *other != first);
                (first.0, first.1.or(other.map(|other| other.0)))
            }),
        };
        if list.last().is_some_and(|last| last.0 == report.day) {
            list.pop();
        }
        list.push((report.day, now));
    }
    list
}
