//! The matcher: the exact index of each memory in one direction, and the search through them.
//!
//! A search reads the query once, looks it up in the index of each memory, and verifies what comes
//! back: the distance (stopping when the score can no longer reach the threshold), then numbers, tags,
//! context and penalties. Memories keep separate indexes because each may be a file of its own, and
//! the earlier one wins where nothing else decides.

use super::context;
use super::distance::Pattern;
use super::order;
use super::penalty;
use super::query::{Query, TagCounts};
use super::similarity::{Similarity, multiset_difference};
use super::{Match, MatchKind, MatchOptions, Penalty};
use crate::inline::InlineText;
use crate::memory::index::{Candidates, Index, IndexQuery, LOWEST_THRESHOLD, UNKNOWN, most_edits};
use crate::memory::text_tags::told_apart;
use crate::memory::{Direction, Memory, TranslationUnit};
use crate::token::normal::{Sequence, comparison_text};
use hashbrown::HashMap;
use std::borrow::Cow;
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

/// One memory, indexed.
#[derive(Debug)]
struct Shelf<'m> {
    memory: &'m Memory,
    index: Index,
    /// What the ordinals of the index stand for.
    entries: Vec<Entry>,
    /// By unit and variant, contents of which the memory writes tags as text.
    told_apart: HashMap<(usize, usize), InlineText>,
    penalty: u8,
}

/// A unit with the variants that serve the direction.
#[derive(Clone, Copy, Debug)]
struct Entry {
    unit: u32,
    source: u32,
    target: u32,
}

