//! `untranslated`: the translation is still the source text.
//!
//! Names, acronyms, numbers, addresses and code are the same in every language, and a title of a
//! work may be quoted in its own. So only plain words count: those that begin small, outside code
//! and quotes. Three of them that stand unchanged are no accident.

use super::partly_untranslated::merged;
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::terms::{is_same_concept, usable};
use crate::check::view::{Job, Side, overlaps};
use crate::glossary::TermOccurrence;
use crate::text::Span;
use crate::text::chars::{is_apostrophe, is_quote};
use crate::token::number::{Reading, Strength};
use hashbrown::HashMap;

/// The rule.
#[derive(Debug)]
pub(super) struct Untranslated;

static META: RuleMeta = RuleMeta {
    id: "untranslated",
    summary: "a segment is still in the language of the source",
    why: "A forgotten sentence is the one fault every reader sees. A segment is untranslated when \
          its plain words are those of the source, or a short one by a term or a month that the \
          language calls otherwise. Names, acronyms, numbers, addresses, code and \
          quoted titles are the same in every language and do not count; a paragraph after a colon \
          may be a message quoted as it stands and is information only. Where this finding \
          stands no other rule speaks.",
    example: "wrong: It was launched from Baikonur. -> It was launched from Baikonur.\n\
              right: CGTN -> CGTN",
    severity: Severity::Error,
    fix: FixKind::None,
    since: RuleSet::R2026_1,
};

impl Rule for Untranslated {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        for pair in job.pairs.iter().filter(|pair| pair.untranslated) {
            let introduced = pair.target.as_ref().is_some_and(|side| side.introduced);
            let severity = match pair.sure {
                _ if introduced => Severity::Info,
                true => Severity::Error,
                false => Severity::Warning,
            };
            let message = "the segment is still in the language of the source";
            sink.report(pair, Discovery::new(severity, "", message));
        }
    }
}

/// Plain words that must stand unchanged before we speak of an untranslated segment.
const FEWEST_WORDS: usize = 3;

/// Share of the plain words that must be the source's, in percent: a stray word may differ.
const SHARE: usize = 80;

/// Whether `target` is still `source`.
pub(in crate::check) fn is_untranslated(source: &Side<'_>, target: &Side<'_>) -> bool {
    if source.language == target.language {
        return false;
    }
    if source.text == target.text && speaks_source_language(source, target) {
        return true;
    }
    let mut aside = set_aside(target);
    aside.extend(target.terms.iter().map(|term| term.span));
    let words = plain_words(target, aside);
    if words.len() < FEWEST_WORDS {
        return false;
    }
    let mut known: HashMap<&str, usize> = HashMap::new();
    for word in plain_words(source, set_aside(source)) {
        *known.entry(word).or_default() += 1;
    }
    let mut same = 0;
    for word in &words {
        if let Some(count) = known.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            same += 1;
        }
    }
    same >= FEWEST_WORDS && same * 100 >= words.len() * SHARE
}

/// Whether a text too short to be judged by its words alone, and the same on both sides, is in the
/// language of the source: a plain word stands in it and a term that the target's language calls
/// otherwise (`Search and rescue`), or the name of a month (`Toulouse, 14 March`).
fn speaks_source_language(source: &Side<'_>, target: &Side<'_>) -> bool {
    let is_foreign = |term: &TermOccurrence<'_>| {
        let here = |found: &TermOccurrence<'_>| {
            is_same_concept(found, term) && found.term.status.is_allowed()
        };
        !usable(term.concept, target.language).is_empty() && !target.terms.iter().any(here)
    };
    let has_plain_word = || !plain_words(source, set_aside(source)).is_empty();
    source.terms.iter().any(is_foreign) && has_plain_word() || has_foreign_month(source, target)
}

fn has_foreign_month(source: &Side<'_>, target: &Side<'_>) -> bool {
    let mut months = source.numbers.iter().filter(|number| {
        let is_month = |reading: &Reading| matches!(reading, Reading::Month(_));
        number.strength == Strength::Digits && number.readings.iter().all(is_month)
    });
    months.any(|month| !target.numbers.iter().any(|number| number.agrees(month)))
}

/// Spans of `side` whose words do not count: quotes, markup and code.
fn set_aside(side: &Side<'_>) -> Vec<Span> {
    let mut aside = quoted(&side.text);
    // Quotes round nearly all of it: then the whole segment is speech, not a title.
    aside.retain(|quote| quote.len() * 2 < side.text.len());
    aside.extend(markup(&side.text));
    aside.extend(side.protected.iter().copied());
    aside
}

/// Words of `side` that begin small and stand outside the spans of `aside`.
///
/// A word is plain only if nothing but punctuation stands around it up to the next space: not
/// `alpha` in `1.0.0-alpha`, nor `src` in `src="/images"`.
fn plain_words<'t>(side: &'t Side<'_>, aside: Vec<Span>) -> Vec<&'t str> {
    let aside = merged(aside);
    let base = side.text.as_ptr() as usize;
    let words = side.text.split_whitespace().filter_map(|chunk| {
        let word = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        let start = word.as_ptr() as usize - base;
        let span = Span::new(start, start + word.len());
        let counts = is_plain(word) && !overlaps(&aside, span);
        counts.then_some(word)
    });
    words.collect()
}

fn is_plain(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
        && word.chars().count() > 1
        && word
            .chars()
            .all(|c| c.is_alphabetic() || is_apostrophe(c) || c == '-')
}

/// Tags that the format did not take for markup: `<img src={{ … }} />` in MDX.
fn markup(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|offset| at + offset) {
        at = start + 1;
        let after = text[at..].chars().next();
        if !after.is_some_and(|c| c.is_alphabetic() || c == '/') {
            continue;
        }
        let Some(length) = text[at..].find('>') else {
            break;
        };
        at += length + 1;
        found.push(Span::new(start, at));
    }
    found
}

/// Stretches of `text` between quotation marks that begin and end inside it.
pub(super) fn quoted(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices() {
        let before = text[..at].chars().next_back();
        let apostrophe = c == '\u{2019}' && before.is_some_and(char::is_alphanumeric);
        if !is_quote(c) || apostrophe {
            continue;
        }
        match open.take() {
            Some(start) => found.push(Span::new(start, at)),
            None => open = Some(at),
        }
    }
    found
}
