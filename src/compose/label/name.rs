//! A name that wants a place, and the places it could have.

use crate::math::{PagePoint, Rect};
use crate::scene::Line;

/// A name with all its candidates.
#[derive(Clone, Debug)]
pub struct Name {
    /// What tells it from other names of the same worth; where two are called alike, their
    /// candidates do.
    pub text: String,
    /// What it costs to leave it out.
    pub worth: u32,
    /// Where it may stand.
    pub candidates: Vec<Candidate>,
}

/// A place where a name may stand.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// How bad it is, in the unit of [`Name::worth`].
    pub cost: u32,
    /// The room it takes: no two names share any.
    pub boxes: Vec<Rect>,
    /// Where its letters stand.
    pub baseline: Baseline,
    /// Extra space after each letter.
    pub tracking: f64,
}

/// What letters stand on.
#[derive(Clone, Debug)]
pub enum Baseline {
    /// A level line that starts here.
    Level(PagePoint),
    /// A line; the name has its middle at the line's.
    Along(Line),
}

impl Candidate {
    /// The rectangle around all its room.
    pub fn bounds(&self) -> Rect {
        let mut boxes = self.boxes.iter();
        let first = boxes.next().copied().unwrap_or_default();
        boxes.fold(first, |all, one| all.union(one))
    }

    /// Whether two share any room.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.boxes.iter().any(|a| other.boxes.iter().any(|b| a.overlaps(b)))
    }
}

/// Of some candidates the cheapest, at most `most`, no two of which have their middles nearer to
/// each other than `apart`.
pub fn best_apart(mut candidates: Vec<Candidate>, most: usize, apart: f64) -> Vec<Candidate> {
    // Stable: of equals the first comes first.
    candidates.sort_by_key(|candidate| candidate.cost);
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let middle = candidate.bounds().center();
        let far = |other: &Candidate| other.bounds().center().distance(middle) >= apart;
        if kept.iter().all(far) {
            kept.push(candidate);
        }
        if kept.len() == most {
            break;
        }
    }
    kept
}
