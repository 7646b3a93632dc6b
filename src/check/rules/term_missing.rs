//! `term-missing`: a term of the source has no agreed term in the translation.
//!
//! A concept is asked for once a segment, however often the source names it: a pronoun may stand
//! for the second mention. Where the sentence before already named it, the whole mention may be a
//! pronoun, so the finding is a warning. A term that went to the neighbouring sentence is not
//! missing.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, Sink};
use crate::check::terms::{TermUse, usable};
use crate::check::view::{Job, PairView, Side};

/// The rule.
#[derive(Debug)]
pub(super) struct TermMissing;

static META: RuleMeta = RuleMeta {
    id: "term-missing",
    summary: "a term of the glossary is not translated as agreed",
    why: "One thing, one name: readers and search engines lose the thread when an agency or a \
          rocket is called by two names. Where the source has a term, the translation must have a \
          preferred or admitted term of the same concept, in any inflected form. A second mention \
          may be a pronoun. A concept without a term in the other language asks for nothing; a \
          do-not-translate name must stand letter by letter.",
    example: "wrong: the Guiana Space Centre -> le centre spatial de Guyane\n\
              right: the Guiana Space Centre -> au Centre spatial guyanais",
    severity: Severity::Error,
    fix: FixKind::None,
};

impl Rule for TermMissing {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for (index, pair) in job.pairs.iter().enumerate() {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            for (nth, found) in source.terms.iter().enumerate() {
                let again = source.terms[..nth]
                    .iter()
                    .any(|other| other.is_same_concept(found));
                if again || is_kept(job, found, source, target) {
                    continue;
                }
                let severity = severity(job, index, found);
                report(job, pair, source, target, found, severity, sink);
            }
        }
    }
}

/// Whether the translation has the concept, or nothing is asked of it.
fn is_kept(job: &Job<'_>, found: &TermUse, source: &Side, target: &Side) -> bool {
    let term = job.term(found);
    if term.do_not_translate {
        return target.text.contains(&term.text) || target.text.contains(source.slice(found.span));
    }
    let agreed = usable(job.concept(found), target.language);
    agreed.is_empty()
        || target
            .terms
            .iter()
            .any(|other| other.is_same_concept(found))
        || agreed
            .iter()
            .any(|term| stands_as_it_is(&target.text, &term.text))
}

/// Whether `term` stands in `text` in its citation form, whatever its case.
fn stands_as_it_is(text: &str, term: &str) -> bool {
    let fold = |text: &str| text.to_lowercase().replace('ё', "е").replace('’', "'");
    fold(text).contains(&fold(term))
}

fn severity(job: &Job<'_>, index: usize, found: &TermUse) -> Severity {
    let pair = &job.pairs[index];
    let neighbours = [index.checked_sub(1), index.checked_add(1)];
    let mut others = neighbours
        .into_iter()
        .flatten()
        .filter_map(|index| job.pairs.get(index));
    let moved = others.any(|other| uses(&other.target, found) > uses(&other.source, found));
    let before = index.checked_sub(1).map(|before| &job.pairs[before]);
    let named_before = before.is_some_and(|pair| uses(&pair.target, found) > 0);
    match (pair.sure, moved, named_before) {
        (_, true, _) => Severity::Info,
        (true, false, false) => Severity::Error,
        _ => Severity::Warning,
    }
}

fn uses(side: &Option<Side>, found: &TermUse) -> usize {
    let terms = side.as_ref().map_or(&[][..], |side| &side.terms);
    terms
        .iter()
        .filter(|other| other.is_same_concept(found))
        .count()
}

fn report(
    job: &Job<'_>,
    pair: &PairView,
    source: &Side,
    target: &Side,
    found: &TermUse,
    severity: Severity,
    sink: &mut Sink<'_>,
) {
    let term = job.term(found);
    let agreed = usable(job.concept(found), target.language);
    let wanted = agreed.first().filter(|_| !term.do_not_translate);
    let wanted = wanted.map_or(term, |term| *term);
    let message = format!(
        "\"{}\" asks for \"{}\", which is not in the translation",
        source.slice(found.span),
        wanted.text
    );
    let mut discovery = Discovery::new(severity, job.concept(found).id.clone(), message);
    discovery.reference = Some(job.entry(found, wanted));
    sink.report(pair, discovery.in_source(found.span));
}
