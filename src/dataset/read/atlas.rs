//! `[atlas]`, and all tables put together.

use super::drawing::Material;
use super::fields::Fields;
use super::findings::{Findings, suggest};
use super::parties::Parties;
use super::{Reader, arrows, base, control, events, figures, fronts, overlay, places, sides, span};
use crate::dataset::{Atlas, ControlLayer, Disagreement, Names, world};
use crate::diagnostic::Diagnostic;
use crate::math::Day;
use crate::source::toml::Table;

/// What the `[atlas]` table says.
struct Head {
    title: Names,
    subtitle: Option<Names>,
    from: Option<Day>,
    until: Option<Day>,
    credits: Vec<String>,
    license: Option<String>,
    disclaimer: Option<String>,
    disagreement: Disagreement,
    /// Whether an atlas without a base map of its own stands on that of the world.
    world: bool,
}

/// Reads everything. `None` only when no days can be found.
pub(super) fn read(reader: &mut Reader<'_>, root: &Table, id: &str) -> Option<Atlas> {
    let fields = Fields::new("atlas.toml", root);
    let table = fields.table("atlas", &mut reader.found);
    let head = head(reader, table, id);
    let tables = |reader: &mut Reader<'_>, key| fields.tables(key, &mut reader.found);
    let declared = tables(reader, "party");
    reader.parties = Parties::read(&declared, &mut reader.found);
    let of_base = tables(reader, "base");
    let of_control = tables(reader, "control");
    reader.prefetch_of(&[&of_base[..], &of_control].concat());
    let own: Vec<_> = of_base.iter().flat_map(|t| base::read(reader, t)).collect();
    let around = head.world && of_base.is_empty();
    let base = if around { world().layers.clone() } else { own };
    let control: Vec<ControlLayer> =
        of_control.into_iter().filter_map(|t| control::read(reader, t)).collect();
    let fronts: Vec<_> =
        tables(reader, "front").into_iter().flat_map(|t| fronts::read(reader, t)).collect();
    // What is told of the ground decides how finely dates are told: a map of centuries does not say
    // days because its events do.
    let ground = reader.precision.take();
    let overlays: Vec<_> =
        tables(reader, "overlay").into_iter().flat_map(|t| overlay::read(reader, t)).collect();
    let of_places = tables(reader, "places");
    let places = places::read(reader, &of_places);
    let of_events = tables(reader, "events");
    let events = events::read(reader, &of_events, &places);
    let symbols = events::symbols(reader, &of_events);
    let of_arrows = tables(reader, "arrow");
    let arrows = arrows::read(reader, &of_arrows, &places);
    let of_checks = tables(reader, "checks");
    let checks = sides::read(reader, &of_checks);
    let of_figures = tables(reader, "figure");
    let material = Material { base: &base, overlays: &overlays, events: &events };
    let figures = figures::read(reader, &of_figures, &material);
    figures::check_named(reader, &figures);
    let at = fields.location().clone();
    fields.finish(&mut reader.found);
    let material =
        span::Material { control: &control, fronts: &fronts, overlays: &overlays, events: &events };
    let (from, until, precision) =
        span::days(reader, (head.from, head.until), ground, &material, at)?;
    let mut atlas = Atlas {
        id: id.to_owned(),
        title: head.title,
        subtitle: head.subtitle,
        from,
        until,
        precision,
        reports: std::mem::take(&mut reader.reports),
        fronts,
        credits: head.credits,
        license: head.license,
        disclaimer: head.disclaimer,
        parties: std::mem::take(&mut reader.parties).into_list(),
        control,
        disagreement: head.disagreement,
        only_source: None,
        series: std::mem::take(&mut reader.series),
        overlays,
        places,
        events,
        symbols,
        arrows,
        base,
        figures,
        checks,
        hash: String::new(),
    };
    if around || of_base.iter().any(|table| table.get("builtin").is_some()) {
        atlas.credit(&world().credits);
    }
    Some(atlas)
}

fn head(reader: &mut Reader<'_>, table: Option<&Table>, id: &str) -> Head {
    let empty = Table::default();
    let fields = Fields::new("[atlas]", table.unwrap_or(&empty));
    let found = &mut reader.found;
    let world = match fields.text("base", found).as_deref() {
        None | Some(base::WORLD) => true,
        Some("none") => false,
        Some(other) => {
            found.push(
                Diagnostic::error("unknown-base", format!("there is no base map `{other}`"))
                    .at(fields.get("base").map(|value| value.location.clone()).unwrap_or_default())
                    .remedy("write `world` or `none`; layers of your own are [[base]] entries"),
            );
            false
        }
    };
    let disagreement = disagreement(&fields, found);
    let head = Head {
        world,
        disagreement,
        title: fields.names("title", found).unwrap_or_else(|| Names::single("en", id)),
        subtitle: fields.names("subtitle", found),
        from: fields.day("from", found),
        until: fields.day("until", found),
        credits: fields.texts("credits", found).into_iter().map(|(text, _)| text).collect(),
        license: fields.text("license", found),
        disclaimer: fields.text("disclaimer", found),
    };
    if let (Some(from), Some(until)) = (head.from, head.until)
        && from >= until
    {
        found.push(
            Diagnostic::error(
                "inverted-interval",
                format!("the atlas has no day: {from} to {until}"),
            )
            .at(fields.location().clone())
            .remedy("`from` is its first day, `until` the day after its last"),
        );
    }
    fields.finish(found);
    head
}

/// The key `disagree`.
fn disagreement(fields: &Fields<'_>, found: &mut Findings) -> Disagreement {
    let Some(text) = fields.text("disagree", found) else { return Disagreement::default() };
    Disagreement::parse(&text).unwrap_or_else(|| {
        let names = Disagreement::ALL.map(Disagreement::as_str);
        let at = fields.get("disagree").map(|value| value.location.clone()).unwrap_or_default();
        found.push(
            Diagnostic::error("unknown-disagreement", format!("there is no rule `{text}`"))
                .at(at)
                .remedy(suggest(&text, names.into_iter(), "rules for where sources disagree")),
        );
        Disagreement::default()
    })
}
