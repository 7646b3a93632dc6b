//! The matcher: the exact indexes of each memory, and the search through them.
//!
//! A search reads the query once, looks it up in the indexes of each memory, and verifies what comes
//! back: the distance (stopping when the score can no longer reach the threshold), then numbers, tags,
//! context and penalties. Memories keep separate indexes because each may be a file of its own, and
//! the earlier one wins where nothing else decides.

use super::context;
use super::distance::Pattern;
use super::order;
use super::penalty;
use super::query::{Query, TagCounts};
use super::shelf::{Found, Shelf, Volume};
use super::similarity::{Similarity, multiset_difference};
use super::{Match, MatchKind, MatchOptions, Penalty};
use crate::inline::InlineText;
use crate::memory::index::{
    Candidates, Damage, Index, IndexQuery, LOWEST_THRESHOLD, UNKNOWN, most_edits,
};
use crate::memory::store::StoreError;
use crate::memory::{Direction, Memory, MemorySource, TranslationUnit};
use crate::token::normal::{Sequence, comparison_text};
use std::sync::{Mutex, PoisonError};

/// What a matcher is told about its memories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatcherOptions {
    /// Points that every unit of a memory loses, in the order of the memories; 0 for those past the
    /// end. For memories of another subject or of less trust.
    pub penalties: Vec<u8>,
}

/// Finds in memories what is near a segment; see [the module](super).
///
/// It can be shared between threads; each search borrows working space that the matcher keeps.
#[derive(Debug)]
pub struct Matcher<'m> {
    shelves: Vec<Shelf<'m>>,
    direction: Direction,
    /// Working space of searches that are over, for the next ones.
    spare: Mutex<Vec<Scratch>>,
}

/// Buffers of one search.
#[derive(Debug, Default)]
struct Scratch {
    sequence: Sequence,
    other: Sequence,
    query: IndexQuery,
    candidates: Candidates,
    tokens: Vec<u32>,
    pattern: Pattern,
}

impl<'m> Matcher<'m> {
    /// A matcher over `memories`, of which every unit that serves `direction` is indexed.
    ///
    /// A unit whose target has no visible text is left out: it is not translated.
    /// Time O(N log N), N the words of the source side.
    pub fn new(
        memories: &'m [Memory],
        direction: Direction,
        options: &MatcherOptions,
    ) -> Matcher<'m> {
        let matcher = Matcher::over(memories.iter().map(MemorySource::Read), direction, options);
        matcher.expect("only a stored memory can be damaged")
    }

    /// A matcher over memories of either kind; a stored one needs no time to be indexed.
    ///
    /// # Errors
    /// When what a stored memory says of its indexes is damaged.
    pub fn over(
        memories: impl IntoIterator<Item = MemorySource<'m>>,
        direction: Direction,
        options: &MatcherOptions,
    ) -> Result<Matcher<'m>, StoreError> {
        let penalties = options
            .penalties
            .iter()
            .copied()
            .chain(std::iter::repeat(0));
        let shelves = memories
            .into_iter()
            .zip(penalties)
            .map(|(memory, penalty)| Shelf::new(memory, &direction, penalty));
        Ok(Matcher {
            shelves: shelves.collect::<Result<_, _>>()?,
            direction,
            spare: Mutex::default(),
        })
    }

    /// The languages it matches between.
    pub fn direction(&self) -> &Direction {
        &self.direction
    }

    /// The unit of a match that this matcher gave.
    pub fn unit<'a>(&'a self, found: &'a Match) -> &'a TranslationUnit {
        self.shelves[found.memory].unit(found)
    }

    /// The source side of a match that this matcher gave, tags that its memory writes as text told
    /// apart.
    pub fn source<'a>(&'a self, found: &'a Match) -> &'a InlineText {
        self.shelves[found.memory].source(found)
    }

    /// The translation of a match that this matcher gave, tags that its memory writes as text told
    /// apart.
    pub fn target<'a>(&'a self, found: &'a Match) -> &'a InlineText {
        self.shelves[found.memory].target(found)
    }

    /// What messages call the unit of a match: its id, or its number in the file, `#17`.
    pub fn unit_name(&self, found: &Match) -> String {
        let number = || format!("#{}", found.unit + 1);
        self.unit(found).id.clone().unwrap_or_else(number)
    }

    /// The name of the memory that a match of this matcher came from.
    pub fn memory_name(&self, found: &Match) -> &'m str {
        self.shelves[found.memory].name()
    }

    /// The matches of `query` that reach the threshold, in the order of design section 3, step 6.
    ///
    /// From a threshold of 50 on by the index, below by a full scan; exact either way.
    ///
    /// # Errors
    /// When a stored memory is damaged where the search had to look.
    pub fn matches(
        &self,
        query: &Query<'_>,
        options: &MatchOptions,
    ) -> Result<Vec<Match>, StoreError> {
        let mut scratch = self.borrow_scratch();
        scratch.sequence.read(&query.text);
        let mut found = Vec::new();
        for (number, shelf) in self.shelves.iter().enumerate() {
            for volume in &shelf.indexes {
                let search = Search {
                    matcher: self,
                    shelf,
                    number,
                    volume,
                    query,
                    threshold: options.threshold,
                };
                search.run(&mut scratch, &mut found)?;
            }
        }
        self.return_scratch(scratch);
        Ok(order::first(self, &query.text, found, options.limit))
    }

    fn borrow_scratch(&self) -> Scratch {
        // A search that panicked may leave the list poisoned, never broken.
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        spare.pop().unwrap_or_default()
    }

    fn return_scratch(&self, scratch: Scratch) {
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        spare.push(scratch);
    }
}

