//! Moving what is drawn: a map composed once stands in several places of a page.

use super::{Group, Image, Item, Line, Path, Segment, TextRun};
use crate::math::{PagePoint, Rect};

impl Group {
    /// The same group, moved by page units to the right and down. Patterns stay where they are:
    /// they start at the page's origin.
    #[must_use]
    pub fn moved(&self, right: f64, down: f64) -> Self {
        Self {
            clip: self.clip.as_ref().map(|clip| path(clip, right, down)),
            items: self.items.iter().map(|one| item(one, right, down)).collect(),
            id: self.id.clone(),
            opacity: self.opacity,
            blend: self.blend,
            note: self.note.clone(),
        }
    }
}

fn item(one: &Item, right: f64, down: f64) -> Item {
    match one {
        Item::Group(group) => Item::Group(group.moved(right, down)),
        Item::Fill(outline, fill) => Item::Fill(path(outline, right, down), *fill),
        Item::Stroke(line, stroke) => Item::Stroke(path(line, right, down), stroke.clone()),
        Item::Text(run) => Item::Text(TextRun {
            position: point(run.position, right, down),
            along: run
                .along
                .as_ref()
                .and_then(|line| Line::new(line.points().iter().map(|at| point(*at, right, down)))),
            ..run.clone()
        }),
        Item::Image(image) => {
            let Rect { x0, y0, x1, y1 } = image.rect;
            let rect = Rect { x0: x0 + right, y0: y0 + down, x1: x1 + right, y1: y1 + down };
            Item::Image(Image { rect, ..image.clone() })
        }
    }
}

fn path(path: &Path, right: f64, down: f64) -> Path {
    let p = |at: PagePoint| point(at, right, down);
    let segments = path.segments().iter().map(|segment| match *segment {
        Segment::Move(to) => Segment::Move(p(to)),
        Segment::Line(to) => Segment::Line(p(to)),
        Segment::Quad(a, to) => Segment::Quad(p(a), p(to)),
        Segment::Cubic(a, b, to) => Segment::Cubic(p(a), p(b), p(to)),
        Segment::Close => Segment::Close,
    });
    Path::new(segments.collect())
}

fn point(at: PagePoint, right: f64, down: f64) -> PagePoint {
    PagePoint::new(at.x + right, at.y + down)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;
    use crate::scene::Fill;

    #[test]
    fn all_of_a_group_moves() {
        let square = Path::rect(Rect::from_size(1.0, 2.0, 3.0, 4.0));
        let inner =
            Group::new("inner", vec![Item::Fill(square.clone(), Fill::Solid(Color::BLACK))]);
        let group = Group::new("outer", vec![Item::Group(inner)]).clipped(square);
        let there = group.moved(10.0, 20.0);
        let expected = Some(Rect::from_size(11.0, 22.0, 3.0, 4.0));
        assert_eq!(there.clip.as_ref().and_then(Path::bounds), expected);
        let Some(Item::Group(inner)) = there.items.first() else { panic!("{there:?}") };
        let Some(Item::Fill(path, _)) = inner.items.first() else { panic!("{inner:?}") };
        assert_eq!(path.bounds(), expected);
        assert_eq!(there.moved(-10.0, -20.0), group);
    }
}
