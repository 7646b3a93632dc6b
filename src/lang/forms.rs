//! The small types in which a language's inflection rules speak.
//!
//! A glossary gives a term in its citation form: `ракета-носитель`. The language says for each word
//! of the term what it does when the term inflects (its [`Role`]) and which [`Form`]s it then has;
//! each form knows the [`Cell`]s of the paradigm it stands in: `ракетой` is the instrumental
//! singular. Two words of a term agree when their forms share a cell, so `ракетой-носителем` is a
//! form of the term and `ракетой-носителя` is not.
//!
//! The rules over-generate a little: what they only accept is told apart from what they would
//! write themselves ([`Form::likely`]). No dictionary stands behind them; a glossary's own `forms`
//! add what they cannot know.

use super::context::{Context, Judgement};
use std::fmt;

/// Part of speech of a term's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartOfSpeech {
    /// A common noun.
    Noun,
    /// A name.
    ProperNoun,
    /// An adjective.
    Adjective,
    /// A verb.
    Verb,
    /// Anything else; its words do not inflect.
    Other,
}

/// Grammatical gender of a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
    /// Neuter.
    Neuter,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// Singular.
    Singular,
    /// Plural; of a citation form: plural only (`ножницы`, `archives`).
    Plural,
}

/// Grammatical case, where a language has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// Who does it.
    Nominative,
    /// Of whom.
    Genitive,
    /// To whom.
    Dative,
    /// Whom.
    Accusative,
    /// With whom.
    Instrumental,
    /// About whom.
    Prepositional,
    /// After two, three, four: `два космических аппарата`, where words of one term disagree.
    Count,
}

/// The cases in the order of the grammars.
pub const CASES: [Case; 7] = [
    Case::Nominative,
    Case::Genitive,
    Case::Dative,
    Case::Accusative,
    Case::Instrumental,
    Case::Prepositional,
    Case::Count,
];

/// One cell of a paradigm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The case; `None` in a language without cases.
    pub case: Option<Case>,
    /// The number.
    pub number: Number,
    /// The gender; only adjectives that stand for themselves have one.
    pub gender: Option<Gender>,
}

impl Cell {
    /// The cell of a noun in a language without cases.
    pub const fn number(number: Number) -> Cell {
        Cell {
            case: None,
            number,
            gender: None,
        }
    }

    /// The cell of a noun in a language with cases.
    pub const fn new(case: Case, number: Number) -> Cell {
        Cell {
            case: Some(case),
            number,
            gender: None,
        }
    }

    /// The same cell for an adjective of this gender.
    pub const fn of_gender(self, gender: Option<Gender>) -> Cell {
        Cell { gender, ..self }
    }

    fn bit(self) -> u32 {
        let case = self.case.map_or(0, |case| 1 + case as u32);
        let gender = self.gender.map_or(0, |gender| 1 + gender as u32);
        gender * 16 + case * 2 + self.number as u32
    }

    fn from_bit(bit: u32) -> Cell {
        let case = ((bit % 16) / 2).checked_sub(1);
        let gender = match bit / 16 {
            1 => Some(Gender::Masculine),
            2 => Some(Gender::Feminine),
            3 => Some(Gender::Neuter),
            _ => None,
        };
        let number = match bit % 2 {
            0 => Number::Singular,
            _ => Number::Plural,
        };
        Cell {
            case: case.and_then(|case| CASES.get(case as usize).copied()),
            number,
            gender,
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let case = self.case.map(|case| match case {
            Case::Nominative => "nominative",
            Case::Genitive => "genitive",
            Case::Dative => "dative",
            Case::Accusative => "accusative",
            Case::Instrumental => "instrumental",
            Case::Prepositional => "prepositional",
            Case::Count => "after 2, 3, 4",
        });
        let number = match (self.case, self.number) {
            (Some(Case::Count), _) => None,
            (_, Number::Singular) => Some("singular"),
            (_, Number::Plural) => Some("plural"),
        };
        let gender = self.gender.map(|gender| match gender {
            Gender::Masculine => "masculine",
            Gender::Feminine => "feminine",
            Gender::Neuter => "neuter",
        });
        let parts: Vec<&str> = [case, number, gender].into_iter().flatten().collect();
        f.write_str(&parts.join(" "))
    }
}

/// A set of cells.
///
/// All cells there can be are 64 (four genders with none, eight cases with none, two numbers), so
/// a set is one word and agreement is one `and`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CellSet(u64);

impl CellSet {
    /// No cell: of a form it means that its cells are not known.
    pub const NONE: CellSet = CellSet(0);
    /// Every cell: what an uninflected word can stand in.
    pub const ALL: CellSet = CellSet(u64::MAX);

    /// The set of one cell.
    pub fn of(cell: Cell) -> CellSet {
        CellSet(1 << cell.bit())
    }

    /// The cells of both sets.
    #[must_use]
    pub fn and(self, other: CellSet) -> CellSet {
        CellSet(self.0 & other.0)
    }

    /// The cells of this set that are not in the other.
    #[must_use]
    pub fn without(self, other: CellSet) -> CellSet {
        CellSet(self.0 & !other.0)
    }

    /// The cells of either set.
    #[must_use]
    pub fn or(self, other: CellSet) -> CellSet {
        CellSet(self.0 | other.0)
    }

    /// The same cells without their gender: where an adjective stood, a noun may stand.
    #[must_use]
    pub fn without_gender(self) -> CellSet {
        if self == CellSet::ALL {
            return self;
        }
        self.iter().map(|cell| cell.of_gender(None)).collect()
    }

