//! Building the index: two passes over the texts, then flat arrays.
//!
//! The first pass gives words numbers as they come and counts them; ranks by frequency replace these
//! numbers, the units are renumbered by length, and one counting pass sizes every posting list before
//! one that fills them. Texts of one memory in, in the order of its units; the same memory gives the
//! same arrays.

use super::vocabulary::{Census, Vocabulary};
use super::{LOWEST_THRESHOLD, least_matched};
use crate::token::normal::Sequence;

/// A position too far from the start for its byte: it says nothing.
pub(super) const FAR: u8 = u8::MAX;

/// An exact index over the comparison texts of one direction; see [the module](super).
#[derive(Debug, Default)]
pub struct Index {
    pub(super) vocabulary: Vocabulary,
    /// For each unit, by (length, order): its ordinal as given.
    pub(super) ordinals: Vec<u32>,
    /// Each length that units have, rising, with the first unit of it.
    pub(super) lengths: Vec<(u32, u32)>,
    /// Where the tokens of each unit begin in `tokens`, and the end.
    pub(super) token_starts: Vec<u64>,
    /// The tokens of all units, as ids.
    pub(super) tokens: Vec<u32>,
    /// Where the list of each word begins in the postings, and the end.
    pub(super) list_starts: Vec<u64>,
    /// Postings: the unit, rising within a list.
    pub(super) posting_units: Vec<u32>,
    /// Postings: where in the unit the word stands, or [`FAR`].
    pub(super) posting_positions: Vec<u8>,
    /// Postings: the signature of the unit.
    pub(super) posting_signatures: Vec<u64>,
    /// Hashes of the comparison texts with their units, sorted.
    pub(super) texts: Vec<(u64, u32)>,
}

impl Index {
    /// The index over `texts`: comparison texts, each with an ordinal of the caller's.
    ///
    /// Texts without a visible character are left out: nothing matches them.
    /// Time O(N log N), N the tokens in all; about 115 bytes a unit of eight words.
    pub fn build<T: AsRef<str>>(texts: impl IntoIterator<Item = (u32, T)>) -> Index {
        let mut draft = Draft::default();
        for (ordinal, text) in texts {
            draft.push(ordinal, text.as_ref());
        }
        draft.finish()
    }

    /// How many units it holds.
    pub fn len(&self) -> usize {
        self.ordinals.len()
    }

    /// Whether it holds no unit.
    pub fn is_empty(&self) -> bool {
        self.ordinals.is_empty()
    }

    /// Its words.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The ordinal under which unit `unit` was given.
    pub fn ordinal(&self, unit: u32) -> u32 {
        self.ordinals[unit as usize]
    }

    /// The tokens of unit `unit`.
    pub fn tokens(&self, unit: u32) -> &[u32] {
        let unit = unit as usize;
        &self.tokens[self.token_starts[unit] as usize..self.token_starts[unit + 1] as usize]
    }
}

/// The units as they come.
#[derive(Default)]
struct Draft {
    census: Census,
    sequence: Sequence,
    tokens: Vec<u32>,
    units: Vec<DraftUnit>,
}

struct DraftUnit {
    ordinal: u32,
    start: usize,
    length: usize,
    hash: u64,
}

impl Draft {
    fn push(&mut self, ordinal: u32, text: &str) {
        self.sequence.read(text);
        if self.sequence.is_empty() {
            return;
        }
        let start = self.tokens.len();
        for element in self.sequence.iter() {
            self.tokens.push(self.census.count(element));
        }
        self.units.push(DraftUnit {
            ordinal,
            start,
            length: self.sequence.len(),
            hash: text_hash(text),
        });
    }

    fn finish(self) -> Index {
        let Draft {
            census,
            tokens,
            mut units,
            ..
        } = self;
        units.sort_by_key(|unit| unit.length);
        let (vocabulary, ranks) = census.rank();
        let mut index = Index {
            vocabulary,
            tokens: Vec::with_capacity(tokens.len()),
            token_starts: vec![0],
            ..Index::default()
        };
        for (number, unit) in units.iter().enumerate() {
            let written = &tokens[unit.start..unit.start + unit.length];
            let ranked = written.iter().map(|&id| ranks[id as usize]);
            index.tokens.extend(ranked);
            index.token_starts.push(index.tokens.len() as u64);
            index.ordinals.push(unit.ordinal);
            index.texts.push((unit.hash, number as u32));
            if index
                .lengths
                .last()
                .is_none_or(|&(length, _)| length != unit.length as u32)
            {
                index.lengths.push((unit.length as u32, number as u32));
            }
        }
        index.texts.sort_unstable();
        index.fill_postings();
        index
    }
}

