//! French: articles, contractions, elision and demonstratives before a term.
//!
//! `du lanceur`, `de la fusée`, `de l’engin` are one preposition and one article; what is written
//! depends on gender, number and first sound of what follows.

use crate::lang::forms::Gender;
use crate::lang::joints::{Follower, Joint, JointRules, capital_as};

pub(super) static JOINTS: JointRules = JointRules {
    before,
    gender,
    agrees: true,
};

/// What kind of word stands before the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `le`, `la`, `l’`, `les`.
    Article,
    /// `du`, `de la`, `de l’`, `des`.
    Of,
    /// `au`, `à la`, `à l’`, `aux`.
    To,
    /// `un`, `une`.
    Indefinite,
    /// `ce`, `cet`, `cette`, `ces`.
    This,
    /// `de`, `d’` and other words that elide alone.
    Eliding(&'static str),
    /// `mon`, `ma` and the like: the first letter.
    Possessive(char),
}

/// Words before a term, the longest first, with their kind; `'` stands for either apostrophe.
const BEFORE: &[(&str, Kind)] = &[
    ("de la ", Kind::Of),
    ("de l'", Kind::Of),
    ("du ", Kind::Of),
    ("à la ", Kind::To),
    ("à l'", Kind::To),
    ("au ", Kind::To),
    ("aux ", Kind::To),
    ("la ", Kind::Article),
    ("le ", Kind::Article),
    ("l'", Kind::Article),
    ("une ", Kind::Indefinite),
    ("un ", Kind::Indefinite),
    ("cette ", Kind::This),
    ("cet ", Kind::This),
    ("ce ", Kind::This),
    ("de ", Kind::Eliding("de")),
    ("d'", Kind::Eliding("de")),
    ("que ", Kind::Eliding("que")),
    ("qu'", Kind::Eliding("que")),
    ("jusque ", Kind::Eliding("jusque")),
    ("jusqu'", Kind::Eliding("jusque")),
    ("lorsque ", Kind::Eliding("lorsque")),
    ("lorsqu'", Kind::Eliding("lorsque")),
    ("mon ", Kind::Possessive('m')),
    ("ma ", Kind::Possessive('m')),
    ("ton ", Kind::Possessive('t')),
    ("ta ", Kind::Possessive('t')),
    ("son ", Kind::Possessive('s')),
    ("sa ", Kind::Possessive('s')),
];

fn before(text: &str, old: Follower<'_>, new: Follower<'_>) -> Option<Joint> {
    let (written, kind) = ending(text)?;
    let apostrophe = if text.ends_with('\'') { '\'' } else { '’' };
    let genders: &[Gender] = match new.gender {
        Some(Gender::Feminine) => &[Gender::Feminine],
        Some(_) => &[Gender::Masculine],
        // The gender of the old term is the better guess.
        None if shown(written) == Some(Gender::Feminine) => &[Gender::Feminine, Gender::Masculine],
        None => &[Gender::Masculine, Gender::Feminine],
    };
    let mut candidates: Vec<String> = Vec::new();
    for &gender in genders {
        let word =
            word(kind, gender, new.plural, elides(new.text)).replace('\'', &apostrophe.to_string());
        let word = capital_as(written, &word);
        if !candidates.contains(&word) {
            candidates.push(word);
        }
    }
    // A number that changes is not made good here: the verb would have to change too.
    let same_number = old.plural == new.plural;
    let stays = candidates.len() == 1 && same(&candidates[0], written);
    (same_number && !stays).then_some(Joint {
        replaced: written.len(),
        candidates,
    })
}

/// Whether both are the same but for the kind of space and apostrophe.
fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.replace('’', "'").replace(['\u{A0}', '\u{202F}'], " ");
    plain(a) == plain(b)
}

