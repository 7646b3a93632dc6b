//! Searching the index: from the rarest words of a query to the units that may be near it.

use super::build::{FAR, Index, signature, text_hash};
use super::{LOWEST_THRESHOLD, UNKNOWN, least_matched, most_edits};
use crate::token::normal::Sequence;
use std::ops::Range;

/// A query in the ids of one index; its buffers are kept from query to query.
#[derive(Debug, Default)]
pub struct IndexQuery {
    tokens: Vec<u32>,
    /// Its known words with their positions, rarest first.
    sorted: Vec<(u32, usize)>,
    unknown: usize,
    signature: u64,
}

impl IndexQuery {
    /// Replaces what the query holds by `sequence`, in the ids of `index`.
    pub fn read(&mut self, sequence: &Sequence, index: &Index) {
        self.tokens.clear();
        let ids = sequence.iter().map(|element| index.vocabulary.id(element));
        self.tokens.extend(ids);
        self.sorted.clear();
        let known = (0..).zip(&self.tokens).filter(|(_, id)| **id != UNKNOWN);
        self.sorted
            .extend(known.map(|(position, &id)| (id, position)));
        self.sorted.sort_unstable();
        self.unknown = self.tokens.len() - self.sorted.len();
        self.signature = signature(&self.tokens);
    }

    /// Its tokens in order, [`UNKNOWN`] where the memory does not hold the word.
    pub fn tokens(&self) -> &[u32] {
        &self.tokens
    }
}

/// What a search found, and what it cost.
#[derive(Debug, Default)]
pub struct Candidates {
    /// The units, rising, each once.
    pub units: Vec<u32>,
    /// Postings that were read.
    pub postings: usize,
}

impl Index {
    /// Puts into `found` every unit whose *F* against `query` can be `threshold` or more.
    ///
    /// `threshold` is [`LOWEST_THRESHOLD`] to 100; a lower one is served by [`Index::window`].
    pub fn candidates(&self, query: &IndexQuery, threshold: u8, found: &mut Candidates) {
        debug_assert!(threshold >= LOWEST_THRESHOLD);
        found.units.clear();
        found.postings = 0;
        let length = query.tokens.len();
        let looked_up = length - least_matched(threshold, length) + 1;
        if length == 0 || query.unknown >= looked_up {
            return;
        }
        let window = self.window(length, threshold);
        let prefix_end = (looked_up - query.unknown).min(query.sorted.len());
        let last = query.sorted[prefix_end - 1].0;
        let lists = query.sorted.chunk_by(|a, b| a.0 == b.0);
        for places in lists.take_while(|places| places[0].0 <= last) {
            self.read_list(query, places, threshold, &window, found);
        }
        found.units.sort_unstable();
        found.units.dedup();
    }

    /// Reads the list of one word, which stands in the query at `places`.
    fn read_list(
        &self,
        query: &IndexQuery,
        places: &[(u32, usize)],
        threshold: u8,
        window: &Range<u32>,
        found: &mut Candidates,
    ) {
        let word = places[0].0 as usize;
        let list = self.list_starts[word] as usize..self.list_starts[word + 1] as usize;
        let units = &self.posting_units[list.clone()];
        let start = units.partition_point(|&unit| unit < window.start);
        let end = start + units[start..].partition_point(|&unit| unit < window.end);
        found.postings += end - start;
        let mut lengths = LengthsOf::new(self, window.start);
        for at in start..end {
            let posting = list.start + at;
            let unit_length = lengths.of(units[at]);
            let longer = unit_length.max(query.tokens.len());
            let most = most_edits(threshold, longer);
            if query.signature_edits(self.posting_signatures[posting]) <= most
                && query.position_edits(places, self.posting_positions[posting], unit_length)
                    <= most
            {
                found.units.push(units[at]);
            }
        }
    }

    /// The units of a length that can reach `threshold` against `length` tokens; all for 0.
    pub fn window(&self, length: usize, threshold: u8) -> Range<u32> {
        if length == 0 {
            return 0..0;
        }
        let shortest = least_matched(threshold, length);
        let longest = match threshold {
            0 => usize::MAX,
            _ => length.saturating_mul(100) / usize::from(threshold),
        };
        self.first_of_length(shortest)..self.first_of_length(longest.saturating_add(1))
    }

    /// The first unit of at least `length` tokens.
    fn first_of_length(&self, length: usize) -> u32 {
        let at = self
            .lengths
            .partition_point(|&(other, _)| (other as usize) < length);
        self.lengths
            .get(at)
            .map_or(self.len() as u32, |&(_, first)| first)
    }

    /// The units whose text has the hash of `text`: those that are equal, and rarely others.
    pub fn equal_texts(&self, text: &str) -> impl Iterator<Item = u32> + '_ {
        let hash = text_hash(text);
        let start = self.texts.partition_point(|&(other, _)| other < hash);
        let same = self.texts[start..].iter();
        same.take_while(move |&&(other, _)| other == hash)
            .map(|&(_, unit)| unit)
    }
}

impl IndexQuery {
    /// Edits that a unit of this signature costs at least.
    fn signature_edits(&self, signature: u64) -> usize {
        let missing = (self.signature & !signature).count_ones() as usize + self.unknown;
        let foreign = (signature & !self.signature).count_ones() as usize;
        missing.max(foreign)
    }

    /// Edits that matching any of `places` with `position` of a unit of `length` costs at least.
    fn position_edits(&self, places: &[(u32, usize)], position: u8, length: usize) -> usize {
        if position == FAR {
            return 0;
        }
        let before = usize::from(position);
        let after = length - before;
        let edits = |&(_, place): &(u32, usize)| {
            before.abs_diff(place) + after.abs_diff(self.tokens.len() - place)
        };
        places.iter().map(edits).min().unwrap_or(0)
    }
}

/// Lengths of rising units: a list walks through them, so the length rarely changes.
struct LengthsOf<'i> {
    lengths: &'i [(u32, u32)],
    length: usize,
}

impl<'i> LengthsOf<'i> {
    /// Lengths of units from `first` on.
    fn new(index: &'i Index, first: u32) -> LengthsOf<'i> {
        let begun = index.lengths.partition_point(|&(_, start)| start < first);
        LengthsOf {
            lengths: &index.lengths[begun..],
            length: 0,
        }
    }

    fn of(&mut self, unit: u32) -> usize {
        while let Some((&(length, start), rest)) = self.lengths.split_first()
            && start <= unit
        {
            self.length = length as usize;
            self.lengths = rest;
        }
        self.length
    }
}
