//! A film gives back the scenes that it was made of.

use super::{Drawn, Element, Film};
use crate::color::Color;
use crate::math::{PagePoint, Rect};
use crate::scene::{Fill, Group, Item, Layer, Path, Scene, Stroke};
use proptest::prelude::*;
use std::sync::Arc;

fn item(n: u8) -> Item {
    let at = PagePoint::new(f64::from(n % 4), f64::from(n / 4));
    let path = Path::rect(Rect::from_size(at.x, at.y, 1.0, 1.0));
    match n % 3 {
        0 => Item::Stroke(path, Stroke::new(Color::BLACK, f64::from(n))),
        _ => Item::Fill(path, Fill::Solid(Color::rgb(n, 0, 0))),
    }
}

/// A scene of one fixed and one changing layer; in that one a number below 12 is an item, others
/// are groups of the next item.
fn scene(fixed: &Arc<Group>, numbers: &[u8]) -> Scene {
    let items = numbers.iter().map(|&n| match n {
        0..12 => item(n),
        n => Item::Group(Group::new(format!("g{}", n % 2), vec![item(n % 12), item(n % 5)])),
    });
    let daily = Arc::new(Group::new("daily", items.collect()));
    Scene {
        width: 9.0,
        height: 9.0,
        title: format!("{numbers:?}"),
        description: String::new(),
        layers: vec![
            Layer { group: Arc::clone(fixed), fixed: true },
            Layer { group: daily, fixed: false },
        ],
    }
}

fn film(scenes: &[Scene]) -> Film {
    let mut film = Film::default();
    scenes.iter().for_each(|scene| film.push(scene));
    film
}

fn ground() -> Arc<Group> {
    Arc::new(Group::new("ground", vec![item(1), item(2)]))
}

fn count(elements: &[Element]) -> usize {
    let inner = |element: &Element| match &element.drawn {
        Drawn::Group(_, elements) => count(elements),
        Drawn::Fixed(_) | Drawn::Item(_) => 1,
    };
    elements.iter().map(inner).sum()
}

proptest! {
    #[test]
    fn a_frame_is_the_scene_that_was_pushed(
        days in prop::collection::vec(prop::collection::vec(0u8..20, 0..12), 1..12),
    ) {
        let ground = ground();
        let scenes: Vec<Scene> = days.iter().map(|numbers| scene(&ground, numbers)).collect();
        let film = film(&scenes);
        for (frame, scene) in scenes.iter().enumerate() {
            let seen = film.scene(frame as u32);
            prop_assert_eq!(&seen.title, &scene.title);
            let groups = |scene: &Scene| -> Vec<Group> {
                scene.layers.iter().map(|layer| (*layer.group).clone()).collect()
            };
            prop_assert_eq!(groups(&seen), groups(scene));
        }
    }
}

#[test]
fn what_comes_back_is_one_element() {
    let ground = ground();
    let days: [&[u8]; 5] = [&[1, 2, 3], &[1, 4, 3], &[1, 2, 3], &[5, 1, 2, 3], &[1, 3, 12]];
    let film = film(&days.map(|numbers| scene(&ground, numbers)));
    // The ground, 1 to 5, and a group of two.
    assert_eq!(count(&film.layers), 1 + 5 + 2);
    let spans = |n: usize| format!("{:?}", film.lifetimes()[n].spans().collect::<Vec<_>>());
    // All days; the second; item 2, which comes back.
    assert_eq!(film.lifetimes().len(), 5);
    assert_eq!((spans(0), spans(1)), ("[0..1, 2..4]".to_owned(), "[0..5]".to_owned()));
}

#[test]
fn a_frame_that_there_is_not_is_empty() {
    assert!(Film::default().scene(0).layers.is_empty());
    assert!(film(&[scene(&ground(), &[1])]).scene(7).layers.is_empty());
}
