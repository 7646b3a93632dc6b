//! The words around a found term, as its language looks at them.
//!
//! Only terms of one word without capitals of an acronym are looked at: `CNES` is no verb, and the
//! words of a longer term vouch for each other.

use super::words::{TextWord, WordOrMark};
use crate::glossary::concept::Term;
use crate::glossary::fold::fold;
use crate::lang::context::{Context, Judgement};
use crate::lang::forms::{CellSet, FormRules, PartOfSpeech};

/// Words and marks looked at on either side.
const REACH: usize = 4;

/// What the words around the one at `at` say of it as a form of the term.
pub(super) fn judge(
    rules: &FormRules,
    words: &[TextWord<'_>],
    at: usize,
    text: &str,
    (term, cells): (&Term, CellSet),
) -> Judgement {
    let capitals = term.text.chars().filter(|c| c.is_uppercase()).count();
    let noun = !matches!(
        term.part_of_speech,
        Some(PartOfSpeech::Verb | PartOfSpeech::Adjective | PartOfSpeech::Other)
    );
    if capitals > 1 || !noun {
        return Judgement::Term;
    }
    let before = (0..at).rev().take(REACH);
    let before: Vec<&str> = before
        .take_while(|&index| !words[index + 1].broken)
        .map(|index| shown(&words[index], text))
        .collect();
    let after = words[at + 1..].iter().take(REACH);
    let after: Vec<&str> = after
        .take_while(|word| !word.broken)
        .map(|word| shown(word, text))
        .collect();
    (rules.judge)(&Context {
        before: &before,
        word: &words[at].folded,
        after: &after,
        cells,
        is_cited: words[at].folded == fold(&term.text),
        is_name: capitals > 0,
    })
}

/// A word folded, a mark as it is; an apostrophe is always `'`.
fn shown<'a>(word: &'a TextWord<'_>, text: &'a str) -> &'a str {
    match word.kind {
        WordOrMark::Word => &word.folded,
        WordOrMark::Mark('\'') => "'",
        _ => &text[word.span.range()],
    }
}
