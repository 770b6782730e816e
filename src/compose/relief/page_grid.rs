//! Which cell of a grid of heights lies under which pixel.

use crate::dataset::Elevation;
use crate::math::{LonLat, PagePoint, Rect};
use crate::projection::Viewport;

/// Pixels on a side of a block. Inside a block positions are interpolated between its corners,
/// which saves all but one in 256 inverse projections.
pub(super) const STEP: usize = 16;

/// The geometry of a grid of heights.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    north_west: LonLat,
    columns_per_degree: f64,
    rows_per_degree: f64,
    /// Longitude span in degrees.
    span: f64,
    /// Height of a cell on the ground.
    pub meters: f64,
}

impl Cells {
    /// `None` when the grid is empty or not as large as it says.
    pub fn of(elevation: &Elevation) -> Option<Self> {
        let (nw, se) = (elevation.north_west, elevation.south_east);
        let (span, fall) = (se.lon - nw.lon, nw.lat - se.lat);
        let count = elevation.width.checked_mul(elevation.height)?;
        let sound = count > 0 && count == elevation.meters.len();
        if !sound || !span.is_finite() || !fall.is_finite() || span <= 0.0 || fall <= 0.0 {
            return None;
        }
        /// Meters in a degree of latitude, about.
        const DEGREE: f64 = 111_195.0;
        Some(Self {
            north_west: nw,
            columns_per_degree: elevation.width as f64 / span,
            rows_per_degree: elevation.height as f64 / fall,
            span,
            meters: fall / elevation.height as f64 * DEGREE,
        })
    }

    /// Column and row; whole numbers are the middles of cells. Longitudes are taken on the turn
    /// that is nearest to the grid.
    fn position(&self, at: LonLat) -> [f64; 2] {
        let spare = (360.0 - self.span).max(0.0) / 2.0;
        let east = (at.lon - self.north_west.lon + spare).rem_euclid(360.0) - spare;
        [
            east * self.columns_per_degree - 0.5,
            (self.north_west.lat - at.lat) * self.rows_per_degree - 0.5,
        ]
    }
}

/// What lies under the middle of a pixel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    /// Column and row in the grid of heights.
    pub at: [f64; 2],
    /// Columns and rows to the next pixel on the right.
    pub right: [f32; 2],
    /// Columns and rows to the next pixel below.
    pub down: [f32; 2],
    /// Meters on the ground across a pixel.
    pub meters: f32,
}

#[derive(Clone, Copy)]
struct Corner {
    at: [f64; 2],
    meters: f64,
}

/// Positions of all pixels: corners of blocks, and whether a block is even enough to interpolate.
pub(super) struct PageGrid<'a> {
    viewport: &'a Viewport,
    cells: Cells,
    origin: PagePoint,
    /// Page units across a pixel.
    pixel: [f64; 2],
    blocks_across: usize,
    corners: Vec<Option<Corner>>,
    even: Vec<bool>,
}

impl<'a> PageGrid<'a> {
    pub fn new(viewport: &'a Viewport, rect: Rect, size: [usize; 2], cells: &Cells) -> Self {
        let [blocks_across, blocks_down] = size.map(|length| length.div_ceil(STEP));
        let mut grid = Self {
            viewport,
            cells: *cells,
            origin: PagePoint::new(rect.x0, rect.y0),
            pixel: [rect.width() / size[0] as f64, rect.height() / size[1] as f64],
            blocks_across,
            corners: Vec::with_capacity((blocks_across + 1) * (blocks_down + 1)),
            even: Vec::new(),
        };
        for y in 0..=blocks_down {
            for x in 0..=blocks_across {
                let corner = grid.corner((x * STEP) as f64, (y * STEP) as f64);
                grid.corners.push(corner);
            }
        }
        grid.even = (0..blocks_across * blocks_down)
            .map(|i| grid.is_even(i % blocks_across, i / blocks_across))
            .collect();
        grid
    }

    /// A position on the page, counted in pixels from the image's corner.
    fn page(&self, x: f64, y: f64) -> PagePoint {
        PagePoint::new(self.origin.x + x * self.pixel[0], self.origin.y + y * self.pixel[1])
    }

    fn position(&self, x: f64, y: f64) -> Option<[f64; 2]> {
        self.viewport.globe(self.page(x, y)).map(|at| self.cells.position(at))
    }

    fn corner(&self, x: f64, y: f64) -> Option<Corner> {
        let at = self.viewport.globe(self.page(x, y))?;
        let meters = self.viewport.meters_per_unit(at) * self.pixel[0];
        Some(Corner { at: self.cells.position(at), meters })
    }

    fn block(&self, x: usize, y: usize) -> Option<[Corner; 4]> {
        let first = y * (self.blocks_across + 1) + x;
        let corner = |i: usize| self.corners.get(first + i).copied().flatten();
        let below = self.blocks_across + 1;
        Some([corner(0)?, corner(1)?, corner(below)?, corner(below + 1)?])
    }

