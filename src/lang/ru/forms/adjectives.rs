//! Adjectives and participles: `космический`, `пилотируемый`, `третий`, `развивающаяся`.
//!
//! The citation form may be of any gender or plural (`Вооружённые силы`): its ending gives stem
//! and type. An adjective of a term agrees with the head and has only the cells of its gender; one
//! that is a term by itself has all, each with its gender.

use super::paradigm::Paradigm;
use super::{from_end, is_hush, is_velar, possessives, vowels};
use crate::lang::forms::{Case, Cell, Gender, Number, Role};

/// Which endings a stem takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `новый`, and `запасной` with the stress on the ending.
    Hard { stressed: bool },
    /// `синий`.
    Soft,
    /// `третий`, `третьего`.
    Possessive,
}

/// An adjective taken apart.
struct Parts<'a> {
    stem: &'a str,
    kind: Kind,
    /// `ся` of a participle.
    reflexive: bool,
}

/// Endings that an adjective can be cited with, with the gender they show.
const ENDINGS: [(&str, Option<Gender>); 9] = [
    ("ый", Some(Gender::Masculine)),
    ("ий", Some(Gender::Masculine)),
    ("ой", Some(Gender::Masculine)),
    ("ая", Some(Gender::Feminine)),
    ("яя", Some(Gender::Feminine)),
    ("ое", Some(Gender::Neuter)),
    ("ее", Some(Gender::Neuter)),
    ("ые", None),
    ("ие", None),
];

/// Possessives in -ий that take ь; those in `-ичий` do too.
#[rustfmt::skip] // a list to read
const POSSESSIVE: &[&str] = &[
    "третий", "божий", "волчий", "лисий", "медвежий", "рыбий", "вражий", "казачий", "овечий",
    "бычий", "верблюжий", "коровий", "кошачий", "собачий", "человечий", "заячий", "девичий",
];

/// Whether `word` has the ending of an adjective in its citation form, and which gender it shows
/// (`None`: plural).
pub(super) fn ending(word: &str) -> Option<Option<Gender>> {
    let word = word.strip_suffix("ся").unwrap_or(word);
    let (ending, gender) = ENDINGS.iter().find(|(ending, _)| word.ends_with(ending))?;
    let stem = &word[..word.len() - ending.len()];
    let has_root = vowels(stem) > 0 || matches!(stem, "зл" | "вс" | "дн");
    has_root.then_some(*gender)
}

/// Whether `word` is an adjective like `третий`, `лисий`.
pub(super) fn is_possessive(word: &str) -> bool {
    POSSESSIVE.contains(&word) || word.ends_with("ичий")
}

fn parts(word: &str) -> Option<Parts<'_>> {
    let bare = word.strip_suffix("ся").unwrap_or(word);
    let (ending, _) = ENDINGS.iter().find(|(ending, _)| bare.ends_with(ending))?;
    let stem = &bare[..bare.len() - ending.len()];
    let last = from_end(stem, 0);
    let kind = match *ending {
        "ий" if is_possessive(word) => Kind::Possessive,
        "яя" => Kind::Soft,
        "ий" | "ие" | "ее" if !is_hush(last) && !is_velar(last) => Kind::Soft,
        "ой" => Kind::Hard { stressed: true },
        "ая" | "ое" | "ие" if matches!(stem, "больш" | "небольш" | "чуж") => {
            Kind::Hard { stressed: true }
        }
        "ое" if is_hush(last) => Kind::Hard { stressed: true },
        _ => Kind::Hard { stressed: false },
    };
    Some(Parts {
        stem,
        kind,
        reflexive: bare.len() < word.len(),
    })
}

