//! What the last file had to say, for the next one that mostly says the same.
//!
//! The text of coordinates is cut into pieces where the text itself says so. A piece that stood in
//! the file before, letter by letter, is not read again: its positions are those of that file.

use super::coordinates::Piece;
use crate::math::lock;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex};

/// Pieces of text with what was read in them.
#[derive(Debug, Default)]
pub struct Recalled {
    known: Vec<Known>,
    /// The first of the known pieces that begin alike.
    by_start: FxHashMap<u64, u32>,
    /// The piece behind the one found last.
    next: usize,
    /// The pieces of the file that is being read.
    seen: Vec<Known>,
    /// Whether there will be another file.
    keeps: bool,
}

#[derive(Clone, Debug)]
struct Known {
    text: Arc<[u8]>,
    levels: usize,
    piece: Arc<Piece>,
}

impl Known {
    /// Whether a text begins with this one, and does with what it ends with.
    fn begins(&self, text: &[u8], levels: usize) -> bool {
        let whole = !self.piece.has_ended() || self.text.len() == text.len();
        whole && self.levels == levels && text.starts_with(&self.text)
    }
}

impl Recalled {
    /// A known piece that the text begins with, and its length.
    pub(super) fn find(&mut self, text: &[u8], levels: usize) -> Option<(Arc<Piece>, usize)> {
        let begins = |at: &usize| self.known.get(*at).is_some_and(|k| k.begins(text, levels));
        // Mostly one known piece follows another.
        let at = Some(self.next).filter(begins).or_else(|| {
            let by_start = self.by_start.get(&start(text)?)?;
            Some(*by_start as usize).filter(begins)
        })?;
        self.next = at + 1;
        let known = self.known.get(at)?;
        self.seen.push(known.clone());
        Some((Arc::clone(&known.piece), known.text.len()))
    }

    /// Takes note of a piece.
    pub(super) fn note(&mut self, text: &[u8], levels: usize, piece: Piece) -> Arc<Piece> {
        let piece = Arc::new(piece);
        if !self.keeps {
            return piece;
        }
        self.seen.push(Known { text: text.into(), levels, piece: Arc::clone(&piece) });
        piece
    }

    /// Knows the pieces of the file that has been read, and no others.
    fn turn(&mut self) {
        self.known = std::mem::take(&mut self.seen);
        self.next = 0;
        self.by_start.clear();
        for (i, known) in self.known.iter().enumerate() {
            if let Some(start) = start(&known.text) {
                self.by_start.entry(start).or_insert(i as u32);
            }
        }
    }
}

/// The first letters of a text.
fn start(text: &[u8]) -> Option<u64> {
    let number =
        |from: usize| text.get(from..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes));
    Some(number(1)? ^ number(9)?.rotate_left(29))
}

/// What was read in files, for those who read the files after them, on several threads.
///
/// What is recalled only saves work: what is read is the same.
#[derive(Debug, Default)]
pub struct Recall {
    spare: Mutex<Vec<(usize, Recalled)>>,
}

impl Recall {
    /// Lends what is known of the file of which the number is nearest, until `read` is done with the
    /// file of some number.
    pub fn with<T>(&self, number: usize, read: impl FnOnce(&mut Recalled) -> T) -> T {
        let spare = || lock(&self.spare);
        let nearest = |spare: &mut Vec<(usize, Recalled)>| {
            let at = (0..spare.len()).min_by_key(|i| spare[*i].0.abs_diff(number))?;
            Some(spare.swap_remove(at).1)
        };
        let mut recalled = nearest(&mut spare()).unwrap_or_default();
        recalled.keeps = true;
        let done = read(&mut recalled);
        recalled.turn();
        spare().push((number, recalled));
        done
    }
}

#[cfg(test)]
mod tests {
    use super::super::{read, read_recalling};
    use super::Recall;
    use crate::math::Block;
    use crate::source::collection::{Collection, Shape};
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use std::sync::Arc;

    /// The file of a day: two rings, in one of which some positions are not those of other days.
    fn file(changed: &[usize], space: &str) -> String {
        let position = |i: usize| {
            let turn = i as f64 * 0.001;
            let moved = f64::from(u8::from(changed.contains(&i))) / 64.0;
            let (x, y) = (turn.sin() * (40.0 + moved), turn.cos() * 40.0);
            format!("[{x:.6},{space}{y:.6}]")
        };
        let ring = |from: usize, to: usize| {
            let all: Vec<String> = (from..to).chain([from]).map(position).collect();
            format!("[{}]", all.join(","))
        };
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{}},
            "geometry":{{"type":"MultiPolygon","coordinates":[[{},{}],[{}]]}}}}]}}"#,
            ring(0, 3000),
            ring(3100, 3180),
            ring(3200, 5000)
        )
    }

    fn blocks(collection: &Collection) -> BTreeSet<usize> {
        let Shape::Areas(areas) = &collection.records[0].shape else { panic!() };
        let blocks = areas.rings().iter().flat_map(|ring| ring.blocks());
        blocks.map(|(block, _): (&Arc<Block>, bool)| Arc::as_ptr(block).addr()).collect()
    }

    #[test]
    fn what_stands_as_before_is_not_read_again() {
        let recall = Recall::default();
        let read = |number: usize, text: &str| {
            recall.with(number, |recalled| read_recalling(text.as_bytes(), "a", recalled).0)
        };
        let first = read(0, &file(&[], ""));
        let second = read(1, &file(&[1500, 4000], ""));
        let (before, after) = (blocks(&first), blocks(&second));
        assert!(before.len() > 30);
        let shared = before.intersection(&after).count();
        assert!(shared + 5 > before.len() && shared < before.len(), "{shared} of {}", before.len());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn what_is_read_does_not_depend_on_what_was(
            days in prop::collection::vec(
                (prop::collection::vec(0usize..5000, 0..6), 0usize..60, 0usize..400_000),
                2..5,
            ),
        ) {
            let recall = Recall::default();
            for (number, (changed, kind, cut)) in days.iter().enumerate() {
                let mut text = file(changed, if *kind == 0 { " " } else { "" });
                match *kind {
                    1..10 => text.truncate(*cut),
                    10..20 if *cut < text.len() => text.insert(*cut, ']'),
                    20..30 if *cut < text.len() => {
                        text.remove(*cut);
                    }
                    _ => {}
                }
                let recalled = recall.with(number, |recalled| {
                    read_recalling(text.as_bytes(), "a", recalled)
                });
                let (collection, found) = read(text.as_bytes(), "a");
                prop_assert!(recalled.1.to_string() == found.to_string());
                let both = [recalled.0, collection].map(|read| format!("{read:?}"));
                prop_assert!(both[0] == both[1]);
            }
        }
    }
}
