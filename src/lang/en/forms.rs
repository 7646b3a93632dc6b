//! How English words inflect.
//!
//! The head of a term takes the plural: the last word (`space agencies`), or the one before a
//! preposition (`memoranda of understanding`). The possessive `'s` is no part of a term. Verbs
//! that are terms have their regular forms.

use crate::lang::forms::{
    Cell, CellSet, Form, FormRules, Number, PartOfSpeech, PhraseWord, Role, Traits, WordKind,
};

pub(super) static FORMS: FormRules = FormRules {
    roles,
    inflect,
    barred: BARRED,
    loose_compounds: true,
};

/// Function words that look like the plural of some noun (`doe`, `it`, `wa`).
const BARRED: &[&str] = &[
    "as", "does", "has", "hers", "his", "is", "its", "ours", "theirs", "this", "thus", "us", "was",
    "yes", "yours",
];

/// Prepositions after which nothing of a term changes.
const PREPOSITIONS: &[&str] = &[
    "about", "against", "at", "between", "by", "for", "from", "in", "into", "of", "on", "over",
    "to", "under", "with", "without",
];

/// Nouns whose plural no rule gives; the first plural is the usual one.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("man", &["men"]),
    ("woman", &["women"]),
    ("child", &["children"]),
    ("spokesperson", &["spokespeople", "spokespersons"]),
    ("salesperson", &["salespeople", "salespersons"]),
    ("person", &["persons"]),
    ("foot", &["feet"]),
    ("tooth", &["teeth"]),
    ("goose", &["geese"]),
    ("mouse", &["mice"]),
    ("louse", &["lice"]),
    ("ox", &["oxen"]),
    ("die", &["dice", "dies"]),
    ("penny", &["pence", "pennies"]),
    ("datum", &["data"]),
    ("medium", &["media", "mediums"]),
    ("bacterium", &["bacteria"]),
    ("memorandum", &["memoranda", "memorandums"]),
    ("spectrum", &["spectra", "spectrums"]),
    ("stratum", &["strata"]),
    ("symposium", &["symposia", "symposiums"]),
    ("maximum", &["maxima", "maximums"]),
    ("minimum", &["minima", "minimums"]),
    ("optimum", &["optima", "optimums"]),
    ("quantum", &["quanta"]),
    ("curriculum", &["curricula", "curriculums"]),
    ("equilibrium", &["equilibria", "equilibriums"]),
    ("aquarium", &["aquariums", "aquaria"]),
    ("erratum", &["errata"]),
    ("addendum", &["addenda"]),
    ("consortium", &["consortia", "consortiums"]),
    ("millennium", &["millennia", "millenniums"]),
    ("momentum", &["momenta", "momentums"]),
    ("continuum", &["continua"]),
    ("forum", &["forums", "fora"]),
    ("criterion", &["criteria"]),
    ("phenomenon", &["phenomena"]),
    ("perihelion", &["perihelia"]),
    ("aphelion", &["aphelia"]),
    ("automaton", &["automata", "automatons"]),
    ("polyhedron", &["polyhedra"]),
    ("nucleus", &["nuclei"]),
    ("radius", &["radii", "radiuses"]),
    ("stimulus", &["stimuli"]),
    ("focus", &["foci", "focuses"]),
    ("locus", &["loci"]),
    ("cactus", &["cacti", "cactuses"]),
    ("fungus", &["fungi"]),
    ("torus", &["tori"]),
    ("syllabus", &["syllabi", "syllabuses"]),
    ("alumnus", &["alumni"]),
    ("corpus", &["corpora"]),
    ("genus", &["genera"]),
    ("opus", &["opera", "opuses"]),
    ("apparatus", &["apparatus", "apparatuses"]),
    ("index", &["indices", "indexes"]),
    ("matrix", &["matrices", "matrixes"]),
    ("appendix", &["appendices", "appendixes"]),
    ("vertex", &["vertices"]),
    ("vortex", &["vortices", "vortexes"]),
    ("apex", &["apices", "apexes"]),
    ("axis", &["axes"]),
    ("antenna", &["antennas", "antennae"]),
    ("formula", &["formulas", "formulae"]),
    ("nebula", &["nebulae", "nebulas"]),
    ("supernova", &["supernovae", "supernovas"]),
    ("nova", &["novae", "novas"]),
    ("larva", &["larvae"]),
    ("alga", &["algae"]),
    ("magnetosphere", &["magnetospheres"]),
    ("schema", &["schemata", "schemas"]),
    ("stigma", &["stigmata", "stigmas"]),
    ("plateau", &["plateaus", "plateaux"]),
    ("bureau", &["bureaus", "bureaux"]),
    ("quiz", &["quizzes"]),
    ("knife", &["knives"]),
    ("life", &["lives"]),
    ("wife", &["wives"]),
    ("leaf", &["leaves"]),
    ("loaf", &["loaves"]),
    ("half", &["halves"]),
    ("self", &["selves"]),
    ("shelf", &["shelves"]),
    ("calf", &["calves"]),
    ("wolf", &["wolves"]),
    ("thief", &["thieves"]),
    ("elf", &["elves"]),
    ("sheaf", &["sheaves"]),
    ("scarf", &["scarves", "scarfs"]),
    ("hoof", &["hooves", "hoofs"]),
    ("dwarf", &["dwarfs", "dwarves"]),
    ("wharf", &["wharves", "wharfs"]),
    ("hero", &["heroes"]),
    ("echo", &["echoes"]),
    ("potato", &["potatoes"]),
    ("tomato", &["tomatoes"]),
    ("torpedo", &["torpedoes"]),
    ("veto", &["vetoes"]),
    ("cargo", &["cargoes", "cargos"]),
    ("volcano", &["volcanoes", "volcanos"]),
    ("embargo", &["embargoes"]),
    ("tornado", &["tornadoes", "tornados"]),
    ("zero", &["zeros", "zeroes"]),
    ("mosquito", &["mosquitoes"]),
    ("domino", &["dominoes"]),
    ("gas", &["gases", "gasses"]),
    ("bus", &["buses", "busses"]),
    ("yes", &["yeses"]),
    ("human", &["humans"]),
    ("german", &["germans"]),
    ("roman", &["romans"]),
    ("talisman", &["talismans"]),
];

