//! How French words inflect.
//!
//! Nouns and the adjectives beside them take the plural together (`agences spatiales`); what
//! follows `de`, `à`, `en` stays (`signaux de détresse`). A term stands without its article, so
//! elision and contraction (`l’`, `d’`, `du`, `au`) lie outside it. Compounds with a hyphen
//! inflect in both parts (`accords-cadres`) unless the first is a verb or prefix
//! (`lance-missiles`, `sous-systèmes`).

use super::irregular::{FEMININES, IN_ALS, IN_AUX, IN_OUX, IN_US, IRREGULAR};
use crate::lang::forms::{
    Apposition, Cell, CellSet, Form, FormRules, Gender, Number, PartOfSpeech, PhraseWord, Role,
    Traits, WordKind,
};
use crate::lang::number_forms::{self, merge, paradigm};

pub(super) static FORMS: FormRules = FormRules {
    roles,
    inflect,
    barred: BARRED,
    respell,
    judge: super::context::judge,
    loose_compounds: true,
};

/// Function words that look like the plural of some noun (`ver`, `sou`, `pa`).
pub(super) const BARRED: &[&str] = &[
    "aux", "ces", "dans", "des", "eux", "les", "mais", "mes", "pas", "plus", "puis", "sans", "ses",
    "sous", "suis", "tes", "tous", "très", "vers", "vous",
];

/// Words after which nothing of a term changes.
pub(super) const PREPOSITIONS: &[&str] = &[
    "à", "a", "au", "aux", "avec", "chez", "contre", "d", "dans", "de", "des", "du", "en", "entre",
    "hors", "l", "la", "le", "les", "lès", "par", "pour", "sans", "sous", "sur", "vers",
];

/// Words between two heads: `recherche et sauvetage`.
const CONJUNCTIONS: &[&str] = &["et", "ou", "ni"];

/// Nouns that mostly stay as they are after another noun: `stations sol`, `liaisons radio`.
#[rustfmt::skip] // a list to read
const AFTER_NOUN: &[&str] = &[
    "air", "audio", "bord", "clé", "espace", "laser", "mer", "radar", "radio", "sol", "surprise",
    "test", "type", "vapeur", "vidéo",
];

/// First parts of compounds that do not inflect.
const FIXED_PARTS: &[&str] = &[
    "abat", "aide", "ante", "anti", "après", "arrière", "attrape", "auto", "avant", "bio", "brise",
    "cache", "casse", "chasse", "chauffe", "co", "compte", "contre", "coupe", "couvre", "cyber",
    "demi", "entre", "essuie", "ex", "extra", "garde", "gratte", "grille", "hors", "infra",
    "inter", "lance", "lave", "macro", "mi", "micro", "mini", "multi", "nano", "non", "ouvre",
    "pare", "passe", "perce", "pèse", "porte", "pose", "post", "pré", "presse", "protège",
    "pseudo", "quasi", "ramasse", "remonte", "sans", "sauve", "semi", "serre", "sous", "super",
    "supra", "sur", "taille", "tire", "tourne", "tout", "trans", "trouble", "ultra", "vice",
    "vide", "é", "e", "électro", "radio", "télé",
];

/// The spelling of 1990: no circumflex on i and u (`boite`, `aout`) but where it tells words apart,
/// `évènement` as it is said.
fn respell(word: &str) -> Option<String> {
    const KEPT: &[&str] = &["croît", "dû", "jeûne", "mûr", "mûre", "sûr", "sûre"];
    let bare = word.strip_suffix('s').unwrap_or(word);
    if KEPT.contains(&bare) || !word.contains(['î', 'û', 'é']) {
        return None;
    }
    let respelt = word
        .replace('î', "i")
        .replace('û', "u")
        .replace("événement", "évènement");
    (respelt != word).then_some(respelt)
}

