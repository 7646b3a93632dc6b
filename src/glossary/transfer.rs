//! The form that takes another's place: the same cells of another term.
//!
//! «Гайанским космическим центром» is the instrumental singular, so for it stands «Гвианским
//! космическим центром». A form that can be several cases gives several candidates, but only where
//! the new term tells them apart: «станции» for «платформы» would be one, «модуля» and «модули» two.
//! What stands around the term and must agree with it is not looked at here.

use super::concept::Term;
use super::expansion::Expansion;
use crate::lang::Language;
use crate::lang::forms::{Case, Cell, CellSet, Number};

/// What `term` looks like where another term stood in one of `cells`: each distinct form, in the
/// order of the grammars; the citation form when the cells say nothing.
///
/// Where the new term has no form of that number (`сутки` for `день`) it takes the same case of the
/// one it has.
pub fn transfer(cells: CellSet, term: &Term, language: &Language) -> Vec<String> {
    let expansion = Expansion::of(term, language);
    let own = expansion.cells();
    let mut candidates: Vec<String> = Vec::new();
    if cells != CellSet::ALL {
        let own_has_gender = own != CellSet::ALL && own != own.without_gender();
        let wanted = if own_has_gender {
            cells
        } else {
            cells.without_gender()
        };
        for cell in wanted.iter() {
            let form = expansion.form(cell);
            let form = form.or_else(|| expansion.form(of_other_number(cell)));
            if let Some(form) = form.filter(|form| !candidates.contains(form)) {
                candidates.push(form);
            }
        }
    }
    if candidates.is_empty() {
        candidates.push(term.text.clone());
    }
    candidates
}

/// The same case of the other number; after two, three and four what has no singular stands in the
/// genitive plural (`двое суток`).
fn of_other_number(cell: Cell) -> Cell {
    match (cell.case, cell.number) {
        (Some(Case::Count), _) => Cell::new(Case::Genitive, Number::Plural),
        (_, Number::Singular) => Cell {
            number: Number::Plural,
            gender: None,
            ..cell
        },
        (_, Number::Plural) => Cell {
            number: Number::Singular,
            ..cell
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LangTag;
    use crate::text::Place;

    fn term(text: &str) -> Term {
        let place = Place { line: 1, column: 1 };
        Term::new(text, LangTag::parse("ru").unwrap(), place)
    }

    fn put(cells: CellSet, term: &Term) -> Vec<String> {
        transfer(cells, term, Language::for_code("ru").unwrap())
    }

    #[test]
    fn a_fix_takes_the_cells_of_what_it_replaces() {
        let centre = term("Гвианский космический центр");
        let ins = CellSet::of(Cell::new(Case::Instrumental, Number::Singular));
        assert_eq!(put(ins, &centre), ["Гвианским космическим центром"]);
        let both = ins.or(CellSet::of(Cell::new(Case::Dative, Number::Plural)));
        assert_eq!(put(both, &centre).len(), 2);
        assert_eq!(put(CellSet::ALL, &centre), ["Гвианский космический центр"]);
    }

    #[test]
    fn what_has_no_singular_stands_in_the_plural() {
        let mut days = term("сутки");
        days.number = Some(Number::Plural);
        let singular = CellSet::of(Cell::new(Case::Instrumental, Number::Singular));
        assert_eq!(put(singular, &days), ["сутками"]);
        let after_two = CellSet::of(Cell::new(Case::Count, Number::Plural));
        assert_eq!(put(after_two, &days), ["суток"]);
    }
}
