//! Nouns: three declensions, plural-only words, substantivised adjectives, indeclinables.
//!
//! The class follows the last letter and the gender. A gender that is not given is guessed from
//! the ending; where the guess is open (`-ь`) both readings are accepted, the likelier one written.

use super::declensions::{first, in_mya, masculine, neuter, third};
use super::paradigm::Paradigm;
use super::plurals::plural_only;
use super::{
    adjectives, cut, ends_with_any, from_end, irregular, is_consonant, is_hush, is_velar, is_vowel,
    vowels,
};
use crate::lang::forms::{Gender, Number, Role};

const SINGULAR: Number = Number::Singular;
const PLURAL: Number = Number::Plural;

/// The forms of a common noun, or of a name that declines like one.
pub(super) fn noun(word: &str, role: &Role) -> Paradigm {
    if is_adjectival(word, role) {
        return substantive(word, role);
    }
    if role.number == Some(PLURAL) || irregular::plural_cited(word).is_some() {
        return plural_only(word, role);
    }
    if is_indeclinable(word, role) {
        let mut paradigm = Paradigm::unchanged(word, None);
        if from_end(word, 0) == 'и' || from_end(word, 0) == 'о' {
            paradigm.accept(declined(word, role));
        }
        return paradigm;
    }
    if from_end(word, 0) == 'ы' || (from_end(word, 0) == 'и' && role.gender != Some(Gender::Neuter))
    {
        let plural = Role {
            number: Some(PLURAL),
            ..*role
        };
        return plural_only(word, &plural);
    }
    declined(word, role)
}

fn declined(word: &str, role: &Role) -> Paradigm {
    match from_end(word, 0) {
        'я' if IN_MYA.contains(&word) => in_mya(word),
        'а' | 'я' => first(word, role),
        'о' | 'е' => neuter(word, role),
        'ь' => soft_sign(word, role),
        'и' | 'ы' => plural_only(word, role),
        last if is_consonant(last) || last == 'й' => masculine(word, role),
        _ => Paradigm::unchanged(word, role.number),
    }
}

/// The ten neuters in -мя.
#[rustfmt::skip] // a list to read
const IN_MYA: &[&str] = &[
    "бремя", "время", "вымя", "знамя", "имя", "пламя", "племя", "семя", "стремя", "темя",
];

/// Nouns that are adjectives by their forms: `данные`, `учёный`, `столовая`, `животное`.
pub(super) fn is_adjectival(word: &str, role: &Role) -> bool {
    const NOUNS: &[&str] = &["аглая", "кощий", "майя", "свая", "стая"];
    let Some(shown) = adjectives::ending(word) else {
        return false;
    };
    if NOUNS.contains(&word) || is_plain_in_oy(word) {
        return false;
    }
    let bare = word.strip_suffix("ся").unwrap_or(word);
    let before = from_end(cut(bare, 2), 0);
    let neuter = role.gender == Some(Gender::Neuter);
    if !is_consonant(before) {
        false
    } else if bare.ends_with("ее") {
        is_hush(before) || before == 'н'
    } else if bare.ends_with("ие") {
        // «рабочие», «лёгкие»
        (is_hush(before) || is_velar(before)) && !neuter && !is_neuter_in_hush(word)
    } else if bare.ends_with("ий") {
        is_hush(before) || matches!(before, 'к' | 'х') || bare.len() < word.len()
    } else if bare.ends_with("ой") {
        shown.is_some() && vowels(cut(bare, 2)) > 0 && role.gender != Some(Gender::Feminine)
    } else {
        true
    }
}

/// `отличие`, `оружие`, `противоречие`: nouns, though adjectives may end so in the plural.
pub(super) fn is_neuter_in_hush(word: &str) -> bool {
    ends_with_any(word, &["личие", "ножие", "речие", "ружие"])
}

/// Nouns in -ой that are no adjectives.
pub(super) fn is_plain_in_oy(word: &str) -> bool {
    #[rustfmt::skip] // a list to read
    const NOUNS: &[&str] = &[
        "герой", "покой", "изгой", "устой", "застой", "отстой", "простой", "настой", "удой",
        "надой", "запой", "зной", "гной", "забой", "водопой", "левкой", "конвой", "вой", "подвой",
        "привой", "строй", "настрой", "рой", "покрой", "слой", "бой",
    ];
    NOUNS.contains(&word) || ends_with_any(word, &["строй", "бой", "крой", "слой", "герой"])
}

/// A noun with the forms of an adjective, of the gender its ending shows.
pub(super) fn substantive(word: &str, role: &Role) -> Paradigm {
    let shown = adjectives::ending(word).flatten();
    let plural = adjectives::ending(word) == Some(None);
    adjectives::adjective(
        word,
        &Role {
            gender: shown,
            number: if plural { Some(PLURAL) } else { role.number },
            ..*role
        },
    )
}

