//! Concepts and terms, as a glossary holds them.
//!
//! One thing that is spoken of is a [`Concept`], whatever it is called: `launcher`, `lanceur`,
//! `ракета-носитель`. Each of these is a [`Term`] with its language and its [`TermStatus`]; what
//! is known of its grammar serves inflection, what is not understood is kept as notes. Terms are
//! citation forms; nothing here inflects or searches.

use super::fields;
use crate::lang::LangTag;
use crate::lang::forms::{CellSet, Gender, Number, PartOfSpeech, Traits};
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

impl Glossary {
    /// The languages of its terms, in the order in which they are first met.
    pub fn languages(&self) -> Vec<LangTag> {
        let mut languages: Vec<LangTag> = Vec::new();
        for term in self.concepts.iter().flat_map(|concept| &concept.terms) {
            if !languages.contains(&term.lang) {
                languages.push(term.lang.clone());
            }
        }
        languages
    }
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
    pub number: Option<Number>,
    /// Whether its head is animate, when given.
    pub animate: Option<bool>,
    /// Forms given explicitly, as `лет=gen.pl` or without cells; they add to what the rules make.
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

impl Term {
    /// An admitted term of which nothing is known but its text.
    pub fn new(text: impl Into<String>, lang: LangTag, place: Place) -> Term {
        Term {
            text: text.into(),
            lang,
            status: TermStatus::Admitted,
            part_of_speech: None,
            gender: None,
            number: None,
            animate: None,
            forms: Vec::new(),
            do_not_translate: false,
            case_sensitive: None,
            notes: Vec::new(),
            place,
        }
    }

    /// The forms the glossary gives, each with the cells it says they stand in; none when it does
    /// not say.
    pub fn explicit_forms(&self) -> impl Iterator<Item = (&str, CellSet)> {
        self.forms.iter().map(|form| fields::form(form))
    }

    /// What is known of the term's head, as the inflection rules ask for it.
    pub fn traits(&self) -> Traits {
        Traits {
            part_of_speech: self.part_of_speech,
            gender: self.gender,
            number: self.number,
            animate: self.animate,
        }
    }
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

impl TermStatus {
    /// Every status, the best first.
    pub const ALL: [TermStatus; 4] = [
        TermStatus::Preferred,
        TermStatus::Admitted,
        TermStatus::Deprecated,
        TermStatus::Superseded,
    ];

    /// Its name in glossaries: `preferred`.
    pub fn name(self) -> &'static str {
        match self {
            TermStatus::Preferred => "preferred",
            TermStatus::Admitted => "admitted",
            TermStatus::Deprecated => "deprecated",
            TermStatus::Superseded => "superseded",
        }
    }

    /// Reads a status without regard to case, as `preferred`, `preferredTerm` or
    /// `preferredTerm-admn-sts`; TBX's standardized, regulated and legal terms are
    /// preferred ones, the words of Weblate and TBX-Min are known too.
    pub fn parse(text: &str) -> Option<TermStatus> {
        let lower = text.trim().to_lowercase();
        let bare = lower.strip_suffix("-admn-sts").unwrap_or(&lower);
        match bare.strip_suffix("term").unwrap_or(bare) {
            "preferred" | "standardized" | "regulated" | "legal" => Some(TermStatus::Preferred),
            "admitted" => Some(TermStatus::Admitted),
            "deprecated" | "forbidden" | "notrecommended" => Some(TermStatus::Deprecated),
            "superseded" | "obsolete" => Some(TermStatus::Superseded),
            _ => None,
        }
    }

    /// Whether a text may use a term of this status.
    pub fn is_allowed(self) -> bool {
        matches!(self, TermStatus::Preferred | TermStatus::Admitted)
    }
}
