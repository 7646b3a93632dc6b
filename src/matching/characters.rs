//! How many edits of characters lie between one text and many others.
//!
//! This orders what ties in score, and often thousands of units tie (all that differ in a number), of
//! which only the nearest few are shown. So the text is made ready once: for each of its characters the
//! rows in which it stands, as bits. Of another text, what both share at their beginning and end costs
//! next to nothing, and the rest is compared only as far as the caller's limit:
//!
//! - Limits up to [`NARROW`] take one machine word a column, whatever the length: the 64 rows around
//!   the diagonal that ends at the last cell. A path of `k` edits never leaves that diagonal by more than
//!   `k` rows, and what a cell of it holds never falls along it, so the comparison ends as soon as it
//!   is more than `k`.
//! - Else rests of up to 64 characters take one word a column, and longer ones a band
//!   ([`Pattern::distance`]).
//!
//! `ставит` is 1 away from `ставил`, 5 from `везёт`.

use super::distance::{Pattern, diagonal_step};

/// Rows on each side of the diagonal that fit into one machine word with it.
const NARROW: usize = 31;

/// Rows that one machine word holds.
const WORD: usize = u64::BITS as usize;

/// Characters below this have their number in a table: Latin, Greek and Cyrillic.
const TABLED: usize = 0x530;

/// Cells of the table that one comparison may take, 2²⁴ machine words: some 50 ms. No algorithm is known
/// that takes less than the product of the lengths for all texts, and none can exist unless a widely
/// believed hypothesis is false (Backurs and Indyk 2015), so some limit must be.
const MOST_CELLS: usize = 1 << 30;

/// Edits that are counted at most where the longer text, without what both share at their ends, has
/// `length` characters: all of them up to 32,768 characters.
pub(super) fn most_counted(length: usize) -> usize {
    length.min(MOST_CELLS / length.max(1))
}

/// A text made ready to be compared with many others, character by character; its buffers are kept.
#[derive(Debug, Default)]
pub(super) struct CharacterDistance {
    text: String,
    /// By character: its number among those of the text, from 1; 0 for all others.
    numbers: Vec<u16>,
    /// The same for characters past the end of the table.
    others: Vec<(char, u16)>,
    /// How many different characters there are.
    different: u16,
    /// By number: the rows in which the character stands, in as many words as all rows need, and one of
    /// zeros before and two behind.
    rows: Vec<u64>,
    /// Words of `rows` for each number.
    words: usize,
    middles: [Vec<u32>; 2],
    pattern: Pattern,
}

/// Most characters of a text for which rows are kept; longer ones are rare and compared by bands.
const MOST_ROWS: usize = 1024;

impl CharacterDistance {
    /// Makes `text` the one from which distances are taken.
    pub(super) fn load(&mut self, text: &str) {
        self.forget();
        text.clone_into(&mut self.text);
        let length = text.chars().count();
        self.words = length.div_ceil(WORD) + 3;
        self.rows.resize(self.words, 0);
        if length > MOST_ROWS {
            return;
        }
        for (row, c) in text.chars().enumerate() {
            let number = usize::from(self.number_or_new(c));
            let word = number * self.words + 1 + row / WORD;
            self.rows[word] |= 1 << (row % WORD);
        }
    }

    fn forget(&mut self) {
        self.numbers.resize(TABLED, 0);
        for c in self.text.chars() {
            if let Some(number) = self.numbers.get_mut(c as usize) {
                *number = 0;
            }
        }
        self.others.clear();
        self.rows.clear();
        self.different = 0;
    }

    fn number_or_new(&mut self, c: char) -> u16 {
        let known = self.number(c);
        if known > 0 {
            return known;
        }
        self.different += 1;
        match self.numbers.get_mut(c as usize) {
            Some(number) => *number = self.different,
            None => self.others.push((c, self.different)),
        }
        self.rows.resize(self.rows.len() + self.words, 0);
        self.different
    }

    #[inline]
    fn number(&self, c: char) -> u16 {
        match self.numbers.get(c as usize) {
            Some(&number) => number,
            None => {
                let found = self.others.iter().find(|(other, _)| *other == c);
                found.map_or(0, |&(_, number)| number)
            }
        }
    }

    /// The rows in which `c` stands, from row `start` on, which is at least -[`WORD`].
    #[inline]
    fn rows_of(&self, c: char, start: isize) -> u64 {
        let at = (start + WORD as isize) as usize;
        let (word, bit) = (at / WORD, at % WORD);
        let begin = usize::from(self.number(c)) * self.words;
        let rows = &self.rows[begin..begin + self.words];
        match rows.get(word..word + 2) {
            Some([low, high]) => low >> bit | (high << 1) << (WORD - 1 - bit),
            _ => 0,
        }
    }

