//! Names along rivers.

use super::curve::{aside, boxes, resample, smooth, turning};
use super::field::Costs;
use super::name::{Baseline, Candidate, best_apart};
use super::point;
use crate::math::{PagePoint, Rect};
use crate::scene::Line;

/// Letters of a name that stands along a line.
#[derive(Clone, Copy)]
pub struct Lettering {
    /// How long the name is, in page units.
    pub width: f64,
    /// The size of its letters.
    pub size: f64,
}

/// A river repeats its name after this many ems.
const REPEAT: f64 = 46.0;
/// Candidates of one name.
const MOST: usize = 24;
/// The most that a name may turn between one letter and the next but one, in radians.
const SHARPEST: f64 = 0.42;
/// And from its start to its end.
const MOST_TURN: f64 = 1.9;

/// Lines of one name, joined where they meet, the longest first.
pub fn courses(lines: Vec<Vec<PagePoint>>) -> Vec<Vec<PagePoint>> {
    let meets = |a: Option<&PagePoint>, b: Option<&PagePoint>| {
        a.zip(b).is_some_and(|(a, b)| a.distance(*b) < 1.0)
    };
    let mut open: Vec<Vec<PagePoint>> = lines.into_iter().filter(|line| line.len() > 1).collect();
    let mut courses: Vec<Vec<PagePoint>> = Vec::new();
    while let Some(mut course) = open.pop() {
        loop {
            let next = open.iter().position(|line| {
                [line.first(), line.last()]
                    .iter()
                    .any(|end| meets(*end, course.first()) || meets(*end, course.last()))
            });
            let Some(mut line) = next.map(|i| open.swap_remove(i)) else { break };
            let backward = meets(line.last(), course.last()) || meets(line.first(), course.first());
            if backward {
                line.reverse();
            }
            if meets(line.first(), course.last()) {
                course.append(&mut line);
            } else {
                line.append(&mut course);
                course = line;
            }
        }
        courses.push(course);
    }
    let length =
        |line: &Vec<PagePoint>| -> f64 { line.windows(2).map(|p| p[0].distance(p[1])).sum() };
    courses.sort_by(|a, b| {
        let corner = |line: &[PagePoint]| line.first().map_or((0.0, 0.0), |p| (p.x, p.y));
        let ((ax, ay), (bx, by)) = (corner(a), corner(b));
        length(b).total_cmp(&length(a)).then(ax.total_cmp(&bx)).then(ay.total_cmp(&by))
    });
    courses
}

/// The candidates of each name that a river gets, along its courses: one for the longest, and more
/// where it is long. The first list is that of the name that must not be missing.
pub fn along(
    courses: &[Vec<PagePoint>],
    letters: Lettering,
    clear: Rect,
    costs: &Costs,
) -> Vec<Vec<Candidate>> {
    let Lettering { width, size } = letters;
    let step = size / 5.0;
    let mut names = Vec::new();
    for (c, course) in courses.iter().enumerate() {
        let points = smooth(&smooth(&resample(course, step), 6), 6);
        let length = points.len() as f64 * step;
        let repeats = ((length / (REPEAT * size)) as usize).max(usize::from(c == 0)).min(5);
        for part in 0..repeats {
            // Names of neighboring parts keep their distance.
            let margin = if repeats > 1 { points.len() / repeats / 8 } else { 0 };
            let from = points.len() * part / repeats + margin;
            let to = (points.len() * (part + 1) / repeats).saturating_sub(margin);
            let stretch = points.get(from..to.max(from)).unwrap_or_default();
            let mut found = curved(stretch, letters, step, clear, costs);
            if c == 0 {
                found.extend(level(stretch, width, size, clear, costs));
            }
            names.push(best_apart(found, MOST, size * 0.8));
        }
    }
    // The middle part's name reads as the river's.
    let middle = names.len() / 2;
    if courses.len() == 1 && middle < names.len() {
        names.swap(0, middle);
    }
    names
}

/// Places above and below a stretch of river, along it.
fn curved(
    points: &[PagePoint],
    Lettering { width, size }: Lettering,
    step: f64,
    clear: Rect,
    costs: &Costs,
) -> Vec<Candidate> {
    let count = ((width + 0.4 * size) / step).ceil() as usize;
    let mut found = Vec::new();
    for start in (0..points.len().saturating_sub(count)).step_by(4) {
        let mut stretch = points[start..=start + count].to_vec();
        let (first, last) = (stretch[0], stretch[count]);
        if last.x < first.x {
            stretch.reverse();
        }
        let (dx, dy) = ((last.x - first.x).abs(), (last.y - first.y).abs());
        let steep = dy / (dx + dy).max(1e-9);
        for (by, side) in [(0.34, 0), (-1.0, 16)] {
            let line = smooth(&aside(&stretch, by * size), 5);
            let (all, most) = turning(&line, 4);
            if most > SHARPEST || all > MOST_TURN {
                continue;
            }
            let boxes = boxes(&line, size);
            if !boxes.iter().all(|one| clear.encloses(one)) {
                continue;
            }
            let Some(baseline) = Line::new(line) else { continue };
            let bent = all * 26.0 + most * 60.0 + steep * 26.0;
            found.push(Candidate {
                cost: side + bent as u32 + costs.under(&boxes) / 2,
                boxes,
                baseline: Baseline::Along(baseline),
                tracking: 0.0,
            });
        }
    }
    found
}

/// Level places beside a stretch of river, for where it winds too much.
fn level(
    points: &[PagePoint],
    width: f64,
    size: f64,
    clear: Rect,
    costs: &Costs,
) -> Vec<Candidate> {
    let every = (points.len() / 24).max(1);
    let near = points.iter().step_by(every).flat_map(|&at| {
        let nothing = Rect::around([at]).unwrap_or_default();
        point::beside(at, nothing, width, size, size * 0.6)
    });
    near.filter(|candidate| candidate.boxes.iter().all(|one| clear.encloses(one)))
        .map(|mut candidate| {
            candidate.boxes.truncate(1);
            candidate.cost += 90 + costs.under(&candidate.boxes);
            candidate
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::label::field::Field;

    #[test]
    fn pieces_of_a_river_are_one_course() {
        let p = PagePoint::new;
        let pieces = vec![
            vec![p(0.0, 0.0), p(50.0, 0.0)],
            vec![p(300.0, 0.0), p(310.0, 0.0)],
            vec![p(100.0, 0.0), p(50.2, 0.0)],
        ];
        let courses = courses(pieces);
        assert_eq!(courses.len(), 2);
        assert_eq!(courses[0].len(), 4);
        assert_eq!(courses[1][0], p(300.0, 0.0));
    }

    #[test]
    fn names_stand_along_gentle_courses_and_read_from_the_left() {
        let clear = Rect::from_size(0.0, 0.0, 1000.0, 300.0);
        let costs = Field::new(clear, 3.0).finish();
        let p = PagePoint::new;
        // From the right to the left.
        let course: Vec<PagePoint> =
            (0..90).map(|i| p(950.0 - f64::from(i) * 10.0, 150.0 + f64::from(i % 3))).collect();
        let letters = Lettering { width: 60.0, size: 13.0 };
        let names = along(&[course], letters, clear, &costs);
        assert_eq!(names.len(), 1);
        for candidate in &names[0] {
            assert!(candidate.boxes.iter().all(|one| clear.encloses(one)));
            let Baseline::Along(line) = &candidate.baseline else { continue };
            let points = line.points();
            assert!(points[0].x < points[points.len() - 1].x);
            assert!(line.length() >= 60.0);
        }
        assert!(matches!(names[0][0].baseline, Baseline::Along(_)));
    }
}
