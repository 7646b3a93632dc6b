//! Words to ids: the rank of a word by rising frequency, so that the rarest is the smallest number.
//!
//! All numbers are one class and have one id like a word. Each number as it is written has an id
//! besides, past those of the words, so that the numbers in which two texts differ can be counted
//! without looking at the texts. A word the memory does not hold is [`UNKNOWN`]: it is rarer than any
//! other and equal to none.
//!
//! The words stand one behind the other by id, and a table of slots leads to them: a word belongs
//! into the slot its hash says or the next free one, and half of the hash stands there with the id,
//! so that a word that is not there is nearly always refused without looking at another.

use super::region::{Array, Arrays, Damage, Region};
use crate::token::normal::Element;
use hashbrown::HashMap;
use std::io::{self, Write};
use xxhash_rust::xxh3::xxh3_64;

/// How the vocabulary spells the class of all numbers; no word can be written so, because folded
/// words have no capitals.
const NUMBER: &str = "NUMBER";

/// The id of every word that a vocabulary does not hold.
pub const UNKNOWN: u32 = u32::MAX;

/// Where the vocabulary of an index stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::memory) struct VocabularyArrays {
    /// Half of a word's hash and its id, or [`UNKNOWN`] twice where no word is.
    pub(in crate::memory) slots: Array<8>,
    /// Where each word begins in `spellings`, and the end.
    pub(in crate::memory) starts: Array<4>,
    /// The words by id, then the numbers.
    pub(in crate::memory) spellings: Array<1>,
}

impl VocabularyArrays {
    /// The id of `element`, or [`UNKNOWN`]; that of a number is the id it has as it is written.
    pub(super) fn id(&self, element: Element<'_>, region: &Region) -> Result<u32, Damage> {
        let (Element::Number(written) | Element::Word(written)) = element;
        self.of_word(written, region)
    }

    /// The id of the class of all numbers, or [`UNKNOWN`].
    pub(super) fn number(&self, region: &Region) -> Result<u32, Damage> {
        self.of_word(NUMBER, region)
    }

    fn of_word(&self, word: &str, region: &Region) -> Result<u32, Damage> {
        let (mut slot, half) = place(word, self.slots.len());
        for _ in 0..self.slots.len() {
            let found = region.items(self.slots, slot..slot + 1)?;
            let (mark, id) = halves(found.first().copied().unwrap_or([u8::MAX; 8]));
            if id == UNKNOWN {
                break;
            }
            if mark == half && self.spelling(id, region)? == word.as_bytes() {
                return Ok(id);
            }
            slot = if slot + 1 == self.slots.len() {
                0
            } else {
                slot + 1
            };
        }
        Ok(UNKNOWN)
    }

    fn spelling<'r>(&self, id: u32, region: &'r Region) -> Result<&'r [u8], Damage> {
        let id = id as usize;
        let start = region.number(self.starts, id)? as usize;
        let end = region.number(self.starts, id.saturating_add(1))? as usize;
        let bytes = region.items(self.spellings, start..end)?;
        Ok(bytes.as_flattened())
    }
}

/// The slot of `count` where the search for `word` begins, and the half of its hash that is kept.
fn place(word: &str, count: usize) -> (usize, u32) {
    let hash = xxh3_64(word.as_bytes());
    let slot = (u128::from(hash) * count as u128) >> u64::BITS;
    (slot as usize, hash as u32)
}

fn halves(slot: [u8; 8]) -> (u32, u32) {
    let both = u64::from_le_bytes(slot);
    (both as u32, (both >> 32) as u32)
}

/// Collects words in the order in which they come, and how often each does; and numbers.
#[derive(Debug, Default)]
pub(super) struct Census {
    ids: HashMap<Box<str>, u32>,
    frequencies: Vec<u64>,
    /// Numbers as they are written, by first appearance.
    numbers: HashMap<Box<str>, u32>,
    bytes: usize,
}

/// Set in what [`Census::count`] gives for a number.
const IS_NUMBER: u32 = 1 << 31;

/// The ids that a vocabulary gave to what a census counted.
pub(super) struct Ids {
    /// By the number of a word by first appearance.
    ranks: Vec<u32>,
    /// The id of the class of all numbers.
    pub(super) number: u32,
}

impl Ids {
    /// How many words there are, the class of numbers included; their ids are below that.
    pub(super) fn words(&self) -> usize {
        self.ranks.len()
    }

    /// The id of what was `counted`: of a number the one it has as it is written.
    pub(super) fn of(&self, counted: u32) -> u32 {
        match counted & IS_NUMBER {
            0 => self.ranks[counted as usize],
            _ => self.ranks.len() as u32 + (counted & !IS_NUMBER),
        }
    }

    /// `id`, or that of the class of numbers if it is a number's own.
    pub(super) fn class(&self, id: u32) -> u32 {
        if (id as usize) < self.ranks.len() {
            id
        } else {
            self.number
        }
    }
}

