//! All integration tests in one binary: linking is slow.

mod topology;
