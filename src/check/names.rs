//! The names and acronyms of the glossaries in one language, ready to be compared by nearness.
//!
//! What is known is not misspelt: every term of any language is kept too, so that a word which the
//! glossary writes somewhere is left alone. Names lie by their number of words and letters, so that a
//! word is compared with the few that it could be.

use crate::glossary::{Concept, Expansion, Glossary, PartOfSpeech, Term};
use crate::lang::Language;
use crate::matching::distance;
use crate::text::chars::is_cyrillic;
use crate::token::{TokenKind, tokens};
use hashbrown::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

/// Letters an acronym must have before its capitals and full stops are looked at.
const SHORTEST_ACRONYM: usize = 3;

/// Letters a name must have before it is compared by nearness.
const SHORTEST_NAME: usize = 5;

/// From this length on two letters may differ, before it one.
const LONG_NAME: usize = 8;

/// Letters at the end of a Cyrillic name that inflection may change: `-ами`, `-ого`.
const CYRILLIC_ENDING: usize = 3;

/// Letters at the end of a Latin name that inflection may change: the plural's.
const LATIN_ENDING: usize = 1;

/// Letters by which a misspelt form may be longer or shorter than the citation form.
const LARGEST_CHANGE: usize = 4;

/// Every term of the glossaries, of any language.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    folded: HashSet<String>,
    written: HashSet<String>,
}

impl Known {
    pub(super) fn of(glossaries: &[Glossary]) -> Known {
        let mut known = Known::default();
        let concepts = glossaries.iter().flat_map(|glossary| &glossary.concepts);
        for term in concepts.flat_map(|concept| &concept.terms) {
            let given = term.explicit_forms().map(|(form, _)| form);
            for text in given.chain([term.text.as_str()]) {
                known.folded.insert(letters(text));
                known.written.insert(text.to_owned());
            }
        }
        known
    }

    /// Whether some term has these folded letters.
    pub(super) fn has(&self, letters: &str) -> bool {
        self.folded.contains(letters)
    }

    /// Whether some term is written so, whatever its spaces and hyphens are.
    pub(super) fn is_written(&self, text: &str) -> bool {
        let plain = text.replace(['\u{A0}', '\u{202F}'], " ");
        self.written.contains(&plain.replace('\u{2011}', "-"))
    }
}

/// The names of the glossaries in one language, in their order there.
#[derive(Clone, Debug, Default)]
pub(super) struct Names<'g> {
    list: Vec<Name<'g>>,
    /// By folded letters, the first name that has them.
    by_letters: HashMap<String, usize>,
    /// By the number of words and then of letters.
    by_size: Vec<(usize, usize, usize)>,
    /// Most words of a name.
    pub(super) most_words: usize,
}

/// A name of a glossary.
#[derive(Clone, Debug)]
pub(super) struct Name<'g> {
    pub(super) glossary: &'g Glossary,
    pub(super) concept: &'g Concept,
    pub(super) term: &'g Term,
    /// Folded letters and digits without what joins them.
    pub(super) letters: String,
    /// The same in bare Latin.
    pub(super) latin: String,
    /// How many letters it has.
    pub(super) length: usize,
    words: usize,
    /// Its forms, made when they are first asked for.
    forms: OnceLock<Vec<Form>>,
}

