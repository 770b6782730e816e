//! Paths as text (SVG 2, section 9.3), each step in the shorter of its two forms.

use super::number::{hundredths, push};
use crate::math::PagePoint;
use crate::scene::{Path, Segment};

/// A point in hundredths. Steps are taken between rounded points, so that errors do not add up.
type Place = (i64, i64);

/// The `d` attribute of a path; `None` when there is nothing to draw or a coordinate is not
/// finite.
pub(super) fn path_data(path: &Path) -> Option<String> {
    let bounds = path.bounds()?;
    let finite = [bounds.x0, bounds.y0, bounds.x1, bounds.y1].iter().all(|v| v.is_finite());
    if !finite {
        return None;
    }
    let mut pen = Pen::default();
    for segment in path.segments() {
        match *segment {
            Segment::Move(p) => {
                pen.step('M', &[place(p)]);
                pen.start = pen.at;
            }
            Segment::Line(p) => pen.line(place(p)),
            Segment::Quad(a, p) => pen.step('Q', &[place(a), place(p)]),
            Segment::Cubic(a, b, p) => pen.step('C', &[place(a), place(b), place(p)]),
            Segment::Close => {
                pen.out.push('Z');
                pen.command = 'Z';
                pen.at = pen.start;
            }
        }
    }
    Some(pen.out)
}

fn place(p: PagePoint) -> Place {
    (hundredths(p.x), hundredths(p.y))
}

#[derive(Default)]
struct Pen {
    out: String,
    at: Place,
    start: Place,
    /// The last command written; a repeated one is left out.
    command: char,
    /// Scratch for the two forms of a step.
    forms: [String; 2],
}

impl Pen {
    fn line(&mut self, to: Place) {
        let (x, y) = self.at;
        match to {
            // No length: nothing to see, except as the only step of a subpath.
            _ if to == self.at && !matches!(self.command, 'M' | 'm') => {}
            (_, to_y) if to_y == y => self.straight('H', to.0, to.0 - x),
            (to_x, _) if to_x == x => self.straight('V', to.1, to.1 - y),
            _ => self.step('L', &[to]),
        }
        self.at = to;
    }

    fn straight(&mut self, command: char, absolute: i64, relative: i64) {
        self.shorter(command, |out, form| push(out, if form == 0 { absolute } else { relative }));
    }

    fn step(&mut self, command: char, places: &[Place]) {
        let (x, y) = self.at;
        let from = if self.out.is_empty() { (0, 0) } else { (x, y) };
        self.shorter(command, |out, form| {
            for &(px, py) in places {
                let (dx, dy) = if form == 0 { (px, py) } else { (px - from.0, py - from.1) };
                push_next(out, dx);
                push_next(out, dy);
            }
        });
        if let Some(&last) = places.last() {
            self.at = last;
        }
    }

    /// Appends the shorter form: 0 is absolute, 1 relative.
    fn shorter(&mut self, command: char, write: impl Fn(&mut String, usize)) {
        let mut forms = std::mem::take(&mut self.forms);
        let letters = [command, command.to_ascii_lowercase()];
        for (form, out) in forms.iter_mut().enumerate() {
            out.clear();
            // After a move, further points are lines (SVG 2, section 9.3.3).
            let implied = match self.command {
                'M' => 'L',
                'm' => 'l',
                other => other,
            };
            if letters.get(form) == Some(&implied) && command != 'M' {
                out.push(' ');
            } else {
                out.extend(letters.get(form));
            }
            write(out, form);
            // The blank after a left-out command is not needed before a sign.
            if out.starts_with(" -") {
                out.remove(0);
            }
        }
        let form = usize::from(forms[1].len() < forms[0].len());
        if let (Some(text), Some(&letter)) = (forms.get(form), letters.get(form)) {
            self.out.push_str(text);
            self.command = letter;
        }
        self.forms = forms;
    }
}

/// Appends a number, with a blank before it where the number before would run into it: a sign ends
/// a number, and so does a second point.
fn push_next(out: &mut String, hundredths: i64) {
    let before = out.len();
    push(out, hundredths);
    let (head, number) = out.split_at(before);
    let last = head.rsplit(|c: char| !c.is_ascii_digit() && c != '.').next().unwrap_or_default();
    let runs_on = match number.as_bytes().first() {
        Some(b'-') | None => false,
        Some(b'.') => !last.is_empty() && !last.contains('.'),
        Some(_) => !last.is_empty(),
    };
    if runs_on {
        out.insert(before, ' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_short_and_do_not_drift() {
        let p = PagePoint::new;
        let path = Path::polygon(&[p(100.0, 100.0), p(101.5, 100.0), p(101.5, 98.0), p(0.0, 0.0)]);
        assert_eq!(path_data(&path).as_deref(), Some("M100 100h1.5V98L0 0Z"));
        let steps: Vec<PagePoint> =
            (0..300).map(|i| p(1000.0 + f64::from(i) / 3.0, 1000.0 + f64::from(i % 2))).collect();
        let text = path_data(&Path::line(&steps)).unwrap_or_default();
        let tree = format!(
            "<svg xmlns='http://www.w3.org/2000/svg'><path d='{text}' stroke='red'/></svg>"
        );
        let tree = resvg::usvg::Tree::from_str(&tree, &resvg::usvg::Options::default());
        let bounds = tree.map(|tree| tree.root().bounding_box()).expect("a valid path");
        assert!((bounds.right() - 1099.67).abs() < 0.01, "{bounds:?}");
        assert!(text.len() < 300 * 10, "{}", text.len());
    }

    #[test]
    fn what_is_not_finite_is_left_out() {
        let p = PagePoint::new;
        assert_eq!(path_data(&Path::line(&[p(0.0, f64::INFINITY), p(1.0, 1.0)])), None);
        assert_eq!(path_data(&Path::default()), None);
    }
}
