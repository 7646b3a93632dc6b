//! Repair: a fuzzy match whose one difference can be carried over into the translation.
//!
//! One kind of difference a file. So far there is one: [`numbers`], for a segment that differs from
//! a unit of the memory in its numbers alone. `The probe left on 14 May with 1,234.5 kg.` has a
//! translation with `14` and `1 234,5`; for `12` and `2,345.5` it is written with `12` and
//! `2 345,5`.
//!
//! A repair is a proposal with its edits listed, never a certain fill: the words beside a number
//! may have to agree with it. Where anything is in doubt there is none.

mod numbers;
mod numeral;

pub use numbers::numbers;

use crate::inline::InlineText;
use crate::lang::Language;
use crate::matching::{Match, MatchKind, Matcher};
use crate::text::Span;

/// A translation from the memory with something carried over from the segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The translation as it reads now.
    pub target: InlineText,
    /// What was changed, in order; never empty.
    pub edits: Vec<Edit>,
    /// Whether a word beside a changed number may have to take another form: `1 спутник` became
    /// `5 спутник`.
    pub agreement: bool,
}

/// What can be carried over from `segment` into the translation of `found`, a fuzzy match of
/// `matcher`; `None` where nothing can, or entente does not know one of the languages.
pub fn repair(segment: &str, found: &Match, matcher: &Matcher<'_>) -> Option<Repair> {
    let direction = matcher.direction();
    let from = Language::for_tag(&direction.from)?;
    let to = Language::for_tag(&direction.to)?;
    let fuzzy = found.kind == MatchKind::Fuzzy && found.similarity.numbers > 0;
    let (source, target) = (matcher.source(found), matcher.target(found));
    fuzzy.then(|| numbers(segment, &source.text, target, from, to))?
}

/// One change of a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where it stands now, in the plain text of [`Repair::target`].
    pub span: Span,
    /// What stood there in the memory.
    pub old: String,
}
