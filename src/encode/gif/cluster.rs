//! Clusters of colors: where the colors of a palette should be.

use super::palette::ALIKE;
use crate::color::Oklab;
use rayon::prelude::*;

/// Rounds of moving centers; later rounds move them by less than can be seen.
const ROUNDS: usize = 6;

/// Points that one task looks at. Sums are of whole numbers, so splitting does not change them.
const TASK: usize = 1024;

/// A color and what it weighs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub lab: Oklab,
    pub weight: i64,
}

/// Weighted sums of points.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    weight: i64,
    lab: [i64; 3],
}

impl Sum {
    fn add(&mut self, point: &Point) {
        self.weight += point.weight;
        for (sum, value) in self.lab.iter_mut().zip(point.lab.0) {
            *sum += point.weight * i64::from(value);
        }
    }

    fn mean(&self) -> Option<Oklab> {
        let rounded = |sum: i64| (2 * sum + self.weight).div_euclid(2 * self.weight) as i32;
        (self.weight > 0).then(|| Oklab(self.lab.map(rounded)))
    }
}

/// At most `count` centers that, with the fixed ones, are near to all points: k-means (Lloyd,
/// "Least squares quantization in PCM", 1982) from the means of boxes that [`split`] finds.
pub(super) fn clusters(points: &[Point], fixed: &[Oklab], count: usize) -> Vec<Oklab> {
    let served = |point: &&Point| fixed.iter().any(|f| f.distance(point.lab) <= ALIKE);
    let open: Vec<Point> = points.iter().filter(|point| !served(point)).copied().collect();
    let mut centers = fixed.to_vec();
    centers.extend(split(open.clone(), count));
    for _ in 0..ROUNDS {
        let sums = open
            .par_chunks(TASK)
            .map(|points| {
                let mut sums = vec![Sum::default(); centers.len()];
                for point in points {
                    if let Some(sum) = sums.get_mut(nearest(&centers, point.lab)) {
                        sum.add(point);
                    }
                }
                sums
            })
            .reduce_with(|mut all, some| {
                for (all, some) in all.iter_mut().zip(some) {
                    all.weight += some.weight;
                    for (all, some) in all.lab.iter_mut().zip(some.lab) {
                        *all += some;
                    }
                }
                all
            })
            .unwrap_or_default();
        for (center, sum) in centers.iter_mut().zip(&sums).skip(fixed.len()) {
            *center = sum.mean().unwrap_or(*center);
        }
    }
    centers.split_off(fixed.len())
}

/// The index of the nearest center, the first of those equally near.
fn nearest(centers: &[Oklab], lab: Oklab) -> usize {
    let distances = centers.iter().map(|center| center.distance(lab)).enumerate();
    distances.min_by_key(|(_, distance)| *distance).map_or(0, |(index, _)| index)
}

/// Some of the points, with what deciding about them needs.
struct Part {
    points: Vec<Point>,
    mean: Oklab,
    /// Where the spread is largest: lightness, a or b.
    axis: usize,
    /// The weighted sum of squared distances from the mean.
    spread: i64,
}

impl Part {
    fn of(points: Vec<Point>) -> Option<Self> {
        let mut sum = Sum::default();
        points.iter().for_each(|point| sum.add(point));
        let mean = sum.mean()?;
        let mut spreads = [0; 3];
        for point in &points {
            for (spread, distance) in spreads.iter_mut().zip(point.lab.minus(mean)) {
                *spread += point.weight * i64::from(distance) * i64::from(distance);
            }
        }
        let axis = (0..3).max_by_key(|axis| spreads[*axis]).unwrap_or(0);
        Some(Self { points, mean, axis, spread: spreads.iter().sum() })
    }
}

/// The means of at most `count` parts, found by halving the part of the largest spread at its
/// mean, again and again (after Wu, "Color quantization by dynamic programming and principal
/// analysis", 1992, along the axes rather than the principal one).
fn split(points: Vec<Point>, count: usize) -> Vec<Oklab> {
    let mut parts: Vec<Part> = Part::of(points).into_iter().collect();
    while parts.len() < count {
        let Some(widest) = (0..parts.len()).max_by_key(|part| parts[*part].spread) else { break };
        if parts[widest].spread == 0 {
            break;
        }
        let Part { points, mean, axis, .. } = parts.swap_remove(widest);
        // The mean is rounded: where that takes it up to the highest point, none is above it.
        let above = points.iter().any(|point| point.lab.0[axis] > mean.0[axis]);
        let highest_low = if above { mean.0[axis] } else { mean.0[axis] - 1 };
        let (low, high) = points.into_iter().partition(|point| point.lab.0[axis] <= highest_low);
        parts.extend([low, high].into_iter().filter_map(Part::of));
    }
    parts.truncate(count);
    parts.into_iter().map(|part| part.mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lightness: i32, weight: i64) -> Point {
        Point { lab: Oklab([lightness, 0, 0]), weight }
    }

    #[test]
    fn groups_are_found() {
        let points: Vec<Point> =
            [100, 110, 120, 2000, 2010, 4000].map(|lightness| point(lightness, 3)).to_vec();
        let mut centers = clusters(&points, &[], 3);
        centers.sort_by_key(|center| center.0);
        assert_eq!(centers, [110, 2005, 4000].map(|lightness| Oklab([lightness, 0, 0])));
    }

    #[test]
    fn fixed_centers_serve_their_points() {
        let points = [point(100, 1), point(1000, 1)];
        assert_eq!(clusters(&points, &[Oklab([105, 0, 0])], 5), [Oklab([1000, 0, 0])]);
        assert_eq!(clusters(&points, &[], 0), []);
    }

    /// The mean of 7 and 8 is rounded to 8.
    #[test]
    fn neighbors_are_split() {
        let lightness = |n| Oklab([n, 0, 0]);
        assert_eq!(split(vec![point(7, 1), point(8, 1)], 4), [lightness(7), lightness(8)]);
        assert_eq!(split(vec![point(7, 1), point(8, 9)], 4), [lightness(7), lightness(8)]);
    }

    #[test]
    fn splitting_ends_when_all_points_are_alike() {
        assert_eq!(split(vec![point(7, 1); 9], 4), [Oklab([7, 0, 0])]);
    }
}
