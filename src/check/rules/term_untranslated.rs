//! `term-untranslated`: a term of the source stands in the translation as it is.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::terms::{entry, is_same_concept, usable};
use crate::check::view::{Job, PairView, Side};
use crate::glossary::{Term, TermOccurrence};
use crate::text::Span;

/// The rule.
#[derive(Debug)]
pub(super) struct TermUntranslated;

static META: RuleMeta = RuleMeta {
    id: "term-untranslated",
    summary: "a term of the source language was left in the translation",
    why: "A term that the glossary translates was left as it stands in the source. A name that the \
          other language writes alike is none, nor one to be kept as it is, nor a word in code. \
          What is reported here is not reported as missing too.",
    example: "wrong: the launcher -> прибыл launcher\nright: the launcher -> прибыла ракета-носитель",
    severity: Severity::Error,
    fix: FixKind::Candidates,
    since: RuleSet::R2026_2,
};

impl Rule for TermUntranslated {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            for (nth, found) in source.terms.iter().enumerate() {
                let before = &source.terms[..nth];
                let again = before.iter().any(|other| is_same_concept(other, found));
                if let Some(span) = left_at(found, source, target).filter(|_| !again) {
                    report(pair, found, target, span, sink);
                }
            }
        }
    }
}

/// Where the target has `found` as the source writes it, though it has a term of its own for it.
fn left_at(found: &TermOccurrence<'_>, source: &Side<'_>, target: &Side<'_>) -> Option<Span> {
    let agreed = usable(found.concept, target.language);
    let uses = |other: &TermOccurrence<'_>| is_same_concept(other, found);
    let kept = found.term.do_not_translate || found.unsure || source.language == target.language;
    if agreed.is_empty() || kept || target.terms.iter().any(uses) {
        return None;
    }
    let written = source.slice(found.span);
    // What both languages write alike is no foreign word.
    let alike =
        |term: &&Term| same_word(&term.text, &found.term.text) || same_word(&term.text, written);
    if agreed.iter().any(alike) {
        return None;
    }
    let forms = [written, found.term.text.as_str()].into_iter();
    let mut places = forms.flat_map(|form| places_of(form, &target.text));
    places.find(|span| stands_alone(&target.text, *span) && !target.is_protected(*span))
}

/// Where `text` has `form`, at the start of a sentence or inside one.
fn places_of<'t>(form: &'t str, text: &'t str) -> impl Iterator<Item = Span> + 't {
    let starts = text.char_indices().map(|(at, _)| at);
    starts.filter_map(move |at| Some(Span::new(at, at + length_at(form, &text[at..])?)))
}

/// Bytes at the start of `text` that are `form`; only its first letter may be a small one instead.
fn length_at(form: &str, text: &str) -> Option<usize> {
    let mut rest = text.chars();
    for (nth, wanted) in form.chars().enumerate() {
        let found = rest.next()?;
        let first = nth == 0 && found.to_lowercase().eq(wanted.to_lowercase());
        if found != wanted && !first {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

fn same_word(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

fn stands_alone(text: &str, span: Span) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !letter(text[..span.start].chars().next_back()) && !letter(text[span.end..].chars().next())
}

fn report(
    pair: &PairView<'_>,
    found: &TermOccurrence<'_>,
    target: &Side<'_>,
    span: Span,
    sink: &mut Sink<'_>,
) {
    let agreed = usable(found.concept, target.language);
    let wanted = agreed[0];
    let name = found
        .term
        .text
        .chars()
        .next()
        .is_some_and(char::is_uppercase);
    // A name in the letters of the source may be meant: `Roscosmos` in a Russian list of partners.
    let severity = match pair.sure && !name {
        true => Severity::Error,
        false => Severity::Warning,
    };
    let message = format!(
        "\"{}\" is left as in the source; the glossary has \"{}\"",
        target.slice(span),
        wanted.text
    );
    let mut discovery = Discovery::new(severity, found.concept.id.clone(), message);
    discovery.reference = Some(entry(found.glossary, wanted));
    discovery.candidates = vec![wanted.text.clone()];
    sink.report(pair, discovery.in_source(found.span).in_target(span));
}
