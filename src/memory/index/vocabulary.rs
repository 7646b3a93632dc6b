//! Words to ids: the rank of a word by rising frequency, so that the rarest is the smallest number.
//!
//! All numbers are one class and have one id like a word. A word the memory does not hold is
//! [`UNKNOWN`]: it is rarer than any other and equal to none.

use crate::token::normal::Element;
use hashbrown::HashMap;

/// How the vocabulary spells the class of all numbers; no word can be written so, because folded
/// words have no capitals.
const NUMBER: &str = "NUMBER";

/// The id of every word that a vocabulary does not hold.
pub const UNKNOWN: u32 = u32::MAX;

/// The words of one index, each with its id.
#[derive(Debug, Default)]
pub struct Vocabulary {
    ids: HashMap<Box<str>, u32>,
}

impl Vocabulary {
    /// The id of `element`, or [`UNKNOWN`].
    pub fn id(&self, element: Element<'_>) -> u32 {
        self.ids.get(spelling(element)).copied().unwrap_or(UNKNOWN)
    }

    /// The id of the class of all numbers, or [`UNKNOWN`].
    pub fn number(&self) -> u32 {
        self.ids.get(NUMBER).copied().unwrap_or(UNKNOWN)
    }

    /// How many words it holds; ids are below that.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether it holds no word.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

fn spelling(element: Element<'_>) -> &str {
    match element {
        Element::Number(_) => NUMBER,
        Element::Word(word) => word,
    }
}

/// Collects words in the order in which they come, and how often each does.
#[derive(Debug, Default)]
pub(super) struct Census {
    ids: HashMap<Box<str>, u32>,
    frequencies: Vec<u64>,
}

impl Census {
    /// Counts `element` and gives its number by first appearance.
    pub(super) fn count(&mut self, element: Element<'_>) -> u32 {
        let word = spelling(element);
        if let Some(&id) = self.ids.get(word) {
            self.frequencies[id as usize] += 1;
            return id;
        }
        let id = self.frequencies.len() as u32;
        self.ids.insert(word.into(), id);
        self.frequencies.push(1);
        id
    }

    /// The vocabulary, and for each number by first appearance the id it became.
    pub(super) fn rank(self) -> (Vocabulary, Vec<u32>) {
        let mut order: Vec<u32> = (0..self.frequencies.len() as u32).collect();
        order.sort_by_key(|&id| self.frequencies[id as usize]);
        let mut ranks = vec![0; order.len()];
        for (rank, &id) in order.iter().enumerate() {
            ranks[id as usize] = rank as u32;
        }
        let mut ids = self.ids;
        for id in ids.values_mut() {
            *id = ranks[*id as usize];
        }
        (Vocabulary { ids }, ranks)
    }
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
        let (vocabulary, _) = census.rank();
        let id = |word| vocabulary.id(Element::Word(word));
        assert_eq!((id("module"), id("mai"), id("le")), (0, 2, 3));
        assert_eq!(vocabulary.id(Element::Number("1960")), 1);
        assert_eq!(id("лунный"), UNKNOWN);
    }
}
