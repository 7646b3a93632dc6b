//! `target-language`: the text is not in the language it should be in.
//!
//! A whole article is judged by its letters and words together. One segment is judged only by what
//! leaves no doubt: it is long, has many of the small words of another language and none of its
//! own. What is still the source text is the matter of `untranslated`.

use crate::check::convention::targets;
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, Side};
use crate::lang::detect::detect;
use crate::lang::{LANGUAGES, Language};
use crate::text::chars::{is_cyrillic, is_quote};

/// The rule.
#[derive(Debug)]
pub(super) struct TargetLanguage;

static META: RuleMeta = RuleMeta {
    id: "target-language",
    summary: "the text is in another language than it should be",
    why: "A file saved under the wrong name, or a paragraph pasted from the wrong version, passes \
          every check of form. The article is judged as a whole, by letters and words; a single \
          segment only when it is long, has small words of another language (the, des, для) and \
          none of its own. Segments that are still the source text are `untranslated`, quotations \
          inside a sentence are left alone.",
    example: "wrong (fr): The crew was brought home by the rescue team of the region.\n\
              right (fr): L’équipage a été ramené par les secours de la région.",
    severity: Severity::Error,
    fix: FixKind::None,
    since: RuleSet::R2026_2,
};

/// Letters below which an article is too short to be judged as a whole.
const ENOUGH_LETTERS: usize = 300;

/// Words below which a segment is too short to be judged.
const ENOUGH_WORDS: usize = 8;

/// Small words of another language that leave no doubt.
const SMALL_WORDS: usize = 3;

/// Bytes of an article that are looked at.
const SAMPLE: usize = 20_000;

impl Rule for TargetLanguage {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        if let Some((first, own, found)) = other_language(job) {
            let message = format!("the article is in {}, not in {}", name(found), name(own));
            let pair = &job.pairs[first];
            sink.report(pair, Discovery::new(Severity::Error, found.code, message));
            return;
        }
        for (pair, side) in targets(job) {
            if let Some(found) = other_language_of(side) {
                let message = format!(
                    "the segment is in {}, not in {}",
                    name(found),
                    name(side.language)
                );
                let discovery = Discovery::new(Severity::Warning, found.code, message);
                sink.report(pair, discovery);
            }
        }
    }
}

/// The first pair of an article in another language, the language it should have and has.
fn other_language(job: &Job<'_>) -> Option<(usize, &'static Language, &'static Language)> {
    let mut sample = String::new();
    let (mut own, mut other) = (0, 0);
    for (_, side) in targets(job) {
        let (of_own, of_other, _) = small_words(side);
        own += of_own;
        other += of_other;
        if sample.len() < SAMPLE {
            sample.push_str(&side.text);
            sample.push('\n');
        }
    }
    let (pair, side) = targets(job).next()?;
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    if letters < ENOUGH_LETTERS || own >= other {
        return None;
    }
    let found = detect(&sample)?;
    (found != side.language).then_some((pair.index, side.language, found))
}

/// The language of `side` if it is surely not its own: no quotation, whose language is its own
/// affair, and no Cyrillic word in what should be Russian.
fn other_language_of(side: &Side<'_>) -> Option<&'static Language> {
    let (own, other, language) = small_words(side);
    let language = language.filter(|_| own == 0 && other >= SMALL_WORDS)?;
    let long = side.words().count() >= ENOUGH_WORDS;
    let quotes = side.text.contains(is_quote_pair);
    // A Russian sentence has Latin names in it, one in a Latin language no Cyrillic words.
    let foreign = !is_cyrillic_text(side.language) || !side.text.contains(is_cyrillic);
    (long && !quotes && foreign).then_some(language)
}

fn is_quote_pair(c: char) -> bool {
    is_quote(c) && c != '\u{2019}'
}

/// Whether `language` is written in Cyrillic.
fn is_cyrillic_text(language: &Language) -> bool {
    let words = language.typography.small_words;
    words.iter().any(|word| word.contains(is_cyrillic))
}

/// How many small words of its own language `side` has, of the likeliest other, and which that is.
fn small_words(side: &Side<'_>) -> (usize, usize, Option<&'static Language>) {
    let mut counts = [0_usize; 8];
    for (_, word) in side.words().filter(|(_, word)| word.len() <= 10) {
        for (index, language) in LANGUAGES.iter().enumerate().take(counts.len()) {
            let small = language.typography.small_words;
            counts[index] += usize::from(small.contains(&word));
        }
    }
    let own = LANGUAGES
        .iter()
        .position(|language| *language == side.language);
    let others = LANGUAGES.iter().zip(counts).enumerate();
    let likeliest = others
        .filter(|(index, _)| Some(*index) != own)
        .max_by_key(|(_, (_, count))| *count);
    let own = own
        .and_then(|index| counts.get(index))
        .copied()
        .unwrap_or(0);
    likeliest.map_or((own, 0, None), |(_, (language, count))| {
        (own, count, Some(*language))
    })
}

fn name(language: &Language) -> String {
    let name = language.names.first().copied().unwrap_or(language.code);
    let mut letters = name.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