    /// Whether interpolation is right to a tenth of a pixel in the middle of the block, where it is
    /// farthest off.
    fn is_even(&self, x: usize, y: usize) -> bool {
        let Some([a, b, c, d]) = self.block(x, y) else { return false };
        let half = STEP as f64 / 2.0;
        let middle = self.position((x * STEP) as f64 + half, (y * STEP) as f64 + half);
        middle.is_some_and(|middle| {
            (0..2).all(|axis| {
                let corners = [a.at[axis], b.at[axis], c.at[axis], d.at[axis]];
                let mean = corners.iter().sum::<f64>() / 4.0;
                let low = corners.iter().copied().fold(f64::INFINITY, f64::min);
                let high = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                // The block's extent along this axis is STEP pixels or more.
                (mean - middle[axis]).abs() <= 0.1 * (high - low) / STEP as f64
            })
        })
    }

    /// Meters on the ground across a pixel in the middle of the image (where there is globe).
    pub fn meters_per_pixel(&self) -> f64 {
        let known: Vec<f64> = self.corners.iter().flatten().map(|corner| corner.meters).collect();
        known.get(known.len() / 2).copied().unwrap_or(1000.0)
    }

    /// The columns and the rows that the image can reach, least and greatest; `None`: any.
    pub fn reach(&self) -> Option<[[f64; 2]; 2]> {
        if self.even.contains(&false) {
            return None;
        }
        let range = |axis: usize| {
            let values = self.corners.iter().flatten().map(|corner| corner.at[axis]);
            values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], v| {
                [low.min(v), high.max(v)]
            })
        };
        Some([range(0), range(1)])
    }

    /// Colors one row of pixels; those beyond the edge of the globe are left as they are.
    pub fn row(&self, row: usize, line: &mut [[u8; 4]], color: impl Fn(&Spot) -> [u8; 4]) {
        let y = row / STEP;
        for (x, pixels) in line.chunks_mut(STEP).enumerate() {
            let even = self.even.get(y * self.blocks_across + x) == Some(&true);
            match self.block(x, y) {
                Some(corners) if even => fill_even(corners, row % STEP, pixels, &color),
                _ => {
                    for (i, pixel) in pixels.iter_mut().enumerate() {
                        if let Some(spot) = self.spot(x * STEP + i, row) {
                            *pixel = color(&spot);
                        }
                    }
                }
            }
        }
    }

    /// A pixel by itself.
    fn spot(&self, column: usize, row: usize) -> Option<Spot> {
        let (x, y) = (column as f64 + 0.5, row as f64 + 0.5);
        let Corner { at, meters } = self.corner(x, y)?;
        // Where the next pixel lies over an edge (of the globe, of the grid's turn) there is no
        // slope to speak of.
        let next = |x: f64, y: f64| {
            let there = self.position(x, y).unwrap_or(at);
            let by = [(there[0] - at[0]) as f32, (there[1] - at[1]) as f32];
            let jump = by[0].abs() > 90.0 * self.cells.columns_per_degree as f32;
            if jump { [0.0; 2] } else { by }
        };
        let (right, down) = (next(x + 1.0, y), next(x, y + 1.0));
        Some(Spot { at, right, down, meters: meters as f32 })
    }
}

fn fill_even(
    [a, b, c, d]: [Corner; 4],
    row: usize,
    pixels: &mut [[u8; 4]],
    color: &impl Fn(&Spot) -> [u8; 4],
) {
    const SIDE: f64 = STEP as f64;
    let v = (row as f64 + 0.5) / SIDE;
    let mix = |a: f64, b: f64, t: f64| a + (b - a) * t;
    let axes = [0, 1];
    // The ends of this row, and what a pixel to the right or below adds.
    let west = axes.map(|i| mix(a.at[i], c.at[i], v));
    let east = axes.map(|i| mix(b.at[i], d.at[i], v));
    let right = axes.map(|i| (east[i] - west[i]) / SIDE);
    let down_west = axes.map(|i| (c.at[i] - a.at[i]) / SIDE);
    let down_east = axes.map(|i| (d.at[i] - b.at[i]) / SIDE);
    let (meters_west, meters_east) = (mix(a.meters, c.meters, v), mix(b.meters, d.meters, v));
    for (column, pixel) in pixels.iter_mut().enumerate() {
        let u = (column as f64 + 0.5) / SIDE;
        *pixel = color(&Spot {
            at: axes.map(|i| mix(west[i], east[i], u)),
            right: right.map(|by| by as f32),
            down: axes.map(|i| mix(down_west[i], down_east[i], u) as f32),
            meters: mix(meters_west, meters_east, u) as f32,
        });
    }
}
