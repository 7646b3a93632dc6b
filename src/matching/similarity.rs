//! How near two texts are: *S*, the score before the unit's own penalties (design section 3).
//!
//! *D* edits turn one comparison sequence into the other, *M* is the longer length,
//! *F* = ⌊100·(M−D)/M⌋. *S* is 100 if the texts are equal, else min(F, 99) − P: *P* counts the
//! numbers and the tags that differ, at most 4. So 95–99 means that every word is equal.
//!
//! Of `Three probes left on 12 May` and `Two probes left on 14 May` the sequences have six elements,
//! one edit: F is 83. One number differs: S is 82.

use super::Penalty;

/// Most points that numbers and tags together cost: the band 95–99 stays for equal words.
const MOST_DIFFERENCES: usize = 4;

/// The score of texts that are equal word for word but not altogether.
const NEARLY: u8 = 99;

/// What two texts have in common, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Similarity {
    /// *D*: insertions, deletions and substitutions between the comparison sequences.
    pub edits: usize,
    /// *M*: the length of the longer sequence; not 0.
    pub longer: usize,
    /// Whether the comparison texts are equal.
    pub equal_text: bool,
    /// Numbers that differ as written: the larger of the two multiset differences.
    pub numbers: usize,
    /// Tags that differ by kind and count, likewise; 0 where tags are not compared.
    pub tags: usize,
}

impl Similarity {
    /// *F*: the share of words that need no edit, 0–100, rounded down.
    pub fn words(&self) -> u8 {
        let kept = self.longer.saturating_sub(self.edits);
        // At most 100; u128 because a length times a hundred may pass u64 in theory.
        (100 * kept as u128 / self.longer.max(1) as u128) as u8
    }

    /// Whether text and tags are equal.
    pub fn is_equal(&self) -> bool {
        self.equal_text && self.tags == 0
    }

    /// *S*: the score before the unit's own penalties.
    pub fn score(&self) -> u8 {
        let start = self.start();
        match self.is_equal() {
            true => start,
            false => {
                let differing = self.numbers.saturating_add(self.tags);
                start.saturating_sub(differing.min(MOST_DIFFERENCES) as u8)
            }
        }
    }

    /// What the named penalties are taken from: 100, or min(F, 99).
    fn start(&self) -> u8 {
        if self.is_equal() {
            100
        } else {
            self.words().min(NEARLY)
        }
    }

    /// *P* by name: `numbers`, then `tags` as far as the limit lets them count.
    pub fn penalties(&self) -> Vec<Penalty> {
        if self.is_equal() {
            return Vec::new();
        }
        let room = MOST_DIFFERENCES.min(usize::from(self.start()));
        let numbers = self.numbers.min(room);
        let tags = self.tags.min(room - numbers);
        [("numbers", numbers), ("tags", tags)]
            .into_iter()
            .filter(|&(_, points)| points > 0)
            .map(|(reason, points)| Penalty {
                reason,
                points: points as u8,
            })
            .collect()
    }

    /// What the texts themselves cost: `words`, or `form` when every word is equal.
    pub fn text_losses(&self) -> Vec<Penalty> {
        let points = 100 - self.start();
        let reason = if self.words() == 100 { "form" } else { "words" };
        let loss = (points > 0).then_some(Penalty { reason, points });
        loss.into_iter().collect()
    }
}

/// The larger of the two multiset differences of `a` and `b`, which it sorts.
pub(crate) fn multiset_difference<T: Ord>(a: &mut [T], b: &mut [T]) -> usize {
    a.sort_unstable();
    b.sort_unstable();
    sorted_difference(a, b)
}

/// The same of what is sorted.
pub(super) fn sorted_difference<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut at_a, mut at_b, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(at_a), b.get(at_b)) {
        shared += usize::from(x == y);
        at_a += usize::from(x <= y);
        at_b += usize::from(y <= x);
    }
    a.len().max(b.len()) - shared
}

#[cfg(test)]
mod tests {
    use super::*;

    const EQUAL: Similarity = Similarity {
        edits: 0,
        longer: 7,
        equal_text: true,
        numbers: 0,
        tags: 0,
    };

    #[test]
    fn equal_is_100_and_nothing_else_is() {
        assert_eq!(EQUAL.score(), 100);
        let other_case = Similarity {
            equal_text: false,
            ..EQUAL
        };
        assert_eq!(other_case.score(), 99);
        let other_tag = Similarity { tags: 1, ..EQUAL };
        assert_eq!(other_tag.score(), 98);
    }

    #[test]
    fn numbers_and_tags_cost_four_together_at_most() {
        let differing = Similarity {
            equal_text: false,
            numbers: 3,
            tags: 9,
            ..EQUAL
        };
        assert_eq!(differing.score(), 95);
        let points: Vec<u8> = differing.penalties().iter().map(|p| p.points).collect();
        assert_eq!(points, [3, 1]);
    }

    #[test]
    fn f_is_rounded_down_and_never_below_zero() {
        let similarity = |edits, numbers| Similarity {
            edits,
            equal_text: false,
            numbers,
            ..EQUAL
        };
        assert_eq!(similarity(1, 0).score(), 85, "6/7 is 85.7");
        assert_eq!(similarity(7, 4).score(), 0);
        assert_eq!(similarity(7, 4).penalties(), []);
    }

    #[test]
    fn losses_name_every_point() {
        for (edits, equal_text, numbers, tags) in [
            (0, true, 0, 0),
            (0, false, 0, 0),
            (0, true, 0, 2),
            (3, false, 1, 9),
            (7, false, 4, 0),
        ] {
            let similarity = Similarity {
                edits,
                equal_text,
                numbers,
                tags,
                ..EQUAL
            };
            let lost = similarity
                .text_losses()
                .into_iter()
                .chain(similarity.penalties());
            let lost: u8 = lost.map(|loss| loss.points).sum();
            assert_eq!(100 - lost, similarity.score(), "{similarity:?}");
        }
    }

    #[test]
    fn a_multiset_difference_is_that_of_the_richer_side() {
        assert_eq!(sorted_difference(&["12", "12", "5"], &["12"]), 2);
        assert_eq!(sorted_difference(&["12"], &["5"]), 1);
        assert_eq!(sorted_difference::<&str>(&[], &[]), 0);
    }
}
