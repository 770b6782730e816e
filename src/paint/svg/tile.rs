//! How often a pattern repeats inside its tile.

/// Repetitions at most.
const MOST: u32 = 8;

/// Some renderers round a tile to whole pixels before they repeat it, and the pattern drifts. So
/// many repetitions make the tile's size nearly whole at scale 1.
pub(super) fn repeats(period: f64) -> u32 {
    let error = |n: u32| {
        let size = f64::from(n) * period;
        ((size - size.round()).abs() / f64::from(n) * 1000.0).round()
    };
    (1..=MOST).min_by(|&a, &b| error(a).total_cmp(&error(b))).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::repeats;

    #[test]
    fn a_tile_is_nearly_whole() {
        assert_eq!(repeats(6.0), 1);
        assert_eq!(repeats(2.5), 2);
        assert_eq!(repeats(13.856), 7);
    }
}
