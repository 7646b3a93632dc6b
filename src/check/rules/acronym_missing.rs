//! `acronym-missing`: an acronym of the source is not in the translation, or is misspelt there.
//!
//! Only acronyms in Latin capitals (`CNES`, `ISO`) are looked at, since these stand in all three
//! languages; glossary terms are the business of `term-missing`. Many have a name of their own in
//! each language (`UN`, `ONU`, `ООН`) or become a pronoun, so a missing one is information. One that
//! has a letter wrong where the right one is missing is a warning.

use super::number_differs::at_most;
use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, RuleSet, Sink};
use crate::check::view::{Job, PairView, Side};
use crate::matching::distance;
use crate::text::Span;
use crate::text::chars::{is_cyrillic, is_latin};
use hashbrown::HashSet;

/// The rule.
#[derive(Debug)]
pub(super) struct AcronymMissing;

static META: RuleMeta = RuleMeta {
    id: "acronym-missing",
    summary: "an acronym of the source is missing from the translation or misspelt in it",
    why: "Letters of an acronym that changed places make another one, and no spell checker knows. \
          An acronym in Latin capitals must stand in the translation, or have another name there. \
          One that is a letter off, or has letters of another script, where the right one is \
          missing is a warning; one that is missing may be a pronoun or a translation (ONU) and is \
          information. Terms of the glossary are judged by term-missing.",
    example: "wrong: signed by CNES -> signé par le CNSE\n\
              right: signed by the UN -> signé par l’ONU",
    severity: Severity::Warning,
    fix: FixKind::Candidates,
    since: RuleSet::R2026_2,
};

/// Letters of an acronym from which on a slip can be told from another acronym.
const SHORTEST: usize = 4;

/// How many capitals of the translation one acronym is compared with.
const MOST_TRIED: usize = 32;

impl Rule for AcronymMissing {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let sources = job.pairs.iter().filter_map(|pair| pair.source.as_ref());
        let known: HashSet<&str> = sources.flat_map(acronyms).map(|(_, name)| name).collect();
        if known.is_empty() {
            return;
        }
        for pair in &job.pairs {
            let Some((source, target)) = pair.translated() else {
                continue;
            };
            judge(pair, source, target, &known, sink);
        }
    }
}

fn judge(
    pair: &PairView<'_>,
    source: &Side<'_>,
    target: &Side<'_>,
    known: &HashSet<&str>,
    sink: &mut Sink<'_>,
) {
    let mut asked: Vec<(Span, &str)> = acronyms(source).collect();
    asked.retain(|(span, _)| !source.terms.iter().any(|term| term.span.overlaps(*span)));
    if asked.is_empty() {
        return;
    }
    let words: HashSet<&str> = target
        .tokens
        .iter()
        .map(|token| target.slice(token.span))
        .collect();
    let mut over: Vec<(Span, &str)> = capitals(target)
        .filter(|(_, name)| !known.contains(name))
        .collect();
    let mut said: HashSet<&str> = HashSet::new();
    for (span, name) in asked {
        let stem = name.strip_suffix('s').unwrap_or(name);
        if !said.insert(name)
            || words.contains(name)
            || words.contains(stem)
            || target.text.contains(stem)
        {
            continue;
        }
        let slip = over
            .iter()
            .take(MOST_TRIED)
            .position(|(_, other)| is_slip(stem, other));
        let discovery = match slip {
            Some(index) => {
                let (at, other) = over.remove(index);
                let message = format!("\"{name}\" became \"{other}\"");
                let mut discovery = Discovery::new(at_most(pair, Severity::Warning), name, message);
                discovery.candidates = vec![stem.to_owned()];
                discovery.in_target(at)
            }
            None => {
                let message = format!("\"{name}\" is missing from the translation");
                Discovery::new(Severity::Info, name, message)
            }
        };
        sink.report(pair, discovery.in_source(span));
    }
}

/// Words of Latin capitals outside code, among words that are not all in capitals.
fn acronyms<'s>(side: &'s Side<'_>) -> impl Iterator<Item = (Span, &'s str)> {
    let shouts = !side.text.chars().any(char::is_lowercase);
    capitals(side)
        .filter(move |(_, word)| !shouts && word.chars().all(|c| is_latin(c) || c.is_ascii_digit()))
}

/// Words of capitals of any script, two letters at least; the plural's `s` may follow.
fn capitals<'s>(side: &'s Side<'_>) -> impl Iterator<Item = (Span, &'s str)> {
    side.words().filter(|(_, word)| {
        let name = word.strip_suffix('s').unwrap_or(word);
        let letters = name.chars().filter(|c| c.is_uppercase()).count();
        letters >= 2
            && name.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
            && !is_roman(name)
    })
}

fn is_roman(word: &str) -> bool {
    word.chars()
        .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'))
}

/// Whether `other` is `name` with two letters swapped, one wrong, or letters of the other script.
fn is_slip(name: &str, other: &str) -> bool {
    let length = name.chars().count();
    let mixed = other.chars().any(is_cyrillic);
    if mixed {
        return look(name) == look(other);
    }
    if length < SHORTEST || other.len() > 2 * length {
        return false;
    }
    let sorted = |text: &str| {
        let mut chars: Vec<char> = text.chars().collect();
        chars.sort_unstable();
        chars
    };
    let off = distance::characters(name, other);
    off == 1 || (off == 2 && sorted(name) == sorted(other))
}

/// A word as it looks: Cyrillic capitals that look like Latin ones are these.
fn look(word: &str) -> String {
    let latin = |c: char| match c {
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'О' => 'O',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        'У' => 'Y',
        'Ѕ' => 'S',
        'І' => 'I',
        'Ј' => 'J',
        other => other,
    };
    word.chars().map(latin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_from_another_acronym() {
        assert!(is_slip("CNES", "CNSE"));
        assert!(is_slip("UNESCO", "UNESKO"));
        assert!(is_slip("NASA", "NАSA"));
        assert!(!is_slip("ESA", "ASE"));
        assert!(!is_slip("NATO", "OTAN"));
        assert!(!is_slip("CNES", "КНЕС"));
    }
}