impl Census {
    /// Counts `element` and gives its number by first appearance, [`IS_NUMBER`] set if it is one.
    pub(super) fn count(&mut self, element: Element<'_>) -> u32 {
        match element {
            Element::Word(word) => self.count_word(word),
            Element::Number(written) => {
                self.count_word(NUMBER);
                if let Some(&id) = self.numbers.get(written) {
                    return id | IS_NUMBER;
                }
                let id = self.numbers.len() as u32;
                self.numbers.insert(written.into(), id);
                self.bytes += written.len();
                id | IS_NUMBER
            }
        }
    }

    fn count_word(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            self.frequencies[id as usize] += 1;
            return id;
        }
        let id = self.frequencies.len() as u32;
        self.ids.insert(word.into(), id);
        self.frequencies.push(1);
        self.bytes += word.len();
        id
    }

    /// How many different words and numbers came.
    pub(super) fn words(&self) -> usize {
        self.frequencies.len() + self.numbers.len()
    }

    /// Bytes of all words together.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Writes the vocabulary and gives back the ids of what was counted.
    pub(super) fn write<W: Write>(
        self,
        out: &mut Arrays<W>,
    ) -> io::Result<(VocabularyArrays, Ids)> {
        let mut order: Vec<u32> = (0..self.frequencies.len() as u32).collect();
        order.sort_by_key(|&id| self.frequencies[id as usize]);
        let mut ranks = vec![0; order.len()];
        for (rank, &id) in order.iter().enumerate() {
            ranks[id as usize] = rank as u32;
        }
        let ids = Ids {
            number: self
                .ids
                .get(NUMBER)
                .map_or(UNKNOWN, |&id| ranks[id as usize]),
            ranks,
        };
        let mut words = vec![""; self.ids.len() + self.numbers.len()];
        for (word, &id) in &self.ids {
            words[ids.of(id) as usize] = word;
        }
        for (written, &id) in &self.numbers {
            words[ids.of(id | IS_NUMBER) as usize] = written;
        }
        let mut start = 0;
        let starts = std::iter::once(0).chain(words.iter().map(|word| {
            start += word.len() as u32;
            start
        }));
        let arrays = VocabularyArrays {
            slots: out.array(slots(&words).into_iter().map(u64::to_le_bytes))?,
            starts: out.array(starts.map(u32::to_le_bytes))?,
            spellings: out.array(words.iter().flat_map(|word| word.bytes()).map(|b| [b]))?,
        };
        Ok((arrays, ids))
    }
}

/// The table of slots: half as many again as words, so that a search ends soon.
fn slots(words: &[&str]) -> Vec<u64> {
    let mut slots = vec![u64::MAX; words.len() + words.len() / 2 + 1];
    for (id, word) in (0u64..).zip(words) {
        let (mut slot, half) = place(word, slots.len());
        while slots[slot] != u64::MAX {
            slot = (slot + 1) % slots.len();
        }
        slots[slot] = id << 32 | u64::from(half);
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::normal::Sequence;

    #[test]
    fn the_rarest_word_has_the_smallest_id_and_ties_stay_in_order() {
        let mut census = Census::default();
        for text in ["le module", "le 12 mai", "le 14 mai"] {
            for element in Sequence::of(text).iter() {
                census.count(element);
            }
        }
        let mut out = Arrays::new(Vec::new(), 0);
        let (arrays, _) = census.write(&mut out).unwrap();
        let region = Region::held(out.into_inner().0);
        let id = |element| arrays.id(element, &region).unwrap();
        let word = |word| id(Element::Word(word));
        assert_eq!((word("module"), word("mai"), word("le")), (0, 2, 3));
        assert_eq!(arrays.number(&region), Ok(1));
        assert_eq!(word("лунный"), UNKNOWN);
        let number = |written| id(Element::Number(written));
        assert_eq!(
            (number("12"), number("14"), number("1960")),
            (4, 5, UNKNOWN)
        );
    }

    #[test]
    fn every_word_of_many_is_found_and_no_other() {
        let words: Vec<String> = (0..5000).map(|number| format!("слово{number}")).collect();
        let mut census = Census::default();
        words.iter().for_each(|word| {
            census.count(Element::Word(word));
        });
        let mut out = Arrays::new(Vec::new(), 0);
        let (arrays, ids) = census.write(&mut out).unwrap();
        let region = Region::held(out.into_inner().0);
        for (word, counted) in words.iter().zip(0..) {
            assert_eq!(arrays.id(Element::Word(word), &region), Ok(ids.of(counted)));
        }
        for number in 5000..9000 {
            let word = format!("слово{number}");
            assert_eq!(arrays.id(Element::Word(&word), &region), Ok(UNKNOWN));
        }
    }
}
