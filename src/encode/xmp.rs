//! Metadata as XMP (ISO 16684-1), as WebP and MP4 hold it.

use super::Metadata;
use xmlwriter::{Indent, Options, XmlWriter};

/// What the metadata say, in the terms of Dublin Core and XMP. Further pairs become a
/// `dc:identifier` each, `Atlas hash: 0123`.
pub fn xmp(metadata: &Metadata) -> Vec<u8> {
    let mut xml = XmlWriter::new(Options { indent: Indent::None, ..Options::default() });
    xml.start_element("x:xmpmeta");
    xml.write_attribute("xmlns:x", "adobe:ns:meta/");
    xml.start_element("rdf:RDF");
    xml.write_attribute("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
    xml.start_element("rdf:Description");
    xml.write_attribute("rdf:about", "");
    xml.write_attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/");
    xml.write_attribute("xmlns:xmp", "http://ns.adobe.com/xap/1.0/");
    xml.write_attribute("xmp:CreatorTool", &escaped(&metadata.software));
    let more: Vec<String> =
        metadata.more.iter().map(|(keyword, text)| format!("{keyword}: {text}")).collect();
    let one = std::slice::from_ref;
    list(&mut xml, "dc:title", "rdf:Alt", one(&metadata.title));
    list(&mut xml, "dc:description", "rdf:Alt", one(&metadata.description));
    list(&mut xml, "dc:creator", "rdf:Seq", one(&metadata.author));
    list(&mut xml, "dc:date", "rdf:Seq", one(&metadata.date));
    list(&mut xml, "dc:rights", "rdf:Alt", one(&metadata.rights));
    list(&mut xml, "dc:source", "rdf:Bag", &metadata.sources);
    list(&mut xml, "dc:identifier", "rdf:Bag", &more);
    xml.end_document().into_bytes()
}

/// The text without control characters, which XML does not allow, and with its `&` escaped, which the
/// writer leaves to its user (it escapes `<`).
fn escaped(text: &str) -> String {
    let allowed = |letter: &char| *letter == '\n' || !letter.is_control();
    text.chars().filter(allowed).collect::<String>().replace('&', "&amp;")
}

/// A list of those texts that are not empty.
fn list(xml: &mut XmlWriter, name: &str, kind: &str, texts: &[String]) {
    if texts.iter().all(String::is_empty) {
        return;
    }
    xml.start_element(name);
    xml.start_element(kind);
    for text in texts.iter().filter(|text| !text.is_empty()) {
        xml.start_element("rdf:li");
        if kind == "rdf:Alt" {
            xml.write_attribute("xml:lang", "x-default");
        }
        xml.write_text(&escaped(text));
        xml.end_element();
    }
    xml.end_element();
    xml.end_element();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_empty_ones_left_out() {
        let metadata = Metadata {
            title: "A < B & \0C".into(),
            sources: vec!["first".into(), String::new(), "second".into()],
            more: vec![("Atlas hash".into(), "0123".into())],
            ..Metadata::default()
        };
        let text = String::from_utf8(xmp(&metadata)).unwrap();
        assert!(
            text.contains(r#"<rdf:li xml:lang="x-default">A &lt; B &amp; C</rdf:li>"#),
            "{text}"
        );
        assert!(text.contains("<rdf:li>second</rdf:li>"), "{text}");
        assert!(text.contains("Atlas hash: 0123") && text.contains("Salient "), "{text}");
        assert!(!text.contains("dc:creator") && !text.contains("dc:description"), "{text}");
        let tree = resvg::usvg::roxmltree::Document::parse(&text).unwrap();
        let items = tree.descendants().filter(|node| node.tag_name().name() == "li");
        assert_eq!(items.count(), 4);
    }
}
