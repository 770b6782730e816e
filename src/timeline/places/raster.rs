//! The raster on which settlements' surroundings are told apart.

use super::bounds;
use crate::math::trig::cos;
use crate::math::{Areas, LonLat};

/// Radius of the box filter in cells.
pub const BOX_RADIUS: usize = 3;
/// Passes of the box filter.
pub const BOX_PASSES: usize = 3;
/// Standard deviation of the three passes in cells: each box of 7 has the variance (7² − 1) / 12.
pub const SIGMA_CELLS: f64 = 3.464_101_615_137_754_6;
/// The raster never has more cells; a wider area gets coarser ones.
const MAX_CELLS: f64 = 4e6;

/// A raster of square cells over longitude and latitude, true to scale at its middle latitude.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Cells a row.
    pub width: usize,
    /// Rows, from south to north.
    pub height: usize,
    /// Center of the south-westernmost cell.
    origin: LonLat,
    /// Degrees a cell.
    step: (f64, f64),
    /// Kilometers a cell.
    pub cell_km: f64,
}

impl Frame {
    /// A raster over some ground with room for the filter on all sides; `None` for no ground.
    pub fn around(ground: &Areas, smoothing_km: f64) -> Option<Self> {
        let [west, south, east, north] = bounds(ground)?;
        let km_per_lat = 110.574;
        let km_per_lon = 111.320 * cos(((south + north) / 2.0).to_radians()).max(0.01);
        let (wide, high) = ((east - west) * km_per_lon, (north - south) * km_per_lat);
        let finest = (wide * high / MAX_CELLS).sqrt();
        let cell_km = (smoothing_km / SIGMA_CELLS).max(finest).max(0.001);
        let margin = (BOX_RADIUS * BOX_PASSES + 2) as f64;
        let step = (cell_km / km_per_lon, cell_km / km_per_lat);
        Some(Self {
            width: ((east - west) / step.0 + 2.0 * margin) as usize + 2,
            height: ((north - south) / step.1 + 2.0 * margin) as usize + 2,
            origin: LonLat::new(west - margin * step.0, south - margin * step.1),
            step,
            cell_km,
        })
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.width * self.height
    }

    /// The position of a point given in cells from the center of the first one.
    pub fn position(&self, x: f64, y: f64) -> LonLat {
        LonLat::new(self.origin.lon + x * self.step.0, self.origin.lat + y * self.step.1)
    }

    /// A position in cells from the center of the first one.
    pub fn cells(&self, position: LonLat) -> (f64, f64) {
        (
            (position.lon - self.origin.lon) / self.step.0,
            (position.lat - self.origin.lat) / self.step.1,
        )
    }

    /// The cell that a position lies in.
    pub fn index(&self, position: LonLat) -> Option<usize> {
        let (x, y) = self.cells(position);
        let (x, y) = ((x + 0.5).floor(), (y + 0.5).floor());
        (x >= 0.0 && y >= 0.0 && x < self.width as f64 && y < self.height as f64)
            .then(|| y as usize * self.width + x as usize)
    }

    /// The cells that share a side with a cell.
    pub fn neighbors(&self, index: usize) -> impl Iterator<Item = usize> {
        let (x, y) = (index % self.width, index / self.width);
        [
            (x > 0).then(|| index - 1),
            (x + 1 < self.width).then(|| index + 1),
            (y > 0).then(|| index - self.width),
            (y + 1 < self.height).then(|| index + self.width),
        ]
        .into_iter()
        .flatten()
    }
}

/// One bit a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask(pub Vec<bool>);

impl Mask {
    /// No cell.
    pub fn none(frame: &Frame) -> Self {
        Self(vec![false; frame.len()])
    }

    /// The cells whose center lies inside a geometry (even-odd), by scan lines.
    pub fn fill(frame: &Frame, geometry: &Areas) -> Self {
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); frame.height];
        for ring in geometry.rings() {
            for line in ring.line().lines() {
                let (ax, ay) = frame.cells(line.start.into());
                let (bx, by) = frame.cells(line.end.into());
                let (low, high) = (ay.min(by).max(0.0), ay.max(by).min(frame.height as f64 - 0.5));
                let mut y = low.ceil();
                // Half open, so that a vertex on a row's middle is counted once.
                while y <= high && y < ay.max(by) {
                    crossings[y as usize].push(ax + (bx - ax) * ((y - ay) / (by - ay)));
                    y += 1.0;
                }
            }
        }
        let mut mask = Self::none(frame);
        for (y, row) in crossings.iter_mut().enumerate() {
            row.sort_by(f64::total_cmp);
            for pair in row.chunks_exact(2) {
                let from = pair[0].ceil().max(0.0) as usize;
                let to = (pair[1].floor() + 1.0).clamp(0.0, frame.width as f64) as usize;
                if from < to {
                    mask.0[y * frame.width + from..y * frame.width + to].fill(true);
                }
            }
        }
        mask
    }

    /// The cells in both.
    pub fn and(mut self, other: &Self) -> Self {
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own &= other;
        }
        self
    }
}

/// For cells outside some ground, as far as the filter reaches, the nearest cell inside. The
/// outline drawn is cut off at the ground's edge; continuing what is inside keeps the smoothing
/// from feeling that edge.
pub struct Continuation(Vec<(u32, u32)>);

impl Continuation {
    /// Walks outwards from the ground's edge.
    pub fn of(frame: &Frame, inside: &Mask) -> Self {
        let mut reached = inside.0.clone();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut rim: Vec<(usize, u32)> =
            (0..frame.len()).filter(|&i| inside.0[i]).map(|i| (i, i as u32)).collect();
        for _ in 0..BOX_RADIUS * BOX_PASSES + 2 {
            let mut next = Vec::new();
            for &(cell, source) in &rim {
                for neighbor in frame.neighbors(cell) {
                    if !std::mem::replace(&mut reached[neighbor], true) {
                        next.push((neighbor, source));
                        pairs.push((neighbor as u32, source));
                    }
                }
            }
            rim = next;
        }
        Self(pairs)
    }

    /// Continues a mask outwards.
    pub fn extend(&self, mask: &mut Mask) {
        for &(outside, inside) in &self.0 {
            mask.0[outside as usize] = mask.0[inside as usize];
        }
    }
}
