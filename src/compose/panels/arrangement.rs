//! How many maps stand side by side.

use crate::math::Rect;

/// What is to be arranged.
pub struct Task<'f> {
    /// Where.
    pub area: Rect,
    /// How many maps.
    pub count: usize,
    /// Width by height of what each has to show.
    pub aspect: f64,
    /// Between the maps.
    pub gap: f64,
    /// How many stand side by side, if somebody says.
    pub columns: Option<usize>,
    /// Pixels a page unit.
    pub scale: f64,
    /// The height of the words above and below a map of a width.
    pub words: &'f dyn Fn(f64) -> (f64, f64),
}

/// The rectangles of the maps, row by row, on whole pixels and all of one size: as many columns as
/// show the ground at the largest scale.
pub fn arrange(task: &Task<'_>) -> Vec<Rect> {
    let count = task.count.max(1);
    let scaled = |columns: usize| {
        let (width, height) = size(task, columns);
        let filled = count as f64 / (columns * count.div_ceil(columns)) as f64;
        // Of two that show the ground alike the one with fewer holes.
        (width / task.aspect.max(1e-6)).min(height) * (0.8 + 0.2 * filled)
    };
    let columns = match task.columns {
        Some(columns) => columns.clamp(1, count),
        None => (1..=count).max_by(|a, b| scaled(*a).total_cmp(&scaled(*b))).unwrap_or(1),
    };
    let (width, height) = size(task, columns);
    let (above, below) = (task.words)(width);
    let whole = |length: f64| (length * task.scale).round() / task.scale;
    (0..count)
        .map(|i| {
            let (row, column) = (i / columns, i % columns);
            let x = task.area.x0 + column as f64 * (width + task.gap);
            let y = task.area.y0 + row as f64 * (above + height + below + task.gap) + above;
            let side = |length: f64| (length * task.scale).floor().max(1.0) / task.scale;
            Rect::from_size(whole(x), whole(y), side(width), side(height))
        })
        .collect()
}

/// Width and height of each map.
fn size(task: &Task<'_>, columns: usize) -> (f64, f64) {
    let rows = task.count.max(1).div_ceil(columns);
    let share = |all: f64, parts: usize| (all - task.gap * (parts as f64 - 1.0)) / parts as f64;
    let width = share(task.area.width(), columns).max(1.0);
    let (above, below) = (task.words)(width);
    (width, (share(task.area.height(), rows) - above - below).max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arranged(count: usize, aspect: f64, columns: Option<usize>) -> Vec<Rect> {
        let area = Rect::from_size(10.0, 20.0, 1000.0, 600.0);
        let words = |_| (20.0, 10.0);
        arrange(&Task { area, count, aspect, gap: 10.0, columns, scale: 1.0, words: &words })
    }

    fn columns(rects: &[Rect]) -> usize {
        rects.iter().filter(|rect| rect.y0 == rects[0].y0).count()
    }

    #[test]
    fn the_shape_of_the_ground_decides() {
        assert_eq!(columns(&arranged(3, 0.5, None)), 3);
        assert_eq!(columns(&arranged(3, 6.0, None)), 1);
        assert_eq!(columns(&arranged(9, 1.7, None)), 3);
        assert_eq!(columns(&arranged(9, 1.7, Some(4))), 4);
        assert_eq!(columns(&arranged(2, 1.0, Some(7))), 2);
    }

    #[test]
    fn maps_are_alike_and_do_not_overlap() {
        let rects = arranged(7, 1.3, None);
        for (i, a) in rects.iter().enumerate() {
            assert_eq!((a.width(), a.height()), (rects[0].width(), rects[0].height()));
            assert!(a.x1 <= 1010.5 && a.y1 <= 610.5, "{a:?}");
            assert!(rects[..i].iter().all(|b| !a.overlaps(b)));
        }
    }
}
