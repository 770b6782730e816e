//! Breaking captions into lines.

/// Fills lines greedily. `advance` gives the length of a line.
pub(super) fn wrap(text: &str, max_width: f64, advance: impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        // A no-break space is white space to Rust, but not a place to break.
        for word in paragraph.split(|c: char| c.is_whitespace() && !is_no_break(c)) {
            if word.is_empty() {
                continue;
            }
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if advance(&longer) <= max_width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = break_word(word, max_width, &advance, &mut lines);
        }
        lines.push(line);
    }
    lines
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// Pushes full lines of a word that is longer than a line; gives back the rest. Every line gets at
/// least one letter, so it ends.
fn break_word(
    word: &str,
    max_width: f64,
    advance: &impl Fn(&str) -> f64,
    lines: &mut Vec<String>,
) -> String {
    let mut rest = String::new();
    for c in word.chars() {
        rest.push(c);
        let mark = unicode_script::UnicodeScript::script(&c) == unicode_script::Script::Inherited;
        if !mark && rest.chars().count() > 1 && advance(&rest) > max_width {
            rest.pop();
            lines.push(std::mem::take(&mut rest));
            rest.push(c);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_filled_and_never_longer_than_asked() {
        let width = |line: &str| line.chars().count() as f64;
        assert_eq!(wrap("one two three", 7.0, width), ["one two", "three"]);
        assert_eq!(wrap("a\u{a0}b c\n\nd", 3.0, width), ["a\u{a0}b", "c", "", "d"]);
        assert_eq!(wrap("x abcdefgh y", 3.0, width), ["x", "abc", "def", "gh", "y"]);
        assert_eq!(wrap("wide", 0.0, width), ["w", "i", "d", "e"]);
    }
}
