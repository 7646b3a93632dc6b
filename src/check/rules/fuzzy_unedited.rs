//! `fuzzy-unedited`: the translation is that of another sentence, left as the memory had it.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::Job;

/// The rule.
#[derive(Debug)]
pub(super) struct FuzzyUnedited;

static META: RuleMeta = RuleMeta {
    id: "fuzzy-unedited",
    summary: "a fuzzy match of the memory was left as it was",
    why: "A fill from a similar sentence reads well and says something else. With --memory, a \
          translation that is word for word the one of a unit with another source is reported. \
          Sentences of few words may share a translation and are left alone.",
    example: "wrong: The second flight was a success. -> Le premier vol a été un succès. (the \
              memory's translation of \"The first flight was a success.\")",
    severity: Severity::Warning,
    fix: FixKind::None,
    since: RuleSet::R2026_1,
};

impl Rule for FuzzyUnedited {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let Some(memory) = &job.memory else { return };
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            let Some(unit) = memory.other_source(&source.text, &target.text) else {
                continue;
            };
            let severity = if pair.sure {
                Severity::Warning
            } else {
                Severity::Info
            };
            let message = format!("the memory has this translation for \"{}\"", unit.source);
            let mut discovery = Discovery::new(severity, "", message);
            discovery.reference = Some(unit.place.clone());
            sink.report(pair, discovery);
        }
    }
}
