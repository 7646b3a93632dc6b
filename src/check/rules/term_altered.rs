//! `term-altered`: a name of the glossary is misspelt.
//!
//! Names and acronyms of the glossary are sought in the text once more, this time by nearness: one
//! or two letters off, joined otherwise, or with letters of the wrong script (КОСПАС-SARSAT; a
//! Latin C in CПУТНИК). Only what begins with a capital is compared, never what the glossary knows
//! in any language, what the source spells so too, or what differs in its ending alone: that is
//! inflection.

use crate::check::finding::Severity;
use crate::check::names::{Known, Letters, Name, Names, bare_latin, differs_in_ending, letters};
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::terms::entry;
use crate::check::view::{Job, PairView, Side};
use crate::lang::Language;
use crate::matching::distance;
use crate::text::Span;
use crate::text::chars::{cyrillic_twin, is_cyrillic, is_latin, latin_twin};
use crate::token::{Token, TokenKind, tokens};
use std::ops::Range;

/// The rule.
#[derive(Debug)]
pub(super) struct TermAltered;

static META: RuleMeta = RuleMeta {
    id: "term-altered",
    summary: "a name of the glossary is misspelt",
    why: "A name with a letter missing, or with a Latin letter among Cyrillic ones, looks right \
          and is not found by any search. Words with a capital that are one or two letters away \
          from a name of the glossary are reported, names in mixed scripts, with other capitals, \
          joined otherwise or dotted (C.N.E.S.). Endings are left alone: they may be inflection.",
    example: "wrong: Роскомос, КОСПАС-SARSAT\nright: Роскосмос, КОСПАС-САРСАТ",
    severity: Severity::Error,
    fix: FixKind::Candidates,
    since: RuleSet::R2026_1,
};

/// Letters that a short word or acronym may have, and be no name.
const SHORT: usize = 4;

/// Letters of an acronym that is often a word as well.
const SHORTEST: usize = 3;

impl Rule for TermAltered {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let Some(terms) = job.terms else { return };
        for pair in job.pairs.iter().filter(|pair| !pair.untranslated) {
            let Some(target) = &pair.target else { continue };
            if let Some(names) = terms
                .names(target.language)
                .filter(|names| !names.is_empty())
            {
                judge(names, terms.known(), pair, target, sink);
            }
        }
    }
}

/// The name whose letters are `text`, the folded letters of the words at `span`, when the glossary
/// writes no term so in any language.
fn written_otherwise<'n, 'g>(
    names: &'n Names<'g>,
    known: &Known,
    target: &Side<'_>,
    span: Span,
    text: &str,
) -> Option<&'n Name<'g>> {
    let written = target.slice(span);
    let name = names.with_letters(text)?;
    // A headline is in capitals, a first word has one, and a short acronym may be a word.
    let capitals = written.chars().all(|c| !c.is_lowercase());
    let begins = target.text[..span.start]
        .chars()
        .all(|c| !c.is_alphanumeric());
    let length = text.chars().count();
    let may_be_a_word = length <= SHORT && (begins || length <= SHORTEST);
    (!known.is_written(written) && !capitals && !may_be_a_word).then_some(name)
}

fn judge(
    names: &Names<'_>,
    known: &Known,
    pair: &PairView<'_>,
    target: &Side<'_>,
    sink: &mut Sink<'_>,
) {
    let words: Vec<Token> = tokens(&target.text)
        .filter(|token| token.kind != TokenKind::Punct)
        .collect();
    let source = pair.source.as_ref().map(|side| letters(&side.text));
    let mut past = 0;
    for start in 0..words.len() {
        for count in (1..=names.most_words.min(words.len() - start)).rev() {
            let span = words[start].span.join(words[start + count - 1].span);
            if span.start < past || !is_candidate(target, span) {
                continue;
            }
            let word = Letters::of(target.slice(span));
            let text = &word.text;
            if known.has(text) {
                if let Some(name) = written_otherwise(names, known, target, span, text) {
                    past = span.end;
                    sink.report(pair, discovery(name, target, span, Fault::Form));
                }
                continue;
            }
            if source.as_ref().is_some_and(|source| source.contains(text)) {
                continue;
            }
            let written = target.slice(span);
            let near = names.first_of(count, lengths(written, &word), |name| {
                fault(name, written, &word, target.language)
            });
            if let Some((name, fault)) = near {
                past = span.end;
                sink.report(pair, discovery(name, target, span, fault));
            }
        }
    }
    for (span, text) in dotted(&target.text) {
        let free =
            !target.is_protected(span) && !target.terms.iter().any(|term| term.span.overlaps(span));
        let name = names
            .with_letters(&text)
            .filter(|name| free && !name.term.text.contains('.'));
        if let Some(name) = name {
            sink.report(pair, discovery(name, target, span, Fault::Form));
        }
    }
}

