//! Possessive adjectives of names: `Берингов пролив`, `Ахиллесова пята`, `Баренцево море`.
//!
//! They end as surnames and many nouns do (`остров`, `магазин`, `основа`), so a word is taken for
//! one only where it has a capital and a noun that it could agree with follows at once. Their
//! declension is mixed: genitive and dative of a noun (`Берингова пролива`), the rest of an
//! adjective (`Беринговым проливом`).

use super::paradigm::Paradigm;
use super::{cut, ends_with_any, from_end, is_consonant, vowels};
use crate::lang::forms::{Case, Cell, Gender, Number, Role};

/// Nouns that end like a possessive and often begin a phrase.
#[rustfmt::skip] // a list to read
const NOUNS: &[&str] = &[
    "бензин", "витамин", "господин", "гражданин", "дизель", "картина", "кров", "магазин", "машина",
    "вершина", "глубина", "долина", "длина", "единица", "величина", "основа", "основы", "остров",
    "покров", "половина", "порошина", "причина", "пружина", "равнина", "слово", "состав",
    "старшина", "термин", "тишина", "турбина", "улов", "штатив", "голова", "вина", "вино", "кино",
];

/// The gender that `word`, which begins with a capital, shows as a possessive before `next`;
/// `None` where it is none.
pub(super) fn shown(word: &str, next: &str) -> Option<Gender> {
    let last = from_end(next, 0);
    let stem = match from_end(word, 0) {
        'а' | 'о' => cut(word, 1),
        _ => word,
    };
    if !ends_with_any(stem, &["ов", "ев", "ин", "ын"]) || vowels(stem) < 2 || NOUNS.contains(&word)
    {
        return None;
    }
    match from_end(word, 0) {
        'а' => matches!(last, 'а' | 'я' | 'ь').then_some(Gender::Feminine),
        'о' => matches!(last, 'о' | 'е').then_some(Gender::Neuter),
        _ => (is_consonant(last) || matches!(last, 'й' | 'ь')).then_some(Gender::Masculine),
    }
}

/// The stem of a possessive of any gender: `берингов`, `ахиллесов`.
pub(super) fn stem(word: &str) -> Option<&str> {
    let stem = match from_end(word, 0) {
        'а' | 'о' | 'ы' => cut(word, 1),
        _ => word,
    };
    ends_with_any(stem, &["ов", "ев", "ин", "ын"]).then_some(stem)
}

/// The cells of one gender and the plural.
pub(super) fn fill(paradigm: &mut Paradigm, stem: &str, gender: Gender, role: &Role) {
    let cell = |case| Cell::new(case, Number::Singular);
    let make = |ending: &str| format!("{stem}{ending}");
    let endings = match gender {
        Gender::Feminine => ["ой", "ой", "ой", "ой"],
        _ => ["а", "у", "ым", "ом"],
    };
    let nominative = match gender {
        Gender::Masculine => "",
        Gender::Feminine => "а",
        Gender::Neuter => "о",
    };
    paradigm.put(cell(Case::Nominative), make(nominative));
    paradigm.oblique(Number::Singular, stem, endings);
    match gender {
        Gender::Masculine => paradigm.accusative(Number::Singular, role.animate, false),
        Gender::Feminine => paradigm.put(cell(Case::Accusative), make("у")),
        Gender::Neuter => paradigm.put(cell(Case::Accusative), make("о")),
    }
    paradigm.put(Cell::new(Case::Nominative, Number::Plural), make("ы"));
    paradigm.oblique(Number::Plural, stem, ["ых", "ым", "ыми", "ых"]);
    paradigm.accusative(Number::Plural, role.animate, false);
    let count = Cell::new(Case::Count, Number::Plural);
    paradigm.copy(Cell::new(Case::Genitive, Number::Plural), count);
    paradigm.copy(Cell::new(Case::Nominative, Number::Plural), count);
}
