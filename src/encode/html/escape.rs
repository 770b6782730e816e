//! Text that is safe inside a page.

use serde::Serialize;

/// Text for element contents and quoted attributes: markup is escaped, control characters are left
/// out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A value as JSON that can stand in a `script` element: with no `<` nothing in it can end the
/// element or begin a comment (HTML, section 4.12.1.3).
pub(super) fn json(value: &impl Serialize) -> String {
    // Plain structs of texts and numbers are always written.
    let text = serde_json::to_string(value).unwrap_or_default();
    text.replace('<', "\\u003c")
}

/// The text, if it is the address of a page: a link to anything else (`javascript:`) is not made.
pub(super) fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    let scheme = ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    (scheme && !text.contains(|c: char| c.is_whitespace() || c.is_control())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        assert_eq!(escape("<a href='x'>\"&\u{0}"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp; ");
        assert_eq!(json(&"</script><!--"), "\"\\u003c/script>\\u003c!--\"");
    }

    #[test]
    fn only_addresses_of_pages_are_links() {
        assert_eq!(address(" https://example.org/a?b=c "), Some("https://example.org/a?b=c"));
        for text in ["javascript:alert(1)", "data:text/html,x", "https://a b", "see https://a"] {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
