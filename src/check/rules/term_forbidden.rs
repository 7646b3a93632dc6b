//! `term-forbidden`: the text has a term that the glossary no longer wants.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, Sink};
use crate::check::terms::{is_forbidden, usable};
use crate::check::view::Job;
use crate::glossary::TermStatus;

/// The rule.
#[derive(Debug)]
pub(super) struct TermForbidden;

static META: RuleMeta = RuleMeta {
    id: "term-forbidden",
    summary: "a term that the glossary calls deprecated or superseded",
    why: "A glossary says not only what to write but also what not to: a calque, a former name, a \
          wrong spelling. Deprecated terms are errors, superseded ones warnings, in every \
          inflected form. Inside a longer term that is wanted they are not reported. The fix is \
          the preferred term; its ending is for the editor to see to.",
    example: "wrong: le système COSPAS/SARSAT\nright: le système Cospas-Sarsat",
    severity: Severity::Error,
    fix: FixKind::Candidates,
};

impl Rule for TermForbidden {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in job.pairs.iter().filter(|pair| !pair.untranslated) {
            let Some(target) = &pair.target else { continue };
            for found in &target.terms {
                let term = job.term(found);
                if !is_forbidden(term.status) || target.is_protected(found.span) {
                    continue;
                }
                let (severity, status) = match term.status {
                    TermStatus::Superseded => (Severity::Warning, "superseded"),
                    _ => (Severity::Error, "deprecated"),
                };
                let concept = job.concept(found);
                let instead = usable(concept, target.language);
                let mut message = format!("\"{}\" is {status}", target.slice(found.span));
                if let Some(preferred) = instead.first() {
                    message.push_str(&format!("; the glossary has \"{}\"", preferred.text));
                }
                let mut discovery = Discovery::new(severity, concept.id.clone(), message);
                discovery.reference = Some(job.entry(found, term));
                discovery.candidates = instead.iter().map(|term| term.text.clone()).collect();
                sink.report(pair, discovery.in_target(found.span));
            }
        }
    }
}
