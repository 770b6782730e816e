//! The sides: declared in `atlas.toml`, or made from the values found.

use super::fields::Fields;
use super::findings::{Findings, suggest};
use crate::dataset::{Names, Party, PartyId};
use crate::diagnostic::{Diagnostic, Location};
use crate::source::toml::Table;
use std::collections::BTreeMap;

/// The parties known so far.
#[derive(Debug, Default)]
pub(super) struct Parties {
    list: Vec<Party>,
    /// By id, alias and printed name in lower case.
    by_name: BTreeMap<String, PartyId>,
    /// Whether the atlas declares any; if not, each new name makes one.
    declared: bool,
}

/// What a value of a holder means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// A party.
    Party(PartyId),
    /// Nobody: the ground is taken from every party.
    Nobody,
}

impl Parties {
    /// Reads the `[[party]]` tables.
    pub(super) fn read(tables: &[&Table], found: &mut Findings) -> Self {
        let mut parties = Self { declared: !tables.is_empty(), ..Self::default() };
        for table in tables {
            let fields = Fields::new("[[party]]", table);
            let id = fields.required("id", found);
            let name = fields.names("name", found);
            let aliases = fields.texts("aliases", found);
            if let Some(id) = id {
                let party = Party {
                    name: name.unwrap_or_else(|| Names::single("en", &id)),
                    aliases: aliases.into_iter().map(|(alias, _)| alias).collect(),
                    id,
                };
                parties.add(party, fields.location(), found);
            }
            fields.finish(found);
        }
        parties
    }

    fn add(&mut self, party: Party, at: &Location, found: &mut Findings) -> Option<PartyId> {
        let Ok(index) = u16::try_from(self.list.len()) else {
            let diagnostic = Diagnostic::error("too-many-parties", "there are over 65,535 parties")
                .at(at.clone())
                .remedy("is `held_by` the right property?");
            found.push_once("", diagnostic);
            return None;
        };
        let id = PartyId(index);
        // Ids and aliases must be one party's; printed names only help to find it.
        for name in std::iter::once(&party.id).chain(&party.aliases) {
            let taken = self.by_name.insert(name.to_lowercase(), id);
            if let Some(other) = taken.filter(|other| *other != id).and_then(|o| self.get(o)) {
                found.push(
                    Diagnostic::error(
                        "duplicate-party",
                        format!("`{name}` is already a name of party `{}`", other.id),
                    )
                    .at(at.clone())
                    .remedy("give every party its own id and aliases"),
                );
            }
        }
        for name in party.name.0.values() {
            self.by_name.entry(name.to_lowercase()).or_insert(id);
        }
        self.list.push(party);
        Some(id)
    }

    fn get(&self, id: PartyId) -> Option<&Party> {
        self.list.get(usize::from(id.0))
    }

    /// The party a value names, without regard to case; unless a party is called so, `none` and
    /// `nobody` are nobody. An unknown name is an error where parties are declared, else a new
    /// party.
    pub(super) fn resolve(
        &mut self,
        name: &str,
        at: &Location,
        found: &mut Findings,
    ) -> Option<Holder> {
        self.resolve_or(name, &[], at, found)
    }

    /// The same where other names are understood, too, and may have been meant.
    pub(super) fn resolve_or(
        &mut self,
        name: &str,
        others: &[&str],
        at: &Location,
        found: &mut Findings,
    ) -> Option<Holder> {
        let name = name.trim();
        let lower = name.to_lowercase();
        if let Some(id) = self.by_name.get(&lower) {
            return Some(Holder::Party(*id));
        }
        if matches!(lower.as_str(), "none" | "nobody" | "neutral" | "unclaimed") {
            return Some(Holder::Nobody);
        }
        if !self.declared {
            let party =
                Party { id: name.to_owned(), name: Names::single("en", name), aliases: Vec::new() };
            return self.add(party, at, found).map(Holder::Party);
        }
        let mut known: Vec<&str> = others.to_vec();
        for party in &self.list {
            let names = std::iter::once(&party.id).chain(&party.aliases);
            for name in names.chain(party.name.0.values()) {
                if !known.iter().any(|other| other.eq_ignore_ascii_case(name)) {
                    known.push(name);
                }
            }
        }
        let remedy = suggest(name, known.iter().copied(), "known names");
        let remedy = match remedy.strip_suffix('?') {
            Some(_) => format!("{remedy} Add others as [[party]] or among `aliases`"),
            None => format!("{remedy}; add others as [[party]] or among `aliases`"),
        };
        found.push_once(
            name,
            Diagnostic::error("unknown-party", format!("there is no party `{name}`"))
                .at(at.clone())
                .remedy(remedy),
        );
        None
    }

    /// All of them, in order of declaration or of finding.
    pub(super) fn into_list(self) -> Vec<Party> {
        self.list
    }
}
