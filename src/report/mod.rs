//! What is shown: one file a format; the only part of the library that knows `serde_json`.
//!
//! A [`Reporter`] turns findings into bytes; places become lines and columns here and nowhere
//! earlier. What comes from a file is data in every format: each reporter escapes it in its own
//! way. A new format is one file and one line in [`REPORTERS`].

pub mod baseline;
mod csv;
pub mod draft;
mod github;
mod gitlab;
mod html;
mod info;
pub mod json;
mod jsonl;
mod junit;
mod place;
mod sarif;
mod snippet;
mod text;

pub use info::FileInfo;

use crate::check::{Finding, Judged, Severity};
use crate::text::Source;

/// One format in which findings are shown.
pub trait Reporter: Sync {
    /// Its name, as `--format` takes it.
    fn name(&self) -> &'static str;

    /// The findings as bytes: a whole document, even of no finding.
    fn report(&self, findings: &[&Finding], context: &ReportContext<'_>) -> Vec<u8>;
}

/// What a report needs beside the findings.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReportContext<'a> {
    /// The files that findings name.
    pub files: &'a [&'a Source],
    /// The files that were judged: the translations.
    pub judged: &'a [JudgedFile<'a>],
    /// The severity from which on a finding fails the run; `None` when none does.
    pub fails_from: Option<Severity>,
    /// Whether the reader sees colours.
    pub color: bool,
}

/// A file that was judged.
#[derive(Clone, Copy, Debug, Default)]
pub struct JudgedFile<'a> {
    /// Its name, as the user typed it.
    pub name: &'a str,
    /// How much of it was looked at.
    pub judged: Judged,
}

impl<'a> ReportContext<'a> {
    /// The file called `name`.
    fn file(&self, name: &str) -> Option<&'a Source> {
        self.files.iter().copied().find(|file| file.name() == name)
    }
}

/// Every format.
pub static REPORTERS: &[&dyn Reporter] = &[
    &text::TextReporter,
    &jsonl::JsonlReporter,
    &sarif::SarifReporter,
    &github::GithubReporter,
    &gitlab::GitlabReporter,
    &junit::JunitReporter,
    &csv::CsvReporter,
    &html::HtmlReporter,
];

/// The format with this name.
pub fn reporter(name: &str) -> Option<&'static dyn Reporter> {
    REPORTERS
        .iter()
        .copied()
        .find(|format| format.name() == name)
}
