//! Plurals: those of each declension, irregular ones, and words that have nothing else.

use super::irregular::{self, Plural};
use super::paradigm::Paradigm;
use super::{cut, ends_with_any, from_end, is_hush, is_velar, is_vowel, stems, vowels};
use crate::lang::forms::{Case, Cell, Gender, Number, Role};

const PLURAL: Number = Number::Plural;

pub(super) fn plural_of_first(
    paradigm: &mut Paradigm,
    word: &str,
    stem: &str,
    soft: bool,
    role: &Role,
) {
    let genitive = Cell::new(Case::Genitive, PLURAL);
    irregular_plurals(paradigm, word);
    paradigm.nominative_plural(stem, soft);
    let before = from_end(stem, 0);
    if soft && before == 'ь' {
        let root = cut(stem, 1);
        let stressed = matches!(
            word,
            "статья" | "семья" | "свинья" | "судья" | "скамья" | "ладья" | "бадья"
        );
        let (first, second) = if stressed {
            ("ей", "ий")
        } else {
            ("ий", "ей")
        };
        paradigm.put(genitive, format!("{root}{first}"));
        paradigm.also(genitive, format!("{root}{second}"));
    } else if soft && is_vowel(before) {
        paradigm.put(genitive, format!("{stem}й"));
    } else {
        paradigm.put(genitive, stems::zero_ending(stem, soft, false));
        for other in stems::other_zero_endings(stem, soft) {
            paradigm.also(genitive, other);
        }
        if is_hush(before) || soft {
            paradigm.also(genitive, format!("{stem}ей"));
        }
    }
    paradigm.plural_tail(stem, soft);
    paradigm.accusative(PLURAL, role.animate, false);
    paradigm.count();
}

pub(super) fn plural_of_masculine(
    paradigm: &mut Paradigm,
    word: &str,
    stem: &str,
    soft: bool,
    role: &Role,
) {
    irregular_plurals(paradigm, word);
    let last = from_end(word, 0);
    let nominative = Cell::new(Case::Nominative, PLURAL);
    let genitive = Cell::new(Case::Genitive, PLURAL);
    if ends_with_any(word, &["анин", "янин"]) && role.animate != Some(false) {
        let root = cut(word, 2);
        paradigm.put(nominative, format!("{root}е"));
        paradigm.oblique(PLURAL, root, ["", "ам", "ами", "ах"]);
    } else if ends_with_any(word, &["онок", "енок"]) && word != "ребенок" && vowels(word) > 2
    {
        young(paradigm, word);
    }
    let (always, too) = irregular::plural_in_a(word);
    let in_a = format!("{stem}{}", if soft { "я" } else { "а" });
    if always {
        paradigm.put(nominative, &in_a);
    }
    paradigm.nominative_plural(stem, soft);
    if too || always {
        paradigm.also(nominative, in_a);
    }
    let ending = match last {
        'ь' => "ей",
        'й' => "ев",
        _ if is_hush(last) => "ей",
        'ц' if !stems::ending_is_stressed(word, false) => "ев",
        _ => "ов",
    };
    paradigm.put(genitive, format!("{stem}{ending}"));
    if last == 'ц' {
        paradigm.also(genitive, format!("{stem}ев"));
        paradigm.also(genitive, format!("{stem}ов"));
    }
    paradigm.plural_tail(stem, soft);
}

/// `котёнок – котята`, `медвежонок – медвежата`.
fn young(paradigm: &mut Paradigm, word: &str) {
    let root = cut(word, 4);
    let vowel = if word.ends_with("онок") {
        "а"
    } else {
        "я"
    };
    paradigm.put(
        Cell::new(Case::Nominative, PLURAL),
        format!("{root}{vowel}та"),
    );
    let stem = format!("{root}{vowel}т");
    paradigm.oblique(PLURAL, &stem, ["", "ам", "ами", "ах"]);
}

pub(super) fn plural_of_neuter(paradigm: &mut Paradigm, word: &str, stem: &str, soft: bool) {
    irregular_plurals(paradigm, word);
    let nominative = Cell::new(Case::Nominative, PLURAL);
    let genitive = Cell::new(Case::Genitive, PLURAL);
    let before = from_end(stem, 0);
    // «ушко – ушки», «яблочко – яблочки»: the small ones in -ко, not «войско».
    if word.ends_with("ко") && (is_hush(from_end(word, 2))) {
        paradigm.put(nominative, format!("{stem}и"));
    }
    paradigm.put(
        nominative,
        format!("{stem}{}", if soft { "я" } else { "а" }),
    );
    match before {
        'и' => paradigm.put(genitive, format!("{stem}й")),
        'ь' => {
            let root = cut(stem, 1);
            let in_ev = ends_with_any(
                word,
                &["платье", "устье", "зовье", "верховье", "ховье", "сорье"],
            );
            if in_ev {
                paradigm.put(genitive, format!("{stem}ев"));
            }
            paradigm.put(genitive, format!("{root}ий"));
            paradigm.also(genitive, format!("{stem}ев"));
            paradigm.also(genitive, format!("{root}ей"));
        }
        _ if soft => paradigm.put(genitive, format!("{stem}ей")),
        _ => {
            paradigm.put(genitive, stems::zero_ending(stem, false, true));
            for other in stems::other_zero_endings(stem, false) {
                paradigm.also(genitive, other);
            }
        }
    }
    paradigm.plural_tail(stem, soft);
}

pub(super) fn irregular_plurals(paradigm: &mut Paradigm, word: &str) {
    for plural in irregular::plurals(word).into_iter().flatten() {
        put_plural(paradigm, &plural);
    }
}

