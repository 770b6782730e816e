//! A smooth surface through a grid of heights.

use crate::dataset::Elevation;

/// Cells kept around what the image reaches, for the filters to run in.
const MARGIN: f64 = 24.0;
/// Cells repeated around the grid, so that the four by four cells of a sample always exist.
const PAD: usize = 2;

/// Two surfaces over one grid: a fine one, and a broad one that shows the large forms.
///
/// Both are uniform cubic B-splines whose coefficients are the heights themselves. Their slopes have
/// no kinks, so that cells do not show however far the surface is enlarged. They do not go through
/// the heights but smooth them by half a cell or so; splines that do (and Catmull and Rom's) were
/// tried, and drew the noise of the grid as a texture of worms.
pub(super) struct Surface {
    /// Cells of the original grid, columns and rows: beyond them nothing is known.
    known: [f64; 2],
    /// The first cell here, in original cells.
    offset: [f64; 2],
    /// Original cells in a cell here, along one side.
    reduction: f64,
    per_reduction: f32,
    width: usize,
    height: usize,
    /// Heights, row by row, with `PAD` cells around.
    fine: Vec<f32>,
    broad: Vec<f32>,
    rugged: Vec<f32>,
}

/// Height and slope of a surface.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    /// Meters.
    pub height: f32,
    /// Meters for a column to the right and for a row down, of the original grid.
    pub slope: [f32; 2],
}

/// Both surfaces at one position.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    pub fine: Form,
    pub broad: Form,
    /// Mean distance between the two in the neighborhood, meters.
    pub rugged: f32,
}

impl Surface {
    /// The part of a (sound) grid within reach. `cells_per_pixel` is how many cells a pixel
    /// covers: where it is two or more, cells are first averaged, or they would flicker.
    pub fn new(elevation: &Elevation, reach: Option<[[f64; 2]; 2]>, cells_per_pixel: f64) -> Self {
        let size = [elevation.width, elevation.height];
        let mut halvings = 0_u32;
        while halvings < 16 && cells_per_pixel >= f64::from(2 << halvings) {
            halvings += 1;
        }
        let block = 1_usize << halvings;
        let [columns, rows] = [0, 1].map(|axis| {
            let last = size[axis] - 1;
            let Some(reach) = reach else { return [0, last] };
            let [low, high] = reach[axis];
            let margin = MARGIN * block as f64;
            // Casts saturate: below zero is zero. Whole blocks, so that a cell is averaged with the
            // same neighbors whatever part of the grid is in view.
            let low = (((low - margin).floor() as usize).min(last)) / block * block;
            [low, ((high + margin).ceil() as usize).clamp(low, last)]
        });
        let count = |[low, high]: [usize; 2]| (high - low + 1).div_ceil(block);
        let (width, height) = (count(columns), count(rows));
        let mut heights = Vec::with_capacity(width * height);
        for row in 0..height {
            for column in 0..width {
                let (x, y) = (columns[0] + column * block, rows[0] + row * block);
                heights.push(mean(elevation, x, y, block));
            }
        }
        let mut broad = heights.clone();
        for _ in 0..3 {
            broad = blurred(&broad, width, height);
        }
        let apart: Vec<f32> = heights.iter().zip(&broad).map(|(a, b)| (a - b).abs()).collect();
        let rugged = blurred(&blurred(&apart, width, height), width, height);
        Self {
            known: size.map(|length| length as f64),
            offset: [columns[0] as f64, rows[0] as f64],
            reduction: block as f64,
            per_reduction: 1.0 / block as f32,
            width,
            height,
            fine: padded(&heights, width, height),
            rugged: padded(&rugged, width, height),
            broad: padded(&broad, width, height),
        }
    }

    /// 1 over known ground, falling to 0 two cells beyond it.
    pub fn cover(&self, at: [f64; 2]) -> f32 {
        let beyond = |axis: usize| {
            (-0.5 - at[axis]).max(at[axis] - (self.known[axis] - 0.5)).max(0.0) / self.reduction
        };
        (1.0 - beyond(0).max(beyond(1)) / 2.0).clamp(0.0, 1.0) as f32
    }

