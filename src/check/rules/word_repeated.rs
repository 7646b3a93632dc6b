//! `word-repeated`: a word stands twice in a row.
//!
//! Only the same word twice with nothing but white space between counts, and only where neither
//! the source does it too nor the language allows it (`had had`, `nous nous`): names (`Duran
//! Duran`), numbers and code are left alone.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::text::Span;
use crate::token::TokenKind;

/// The rule.
#[derive(Debug)]
pub(super) struct WordRepeated;

static META: RuleMeta = RuleMeta {
    id: "word-repeated",
    summary: "a word stands twice in a row",
    why: "The eye jumps over a word that stands twice, most of all at the end of a line. The same \
          word with only white space between is reported. Left alone are doubles that the language \
          knows (had had, nous nous, чуть чуть), names, what the source repeats too, and code.",
    example: "wrong: La sonde a a atterri.\nright: Nous nous sommes posés.",
    severity: Severity::Warning,
    fix: FixKind::Candidates,
    since: RuleSet::R2026_2,
};

impl Rule for WordRepeated {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in job.pairs.iter().filter(|pair| !pair.untranslated) {
            let Some(target) = &pair.target else { continue };
            let found = repeated(target);
            if found.is_empty() {
                continue;
            }
            let in_source = pair
                .source
                .as_ref()
                .is_some_and(|source| !repeated(source).is_empty());
            if in_source {
                continue;
            }
            for (span, word) in found {
                let message = format!("\"{word}\" stands twice");
                let mut discovery = Discovery::new(Severity::Warning, word.to_lowercase(), message);
                discovery.candidates = vec![word.to_owned()];
                sink.report(pair, discovery.in_target(span));
            }
        }
    }
}

/// Words of `side` that stand twice, with the span of both.
fn repeated<'s>(side: &'s Side<'_>) -> Vec<(Span, &'s str)> {
    let doubles = side.language.usage.doubles;
    let mut found = Vec::new();
    for two in side.tokens.windows(2) {
        let [first, second] = [two[0], two[1]];
        if first.kind != TokenKind::Word
            || second.kind != TokenKind::Word
            || first.span.len() != second.span.len()
        {
            continue;
        }
        let (word, again) = (side.slice(first.span), side.slice(second.span));
        let same = word == again || word.to_lowercase() == again.to_lowercase();
        let gap = Span::new(first.span.end, second.span.start);
        let space = side.slice(gap);
        let line_end = space.contains('\n') && !side.is_one_content(gap);
        if !same
            || space.is_empty()
            || line_end
            || side.is_protected(first.span)
            || side.is_protected(second.span)
        {
            continue;
        }
        let small = again.chars().next().is_some_and(char::is_lowercase);
        let letters = word.chars().all(char::is_alphabetic);
        let folded = word.to_lowercase().replace('ё', "е");
        if small && letters && !is_inner(side, second.span) && !doubles.contains(&folded.as_str()) {
            found.push((first.span.join(second.span), word));
        }
    }
    found
}

/// Whether the word at `span` goes on after a hyphen or an apostrophe: `que qu’il`, `très très-bien`.
fn is_inner(side: &Side<'_>, span: Span) -> bool {
    let after = side.text[span.end..].chars().next();
    let before = side.text[..span.start].chars().next_back();
    let joins = |c: Option<char>| {
        c.is_some_and(|c| {
            !c.is_whitespace()
                && !matches!(
                    c,
                    '.' | ',' | ';' | ':' | '!' | '?' | '»' | '”' | '"' | ')' | '…'
                )
        })
    };
    joins(after) || joins(before)
}
