//! Numbers for anchors and words: sets of them become sorted lists of small numbers.

use hashbrown::HashMap;

/// What an anchor is; see [`super::anchor`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// The id an author gave a heading, the label of a footnote.
    Name,
    /// The text of a code span.
    Code,
    /// Where a link leads, an address in the text.
    Address,
    /// The digits of a number.
    Number,
    /// Strong emphasis.
    Strong,
    /// A mark that all three languages use: `?`, `%`, a bracket, a quotation mark.
    Mark,
    /// The first letters of a word in bare Latin.
    Root,
    /// The consonants of a capitalised word.
    Consonants,
    /// Two words that met in the pairs of the first turn.
    Learned,
    /// Two words that a memory or a glossary pairs.
    Dictionary,
    /// The whole text of a block that is not for a translator.
    Fixed,
}

/// The anchors and words of one pair of articles.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    anchors: HashMap<(Kind, String), u32>,
    kinds: Vec<Kind>,
    strengths: Vec<f64>,
    words: HashMap<String, u32>,
}

impl Vocabulary {
    /// The number of the anchor of this kind and text.
    pub(super) fn anchor(&mut self, kind: Kind, text: String) -> u32 {
        if let Some(&known) = self.anchors.get(&(kind, text.clone())) {
            return known;
        }
        let id = self.fresh(kind, 1.0);
        self.anchors.insert((kind, text), id);
        id
    }

    /// A new anchor that no text has, with a part of its kind's weight, 0 to 1.
    pub(super) fn fresh(&mut self, kind: Kind, strength: f64) -> u32 {
        self.kinds.push(kind);
        self.strengths.push(strength);
        number(self.kinds.len() - 1)
    }

    /// The number of a word.
    pub(super) fn word(&mut self, text: String) -> u32 {
        let next = number(self.words.len());
        *self.words.entry(text).or_insert(next)
    }

    /// The number of a word, if one of the articles has it.
    pub(super) fn known_word(&self, text: &str) -> Option<u32> {
        self.words.get(text).copied()
    }

    /// Every word with its number, in no order.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, u32)> {
        self.words
            .iter()
            .map(|(text, &number)| (text.as_str(), number))
    }

    /// Kind and strength of every anchor, by its number.
    pub(super) fn anchors(&self) -> impl ExactSizeIterator<Item = (Kind, f64)> + '_ {
        self.kinds
            .iter()
            .copied()
            .zip(self.strengths.iter().copied())
    }
}

/// An index as it is kept; an article of 4 GB would be needed to reach the limit.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// `values` in order, each once.
pub(super) fn set(values: impl IntoIterator<Item = u32>) -> Vec<u32> {
    let mut values: Vec<u32> = values.into_iter().collect();
    values.sort_unstable();
    values.dedup();
    values
}
