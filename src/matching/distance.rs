//! How many edits lie between two sequences: Levenshtein, by bits.
//!
//! A sequence is `u32` ids: words of a vocabulary, or characters (`characters`). A [`Pattern`] is one sequence made
//! ready to be compared with many; [`Pattern::distance`] gives the least number of insertions,
//! deletions and substitutions, or `None` as soon as it must be more than the caller allows.
//! `The probe left` against `The new probe left` is 1.
//!
//! Up to 64 elements a whole column of the table is one machine word (Myers 1999, in Hyyrö's form
//! of 2003). Longer patterns take one word for every 64 rows, and only the words through which a path of
//! `k` edits may run (Ukkonen 1985): one cell of it must have cost so little that with what is left to
//! edit it is no more than `k`. What is left is at least by how much the lengths of the rests differ,
//! and what either rest has more of every id. `k` begins at that bound for the whole, and what is added
//! to it doubles until the answer fits, so that two long segments that are nearly equal cost little.
//!
//! [`plain`] is the definition, by `strsim`; the tests hold both equal.

use super::characters::CharacterDistance;
use std::ops::Range;

/// Columns after which the ends of a band are looked at: often enough that it is no wider than it must
/// be by much, and seldom enough that looking costs nothing.
const BETWEEN_LOOKS: usize = 64;

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
        let least = self.least_left(other);
        let all = least.first().copied().unwrap_or(0);
        if all > most {
            return None;
        }
        let mut slack = WORD;
        loop {
            let band = all.saturating_add(slack).min(most);
            let found = self.banded_distance(other, &least, band);
            if found.is_some() || band == most {
                return found;
            }
            slack = slack.saturating_mul(2);
        }
    }

    /// A bound from below for the distance between what is left of both sides from every
    /// [`BETWEEN_LOOKS`]th element on: what one has more of every id must be edited away.
    fn least_left(&self, other: &[u32]) -> Vec<usize> {
        let mut surplus = vec![0isize; self.ids.len()];
        let (mut more, mut less) = (0, 0);
        let (mut own_end, mut other_end) = (self.sequence.len(), other.len());
        let looks = 0..=other.len() / BETWEEN_LOOKS;
        let mut least: Vec<usize> = looks
            .rev()
            .map(|look| {
                let at = look * BETWEEN_LOOKS;
                let own = at.min(own_end);
                for id in &self.sequence[own..own_end] {
                    if let Ok(place) = self.place(*id) {
                        more += usize::from(surplus[place] >= 0);
                        less -= usize::from(surplus[place] < 0);
                        surplus[place] += 1;
                    }
                }
                for id in &other[at..other_end] {
                    match self.place(*id) {
                        Ok(place) => {
                            less += usize::from(surplus[place] <= 0);
                            more -= usize::from(surplus[place] > 0);
                            surplus[place] -= 1;
                        }
                        Err(_) => less += 1,
                    }
                }
                (own_end, other_end) = (own, at);
                more.max(less)
            })
            .collect();
        least.reverse();
        least
    }

    fn place(&self, id: u32) -> Result<usize, usize> {
        self.ids.binary_search_by_key(&id, |(other, _)| *other)
    }

    fn long_rows(&self, id: u32) -> &[(usize, u64)] {
        match self.place(id) {
            Ok(at) => &self.rows[self.ids[at].1.clone()],
            Err(_) => &[],
        }
    }

    /// The distance, if it is at most `most`: the cost of the best path through the words of the band.
    ///
    /// Words enter at the lower end as if every step down cost one, and the row above the upper end
    /// grows by one a column: both are paths that exist, never too cheap. A path of at most `most` edits
    /// costs in each of its cells what it truly does, so no word that it runs through leaves the band.
    ///
    /// `least` is what [`least_left`](Self::least_left) gives.
    fn banded_distance(&mut self, other: &[u32], least: &[usize], most: usize) -> Option<usize> {
        let rows = self.sequence.len();
        let mut band = Band {
            column: std::mem::take(&mut self.column),
            first: 0,
            score: 0,
            rows,
            columns: other.len(),
            least,
            most,
            masks: vec![[0; 2]; rows.div_ceil(WORD)],
        };
        band.column.clear();
        let (pairs, rest) = other.as_chunks::<2>();
        let is_alive = pairs.iter().zip(1..).all(|(ids, number)| {
            self.advance_band(&mut band, *ids, 2 * number - 2);
            2 * number % BETWEEN_LOOKS != 0 || band.narrow(2 * number)
        });
        if let ([id], true) = (rest, is_alive) {
            self.advance_band(&mut band, [*id], other.len() - 1);
        }
        let is_whole = is_alive && band.column.len() == rows.div_ceil(WORD);
        let found = (is_whole && band.score <= most).then_some(band.score);
        self.column = band.column;
        found
    }

    /// Moves the band from column `column` over those of `ids`. What one word takes to be moved is
    /// mostly waiting for the word above it; of two columns the waits overlap.
    fn advance_band<const N: usize>(&self, band: &mut Band<'_>, ids: [u32; N], column: usize) {
        let mut standing = ids.map(|id| {
            let standing = self.long_rows(id);
            &standing[standing.partition_point(|&(word, _)| word < band.first)..]
        });
        // Gathered before, because whether an id stands in the next word cannot be foreseen.
        let end = band.column.len();
        for (lane, standing) in standing.iter_mut().enumerate() {
            while let Some((&(word, mask), rest)) = standing.split_first()
                && word < end
            {
                band.masks[word][lane] = mask;
                *standing = rest;
            }
        }
        let mut steps = [Step { plus: 1, minus: 0 }; N];
        let lowest = band.lowest();
        let masks = band.masks[..end].iter_mut().skip(band.first);
        let words = band.column.iter_mut().skip(band.first).zip(masks);
        let mut words = words.map(|(vertical, masks)| (vertical, std::mem::take(masks)));
        let last = words.next_back();
        for (vertical, masks) in words {
            for (step, mask) in steps.iter_mut().zip(masks) {
                *step = advance(vertical, mask, *step, WORD - 1);
            }
        }
        if let Some((vertical, masks)) = last {
            for (step, mask) in steps.iter_mut().zip(masks) {
                *step = advance(vertical, mask, *step, lowest);
            }
        }
        while band.column.len() < band.rows.div_ceil(WORD) && band.may_be_left(&steps, column) {
            let word = band.column.len();
            band.column.push((u64::MAX, 0));
            let lowest = band.lowest();
            for (standing, step) in standing.iter_mut().zip(&mut steps) {
                let mask = match standing.split_first() {
                    Some((&(here, mask), rest)) if here == word => {
                        *standing = rest;
                        mask
                    }
                    _ => 0,
                };
                *step = advance(&mut band.column[word], mask, *step, lowest);
            }
            band.score += lowest + 1;
        }
        band.score = steps
            .iter()
            .fold(band.score, |score, step| step.from(score));
    }
}

