//! A draft for programs: one JSON object a segment, with where its fill came from.

use super::json;
use crate::inline::InlineText;
use crate::matching::{Match, Matcher};
use crate::prefill::DraftSegment;
use crate::repair::{Edit, Repair};
use crate::text::Span;
use serde::Serialize;

/// One segment of a draft as programs read it.
#[derive(Debug, Serialize)]
pub struct DraftLine<'a> {
    source: &'a str,
    /// The part of the article, when it is made of parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    /// Bytes of the article, or of the decoded part.
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'a str>,
    /// `context`, `exact`, `glyphs`, `ambiguous`, `numbers`, `fuzzy`, or `open`.
    state: &'static str,
    /// What was carried over into the target.
    #[serde(skip_serializing_if = "Option::is_none")]
    repair: Option<RepairLine>,
    /// Why the segment is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// Index of the first segment with the same content.
    #[serde(skip_serializing_if = "Option::is_none")]
    repeats: Option<usize>,
    /// An earlier segment that is nearer than any match.
    #[serde(skip_serializing_if = "Option::is_none")]
    internal: Option<InternalLine>,
    matches: Vec<DraftMatch<'a>>,
}

#[derive(Debug, Serialize)]
struct InternalLine {
    segment: usize,
    score: u8,
}

#[derive(Debug, Serialize)]
struct DraftMatch<'a> {
    score: u8,
    kind: &'static str,
    source: &'a str,
    target: &'a str,
    memory: &'a str,
    unit: String,
}

impl<'a> DraftLine<'a> {
    /// The line of a segment with this text at `span` of the article, or of the part of it that
    /// is named.
    pub fn new(
        source: &'a str,
        (part, span): (Option<&'a str>, Span),
        segment: &'a DraftSegment,
        matcher: &'a Matcher<'_>,
    ) -> DraftLine<'a> {
        let fill = segment.fill.as_ref();
        let found = segment.matches.iter();
        DraftLine {
            source,
            part,
            start: span.start,
            end: span.end,
            target: fill.ok().map(|fill| fill.target.text.as_str()),
            state: fill.map_or("open", |fill| fill.kind.name()),
            repair: fill
                .ok()
                .and_then(|fill| fill.repair.as_ref())
                .map(RepairLine::new),
            reason: fill.err().map(|reason| reason.describe()),
            repeats: segment.repeats,
            internal: segment.internal.map(|internal| InternalLine {
                segment: internal.segment,
                score: internal.score,
            }),
            matches: found.map(|found| DraftMatch::new(found, matcher)).collect(),
        }
    }
}

impl<'a> DraftMatch<'a> {
    fn new(found: &'a Match, matcher: &'a Matcher<'_>) -> DraftMatch<'a> {
        let text = |content: &'a InlineText| content.text.as_str();
        DraftMatch {
            score: found.score,
            kind: found.kind.name(),
            source: text(matcher.source(found)),
            target: text(matcher.target(found)),
            memory: matcher.memory_name(found),
            unit: matcher.unit_name(found),
        }
    }
}

/// A repair as programs read it.
#[derive(Debug, Serialize)]
pub struct RepairLine {
    target: String,
    edits: Vec<EditLine>,
    /// Whether a word beside a number may have to take another form.
    agreement: bool,
}

#[derive(Debug, Serialize)]
struct EditLine {
    /// Bytes of `target`.
    start: usize,
    end: usize,
    old: String,
    new: String,
}

impl RepairLine {
    /// The line of `repair`.
    pub fn new(repair: &Repair) -> RepairLine {
        let target = &repair.target.text;
        let line = |edit: &Edit| EditLine {
            start: edit.span.start,
            end: edit.span.end,
            old: edit.old.clone(),
            new: target[edit.span.range()].to_owned(),
        };
        RepairLine {
            target: target.clone(),
            edits: repair.edits.iter().map(line).collect(),
            agreement: repair.agreement,
        }
    }
}

/// The lines as JSON Lines.
///
/// # Errors
/// None in practice: a draft holds nothing that JSON cannot.
pub fn lines<'a>(lines: impl Iterator<Item = DraftLine<'a>>) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = Vec::new();
    for line in lines {
        json::line(&mut out, &line)?;
    }
    Ok(out)
}
