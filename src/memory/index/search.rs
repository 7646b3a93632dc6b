//! Searching the index: from the rarest words of a query to the texts that may be near it.

use super::build::{FAR, signature};
use super::{
    Damage, Index, LOWEST_THRESHOLD, LengthClass, Posting, UNKNOWN, least_matched, most_edits,
};
use crate::token::normal::{Element, Sequence};
use std::ops::Range;

/// A query in the ids of one index; its buffers are kept from query to query.
#[derive(Debug, Default)]
pub struct IndexQuery {
    tokens: Vec<u32>,
    /// Its numbers as they are written, [`UNKNOWN`] where the memory does not hold one.
    numbers: Vec<u32>,
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
        self.numbers.clear();
        for element in sequence.iter() {
            let id = index.id(element)?;
            self.tokens.push(match element {
                Element::Word(_) => id,
                Element::Number(_) => {
                    self.numbers.push(id);
                    index.number
                }
            });
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

    /// Its numbers as they are written, in order; [`UNKNOWN`] is equal to none of the memory.
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }
}

/// What a search found, and what it cost.
#[derive(Debug, Default)]
pub struct Candidates {
    /// The entries, each once.
    pub entries: Vec<u32>,
    /// Postings that were read.
    pub postings: usize,
    /// A bit for each entry of the index: whether it is one of `entries`. All are zero between
    /// searches.
    seen: Vec<u64>,
}

impl Candidates {
    /// Takes `entry` in, unless it was.
    #[inline]
    fn push(&mut self, entry: u32) {
        let (word, bit) = (entry as usize / 64, 1 << (entry % 64));
        if let Some(seen) = self.seen.get_mut(word)
            && *seen & bit == 0
        {
            *seen |= bit;
            self.entries.push(entry);
        }
    }

    /// Forgets which entries were seen; the list of them stays.
    fn forget(&mut self) {
        for &entry in &self.entries {
            self.seen[entry as usize / 64] = 0;
        }
    }
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
        let prefix_end = (looked_up - query.unknown).min(query.sorted.len());
        let last = query.sorted[prefix_end - 1].0;
        let mut lists = query.sorted.chunk_by(|a, b| a.0 == b.0);
        let words = self.len().div_ceil(64);
        if found.seen.len() < words {
            found.seen.resize(words, 0);
        }
        let read = lists
            .by_ref()
            .take_while(|places| places[0].0 <= last)
            .try_for_each(|places| self.read_list(query, places, threshold, found));
        found.forget();
        read
    }

    /// Reads the list of one word, which stands in the query at `places`.
    ///
    /// The pair that is looked for is the rarest matched word. Rarer ones of the query are unmatched, so
    /// at most as many can match as the query has words but those, and in a text that needs more, being
    /// longer, this word is not the pair.
    fn read_list(
        &self,
        query: &IndexQuery,
        places: &[(u32, usize)],
        threshold: u8,
        found: &mut Candidates,
    ) -> Result<(), Damage> {
        let length = query.tokens.len();
        let rarer = query.sorted.partition_point(|(id, _)| *id < places[0].0);
        let matched = length - query.unknown - rarer;
        let longest = longest(threshold, matched);
        let window = self.window_to(least_matched(threshold, length), longest);
        let list = self.list(places[0].0)?;
        let postings = self.region.items(self.arrays.postings, list)?;
        let skipped =
            postings.partition_point(|posting| Posting::of_bytes(posting).entry < window.start);
        let postings = &postings[skipped..];
        let Some(first) = postings.first() else {
            return Ok(());
        };
        let mut classes = self.classes_from(Posting::of_bytes(first).entry);
        let mut end = 0;
        let mut bounds = Bounds::default();
        for posting in postings {
            let posting = Posting::of_bytes(posting);
            if posting.entry >= window.end {
                break;
            }
            found.postings += 1;
            while posting.entry >= end
                && let Some((class, behind)) = classes.split_first()
            {
                classes = behind;
                end = behind.first().map_or(u32::MAX, |next| next.first);
                if posting.entry < end {
                    bounds = Bounds::new(query, places, threshold, class.length as usize);
                }
            }
            if bounds.admit(posting) {
                found.push(posting.entry);
            }
        }
        Ok(())
    }

    /// The classes from that of `entry` on.
    fn classes_from(&self, entry: u32) -> &[LengthClass] {
        let begun = self.classes.partition_point(|class| class.first <= entry);
        &self.classes[begun.saturating_sub(1)..]
    }

    /// The entries of a length that can reach `threshold` against `length` tokens; all for 0.
    pub fn window(&self, length: usize, threshold: u8) -> Range<u32> {
        if length == 0 {
            return 0..0;
        }
        self.window_to(least_matched(threshold, length), longest(threshold, length))
    }

    /// The entries of `shortest` to `longest` tokens.
    fn window_to(&self, shortest: usize, longest: usize) -> Range<u32> {
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

/// The length of the longest text that reaches `threshold` when `matched` words of it are.
fn longest(threshold: u8, matched: usize) -> usize {
    match threshold {
        0 => usize::MAX,
        _ => matched.saturating_mul(100) / usize::from(threshold),
    }
}

/// What a posting of a text of one length must fulfil in the list of one word.
#[derive(Default)]
struct Bounds {
    signature: u64,
    unknown: u32,
    most: u32,
    /// A bit for each position at which the word may stand; [`FAR`] says nothing.
    near: [u64; 4],
}

impl Bounds {
    fn new(query: &IndexQuery, places: &[(u32, usize)], threshold: u8, length: usize) -> Bounds {
        let most = most_edits(threshold, length.max(query.tokens.len()));
        let mut bounds = Bounds {
            signature: query.signature,
            unknown: u32::try_from(query.unknown).unwrap_or(u32::MAX),
            most: u32::try_from(most).unwrap_or(u32::MAX),
            near: [0; 4],
        };
        bounds.set(usize::from(FAR), usize::from(FAR));
        // Matching word `place` of the query with word `p` costs |p − place| + |p − place − surplus|
        // edits at least: as many as the lengths differ, and two for each further step aside.
        let query_length = query.tokens.len();
        let Some(slack) = most.checked_sub(length.abs_diff(query_length)) else {
            return bounds;
        };
        for &(_, place) in places {
            let other = (place + length).saturating_sub(query_length);
            let first = place.min(other).saturating_sub(slack / 2);
            let last = place.max(other).saturating_add(slack / 2);
            bounds.set(first, last.min(usize::from(FAR) - 1));
        }
        bounds
    }

    /// Sets the bits from `first` to `last`.
    fn set(&mut self, first: usize, last: usize) {
        for (word, bits) in self.near.iter_mut().enumerate() {
            let begin = first.saturating_sub(word * 64);
            let end = (last + 1).saturating_sub(word * 64).min(64);
            if begin < end {
                *bits |= u64::MAX >> (64 - (end - begin)) << begin;
            }
        }
    }

    /// Whether a posting may be the matched pair that is looked for.
    #[inline]
    fn admit(&self, posting: Posting) -> bool {
        let Posting {
            signature,
            position,
            ..
        } = posting;
        let near = self.near[usize::from(position / 64)] >> (position % 64) & 1 == 1;
        let missing = (self.signature & !signature).count_ones() + self.unknown;
        // Most postings fail here; what is foreign is only counted for the rest.
        near & (missing <= self.most) && (signature & !self.signature).count_ones() <= self.most
    }
}
