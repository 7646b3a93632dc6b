//! `name-altered`: a name that is to be kept letter by letter is not.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::terms::{entry, is_same_concept};
use crate::check::view::{Job, Side};
use crate::glossary::TermOccurrence;
use crate::matching::distance;
use crate::text::Span;
use crate::text::chars::latin_twin;
use crate::token::{Token, TokenKind, tokens};

/// The rule.
#[derive(Debug)]
pub(super) struct NameAltered;

static META: RuleMeta = RuleMeta {
    id: "name-altered",
    summary: "a name to be kept letter by letter is written otherwise",
    why: "A product, a standard, a part number: the glossary marks it as one that no language \
          changes. Another case, another hyphen, a letter more or less, letters of another script: \
          each makes it something that cannot be looked up.",
    example: "wrong: the MTB-2 module -> le module MTB 2\nright: the MTB-2 module -> le module MTB-2",
    severity: Severity::Error,
    fix: FixKind::Candidates,
    since: RuleSet::R2026_2,
};

/// From this many letters and digits on one of them may differ, and from twice as many two.
const SHORTEST: usize = 5;

impl Rule for NameAltered {
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
                if !found.term.do_not_translate || again || target.text.contains(&found.term.text) {
                    continue;
                }
                if let Some(span) = altered_at(found, target) {
                    let severity = match pair.sure {
                        true => Severity::Error,
                        false => Severity::Warning,
                    };
                    sink.report(pair, discovery(found, target, span, severity));
                }
            }
        }
    }
}

/// Where the target has something so near to the name that it must be meant.
fn altered_at(found: &TermOccurrence<'_>, target: &Side<'_>) -> Option<Span> {
    let name = letters(&found.term.text);
    let length = name.chars().count();
    let most = length / SHORTEST;
    let parts = tokens(&found.term.text).filter(|token| token.kind != TokenKind::Punct);
    let parts = parts.count();
    let words: Vec<Token> = tokens(&target.text)
        .filter(|token| token.kind != TokenKind::Punct)
        .collect();
    let mut best: Option<(usize, Span)> = None;
    for start in 0..words.len() {
        // The parts may be joined (`MTB2`) or apart.
        for count in 1..=(parts + 1).min(words.len() - start) {
            let span = words[start].span.join(words[start + count - 1].span);
            let text = letters(target.slice(span));
            let near = text.chars().count().abs_diff(length) <= most;
            if !near || target.is_protected(span) || !is_one(target.slice(span)) {
                continue;
            }
            let apart = distance::characters(&text, &name);
            // A number in a name tells it from its sisters: MTB-1 is no misspelt MTB-2.
            let same_digits = digits(&text) == digits(&name);
            if apart <= most && same_digits && best.is_none_or(|(least, _)| apart < least) {
                best = Some((apart, span));
            }
        }
    }
    best.map(|(_, span)| span)
}

/// Whether `text` can be one name: nothing but spaces, hyphens and dots between its parts.
fn is_one(text: &str) -> bool {
    !text.contains(|c: char| {
        !c.is_alphanumeric() && !matches!(c, ' ' | '\u{A0}' | '-' | '\u{2011}' | '.' | '/' | '_')
    })
}

/// Letters and digits in lower case, Cyrillic ones that look Latin as those.
fn letters(text: &str) -> String {
    let own = text.chars().filter(|c| c.is_alphanumeric());
    let own = own.map(|c| latin_twin(c).unwrap_or(c));
    own.collect::<String>().to_lowercase()
}

fn digits(text: &str) -> String {
    text.chars().filter(|c| c.is_numeric()).collect()
}

fn discovery(
    found: &TermOccurrence<'_>,
    target: &Side<'_>,
    span: Span,
    severity: Severity,
) -> Discovery {
    let name = &found.term.text;
    let message = format!(
        "\"{}\" should be \"{name}\", letter by letter",
        target.slice(span)
    );
    let mut discovery = Discovery::new(severity, found.concept.id.clone(), message);
    discovery.reference = Some(entry(found.glossary, found.term));
    discovery.candidates = vec![name.clone()];
    discovery.in_source(found.span).in_target(span)
}
