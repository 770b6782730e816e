//! Which holes lie in which outlines.

type Ring = Vec<(f64, f64)>;

/// Rings as polygons, outline first. In a shapefile outlines run clockwise, holes counterclockwise,
/// and the order of rings means nothing: a hole belongs to the smallest outline around it. A hole
/// in no outline is taken for an outline that was wound the wrong way.
pub(super) fn polygons(rings: Vec<Ring>) -> Vec<Vec<Ring>> {
    let (mut outlines, mut holes) = (Vec::new(), Vec::new());
    for ring in rings {
        let area = twice_area(&ring);
        if area <= 0.0 { outlines.push((-area, vec![ring])) } else { holes.push(ring) }
    }
    // From the smallest on, so that the first that holds a ring is the right one.
    outlines.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let mut alone = Vec::new();
    for hole in holes {
        let around = hole.first().and_then(|&at| {
            outlines.iter_mut().find(|(_, polygon)| {
                polygon.first().is_some_and(|outline| holds(outline, at, &hole))
            })
        });
        match around {
            Some((_, polygon)) => polygon.push(hole),
            None => alone.push(vec![hole]),
        }
    }
    outlines.into_iter().map(|(_, polygon)| polygon).chain(alone).collect()
}

/// Twice the signed area (the shoelace formula), positive when counterclockwise.
fn twice_area(ring: &[(f64, f64)]) -> f64 {
    let Some((x0, y0)) = ring.first() else { return 0.0 };
    ring.iter()
        .zip(ring.iter().skip(1))
        .map(|(a, b)| (a.0 - x0) * (b.1 - y0) - (b.0 - x0) * (a.1 - y0))
        .sum()
}

/// Whether a ring lies in an outline: its first point that is not one of the outline's does.
fn holds(outline: &[(f64, f64)], first: (f64, f64), ring: &[(f64, f64)]) -> bool {
    // Holes may touch the outline at points; few do at all.
    let at = ring.iter().take(8).find(|point| !outline.contains(point)).copied().unwrap_or(first);
    let crossings = outline.iter().zip(outline.iter().skip(1)).filter(|(a, b)| {
        (a.1 > at.1) != (b.1 > at.1) && at.0 < (b.0 - a.0) * (at.1 - a.1) / (b.1 - a.1) + a.0
    });
    crossings.count() % 2 == 1
}