/// Buffers of one search.
#[derive(Debug, Default)]
struct Scratch {
    sequence: Sequence,
    other: Sequence,
    query: IndexQuery,
    candidates: Candidates,
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
        let penalties = options
            .penalties
            .iter()
            .copied()
            .chain(std::iter::repeat(0));
        let shelves = memories.iter().zip(penalties);
        Matcher {
            shelves: shelves
                .map(|(memory, penalty)| Shelf::new(memory, &direction, penalty))
                .collect(),
            direction,
            spare: Mutex::default(),
        }
    }

    /// The languages it matches between.
    pub fn direction(&self) -> &Direction {
        &self.direction
    }

    /// How many units of memory `memory` can be found.
    pub fn units(&self, memory: usize) -> usize {
        self.shelves
            .get(memory)
            .map_or(0, |shelf| shelf.index.len())
    }

    /// The unit of a match that this matcher gave.
    pub fn unit(&self, found: &Match) -> &'m TranslationUnit {
        &self.shelves[found.memory].memory.units[found.unit]
    }

    /// The source side of a match that this matcher gave, tags that its memory writes as text told
    /// apart.
    pub fn source(&self, found: &Match) -> &InlineText {
        self.shelves[found.memory].content(found.unit, found.source)
    }

    /// The translation of a match that this matcher gave, tags that its memory writes as text told
    /// apart.
    pub fn target(&self, found: &Match) -> &InlineText {
        self.shelves[found.memory].content(found.unit, found.target)
    }

    /// What messages call the unit of a match: its id, or its number in the file, `#17`.
    pub fn unit_name(&self, found: &Match) -> String {
        let number = || format!("#{}", found.unit + 1);
        self.unit(found).id.clone().unwrap_or_else(number)
    }

    /// The name of the memory that a match of this matcher came from.
    pub fn memory_name(&self, found: &Match) -> &'m str {
        &self.shelves[found.memory].memory.name
    }

    /// The matches of `query` that reach the threshold, in the order of design section 3, step 6.
    ///
    /// From a threshold of 50 on by the index, below by a full scan; exact either way.
    pub fn matches(&self, query: &Query<'_>, options: &MatchOptions) -> Vec<Match> {
        let mut scratch = self.borrow_scratch();
        scratch.sequence.read(&query.text);
        let mut found = Vec::new();
        for number in 0..self.shelves.len() {
            self.search_shelf(number, query, options.threshold, &mut scratch, &mut found);
        }
        self.return_scratch(scratch);
        order::first(self, &query.text, found, options.limit)
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

    fn search_shelf(
        &self,
        number: usize,
        query: &Query<'_>,
        threshold: u8,
        scratch: &mut Scratch,
        found: &mut Vec<Match>,
    ) {
        let shelf = &self.shelves[number];
        scratch.query.read(&scratch.sequence, &shelf.index);
        shelf.find_candidates(&query.text, threshold, scratch);
        if scratch.candidates.units.is_empty() {
            return;
        }
        let words = shelf.index.vocabulary().len();
        scratch.pattern.load(scratch.query.tokens(), words);
        for at in 0..scratch.candidates.units.len() {
            let unit = scratch.candidates.units[at];
            if let Some(similarity) = shelf.similarity(unit, query, threshold, scratch) {
                let judged = self.judge(number, unit, query, similarity);
                found.extend((judged.score >= threshold).then_some(judged));
            }
        }
    }

    /// The match that unit `unit` of the index of memory `number` is.
    fn judge(&self, number: usize, unit: u32, query: &Query<'_>, similarity: Similarity) -> Match {
        let shelf = &self.shelves[number];
        let Entry {
            unit,
            source,
            target,
        } = shelf.entry(unit);
        let (unit, source, target) = (unit as usize, source as usize, target as usize);
        let content = &shelf.memory.units[unit];
        let variants = (source, target);
        let own = penalty::of_unit(content, variants, &self.direction, shelf.penalty);
        let (score, own) = take(similarity.score(), own);
        let kind = if !similarity.equal_text {
            MatchKind::Fuzzy
        } else if similarity.is_equal() && context::is_same_place(query, content, source) {
            MatchKind::Context
        } else {
            MatchKind::Exact
        };
        Match {
            kind,
            score,
            similarity,
            penalties: [similarity.penalties(), own].concat(),
            memory: number,
            unit,
            source,
            target,
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

impl<'m> Shelf<'m> {
    fn new(memory: &'m Memory, direction: &Direction, penalty: u8) -> Shelf<'m> {
        let serving = memory
            .units
            .iter()
            .enumerate()
            .filter_map(|(number, unit)| {
                let (source, target) = direction.variants(unit)?;
                let translated = !unit.variants[target].content.text.trim().is_empty();
                translated.then_some(Entry {
                    unit: number as u32,
                    source: source as u32,
                    target: target as u32,
                })
            });
        let mut shelf = Shelf {
            memory,
            index: Index::default(),
            entries: serving.collect(),
            told_apart: HashMap::new(),
            penalty,
        };
        if memory.writes_tags_as_text() {
            shelf.tell_tags_apart();
        }
        let texts = shelf.entries.iter().map(|entry| shelf.text(*entry));
        shelf.index = Index::build((0..).zip(texts));
        shelf
    }

    fn tell_tags_apart(&mut self) {
        for entry in &self.entries {
            for variant in [entry.source, entry.target] {
                let (unit, variant) = (entry.unit as usize, variant as usize);
                let content = &self.memory.units[unit].variants[variant].content;
                if let Cow::Owned(content) = told_apart(content) {
                    self.told_apart.insert((unit, variant), content);
                }
            }
        }
    }

    fn content(&self, unit: usize, variant: usize) -> &InlineText {
        let apart = self.told_apart.get(&(unit, variant));
        apart.unwrap_or(&self.memory.units[unit].variants[variant].content)
    }

    fn source(&self, entry: Entry) -> &InlineText {
        self.content(entry.unit as usize, entry.source as usize)
    }

    /// The comparison text of an entry.
    fn text(&self, entry: Entry) -> Cow<'_, str> {
        comparison_text(&self.source(entry).text)
    }

    fn entry(&self, unit: u32) -> Entry {
        self.entries[self.index.ordinal(unit) as usize]
    }

    /// Puts into `scratch.candidates` every unit whose *S* can reach `threshold`.
    fn find_candidates(&self, text: &str, threshold: u8, scratch: &mut Scratch) {
        let candidates = &mut scratch.candidates;
        candidates.units.clear();
        if threshold >= 100 {
            candidates.units.extend(self.index.equal_texts(text));
        } else if threshold >= LOWEST_THRESHOLD {
            self.index.candidates(&scratch.query, threshold, candidates);
        } else {
            let length = scratch.sequence.len();
            candidates
                .units
                .extend(self.index.window(length, threshold));
        }
    }

    /// How near unit `unit` of the index is to `query`, if *S* reaches `threshold`.
    fn similarity(
        &self,
        unit: u32,
        query: &Query<'_>,
        threshold: u8,
        scratch: &mut Scratch,
    ) -> Option<Similarity> {
        let tokens = self.index.tokens(unit);
        let longer = tokens.len().max(scratch.query.tokens().len());
        let most = most_edits(threshold, longer);
        let edits = scratch.pattern.distance(tokens, most)?;
        let entry = self.entry(unit);
        let similarity = Similarity {
            edits,
            longer,
            equal_text: edits == 0 && self.text(entry) == query.text,
            numbers: self.numbers_differing(unit, scratch),
            tags: query
                .tags
                .map_or(0, |tags| tags.difference(&self.tags(entry))),
        };
        (similarity.score() >= threshold).then_some(similarity)
    }

    fn tags(&self, entry: Entry) -> TagCounts {
        TagCounts::of(self.source(entry))
    }

    fn numbers_differing(&self, unit: u32, scratch: &mut Scratch) -> usize {
        let number = self.index.vocabulary().number();
        let has_number = |tokens: &[u32]| number != UNKNOWN && tokens.contains(&number);
        let in_unit = has_number(self.index.tokens(unit));
        let mut asked: Vec<&str> = scratch.sequence.numbers().collect();
        if !in_unit {
            return asked.len();
        }
        scratch.other.read(&self.text(self.entry(unit)));
        let mut offered: Vec<&str> = scratch.other.numbers().collect();
        multiset_difference(&mut asked, &mut offered)
    }
}
