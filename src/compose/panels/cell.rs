//! One map among several: composed once for all panels of the same extent, then set in its place.

use crate::compose::legend::Key;
use crate::compose::page::{Composer, DayMap};
use crate::compose::pen::Pen;
use crate::compose::{Backdrop, PageLayout};
use crate::dataset::Atlas;
use crate::figure::Plan;
use crate::math::{Day, Rect};
use crate::projection::Viewport;
use crate::scene::{Group, Item};
use crate::text::Typesetter;
use crate::topology::Coverage;
use std::collections::BTreeSet;

/// A map of one extent, its corner at the page's origin.
pub struct Cell<'a> {
    plan: &'a Plan,
    composer: Composer<'a>,
}

impl<'a> Cell<'a> {
    /// Composes what is the same on every day. `plan` is that of the page with the extent of the
    /// panel; width and height are in page units.
    pub fn new(
        atlas: &'a Atlas,
        plan: &'a Plan,
        coverage: &'a Coverage,
        typesetter: &'a Typesetter,
        (width, height, unit): (f64, f64, f64),
    ) -> Self {
        let map = Rect::from_size(0.0, 0.0, width, height);
        let layout = PageLayout::map_alone(map, map, unit);
        Self {
            plan,
            composer: Composer::on(Backdrop::laid_out(atlas, plan, layout), coverage, typesetter),
        }
    }

    /// The map's viewport.
    pub fn viewport(&self) -> &Viewport {
        self.composer.viewport()
    }

    /// The map of a day, its corner at `at`. Ground gained since the day `before` stands out. What a
    /// legend has to explain is added to `keys`.
    pub fn of_day(
        &self,
        day: Day,
        before: Option<Day>,
        at: Rect,
        keys: &mut BTreeSet<Key>,
    ) -> Group {
        let since = before.map_or(0, |before| day.since(before).clamp(0, i64::from(u32::MAX)));
        let plan = Plan { recent_days: since as u32, ..self.plan.clone() };
        let pen = Pen { plan: &plan, ..self.composer.pen() };
        let DayMap { control, movement, chronicle, keys: own, .. } =
            self.composer.map(&pen, day, day);
        keys.extend(own.into_iter().map(|key| match key {
            Key::Recent(party, _) => Key::Recent(party, 0),
            other => other,
        }));
        let [below, lines, labels] = self.composer.ground();
        let groups = [&**below, &*control, &**lines, &movement, &**labels];
        let groups = groups.into_iter().chain(chronicle.as_ref());
        let moved = groups.map(|group| Item::Group(group.moved(at.x0, at.y0)));
        Group::new(format!("panel-{day}"), moved.collect())
    }
}