fn roles(words: &[PhraseWord<'_>], traits: &Traits) -> Vec<Role> {
    let mut roles = vec![Role::FIXED; words.len()];
    if matches!(
        traits.part_of_speech,
        Some(PartOfSpeech::ProperNoun | PartOfSpeech::Verb | PartOfSpeech::Other)
    ) {
        return roles;
    }
    let adjective = traits.part_of_speech == Some(PartOfSpeech::Adjective);
    let small_head = words
        .first()
        .is_some_and(|word| word.text.starts_with(char::is_lowercase));
    for (index, word) in words.iter().enumerate() {
        let lower = word.text.to_lowercase();
        if index > 0 && PREPOSITIONS.contains(&lower.as_str()) {
            break;
        }
        if is_fixed(words, index, &lower) {
            continue;
        }
        let kind = if adjective {
            WordKind::Adjective
        } else {
            WordKind::Noun
        };
        roles[index] = Role::of(kind, traits);
        let name = index > 0 && word.text.starts_with(char::is_uppercase);
        let grand = lower == "grand" && words.get(index + 1).is_some_and(|next| next.hyphenated);
        let second = word.hyphenated && !FIXED_PARTS.contains(&lower_before(words, index).as_str());
        let noun = index > 0 && AFTER_NOUN.contains(&lower.as_str());
        if (noun || (name && small_head)) && !word.hyphenated {
            roles[index].apposition = Apposition::Usually;
        } else if name || second || grand {
            roles[index].apposition = Apposition::Rarely;
        }
    }
    roles
}

/// The word before, in lower case.
fn lower_before(words: &[PhraseWord<'_>], index: usize) -> String {
    let before = index.checked_sub(1).and_then(|before| words.get(before));
    before.map_or_else(String::new, |word| word.text.to_lowercase())
}

/// Whether the word stands as it is whatever the number of the term.
fn is_fixed(words: &[PhraseWord<'_>], index: usize, lower: &str) -> bool {
    let word = &words[index];
    let symbol = word.text.chars().any(char::is_numeric) || word.text.chars().count() < 2;
    let acronym = word.text.chars().count() > 1 && !word.text.chars().any(char::is_lowercase);
    let first_part = words.get(index + 1).is_some_and(|next| next.hyphenated);
    // «va-et-vient»: a phrase that became a noun
    let joined = |word: &PhraseWord<'_>| word.hyphenated && CONJUNCTIONS.contains(&word.text);
    let frozen = words.iter().any(joined) && (word.hyphenated || first_part);
    symbol
        || acronym
        || word.quoted
        || frozen
        || CONJUNCTIONS.contains(&lower)
        || (first_part && (FIXED_PARTS.contains(&lower) || lower.ends_with('o')))
}

fn inflect(word: &str, role: Role) -> Vec<Form> {
    let mut forms = match role.kind {
        WordKind::Noun | WordKind::Name => number_forms::noun(word, role, plurals),
        WordKind::Adjective => adjective(word),
        _ => return vec![Form::unchanged(word)],
    };
    appose(&mut forms, role.apposition);
    forms
}

/// Lets the citation form, the first of `forms`, stand in the plural too: `wagons-citerne`; of a
/// name it is the one that is written: `moteurs Vulcain`.
fn appose(forms: &mut [Form], apposition: Apposition) {
    let every = forms
        .iter()
        .fold(CellSet::NONE, |set, form| set.or(form.cells));
    if apposition == Apposition::Usually {
        forms
            .iter_mut()
            .for_each(|form| form.likely = CellSet::NONE);
    }
    if apposition != Apposition::None
        && let Some(cited) = forms.first_mut()
    {
        cited.cells = every;
        if apposition == Apposition::Usually {
            cited.likely = every;
        }
    }
}

/// The plurals of a noun or adjective, the usual one first.
fn plurals(word: &str) -> Vec<String> {
    if let Some(plurals) = number_forms::listed(word, IRREGULAR) {
        return plurals;
    }
    let with = |ending: &str| format!("{word}{ending}");
    let stem = |cut: &str| word.strip_suffix(cut).unwrap_or(word);
    if word.ends_with(['s', 'x', 'z']) || !word.ends_with(char::is_alphabetic) {
        vec![word.to_owned()]
    } else if word.ends_with("al") && word.chars().count() > 2 {
        let regular = format!("{}aux", stem("al"));
        if IN_ALS.contains(&word) {
            vec![with("s"), regular]
        } else {
            vec![regular, with("s")]
        }
    } else if IN_AUX.contains(&word) {
        vec![format!("{}aux", stem("ail")), with("s")]
    } else if IN_OUX.contains(&word)
        || word.ends_with("eau")
        || ((word.ends_with("au") || word.ends_with("eu")) && !IN_US.contains(&word))
    {
        vec![with("x")]
    } else {
        vec![with("s")]
    }
}

/// An adjective that is a term by itself: both genders, both numbers.
fn adjective(word: &str) -> Vec<Form> {
    let cell = |number, gender| CellSet::of(Cell::number(number).of_gender(Some(gender)));
    let cells = |gender| (cell(Number::Singular, gender), cell(Number::Plural, gender));
    let (singular, plural) = cells(Gender::Masculine);
    let mut forms = paradigm(word, plurals(word), singular, plural);
    let (singular, plural) = cells(Gender::Feminine);
    for (rank, feminine) in feminines(word).into_iter().enumerate() {
        for mut form in paradigm(&feminine, plurals(&feminine), singular, plural) {
            if rank > 0 {
                form.likely = CellSet::NONE;
            }
            merge(&mut forms, form);
        }
    }
    forms
}

/// Feminines of a masculine adjective, the usual one first.
fn feminines(word: &str) -> Vec<String> {
    let change = FEMININES
        .iter()
        .filter(|(ending, _)| word.ends_with(ending))
        .max_by_key(|(ending, _)| ending.len());
    match change {
        Some((ending, feminines)) => {
            let stem = &word[..word.len() - ending.len()];
            feminines
                .iter()
                .map(|feminine| format!("{stem}{feminine}"))
                .collect()
        }
        None => vec![format!("{word}e")],
    }
}
