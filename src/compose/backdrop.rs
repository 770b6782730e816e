//! What lies there whoever holds the ground: it can be drawn before anybody knows who does.

use super::basemap::{self, Ground};
use super::label;
use super::layout::PageLayout;
use super::legend::{self, Key};
use super::viewport::viewport;
use crate::dataset::{Atlas, BaseKind};
use crate::figure::Plan;
use crate::projection::Viewport;
use crate::scene::Group;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The ground map on the page of a plan.
pub struct Backdrop<'a> {
    /// The atlas.
    own: &'a Atlas,
    /// The same as the plan draws it.
    pub(super) atlas: &'a Atlas,
    pub(super) plan: &'a Plan,
    pub(super) layout: PageLayout,
    pub(super) viewport: Viewport,
    pub(super) ground: Ground<'a>,
    pub(super) below: Arc<Group>,
    pub(super) lines: Arc<Group>,
    /// What the legend explains of it.
    pub(super) keys: BTreeSet<Key>,
    /// Where names should not cover it.
    pub(super) costs: label::Field,
}

impl<'a> Backdrop<'a> {
    /// Composes what lies below control, and the lines above it.
    pub fn new(atlas: &'a Atlas, plan: &'a Plan) -> Self {
        let backdrop = Self::laid_out(plan.atlas(atlas), plan, PageLayout::of_plan(plan));
        Self { own: atlas, ..backdrop }
    }

    /// The same on a page divided otherwise, of an atlas as the plan draws it.
    pub(super) fn laid_out(atlas: &'a Atlas, plan: &'a Plan, layout: PageLayout) -> Self {
        let viewport = viewport(plan, &layout);
        let ground = Ground::new(atlas, plan, &viewport);
        let mut keys = BTreeSet::new();
        let below = basemap::below(&ground, plan, &viewport, layout.unit);
        let lines = basemap::lines(&ground, plan, &viewport, layout.unit, &mut keys);
        let heights = ground.atlas.base.iter().any(|layer| layer.elevation.is_some());
        if heights && legend::entries::wants_heights(plan) {
            keys.insert(Key::Base(BaseKind::Relief));
        }
        let (below, lines) = (Arc::new(below), Arc::new(lines));
        let costs = label::of_ground(&ground, &viewport, layout.unit);
        Self { own: atlas, atlas, plan, layout, viewport, ground, below, lines, keys, costs }
    }

    /// The same for another plan of the atlas, if its ground map is this very one.
    pub fn for_plan(self, atlas: &'a Atlas, plan: &'a Plan) -> Option<Self> {
        let layout = PageLayout::of_plan(plan);
        let known = self.plan;
        // The same figure of the same atlas is shown on the same base map.
        let same = std::ptr::eq(self.own, atlas)
            && known.id == plan.id
            && known.shown.is_some() == plan.shown.is_some()
            && known.size == plan.size
            && known.theme == plan.theme
            && known.relief_detail == plan.relief_detail
            && known.graticule == plan.graticule
            && known.drawing.layers.base == plan.drawing.layers.base
            && self.layout == layout
            && self.viewport == viewport(plan, &layout);
        same.then_some(Self { plan, ..self })
    }

    /// The fixed layers of every scene that lie below control, and above it: these very groups.
    pub fn layers(&self) -> (Arc<Group>, Arc<Group>) {
        (Arc::clone(&self.below), Arc::clone(&self.lines))
    }
}
