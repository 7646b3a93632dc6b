//! `partly-untranslated`: some words of the source were left inside the translation.
//!
//! Four words in a row that stand in the source in the same order, three of them small and two of
//! them among the commonest words of the source's language, are no name and no chance. Quotes,
//! emphasis and code are left out: titles stand there.

use super::number_differs::at_most;
use super::untranslated::quoted;
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side, overlaps};
use crate::inline::{TagKind, TagRole};
use crate::text::Span;
use hashbrown::HashSet;

/// The rule.
#[derive(Debug)]
pub(super) struct PartlyUntranslated;

static META: RuleMeta = RuleMeta {
    id: "partly-untranslated",
    summary: "some words of the source were left inside the translation",
    why: "Half a sentence in the other language is what is left when a translator was called away. \
          Words of the source that stand in the translation in the same order are reported when \
          they are four or more, most of them small and some of them common words of the source's \
          language. Names, titles in quotes or emphasis, and code are left alone.",
    example: "wrong: It flew over the city by night. -> Elle a survolé the city by night.\n\
              right: He read “The stakes of the race”. -> Il a lu “The stakes of the race”.",
    severity: Severity::Warning,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

/// Words in a row that are no chance any more.
const RUN: usize = 4;

/// Small words among them.
const SMALL: usize = 3;

/// Common words of the source's language among them.
const COMMON: usize = 2;

impl Rule for PartlyUntranslated {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            if source.language == target.language {
                continue;
            }
            for span in left(source, target) {
                let message = format!(
                    "\"{}\" is still in the language of the source",
                    target.slice(span)
                );
                let severity = match target.introduced {
                    true => Severity::Info,
                    false => at_most(pair, Severity::Warning),
                };
                let about = target.slice(span).to_owned();
                sink.report(
                    pair,
                    Discovery::new(severity, about, message).in_target(span),
                );
            }
        }
    }
}

/// Stretches of `target` that are words of `source` in a row.
fn left(source: &Side<'_>, target: &Side<'_>) -> Vec<Span> {
    let common: HashSet<&str> = source.language.usage.common.iter().copied().collect();
    let shared =
        |word: &str| common.contains(word) && !target.language.usage.common.contains(&word);
    let words: Vec<(Span, &str)> = target.words().collect();
    if !words.iter().any(|(_, word)| shared(word)) {
        return Vec::new();
    }
    let theirs: Vec<&str> = source.words().map(|(_, word)| word).collect();
    let known: HashSet<&[&str]> = theirs.windows(RUN).collect();
    let texts: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
    let aside = titles(target);
    let mut found: Vec<Span> = Vec::new();
    for (index, window) in texts.windows(RUN).enumerate() {
        let small = |word: &&&str| word.chars().next().is_some_and(char::is_lowercase);
        let telling = window.iter().filter(small).count() >= SMALL
            && window.iter().filter(|word| shared(word)).count() >= COMMON;
        let span = words[index].0.join(words[index + RUN - 1].0);
        if !known.contains(window) || overlaps(&aside, span) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.join(span),
            _ if telling => found.push(span),
            _ => {}
        }
    }
    found
}

/// Quotes and emphasis, in order, but for those round all of it.
fn titles(side: &Side<'_>) -> Vec<Span> {
    let mut aside = quoted(&side.text);
    let mut opened = None;
    for tag in side.tags.iter().filter(|tag| tag.role == TagRole::Emphasis) {
        match tag.kind {
            TagKind::Open => opened = Some(tag.at),
            _ => aside.extend(opened.take().map(|start| Span::new(start, tag.at))),
        }
    }
    aside.retain(|title| title.len() * 10 < side.text.len() * 9);
    merged(aside)
}

/// `spans` in order, those that overlap joined.
pub(super) fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.end >= span.start => *last = last.join(span),
            _ => merged.push(span),
        }
    }
    merged
}
