//! Names on the map, placed once for all days of a figure.
//!
//! Every name has candidates, each with its cost: towns beside their dots (`point`, `towns`), ground
//! and water inside their outlines (`ground`), rivers along their courses (`river`). What is on the
//! map on any day of the figure makes places dearer (`obstacles`, `field`). Of all candidates `solve`
//! chooses those that are best together and do not overlap.

mod areas;
mod conflicts;
mod curve;
mod field;
mod ground;
mod mask;
mod name;
mod obstacles;
mod point;
mod random;
mod river;
mod solve;
mod sums;
mod towns;

use super::basemap::Ground;
use super::pen::{Letters, Pen};
use crate::dataset::{Atlas, BaseFeature, BaseKind};
use crate::math::Rect;
use crate::projection::Viewport;
use crate::scene::{Anchor, Group, Item, Path, TextRun};
use field::Costs;
pub use field::Field;
use mask::Mask;
use name::{Baseline, Candidate, Name};
pub use obstacles::{Obstacles, costs, of_ground};
use towns::Town;

/// What names are placed on.
pub struct Surroundings<'a> {
    /// Letters and styles.
    pub pen: &'a Pen<'a>,
    /// The names.
    pub atlas: &'a Atlas,
    /// The ground map on the page.
    pub ground: &'a Ground<'a>,
    /// The map.
    pub viewport: &'a Viewport,
    /// The part of it that nothing else covers: no name leaves it.
    pub clear: Rect,
    /// Furniture on the map: no name lies over any.
    pub rooms: &'a [Rect],
    /// The ground that somebody holds.
    pub theatre: &'a Path,
    /// What it costs to cover what lies on the map.
    pub costs: &'a Costs,
}

impl Surroundings<'_> {
    /// Whether a candidate lies on the map with nothing over it.
    fn is_free(&self, candidate: &Candidate) -> bool {
        candidate.boxes.iter().all(|own| {
            self.clear.encloses(own) && !self.rooms.iter().any(|room| room.overlaps(own))
        })
    }
}

/// How a name is drawn.
struct Look {
    text: String,
    letters: Letters,
    italic: bool,
    sort: Sort,
}

/// What a name is of.
#[derive(Clone, Copy)]
enum Sort {
    /// A town, by its place among those shown.
    Town(usize),
    /// Ground or water.
    Area,
}

fn features(atlas: &Atlas, kind: BaseKind) -> impl Iterator<Item = &BaseFeature> {
    atlas.base.iter().filter(move |layer| layer.kind == kind).flat_map(|layer| &layer.features)
}

/// Places the names that find room; returns also the room that they, their towns' dots and the
/// furniture take.
pub fn group(on: &Surroundings<'_>) -> (Group, Vec<Rect>) {
    let (towns, names) = names(on);
    let (names, looks): (Vec<Name>, Vec<Look>) = names.into_iter().unzip();
    let choice = solve::solve(&names);
    let mut taken = on.rooms.to_vec();
    let (mut under, mut dots, mut above) = (Vec::new(), Vec::new(), Vec::new());
    for ((name, look), chosen) in names.iter().zip(&looks).zip(choice) {
        let Some(candidate) = chosen.and_then(|i| name.candidates.get(i)) else { continue };
        taken.extend(&candidate.boxes);
        let run = Item::Text(run(on.pen, look, candidate));
        match look.sort {
            Sort::Town(i) => {
                dots.extend(towns::draw_dot(on.pen, &towns[i]));
                above.push(run);
            }
            Sort::Area => under.push(run),
        }
    }
    let items = vec![
        Item::Group(Group::new("areas", under)),
        Item::Group(Group::new("dots", dots)),
        Item::Group(Group::new("towns", above)),
    ];
    (Group::new("labels", items), taken)
}

/// All names with their candidates, and the towns shown.
fn names<'a>(on: &Surroundings<'a>) -> (Vec<Town<'a>>, Vec<(Name, Look)>) {
    let map = on.viewport.rect();
    let cell = (4.0 * on.pen.unit).max(map.width() / 700.0);
    let theatre = Mask::new(on.theatre, map, cell);
    let costs = on.costs;
    let towns = towns::shown(on, &theatre);
    // Candidates of one name have nothing to do with those of others: only their choice has.
    let ((mut names, countries), (waters, (rivers, districts))) = rayon::join(
        || {
            rayon::join(
                || towns::names(on, &towns, costs),
                || areas::countries(on, &theatre, costs),
            )
        },
        || {
            let lines = || {
                rayon::join(|| areas::rivers(on, costs), || areas::districts(on, &theatre, costs))
            };
            rayon::join(|| areas::waters(on, costs), lines)
        },
    );
    for more in [countries, waters, rivers, districts] {
        names.extend(more);
    }
    (towns, names)
}

fn run(pen: &Pen<'_>, look: &Look, candidate: &Candidate) -> TextRun {
    let (at, anchor, along) = match &candidate.baseline {
        Baseline::Level(at) => (*at, Anchor::Start, None),
        Baseline::Along(line) => (Default::default(), Anchor::Middle, Some(line.clone())),
    };
    TextRun {
        italic: look.italic,
        tracking: candidate.tracking,
        halo: pen.halo(),
        along,
        ..pen.run(&look.text, at, anchor, look.letters)
    }
}

#[cfg(test)]
mod tests;
