//! What differs between two scenes, without painting them.
//!
//! Items are paired in order. Where two areas of the same paint differ in some edges, the pixels
//! that can differ are those along these edges and those on different sides: inside one area and
//! outside the other, which is the inside of the closed lines that the differing edges make. Where
//! two lines differ in some corners, it is the surroundings of these corners.

use super::brush::Brush;
use super::canvas::to_pixels;
use super::group::around;
use super::outline::scaled;
use super::shared;
use super::stroke;
use super::symmetric::{Piece, difference};
use super::text;
use crate::math::{PagePoint, Rect, TileSet};
use crate::scene::{Group, Item, Path, Scene, Segment, Stretch, Stroke};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The tiles in which two scenes may look different, on a page of some pixels.
pub(super) fn between(
    before: &Scene,
    after: &Scene,
    scale: f64,
    page: (u32, u32),
    brush: &mut Brush<'_>,
) -> TileSet {
    let mut damage = Damage {
        tiles: TileSet::none(page.0, page.1),
        seen: FxHashMap::default(),
        crossings: Vec::new(),
        lines: None,
        scale,
        brush,
    };
    let same_page = (before.width, before.height) == (after.width, after.height);
    let same_layers = before.layers.len() == after.layers.len()
        && before.layers.iter().zip(&after.layers).all(|(a, b)| a.fixed == b.fixed);
    if !same_page || !same_layers {
        return TileSet::all(page.0, page.1);
    }
    for (a, b) in before.layers.iter().zip(&after.layers) {
        if std::sync::Arc::ptr_eq(&a.group, &b.group) {
            continue;
        }
        if a.fixed {
            return TileSet::all(page.0, page.1);
        }
        damage.groups(&a.group, &b.group);
    }
    damage.tiles
}

pub(super) struct Damage<'b, 'a> {
    pub tiles: TileSet,
    /// Stretches along which an area was seen to differ from another: neighbors have them, too. With
    /// the place of their crossings.
    pub seen: FxHashMap<*const Stretch, Range<usize>>,
    /// Where stretches cross the lines of [`Crossed`].
    pub crossings: Vec<(usize, f64)>,
    /// The last two lines compared, and how far around them: a front is drawn more than once, with
    /// its casing.
    lines: Option<(Path, Path, f64)>,
    pub scale: f64,
    brush: &'b mut Brush<'a>,
}

/// How far beyond its outline, in pixels, something may be seen: points are moved to whole steps of
/// 1/256 pixel, and round corners are polygons (see `stroker`).
pub(super) const NEAR: f64 = 1.0 / 16.0;

/// Longer lists of items that differ are not paired but painted anew.
const MAX_PAIRED: usize = 64;

impl Damage<'_, '_> {
    fn groups(&mut self, a: &Group, b: &Group) {
        let same = a.opacity == b.opacity && a.blend == b.blend && a.clip == b.clip;
        if !same {
            a.items.iter().chain(&b.items).for_each(|item| self.whole(item));
            return;
        }
        self.items(&a.items, &b.items);
    }

