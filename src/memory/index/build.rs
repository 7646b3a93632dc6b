//! Building the index: two passes over the texts, then flat arrays.
//!
//! The first pass gives words numbers as they come and counts them; ranks by frequency replace these
//! numbers, the entries are renumbered by length, and one counting pass sizes every posting list before
//! one that fills them. Texts of one memory in, in the order of its units; the same memory gives the
//! same bytes.

use super::region::{Arrays, Region};
use super::vocabulary::{Census, Ids};
use super::{Index, IndexArrays, LOWEST_THRESHOLD, POSTING, Posting, TOKEN, Text, least_matched};
use crate::token::normal::Sequence;
use std::io::{self, Write};
use std::sync::Arc;

/// A position too far from the start for its byte: it says nothing.
pub(super) const FAR: u8 = u8::MAX;

/// Tokens of one index at most, and bytes of its words: places of both are numbers of 32 bits, and
/// every token may have a posting.
const MOST: usize = 1 << 31;

/// Different words and numbers of one index at most, so that an id fits into [`TOKEN`] bytes.
const MOST_WORDS: usize = 1 << (8 * TOKEN);

/// The texts of one index as they come.
#[derive(Debug, Default)]
pub struct IndexDraft {
    census: Census,
    /// The words of all texts, but for those that are in `waiting`.
    tokens: Vec<u32>,
    /// The sequences of the last texts, one behind the other, to be counted together.
    waiting: Sequence,
    texts: Vec<DraftText>,
}

/// Elements that are counted together.
const TOGETHER: usize = 4096;

#[derive(Clone, Copy, Debug)]
struct DraftText {
    text: Text,
    start: u32,
    length: u32,
}

impl IndexDraft {
    /// Adds a comparison text.
    ///
    /// A text without a visible character is left out: nothing matches it.
    pub fn push(&mut self, text: Text, comparison_text: &str) {
        let start = self.len() as u32;
        let length = self.waiting.append(comparison_text) as u32;
        if length > 0 {
            self.texts.push(DraftText {
                text,
                start,
                length,
            });
        }
        if self.waiting.len() >= TOGETHER {
            self.count();
        }
    }

    /// Counts what waits for it.
    fn count(&mut self) {
        self.census.count(&self.waiting, &mut self.tokens);
        self.waiting.clear();
    }

    /// How many tokens the texts have.
    fn len(&self) -> usize {
        self.tokens.len() + self.waiting.len()
    }

    /// Whether a text of `bytes` more may not fit.
    pub fn is_full(&self, bytes: usize) -> bool {
        self.len() + bytes > MOST
            || self.census.bytes() + self.waiting.bytes() + 2 * bytes > MOST
            || self.census.words() + self.waiting.len() + bytes > MOST_WORDS
    }

    /// The index, in memory.
    pub fn finish(self) -> Index {
        let mut out = Arrays::new(Vec::new(), 0);
        let written = self.write(&mut out);
        let arrays = written.expect("a vector takes what is written");
        let region = Arc::new(Region::held(out.into_inner().0));
        Index::open(region, arrays).expect("bytes that nobody else had are as they were written")
    }

    /// Writes the index and gives back where its arrays are.
    ///
    /// Time O(N log N), N the tokens in all.
    pub(in crate::memory) fn write<W: Write>(
        mut self,
        out: &mut Arrays<W>,
    ) -> io::Result<IndexArrays> {
        self.count();
        let IndexDraft {
            census,
            tokens: written,
            mut texts,
            ..
        } = self;
        texts.sort_by_key(|text| text.length);
        let (vocabulary, ids) = census.write(&written, out)?;
        let mut tokens = Vec::with_capacity(written.len());
        let mut lengths: Vec<(u32, u32)> = Vec::new();
        for (number, text) in (0..).zip(&texts) {
            let span = text.start as usize..text.start as usize + text.length as usize;
            tokens.extend(written[span].iter().map(|&counted| ids.of(counted)));
            if lengths
                .last()
                .is_none_or(|&(length, _)| length != text.length)
            {
                lengths.push((text.length, number));
            }
        }
        drop(written);
        let postings = Postings::new(&texts, &tokens, &ids);
        let lengths = lengths
            .iter()
            .map(|&(length, first)| u64::from(first) << 32 | u64::from(length));
        Ok(IndexArrays {
            vocabulary,
            units: out.array(texts.iter().map(|text| text.text.unit.to_le_bytes()))?,
            variants: out.array(texts.iter().map(|text| text.text.variant.to_le_bytes()))?,
            lengths: out.array(lengths.map(u64::to_le_bytes))?,
            tokens: out.array(tokens.iter().map(|id| {
                let [a, b, c, _] = id.to_le_bytes();
                [a, b, c]
            }))?,
            lists: out.array(postings.lists.iter().map(|start| start.to_le_bytes()))?,
            postings: out.items(&postings.all)?,
        })
    }
}