/// The words of a column through which a path of at most `most` edits may run.
struct Band<'l> {
    /// Vertical differences of the words up to the last one of the band; those before `first` are of
    /// the past.
    column: Vec<(u64, u64)>,
    first: usize,
    /// What the lowest row of the last word costs.
    score: usize,
    rows: usize,
    columns: usize,
    least: &'l [usize],
    most: usize,
    /// The rows in which the ids of the next two columns stand, word by word; zeros between columns.
    masks: Vec<[u64; 2]>,
}

impl Band<'_> {
    /// The rows down to the end of `word`.
    fn end(&self, word: usize) -> usize {
        self.rows.min((word + 1) * WORD)
    }

    /// The lowest row of the last word that is one of the pattern, in the word.
    fn lowest(&self) -> usize {
        let last = self.column.len().saturating_sub(1);
        self.end(last) - last * WORD - 1
    }

    /// Edits that a path must still have `row` rows down in column `column`: as many as the rows and
    /// columns that are left differ, and what either side has more of every id. Beside the diagonal,
    /// and between looks, each step may have changed that by one.
    fn left(&self, row: usize, column: usize) -> usize {
        let surplus = (self.rows - row).abs_diff(self.columns - column);
        let steps = column % BETWEEN_LOOKS + row.abs_diff(column.min(self.rows));
        let least = self.least.get(column / BETWEEN_LOOKS);
        surplus.max(least.map_or(0, |least| least.saturating_sub(steps)))
    }

    /// Whether a path may run out of the band at its lower end, down or aslant from its lowest row, in
    /// the column `column` or one of those behind it, to which that row takes `steps`.
    fn may_be_left(&self, steps: &[Step], column: usize) -> bool {
        let Some(last) = self.column.len().checked_sub(1) else {
            return true;
        };
        let row = self.end(last);
        let mut score = self.score;
        let mut on_path = score + self.left(row, column) <= self.most;
        for (step, column) in steps.iter().zip(column + 1..) {
            score = step.from(score);
            on_path |= score + self.left(row, column) <= self.most;
        }
        on_path
    }

    /// Takes away the words at both ends that no path runs through; false if none are left.
    fn narrow(&mut self, column: usize) -> bool {
        let mut score = self.score;
        let (mut first, mut last) = (None, None);
        for word in (self.first..self.column.len()).rev() {
            let (begin, end) = (word * WORD, self.end(word));
            // Of a row `r` rows above the last one costs at most `r` less, so if any cell of the word
            // is on a path, this holds.
            if score + begin + 1 + self.left(begin + 1, column) <= self.most + end {
                last.get_or_insert((word, score));
                first = Some(word);
            }
            let mask = u64::MAX >> (WORD - (end - begin));
            let (plus, minus) = self.column[word];
            score += (minus & mask).count_ones() as usize;
            score = score.saturating_sub((plus & mask).count_ones() as usize);
        }
        let (Some(first), Some((last, score))) = (first, last) else {
            return false;
        };
        self.first = first;
        self.column.truncate(last + 1);
        self.score = score;
        true
    }
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

