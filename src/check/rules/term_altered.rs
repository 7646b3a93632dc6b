//! `term-altered`: a name of the glossary is misspelt.
//!
//! Names and acronyms of the glossary are sought in the text once more, this time by nearness: one
//! or two letters off, joined otherwise, or with letters of the wrong script (КОСПАС-SARSAT; a
//! Latin C in CПУТНИК). Only what begins with a capital is compared, never what the glossary knows
//! in any language, what the source spells so too, or what differs in its ending alone: that is
//! inflection.

use crate::check::finding::Severity;
use crate::check::rule::{Discovery, FixKind, Rule, RuleMeta, Sink};
use crate::check::terms::entry;
use crate::check::view::{Job, PairView, Side};
use crate::glossary::{Concept, Expansion, Glossary, PartOfSpeech, Term};
use crate::lang::Language;
use crate::matching::distance;
use crate::text::Span;
use crate::text::chars::{cyrillic_twin, is_cyrillic, is_latin, latin_twin};
use crate::token::{Token, TokenKind, tokens};
use hashbrown::HashSet;
use std::cell::OnceCell;

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
};

/// Letters a name must have before it is compared by nearness.
const SHORTEST_NAME: usize = 5;

/// Letters an acronym must have before its capitals and full stops are looked at.
const SHORTEST_ACRONYM: usize = 3;

/// From this length on two letters may differ, before it one.
const LONG_NAME: usize = 8;

/// Letters at the end of a Cyrillic name that inflection may change: `-ами`, `-ого`.
const CYRILLIC_ENDING: usize = 3;

/// Letters at the end of a Latin name that inflection may change: the plural's.
const LATIN_ENDING: usize = 1;

impl Rule for TermAltered {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn check(&self, job: &Job<'_>, sink: &mut Sink<'_>) {
        let Some(language) = job.pairs.iter().find_map(|pair| pair.target.as_ref()) else {
            return;
        };
        let names = Names::new(job, language.language);
        if names.list.is_empty() {
            return;
        }
        for pair in job.pairs.iter().filter(|pair| !pair.untranslated) {
            if let Some(target) = &pair.target {
                judge(&names, pair, target, sink);
            }
        }
    }
}

/// The names of the glossaries in one language, ready to be compared.
struct Names<'a> {
    list: Vec<Name<'a>>,
    /// Every term of any language, folded: what is known is not misspelt.
    known: HashSet<String>,
    /// The same as they are written.
    written: HashSet<String>,
    most_words: usize,
}

struct Name<'a> {
    glossary: &'a Glossary,
    concept: &'a Concept,
    term: &'a Term,
    words: usize,
    /// Folded letters and digits without what joins them.
    letters: String,
    /// The same in bare Latin.
    latin: String,
    /// Its inflected forms with their folded letters, made when they are first asked for.
    forms: OnceCell<Vec<(String, String)>>,
}

impl Name<'_> {
    /// The forms of the name that are nearest to a word with these folded letters: the citation form
    /// may be `most` letters away, an inflected one a single letter, and never in its ending.
    fn nearest(&self, text: &str, most: usize, language: &Language) -> Vec<String> {
        let mut best = most + 1;
        let mut nearest: Vec<String> = Vec::new();
        for (form, own) in self.forms(text, language) {
            let most = if *own == self.letters { most } else { 1 };
            if text.chars().count().abs_diff(own.chars().count()) > most
                || differs_in_ending(text, own)
            {
                continue;
            }
            let apart = distance::characters(text, own);
            if !(1..=most).contains(&apart) || apart > best {
                continue;
            }
            if apart < best {
                (best, nearest) = (apart, Vec::new());
            }
            if !nearest.contains(form) {
                nearest.push(form.clone());
            }
        }
        nearest
    }

    /// Its forms; none when `text` begins with another letter or is much longer or shorter than the
    /// name, so that few of a large glossary are ever inflected.
    fn forms(&self, text: &str, language: &Language) -> &[(String, String)] {
        let apart = text.chars().count().abs_diff(self.letters.chars().count());
        let inflected =
            is_inflected(&self.letters) && text.chars().next() == self.letters.chars().next();
        if apart > LARGEST_CHANGE || (apart > 2 && !inflected) {
            return &[];
        }
        self.forms.get_or_init(|| {
            let own = (self.term.text.clone(), self.letters.clone());
            let mut forms = vec![own];
            if is_inflected(&self.letters) {
                let all = Expansion::of(self.term, language).forms();
                let texts = all.into_iter().flat_map(|(_, texts)| texts);
                forms.extend(texts.map(|text| (text.clone(), letters(&text))));
            }
            forms
        })
    }
}

/// Letters by which a misspelt form may be longer or shorter than the citation form.
const LARGEST_CHANGE: usize = 4;

/// Whether names in these letters change their endings.
fn is_inflected(letters: &str) -> bool {
    letters.chars().any(is_cyrillic)
}

