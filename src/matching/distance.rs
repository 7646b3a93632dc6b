//! How many edits lie between two sequences: Levenshtein, by bits.
//!
//! A sequence is `u32` ids: words of a vocabulary, or characters (`characters`). A [`Pattern`] is one sequence made
//! ready to be compared with many; [`Pattern::distance`] gives the least number of insertions,
//! deletions and substitutions, or `None` as soon as it must be more than the caller allows.
//! `The probe left` against `The new probe left` is 1.
//!
//! Up to 64 elements a whole column of the table is one machine word (Myers 1999, in Hyyrö's form
//! of 2003). Longer patterns take one word for every 64 rows, and only the words within a band
//! around the diagonal: a path of `k` edits never leaves it by more than `k` rows. The band starts
//! narrow and doubles until the answer fits into it, so that two long segments that are nearly equal
//! cost little and no pair costs more than twice the widest band.
//!
//! [`plain`] is the definition, by `strsim`; the tests hold both equal.

use super::characters::CharacterDistance;
use std::ops::Range;

/// How often a band is looked at, in the columns of its own width, to see whether every path in it
/// already costs too much.
const LOOKS: usize = 16;

/// Rows that one machine word holds.
const WORD: usize = u64::BITS as usize;

/// Levenshtein distance of `a` and `b` by the plain table, time O(|a|·|b|).
pub fn plain(a: &[u32], b: &[u32]) -> usize {
    strsim::generic_levenshtein(&a.to_vec(), &b.to_vec())
}

/// Levenshtein distance over the characters of `a` and `b`; of long texts only so many edits are counted
/// as takes some 50 ms: all up to 32,768 characters.
pub fn characters(a: &str, b: &str) -> usize {
    let mut distance = CharacterDistance::default();
    distance.load(a);
    let found = distance.within(b, usize::MAX);
    found.expect("no distance is more than all")
}

/// The same, if it is at most `most`.
pub fn characters_within(a: &str, b: &str, most: usize) -> Option<usize> {
    let mut distance = CharacterDistance::default();
    distance.load(a);
    distance.within(b, most)
}

/// A sequence made ready to be compared with many others; its buffers are kept.
#[derive(Debug, Default)]
pub struct Pattern {
    sequence: Vec<u32>,
    /// For a short pattern, by id: the rows in which it stands.
    table: Vec<u64>,
    /// The same for ids past the end of the table.
    others: Vec<(u32, u64)>,
    /// For a long pattern, by id: which of `rows` are its own.
    ids: Vec<(u32, Range<usize>)>,
    /// For a long pattern: the rows in which an id stands, as (word of rows, mask), rising.
    rows: Vec<(usize, u64)>,
    /// Vertical differences of the current column of a long pattern: plus one, minus one.
    column: Vec<(u64, u64)>,
}

impl Pattern {
    /// Makes `sequence` the pattern. Ids below `tabled` are looked up fastest; each costs 8 bytes,
    /// once. Any other id is as good, only slower.
    pub fn load(&mut self, sequence: &[u32], tabled: usize) {
        self.clear();
        self.sequence.extend_from_slice(sequence);
        if sequence.len() <= WORD {
            self.load_short(tabled);
        } else {
            self.load_long();
        }
    }

    fn clear(&mut self) {
        if self.sequence.len() <= WORD {
            for &id in &self.sequence {
                if let Some(mask) = self.table.get_mut(id as usize) {
                    *mask = 0;
                }
            }
        }
        self.sequence.clear();
        self.others.clear();
    }

    fn load_short(&mut self, tabled: usize) {
        if self.table.len() < tabled {
            self.table.resize(tabled, 0);
        }
        for (row, &id) in self.sequence.iter().enumerate() {
            let bit = 1 << row;
            if let Some(mask) = self.table.get_mut(id as usize) {
                *mask |= bit;
            } else if let Some((_, mask)) = self.others.iter_mut().find(|(other, _)| *other == id) {
                *mask |= bit;
            } else {
                self.others.push((id, bit));
            }
        }
    }

    fn load_long(&mut self) {
        self.ids.clear();
        self.rows.clear();
        let mut order: Vec<(u32, usize)> = self.sequence.iter().copied().zip(0..).collect();
        order.sort_unstable();
        for same in order.chunk_by(|a, b| a.0 == b.0) {
            let start = self.rows.len();
            for &(_, row) in same {
                let (word, bit) = (row / WORD, 1 << (row % WORD));
                match self.rows[start..].last_mut() {
                    Some((last, mask)) if *last == word => *mask |= bit,
                    _ => self.rows.push((word, bit)),
                }
            }
            self.ids.push((same[0].0, start..self.rows.len()));
        }
    }

