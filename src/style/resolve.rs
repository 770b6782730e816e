//! From a theme's name or text to a complete theme.

use super::Theme;
use crate::diagnostic::nearest;
use crate::error::{Error, Result};
use std::sync::OnceLock;
use toml::{Table, Value};

/// The built-in themes: name and text.
const BUILT_IN: [(&str, &str); 6] = [
    ("atlas", include_str!("../../styles/atlas.toml")),
    ("newsroom", include_str!("../../styles/newsroom.toml")),
    ("print", include_str!("../../styles/print.toml")),
    ("dark", include_str!("../../styles/dark.toml")),
    ("wikimedia", include_str!("../../styles/wikimedia.toml")),
    ("contrast", include_str!("../../styles/contrast.toml")),
];

/// Their tables.
static PARSED: [OnceLock<Table>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];

/// How many themes may extend one another.
const MAX_DEPTH: usize = 8;

/// The names of the built-in themes; the first is the default.
pub fn built_in_names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// Makes a theme complete: what `theme` (TOML text, or the name of a built-in one; `None` for the
/// default) says, over what it `extends` (the default if it does not say), with `overrides` such
/// as `("front.width", "4")` on top.
///
/// # Errors
/// [`Error::Request`] for an unknown theme or key, or a value of the wrong kind.
pub fn resolve(theme: Option<&str>, overrides: &[(String, String)]) -> Result<Theme> {
    let mut table = read(theme.unwrap_or(BUILT_IN[0].0), 0)?;
    for (key, value) in overrides {
        set(&mut table, key, value)?;
    }
    Theme::deserialize_table(table)
}

fn read(theme: &str, depth: usize) -> Result<Table> {
    if depth > MAX_DEPTH {
        return Err(Error::request("the themes extend one another in a circle"));
    }
    let built_in = BUILT_IN.iter().position(|(name, _)| *name == theme);
    let text = match built_in.and_then(|place| BUILT_IN.get(place)) {
        Some((_, text)) => text,
        None if theme.contains(['\n', '=']) => theme,
        None => {
            let hint = nearest(theme, built_in_names())
                .map(|name| format!("; did you mean `{name}`?"))
                .unwrap_or_else(|| ".".to_owned());
            let known: Vec<_> = built_in_names().collect();
            return Err(Error::request(format!(
                "there is no theme `{theme}`{hint} Built in: {}",
                known.join(", ")
            )));
        }
    };
    let parse = || text.parse::<Table>();
    let mut table = match built_in.and_then(|place| PARSED.get(place)) {
        // Read once: a figure may be planned more than once.
        Some(known) => known.get_or_init(|| parse().unwrap_or_default()).clone(),
        None => parse().map_err(|e| Error::request(format!("the theme is not TOML: {e}")))?,
    };
    let base = match table.remove("extends") {
        Some(Value::String(base)) => read(&base, depth + 1)?,
        Some(_) => return Err(Error::request("`extends` must be the name of a theme")),
        None if built_in.is_some() => Table::new(),
        None => read(BUILT_IN[0].0, depth + 1)?,
    };
    Ok(merge(base, table))
}

fn merge(mut base: Table, over: Table) -> Table {
    for (key, value) in over {
        match (base.remove(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => {
                base.insert(key, Value::Table(merge(below, above)));
            }
            (_, value) => {
                base.insert(key, value);
            }
        }
    }
    base
}

/// Puts one `section.key` to a value; the key must exist.
fn set(table: &mut Table, key: &str, value: &str) -> Result<()> {
    declare(table, key);
    let known: Vec<String> = table
        .iter()
        .filter_map(|(section, keys)| Some((section, keys.as_table()?)))
        .flat_map(|(section, keys)| keys.keys().map(move |key| format!("{section}.{key}")))
        .collect();
    let place = key
        .split_once('.')
        .and_then(|(section, key)| table.get_mut(section)?.as_table_mut()?.get_mut(key));
    let Some(place) = place else {
        let hint = nearest(key, known.iter().map(String::as_str))
            .map(|name| format!("; did you mean `{name}`?"))
            .unwrap_or_default();
        return Err(Error::request(format!("there is no style key `{key}`{hint}")));
    };
    *place =
        match place {
            Value::String(_) => Value::String(value.to_owned()),
            Value::Float(_) | Value::Integer(_) => Value::Float(value.parse().map_err(|_| {
                Error::request(format!("`{key}` takes a number, `{value}` is none"))
            })?),
            _ => {
                let text: Table = format!("value = {value}").parse().map_err(|_| {
                    Error::request(format!("`{value}` is not a TOML value, which `{key}` takes"))
                })?;
                text.get("value").cloned().unwrap_or(Value::Boolean(false))
            }
        };
    Ok(())
}

/// Sections whose keys are words of the data take new ones; nothing is drawn until they are set.
fn declare(table: &mut Table, key: &str) {
    const OPEN: [&str; 2] = ["status", "overlay_area"];
    if let Some((section, name)) = key.split_once('.').filter(|(section, _)| OPEN.contains(section))
        && let Some(Value::Table(words)) = table.get_mut(section)
    {
        words.entry(name).or_insert_with(|| Value::Table(Table::new()));
    }
}

impl Theme {
    fn deserialize_table(table: Table) -> Result<Self> {
        use serde::Deserialize;
        Self::deserialize(Value::Table(table))
            .map_err(|error| Error::request(format!("the theme has a mistake: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;

    #[test]
    fn overrides_and_extensions_win() {
        let set = [("front.width".to_owned(), "4".to_owned())];
        let theme = resolve(Some("[page]\nink = \"#010203\"\n"), &set).unwrap();
        assert_eq!(theme.front.width, 4.0);
        assert_eq!(theme.page.ink, Color::rgb(1, 2, 3));
        assert_eq!(theme.page.paper, resolve(None, &[]).unwrap().page.paper);
    }

    #[test]
    fn mistakes_are_named() {
        let set = [("front.widht".to_owned(), "4".to_owned())];
        let error = resolve(None, &set).unwrap_err().to_string();
        assert!(error.contains("did you mean `front.width`?"), "{error}");
        let error = resolve(Some("atals"), &[]).unwrap_err().to_string();
        assert!(error.contains("did you mean `atlas`?"), "{error}");
        let error = resolve(Some("[page]\nincc = \"#010203\"\n"), &[]).unwrap_err().to_string();
        assert!(error.contains("incc"), "{error}");
    }

    #[test]
    fn words_of_the_data_have_styles() {
        let set = [("status.fortified".to_owned(), "{ pattern = \"crosses\" }".to_owned())];
        let theme = resolve(None, &set).unwrap();
        assert_eq!(theme.status["fortified"].pattern, crate::style::PatternKind::Crosses);
        assert!(theme.status.contains_key("held"));
        let set = [("status.fortified".to_owned(), "{ patern = \"crosses\" }".to_owned())];
        assert!(resolve(None, &set).unwrap_err().to_string().contains("patern"));
    }
}
