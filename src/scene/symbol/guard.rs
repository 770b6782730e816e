//! What a short file may not unfold to.
//!
//! An SVG file of a few hundred bytes can stand for more shapes than a machine can hold: entities
//! within entities, and `use` of what uses. So both are counted before anything is unfolded.

use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use std::collections::HashMap;

/// Bytes of a file.
const MOST_BYTES: usize = 1 << 20;
/// Elements, those in `use` counted each time they are used.
const MOST_ELEMENTS: usize = 20_000;
/// Elements in each other.
const DEEPEST: usize = 64;
/// Rules of style sheets times elements they may apply to.
const MOST_RULES: usize = 10_000_000;

/// The text of a file that does not unfold to much more.
///
/// # Errors
/// What is too much, in words.
pub(super) fn sound(svg: &[u8]) -> Result<&str, String> {
    if svg.len() > MOST_BYTES {
        return Err(format!("it has {} bytes, a symbol at most {MOST_BYTES}", svg.len()));
    }
    let text = std::str::from_utf8(svg)
        .map_err(|_| "it is not text in UTF-8; save it as plain SVG".to_owned())?;
    if text.contains("<!ENTITY") {
        return Err("it declares entities; save it as plain SVG".to_owned());
    }
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: 4 * MOST_ELEMENTS as u32,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|e| e.to_string())?;
    let by_id = document.descendants().filter_map(|node| Some((node.attribute("id")?, node)));
    let mut count = Count { by_id: by_id.collect(), elements: 0 };
    count.unfold(document.root_element(), 0)?;
    let styles = document.descendants().filter(|node| is_style(*node));
    let rules: usize = styles.filter_map(|node| node.text()).map(|t| t.matches('{').count()).sum();
    if rules.saturating_mul(count.elements) > MOST_RULES {
        return Err(format!("it has {rules} rules of style for {} elements", count.elements));
    }
    Ok(text)
}

/// Whether a node is a style sheet in any namespace.
fn is_style(node: Node<'_, '_>) -> bool {
    node.tag_name().name() == "style"
}

struct Count<'a> {
    by_id: HashMap<&'a str, Node<'a, 'a>>,
    elements: usize,
}

impl<'a> Count<'a> {
    fn unfold(&mut self, node: Node<'a, 'a>, depth: usize) -> Result<(), String> {
        self.elements += 1;
        if self.elements > MOST_ELEMENTS {
            return Err(format!("it unfolds to more than {MOST_ELEMENTS} elements"));
        }
        if depth > DEEPEST {
            return Err(format!(
                "its elements are nested deeper than {DEEPEST}, or use themselves"
            ));
        }
        for child in node.children().filter(Node::is_element) {
            self.unfold(child, depth + 1)?;
        }
        if node.tag_name().name() != "use" {
            return Ok(());
        }
        let href = node.attributes().find(|attribute| attribute.name() == "href");
        let target = href.and_then(|href| href.value().strip_prefix('#'));
        match target.and_then(|id| self.by_id.get(id)) {
            Some(&target) => self.unfold(target, depth + 1),
            None => Ok(()),
        }
    }
}
