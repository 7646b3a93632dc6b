//! Internal fuzzies: segments that are nearer to an earlier segment of the article than to a memory.
//!
//! A repetition costs nothing once its first occurrence is translated; a sentence that differs from
//! an earlier one by a word costs little. Tools call this homogeneity or internal fuzzy leverage. It is
//! counted and never filled: when the draft is made, the earlier sentence has no translation yet, or
//! one of which this one's own match is as good. `The probe sent 3 images.` and forty lines later
//! `The probe sent 12 images.` share all their words: the second is an internal 98.
//!
//! Segments are compared as they are with units of a memory, tags and all, by an index of the article,
//! so a long article costs no more than a memory of its size would.

use crate::inline::InlineText;
use crate::matching::distance::Pattern;
use crate::matching::{Similarity, TagCounts, multiset_difference};
use crate::memory::index::{
    Candidates, Damage, Index, IndexDraft, IndexQuery, LOWEST_THRESHOLD, Text, most_edits,
};
use crate::token::normal::{Element, Sequence, comparison_text};
use hashbrown::HashSet;
use rayon::prelude::*;
use std::borrow::Cow;

/// An earlier segment of the article that is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Internal {
    /// Its number in the article, from 0.
    pub segment: usize,
    /// 50–99, as against a unit of a memory.
    pub score: u8,
}

/// Most earlier wordings that a segment is compared with, the latest first: a table of thousands of
/// lines that are all alike must not cost the square of its length.
const MOST_COMPARED: usize = 200;

/// For each of `contents` the nearest earlier one, where it is nearer than `best`, the score of the best
/// match in a memory. Among those of one wording (words and their order) the first stands for all.
pub(super) fn nearest(contents: &[InlineText], best: &[u8]) -> Vec<Option<Internal>> {
    let sides: Vec<Side<'_>> = contents.iter().map(Side::of).collect();
    let mut draft = IndexDraft::default();
    let mut wordings = HashSet::new();
    for (number, side) in (0..).zip(&sides) {
        let text = &side.text;
        if draft.is_full(text.len()) {
            break;
        }
        if wordings.insert(wording(&side.sequence)) {
            let place = Text {
                unit: number,
                variant: 0,
            };
            draft.push(place, text);
        }
    }
    let index = draft.finish();
    let search = |segment: usize| {
        let search = Search {
            index: &index,
            sides: &sides,
        };
        // An index in memory cannot be damaged.
        search.nearest(segment, best[segment]).ok().flatten()
    };
    (0..sides.len()).into_par_iter().map(search).collect()
}

/// The words of a text in order, numbers as one.
fn wording(sequence: &Sequence) -> String {
    let mut wording = String::new();
    for element in sequence.iter() {
        match element {
            Element::Number(_) => wording.push('0'),
            Element::Word(word) => wording.push_str(word),
        }
        wording.push(' ');
    }
    wording
}

/// A segment as it is compared.
struct Side<'a> {
    text: Cow<'a, str>,
    sequence: Sequence,
    tags: TagCounts,
}

impl Side<'_> {
    fn of(content: &InlineText) -> Side<'_> {
        let text = comparison_text(&content.text);
        Side {
            sequence: Sequence::of(&text),
            text,
            tags: TagCounts::of(content),
        }
    }

    fn similarity(&self, other: &Side<'_>, edits: usize, longer: usize) -> Similarity {
        let mut own: Vec<&str> = self.sequence.numbers().collect();
        let mut others: Vec<&str> = other.sequence.numbers().collect();
        Similarity {
            edits,
            longer,
            equal_text: self.text == other.text,
            numbers: multiset_difference(&mut own, &mut others),
            tags: self.tags.difference(&other.tags),
        }
    }
}

struct Search<'a> {
    index: &'a Index,
    sides: &'a [Side<'a>],
}

impl Search<'_> {
    fn nearest(&self, segment: usize, best: u8) -> Result<Option<Internal>, Damage> {
        let side = &self.sides[segment];
        let least = best.saturating_add(1).max(LOWEST_THRESHOLD);
        if least >= 100 || side.sequence.is_empty() {
            return Ok(None);
        }
        let (mut query, mut found) = (IndexQuery::default(), Candidates::default());
        query.read(&side.sequence, self.index)?;
        self.index.candidates(&query, least, &mut found)?;
        let mut earlier = Vec::new();
        for &entry in &found.entries {
            let other = self.index.text(entry)?.unit as usize;
            if other < segment {
                earlier.push((other, entry));
            }
        }
        earlier.sort_unstable_by(|a, b| b.cmp(a));
        let mut pattern = Pattern::default();
        pattern.load(query.tokens(), self.index.words());
        let (mut nearest, mut tokens): (Option<Internal>, Vec<u32>) = (None, Vec::new());
        for (other, entry) in earlier.into_iter().take(MOST_COMPARED) {
            let wanted = nearest.map_or(least, |nearest| nearest.score);
            self.index.read_tokens(entry, &mut tokens)?;
            let longer = tokens.len().max(query.tokens().len());
            let Some(edits) = pattern.distance(&tokens, most_edits(wanted, longer)) else {
                continue;
            };
            let score = side.similarity(&self.sides[other], edits, longer).score();
            // Among equals the earliest, as for repetitions.
            if score >= wanted {
                nearest = Some(Internal {
                    segment: other,
                    score,
                });
            }
        }
        Ok(nearest.filter(|nearest| nearest.score < 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[&str], best: &[u8]) -> Vec<Option<(usize, u8)>> {
        let contents: Vec<InlineText> = texts.iter().map(|text| InlineText::plain(*text)).collect();
        let found = nearest(&contents, best);
        let pairs = found.into_iter();
        pairs
            .map(|found| found.map(|found| (found.segment, found.score)))
            .collect()
    }

    #[test]
    fn only_what_came_before_counts_and_only_when_it_is_nearer() {
        let texts = [
            "Le module pèse 12 tonnes.",
            "L’équipage dort.",
            "Le module pèse 14 tonnes.",
            "Le module pesait 14 tonnes.",
        ];
        let expected = [None, None, Some((0, 98)), Some((0, 79))];
        assert_eq!(found(&texts, &[0; 4]), expected);
        assert_eq!(
            found(&texts, &[0, 0, 98, 60]),
            [None, None, None, Some((0, 79))]
        );
    }

    #[test]
    fn the_nearest_is_chosen_and_of_equals_the_first() {
        let texts = [
            "The crew left the old station.",
            "The crew left the new station.",
            "The crew left the big station.",
            "The crew left the new station!",
        ];
        let expected = [None, Some((0, 83)), Some((0, 83)), Some((1, 99))];
        assert_eq!(found(&texts, &[0; 4]), expected);
        assert_eq!(found(&["", "—", "—", "12", "13"], &[0; 5])[..3], [None; 3]);
    }

    #[test]
    fn thousands_of_lines_alike_are_no_square() {
        let lines: Vec<String> = (0..2000)
            .map(|number| format!("Row {number} of mass x{number}"))
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let found = found(&lines, &vec![0; lines.len()]);
        assert_eq!(found[0], None);
        assert!(
            found[1..]
                .iter()
                .all(|found| found.is_some_and(|(_, score)| score == 79))
        );
    }
}