/// Nouns that are their own plural.
const UNCHANGED: &[&str] = &[
    "aircraft",
    "spacecraft",
    "rotorcraft",
    "hovercraft",
    "watercraft",
    "series",
    "species",
    "means",
    "headquarters",
    "sheep",
    "fish",
    "deer",
    "offspring",
    "crossroads",
    "barracks",
    "hertz",
    "gigahertz",
    "megahertz",
    "kilohertz",
    "lux",
    "siemens",
    "news",
    "physics",
    "optics",
    "mathematics",
    "information",
    "chassis",
    "corps",
    "rendezvous",
    "salmon",
];

/// The head inflects, all else stays.
fn roles(words: &[PhraseWord<'_>], traits: &Traits) -> Vec<Role> {
    let mut roles = vec![Role::FIXED; words.len()];
    let kind = match traits.part_of_speech {
        Some(PartOfSpeech::Adjective | PartOfSpeech::Other) => return roles,
        Some(PartOfSpeech::Verb) => WordKind::Verb,
        _ => WordKind::Noun,
    };
    // «fly-by» and «lift-off» end in one and are words of their own; «passer-by» is not.
    let ends_phrase = |at: usize| {
        let person = words[at - 1].text.ends_with("er");
        at + 1 < words.len() || !words[at].hyphenated || person
    };
    let preposition = (1..words.len()).find(|&at| {
        let word = words[at].text.to_lowercase();
        PREPOSITIONS.contains(&word.as_str()) && ends_phrase(at)
    });
    let head = match (kind, preposition) {
        (WordKind::Verb, _) => Some(0),
        (_, Some(at)) => at.checked_sub(1),
        (_, None) => words.len().checked_sub(1),
    };
    if let Some(role) = head.and_then(|head| roles.get_mut(head)) {
        *role = Role::of(kind, traits);
    }
    roles
}

fn inflect(word: &str, role: Role) -> Vec<Form> {
    match role.kind {
        WordKind::Noun | WordKind::Name => noun(word, role),
        WordKind::Verb => verb(word),
        _ => vec![Form::unchanged(word)],
    }
}

fn noun(word: &str, role: Role) -> Vec<Form> {
    let singular = CellSet::of(Cell::number(Number::Singular));
    let plural = CellSet::of(Cell::number(Number::Plural));
    let form = |text: String, cells, likely| Form {
        text,
        cells,
        likely,
    };
    if role.number == Some(Number::Plural) || !word.ends_with(char::is_alphabetic) {
        return vec![form(word.to_owned(), plural, plural)];
    }
    let plurals = plurals(word);
    if plurals.first().is_some_and(|first| first == word) {
        let both = singular.or(plural);
        let mut forms = vec![form(word.to_owned(), both, both)];
        forms.extend(
            plurals
                .into_iter()
                .skip(1)
                .map(|text| form(text, plural, CellSet::NONE)),
        );
        return forms;
    }
    let mut forms = vec![form(word.to_owned(), singular, singular)];
    for (rank, text) in plurals.into_iter().enumerate() {
        let likely = if rank == 0 { plural } else { CellSet::NONE };
        forms.push(form(text, plural, likely));
    }
    forms
}

/// The plurals of `word`, the usual one first.
fn plurals(word: &str) -> Vec<String> {
    if UNCHANGED.contains(&word) {
        return vec![word.to_owned()];
    }
    let listed = IRREGULAR.iter().find_map(|(singular, plurals)| {
        let before = word.strip_suffix(singular)?;
        // «businessman», «spokesperson»; a short tail such as -ox or -die says nothing.
        let compound =
            matches!(*singular, "man" | "woman" | "child" | "person") || singular.len() > 4;
        (before.is_empty() || (compound && before.len() > 2)).then_some((before, plurals))
    });
    if let Some((before, plurals)) = listed {
        return plurals
            .iter()
            .map(|plural| format!("{before}{plural}"))
            .collect();
    }
    let stem = |cut: usize, ending: &str| format!("{}{ending}", &word[..word.len() - cut]);
    let consonant_y = word.ends_with('y')
        && !ends_with_any(word, &["ay", "ey", "oy", "uy", "iy"])
        && word.len() > 2;
    if consonant_y {
        vec![stem(1, "ies")]
    } else if word.len() > 3 && word.ends_with("sis") {
        vec![stem(2, "es")]
    } else if ends_with_any(word, &["s", "x", "z", "ch", "sh"]) {
        vec![stem(0, "es"), stem(0, "s")]
    } else if word.ends_with('o') {
        vec![stem(0, "s"), stem(0, "es")]
    } else {
        vec![stem(0, "s")]
    }
}

/// Regular forms of a verb: `launch`, `launches`, `launched`, `launching`.
fn verb(word: &str) -> Vec<Form> {
    let ends = |endings: &[&str]| ends_with_any(word, endings);
    let third = plurals(word)
        .into_iter()
        .next()
        .unwrap_or_else(|| format!("{word}s"));
    let mut texts = vec![word.to_owned(), third];
    if word.ends_with('e') && word.len() > 2 {
        texts.extend([
            format!("{word}d"),
            format!("{}ing", &word[..word.len() - 1]),
        ]);
    } else if word.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]) && word.len() > 2 {
        texts.extend([
            format!("{}ied", &word[..word.len() - 1]),
            format!("{word}ing"),
        ]);
    } else {
        texts.extend([format!("{word}ed"), format!("{word}ing")]);
        // «docked» but «transmitted»: both spellings are accepted.
        if let Some(last) = word
            .chars()
            .next_back()
            .filter(|last| "bdglmnprt".contains(*last))
        {
            texts.extend([format!("{word}{last}ed"), format!("{word}{last}ing")]);
        }
    }
    texts.into_iter().map(Form::unchanged).collect()
}

fn ends_with_any(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}
