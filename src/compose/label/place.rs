//! Where a name has room.

use crate::math::{PagePoint, Rect};

/// The map with the room that is taken.
pub struct Board {
    clear: Rect,
    taken: Vec<Rect>,
}

impl Board {
    /// An empty board.
    pub fn new(clear: Rect) -> Self {
        Self { clear, taken: Vec::new() }
    }

    /// Takes room.
    pub fn block(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// All room that is taken.
    pub fn taken(self) -> Vec<Rect> {
        self.taken
    }

    fn is_free(&self, rect: &Rect, own: Option<Rect>) -> bool {
        self.clear.encloses(rect)
            && self.taken.iter().all(|taken| Some(*taken) == own || !taken.overlaps(rect))
    }

    fn take(&mut self, rect: Rect, size: f64) -> Option<Rect> {
        self.taken.push(rect.grow(size * 0.12));
        Some(rect)
    }

    /// A free place beside a point, best first: right, left, above and below on either side
    /// (the order of Imhof 1975, "Positioning names on maps"). `own` is the room of the point
    /// itself.
    pub fn place_beside(
        &mut self,
        at: PagePoint,
        width: f64,
        size: f64,
        gap: f64,
        own: Rect,
    ) -> Option<Rect> {
        let height = size * 1.16;
        let near = gap * 0.72;
        let candidates = [
            (at.x + gap, at.y - height * 0.56),
            (at.x + near, at.y - height - near * 0.4),
            (at.x + near, at.y + near * 0.4),
            (at.x - gap - width, at.y - height * 0.56),
            (at.x - near - width, at.y - height - near * 0.4),
            (at.x - near - width, at.y + near * 0.4),
            (at.x - width / 2.0, at.y - height - gap * 0.8),
            (at.x - width / 2.0, at.y + gap * 0.8),
        ];
        let rect = candidates
            .into_iter()
            .map(|(x, y)| Rect::from_size(x, y, width, height))
            .find(|rect| self.is_free(rect, Some(own)))?;
        self.take(rect, size)
    }

    /// A free place centered on a point or a little off it.
    pub fn place_around(&mut self, at: PagePoint, width: f64, size: f64) -> Option<Rect> {
        let height = size * 1.16;
        let shifts =
            [(0.0, 0.0), (0.0, -1.4), (0.0, 1.4), (-0.3, 0.0), (0.3, 0.0), (0.0, -2.8), (0.0, 2.8)];
        let rect = shifts
            .into_iter()
            .map(|(x, y)| {
                let left = at.x - width / 2.0 + x * width;
                Rect::from_size(left, at.y - height / 2.0 + y * height, width, height)
            })
            .find(|rect| self.is_free(rect, None))?;
        self.take(rect, size)
    }

    /// A free place wholly inside some ground, as far as possible from its edge and from other
    /// names.
    pub fn place_inside(
        &mut self,
        frame: Rect,
        width: f64,
        size: f64,
        inside: &dyn Fn(PagePoint) -> bool,
    ) -> Option<Rect> {
        const COLUMNS: i32 = 36;
        const ROWS: i32 = 24;
        let height = size * 1.16;
        let mut best: Option<(i32, Rect)> = None;
        for row in 0..ROWS {
            for column in 0..COLUMNS {
                let x = frame.x0 + (f64::from(column) + 0.5) / f64::from(COLUMNS) * frame.width();
                let y = frame.y0 + (f64::from(row) + 0.5) / f64::from(ROWS) * frame.height();
                let rect = Rect::from_size(x - width / 2.0, y - height / 2.0, width, height);
                // How far the name could grow before it leaves the ground.
                let room = (0..6)
                    .take_while(|&step| {
                        let grown = rect.grow(f64::from(step) * size * 0.55);
                        self.is_free(&grown, None) && outline(&grown).all(&inside)
                    })
                    .count() as i32;
                if room > 0 && best.is_none_or(|(other, _)| room > other) {
                    best = Some((room, rect));
                }
            }
        }
        let (_, rect) = best?;
        self.take(rect, size)
    }
}

/// Points along the outline of a rectangle.
fn outline(rect: &Rect) -> impl Iterator<Item = PagePoint> + use<> {
    let rect = *rect;
    (0..=4).flat_map(move |i| {
        let x = rect.x0 + rect.width() * f64::from(i) / 4.0;
        let middle = (rect.y0 + rect.y1) / 2.0;
        [PagePoint::new(x, rect.y0), PagePoint::new(x, rect.y1), PagePoint::new(x, middle)]
    })
}
