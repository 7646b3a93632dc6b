//! What can be wrong with a stored memory.

use std::fmt;
use std::io;
use std::ops::Range;

/// A stored memory that cannot be used.
#[derive(Debug)]
pub struct StoreError {
    /// The file, as the user named it.
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
    /// It does not end as it should: cut short, or with something behind it.
    Cut,
    /// What these bytes hold is not what was written.
    Damaged(Range<u64>),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        match &self.kind {
            StoreErrorKind::Io(error) => write!(f, "{error}"),
            StoreErrorKind::Foreign => f.write_str("this is no memory that entente built"),
            StoreErrorKind::Version(version) => write!(
                f,
                "the memory is of format version {version}, this entente reads version {}",
                super::VERSION
            ),
            StoreErrorKind::Cut => f.write_str("the memory was cut short, or has a foreign end"),
            StoreErrorKind::Damaged(bytes) => write!(
                f,
                "the memory is damaged between bytes {} and {}",
                bytes.start, bytes.end
            ),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            StoreErrorKind::Io(error) => Some(error),
            _ => None,
        }
    }
}