/// The words at the end of `text` that go by what follows them.
fn ending(text: &str) -> Option<(&str, Kind)> {
    for (word, kind) in BEFORE {
        let count = word.chars().count();
        let Some((start, _)) = text.char_indices().rev().nth(count - 1) else {
            continue;
        };
        let written = &text[start..];
        let folded = written
            .to_lowercase()
            .replace('’', "'")
            .replace(['\u{A0}', '\u{202F}'], " ");
        let begins = !text[..start].ends_with(|c: char| c.is_alphanumeric() || "'’-".contains(c));
        if begins && folded == *word {
            return Some((written, *kind));
        }
    }
    None
}

/// The gender that the words before the old term show.
fn shown(written: &str) -> Option<Gender> {
    match written.to_lowercase().trim_end() {
        "la" | "de la" | "à la" | "une" | "cette" | "ma" | "ta" | "sa" => Some(Gender::Feminine),
        "le" | "du" | "au" | "un" | "ce" | "cet" => Some(Gender::Masculine),
        _ => None,
    }
}

fn word(kind: Kind, gender: Gender, plural: bool, elided: bool) -> String {
    let feminine = gender == Gender::Feminine;
    let text = match kind {
        Kind::Article if plural => "les ",
        Kind::Article if elided => "l'",
        Kind::Article if feminine => "la ",
        Kind::Article => "le ",
        Kind::Of if plural => "des ",
        Kind::Of if elided => "de l'",
        Kind::Of if feminine => "de la ",
        Kind::Of => "du ",
        Kind::To if plural => "aux ",
        Kind::To if elided => "à l'",
        Kind::To if feminine => "à la ",
        Kind::To => "au ",
        Kind::Indefinite if plural => "des ",
        Kind::Indefinite if feminine => "une ",
        Kind::Indefinite => "un ",
        Kind::This if plural => "ces ",
        Kind::This if feminine => "cette ",
        Kind::This if elided => "cet ",
        Kind::This => "ce ",
        Kind::Eliding(word) if elided => return format!("{}'", &word[..word.len() - 1]),
        Kind::Eliding(word) => return format!("{word} "),
        Kind::Possessive(first) if plural => return format!("{first}es "),
        Kind::Possessive(first) if feminine && !elided => return format!("{first}a "),
        Kind::Possessive(first) => return format!("{first}on "),
    };
    text.to_owned()
}

/// Words with an aspirated h, by how they begin: nothing elides before them.
const ASPIRATED: &[&str] = &[
    "haut",
    "hall",
    "halte",
    "hangar",
    "hardi",
    "harnais",
    "hasard",
    "hausse",
    "hauteur",
    "hayon",
    "héros",
    "heurt",
    "hiérarch",
    "holland",
    "hongr",
    "hors",
    "houle",
    "hublot",
    "huit",
    "hurl",
];

/// Whether a word before `text` loses its vowel.
fn elides(text: &str) -> bool {
    let word: String = text
        .trim_start_matches(['«', '“', '"', '\u{A0}', '\u{202F}', ' '])
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let mut letters = word.chars();
    match letters.next() {
        Some(
            'a' | 'à' | 'â' | 'æ' | 'e' | 'é' | 'è' | 'ê' | 'ë' | 'i' | 'î' | 'ï' | 'o' | 'ô' | 'œ'
            | 'u' | 'ù' | 'û',
        ) => !matches!(
            word.as_str(),
            "onze" | "onzième" | "oui" | "ouistiti" | "uhlan"
        ),
        Some('y') => letters.next().is_some_and(|c| !"aeiouéè".contains(c)),
        Some('h') => !ASPIRATED.iter().any(|start| word.starts_with(start)),
        _ => false,
    }
}

