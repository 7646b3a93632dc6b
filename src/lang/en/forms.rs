//! How English words inflect.
//!
//! The head of a term takes the plural: the last word (`space agencies`), or the one before a
//! preposition (`memoranda of understanding`). The possessive `'s` is no part of a term. Verbs
//! that are terms have their regular forms.

use super::irregular::{IRREGULAR, NOT_MEN, OFFICES, POSTPOSED, UNCHANGED};
use crate::lang::forms::{
    Form, FormRules, Number, PartOfSpeech, PhraseWord, Role, Traits, WordKind,
};
use crate::lang::number_forms::{self, ends_with_any};

pub(super) static FORMS: FormRules = FormRules {
    roles,
    inflect,
    barred: BARRED,
    respell: |_| None,
    judge: super::context::judge,
    loose_compounds: true,
};

/// Function words that look like the plural of some noun (`doe`, `it`, `wa`).
const BARRED: &[&str] = &[
    "as", "does", "has", "hers", "his", "is", "its", "ours", "theirs", "this", "thus", "us", "was",
    "yes", "yours",
];

/// Prepositions after which nothing of a term changes.
const PREPOSITIONS: &[&str] = &[
    "about", "after", "against", "at", "before", "between", "by", "for", "from", "in", "into",
    "of", "on", "over", "per", "to", "under", "via", "with", "without",
];

/// The head inflects, all else stays.
fn roles(words: &[PhraseWord<'_>], traits: &Traits) -> Vec<Role> {
    let mut roles = vec![Role::FIXED; words.len()];
    let kind = match traits.part_of_speech {
        Some(PartOfSpeech::Adjective | PartOfSpeech::Other) => return roles,
        Some(PartOfSpeech::Verb) => WordKind::Verb,
        _ => WordKind::Noun,
    };
    // «fly-by» and «lift-off» end in one and are words of their own; «passer-by» is not.
    let ends_phrase = |at: usize| {
        let person = words[at - 1].text.ends_with("er");
        at + 1 < words.len() || !words[at].hyphenated || person
    };
    let preposition = (1..words.len()).find(|&at| {
        let word = words[at].text.to_lowercase();
        PREPOSITIONS.contains(&word.as_str()) && ends_phrase(at)
    });
    let head = match (kind, preposition) {
        (WordKind::Verb, _) => Some(0),
        (_, Some(at)) => at.checked_sub(1),
        (_, None) if has_adjective_last(words) => words.len().checked_sub(2),
        (_, None) => words.len().checked_sub(1),
    };
    if let Some(role) = head.and_then(|head| roles.get_mut(head)) {
        *role = Role::of(kind, traits);
    }
    roles
}

/// Whether the last word is an adjective after its noun: `director general`.
fn has_adjective_last(words: &[PhraseWord<'_>]) -> bool {
    let [.., noun, last] = words else {
        return false;
    };
    let (noun, last) = (noun.text.to_lowercase(), last.text.to_lowercase());
    let office = last != "general" || OFFICES.contains(&noun.as_str());
    POSTPOSED.contains(&last.as_str()) && office
}

fn inflect(word: &str, role: Role) -> Vec<Form> {
    match role.kind {
        WordKind::Noun | WordKind::Name => noun(word, role),
        WordKind::Verb => verb(word),
        _ => vec![Form::unchanged(word)],
    }
}

fn noun(word: &str, role: Role) -> Vec<Form> {
    if role.number != Some(Number::Plural) && !word.ends_with(char::is_alphabetic) {
        return vec![Form::unchanged(word)]; // «Bion-M2», «the year 2025»
    }
    number_forms::noun(word, role, plurals)
}

/// The plurals of `word`, the usual one first.
fn plurals(word: &str) -> Vec<String> {
    let is_plural = IRREGULAR
        .iter()
        .any(|(_, plurals)| plurals.first() == Some(&word) && word.len() > 3);
    // «optics» and the other sciences; «phenomena», which is a plural
    let science = word.len() > 6 && word.ends_with("ics");
    if UNCHANGED.contains(&word) || science || is_plural {
        return vec![word.to_owned()];
    }
    if let Some(plurals) = irregular(word) {
        return plurals;
    }
    let stem = |cut: usize, ending: &str| format!("{}{ending}", &word[..word.len() - cut]);
    let consonant_y = word.ends_with('y')
        && !ends_with_any(word, &["ay", "ey", "oy", "uy", "iy"])
        && word.len() > 2;
    if consonant_y || word.ends_with("quy") {
        vec![stem(1, "ies")]
    } else if word.len() > 3 && word.ends_with("sis") {
        vec![stem(2, "es")]
    } else if ends_with_any(word, &["epoch", "loch", "mach", "monarch", "tech"]) {
        vec![stem(0, "s")]
    } else if ends_with_any(word, &["s", "x", "z", "ch", "sh"]) {
        vec![stem(0, "es")]
    } else if word.ends_with('o') && !ends_with_any(word, &["ao", "eo", "io", "oo", "uo"]) {
        vec![stem(0, "s"), stem(0, "es")]
    } else {
        vec![stem(0, "s")]
    }
}

/// The listed plurals of `word`, or of its last part: `businessman`, `half-life`, `subindex`.
fn irregular(word: &str) -> Option<Vec<String>> {
    if let Some(plurals) = number_forms::listed(word, IRREGULAR) {
        return Some(plurals);
    }
    // A short tail such as -ox or -die says nothing.
    let compound = |singular: &str| {
        matches!(singular, "man" | "woman" | "child" | "person") || singular.len() > 4
    };
    let (before, plurals) = IRREGULAR.iter().find_map(|(singular, plurals)| {
        let before = word.strip_suffix(singular)?;
        (compound(singular) && before.len() > 2).then_some((before, plurals))
    })?;
    let own = ends_with_any(word, NOT_MEN);
    let plurals = plurals.iter().map(|plural| format!("{before}{plural}"));
    (!own).then(|| plurals.collect())
}

/// Regular forms of a verb: `launch`, `launches`, `launched`, `launching`.
fn verb(word: &str) -> Vec<Form> {
    let ends = |endings: &[&str]| ends_with_any(word, endings);
    let third = plurals(word)
        .into_iter()
        .next()
        .unwrap_or_else(|| format!("{word}s"));
    let mut texts = vec![word.to_owned(), third];
    if word.ends_with('e') && word.len() > 2 {
        texts.extend([
            format!("{word}d"),
            format!("{}ing", &word[..word.len() - 1]),
        ]);
    } else if word.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]) && word.len() > 2 {
        texts.extend([
            format!("{}ied", &word[..word.len() - 1]),
            format!("{word}ing"),
        ]);
    } else {
        texts.extend([format!("{word}ed"), format!("{word}ing")]);
        // «docked» but «transmitted»: both spellings are accepted.
        if let Some(last) = word
            .chars()
            .next_back()
            .filter(|last| "bdglmnprt".contains(*last))
        {
            texts.extend([format!("{word}{last}ed"), format!("{word}{last}ing")]);
        }
    }
    texts.into_iter().map(Form::unchanged).collect()
}
