//! The order of matches (design section 3, step 6), and only so much of it as is shown.
//!
//! Context first, then score, then the fewest edits over the characters of the comparison texts,
//! then the later change date, then the order of the memories and of their units. Edits over
//! characters cost far more than all the rest of a search, so they are counted for matches that tie
//! at a place that is shown, once for each different text.

use super::distance::CharacterDistance;
use super::{Match, MatchKind, Matcher};
use crate::token::normal::comparison_text;
use hashbrown::HashMap;
use std::cmp::Reverse;

/// The first `limit` of `found` in order, all for 0.
pub(super) fn first(
    matcher: &Matcher<'_>,
    query: &str,
    mut found: Vec<Match>,
    limit: usize,
) -> Vec<Match> {
    let shown = if limit == 0 { found.len() } else { limit };
    let rank = |found: &Match| Reverse((found.kind == MatchKind::Context, found.score));
    found.sort_by_key(rank);
    let mut begin = 0;
    for ties in found.chunk_by_mut(|a, b| rank(a) == rank(b)) {
        if begin < shown && ties.len() > 1 {
            sort_ties(matcher, query, ties);
        }
        begin += ties.len();
    }
    found.truncate(shown);
    found
}

fn sort_ties(matcher: &Matcher<'_>, query: &str, ties: &mut [Match]) {
    let mut distance = CharacterDistance::new(query);
    let mut counted: HashMap<String, usize> = HashMap::new();
    ties.sort_by_cached_key(|found| {
        let source = matcher.source(found).text.as_str();
        let edits = match counted.get(source) {
            Some(&edits) => edits,
            None => {
                let edits = distance.to(&comparison_text(source));
                counted.insert(source.to_owned(), edits);
                edits
            }
        };
        let date = matcher.unit(found).change_date(found.target);
        (edits, Reverse(date), found.memory, found.unit)
    });
}
