use crate::color::Color;
use crate::math::PagePoint;
use crate::paint::raster::{Bitmap, FramePainter};
use crate::scene::{Chain, Fill, Group, Item, Layer, Path, Run, Scene, Stretch, Stroke};
use crate::text::Typesetter;
use proptest::prelude::*;
use std::sync::Arc;

const WIDTH: f64 = 130.0;
const HEIGHT: f64 = 90.0;

fn scene(area: Path, line: Path) -> Scene {
    let items = vec![
        Item::Fill(area, Fill::Solid(Color { r: 200, g: 40, b: 30, a: 255 })),
        Item::Stroke(line.clone(), Stroke::new(Color { r: 255, g: 255, b: 255, a: 255 }, 5.0)),
        Item::Stroke(line.clone(), Stroke::new(Color::BLACK, 2.0)),
        Item::Stroke(
            line,
            Stroke::new(Color { r: 20, g: 90, b: 220, a: 255 }, 3.0).dashed([9.0, 4.0]),
        ),
    ];
    Scene {
        width: WIDTH,
        height: HEIGHT,
        title: String::new(),
        description: String::new(),
        layers: vec![Layer { group: Arc::new(Group::new("day", items)), fixed: false }],
    }
}

/// Stretches from each node to the next, each in either direction.
fn ring(nodes: &[(f64, f64)], between: &[Vec<(f64, f64)>], reversed: &[bool]) -> Vec<Run> {
    let point = |(x, y): (f64, f64)| PagePoint::new(x, y);
    (0..nodes.len())
        .map(|i| {
            let mut points = vec![point(nodes[i])];
            points.extend(between[i].iter().copied().map(point));
            points.push(point(nodes[(i + 1) % nodes.len()]));
            if reversed[i] {
                points.reverse();
            }
            Run { stretch: Stretch::new(points), reversed: reversed[i] }
        })
        .collect()
}

fn paths(runs: &[Run]) -> (Path, Path) {
    let open = runs.get(1..).unwrap_or_default().to_vec();
    (
        Path::chained(vec![Chain { runs: runs.to_vec(), closed: true }]),
        Path::chained(vec![Chain { runs: open, closed: false }]),
    )
}

fn plain(path: &Path) -> Path {
    Path::new(path.segments().to_vec())
}

fn pixel(picture: &Bitmap, x: usize, y: usize) -> &[u8] {
    &picture.data[(y * picture.width as usize + x) * 3..][..3]
}

fn position() -> impl Strategy<Value = (f64, f64)> {
    // Also beyond the page, and beyond the margin in which geometry is kept.
    (-60.0..190.0_f64, -60.0..150.0_f64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_differs_is_found_and_painted_as_in_the_whole(
        nodes in prop::collection::vec(position(), 3..7),
        one in prop::collection::vec(prop::collection::vec(position(), 0..40), 7),
        other in prop::collection::vec(prop::collection::vec(position(), 0..5), 7),
        kept in prop::collection::vec(prop::bool::weighted(0.7), 7),
        reversed in prop::collection::vec(prop::bool::ANY, 7),
        rotated in 0..3_usize,
    ) {
        let before = ring(&nodes, &one, &reversed);
        let new = ring(&nodes, &other, &reversed);
        let mut after: Vec<Run> =
            before.iter().zip(&new).zip(&kept).map(|((a, b), kept)| if *kept { a } else { b }.clone()).collect();
        after.rotate_left(rotated);
        let ((area, line), (next_area, next_line)) = (paths(&before), paths(&after));
        let first = scene(area.clone(), line.clone());
        let second = scene(next_area.clone(), next_line.clone());
        let painter = FramePainter::new(&first, 1.0, Typesetter::new()).unwrap();
        let (a, b) = (painter.frame(&first).unwrap(), painter.frame(&second).unwrap());
        // As the same paths without stretches.
        let alone = scene(plain(&next_area), plain(&next_line));
        prop_assert!(b == painter.frame(&alone).unwrap());
        let tiles = painter.changed(&first, &second);
        for y in 0..HEIGHT as usize {
            for x in 0..WIDTH as usize {
                let inside = tiles.contains(x as u32 / 8, y as u32 / 8);
                prop_assert!(inside || pixel(&a, x, y) == pixel(&b, x, y), "{x} {y}");
            }
        }
        // Only what changed, over what was there.
        let mut frame = a.data.clone();
        painter.patch(&second, tiles).unwrap().apply(&mut frame);
        prop_assert!(frame == b.data);
    }
}
