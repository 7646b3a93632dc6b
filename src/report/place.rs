//! Where a finding is shown, and how its fix is said: what several formats share.
//!
//! A finding has its place in the translation, since that is the file that changes; only without
//! one there it has it in the source. Hosts match paths with those of the repository, so the
//! `./` that a shell may have typed is left out.

use super::ReportContext;
use crate::check::{Finding, Fix, Location};
use crate::text::Place;
use crate::text::escape::escape;
use std::borrow::Cow;

/// The place at which a finding is shown, and the one it is compared with.
pub(super) fn main_and_other(finding: &Finding) -> (Option<&Location>, Option<&Location>) {
    match &finding.target {
        Some(target) => (Some(target), finding.source.as_ref()),
        None => (finding.source.as_ref(), None),
    }
}

/// Line and column at which `location` begins; the first of the file when that is not at hand.
pub(super) fn begin(location: &Location, context: &ReportContext<'_>) -> Place {
    place_of(location, location.span.start, context)
}

/// Line and column after the last character of `location`.
pub(super) fn end(location: &Location, context: &ReportContext<'_>) -> Place {
    place_of(location, location.span.end, context)
}

fn place_of(location: &Location, at: usize, context: &ReportContext<'_>) -> Place {
    let file = context.file(&location.file);
    file.map_or(Place { line: 1, column: 1 }, |file| file.place(at))
}

/// Where `location` begins, as people are told: `3:41`, with the part of a file of parts.
pub(super) fn located(location: &Location, context: &ReportContext<'_>) -> String {
    match context.file(&location.file) {
        Some(file) => file.locate(location.span.start),
        None => begin(location, context).to_string(),
    }
}

/// The text of the file that `location` covers, as a reader sees it.
pub(super) fn covered<'a>(location: &Location, context: &ReportContext<'a>) -> Cow<'a, str> {
    let file = context.file(&location.file);
    file.map_or(Cow::Borrowed(""), |file| file.visible(location.span))
}

/// The path as the repository knows it.
pub(super) fn path(file: &str) -> &str {
    file.strip_prefix("./").unwrap_or(file)
}

/// What to write instead, on one line and escaped: `write "a" or "b"`.
pub(super) fn advice(fix: &Fix) -> String {
    let quoted = |text: &String| format!("\"{}\"", escape(text));
    let candidates: Vec<String> = fix.candidates.iter().map(quoted).collect();
    let unsure = if fix.safe {
        ""
    } else {
        " (mind the words around it)"
    };
    format!("write {}{unsure}", candidates.join(" or "))
}
