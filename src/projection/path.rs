//! Geometry of the globe as paths on the page.

use super::resample::{End, between};
use super::thin::thin;
use super::{Viewport, projection::wrap};
use crate::math::trig::{cos, sin};
use crate::math::{LonLat, PagePoint, Planar, Rect, clip, cut};
use crate::scene::{Path, Segment};
use geo::{Contains, LineString, MultiPolygon, Point};

/// A point of a projected line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Along {
    /// Where it is.
    pub page: PagePoint,
    /// How far along the line, counted in the line's vertices: 2.5 is between the third and the fourth.
    pub at: f64,
}

impl From<Along> for PagePoint {
    fn from(along: Along) -> Self {
        along.page
    }
}

/// What is kept of a projected point.
trait OnPage: Copy + Into<PagePoint> {
    fn new(page: PagePoint, at: f64) -> Self;
}

impl OnPage for PagePoint {
    fn new(page: PagePoint, _: f64) -> Self {
        page
    }
}

impl OnPage for Along {
    fn new(page: PagePoint, at: f64) -> Self {
        Self { page, at }
    }
}

impl Viewport {
    /// Areas as one path: cut, projected, thinned and clipped to the page and a margin.
    pub fn polygons(&self, areas: &MultiPolygon<f64>) -> Path {
        let mut segments = Vec::new();
        for polygon in areas {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                for piece in self.ring_pieces(ring) {
                    push(&mut segments, &piece, true);
                }
            }
        }
        // What holds the point opposite the center lies around all of the map.
        if let Some((opposite, edge)) = self.opposite()
            && areas.iter().filter(|polygon| polygon.contains(&opposite)).count() % 2 == 1
        {
            push(&mut segments, &edge, true);
        }
        Path::new(segments)
    }

    /// The point opposite the center of an azimuthal projection, and the edge that it is drawn out to,
    /// clipped. An outline around that point has its inside outside on the plane; with the edge both
    /// are right again. `None` for other projections, and around a pole, where areas have an edge
    /// along the opposite pole already.
    fn opposite(&self) -> Option<(Point, Vec<PagePoint>)> {
        /// Degrees from the opposite point, which has no place of its own.
        const NEAR: f64 = 0.01;
        const STEPS: u16 = 180;
        if !self.projection().is_seamless() {
            return None;
        }
        let center = self.projection().inverse(Planar { x: 0.0, y: 0.0 })?;
        if center.lat.abs() > 89.9 {
            return None;
        }
        let around = |i: u16| {
            let turn = f64::from(i) / f64::from(STEPS) * std::f64::consts::TAU;
            let lon = 180.0 + NEAR * cos(turn) / cos(center.lat.to_radians());
            self.page_rotated(LonLat::new(wrap(lon), NEAR * sin(turn) - center.lat))
        };
        let edge = clip::ring((0..STEPS).map(around).collect(), &self.clip_rect());
        Some((Point::new(wrap(center.lon + 180.0), -center.lat), edge))
    }

    /// Lines as one path: cut, projected, thinned and clipped to the page and a margin.
    pub fn lines(&self, lines: &[LineString<f64>]) -> Path {
        let mut segments = Vec::new();
        for line in lines {
            let line = line.coords().map(|&c| LonLat::from(c));
            for piece in self.line_pieces(line, &self.clip_rect()) {
                push(&mut segments, &piece, false);
            }
        }
        Path::new(segments)
    }

    /// One shared line (or closed ring) on the page: projected, with points added where it bends
    /// and crowded ones dropped, neither cut nor clipped. The ends are kept, and the line backwards
    /// gives the same points backwards. Positions that cannot be shown are moved to the nearest
    /// that can; positions that are not finite are left out.
    ///
    /// Each vertex is taken to the side of the cut on which its own longitude lies; a line over
    /// the meridian opposite the map's center therefore has a jump there, unless the projection is
    /// azimuthal.
    pub fn project_line(&self, line: impl Iterator<Item = LonLat>) -> Vec<Along> {
        let center = self.projection().center_lon();
        let rotated = line.map(|p| LonLat::new(wrap(p.lon - center), p.lat));
        self.project_rotated((0..).zip(rotated).filter(|(_, p)| is_finite(p)))
    }

    /// A projected ring clipped to the page and a margin; the first point is not repeated at the
    /// end. Empty when nothing of it can be seen.
    pub fn clip_ring(&self, mut ring: Vec<PagePoint>) -> Vec<PagePoint> {
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        clip::ring(ring, &self.clip_rect())
    }

    /// A projected line clipped to the page and a margin, in pieces.
    pub fn clip_line(&self, line: &[PagePoint]) -> Vec<Vec<PagePoint>> {
        clip::line(line, &self.clip_rect())
    }

    /// Whether clipping leaves a line within some bounds as it is.
    pub fn keeps(&self, bounds: &Rect) -> bool {
        self.clip_rect().encloses(bounds)
    }

    /// Whether a point is on the page or its margin.
    pub fn keeps_point(&self, p: PagePoint) -> bool {
        self.clip_rect().contains(p)
    }

    /// A projected part of a ring that begins and ends on the page or its margin, clipped as
    /// [`clip_ring`](Self::clip_ring) clips it in the whole.
    pub fn clip_part(&self, part: Vec<PagePoint>) -> Vec<PagePoint> {
        // Between its last and its first point nothing is cut, so that it can be taken for a ring.
        clip::ring(part, &self.clip_rect())
    }

    /// The edge of the globe, where some of it is in view: the meridian opposite the map's center, on
    /// both sides, and the poles. `None` where the map is all globe, and for azimuthal projections,
    /// whose edge is a point.
    pub fn globe_outline(&self) -> Option<Path> {
        /// Samples along each side of the rectangle, and of the globe.
        const STEPS: u16 = 180;
        if self.projection().is_seamless() {
            return None;
        }
        let rect = self.rect();
        let share = |i: u16| f64::from(i) / f64::from(STEPS);
        let beyond = |x: f64, y: f64| self.globe(PagePoint::new(x, y)).is_none();
        let in_view = (0..=STEPS).any(|i| {
            let x = rect.x0 + rect.width() * share(i);
            let y = rect.y0 + rect.height() * share(i);
            beyond(x, rect.y0) || beyond(x, rect.y1) || beyond(rect.x0, y) || beyond(rect.x1, y)
        });
        if !in_view {
            return None;
        }
        let sides: [fn(f64) -> (f64, f64); 4] = [
            |t| (360.0 * t - 180.0, -90.0),
            |t| (180.0, 180.0 * t - 90.0),
            |t| (180.0 - 360.0 * t, 90.0),
            |t| (-180.0, 90.0 - 180.0 * t),
        ];
        let ring = sides.into_iter().flat_map(|side| {
            (0..STEPS).map(move |i| side(share(i))).map(|(lon, lat)| LonLat::new(lon, lat))
        });
        let ring: Vec<PagePoint> = ring.map(|at| self.page_rotated(at)).collect();
        let mut segments = Vec::new();
        push(&mut segments, &clip::ring(ring, &self.clip_rect()), true);
        Some(Path::new(segments))
    }

    fn clip_rect(&self) -> Rect {
        self.rect().grow(Self::MARGIN)
    }

    fn ring_pieces(&self, ring: &LineString<f64>) -> Vec<Vec<PagePoint>> {
        let mut coords = ring.0.as_slice();
        if let [first, inner @ .., last] = coords
            && first == last
        {
            coords = &ring.0[..inner.len() + 1];
        }
        let coords = coords.iter().map(|&c| LonLat::from(c)).filter(is_finite);
        let rotated = cut::rotate(coords, self.projection().center_lon());
        let pieces =
            if self.projection().is_seamless() { vec![rotated] } else { cut::ring(rotated) };
        pieces
            .into_iter()
            .map(|mut piece| {
                // The closing segment bends like any other.
                piece.extend(piece.first().copied());
                self.clip_ring(self.project_rotated((0..).zip(piece)))
            })
            .filter(|piece| piece.len() > 2)
            .collect()
    }

    /// A line in pieces inside a rectangle.
    pub(super) fn line_pieces(
        &self,
        line: impl Iterator<Item = LonLat>,
        rect: &Rect,
    ) -> Vec<Vec<PagePoint>> {
        let rotated = cut::rotate(line.filter(is_finite), self.projection().center_lon());
        let pieces =
            if self.projection().is_seamless() { vec![rotated] } else { cut::line(rotated) };
        pieces
            .into_iter()
            .flat_map(|piece| clip::line(&self.project_rotated((0..).zip(piece)), rect))
            .filter(|piece| piece.len() > 1)
            .collect()
    }

    fn project_rotated<T: OnPage>(&self, rotated: impl Iterator<Item = (u32, LonLat)>) -> Vec<T> {
        let mut out = Vec::with_capacity(rotated.size_hint().1.unwrap_or(0));
        let mut last: Option<(u32, End)> = None;
        let mut bend = Vec::new();
        for (at, globe) in rotated {
            let end = End { globe, page: self.page_rotated(globe) };
            if let Some((from, before)) = last {
                self.connect(before, end, &mut bend);
                let (start, step) = (f64::from(from), f64::from(at - from));
                let share = step / (bend.len() + 1) as f64;
                let places = (1..=bend.len()).map(|i| start + share * i as f64);
                out.extend(bend.drain(..).zip(places).map(|(page, at)| T::new(page, at)));
            }
            out.push(T::new(end.page, f64::from(at)));
            last = Some((at, end));
        }
        thin(&mut out, self.tolerance());
        out
    }

    fn connect(&self, a: End, mut b: End, out: &mut Vec<PagePoint>) {
        let step = b.globe.lon - a.globe.lon;
        if step.abs() > 180.0 && (a.globe.lat.abs() < 89.99 || b.globe.lat.abs() < 89.99) {
            // A vertex on the other side of the cut: the short way where the projection has no
            // seam, a jump where it has one.
            if !self.projection().is_seamless() {
                return;
            }
            b.globe.lon -= 360.0_f64.copysign(step);
        }
        between(self, a, b, out);
    }
}

fn is_finite(p: &LonLat) -> bool {
    p.lon.is_finite() && p.lat.is_finite()
}

fn push(segments: &mut Vec<Segment>, points: &[PagePoint], closed: bool) {
    let Some((&first, rest)) = points.split_first() else { return };
    segments.push(Segment::Move(first));
    segments.extend(rest.iter().map(|&p| Segment::Line(p)));
    if closed {
        segments.push(Segment::Close);
    }
}
