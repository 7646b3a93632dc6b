//! Findings: what a rule says of one place.

use crate::text::{Place, Span};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Perhaps worth a look; shown with `-v`.
    Info,
    /// Look here.
    Warning,
    /// Wrong for readers.
    Error,
}

impl Severity {
    /// Its name in reports: `error`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place in one of the files that were judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, as the user named it.
    pub file: String,
    /// Its bytes in the decoded file.
    pub span: Span,
    /// The bytes of the segment it lies in, or of itself where it lies in none.
    pub segment: Span,
}

/// An entry of a glossary or a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The file, as the user named it.
    pub file: String,
    /// Where the entry begins.
    pub place: Place,
}

/// A change that would mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Bytes of the target file that are replaced.
    pub span: Span,
    /// What may stand there instead, the likeliest first; never empty.
    pub candidates: Vec<String>,
    /// Whether it may be applied unseen.
    pub safe: bool,
}

/// What a rule says of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Id of the rule: `number-differs`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One line that stands alone in a log.
    pub message: String,
    /// Where in the source article, when there is one.
    pub source: Option<Location>,
    /// Where in the translation, when it is about a place there.
    pub target: Option<Location>,
    /// A glossary or memory entry it rests on.
    pub reference: Option<Reference>,
    /// How to mend it.
    pub fix: Option<Fix>,
    /// What makes it the same finding tomorrow: rule, concept or value, source segment, n-th.
    pub fingerprint: String,
}
