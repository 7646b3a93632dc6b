//! Matching: for a segment the nearest units of the memory, with a score that explains itself.

use crate::text::Span;

/// What a match is to its segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    /// The text is not equal.
    Fuzzy,
    /// The text is equal (after step 1 of the score).
    Exact,
    /// The text is equal and so are both neighbours, or the key.
    Context,
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
#[derive(Clone, Debug)]
pub struct Match {
    /// Context, exact or fuzzy.
    pub kind: MatchKind,
    /// 0–100; see design section 3.
    pub score: u8,
    /// Every named loss.
    pub penalties: Vec<Penalty>,
    /// Index of the memory, in the order given.
    pub memory: usize,
    /// Index of the unit in that memory.
    pub unit: usize,
    /// Indexes of the source and target variant in the unit.
    pub source: usize,
    /// See [`Match::source`].
    pub target: usize,
}

/// What a search is asked for.
#[derive(Clone, Debug)]
pub struct MatchOptions {
    /// Lowest score shown, 0–100.
    pub threshold: u8,
    /// How many matches at most; 0 = all.
    pub limit: usize,
}

#[allow(unused)]
fn unused(_: Span) {}
