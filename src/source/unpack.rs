//! Packed files (gzip, RFC 1952).

use super::limits::{bytes, too_large};
use crate::diagnostic::Diagnostic;
use flate2::read::MultiGzDecoder;
use std::io::Read;

/// The bytes of a gzip file, at most `most`.
///
/// # Errors
/// A diagnostic without a place, when the file is no gzip file, is cut off, or holds more.
pub(super) fn unpack(bytes: &[u8], most: u64) -> Result<Vec<u8>, Box<Diagnostic>> {
    read_all(MultiGzDecoder::new(bytes), most)?.map_err(|error| {
        let message = format!("the file cannot be unpacked: {error}");
        let remedy = "is it a gzip file, and was it saved completely? Pack it anew";
        Box::new(Diagnostic::error("bad-archive", message).remedy(remedy))
    })
}

/// All that a reader gives, at most `most` bytes; the inner result is the reader's own.
///
/// # Errors
/// A diagnostic without a place, when it gives more.
pub(super) fn read_all(
    reader: impl Read,
    most: u64,
) -> Result<std::io::Result<Vec<u8>>, Box<Diagnostic>> {
    let mut unpacked = Vec::new();
    let read = reader.take(most.saturating_add(1)).read_to_end(&mut unpacked);
    if unpacked.len() as u64 > most {
        return Err(Box::new(too_large("the file unpacks to more than that", &bytes(most))));
    }
    Ok(read.map(|_| unpacked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn no_more_is_unpacked_than_allowed() {
        let zeros = packed(&[0; 100_000]);
        assert_eq!(unpack(&zeros, 100_000).unwrap().len(), 100_000);
        assert_eq!(unpack(&zeros, 99_999).unwrap_err().code, "too-large");
        assert_eq!(unpack(&zeros[..40], 100_000).unwrap_err().code, "bad-archive");
        assert_eq!(unpack(b"no", 9).unwrap_err().code, "bad-archive");
    }
}
