//! Vowels that come and go: `рынок – рынка`, `владелец – владельца`; `окно – окон`, `песня – песен`.

use super::{cut, ends_with_any, from_end, is_consonant, is_hush, is_velar, is_vowel, vowels};

/// Masculine and feminine nominatives whose stem before an ending is not the word itself.
const STEMS: &[(&str, &str)] = &[
    ("день", "дн"),
    ("пень", "пн"),
    ("лев", "льв"),
    ("лед", "льд"),
    ("лен", "льн"),
    ("лоб", "лб"),
    ("рот", "рт"),
    ("ров", "рв"),
    ("сон", "сн"),
    ("пес", "пс"),
    ("мох", "мх"),
    ("шов", "шв"),
    ("заем", "займ"),
    ("наем", "найм"),
    ("заяц", "зайц"),
    ("улей", "уль"),
    ("воробей", "воробь"),
    ("муравей", "муравь"),
    ("соловей", "соловь"),
    ("ручей", "ручь"),
    ("репей", "репь"),
    ("жеребей", "жеребь"),
    ("ветер", "ветр"),
    ("ковер", "ковр"),
    ("костер", "костр"),
    ("шатер", "шатр"),
    ("бугор", "бугр"),
    ("багор", "багр"),
    ("свекор", "свекр"),
    ("орел", "орл"),
    ("козел", "козл"),
    ("осел", "осл"),
    ("котел", "котл"),
    ("посол", "посл"),
    ("пепел", "пепл"),
    ("дятел", "дятл"),
    ("угол", "угл"),
    ("узел", "узл"),
    ("чехол", "чехл"),
    ("хохол", "хохл"),
    ("щегол", "щегл"),
    ("уголь", "угл"),
    ("огонь", "огн"),
    ("стебель", "стебл"),
    ("кашель", "кашл"),
    ("ноготь", "ногт"),
    ("коготь", "когт"),
    ("локоть", "локт"),
    ("лапоть", "лапт"),
    ("ломоть", "ломт"),
    ("деготь", "дегт"),
    ("перец", "перц"),
    ("павел", "павл"),
    ("петр", "петр"),
    ("рожь", "рж"),
    ("ложь", "лж"),
    ("вошь", "вш"),
    ("любовь", "любв"),
    ("церковь", "церкв"),
    ("христос", "христ"),
    ("мать", "матер"),
    ("дочь", "дочер"),
    ("цветок", "цветк"),
    ("ребенок", "ребенк"),
    ("хребет", "хребт"),
    ("овес", "овс"),
    ("чабер", "чабр"),
    ("мешок", "мешк"),
    ("кремль", "кремл"),
    ("молебен", "молебн"),
    ("бубен", "бубн"),
    ("овен", "овн"),
    ("псалом", "псалм"),
    ("силок", "силк"),
    ("кочан", "кочан"),
    ("белок", "белк"),
    ("желток", "желтк"),
    ("боек", "бойк"),
    ("паек", "пайк"),
    ("чаек", "чайк"),
    ("раек", "райк"),
    ("кубок", "кубк"),
    ("комок", "комк"),
    ("рынок", "рынк"),
    ("ларек", "ларьк"),
    ("зверек", "зверьк"),
    ("хорек", "хорьк"),
    ("пузырек", "пузырьк"),
    ("козырек", "козырьк"),
    ("фонарь", "фонар"),
];

/// Words in -ок and -ек that keep their vowel; compounds of these too.
const KEPT_OK: &[&str] = &[
    "поток",
    "восток",
    "исток",
    "сток",
    "приток",
    "оттоk",
    "отток",
    "кровоток",
    "урок",
    "срок",
    "рок",
    "порок",
    "пророк",
    "зарок",
    "оброк",
    "игрок",
    "знаток",
    "морок",
    "едок",
    "ездок",
    "бок",
    "шок",
    "блок",
    "док",
    "ток",
    "смок",
    "волок",
    "сок",
    "стрелок",
    "намек",
    "отсек",
    "человек",
    "имярек",
    "чебурек",
    "грек",
    "узбек",
    "дровосек",
    "таджик",
    "барок",
    "чертог",
    "кок",
    "рокок",
];

/// Of these -ок falls although the list above ends them.
const FALLING_OK: &[&str] = &[
    "листок",
    "росток",
    "кусток",
    "мосток",
    "хвосток",
    "участок",
    "лоскуток",
    "носок",
    "песок",
    "кусок",
    "колосок",
    "волосок",
    "голосок",
    "лесок",
    "висок",
    "мысок",
    "пояcок",
    "поясок",
    "высок",
    "стрелок",
    "волчок",
    "молоток",
    "каток",
    "моток",
    "платок",
    "желток",
    "свиток",
    "напиток",
    "избыток",
    "недостаток",
    "достаток",
    "остаток",
    "отпечаток",
    "участок",
    "десяток",
    "порядок",
    "сосок",
    "образок",
    "глазок",
    "звонок",
    "клубок",
    "зубок",
    "дубок",
    "кубок",
    "лобок",
    "грибок",
    "столбок",
    "хлебок",
    "обок",
    "чебурок",
    "бочок",
    "бок",
    "стебелок",
    "городок",
    "ободок",
    "медок",
    "ледок",
    "плодок",
    "ходок",
    "приток",
];

