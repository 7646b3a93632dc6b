//! What can be wrong with a stored memory.

use super::super::index::Damage;
use crate::files::{FileError, FileErrorKind};
use std::fmt;
use std::io;
use std::path::Path;

/// A stored memory that cannot be used or written.
#[derive(Debug)]
pub struct StoreError {
    /// The folder of the memory as the user named it, or a file in it.
    pub file: String,
    /// What is wrong.
    pub kind: StoreErrorKind,
}

/// What is wrong with a stored memory.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreErrorKind {
    /// The system said no.
    Io(io::Error),
    /// It does not begin as a stored memory does.
    Foreign,
    /// It is of another version of the format.
    Version(u32),
    /// A file of a memory was named, not its folder.
    Inside,
    /// It does not end as it should: cut short, or with something behind it.
    Cut,
    /// Its parts are not of one memory.
    Mixed,
    /// What these bytes hold is not what was written.
    Damaged(Damage),
    /// The memory exists and must not be replaced.
    Exists,
    /// Something else has the name of the new memory.
    InTheWay,
    /// Another run is writing the memory.
    Busy,
    /// It has as many units as can be numbered.
    Full,
}

impl StoreError {
    /// An error in `file`.
    pub(super) fn new(file: impl Into<String>, kind: StoreErrorKind) -> StoreError {
        StoreError {
            file: file.into(),
            kind,
        }
    }

    /// An error of the system at `path`.
    pub(super) fn io(path: &Path, error: io::Error) -> StoreError {
        StoreError::new(path.display().to_string(), StoreErrorKind::Io(error))
    }

    /// Damage in `file`.
    pub(crate) fn damaged(file: String, damage: Damage) -> StoreError {
        StoreError::new(file, StoreErrorKind::Damaged(damage))
    }
}

impl From<FileError> for StoreError {
    fn from(error: FileError) -> StoreError {
        let kind = match error.kind {
            FileErrorKind::Io(error) => StoreErrorKind::Io(error),
            FileErrorKind::Exists => StoreErrorKind::Exists,
            FileErrorKind::Busy => StoreErrorKind::Busy,
            FileErrorKind::Folder | FileErrorKind::Device => StoreErrorKind::InTheWay,
            FileErrorKind::TooLarge(_) => StoreErrorKind::Cut,
        };
        StoreError::new(error.file.display().to_string(), kind)
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        match &self.kind {
            StoreErrorKind::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => f.write_str("there is no such file"),
                io::ErrorKind::PermissionDenied => f.write_str("permission denied"),
                _ => write!(f, "{error}"),
            },
            StoreErrorKind::Foreign => f.write_str("this is no memory that entente built"),
            StoreErrorKind::Version(version) => write!(
                f,
                "the memory is of format version {version}, this entente reads version {}; build it \
                 again with `entente tm build`",
                super::VERSION
            ),
            StoreErrorKind::Inside => {
                f.write_str("this is one file of a built memory; name the folder it is in")
            }
            StoreErrorKind::Cut => f.write_str("the memory was cut short, or has a foreign end"),
            StoreErrorKind::Mixed => f.write_str("this file belongs to another memory"),
            StoreErrorKind::Damaged(damage) => damage.fmt(f),
            StoreErrorKind::Exists => f.write_str("the memory exists and was not replaced"),
            StoreErrorKind::InTheWay => f.write_str(
                "this is no memory that could be replaced; name another, or move it away",
            ),
            StoreErrorKind::Busy => f.write_str("another run is writing this memory"),
            StoreErrorKind::Full => f.write_str("the memory has as many units as it can hold"),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            StoreErrorKind::Io(error) => Some(error),
            StoreErrorKind::Damaged(damage) => Some(damage),
            _ => None,
        }
    }
}
