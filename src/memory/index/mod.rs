//! The index of the texts of a memory in one language: finds every one that can reach a score, and few
//! others.
//!
//! Nearest sentences are usually found by something approximate, a ranking of shared words, and
//! some are lost. This index is exact: [`Index::candidates`] gives every unit whose *F* (design
//! section 3: `⌊100·(M−D)/M⌋` over comparison sequences) can be at least a threshold of 50 or more,
//! and the bounds that leave the others out are theorems, not guesses. They all follow from one
//! thing: of two sequences of lengths `m` and `n`, the longer `M`, with `F ≥ t`, at least `⌈t·M/100⌉`
//! elements are *matched*, equal and in the same order.
//!
//! - **Length**: so many cannot match unless `⌈t·m/100⌉ ≤ n ≤ ⌊100·m/t⌋`.
//! - **Prefix**: let both sides be sorted by one order, rarest word first. Before the rarest matched
//!   word stand unmatched ones only, at most `m − ⌈t·m/100⌉` in the query and `n − ⌈t·n/100⌉` in the
//!   unit. So it is among the first `m − ⌈t·m/100⌉ + 1` of the query and the first
//!   `n − ⌈50·n/100⌉ + 1` of the unit: only those words of a unit are indexed, only those of a query
//!   looked up. The lists of common words all but vanish.
//! - **Position**: a match of word `i` of the query with word `j` of the unit costs at least
//!   `|i−j| + |(m−i)−(n−j)|` edits.
//! - **Signature**: words fall into 64 buckets; a bucket that only one side fills holds a word that
//!   must be edited away.
//!
//! Everything is flat arrays of bytes in a [`Region`], in memory or in a mapped file, and searched by
//! the same code. The texts are renumbered by (length, order) as *entries*, so that a window of lengths
//! is one range of entries and of every list; a posting carries position and signature, so that turning
//! an entry away touches no other memory. An entry is one text of one unit: all variants in a language
//! are indexed once, and which of them serves a direction is asked of the few units that are found.
//!
//! Below 50 there is no index: [`Index::window`] gives all entries of fitting length. What is not done
//! here is the distance itself and all that makes a score of it: that is `matching`.

mod build;
mod region;
mod search;
mod vocabulary;

pub use build::IndexDraft;
pub(in crate::memory) use region::{Array, Arrays, BLOCK};
pub use region::{Damage, Region};
pub use search::{Candidates, IndexQuery};
pub use vocabulary::UNKNOWN;
pub(in crate::memory) use vocabulary::VocabularyArrays;

use crate::token::normal::Element;
use std::ops::Range;
use std::sync::Arc;

/// Lowest threshold that the index serves: below, half of two segments may differ, and one pair in
/// two shares a common word; a full scan is then no slower.
pub const LOWEST_THRESHOLD: u8 = 50;

/// Elements that must match in a sequence of `length` for a score of `threshold`:
/// `⌈threshold·length/100⌉`.
pub fn least_matched(threshold: u8, length: usize) -> usize {
    (usize::from(threshold) * length).div_ceil(100)
}

/// Edits that a pair whose longer side has `longer` elements may have for a score of `threshold`.
pub fn most_edits(threshold: u8, longer: usize) -> usize {
    usize::from(100 - threshold.min(100)) * longer / 100
}

/// Which text an entry of an index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// The unit, counted from 0.
    pub unit: u32,
    /// The variant of that unit, counted from 0.
    pub variant: u16,
}

/// Bytes of a posting.
const POSTING: usize = 13;

/// A word in a text, as its list has it: all that is needed to turn the text away stands together.
#[derive(Clone, Copy, Debug)]
struct Posting {
    /// The entry.
    entry: u32,
    /// The signature of the text.
    signature: u64,
    /// Where in the text the word stands, or 255 if further.
    position: u8,
}

impl Posting {
    fn to_bytes(self) -> [u8; POSTING] {
        let mut bytes = [0; POSTING];
        bytes[..4].copy_from_slice(&self.entry.to_le_bytes());
        bytes[4..12].copy_from_slice(&self.signature.to_le_bytes());
        bytes[12] = self.position;
        bytes
    }

    #[inline]
    fn of_bytes(bytes: &[u8; POSTING]) -> Posting {
        let [a, b, c, d, signature @ .., position] = *bytes;
        Posting {
            entry: u32::from_le_bytes([a, b, c, d]),
            signature: u64::from_le_bytes(signature),
            position,
        }
    }
}

/// Bytes of a token: of four one would be zero in any memory, and they are a third of the index.
const TOKEN: usize = 3;

