//! `segment-extra`: sentences of the translation have no source.
//!
//! A translation may explain; so this is information. A run of such sentences is one finding.

use super::segment_missing::{Lonely, runs, says, sentences};
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::Job;

/// The rule.
#[derive(Debug)]
pub(super) struct SegmentExtra;

static META: RuleMeta = RuleMeta {
    id: "segment-extra",
    summary: "a sentence of the translation has no source",
    why: "A sentence that only the translation has may be an explanation for its readers, a note \
          of the translator, or what is left of an older version. It is information, once for each \
          run of such sentences.",
    example: "wrong: It flew. -> Elle a volé. C’était un lundi de printemps.\n\
              right: It flew and it landed. -> Elle a volé. Elle s’est posée.",
    severity: Severity::Info,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

impl Rule for SegmentExtra {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        if job.source.is_none() {
            return;
        }
        for (at, length) in runs(job, Lonely::Target) {
            let run = &job.pairs[at..at + length];
            if let Some(first) = run.iter().find(|pair| says(pair)) {
                let message = format!("{} no source", sentences(run));
                sink.report(first, Discovery::new(Severity::Info, "", message));
            }
        }
    }
}
