//! All integration tests in one binary: linking is slow.

mod diagnostics;
mod topology;