    /// The distance between the pattern and `other`, if it is at most `most`.
    ///
    /// Time O(n) for patterns of up to 64 elements, n the length of `other`; else O(n·k/64), k the
    /// distance or, when there is none to give, `most`.
    pub fn distance(&mut self, other: &[u32], most: usize) -> Option<usize> {
        let (m, n) = (self.sequence.len(), other.len());
        let most = most.min(m.max(n));
        if m.abs_diff(n) > most {
            None
        } else if m == 0 || n == 0 {
            Some(m.max(n))
        } else if m <= WORD {
            self.short_distance(other, most)
        } else {
            self.long_distance(other, most)
        }
    }

    fn short_distance(&self, other: &[u32], most: usize) -> Option<usize> {
        let (m, n) = (self.sequence.len(), other.len());
        let mut vertical = (u64::MAX, 0);
        let mut distance = m.saturating_sub(n);
        for (column, &id) in other.iter().enumerate() {
            distance += diagonal_step(&mut vertical, self.short_mask(id), column + m, n);
            if distance > most {
                return None;
            }
        }
        Some(distance)
    }

    fn short_mask(&self, id: u32) -> u64 {
        match self.table.get(id as usize) {
            Some(&mask) => mask,
            None => {
                let found = self.others.iter().find(|(other, _)| *other == id);
                found.map_or(0, |&(_, mask)| mask)
            }
        }
    }

    fn long_distance(&mut self, other: &[u32], most: usize) -> Option<usize> {
        if self.least_distance(other) > most {
            return None;
        }
        let mut band = self.sequence.len().abs_diff(other.len()).max(WORD);
        loop {
            band = band.min(most);
            let found = self.banded_distance(other, band);
            if found <= band {
                return Some(found);
            } else if band == most {
                return None;
            }
            band = band.saturating_mul(2);
        }
    }

    /// A bound from below: what the longer side has more of every id must be edited away.
    fn least_distance(&self, other: &[u32]) -> usize {
        let mut sorted = other.to_vec();
        sorted.sort_unstable();
        let shared: usize = sorted
            .chunk_by(|a, b| a == b)
            .map(|same| {
                let rows = self.long_rows(same[0]).iter();
                let standing: usize = rows.map(|(_, mask)| mask.count_ones() as usize).sum();
                standing.min(same.len())
            })
            .sum();
        self.sequence.len().max(other.len()) - shared
    }

    fn long_rows(&self, id: u32) -> &[(usize, u64)] {
        match self.ids.binary_search_by_key(&id, |(other, _)| *other) {
            Ok(at) => &self.rows[self.ids[at].1.clone()],
            Err(_) => &[],
        }
    }

    /// The least number of edits of a path that stays within `band` rows of the diagonal, rounded
    /// out to whole words: the distance, if that is at most `band`, else more than `band`.
    ///
    /// Words enter at the lower end as if every step down cost one, and the row above the upper end
    /// grows by one a column: both are paths that exist, never too cheap.
    fn banded_distance(&mut self, other: &[u32], band: usize) -> usize {
        let mut column = std::mem::take(&mut self.column);
        column.clear();
        let rows = self.sequence.len();
        let last_word = (rows - 1) / WORD;
        let mut score = 0;
        let between_looks = (band / LOOKS).max(WORD);
        for (at, &id) in other.iter().enumerate() {
            let first = at.saturating_sub(band) / WORD;
            let last = ((at + band) / WORD).min(last_word);
            while column.len() <= last {
                score += WORD.min(rows - column.len() * WORD);
                column.push((u64::MAX, 0));
            }
            let rows_of_last = WORD.min(rows - last * WORD);
            let standing = self.long_rows(id);
            let mut standing = &standing[standing.partition_point(|&(word, _)| word < first)..];
            let mut step = 1;
            for word in first..=last {
                let mask = match standing.first() {
                    Some(&(here, mask)) if here == word => {
                        standing = &standing[1..];
                        mask
                    }
                    _ => 0,
                };
                let lowest = if word == last { rows_of_last } else { WORD } - 1;
                step = advance(&mut column[word], mask, step, lowest);
            }
            score = score.wrapping_add_signed(step);
            if at % between_looks == 0
                && least_in_column(&column[first..=last], rows_of_last, score).saturating_sub(WORD)
                    > band
            {
                score = usize::MAX;
                break;
            }
        }
        self.column = column;
        score
    }
}

/// The least value at either end of any of `words`, the last of which has `rows` rows and ends at
/// `score`; a row in between is less by fewer than [`WORD`].
fn least_in_column(words: &[(u64, u64)], rows: usize, score: usize) -> usize {
    let mut mask = u64::MAX >> (WORD - rows);
    let mut value = score;
    let mut least = value;
    for &(plus, minus) in words.iter().rev() {
        value += (minus & mask).count_ones() as usize;
        value = value.saturating_sub((plus & mask).count_ones() as usize);
        least = least.min(value);
        mask = u64::MAX;
    }
    least
}