    fn items(&mut self, a: &[Item], b: &[Item]) {
        let front = a.iter().zip(b).take_while(|(a, b)| pair(a, b)).count();
        a.iter().zip(b).take(front).for_each(|(a, b)| self.item(a, b));
        let (a, b) = (&a[front..], &b[front..]);
        let back = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| pair(a, b)).count();
        let (a, a_back) = a.split_at(a.len() - back);
        let (b, b_back) = b.split_at(b.len() - back);
        a_back.iter().zip(b_back).for_each(|(a, b)| self.item(a, b));
        if a.len() > MAX_PAIRED || b.len() > MAX_PAIRED {
            a.iter().chain(b).for_each(|item| self.whole(item));
            return;
        }
        // The longest common subsequence: length of the best from `i` and `j` on.
        let mut best = vec![0u8; (a.len() + 1) * (b.len() + 1)];
        let at = |i: usize, j: usize| i * (b.len() + 1) + j;
        for i in (0..a.len()).rev() {
            for j in (0..b.len()).rev() {
                best[at(i, j)] = match pair(&a[i], &b[j]) {
                    true => best[at(i + 1, j + 1)] + 1,
                    false => best[at(i + 1, j)].max(best[at(i, j + 1)]),
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < a.len() || j < b.len() {
            if i < a.len() && j < b.len() && pair(&a[i], &b[j]) {
                self.item(&a[i], &b[j]);
                (i, j) = (i + 1, j + 1);
            } else if j == b.len() || (i < a.len() && best[at(i + 1, j)] >= best[at(i, j + 1)]) {
                self.whole(&a[i]);
                i += 1;
            } else {
                self.whole(&b[j]);
                j += 1;
            }
        }
    }

    /// Two items that are a pair.
    fn item(&mut self, a: &Item, b: &Item) {
        match (a, b) {
            (Item::Group(a), Item::Group(b)) => self.groups(a, b),
            (Item::Fill(a, _), Item::Fill(b, _)) => self.areas(a, b),
            (Item::Stroke(a, how), Item::Stroke(b, _)) => self.lines(a, b, how),
            (Item::Text(a), Item::Text(b)) if a != b => {
                text::differing(self.brush, (a, b), self.scale, &mut self.tiles);
            }
            // Pairs of other kinds are the same.
            _ => {}
        }
    }

    fn whole(&mut self, item: &Item) {
        if let Some(rect) = around(item, self.scale, self.brush.typesetter) {
            self.tiles.insert_rect(&rect.grow(1.0));
        }
    }

    fn areas(&mut self, a: &Path, b: &Path) {
        if let (Some(a), Some(b)) = (a.chains(), b.chains()) {
            shared::areas(self, a, b);
            return;
        }
        if a == b {
            return;
        }
        let scale = self.scale;
        let pieces = difference(&edges(a), &edges(b));
        let mut crossed = Crossed::new(&self.tiles);
        for piece in &pieces {
            self.tiles.insert_rect(&hull(piece, scale).grow(NEAR));
            crossed.insert(crossings(scaled(piece.0[0], scale), scaled(piece.0[3], scale)));
        }
        crossed.close(&mut self.tiles);
    }

    fn lines(&mut self, a: &Path, b: &Path, how: &Stroke) {
        let reach = stroke::reach(how) * self.scale;
        if how.dash.is_empty() {
            let reach = reach + NEAR;
            let seen = |(c, d, far): &(Path, Path, f64)| c.is(a) && d.is(b) && *far >= reach;
            if self.lines.as_ref().is_some_and(seen) {
                return;
            }
            match (a.chains(), b.chains()) {
                (Some(a), Some(b)) => shared::lines(self, a, b, reach),
                _ => self.around(&difference(&corners(a).concat(), &corners(b).concat()), reach),
            }
            self.lines = Some((a.clone(), b.clone(), reach));
            return;
        }
        // Dashes are cut with less precision.
        let reach = reach + 1.0;
        if let (Some(a), Some(b)) = (a.chains(), b.chains()) {
            shared::dashed(self, a, b, reach);
            return;
        }
        if a == b {
            return;
        }
        // Where a line changes, its dashes move all along.
        let (one, other) = (corners(a), corners(b));
        let gone = one.iter().filter(|line| !other.contains(line));
        let new = other.iter().filter(|line| !one.contains(line));
        gone.chain(new).for_each(|line| self.around(line, reach));
    }

    fn around(&mut self, pieces: &[Piece], reach: f64) {
        for piece in pieces {
            self.tiles.insert_rect(&hull(piece, self.scale).grow(reach));
        }
    }
}

/// The first row of tiles whose middle lies at or below a height in pixels. (`as` cuts off and
/// saturates.)
#[inline]
fn row_below(y: f64) -> usize {
    let v = y / f64::from(TileSet::SIDE) - 0.5;
    v as usize + usize::from(v > (v as usize) as f64)
}

/// Where an edge, in pixels, crosses lines through the middle of each row of tiles: the row, and the
/// column in tiles. Half open, so that a line through an end meets one of the two edges there.
pub(super) fn crossings(p: PagePoint, q: PagePoint) -> impl Iterator<Item = (usize, f64)> {
    /// Rows of tiles of the longest page.
    const MOST: usize = 4096;
    let side = f64::from(TileSet::SIDE);
    let (top, bottom) = if p.y < q.y { (p, q) } else { (q, p) };
    (row_below(top.y)..row_below(bottom.y).min(MOST)).map(move |row| {
        let y = (row as f64 + 0.5) * side;
        let x = top.x + (bottom.x - top.x) * (y - top.y) / (bottom.y - top.y);
        (row, x / side)
    })
}

/// The same of the edges between points that follow each other.
pub(super) fn crossings_along(
    mut points: impl Iterator<Item = PagePoint>,
    found: &mut Vec<(usize, f64)>,
) {
    let Some(mut before) = points.next() else { return };
    let mut row = row_below(before.y);
    for point in points {
        // Most edges are short, and cross nothing.
        let next = row_below(point.y);
        if next != row {
            found.extend(crossings(before, point));
        }
        (before, row) = (point, next);
    }
}

/// What closed lines enclose (even-odd), found from their edges.
pub(super) struct Crossed {
    /// The columns, in tiles, in which edges cross a line through the middle of each row of tiles.
    rows: Vec<Vec<f64>>,
}

impl Crossed {
    pub fn new(tiles: &TileSet) -> Self {
        Self { rows: vec![Vec::new(); tiles.rows() as usize] }
    }

    /// Adds crossings: the row, and the column in tiles.
    pub fn insert(&mut self, crossings: impl IntoIterator<Item = (usize, f64)>) {
        for (row, x) in crossings {
            if let Some(crossed) = self.rows.get_mut(row) {
                crossed.push(x);
            }
        }
    }

    /// Adds the tiles inside.
    pub fn close(self, tiles: &mut TileSet) {
        for (row, mut xs) in (0..).zip(self.rows) {
            xs.sort_by(f64::total_cmp);
            for pair in xs.chunks_exact(2) {
                // `as` saturates; tiles at the ends are in the set already, as edges pass them.
                tiles.insert_run(row, pair[0].floor() as u32, pair[1].ceil() as u32);
            }
        }
    }
}

/// Whether two items differ at most in geometry, or in what is written.
fn pair(a: &Item, b: &Item) -> bool {
    match (a, b) {
        (Item::Group(a), Item::Group(b)) => a.id == b.id,
        (Item::Fill(_, a), Item::Fill(_, b)) => a == b,
        (Item::Stroke(_, a), Item::Stroke(_, b)) => a == b,
        (Item::Text(a), Item::Text(b)) => a == b || text::stand_alike(a, b),
        (Item::Image(a), Item::Image(b)) => a == b,
        _ => false,
    }
}

/// The rectangle around a piece, in pixels.
fn hull(piece: &Piece, scale: f64) -> Rect {
    to_pixels(Rect::around(piece.0).unwrap_or_default(), scale)
}

/// The edges of an area: from the first point to the last, with the control points between.
fn edges(path: &Path) -> Vec<Piece> {
    let mut edges = Vec::with_capacity(path.segments().len());
    let (mut start, mut at) = (PagePoint::default(), PagePoint::default());
    for segment in path.segments() {
        let (piece, end) = match *segment {
            Segment::Move(p) => {
                // What is not closed is closed by a straight edge.
                let closing = [at, at, start, start];
                start = p;
                (closing, p)
            }
            Segment::Line(p) => ([at, at, p, p], p),
            Segment::Quad(a, p) => ([at, a, p, p], p),
            Segment::Cubic(a, b, p) => ([at, a, b, p], p),
            Segment::Close => ([at, at, start, start], start),
        };
        if piece[0] != piece[3] || piece[1] != piece[2] {
            edges.push(Piece(piece));
        }
        at = end;
    }
    if at != start {
        edges.push(Piece([at, at, start, start]));
    }
    edges
}

/// The corners of the lines of a path, each with the points before and after it; ends have
/// themselves in place of what is missing.
fn corners(path: &Path) -> Vec<Vec<Piece>> {
    super::flatten::flatten(path.segments().iter().copied(), |p| p)
        .into_iter()
        .map(|line| {
            let line = line.distinct();
            let n = line.points.len();
            let at = |i: usize| line.points.get(i).copied().unwrap_or_default();
            (0..n)
                .map(|i| {
                    let (before, after) = match line.closed {
                        true => (at((i + n - 1) % n), at((i + 1) % n)),
                        false => (at(i.saturating_sub(1)), at((i + 1).min(n - 1))),
                    };
                    Piece([before, at(i), at(i), after])
                })
                .collect()
        })
        .collect()
}