/// The search for one query in one index.
struct Search<'s, 'm> {
    matcher: &'s Matcher<'m>,
    shelf: &'s Shelf<'m>,
    /// The number of the shelf.
    number: usize,
    volume: &'s Volume,
    query: &'s Query<'s>,
    threshold: u8,
}

impl<'m> Search<'_, 'm> {
    /// Puts into `found` every unit that reaches the threshold.
    fn run(&self, scratch: &mut Scratch, found: &mut Vec<Match>) -> Result<(), StoreError> {
        let index = &self.volume.index;
        let damaged = |damage| self.shelf.error(self.volume, damage);
        self.find_candidates(scratch).map_err(damaged)?;
        if scratch.candidates.entries.is_empty() {
            return Ok(());
        }
        scratch.pattern.load(scratch.query.tokens(), index.words());
        for at in 0..scratch.candidates.entries.len() {
            let entry = scratch.candidates.entries[at];
            index
                .read_tokens(entry, &mut scratch.tokens)
                .map_err(damaged)?;
            let longer = scratch.tokens.len().max(scratch.query.tokens().len());
            let most = most_edits(self.threshold, longer);
            let Some(edits) = scratch.pattern.distance(&scratch.tokens, most) else {
                continue;
            };
            let text = index.text(entry).map_err(damaged)?;
            let direction = &self.matcher.direction;
            let Some(unit) = self.shelf.fetch(self.volume, text, direction)? else {
                continue;
            };
            let similarity = self.similarity(&unit, edits, longer, scratch);
            if similarity.score() >= self.threshold {
                let judged = self.judge(unit, similarity);
                found.extend((judged.score >= self.threshold).then_some(judged));
            }
        }
        Ok(())
    }

    /// Puts into `scratch.candidates` every entry whose *S* can reach the threshold.
    fn find_candidates(&self, scratch: &mut Scratch) -> Result<(), Damage> {
        let index: &Index = &self.volume.index;
        let candidates = &mut scratch.candidates;
        scratch.query.read(&scratch.sequence, index)?;
        if self.threshold >= LOWEST_THRESHOLD {
            return index.candidates(&scratch.query, self.threshold.min(100), candidates);
        }
        candidates.entries.clear();
        let length = scratch.sequence.len();
        candidates
            .entries
            .extend(index.window(length, self.threshold));
        Ok(())
    }

    /// How near `unit` is, `edits` lying between the sequences.
    fn similarity(
        &self,
        unit: &Found<'m>,
        edits: usize,
        longer: usize,
        scratch: &mut Scratch,
    ) -> Similarity {
        let content = unit.content();
        let text = comparison_text(&content.text);
        let tags = self.query.tags;
        Similarity {
            edits,
            longer,
            equal_text: edits == 0 && text == self.query.text,
            numbers: self.numbers_differing(&text, scratch),
            tags: tags.map_or(0, |tags| tags.difference(&TagCounts::of(&content))),
        }
    }

    fn numbers_differing(&self, text: &str, scratch: &mut Scratch) -> usize {
        let number = self.volume.index.number();
        let in_unit = number != UNKNOWN && scratch.tokens.contains(&number);
        let mut asked: Vec<&str> = scratch.sequence.numbers().collect();
        if !in_unit {
            return asked.len();
        }
        scratch.other.read(text);
        let mut offered: Vec<&str> = scratch.other.numbers().collect();
        multiset_difference(&mut asked, &mut offered)
    }

    /// The match that `unit` is.
    fn judge(&self, unit: Found<'m>, similarity: Similarity) -> Match {
        let Found {
            ordinal,
            source,
            target,
            ..
        } = unit;
        let content = unit.unit.unit();
        let direction = &self.matcher.direction;
        let own = penalty::of_unit(content, (source, target), direction, self.shelf.penalty);
        let (score, own) = take(similarity.score(), own);
        let kind = if !similarity.equal_text {
            MatchKind::Fuzzy
        } else if similarity.is_equal() && context::is_same_place(self.query, content, source) {
            MatchKind::Context
        } else {
            MatchKind::Exact
        };
        Match {
            kind,
            score,
            similarity,
            penalties: [similarity.penalties(), own].concat(),
            memory: self.number,
            unit: ordinal,
            source,
            target,
            carried: unit.carried(),
        }
    }
}

/// Takes `penalties` from `score` one by one, each cut to what is left.
fn take(mut score: u8, mut penalties: Vec<Penalty>) -> (u8, Vec<Penalty>) {
    for penalty in &mut penalties {
        penalty.points = penalty.points.min(score);
        score -= penalty.points;
    }
    penalties.retain(|penalty| penalty.points > 0);
    (score, penalties)
}
