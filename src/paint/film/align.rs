//! Which of the elements known so far a frame shows again.

/// For each of a frame's items the place of the known element that it is, or `None` for a new one.
/// `candidates` lists, item by item, the places of equal elements in rising order.
///
/// The places rise, so that known elements keep their order, and as many items as possible have one
/// (the longest common subsequence: Hunt and Szymanski 1977, "A fast algorithm for computing
/// longest common subsequences").
pub(super) fn align(candidates: &[Vec<usize>]) -> Vec<Option<usize>> {
    /// An item at a place, and the pair before it in the longest chain that ends here.
    struct Pair {
        item: usize,
        place: usize,
        before: Option<usize>,
    }
    let mut pairs: Vec<Pair> = Vec::new();
    // By length: the pair with the lowest place that ends a chain of that length.
    let mut ends: Vec<usize> = Vec::new();
    for (item, places) in candidates.iter().enumerate() {
        // From the highest, so that an item does not follow itself.
        for &place in places.iter().rev() {
            let length = ends.partition_point(|&end| pairs[end].place < place);
            let before = length.checked_sub(1).map(|shorter| ends[shorter]);
            pairs.push(Pair { item, place, before });
            match ends.get_mut(length) {
                Some(end) => *end = pairs.len() - 1,
                None => ends.push(pairs.len() - 1),
            }
        }
    }
    let mut places = vec![None; candidates.len()];
    let mut next = ends.last().copied();
    while let Some(pair) = next.map(|next| &pairs[next]) {
        places[pair.item] = Some(pair.place);
        next = pair.before;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn the_longest_chain_is_kept() {
        // Known: a b c d; shown: d a b x c.
        let shown = [vec![3], vec![0], vec![1], vec![], vec![2]];
        assert_eq!(align(&shown), [None, Some(0), Some(1), None, Some(2)]);
        // Known: a a; shown: a a a.
        let shown = [vec![0, 1], vec![0, 1], vec![0, 1]];
        assert_eq!(align(&shown).iter().flatten().collect::<Vec<_>>(), [&0, &1]);
        assert_eq!(align(&[]), []);
    }
}
