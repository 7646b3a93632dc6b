//! `script-mixed`: a word is written in two scripts whose letters look alike.
//!
//! `Cпутник` with a Latin C reads well and is found by no search, no speller and no glossary. Only
//! words are judged whose stray letters all have a twin in the other script, so `PDFы` is left
//! alone; digits and hyphens part words, so `М-3` and `USB-порт` are two each.

use crate::check::convention::{Fault, Faults, targets};
use crate::check::finding::Severity;
use crate::check::rule::{FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::text::Span;
use crate::text::chars::{TWINS, is_cyrillic, is_latin};
use unicode_normalization::char::is_combining_mark;

/// The rule.
#[derive(Debug)]
pub(super) struct ScriptMixed;

static META: RuleMeta = RuleMeta {
    id: "script-mixed",
    summary: "a word has letters of another script that look alike",
    why: "A Latin C in Спутник cannot be seen, but no search, speller, link or glossary finds the \
          word. A word is reported when all its stray letters have a twin in the script of its \
          other letters; the fix puts the twins in. Where both readings are possible the language \
          of the text decides. Words with letters that have no twin (PDFы), names of several parts \
          (М-3, USB-порт) and formulas (СO₂) are left alone; letters from before 1918 are Cyrillic.",
    example: "wrong: Первый Cпутник (with a Latin C)\nright: Первый Спутник",
    severity: Severity::Error,
    fix: FixKind::Safe,
    since: RuleSet::R2026_2,
};

impl Rule for ScriptMixed {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let mut faults = Faults::default();
        for (pair, side) in targets(job) {
            for (span, twin) in mixed(side) {
                let word = side.slice(span);
                faults.faults.push(Fault {
                    pair: pair.index,
                    span,
                    about: twin.clone(),
                    message: format!(
                        "\"{word}\" mixes Latin and Cyrillic letters: {}",
                        strays(word, &twin)
                    ),
                    fix: Some(twin),
                    safe: true,
                    severity: Severity::Error,
                });
            }
        }
        faults.report(job, sink);
    }
}

/// The words of `side` that mix scripts, with what they should be.
fn mixed(side: &Side<'_>) -> Vec<(Span, String)> {
    let text = side.text.as_str();
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(offset) = rest.find(char::is_alphabetic) {
        let start = text.len() - rest.len() + offset;
        let is_part = |c: char| c.is_alphabetic() || is_combining_mark(c);
        let length = text[start..].find(|c| !is_part(c));
        let end = length.map_or(text.len(), |length| start + length);
        rest = &text[end..];
        let span = Span::new(start, end);
        let Some(twin) = unmixed(&text[start..end], side.language.code == "ru") else {
            continue;
        };
        let formula = rest.starts_with(|c: char| c.is_numeric());
        if !formula && !side.is_protected(span) && !side.holds_tag(span) {
            found.push((span, twin));
        }
    }
    found
}

/// `word` in one script, if it mixes two and can be written in one.
fn unmixed(word: &str, in_cyrillic_text: bool) -> Option<String> {
    let latin = word.chars().filter(|&c| is_latin(c)).count();
    let cyrillic = word.chars().filter(|&c| is_cyrillic(c)).count();
    if latin == 0 || cyrillic == 0 {
        return None;
    }
    let to_cyrillic = written_with(word, is_latin, |&(latin, twin)| (latin, twin));
    let to_latin = written_with(word, is_cyrillic, |&(twin, cyrillic)| (cyrillic, twin));
    match (to_cyrillic, to_latin) {
        // All letters of both kinds have twins: the script of the text decides.
        (Some(one), Some(_)) if in_cyrillic_text => Some(one),
        (Some(_), Some(other)) => Some(other),
        (one, other) => one.or(other),
    }
}

/// `word` with every letter that `is_stray` replaced by its twin; `None` when one has none.
fn written_with(
    word: &str,
    is_stray: fn(char) -> bool,
    twin: fn(&(char, char)) -> (char, char),
) -> Option<String> {
    let of = |c: char| {
        let mut twins = TWINS.iter().map(twin);
        match is_stray(c) {
            true => twins.find(|(from, _)| *from == c).map(|(_, to)| to),
            false => Some(c),
        }
    };
    word.chars().map(of).collect()
}

/// The letters that are changed, as the message names them.
fn strays(word: &str, twin: &str) -> String {
    let changed = word.chars().zip(twin.chars()).filter(|(a, b)| a != b);
    let mut names: Vec<String> = changed
        .map(|(stray, _)| {
            let script = if is_latin(stray) { "Latin" } else { "Cyrillic" };
            format!("{script} \"{stray}\" (U+{:04X})", u32::from(stray))
        })
        .collect();
    names.dedup();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_without_a_twin_decide() {
        assert_eq!(unmixed("Cпутник", true).as_deref(), Some("Спутник"));
        assert_eq!(unmixed("Соsmos", false).as_deref(), Some("Cosmos"));
        assert_eq!(unmixed("PDFы", true), None);
        assert_eq!(unmixed("Мiръ", true).as_deref(), Some("Міръ"));
    }

    #[test]
    fn a_word_of_twins_follows_its_text() {
        assert_eq!(unmixed("CОР", true).as_deref(), Some("СОР"));
        assert_eq!(unmixed("CОР", false).as_deref(), Some("COP"));
    }
}
