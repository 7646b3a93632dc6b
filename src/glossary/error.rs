//! Why a glossary was refused: only where its structure cannot be read.
//!
//! `space.csv:3:1: …` names the place and one fault; a wrong entry in a readable glossary is no
//! error but a notice, and never comes here.

use crate::text::escape::escape;
use crate::text::{Place, Source};
use std::fmt;

/// A glossary that cannot be read whole: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryError {
    /// The file.
    pub file: String,
    /// Where.
    pub place: Place,
    /// What is wrong, one line.
    pub message: String,
    /// How to mend it, when that is known.
    pub help: Option<String>,
}

impl GlossaryError {
    /// An error at byte `offset` of `source`.
    pub(super) fn at(source: &Source, offset: usize, message: impl Into<String>) -> GlossaryError {
        GlossaryError {
            file: source.name().to_owned(),
            place: source.place(offset),
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn with_help(self, help: impl Into<String>) -> GlossaryError {
        GlossaryError {
            help: Some(help.into()),
            ..self
        }
    }

    /// A spreadsheet, recognised by its first bytes or its name, with how to save it as a table.
    pub fn spreadsheet(name: &str, bytes: &[u8]) -> Option<GlossaryError> {
        let lower = name.to_lowercase();
        let named = [".xlsx", ".xls", ".ods"]
            .iter()
            .any(|ending| lower.ends_with(ending));
        let zipped = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0");
        (named || zipped).then(|| GlossaryError {
            file: name.to_owned(),
            place: Place { line: 1, column: 1 },
            message: "this is a spreadsheet, not a table of text; in Excel or Calc save it as \
                      \"CSV UTF-8\""
                .to_owned(),
            help: Some(
                "File, Save as, \"CSV UTF-8 (comma delimited)\"; semicolons and tabs are read too"
                    .to_owned(),
            ),
        })
    }
}

impl fmt::Display for GlossaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.place, escape(&self.message))
    }
}

impl std::error::Error for GlossaryError {}
