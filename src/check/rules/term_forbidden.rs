//! `term-forbidden`: the text has a term that the glossary no longer wants.

use crate::check::finding::Severity;
use crate::check::replace::replacement;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::terms::{entry, usable};
use crate::check::view::{Job, Side};
use crate::glossary::{PartOfSpeech, Term, TermOccurrence, TermStatus};

/// The rule.
#[derive(Debug)]
pub(super) struct TermForbidden;

static META: RuleMeta = RuleMeta {
    id: "term-forbidden",
    summary: "a term that the glossary calls deprecated or superseded",
    why: "A glossary says not only what to write but also what not to: a calque, a former name, a \
          wrong spelling. Deprecated terms are errors, superseded ones warnings, in every \
          inflected form. Inside a longer term that is wanted they are not reported. The fix is \
          the preferred term in the same case and number, with the article or preposition before \
          it; several candidates where the form can be several cases. It is safe unseen where there \
          is one and the two terms have the same gender, and never for names.",
    example: "wrong: le système COSPAS/SARSAT\nright: le système Cospas-Sarsat",
    severity: Severity::Error,
    fix: FixKind::Safe,
    since: RuleSet::R2026_1,
};

impl Rule for TermForbidden {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in job.pairs.iter().filter(|pair| !pair.untranslated) {
            let Some(target) = &pair.target else { continue };
            for found in &target.terms {
                if !found.term.status.is_allowed() {
                    sink.report(pair, discovery(found, target));
                }
            }
        }
    }
}

/// Whether `term` can stand where `written` stood: no adjective (поисково-спасательный) instead of a
/// noun.
fn fits(term: &Term, written: &Term) -> bool {
    use PartOfSpeech::{Adjective, Verb};
    let differs =
        |kind| (term.part_of_speech == Some(kind)) != (written.part_of_speech == Some(kind));
    !differs(Adjective) && !differs(Verb)
}

fn discovery(found: &TermOccurrence<'_>, target: &Side<'_>) -> Discovery {
    let severity = match found.term.status {
        _ if found.unsure => Severity::Info,
        TermStatus::Superseded => Severity::Warning,
        _ => Severity::Error,
    };
    let instead = usable(found.concept, target.language);
    let (written, status) = (target.slice(found.span), found.term.status.name());
    let mut message = format!("\"{written}\" is {status}");
    if let Some(preferred) = instead.first() {
        message.push_str(&format!("; the glossary has \"{}\"", preferred.text));
    }
    let mut discovery = Discovery::new(severity, found.concept.id.clone(), message);
    discovery.reference = Some(entry(found.glossary, found.term));
    let fitting = instead.into_iter().filter(|term| fits(term, found.term));
    replacement(found, fitting, target, discovery.in_target(found.span))
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LangTag;
    use crate::text::Place;

    #[test]
    fn an_adjective_is_no_fix_for_a_noun() {
        let term = |text: &str, kind| {
            let mut term = Term::new(
                text,
                LangTag::parse("ru").unwrap(),
                Place { line: 1, column: 1 },
            );
            term.part_of_speech = kind;
            term
        };
        let noun = term("поиск и спасание", Some(PartOfSpeech::Noun));
        let name = term("КОСПАС", Some(PartOfSpeech::ProperNoun));
        let adjective = term("поисково-спасательный", Some(PartOfSpeech::Adjective));
        let written = term("поиск и спасение", None);
        assert!(fits(&noun, &written) && fits(&name, &noun));
        assert!(!fits(&adjective, &written) && !fits(&adjective, &noun));
    }
}
