//! Where the parts of a page stand.

use crate::figure::{Layout, Plan, Size};
use crate::math::{Precision, Rect};

/// The parts of a page, in page units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageLayout {
    /// The whole page.
    pub page: Rect,
    /// The map.
    pub map: Rect,
    /// The part of the map that nothing else covers; what matters is kept inside.
    pub clear: Rect,
    /// Date, title, legend, captions and credits; on plates anywhere on the map in an overlay.
    pub panel: Rect,
    /// The timeline bar, if there is one.
    pub timeline: Option<Rect>,
    /// Whether the panel stands beside the map (not below it).
    pub beside: bool,
    /// The factor from the theme's lengths to page units.
    pub unit: f64,
}

impl PageLayout {
    /// A map alone, somewhere on a page whose other parts are somebody else's.
    pub(super) fn map_alone(page: Rect, map: Rect, unit: f64) -> Self {
        let clear = map.grow(-6.0 * unit);
        Self { page, map, clear, panel: Rect::default(), timeline: None, beside: true, unit }
    }

    /// The page of a plan.
    pub fn of_plan(plan: &Plan) -> Self {
        let layout = Self::of(plan.size, plan.layout);
        match plan.drawing.layers.timeline && plan.words.date.precision != Precision::Undated {
            true => layout,
            false => layout.without_timeline(),
        }
    }

    /// The same page, the timeline's room the map's.
    pub(super) fn without_timeline(mut self) -> Self {
        if let Some(bar) = self.timeline.take() {
            match self.beside {
                true => self.map.y1 = bar.y1,
                false => self.panel.y0 = bar.y0,
            }
            self.clear = self.map.grow(-10.0 * self.unit);
        }
        self
    }

    /// Divides a page.
    ///
    /// Lengths grow with the page, and shrink less than the page does: what is half as large has to
    /// stay readable.
    pub fn of(size: Size, layout: Layout) -> Self {
        let (width, height) = (size.width, size.height);
        let page = Rect::from_size(0.0, 0.0, width, height);
        let beside = width >= 1.15 * height;
        let ratio = if beside {
            (width / 1920.0).min(height / 1080.0)
        } else {
            (width / 1080.0).min(height / 1620.0)
        };
        let unit = if ratio >= 1.0 { ratio } else { crate::math::trig::pow(ratio, 0.62) };
        match layout {
            Layout::Panel => Self::with_panel(page, beside, unit),
            Layout::Overlay | Layout::Map => Self {
                page,
                map: page,
                clear: page,
                panel: page,
                timeline: None,
                beside: true,
                unit,
            },
        }
    }

    fn with_panel(page: Rect, beside: bool, unit: f64) -> Self {
        let strip = (104.0 * unit).min(page.height() * 0.2);
        let (map, panel, timeline);
        if beside {
            let side = (396.0 * unit).min(page.width() * 0.36);
            panel = Rect { x1: side, ..page };
            timeline = Rect { x0: side, y0: page.y1 - strip, ..page };
            map = Rect { x0: side, y1: page.y1 - strip, ..page };
        } else {
            let below = page.height() * 0.42;
            panel = Rect { y0: page.y1 - below, ..page };
            timeline = Rect { y0: page.y1 - below, y1: page.y1 - below + strip, ..page };
            map = Rect { y1: page.y1 - below, ..page };
        }
        let panel = if beside { panel } else { Rect { y0: timeline.y1, ..panel } };
        Self {
            page,
            map,
            clear: map.grow(-10.0 * unit),
            panel,
            timeline: Some(timeline),
            beside,
            unit,
        }
    }
}
