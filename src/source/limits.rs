//! How much is read, and from where, unless the user says otherwise.

use crate::diagnostic::Diagnostic;

/// How much is read of what may come from anybody. What goes beyond is refused with a message that
/// names the limit, what was found and the switch of the command line that lifts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file, and of what a packed file unpacks to.
    pub bytes: u64,
    /// Vertices of all geometries of an atlas together.
    pub vertices: u64,
    /// Features of all files of geometries together; rows of a table.
    pub features: u64,
    /// Columns of a table.
    pub columns: usize,
    /// Files of a folder that are listed.
    pub files: usize,
    /// How often outlines may cross each other, beyond what is the same on many days.
    pub crossings: u64,
    /// Pictures of an animation, days of a table of statistics.
    pub days: u64,
    /// Whether paths and symbolic links may lead out of the atlas's folder.
    pub outside: bool,
}

impl Default for Limits {
    /// 2 GiB, 50 million vertices, 2 million features, 10,000 columns, 50,000 files, 20 million
    /// crossings, 100,000 days, and nothing outside the folder.
    fn default() -> Self {
        Self {
            bytes: 2 << 30,
            vertices: 50_000_000,
            features: 2_000_000,
            columns: 10_000,
            files: 50_000,
            crossings: 20_000_000,
            days: 100_000,
            outside: false,
        }
    }
}

impl Limits {
    /// No limit on any size; what is outside the folder stays outside.
    pub const NONE: Self = Self {
        bytes: u64::MAX,
        vertices: u64::MAX,
        features: u64::MAX,
        columns: usize::MAX,
        files: usize::MAX,
        crossings: u64::MAX,
        days: u64::MAX,
        outside: false,
    };
}

/// Something is larger than allowed; `what` says how: `the file unpacks to more than that`.
pub(super) fn too_large(what: &str, most: &str) -> Diagnostic {
    let message = format!("{what}; at most {most} are read");
    Diagnostic::error("too-large", message)
        .remedy("if that is what you want, give more with `--max-size 8G`, or `--no-limits`")
}

/// There are more vertices than allowed; `found` is how many, or `more`.
pub(crate) fn too_many_vertices(found: impl std::fmt::Display, most: u64) -> Diagnostic {
    let message = format!("there are {found} vertices; at most {most} are read");
    Diagnostic::error("too-many-vertices", message)
        .remedy("simplify the data; or give more with `--max-vertices 200000000`, or `--no-limits`")
}

/// There are more features or rows than allowed; `found` is how many, or `more`.
pub(crate) fn too_many_features(found: impl std::fmt::Display, most: u64) -> Diagnostic {
    let message = format!("there are {found} features; at most {most} are read");
    Diagnostic::error("too-many-features", message)
        .remedy("leave out what the map does not show; or lift the limit with `--no-limits`")
}

/// A number of bytes as people write it: in full, and in a larger unit if there is one.
pub(super) fn bytes(count: u64) -> String {
    let units = [("GiB", 30), ("MiB", 20), ("KiB", 10)];
    match units.iter().find(|(_, shift)| count >> shift > 0) {
        Some((unit, shift)) => {
            let whole = count as f64 / f64::from(1u32 << shift);
            format!("{count} bytes ({whole:.1} {unit})")
        }
        None => format!("{count} bytes"),
    }
}
