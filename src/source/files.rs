//! The files of an atlas: a folder on disk, or one built into the program.

use super::format::{self, GeometryFormat};
use super::glob;
use super::limits::{self, Limits};
use crate::diagnostic::{Diagnostic, Location, nearest};
use crate::error::{Error, Result};
use crate::math::Plane;
use crate::math::digest::{Fnv, xxh64};
use include_dir::{Dir, DirEntry};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Folders are searched for files to this depth.
const DEPTH: usize = 8;
/// Files from this size on are large.
const LARGE: u64 = 16 << 20;

/// The files of one atlas.
///
/// Paths are relative to its folder, with `/` between names, and do not lead out of it unless the
/// [`Limits`] say so. What has been read is remembered, for [`digest`](Self::digest) and [`unused`](Self::unused).
#[derive(Debug)]
pub struct Files {
    root: Root,
    entry: Option<String>,
    read: BTreeMap<String, u64>,
    limits: Limits,
}

#[derive(Debug)]
enum Root {
    /// The folder with all symbolic links resolved.
    Folder(PathBuf),
    Memory(BTreeMap<String, Cow<'static, [u8]>>),
}

/// A file's bytes: read, part of the program, or held by the files.
enum Bytes<'f> {
    Owned(Vec<u8>),
    Large(Plane),
    Built(&'static [u8]),
    Held(&'f [u8]),
}

impl std::ops::Deref for Bytes<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Owned(bytes) => bytes,
            Self::Large(bytes) => bytes,
            Self::Built(bytes) => bytes,
            Self::Held(bytes) => bytes,
        }
    }
}

