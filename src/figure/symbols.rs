//! The symbols of events, by their kinds: our own, and those of the atlas.

use crate::dataset::Atlas;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::error::{Error, Result};
use crate::scene::Symbol;
use crate::style::Words;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

/// A built-in symbol: its name, the kinds of events that it stands for besides its own name, and its
/// file. What a legend calls it is in the table `kind` of the language's words.
type BuiltIn = (&'static str, &'static [&'static str], &'static [u8]);

macro_rules! built_in {
    ($($name:literal [$($kind:literal)*];)*) => {
        &[$((
            $name,
            &[$($kind),*],
            include_bytes!(concat!("../../styles/symbols/", $name, ".svg")),
        )),*]
    };
}

/// Kinds are compared without regard to case, `_`, `-` and spaces.
const BUILT_IN: &[BuiltIn] = built_in![
    "agreement" ["treaty" "accord" "deal"];
    "airstrike" ["air attack" "bombing" "air raid"];
    "capture" ["taken" "advance" "occupation" "gain"];
    "casualties" ["casualty report" "civilian casualties" "deaths" "killed"];
    "ceasefire" ["truce" "armistice"];
    "ceasefire-breach" ["ceasefire violation"];
    "demining" ["mine" "mines" "uxo"];
    "deployment" ["movement" "reinforcement"];
    "diplomacy" ["diplomatic" "talks" "negotiation" "negotiations"];
    "displacement" ["refugees" "evacuation" "exodus"];
    "drone" ["uav" "uas" "drone attack" "loitering munition"];
    "equipment" ["equipment report" "equipment loss"];
    "fighting" ["clash" "battle" "assault" "combat" "attack"];
    "handover" ["transfer" "return"];
    "humanitarian" ["aid" "relief"];
    "incident" ["accident" "explosion"];
    "infrastructure" ["bridge" "power" "road" "pipeline"];
    "investigation" ["war crimes report" "report"];
    "missile" ["rocket"];
    "mobilization" ["mobilisation" "conscription"];
    "other" ["event"];
    "peacekeeping" ["peacekeepers" "observers"];
    "political" ["politics" "statement" "election"];
    "prisoners" ["prisoner exchange" "exchange"];
    "protest" ["demonstration" "riot"];
    "shelling" ["artillery" "bombardment"];
    "shootdown" ["shoot down" "downing"];
    "withdrawal" ["retreat"];
];

/// The symbol of a kind of event.
#[derive(Clone, Debug)]
pub struct EventSymbol {
    /// What it stands for, for the legend.
    pub words: String,
    /// Its shapes.
    pub symbol: Symbol,
}

/// Symbols by kind of event.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    own: BTreeMap<String, EventSymbol>,
    built_in: BTreeMap<&'static str, EventSymbol>,
}

impl Symbols {
    /// The symbols that the events of an atlas need, with words of a language.
    ///
    /// # Errors
    /// [`Error::Data`] with all of the atlas's own symbols that cannot be drawn.
    pub fn of(atlas: &Atlas, table: &Words) -> Result<Self> {
        let mut symbols = Self::default();
        let mut found = Diagnostics::new();
        for file in &atlas.symbols {
            match Symbol::parse(&file.bytes) {
                Ok(symbol) => {
                    let words = sentence(&file.kind);
                    symbols.own.insert(plain(&file.kind), EventSymbol { words, symbol });
                }
                Err(error) => found.push(
                    Diagnostic::error("bad-symbol", format!("`{}`: {error}", file.path))
                        .at(file.location.clone())
                        .remedy("a symbol is an SVG file of shapes in plain colors; see marks.md"),
                ),
            }
        }
        if found.has_errors() {
            return Err(Error::Data(found));
        }
        for event in &atlas.events {
            if symbols.own.contains_key(&plain(&event.kind)) {
                continue;
            }
            let place = built_in(&event.kind);
            let (name, ..) = &BUILT_IN[place];
            if !symbols.built_in.contains_key(name) {
                let words = table.kind.get(&name.replace('-', "_")).cloned().unwrap_or_default();
                let symbol = EventSymbol { words, symbol: parsed(place)? };
                symbols.built_in.insert(name, symbol);
            }
        }
        Ok(symbols)
    }