    /// Both surfaces at a column and row of the original grid; beyond the edge, those at the edge.
    pub fn sample(&self, at: [f64; 2]) -> Sample {
        let place = |axis: usize, length: usize| {
            let here = (at[axis] - self.offset[axis] + 0.5) / self.reduction - 0.5;
            let here = here.clamp(0.0, (length - 1) as f64);
            (here as usize, (here - (here as usize) as f64) as f32)
        };
        let (column, fx) = place(0, self.width);
        let (row, fy) = place(1, self.height);
        // The four cells begin one before; the padding puts them one after.
        let first = (row + PAD - 1) * (self.width + 2 * PAD) + column + PAD - 1;
        let (x, y) = (Weights::at(fx), Weights::at(fy));
        let stride = self.width + 2 * PAD;
        let form = |values: &[f32]| {
            // Down the four columns first: four lanes side by side.
            let (mut value, mut fall) = ([0.0; 4], [0.0; 4]);
            for i in 0..4 {
                let start = first + i * stride;
                let Some(cells) = values.get(start..start + 4) else { continue };
                for lane in 0..4 {
                    value[lane] += cells[lane] * y.value[i];
                    fall[lane] += cells[lane] * y.slope[i];
                }
            }
            Form {
                height: dot(value, x.value),
                slope: [dot(value, x.slope), dot(fall, x.value)]
                    .map(|slope| slope * self.per_reduction),
            }
        };
        let mut rugged = [0.0; 4];
        for i in 0..4 {
            let start = first + i * stride;
            let Some(cells) = self.rugged.get(start..start + 4) else { continue };
            for lane in 0..4 {
                rugged[lane] += cells[lane] * y.value[i];
            }
        }
        let rugged = dot(rugged, x.value);
        Sample { fine: form(&self.fine), broad: form(&self.broad), rugged }
    }
}

fn dot([a, b, c, d]: [f32; 4], [w, x, y, z]: [f32; 4]) -> f32 {
    (a * w + b * x) + (c * y + d * z)
}

/// The cubic B-spline's weights of four neighbors, and their derivatives.
struct Weights {
    value: [f32; 4],
    slope: [f32; 4],
}

impl Weights {
    /// `t`: from the second of the four to the third, 0 to 1.
    fn at(t: f32) -> Self {
        let (u, t2) = (1.0 - t, t * t);
        let (t3, u2) = (t2 * t, u * u);
        let sixth = 1.0 / 6.0;
        let value = [
            u2 * u * sixth,
            (3.0 * t3 - 6.0 * t2 + 4.0) * sixth,
            (-3.0 * t3 + 3.0 * t2 + 3.0 * t + 1.0) * sixth,
            t3 * sixth,
        ];
        let slope = [-0.5 * u2, 1.5 * t2 - 2.0 * t, -1.5 * t2 + t + 0.5, 0.5 * t2];
        Self { value, slope }
    }
}

/// The mean height of a block of cells, as far as the grid reaches.
fn mean(elevation: &Elevation, x: usize, y: usize, block: usize) -> f32 {
    let (mut sum, mut count) = (0_i64, 0_i64);
    for row in y..(y + block).min(elevation.height) {
        let start = row * elevation.width;
        let end = start + (x + block).min(elevation.width);
        for meters in elevation.meters.get(start + x..end).unwrap_or_default() {
            sum += i64::from(*meters);
            count += 1;
        }
    }
    (sum as f64 / count.max(1) as f64) as f32
}

/// The mean over a square of five by five cells, edges repeated. Three times over it is nearly a
/// Gaussian of 2.4 cells.
fn blurred(values: &[f32], width: usize, height: usize) -> Vec<f32> {
    const RADIUS: isize = 2;
    let mean = |sum: f32| sum / (2 * RADIUS + 1) as f32;
    let near = |i: usize, by: isize, length: usize| i.saturating_add_signed(by).min(length - 1);
    let mut across = Vec::with_capacity(values.len());
    for row in values.chunks_exact(width) {
        across.extend(
            (0..width).map(|i| mean((-RADIUS..=RADIUS).map(|by| row[near(i, by, width)]).sum())),
        );
    }
    let mut out = vec![0.0_f32; values.len()];
    for (i, line) in out.chunks_exact_mut(width).enumerate() {
        for by in -RADIUS..=RADIUS {
            let start = near(i, by, height) * width;
            for (sum, value) in line.iter_mut().zip(&across[start..start + width]) {
                *sum += value;
            }
        }
        for sum in line {
            *sum = mean(*sum);
        }
    }
    out
}

