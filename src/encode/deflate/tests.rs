//! What other programs read is what was written.

use super::*;
use proptest::prelude::*;
use std::io::Read;

/// A zlib stream of some bytes, in bands of `rows` rows.
fn stream(bytes: &[u8], stride: usize, rows: usize) -> Vec<u8> {
    let bands: Vec<&[u8]> = bytes.chunks(stride * rows).collect();
    let mut all = ZLIB_HEADER.to_vec();
    bands.iter().for_each(|bytes| all.extend(band(bytes, stride, 3)));
    all.extend(LAST_BLOCK);
    let checksum = adler(bands.iter().map(|bytes| (simd_adler32::adler32(bytes), bytes.len())));
    all.extend(checksum.to_be_bytes());
    all
}

fn read(stream: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    flate2::read::ZlibDecoder::new(stream).read_to_end(&mut bytes).expect("a sound stream");
    bytes
}

proptest! {
    #[test]
    fn any_bytes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..4000), stride in 1usize..300) {
        prop_assert_eq!(&read(&stream(&bytes, stride, 3)), &bytes);
    }

    /// Few different bytes: long repetitions at all distances.
    #[test]
    fn monotonous_bytes_come_back(bytes in prop::collection::vec(0u8..2, 0..9000), stride in 1usize..100) {
        prop_assert_eq!(&read(&stream(&bytes, stride, 7)), &bytes);
    }
}

#[test]
fn flat_rows_nearly_vanish() {
    // Each row begins with its filter: none.
    let bytes: Vec<u8> = (0..5761 * 64).map(|i| if i % 5761 == 0 { 0 } else { 200 }).collect();
    let stream = stream(&bytes, 5761, 64);
    assert_eq!(read(&stream), bytes);
    assert!(stream.len() < 600, "{} bytes", stream.len());
}

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
