//! Scene paths into what is scanned: rings of straight lines in pixels, cut to the page.

use super::canvas::to_pixels;
use super::clip::Clip;
use super::flatten::{Polyline, flatten};
use super::polygon_clip::{clip_part, clip_polygons};
use super::scan::{Scan, steps};
use crate::math::{PagePoint, Rect};
use crate::scene::{Chain, Path};

/// How far beyond the page geometry is kept, so that what is cut off there is never seen.
const MARGIN: f64 = 16.0;

/// Adds a path as an area, at `scale` pixels a page unit. What lies beyond the page is cut off,
/// always at the same place, so that a part painted by itself is the same as in the whole.
pub(super) fn area(scan: &mut Scan, path: &Path, scale: f64, page: &Rect) {
    let Some(chains) = path.chains() else {
        let rings = flatten(path.segments().iter().copied(), |p| scaled(p, scale));
        rings_of(scan, rings, page);
        return;
    };
    let page = page.grow(MARGIN);
    for chain in chains {
        match chain.bounds() {
            Some(bounds) if page.encloses(&to_pixels(bounds, scale)) => ring(scan, chain, scale),
            _ => cut_ring(scan, chain, scale, &page),
        }
    }
}

/// Adds a ring piece by piece: those far from what is asked for are not looked at.
fn ring(scan: &mut Scan, chain: &Chain, scale: f64) {
    let pixels = |p: PagePoint| scaled(p, scale);
    for run in &chain.runs {
        for (points, bounds) in run.stretch.pieces() {
            let (Some(first), Some(last)) = (points.first(), points.last()) else { continue };
            let (from, to) = if run.reversed { (last, first) } else { (first, last) };
            if scan.passes(&to_pixels(bounds, scale), pixels(*from), pixels(*to)) {
                continue;
            }
            let mut before = steps(pixels(*first));
            for point in points.iter().skip(1) {
                let here = steps(pixels(*point));
                match run.reversed {
                    true => scan.edge(here, before),
                    false => scan.edge(before, here),
                }
                before = here;
            }
        }
    }
    if let Some((first, last)) = chain.ends() {
        scan.edge(steps(pixels(last)), steps(pixels(first)));
    }
}

/// Adds a ring that leaves the page, cut there. The parts that leave it are cut one by one.
fn cut_ring(scan: &mut Scan, chain: &Chain, scale: f64, page: &Rect) {
    let points: Vec<PagePoint> = chain.points().map(|p| scaled(p, scale)).collect();
    let Some(start) = points.iter().position(|p| page.contains(*p)) else {
        for ring in clip_polygons(vec![Polyline { points, closed: true }], page) {
            scan.ring(&ring.points);
        }
        return;
    };
    let mut part = Vec::new();
    let mut before = points.get(start).copied().unwrap_or_default();
    for &p in points.iter().cycle().skip(start + 1).take(points.len()) {
        let inside = page.contains(p);
        if part.is_empty() && inside {
            scan.edge(steps(before), steps(p));
        } else {
            if part.is_empty() {
                part.push(before);
            }
            part.push(p);
            if inside {
                let cut = clip_part(std::mem::take(&mut part), page);
                for (p, q) in cut.iter().zip(cut.iter().skip(1)) {
                    scan.edge(steps(*p), steps(*q));
                }
            }
        }
        before = p;
    }
}

/// The lines of a path, straightened, at `scale` pixels a page unit.
pub(super) fn lines(path: &Path, scale: f64) -> Vec<Polyline> {
    let Some(chains) = path.chains() else {
        return flatten(path.segments().iter().copied(), |p| scaled(p, scale));
    };
    let line = |chain: &Chain| Polyline {
        points: chain.points().map(|p| scaled(p, scale)).collect(),
        closed: chain.closed,
    };
    chains.iter().map(line).filter(|line| line.closed || line.points.len() > 1).collect()
}

/// Calls for each straight part of the lines of a path that may be within some pixels of what is
/// asked for, at `scale` pixels a page unit; for a spot with the same point twice.
pub(super) fn each_line(
    path: &Path,
    scale: f64,
    reach: f64,
    clip: &Clip<'_>,
    mut each: impl FnMut(PagePoint, PagePoint),
) {
    fn along(
        mut points: impl Iterator<Item = PagePoint>,
        each: &mut impl FnMut(PagePoint, PagePoint),
    ) {
        let Some(mut before) = points.next() else { return };
        for point in points {
            each(before, point);
            before = point;
        }
    }
    let Some(chains) = path.chains() else {
        for line in lines(path, scale) {
            let closing = line.points.first().filter(|_| line.closed);
            let points = line.points.iter().chain(closing);
            along(points.copied(), &mut each);
        }
        return;
    };
    for chain in chains {
        for (points, bounds) in chain.runs.iter().flat_map(|run| run.stretch.pieces()) {
            if clip.may_touch(&to_pixels(bounds, scale).grow(reach)) {
                along(points.iter().map(|p| scaled(*p, scale)), &mut each);
            }
        }
        if let Some((first, last)) = chain.ends().filter(|_| chain.closed) {
            along([last, first].into_iter().map(|p| scaled(p, scale)), &mut each);
        }
    }
}

fn rings_of(scan: &mut Scan, rings: Vec<Polyline>, page: &Rect) {
    for ring in clip_polygons(rings, &page.grow(MARGIN)) {
        scan.ring(&ring.points);
    }
}

/// From page units to pixels.
pub(super) fn scaled(p: PagePoint, scale: f64) -> PagePoint {
    PagePoint::new(p.x * scale, p.y * scale)
}
