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
use crate::token::normal::{Element, Sequence};
use std::io::{self, Write};
use std::ops::Range;
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
        let (mut slot, half) = place(word.as_bytes(), self.slots.len());
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
fn place(word: &[u8], count: usize) -> (usize, u32) {
    let hash = xxh3_64(word);
    let slot = (u128::from(hash) * count as u128) >> u64::BITS;
    (slot as usize, hash as u32)
}

fn halves(slot: [u8; 8]) -> (u32, u32) {
    let both = u64::from_le_bytes(slot);
    (both as u32, (both >> 32) as u32)
}

/// Collects words in the order in which they come; and numbers.
#[derive(Debug, Default)]
pub(super) struct Census {
    words: Lexicon,
    /// Numbers as they are written.
    numbers: Lexicon,
    /// The class of all numbers among the words, once there was one.
    number: Option<u32>,
    /// Room for what [`count`](Census::count) gathers.
    halves: Vec<u32>,
    guesses: Vec<u32>,
    spans: Vec<Range<usize>>,
}

/// Different texts by first appearance.
///
/// A build asks it for every word of a memory, so what is looked at is small: a slot of eight bytes,
/// the end of two spellings and the spelling. A map of boxed texts has thrice the bytes, and costs
/// twice the time.
#[derive(Debug, Default)]
struct Lexicon {
    /// Half of a text's hash and its number, or all bits set where nothing is.
    slots: Vec<u64>,
    /// Where each text ends in `spellings`.
    ends: Vec<u32>,
    spellings: String,
}

impl Lexicon {
    fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of `text`, whose hash has this `half`; it is taken in if it is new.
    fn number(&mut self, text: &str, half: u32) -> u32 {
        if 3 * self.len() >= 2 * self.slots.len() {
            self.grow();
        }
        let mut slot = self.home(half);
        loop {
            let (mark, number) = halves(self.slots[slot].to_le_bytes());
            if number == UNKNOWN {
                break;
            }
            if mark == half && &self.spellings[self.span(number)] == text {
                return number;
            }
            slot = self.next(slot);
        }
        let number = self.len() as u32;
        self.slots[slot] = u64::from(number) << 32 | u64::from(half);
        self.spellings.push_str(text);
        self.ends.push(self.spellings.len() as u32);
        number
    }

    /// What most likely is the number of a text whose hash has this `half`, or [`UNKNOWN`].
    fn guess(&self, half: u32) -> u32 {
        let slot = self.slots.get(self.home(half));
        match slot.map(|slot| halves(slot.to_le_bytes())) {
            Some((mark, number)) if mark == half => number,
            _ => UNKNOWN,
        }
    }

    fn home(&self, half: u32) -> usize {
        ((u64::from(half) * self.slots.len() as u64) >> 32) as usize
    }

    fn next(&self, slot: usize) -> usize {
        if slot + 1 == self.slots.len() {
            0
        } else {
            slot + 1
        }
    }

    /// Twice as many slots.
    fn grow(&mut self) {
        let more = (2 * self.slots.len()).max(64);
        let old = std::mem::replace(&mut self.slots, vec![u64::MAX; more]);
        for taken in old.into_iter().filter(|slot| *slot != u64::MAX) {
            let mut slot = self.home(taken as u32);
            while self.slots[slot] != u64::MAX {
                slot = self.next(slot);
            }
            self.slots[slot] = taken;
        }
    }

    /// Where text `number` stands in `spellings`; nowhere if there is none.
    fn span(&self, number: u32) -> Range<usize> {
        let end = |number: usize| self.ends.get(number).map_or(0, |end| *end as usize);
        let number = number as usize;
        number.checked_sub(1).map_or(0, end)..end(number)
    }

    fn spelling(&self, number: u32) -> &[u8] {
        self.spellings[self.span(number)].as_bytes()
    }
}

/// The half of its hash by which a [`Lexicon`] finds a text.
fn half(text: &str) -> u32 {
    (xxh3_64(text.as_bytes()) >> 32) as u32
}