/// The nominative masculine, feminine, neuter and plural, then the endings that masculine and
/// neuter share, those of the feminine, those of the plural (genitive, dative, instrumental,
/// prepositional).
struct Table {
    nominative: [&'static str; 4],
    masculine: [&'static str; 4],
    feminine: &'static str,
    feminine_accusative: &'static str,
    plural: [&'static str; 3],
}

const HARD: Table = Table {
    nominative: ["ый", "ая", "ое", "ые"],
    masculine: ["ого", "ому", "ым", "ом"],
    feminine: "ой",
    feminine_accusative: "ую",
    plural: ["ых", "ым", "ыми"],
};

const VELAR: Table = Table {
    nominative: ["ий", "ая", "ое", "ие"],
    masculine: ["ого", "ому", "им", "ом"],
    plural: ["их", "им", "ими"],
    ..HARD
};

const HUSH: Table = Table {
    nominative: ["ий", "ая", "ее", "ие"],
    masculine: ["его", "ему", "им", "ем"],
    feminine: "ей",
    ..VELAR
};

const SOFT: Table = Table {
    nominative: ["ий", "яя", "ее", "ие"],
    feminine_accusative: "юю",
    ..HUSH
};

const POSSESSIVE_TABLE: Table = Table {
    nominative: ["ий", "ья", "ье", "ьи"],
    masculine: ["ьего", "ьему", "ьим", "ьем"],
    feminine: "ьей",
    feminine_accusative: "ью",
    plural: ["ьих", "ьим", "ьими"],
};

fn table(parts: &Parts<'_>) -> &'static Table {
    let last = from_end(parts.stem, 0);
    match parts.kind {
        Kind::Possessive => &POSSESSIVE_TABLE,
        Kind::Soft => &SOFT,
        Kind::Hard { stressed: false } if is_hush(last) => &HUSH,
        Kind::Hard { .. } if is_hush(last) || is_velar(last) => &VELAR,
        Kind::Hard { .. } => &HARD,
    }
}

/// The forms of an adjective; unchanged when `word` does not look like one.
pub(super) fn adjective(word: &str, role: &Role) -> Paradigm {
    let mut paradigm = Paradigm::new(role.number);
    let Some(parts) = parts(word) else {
        let Some((stem, gender)) = possessives::stem(word).zip(role.gender) else {
            return Paradigm::unchanged(word, role.number);
        };
        possessives::fill(&mut paradigm, stem, gender, role);
        return paradigm;
    };
    match role.gender {
        Some(gender) => fill(&mut paradigm, &parts, gender, false, role.animate),
        None if role.number == Some(Number::Plural) => {
            fill_plural(&mut paradigm, &parts, None, role.animate);
        }
        None => {
            for gender in Paradigm::GENDERS {
                fill(&mut paradigm, &parts, gender, true, role.animate);
            }
        }
    }
    paradigm
}

/// The cells of one gender and the plural; `own`: the adjective stands for itself, and its
/// singular cells say their gender.
fn fill(
    paradigm: &mut Paradigm,
    parts: &Parts<'_>,
    gender: Gender,
    own: bool,
    animate: Option<bool>,
) {
    let table = table(parts);
    let make = |ending: &str| {
        let reflexive = if parts.reflexive { "ся" } else { "" };
        [parts.stem, ending, reflexive].concat()
    };
    let marked = own.then_some(gender);
    let cell = |case| Cell::new(case, Number::Singular).of_gender(marked);
    let nominative = match (gender, parts.kind) {
        (Gender::Masculine, Kind::Hard { stressed: true }) => make("ой"),
        _ => make(table.nominative[gender as usize]),
    };
    paradigm.put(cell(Case::Nominative), &nominative);
    if gender == Gender::Feminine {
        for case in [
            Case::Genitive,
            Case::Dative,
            Case::Instrumental,
            Case::Prepositional,
        ] {
            paradigm.put(cell(case), make(table.feminine));
        }
        let long = table.feminine.replace('й', "ю");
        paradigm.also(cell(Case::Instrumental), make(&long));
        paradigm.put(cell(Case::Accusative), make(table.feminine_accusative));
    } else {
        let [genitive, dative, instrumental, prepositional] = table.masculine;
        paradigm.put(cell(Case::Genitive), make(genitive));
        paradigm.put(cell(Case::Dative), make(dative));
        paradigm.put(cell(Case::Instrumental), make(instrumental));
        paradigm.put(cell(Case::Prepositional), make(prepositional));
        accusative(
            paradigm,
            cell(Case::Accusative),
            animate,
            gender,
            nominative,
            make(genitive),
        );
    }
    fill_plural(paradigm, parts, Some(gender), animate);
}

fn accusative(
    paradigm: &mut Paradigm,
    cell: Cell,
    animate: Option<bool>,
    gender: Gender,
    nominative: String,
    genitive: String,
) {
    match animate.filter(|_| gender == Gender::Masculine) {
        Some(true) => paradigm.put(cell, genitive),
        Some(false) => paradigm.put(cell, nominative),
        None => {
            paradigm.put(cell, nominative);
            if gender == Gender::Masculine {
                paradigm.also(cell, genitive);
            }
        }
    }
}

fn fill_plural(
    paradigm: &mut Paradigm,
    parts: &Parts<'_>,
    gender: Option<Gender>,
    animate: Option<bool>,
) {
    let table = table(parts);
    let make = |ending: &str| {
        let reflexive = if parts.reflexive { "ся" } else { "" };
        [parts.stem, ending, reflexive].concat()
    };
    let cell = |case| Cell::new(case, Number::Plural);
    let nominative = make(table.nominative[3]);
    let [genitive, dative, instrumental] = table.plural;
    paradigm.put(cell(Case::Nominative), &nominative);
    paradigm.put(cell(Case::Genitive), make(genitive));
    paradigm.put(cell(Case::Dative), make(dative));
    paradigm.put(cell(Case::Instrumental), make(instrumental));
    paradigm.put(cell(Case::Prepositional), make(genitive));
    let (first, second) = match animate {
        Some(true) => (make(genitive), nominative.clone()),
        _ => (nominative.clone(), make(genitive)),
    };
    paradigm.put(cell(Case::Accusative), first);
    if animate.is_none() {
        paradigm.also(cell(Case::Accusative), second);
    }
    // «две полезные нагрузки», «два космических аппарата»
    let (first, second) = match gender {
        Some(Gender::Feminine) => (nominative, make(genitive)),
        _ => (make(genitive), nominative),
    };
    paradigm.put(cell(Case::Count), first);
    paradigm.also(cell(Case::Count), second);
}
