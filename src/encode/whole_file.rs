//! Files that are written whole or not at all.

use super::Output;
use crate::math::lock;
use crate::{Error, Result};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

/// The temporary files of this process that have neither been renamed nor removed.
static IN_PROGRESS: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn in_progress() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    // The set is whole even if a thread panicked while it held the lock.
    lock(&IN_PROGRESS)
}

/// A file being written. It has a temporary name (`.map.gif.part`) in the same folder until
/// [`Output::complete`] gives it its own; dropped before that, it is removed and whatever had the
/// name before is untouched.
///
/// What is not a file (`/dev/stdout`, a pipe) is written directly. The file is not forced to the
/// disk: the promise is about programs that fail or are stopped, not about power cuts.
pub struct WholeFile {
    /// What the user called it, for messages.
    named: PathBuf,
    output: BufWriter<File>,
    /// The temporary file; `None` when written directly or when done.
    temporary: Option<Temporary>,
}

/// A file under its temporary name.
struct Temporary {
    path: PathBuf,
    /// Its name when whole: the path, or where a symbolic link leads.
    target: PathBuf,
    /// Those of the file that it replaces.
    permissions: Option<Permissions>,
}

impl WholeFile {
    /// Starts a file. Its folder must exist, and nothing has been written when this fails, so
    /// call it before the work.
    ///
    /// # Errors
    /// [`Error::File`], naming the path, if the folder does not exist or may not be written to,
    /// or if the path is a folder or a file that may not be written to.
    pub fn create(path: impl Into<PathBuf>) -> Result<Self> {
        let named = path.into();
        match Self::open(&named) {
            Ok((file, temporary)) => {
                Ok(Self { named, output: BufWriter::with_capacity(1 << 16, file), temporary })
            }
            Err(error) => Err(Error::file(named, error)),
        }
    }

    fn open(named: &Path) -> io::Result<(File, Option<Temporary>)> {
        let (target, permissions) = match fs::metadata(named) {
            Ok(existing) if existing.is_dir() => {
                return Err(io::Error::new(ErrorKind::IsADirectory, "is a folder, not a file"));
            }
            Ok(existing) if !existing.is_file() => {
                return Ok((OpenOptions::new().write(true).open(named)?, None));
            }
            Ok(existing) if existing.permissions().readonly() => {
                return Err(io::Error::new(ErrorKind::PermissionDenied, "the file is read-only"));
            }
            // A symbolic link stays one: the file that it leads to is replaced.
            Ok(existing) => (fs::canonicalize(named)?, Some(existing.permissions())),
            Err(error) if error.kind() == ErrorKind::NotFound => (named.to_path_buf(), None),
            Err(error) => return Err(error),
        };
        let (file, path) = create_beside(&target)?;
        Ok((file, Some(Temporary { path, target, permissions })))
    }

    /// Removes every file in progress in this process: what to do when the user interrupts.
    ///
    /// While the result is held no thread can start or complete a file; hold it until the process
    /// ends, or drop it to go on.
    #[must_use = "other threads go on writing files when it is dropped"]
    pub fn abandon_all() -> Abandoned {
        let mut held = in_progress();
        let mut files = 0;
        while let Some(path) = held.pop_first() {
            files += usize::from(fs::remove_file(path).is_ok());
        }
        Abandoned { files, _held: held }
    }

    fn rename(&mut self) -> io::Result<()> {
        self.output.flush()?;
        let Some(temporary) = self.temporary.take() else { return Ok(()) };
        let mut held = in_progress();
        if !held.remove(&temporary.path) {
            return Err(io::Error::new(ErrorKind::Interrupted, "abandoned"));
        }
        let done = match &temporary.permissions {
            Some(permissions) => fs::set_permissions(&temporary.path, permissions.clone()),
            None => Ok(()),
        }
        .and_then(|()| fs::rename(&temporary.path, &temporary.target));
        if done.is_err() {
            // The first error is the one to report.
            let _ = fs::remove_file(&temporary.path);
        }
        done
    }

    /// The system's error with the file's name, for those who write to a stream and know none.
    fn with_name(&self, error: io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("{}: {error}", self.named.display()))
    }
}

/// That files in progress were removed, and a lock on starting and completing others.
pub struct Abandoned {
    /// How many files were removed.
    pub files: usize,
    _held: MutexGuard<'static, BTreeSet<PathBuf>>,
}

/// Creates a new file beside `target`, hidden and named after it, and registers it.
fn create_beside(target: &Path) -> io::Result<(File, PathBuf)> {
    let name = target
        .file_name()
        .ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "does not name a file"))?;
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut held = in_progress();
    let mut attempt = 0;
    loop {
        let mut hidden = OsString::from(".");
        hidden.push(name);
        if attempt > 0 {
            hidden.push(format!(".{attempt}"));
        }
        hidden.push(".part");
        let path = folder.join(hidden);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => {
                held.insert(path.clone());
                return Ok((file, path));
            }
            // Another process writes the same file, or one that was killed left its own.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && attempt < 1000 => {
                attempt += 1;
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let message = format!("the folder {} does not exist", folder.display());
                return Err(io::Error::new(ErrorKind::NotFound, message));
            }
            Err(error) => {
                let message = format!("cannot write to the folder {}: {error}", folder.display());
                return Err(io::Error::new(error.kind(), message));
            }
        }
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.output.write(bytes).map_err(|error| self.with_name(error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush().map_err(|error| self.with_name(error))
    }
}

impl Seek for WholeFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.output.seek(to).map_err(|error| self.with_name(error))
    }
}

impl Output for WholeFile {
    /// Gives the file its name.
    ///
    /// # Errors
    /// [`Error::Stopped`] after [`WholeFile::abandon_all`], else [`Error::File`].
    fn complete(mut self) -> Result<()> {
        self.rename().map_err(|error| match error.kind() {
            ErrorKind::Interrupted => Error::Stopped,
            _ => Error::file(&self.named, error),
        })
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some(temporary) = self.temporary.take()
            && in_progress().remove(&temporary.path)
        {
            // Nobody is left to tell.
            let _ = fs::remove_file(temporary.path);
        }
    }
}