/// Set in what [`Census::count`] appends for a number.
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
    /// Appends the number by first appearance of every element of `sequence`, [`IS_NUMBER`] set if it
    /// is one.
    ///
    /// One element in five is in no cache of the processor, in none of the three places where it is
    /// looked for. So each place is read for all elements before the next, and the waits overlap: a
    /// long `sequence` costs half of what its elements would, one by one.
    pub(super) fn count(&mut self, sequence: &Sequence, counted: &mut Vec<u32>) {
        self.halves.clear();
        let texts = sequence.iter().map(|element| match element {
            Element::Word(text) | Element::Number(text) => text,
        });
        self.halves.extend(texts.map(half));
        self.guesses.clear();
        let halves = self.halves.iter();
        self.guesses
            .extend(halves.map(|half| self.words.guess(*half)));
        self.spans.clear();
        let guesses = self.guesses.iter();
        self.spans
            .extend(guesses.map(|guess| self.words.span(*guess)));
        for (at, element) in sequence.iter().enumerate() {
            let half = self.halves[at];
            counted.push(match element {
                Element::Word(word) if self.words.spellings[self.spans[at].clone()] == *word => {
                    self.guesses[at]
                }
                Element::Word(word) => self.words.number(word, half),
                Element::Number(written) => {
                    if self.number.is_none() {
                        self.number = Some(self.words.number(NUMBER, self::half(NUMBER)));
                    }
                    self.numbers.number(written, half) | IS_NUMBER
                }
            });
        }
    }

    /// How many different words and numbers came.
    pub(super) fn words(&self) -> usize {
        self.words.len() + self.numbers.len()
    }

    /// Bytes of all words together.
    pub(super) fn bytes(&self) -> usize {
        self.words.spellings.len() + self.numbers.spellings.len()
    }

    /// Writes the vocabulary and gives back the ids of what was `counted`, which is all that came.
    pub(super) fn write<W: Write>(
        self,
        counted: &[u32],
        out: &mut Arrays<W>,
    ) -> io::Result<(VocabularyArrays, Ids)> {
        let frequencies = self.frequencies(counted);
        let mut order: Vec<u32> = (0..self.words.len() as u32).collect();
        order.sort_by_key(|&word| frequencies[word as usize]);
        let mut ranks = vec![0; order.len()];
        for (rank, &word) in order.iter().enumerate() {
            ranks[word as usize] = rank as u32;
        }
        let by_id = order.iter().map(|&word| self.words.spelling(word));
        let numbers = (0..self.numbers.len() as u32).map(|number| self.numbers.spelling(number));
        let words: Vec<&[u8]> = by_id.chain(numbers).collect();
        let mut start = 0;
        let starts = std::iter::once(0).chain(words.iter().map(|word| {
            start += word.len() as u32;
            start
        }));
        let arrays = VocabularyArrays {
            slots: out.array(slots(&words).into_iter().map(u64::to_le_bytes))?,
            starts: out.array(starts.map(u32::to_le_bytes))?,
            spellings: out.array(words.iter().flat_map(|word| word.iter()).map(|b| [*b]))?,
        };
        let number = self.number.map_or(UNKNOWN, |word| ranks[word as usize]);
        Ok((arrays, Ids { ranks, number }))
    }

    /// How often each word was `counted`; every number is the class of numbers once more.
    fn frequencies(&self, counted: &[u32]) -> Vec<u64> {
        let mut frequencies = vec![0; self.words.len()];
        let mut numbers = 0;
        for &counted in counted {
            match counted & IS_NUMBER {
                0 => frequencies[counted as usize] += 1,
                _ => numbers += 1,
            }
        }
        if let Some(class) = self.number {
            frequencies[class as usize] += numbers;
        }
        frequencies
    }
}

/// The table of slots: half as many again as words, so that a search ends soon.
fn slots(words: &[&[u8]]) -> Vec<u64> {
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

    #[test]
    fn the_rarest_word_has_the_smallest_id_and_ties_stay_in_order() {
        let (mut census, mut counted) = (Census::default(), Vec::new());
        for text in ["le module", "le 12 mai", "le 14 mai"] {
            census.count(&Sequence::of(text), &mut counted);
        }
        let mut out = Arrays::new(Vec::new(), 0);
        let (arrays, _) = census.write(&counted, &mut out).unwrap();
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
        let (mut census, mut counted) = (Census::default(), Vec::new());
        // Each word is new, then known, in one sequence and in two.
        for sequence in [words.join(" "), [&words[..], &words].concat().join("-")] {
            census.count(&Sequence::of(&sequence), &mut counted);
        }
        assert_eq!(counted.len(), 3 * words.len());
        let mut out = Arrays::new(Vec::new(), 0);
        let (arrays, ids) = census.write(&counted, &mut out).unwrap();
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