impl<'a> Names<'a> {
    fn new(job: &Job<'a>, language: &Language) -> Names<'a> {
        let mut names = Names {
            list: Vec::new(),
            known: HashSet::new(),
            written: HashSet::new(),
            most_words: 0,
        };
        for glossary in job.glossaries {
            for concept in &glossary.concepts {
                for term in &concept.terms {
                    let given = term.explicit_forms().map(|(form, _)| form);
                    names
                        .known
                        .extend(given.chain([term.text.as_str()]).map(letters));
                    let given = term.explicit_forms().map(|(form, _)| form);
                    let texts = given.chain([term.text.as_str()]).map(str::to_owned);
                    names.written.extend(texts);
                    let here = term.lang.primary() == language.code;
                    if here && term.status.is_allowed() && is_name(term) {
                        names.add(glossary, concept, term);
                    }
                }
            }
        }
        names
    }

    fn add(&mut self, glossary: &'a Glossary, concept: &'a Concept, term: &'a Term) {
        let words = tokens(&term.text)
            .filter(|token| token.kind != TokenKind::Punct)
            .count();
        let letters = letters(&term.text);
        if letters.chars().count() < SHORTEST_ACRONYM {
            return;
        }
        self.most_words = self.most_words.max(words);
        self.list.push(Name {
            glossary,
            concept,
            term,
            words,
            latin: bare_latin(&letters),
            letters,
            forms: OnceCell::new(),
        });
    }
}

impl<'a> Names<'a> {
    /// The name whose letters are `text`, the folded letters of the words at `span`, when the glossary
    /// writes no term so in any language.
    fn written_otherwise(&self, target: &Side<'_>, span: Span, text: &str) -> Option<&Name<'a>> {
        let written = target.slice(span);
        let name = self.list.iter().find(|name| name.letters == text)?;
        let plain = |text: &str| {
            text.replace(['\u{A0}', '\u{202F}'], " ")
                .replace('\u{2011}', "-")
        };
        let as_agreed = self.written.contains(&plain(written));
        // A headline is in capitals, a first word has one, and a short acronym may be a word.
        let capitals = written.chars().all(|c| !c.is_lowercase());
        let begins = target.text[..span.start]
            .chars()
            .all(|c| !c.is_alphanumeric());
        let length = text.chars().count();
        let may_be_a_word = length < SHORTEST_NAME && (begins || length <= SHORTEST_ACRONYM);
        (!as_agreed && !capitals && !may_be_a_word).then_some(name)
    }
}

/// Whether the term is a name: its glossary says so, or each of its words begins with a capital.
fn is_name(term: &Term) -> bool {
    let capital = |word: &str| {
        word.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_numeric())
    };
    let words = tokens(&term.text).filter(|token| token.kind != TokenKind::Punct);
    let mut capitals = words.map(|token| capital(&term.text[token.span.range()]));
    term.do_not_translate
        || term.part_of_speech == Some(PartOfSpeech::ProperNoun)
        || capitals.all(|capital| capital)
}

fn judge(names: &Names<'_>, pair: &PairView<'_>, target: &Side<'_>, sink: &mut Sink<'_>) {
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
            let text = letters(target.slice(span));
            if names.known.contains(&text) {
                if let Some(name) = names.written_otherwise(target, span, &text) {
                    past = span.end;
                    sink.report(pair, discovery(name, target, span, Fault::Form));
                }
                continue;
            }
            if source.as_ref().is_some_and(|source| source.contains(&text)) {
                continue;
            }
            let near = names.list.iter().filter(|name| name.words == count);
            let mut faults = near.filter_map(|name| {
                Some((
                    name,
                    fault(name, target.slice(span), &text, target.language)?,
                ))
            });
            if let Some((name, fault)) = faults.next() {
                past = span.end;
                sink.report(pair, discovery(name, target, span, fault));
            }
        }
    }
    for (span, text) in dotted(&target.text) {
        let same = |name: &&Name<'_>| name.letters == text && !name.term.text.contains('.');
        let free =
            !target.is_protected(span) && !target.terms.iter().any(|term| term.span.overlaps(span));
        if let Some(name) = names.list.iter().find(same).filter(|_| free) {
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

fn fault(name: &Name<'_>, text: &str, letters: &str, language: &Language) -> Option<Fault> {
    let length = name.letters.chars().count();
    if length < SHORTEST_NAME {
        return None;
    }
    if text.chars().any(is_latin) && text.chars().any(is_cyrillic) {
        let mixed_already =
            name.letters.chars().any(is_latin) && name.letters.chars().any(is_cyrillic);
        let apart = distance::characters(&bare_latin(letters), &name.latin);
        return (apart <= most(length) && !mixed_already).then_some(Fault::Script);
    }
    // Nearness to a form of an ending alone is inflection that the rules do not know.
    let inflected = differs_in_ending(letters, &name.letters);
    let near = !inflected && !name.nearest(letters, most(length), language).is_empty();
    near.then_some(Fault::Spelling)
}

/// How many letters of a name of `length` may differ.
fn most(length: usize) -> usize {
    if length >= LONG_NAME { 2 } else { 1 }
}

/// Whether two words are the same but for letters at their end, which inflection may change.
fn differs_in_ending(a: &str, b: &str) -> bool {
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let longest = a.chars().count().max(b.chars().count());
    let ending = match a.chars().any(is_cyrillic) {
        true => CYRILLIC_ENDING,
        false => LATIN_ENDING,
    };
    longest - same <= ending
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
        Fault::Spelling => {
            let length = name.letters.chars().count();
            name.nearest(&letters(text), most(length), target.language)
        }
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

/// Letters and digits of `text`, folded, without what stands between them.
fn letters(text: &str) -> String {
    let folded = text.to_lowercase().replace('ё', "е");
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// `text` in bare Latin letters: Cyrillic ones by their sound, c and q as k, so that COSPAS and
/// КОСПАС are one.
fn bare_latin(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'c' | 'q' => out.push('k'),
            _ => match CYRILLIC.iter().find(|(letter, _)| *letter == c) {
                Some((_, sound)) => out.push_str(sound),
                None => out.push(c),
            },
        }
    }
    out
}

/// Cyrillic letters by their sound.
const CYRILLIC: [(char, &str); 32] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "h"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "sch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
];

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
