//! `negation-differs`: one side denies and the other does not.
//!
//! Languages deny in many ways (`fails to`, `il manque`, `избегать`), so this is information, and
//! only where one side holds a word that denies and the other nothing that could stand for it.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::text::Span;
use crate::text::chars::is_apostrophe;

/// The rule.
#[derive(Debug)]
pub(super) struct NegationDiffers;

static META: RuleMeta = RuleMeta {
    id: "negation-differs",
    summary: "one side says not and the other does not",
    why: "A lost not turns a warning into an invitation. Where a sentence denies (not, never, \
          sans, нельзя) and its translation holds no word that denies, avoids, lacks or excludes, \
          it is worth a look. Languages deny in many ways, so it is information only.",
    example: "wrong: Do not open the valve. -> Ouvrez la vanne.\n\
              right: Do not open the valve. -> Évitez d’ouvrir la vanne.",
    severity: Severity::Info,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

impl Rule for NegationDiffers {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in job.pairs.iter().filter(|pair| pair.sure) {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            let discovery = |side: &Side<'_>, span, what: &str| {
                let word = side.slice(span).to_lowercase();
                let message = format!("\"{word}\" {what}");
                Discovery::new(Severity::Info, word, message)
            };
            match (denial(source), denial(target)) {
                (Some(span), None) if !hints(target) => {
                    let discovery =
                        discovery(source, span, "has no counterpart in the translation");
                    sink.report(pair, discovery.in_source(span));
                }
                (None, Some(span)) if !hints(source) => {
                    let discovery = discovery(target, span, "denies what the source does not");
                    sink.report(pair, discovery.in_target(span));
                }
                _ => {}
            }
        }
    }
}

/// The first word that denies.
fn denial(side: &Side<'_>) -> Option<Span> {
    let usage = side.language.usage;
    let denies = |word: &str| usage.negations.contains(&word);
    let found = side
        .words()
        .find(|(_, word)| denies(&fold(word)))
        .map(|(span, _)| span);
    found.or_else(|| {
        let end = usage
            .negative_endings
            .iter()
            .filter(|ending| ending.contains('\''));
        let mut chunks = side.text.split_whitespace();
        let base = side.text.as_ptr() as usize;
        let ends: Vec<&str> = end.copied().collect();
        if ends.is_empty() {
            return None;
        }
        let fits = |chunk: &&str| {
            let word: String = fold(chunk)
                .chars()
                .map(|c| if is_apostrophe(c) { '\'' } else { c })
                .collect();
            let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            ends.iter().any(|ending| word.ends_with(ending))
        };
        let chunk = chunks.find(fits)?;
        let start = chunk.as_ptr() as usize - base;
        Some(Span::new(start, start + chunk.len()))
    })
}

/// Whether a word says with a yes what others deny.
fn hints(side: &Side<'_>) -> bool {
    let usage = side.language.usage;
    side.words().any(|(_, word)| {
        let word = fold(word);
        usage
            .negative_prefixes
            .iter()
            .any(|prefix| word.starts_with(prefix))
            || usage
                .negative_endings
                .iter()
                .any(|ending| word.ends_with(ending))
    })
}

fn fold(word: &str) -> String {
    word.to_lowercase().replace('ё', "е")
}
