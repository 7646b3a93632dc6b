//! `character-decomposed`: an accent stands as a character of its own where one letter has it.

use crate::check::convention::{Fault, Faults, targets};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::Job;
use crate::text::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The rule.
#[derive(Debug)]
pub(super) struct CharacterDecomposed;

static META: RuleMeta = RuleMeta {
    id: "character-decomposed",
    summary: "a letter is written as two characters where there is one",
    why: "File names of macOS and text copied from PDF files bring é as e and an accent, й as и and \
          a breve. It looks the same in most fonts and wrong in some, searches and links do not \
          find it, and counters count it twice. The fix is the letter itself (Unicode NFC). \
          Accents for which there is no letter, such as the stress of а́, are left alone.",
    example: "wrong: e + U+0301\nright: é (U+00E9)",
    severity: Severity::Warning,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

impl Rule for CharacterDecomposed {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let mut faults = Faults::default();
        for (pair, side) in targets(job) {
            for (span, letter) in decomposed(&side.text) {
                if side.is_protected(span) || side.holds_tag(span) {
                    continue;
                }
                faults.faults.push(Fault {
                    pair: pair.index,
                    span,
                    about: letter.clone(),
                    message: format!("\"{letter}\" is written as a letter and a loose accent"),
                    fix: Some(letter),
                    safe: true,
                    severity: Severity::Warning,
                });
            }
        }
        faults.report(job, sink);
    }
}

/// Letters of `text` with marks of their own that have a composed form.
fn decomposed(text: &str) -> Vec<(Span, String)> {
    let is_mark = |c: char| c >= '\u{300}' && is_combining_mark(c);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(is_mark) {
        let first = at + offset;
        let length = text[first..].find(|c: char| !is_mark(c));
        let end = length.map_or(text.len(), |length| first + length);
        let letter = text[..first].chars().next_back().map_or(0, char::len_utf8);
        let span = Span::new(first - letter, end);
        let composed: String = text[span.range()].nfc().collect();
        if composed.chars().count() < text[span.range()].chars().count() {
            found.push((span, composed));
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stress_mark_without_a_letter_of_its_own_stays() {
        assert_eq!(decomposed("за\u{301}мок"), []);
        assert_eq!(decomposed("и\u{306}"), [(Span::new(0, 4), "й".to_owned())]);
    }
}
