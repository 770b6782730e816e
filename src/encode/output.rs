//! Where an encoder's bytes go.

use crate::Result;
use std::io::{self, Cursor, Seek, SeekFrom, Write};

/// Where an encoder writes to: a stream that knows what to do when all is written.
pub trait Output: Write + Seek + Send {
    /// Makes what was written final. An output dropped without this may lose or remove it.
    ///
    /// # Errors
    /// [`crate::Error::File`] if the system refuses.
    fn complete(self) -> Result<()>;
}

/// Bytes in memory, for those who want them rather than a file.
impl Output for &mut Cursor<Vec<u8>> {
    fn complete(self) -> Result<()> {
        Ok(())
    }
}

/// An output that knows how many bytes the file has, also where the system cannot say (a pipe).
pub(super) struct Counted<W> {
    inner: W,
    bytes: u64,
}

impl<W: Output> Counted<W> {
    pub fn new(inner: W) -> Self {
        Self { inner, bytes: 0 }
    }

    /// Bytes written so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Whether the start can be written again: not in a pipe.
    pub fn can_seek(&mut self) -> bool {
        self.inner.stream_position().is_ok()
    }

    /// Writes over the first bytes of the file. Nothing may be written after it.
    pub fn rewrite_start(&mut self, start: &[u8]) -> io::Result<()> {
        self.inner.seek(SeekFrom::Start(0))?;
        self.inner.write_all(start)
    }

    /// Flushes, makes the output final and gives its length in bytes.
    pub fn complete(mut self, format: &'static str) -> Result<u64> {
        self.inner.flush().map_err(|error| super::animation::failed(format, error))?;
        self.inner.complete()?;
        Ok(self.bytes)
    }
}

impl<W: Output> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
