//! Packed files (gzip, RFC 1952).

use crate::diagnostic::Diagnostic;
use flate2::read::MultiGzDecoder;
use std::io::Read;

/// The bytes of a gzip file, at most `most`.
///
/// # Errors
/// A diagnostic without a place, when the file is no gzip file, is cut off, or holds more.
pub(super) fn unpack(bytes: &[u8], most: u64) -> Result<Vec<u8>, Diagnostic> {
    read_all(MultiGzDecoder::new(bytes), most)?.map_err(|error| {
        Diagnostic::error("bad-archive", format!("the file cannot be unpacked: {error}"))
            .remedy("is it a gzip file, and was it saved completely? Pack it anew")
    })
}

/// All that a reader gives, at most `most` bytes; the inner result is the reader's own.
///
/// # Errors
/// A diagnostic without a place, when it gives more.
pub(super) fn read_all(
    reader: impl Read,
    most: u64,
) -> Result<std::io::Result<Vec<u8>>, Diagnostic> {
    let mut unpacked = Vec::new();
    let read = reader.take(most.saturating_add(1)).read_to_end(&mut unpacked);
    if unpacked.len() as u64 > most {
        return Err(Diagnostic::error(
            "too-large",
            format!("the file unpacks to more than {most} bytes"),
        )
        .remedy("unpack it yourself if it is what you want, or split it"));
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
