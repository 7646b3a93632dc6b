//! `ignore-unused`: a comment silences a rule that has nothing to say there.
//!
//! It stands last in the registry: only then has every other rule had its say.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, Sink};
use crate::check::rules::rule;
use crate::check::view::Job;

/// The rule.
#[derive(Debug)]
pub(super) struct IgnoreUnused;

static META: RuleMeta = RuleMeta {
    id: "ignore-unused",
    summary: "an `entente: ignore=` comment that silences nothing",
    why: "A comment silences a rule for the block after it. When the text is mended or the rule \
          renamed the comment stays, and would one day hide a real fault.",
    example: "wrong: <!-- entente: ignore=number-differs --> before a block whose numbers are right\n\
              right: no comment",
    severity: Severity::Warning,
    fix: FixKind::None,
};

impl Rule for IgnoreUnused {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, _: &Job<'_>, sink: &mut Sink<'_>) {
        for silence in sink.unused_silences() {
            let message = match rule(&silence.rule) {
                Some(_) => format!("nothing to ignore here: {} is silent anyway", silence.rule),
                None => format!("there is no rule \"{}\" to ignore", silence.rule),
            };
            let discovery = Discovery::new(Severity::Warning, silence.rule.clone(), message);
            sink.report_at(silence.span, "", discovery);
        }
    }
}
