//! Pictures as the file holds them.

/// A coded picture.
pub(super) struct Sample {
    /// How many bytes it has.
    pub bytes: u32,
    pub duration_ms: u64,
    /// Whether players can jump to it.
    pub whole: bool,
}
