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
use crate::topology::{ArcId, Coverage, HistoryId, HoldingId};
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
        let ground = Ground::on(self, own, day);
        let near = self.ways(&ground, false, keys);
        let remote = match self.coverage.holdings().iter().any(|holding| holding.remote) {
            true => self.ways(&ground, true, keys),
            false => Vec::new(),
        };
        if !remote.is_empty() {
            keys.insert(Key::Remote);
        }
        let doubtful = self.doubtful(&ground, keys);
        Group::new("control", near.into_iter().chain(remote).chain(doubtful).collect())
    }

    /// The same for ground that towns are near, or for `remote` ground, which is paler.
    fn ways(&self, shown: &Ground<'_>, remote: bool, keys: &mut BTreeSet<Key>) -> Vec<Item> {
        let pale = if remote { REMOTE } else { 1.0 };
        let (mut on, looks) = self.looks(shown, remote);
        (0..).zip(&mut on).filter(|(h, _)| shown.own.covers(HistoryId(*h))).for_each(|(_, way)| {
            *way = looks.len();
        });
        // Ground of some ways, by their places in the list; told once however often it is drawn.
        let mut paths: BTreeMap<Vec<usize>, Path> = BTreeMap::new();
        let mut ground = |ways: Vec<usize>| {
            let outline = |ways: &Vec<usize>| {
                let mut wanted = vec![false; looks.len() + 1];
                ways.iter().for_each(|way| wanted[*way] = true);
                self.path_along(shown, |h| wanted[on[h.0 as usize]])
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
        items.extend(self.recent(shown, remote, keys));
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
    fn doubtful(&self, ground: &Ground<'_>, keys: &mut BTreeSet<Key>) -> Vec<Item> {
        let dating = |h: HistoryId| {
            let holding = ground.now(h).filter(|now| !now.rear && !ground.own.covers(h));
            holding.map_or(Dating::Sure, |holding| holding.dating)
        };
        let mut items = Vec::new();
        for wanted in [Dating::Approximate, Dating::Uncertain] {
            if !self.coverage.holdings().iter().any(|holding| holding.dating == wanted) {
                continue;
            }
            let path = self.path_along(ground, |h| dating(h) == wanted);
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
    fn looks(&self, ground: &Ground<'_>, remote: bool) -> (Vec<usize>, Vec<(Way, Look)>) {
        let holdings = self.coverage.holdings();
        let ids = &ground.on;
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
    fn recent(&self, ground: &Ground<'_>, remote: bool, keys: &mut BTreeSet<Key>) -> Option<Item> {
        let days = self.plan.recent_days;
        let then = ground.then.as_ref()?;
        let holder = |holding: Option<&Holding>| holding.filter(|h| !h.rear)?.holder();
        let gained = |h: HistoryId| {
            let before = *then.get(h.0 as usize)?;
            // Mostly the same.
            if before == *ground.on.get(h.0 as usize)? {
                return None;
            }
            let (now, then) = (holder(ground.now(h))?, holder(ground.told(before))?);
            let wanted = ground.now(h).is_some_and(|holding| holding.remote == remote);
            (wanted && now != then && !ground.own.covers(h)).then_some(now)
        };
        let parties: BTreeSet<PartyId> =
            (0..ground.on.len() as u32).filter_map(|h| gained(HistoryId(h))).collect();
        let mut items = Vec::new();
        for party in parties {
            let path = self.path_along(ground, |h| gained(h) == Some(party));
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

    /// The frontline of a day, with its ornaments. `borders` are the arcs whose sides are held
    /// differently on that day.
    pub fn front(&self, day: Day, borders: &[ArcId], keys: &mut BTreeSet<Key>) -> Group {
        if !self.plan.drawing.layers.front || self.draws_own_front() {
            return Group::new("frontline", Vec::new());
        }
        let sides = self.coverage.frontline_along(borders, day);
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

    /// Lines between ground of one party that is held in different ways; `borders` as for
    /// [`front`](Self::front).
    pub fn divisions(&self, day: Day, borders: &[ArcId]) -> Group {
        if !self.plan.drawing.layers.front || !self.plan.drawing.layers.control {
            return Group::new("divisions", Vec::new());
        }
        let divides = |id: &ArcId| {
            let Some(arc) = self.coverage.arcs().get(id.0 as usize) else { return false };
            let of = |history| self.coverage.holding(history, day);
            matches!((of(arc.left), of(arc.right)), (Some(l), Some(r))
                if l.holder() == r.holder() && l.rear == r.rear && l.status != r.status)
        };
        let arcs: Vec<ArcId> = borders.iter().copied().filter(divides).collect();
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

    fn path_along(&self, ground: &Ground<'_>, inside: impl Fn(HistoryId) -> bool) -> Path {
        match &ground.borders {
            Some(arcs) => self.arcs.area(self.viewport, &self.coverage.outline_along(arcs, inside)),
            None => self.path(inside),
        }
    }

    /// The ground of some histories on the page.
    pub fn path(&self, inside: impl Fn(HistoryId) -> bool) -> Path {
        self.arcs.area(self.viewport, &self.coverage.outline(inside))
    }
}

/// Who holds what on a day, and held on the day with which it is compared.
struct Ground<'a> {
    coverage: &'a Coverage,
    own: &'a Selected,
    /// By history number.
    on: Vec<Option<HoldingId>>,
    then: Option<Vec<Option<HoldingId>>>,
    /// The arcs along which all outlines run; `None`: along any.
    borders: Option<Vec<ArcId>>,
}

impl<'a> Ground<'a> {
    fn on(view: &ControlView<'a>, own: &'a Selected, day: Day) -> Self {
        let (plan, coverage) = (view.plan, view.coverage);
        let before = match plan.since {
            Some(since) => Some(since.min(day)),
            None => (plan.recent_days > 0).then(|| day.plus(-i64::from(plan.recent_days))),
        };
        let before = before.filter(|before| coverage.are_together(*before, day));
        let on = coverage.ids_on(day);
        let then = before.map(|before| coverage.ids_on(before));
        // What a figure's own areas fill is chosen by more than its holders.
        let borders = (!own.covers_any()).then(|| match &then {
            None => coverage.between(&on),
            Some(then) => coverage.between(&on.iter().zip(then).collect::<Vec<_>>()),
        });
        Self { coverage, own, on, then, borders }
    }

    fn told(&self, id: Option<HoldingId>) -> Option<&'a Holding> {
        self.coverage.holdings().get(id?.0 as usize)
    }

    /// Who holds the ground of a history.
    fn now(&self, history: HistoryId) -> Option<&'a Holding> {
        self.told(*self.on.get(history.0 as usize)?)
    }
}
