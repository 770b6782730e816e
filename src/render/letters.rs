//! Letters that no font has.

use super::Survey;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::figure::Plan;
use std::collections::BTreeMap;

/// Characters named in one warning.
const NAMED: usize = 12;

impl Survey {
    /// A warning with the characters of the atlas's names and captions, as a figure prints them,
    /// that no font has: they are drawn as empty boxes.
    pub fn missing_letters(&self, plan: &Plan) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        let mut missing: BTreeMap<char, &str> = BTreeMap::new();
        let texts = self.texts(plan);
        for text in &texts {
            for letter in self.typesetter().missing(text) {
                missing.entry(letter).or_insert(text);
            }
        }
        let Some((_, first)) = missing.first_key_value() else { return diagnostics };
        let letters =
            missing.keys().take(NAMED).map(|&c| format!("`{c}` (U+{:04X})", u32::from(c)));
        let mut named = letters.collect::<Vec<_>>().join(", ");
        if missing.len() > NAMED {
            named.push_str(&format!(" and {} more", missing.len() - NAMED));
        }
        let sample: String = first.chars().take(40).collect();
        diagnostics.push(
            Diagnostic::warning(
                "missing-letters",
                format!("no font has {named}, which occur for example in `{sample}`"),
            )
            .remedy("name a folder with fonts that have them: `--fonts DIR`"),
        );
        diagnostics
    }

    /// What a figure may print that comes from the atlas.
    fn texts(&self, plan: &Plan) -> Vec<String> {
        let atlas = self.atlas();
        let mut texts = vec![plan.title.clone(), plan.subtitle.clone()];
        texts.extend(atlas.disclaimer.clone());
        texts.extend(atlas.credits.iter().cloned());
        texts.extend(atlas.parties.iter().map(|p| p.name.get(&plan.language).to_owned()));
        let features = atlas.base.iter().flat_map(|layer| &layer.features);
        texts.extend(features.filter_map(|feature| feature.printed_name(&plan.language)));
        texts.extend(atlas.base.iter().filter_map(|layer| layer.label.clone()));
        texts.extend(atlas.overlays.iter().filter_map(|overlay| overlay.label.clone()));
        texts.extend(atlas.places.iter().map(|place| place.name.clone()));
        let events = atlas.events.iter();
        texts.extend(events.map(|e| e.caption.clone().unwrap_or_else(|| e.text.clone())));
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;
    use crate::figure::Request;
    use crate::source::files::Files;

    fn warnings(title: &str) -> Diagnostics {
        let toml = format!(
            "[atlas]\ntitle = \"{title}\"\nfrom = 2020-01-01\nuntil = 2020-02-01\n\
             [[figure]]\nid = \"map\"\nextent = [40.0, 38.0, 44.0, 40.0]\n"
        );
        let mut files = Files::memory([("atlas.toml".to_owned(), toml.into_bytes().into())]);
        let (atlas, found) = dataset::open(&mut files, "t");
        let survey = Survey::new(atlas.unwrap_or_else(|| panic!("{found:?}")));
        let plan = survey.plan(&Request::default()).expect("a plan");
        survey.missing_letters(&plan)
    }

    #[test]
    fn letters_without_a_font_are_told_and_others_are_not() {
        assert!(warnings("Şuşa Շուշի შუშა Шуша شوشا שושה").is_empty());
        let told = warnings("中x文").into_iter().map(|d| d.to_string()).collect::<String>();
        assert!(told.contains("`中` (U+4E2D), `文` (U+6587)"), "{told}");
    }
}
