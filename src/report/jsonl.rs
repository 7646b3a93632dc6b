//! Findings for programs: one JSON object a line.
//!
//! `{"rule","severity","message","fingerprint","source","target","reference","fix"}`; a place is
//! `{"file","start","end","line","column"}`, bytes of the decoded file and line and column from 1.
//! What a finding does not have is `null`.

use super::{ReportContext, Reporter, json};
use crate::check::{Finding, Fix, Location, Reference};
use crate::text::Span;
use serde::Serialize;

/// The format.
pub(super) struct JsonlReporter;

impl Reporter for JsonlReporter {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn report(&self, findings: &[&Finding], context: &ReportContext<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        for finding in findings {
            let line = Line::new(finding, context);
            json::line(&mut out, &line).expect("the fields of a finding are texts and numbers");
        }
        out
    }
}

#[derive(Serialize)]
struct Line<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    fingerprint: &'a str,
    source: Option<PlaceLine<'a>>,
    target: Option<PlaceLine<'a>>,
    reference: Option<ReferenceLine<'a>>,
    fix: Option<FixLine<'a>>,
}

#[derive(Serialize)]
struct PlaceLine<'a> {
    file: &'a str,
    /// The part of the file, when it is made of parts: then bytes are of the decoded part, the line
    /// is a paragraph and the column a character of it as a reader counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct ReferenceLine<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct FixLine<'a> {
    start: usize,
    end: usize,
    candidates: &'a [String],
    safe: bool,
}

impl<'a> Line<'a> {
    fn new(finding: &'a Finding, context: &ReportContext<'a>) -> Line<'a> {
        let place = |location: &'a Location| PlaceLine::new(location, context);
        Line {
            rule: finding.rule,
            severity: finding.severity.name(),
            message: &finding.message,
            fingerprint: &finding.fingerprint,
            source: finding.source.as_ref().map(place),
            target: finding.target.as_ref().map(place),
            reference: finding.reference.as_ref().map(ReferenceLine::new),
            fix: finding.fix.as_ref().map(|fix| {
                let target = finding.target.as_ref();
                let file = target.and_then(|target| context.file(&target.file));
                FixLine::new(fix, file.map_or(fix.span, |file| file.in_part(fix.span).1))
            }),
        }
    }
}

impl<'a> PlaceLine<'a> {
    fn new(location: &'a Location, context: &ReportContext<'a>) -> PlaceLine<'a> {
        let file = context.file(&location.file);
        let place = file.map(|file| file.place(location.span.start));
        let (part, span) = match file {
            Some(file) => file.in_part(location.span),
            None => (None, location.span),
        };
        PlaceLine {
            file: &location.file,
            part,
            start: span.start,
            end: span.end,
            line: place.map_or(1, |place| place.line),
            column: place.map_or(1, |place| place.column),
        }
    }
}

impl<'a> ReferenceLine<'a> {
    fn new(reference: &'a Reference) -> ReferenceLine<'a> {
        ReferenceLine {
            file: &reference.file,
            line: reference.place.line,
            column: reference.place.column,
        }
    }
}

impl<'a> FixLine<'a> {
    fn new(fix: &'a Fix, span: Span) -> FixLine<'a> {
        FixLine {
            start: span.start,
            end: span.end,
            candidates: &fix.candidates,
            safe: fix.safe,
        }
    }
}