/// Where the arrays of an index stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::memory) struct IndexArrays {
    pub(in crate::memory) vocabulary: VocabularyArrays,
    /// The unit of each entry.
    pub(in crate::memory) units: Array<4>,
    /// The variant of each entry.
    pub(in crate::memory) variants: Array<2>,
    /// Each length that entries have, rising, with the first entry of it.
    pub(in crate::memory) lengths: Array<8>,
    /// The tokens of all entries, as ids, numbers as they are written.
    pub(in crate::memory) tokens: Array<TOKEN>,
    /// Where the list of each word begins in the postings, and the end.
    pub(in crate::memory) lists: Array<4>,
    /// Postings, by rising entry within a list; see [`Posting`].
    pub(in crate::memory) postings: Array<POSTING>,
}

/// An exact index over comparison texts; see [the module](self).
#[derive(Debug)]
pub struct Index {
    region: Arc<Region>,
    arrays: IndexArrays,
    classes: Vec<LengthClass>,
    words: u32,
    number: u32,
}

/// The entries of one length.
#[derive(Clone, Copy, Debug)]
struct LengthClass {
    length: u32,
    /// The first entry.
    first: u32,
    /// Where its tokens begin.
    token: usize,
}

impl Index {
    /// The index whose arrays stand in `region`.
    ///
    /// # Errors
    /// When its table of lengths or its words are damaged; the rest is looked at when it is needed.
    pub(in crate::memory) fn open(
        region: Arc<Region>,
        arrays: IndexArrays,
    ) -> Result<Index, Damage> {
        let mut classes: Vec<LengthClass> = Vec::new();
        for item in region.items(arrays.lengths, 0..arrays.lengths.len())? {
            let item = u64::from_le_bytes(*item);
            let (length, first) = (item as u32, (item >> 32) as u32);
            let token = match classes.last() {
                Some(last) => {
                    let entries = first.saturating_sub(last.first) as usize;
                    last.token
                        .saturating_add(entries.saturating_mul(last.length as usize))
                }
                None => 0,
            };
            classes.push(LengthClass {
                length,
                first,
                token,
            });
        }
        let number = arrays.vocabulary.number(&region)?;
        Ok(Index {
            region,
            arrays,
            classes,
            words: u32::try_from(arrays.lists.len().saturating_sub(1)).unwrap_or(UNKNOWN),
            number,
        })
    }

    /// How many entries it holds.
    pub fn len(&self) -> usize {
        self.arrays.units.len()
    }

    /// Whether it holds no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many different words it knows, the class of all numbers being one; their ids are below
    /// that.
    pub fn words(&self) -> usize {
        self.words as usize
    }

    /// The id of `element`, or [`UNKNOWN`]; that of a number is the one it has as it is written.
    fn id(&self, element: Element<'_>) -> Result<u32, Damage> {
        self.arrays.vocabulary.id(element, &self.region)
    }

    /// `id`, or that of the class of all numbers if it is a number's own.
    #[inline]
    fn class(&self, id: u32) -> u32 {
        if id < self.words { id } else { self.number }
    }

    /// Which text entry `entry` is.
    pub fn text(&self, entry: u32) -> Result<Text, Damage> {
        let entry = entry as usize;
        let unit = self.region.number(self.arrays.units, entry)?;
        let variant = self.region.items(self.arrays.variants, entry..entry + 1)?;
        Ok(Text {
            unit,
            variant: variant
                .first()
                .map_or(0, |variant| u16::from_le_bytes(*variant)),
        })
    }

    /// Replaces what `tokens` holds by the tokens of entry `entry`, all numbers being one.
    ///
    /// # Errors
    /// When they are damaged.
    pub fn read_tokens(&self, entry: u32, tokens: &mut Vec<u32>) -> Result<(), Damage> {
        self.read_tokens_and_numbers(entry, tokens, &mut Vec::new())
    }

    /// The same; and what `numbers` holds by its numbers as they are written, in order.
    ///
    /// # Errors
    /// When they are damaged.
    pub fn read_tokens_and_numbers(
        &self,
        entry: u32,
        tokens: &mut Vec<u32>,
        numbers: &mut Vec<u32>,
    ) -> Result<(), Damage> {
        tokens.clear();
        numbers.clear();
        let begun = self.classes.partition_point(|class| class.first <= entry);
        let Some(class) = begun.checked_sub(1).map(|at| self.classes[at]) else {
            return Ok(());
        };
        let before = ((entry - class.first) as usize).saturating_mul(class.length as usize);
        let start = class.token.saturating_add(before);
        let span = start..start.saturating_add(class.length as usize);
        let ids = self.region.items(self.arrays.tokens, span)?;
        tokens.extend(ids.iter().map(|&[a, b, c]| {
            let id = u32::from_le_bytes([a, b, c, 0]);
            if id >= self.words {
                numbers.push(id);
            }
            self.class(id)
        }));
        Ok(())
    }

    /// Where the list of word `id` stands in the postings.
    fn list(&self, id: u32) -> Result<Range<usize>, Damage> {
        let id = id as usize;
        let start = self.region.number(self.arrays.lists, id)? as usize;
        let end = self.region.number(self.arrays.lists, id + 1)? as usize;
        Ok(start..end)
    }
}
