//! What differs between two paths that say which stretches they consist of: found by stretches, at
//! no cost for those that both have.

use super::damage::{Crossed, Damage, NEAR, crossings, crossings_along};
use super::outline::scaled;
use crate::math::{PagePoint, Rect, TileSet};
use crate::scene::{Chain, Run, Stretch};
use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::sync::Arc;

/// A run by the place of its stretch in memory. Only counted by, so that it never shows.
type Key = (*const Stretch, bool);

fn key(run: &Run) -> Key {
    (Arc::as_ptr(&run.stretch), run.reversed)
}

/// Adds the tiles in which two areas can differ.
pub(super) fn areas(damage: &mut Damage<'_, '_>, a: &[Chain], b: &[Chain]) {
    let only = difference(&runs(a), &runs(b), |run| key(run));
    let closing =
        difference(&closing(a), &closing(b), |(p, q)| [p.x, p.y, q.x, q.y].map(f64::to_bits));
    if only.is_empty() && closing.is_empty() {
        return;
    }
    let scale = damage.scale;
    let mut crossed = Crossed::new(&damage.tiles);
    for run in only {
        let Damage { seen, crossings, tiles, .. } = damage;
        let own = seen.entry(Arc::as_ptr(&run.stretch)).or_insert_with(|| {
            let points = run.stretch.points().iter().map(|p| scaled(*p, scale));
            let start = crossings.len();
            crossings_along(points.clone(), crossings);
            insert_line(tiles, points, NEAR);
            start..crossings.len()
        });
        crossed.insert(crossings.get(own.clone()).unwrap_or_default().iter().copied());
    }
    for (p, q) in closing {
        let (p, q) = (scaled(p, scale), scaled(q, scale));
        crossed.insert(crossings(p, q));
        damage.tiles.insert_rect(&around(p, q, NEAR));
    }
    crossed.close(&mut damage.tiles);
}

/// Adds the tiles that a line through some points, in pixels, comes within some pixels of.
fn insert_line(tiles: &mut TileSet, mut points: impl Iterator<Item = PagePoint>, reach: f64) {
    let Some(mut before) = points.next() else { return };
    // The last tiles added hold all that is near to points in here; mostly the next one is, too.
    let mut near = Rect { x0: f64::MAX, y0: f64::MAX, x1: f64::MIN, y1: f64::MIN };
    let within = |near: &Rect, p: PagePoint| {
        (near.x0 <= p.x) & (p.x <= near.x1) & (near.y0 <= p.y) & (p.y <= near.y1)
    };
    let mut held = false;
    for point in points {
        held &= within(&near, point);
        if !held {
            near = tiles.insert_rect(&around(before, point, reach)).grow(-reach);
            held = within(&near, point);
        }
        before = point;
    }
}

fn runs(chains: &[Chain]) -> Vec<&Run> {
    chains.iter().flat_map(|chain| &chain.runs).collect()
}

/// The edges by which rings are closed that do not return to where they began.
fn closing(chains: &[Chain]) -> Vec<(PagePoint, PagePoint)> {
    chains.iter().filter_map(Chain::ends).filter(|(first, last)| first != last).collect()
}

/// Adds the tiles in which two lines can differ that reach some pixels beyond their paths.
pub(super) fn lines(damage: &mut Damage<'_, '_>, a: &[Chain], b: &[Chain], reach: f64) {
    let only = difference(&joints(a), &joints(b), |joint| joint.map(|run| run.map(key)));
    let scale = damage.scale;
    let mut whole: FxHashMap<Key, i32> = FxHashMap::default();
    runs(a).into_iter().for_each(|run| *whole.entry(key(run)).or_default() += 1);
    runs(b).into_iter().for_each(|run| *whole.entry(key(run)).or_default() -= 1);
    for run in a.iter().chain(b).flat_map(|chain| &chain.runs) {
        if whole.get_mut(&key(run)).is_some_and(|count| std::mem::take(count) != 0) {
            let points = run.stretch.points().iter().map(|p| scaled(*p, scale));
            insert_line(&mut damage.tiles, points, reach);
        }
    }
    // Where other stretches meet, the corner between them is another one.
    let mut insert = |p: PagePoint, q: PagePoint| {
        damage.tiles.insert_rect(&around(scaled(p, scale), scaled(q, scale), reach));
    };
    for [before, after] in only {
        if let Some((p, q)) = before.and_then(|run| end(run, !run.reversed)) {
            insert(p, q);
        }
        if let Some((p, q)) = after.and_then(|run| end(run, run.reversed)) {
            insert(p, q);
        }
    }
}

/// Adds the tiles in which two dashed lines can differ: where one changes, its dashes move all along.
pub(super) fn dashed(damage: &mut Damage<'_, '_>, a: &[Chain], b: &[Chain], reach: f64) {
    let whole = |chain: &Chain| (chain.closed, chain.runs.iter().map(key).collect::<Vec<_>>());
    for chain in difference(a, b, whole) {
        let points = chain.points().map(|p| scaled(p, damage.scale));
        let again = chain.points().next().filter(|_| chain.closed);
        let first = again.map(|p| scaled(p, damage.scale));
        insert_line(&mut damage.tiles, points.chain(first), reach);
    }
}

/// Which run follows which; nothing comes before the first and after the last of an open chain.
fn joints(chains: &[Chain]) -> Vec<[Option<&Run>; 2]> {
    let mut joints = Vec::new();
    for Chain { runs, closed } in chains {
        joints.extend(runs.windows(2).map(|pair| [Some(&pair[0]), Some(&pair[1])]));
        let (first, last) = (runs.first(), runs.last());
        if *closed {
            joints.push([last, first]);
        } else {
            joints.extend([[None, first], [last, None]]);
        }
    }
    joints
}

/// The outermost segment of a stretch, with what lies between it and the end if points repeat.
fn end(run: &Run, last: bool) -> Option<(PagePoint, PagePoint)> {
    let points = run.stretch.points();
    let end = if last { points.last() } else { points.first() }?;
    let other = |p: &&PagePoint| *p != end;
    let next = if last { points.iter().rev().find(other) } else { points.iter().find(other) };
    Some((*end, *next.unwrap_or(end)))
}

/// The rectangle around a line, in pixels, and what is near.
fn around(p: PagePoint, q: PagePoint, reach: f64) -> Rect {
    let (x0, x1) = if p.x < q.x { (p.x, q.x) } else { (q.x, p.x) };
    let (y0, y1) = if p.y < q.y { (p.y, q.y) } else { (q.y, p.y) };
    Rect { x0, y0, x1, y1 }.grow(reach)
}

/// What is more often in one list than in the other, in the order of the lists.
fn difference<T: Clone, K: Hash + Eq>(a: &[T], b: &[T], key: impl Fn(&T) -> K) -> Vec<T> {
    // Most lists begin and end alike.
    let front = a.iter().zip(b).take_while(|(a, b)| key(a) == key(b)).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| key(a) == key(b)).count();
    let (a, b) = (&a[..a.len() - back], &b[..b.len() - back]);
    let mut counts: FxHashMap<K, i32> = FxHashMap::default();
    counts.reserve(a.len());
    a.iter().for_each(|item| *counts.entry(key(item)).or_default() += 1);
    let mut only = Vec::new();
    for item in b {
        match counts.get_mut(&key(item)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => only.push(item.clone()),
        }
    }
    for item in a {
        if let Some(count) = counts.get_mut(&key(item)).filter(|count| **count > 0) {
            *count -= 1;
            only.push(item.clone());
        }
    }
    only
}

#[cfg(test)]
mod tests;
