//! Why something could not be done.

use crate::diagnostic::Diagnostics;
use std::path::PathBuf;

/// The library's error. What is wrong with the user's data comes as [`Error::Data`], all of it at
/// once; the rest says what could not be done and to what.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The data has errors (exit status 1).
    #[error("{0}")]
    Data(Diagnostics),
    /// What was asked cannot be done as asked: an unknown figure, a day outside the atlas
    /// (exit status 2).
    #[error("{0}")]
    Request(String),
    /// A file could not be read or written (exit status 2).
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A stream could not be written, or an encoder refused (exit status 2).
    #[error("cannot write {format}: {message}")]
    Encode {
        /// The format's name.
        format: &'static str,
        /// Why.
        message: String,
    },
    /// The caller asked to stop.
    #[error("stopped before the end")]
    Stopped,
}

impl Error {
    /// An [`Error::Request`] from its message.
    pub fn request(message: impl Into<String>) -> Self {
        Self::Request(message.into())
    }

    /// An [`Error::File`] from a path and what the system said.
    pub fn file(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::File { path: path.into(), source }
    }
}

/// The library's result.
pub type Result<T> = std::result::Result<T, Error>;
