//! How French words inflect.
//!
//! Nouns and the adjectives beside them take the plural together (`agences spatiales`); what
//! follows `de`, `à`, `en` stays (`signaux de détresse`). A term stands without its article, so
//! elision and contraction (`l’`, `d’`, `du`, `au`) lie outside it. Compounds with a hyphen
//! inflect in both parts (`accords-cadres`) unless the first is a verb or prefix
//! (`lance-missiles`, `sous-systèmes`).

use crate::lang::forms::{
    Apposition, Cell, CellSet, Form, FormRules, Gender, Number, PartOfSpeech, PhraseWord, Role,
    Traits, WordKind,
};

pub(super) static FORMS: FormRules = FormRules {
    roles,
    inflect,
    barred: BARRED,
    loose_compounds: true,
};

/// Function words that look like the plural of some noun (`ver`, `sou`, `pa`).
const BARRED: &[&str] = &[
    "aux", "ces", "dans", "des", "eux", "les", "mais", "mes", "pas", "plus", "puis", "sans", "ses",
    "sous", "suis", "tes", "tous", "très", "vers", "vous",
];

/// Words after which nothing of a term changes.
const PREPOSITIONS: &[&str] = &[
    "à", "a", "au", "aux", "avec", "chez", "contre", "d", "dans", "de", "des", "du", "en", "entre",
    "hors", "l", "la", "le", "les", "lès", "par", "pour", "sans", "sous", "sur", "vers",
];

/// First parts of compounds that do not inflect.
const FIXED_PARTS: &[&str] = &[
    "abat", "aide", "ante", "anti", "après", "arrière", "attrape", "auto", "avant", "bio", "brise",
    "cache", "casse", "chasse", "chauffe", "co", "compte", "contre", "coupe", "couvre", "cyber",
    "demi", "entre", "essuie", "ex", "extra", "garde", "gratte", "grille", "hors", "infra",
    "inter", "lance", "lave", "macro", "mi", "micro", "mini", "multi", "nano", "non", "ouvre",
    "pare", "passe", "perce", "pèse", "porte", "pose", "post", "pré", "presse", "protège",
    "pseudo", "quasi", "ramasse", "remonte", "sans", "sauve", "semi", "serre", "sous", "super",
    "supra", "sur", "taille", "tire", "tourne", "trans", "trouble", "ultra", "vice", "vide", "é",
    "e", "électro", "radio", "télé",
];

