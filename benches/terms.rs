//! How long a large glossary takes to load, and how many megabytes of text a second are searched.
//!
//! `cargo bench --bench terms` invents a vocabulary in each language, makes glossaries of 1,000 and
//! of 50,000 concepts from it (one word, adjective and noun, noun and complement) and a text of
//! which one word in five is a term in some inflected form. Reading the table and making the finder
//! is the load; the search is of plain paragraphs on one core. All times are CPU time where the
//! system tells it (Linux); the ratio of the two sizes travels between machines.

mod timed;

use entente::glossary::{self, Expansion, Glossary, TermFinder};
use entente::lang::{LANGUAGES, LangTag, Language};
use entente::text::Source;
use std::hint::black_box;
use timed::timed;

/// Bytes of text in each language.
const BYTES: usize = 10_000_000;

/// Concepts of the glossaries.
const SIZES: [usize; 2] = [1_000, 50_000];

/// Words in a paragraph.
const PARAGRAPH: usize = 90;

/// What invented words are made of: onsets, vowels, noun endings, adjective endings, small words.
struct Sounds {
    onsets: &'static [&'static str],
    vowels: &'static [&'static str],
    nouns: &'static [&'static str],
    adjectives: &'static [&'static str],
    small: &'static [&'static str],
}

const ENGLISH: Sounds = Sounds {
    onsets: &[
        "b", "br", "d", "f", "gl", "k", "l", "m", "pr", "s", "st", "tr", "v",
    ],
    vowels: &["a", "e", "i", "o", "u", "ea"],
    nouns: &["ment", "ness", "er", "ity", "ation", "ch", "ist", "ode"],
    adjectives: &["al", "ous", "ive", "ic"],
    small: &["the", "of", "and", "was", "with", "which", "on", "a", "by"],
};
const FRENCH: Sounds = Sounds {
    onsets: &[
        "b", "br", "d", "f", "gl", "c", "l", "m", "pr", "s", "t", "tr", "v",
    ],
    vowels: &["a", "é", "i", "o", "u", "ou"],
    nouns: &["tion", "eur", "age", "al", "eau", "isme", "ette", "teur"],
    adjectives: &["el", "if", "eux", "ique"],
    small: &["le", "de", "et", "la", "avec", "qui", "sur", "un", "par"],
};
const RUSSIAN: Sounds = Sounds {
    onsets: &[
        "б", "бр", "д", "ф", "гл", "к", "л", "м", "пр", "с", "ст", "тр", "в",
    ],
    vowels: &["а", "е", "и", "о", "у"],
    nouns: &["ция", "тель", "ник", "ость", "ение", "ка", "атор", "ство"],
    adjectives: &["ный", "ский", "овый", "щий"],
    small: &["и", "в", "на", "был", "с", "который", "по", "за", "к"],
};

/// A small generator of numbers, the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn word(&mut self, sounds: &Sounds, endings: &[&str]) -> String {
        let syllables = 1 + self.below(2);
        let mut word = String::new();
        for _ in 0..=syllables {
            word.push_str(self.one(sounds.onsets));
            word.push_str(self.one(sounds.vowels));
        }
        word.push_str(self.one(sounds.onsets).get(..1).unwrap_or(""));
        word + self.one(endings)
    }
}

fn main() {
    for language in LANGUAGES {
        let sounds = match language.code {
            "fr" => FRENCH,
            "ru" => RUSSIAN,
            _ => ENGLISH,
        };
        let mut rates = Vec::new();
        for concepts in SIZES {
            rates.push(run(language, &sounds, concepts));
        }
        println!(
            "{}: 50,000 concepts search at {:.2} of the speed of 1,000",
            language.code,
            rates[1] / rates[0]
        );
    }
}

/// Loads a glossary of `concepts` and searches a text; megabytes a second.
fn run(language: &Language, sounds: &Sounds, concepts: usize) -> f64 {
    let mut numbers = Numbers(concepts as u64);
    let terms = terms(&mut numbers, language, sounds, concepts);
    let mut table = String::from("concept,lang,term,pos\n");
    for (number, term) in terms.iter().enumerate() {
        table.push_str(&format!("c{number},{},{term},noun\n", language.code));
    }
    let paragraphs = paragraphs(&mut numbers, language, sounds, &terms);
    let bytes: usize = paragraphs.iter().map(String::len).sum();
    let tag = LangTag::parse(language.code).expect("a code is a tag");
    let source = Source::new("bench.csv", table);
    let (read, glossary) = timed(|| glossary::read(&source, None).expect("the table is whole"));
    let glossaries: [&Glossary; 1] = [&glossary];
    let (made, finder) = timed(|| TermFinder::new(&glossaries, &tag));
    let (took, found) = timed(|| {
        let find = |text: &String| black_box(finder.find(text)).len();
        paragraphs.iter().map(find).sum::<usize>()
    });
    let rate = bytes as f64 / 1e6 / took.as_secs_f64().max(1e-9);
    println!(
        "{}: {concepts:6} concepts: read {:.3} s, finder {:.3} s; search {rate:5.1} MB/s, {found} found",
        language.code,
        read.as_secs_f64(),
        made.as_secs_f64(),
    );
    rate
}

fn terms(numbers: &mut Numbers, language: &Language, sounds: &Sounds, count: usize) -> Vec<String> {
    let vocabulary = 2 + count / 3;
    let nouns: Vec<String> = (0..vocabulary)
        .map(|_| numbers.word(sounds, sounds.nouns))
        .collect();
    let adjectives: Vec<String> = (0..vocabulary)
        .map(|_| numbers.word(sounds, sounds.adjectives))
        .collect();
    let term = |_| {
        let noun = &nouns[numbers.below(nouns.len())];
        let other = &nouns[numbers.below(nouns.len())];
        let adjective = &adjectives[numbers.below(adjectives.len())];
        match (numbers.below(4), language.code) {
            (0, _) => noun.clone(),
            (1 | 2, "fr") => format!("{noun} {adjective}"),
            (1 | 2, _) => format!("{adjective} {noun}"),
            (_, "fr") => format!("{noun} de {other}"),
            (_, "en") => format!("{other} {noun}"),
            _ => format!("{noun} {other}"),
        }
    };
    (0..count).map(term).collect()
}

/// A text of small words, unknown words and terms in some form.
fn paragraphs(
    numbers: &mut Numbers,
    language: &Language,
    sounds: &Sounds,
    terms: &[String],
) -> Vec<String> {
    let traits = Default::default();
    let forms = (0..2_000).map(|_| {
        let term = &terms[numbers.below(terms.len())];
        let forms = Expansion::new(term, &traits, language).forms();
        let (_, forms) = &forms[numbers.below(forms.len())];
        forms[0].clone()
    });
    let forms: Vec<String> = forms.collect();
    let unknown: Vec<String> = (0..5_000)
        .map(|_| numbers.word(sounds, sounds.nouns))
        .collect();
    let (mut paragraphs, mut bytes) = (Vec::new(), 0);
    while bytes < BYTES {
        let mut text = String::new();
        for at in 1..=PARAGRAPH {
            match numbers.below(5) {
                0 => text.push_str(&forms[numbers.below(forms.len())]),
                1 | 2 => text.push_str(numbers.one(sounds.small)),
                _ => text.push_str(&unknown[numbers.below(unknown.len())]),
            }
            text.push_str(if at % 15 == 0 { ". " } else { " " });
        }
        bytes += text.len();
        paragraphs.push(text);
    }
    paragraphs
}
