//! The scenes of many days as one tree whose elements have lifetimes.
//!
//! Most of a scene is the scene of the day before. A [`Film`] holds each element once, with the
//! frames in which it is seen, so that a moving picture in shapes grows with change, not with days.
//! Whatever the scenes are, the elements seen in a frame are, in their order, those of its scene.

mod align;
mod fold;
mod lifetime;

pub use lifetime::Lifetime;

use crate::scene::{Group, Item, Layer, Scene};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Many scenes of one size, folded together.
#[derive(Clone, Debug, Default)]
pub struct Film {
    /// Page width in page units.
    pub width: f64,
    /// Page height in page units.
    pub height: f64,
    /// What each frame says about itself.
    pub frames: Vec<Caption>,
    /// The layers of all scenes, from the bottom to the top.
    pub layers: Vec<Element>,
}

/// What a frame says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// The scene's title.
    pub title: String,
    /// The scene's description.
    pub description: String,
}

/// Something that is seen in some frames.
#[derive(Clone, Debug)]
pub struct Element {
    /// When. Never empty, and within the lifetime of the group around it.
    pub life: Lifetime,
    /// What.
    pub drawn: Drawn,
    /// Speeds up the search for equals; equal elements have equal ones.
    digest: u64,
}

/// What an element is.
#[derive(Clone, Debug)]
pub enum Drawn {
    /// A layer that does not change while it is seen.
    Fixed(Arc<Group>),
    /// A group whose items come and go. The first part is the group without its items.
    Group(Group, Vec<Element>),
    /// Anything but a group.
    Item(Item),
}

impl Film {
    /// Appends the scene of the next frame. The page has the size of the first one.
    ///
    /// A fixed layer is known by its address: it has to be the same `Arc` in each scene.
    pub fn push(&mut self, scene: &Scene) {
        if self.frames.is_empty() {
            (self.width, self.height) = (scene.width, scene.height);
        }
        let frame = self.frames.len() as u32;
        self.frames
            .push(Caption { title: scene.title.clone(), description: scene.description.clone() });
        fold::layers(&mut self.layers, &scene.layers, frame);
    }

    /// The scene of a frame, as it was pushed (but that layers of one id and look that follow each
    /// other need not be the same `Arc`); an empty page for a frame that there is not.
    pub fn scene(&self, frame: u32) -> Scene {
        let caption = self.frames.get(frame as usize).cloned();
        let (title, description) =
            caption.map(|caption| (caption.title, caption.description)).unwrap_or_default();
        let seen = self.layers.iter().filter(|element| element.life.contains(frame));
        let layers = seen
            .filter_map(|element| match &element.drawn {
                Drawn::Fixed(group) => Some(Layer { group: Arc::clone(group), fixed: true }),
                Drawn::Group(group, elements) => {
                    let group = at(group, elements, frame);
                    Some(Layer { group: Arc::new(group), fixed: false })
                }
                Drawn::Item(_) => None,
            })
            .collect();
        Scene { width: self.width, height: self.height, title, description, layers }
    }

    /// All that is written in any frame.
    pub fn words(&self) -> Vec<&str> {
        fn of_elements<'a>(elements: &'a [Element], all: &mut Vec<&'a str>) {
            for element in elements {
                match &element.drawn {
                    Drawn::Fixed(group) => group.words(all),
                    Drawn::Group(_, inner) => of_elements(inner, all),
                    Drawn::Item(item) => item.words(all),
                }
            }
        }
        let mut all = Vec::new();
        of_elements(&self.layers, &mut all);
        all
    }

    /// All lifetimes, each once, sorted.
    pub fn lifetimes(&self) -> Vec<Lifetime> {
        fn visit(elements: &[Element], all: &mut BTreeSet<Lifetime>) {
            for element in elements {
                all.insert(element.life.clone());
                if let Drawn::Group(_, inner) = &element.drawn {
                    visit(inner, all);
                }
            }
        }
        let mut all = BTreeSet::new();
        visit(&self.layers, &mut all);
        all.into_iter().collect()
    }
}

/// A group as it is in a frame.
fn at(group: &Group, elements: &[Element], frame: u32) -> Group {
    let seen = elements.iter().filter(|element| element.life.contains(frame));
    let items = seen
        .map(|element| match &element.drawn {
            Drawn::Fixed(group) => Item::Group((**group).clone()),
            Drawn::Group(inner, elements) => Item::Group(at(inner, elements, frame)),
            Drawn::Item(item) => item.clone(),
        })
        .collect();
    Group { items, ..group.clone() }
}

#[cfg(test)]
mod tests;
