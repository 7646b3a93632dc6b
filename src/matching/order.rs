//! The order of matches (design section 3, step 6), and only so much of it as is shown.
//!
//! Context first, then score, then the fewest edits over the characters of the comparison texts,
//! then the later change date, then the order of the memories and of their units. Edits over
//! characters cost far more than all the rest of a search, so they are counted for matches that tie
//! at a place that is shown, once for each different text.

use super::distance::CharacterDistance;
use super::{Match, MatchKind, Matcher};
use crate::memory::TranslationUnit;
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
    let mut counted: HashMap<&str, usize> = HashMap::new();
    ties.sort_by_cached_key(|found| {
        let unit = matcher.unit(found);
        let edits = *counted
            .entry(&unit.variants[found.source].content.text)
            .or_insert_with(|| {
                let source = &matcher.source(found).text;
                distance.to(&comparison_text(source))
            });
        let date = Reverse(change_date(unit, found.target).unwrap_or_default());
        (edits, date, found.memory, found.unit)
    });
}

/// When the translation was last changed, as TMX writes it (`20261124T093000Z`): dates of this one
/// form are in order as text. Any other text is no date.
fn change_date(unit: &TranslationUnit, target: usize) -> Option<&str> {
    let of_target = &unit.variants[target].attributes;
    let dated = unit
        .attributes
        .iter()
        .chain(of_target)
        .filter(|(name, value)| {
            matches!(name.as_str(), "changedate" | "creationdate") && is_date(value)
        });
    dated.map(|(_, value)| value.as_str()).max()
}

fn is_date(text: &str) -> bool {
    const FORM: &[u8] = b"00000000T000000Z";
    let fits = |(byte, form): (u8, &u8)| match form {
        b'0' => byte.is_ascii_digit(),
        _ => byte == *form,
    };
    text.len() == FORM.len() && text.bytes().zip(FORM).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_of_the_standard_form_are_dates() {
        assert!(is_date("20261124T093000Z"));
        for text in [
            "2026-11-24",
            "20261124",
            "",
            "20261124T093000+",
            "2026112éT093000",
        ] {
            assert!(!is_date(text), "{text:?}");
        }
    }
}