fn put_plural(paradigm: &mut Paradigm, plural: &Plural) {
    paradigm.put(
        Cell::new(Case::Nominative, PLURAL),
        plural.nominative.clone(),
    );
    paradigm.put(Cell::new(Case::Genitive, PLURAL), &plural.genitive);
    paradigm.put(Cell::new(Case::Dative, PLURAL), &plural.dative);
    paradigm.put(
        Cell::new(Case::Instrumental, PLURAL),
        plural.instrumental.clone(),
    );
    paradigm.put(
        Cell::new(Case::Prepositional, PLURAL),
        plural.prepositional(),
    );
}

/// Words cited in the plural: `весы`, `каникулы`, `ворота`, `сани`, `Штаты`.
pub(super) fn plural_only(word: &str, role: &Role) -> Paradigm {
    let mut paradigm = Paradigm::new(Some(PLURAL));
    if let Some(plural) = irregular::plural_cited(word) {
        put_plural(&mut paradigm, &plural);
        paradigm.accusative(PLURAL, role.animate, false);
        paradigm.copy(
            Cell::new(Case::Genitive, PLURAL),
            Cell::new(Case::Count, PLURAL),
        );
        return paradigm;
    }
    let last = from_end(word, 0);
    if !matches!(last, 'ы' | 'и' | 'а' | 'я') {
        return Paradigm::unchanged(word, Some(PLURAL));
    }
    let stem = cut(word, 1);
    let before = from_end(stem, 0);
    let hard_i = last == 'и' && (is_velar(before) || is_hush(before));
    let soft = matches!(last, 'и' | 'я') && !hard_i;
    paradigm.put(Cell::new(Case::Nominative, PLURAL), word);
    for genitive in plural_genitives(word, stem, soft, role.gender) {
        paradigm.put(Cell::new(Case::Genitive, PLURAL), genitive);
    }
    paradigm.plural_tail(stem, soft);
    paradigm.accusative(PLURAL, role.animate, false);
    paradigm.copy(
        Cell::new(Case::Genitive, PLURAL),
        Cell::new(Case::Count, PLURAL),
    );
    paradigm
}

/// Endings of plurals whose singular is feminine, where the glossary does not say it.
#[rustfmt::skip] // a list to read
const FEMININE: &[&str] = &[
    "алки", "анки", "воды", "елки", "игры", "илки", "инки", "меры", "наты", "науки", "ницы",
    "работы", "силы", "системы", "страны", "улы", "услуги",
];

/// Plural-only words in -ы and -и whose genitive has no ending: `суток`, `кавычек`.
#[rustfmt::skip] // a list to read
const WITHOUT_ENDING: &[&str] = &[
    "брюки", "вилы", "деньги", "именины", "кавычки", "каникулы", "колготки", "консервы",
    "крестины", "латы", "нападки", "ножницы", "носилки", "опилки", "поминки", "посиделки", "похороны", "салазки", "скобки", "сливки",
    "смотрины", "сумерки", "сутки", "узы", "хлопоты", "шахматы", "шашки",
];

/// Those with an ending, whose bare stem is another word: `часы` is not `час`.
#[rustfmt::skip] // a list to read
const WITH_ENDING: &[&str] = &[
    "весы", "выборы", "дебаты", "духи", "задворки", "заморозки", "клещи", "наручники", "обои",
    "останки", "переговоры", "побои", "подмостки", "помои", "потемки", "проводы", "роды", "торги",
    "финансы", "часы", "шорты", "щи", "аплодисменты", "мемуары", "плоскогубцы", "тиски", "трусы",
];

/// Genitives a plural-only word can have, the likeliest first.
///
/// `час` is no form of `часы`, so of a word that is listed only the genitive it has is given.
fn plural_genitives(word: &str, stem: &str, soft: bool, gender: Option<Gender>) -> Vec<String> {
    let before = from_end(stem, 0);
    let last = from_end(word, 0);
    let zero = stems::zero_ending(stem, false, last == 'а');
    let in_ov = if before == 'ц' {
        format!("{stem}ев")
    } else {
        format!("{stem}ов")
    };
    let in_ey = format!("{stem}ей");
    let soft_zero = stems::zero_ending(stem, true, false);
    let feminine = matches!(gender, Some(Gender::Feminine | Gender::Neuter))
        || (gender.is_none() && ends_with_any(word, FEMININE));
    let sure = |list: &[&'static str]| irregular::listed(word, list);
    let known = (sure(WITHOUT_ENDING), sure(WITH_ENDING));
    let found = match last {
        'я' if before == 'ь' => vec![format!("{stem}ев"), format!("{}ей", cut(stem, 1))],
        'я' if before == 'и' => vec![format!("{stem}й")], // «прения – прений»
        'я' => vec![in_ey, soft_zero],
        'а' if stem.ends_with("др") => vec![stem.to_owned()], // «недра – недр»
        'а' => vec![zero, in_ov],
        'и' if soft && is_vowel(before) => {
            let (first, second) = (format!("{stem}й"), format!("{stem}ев"));
            if feminine || before == 'и' {
                vec![first, second]
            } else {
                vec![second, first]
            }
        }
        'и' if soft => vec![in_ey, soft_zero],
        _ if is_hush(before) => {
            if feminine {
                vec![zero, in_ey]
            } else {
                vec![in_ey, zero]
            }
        }
        _ if feminine || known.0 => vec![zero, in_ov],
        _ => vec![in_ov, zero],
    };
    match known {
        (true, false) | (false, true) => found.into_iter().take(1).collect(),
        _ => found,
    }
}
