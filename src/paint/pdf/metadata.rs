//! What a document says about itself: in the information dictionary for every reader, as XMP for
//! those that search and sort, and as the words that stand for the picture.

use super::document::Options;
use super::store::Store;
use crate::scene::Scene;
use pdf_writer::types::StructRole;
use pdf_writer::{Finish, Name, Pdf, Ref, TextStr};

/// The number of the one piece of marked content: the whole picture.
pub(super) const PICTURE: i32 = 0;

/// Writes the information dictionary.
pub(super) fn information(pdf: &mut Pdf, id: Ref, scene: &Scene, options: &Options) {
    let mut information = pdf.document_info(id);
    for (key, text) in [
        ("Title", &scene.title),
        ("Subject", &scene.description),
        ("Author", &options.author),
        ("Keywords", &options.keywords),
        ("Creator", &options.software),
        ("Producer", &options.software),
    ] {
        let text = clean(text);
        if !text.is_empty() {
            information.pair(Name(key.as_bytes()), TextStr(&text));
        }
    }
}

/// Writes XMP in its envelope (ISO 16684-1, section 7.3.2), by which a file can be searched for it
/// without understanding the rest, and which is therefore not compressed.
pub(super) fn xmp(store: &mut Store, xmp: &[u8]) -> Option<Ref> {
    if xmp.is_empty() {
        return None;
    }
    let mut packet = b"<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>".to_vec();
    packet.extend_from_slice(xmp);
    packet.extend_from_slice(b"<?xpacket end=\"r\"?>");
    let id = store.next();
    store.chunk.metadata(id, &packet);
    Some(id)
}

/// The objects that say what stands for the picture.
pub(super) struct Structure {
    pub root: Ref,
    document: Ref,
    figure: Ref,
    parents: Ref,
}

impl Structure {
    pub fn new(store: &mut Store) -> Self {
        Self {
            root: store.next(),
            document: store.next(),
            figure: store.next(),
            parents: store.next(),
        }
    }

    /// Writes a figure on the page that has the scene's description for readers who do not see it
    /// (ISO 32000-1, section 14.9.3).
    pub fn write(&self, store: &mut Store, page: Ref, scene: &Scene) {
        let chunk = &mut store.chunk;
        let mut root = chunk.indirect(self.root).start::<pdf_writer::writers::StructTreeRoot<'_>>();
        root.child(self.document);
        root.parent_tree().nums().insert(0, self.parents);
        root.parent_tree_next_key(1);
        root.finish();
        let mut document = chunk.struct_element(self.document);
        document.kind(StructRole::Document).parent(self.root).child(self.figure);
        document.finish();
        let mut figure = chunk.struct_element(self.figure);
        figure.kind(StructRole::Figure).parent(self.document).page(page);
        let (title, words) = (clean(&scene.title), clean(&scene.description));
        figure.title(TextStr(&title));
        figure.alt(TextStr(if words.is_empty() { &title } else { &words }));
        figure.children().marked_content_id(PICTURE);
        figure.finish();
        chunk.indirect(self.parents).array().item(self.figure);
    }
}

/// A text without control characters.
fn clean(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}