/// Under each word the entries that are listed there.
struct Postings {
    lists: Vec<u32>,
    /// As they are stored.
    all: Vec<[u8; POSTING]>,
}

impl Postings {
    fn new(texts: &[DraftText], tokens: &[u32], ids: &Ids) -> Postings {
        let mut lists = vec![0u32; ids.words() + 1];
        let mut commonest = Vec::with_capacity(texts.len());
        let mut sorted = Vec::new();
        each_text(texts, tokens, ids, |_, tokens| {
            let last = commonest_indexed(tokens, &mut sorted);
            for &id in tokens.iter().filter(|id| **id <= last) {
                lists[id as usize + 1] += 1;
            }
            commonest.push(last);
        });
        for word in 1..lists.len() {
            lists[word] += lists[word - 1];
        }
        let total = lists.last().copied().unwrap_or(0) as usize;
        let mut next = lists.clone();
        let mut all = vec![[0; POSTING]; total];
        each_text(texts, tokens, ids, |entry, tokens| {
            let signature = signature(tokens);
            for (position, &id) in tokens.iter().enumerate() {
                if id > commonest[entry as usize] {
                    continue;
                }
                let place = &mut next[id as usize];
                let posting = Posting {
                    entry,
                    signature,
                    position: u8::try_from(position).unwrap_or(FAR),
                };
                all[*place as usize] = posting.to_bytes();
                *place += 1;
            }
        });
        Postings { lists, all }
    }
}

/// Calls `each` with every entry and its tokens, all numbers being one.
fn each_text(texts: &[DraftText], tokens: &[u32], ids: &Ids, mut each: impl FnMut(u32, &[u32])) {
    let mut of_text = Vec::new();
    let mut rest = tokens;
    for (entry, text) in (0..).zip(texts) {
        let (tokens, behind) = rest.split_at(text.length as usize);
        rest = behind;
        of_text.clear();
        of_text.extend(tokens.iter().map(|&id| ids.class(id)));
        each(entry, &of_text);
    }
}

/// The commonest word of a text that is indexed: every occurrence of it, and of rarer ones, is (see
/// [the module](super)).
fn commonest_indexed(tokens: &[u32], sorted: &mut Vec<u32>) -> u32 {
    sorted.clear();
    sorted.extend_from_slice(tokens);
    sorted.sort_unstable();
    sorted[tokens.len() - least_matched(LOWEST_THRESHOLD, tokens.len())]
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::normal::Element;

    fn index(texts: &[&str]) -> Index {
        let mut draft = IndexDraft::default();
        for (unit, text) in (0..).zip(texts) {
            draft.push(Text { unit, variant: 0 }, text);
        }
        draft.finish()
    }

    fn list_of(index: &Index, element: Element<'_>) -> usize {
        let id = index.id(element).unwrap();
        index.list(index.class(id)).unwrap().len()
    }

    #[test]
    fn entries_are_numbered_by_length_then_order() {
        let index = index(&["un deux trois", "seul", "", "un deux", "autre"]);
        let units: Vec<u32> = (0..index.len() as u32)
            .map(|entry| index.text(entry).unwrap().unit)
            .collect();
        assert_eq!(units, [1, 4, 3, 0]);
    }

    #[test]
    fn common_words_are_not_indexed_where_rarer_ones_suffice() {
        let le = index(&["le le le module", "le le le moteur", "le"]);
        // Of four words the rarest three are indexed, and with one «le» every «le».
        assert_eq!(list_of(&le, Element::Word("le")), 7);
        let letters = index(&["b c d a", "b c a", "c a", "a"]);
        let a = list_of(&letters, Element::Word("a"));
        assert_eq!(a, 2, "«a» is indexed only where it is needed");
    }

    #[test]
    fn an_empty_memory_makes_an_empty_index() {
        assert!(index(&[]).is_empty());
        assert!(index(&["", " "]).is_empty());
    }
}
