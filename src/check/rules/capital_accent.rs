//! `capital-accent`: a capital letter lost its accent.
//!
//! Only words that can be nothing else are judged (`Etat`, `Ecole`), and a first `A` before a word
//! that makes it a preposition (`A partir`). Names, words that English has too, headings in
//! capitals and parts of addresses are left alone.

use crate::check::convention::{Fault, Faults, char_at, char_before, targets};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::text::Span;

/// The rule.
#[derive(Debug)]
pub(super) struct CapitalAccent;

static META: RuleMeta = RuleMeta {
    id: "capital-accent",
    summary: "a capital letter lost its accent",
    why: "In French an accent belongs to its capital as well: État, Écran, À partir de (Lexique of \
          the Imprimerie nationale; Académie française). Keyboards make it easy to leave out. Only \
          words that can be nothing else are judged, and A only at the start of a sentence before \
          a word that makes it the preposition; names of people are left alone.",
    example: "wrong: Etape 2. A partir de là…\nright: Étape 2. À partir de là…",
    severity: Severity::Warning,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

impl Rule for CapitalAccent {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let mut faults = Faults::default();
        for (pair, side) in targets(job) {
            for (span, word) in side.words() {
                let Some(right) = accented(side, span, word) else {
                    continue;
                };
                faults.faults.push(Fault {
                    pair: pair.index,
                    span,
                    about: word.to_owned(),
                    message: format!("\"{word}\" has lost its accent: \"{right}\""),
                    fix: Some(right.to_owned()),
                    safe: !side.holds_tag(span),
                    severity: Severity::Warning,
                });
            }
        }
        faults.report(job, sink);
    }
}

fn accented(side: &Side<'_>, span: Span, word: &str) -> Option<&'static str> {
    let data = side.language.typography;
    if !word.starts_with(['A', 'E', 'I']) || side.is_protected(span) || is_of_address(side, span) {
        return None;
    }
    let mut capitals = data.capitals.iter();
    if let Some((_, right)) = capitals.find(|(wrong, _)| *wrong == word) {
        return Some(right);
    }
    let (letter, right, followers) = data.first_letter?;
    let follows = |rest: &str| {
        let mut followers = followers.iter();
        followers.any(|follower| {
            let rest = rest.strip_prefix(follower);
            rest.is_some_and(|rest| {
                follower.ends_with(['’', '\'']) || !rest.starts_with(char::is_alphanumeric)
            })
        })
    };
    let rest = side.text[span.end..].strip_prefix([' ', '\u{A0}'])?;
    let first = side.text[..span.start].trim_end().chars().next_back();
    let begins = first.is_none_or(|c| matches!(c, '.' | '!' | '?' | '…' | '«' | '—' | '“'));
    (word == letter && begins && follows(rest)).then_some(right)
}

/// Whether the word is part of an address or a name of code: `/Etat`, `Etat.html`.
fn is_of_address(side: &Side<'_>, span: Span) -> bool {
    let before = char_before(&side.text, span.start);
    let after = char_at(&side.text, span.end);
    let dotted = || {
        let rest = side.text[span.end..].strip_prefix('.');
        rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    before.is_some_and(|c| matches!(c, '/' | '.' | '_' | '@' | '#' | '\\'))
        || after.is_some_and(|c| matches!(c, '/' | '_' | '@' | '\\' | '='))
        || dotted()
}
