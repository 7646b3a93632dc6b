//! Matching: for a segment the nearest units of the memory, with a score that explains itself.
//!
//! Practitioners bill by the score, so it is defined (design section 3; `docs/matching.md` with
//! examples) and nothing in it is left to an implementation. A segment and the source of a unit are
//! compared as sequences of words, all numbers one class; the share of words that need no edit is the
//! score, less named penalties: numbers and tags that differ, a unit nobody read, another region.
//! A [`Matcher`] holds the exact index of each memory and gives [`Match`]es in their order; what
//! is equal but for case or punctuation gets 99, what is equal altogether 100, what stands between
//! the same neighbours besides is [`MatchKind::Context`], 101 for people.
//!
//! Against `The probe left on 12 May.` the unit `The probe left on 14 May.` scores 98: all words
//! equal, so at most 99, and one number differs, one point.
//!
//! ```
//! use entente::inline::InlineText;
//! use entente::lang::LangTag;
//! use entente::matching::{MatchKind, MatchOptions, Matcher, MatcherOptions, Query};
//! use entente::memory::{Direction, Memory, TranslationUnit, Variant};
//!
//! let tag = |text| LangTag::parse(text).unwrap();
//! let variant = |lang, text| Variant {
//!     lang: Some(tag(lang)),
//!     attributes: vec![],
//!     props: vec![],
//!     notes: vec![],
//!     content: InlineText::plain(text),
//! };
//! let unit = TranslationUnit {
//!     variants: vec![
//!         variant("en", "The probe left on 14 May."),
//!         variant("fr", "La sonde est partie le 14 mai."),
//!     ],
//!     ..TranslationUnit::default()
//! };
//! let memories = [Memory { units: vec![unit], ..Memory::default() }];
//! let direction = Direction::new(tag("en"), tag("fr"));
//! let matcher = Matcher::new(&memories, direction, &MatcherOptions::default());
//!
//! let query = Query::text("The probe left on 12 May.");
//! let matches = matcher.matches(&query, &MatchOptions::default()).unwrap();
//! assert_eq!((matches[0].kind, matches[0].score), (MatchKind::Fuzzy, 98));
//! assert_eq!(matches[0].penalties[0].reason, "numbers");
//! ```

mod batch;
mod characters;
pub mod concordance;
mod context;
mod diff;
pub mod distance;
mod glyphs;
mod judge;
mod matcher;
mod penalty;
mod query;
mod shelf;
mod similarity;

pub use diff::{DiffPart, word_diff};
pub use glyphs::{differs_only_in_glyphs, distinct_targets, same_but_for_glyphs};
pub use matcher::{Matcher, MatcherOptions, SearchCost};
pub use penalty::{ALIGNMENT_PENALTY, MACHINE_PENALTY, REGION_PENALTY};
pub use query::{Query, TagCounts};
pub use similarity::Similarity;
pub(crate) use similarity::multiset_difference;

pub use crate::memory::MemorySource;

/// What a match is to its segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    /// The text is not equal.
    Fuzzy,
    /// The text is equal (after step 1 of the score).
    Exact,
    /// Text and tags are equal and so are both neighbours, or the key.
    Context,
}

impl MatchKind {
    /// Its name in output for programs.
    pub fn name(self) -> &'static str {
        match self {
            MatchKind::Fuzzy => "fuzzy",
            MatchKind::Exact => "exact",
            MatchKind::Context => "context",
        }
    }
}

/// Points that a match lost, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Penalty {
    /// Why: `numbers`, `tags`, `memory`, `region`, ….
    pub reason: &'static str,
    /// How many points, 1–100.
    pub points: u8,
}

/// A unit of a memory that is near a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Context, exact or fuzzy.
    pub kind: MatchKind,
    /// 0–100; see design section 3.
    pub score: u8,
    /// How near the texts are: what [`Match::score`] starts from.
    pub similarity: Similarity,
    /// Every named penalty: numbers and tags that differ, then those of the unit itself.
    pub penalties: Vec<Penalty>,
    /// Index of the memory, in the order given.
    pub memory: usize,
    /// The number of the unit in that memory, from 0.
    pub unit: usize,
    /// Index of the variant that was searched.
    pub source: usize,
    /// Index of the variant that translates it.
    pub target: usize,
    carried: shelf::Carried,
}

impl Match {
    /// Every point between 100 and the score with its reason: `words` for those that need an edit,
    /// `form` for case, punctuation, spacing or tags, then the named penalties.
    ///
    /// The points add up to `100 - score`.
    pub fn losses(&self) -> Vec<Penalty> {
        let mut losses = self.similarity.text_losses();
        losses.extend(self.penalties.iter().cloned());
        losses
    }
}

/// What a search is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchOptions {
    /// Lowest score shown, 0–100.
    pub threshold: u8,
    /// How many matches at most; 0 = all.
    pub limit: usize,
}

/// What is shown when nothing else is said: the threshold most tools use, and what fits a screen.
impl Default for MatchOptions {
    fn default() -> MatchOptions {
        MatchOptions {
            threshold: 70,
            limit: 5,
        }
    }
}
