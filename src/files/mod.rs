//! Files: read with a limit, replaced as a whole or not at all.
//!
//! [`read`] gives the bytes of a file that is not too large and not a device. [`replace`] is how
//! every writer of entente writes: the new content goes into one temporary file beside the target
//! (`.NAME.entente-new`), is locked, written, flushed to the disk and renamed into place, and the
//! folder is flushed too. Whatever happens on the way, the old file or the new one is there, and
//! the next run takes over or removes what an interrupted one left.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Most bytes of an article or glossary, 256 MiB: the longest real ones have a few; more is a
/// mistake or an attack, and would be held in memory several times over.
pub const TEXT_LIMIT: u64 = 256 << 20;

/// A file that could not be read or written.
#[derive(Debug)]
pub struct FileError {
    /// The file, as the user named it.
    pub file: PathBuf,
    /// What is wrong.
    pub kind: FileErrorKind,
}

/// What is wrong with a file.
#[derive(Debug)]
#[non_exhaustive]
pub enum FileErrorKind {
    /// The system said no.
    Io(io::Error),
    /// A folder where a file should be.
    Folder,
    /// A device: it has no end, or no content.
    Device,
    /// More bytes than the limit.
    TooLarge(u64),
    /// The file exists and must not be replaced.
    Exists,
    /// Another run is writing it.
    Busy,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file.display())?;
        match &self.kind {
            FileErrorKind::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => f.write_str("there is no such file"),
                io::ErrorKind::PermissionDenied => f.write_str("permission denied"),
                _ => write!(f, "{error}"),
            },
            FileErrorKind::Folder => f.write_str("this is a folder"),
            FileErrorKind::Device => f.write_str("this is a device, not a file"),
            FileErrorKind::TooLarge(limit) => write!(f, "larger than {} MiB", limit >> 20),
            FileErrorKind::Exists => f.write_str("the file exists and was not replaced"),
            FileErrorKind::Busy => f.write_str("another run is writing this file"),
        }
    }
}

impl std::error::Error for FileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            FileErrorKind::Io(error) => Some(error),
            _ => None,
        }
    }
}

/// Opens `path` for reading; a folder or a device is refused.
///
/// # Errors
/// When the file cannot be opened or is no file. A pipe is fine.
pub fn open(path: &Path) -> Result<File, FileError> {
    let fail = |kind| FileError {
        file: path.to_owned(),
        kind,
    };
    let file = File::open(path).map_err(|error| fail(FileErrorKind::Io(error)))?;
    let metadata = file
        .metadata()
        .map_err(|error| fail(FileErrorKind::Io(error)))?;
    if metadata.is_dir() {
        return Err(fail(FileErrorKind::Folder));
    }
    if is_device(&metadata) {
        return Err(fail(FileErrorKind::Device));
    }
    Ok(file)
}

/// The bytes of `path`, at most `limit`.
///
/// # Errors
/// When the file cannot be read, is a folder or a device, or is larger.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    read_from(open(path)?, path, limit)
}

/// The bytes of `input`, called `path` in messages, at most `limit`.
///
/// # Errors
/// When reading fails or there are more bytes.
pub fn read_from(input: impl Read, path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let fail = |kind| FileError {
        file: path.to_owned(),
        kind,
    };
    let mut bytes = Vec::new();
    let mut input = input.take(limit + 1);
    input
        .read_to_end(&mut bytes)
        .map_err(|error| fail(FileErrorKind::Io(error)))?;
    if bytes.len() as u64 > limit {
        return Err(fail(FileErrorKind::TooLarge(limit)));
    }
    Ok(bytes)
}

#[cfg(unix)]
fn is_device(metadata: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    metadata.file_type().is_char_device() || metadata.file_type().is_block_device()
}

#[cfg(not(unix))]
fn is_device(_metadata: &std::fs::Metadata) -> bool {
    false
}

/// Whether an existing file may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Keep it: [`replace`] fails.
    Keep,
    /// Replace it.
    Replace,
}

