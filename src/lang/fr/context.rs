//! French nouns that are verb forms or function words too: «il porte», «qui sonde», «est».
//!
//! A French noun seldom stands without a determiner, preposition or adjective, and agrees with its
//! determiner in number: «au cours de» is no plural of «cour». After a subject or object pronoun
//! stands a verb.

use super::forms::{BARRED, PREPOSITIONS};
use crate::lang::context::{Context, Judgement};
use crate::lang::number_forms::ends_with_any;

/// Singular determiners, after which no plural stands.
#[rustfmt::skip] // a list to read
const SINGULAR: &[&str] = &[
    "au", "ce", "cet", "cette", "chaque", "du", "la", "le", "ma", "mon", "notre", "sa", "son", "ta",
    "ton", "un", "une", "votre",
];

/// Other determiners.
#[rustfmt::skip] // a list to read
const DETERMINERS: &[&str] = &[
    "aux", "aucun", "aucune", "certains", "certaines", "ces", "cinq", "des", "deux", "dix", "leur",
    "leurs", "les", "mes", "nos", "plusieurs", "quatre", "quel", "quelle", "quelque", "quelques",
    "quels", "quelles", "ses", "tes", "tout", "toute", "trois", "vos",
];

/// Pronouns and particles after which no noun ever stands.
#[rustfmt::skip] // a list to read
const BEFORE_VERB: &[&str] = &[
    "elle", "elles", "il", "ils", "j", "je", "n", "ne", "on", "qui", "s", "se", "t", "tu",
];

/// Pronouns after which mostly a verb stands.
const MOSTLY_BEFORE_VERB: &[&str] = &["lui", "m", "me", "te", "y"];

/// Auxiliaries, after which a word that looks like a participle mostly is one: «a arrêté».
#[rustfmt::skip] // a list to read
const AUXILIARIES: &[&str] = &[
    "a", "ai", "as", "aura", "auront", "avaient", "avait", "avoir", "avons", "ayant", "est",
    "etait", "était", "étaient", "été", "être", "furent", "fut", "ont", "sera", "seront", "sont",
];

/// Small words that are nouns too.
#[rustfmt::skip] // a list to read
const FUNCTION_WORDS: &[&str] = &[
    "a", "ai", "as", "bien", "car", "donc", "est", "ete", "été", "fait", "font", "mal", "ont", "or",
    "ou", "où", "pendant", "point", "si", "soit", "sont", "suite", "sur", "tout",
];

pub(super) fn judge(context: &Context<'_>) -> Judgement {
    let elided = context.back(0) == "'";
    let (before, earlier) = if elided {
        (context.back(1), context.back(2))
    } else {
        (context.back(0), context.back(1))
    };
    let article = if elided {
        matches!(before, "l" | "d")
    } else {
        SINGULAR.contains(&before) || DETERMINERS.contains(&before)
    };
    // «qui la porte», «on l'appelle»: the article is a pronoun
    let pronoun = matches!(before, "le" | "la" | "les" | "l" | "leur");
    let earlier_subject = BEFORE_VERB.contains(&earlier) || MOSTLY_BEFORE_VERB.contains(&earlier);
    if BEFORE_VERB.contains(&before) {
        return Judgement::Other;
    }
    if MOSTLY_BEFORE_VERB.contains(&before) || (pronoun && earlier_subject) {
        return Judgement::Unsure;
    }
    if AUXILIARIES.contains(&before) && is_like_participle(context.word) {
        return Judgement::Unsure;
    }
    let singular = elided && before == "l" || SINGULAR.contains(&before);
    if singular && context.is_plural() && !context.is_cited {
        return Judgement::Other;
    }
    if article || context.is_name {
        return Judgement::Term;
    }
    let function = FUNCTION_WORDS.contains(&context.word) || BARRED.contains(&context.word);
    let compass = matches!(before, "nord" | "sud" | "-");
    let bare = !PREPOSITIONS.contains(&before) && !compass;
    let object = SINGULAR.contains(&context.next()) || DETERMINERS.contains(&context.next());
    let like_verb = context.word.ends_with('e') || context.word.ends_with("ent");
    let joined = matches!(before, "et" | "ou" | "comme" | "," | "(");
    if bare && (function || (object && like_verb && !joined)) {
        return Judgement::Unsure;
    }
    Judgement::Term
}

/// Whether a word ends as past participles do.
fn is_like_participle(word: &str) -> bool {
    let bare = word.strip_suffix('s').unwrap_or(word);
    let ends = |endings: &[&str]| ends_with_any(bare, endings);
    ends(&[
        "é", "ée", "i", "ie", "it", "ite", "u", "ue", "ert", "erte", "fait", "faite",
    ]) || matches!(word, "mort" | "pris" | "mis" | "permis" | "promis")
}