/// What a row gains from one column to the next: one more, one less (each 0 or 1) or nothing.
#[derive(Clone, Copy)]
struct Step {
    plus: u64,
    minus: u64,
}

impl Step {
    /// What comes of `value` by the step.
    fn from(self, value: usize) -> usize {
        value + self.plus as usize - self.minus as usize
    }
}

/// Moves one word of rows a column on: `above` is the step of the row above it, the result that of
/// its row `lowest`.
#[inline]
fn advance(vertical: &mut (u64, u64), equal: u64, above: Step, lowest: usize) -> Step {
    let (plus, minus) = *vertical;
    let diagonal = equal | minus;
    let equal = equal | above.minus;
    let zero = ((equal & plus).wrapping_add(plus) ^ plus) | equal;
    let right_plus = minus | !(zero | plus);
    let right_minus = plus & zero;
    let step = Step {
        plus: right_plus >> lowest & 1,
        minus: right_minus >> lowest & 1,
    };
    let right_plus = right_plus << 1 | above.plus;
    let right_minus = right_minus << 1 | above.minus;
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

    /// Edits in every fourth word, and a thousand words that moved: the band has to be wide and to follow.
    #[test]
    fn two_long_segments_may_differ_in_many_places() {
        let mut seed = 1u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed >> 12
        };
        let a: Vec<u32> = (0..60_000).map(|_| random() % 2000).collect();
        let mut b = a.clone();
        for word in b.iter_mut().step_by(4) {
            *word += 2000;
        }
        assert_eq!(distance(&a, &b, 18_000), Some(15_000));
        assert_eq!(distance(&a, &b, 14_999), None);
        let moved: Vec<u32> = b.drain(10_000..11_000).collect();
        b.splice(50_000..50_000, moved);
        let found = distance(&a, &b, 18_000);
        assert_eq!(found, distance(&b, &a, 18_000));
        assert!(
            found.is_some_and(|found| (16_000..=17_000).contains(&found)),
            "{found:?}"
        );
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
            (
                prop::collection::vec(0u32..60, 400..1200),
                any::<[u16; 3]>()
            )
                .prop_map(|(a, cut)| {
                    let [from, length, to] = cut.map(usize::from);
                    let mut b = a.clone();
                    let from = from % b.len();
                    let moved: Vec<u32> =
                        b.drain(from..(from + length % 300).min(a.len())).collect();
                    let to = to % (b.len() + 1);
                    if length % 3 > 0 {
                        b.splice(to..to, moved);
                    }
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
