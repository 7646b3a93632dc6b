//! What an input file got wrong without being unreadable.
//!
//! A unit without a target, a term given twice: the file is used, the entry is left out or mended,
//! and the notice says so with its place. Notices are about input files; what is wrong with a
//! translation is a finding of `check`.

use super::source::Place;
use std::fmt;

/// One remark about an input file, with the place it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The file, as the user named it.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// What is wrong and what was done, one line: `unit "g-114" has no text; it was left out`.
    pub message: String,
}

impl Notice {
    /// A notice about `file` at `place`.
    pub fn new(file: impl Into<String>, place: Place, message: impl Into<String>) -> Notice {
        Notice {
            file: file.into(),
            place,
            message: message.into(),
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.place, self.message)
    }
}
