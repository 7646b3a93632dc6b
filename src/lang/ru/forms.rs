//! How Russian words inflect.
//!
//! A noun follows its last letters, its gender and whether it is plural only: `запуск`, `запуска`,
//! `запуском`; `станция`, `станции`; `данные`, `данных`. [`phrase`] says what each word of a term
//! does, [`nouns`], [`adjectives`] and [`names`] give its forms cell by cell, [`stems`] knows which
//! vowels come and go, [`irregular`] is the short list of what no rule says.
//!
//! The words come in lower case. Inside the rules ё is е, as most texts write it; where a form
//! keeps the letters of the citation form its ё is put back.

mod adjectives;
mod declensions;
mod irregular;
mod names;
mod nouns;
mod paradigm;
mod phrase;
mod plurals;
mod possessives;
mod stems;

use crate::lang::forms::{Form, FormRules, Role, WordKind};
use paradigm::Paradigm;

pub(super) use phrase::PREPOSITIONS;

pub(super) static FORMS: FormRules = FormRules {
    roles: phrase::roles,
    inflect,
    barred: BARRED,
    respell: |_| None,
    judge: super::context::judge,
    loose_compounds: false,
};

/// Prepositions, conjunctions, pronouns, particles and adverbs that are also a rare form of some
/// noun: of `посол`, `быль`, `уж`, `пот`, `пора`, `даль`, `тема`, `мера` and others.
#[rustfmt::skip] // a list to read
pub(super) const BARRED: &[&str] = &[
    "без", "был", "была", "были", "было", "вам", "вами", "вас", "ведь", "вне", "во", "вот", "все",
    "всех", "где", "да", "даже", "дал", "дала", "дали", "для", "до", "его", "ее", "ей", "ему",
    "если", "есть", "еще", "же", "за", "зато", "из", "или", "им", "ими", "их", "к", "как", "ко",
    "когда", "кто", "ли", "лишь", "между", "меня", "мне", "мной", "мои", "мой", "на", "над", "нам",
    "нами", "нас", "начал", "не", "нее", "ней", "нему", "нет", "ни", "ним", "ними", "них", "но", "о", "об",
    "один", "она", "они", "оно", "от", "перед", "по", "под", "пока", "порой", "после", "потом",
    "при", "про", "пусть", "рядом", "с", "сам", "сама", "сами", "само", "своей", "свой", "себе",
    "собой", "стал", "стала", "стало", "так", "там", "те", "тебе", "тем", "теми", "тех", "то",
    "того", "тоже", "той", "только", "том", "тому", "тот", "тут", "ты", "у", "уж", "уже", "чем",
    "чего", "чему", "что", "чтобы", "эта", "эти", "это", "этой", "этот",
];

/// The forms of `word` in `role`.
fn inflect(word: &str, role: Role) -> Vec<Form> {
    let folded = word.replace('ё', "е");
    let mut paradigm = match role.kind {
        WordKind::Fixed | WordKind::Verb => return vec![Form::unchanged(word)],
        WordKind::Noun => nouns::noun(&folded, &role),
        WordKind::Name => names::name(&folded, &role),
        WordKind::Adjective => adjectives::adjective(&folded, &role),
        WordKind::Acronym => names::acronym(&folded, &role),
    };
    paradigm.appose(&folded, role.apposition);
    let mut forms = paradigm.into_forms();
    if folded != word {
        for form in &mut forms {
            form.text = with_yo(word, &form.text);
        }
    }
    forms
}

/// `form` with the ё of `citation` where their letters agree: `полётом` from `полёт`.
///
/// In `чертёж` the stress moves to the ending and takes the dots away: `чертежа`.
fn with_yo(citation: &str, form: &str) -> String {
    if citation != form
        && citation.ends_with("ёж")
        && citation.chars().count() < form.chars().count()
    {
        return form.to_owned();
    }
    let mut same = true;
    let mut letters = citation.chars();
    let restored = form.chars().map(|letter| {
        let own = letters.next().filter(|_| same);
        same = own.is_some_and(|own| own == letter || (own == 'ё' && letter == 'е'));
        if same { own.unwrap_or(letter) } else { letter }
    });
    restored.collect()
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
}

fn is_hush(letter: char) -> bool {
    matches!(letter, 'ж' | 'ш' | 'щ' | 'ч')
}

fn is_velar(letter: char) -> bool {
    matches!(letter, 'г' | 'к' | 'х')
}

/// Whether `letter` is a Cyrillic consonant (not й, not a sign).
fn is_consonant(letter: char) -> bool {
    matches!(letter, 'б'..='щ') && !is_vowel(letter) && letter != 'й'
}

fn vowels(word: &str) -> usize {
    word.chars().filter(|&letter| is_vowel(letter)).count()
}

/// The `n`-th letter from the end, 0 the last; NUL where the word is shorter.
fn from_end(word: &str, n: usize) -> char {
    word.chars().rev().nth(n).unwrap_or('\0')
}

/// `word` without its last `n` letters.
fn cut(word: &str, n: usize) -> &str {
    let mut letters = word.chars();
    for _ in 0..n {
        letters.next_back();
    }
    letters.as_str()
}

fn ends_with_any(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

/// An empty paradigm of a word in `role`.
fn empty(role: &Role) -> Paradigm {
    Paradigm::new(role.number)
}