/// Masculines in -ень that keep their vowel.
const KEPT_EN: &[&str] = &[
    "олень",
    "тюлень",
    "ячмень",
    "бюллетень",
    "женьшень",
    "пельмень",
];

/// The stem of a masculine before its endings, without ь or й, and whether a vowel fell out.
///
/// `рынок` gives `рынк`, `боец` `бойц`, `день` `дн`, `завод` `завод`.
pub(super) fn oblique(word: &str, name: bool) -> (String, bool) {
    if let Some((_, stem)) = STEMS.iter().find(|(nominative, _)| {
        word.strip_suffix(nominative).is_some_and(|before| {
            before.is_empty() || (nominative.len() > 8 && before.ends_with('о'))
        })
    }) {
        return ((*stem).to_owned(), true).prefixed(word);
    }
    let full = match from_end(word, 0) {
        'ь' | 'й' => cut(word, 1),
        _ => word,
    };
    let fallen = if word.ends_with("ок") {
        falling_ok(word)
    } else if ends_with_any(word, &["ек"]) {
        falling_ek(word)
    } else if word.ends_with("ец") {
        falling_ets(word)
    } else if word.ends_with("ень") && !name {
        let kept = KEPT_EN.iter().any(|kept| word.ends_with(kept));
        (!kept && vowels(word) > 1).then(|| format!("{}н", cut(word, 3)))
    } else {
        None
    };
    match fallen {
        Some(stem) => (stem, true),
        None => (full.to_owned(), false),
    }
}

/// Puts back the first part of a compound whose last part is listed.
trait Prefixed {
    fn prefixed(self, word: &str) -> (String, bool);
}

impl Prefixed for (String, bool) {
    fn prefixed(self, word: &str) -> (String, bool) {
        let listed = STEMS.iter().filter(|(_, stem)| *stem == self.0);
        let before = listed
            .filter_map(|(nominative, _)| word.strip_suffix(nominative))
            .min_by_key(|before| before.len())
            .unwrap_or_default();
        (format!("{before}{}", self.0), self.1)
    }
}

/// `подарок – подарка`: after a consonant, in words of two syllables and more.
fn falling_ok(word: &str) -> Option<String> {
    let before = cut(word, 2);
    if vowels(before) == 0 || is_vowel(from_end(before, 0)) {
        return None;
    }
    let kept = KEPT_OK.iter().any(|kept| word.ends_with(kept))
        && !FALLING_OK.iter().any(|falling| word == *falling);
    let falls = !kept
        || FALLING_OK
            .iter()
            .any(|falling| falling.len() > 8 && word.ends_with(falling));
    falls.then(|| format!("{before}к"))
}

/// `орешек – орешка`, `огонёк – огонька`, `ручеёк – ручейка`.
fn falling_ek(word: &str) -> Option<String> {
    let before = cut(word, 2);
    let last = from_end(before, 0);
    if vowels(before) == 0 || KEPT_OK.iter().any(|kept| word.ends_with(kept)) {
        None
    } else if is_hush(last) {
        Some(format!("{before}к"))
    } else if matches!(last, 'н' | 'л') {
        Some(format!("{before}ьк"))
    } else if is_vowel(last) {
        Some(format!("{before}йк"))
    } else {
        None
    }
}

/// `отец – отца`, `владелец – владельца`, `европеец – европейца`; `кузнец – кузнеца` keeps it.
fn falling_ets(word: &str) -> Option<String> {
    let before = cut(word, 2);
    let (last, second) = (from_end(before, 0), from_end(before, 1));
    if before.chars().count() < 2 {
        return None;
    }
    if is_vowel(last) {
        return Some(format!("{before}йц"));
    }
    let heavy = is_consonant(second)
        && matches!(last, 'н' | 'л' | 'р' | 'т' | 'в')
        && !matches!(second, 'н' | 'л' | 'р' | 'м')
        && !matches!((second, last), ('с', 'т') | ('г', 'н') | ('в', 'н'));
    if heavy
        || ends_with_any(word, &["мертвец", "льстец", "жрец", "спец", "птенец"]) && word != "птенец"
    {
        return None;
    }
    Some(if last == 'л' {
        format!("{before}ьц")
    } else {
        format!("{before}ц")
    })
}

