//! Nouns: three declensions, plural-only words, substantivised adjectives, indeclinables.
//!
//! The class follows the last letter and the gender. A gender that is not given is guessed from
//! the ending; where the guess is open (`-ь`) both readings are accepted, the likelier one written.

use super::irregular::{self, Plural};
use super::paradigm::{Endings, Paradigm};
use super::{
    adjectives, cut, empty, ends_with_any, from_end, is_consonant, is_hush, is_velar, is_vowel,
    stems, vowels,
};
use crate::lang::forms::{Case, Cell, Gender, Number, Role};

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
    let listed = LISTED
        .iter()
        .any(|listed| word == *listed || (listed.len() >= 8 && word.ends_with(listed)));
    if listed && word != "эхо" {
        return true;
    }
    if last == 'о' && is_vowel(from_end(word, 1)) {
        return true;
    }
    if last == 'и' && (role.gender == Some(Gender::Neuter) || role.number == Some(SINGULAR)) {
        return true;
    }
    // «Аэрокосмическая», «пресс»: nothing to add for a word that ends in no Russian letter.
    !(matches!(last, 'а'..='я'))
}

/// Whether a common noun is likely to name a being, by its suffix.
pub(super) fn looks_animate(word: &str) -> bool {
    ends_with_any(
        word,
        &[
            "ист",
            "лог",
            "вед",
            "анин",
            "янин",
            "онавт",
            "граф",
            "анец",
            "янец",
            "инец",
            "вич",
            "человек",
            "ученый",
        ],
    ) && !ends_with_any(
        word,
        &[
            "каталог",
            "диалог",
            "аналог",
            "некролог",
            "пролог",
            "эпилог",
            "налог",
            "телеграф",
            "параграф",
            "автограф",
            "хронограф",
            "аист",
        ],
    )
}

/// Feminines and masculines in -а and -я.
fn first(word: &str, role: &Role) -> Paradigm {
    let mut paradigm = empty(role);
    let stem = cut(word, 1);
    let soft = word.ends_with('я');
    let before = from_end(stem, 0);
    let in_ia = soft && before == 'и';
    let genitive = if soft || is_velar(before) || is_hush(before) {
        "и"
    } else {
        "ы"
    };
    let dative = if in_ia { "и" } else { "е" };
    // «кашей», «птицей», but «свечой», «душой»; where one is written the other is accepted.
    let stressed = ["вожжа", "душа", "левша", "межа", "паша", "свеча", "ханжа"].contains(&word);
    let in_ey = soft || ((is_hush(before) || before == 'ц') && !stressed);
    let (instrumental, other) = if in_ey {
        ("ей", "ой")
    } else {
        ("ой", "ей")
    };
    paradigm.put(Cell::new(Case::Nominative, SINGULAR), word);
    paradigm.oblique(SINGULAR, stem, [genitive, dative, instrumental, dative]);
    let cell = Cell::new(Case::Instrumental, SINGULAR);
    if !soft && (is_hush(before) || before == 'ц') {
        paradigm.also(cell, format!("{stem}{other}"));
    }
    let long = match instrumental {
        "ей" => "ею",
        _ => "ою",
    };
    paradigm.also(cell, format!("{stem}{long}"));
    paradigm.put(
        Cell::new(Case::Accusative, SINGULAR),
        format!("{stem}{}", if soft { "ю" } else { "у" }),
    );
    plural_of_first(&mut paradigm, word, stem, soft, role);
    paradigm
}

fn plural_of_first(paradigm: &mut Paradigm, word: &str, stem: &str, soft: bool, role: &Role) {
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
    finish_plural(paradigm, role, false);
    paradigm.count();
}

/// The accusative plural: its own for beings.
fn finish_plural(paradigm: &mut Paradigm, role: &Role, guess: bool) {
    paradigm.accusative(PLURAL, role.animate, guess);
}

fn irregular_plurals(paradigm: &mut Paradigm, word: &str) {
    for plural in irregular::plurals(word).into_iter().flatten() {
        put_plural(paradigm, &plural);
    }
}

