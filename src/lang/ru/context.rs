//! Russian noun forms that are verbs, prepositions or adverbs too: «мы стали», «путём обмена».
//!
//! A form in -л -ла -ло -ли beside a subject pronoun, «не» or «бы» is a past tense («они стали», but
//! «из стали»); of a word that is cited as it is although it mostly is a function word («пора»)
//! nothing is sure without a preposition or an adjective before it.

use super::forms::{BARRED, PREPOSITIONS};
use crate::lang::context::{Context, Judgement};

/// Subjects and particles beside which a past tense stands.
#[rustfmt::skip] // a list to read
const BESIDE_VERB: &[&str] = &[
    "бы", "вы", "и", "который", "которая", "которое", "которые", "кто", "мы", "не", "он", "она",
    "они", "оно", "также", "тоже", "ты", "уже", "что", "это", "я",
];

/// Forms of nouns that mostly are prepositions or adverbs.
#[rustfmt::skip] // a list to read
const FROZEN: &[&str] = &[
    "благодаря", "вечером", "даром", "кругом", "летом", "насчет", "ночью", "осенью", "порой",
    "порядка", "путем", "рядом", "утром", "днем", "зимой", "весной", "сравнению",
];

/// Nouns that are predicates before an infinitive: «пора спать».
const PREDICATIVE: &[&str] = &["лень", "охота", "пора"];

pub(super) fn judge(context: &Context<'_>) -> Judgement {
    let word = context.word;
    let past = ["л", "ла", "ло", "ли"]
        .iter()
        .any(|ending| word.ends_with(ending));
    let governed = PREPOSITIONS.contains(&context.back(0)) || agrees(context.back(0));
    if governed {
        return Judgement::Term;
    }
    let beside = BESIDE_VERB.contains(&context.back(0)) || context.next() == "бы";
    let name_or_verb = context.is_name && context.begins() && !context.is_cited;
    let infinitive = ["ть", "ти", "чь", "ться", "тись"];
    let before_verb = infinitive
        .iter()
        .any(|ending| context.next().ends_with(ending));
    let doubtful = (PREDICATIVE.contains(&word) && before_verb)
        || (past && (beside || name_or_verb))
        || (BARRED.contains(&word) && !context.is_name)
        || (FROZEN.contains(&word) && !context.is_name);
    if doubtful {
        Judgement::Unsure
    } else {
        Judgement::Term
    }
}

/// Whether `word` has the ending of an adjective or possessive that stands before a noun.
fn agrees(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ого", "его", "ому", "ему", "ым", "им", "ой", "ей", "ую", "юю", "ых", "их", "ыми", "ими",
        "ый", "ий", "ая", "яя", "ое", "ые",
    ];
    word.chars().count() > 3 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}
