//! `notation-style`: an abbreviation, an ordinal or a row of marks is not written as it should be.

use crate::check::convention::{Fault, Faults, char_at, char_before, targets};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::text::Span;

/// The rule.
#[derive(Debug)]
pub(super) struct NotationStyle;

static META: RuleMeta = RuleMeta {
    id: "notation-style",
    summary: "an abbreviation or ordinal is not written as it should be",
    why: "French: 1re, 2e (not 1ère, 2ème), etc. without further points, M. for Monsieur (Lexique \
          of the Imprimerie nationale). Russian: one or two letters after the hyphen of an ordinal \
          (5-й, not 5-ый), and as information ?.. for ?..., spaces in и т. д. (Мильчин, Чельцова; \
          Правила русской орфографии).",
    example: "wrong (fr): la 2ème orbite, etc...\nright (fr): la 2e orbite, etc.",
    severity: Severity::Warning,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

impl Rule for NotationStyle {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let mut faults = Faults::default();
        for (pair, side) in targets(job) {
            let mut found = notations(side);
            found.extend(ordinals(side));
            found.sort_by_key(|(span, ..)| *span);
            for (span, right, sure) in found {
                let shown = side.slice(span);
                faults.faults.push(Fault {
                    pair: pair.index,
                    span,
                    about: shown.to_owned(),
                    message: format!("\"{shown}\" is written \"{right}\""),
                    fix: Some(right.to_owned()),
                    safe: sure && !side.holds_tag(span),
                    severity: if sure {
                        Severity::Warning
                    } else {
                        Severity::Info
                    },
                });
            }
        }
        faults.report(job, sink);
    }
}

/// Notations in `side`, what they should be, and whether that is sure.
fn notations(side: &Side<'_>) -> Vec<(Span, &'static str, bool)> {
    let text = side.text.as_str();
    let mut found = Vec::new();
    for (wrong, right, sure) in side.language.typography.notations {
        for (at, _) in text.match_indices(wrong) {
            let span = Span::new(at, at + wrong.len());
            let glued = wrong.starts_with(char::is_alphabetic)
                && char_before(text, at).is_some_and(char::is_alphanumeric);
            let goes_on = char_at(text, span.end).is_some_and(|c| c.is_alphanumeric() || c == '.');
            if !glued && !goes_on && !side.is_protected(span) {
                found.push((span, *right, *sure));
            }
        }
    }
    found
}

/// Endings of ordinals in `side` and what they should be.
fn ordinals(side: &Side<'_>) -> Vec<(Span, &'static str, bool)> {
    let text = side.text.as_str();
    let endings = side.language.typography.ordinals;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let length = text[start..].find(|c: char| !c.is_ascii_digit());
        at = length.map_or(text.len(), |length| start + length);
        let rest = &text[at..];
        let end = rest
            .find(|c: char| !(c.is_alphabetic() || c == '-'))
            .unwrap_or(rest.len());
        let ending = endings.iter().find(|(wrong, _)| rest[..end] == **wrong);
        let Some((wrong, right)) = ending else {
            continue;
        };
        let span = Span::new(at, at + wrong.len());
        if !char_before(text, start).is_some_and(char::is_alphanumeric) && !side.is_protected(span)
        {
            found.push((span, *right, true));
        }
    }
    found
}