/// Acronyms with a full stop after each letter, with their letters folded.
fn dotted(text: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((start, first)) = chars.next() {
        let free = before.is_none_or(|c| !c.is_alphanumeric() && c != '.');
        before = Some(first);
        if !free || !first.is_uppercase() {
            continue;
        }
        let mut letters: String = first.to_lowercase().collect();
        let (mut end, mut rest) = (start, text[start + first.len_utf8()..].chars());
        let mut at = start + first.len_utf8();
        while rest.next() == Some('.') {
            at += 1;
            end = at;
            match rest.clone().next() {
                Some(c) if c.is_uppercase() => {
                    letters.extend(c.to_lowercase());
                    rest.next();
                    at += c.len_utf8();
                }
                _ => break,
            }
        }
        // The last full stop may end the sentence.
        if letters.chars().count() > 2 && end > start {
            let whole = Span::new(start, end.max(at));
            let last = usize::from(whole.end == text.len() && text.ends_with('.'));
            found.push((Span::new(start, whole.end - last), letters));
            while chars.next_if(|(at, _)| *at < whole.end).is_some() {}
            before = Some('.');
        }
    }
    found
}

/// Whether the words at `span` may be a misspelt name: one stretch without a space or sentence
/// mark inside but one, a capital first, and nothing that is known already.
fn is_candidate(target: &Side<'_>, span: Span) -> bool {
    let text = target.slice(span);
    text.chars().next().is_some_and(char::is_uppercase)
        && !text.contains(['.', ',', ';', ':', '!', '?', '(', ')', '\n', '«', '»', '"'])
        && !target.is_protected(span)
        && !target.terms.iter().any(|term| term.span.overlaps(span))
}

/// How a name is wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Other capitals, another join.
    Form,
    Script,
    Spelling,
}

/// How many letters a name may have that `text` is a misspelling of: any number where two scripts are
/// mixed, since щ is sch in the other.
fn lengths(text: &str, letters: &Letters) -> Range<usize> {
    match is_mixed(text) {
        true => 0..usize::MAX,
        false => Name::lengths_about(letters.length),
    }
}

fn is_mixed(text: &str) -> bool {
    text.chars().any(is_latin) && text.chars().any(is_cyrillic)
}

fn fault(name: &Name<'_>, text: &str, word: &Letters, language: &Language) -> Option<Fault> {
    let most = name.most_apart()?;
    if is_mixed(text) {
        let apart = distance::characters(&bare_latin(&word.text), &name.latin);
        return (apart <= most && !is_mixed(&name.letters)).then_some(Fault::Script);
    }
    // Nearness to a form of an ending alone is inflection that the rules do not know.
    let near = !name.nearest(word, language).is_empty();
    (near && !differs_in_ending(&word.text, &name.letters)).then_some(Fault::Spelling)
}

fn discovery(name: &Name<'_>, target: &Side<'_>, span: Span, fault: Fault) -> Discovery {
    let text = target.slice(span);
    let wanted = &name.term.text;
    let (severity, message) = match fault {
        Fault::Form => (
            Severity::Warning,
            format!("\"{text}\" is written \"{wanted}\" in the glossary"),
        ),
        Fault::Script => (
            Severity::Error,
            format!("\"{text}\" mixes Latin and Cyrillic letters; the glossary has \"{wanted}\""),
        ),
        Fault::Spelling => (
            Severity::Warning,
            format!("\"{text}\" is near to \"{wanted}\" of the glossary, but not it"),
        ),
    };
    let about = name.concept.id.clone();
    let mut discovery = Discovery::new(severity, about, message).in_target(span);
    let own = in_one_script(text, wanted);
    let inflected = differs_in_ending(&letters(&own), &name.letters);
    discovery.candidates = match fault {
        Fault::Script if inflected => vec![own],
        Fault::Spelling => name.nearest(&Letters::of(text), target.language),
        _ => vec![wanted.clone()],
    };
    discovery.reference = Some(entry(name.glossary, name.term));
    discovery
}

/// `text` with its lookalike letters in the script of `name`: `Pоскосмоса` as `Роскосмоса`, and
/// `Союз-2.1b` as `Союз-2.1б`.
fn in_one_script(text: &str, name: &str) -> String {
    let cyrillic = name.chars().any(is_cyrillic);
    let twin = |c: char| match (cyrillic, c) {
        (true, 'b') => Some('б'),
        (false, 'б') => Some('b'),
        (true, c) => cyrillic_twin(c),
        (false, c) => latin_twin(c),
    };
    text.chars().map(|c| twin(c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_of_the_wrong_script_is_mended_without_touching_the_ending() {
        assert_eq!(in_one_script("Pоскосмоса", "Роскосмос"), "Роскосмоса");
        assert_eq!(in_one_script("Союз-2.1b", "Союз-2.1б"), "Союз-2.1б");
        assert_eq!(in_one_script("СNES", "CNES"), "CNES");
    }
}