/// The grid with its edge cells repeated around it.
fn padded(values: &[f32], width: usize, height: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity((width + 2 * PAD) * (height + 2 * PAD));
    for row in 0..height + 2 * PAD {
        let start = row.saturating_sub(PAD).min(height - 1) * width;
        let line = &values[start..start + width];
        out.extend(std::iter::repeat_n(line[0], PAD));
        out.extend_from_slice(line);
        out.extend(std::iter::repeat_n(line[width - 1], PAD));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::LonLat;

    fn hills(width: usize, height: usize) -> Elevation {
        let meters = (0..width * height)
            .map(|i| ((i % width * 37) % 101 * 9 + (i / width * 53) % 89 * 11) as i16)
            .collect();
        let (north_west, south_east) = (LonLat::new(40.0, 41.0), LonLat::new(41.0, 40.0));
        Elevation { width, height, north_west, south_east, meters }
    }

    /// The tensor product of the B-spline's weights at whole positions, 1/6, 2/3, 1/6.
    #[test]
    fn heights_are_smoothed_with_the_weights_of_the_spline() {
        let grid = hills(40, 30);
        let surface = Surface::new(&grid, None, 0.2);
        let weights = [1.0 / 6.0, 2.0 / 3.0, 1.0 / 6.0];
        for (column, row) in [(3, 3), (20, 17), (38, 28)] {
            let mut expected = 0.0;
            for (i, wy) in weights.iter().enumerate() {
                for (j, wx) in weights.iter().enumerate() {
                    let cell = (row + i - 1) * 40 + column + j - 1;
                    expected += wx * wy * f32::from(grid.meters[cell]);
                }
            }
            let height = surface.sample([column as f64, row as f64]).fine.height;
            assert!((height - expected).abs() < 0.05, "{column} {row} {height} {expected}");
        }
    }

    #[test]
    fn slopes_are_those_of_the_surface() {
        let surface = Surface::new(&hills(40, 30), None, 0.2);
        let step = 1.0 / 64.0;
        for i in 0..200 {
            let at = [5.3 + f64::from(i) * 0.131, 4.1 + f64::from(i) * 0.097];
            for axis in 0..2 {
                let moved = |by: f64| {
                    let mut there = at;
                    there[axis] += by;
                    surface.sample(there)
                };
                let (before, after, here) = (moved(-step), moved(step), moved(0.0));
                let run = 2.0 * step as f32;
                let fine = (after.fine.height - before.fine.height) / run;
                let broad = (after.broad.height - before.broad.height) / run;
                assert!((fine - here.fine.slope[axis]).abs() < 2.0, "{fine} {here:?}");
                assert!((broad - here.broad.slope[axis]).abs() < 0.5, "{broad} {here:?}");
            }
        }
    }

    #[test]
    fn a_part_of_the_grid_gives_the_same_surface() {
        let grid = hills(200, 150);
        let whole = Surface::new(&grid, None, 0.5);
        let part = Surface::new(&grid, Some([[90.0, 110.0], [60.0, 80.0]]), 0.5);
        assert!(part.fine.len() < whole.fine.len() / 3);
        for i in 0..20 {
            let at = [90.0 + f64::from(i), 60.3 + f64::from(i) * 0.9];
            let (a, b) = (whole.sample(at), part.sample(at));
            assert!((a.fine.height - b.fine.height).abs() < 0.01);
            assert!((a.broad.height - b.broad.height).abs() < 0.01);
        }
    }

    #[test]
    fn a_ramp_keeps_its_slope_when_reduced_and_one_cell_is_flat() {
        let (width, height) = (64, 64);
        let meters = (0..width * height).map(|i| (i % width * 20) as i16).collect();
        let corner = LonLat::new(40.0, 41.0);
        let mut grid = Elevation { width, height, north_west: corner, south_east: corner, meters };
        let reduced = Surface::new(&grid, None, 4.5);
        let form = reduced.sample([31.0, 32.0]).fine;
        assert!((form.slope[0] - 20.0).abs() < 1e-2 && form.slope[1].abs() < 1e-2, "{form:?}");
        assert!((form.height - 620.0).abs() < 0.1, "{form:?}");
        (grid.width, grid.height, grid.meters) = (1, 1, vec![500]);
        let form = Surface::new(&grid, None, 1.0).sample([7.0, -3.0]).fine;
        assert!((form.height - 500.0).abs() < 1e-3 && form.slope == [0.0; 2], "{form:?}");
    }
}