/// Endings of the head that show its gender nearly always (over 97 % in the grammars' counts).
const ENDINGS: &[(&str, Gender)] = &[
    ("tion", Gender::Feminine),
    ("sion", Gender::Feminine),
    ("xion", Gender::Feminine),
    ("ité", Gender::Feminine),
    ("ette", Gender::Feminine),
    ("ance", Gender::Feminine),
    ("ence", Gender::Feminine),
    ("ure", Gender::Feminine),
    ("erie", Gender::Feminine),
    ("logie", Gender::Feminine),
    ("euse", Gender::Feminine),
    ("trice", Gender::Feminine),
    ("ière", Gender::Feminine),
    ("ment", Gender::Masculine),
    ("age", Gender::Masculine),
    ("teur", Gender::Masculine),
    ("ceur", Gender::Masculine),
    ("isme", Gender::Masculine),
    ("eau", Gender::Masculine),
    ("oir", Gender::Masculine),
    ("ier", Gender::Masculine),
    ("al", Gender::Masculine),
    ("et", Gender::Masculine),
];

/// Words with the ending of the other gender.
const EXCEPTIONS: &[&str] = &[
    "image", "page", "plage", "cage", "nage", "rage", "eau", "peau", "cation", "bastion",
    "silence", "mercure", "murmure",
];

/// The gender of the first word of a term that shows one: in French the head stands first.
fn gender(term: &str) -> Option<Gender> {
    let head = term
        .split(|c: char| !c.is_alphabetic())
        .find(|word| !word.is_empty())?;
    let lower = head.to_lowercase();
    let singular = lower.strip_suffix('s').unwrap_or(&lower);
    if EXCEPTIONS.contains(&singular) {
        return None;
    }
    let found = ENDINGS
        .iter()
        .find(|(ending, _)| singular.len() > ending.len() + 1 && singular.ends_with(ending));
    found.map(|(_, gender)| *gender)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(before_text: &str, new: &str, gender: Option<Gender>) -> Vec<String> {
        let old = Follower {
            text: "x",
            gender: None,
            plural: false,
        };
        match before(
            before_text,
            old,
            Follower {
                text: new,
                gender,
                plural: false,
            },
        ) {
            Some(joint) => {
                let kept = &before_text[..before_text.len() - joint.replaced];
                joint
                    .candidates
                    .iter()
                    .map(|word| format!("{kept}{word}{new}"))
                    .collect()
            }
            None => vec![format!("{before_text}{new}")],
        }
    }

    #[test]
    fn articles_and_contractions_go_with_the_new_term() {
        let (m, f) = (Some(Gender::Masculine), Some(Gender::Feminine));
        for (text, new, gender, expected) in [
            ("La ", "lanceur", m, "Le lanceur"),
            ("le vol de la ", "lanceur", m, "le vol du lanceur"),
            ("le vol du ", "fusée", f, "le vol de la fusée"),
            ("près de l’", "lanceur", m, "près du lanceur"),
            ("près du ", "engin", m, "près de l’engin"),
            ("au ", "agence", f, "à l’agence"),
            ("Cette ", "engin", m, "Cet engin"),
            ("un ", "fusée", f, "une fusée"),
            ("plus de ", "engins", m, "plus d’engins"),
            ("qu’", "satellite", m, "que satellite"),
            ("sa ", "antenne", f, "son antenne"),
            ("la ", "hauteur", f, "la hauteur"),
            ("la ", "hélice", f, "l’hélice"),
            ("le ", "ISS", f, "l’ISS"),
            ("l'", "CNES", m, "le CNES"),
        ] {
            assert_eq!(joined(text, new, gender), [expected], "{text}{new}");
        }
    }

    #[test]
    fn an_unknown_gender_gives_both_articles() {
        assert_eq!(joined("la ", "Proton", None), ["la Proton", "le Proton"]);
        assert_eq!(joined("l’", "orbite", None), ["l’orbite"]);
        assert_eq!(joined("avec ", "Proton", None), ["avec Proton"]);
    }

    #[test]
    fn the_ending_shows_the_gender_where_it_is_sure() {
        assert_eq!(gender("station orbitale"), Some(Gender::Feminine));
        assert_eq!(gender("Lancement commercial"), Some(Gender::Masculine));
        assert_eq!(gender("lanceur"), Some(Gender::Masculine));
        assert_eq!(gender("image"), None);
        assert_eq!(gender("orbite"), None);
    }
}
