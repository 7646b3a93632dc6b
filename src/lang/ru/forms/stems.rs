//! Vowels that come and go: `рынок – рынка`, `владелец – владельца`, `окно – окон`.

use super::irregular;
use super::{cut, ends_with_any, from_end, is_consonant, is_hush, is_velar, is_vowel, vowels};

/// Nominatives whose stem before an ending is not the word itself, ь and й left off.
#[rustfmt::skip] // a list to read
const STEMS: &[(&str, &str)] = &[
    ("багор", "багр"), ("бобер", "бобр"), ("боек", "бойк"), ("бугор", "бугр"), ("бубен", "бубн"),
    ("ветер", "ветр"), ("воробей", "воробь"), ("вошь", "вш"), ("вымысел", "вымысл"),
    ("деготь", "дегт"), ("день", "дн"), ("дочь", "дочер"), ("дятел", "дятл"), ("египет", "египт"),
    ("жеребей", "жеребь"), ("заем", "займ"), ("замысел", "замысл"), ("заяц", "зайц"),
    ("зверек", "зверьк"), ("кашель", "кашл"), ("ковер", "ковр"), ("коготь", "когт"),
    ("козел", "козл"), ("козырек", "козырьк"), ("костер", "костр"), ("котел", "котл"),
    ("лапоть", "лапт"), ("ларек", "ларьк"), ("лев", "льв"), ("лед", "льд"), ("лен", "льн"),
    ("лоб", "лб"), ("ложь", "лж"), ("локоть", "локт"), ("ломоть", "ломт"), ("любовь", "любв"),
    ("мать", "матер"), ("молебен", "молебн"), ("мох", "мх"), ("муравей", "муравь"),
    ("наем", "найм"), ("ноготь", "ногт"), ("овен", "овн"), ("овес", "овс"), ("огонь", "огн"),
    ("орел", "орл"), ("осел", "осл"), ("павел", "павл"), ("паек", "пайк"), ("пень", "пн"),
    ("пепел", "пепл"), ("перец", "перц"), ("пес", "пс"), ("помысел", "помысл"), ("посол", "посл"),
    ("промысел", "промысл"), ("псалом", "псалм"), ("пузырек", "пузырьк"), ("репей", "репь"),
    ("ров", "рв"), ("рожь", "рж"), ("рот", "рт"), ("ручей", "ручь"), ("свекор", "свекр"),
    ("соловей", "соловь"), ("сон", "сн"), ("стебель", "стебл"), ("угол", "угл"), ("уголь", "угл"),
    ("узел", "узл"), ("улей", "уль"), ("умысел", "умысл"), ("хохол", "хохл"), ("хорек", "хорьк"),
    ("хребет", "хребт"), ("христос", "христ"), ("церковь", "церкв"), ("чехол", "чехл"),
    ("шатер", "шатр"), ("шов", "шв"), ("щегол", "щегл"),
];

/// Words in -ок that keep their vowel: `поток – потока`, unlike `рынок – рынка`.
#[rustfmt::skip] // a list to read
const KEPT_OK: &[&str] = &[
    "водосток", "волок", "восток", "едок", "ездок", "зарок", "знаток", "игрок", "исток", "кровоток",
    "морок", "оброк", "отток", "порок", "поток", "приток", "пророк", "седок", "срок", "стрелок",
    "сток", "урок", "электрошок", "владивосток",
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
    if let Some((prefix, (_, stem))) = irregular::find(word, STEMS, |(nominative, _)| nominative) {
        return (format!("{prefix}{stem}"), true);
    }
    let fallen = if word.ends_with("ок") {
        falling_ok(word)
    } else if word.ends_with("ек") {
        falling_ek(word)
    } else if word.ends_with("ец") {
        falling_ets(word)
    } else if word.ends_with("ень") && !name {
        let kept = KEPT_EN.iter().any(|kept| word.ends_with(kept));
        (!kept && vowels(word) > 1).then(|| format!("{}н", cut(word, 3)))
    } else {
        None
    };
    let full = match from_end(word, 0) {
        'ь' | 'й' => cut(word, 1),
        _ => word,
    };
    match fallen {
        Some(stem) => (stem, true),
        None => (full.to_owned(), false),
    }
}

/// `подарок – подарка`: after a consonant, in words of two syllables and more.
fn falling_ok(word: &str) -> Option<String> {
    let before = cut(word, 2);
    let falls = vowels(before) > 0
        && !is_vowel(from_end(before, 0))
        && !KEPT_OK.contains(&word)
        && !ends_with_any(word, &["облок", "опоток"]);
    falls.then(|| format!("{before}к"))
}

/// `орешек – орешка`, `огонёк – огонька`, `ручеёк – ручейка`.
fn falling_ek(word: &str) -> Option<String> {
    let before = cut(word, 2);
    let last = from_end(before, 0);
    if vowels(before) == 0 || ends_with_any(word, &["человек", "отсек", "намек"]) {
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
    // «кузнец – кузнеца», «мудрец – мудреца»; but «истец – истца», «агнец – агнца».
    let heavy = is_consonant(second)
        && matches!(last, 'н' | 'л' | 'р' | 'т' | 'в')
        && !matches!(second, 'н' | 'л' | 'р' | 'м')
        && !matches!(word, "истец" | "агнец" | "первенец");
    if heavy || matches!(word, "мертвец" | "льстец" | "жрец" | "спец") {
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
    #[rustfmt::skip] // a list to read
    const STRESSED: &[&str] = &[
        "багаж", "близнец", "боец", "бубенец", "вираж", "гараж", "изразец", "кирпич", "кураж",
        "леденец", "метраж", "мираж", "молодец", "москвич", "образец", "огурец", "паж", "паралич",
        "продавец", "столбец", "тираж", "удалец", "холодец", "череповец", "шантаж", "этаж",
    ];
    #[rustfmt::skip] // a list to read
    const UNSTRESSED: &[&str] = &[
        "агнец", "глянец", "гуляш", "душ", "заяц", "манеж", "марш", "месяц", "муж", "немец",
        "обруч", "овощ", "палец", "перец", "плач", "ранец", "сторож", "танец", "товарищ", "туш",
        "фетиш", "финиш",
    ];
    if STRESSED.contains(&word) || UNSTRESSED.contains(&word) {
        return STRESSED.contains(&word);
    }
    if word.ends_with("ец") {
        return vowels(word) == 2 && !is_vowel(from_end(word, 2));
    }
    if is_consonant(from_end(word, 1)) && !ends_with_any(word, &["рщ", "вш", "лщ"]) {
        return false; // «матчем», «маршем»
    }
    let foreign = ends_with_any(word, &["аж", "ортеж", "беж", "ич"]);
    let foreign_name = name && ends_with_any(word, &["иц", "ж", "ш"]);
    !foreign && !foreign_name
}