/// Moves a column of at most 64 rows on, the row above the first growing by one, and gives what the
/// diagonal that ends at the last cell gains: 0 or 1, so a distance never falls on the way.
///
/// `to` is the column from 0 plus the rows there are, `n` the columns: their difference is the row, from
/// 0, in which the diagonal stands. Until it enters the table it runs along its upper border.
#[inline]
pub(super) fn diagonal_step(vertical: &mut (u64, u64), equal: u64, to: usize, n: usize) -> usize {
    let (plus, minus) = *vertical;
    let zero = ((equal & plus).wrapping_add(plus) ^ plus) | equal | minus;
    let right_plus = (minus | !(zero | plus)) << 1 | 1;
    let right_minus = (plus & zero) << 1;
    *vertical = (right_minus | !(zero | right_plus), right_plus & zero);
    match to.checked_sub(n) {
        Some(row) => usize::from(zero >> row & 1 == 0),
        None => 1,
    }
}

/// Moves one word of rows a column on: `above` is the step of the row above it, the result that of
/// its row `lowest`.
#[inline]
fn advance(vertical: &mut (u64, u64), equal: u64, above: isize, lowest: usize) -> isize {
    let (plus, minus) = *vertical;
    let from_minus = u64::from(above < 0);
    let diagonal = equal | minus;
    let equal = equal | from_minus;
    let zero = ((equal & plus).wrapping_add(plus) ^ plus) | equal;
    let mut right_plus = minus | !(zero | plus);
    let mut right_minus = plus & zero;
    let step = ((right_plus >> lowest) & 1) as isize - ((right_minus >> lowest) & 1) as isize;
    right_plus = (right_plus << 1) | u64::from(above > 0);
    right_minus = (right_minus << 1) | from_minus;
    *vertical = (
        right_minus | !(diagonal | right_plus),
        right_plus & diagonal,
    );
    step
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn distance(a: &[u32], b: &[u32], most: usize) -> Option<usize> {
        let mut pattern = Pattern::default();
        pattern.load(a, 8);
        pattern.distance(b, most)
    }

    #[test]
    fn edits_of_words_are_counted_once_each() {
        assert_eq!(distance(&[1, 2, 3], &[1, 9, 2, 3], 9), Some(1));
        assert_eq!(distance(&[1, 2, 3], &[3, 2, 1], 9), Some(2));
        assert_eq!(distance(&[], &[1, 2], 9), Some(2));
        assert_eq!(distance(&[], &[], 0), Some(0));
    }

    #[test]
    fn more_edits_than_allowed_are_no_distance() {
        assert_eq!(distance(&[1, 2, 3], &[4, 5, 6], 2), None);
        assert_eq!(distance(&[1, 2, 3], &[4, 5, 6], 3), Some(3));
    }

    #[test]
    fn a_pattern_leaves_nothing_behind() {
        let mut pattern = Pattern::default();
        pattern.load(&[1, 2, 100], 8);
        pattern.load(&[3], 8);
        assert_eq!(pattern.distance(&[1, 2, 100], 9), Some(3));
        pattern.load(&vec![2; 100], 8);
        pattern.load(&[2, 2], 8);
        assert_eq!(pattern.distance(&[2, 2, 2], 9), Some(1));
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(characters("приём", "прием"), 1);
        assert_eq!(characters("l’été", "l'été"), 1);
        assert_eq!(characters("", "été"), 3);
        assert_eq!(characters("абв", "абв"), 0);
    }

    #[test]
    fn two_long_segments_cost_by_what_differs() {
        let a: Vec<u32> = (0..300_000).map(|i| i * 7919 % 1000).collect();
        let mut b = a.clone();
        b.remove(1000);
        b.insert(250_000, 5000);
        assert_eq!(distance(&a, &b, 100_000), Some(2));
    }

    /// Lengths around the word borders, with ids in and outside the table.
    fn sequences() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
        let short = prop::collection::vec(0u32..12, 0..70);
        let long = prop::collection::vec(0u32..4, 60..900);
        prop_oneof![
            (short.clone(), short),
            (long.clone(), long.clone()),
            (long.clone(), prop::collection::vec(any::<u16>(), 0..12)).prop_map(|(a, edits)| {
                let mut b = a.clone();
                for edit in edits {
                    let at = usize::from(edit) % b.len();
                    b[at] = u32::from(edit);
                }
                b.rotate_left(1);
                (a, b)
            }),
        ]
    }

    proptest! {
        #[test]
        fn bits_and_table_agree((a, b) in sequences(), most in 0usize..700) {
            let true_distance = plain(&a, &b);
            let expected = (true_distance <= most).then_some(true_distance);
            prop_assert_eq!(distance(&a, &b, most), expected);
            prop_assert_eq!(distance(&b, &a, most), expected);
        }
    }
}
