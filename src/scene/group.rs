//! The tree of a scene.

use super::{Fill, Image, Path, Stroke, TextRun};
use std::sync::Arc;

/// A whole picture.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Page width in page units.
    pub width: f64,
    /// Page height in page units.
    pub height: f64,
    /// The picture's name, for titles and metadata.
    pub title: String,
    /// What is to be seen, in words.
    pub description: String,
    /// From the bottom to the top.
    pub layers: Vec<Layer>,
}

impl Scene {
    /// All that is written.
    pub fn words(&self) -> Vec<&str> {
        let mut all = Vec::new();
        self.layers.iter().for_each(|layer| layer.group.words(&mut all));
        all
    }
}

/// A top-level group. Layers that do not change between the days of a figure are the same `Arc` on
/// each of them, so that a painter may keep what it painted.
#[derive(Clone, Debug)]
pub struct Layer {
    /// What is drawn.
    pub group: Arc<Group>,
    /// Whether the layer is the same on every day of the figure.
    pub fixed: bool,
}

/// Items drawn together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Stable name (`frontline`, `labels`), unique among its siblings; the SVG's layer name.
    pub id: String,
    /// Opacity of the whole group, 0 to 1: overlapping items do not show through each other.
    pub opacity: f64,
    /// Only what lies inside is drawn.
    pub clip: Option<Path>,
    /// How areas of the group meet.
    pub blend: Blend,
    /// What there is to know about the group beyond what is seen, a statement a line. Vector
    /// painters attach it to the group, where a reader can point at it; pixels know nothing of it.
    pub note: Option<String>,
    /// From the bottom to the top.
    pub items: Vec<Item>,
}

impl Group {
    /// Appends all that is written in the group.
    pub fn words<'a>(&'a self, all: &mut Vec<&'a str>) {
        self.items.iter().for_each(|item| item.words(all));
    }

    /// An opaque group without clip.
    pub fn new(id: impl Into<String>, items: Vec<Item>) -> Self {
        Self { id: id.into(), opacity: 1.0, clip: None, blend: Blend::Over, note: None, items }
    }

    /// The same group, see-through.
    #[must_use]
    pub fn with_opacity(mut self, opacity: f64) -> Self {
        self.opacity = opacity;
        self
    }

    /// The same group, its areas added up (see [`Blend::Sum`]).
    #[must_use]
    pub fn summed(mut self) -> Self {
        self.blend = Blend::Sum;
        self
    }

    /// The same group, with something to know about it (see [`Group::note`]).
    #[must_use]
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The same group, cut to a path.
    #[must_use]
    pub fn clipped(mut self, clip: Path) -> Self {
        self.clip = Some(clip);
        self
    }
}

/// How the areas of a group meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Blend {
    /// Each item lies over those before it.
    #[default]
    Over,
    /// Solid and striped areas of the group are added up before the group is laid over what is
    /// below. For areas that share borders and do not overlap (a coverage): two half-covered
    /// pixels make a whole one, so that no light seam shows between neighbors.
    Sum,
}

impl Default for Group {
    fn default() -> Self {
        Self::new("", Vec::new())
    }
}

/// Something to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Items drawn together.
    Group(Group),
    /// A filled area (even-odd).
    Fill(Path, Fill),
    /// A line.
    Stroke(Path, Stroke),
    /// Words.
    Text(TextRun),
    /// Pixels.
    Image(Image),
}

impl Item {
    /// Appends all that is written in the item.
    pub fn words<'a>(&'a self, all: &mut Vec<&'a str>) {
        match self {
            Self::Group(group) => group.words(all),
            Self::Text(run) => all.push(&run.text),
            Self::Fill(..) | Self::Stroke(..) | Self::Image(_) => {}
        }
    }
}
