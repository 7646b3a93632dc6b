//! The declensions of the grammars: `ракета`, `запуск` and `окно`, `область`, `время`.

use super::paradigm::{Endings, Paradigm};
use super::plurals::{irregular_plurals, plural_of_first, plural_of_masculine, plural_of_neuter};
use super::{
    cut, empty, ends_with_any, from_end, irregular, is_consonant, is_hush, is_velar, nouns, stems,
    vowels,
};
use crate::lang::forms::{Case, Cell, Number, Role};

const SINGULAR: Number = Number::Singular;
const PLURAL: Number = Number::Plural;

/// Feminines and masculines in -а and -я.
pub(super) fn first(word: &str, role: &Role) -> Paradigm {
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

/// `время`, `имя`.
pub(super) fn in_mya(word: &str) -> Paradigm {
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
    let animate_guess = nouns::looks_animate(word);
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
    paradigm.accusative(PLURAL, role.animate, animate_guess);
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
        paradigm.put(cell, &in_u);
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

/// Feminines in -ь.
pub(super) fn third(word: &str, role: &Role) -> Paradigm {
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
    paradigm.accusative(PLURAL, role.animate, false);
    paradigm.count();
    paradigm
}

/// Neuters in -о, -е.
pub(super) fn neuter(word: &str, role: &Role) -> Paradigm {
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
    paradigm.accusative(PLURAL, role.animate, false);
    paradigm.count();
    paradigm
}
