//! Coordinates, straight from their text.

use super::cursor::space;
use super::number;
use geo::Coord;
use rayon::prelude::*;

/// Bytes of text scanned at a time: the positions of a piece stay in the cache until they are
/// copied to their line.
const PIECE: usize = 128 << 10;
/// How many pieces are scanned side by side, which bounds the memory beyond text and lines.
const PIECES: usize = 32;
/// Texts from this size on are scanned on several threads.
pub(super) const LARGE: usize = 16 << 20;

/// Lines of positions in the order of the text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Lines {
    /// Longitudes and latitudes in degrees, within their range.
    pub(super) lines: Vec<Vec<Coord>>,
    /// For each group of lines (a polygon), how many lines there are up to its end.
    pub(super) groups: Vec<usize>,
    /// How many positions have more than two numbers.
    pub(super) heights: usize,
}

/// Reads a value of nested arrays: `levels` is 1 for one line, 2 for a list of lines, 3 for a list of
/// lists of lines. `None` for anything that is faulty, empty or out of range.
pub(super) fn scan(value: &[u8], levels: usize) -> Option<Lines> {
    let mut at = 0;
    for _ in 0..levels {
        at = opened(value, at)?;
    }
    let mut gathered = Gathered::default();
    let count = (value.len() / PIECE + 1).min(PIECES);
    let mut pieces: Vec<Piece> = (0..count).map(|_| Piece::default()).collect();
    while at < value.len() {
        for piece in &mut pieces {
            piece.from = at;
            at = next_position(value, at.saturating_add(PIECE));
            piece.to = at;
        }
        let scan = |piece: &mut Piece| piece.scan(value, levels);
        let sound = if value.len() < LARGE {
            pieces.iter_mut().try_for_each(scan)
        } else {
            pieces.par_iter_mut().try_for_each(scan)
        };
        sound?;
        pieces.iter().for_each(|piece| gathered.append(piece));
    }
    // Every piece but the last must stop at the next one's start: so only the last can have ended.
    let ended = pieces.iter().any(|piece| piece.ended);
    ended.then_some(gathered.lines)
}

/// Reads a single position; the flag says whether it has a height.
pub(super) fn point(value: &[u8]) -> Option<(Coord, bool)> {
    let (coord, height, end) = position(value, 0)?;
    (end == value.len()).then_some((coord, height))
}

/// What stands in a piece of the text, which begins and ends where a position begins.
#[derive(Debug, Default)]
struct Piece {
    from: usize,
    to: usize,
    coords: Vec<Coord>,
    /// Where a line ends: how many positions of the piece come before, and how many brackets close.
    breaks: Vec<(usize, usize)>,
    heights: usize,
    /// Whether the value's last bracket was met.
    ended: bool,
}

impl Piece {
    /// Scans the piece. Every position begins as deep as the first one, since as many brackets open
    /// before it as have closed behind the one before: so a piece may begin at any of them.
    fn scan(&mut self, value: &[u8], levels: usize) -> Option<()> {
        self.coords.clear();
        self.breaks.clear();
        (self.heights, self.ended) = (0, false);
        let mut at = self.from;
        while at < self.to {
            let (coord, height, end) = position(value, at)?;
            self.coords.push(coord);
            self.heights += usize::from(height);
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
            self.breaks.push((self.coords.len(), closed));
            if closed == levels {
                self.ended = true;
                return (at == value.len()).then_some(());
            }
            if closed == 0 || closed > levels || value.get(at) != Some(&b',') {
                return None;
            }
            at = space(value, at + 1);
            for _ in 0..closed {
                at = opened(value, at)?;
            }
        }
        (at == self.to).then_some(())
    }
}

/// Lines put together from pieces.
#[derive(Debug, Default)]
struct Gathered {
    lines: Lines,
    /// The line that has not ended.
    open: Vec<Coord>,
}

impl Gathered {
    fn append(&mut self, piece: &Piece) {
        let mut rest = piece.coords.as_slice();
        let mut taken = 0;
        for (end, closed) in &piece.breaks {
            let (line, behind) = rest.split_at(end.saturating_sub(taken).min(rest.len()));
            (rest, taken) = (behind, *end);
            self.open.extend_from_slice(line);
            self.open.shrink_to_fit();
            self.lines.lines.push(std::mem::take(&mut self.open));
            if *closed > 1 {
                self.lines.groups.push(self.lines.lines.len());
            }
        }
        self.open.extend_from_slice(rest);
        self.lines.heights += piece.heights;
    }
}

/// Steps over an opening bracket and white space.
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
#[inline]
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
#[inline]
fn comma(value: &[u8], at: usize) -> Option<usize> {
    let at = space(value, at);
    (value.get(at) == Some(&b',')).then(|| space(value, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str, levels: usize) -> Option<(Vec<usize>, Vec<usize>, usize)> {
        let Lines { lines, groups, heights } = scan(text.as_bytes(), levels)?;
        Some((lines.iter().map(Vec::len).collect(), groups, heights))
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
            assert!(text.len() > 3 * PIECE);
            let lines = scan(text.as_bytes(), 3).unwrap();
            let expected: Vec<Vec<Coord>> = polygons
                .iter()
                .flatten()
                .map(|ring| ring.iter().map(|[x, y]| Coord { x: *x, y: *y }).collect())
                .collect();
            assert_eq!(lines.lines, expected);
            assert_eq!(lines.groups.len(), polygons.len());
            // A fault in any piece is found.
            let broken = text.replacen("0.05", "0.05,[", 5).replacen("0.05,[", "0.05", 4);
            assert_eq!(scan(broken.as_bytes(), 3), None);
            assert_eq!(scan(&text.as_bytes()[..text.len() - 1], 3), None);
        }
    }
}
