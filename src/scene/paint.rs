//! How areas are filled and lines drawn.

use crate::color::Color;

/// What an area is filled with. Patterns have sizes in page units and start at the page's origin,
/// so that they are the same on map and legend and continue across neighboring areas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fill {
    /// One color.
    Solid(Color),
    /// Parallel lines, nothing between them.
    Hatch(Hatch),
    /// Bands of two colors that cover the area.
    Stripes(Stripes),
    /// Rows of dots.
    Dots(Dots),
}

/// Parallel lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hatch {
    /// Line color.
    pub color: Color,
    /// Line width in page units.
    pub width: f64,
    /// Distance between the middles of neighboring lines.
    pub spacing: f64,
    /// Direction of the lines in degrees, counter-clockwise from the x axis as seen on the page:
    /// 45 rises to the right.
    pub angle: f64,
}

/// Bands of two colors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stripes {
    /// The two colors.
    pub colors: [Color; 2],
    /// Width of one band in page units.
    pub band: f64,
    /// Direction as for [`Hatch`].
    pub angle: f64,
}

/// Rows of dots, every other row shifted by half the spacing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dots {
    /// Color of the dot (or of its outline when `ring` is set).
    pub color: Color,
    /// Radius in page units.
    pub radius: f64,
    /// Distance between neighboring dots of a row.
    pub spacing: f64,
    /// Outline width; dots are filled when `None`.
    pub ring: Option<f64>,
}

impl Dots {
    /// Distance between neighboring rows in spacings: close to the 0.866 of evenly spread dots, and
    /// whole pixels for common spacings.
    pub const ROW: f64 = 0.875;
}

/// How a line is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// Line color.
    pub color: Color,
    /// Width in page units.
    pub width: f64,
    /// Lengths of dashes and gaps in turn; empty for an unbroken line.
    pub dash: Vec<f64>,
    /// Ends.
    pub cap: Cap,
    /// Corners.
    pub join: Join,
}

impl Stroke {
    /// An unbroken line with round ends and corners.
    pub fn new(color: Color, width: f64) -> Self {
        Self { color, width, dash: Vec::new(), cap: Cap::Round, join: Join::Round }
    }

    /// The same line, dashed, with flat ends.
    #[must_use]
    pub fn dashed(mut self, dash: impl Into<Vec<f64>>) -> Self {
        self.dash = dash.into();
        self.cap = Cap::Butt;
        self
    }
}

/// The end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// Cut off at the end point.
    Butt,
    /// A half circle.
    Round,
}

/// The corner of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Pointed.
    Miter,
    /// Rounded.
    Round,
}
