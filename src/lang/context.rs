//! The words around a word, and what they say of it.
//!
//! `launch` after `the` is the noun a glossary has, after `will` it is a verb; «cours» after «au»
//! is no plural of «cour». A language looks at the nearest words only and gives a [`Judgement`]; it
//! has no dictionary, so what it cannot see it leaves as found.

use super::forms::{CellSet, Number};

/// One word of a text that was found as a form of a one-word term, with its neighbours.
///
/// All words are folded (lower case, ё as е); marks are their own characters. Nothing reaches over
/// the end of a paragraph.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Words and marks before it, the nearest first.
    pub before: &'a [&'a str],
    /// The word.
    pub word: &'a str,
    /// Words and marks after it, the nearest first.
    pub after: &'a [&'a str],
    /// The cells it was found in.
    pub cells: CellSet,
    /// It is written like the citation form.
    pub is_cited: bool,
    /// The term is a name.
    pub is_name: bool,
}

/// What the words around a found term say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Nothing against it.
    Term,
    /// It may be another word that is written alike.
    Unsure,
    /// Grammar excludes it.
    Other,
}

impl Context<'_> {
    /// The `n`-th word or mark before, 0 the nearest; empty where there is none.
    pub fn back(&self, n: usize) -> &str {
        self.before.get(n).copied().unwrap_or("")
    }

    /// The word or mark right after; empty where there is none.
    pub fn next(&self) -> &str {
        self.after.first().copied().unwrap_or("")
    }

    /// Whether it begins a sentence, as far as the mark before it tells.
    pub fn begins(&self) -> bool {
        matches!(
            self.back(0),
            "" | "." | "!" | "?" | ":" | "…" | "-" | "–" | "—"
        )
    }

    /// Whether it can only be a plural.
    pub fn is_plural(&self) -> bool {
        self.cells != CellSet::ALL && self.cells.iter().all(|cell| cell.number == Number::Plural)
    }
}
