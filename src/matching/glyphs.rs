//! Texts that differ only in their glyphs: which apostrophe, which quotes, which dash, which space.
//!
//! Two translations that a typographer would call one are one: `l'essai “A”` and `l’essai « A »`.
//! A word, a number, a capital or any other mark that differs is a real difference. These functions
//! serve the decisions of a draft (what may be filled unseen, what is ambiguous); the score knows
//! nothing of them.

use crate::text::chars::{is_apostrophe, is_dash, is_quote};
use crate::token::normal::comparison_text;
use crate::token::tokens;

/// Whether the texts differ, but only in apostrophes, quotes, dash glyphs or spaces.
///
/// ```
/// use entente::matching::differs_only_in_glyphs;
///
/// assert!(differs_only_in_glyphs("L'essai – le «premier»", "L’essai — le « premier »"));
/// assert!(!differs_only_in_glyphs("Приём закончен.", "Прием закончен."));
/// ```
pub fn differs_only_in_glyphs(a: &str, b: &str) -> bool {
    same_but_for_glyphs(a, b) && comparison_text(a) != comparison_text(b)
}

/// Whether the texts are equal after normalising, quotes, apostrophes, dashes and spaces folded.
pub fn same_but_for_glyphs(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

/// Which of `targets` are different translations: the index of the first of each that is the same
/// but for its glyphs. One index: they agree. More: they are ambiguous.
pub fn distinct_targets<'t>(targets: impl IntoIterator<Item = &'t str>) -> Vec<usize> {
    let mut seen = std::collections::HashSet::new();
    let numbered = targets.into_iter().enumerate();
    let first = numbered.filter(|(_, target)| seen.insert(folded(target)));
    first.map(|(number, _)| number).collect()
}

/// The tokens of `text` with one space between each two, every folded glyph by its plainest form.
fn folded(text: &str) -> String {
    let text = comparison_text(text);
    let mut out = String::with_capacity(text.len());
    for token in tokens(&text) {
        out.push(' ');
        out.extend(text[token.span.range()].chars().map(plainest));
    }
    out
}

/// Apostrophes before quotes: ’ is both, and so are its single companions.
fn plainest(c: char) -> char {
    match c {
        c if is_apostrophe(c) => '\'',
        '‹' | '›' | '\u{2018}'..='\u{201B}' => '\'',
        c if is_quote(c) => '"',
        c if is_dash(c) => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_capitals_and_other_marks_are_real_differences() {
        for (a, b) in [
            ("Le vol 12", "Le vol 13"),
            ("État", "état"),
            ("Fini.", "Fini !"),
            ("non stop", "nonstop"),
            ("ёлка", "елка"),
            ("1 234", "1234"),
            ("(A)", "«A»"),
        ] {
            assert!(!same_but_for_glyphs(a, b), "{a} {b}");
        }
    }

    #[test]
    fn glyphs_of_one_kind_are_one() {
        for (a, b) in [
            ("«Союз» – ракета", "“Союз” — ракета"),
            ("Prêt\u{202f}?", "Prêt?"),
            ("‘Yes’", "'Yes'"),
            ("пять\u{2011}шесть", "пять-шесть"),
        ] {
            assert!(differs_only_in_glyphs(a, b), "{a} {b}");
        }
    }

    #[test]
    fn an_equal_text_does_not_differ() {
        assert!(!differs_only_in_glyphs("Prêt ?", "Prêt\u{a0}?"));
        assert!(same_but_for_glyphs("Prêt ?", "Prêt\u{a0}?"));
    }

    #[test]
    fn targets_that_agree_are_one() {
        assert_eq!(distinct_targets(["L'essai", "L’essai"]), [0]);
        assert_eq!(distinct_targets(["L'essai", "Le test", "L’essai"]), [0, 1]);
        assert!(distinct_targets([]).is_empty());
    }
}