/// Common nouns that never change although their letters would let them.
fn is_indeclinable(word: &str, role: &Role) -> bool {
    #[rustfmt::skip] // a list to read
    const LISTED: &[&str] = &[
        "авокадо", "авто", "алиби", "алоэ", "аниме", "ателье", "атташе", "аудио", "безе", "бра",
        "бюро", "видео", "виски", "депо", "динамо", "домино", "досье", "драже", "евро", "желе",
        "жюри", "инкогнито", "интервью", "кабаре", "казино", "какао", "канапе", "каноэ", "каре",
        "кафе", "кашне", "кенгуру", "киви", "кило", "кимоно", "кино", "клише", "колибри", "колье",
        "коммюнике", "комюнике", "контральто", "конферансье", "конфетти", "кофе", "кредо", "крупье",
        "купе", "леди", "либретто", "лото", "манго", "метро", "монпансье", "пальто", "пари",
        "пенальти", "пенсне", "пианино", "плато", "плиссе", "пони", "пончо", "портмоне", "портье",
        "протеже", "пюре", "рагу", "радио", "ралли", "ранчо", "резюме", "реле", "реноме", "рефери",
        "сабо", "саке", "сальто", "сари", "саше", "соло", "сопрано", "спагетти", "стерео", "суфле",
        "табло", "такси", "танго", "тату", "тире", "торнадо", "трио", "турне", "факсимиле", "фойе",
        "фото", "фрикасе", "хаки", "хобби", "цунами", "шале", "шасси", "шимпанзе", "шоссе", "эго",
        "эмбарго", "эсперанто", "эссе",
    ];
    let last = from_end(word, 0);
    if matches!(last, 'у' | 'ю' | 'э') {
        return true;
    }
    if irregular::listed(word, LISTED) || vowels(word) == 0 {
        return true; // «км», «МГц»: where no vowel is read, no ending is
    }
    if last == 'о' && is_vowel(from_end(word, 1)) {
        return true;
    }
    if last == 'и' && (role.gender == Some(Gender::Neuter) || role.number == Some(SINGULAR)) {
        return true;
    }
    !matches!(last, 'а'..='я')
}

/// Whether a common noun is likely to name a being, by its suffix.
pub(super) fn looks_animate(word: &str) -> bool {
    #[rustfmt::skip] // a list to read
    const BEINGS: &[&str] = &[
        "анец", "анин", "вед", "вич", "граф", "инец", "ист", "лог", "онавт", "человек", "янец",
        "янин",
    ];
    #[rustfmt::skip] // a list to read
    const THINGS: &[&str] = &[
        "автограф", "аналог", "диалог", "каталог", "налог", "некролог", "параграф", "пролог",
        "телеграф", "хронограф", "эпилог",
    ];
    ends_with_any(word, BEINGS) && !ends_with_any(word, THINGS)
}

/// Words in -ь: masculine or feminine.
fn soft_sign(word: &str, role: &Role) -> Paradigm {
    match role.gender {
        Some(Gender::Feminine) => third(word, role),
        Some(_) => masculine(word, role),
        None => {
            let (mut likely, other, sure) = if is_feminine(word) {
                (
                    third(word, role),
                    masculine(word, role),
                    ends_with_any(word, &["ость", "жь", "шь", "чь", "щь"]),
                )
            } else {
                (
                    masculine(word, role),
                    third(word, role),
                    ends_with_any(word, &["тель", "арь"]),
                )
            };
            if !sure {
                likely.accept(other);
            }
            likely
        }
    }
}

/// Whether a word in -ь whose gender is not given is likely feminine.
pub(super) fn is_feminine(word: &str) -> bool {
    #[rustfmt::skip] // a list to read
    const FEMININE: &[&str] = &[
        "метель", "постель", "обитель", "добродетель", "артель", "гибель", "модель", "цель", "ель",
        "дуэль", "карусель", "панель", "щель", "колыбель", "мель", "роль", "соль", "боль", "моль",
        "гастроль", "фасоль", "консоль", "антресоль", "пыль", "быль", "ртуть", "дверь", "тверь",
        "тень", "степень", "ступень", "осень", "лень", "ладонь", "вонь", "тварь", "гарь", "ширь",
        "сибирь", "рысь", "тюмень", "любовь", "церковь", "кровь", "дочь", "мать", "полынь",
        "шинель", "форель", "свирель", "капель", "акварель", "нефть", "очередь", "площадь",
        "лошадь", "тетрадь", "сирень", "мишень", "пристань", "прибыль", "сажень", "скорость",
        "емкость",
    ];
    #[rustfmt::skip] // a list to read
    const MASCULINE: &[&str] = &[
        "гость", "тесть", "ноготь", "коготь", "локоть", "деготь", "лапоть", "ломоть", "путь",
        "зять", "червь", "голубь", "вождь", "медведь", "гвоздь", "дождь", "лебедь", "желудь",
        "господь", "лось", "гусь", "карась", "князь", "витязь", "ферзь", "рояль", "хрусталь",
        "февраль", "миндаль", "юань", "кремль", "рубль", "корабль", "журавль", "король", "пароль",
        "контроль", "алкоголь", "тополь", "соболь",
    ];
    if FEMININE
        .iter()
        .any(|listed| word == *listed || (listed.len() >= 8 && word.ends_with(listed)))
    {
        return true;
    }
    if MASCULINE.contains(&word)
        || ends_with_any(
            word,
            &[
                "тель", "арь", "ырь", "брь", "ерь", "орь", "юль", "уль", "иль", "ыль", "ель",
                "оль", "ень", "унь", "юнь", "онь",
            ],
        )
    {
        return false;
    }
    true
}
