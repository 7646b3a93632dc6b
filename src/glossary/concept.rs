//! Concepts and terms, as a glossary holds them.

use crate::lang::LangTag;
use crate::lang::forms::Gender;
use crate::text::{Notice, Place};

/// The concepts of one glossary file, in file order.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// The file, as the user named it.
    pub name: String,
    /// Its concepts.
    pub concepts: Vec<Concept>,
    /// What was left out or mended.
    pub notices: Vec<Notice>,
}

/// One thing that is spoken of, with its terms in every language.
#[derive(Clone, Debug, Default)]
pub struct Concept {
    /// The id the glossary gives it; the row number where it gives none.
    pub id: String,
    /// Its terms in file order.
    pub terms: Vec<Term>,
    /// What else the file says of the concept (definition, subject field, unknown columns).
    pub notes: Vec<(String, String)>,
}

/// One word or phrase for a concept in one language.
#[derive(Clone, Debug)]
pub struct Term {
    /// The citation form.
    pub text: String,
    /// Its language.
    pub lang: LangTag,
    /// Whether it should be used.
    pub status: TermStatus,
    /// Part of speech of its head, when given.
    pub part_of_speech: Option<PartOfSpeech>,
    /// Gender of its head, when given.
    pub gender: Option<Gender>,
    /// Number of the citation form, when given.
    pub number: Option<TermNumber>,
    /// Whether its head is animate, when given.
    pub animate: Option<bool>,
    /// Forms given explicitly; they add to what the rules make.
    pub forms: Vec<String>,
    /// The letters must stand in every language as they are.
    pub do_not_translate: bool,
    /// Case must agree letter by letter; by default the term's own capitals decide.
    pub case_sensitive: Option<bool>,
    /// What else the file says of the term.
    pub notes: Vec<(String, String)>,
    /// Where the term stands in its file.
    pub place: Place,
}

/// Whether a term should be used (TBX `administrativeStatus`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TermStatus {
    /// The term to use.
    Preferred,
    /// May be used.
    #[default]
    Admitted,
    /// Must not be used: an error.
    Deprecated,
    /// Was used once: a warning.
    Superseded,
}

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

/// Grammatical number of a citation form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermNumber {
    /// Singular.
    Singular,
    /// Plural only (`ножницы`, `archives`).
    Plural,
}
