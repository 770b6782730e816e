//! The keys of a theme. Lengths are page units at 1920 x 1080.

use crate::color::Color;
use serde::Deserialize;

/// A complete theme.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Paper and ink.
    pub page: PageStyle,
    /// Sizes of letters.
    #[serde(rename = "type")]
    pub letters: TypeStyle,
    /// Land, water and administrative lines.
    pub ground: GroundStyle,
    /// Heights.
    pub relief: ReliefTint,
    /// Tints of held ground.
    pub control: ControlStyle,
    /// The line between the sides.
    pub front: FrontStyle,
    /// Hatches, stripes and dots.
    pub pattern: PatternStyle,
    /// Names on the map.
    pub label: LabelStyle,
    /// Marks of events.
    pub event: EventStyle,
    /// Roads and pipelines.
    pub overlay: OverlayStyle,
    /// Meridians and parallels.
    pub graticule: GraticuleStyle,
}

/// `[page]`: paper and ink.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageStyle {
    /// Behind title, legend and captions.
    pub paper: Color,
    /// Title, date, names.
    pub ink: Color,
    /// Credits, units, secondary text.
    pub muted: Color,
    /// Thin lines between parts of the page.
    pub rule: Color,
    /// The day's place on the timeline.
    pub accent: Color,
}

/// `[type]`: sizes of letters.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeStyle {
    /// The date stamp.
    pub date: f64,
    /// The title.
    pub title: f64,
    /// Headings of legend and events.
    pub heading: f64,
    /// Legend entries and captions.
    pub body: f64,
    /// Credits and axis labels.
    pub small: f64,
    /// No text is ever smaller, in page units that do not shrink with the page.
    pub least: f64,
}

/// `[ground]`: land, water and administrative lines.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroundStyle {
    /// Land without relief.
    pub land: Color,
    /// Colors of countries without relief, in turn; none: all are land.
    pub countries: Vec<Color>,
    /// Sea.
    pub sea: Color,
    /// Lakes.
    pub lake: Color,
    /// Outlines of sea and lakes.
    pub shore: Color,
    /// Rivers.
    pub river: Color,
    /// Width of the main rivers.
    pub river_width: f64,
    /// Lines between districts.
    pub district: Color,
    /// Their width; 0: none are drawn.
    pub district_width: f64,
    /// Historical boundaries.
    pub historical: Color,
    /// Their width.
    pub historical_width: f64,
    /// State boundaries.
    pub boundary: Color,
    /// Their width.
    pub boundary_width: f64,
    /// A wider line below them.
    pub boundary_casing: Color,
    /// Where the base map has no data.
    pub beyond: Color,
}

/// `[relief]`: heights.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReliefTint {
    /// Contrast of the shading, 0 to 1.
    pub strength: f64,
    /// How many times higher mountains are taken than they are.
    pub exaggeration: f64,
    /// Tints by height in meters; none: heights are not drawn.
    pub stops: Vec<(f64, Color)>,
    /// What slopes that face away from the light are darkened with.
    pub shadow: Color,
    /// What slopes that face the light are brightened with.
    pub highlight: Color,
}

/// `[control]`: tints of held ground.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlStyle {
    /// Opacity of the tint of held ground.
    pub opacity: f64,
    /// Opacity of the tint of ground gained in the last days.
    pub recent: f64,
    /// Width of the line around ground that is not bounded by a front.
    pub outline: f64,
    /// Whose colors parties have.
    pub palette: PaletteSource,
    /// How far the colors of a figure's palette take on the ink's lightness, 0 to 1: what an author
    /// chose for white paper has to stand out on dark.
    pub lift: f64,
    /// Colors of parties that the figure's palette does not name, in order.
    pub series: Vec<Color>,
    /// Patterns over the tints of parties, in turn; none: tints alone.
    pub textures: Vec<Texture>,
    /// Width of the lines and diameter of the dots of textures.
    pub texture_width: f64,
    /// Distance of the lines and dots of textures.
    pub texture_spacing: f64,
}

impl ControlStyle {
    /// The texture of the party of a number.
    pub fn texture(&self, party: usize) -> Texture {
        match self.textures.len() {
            0 => Texture::Plain,
            n => self.textures[party % n],
        }
    }
}

/// Whose colors parties have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaletteSource {
    /// The figure's; the theme's series where the figure names none.
    Figure,
    /// The theme's series, whatever the figure says: for themes in which other colors would not be
    /// told apart.
    Theme,
}

/// A pattern over the tint of a party, in the party's color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Texture {
    /// The tint alone.
    Plain,
    /// Lines from the lower left to the upper right.
    Rising,
    /// Lines from the upper left to the lower right.
    Falling,
    /// Level lines.
    Level,
    /// Upright lines.
    Upright,
    /// Small filled dots.
    Dots,
}

/// `[front]`: the line between the sides.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontStyle {
    /// Color.
    pub color: Color,
    /// Width.
    pub width: f64,
    /// A wider line below.
    pub casing: Color,
    /// Its width.
    pub casing_width: f64,
    /// Color of the line before the first day.
    pub former: Color,
    /// Its width.
    pub former_width: f64,
}

/// `[pattern]`: hatches, stripes and dots.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternStyle {
    /// Width of hatch lines.
    pub hatch_width: f64,
    /// Distance of hatch lines.
    pub hatch_spacing: f64,
    /// Their direction in degrees.
    pub hatch_angle: f64,
    /// Width of a stripe of contested ground.
    pub stripe_band: f64,
    /// Radius of dots.
    pub dot_radius: f64,
    /// Distance of dots.
    pub dot_spacing: f64,
    /// Width of the dots' outline.
    pub dot_ring: f64,
    /// Width of the lines of a mandate.
    pub mandate_width: f64,
    /// Their distance.
    pub mandate_spacing: f64,
    /// Width of the outline of corridors and mandates.
    pub corridor_width: f64,
}

/// `[label]`: names on the map.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelStyle {
    /// Color around letters.
    pub halo: Color,
    /// Its width.
    pub halo_width: f64,
    /// Size for ranks 1 and 2.
    pub city: f64,
    /// Size for rank 3.
    pub town: f64,
    /// Size for ranks 4 and 5.
    pub village: f64,
    /// Size of district names; 0: none.
    pub district: f64,
    /// Size of country names.
    pub country: f64,
    /// Size of water names.
    pub water: f64,
    /// Color of water names.
    pub water_ink: Color,
    /// Color of district names.
    pub district_ink: Color,
    /// Color of country names.
    pub country_ink: Color,
}

/// `[event]`: marks of events.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventStyle {
    /// Diameter of a mark.
    pub size: f64,
    /// Its ground.
    pub ground: Color,
    /// Its number and outline.
    pub ink: Color,
    /// Width of the outline.
    pub outline: f64,
}

/// `[graticule]`: meridians and parallels.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GraticuleStyle {
    /// Their color.
    pub color: Color,
    /// Their width.
    pub width: f64,
    /// Color of the degrees along the map's edge.
    pub ink: Color,
}

/// `[overlay]`: roads and pipelines.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverlayStyle {
    /// Roads.
    pub road: Color,
    /// Their width.
    pub road_width: f64,
    /// Pipelines.
    pub pipeline: Color,
    /// Their width.
    pub pipeline_width: f64,
    /// A wider line below unbroken ones.
    pub casing: Color,
}
