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

    /// A spreadsheet or another archive, recognised by its first bytes or its name, with what to do.
    pub fn spreadsheet(name: &str, bytes: &[u8]) -> Option<GlossaryError> {
        let lower = name.to_lowercase();
        let named = [".xlsx", ".xls", ".ods"]
            .iter()
            .any(|ending| lower.ends_with(ending));
        let zipped = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0");
        let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
        let is_article = zipped && (has(b"word/document") || has(b"opendocument.text"));
        let (message, help) = match is_article && !named {
            true => (
                "this is a text document: an article, not a table",
                "`entente segment`, `prefill` and `check` read articles",
            ),
            false => (
                "this is a spreadsheet, not a table of text; in Excel or Calc save it as \"CSV UTF-8\"",
                "File, Save as, \"CSV UTF-8 (comma delimited)\"; semicolons and tabs are read too",
            ),
        };
        (named || zipped).then(|| GlossaryError {
            file: name.to_owned(),
            place: Place { line: 1, column: 1 },
            message: message.to_owned(),
            help: Some(help.to_owned()),
        })
    }
}

impl fmt::Display for GlossaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.place, escape(&self.message))
    }
}

impl std::error::Error for GlossaryError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_called_what_it_is() {
        let said = |name: &str, bytes: &[u8]| {
            GlossaryError::spreadsheet(name, bytes).map(|error| error.message)
        };
        assert_eq!(said("a.csv", b"concept,term\n"), None);
        assert!(
            said("a.xlsx", b"PK\x03\x04")
                .unwrap()
                .contains("spreadsheet")
        );
        assert!(
            said("a.csv", b"PK\x03\x04 xl/workbook.xml")
                .unwrap()
                .contains("spreadsheet")
        );
        assert!(
            said("a.docx", b"PK\x03\x04 word/document.xml")
                .unwrap()
                .contains("article")
        );
    }
}