impl Index {
    fn fill_postings(&mut self) {
        let mut counts = vec![0u64; self.vocabulary.len() + 1];
        self.each_indexed(|_, _, id, _| counts[id as usize + 1] += 1);
        for word in 1..counts.len() {
            counts[word] += counts[word - 1];
        }
        let total = counts.last().copied().unwrap_or(0) as usize;
        let mut next = counts.clone();
        let mut units = vec![0; total];
        let mut positions = vec![0; total];
        let mut signatures = vec![0; total];
        self.each_indexed(|unit, signature, id, position| {
            let at = next[id as usize] as usize;
            next[id as usize] += 1;
            units[at] = unit;
            positions[at] = u8::try_from(position).unwrap_or(FAR);
            signatures[at] = signature;
        });
        self.list_starts = counts;
        self.posting_units = units;
        self.posting_positions = positions;
        self.posting_signatures = signatures;
    }

    /// Calls `each` with unit, signature, word and position of all that is indexed: every
    /// occurrence of a word that is among the rarest of its unit (see [the module](super)).
    fn each_indexed(&self, mut each: impl FnMut(u32, u64, u32, usize)) {
        let mut sorted = Vec::new();
        for unit in 0..self.len() as u32 {
            let tokens = self.tokens(unit);
            sorted.clear();
            sorted.extend_from_slice(tokens);
            sorted.sort_unstable();
            let unmatched = tokens.len() - least_matched(LOWEST_THRESHOLD, tokens.len());
            let commonest = sorted[unmatched];
            let signature = signature(tokens);
            for (position, &id) in tokens.iter().enumerate() {
                if id <= commonest {
                    each(unit, signature, id, position);
                }
            }
        }
    }
}

/// The buckets that `tokens` fill; unknown words fill none.
pub(super) fn signature(tokens: &[u32]) -> u64 {
    let known = tokens.iter().filter(|&&id| id != super::UNKNOWN);
    known.fold(0, |signature, &id| signature | 1 << bucket(id))
}

/// Which of the 64 buckets a word falls into: the high bits of a multiplication spread neighbouring
/// ranks, which often stand together, over all of them (Knuth's multiplicative hash).
fn bucket(id: u32) -> u32 {
    id.wrapping_mul(0x9E37_79B1) >> (u32::BITS - u64::BITS.ilog2())
}

/// A hash of a text that is the same on every machine (FNV-1a, 64 bits).
pub(super) fn text_hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(texts: &[&str]) -> Index {
        Index::build((0..).zip(texts))
    }

    #[test]
    fn units_are_numbered_by_length_then_order() {
        let index = index(&["un deux trois", "seul", "", "un deux", "autre"]);
        let ordinals: Vec<u32> = (0..index.len() as u32)
            .map(|unit| index.ordinal(unit))
            .collect();
        assert_eq!(ordinals, [1, 4, 3, 0]);
        assert_eq!(index.tokens(3).len(), 3);
    }

    #[test]
    fn common_words_are_not_indexed_where_rarer_ones_suffice() {
        let index = index(&["le le le module", "le le le moteur", "le"]);
        let le = index.vocabulary.len() - 1;
        let list = |word: usize| index.list_starts[word + 1] - index.list_starts[word];
        // Of four words the rarest three are indexed, and with one «le» every «le».
        assert_eq!(list(le), 7);
        let index = super::Index::build([(0, "b c d a"), (1, "b c a"), (2, "c a"), (3, "a")]);
        assert_eq!(
            list_of(&index, "a"),
            2,
            "«a» is indexed only where it is needed"
        );
    }

    fn list_of(index: &Index, word: &str) -> u64 {
        let id = index
            .vocabulary
            .id(crate::token::normal::Element::Word(word)) as usize;
        index.list_starts[id + 1] - index.list_starts[id]
    }

    #[test]
    fn an_empty_memory_makes_an_empty_index() {
        assert!(index(&[]).is_empty());
        assert!(index(&["", " "]).is_empty());
    }
}