    /// Whether no cell is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `cell` is in the set.
    pub fn contains(self, cell: Cell) -> bool {
        !self.and(CellSet::of(cell)).is_empty()
    }

    /// The cells in the order of the grammars: singular before plural, nominative first.
    pub fn iter(self) -> impl Iterator<Item = Cell> {
        let singular_first = (0..64).step_by(2).chain((1..64).step_by(2));
        singular_first
            .filter(move |bit| self.0 >> bit & 1 == 1)
            .map(Cell::from_bit)
    }
}

impl FromIterator<Cell> for CellSet {
    fn from_iter<I: IntoIterator<Item = Cell>>(cells: I) -> CellSet {
        cells
            .into_iter()
            .fold(CellSet::NONE, |set, cell| set.or(CellSet::of(cell)))
    }
}

/// One form of a word, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The form.
    pub text: String,
    /// Every cell in which it is accepted.
    pub cells: CellSet,
    /// The cells for which the rules would write it.
    pub likely: CellSet,
}

impl Form {
    /// A word that stands as it is in every cell.
    pub fn unchanged(text: impl Into<String>) -> Form {
        Form {
            text: text.into(),
            cells: CellSet::ALL,
            likely: CellSet::ALL,
        }
    }
}

/// What a glossary says of a term's head, as far as it says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Traits {
    /// Part of speech.
    pub part_of_speech: Option<PartOfSpeech>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Number of the citation form.
    pub number: Option<Number>,
    /// Whether the head is animate.
    pub animate: Option<bool>,
}

/// One word of a term in its citation form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhraseWord<'a> {
    /// The word as written.
    pub text: &'a str,
    /// A hyphen joins it to the word before.
    pub hyphenated: bool,
    /// It stands between quotation marks.
    pub quoted: bool,
}

/// How a word of a term inflects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordKind {
    /// It stays as it is: a complement, a preposition, a number.
    Fixed,
    /// As a common noun.
    Noun,
    /// As a name.
    Name,
    /// As an adjective that agrees with the head, or stands for itself.
    Adjective,
    /// As an abbreviation that is read as a word: unchanged, or with endings after it.
    Acronym,
    /// As a verb.
    Verb,
}

/// Whether a word that inflects may also stand unchanged beside a head that does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Apposition {
    /// It inflects with the term.
    None,
    /// It usually inflects (`ракета` in `ракета-носитель`).
    Rarely,
    /// It usually stands unchanged (`Байконур` in `космодром Байконур`).
    Usually,
}

/// What one word of a term does when the term inflects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Role {
    /// How it inflects.
    pub kind: WordKind,
    /// Its gender; of an adjective that of the head, `None` when it stands for itself.
    pub gender: Option<Gender>,
    /// The only number it stands in; `None` for both.
    pub number: Option<Number>,
    /// Whether it, or its head, is animate, when known.
    pub animate: Option<bool>,
    /// Whether it may stand unchanged.
    pub apposition: Apposition,
}

impl Role {
    /// The role of a word that never changes.
    pub const FIXED: Role = Role::of(WordKind::Fixed, &Traits::NONE);

    /// A word of this kind with the traits of the term.
    pub const fn of(kind: WordKind, traits: &Traits) -> Role {
        Role {
            kind,
            gender: traits.gender,
            number: match traits.number {
                Some(Number::Plural) => Some(Number::Plural),
                _ => None,
            },
            animate: traits.animate,
            apposition: Apposition::None,
        }
    }
}

impl Traits {
    /// Nothing is said.
    pub const NONE: Traits = Traits {
        part_of_speech: None,
        gender: None,
        number: None,
        animate: None,
    };
}

/// How the words of one language inflect.
#[derive(Debug)]
pub struct FormRules {
    /// The role of each word of a term.
    pub roles: fn(&[PhraseWord<'_>], &Traits) -> Vec<Role>,
    /// The forms of a word, given and answered in lower case; never empty.
    pub inflect: fn(&str, Role) -> Vec<Form>,
    /// Function words: a form other than the citation form that is one of these is not accepted
    /// (`после` is never the prepositional of `посол`).
    pub barred: &'static [&'static str],
    /// Another spelling under which a folded form is accepted as well.
    pub respell: fn(&str) -> Option<String>,
    /// What the words around a form say of it.
    pub judge: fn(&Context<'_>) -> Judgement,
    /// Whether `round table` may also be written `round-table` and `roundtable`.
    pub loose_compounds: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_has_its_own_bit() {
        let genders = [
            None,
            Some(Gender::Masculine),
            Some(Gender::Feminine),
            Some(Gender::Neuter),
        ];
        let mut seen = CellSet::NONE;
        for number in [Number::Singular, Number::Plural] {
            for case in CASES.map(Some).into_iter().chain([None]) {
                for gender in genders {
                    let cell = Cell {
                        case,
                        number,
                        gender,
                    };
                    assert!(!seen.contains(cell), "{cell}");
                    seen = seen.or(CellSet::of(cell));
                    assert_eq!(CellSet::of(cell).iter().collect::<Vec<_>>(), [cell]);
                }
            }
        }
        assert_eq!(seen, CellSet::ALL);
    }

    #[test]
    fn cells_read_as_a_grammar_names_them() {
        let cell = Cell::new(Case::Genitive, Number::Plural);
        assert_eq!(cell.to_string(), "genitive plural");
        assert_eq!(Cell::number(Number::Singular).to_string(), "singular");
    }
}
