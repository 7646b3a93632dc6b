//! Names and abbreviations: `Роскосмос`, `Гагарин`, `Терешкова`, `Меркурий`, `БепиКоломбо`, `МКС`.
//!
//! A name declines as the noun it looks like, but: surnames in -ов -ев -ин have their own
//! instrumental, surnames in -ова -ина decline like pronouns, those in -ский like adjectives;
//! names in -о -е -и -у of foreign origin do not decline, nor do women's names in a consonant.

use super::paradigm::Paradigm;
use super::{
    cut, declensions, empty, ends_with_any, from_end, is_consonant, is_vowel, nouns, vowels,
};
use crate::lang::forms::{Case, Cell, Gender, Number, Role};

/// Men's names that end like a surname in -ин.
#[rustfmt::skip] // a list to read
const FIRST_NAMES_IN_IN: &[&str] = &[
    "константин", "валентин", "мартин", "августин", "бенджамин", "юстин", "севастин", "эдвин",
    "кевин", "робин", "марвин", "дастин", "остин", "джастин", "чаплин", "дарвин", "мерлин",
];

/// Women's names that end like a surname in -ина or -ова.
#[rustfmt::skip] // a list to read
const FIRST_NAMES_IN_INA: &[&str] = &[
    "екатерина", "ирина", "марина", "галина", "нина", "полина", "кристина", "валентина", "алина",
    "арина", "карина", "регина", "антонина", "ангелина", "дина", "лина", "зина", "августина",
    "альбина", "василина", "фаина", "эвелина", "сабина", "акулина", "магдалина", "элина", "эмина",
    "амина", "мартина", "паулина", "серафима", "каролина", "дарина", "катарина", "лорина", "ева",
    "жозефина", "клементина", "мина", "тина", "милена", "марцелина", "сина", "катерина",
];

/// First names, Russian ones and some that stand in texts on spaceflight; a phrase of capitals that
/// begins with one is a person.
#[rustfmt::skip] // a list to read
const FIRST_NAMES: &[&str] = &[
    "алан", "александр", "алексей", "алена", "анатолий", "андрей", "анна", "анри", "антон", "анук",
    "борис", "вадим", "валерий", "василий", "вера", "виктор", "виталий", "владимир", "вячеслав",
    "геннадий", "георгий", "герман", "григорий", "даниил", "денис", "джеймс", "джон", "дмитрий",
    "дэвид", "евгений", "евгения", "елена", "жан", "жорж", "иван", "игорь", "илья", "клод",
    "клоди", "леонид", "леопольд", "луи", "любовь", "людмила", "майкл", "максим", "мария",
    "михаил", "мишель", "надежда", "наталья", "нил", "николай", "олег", "ольга", "павел", "патрик",
    "петр", "пьер", "роберт", "роман", "светлана", "семен", "сергей", "софия", "станислав",
    "степан", "татьяна", "том", "тома", "уильям", "федор", "филипп", "франсуа", "фрэнк", "шарль",
    "эдуард", "юлия", "юрий", "яков",
];

/// Whether `word` is a first name.
pub(super) fn is_first_name(word: &str) -> bool {
    [FIRST_NAMES, FIRST_NAMES_IN_IN, FIRST_NAMES_IN_INA]
        .iter()
        .any(|names| names.contains(&word))
}

/// Whether a first name is a woman's.
pub(super) fn is_womans(word: &str) -> bool {
    let man = matches!(
        word,
        "илья" | "никита" | "тома" | "лука" | "фома" | "кузьма"
    );
    !man && (matches!(from_end(word, 0), 'а' | 'я') || matches!(word, "любовь" | "клоди"))
}

/// Whether `word` is a patronymic: `Алексеевич`, `Сергеевна`.
pub(super) fn is_patronymic(word: &str) -> bool {
    vowels(word) > 2 && ends_with_any(word, &["ович", "евич", "овна", "евна", "ична"])
}