fn put_plural(paradigm: &mut Paradigm, plural: &Plural) {
    paradigm.put(
        Cell::new(Case::Nominative, PLURAL),
        plural.nominative.clone(),
    );
    paradigm.put(Cell::new(Case::Genitive, PLURAL), plural.genitive.clone());
    paradigm.put(Cell::new(Case::Dative, PLURAL), plural.dative.clone());
    paradigm.put(
        Cell::new(Case::Instrumental, PLURAL),
        plural.instrumental.clone(),
    );
    paradigm.put(
        Cell::new(Case::Prepositional, PLURAL),
        plural.prepositional(),
    );
}

/// `время`, `имя`.
fn in_mya(word: &str) -> Paradigm {
    let mut paradigm = Paradigm::new(None);
    let stem = cut(word, 1);
    paradigm.put(Cell::new(Case::Nominative, SINGULAR), word);
    paradigm.oblique(SINGULAR, stem, ["ени", "ени", "енем", "ени"]);
    paradigm.put(Cell::new(Case::Accusative, SINGULAR), word);
    paradigm.put(Cell::new(Case::Nominative, PLURAL), format!("{stem}ена"));
    let zero = if matches!(word, "семя" | "стремя") {
        "ян"
    } else {
        "ен"
    };
    paradigm.oblique(PLURAL, stem, [zero, "енам", "енами", "енах"]);
    paradigm.copy(
        Cell::new(Case::Nominative, PLURAL),
        Cell::new(Case::Accusative, PLURAL),
    );
    paradigm.count();
    paradigm
}

/// Masculines in a consonant or й.
pub(super) fn masculine(word: &str, role: &Role) -> Paradigm {
    masculine_with(word, role, false)
}

/// The same for names, whose vowels do not fall out unless they are listed.
pub(super) fn masculine_with(word: &str, role: &Role, name: bool) -> Paradigm {
    let mut paradigm = empty(role);
    let (stem, fallen) = stems::oblique(word, name);
    let last = from_end(word, 0);
    let soft = matches!(last, 'ь' | 'й');
    let animate_guess = looks_animate(word);
    paradigm.put(Cell::new(Case::Nominative, SINGULAR), word);
    let stressed = stems::ending_is_stressed(word, name);
    let in_iy = word.ends_with("ий") && vowels(cut(word, 2)) > 0;
    let endings: Endings = match last {
        _ if in_iy => ["я", "ю", "ем", "и"],
        _ if soft => ["я", "ю", "ем", "е"],
        _ if (is_hush(last) || last == 'ц') && !stressed => ["а", "у", "ем", "е"],
        _ => ["а", "у", "ом", "е"],
    };
    if word == "путь" {
        paradigm.oblique(SINGULAR, "пут", ["и", "и", "ем", "и"]);
    } else {
        singular_of_masculine(&mut paradigm, word, &stem, endings, name);
    }
    if is_hush(last) || last == 'ц' {
        let other = if stressed { "ем" } else { "ом" };
        paradigm.also(
            Cell::new(Case::Instrumental, SINGULAR),
            format!("{stem}{other}"),
        );
    }
    if in_iy {
        paradigm.also(Cell::new(Case::Prepositional, SINGULAR), format!("{stem}е"));
    }
    paradigm.accusative(SINGULAR, role.animate, animate_guess);
    if fallen && stem.as_str() != word {
        keep_vowel_too(&mut paradigm, word, endings, soft);
    }
    plural_of_masculine(&mut paradigm, word, &stem, soft, role);
    finish_plural(&mut paradigm, role, animate_guess);
    paradigm.count();
    paradigm
}

fn singular_of_masculine(
    paradigm: &mut Paradigm,
    word: &str,
    stem: &str,
    endings: Endings,
    name: bool,
) {
    let cell = Cell::new(Case::Prepositional, SINGULAR);
    let in_u = format!("{stem}{}", endings[1]);
    let (has, mostly) = irregular::prepositional_in_u(word);
    if mostly && (!name || matches!(word, "крым" | "дон")) {
        paradigm.put(cell, in_u.clone());
    }
    paradigm.oblique(SINGULAR, stem, endings);
    if has {
        paradigm.also(cell, in_u);
    }
}

