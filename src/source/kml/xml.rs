//! XML by local names.

use crate::diagnostic::{Diagnostic, Location};
use roxmltree::{Document, Error, Node, ParsingOptions};

/// At most this many undeclared prefixes are declared.
const PREFIXES: usize = 16;
/// Files with more elements are refused.
const MOST_NODES: u32 = 20_000_000;

/// Parses a text. Document types, with which a short text can unfold to a huge one, are refused.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Error> {
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..Default::default() };
    Document::parse_with_options(text, options)
}

/// The text with declarations of the prefixes that it uses and does not declare, in its first tag;
/// `None` when that is not what is wrong with it.
pub(super) fn with_prefixes(text: &str, error: &Error) -> Option<String> {
    let Error::UnknownNamespace(..) = error else { return None };
    let root = root_name_end(text)?;
    let mut declared = String::new();
    let mut error = error.clone();
    for _ in 0..PREFIXES {
        let Error::UnknownNamespace(prefix, _) = &error else { break };
        declared.push_str(&format!(" xmlns:{prefix}=\"urn:undeclared:{prefix}\""));
        let (start, end) = text.split_at(root);
        let whole = format!("{start}{declared}{end}");
        match parse(&whole) {
            Ok(_) => return Some(whole),
            Err(next) => error = next,
        }
    }
    None
}

/// Where the name of the first element ends.
fn root_name_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let open = from + text.get(from..)?.find('<')?;
        let skipped = match bytes.get(open + 1)? {
            b'?' => "?>",
            b'!' if text.get(open..)?.starts_with("<!--") => "-->",
            b'!' => ">",
            _ => {
                let name = text.get(open + 1..)?;
                let length = name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
                return Some(open + 1 + length);
            }
        };
        from = open + text.get(open..)?.find(skipped)? + skipped.len();
    }
}

/// The problem for the user.
pub(super) fn bad(error: &Error, file: &str) -> Diagnostic {
    let place = error.pos();
    let remedy = match error {
        Error::DtdDetected => "remove the document type: it is not needed",
        Error::NodesLimitReached => "split the file",
        Error::UnexpectedEndOfStream | Error::UnclosedRootNode => {
            "the file ends too early: was it saved completely?"
        }
        _ => "mend the file there or export it anew",
    };
    Diagnostic::error("bad-xml", error.to_string())
        .at(Location::line(file, place.row as usize, Some(place.col as usize)))
        .remedy(remedy)
}

/// Whether a node is an element of that local name.
pub(super) fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The elements in a node.
pub(super) fn children<'a, 'i: 'a>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// The first element of that local name in a node. What a folder says of itself stands before the
/// features in it, of which there may be very many.
pub(super) fn child<'a, 'i: 'a>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    head(node).find(|node| is(*node, name))
}

/// The elements in a node up to the first feature.
pub(super) fn head<'a, 'i: 'a>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    children(node)
        .take_while(|node| !matches!(node.tag_name().name(), "Placemark" | "Folder" | "Document"))
}

/// The text of a node, if it has some.
pub(super) fn text<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.text().map(str::trim).filter(|text| !text.is_empty())
}