/// Writes `bytes` to `path` as a whole: afterwards the old content is there or the new one.
///
/// A symbolic link is followed; the permissions of an existing file are kept. A path that names a
/// pipe or a device is written directly.
///
/// # Errors
/// When the file exists and `existing` says to keep it, another run writes it, or the system
/// refuses. Then the old file is untouched and nothing is left beside it.
pub fn replace(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), FileError> {
    replace_with(path, existing, |file| file.write_all(bytes))
}

/// [`replace`] for content that is written piece by piece.
///
/// # Errors
/// As [`replace`], and whatever `write` fails with.
pub fn replace_with(
    path: &Path,
    existing: Existing,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), FileError> {
    let fail = |kind| FileError {
        file: path.to_owned(),
        kind,
    };
    let io = |error| fail(FileErrorKind::Io(error));
    // A dangling link has no canonical form; it is replaced itself.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match target.metadata() {
        Ok(metadata) if metadata.is_dir() => return Err(fail(FileErrorKind::Folder)),
        Ok(metadata) if !metadata.is_file() => {
            let mut file = OpenOptions::new().write(true).open(&target).map_err(io)?;
            return write(&mut file).map_err(io);
        }
        Ok(_) if existing == Existing::Keep => return Err(fail(FileErrorKind::Exists)),
        _ => {}
    }
    let temporary = temporary(&target).ok_or_else(|| {
        io(io::Error::new(
            io::ErrorKind::InvalidInput,
            "the path names no file",
        ))
    })?;
    let held = lock(&temporary).map_err(fail)?;
    let written = fill(held.file(), &target, write).and_then(|()| {
        if existing == Existing::Keep && target.symlink_metadata().is_ok_and(|m| m.is_file()) {
            return Err(FileErrorKind::Exists);
        }
        std::fs::rename(&temporary, &target).map_err(FileErrorKind::Io)
    });
    if let Err(kind) = written {
        let _ = std::fs::remove_file(&temporary);
        return Err(fail(kind));
    }
    let folder = target.parent().unwrap_or(Path::new(""));
    flush_folder(folder).map_err(io)
}

/// `.NAME.entente-new` beside `target`: one name, so that debris is found and never grows.
pub fn temporary(target: &Path) -> Option<PathBuf> {
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name()?);
    name.push(".entente-new");
    Some(target.with_file_name(name))
}

/// The exclusive lock of an open file, held until it is dropped.
///
/// The lock is given back by word and not by closing alone: a process that is started meanwhile
/// holds a copy of the handle until it runs its own program, and the file would stay locked as long.
#[derive(Debug)]
pub struct Lock(File);

impl Lock {
    /// Locks `file`.
    ///
    /// # Errors
    /// When another process or handle holds the lock, or the system refuses.
    pub fn take(file: File) -> Result<Lock, TryLockError> {
        file.try_lock()?;
        Ok(Lock(file))
    }

