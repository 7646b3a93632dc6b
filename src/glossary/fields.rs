//! The fields of a term as glossaries write them: `noun`, `f`, `pl`, `yes`.
//!
//! Every tool has its own words (`masc`, `masculine`, `m`), so several are read for each value; the
//! constants beside the functions are what a message offers. An unknown value is `None`.

use crate::lang::forms::{self, Case, Cell, CellSet, Gender, Number, PartOfSpeech};

/// A part of speech, as `noun`, `proper noun`, `properNoun`, `adj`.
pub fn part_of_speech(text: &str) -> Option<PartOfSpeech> {
    match compact(text).as_str() {
        "noun" | "n" | "commonnoun" | "substantive" => Some(PartOfSpeech::Noun),
        "propernoun" | "propn" | "name" | "proper" => Some(PartOfSpeech::ProperNoun),
        "adjective" | "adj" | "a" => Some(PartOfSpeech::Adjective),
        "verb" | "v" => Some(PartOfSpeech::Verb),
        "other" | "adverb" | "adv" | "phrase" | "preposition" | "conjunction" => {
            Some(PartOfSpeech::Other)
        }
        _ => None,
    }
}

/// What a part of speech may be.
pub const PARTS_OF_SPEECH: &str = "noun, proper noun, adjective, verb, other";

/// A gender, as `m`, `masc`, `masculine`.
pub fn gender(text: &str) -> Option<Gender> {
    match compact(text).as_str() {
        "m" | "masc" | "masculine" => Some(Gender::Masculine),
        "f" | "fem" | "feminine" => Some(Gender::Feminine),
        "n" | "neut" | "neuter" => Some(Gender::Neuter),
        _ => None,
    }
}

/// What a gender may be.
pub const GENDERS: &str = "m, f, n";

/// A number, as `sg`, `plural`.
pub fn number(text: &str) -> Option<Number> {
    match compact(text).as_str() {
        "s" | "sg" | "sing" | "singular" => Some(Number::Singular),
        "p" | "pl" | "plur" | "plural" => Some(Number::Plural),
        _ => None,
    }
}

/// What a number may be.
pub const NUMBERS: &str = "sg, pl";

/// Yes or no.
pub fn flag(text: &str) -> Option<bool> {
    match compact(text).as_str() {
        "yes" | "y" | "true" | "1" | "x" | "oui" | "да" | "vrai" | "истина" => Some(true),
        "no" | "n" | "false" | "0" | "non" | "нет" | "faux" | "ложь" => Some(false),
        _ => None,
    }
}

/// What a flag may be.
pub const FLAGS: &str = "yes, no";

/// Whether case counts: `exact` or `any`, or yes and no.
pub fn case(text: &str) -> Option<bool> {
    match compact(text).as_str() {
        "exact" | "sensitive" => Some(true),
        "any" | "insensitive" | "ignore" => Some(false),
        _ => flag(text),
    }
}

/// What the case column may say.
pub const CASES: &str = "exact, any";

/// The short name of a case: `nom gen dat acc ins loc count`.
pub fn case_name(case: Case) -> &'static str {
    match case {
        Case::Nominative => "nom",
        Case::Genitive => "gen",
        Case::Dative => "dat",
        Case::Accusative => "acc",
        Case::Instrumental => "ins",
        Case::Prepositional => "loc",
        Case::Count => "count",
    }
}

/// A grammatical case by its short name; `prep` is `loc` too.
pub fn grammatical_case(text: &str) -> Option<Case> {
    let lower = compact(text);
    let name = if lower == "prep" { "loc" } else { &lower };
    forms::CASES
        .into_iter()
        .find(|&case| case_name(case) == name)
}

/// Cells, as `gen.pl`, `pl`, `nom.sg.f`, `count`, several with `+` between.
pub fn cells(text: &str) -> Option<CellSet> {
    text.split('+').map(cell).collect()
}

/// What cells may be.
pub const CELLS: &str = "nom, gen, dat, acc, ins, loc or count, a full stop and sg or pl, as \
                         \"gen.pl\"; \"sg\" or \"pl\" without cases; several with + between";

fn cell(text: &str) -> Option<Cell> {
    let mut parts = text.split('.').map(str::trim).peekable();
    let case = parts.peek().and_then(|part| grammatical_case(part));
    if case.is_some() {
        parts.next();
    }
    let number = match (parts.next(), case) {
        (None, Some(Case::Count)) => Number::Plural,
        (part, _) => self::number(part?)?,
    };
    let gender = match parts.next() {
        Some(part) => Some(self::gender(part)?),
        None => None,
    };
    let whole = parts.next().is_none();
    whole.then_some(Cell {
        case,
        number,
        gender,
    })
}

/// A form given outright with its cells: `лет=gen.pl`; none where it says none.
pub(super) fn form(text: &str) -> (&str, CellSet) {
    let said = text.split_once('=');
    let said = said.and_then(|(form, at)| Some((form.trim(), cells(at)?)));
    said.unwrap_or((text, CellSet::NONE))
}

/// The values of a list, as `lanceurs|fusées`.
pub(super) fn list(text: &str) -> impl Iterator<Item = String> {
    let values = text.split('|').map(str::trim);
    values.filter(|value| !value.is_empty()).map(str::to_owned)
}

/// Lower case, without spaces, hyphens and underscores.
fn compact(text: &str) -> String {
    let letters = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '.'));
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_as_people_write_them() {
        let show = |text: &str| {
            cells(text).map(|set| set.iter().map(|cell| cell.to_string()).collect::<Vec<_>>())
        };
        assert_eq!(show("gen.pl"), Some(vec!["genitive plural".to_owned()]));
        assert_eq!(show("pl"), Some(vec!["plural".to_owned()]));
        assert_eq!(show("nom.sg.f + count").map(|set| set.len()), Some(2));
        for wrong in ["", "gen", "gen.pl.x", "gen.pl.f.f", "pl.gen", "gen.pl+"] {
            assert_eq!(show(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_form_may_say_where_it_stands() {
        let plural = cells("gen.pl").unwrap();
        assert_eq!(form("лет=gen.pl"), ("лет", plural));
        assert_eq!(form("лет"), ("лет", CellSet::NONE));
        assert_eq!(form("E=mc²"), ("E=mc²", CellSet::NONE));
    }
}
