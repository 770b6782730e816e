//! Prefix codes (Huffman 1952), canonical as deflate wants them.

use super::bits::Bits;

/// A code: for each symbol its bits, the first one lowest, and how many.
pub struct Code {
    /// Bits of each symbol.
    pub codes: Vec<u16>,
    /// Their number; 0 for a symbol that does not occur.
    pub lengths: Vec<u8>,
}

impl Code {
    /// The best code for symbols that occur so often, none longer than `limit` bits.
    pub fn of(counts: &[u32], limit: u8) -> Self {
        Self::with_lengths(lengths(counts, limit))
    }

    /// The code in which symbols have so many bits.
    pub fn with_lengths(lengths: Vec<u8>) -> Self {
        Self { codes: canonical(&lengths), lengths }
    }

    /// A symbol's bits and their number.
    pub fn bits(&self, symbol: usize) -> (u32, u32) {
        let of = |list: Option<u32>| list.unwrap_or(0);
        let bits = of(self.codes.get(symbol).map(|bits| (*bits).into()));
        (bits, of(self.lengths.get(symbol).map(|length| (*length).into())))
    }
}

/// Code lengths by building the tree; when it gets too deep, rare symbols are taken for less rare
/// and it is built again.
fn lengths(counts: &[u32], limit: u8) -> Vec<u8> {
    let mut counts: Vec<u64> = counts.iter().map(|count| u64::from(*count)).collect();
    loop {
        let lengths = tree(&counts);
        if lengths.iter().all(|length| *length <= limit) {
            return lengths;
        }
        for count in counts.iter_mut().filter(|count| **count > 0) {
            *count = (*count >> 2) + 1;
        }
    }
}

/// The depth of each symbol in the tree: two queues, one of symbols by count, one of inner nodes,
/// which arise in order of their counts.
fn tree(counts: &[u64]) -> Vec<u8> {
    let mut symbols: Vec<(u64, usize)> =
        counts.iter().enumerate().filter(|(_, c)| **c > 0).map(|(s, c)| (*c, s)).collect();
    symbols.sort_unstable();
    let mut depths = vec![0u8; counts.len()];
    match symbols[..] {
        [] => return depths,
        [(_, only)] => {
            depths[only] = 1;
            return depths;
        }
        _ => {}
    }
    let leaves = symbols.len();
    let mut parent = vec![0usize; 2 * leaves - 1];
    let mut sums: Vec<u64> = symbols.iter().map(|(count, _)| *count).collect();
    let (mut leaf, mut inner) = (0, leaves);
    for node in leaves..2 * leaves - 1 {
        let mut sum = 0;
        for _ in 0..2 {
            let least = if leaf < leaves && (inner >= node || sums[leaf] <= sums[inner]) {
                leaf += 1;
                leaf - 1
            } else {
                inner += 1;
                inner - 1
            };
            sum += sums[least];
            parent[least] = node;
        }
        sums.push(sum);
    }
    let mut depth = vec![0u8; 2 * leaves - 1];
    for node in (0..2 * leaves - 2).rev() {
        depth[node] = depth[parent[node]].saturating_add(1);
    }
    for (i, (_, symbol)) in symbols.iter().enumerate() {
        depths[*symbol] = depth[i];
    }
    depths
}

/// Codes of given lengths, in order (RFC 1951, section 3.2.2), bits reversed.
fn canonical(lengths: &[u8]) -> Vec<u16> {
    first_codes(lengths)
        .into_iter()
        .zip(lengths)
        .map(|(code, &length)| match length {
            0 => 0,
            length => (code as u16).reverse_bits() >> (16 - u16::from(length)),
        })
        .collect()
}

fn first_codes(lengths: &[u8]) -> Vec<u32> {
    let mut count = [0u32; 16];
    for &length in lengths.iter().filter(|length| **length > 0) {
        count[usize::from(length)] += 1;
    }
    let mut next = [0u32; 16];
    for bits in 1..16 {
        next[bits] = (next[bits - 1] + count[bits - 1]) << 1;
    }
    lengths
        .iter()
        .map(|&length| match length {
            0 => 0,
            length => {
                let code = next[usize::from(length)];
                next[usize::from(length)] += 1;
                code
            }
        })
        .collect()
}

/// The order in which deflate writes the lengths of the code for lengths.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Writes the two codes of a block (RFC 1951, section 3.2.7). Runs are written for zeros only:
/// they are nearly all there is.
pub fn write_codes(bits: &mut Bits, literal: &Code, distance: &Code) {
    let used = |lengths: &[u8], least: usize| {
        lengths.iter().rposition(|length| *length > 0).map_or(least, |last| (last + 1).max(least))
    };
    let (literals, distances) = (used(&literal.lengths, 257), used(&distance.lengths, 1));
    let all: Vec<u8> = [&literal.lengths[..literals], &distance.lengths[..distances]].concat();
    // Symbol, extra bits and their number.
    let mut written: Vec<(usize, u32, u32)> = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let zeros = all[at..].iter().take_while(|length| **length == 0).count();
        match zeros {
            0..3 => {
                written.push((all[at].into(), 0, 0));
                at += 1;
            }
            3..11 => {
                written.push((17, zeros as u32 - 3, 3));
                at += zeros;
            }
            _ => {
                let run = zeros.min(138);
                written.push((18, run as u32 - 11, 7));
                at += run;
            }
        }
    }
    let mut counts = [0u32; 19];
    written.iter().for_each(|(symbol, _, _)| counts[*symbol] += 1);
    let code = Code::of(&counts, 7);
    let last = ORDER.iter().rposition(|symbol| code.lengths[*symbol] > 0).unwrap_or(0).max(3);
    bits.put(literals as u64 - 257, 5);
    bits.put(distances as u64 - 1, 5);
    bits.put(last as u64 + 1 - 4, 4);
    for symbol in &ORDER[..=last] {
        bits.put(code.lengths[*symbol].into(), 3);
    }
    for (symbol, extra, count) in written {
        bits.put(code.codes[symbol].into(), code.lengths[symbol].into());
        bits.put(extra.into(), count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts like Fibonacci's numbers make the deepest tree.
    #[test]
    fn deep_trees_are_flattened() {
        let mut counts = vec![1u32, 1];
        for i in 2..40 {
            counts.push(counts[i - 1].saturating_add(counts[i - 2]));
        }
        let code = Code::of(&counts, 15);
        assert!(code.lengths.iter().all(|length| (1..=15).contains(length)));
        let kraft: f64 = code.lengths.iter().map(|length| 0.5f64.powi((*length).into())).sum();
        assert!(kraft <= 1.0);
    }
}