/// The genitive plural without ending of a feminine or neuter, `stem` being the word without its
/// last vowel: `станц` never, `оценк` `оценок`, `окн` `окон`, `кольц` `колец`, `стран` `стран`.
pub(super) fn zero_ending(stem: &str, soft: bool, neuter: bool) -> String {
    let (last, second) = (from_end(stem, 0), from_end(stem, 1));
    let sign = if soft { "ь" } else { "" };
    if matches!(second, 'ь' | 'й') && is_consonant(last) {
        return signed(stem, last, second, soft, neuter);
    }
    if !is_consonant(last) || !is_consonant(second) {
        return format!("{stem}{sign}");
    }
    let before = cut(stem, 1);
    let vowel = match last {
        'к' if is_hush(second) || second == 'ц' => Some('е'),
        'к' if neuter && second == 'с' => None,
        'к' => Some('о'),
        'ц' => Some('е'),
        'н' if soft => Some('е'),
        'л' if soft => Some('е'),
        'н' | 'л' if neuter && is_velar(second) => Some('о'),
        'н' if neuter => Some('е'),
        'л' if neuter && second != 'р' => Some('е'),
        'р' if neuter && matches!(second, 'д' | 'б') && !matches!(stem, "добр" | "серебр") => {
            Some('е')
        }
        _ => None,
    };
    match vowel {
        // «песен», «спален» without ь; «земель», «капель» with it.
        Some(vowel) if soft && last == 'н' => format!("{before}{vowel}н"),
        Some(vowel) => format!("{before}{vowel}{last}{sign}"),
        None => format!("{stem}{sign}"),
    }
}

/// Stems in ь or й with a consonant: `свадьб` `свадеб`, `письм` `писем`, `чайк` `чаек`, `яйц` `яиц`.
fn signed(stem: &str, last: char, second: char, soft: bool, neuter: bool) -> String {
    let before = cut(stem, 2);
    let falls = match (second, last) {
        ('й', 'к' | 'ц') | ('ь', 'к' | 'ц') => true,
        ('й', 'н') => soft,
        ('ь', 'н') => soft,
        ('ь', 'б') => from_end(stem, 2) == 'д' && !stem.ends_with("ходьб"),
        ('ь', 'г') => true,
        ('ь', 'м') => neuter,
        _ => false,
    };
    if falls {
        format!("{before}е{last}")
    } else {
        format!("{stem}{}", if soft { "ь" } else { "" })
    }
}

/// Other zero endings that are accepted: with the vowel the rule leaves out, or without it.
pub(super) fn other_zero_endings(stem: &str, soft: bool) -> Vec<String> {
    let (last, second) = (from_end(stem, 0), from_end(stem, 1));
    let sign = if soft { "ь" } else { "" };
    let mut others = vec![format!("{stem}{sign}")];
    if is_consonant(last)
        && is_consonant(second)
        && matches!(last, 'к' | 'л' | 'н' | 'р' | 'ц' | 'м' | 'в' | 'г')
    {
        let before = cut(stem, 1);
        for vowel in ['о', 'е'] {
            others.push(format!("{before}{vowel}{last}{sign}"));
            if soft {
                others.push(format!("{before}{vowel}{last}"));
            }
        }
    }
    others
}

/// Masculines in ж ш щ ч ц with the stress on the ending: `врачом`, `отцом`, not `товарищем`.
pub(super) fn ending_is_stressed(word: &str, name: bool) -> bool {
    if word.ends_with("ец") {
        const UNSTRESSED: &[&str] = &[
            "палец",
            "танец",
            "ранец",
            "немец",
            "агнец",
            "перец",
            "глянец",
            "месяц",
            "заяц",
        ];
        const STRESSED: &[&str] = &[
            "продавец",
            "образец",
            "молодец",
            "удалец",
            "леденец",
            "холодец",
            "огурец",
            "бубенец",
            "изразец",
            "близнец",
            "мертвец",
            "леденец",
            "образец",
            "столбец",
            "череповец",
            "воробец",
        ];
        return STRESSED.contains(&word)
            || (vowels(word) == 2 && !UNSTRESSED.contains(&word) && !is_vowel(from_end(word, 2)))
            || word == "боец";
    }
    const UNSTRESSED: &[&str] = &[
        "муж",
        "марш",
        "душ",
        "туш",
        "плач",
        "матч",
        "товарищ",
        "овощ",
        "обруч",
        "сторож",
        "финиш",
        "месяц",
        "заяц",
        "фетиш",
        "гуляш",
        "кряж",
    ];
    const STRESSED_AZH: &[&str] = &[
        "этаж",
        "гараж",
        "багаж",
        "тираж",
        "вираж",
        "шантаж",
        "кураж",
        "метраж",
        "мираж",
        "литраж",
        "паж",
    ];
    let second = from_end(word, 1);
    if UNSTRESSED.contains(&word)
        || is_consonant(second) && !ends_with_any(word, &["рщ", "вш", "лщ"])
    {
        return false;
    }
    if word.ends_with("аж") {
        return STRESSED_AZH.contains(&word);
    }
    if name {
        return !ends_with_any(word, &["ич", "иц", "ж", "ш"]);
    }
    !ends_with_any(
        word,
        &[
            "манеж",
            "кортеж",
            "коллаж",
            "беж",
            "пич",
            "ланч",
            "тч",
            "ич",
        ],
    ) || ends_with_any(word, &["кирпич", "москвич", "паралич"])
}