    fn file(&self) -> &File {
        &self.0
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// Opens and locks the temporary file; what an interrupted run left in it is cut off.
fn lock(temporary: &Path) -> Result<Lock, FileErrorKind> {
    for _ in 0..LOCK_TRIES {
        let mut options = OpenOptions::new();
        let file = options
            .write(true)
            .create(true)
            .truncate(false)
            .open(temporary)
            .map_err(FileErrorKind::Io)?;
        let held = match Lock::take(file) {
            Ok(held) => held,
            Err(TryLockError::WouldBlock) => return Err(FileErrorKind::Busy),
            Err(TryLockError::Error(error)) => return Err(FileErrorKind::Io(error)),
        };
        // Between opening and locking, the run that held it may have renamed it into place.
        if same_file(held.file(), temporary) {
            held.file().set_len(0).map_err(FileErrorKind::Io)?;
            return Ok(held);
        }
    }
    Err(FileErrorKind::Busy)
}

/// How often a lock is tried when the file keeps being renamed away under us.
const LOCK_TRIES: usize = 8;

#[cfg(unix)]
fn same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), std::fs::symlink_metadata(path)) {
        (Ok(open), Ok(named)) => (open.dev(), open.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn same_file(_file: &File, path: &Path) -> bool {
    path.exists()
}

fn fill(
    file: &File,
    target: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), FileErrorKind> {
    let mut buffered = io::BufWriter::new(file);
    write(&mut buffered).map_err(FileErrorKind::Io)?;
    buffered.flush().map_err(FileErrorKind::Io)?;
    if let Ok(old) = target.metadata() {
        file.set_permissions(old.permissions())
            .map_err(FileErrorKind::Io)?;
    }
    file.sync_all().map_err(FileErrorKind::Io)
}

/// Flushes the names in `folder` to the disk: a file that was created or renamed there is safe from a
/// power cut only afterwards. The empty path is the current folder.
///
/// # Errors
/// When the system refuses.
#[cfg(unix)]
pub fn flush_folder(folder: &Path) -> io::Result<()> {
    let named = Some(folder).filter(|folder| !folder.as_os_str().is_empty());
    File::open(named.unwrap_or(Path::new(".")))?.sync_all()
}

/// Flushes the names in `folder` to the disk, where the system has a way to.
///
/// # Errors
/// None here.
#[cfg(not(unix))]
pub fn flush_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn an_existing_file_is_kept_unless_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("draft.md");
        replace(&path, b"old", Existing::Keep).unwrap();
        let error = replace(&path, b"new", Existing::Keep).unwrap_err();
        assert!(matches!(error.kind, FileErrorKind::Exists));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        replace(&path, b"new", Existing::Replace).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["draft.md"]);
    }

    #[test]
    fn a_copy_of_the_handle_does_not_keep_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let file = File::create(&path).unwrap();
        let copy = file.try_clone().unwrap();
        let held = Lock::take(file).unwrap();
        let other = || Lock::take(File::open(&path).unwrap());
        assert!(matches!(other(), Err(TryLockError::WouldBlock)));
        drop(held);
        assert!(other().is_ok());
        drop(copy);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("draft.md");
        fs::write(&path, "old").unwrap();
        let error = replace_with(&path, Existing::Replace, |file| {
            file.write_all(b"half")?;
            Err(io::Error::other("disk full"))
        });
        assert!(error.unwrap_err().to_string().ends_with("disk full"));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["draft.md"]);
    }

    #[test]
    fn debris_of_an_interrupted_run_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join(".a.tmx.entente-new"),
            "half of something longer",
        )
        .unwrap();
        replace(&folder.path().join("a.tmx"), b"whole", Existing::Keep).unwrap();
        assert_eq!(fs::read(folder.path().join("a.tmx")).unwrap(), b"whole");
        assert_eq!(names(folder.path()), ["a.tmx"]);
    }

    #[test]
    fn two_writers_do_not_mix() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tmx");
        let held = lock(&temporary(&path).unwrap()).unwrap();
        let error = replace(&path, b"second", Existing::Keep).unwrap_err();
        assert!(matches!(error.kind, FileErrorKind::Busy));
        drop(held);
        replace(&path, b"second", Existing::Keep).unwrap();
    }

    #[test]
    fn folders_and_long_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let error = read(folder.path(), 10).unwrap_err();
        assert!(error.to_string().ends_with("this is a folder"), "{error}");
        let path = folder.path().join("long.txt");
        fs::write(&path, "eleven byte").unwrap();
        assert!(matches!(
            read(&path, 10).unwrap_err().kind,
            FileErrorKind::TooLarge(10)
        ));
        assert_eq!(read(&path, 11).unwrap().len(), 11);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_has_no_end_and_is_refused() {
        let error = read(Path::new("/dev/zero"), 10).unwrap_err();
        assert!(matches!(error.kind, FileErrorKind::Device));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("real", &link).unwrap();
        replace(&link, b"new", Existing::Replace).unwrap();
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    }
}
