//! `draft-mark-left`: a mark of a draft stands in a text that is to be delivered.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::Job;

/// The rule.
#[derive(Debug)]
pub(super) struct DraftMarkLeft;

static META: RuleMeta = RuleMeta {
    id: "draft-mark-left",
    summary: "a mark of the draft is still in the text",
    why: "A draft marks every fill that is not certain with its score, so that nobody takes it \
          for a translation. Once the sentence has been read and mended the mark goes; one that is \
          left means that nobody looked, and readers would see it. Marks in code are text.",
    example: "wrong: La sonde est partie. <!-- entente: 87 -->\n\
              wrong: La sonde est partie.⟦87⟧\n\
              right: La sonde est partie.",
    severity: Severity::Error,
    fix: FixKind::None,
    since: RuleSet::R2026_1,
};

impl Rule for DraftMarkLeft {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for mark in &job.target.marks {
            let message = format!("a fill of {} % was left marked as unfinished", mark.score);
            let discovery = Discovery::new(Severity::Error, mark.score.to_string(), message);
            sink.report_at(mark.span, "", discovery);
        }
    }
}
