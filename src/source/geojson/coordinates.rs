//! Coordinates, straight from their text.

use super::cursor::space;
use super::number;
use super::recalled::Recalled;
use crate::math::{Block, Work, is_end, widest};
use geo::Coord;
use rayon::prelude::*;
use std::sync::Arc;

/// Bytes of a large text that a thread scans at a time.
const EXTENT: usize = 128 << 10;
/// How many threads' worth of a large text is scanned side by side.
const EXTENTS: usize = 32;
/// Texts from this size on are scanned on several threads.
pub(super) const LARGE: usize = 16 << 20;

/// Lines of positions in the order of the text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Lines {
    /// Longitudes and latitudes in degrees, within their range.
    pub(super) lines: Vec<Vec<Arc<Block>>>,
    /// For each group of lines (a polygon), how many lines there are up to its end.
    pub(super) groups: Vec<usize>,
    /// How many positions have more than two numbers.
    pub(super) heights: usize,
}

/// Reads a value of nested arrays: `levels` is 1 for one line, 2 for a list of lines, 3 for a list of
/// lists of lines. `None` for anything that is faulty, empty or out of range. What `recalled` has seen
/// before is not read again.
pub(super) fn scan(value: &[u8], levels: usize, recalled: &mut Recalled) -> Option<Lines> {
    let mut at = 0;
    for _ in 0..levels {
        at = opened(value, at)?;
    }
    if value.len() >= LARGE {
        return scan_large(value, at, levels);
    }
    let mut gathered = Gathered::default();
    let mut ended = false;
    while at < value.len() && !ended {
        let rest = value.get(at..)?;
        let (piece, length) = match recalled.find(rest, levels) {
            Some(known) => known,
            None => {
                let piece = Piece::scan(value, (at, value.len()), levels)?;
                let length = piece.end - at;
                (recalled.note(rest.get(..length)?, levels, piece), length)
            }
        };
        gathered.append(&piece);
        ended = piece.ended;
        at += length;
    }
    (ended && at == value.len()).then_some(gathered.lines)
}

/// The same from the first position on, on all threads.
fn scan_large(value: &[u8], first: usize, levels: usize) -> Option<Lines> {
    let mut gathered = Gathered::default();
    let mut at = first;
    let mut ended = false;
    while at < value.len() {
        let mut extents = Vec::new();
        while at < value.len() && extents.len() < EXTENTS {
            let end = next_position(value, at.saturating_add(EXTENT));
            extents.push((at, end));
            at = end;
        }
        let scan = |&(from, to): &(usize, usize)| {
            let (mut at, mut pieces) = (from, Vec::new());
            while at < to {
                let piece = Piece::scan(value, (at, to), levels)?;
                at = piece.end;
                pieces.push(piece);
            }
            Some(pieces)
        };
        let scanned: Vec<Option<Vec<Piece>>> = extents.par_iter().map(scan).collect();
        for piece in scanned.into_iter().collect::<Option<Vec<_>>>()?.iter().flatten() {
            // Every piece but the last must stop at the next one's start: so only the last can have
            // ended.
            ended = piece.ended;
            gathered.append(piece);
        }
    }
    ended.then_some(gathered.lines)
}

/// Reads a single position; the flag says whether it has a height.
pub(super) fn point(value: &[u8]) -> Option<(Coord, bool)> {
    let (coord, height, end) = position(value, 0)?;
    (end == value.len()).then_some((coord, height))
}

/// What stands in a piece of the text, which begins where a position begins and ends where the next
/// one does, or the value. It depends on nothing but that text.
#[derive(Debug, Default)]
pub(super) struct Piece {
    /// The offset behind it.
    end: usize,
    /// The positions up to the end of each line, or to the end of the piece, and how many brackets
    /// close there.
    blocks: Vec<(Option<Arc<Block>>, usize)>,
    heights: usize,
    /// Whether the value's last bracket was met.
    ended: bool,
}

/// Scans a piece with the widest registers that there are.
struct Scan<'a> {
    value: &'a [u8],
    extent: (usize, usize),
    levels: usize,
}

impl Work for Scan<'_> {
    type Output = Option<Piece>;

    #[inline(always)]
    fn run(self) -> Option<Piece> {
        Piece::scan_here(self.value, self.extent, self.levels)
    }
}

