//! The matcher: the exact indexes of each memory, and the search through them.
//!
//! A search reads the query once, looks it up in the indexes of each memory, and verifies what comes
//! back: the distance (stopping when the score can no longer reach the threshold) and the numbers. What
//! is left are hits, of which [`judge`](super::judge) makes the matches that are shown. Memories keep
//! separate indexes because each may be a file of its own, and the earlier one wins where nothing else
//! decides.

use super::distance::Pattern;
use super::judge::{Bench, Hit, Judge, Rank};
use super::query::Query;
use super::shelf::Shelf;
use super::similarity::{Similarity, sorted_difference};
use super::{Match, MatchOptions};
use crate::inline::InlineText;
use crate::memory::index::{Candidates, Damage, Index, IndexQuery, LOWEST_THRESHOLD, most_edits};
use crate::memory::store::StoreError;
use crate::memory::{Direction, Memory, MemorySource, TranslationUnit};
use crate::token::normal::Sequence;
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
    pub(super) shelves: Vec<Shelf<'m>>,
    direction: Direction,
    /// Working space of searches that are over, for the next ones.
    spare: Mutex<Vec<Scratch<'m>>>,
}

/// What searches cost, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SearchCost {
    /// Postings that were read.
    pub postings: usize,
    /// Candidates whose words were compared.
    pub candidates: usize,
    /// Texts whose words were near enough.
    pub hits: usize,
}

/// Buffers of one search.
#[derive(Debug, Default)]
struct Scratch<'m> {
    sequence: Sequence,
    query: IndexQuery,
    candidates: Candidates,
    unit: UnitTokens,
    pattern: Pattern,
    hits: Vec<Hit>,
    bench: Bench<'m>,
}

/// The words of one entry.
#[derive(Debug, Default)]
struct UnitTokens {
    tokens: Vec<u32>,
    /// The tokens of the entry before: neighbours are often equal but for their numbers.
    before: Vec<u32>,
    /// Its numbers as they are written.
    numbers: Vec<u32>,
    /// The numbers of the query, sorted.
    asked: Vec<u32>,
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
        self.matches_at_cost(query, options, &mut SearchCost::default())
    }

    /// The same; adds to `cost` what it took.
    ///
    /// # Errors
    /// As [`Matcher::matches`].
    pub fn matches_at_cost(
        &self,
        query: &Query<'_>,
        options: &MatchOptions,
        cost: &mut SearchCost,
    ) -> Result<Vec<Match>, StoreError> {
        let mut scratch = self.borrow_scratch();
        scratch.sequence.read(&query.text);
        scratch.hits.clear();
        for (number, shelf) in self.shelves.iter().enumerate() {
            for (index, volume) in shelf.indexes.iter().enumerate() {
                let search = Search {
                    shelf,
                    numbers: (number, index),
                    query,
                    threshold: options.threshold,
                };
                let searched = search.run(&mut scratch, cost);
                searched.map_err(|damage| shelf.error(volume, damage))?;
            }
        }
        cost.hits += scratch.hits.len();
        let judge = Judge {
            matcher: self,
            query,
            options,
        };
        let matches = judge.matches(&scratch.hits, &mut scratch.bench);
        self.return_scratch(scratch);
        matches
    }

    fn borrow_scratch(&self) -> Scratch<'m> {
        // A search that panicked may leave the list poisoned, never broken.
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        spare.pop().unwrap_or_default()
    }

    fn return_scratch(&self, scratch: Scratch<'m>) {
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        spare.push(scratch);
    }
}

/// The search for one query in one index.
struct Search<'s> {
    shelf: &'s Shelf<'s>,
    /// The numbers of the shelf and of the index there.
    numbers: (usize, usize),
    query: &'s Query<'s>,
    threshold: u8,
}

impl Search<'_> {
    /// Puts into the scratch every text whose score can reach the threshold.
    fn run(&self, scratch: &mut Scratch<'_>, cost: &mut SearchCost) -> Result<(), Damage> {
        // What the whole memory loses, its texts must have more.
        let needed = match self.threshold {
            0 => 0,
            threshold => usize::from(threshold) + usize::from(self.shelf.penalty),
        };
        let Some(threshold) = u8::try_from(needed).ok().filter(|needed| *needed <= 100) else {
            return Ok(());
        };
        let index = &self.shelf.indexes[self.numbers.1].index;
        scratch.query.read(&scratch.sequence, index)?;
        find_candidates(index, threshold, scratch)?;
        cost.postings += scratch.candidates.postings;
        cost.candidates += scratch.candidates.entries.len();
        if scratch.candidates.entries.is_empty() {
            return Ok(());
        }
        let Scratch {
            query,
            candidates,
            unit,
            pattern,
            hits,
            ..
        } = scratch;
        pattern.load(query.tokens(), index.words());
        unit.tokens.clear();
        unit.asked.clear();
        unit.asked.extend_from_slice(query.numbers());
        unit.asked.sort_unstable();
        let mut last = None;
        for &entry in &candidates.entries {
            std::mem::swap(&mut unit.before, &mut unit.tokens);
            index.read_tokens_and_numbers(entry, &mut unit.tokens, &mut unit.numbers)?;
            let longer = unit.tokens.len().max(query.tokens().len());
            if last.is_none() || unit.tokens != unit.before {
                last = Some(pattern.distance(&unit.tokens, most_edits(threshold, longer)));
            }
            let Some(edits) = last.flatten() else {
                continue;
            };
            let similarity = Similarity {
                edits,
                longer,
                equal_text: false,
                numbers: unit.numbers_differing(),
                tags: 0,
            };
            let hit = self.hit(entry, &similarity);
            hits.extend((hit.highest.score >= self.threshold).then_some(hit));
        }
        Ok(())
    }

    /// The hit that an entry is, with the highest rank it can reach.
    fn hit(&self, entry: u32, similarity: &Similarity) -> Hit {
        let may_be_equal = similarity.edits == 0 && similarity.numbers == 0;
        let highest = Similarity {
            equal_text: may_be_equal,
            ..*similarity
        };
        Hit {
            shelf: self.numbers.0 as u32,
            volume: self.numbers.1 as u32,
            entry,
            edits: similarity.edits as u32,
            longer: similarity.longer as u32,
            numbers: similarity.numbers as u32,
            highest: Rank {
                context: may_be_equal && self.query.has_place(),
                score: highest.score().saturating_sub(self.shelf.penalty),
            },
        }
    }
}

impl UnitTokens {
    /// How many of its numbers and those of the query differ: the larger of the two multiset differences.
    fn numbers_differing(&mut self) -> usize {
        match (&self.asked[..], &mut self.numbers[..]) {
            ([], offered) => offered.len(),
            ([asked], [offered]) => usize::from(asked != offered),
            (asked, offered) => {
                offered.sort_unstable();
                sorted_difference(asked, offered)
            }
        }
    }
}

/// Puts into the candidates every entry whose *S* can reach `threshold`.
fn find_candidates(index: &Index, threshold: u8, scratch: &mut Scratch<'_>) -> Result<(), Damage> {
    let candidates = &mut scratch.candidates;
    if threshold >= LOWEST_THRESHOLD {
        return index.candidates(&scratch.query, threshold, candidates);
    }
    candidates.postings = 0;
    candidates.entries.clear();
    let length = scratch.sequence.len();
    candidates.entries.extend(index.window(length, threshold));
    Ok(())
}