impl Root {
    /// The bytes of a file by its path inside; `kept` if they are to be a vector for long.
    fn load(
        &self,
        path: &str,
        limits: &Limits,
        kept: bool,
    ) -> std::result::Result<Bytes<'_>, ReadError> {
        match self {
            Self::Folder(folder) => read_within(folder, path, limits, kept),
            Self::Memory(files) => match files.get(path) {
                Some(Cow::Borrowed(bytes)) => Ok(Bytes::Built(bytes)),
                Some(Cow::Owned(bytes)) => Ok(Bytes::Held(bytes)),
                None => Err(ReadError::Missing(path.to_owned())),
            },
        }
    }

    /// How many bytes a file has, 0 if that cannot be said.
    fn size(&self, path: &str) -> u64 {
        match self {
            Self::Folder(folder) => folder.join(path).metadata().map_or(0, |file| file.len()),
            Self::Memory(files) => files.get(path).map_or(0, |bytes| bytes.len() as u64),
        }
    }
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The path leads out of the folder.
    #[error("`{0}` is outside the atlas's folder")]
    Outside(String),
    /// There is no such file.
    #[error("there is no file `{0}`")]
    Missing(String),
    /// There is something of that name, but it is a folder or a device.
    #[error("`{0}` is not a file")]
    NotAFile(String),
    /// It is larger than the limit.
    #[error("`{path}` has {}; at most {} are read", limits::bytes(*size), limits::bytes(*most))]
    TooLarge {
        /// The file.
        path: String,
        /// Its bytes.
        size: u64,
        /// The limit.
        most: u64,
    },
    /// The system refused.
    #[error("cannot read `{path}`: {source}")]
    System {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Files {
    /// The files of what a user named: a folder, an `atlas.toml`, or one data file, which then is
    /// the [`entry`](Self::entry).
    ///
    /// # Errors
    /// [`Error::File`] when there is nothing of that name.
    pub fn at(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let real = path.canonicalize().map_err(|source| Error::file(path, source))?;
        if real.is_dir() {
            return Ok(Self::from_root(Root::Folder(real), None));
        }
        let name = real.file_name().and_then(|name| name.to_str());
        let (Some(folder), Some(name)) = (real.parent(), name) else {
            let source = std::io::Error::other("neither a folder nor a file with a UTF-8 name");
            return Err(Error::file(path, source));
        };
        let entry = (name != "atlas.toml").then(|| name.to_owned());
        Ok(Self::from_root(Root::Folder(folder.to_owned()), entry))
    }

    /// Files held in memory, by path.
    pub fn memory(files: impl IntoIterator<Item = (String, Cow<'static, [u8]>)>) -> Self {
        Self::from_root(Root::Memory(files.into_iter().collect()), None)
    }

    /// Folders built into the program, each under the prefix given (`""` or `base`), and single
    /// files by path.
    pub fn embedded(
        folders: &[(&str, &'static Dir<'static>)],
        single: &[(&str, &'static [u8])],
    ) -> Self {
        let mut files: BTreeMap<String, Cow<'static, [u8]>> = single
            .iter()
            .map(|(path, bytes)| ((*path).to_owned(), Cow::Borrowed(*bytes)))
            .collect();
        for (prefix, folder) in folders {
            embed(prefix, folder, &mut files);
        }
        Self::from_root(Root::Memory(files), None)
    }

    fn from_root(root: Root, entry: Option<String>) -> Self {
        Self { root, entry, read: BTreeMap::new(), limits: Limits::default() }
    }

    /// The same, to be read within other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Within which limits they are read.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The one data file that the user named instead of an atlas.
    pub fn entry(&self) -> Option<&str> {
        self.entry.as_deref()
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// [`ReadError`] when there is no such file inside the folder, or the system refuses.
    pub fn read(&mut self, path: &str) -> std::result::Result<Cow<'static, [u8]>, ReadError> {
        let path = self.inside(path)?;
        let bytes = self.root.load(&path, &self.limits, true)?;
        self.read.insert(path, xxh64(&bytes));
        Ok(match bytes {
            Bytes::Owned(bytes) => Cow::Owned(bytes),
            Bytes::Large(bytes) => Cow::Owned(bytes.to_vec()),
            Bytes::Built(bytes) => Cow::Borrowed(bytes),
            Bytes::Held(bytes) => Cow::Owned(bytes.to_vec()),
        })
    }

    /// Reads several files side by side and makes something of each, in the order of the paths. The
    /// bytes of a file are let go as soon as that has been made.
    ///
    /// Large files are read one after another, and `parse` may use all threads: so no more than one
    /// large file is in memory, or one small file for each thread.
    pub fn read_each<T: Send>(
        &mut self,
        paths: &[&str],
        parse: impl Fn(&str, &[u8]) -> T + Sync,
    ) -> Vec<std::result::Result<T, ReadError>> {
        type Parsed<T> = (String, u64, T);
        let (root, limits) = (&self.root, &self.limits);
        let inside = |path: &str| inside(path, limits.outside);
        let small = |path: &str| -> std::result::Result<Parsed<T>, ReadError> {
            let inside = inside(path)?;
            let bytes = root.load(&inside, limits, false)?;
            Ok((inside, xxh64(&bytes), parse(path, &bytes)))
        };
        let large = |path: &str| -> std::result::Result<Parsed<T>, ReadError> {
            let inside = inside(path)?;
            let bytes = root.load(&inside, limits, false)?;
            let (digest, parsed) = rayon::join(|| xxh64(&bytes), || parse(path, &bytes));
            Ok((inside, digest, parsed))
        };
        let is_large = |path: &str| inside(path).is_ok_and(|path| root.size(&path) >= LARGE);
        let mut read: Vec<_> = paths
            .par_iter()
            .map(|path| if is_large(path) { None } else { Some(small(path)) })
            .collect();
        for (path, slot) in paths.iter().zip(&mut read) {
            slot.get_or_insert_with(|| large(path));
        }
        let parsed = read.into_iter().flatten().map(|read| {
            let (path, digest, parsed) = read?;
            self.read.insert(path, digest);
            Ok(parsed)
        });
        parsed.collect()
    }

    /// The files that belong to one because of its format: beside it, of the same name but for the
    /// end. Those that are there are read.
    pub fn companions(&mut self, path: &str) -> BTreeMap<&'static str, Vec<u8>> {
        let ends = GeometryFormat::of(path).map_or(&[][..], GeometryFormat::companions);
        let Some((stem, _)) = path.rsplit_once('.') else { return BTreeMap::new() };
        let mut found = BTreeMap::new();
        for end in ends {
            let paths = match end.strip_prefix('-') {
                Some(_) => [format!("{path}{end}"), String::new()],
                None => [format!("{stem}.{end}"), format!("{stem}.{}", end.to_ascii_uppercase())],
            };
            if let Some(bytes) = paths.iter().find_map(|path| self.read(path).ok()) {
                found.insert(*end, bytes.into_owned());
            }
        }
        found
    }

    /// Whether there is a file of that path.
    pub fn contains(&self, path: &str) -> bool {
        self.inside(path).is_ok_and(|path| match &self.root {
            Root::Folder(folder) => folder.join(path).is_file(),
            Root::Memory(files) => files.contains_key(&path),
        })
    }

    /// Whether a text is a pattern of file names (it has `*` or `?`).
    pub fn is_pattern(text: &str) -> bool {
        glob::is_pattern(text)
    }

    /// The paths that match a pattern such as `control/*.geojson`, sorted. `*` and `?` don't match
    /// a `/` or a name's leading dot.
    ///
    /// # Errors
    /// [`ReadError::Outside`] when the pattern leads out of the folder.
    pub fn glob(&self, pattern: &str) -> std::result::Result<Vec<String>, ReadError> {
        let pattern = self.inside(pattern)?;
        let parts: Vec<&str> = pattern.split('/').collect();
        let paths = match (&self.root, parts.iter().rposition(|part| *part == "..")) {
            (Root::Folder(folder), last) if last.is_some() || pattern.starts_with('/') => {
                // What is outside is listed from the last folder that the pattern names in full.
                let named = parts.iter().take_while(|part| !glob::is_pattern(part)).count();
                let base = parts[..named.min(parts.len() - 1)].join("/");
                let mut found = Vec::new();
                list_folder(&folder.join(&base), &base, DEPTH, self.limits.files, &mut found);
                found.sort_unstable();
                found
            }
            _ => self.list(),
        };
        Ok(paths.into_iter().filter(|path| glob::matches(&pattern, path)).collect())
    }

    /// The paths of all files, sorted; hidden ones and what symbolic links to folders hold are left
    /// out.
    pub fn list(&self) -> Vec<String> {
        match &self.root {
            Root::Folder(folder) => {
                let mut found = Vec::new();
                list_folder(folder, "", DEPTH, self.limits.files, &mut found);
                found.sort_unstable();
                found
            }
            Root::Memory(files) => files.keys().cloned().collect(),
        }
    }

    /// The problem that a folder has more files than are listed, if it has. What was listed then is
    /// not all there is.
    pub fn overfull(&self) -> Option<Diagnostic> {
        let most = self.limits.files;
        (matches!(self.root, Root::Folder(_)) && self.list().len() >= most).then(|| {
            let message = format!("the folder has {most} files or more; not all were looked at");
            Diagnostic::error("too-many-files", message)
                .at(Location::file("."))
                .remedy("give the atlas a folder of its own; or lift the limit with `--no-limits`")
        })
    }

    fn inside(&self, path: &str) -> std::result::Result<String, ReadError> {
        inside(path, self.limits.outside)
    }

    /// The paths of all files that have been read, sorted.
    pub fn used(&self) -> impl Iterator<Item = &str> {
        self.read.keys().map(String::as_str)
    }

    /// The data files (geometries and tables) nobody has read, of those folders from which something was
    /// read. What lies beside the one data file that the user named is not meant.
    pub fn unused(&self) -> Vec<String> {
        if self.entry.is_some() {
            return Vec::new();
        }
        let folder =
            |path: &str| path.rsplit_once('/').map_or(String::new(), |(f, _)| f.to_owned());
        let used: std::collections::BTreeSet<_> =
            self.read.keys().map(|path| folder(path)).collect();
        let is_data = |path: &String| format::is_table(path) || GeometryFormat::of(path).is_some();
        let mut files = self.list();
        files.retain(|path| {
            is_data(path) && used.contains(&folder(path)) && !self.read.contains_key(path)
        });
        files
    }

    /// The digest of the paths and bytes of all that was read, in the order of the paths: FNV-1a
    /// over each path, a zero byte, and the XXH64 of its bytes (little-endian).
    pub fn digest(&self) -> u64 {
        self.read
            .iter()
            .fold(Fnv::new(), |sum, (path, bytes)| {
                sum.with(path.as_bytes()).with(&[0]).with(&bytes.to_le_bytes())
            })
            .value()
    }
}

impl ReadError {
    /// The problem for the user, with the known file nearest in name.
    pub fn diagnostic(&self, at: Location, files: &Files) -> Diagnostic {
        match self {
            Self::Outside(_) => Diagnostic::error("outside-folder", self.to_string()).remedy(
                "copy the file into the atlas's folder and name it from there; or let it be \
                     read with `--allow-outside`",
            ),
            Self::Missing(path) => {
                let known = files.list();
                let diagnostic = Diagnostic::error("missing-file", self.to_string());
                match nearest(path, known.iter().map(String::as_str)) {
                    Some(near) => diagnostic.remedy(format!("did you mean `{near}`?")),
                    None => diagnostic.remedy("paths are relative to the atlas's folder"),
                }
            }
            Self::NotAFile(_) => Diagnostic::error("unreadable-file", self.to_string())
                .remedy("name a file; for all files of a folder write `folder/*.geojson`"),
            Self::TooLarge { path, size, most } => limits::too_large(
                &format!("`{path}` has {}", limits::bytes(*size)),
                &limits::bytes(*most),
            ),
            Self::System { .. } => Diagnostic::error("unreadable-file", self.to_string())
                .remedy("check that you may read it"),
        }
        .at(at)
    }
}

/// The path without empty and `.` parts; a path that leads out of the folder is refused unless
/// `outside` is allowed. `\` is taken for `/`, so that atlases written on Windows open everywhere.
fn inside(path: &str, outside: bool) -> std::result::Result<String, ReadError> {
    let plain = path.replace('\\', "/");
    let drive = plain.as_bytes().get(1) == Some(&b':');
    let parts: Vec<&str> = plain.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if outside && drive {
        return Ok(path.to_owned());
    }
    if outside && plain.starts_with('/') {
        return Ok(format!("/{}", parts.join("/")));
    }
    if !outside && (plain.starts_with('/') || drive || parts.contains(&"..")) {
        return Err(ReadError::Outside(path.to_owned()));
    }
    Ok(parts.join("/"))
}

/// Reads a file of a folder, unless a symbolic link leads out of it or it is too large.
fn read_within(
    folder: &Path,
    path: &str,
    limits: &Limits,
    kept: bool,
) -> std::result::Result<Bytes<'static>, ReadError> {
    let system = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
            ReadError::Missing(path.to_owned())
        }
        _ => ReadError::System { path: path.to_owned(), source },
    };
    let real = folder.join(path).canonicalize().map_err(system)?;
    if !limits.outside && !real.starts_with(folder) {
        return Err(ReadError::Outside(path.to_owned()));
    }
    // A pipe would wait for ever.
    let about = real.metadata().map_err(system)?;
    if !about.is_file() {
        return Err(ReadError::NotAFile(path.to_owned()));
    }
    if about.len() > limits.bytes {
        let (size, most) = (about.len(), limits.bytes);
        return Err(ReadError::TooLarge { path: path.to_owned(), size, most });
    }
    match usize::try_from(about.len()) {
        Ok(size) if about.len() >= LARGE && kept => {
            let mut bytes = vec![0; size];
            read_in_parts(&real, &mut bytes).map_err(system)?;
            Ok(Bytes::Owned(bytes))
        }
        Ok(size) if about.len() >= LARGE => {
            let mut bytes = Plane::zeros(size);
            read_in_parts(&real, &mut bytes).map_err(system)?;
            Ok(Bytes::Large(bytes))
        }
        // A file may grow while it is read.
        _ => fs::File::open(real)
            .and_then(|file| {
                let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0));
                file.take(limits.bytes).read_to_end(&mut bytes)?;
                Ok(Bytes::Owned(bytes))
            })
            .map_err(system),
    }
}