impl<'g> Names<'g> {
    pub(super) fn of(glossaries: &'g [Glossary], language: &Language) -> Names<'g> {
        let mut names = Names::default();
        for glossary in glossaries {
            for concept in &glossary.concepts {
                let own = |term: &&Term| term.lang.primary() == language.code;
                for term in concept.terms.iter().filter(own) {
                    if term.status.is_allowed() && is_name(term) {
                        names.list.extend(Name::new(glossary, concept, term));
                    }
                }
            }
        }
        for (index, name) in names.list.iter().enumerate() {
            names.most_words = names.most_words.max(name.words);
            names
                .by_letters
                .entry(name.letters.clone())
                .or_insert(index);
            names.by_size.push((name.words, name.length, index));
        }
        names.by_size.sort_unstable();
        names
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The first name with these folded letters.
    pub(super) fn with_letters(&self, letters: &str) -> Option<&Name<'g>> {
        self.by_letters.get(letters).map(|&index| &self.list[index])
    }

    /// The first name of so many words for which `judge` has an answer, and the answer; of `lengths`
    /// in letters only.
    pub(super) fn first_of<T>(
        &self,
        words: usize,
        lengths: Range<usize>,
        mut judge: impl FnMut(&Name<'g>) -> Option<T>,
    ) -> Option<(&Name<'g>, T)> {
        let from = |length| {
            self.by_size
                .partition_point(|entry| *entry < (words, length, 0))
        };
        let mut first: Option<(usize, T)> = None;
        for &(_, _, index) in &self.by_size[from(lengths.start)..from(lengths.end)] {
            if first.as_ref().is_none_or(|(best, _)| index < *best) {
                first = judge(&self.list[index])
                    .map(|answer| (index, answer))
                    .or(first);
            }
        }
        first.map(|(index, answer)| (&self.list[index], answer))
    }
}

impl<'g> Name<'g> {
    /// `None` for a term that is too short to be compared at all.
    fn new(glossary: &'g Glossary, concept: &'g Concept, term: &'g Term) -> Option<Name<'g>> {
        let letters = letters(&term.text);
        let length = letters.chars().count();
        let words = tokens(&term.text).filter(|token| token.kind != TokenKind::Punct);
        (length >= SHORTEST_ACRONYM).then(|| Name {
            glossary,
            concept,
            term,
            latin: bare_latin(&letters),
            letters,
            length,
            words: words.count(),
            forms: OnceLock::new(),
        })
    }

    /// Letters that may differ in a misspelt one; `None` of a name too short to be compared so.
    pub(super) fn most_apart(&self) -> Option<usize> {
        match self.length {
            LONG_NAME.. => Some(2),
            SHORTEST_NAME.. => Some(1),
            _ => None,
        }
    }

    /// Lengths of words that may be a misspelt name whose length is `length`, or the other way round.
    pub(super) fn lengths_about(length: usize) -> Range<usize> {
        length.saturating_sub(LARGEST_CHANGE)..length + LARGEST_CHANGE + 1
    }

    /// The forms of the name that are nearest to `word`: the citation form may be
    /// [`Name::most_apart`] letters away, an inflected one a single letter, and never in its ending.
    pub(super) fn nearest(&self, word: &Letters, language: &Language) -> Vec<String> {
        let Some(most) = self.most_apart() else {
            return Vec::new();
        };
        let mut best = most + 1;
        let mut nearest: Vec<String> = Vec::new();
        for form in self.forms(word, language) {
            let most = if form.letters.text == self.letters {
                most
            } else {
                1
            };
            if !word.may_be_near(&form.letters, most)
                || differs_in_ending(&word.text, &form.letters.text)
            {
                continue;
            }
            let apart = distance::characters(&word.text, &form.letters.text);
            if !(1..=most).contains(&apart) || apart > best {
                continue;
            }
            if apart < best {
                (best, nearest) = (apart, Vec::new());
            }
            if !nearest.contains(&form.text) {
                nearest.push(form.text.clone());
            }
        }
        nearest
    }

    /// Its forms; none when `word` begins with another letter or is much longer or shorter than the
    /// name, so that few of a large glossary are ever inflected.
    fn forms(&self, word: &Letters, language: &Language) -> &[Form] {
        let apart = word.length.abs_diff(self.length);
        let inflected =
            is_inflected(&self.letters) && word.text.chars().next() == self.letters.chars().next();
        if apart > LARGEST_CHANGE || (apart > 2 && !inflected) {
            return &[];
        }
        self.forms.get_or_init(|| {
            let mut forms = vec![Form::new(self.term.text.clone())];
            if is_inflected(&self.letters) {
                let all = Expansion::of(self.term, language).forms();
                let texts = all.into_iter().flat_map(|(_, texts)| texts);
                forms.extend(texts.map(|text| Form::new(text.clone())));
            }
            forms
        })
    }
}

/// One form of a name.
#[derive(Clone, Debug)]
struct Form {
    text: String,
    letters: Letters,
}

impl Form {
    fn new(text: String) -> Form {
        let letters = Letters::of(&text);
        Form { text, letters }
    }
}

/// The folded letters of a word, with what tells it from most others at a glance.
#[derive(Clone, Debug)]
pub(super) struct Letters {
    pub(super) text: String,
    pub(super) length: usize,
    /// Which of 64 classes of letters it has.
    bag: u64,
}

impl Letters {
    pub(super) fn of(text: &str) -> Letters {
        let text = letters(text);
        let bag = text
            .chars()
            .fold(0, |bag, c| bag | 1 << (u32::from(c) % 64));
        Letters {
            length: text.chars().count(),
            bag,
            text,
        }
    }

    /// Whether the two may be `most` edits apart: an edit brings or takes at most one letter that the
    /// other has not.
    fn may_be_near(&self, other: &Letters, most: usize) -> bool {
        let only = |a: u64, b: u64| (a & !b).count_ones() as usize;
        self.length.abs_diff(other.length) <= most
            && only(self.bag, other.bag) <= most
            && only(other.bag, self.bag) <= most
    }
}

/// Whether names in these letters change their endings.
fn is_inflected(letters: &str) -> bool {
    letters.chars().any(is_cyrillic)
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

/// Whether two words are the same but for letters at their end, which inflection may change; letters
/// that only changed places are no inflection.
pub(super) fn differs_in_ending(a: &str, b: &str) -> bool {
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let longest = a.chars().count().max(b.chars().count());
    let ending = match a.chars().any(is_cyrillic) {
        true => CYRILLIC_ENDING,
        false => LATIN_ENDING,
    };
    longest - same <= ending && !(a != b && sorted(a) == sorted(b))
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

/// Letters and digits of `text`, folded, without what stands between them.
pub(super) fn letters(text: &str) -> String {
    let folded = text.to_lowercase().replace('ё', "е");
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// `text` in bare Latin letters: Cyrillic ones by their sound, c and q as k, so that COSPAS and
/// КОСПАС are one.
pub(super) fn bare_latin(text: &str) -> String {
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
    fn an_ending_is_inflection_and_a_swap_is_not() {
        assert!(differs_in_ending("роскосмоса", "роскосмос"));
        assert!(differs_in_ending("союзами", "союз"));
        assert!(!differs_in_ending("коспассараст", "коспассарсат"));
        assert!(!differs_in_ending("роскомос", "роскосмос"));
        assert!(differs_in_ending("cnes", "cnes"));
    }
}
