//! Words that answer each other: learned from the pairs of the first turn, or known from a
//! [`Dictionary`].
//!
//! `shuttle` and «челнок» share no letter. But if every pair of the first turn that has the one has
//! the other, the second turn may take it as an anchor: real articles repeat their words. A memory
//! says the same of its units, a glossary of its terms. None is needed; each makes wrong pairs
//! fewer.

use super::dictionary::Dictionary;
use super::item::Item;
use super::vocabulary::{Kind, Vocabulary, set};
use hashbrown::HashMap;
use std::ops::Range;

/// Pairs in which two words must have met to be learned: once is chance.
const MET: u32 = 2;
/// How much more often than together each may occur: 1.2 lets one occurrence of six go astray.
const APART: f64 = 1.2;
/// A word that occurs in more than this part of the pairs says nothing.
const COMMON_PART: usize = 4;
/// Longest run of words that is learned from: where many words meet, none of them is told apart.
pub(super) const LONGEST_LESSON: usize = 80;
/// How often words occur, and occur together, in pairs of texts.
#[derive(Default)]
struct Meetings {
    source: HashMap<u32, u32>,
    target: HashMap<u32, u32>,
    together: HashMap<(u32, u32), u32>,
}

impl Meetings {
    fn add(&mut self, source: &[u32], target: &[u32]) {
        for &x in source {
            *self.source.entry(x).or_default() += 1;
        }
        for &y in target {
            *self.target.entry(y).or_default() += 1;
        }
        if source.len().max(target.len()) > LONGEST_LESSON {
            return;
        }
        for &x in source {
            for &y in target {
                *self.together.entry((x, y)).or_default() += 1;
            }
        }
    }

    /// The pairs of words that `strength` gives a strength, in order.
    fn chosen(&self, strength: impl Fn(u32, u32, u32) -> Option<f64>) -> Vec<(u32, u32, f64)> {
        let pairs = self.together.iter().filter_map(|(&(x, y), &met)| {
            strength(self.source[&x], self.target[&y], met).map(|strength| (x, y, strength))
        });
        let mut pairs: Vec<_> = pairs.collect();
        pairs.sort_unstable_by_key(|&(x, y, _)| (x, y));
        pairs
    }
}

/// Gives the items an anchor for every two words that met in `pairs` and hardly ever apart.
pub(super) fn from_pairs(
    source: &mut [Item],
    target: &mut [Item],
    pairs: &[(Range<usize>, Range<usize>)],
    vocabulary: &mut Vocabulary,
) {
    let words = |items: &[Item], run: &Range<usize>| {
        set(items[run.clone()]
            .iter()
            .flat_map(|item| item.words.iter().copied()))
    };
    let lessons: Vec<_> = pairs
        .iter()
        .map(|(a, b)| (words(source, a), words(target, b)))
        .collect();
    let repeated = [
        repeated(lessons.iter().map(|lesson| &lesson.0)),
        repeated(lessons.iter().map(|lesson| &lesson.1)),
    ];
    let mut meetings = Meetings::default();
    for (a, b) in &lessons {
        let kept = |words: &[u32], side: usize| -> Vec<u32> {
            let words = words.iter().copied();
            words
                .filter(|word| repeated[side].binary_search(word).is_ok())
                .collect()
        };
        meetings.add(&kept(a, 0), &kept(b, 1));
    }
    let learned = meetings.chosen(|x, y, met| {
        let seldom_apart = f64::from(x.max(y)) <= APART * f64::from(met);
        (met >= MET && seldom_apart).then_some(1.0)
    });
    add_anchors(source, target, &learned, Kind::Learned, vocabulary);
}

/// Words that occur in at least [`MET`] of the lists, but not in too many of them.
fn repeated<'w>(lists: impl ExactSizeIterator<Item = &'w Vec<u32>>) -> Vec<u32> {
    let most = lists.len() / COMMON_PART;
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for &word in lists.flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let kept = counts
        .into_iter()
        .filter(|&(_, count)| count >= MET as usize && count <= most);
    set(kept.map(|(word, _)| word))
}

/// Gives the items an anchor for every two words that the dictionary pairs.
pub(super) fn from_dictionary(
    source: &mut [Item],
    target: &mut [Item],
    dictionary: &Dictionary,
    vocabulary: &mut Vocabulary,
) {
    let pairs = dictionary.known(vocabulary);
    add_anchors(source, target, &pairs, Kind::Dictionary, vocabulary);
}

/// Gives an anchor to all items with either word of each pair.
fn add_anchors(
    source: &mut [Item],
    target: &mut [Item],
    pairs: &[(u32, u32, f64)],
    kind: Kind,
    vocabulary: &mut Vocabulary,
) {
    let mut of_source: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut of_target: HashMap<u32, Vec<u32>> = HashMap::new();
    for &(x, y, strength) in pairs {
        let id = vocabulary.fresh(kind, strength);
        of_source.entry(x).or_default().push(id);
        of_target.entry(y).or_default().push(id);
    }
    for (items, anchors) in [(source, of_source), (target, of_target)] {
        for item in items.iter_mut().filter(|item| !item.is_fixed()) {
            let new = item
                .words
                .iter()
                .filter_map(|word| anchors.get(word))
                .flatten();
            item.anchors.extend(new);
            item.anchors.sort_unstable();
        }
    }
}