/// The singular with the vowel kept is accepted in names and rare words (`близнеца`).
fn keep_vowel_too(paradigm: &mut Paradigm, word: &str, endings: Endings, soft: bool) {
    let full = if soft { cut(word, 1) } else { word };
    if ends_with_any(word, &["ец", "ок"]) && vowels(word) > 1 && is_consonant(from_end(word, 3))
    {
        paradigm.oblique_too(SINGULAR, full, endings);
    }
}

fn plural_of_masculine(paradigm: &mut Paradigm, word: &str, stem: &str, soft: bool, role: &Role) {
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
        paradigm.put(nominative, in_a.clone());
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
        "февраль", "коралль", "миндаль", "юань", "гвардеец", "сигналь", "кремль", "рубль",
        "корабль", "журавль", "король", "пароль", "контроль", "алкоголь", "тополь", "соболь",
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

/// Feminines in -ь.
fn third(word: &str, role: &Role) -> Paradigm {
    let mut paradigm = empty(role);
    let (stem, _) = match word {
        "рожь" | "ложь" | "вошь" | "любовь" | "церковь" | "мать" | "дочь" => {
            stems::oblique(word, false)
        }
        _ => (cut(word, 1).to_owned(), false),
    };
    paradigm.put(Cell::new(Case::Nominative, SINGULAR), word);
    let whole = if matches!(word, "мать" | "дочь") {
        stem.as_str()
    } else {
        cut(word, 1)
    };
    paradigm.oblique(SINGULAR, &stem, ["и", "и", "", "и"]);
    let instrumental = Cell::new(Case::Instrumental, SINGULAR);
    paradigm.replace(instrumental, &stem, format!("{whole}ью"));
    paradigm.put(Cell::new(Case::Accusative, SINGULAR), word);
    irregular_plurals(&mut paradigm, word);
    paradigm.nominative_plural(&stem, true);
    paradigm.put(Cell::new(Case::Genitive, PLURAL), format!("{stem}ей"));
    paradigm.plural_tail(&stem, !is_hush(from_end(&stem, 0)));
    finish_plural(&mut paradigm, role, false);
    paradigm.count();
    paradigm
}

/// Neuters in -о, -е.
fn neuter(word: &str, role: &Role) -> Paradigm {
    let mut paradigm = empty(role);
    let stem = cut(word, 1);
    let before = from_end(stem, 0);
    let soft = word.ends_with('е') && before != 'ц' && !is_hush(before);
    paradigm.put(Cell::new(Case::Nominative, SINGULAR), word);
    let endings: Endings = match before {
        'и' => ["я", "ю", "ем", "и"],
        _ if soft => ["я", "ю", "ем", "е"],
        _ if word.ends_with('е') => ["а", "у", "ем", "е"],
        _ => ["а", "у", "ом", "е"],
    };
    paradigm.oblique(SINGULAR, stem, endings);
    if before == 'ь' {
        paradigm.also(Cell::new(Case::Prepositional, SINGULAR), format!("{stem}и"));
    }
    paradigm.copy(
        Cell::new(Case::Nominative, SINGULAR),
        Cell::new(Case::Accusative, SINGULAR),
    );
    plural_of_neuter(&mut paradigm, word, stem, soft);
    finish_plural(&mut paradigm, role, false);
    paradigm.count();
    paradigm
}

fn plural_of_neuter(paradigm: &mut Paradigm, word: &str, stem: &str, soft: bool) {
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

/// Words cited in the plural: `весы`, `каникулы`, `ворота`, `сани`, `Штаты`.
fn plural_only(word: &str, role: &Role) -> Paradigm {
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

/// Genitives a plural-only word can have, the likeliest first.
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
        || (gender.is_none()
            && ends_with_any(
                word,
                &[
                    "ницы", "улы", "наты", "алки", "илки", "елки", "анки", "инки",
                ],
            ));
    match last {
        'я' if before == 'ь' => vec![format!("{stem}ев"), format!("{}ей", cut(stem, 1))],
        'я' => vec![in_ey, soft_zero],
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
        _ if feminine => vec![zero, in_ov],
        _ => vec![in_ov, zero],
    }
}
