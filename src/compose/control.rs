//! Who holds what on a day, where it moved, and the frontline.

use super::arcs::PageArcs;
use super::legend::Key;
use super::ornament;
use super::pattern::{Look, of_dating, of_party, of_status};
use super::selection::Selected;
use crate::dataset::{Dating, LineSelection, PartyId, Status};
use crate::figure::Plan;
use crate::math::Day;
use crate::projection::Viewport;
use crate::scene::{Fill, Group, Item, Path, Stroke};
use crate::timeline::Holding;
use crate::topology::{ArcId, Coverage, HistoryId};
use std::collections::{BTreeMap, BTreeSet};

/// What control is drawn from.
pub struct ControlView<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Control over time.
    pub coverage: &'a Coverage,
    /// Its arcs on the page.
    pub arcs: &'a PageArcs,
    /// The map.
    pub viewport: &'a Viewport,
    /// Page units a theme length.
    pub unit: f64,
}

type Way = (PartyId, Status, Option<PartyId>);

/// Of how much of its usual opacity ground is drawn that no town is near.
pub const REMOTE: f64 = 0.42;

fn way(holding: &Holding) -> Way {
    (holding.party, holding.status.clone(), holding.other)
}

impl ControlView<'_> {
    /// Tints, patterns and recent gains of a day; what was drawn is added to `keys`.
    ///
    /// Ground that an area of the figure's own fills is left to it.
    pub fn areas(&self, own: &Selected, day: Day, keys: &mut BTreeSet<Key>) -> Group {
        if !self.plan.drawing.layers.control {
            return Group::new("control", Vec::new());
        }
        let near = self.ways(own, day, false, keys);
        let remote = match self.coverage.holdings().iter().any(|holding| holding.remote) {
            true => self.ways(own, day, true, keys),
            false => Vec::new(),
        };
        if !remote.is_empty() {
            keys.insert(Key::Remote);
        }
        let doubtful = self.doubtful(own, day, keys);
        Group::new("control", near.into_iter().chain(remote).chain(doubtful).collect())
    }

    /// The same for ground that towns are near, or for `remote` ground, which is paler.
    fn ways(&self, own: &Selected, day: Day, remote: bool, keys: &mut BTreeSet<Key>) -> Vec<Item> {
        let pale = if remote { REMOTE } else { 1.0 };
        let (mut on, looks) = self.looks(day, remote);
        (0..).zip(&mut on).filter(|(h, _)| own.covers(HistoryId(*h))).for_each(|(_, way)| {
            *way = looks.len();
        });
        // Ground of some ways, by their places in the list; told once however often it is drawn.
        let mut paths: BTreeMap<Vec<usize>, Path> = BTreeMap::new();
        let mut ground = |ways: Vec<usize>| {
            let outline = |ways: &Vec<usize>| {
                let mut wanted = vec![false; looks.len() + 1];
                ways.iter().for_each(|way| wanted[*way] = true);
                self.path(|h| wanted[on[h.0 as usize]])
            };
            paths.entry(ways).or_insert_with_key(outline).clone()
        };
        let (mut tints, mut textures) = (Vec::new(), Vec::new());
        let parties: BTreeSet<PartyId> = looks.iter().filter_map(|(_, look)| look.tint).collect();
        for party in parties {
            let tinted = |(_, look): &(Way, Look)| look.tint == Some(party);
            let path = ground((0..looks.len()).filter(|way| tinted(&looks[*way])).collect());
            let texture = of_party(self.plan, self.unit, party);
            textures.extend(texture.map(|texture| Item::Fill(path.clone(), texture)));
            tints.push(Item::Fill(path, Fill::Solid(self.plan.color(party))));
        }
        let opacity = self.plan.theme.control.opacity * pale;
        let mut items = match tints.is_empty() && remote {
            true => Vec::new(),
            false => vec![Item::Group(Group::new("tint", tints).with_opacity(opacity).summed())],
        };
        items.extend(self.recent(own, day, remote, keys));
        for (at, (key, look)) in looks.iter().enumerate() {
            let path = ground(vec![at]);
            if path.is_empty() {
                continue;
            }
            keys.insert(Key::Way(key.0, key.1.clone(), key.2));
            textures.extend(look.pattern.iter().flat_map(|pattern| pattern.draw(&path)));
            textures.extend(look.outline.clone().map(|line| Item::Stroke(path, line)));
        }
        match remote && !textures.is_empty() {
            true => items.push(Item::Group(Group::new("pale", textures).with_opacity(pale))),
            false => items.append(&mut textures),
        }
        items
    }

    /// Marks on ground whose dates are not sure.
    fn doubtful(&self, own: &Selected, day: Day, keys: &mut BTreeSet<Key>) -> Vec<Item> {
        let on = self.coverage.on(day);
        let dating = |h: HistoryId| {
            let holding = on[h.0 as usize].filter(|holding| !holding.rear && !own.covers(h));
            holding.map_or(Dating::Sure, |holding| holding.dating)
        };
        let mut items = Vec::new();
        for wanted in [Dating::Approximate, Dating::Uncertain] {
            let path = self.path(|h| dating(h) == wanted);
            if let Some(pattern) =
                of_dating(self.plan, self.unit, wanted).filter(|_| !path.is_empty())
            {
                keys.insert(Key::Dating(wanted));
                items.extend(pattern.draw(&path));
            }
        }
        items
    }

    /// The ways in which ground is held on a day with their looks, and for every history the place
    /// of its own; of ground without a look it is one beyond the last.
    fn looks(&self, day: Day, remote: bool) -> (Vec<usize>, Vec<(Way, Look)>) {
        let holdings = self.coverage.holdings();
        let ids = self.coverage.ids_on(day);
        let mut present = vec![false; holdings.len()];
        ids.iter().flatten().for_each(|id| present[id.0 as usize] = true);
        let seen = |at: usize| present[at] && !holdings[at].rear && holdings[at].remote == remote;
        let ways: BTreeSet<Way> =
            (0..holdings.len()).filter(|at| seen(*at)).map(|at| way(&holdings[at])).collect();
        let ways: Vec<Way> = ways.into_iter().collect();
        let place = |at: usize| {
            let own = seen(at).then(|| ways.binary_search(&way(&holdings[at])).ok()).flatten();
            own.unwrap_or(ways.len())
        };
        let places: Vec<usize> = (0..holdings.len()).map(place).collect();
        let none = ways.len();
        let on = ids.iter().map(|id| id.map_or(none, |id| places[id.0 as usize])).collect();
        let look = |way: Way| {
            let look = of_status(self.plan, self.unit, way.0, &way.1, way.2);
            (way, look)
        };
        (on, ways.into_iter().map(look).collect())
    }

    /// Ground that changed hands in the last days, or since a day, by its new holder.
    fn recent(
        &self,
        own: &Selected,
        day: Day,
        remote: bool,
        keys: &mut BTreeSet<Key>,
    ) -> Option<Item> {
        let days = self.plan.recent_days;
        let before = match self.plan.since {
            Some(since) => since.min(day),
            None if days == 0 => return None,
            None => day.plus(-i64::from(days)),
        };
        if !self.coverage.are_together(before, day) {
            return None;
        }
        let (on, then) = (self.coverage.on(day), self.coverage.on(before));
        let holder = |holding: Option<&Holding>| holding.filter(|h| !h.rear)?.holder();
        let gained = |h: HistoryId| {
            let (now, then) = (holder(on[h.0 as usize])?, holder(then[h.0 as usize])?);
            let wanted = on[h.0 as usize].is_some_and(|holding| holding.remote == remote);
            (wanted && now != then && !own.covers(h)).then_some(now)
        };
        let parties: BTreeSet<PartyId> =
            (0..on.len() as u32).filter_map(|h| gained(HistoryId(h))).collect();
        let mut items = Vec::new();
        for party in parties {
            let path = self.path(|h| gained(h) == Some(party));
            if path.is_empty() {
                continue;
            }
            keys.insert(match self.plan.since {
                Some(since) => Key::Gained(party, since),
                None => Key::Recent(party, days),
            });
            items.push(Item::Fill(path, Fill::Solid(self.plan.color(party))));
        }
        // The tint below counts, too: together they have the opacity that the theme asks for.
        let style = &self.plan.theme.control;
        let pale = if remote { REMOTE } else { 1.0 };
        let extra = 1.0 - (1.0 - style.recent * pale) / (1.0 - style.opacity * pale).max(0.01);
        (!items.is_empty())
            .then(|| Item::Group(Group::new("recent", items).with_opacity(extra.max(0.0)).summed()))
    }

    /// The frontline of a day, with its ornaments.
    pub fn front(&self, day: Day, keys: &mut BTreeSet<Key>) -> Group {
        if !self.plan.drawing.layers.front || self.draws_own_front() {
            return Group::new("frontline", Vec::new());
        }
        let sides = self.coverage.frontline(day);
        let front: Vec<ArcId> = sides.iter().map(|side| side.0).collect();
        let line = self.arcs.lines(self.viewport, self.coverage, &front);
        let mut items = Vec::new();
        if !line.is_empty() {
            keys.insert(Key::Front);
            let ornaments = super::advance::ornaments(self, day, &sides);
            items = ornament::front(self.plan, self.unit, line, ornaments);
        }
        Group::new("frontline", items)
    }

    /// Lines between ground of one party that is held in different ways.
    pub fn divisions(&self, day: Day) -> Group {
        if !self.plan.drawing.layers.front || !self.plan.drawing.layers.control {
            return Group::new("divisions", Vec::new());
        }
        let on = self.coverage.on(day);
        let arcs: Vec<ArcId> = self
            .coverage
            .arcs()
            .iter()
            .enumerate()
            .filter(|(_, arc)| {
                let (left, right) = (on[arc.left.0 as usize], on[arc.right.0 as usize]);
                matches!((left, right), (Some(l), Some(r))
                    if l.holder() == r.holder() && l.rear == r.rear && l.status != r.status)
            })
            .map(|(i, _)| ArcId(i as u32))
            .collect();
        let line = self.arcs.lines(self.viewport, self.coverage, &arcs);
        let style = &self.plan.theme;
        let stroke =
            Stroke::new(style.front.color.with_opacity(0.6), style.control.outline * self.unit)
                .dashed([4.0 * self.unit, 3.0 * self.unit]);
        let items = if line.is_empty() { vec![] } else { vec![Item::Stroke(line, stroke)] };
        Group::new("divisions", items)
    }

    /// Whether a line of the figure's own is the front of the day shown.
    fn draws_own_front(&self) -> bool {
        let lines = &self.plan.drawing.lines;
        lines.iter().any(|line| matches!(line.select, LineSelection::Front(None)))
    }

    /// The ground of some histories on the page.
    pub fn path(&self, inside: impl Fn(HistoryId) -> bool) -> Path {
        self.arcs.area(self.viewport, &self.coverage.outline(inside))
    }
}
