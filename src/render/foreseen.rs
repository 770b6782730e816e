//! What will be drawn, said before control is laid out.

use super::Survey;
use crate::dataset::ControlLayer;
use crate::diagnostic::Diagnostics;
use crate::figure::{self, Plan, Request};
use crate::math::{PagePoint, Rect};
use crate::projection::Extent;
use crate::topology::GridPoint;
use geo::Coord;
use std::cell::Cell;
use std::collections::BTreeSet;

/// A plan as it will be if the ground of the theatre reaches as far as the areas told of it; parties
/// may have other colors in it.
pub struct Foreseen {
    plan: Plan,
    missing_letters: Diagnostics,
    /// Where the ground should be.
    ground: Option<Extent>,
    /// Whether colors depend on who meets whom.
    colored: bool,
}

impl Foreseen {
    /// The plan, for drawing [`Ahead`](super::Ahead).
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// [The letters that no font has](Survey::missing_letters) of the plan.
    pub fn missing_letters(&self) -> &Diagnostics {
        &self.missing_letters
    }

    /// The plan that [`Survey::plan`] makes of the same request, if it is known to be the one that was
    /// foreseen of this survey: then it need not be made anew. Control is laid out if it is not yet.
    pub fn settled(&self, survey: &Survey) -> Option<Plan> {
        let as_foreseen = !self.colored && self.ground == survey.ground();
        as_foreseen.then(|| self.plan.clone())
    }
}

impl Survey {
    /// What will be drawn. `None` where that cannot be said before control is laid out.
    pub fn foreseen(&self, request: &Request) -> Option<Foreseen> {
        let mut around: Vec<geo::Rect> = Vec::new();
        for layer in &self.atlas().control {
            // What is made of towns is known only when it is made.
            let ControlLayer::Areas(areas) = layer else {
                around.clear();
                break;
            };
            let theatre = areas.iter().filter(|area| !area.rear);
            around.extend(theatre.filter_map(|area| area.geometry.bounds()));
        }
        let bounds = around.iter();
        let both = bounds.flat_map(|bounds| [bounds.min(), bounds.max()]);
        let corners = Rect::around(both.map(|c| PagePoint::new(c.x, c.y))).map(|around| {
            [(around.x0, around.y0), (around.x1, around.y1)]
                .map(|(x, y)| GridPoint::snap(Coord { x, y }).degrees())
        });
        let ground = corners.and_then(Extent::around);
        let colored = Cell::new(false);
        let neighbors = || {
            colored.set(true);
            BTreeSet::new()
        };
        let plan = figure::plan(self.atlas(), ground, neighbors, request).ok()?;
        let missing_letters = self.missing_letters(&plan);
        Some(Foreseen { plan, missing_letters, ground, colored: colored.get() })
    }
}
