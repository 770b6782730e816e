//! Arcs of a day put together to lines.

use crate::topology::{ArcId, Coverage, GridPoint, HalfArc};
use rustc_hash::{FxHashMap, FxHashSet};

/// Arcs end to end.
pub struct Line {
    /// In order.
    pub arcs: Vec<HalfArc>,
    /// Whether the last ends where the first begins, and nothing else does.
    pub closed: bool,
}

/// Joins arcs end to end wherever exactly two of them meet.
pub fn chains(coverage: &Coverage, arcs: &[ArcId]) -> Vec<Line> {
    let ends = |id: ArcId| {
        let points = &coverage.arcs()[id.0 as usize].points;
        Some((*points.first()?, *points.last()?))
    };
    /// The arcs that end in a point: the first two, and how many there are.
    type Meeting = ([(ArcId, bool); 2], u32);
    // Only looked up, so that its order shows nowhere.
    let mut meeting: FxHashMap<GridPoint, Meeting> = FxHashMap::default();
    meeting.reserve(arcs.len());
    for &id in arcs {
        let Some((first, last)) = ends(id) else { continue };
        for (point, end) in [(first, (id, false)), (last, (id, true))] {
            let (both, count) = meeting.entry(point).or_insert(([end; 2], 0));
            if *count == 1 {
                both[1] = end;
            }
            *count += 1;
        }
    }
    let onward = |id: ArcId, reversed: bool| -> Option<(ArcId, bool)> {
        let (first, last) = ends(id)?;
        let end = if reversed { first } else { last };
        match meeting.get(&end) {
            Some(&([a, b], 2)) if a.0 != b.0 => Some(if a.0 == id { b } else { a }),
            _ => None,
        }
    };
    let mut done: FxHashSet<ArcId> = FxHashSet::default();
    let mut chains = Vec::new();
    // First from open ends, then what is left: closed chains.
    let starts = arcs.iter().flat_map(|&id| [(id, false), (id, true)]);
    let open = starts.clone().filter(|&(id, reversed)| onward(id, !reversed).is_none());
    for (id, reversed) in open.chain(starts.clone()) {
        if !done.insert(id) {
            continue;
        }
        let half = |(arc, reversed)| HalfArc { arc, reversed };
        let alone = matches!(ends(id), Some((first, last))
            if first == last && meeting.get(&first).is_some_and(|(_, count)| *count == 2));
        let mut line = Line { arcs: vec![half((id, reversed))], closed: alone };
        let mut last = (id, reversed);
        while let Some(next) = onward(last.0, last.1) {
            if !done.insert(next.0) {
                line.closed = next == (id, reversed);
                break;
            }
            line.arcs.push(half(next));
            last = next;
        }
        chains.push(line);
    }
    chains
}
