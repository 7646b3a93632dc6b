//! Searching the index: from the rarest words of a query to the texts that may be near it.

use super::build::{FAR, signature};
use super::{Damage, Index, LOWEST_THRESHOLD, LengthClass, UNKNOWN, least_matched, most_edits};
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
    ///
    /// # Errors
    /// When the words of the index are damaged.
    pub fn read(&mut self, sequence: &Sequence, index: &Index) -> Result<(), Damage> {
        self.tokens.clear();
        for element in sequence.iter() {
            self.tokens.push(index.id(element)?);
        }
        self.sorted.clear();
        let known = (0..).zip(&self.tokens).filter(|(_, id)| **id != UNKNOWN);
        self.sorted
            .extend(known.map(|(position, &id)| (id, position)));
        self.sorted.sort_unstable();
        self.unknown = self.tokens.len() - self.sorted.len();
        self.signature = signature(&self.tokens);
        Ok(())
    }

    /// Its tokens in order, [`UNKNOWN`] where the memory does not hold the word.
    pub fn tokens(&self) -> &[u32] {
        &self.tokens
    }
}

/// What a search found, and what it cost.
#[derive(Debug, Default)]
pub struct Candidates {
    /// The entries, rising, each once.
    pub entries: Vec<u32>,
    /// Postings that were read.
    pub postings: usize,
}

impl Index {
    /// Puts into `found` every entry whose *F* against `query` can be `threshold` or more.
    ///
    /// `threshold` is [`LOWEST_THRESHOLD`] to 100; a lower one is served by [`Index::window`].
    ///
    /// # Errors
    /// When what had to be read is damaged.
    pub fn candidates(
        &self,
        query: &IndexQuery,
        threshold: u8,
        found: &mut Candidates,
    ) -> Result<(), Damage> {
        debug_assert!(threshold >= LOWEST_THRESHOLD);
        found.entries.clear();
        found.postings = 0;
        let length = query.tokens.len();
        let looked_up = length - least_matched(threshold, length) + 1;
        if length == 0 || query.unknown >= looked_up {
            return Ok(());
        }
        let window = self.window(length, threshold);
        let prefix_end = (looked_up - query.unknown).min(query.sorted.len());
        let last = query.sorted[prefix_end - 1].0;
        let lists = query.sorted.chunk_by(|a, b| a.0 == b.0);
        for places in lists.take_while(|places| places[0].0 <= last) {
            self.read_list(query, places, threshold, &window, found)?;
        }
        found.entries.sort_unstable();
        found.entries.dedup();
        Ok(())
    }

    /// Reads the list of one word, which stands in the query at `places`.
    fn read_list(
        &self,
        query: &IndexQuery,
        places: &[(u32, usize)],
        threshold: u8,
        window: &Range<u32>,
        found: &mut Candidates,
    ) -> Result<(), Damage> {
        let list = self.list(places[0].0)?;
        let entries = self
            .region
            .items(self.arrays.posting_entries, list.clone())?;
        let before = |end: u32| move |entry: &[u8; 4]| u32::from_le_bytes(*entry) < end;
        let skipped = entries.partition_point(before(window.start));
        let entries = &entries[skipped..];
        let entries = &entries[..entries.partition_point(before(window.end))];
        let start = list.start + skipped;
        let span = start..start + entries.len();
        let positions = self
            .region
            .items(self.arrays.posting_positions, span.clone())?;
        let signatures = self.region.items(self.arrays.posting_signatures, span)?;
        found.postings += entries.len();
        let mut lengths = LengthsOf::new(self, window.start);
        for ((entry, position), signature) in entries.iter().zip(positions).zip(signatures) {
            let entry = u32::from_le_bytes(*entry);
            let length = lengths.of(entry);
            let most = most_edits(threshold, length.max(query.tokens.len()));
            if query.signature_edits(u64::from_le_bytes(*signature)) <= most
                && query.position_edits(places, position[0], length) <= most
            {
                found.entries.push(entry);
            }
        }
        Ok(())
    }

    /// The entries of a length that can reach `threshold` against `length` tokens; all for 0.
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

    /// The first entry of at least `length` tokens.
    fn first_of_length(&self, length: usize) -> u32 {
        let at = self
            .classes
            .partition_point(|class| (class.length as usize) < length);
        self.classes
            .get(at)
            .map_or(self.len() as u32, |class| class.first)
    }
}

impl IndexQuery {
    /// Edits that an entry of this signature costs at least.
    fn signature_edits(&self, signature: u64) -> usize {
        let missing = (self.signature & !signature).count_ones() as usize + self.unknown;
        let foreign = (signature & !self.signature).count_ones() as usize;
        missing.max(foreign)
    }

    /// Edits that matching any of `places` with `position` of an entry of `length` costs at least.
    fn position_edits(&self, places: &[(u32, usize)], position: u8, length: usize) -> usize {
        if position == FAR {
            return 0;
        }
        let before = usize::from(position);
        let after = length.saturating_sub(before);
        let edits = |&(_, place): &(u32, usize)| {
            before.abs_diff(place) + after.abs_diff(self.tokens.len() - place)
        };
        places.iter().map(edits).min().unwrap_or(0)
    }
}

/// Lengths of rising entries: a list walks through them, so the length rarely changes.
struct LengthsOf<'i> {
    classes: &'i [LengthClass],
    length: usize,
}

impl<'i> LengthsOf<'i> {
    /// Lengths of entries from `first` on.
    fn new(index: &'i Index, first: u32) -> LengthsOf<'i> {
        let begun = index.classes.partition_point(|class| class.first < first);
        LengthsOf {
            classes: &index.classes[begun..],
            length: 0,
        }
    }

    fn of(&mut self, entry: u32) -> usize {
        while let Some((class, rest)) = self.classes.split_first()
            && class.first <= entry
        {
            self.length = class.length as usize;
            self.classes = rest;
        }
        self.length
    }
}
