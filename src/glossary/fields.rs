//! The fields of a term as glossaries write them: `noun`, `f`, `pl`, `yes`.
//!
//! Every tool has its own words (`masc`, `masculine`, `m`), so several are read for each value; the
//! constants beside the functions are what a message offers. An unknown value is `None`.

use crate::lang::forms::{Gender, Number, PartOfSpeech};

/// A part of speech, as `noun`, `proper noun`, `properNoun`, `adj`.
pub fn part_of_speech(text: &str) -> Option<PartOfSpeech> {
    match compact(text).as_str() {
        "noun" | "n" | "commonnoun" | "substantive" => Some(PartOfSpeech::Noun),
        "propernoun" | "propn" | "name" | "proper" => Some(PartOfSpeech::ProperNoun),
        "adjective" | "adj" | "a" => Some(PartOfSpeech::Adjective),
        "verb" | "v" => Some(PartOfSpeech::Verb),
        "other" | "adverb" | "adv" | "phrase" | "preposition" | "conjunction" => {
            Some(PartOfSpeech::Other)
        }
        _ => None,
    }
}

/// What a part of speech may be.
pub const PARTS_OF_SPEECH: &str = "noun, proper noun, adjective, verb, other";

/// A gender, as `m`, `masc`, `masculine`.
pub fn gender(text: &str) -> Option<Gender> {
    match compact(text).as_str() {
        "m" | "masc" | "masculine" => Some(Gender::Masculine),
        "f" | "fem" | "feminine" => Some(Gender::Feminine),
        "n" | "neut" | "neuter" => Some(Gender::Neuter),
        _ => None,
    }
}

/// What a gender may be.
pub const GENDERS: &str = "m, f, n";

/// A number, as `sg`, `plural`.
pub fn number(text: &str) -> Option<Number> {
    match compact(text).as_str() {
        "s" | "sg" | "sing" | "singular" => Some(Number::Singular),
        "p" | "pl" | "plur" | "plural" => Some(Number::Plural),
        _ => None,
    }
}

/// What a number may be.
pub const NUMBERS: &str = "sg, pl";

/// Yes or no.
pub fn flag(text: &str) -> Option<bool> {
    match compact(text).as_str() {
        "yes" | "y" | "true" | "1" | "x" | "oui" | "да" | "vrai" | "истина" => Some(true),
        "no" | "n" | "false" | "0" | "non" | "нет" | "faux" | "ложь" => Some(false),
        _ => None,
    }
}

/// What a flag may be.
pub const FLAGS: &str = "yes, no";

/// Whether case counts: `exact` or `any`, or yes and no.
pub fn case(text: &str) -> Option<bool> {
    match compact(text).as_str() {
        "exact" | "sensitive" => Some(true),
        "any" | "insensitive" | "ignore" => Some(false),
        _ => flag(text),
    }
}

/// What the case column may say.
pub const CASES: &str = "exact, any";

/// The values of a list, as `lanceurs|fusées`.
pub(super) fn list(text: &str) -> impl Iterator<Item = String> {
    let values = text.split('|').map(str::trim);
    values.filter(|value| !value.is_empty()).map(str::to_owned)
}

/// Lower case, without spaces, hyphens and underscores.
fn compact(text: &str) -> String {
    let letters = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '.'));
    letters.flat_map(char::to_lowercase).collect()
}
