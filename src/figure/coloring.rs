//! Colors for more parties than a theme has colors: neighbors differ, others may share one.

use crate::color::Color;
use crate::color::difference::{Lab, ciede2000};
use crate::dataset::PartyId;
use std::collections::BTreeSet;

/// Colors closer than this to an author's color next to them are avoided (CIEDE2000).
const LEAST: f64 = 12.0;
/// Grays look like ground that nobody holds; they are passed over while so many colors are left.
const GRAY: f64 = 15.0;
const ENOUGH: usize = 6;

/// A color for each party: its own if it has one, else one of `series` that no neighbor has.
///
/// Parties are colored one after the other, the one with the fewest neighbors that are left being the
/// last ("smallest last", Matula and Beck 1983): on a plane at most five neighbors are colored before
/// a party, so that six colors are enough where everybody's ground is in one piece. Of the colors that
/// are free the one used least is taken, so that none prevails.
pub(super) fn colors(
    own: &[Option<Color>],
    neighbors: &BTreeSet<(PartyId, PartyId)>,
    series: &[Color],
) -> Vec<Color> {
    let lively: Vec<Color> =
        series.iter().copied().filter(|color| Lab::of(*color).chroma() >= GRAY).collect();
    let series = if lively.len() >= ENOUGH { &lively } else { series };
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); own.len()];
    for (one, other) in neighbors {
        let (one, other) = (usize::from(one.0), usize::from(other.0));
        if one.max(other) < own.len() {
            beside[one].push(other);
            beside[other].push(one);
        }
    }
    let mut colors: Vec<Option<Color>> = own.to_vec();
    let mut used: Vec<usize> =
        series.iter().map(|color| own.iter().flatten().filter(|o| *o == color).count()).collect();
    for party in smallest_last(&beside) {
        if colors[party].is_some() {
            continue;
        }
        let taken: Vec<Color> = beside[party].iter().filter_map(|other| colors[*other]).collect();
        let apart = |color: Color| {
            taken.iter().map(|other| ciede2000(color, *other)).fold(f64::INFINITY, f64::min)
        };
        let free = (0..series.len()).filter(|i| apart(series[*i]) >= LEAST);
        let chosen = free.min_by_key(|i| used[*i]).or_else(|| {
            (0..series.len()).max_by(|a, b| apart(series[*a]).total_cmp(&apart(series[*b])))
        });
        if let Some(chosen) = chosen {
            used[chosen] += 1;
            colors[party] = Some(series[chosen]);
        }
    }
    colors.into_iter().map(|color| color.unwrap_or(Color::BLACK)).collect()
}

/// The order in which to color: taken apart from the end, each time the node with the fewest
/// neighbors among those that are left (of several, the one with the highest number).
fn smallest_last(beside: &[Vec<usize>]) -> Vec<usize> {
    let mut degrees: Vec<usize> = beside.iter().map(Vec::len).collect();
    let mut left: BTreeSet<(usize, std::cmp::Reverse<usize>)> =
        degrees.iter().enumerate().map(|(i, degree)| (*degree, std::cmp::Reverse(i))).collect();
    let mut order = Vec::with_capacity(beside.len());
    let mut is_left = vec![true; beside.len()];
    while let Some((_, std::cmp::Reverse(next))) = left.pop_first() {
        is_left[next] = false;
        order.push(next);
        for &other in beside[next].iter().filter(|other| is_left[**other]) {
            left.remove(&(degrees[other], std::cmp::Reverse(other)));
            degrees[other] -= 1;
            left.insert((degrees[other], std::cmp::Reverse(other)));
        }
    }
    order.reverse();
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series() -> Vec<Color> {
        ["#de7448", "#1f5a98", "#e9d65c", "#3a1f4d", "#3f7d4e", "#a34573", "#2d8a8a", "#4c4c57"]
            .map(|text| Color::parse(text).unwrap())
            .to_vec()
    }

    /// A honeycomb, in which every cell has six neighbors.
    fn honeycomb(columns: usize, rows: usize) -> BTreeSet<(PartyId, PartyId)> {
        let cell = |x: usize, y: usize| PartyId((y * columns + x) as u16);
        let mut pairs = BTreeSet::new();
        for y in 0..rows {
            for x in 0..columns {
                if x + 1 < columns {
                    pairs.insert((cell(x, y), cell(x + 1, y)));
                }
                if y + 1 < rows {
                    pairs.insert((cell(x, y), cell(x, y + 1)));
                    let aside = if y % 2 == 0 { x.checked_sub(1) } else { Some(x + 1) };
                    if let Some(aside) = aside.filter(|aside| *aside < columns) {
                        pairs.insert((cell(x, y), cell(aside, y + 1)));
                    }
                }
            }
        }
        pairs
    }

    #[test]
    fn neighbors_differ_and_no_color_prevails() {
        let neighbors = honeycomb(12, 10);
        let colors = colors(&[None; 120], &neighbors, &series());
        for (one, other) in &neighbors {
            assert_ne!(colors[usize::from(one.0)], colors[usize::from(other.0)]);
        }
        for color in &series()[..7] {
            let count = colors.iter().filter(|other| *other == color).count();
            assert!((12..=24).contains(&count), "{color}: {count}");
        }
        assert!(!colors.contains(&series()[7]), "gray is left alone");
    }

    #[test]
    fn authors_colors_stay_and_are_not_repeated_beside_them() {
        let orange = series()[0];
        let mut own = vec![None; 120];
        own[30] = Some(orange);
        let neighbors = honeycomb(12, 10);
        let colors = colors(&own, &neighbors, &series());
        assert_eq!(colors[30], orange);
        for (one, other) in neighbors.iter().map(|(a, b)| (usize::from(a.0), usize::from(b.0))) {
            assert!(one != 30 && other != 30 || colors[one] != colors[other]);
        }
        // Everybody beside everybody: what is left is the least alike.
        let all = (0..9).flat_map(|a| (0..a).map(move |b| (PartyId(b), PartyId(a)))).collect();
        assert_eq!(super::colors(&[None; 9], &all, &series()).len(), 9);
    }
}
