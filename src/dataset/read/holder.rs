//! `held_by`: who holds an area, as the user tells it.

use super::Reader;
use super::fields::{Fields, wrong};
use super::findings::Findings;
use super::parties::Holder;
use super::properties::{HELD_BY, OTHER, Origin};
use crate::dataset::{PartyId, Status};
use crate::diagnostic::{Diagnostic, Location};
use crate::source::collection::{Collection, Record};
use crate::source::toml::{Data, Table, Value};
use std::collections::BTreeMap;

/// How the holder of each feature is found.
#[derive(Clone, Debug)]
pub(super) struct HolderRule {
    held_by: Origin,
    other: Origin,
    status: Origin,
    map: BTreeMap<String, Target>,
}

/// What a value of the data stands for.
#[derive(Clone, Debug, Default)]
struct Target {
    party: Option<String>,
    other: Option<String>,
    status: Option<String>,
    location: Location,
}

/// Who holds an area, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) party: Option<PartyId>,
    pub(super) other: Option<PartyId>,
    pub(super) status: Status,
}

impl HolderRule {
    /// Reads the keys `held_by`, `other` and `status`.
    pub(super) fn read(fields: &Fields<'_>, found: &mut Findings) -> Self {
        let mut map = BTreeMap::new();
        if let Some(Value { data: Data::Table(table), .. }) = fields.get("held_by") {
            let inner = Fields::new("held_by", table);
            inner.get("property");
            if let Some(targets) = inner.table("map", found) {
                map = read_map(targets, found);
            }
            inner.finish(found);
        }
        Self {
            held_by: match fields.get("held_by") {
                // A map without a property maps whatever names the holder.
                Some(Value { data: Data::Table(table), .. }) if table.get("property").is_none() => {
                    Origin::Natural(HELD_BY)
                }
                _ => Origin::read(fields, "held_by", HELD_BY, found),
            },
            other: Origin::read(fields, "other", OTHER, found),
            status: Origin::read(fields, "status", super::properties::STATUS, found),
            map,
        }
    }

    /// The rule for one file.
    pub(super) fn settle(&self, collection: &Collection) -> Self {
        let held_by = self.held_by.settle(collection);
        let mut status = self.status.settle(collection);
        // Some keep the holder in a property `status`; it does not tell both.
        if matches!(self.status, Origin::Natural(_)) && held_by.same_property(&status) {
            status = Origin::Natural(&[]);
        }
        // Contested and ceded ground may stand in one file, each with its own word for the other side.
        Self { other: self.other.clone(), map: self.map.clone(), held_by, status }
    }

    /// Where the other side and the status are told.
    pub(super) fn rest(&self) -> [&Origin; 2] {
        [&self.other, &self.status]
    }

    /// Where the holder is told.
    pub(super) fn held_by(&self) -> &Origin {
        &self.held_by
    }

    /// Who holds a feature; `None` after a report.
    pub(super) fn of(&self, reader: &mut Reader<'_>, record: &Record) -> Option<Held> {
        let at = &record.location;
        let Some(written) = self.held_by.of(&record.properties) else {
            let status = self.status.of(&record.properties);
            if status.as_deref() == Some("unknown") {
                return Some(Held { party: None, other: None, status: Status::Unknown });
            }
            reader.found.push_once("", self.no_holder(record));
            return None;
        };
        let told = |origin: &Origin| origin.of(&record.properties).map(|text| text.into_owned());
        self.told(reader, &written, (told(&self.status), told(&self.other)), at)
    }

    /// What is written about a holder, with a status and another side where they are told, too;
    /// `None` after a report.
    pub(super) fn told(
        &self,
        reader: &mut Reader<'_>,
        written: &str,
        (status, other): (Option<String>, Option<String>),
        at: &Location,
    ) -> Option<Held> {
        let target = self.target(written);
        let status = match target.and_then(|t| t.status.as_deref()) {
            Some(status) => Some(status.to_owned()),
            None => status,
        };
        let holder = match target {
            Some(target) => target.party.as_deref().map_or(Some(Holder::Nobody), |party| {
                reader.parties.resolve(party, &target.location, &mut reader.found)
            })?,
            None => {
                let mapped: Vec<&str> = self.map.keys().map(String::as_str).collect();
                reader.parties.resolve_or(written, &mapped, at, &mut reader.found)?
            }
        };
        let other = match target.and_then(|t| t.other.as_deref().map(|other| (other, &t.location)))
        {
            Some((other, place)) => reader.parties.resolve(other, place, &mut reader.found),
            None => other.and_then(|other| reader.parties.resolve(&other, at, &mut reader.found)),
        };
        let other = match other {
            Some(Holder::Party(id)) => Some(id),
            _ => None,
        };
        let status = match status {
            Some(status) => reader.status(&status, at),
            None if other.is_some() => Status::Contested,
            None => Status::Held,
        };
        let party = match holder {
            Holder::Party(id) => Some(id),
            Holder::Nobody => None,
        };
        Some(Held { party, other, status })
    }

    /// What a value is mapped to, as written or else without regard to case.
    fn target(&self, written: &str) -> Option<&Target> {
        self.map.get(written).or_else(|| {
            let lower = written.to_lowercase();
            self.map.iter().find(|(key, _)| key.to_lowercase() == lower).map(|(_, target)| target)
        })
    }

    fn no_holder(&self, record: &Record) -> Diagnostic {
        let message = match &self.held_by {
            Origin::Property(name) => format!("the feature has no value of `{name}`"),
            _ => "nothing says who holds the feature".to_owned(),
        };
        let names: Vec<String> =
            record.properties.keys().take(12).map(|key| format!("`{key}`")).collect();
        let remedy = if names.is_empty() {
            "say who does: held_by = \"…\"".to_owned()
        } else {
            let names = names.join(", ");
            format!("say which property does: held_by = {{ property = \"…\" }}; it has {names}")
        };
        Diagnostic::error("no-holder", message).at(record.location.clone()).remedy(remedy)
    }
}

/// Reads `map = { Value = "party", Other = { status = "contested", between = ["a", "b"] } }`.
fn read_map(table: &Table, found: &mut Findings) -> BTreeMap<String, Target> {
    let mut map = BTreeMap::new();
    for (written, entry) in &table.entries {
        let location = entry.value.location.clone();
        let target = match &entry.value.data {
            Data::Text(party) => {
                Some(Target { party: Some(party.clone()), location, ..Target::default() })
            }
            Data::Table(table) => {
                let fields = Fields::new("map", table);
                let mut target = Target {
                    party: fields.text("party", found),
                    other: fields.text("other", found),
                    status: fields.text("status", found),
                    location,
                };
                let between = fields.texts("between", found);
                if let [(a, _), (b, _)] = between.as_slice() {
                    target.party = Some(a.clone());
                    target.other = Some(b.clone());
                    target.status.get_or_insert_with(|| "contested".to_owned());
                } else if let Some(value) = fields.get("between") {
                    found.push(
                        Diagnostic::error("wrong-type", "`between` must name two parties")
                            .at(value.location.clone())
                            .remedy("write between = [\"…\", \"…\"]"),
                    );
                }
                fields.finish(found);
                Some(target)
            }
            _ => {
                wrong(&entry.value, written, "a party or { party = \"…\", status = \"…\" }", found)
            }
        };
        if let Some(target) = target {
            map.insert(written.clone(), target);
        }
    }
    map
}
