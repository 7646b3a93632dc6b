//! A paradigm while it is being filled: forms with their cells.

use super::{is_hush, is_velar};
use crate::lang::forms::{Apposition, CASES, Case, Cell, CellSet, Form, Gender, Number};

/// Endings of one number: genitive, dative, instrumental, prepositional.
pub(super) type Endings = [&'static str; 4];

/// The cases of [`Endings`].
const OBLIQUE: [Case; 4] = [
    Case::Genitive,
    Case::Dative,
    Case::Instrumental,
    Case::Prepositional,
];

/// Room for the forms of most words: growing step by step costs more than all else in loading a
/// large glossary.
const USUAL_FORMS: usize = 24;

/// The forms of one word, with the cells each can stand in.
#[derive(Debug)]
pub(super) struct Paradigm {
    forms: Vec<Form>,
    only: Option<Number>,
}

impl Paradigm {
    /// An empty paradigm; with `only`, cells of the other number are left out.
    pub(super) fn new(only: Option<Number>) -> Paradigm {
        Paradigm {
            forms: Vec::with_capacity(USUAL_FORMS),
            only,
        }
    }

    /// `text` stands in `cell`; when another form is already written there, it is accepted too.
    pub(super) fn put(&mut self, cell: Cell, text: impl AsRef<str>) {
        let taken = self.forms.iter().any(|form| form.likely.contains(cell));
        self.add(cell, text.as_ref(), !taken);
    }

    /// `text` is accepted in `cell`.
    pub(super) fn also(&mut self, cell: Cell, text: impl AsRef<str>) {
        self.add(cell, text.as_ref(), false);
    }

    fn add(&mut self, cell: Cell, text: &str, likely: bool) {
        if self.only.is_some_and(|only| only != cell.number) {
            return;
        }
        let cells = CellSet::of(cell);
        self.add_all(cells, text, if likely { cells } else { CellSet::NONE });
    }

    /// `text` stands in `cells`, and is written in those of them that are `likely`.
    fn add_all(&mut self, cells: CellSet, text: &str, likely: CellSet) {
        match self.forms.iter_mut().find(|form| form.text == text) {
            Some(form) => {
                form.cells = form.cells.or(cells);
                form.likely = form.likely.or(likely);
            }
            None => self.forms.push(Form {
                text: text.to_owned(),
                cells,
                likely,
            }),
        }
    }

    /// The oblique cases of `number` but the accusative.
    pub(super) fn oblique(&mut self, number: Number, stem: &str, endings: Endings) {
        for (case, ending) in OBLIQUE.into_iter().zip(endings) {
            self.put(Cell::new(case, number), [stem, ending].concat());
        }
    }

    /// The same, accepted beside what stands there.
    pub(super) fn oblique_too(&mut self, number: Number, stem: &str, endings: Endings) {
        for (case, ending) in OBLIQUE.into_iter().zip(endings) {
            self.also(Cell::new(case, number), [stem, ending].concat());
        }
    }

    /// Dative, instrumental and prepositional plural: `-ам -ами -ах` or `-ям -ями -ях`.
    pub(super) fn plural_tail(&mut self, stem: &str, soft: bool) {
        let endings = if soft {
            ["ям", "ями", "ях"]
        } else {
            ["ам", "ами", "ах"]
        };
        let cases = [Case::Dative, Case::Instrumental, Case::Prepositional];
        for (case, ending) in cases.into_iter().zip(endings) {
            self.put(Cell::new(case, Number::Plural), [stem, ending].concat());
        }
    }

    /// Nominative plural in -ы, or -и after к г х ж ш щ ч.
    pub(super) fn nominative_plural(&mut self, stem: &str, soft: bool) {
        let last = super::from_end(stem, 0);
        let ending = if soft || is_velar(last) || is_hush(last) {
            "и"
        } else {
            "ы"
        };
        let cell = Cell::new(Case::Nominative, Number::Plural);
        self.put(cell, [stem, ending].concat());
    }

    /// The accusative of `number`, the genitive of what is animate and else the nominative; unknown
    /// is both, `guess` first.
    pub(super) fn accusative(&mut self, number: Number, animate: Option<bool>, guess: bool) {
        let cell = Cell::new(Case::Accusative, number);
        let genitive = Cell::new(Case::Genitive, number);
        let nominative = Cell::new(Case::Nominative, number);
        let (first, second) = match animate.unwrap_or(guess) {
            true => (genitive, nominative),
            false => (nominative, genitive),
        };
        self.copy(first, cell);
        if animate.is_none() {
            self.copy(second, cell);
        }
    }

    /// After two, three and four the genitive singular.
    pub(super) fn count(&mut self) {
        let genitive = Cell::new(Case::Genitive, Number::Singular);
        self.copy(genitive, Cell::new(Case::Count, Number::Plural));
    }

    /// What stands in cell `from` stands in `to` as well.
    pub(super) fn copy(&mut self, from: Cell, to: Cell) {
        if self.only.is_some_and(|only| only != to.number) {
            return;
        }
        let taken = self.forms.iter().any(|form| form.likely.contains(to));
        let cell = CellSet::of(to);
        for form in self
            .forms
            .iter_mut()
            .filter(|form| form.cells.contains(from))
        {
            if form.likely.contains(from) && !taken {
                form.likely = form.likely.or(cell);
            }
            form.cells = form.cells.or(cell);
        }
    }

    /// In `cell` stands `new`, and not `old`.
    pub(super) fn replace(&mut self, cell: Cell, old: &str, new: String) {
        let cells = CellSet::of(cell);
        for form in self.forms.iter_mut().filter(|form| form.text == old) {
            form.cells = form.cells.without(cells);
            form.likely = form.likely.without(cells);
        }
        self.forms.retain(|form| !form.cells.is_empty());
        self.put(cell, new);
    }

    /// Every form of `other` is accepted too.
    pub(super) fn accept(&mut self, other: Paradigm) {
        for form in other.forms {
            for cell in form.cells.iter() {
                self.also(cell, &form.text);
            }
        }
    }

    /// What another reading of the word would write is written where nothing stands yet.
    pub(super) fn complete(&mut self, other: Paradigm) {
        for form in other.forms {
            for cell in form.cells.iter() {
                if form.likely.contains(cell) {
                    self.put(cell, &form.text);
                } else {
                    self.also(cell, &form.text);
                }
            }
        }
    }

    /// `word` stands unchanged in every cell, usually or beside what inflects.
    pub(super) fn appose(&mut self, word: &str, apposition: Apposition) {
        let usually = match apposition {
            Apposition::None => return,
            Apposition::Rarely => false,
            Apposition::Usually => true,
        };
        if usually {
            for form in &mut self.forms {
                form.likely = CellSet::NONE;
            }
        }
        let counts = |cell: &Cell| self.only.is_none_or(|only| only == cell.number);
        let cells: CellSet = CellSet::ALL.iter().filter(counts).collect();
        self.add_all(cells, word, if usually { cells } else { CellSet::NONE });
    }

    /// The same form in every case: `МКС`, `метро`.
    pub(super) fn unchanged(word: &str, only: Option<Number>) -> Paradigm {
        let mut paradigm = Paradigm::new(only);
        for cell in all_cells() {
            paradigm.put(cell, word);
        }
        paradigm
    }

    /// Every cell of a noun that is still empty takes the citation form; an adjective is left so.
    pub(super) fn into_forms(self) -> Vec<Form> {
        self.forms
    }

    /// The genders an adjective is written in for itself.
    pub(super) const GENDERS: [Gender; 3] = [Gender::Masculine, Gender::Feminine, Gender::Neuter];
}

/// Every case and number of a noun.
fn all_cells() -> impl Iterator<Item = Cell> {
    let both = [Number::Singular, Number::Plural];
    both.into_iter().flat_map(|number| {
        CASES.into_iter().filter_map(move |case| {
            let exists = case != Case::Count || number == Number::Plural;
            exists.then_some(Cell::new(case, number))
        })
    })
}
