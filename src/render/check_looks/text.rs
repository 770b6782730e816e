//! Whether the letters of a theme can be read.

use crate::color::{Color, contrast};
use crate::compose::tint;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::figure::Plan;

/// Letters of a theme on what lies below them.
#[derive(Clone, Copy, Debug)]
pub struct Letters {
    /// What they say, for messages.
    pub what: &'static str,
    /// The theme's key of their color.
    pub key: &'static str,
    /// Their color.
    pub ink: Color,
    /// What they stand on; opaque.
    pub ground: Color,
    /// Their size at the theme's own page, CSS pixels.
    pub size: f64,
    /// Whether they are bold.
    pub bold: bool,
}

impl Letters {
    /// Their contrast, 1 to 21.
    pub fn contrast(&self) -> f64 {
        contrast::ratio(self.ink.over(self.ground), self.ground)
    }
}

/// All letters of a figure; names on the map on the worst of the grounds that they may stand on.
pub fn letters(plan: &Plan) -> Vec<Letters> {
    let theme = &plan.theme;
    let (page, sizes, label) = (&theme.page, &theme.letters, &theme.label);
    let haloed = |ground: Color| match label.halo_width >= 1.0 {
        true => label.halo.over(ground),
        false => ground,
    };
    let land = theme.ground.land;
    let mut grounds: Vec<Color> =
        plan.palette.iter().map(|color| haloed(tint(plan, *color))).collect();
    grounds.push(haloed(land));
    let worst = |ink: Color, grounds: &[Color]| {
        let least = |a: &&Color, b: &&Color| {
            contrast::ratio(ink, **a).total_cmp(&contrast::ratio(ink, **b))
        };
        grounds.iter().min_by(least).copied().unwrap_or(land)
    };
    let water = [haloed(theme.ground.sea), haloed(theme.ground.lake), haloed(land)];
    let on_page =
        |what, key, ink, size, bold| Letters { what, key, ink, ground: page.paper, size, bold };
    let on_map = |what, key, ink, size, bold, grounds: &[Color]| Letters {
        what,
        key,
        ink,
        ground: worst(ink, grounds),
        size,
        bold,
    };
    let mut all = vec![
        on_page("legend and captions", "page.ink", page.ink, sizes.body, false),
        on_page("credits", "page.muted", page.muted, sizes.small, false),
        on_map("names of places", "page.ink", page.ink, label.village, false, &grounds),
        on_map("names of water", "label.water_ink", label.water_ink, label.water, false, &water),
        on_map(
            "names of countries",
            "label.country_ink",
            label.country_ink,
            label.country,
            true,
            &[haloed(land)],
        ),
        Letters {
            what: "numbers of events",
            key: "event.ink",
            ink: theme.event.ink,
            ground: theme.event.ground.over(land),
            size: sizes.small,
            bold: true,
        },
    ];
    if label.district > 0.0 {
        let (ink, size) = (label.district_ink, label.district);
        all.push(on_map("names of districts", "label.district_ink", ink, size, false, &grounds));
    }
    all
}

/// Warns of letters with too little contrast.
pub fn check(plan: &Plan) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for letters in letters(plan) {
        let (found, least) = (letters.contrast(), contrast::least(letters.size, letters.bold));
        if found >= least {
            continue;
        }
        let message = format!(
            "{} are written in {} on {}, a contrast of {found:.2}; to be read they need {least}",
            letters.what, letters.ink, letters.ground
        );
        let remedy = match readable(&letters, least) {
            Some(ink) => format!("set `{}` to {ink}", letters.key),
            None => format!("set `{}` to black or white", letters.key),
        };
        diagnostics.push(Diagnostic::warning("faint-text", message).remedy(remedy));
    }
    diagnostics
}

/// The color of the same hue nearest in lightness that has the contrast.
fn readable(letters: &Letters, least: f64) -> Option<Color> {
    (1..=20).find_map(|step| {
        let goals = [Color::BLACK, Color::WHITE].into_iter();
        goals
            .map(|goal| letters.ink.toward_lightness_of(goal, f64::from(step) / 20.0))
            .find(|ink| contrast::ratio(*ink, letters.ground) >= least)
    })
}
