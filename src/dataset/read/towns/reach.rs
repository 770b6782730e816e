//! How far the ground of towns reaches, where the atlas does not say.

use crate::dataset::Town;
use crate::dataset::read::Reader;
use crate::diagnostic::{Diagnostic, Location};

/// Multiples of the distance that most towns have to their nearest neighbor at most: as far ground
/// is drawn in full, and as far it reaches.
const NEAR: f64 = 1.5;
const REACH: f64 = 3.0;
/// The share of the towns that is most of them.
const MOST: f64 = 0.75;
/// For a single town.
const ALONE_KM: f64 = 20.0;

/// Both distances in kilometers.
pub fn settle(
    reader: &mut Reader<'_>,
    towns: &[Town],
    near: Option<f64>,
    reach: Option<f64>,
    at: &Location,
) -> (f64, f64) {
    let (near_km, reach_km) = match (near, reach) {
        (Some(near), Some(reach)) => (near, reach),
        (Some(near), None) => (near, 2.0 * near),
        (None, Some(reach)) => (reach / 2.0, reach),
        (None, None) => {
            let apart = apart_km(towns).unwrap_or(ALONE_KM / 2.0);
            (round(NEAR * apart), round(REACH * apart))
        }
    };
    if near.is_none() && reach.is_none() && !towns.is_empty() {
        let message = format!(
            "a town's ground is taken to reach {reach_km} km, beyond {near_km} km paler: towns \
             are mostly {:.1} km apart or less",
            apart_km(towns).unwrap_or_default()
        );
        reader.found.push(
            Diagnostic::note("guessed-reach", message)
                .at(at.clone())
                .remedy("write `near_km` and `reach_km` to choose"),
        );
    }
    if near_km > reach_km {
        reader.found.push(
            Diagnostic::warning(
                "near-beyond-reach",
                format!("`near_km` is {near_km}, more than `reach_km`, {reach_km}"),
            )
            .at(at.clone())
            .remedy("ground ends at `reach_km`; beyond `near_km`, if that is less, it is paler"),
        );
    }
    (near_km, reach_km)
}

/// The distance to the nearest other town that most towns do not exceed.
fn apart_km(towns: &[Town]) -> Option<f64> {
    let mut sorted: Vec<_> = towns.iter().map(|town| town.position).collect();
    sorted.sort_by(|a, b| a.lat.total_cmp(&b.lat));
    let mut nearest: Vec<f64> = (0..sorted.len())
        .map(|i| {
            let own = sorted[i];
            let mut best = f64::INFINITY;
            // To the north, then to the south, as far as something nearer may come.
            let mut look = |other: crate::math::LonLat| {
                let north_south = (other.lat - own.lat).abs() * 111.0;
                let far = own.distance_km(other);
                if far > 0.05 {
                    best = best.min(far);
                }
                north_south < best
            };
            let _ = sorted[i + 1..].iter().all(|other| look(*other));
            let _ = sorted[..i].iter().rev().all(|other| look(*other));
            best
        })
        .filter(|far| far.is_finite())
        .collect();
    nearest.sort_by(f64::total_cmp);
    let place = (nearest.len() as f64 * MOST) as usize;
    nearest.get(place.min(nearest.len().saturating_sub(1))).copied()
}

/// A number that one would write.
fn round(km: f64) -> f64 {
    const STEPS: [f64; 9] = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 8.0];
    let mut unit = 0.1;
    while unit * 10.0 <= km && unit < 1000.0 {
        unit *= 10.0;
    }
    let steps = STEPS.iter().map(|step| step * unit).chain([10.0 * unit]);
    let nearest = steps.min_by(|a, b| (a - km).abs().total_cmp(&(b - km).abs())).unwrap_or(km);
    (nearest * 100.0).round() / 100.0
}