/// The forms of a name.
pub(super) fn name(word: &str, role: &Role) -> Paradigm {
    if role.number == Some(Number::Plural) || from_end(word, 0) == 'ы' {
        return nouns::noun(word, role);
    }
    if nouns::is_adjectival(word, role) && is_adjectival_name(word) {
        return nouns::substantive(word, role);
    }
    let person = role.animate;
    match from_end(word, 0) {
        'а' | 'я' => in_a(word, role),
        'ь' if role.gender == Some(Gender::Feminine) && person == Some(true) => {
            woman_in_soft_sign(word, role)
        }
        'о' => in_o(word, role),
        'е' if ends_with_any(word, &["ье", "ие"]) && person != Some(true) && vowels(word) > 2 => {
            nouns::noun(word, role)
        }
        'е' if role.gender == Some(Gender::Neuter)
            && ends_with_any(word, &["ое", "ее", "ие", "ье", "ще", "це"]) =>
        {
            nouns::noun(word, role)
        }
        'е' | 'и' | 'у' | 'ю' | 'э' => unchanged_or(word, role),
        last if is_consonant(last) && role.gender == Some(Gender::Feminine) => {
            let mut paradigm = Paradigm::unchanged(word, None);
            if person != Some(true) {
                paradigm.accept(consonant(word, role));
            }
            paradigm
        }
        last if is_consonant(last) => consonant(word, role),
        _ => {
            if from_end(word, 0) == 'й' {
                declensions::masculine_with(word, role, true)
            } else {
                nouns::noun(word, role)
            }
        }
    }
}

/// `Достоевский`, `Вселенная`, `Толстой` – but not `Василий` nor `Юрий`.
fn is_adjectival_name(word: &str) -> bool {
    !word.ends_with("ий")
        || ends_with_any(
            word,
            &[
                "ский",
                "цкий",
                "нький",
                "окий",
                "рький",
                "чий",
                "ший",
                "щий",
            ],
        )
}

/// `Чили`, `Сочи`, `Кеннеди`; of `Химки` and `Мытищи` the number was not said.
fn unchanged_or(word: &str, role: &Role) -> Paradigm {
    let unchanged = Paradigm::unchanged(word, None);
    if from_end(word, 0) != 'и' || role.animate == Some(true) {
        return unchanged;
    }
    let number = Some(Number::Plural);
    let plural = nouns::noun(word, &Role { number, ..*role });
    let (mut likely, other) = match ends_with_any(word, &["ки", "ищи", "аи"]) {
        true => (plural, unchanged),
        false => (unchanged, plural),
    };
    likely.accept(other);
    likely
}

/// Places in -ово -ино decline or do not; other names in -о do not, unless they are plain neuters.
fn in_o(word: &str, role: &Role) -> Paradigm {
    if ends_with_any(word, &["ово", "ево", "ино", "ыно"])
        && role.animate != Some(true)
        && vowels(word) > 2
    {
        let mut paradigm = nouns::noun(
            word,
            &Role {
                gender: Some(Gender::Neuter),
                ..*role
            },
        );
        paradigm.accept(Paradigm::unchanged(word, None));
        return paradigm;
    }
    let mut paradigm = Paradigm::unchanged(word, None);
    if role.gender == Some(Gender::Neuter) && ends_with_any(word, &["ство", "озеро", "море"])
    {
        let mut noun = nouns::noun(word, role);
        noun.accept(paradigm);
        return noun;
    }
    if role.gender != Some(Gender::Masculine)
        && role.animate != Some(true)
        && ends_with_any(word, &["но", "ло", "ро", "то", "во"])
        && vowels(word) > 1
        && role.gender == Some(Gender::Neuter)
    {
        paradigm.accept(nouns::noun(word, role));
    }
    paradigm
}

fn in_a(word: &str, role: &Role) -> Paradigm {
    #[rustfmt::skip] // a list to read
    const UNCHANGED: &[&str] = &[
        "дюма", "петипа", "золя", "люлли", "гюра", "нкома", "бенуа", "франсуа",
    ];
    if UNCHANGED.contains(&word) || (word.ends_with("уа") && vowels(word) > 1) {
        return Paradigm::unchanged(word, None);
    }
    let mut paradigm = if is_womans_surname(word, role) {
        womans_surname(word, role)
    } else {
        empty(role)
    };
    paradigm.complete(nouns::noun(word, role));
    if role.number != Some(Number::Plural) && is_womans_surname(word, role) {
        return paradigm;
    }
    if ends_with_any(word, &["ова", "ева", "ина", "ына"]) && vowels(word) > 2 {
        paradigm.accept(womans_surname(word, role));
    }
    paradigm
}