    /// The name of the symbol of a kind, the same for kinds that share one, and the symbol.
    pub fn of_kind(&self, kind: &str) -> Option<(String, &EventSymbol)> {
        let kind = plain(kind);
        if let Some(own) = self.own.get(&kind) {
            return Some((kind, own));
        }
        let (name, ..) = &BUILT_IN[built_in(&kind)];
        self.built_in.get(name).map(|symbol| ((*name).to_owned(), symbol))
    }

    /// The symbol of a name that [`Symbols::of_kind`] gave.
    pub fn named(&self, name: &str) -> Option<&EventSymbol> {
        self.own.get(name).or_else(|| self.built_in.get(name))
    }
}

/// The place among the built-in symbols of each name and kind, without what does not count. Made once:
/// every event of every day is looked up.
static PLACES: LazyLock<FxHashMap<String, usize>> = LazyLock::new(|| {
    let mut places = FxHashMap::default();
    for (place, (name, kinds, _)) in BUILT_IN.iter().enumerate() {
        for kind in std::iter::once(name).chain(*kinds) {
            places.entry(plain(kind)).or_insert(place);
        }
    }
    places
});

/// The place of the built-in symbol of a kind; what is not known has that of `other`.
fn built_in(kind: &str) -> usize {
    let kind = plain(kind);
    // `missile_strike` is a kind of `missile`.
    let known = [Some(&*kind), kind.strip_suffix("strike")].into_iter().flatten();
    let place = known.filter_map(|kind| PLACES.get(kind)).min().or_else(|| PLACES.get("other"));
    place.copied().unwrap_or_default()
}

/// The built-in symbol at a place, read once.
fn parsed(place: usize) -> Result<Symbol> {
    static SYMBOLS: [OnceLock<Symbol>; BUILT_IN.len()] = [const { OnceLock::new() }; _];
    if let Some(known) = SYMBOLS[place].get() {
        return Ok(known.clone());
    }
    let symbol = Symbol::parse(BUILT_IN[place].2)?;
    Ok(SYMBOLS[place].get_or_init(|| symbol).clone())
}

/// A kind without what does not count.
fn plain(kind: &str) -> String {
    kind.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `power_cut` as `Power cut`.
fn sentence(kind: &str) -> String {
    let spaced = kind.replace(['_', '-'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;
    use crate::math::{PagePoint, Rect};
    use crate::scene::Item;

    #[test]
    fn kinds_find_their_symbols() {
        for (kind, name) in [
            ("clash", "fighting"),
            ("Air_Strike", "airstrike"),
            ("missile-strike", "missile"),
            ("drone strike", "drone"),
            ("mobilisation", "mobilization"),
            ("unheard of", "other"),
        ] {
            assert_eq!(BUILT_IN[built_in(kind)].0, name, "{kind}");
        }
    }

    /// Black and white, and inside their square, so that none is cut by its mark.
    #[test]
    fn built_in_symbols_are_sound() {
        let (ink, ground) = (Color::rgb(1, 2, 3), Color::rgb(4, 5, 6));
        let square = Rect::from_size(-0.55, -0.55, 1.1, 1.1);
        let table = &crate::style::words("en").kind;
        assert_eq!(table.len(), BUILT_IN.len());
        for (name, _, svg) in BUILT_IN {
            assert!(table.contains_key(&name.replace('-', "_")), "{name} has no words");
            let symbol = Symbol::parse(svg).unwrap_or_else(|error| panic!("{name}: {error}"));
            for item in symbol.place(PagePoint::default(), 1.0, ink, ground) {
                let (path, color) = match item {
                    Item::Fill(path, crate::scene::Fill::Solid(color)) => (path, color),
                    Item::Stroke(path, stroke) => (path, stroke.color),
                    other => panic!("{name}: {other:?}"),
                };
                assert!(color == ink || color == ground, "{name} has another color");
                let bounds = path.bounds().unwrap();
                assert!(square.encloses(&bounds), "{name}: {bounds:?}");
            }
        }
    }

    #[test]
    fn every_kind_of_the_built_in_atlas_has_a_symbol_of_its_own() {
        let (atlas, _) = crate::dataset::builtin::open("karabakh-2020").unwrap();
        let atlas = atlas.unwrap();
        let symbols = Symbols::of(&atlas, crate::style::words("en")).unwrap();
        for event in &atlas.events {
            let (name, _) = symbols.of_kind(&event.kind).unwrap();
            assert_ne!(name, "other", "{}", event.kind);
        }
    }
}