impl Piece {
    /// Scans text up to where a block ends, or to an offset at which a position begins. Every position
    /// begins as deep as the first one, since as many brackets open before it as have closed behind the
    /// one before: so a piece may begin at any of them.
    fn scan(value: &[u8], extent: (usize, usize), levels: usize) -> Option<Self> {
        widest(Scan { value, extent, levels })
    }

    #[inline(always)]
    fn scan_here(value: &[u8], (from, to): (usize, usize), levels: usize) -> Option<Self> {
        /// Bytes of a piece at least, but for the last one.
        const LEAST: usize = 256;
        let mut piece = Self::default();
        let mut coords = Vec::with_capacity(256);
        let mut at = from;
        while at < to && (at < from + LEAST || !ends_block(value, at)) {
            let (coord, height, end) = position(value, at)?;
            coords.push(coord);
            piece.heights += usize::from(height);
            at = space(value, end);
            if value.get(at) == Some(&b',') {
                at = space(value, at + 1);
                continue;
            }
            let mut closed = 0;
            while value.get(at) == Some(&b']') {
                closed += 1;
                at = space(value, at + 1);
            }
            piece.break_off(&mut coords, closed);
            if closed == levels {
                piece.ended = true;
                piece.end = at;
                return (at == value.len()).then_some(piece);
            }
            if closed == 0 || closed > levels || value.get(at) != Some(&b',') {
                return None;
            }
            at = space(value, at + 1);
            for _ in 0..closed {
                at = opened(value, at)?;
            }
        }
        piece.break_off(&mut coords, 0);
        piece.end = at;
        (at <= to).then_some(piece)
    }

    /// Makes a block of the positions.
    fn break_off(&mut self, coords: &mut Vec<Coord>, closed: usize) {
        self.blocks.push((Block::new(coords).map(Arc::new), closed));
        coords.clear();
    }

    /// Whether the value ended in it.
    pub(super) fn has_ended(&self) -> bool {
        self.ended
    }
}

/// Whether a block ends before the position at an offset: its text says so (see [`is_end`]).
#[inline(always)]
fn ends_block(value: &[u8], at: usize) -> bool {
    let number = |from: usize| value.get(from..).and_then(<[u8]>::first_chunk);
    // Behind the bracket.
    match (number(at + 1), number(at + 9)) {
        (Some(a), Some(b)) => is_end(u64::from_le_bytes(*a), u64::from_le_bytes(*b)),
        _ => false,
    }
}

/// Lines put together from pieces.
#[derive(Debug, Default)]
struct Gathered {
    lines: Lines,
    /// The line that has not ended.
    open: Vec<Arc<Block>>,
}

impl Gathered {
    fn append(&mut self, piece: &Piece) {
        for (block, closed) in &piece.blocks {
            self.open.extend(block.clone());
            if *closed > 0 {
                self.open.shrink_to_fit();
                self.lines.lines.push(std::mem::take(&mut self.open));
            }
            if *closed > 1 {
                self.lines.groups.push(self.lines.lines.len());
            }
        }
        self.lines.heights += piece.heights;
    }
}

/// Steps over an opening bracket and white space.
#[inline(always)]
fn opened(value: &[u8], at: usize) -> Option<usize> {
    (value.get(at) == Some(&b'[')).then(|| space(value, at + 1))
}

/// The offset of the next position from an offset on: a bracket with a number behind it.
fn next_position(value: &[u8], from: usize) -> usize {
    let rest = value.get(from..).unwrap_or_default();
    let is_position = |at: &usize| {
        let inside = value.get(space(value, from + at + 1));
        matches!(inside, Some(b'-' | b'0'..=b'9'))
    };
    memchr::memchr_iter(b'[', rest).find(is_position).map_or(value.len(), |at| from + at)
}

/// The position at an offset, whether it has a height, and the offset behind it. The range is as
/// RFC 7946 has it.
#[inline(always)]
fn position(value: &[u8], at: usize) -> Option<(Coord, bool, usize)> {
    let (x, at) = number::scan(value, opened(value, at)?)?;
    let at = comma(value, at)?;
    let (y, at) = number::scan(value, at)?;
    let mut at = space(value, at);
    let mut height = false;
    while value.get(at) == Some(&b',') {
        (_, at) = number::scan(value, space(value, at + 1))?;
        at = space(value, at);
        height = true;
    }
    let sound = value.get(at) == Some(&b']') && x.abs() <= 180.0 && y.abs() <= 90.0;
    sound.then_some((Coord { x, y }, height, at + 1))
}