fn is_womans_surname(word: &str, role: &Role) -> bool {
    ends_with_any(word, &["ова", "ева", "ина", "ына"])
        && role.animate == Some(true)
        && role.gender != Some(Gender::Masculine)
        && vowels(word) > 2
        && !FIRST_NAMES_IN_INA.contains(&word)
}

/// `Терешкова`: genitive, dative, instrumental and prepositional in -ой.
fn womans_surname(word: &str, role: &Role) -> Paradigm {
    let mut paradigm = empty(role);
    let stem = cut(word, 1);
    paradigm.put(Cell::new(Case::Nominative, Number::Singular), word);
    paradigm.oblique(Number::Singular, stem, ["ой", "ой", "ой", "ой"]);
    paradigm.put(
        Cell::new(Case::Accusative, Number::Singular),
        format!("{stem}у"),
    );
    paradigm.put(
        Cell::new(Case::Nominative, Number::Plural),
        format!("{stem}ы"),
    );
    paradigm.oblique(Number::Plural, stem, ["ых", "ым", "ыми", "ых"]);
    paradigm.accusative(Number::Plural, role.animate, true);
    paradigm
}

/// Women's names in -ь: `Любовь` and the like decline, surnames do not.
fn woman_in_soft_sign(word: &str, role: &Role) -> Paradigm {
    #[rustfmt::skip] // a list to read
    const DECLINED: &[&str] = &[
        "любовь", "нинель", "рахиль", "юдифь", "эсфирь", "адель", "руфь", "айгуль",
    ];
    if word == "любовь" {
        let mut paradigm = Paradigm::new(None);
        paradigm.put(Cell::new(Case::Nominative, Number::Singular), word);
        paradigm.oblique(Number::Singular, "любов", ["и", "и", "ью", "и"]);
        paradigm.put(Cell::new(Case::Accusative, Number::Singular), word);
        return paradigm;
    }
    let declined = nouns::noun(word, role);
    if DECLINED.contains(&word) {
        return declined;
    }
    let mut paradigm = Paradigm::unchanged(word, None);
    paradigm.accept(declined);
    paradigm
}

/// Men's names, surnames and places in a consonant.
fn consonant(word: &str, role: &Role) -> Paradigm {
    let surname_in_kh = ends_with_any(word, &["ых", "гих", "ких", "жих"]);
    if surname_in_kh && vowels(word) > 1 && role.animate == Some(true) {
        return Paradigm::unchanged(word, None);
    }
    let noun = declensions::masculine_with(word, role, true);
    let surname = ends_with_any(word, &["ов", "ев", "ин", "ын"]) && vowels(word) > 1;
    if !surname || role.animate == Some(false) {
        let mut noun = noun;
        if surname {
            noun.also(
                Cell::new(Case::Instrumental, Number::Singular),
                format!("{word}ым"),
            );
        }
        return noun;
    }
    let mut paradigm = empty(role);
    if FIRST_NAMES_IN_IN.contains(&word) {
        paradigm.complete(noun);
        return paradigm;
    }
    if role.animate == Some(true) {
        paradigm.put(
            Cell::new(Case::Instrumental, Number::Singular),
            format!("{word}ым"),
        );
    }
    paradigm.put(
        Cell::new(Case::Nominative, Number::Plural),
        format!("{word}ы"),
    );
    paradigm.oblique(Number::Plural, word, ["ых", "ым", "ыми", "ых"]);
    paradigm.copy(
        Cell::new(Case::Genitive, Number::Plural),
        Cell::new(Case::Accusative, Number::Plural),
    );
    paradigm.complete(noun);
    paradigm.also(
        Cell::new(Case::Instrumental, Number::Singular),
        format!("{word}ым"),
    );
    paradigm
}

/// `МКС` stands unchanged; `ЦУП`, which is read as a word, also takes endings: `ЦУПа`.
pub(super) fn acronym(word: &str, role: &Role) -> Paradigm {
    let mut paradigm = Paradigm::unchanged(word, None);
    let last = from_end(word, 0);
    let read_as_word = word.chars().any(is_vowel) && (is_consonant(last));
    if read_as_word {
        let mut declined = empty(role);
        declined.oblique(Number::Singular, word, ["а", "у", "ом", "е"]);
        declined.put(
            Cell::new(Case::Nominative, Number::Plural),
            format!("{word}ы"),
        );
        declined.oblique(Number::Plural, word, ["ов", "ам", "ами", "ах"]);
        paradigm.accept(declined);
    }
    paradigm
}
