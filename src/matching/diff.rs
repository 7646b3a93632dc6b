//! What changed between two texts, word by word, for people.
//!
//! Words, numbers and marks as written are laid against each other with the fewest edits, so the
//! stretches that differ show all that the score counts and all that it forgives: `The probe left.`
//! against `the new probe left!` gives `The`→`the new`, `.`→`!`.
//!
//! The table of the dynamic program is only kept up to a size; of two long texts that have little in
//! common the whole middle is shown as one change.

use crate::text::Span;
use crate::token::tokens;

/// Most cells of the table, 4 bytes each: texts of 1,000 words each fit.
const MOST_CELLS: usize = 1 << 20;

/// A stretch of both texts: equal, or replaced; an empty span on one side is an insertion or deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiffPart {
    /// Whether the stretch is the same in both.
    pub equal: bool,
    /// Its bytes in the first text.
    pub old: Span,
    /// Its bytes in the second text.
    pub new: Span,
}

/// The parts in which `new` is equal to `old` and differs from it, in order.
///
/// Spans go from the first to the last token of a part; white space between parts belongs to none.
pub fn word_diff(old: &str, new: &str) -> Vec<DiffPart> {
    let sides = [old, new].map(|text| tokens(text).map(|token| token.span).collect::<Vec<_>>());
    let words = |text: &'_ str, spans: &[Span]| -> Vec<String> {
        spans
            .iter()
            .map(|span| text[span.range()].to_owned())
            .collect()
    };
    let pairs = alignment(&words(old, &sides[0]), &words(new, &sides[1]));
    let mut parts = Parts::new(&sides[0], &sides[1]);
    for (i, j) in pairs {
        parts.change_until(i, j);
        parts.keep();
    }
    parts.change_until(sides[0].len(), sides[1].len());
    parts.done
}

/// Pairs of equal words, rising on both sides, of an alignment with the fewest edits.
fn alignment(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[prefix..], &b[prefix..]);
    let backward = rest_a.iter().rev().zip(rest_b.iter().rev());
    let suffix = backward.take_while(|(x, y)| x == y).count();
    let middle_a = &rest_a[..rest_a.len() - suffix];
    let middle_b = &rest_b[..rest_b.len() - suffix];
    let middle = middle_pairs(middle_a, middle_b);
    let ends = (0..suffix).map(|k| (a.len() - suffix + k, b.len() - suffix + k));
    let mut pairs: Vec<(usize, usize)> = (0..prefix).map(|k| (k, k)).collect();
    pairs.extend(middle.iter().map(|(i, j)| (prefix + i, prefix + j)));
    pairs.extend(ends);
    pairs
}

fn middle_pairs(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    if a.is_empty() || b.is_empty() || (a.len() + 1).saturating_mul(b.len() + 1) > MOST_CELLS {
        return Vec::new();
    }
    // edits[i][j]: between what is left of a after i and of b after j.
    let width = b.len() + 1;
    let mut edits = vec![0u32; (a.len() + 1) * width];
    let at = |i: usize, j: usize| i * width + j;
    for i in (0..=a.len()).rev() {
        for j in (0..=b.len()).rev() {
            let (left_a, left_b) = (a.len() - i, b.len() - j);
            edits[at(i, j)] = if left_a == 0 || left_b == 0 {
                left_a.max(left_b) as u32
            } else if a[i] == b[j] {
                edits[at(i + 1, j + 1)]
            } else {
                let least = edits[at(i + 1, j + 1)].min(edits[at(i + 1, j)]);
                1 + least.min(edits[at(i, j + 1)])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if edits[at(i, j)] == 1 + edits[at(i + 1, j + 1)] {
            (i, j) = (i + 1, j + 1);
        } else if edits[at(i, j)] == 1 + edits[at(i + 1, j)] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Parts as they grow; `i` and `j` are the tokens already placed.
struct Parts<'s> {
    old: &'s [Span],
    new: &'s [Span],
    i: usize,
    j: usize,
    done: Vec<DiffPart>,
}

impl<'s> Parts<'s> {
    fn new(old: &'s [Span], new: &'s [Span]) -> Parts<'s> {
        Parts {
            old,
            new,
            i: 0,
            j: 0,
            done: Vec::new(),
        }
    }

    /// Everything up to the tokens `i` and `j` is a change.
    fn change_until(&mut self, i: usize, j: usize) {
        if (self.i, self.j) != (i, j) {
            let part = DiffPart {
                equal: false,
                old: stretch(self.old, self.i, i),
                new: stretch(self.new, self.j, j),
            };
            self.done.push(part);
            (self.i, self.j) = (i, j);
        }
    }

    /// The next token of both sides is the same.
    fn keep(&mut self) {
        let (old, new) = (self.old[self.i], self.new[self.j]);
        (self.i, self.j) = (self.i + 1, self.j + 1);
        match self.done.last_mut() {
            Some(last) if last.equal => {
                last.old = last.old.join(old);
                last.new = last.new.join(new);
            }
            _ => self.done.push(DiffPart {
                equal: true,
                old,
                new,
            }),
        }
    }
}

/// The bytes from token `from` to before token `to`; for none an empty span where they would stand.
fn stretch(spans: &[Span], from: usize, to: usize) -> Span {
    match (
        spans.get(from),
        to.checked_sub(1).and_then(|last| spans.get(last)),
    ) {
        (Some(first), Some(last)) if from < to => first.join(*last),
        (Some(next), _) => Span::empty(next.start),
        (None, _) => Span::empty(spans.last().map_or(0, |last| last.end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Equal parts as they are, others as `old→new`.
    fn shown(old: &str, new: &str) -> Vec<String> {
        let part = |part: &DiffPart| {
            let (old, new) = (&old[part.old.range()], &new[part.new.range()]);
            if part.equal {
                old.to_owned()
            } else {
                format!("{old}→{new}")
            }
        };
        word_diff(old, new).iter().map(part).collect()
    }

    #[test]
    fn case_and_marks_show_though_the_score_forgives_them() {
        assert_eq!(
            shown("The probe left.", "the new probe left!"),
            ["The→the new", "probe left", ".→!"]
        );
    }

    #[test]
    fn one_word_more_is_an_insertion() {
        assert_eq!(
            shown("le module", "le module lunaire"),
            ["le module", "→lunaire"]
        );
        assert_eq!(shown("", "луна"), ["→луна"]);
        assert_eq!(shown("луна", ""), ["луна→"]);
        assert!(shown("", "").is_empty());
    }

    #[test]
    fn texts_too_long_for_the_table_are_one_change_in_the_middle() {
        let old = format!("début {} fin", "а ".repeat(2000));
        let new = format!("début {} fin", "б ".repeat(2000));
        let parts = word_diff(&old, &new);
        assert_eq!(parts.len(), 3);
        assert!(parts[0].equal && !parts[1].equal && parts[2].equal);
    }
}
