//! Sums over rectangles of cells.

/// A summed-area table (Crow 1984, "Summed-area tables for texture mapping"): what lies in any
/// rectangle of cells is told by four numbers.
#[derive(Clone, Debug)]
pub struct Sums {
    stride: usize,
    /// Modulo 2³², which differences are right with.
    table: Vec<u32>,
}

impl Sums {
    /// Adds up cells that are given row by row, which weigh less than 2³² all together.
    pub fn of<T>(columns: usize, cells: &[T], weight: impl Fn(&T) -> u32) -> Self {
        let stride = columns + 1;
        let rows = cells.len().checked_div(columns).unwrap_or(0);
        let mut table = Vec::with_capacity(stride * (rows + 1));
        table.resize(stride, 0);
        for (row, cells) in cells.chunks_exact(columns.max(1)).enumerate().take(rows) {
            table.push(0);
            let mut sum = 0u32;
            let sums = cells.iter().map(|cell| {
                sum = sum.wrapping_add(weight(cell));
                sum
            });
            table.extend(sums);
            // To each the one above.
            let (above, own) = table.split_at_mut((row + 1) * stride);
            let above = above.get(row * stride..).unwrap_or_default();
            own.iter_mut().zip(above).for_each(|(sum, above)| *sum = sum.wrapping_add(*above));
        }
        Self { stride, table }
    }

    /// The sum over the columns from `x0` up to but not including `x1`, and rows alike; what lies
    /// outside counts nothing.
    pub fn within(&self, x0: usize, y0: usize, x1: usize, y1: usize) -> u32 {
        let (columns, rows) = (self.stride - 1, self.table.len() / self.stride - 1);
        let (x0, x1) = (x0.min(columns), x1.min(columns));
        let (y0, y1) = (y0.min(rows), y1.min(rows));
        if x0 >= x1 || y0 >= y1 {
            return 0;
        }
        let at = |x: usize, y: usize| self.table[y * self.stride + x];
        let (all, corner) = (at(x1, y1), at(x0, y0));
        all.wrapping_add(corner).wrapping_sub(at(x0, y1)).wrapping_sub(at(x1, y0))
    }
}

#[cfg(test)]
mod tests {
    use super::Sums;

    #[test]
    fn four_numbers_tell_a_sum() {
        let cells: Vec<u32> = (1..=12).collect();
        let sums = Sums::of(4, &cells, |v| *v);
        assert_eq!(sums.within(0, 0, 4, 3), 78);
        assert_eq!(sums.within(1, 1, 3, 3), 6 + 7 + 10 + 11);
        assert_eq!(sums.within(3, 2, 9, 9), 12);
        assert_eq!(sums.within(2, 2, 2, 3), 0);
        assert_eq!(Sums::of(0, &cells, |v| *v).within(0, 0, 1, 1), 0);
    }
}
