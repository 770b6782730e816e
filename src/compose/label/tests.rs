use super::*;
use crate::compose::arcs::PageArcs;
use crate::compose::layout::PageLayout;
use crate::compose::{overlay, page, viewport::viewport};
use crate::dataset::builtin;
use crate::figure::{Request, Size, plan};
use crate::text::Typesetter;
use crate::timeline::dated_areas;
use crate::topology::Coverage;

/// The real atlas: what is found is better than a greedy placement, nothing overlaps, nothing leaves
/// the map, and a river is named along its course.
#[test]
fn the_names_of_the_built_in_atlas() {
    let (atlas, _) = builtin::open("karabakh-2020").expect("it is built in");
    let atlas = atlas.expect("it has no errors");
    let coverage = Coverage::build(&dated_areas(&atlas));
    let typesetter = Typesetter::new();
    for size in ["1920x1080", "800x450"] {
        let request =
            Request { size: Some(Size::parse_pixels(size).expect("a size")), ..Request::default() };
        let plan = plan(&atlas, None, Default::default, &request).expect("a plan");
        let layout = PageLayout::of(plan.size, plan.layout);
        let viewport = viewport(&plan, &layout);
        let pen = Pen { typesetter: &typesetter, plan: &plan, unit: layout.unit };
        let arcs = PageArcs::new(&coverage, &viewport, plan.size.scale);
        let ground = Ground::new(&atlas, &plan, &viewport);
        let obstacles = Obstacles {
            pen: &pen,
            atlas: &atlas,
            viewport: &viewport,
            coverage: &coverage,
            arcs: &arcs,
            overlays: &overlay::project(&atlas, &viewport),
        };
        let on = Surroundings {
            pen: &pen,
            atlas: &atlas,
            ground: &ground,
            viewport: &viewport,
            clear: layout.clear,
            rooms: &[],
            theatre: &arcs.area(&viewport, &page::theatre(&coverage, &plan)),
            costs: &costs(&obstacles, of_ground(&ground, &viewport, layout.unit)),
        };
        let (_, found) = names(&on);
        let names: Vec<Name> = found.into_iter().map(|(name, _)| name).collect();
        let choice = solve::solve(&names);
        let (best, first) =
            (solve::total(&names, &choice), solve::total(&names, &solve::greedy(&names)));
        let placed: Vec<(&Name, &Candidate)> = names
            .iter()
            .zip(&choice)
            .filter_map(|(name, i)| Some((name, name.candidates.get((*i)?)?)))
            .collect();
        println!("{size}: {} of {} names, {best} after {first}", placed.len(), names.len());
        assert!(best < first, "{best} is no better than {first}");
        for (i, (name, one)) in placed.iter().enumerate() {
            assert!(one.boxes.iter().all(|own| layout.clear.encloses(own)), "{}", name.text);
            for (other, two) in &placed[i + 1..] {
                assert!(!one.overlaps(two), "{} lies over {}", name.text, other.text);
            }
        }
        let curved = placed.iter().filter(|(_, one)| matches!(one.baseline, Baseline::Along(_)));
        assert!(curved.count() >= 4);
    }
}
