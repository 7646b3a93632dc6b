//! Words that have a singular and a plural and no cases: what English and French share.
//!
//! `launcher` is singular, `launchers` plural; `spacecraft` and `débris` are both. Where a plural has
//! variants (`memoranda`, `memorandums`) all are accepted and the first is written.

use super::forms::{Cell, CellSet, Form, Number, Role};

/// The cells of a noun's singular and of its plural.
pub(super) fn noun_cells() -> (CellSet, CellSet) {
    let of = |number| CellSet::of(Cell::number(number));
    (of(Number::Singular), of(Number::Plural))
}

/// The forms of the noun `word`, whose plurals are `plurals`, the usual one first; a noun that is
/// cited in the plural has that form alone.
pub(super) fn noun(word: &str, role: Role, plurals: fn(&str) -> Vec<String>) -> Vec<Form> {
    let (singular, plural) = noun_cells();
    if role.number == Some(Number::Plural) {
        return vec![Form {
            text: word.to_owned(),
            cells: plural,
            likely: plural,
        }];
    }
    paradigm(word, plurals(word), singular, plural)
}

/// `word` in the cells `singular` and its plurals in `plural`.
pub(super) fn paradigm(
    word: &str,
    plurals: Vec<String>,
    singular: CellSet,
    plural: CellSet,
) -> Vec<Form> {
    let mut forms = vec![Form {
        text: word.to_owned(),
        cells: singular,
        likely: singular,
    }];
    for (rank, text) in plurals.into_iter().enumerate() {
        let likely = if rank == 0 { plural } else { CellSet::NONE };
        merge(
            &mut forms,
            Form {
                text,
                cells: plural,
                likely,
            },
        );
    }
    forms
}

/// Adds `form` to `forms`, its cells to those of one that is written alike.
pub(super) fn merge(forms: &mut Vec<Form>, form: Form) {
    match forms.iter_mut().find(|other| other.text == form.text) {
        Some(other) => {
            other.cells = other.cells.or(form.cells);
            other.likely = other.likely.or(form.likely);
        }
        None => forms.push(form),
    }
}

/// The plurals that a list of irregular nouns has for `word`.
pub(super) fn listed(word: &str, list: &[(&str, &[&str])]) -> Option<Vec<String>> {
    let (_, plurals) = list.iter().find(|(singular, _)| *singular == word)?;
    Some(plurals.iter().map(|plural| (*plural).to_owned()).collect())
}

/// Whether `word` ends with one of `endings`.
pub(super) fn ends_with_any(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}