/// Steps over a comma with white space around it.
#[inline(always)]
fn comma(value: &[u8], at: usize) -> Option<usize> {
    let at = space(value, at);
    (value.get(at) == Some(&b',')).then(|| space(value, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str, levels: usize) -> Option<(Vec<usize>, Vec<usize>, usize)> {
        let lines = scan(text.as_bytes(), levels, &mut Recalled::default())?;
        let count = |line: &Vec<Arc<Block>>| line.iter().map(|block| block.coords().len()).sum();
        Some((lines.lines.iter().map(count).collect(), lines.groups, lines.heights))
    }

    /// The positions of each line, and how many groups of lines there are.
    fn flat(lines: Lines) -> (Vec<Vec<Coord>>, usize) {
        let coords = |line: &Vec<Arc<Block>>| {
            line.iter().flat_map(|block| block.coords()).copied().collect()
        };
        (lines.lines.iter().map(coords).collect(), lines.groups.len())
    }

    #[test]
    fn lines_and_groups_are_told_apart() {
        assert_eq!(count("[[1,2],[3,4,5]]", 1), Some((vec![2], vec![], 1)));
        assert_eq!(count("[ [[1,2] ,\n[3,4]] , [[5,6]] ]", 2), Some((vec![2, 1], vec![2], 0)));
        assert_eq!(
            count("[[[[1,2]],[[3,4]]],[[[5,6],[7,8]]]]", 3),
            Some((vec![1, 1, 2], vec![2, 3], 0))
        );
        assert_eq!(point(b"[ 1 , 2 , 3 ]"), Some((Coord { x: 1.0, y: 2.0 }, true)));
    }

    #[test]
    fn what_is_uneven_empty_or_unfinished_is_refused() {
        for text in [
            "[[1,2]",
            "[[1,2]]]",
            "[[1,2],]",
            "[[1,2]],[3,4]]",
            "[[1],[3,4]]",
            "[[1,2],[]]",
            "[]",
            "[[[1,2]]]",
            "[[1,2] [3,4]]",
            "[[1,2],3,4]",
            "[1,2]",
            "[[1,2],[[3,4]]]",
            "[[1,2,]]",
            "[[1,2],[3,91]]",
            "[[1,2],[181,0]]",
            "[[1,2],null]",
            "",
        ] {
            assert_eq!(count(text, 1), None, "{text}");
        }
        for text in ["[[[1,2]],[3,4]]", "[[[1,2]],[[[3,4]]]]", "[[[1,2]]],[[3,4]]]", "[[],[[1,2]]]"]
        {
            assert_eq!(count(text, 2), None, "{text}");
        }
        assert_eq!(point(b"[1,2]]"), None);
    }

    /// Rings of all sizes over many pieces; a piece may begin behind any bracket or comma.
    #[test]
    fn pieces_join_without_a_seam() {
        let ring = |seed: usize| -> Vec<[f64; 2]> {
            let count = [3, 40_000, 7, 0, 90_000][seed % 5] + seed;
            (0..count).map(|i| [(i % 3600) as f64 / 20.0, seed as f64 / 8.0]).collect()
        };
        let polygons: Vec<Vec<Vec<[f64; 2]>>> =
            (1..9).map(|p| (0..p % 3 + 1).map(|r| ring(p * 3 + r)).collect()).collect();
        for text in [format!("{polygons:?}"), format!("{polygons:?}").replace(' ', "")] {
            assert!(text.len() > 3 * EXTENT);
            // On several threads pieces end elsewhere, too.
            let both = |text: &str| {
                let text = text.as_bytes();
                let first = (0..3).try_fold(0, |at, _| opened(text, at))?;
                let [large, small] = [
                    scan_large(text, first, 3).map(flat),
                    scan(text, 3, &mut Recalled::default()).map(flat),
                ];
                assert!(large == small);
                large
            };
            let (lines, groups) = both(&text).unwrap();
            let expected: Vec<Vec<Coord>> = polygons
                .iter()
                .flatten()
                .map(|ring| ring.iter().map(|[x, y]| Coord { x: *x, y: *y }).collect())
                .collect();
            assert!(lines == expected);
            assert_eq!(groups, polygons.len());
            // A fault in any piece is found.
            let broken = text.replacen("0.05", "0.05,[", 5).replacen("0.05,[", "0.05", 4);
            assert!(both(&broken).is_none());
            assert!(both(&text[..text.len() - 1]).is_none());
        }
    }
}