    /// The distance to `other`; `None` if it is more than `most`.
    ///
    /// Of long texts no more than [`most_counted`] edits are counted: what is further is that far.
    /// Time O(n) for what both share at their ends; for n characters else O(n·k/64), k the distance or
    /// `most`.
    pub(super) fn within(&mut self, other: &str, most: usize) -> Option<usize> {
        let (prefix, suffix) = common_ends(&self.text, other);
        let middle = &self.text[prefix..self.text.len() - suffix];
        let other = &other[prefix..other.len() - suffix];
        let (m, n) = (middle.chars().count(), other.chars().count());
        let (shorter, longer) = (m.min(n), m.max(n));
        // The ends differ: two single characters are one edit, anything longer is at least two.
        if longer - shorter > most || longer.min(2) > most && shorter > 0 && longer > 1 {
            return None;
        }
        if shorter == 0 || longer == 1 {
            return (longer <= most).then(|| longer.min(most_counted(longer)));
        }
        let counted = most_counted(longer);
        let limit = most.min(counted);
        let has_rows = self.words * WORD <= MOST_ROWS + 4 * WORD && self.different > 0;
        let first = has_rows.then(|| self.text[..prefix].chars().count());
        let found = match first {
            Some(first) if limit <= NARROW => self.narrow(first, m, other, n, limit),
            Some(first) if m <= WORD => self.short(first, m, other, n, limit),
            _ => {
                let near = first.and_then(|first| self.narrow(first, m, other, n, NARROW));
                near.or_else(|| self.banded(prefix, suffix, other, limit))
            }
        };
        found.or((most >= counted).then_some(counted))
    }

    /// The distance between `m` characters from the one numbered `first` on and the `n` of `other`, if it
    /// is at most `most`, which is at most [`NARROW`].
    ///
    /// Bit `b` of a column `j` is row `j + m - n + b - 32`: the last cell is on bit 32, and so is the
    /// diagonal that leads to it. Rows before the first hold what the first holds, each column one
    /// more, as the row above the table does. What lies outside of the word is taken for too dear: a
    /// path that needs it costs more than `most`.
    fn narrow(&self, first: usize, m: usize, other: &str, n: usize, most: usize) -> Option<usize> {
        const DIAGONAL: usize = WORD / 2;
        let offset = m as isize - n as isize;
        let mut distance = offset.unsigned_abs();
        if distance > most {
            return None;
        }
        distance = offset.max(0) as usize;
        // Bits are those of column 1; in the column before it every step down costs one.
        let inside = DIAGONAL.saturating_add_signed(-offset);
        let mut plus = u64::MAX.checked_shl(inside as u32).unwrap_or(0);
        let mut minus = 0;
        for (start, c) in (offset - DIAGONAL as isize..).zip(other.chars()) {
            // Row `start + 1` of the table is on bit 0; it is character `start` of the rest.
            let before = (-start).clamp(0, WORD as isize) as u32;
            let begin = (first as isize + start).max(-(WORD as isize));
            let equal = self.rows_of(c, begin) & u64::MAX.checked_shl(before).unwrap_or(0);
            let zero = ((equal & plus).wrapping_add(plus) ^ plus) | equal | minus;
            distance += usize::from(zero >> DIAGONAL & 1 == 0);
            if distance > most {
                return None;
            }
            let right_plus = minus | !(zero | plus);
            let right_minus = zero & plus;
            // One row on, as the window goes down with the diagonal.
            plus = right_minus | !(zero >> 1 | right_plus);
            minus = zero >> 1 & right_plus;
        }
        Some(distance)
    }

    /// The same for at most [`WORD`] characters of the text and any limit.
    fn short(&self, first: usize, m: usize, other: &str, n: usize, most: usize) -> Option<usize> {
        let mut column = (u64::MAX, 0);
        let mut distance = m.saturating_sub(n);
        for (at, c) in other.chars().enumerate() {
            let equal = self.rows_of(c, first as isize);
            distance += diagonal_step(&mut column, equal, at + m, n);
            if distance > most {
                return None;
            }
        }
        Some(distance)
    }

    /// The same for any text.
    fn banded(&mut self, prefix: usize, suffix: usize, other: &str, most: usize) -> Option<usize> {
        let [x, y] = &mut self.middles;
        let middle = &self.text[prefix..self.text.len() - suffix];
        x.clear();
        x.extend(middle.chars().map(u32::from));
        y.clear();
        y.extend(other.chars().map(u32::from));
        self.pattern.load(x, TABLED);
        self.pattern.distance(y, most)
    }
}