/// Reads a large file of a known size on all threads: most of the time goes to copying it out of the
/// system's cache.
fn read_in_parts(path: &Path, bytes: &mut [u8]) -> std::io::Result<()> {
    const PART: usize = 4 << 20;
    bytes.par_chunks_mut(PART).enumerate().try_for_each(|(i, part)| {
        let mut file = fs::File::open(path)?;
        file.seek(SeekFrom::Start((i * PART) as u64))?;
        file.read_exact(part)
    })
}

/// Adds a folder's files; what can't be listed is passed over, reading it will say why.
fn list_folder(folder: &Path, prefix: &str, depth: usize, most: usize, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else { continue };
        if found.len() >= most {
            return;
        }
        let path = join(prefix, name);
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth > 1 => {
                list_folder(&entry.path(), &path, depth - 1, most, found);
            }
            Ok(kind) if kind.is_file() || (kind.is_symlink() && entry.path().is_file()) => {
                found.push(path);
            }
            _ => {}
        }
    }
}

fn embed(
    prefix: &str,
    folder: &'static Dir<'static>,
    files: &mut BTreeMap<String, Cow<'static, [u8]>>,
) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => embed(prefix, inner, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                files.insert(join(prefix, &path), Cow::Borrowed(file.contents()));
            }
        }
    }
}

fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}/{name}") }
}

#[cfg(test)]
mod tests;