fn roles(words: &[PhraseWord<'_>], traits: &Traits) -> Vec<Role> {
    let mut roles = vec![Role::FIXED; words.len()];
    if matches!(
        traits.part_of_speech,
        Some(PartOfSpeech::ProperNoun | PartOfSpeech::Verb | PartOfSpeech::Other)
    ) {
        return roles;
    }
    let adjective = traits.part_of_speech == Some(PartOfSpeech::Adjective);
    for (index, word) in words.iter().enumerate() {
        let lower = word.text.to_lowercase();
        if index > 0 && PREPOSITIONS.contains(&lower.as_str()) {
            break;
        }
        let symbol = word.text.chars().any(char::is_numeric) || word.text.chars().count() < 2;
        let acronym = word.text.chars().count() > 1 && !word.text.chars().any(char::is_lowercase);
        let first_part = words.get(index + 1).is_some_and(|next| next.hyphenated);
        let fixed = symbol
            || acronym
            || word.quoted
            || (first_part && (FIXED_PARTS.contains(&lower.as_str()) || lower.ends_with('o')));
        if fixed {
            continue;
        }
        let kind = if adjective {
            WordKind::Adjective
        } else {
            WordKind::Noun
        };
        roles[index] = Role::of(kind, traits);
        if index > 0 && (word.hyphenated || word.text.starts_with(char::is_uppercase)) {
            roles[index].apposition = Apposition::Rarely;
        }
    }
    roles
}

fn inflect(word: &str, role: Role) -> Vec<Form> {
    let mut forms = match role.kind {
        WordKind::Noun | WordKind::Name => noun(word, role),
        WordKind::Adjective => adjective(word),
        _ => return vec![Form::unchanged(word)],
    };
    if role.apposition != Apposition::None
        && let Some(cited) = forms.first_mut()
    {
        cited.cells = CellSet::ALL;
    }
    forms
}

fn noun(word: &str, role: Role) -> Vec<Form> {
    let singular = CellSet::of(Cell::number(Number::Singular));
    let plural = CellSet::of(Cell::number(Number::Plural));
    if role.number == Some(Number::Plural) {
        return vec![Form {
            text: word.to_owned(),
            cells: plural,
            likely: plural,
        }];
    }
    paradigm(word, singular, plural)
}

/// `word` in `singular` and its plurals in `plural`.
fn paradigm(word: &str, singular: CellSet, plural: CellSet) -> Vec<Form> {
    let plurals = plurals(word);
    let mut forms = vec![Form {
        text: word.to_owned(),
        cells: singular,
        likely: singular,
    }];
    for (rank, text) in plurals.into_iter().enumerate() {
        let likely = if rank == 0 { plural } else { CellSet::NONE };
        match forms.iter_mut().find(|form| form.text == text) {
            Some(form) => {
                form.cells = form.cells.or(plural);
                form.likely = form.likely.or(likely);
            }
            None => forms.push(Form {
                text,
                cells: plural,
                likely,
            }),
        }
    }
    forms
}

/// The plurals of a noun or adjective, the usual one first.
fn plurals(word: &str) -> Vec<String> {
    const IRREGULAR: &[(&str, &[&str])] = &[
        ("œil", &["yeux"]),
        ("oeil", &["yeux"]),
        ("ciel", &["cieux", "ciels"]),
        ("aïeul", &["aïeux", "aïeuls"]),
        ("monsieur", &["messieurs"]),
        ("madame", &["mesdames"]),
        ("mademoiselle", &["mesdemoiselles"]),
        ("maximum", &["maximums", "maxima"]),
        ("minimum", &["minimums", "minima"]),
        ("optimum", &["optimums", "optima"]),
        ("erratum", &["errata", "erratums"]),
        ("stratum", &["strata"]),
        ("quantum", &["quanta", "quantums"]),
        ("barman", &["barmans", "barmen"]),
        ("bonhomme", &["bonshommes"]),
        ("gentilhomme", &["gentilshommes"]),
        ("tout", &["tous"]),
        ("scénario", &["scénarios", "scénarii"]),
        ("média", &["médias"]),
        ("match", &["matchs", "matches"]),
        ("sandwich", &["sandwichs", "sandwiches"]),
        ("final", &["finaux", "finals"]),
        ("idéal", &["idéaux", "idéals"]),
    ];
    const IN_ALS: &[&str] = &[
        "aval",
        "bal",
        "banal",
        "bancal",
        "cal",
        "carnaval",
        "cérémonial",
        "chacal",
        "choral",
        "étal",
        "fatal",
        "festival",
        "natal",
        "naval",
        "pal",
        "récital",
        "régal",
        "santal",
        "val",
        "glacial",
        "mistral",
        "narval",
        "serval",
    ];
    const IN_AUX: &[&str] = &[
        "bail",
        "corail",
        "émail",
        "soupirail",
        "travail",
        "vantail",
        "vitrail",
    ];
    const IN_OUX: &[&str] = &[
        "bijou", "caillou", "chou", "genou", "hibou", "joujou", "pou",
    ];
    const IN_US: &[&str] = &["pneu", "bleu", "landau", "sarrau", "émeu"];
    if let Some((_, plurals)) = IRREGULAR.iter().find(|(singular, _)| *singular == word) {
        return plurals.iter().map(|plural| (*plural).to_owned()).collect();
    }
    let with = |ending: &str| format!("{word}{ending}");
    let stem = |cut: &str| word.strip_suffix(cut).unwrap_or(word);
    if word.ends_with(['s', 'x', 'z']) || !word.ends_with(char::is_alphabetic) {
        vec![word.to_owned()]
    } else if word.ends_with("al") && word.chars().count() > 2 {
        let regular = format!("{}aux", stem("al"));
        if IN_ALS.contains(&word) {
            vec![with("s"), regular]
        } else {
            vec![regular, with("s")]
        }
    } else if IN_AUX.contains(&word) {
        vec![format!("{}aux", stem("ail")), with("s")]
    } else if IN_OUX.contains(&word) {
        vec![with("x")]
    } else if word.ends_with("eau")
        || ((word.ends_with("au") || word.ends_with("eu")) && !IN_US.contains(&word))
    {
        vec![with("x"), with("s")]
    } else {
        vec![with("s")]
    }
}

/// An adjective that is a term by itself: both genders, both numbers.
fn adjective(word: &str) -> Vec<Form> {
    let cell = |number, gender| CellSet::of(Cell::number(number).of_gender(Some(gender)));
    let cells = |gender| (cell(Number::Singular, gender), cell(Number::Plural, gender));
    let (singular, plural) = cells(Gender::Masculine);
    let mut forms = paradigm(word, singular, plural);
    let (singular, plural) = cells(Gender::Feminine);
    for (rank, feminine) in feminines(word).into_iter().enumerate() {
        for mut form in paradigm(&feminine, singular, plural) {
            if rank > 0 {
                form.likely = CellSet::NONE;
            }
            match forms.iter_mut().find(|other| other.text == form.text) {
                Some(other) => {
                    other.cells = other.cells.or(form.cells);
                    other.likely = other.likely.or(form.likely);
                }
                None => forms.push(form),
            }
        }
    }
    forms
}

/// Feminines of a masculine adjective, the usual one first.
fn feminines(word: &str) -> Vec<String> {
    const CHANGES: &[(&str, &[&str])] = &[
        ("e", &["e"]),
        ("if", &["ive"]),
        ("euf", &["euve"]),
        ("eux", &["euse"]),
        ("teur", &["trice", "teuse"]),
        ("eur", &["euse", "eure"]),
        ("er", &["ère"]),
        ("el", &["elle"]),
        ("eil", &["eille"]),
        ("ien", &["ienne"]),
        ("éen", &["éenne"]),
        ("on", &["onne"]),
        ("et", &["ète", "ette"]),
        ("ic", &["ique"]),
        ("blanc", &["blanche"]),
        ("sec", &["sèche"]),
        ("ong", &["ongue"]),
        ("eau", &["elle"]),
        ("gu", &["guë", "güe"]),
        ("gros", &["grosse"]),
        ("bas", &["basse"]),
        ("gras", &["grasse"]),
        ("doux", &["douce"]),
        ("roux", &["rousse"]),
        ("faux", &["fausse"]),
        ("fou", &["folle"]),
        ("mou", &["molle"]),
        ("vieux", &["vieille"]),
        ("nul", &["nulle"]),
    ];
    let change = CHANGES
        .iter()
        .filter(|(ending, _)| word.ends_with(ending))
        .max_by_key(|(ending, _)| ending.len());
    match change {
        Some((ending, feminines)) => {
            let stem = &word[..word.len() - ending.len()];
            feminines
                .iter()
                .map(|feminine| format!("{stem}{feminine}"))
                .collect()
        }
        None => vec![format!("{word}e")],
    }
}
