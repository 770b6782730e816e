//! Which parties ever meet.

use super::{Coverage, History, HistoryId, HoldingId};
use crate::dataset::PartyId;
use std::collections::BTreeSet;

impl Coverage {
    /// The pairs of parties whose ground meets on any day, the lower number first. Of contested ground
    /// both sides count.
    pub fn neighbors(&self) -> BTreeSet<(PartyId, PartyId)> {
        let histories: BTreeSet<(HistoryId, HistoryId)> = self
            .arcs()
            .iter()
            .map(|arc| (arc.left.min(arc.right), arc.left.max(arc.right)))
            .collect();
        let mut holdings: BTreeSet<(HoldingId, HoldingId)> = BTreeSet::new();
        for (one, other) in histories {
            let of = |history: HistoryId| self.histories().get(history.0 as usize);
            if let (Some(one), Some(other)) = (of(one), of(other)) {
                together(one, other, &mut holdings);
            }
        }
        let sides = |id: HoldingId| {
            let holding = self.holdings().get(id.0 as usize);
            holding.into_iter().flat_map(|holding| [Some(holding.party), holding.other]).flatten()
        };
        let mut pairs = BTreeSet::new();
        for (one, other) in holdings {
            for a in sides(one) {
                pairs.extend(sides(other).filter(|b| *b != a).map(|b| (a.min(b), a.max(b))));
            }
        }
        pairs
    }
}

/// The holdings that two histories have at the same time.
fn together(one: &History, other: &History, pairs: &mut BTreeSet<(HoldingId, HoldingId)>) {
    let (mut a, mut b) = (0, 0);
    while let (Some((_, left)), Some((_, right))) = (one.0.get(a), other.0.get(b)) {
        if let (Some(left), Some(right)) = (left, right) {
            pairs.insert((*left, *right));
        }
        // On to the change that comes next.
        let next = |history: &History, at: usize| history.0.get(at + 1).map(|(from, _)| *from);
        match (next(one, a), next(other, b)) {
            (None, None) => break,
            (Some(_), None) => a += 1,
            (None, Some(_)) => b += 1,
            (Some(x), Some(y)) => {
                a += usize::from(x <= y);
                b += usize::from(y <= x);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Day, Validity};
    use crate::timeline::{DatedArea, Holding};
    use geo::{MultiPolygon, Rect};
    use std::sync::Arc;

    #[test]
    fn those_who_meet_on_some_day_are_neighbors() {
        let day = |text: &str| Some(Day::parse(text).unwrap());
        let area = |west: f64, party: u16, from, until| DatedArea {
            geometry: Arc::new(
                MultiPolygon::from(Rect::new((west, 0.0), (west + 1.0, 1.0)).to_polygon()).into(),
            ),
            within: Vec::new(),
            without: Vec::new(),
            source: None,
            holding: Some(Holding::of(PartyId(party))),
            validity: Validity::new(from, until),
        };
        let (may, june) = (day("1918-05-01"), day("1918-06-01"));
        // 0 beside 1, which 2 takes in June; 3 was beside 1 in May only; 4 lies apart.
        let areas = [
            area(0.0, 0, None, None),
            area(1.0, 1, None, june),
            area(1.0, 2, june, None),
            area(2.0, 3, may, june),
            area(9.0, 4, None, None),
        ];
        let pairs = Coverage::build(&areas).neighbors();
        let pairs: Vec<_> = pairs.into_iter().map(|(a, b)| (a.0, b.0)).collect();
        assert_eq!(pairs, [(0, 1), (0, 2), (1, 3)]);
    }
}