/// Bytes of whole characters that both texts have in common at their beginning and, of the rest, at
/// their end.
fn common_ends(a: &str, b: &str) -> (usize, usize) {
    let mut prefix = common_prefix(a.as_bytes(), b.as_bytes());
    while !a.is_char_boundary(prefix) || !b.is_char_boundary(prefix) {
        prefix -= 1;
    }
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let mut suffix = common_suffix(a.as_bytes(), b.as_bytes());
    while !a.is_char_boundary(a.len() - suffix) || !b.is_char_boundary(b.len() - suffix) {
        suffix -= 1;
    }
    (prefix, suffix)
}

/// Bytes that are compared at once.
const STRIDE: usize = 8;

fn common_prefix(a: &[u8], b: &[u8]) -> usize {
    let strides = a.as_chunks::<STRIDE>().0.iter().zip(b.as_chunks().0);
    let equal = STRIDE * strides.take_while(|(x, y)| x == y).count();
    let rest = a[equal..].iter().zip(&b[equal..]);
    equal + rest.take_while(|(x, y)| x == y).count()
}

fn common_suffix(a: &[u8], b: &[u8]) -> usize {
    let strides = a.as_rchunks::<STRIDE>().1.iter().rev();
    let strides = strides.zip(b.as_rchunks().1.iter().rev());
    let equal = STRIDE * strides.take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - equal], &b[..b.len() - equal]);
    let rest = a.iter().rev().zip(b.iter().rev());
    equal + rest.take_while(|(x, y)| x == y).count()
}

#[cfg(test)]
mod tests {
    use super::super::distance::plain;
    use super::*;
    use proptest::prelude::*;

    fn truth(a: &str, b: &str) -> usize {
        let ids = |text: &str| text.chars().map(u32::from).collect::<Vec<_>>();
        plain(&ids(a), &ids(b))
    }

    #[test]
    fn a_text_leaves_nothing_behind() {
        let mut distance = CharacterDistance::default();
        for (text, other) in [
            ("приём «A»", "прием «B»"),
            ("«B»", "приём"),
            ("", "été"),
            ("l’été", "l'hiver"),
            ("l’été", ""),
        ] {
            distance.load(text);
            assert_eq!(distance.within(other, 99), Some(truth(text, other)));
        }
    }

    #[test]
    fn long_texts_are_counted_whole_up_to_a_bound_of_time() {
        assert_eq!(most_counted(32_768), 32_768);
        assert_eq!(most_counted(1 << 20), 1024);
        let (a, b) = ("a".repeat(9000), "b".repeat(9000));
        let mut distance = CharacterDistance::default();
        distance.load(&a);
        assert_eq!(distance.within(&b, usize::MAX), Some(9000));
        assert_eq!(distance.within(&b, 8999), None);
        distance.load(&a.repeat(10));
        assert_eq!(
            distance.within(&b.repeat(10), usize::MAX),
            Some(most_counted(90_000))
        );
        assert_eq!(distance.within(&b.repeat(10), 11_000), None);
    }

    /// Texts of few letters, of all lengths around the borders of words, and some edits of them.
    fn pairs() -> impl Strategy<Value = (String, String)> {
        let letter = prop::sample::select(vec!['a', 'b', 'é', 'ж', '’', '1', '😀']);
        let text = |lengths| prop::collection::vec(letter.clone(), lengths);
        let joined = |letters: Vec<char>| letters.into_iter().collect::<String>();
        let edits = prop::collection::vec((any::<u16>(), any::<u8>()), 0..40);
        prop_oneof![
            (text(0..9), text(0..9)).prop_map(move |(a, b)| (joined(a), joined(b))),
            (text(0..150), edits).prop_map(move |(a, edits)| {
                let mut b = a.clone();
                for (at, kind) in edits {
                    let at = usize::from(at) % (b.len() + 1);
                    match kind % 3 {
                        0 => b.insert(at, '2'),
                        1 if at < b.len() => drop(b.remove(at)),
                        _ if at < b.len() => b[at] = '3',
                        _ => {}
                    }
                }
                (joined(a), joined(b))
            }),
        ]
    }

    proptest! {
        #[test]
        fn characters_are_counted_as_the_table_does(
            pairs in prop::collection::vec(pairs(), 1..4),
            most in prop_oneof![0usize..45, 0usize..200],
        ) {
            let mut distance = CharacterDistance::default();
            for (a, _) in &pairs {
                distance.load(a);
                for (_, b) in &pairs {
                    let expected = Some(truth(a, b)).filter(|edits| *edits <= most);
                    prop_assert_eq!(distance.within(b, most), expected, "{:?} {:?}", a, b);
                }
            }
        }
    }
}
