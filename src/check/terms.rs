//! Terms of the glossaries, as rules meet them.

use super::finding::Reference;
use super::view::Job;
use crate::glossary::{Concept, Glossary, Term, TermStatus};
use crate::lang::Language;
use crate::text::Span;

/// A term of a glossary that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermUse {
    /// Index of the glossary.
    pub glossary: usize,
    /// Index of the concept in it.
    pub concept: usize,
    /// Index of the term in the concept.
    pub term: usize,
    /// Where it stands in the text.
    pub span: Span,
}

impl TermUse {
    /// Whether both speak of the same thing.
    pub fn is_same_concept(&self, other: &TermUse) -> bool {
        (self.glossary, self.concept) == (other.glossary, other.concept)
    }
}

impl<'a> Job<'a> {
    /// The glossary that holds the term.
    pub fn glossary(&self, found: &TermUse) -> &'a Glossary {
        &self.glossaries[found.glossary]
    }

    /// The concept of the term.
    pub fn concept(&self, found: &TermUse) -> &'a Concept {
        &self.glossary(found).concepts[found.concept]
    }

    /// The term itself.
    pub fn term(&self, found: &TermUse) -> &'a Term {
        &self.concept(found).terms[found.term]
    }

    /// Where the term stands in its glossary.
    pub fn entry(&self, found: &TermUse, term: &Term) -> Reference {
        Reference {
            file: self.glossary(found).name.clone(),
            place: term.place,
        }
    }
}

/// The terms of `concept` that may be used in `language`, the preferred ones first.
pub(super) fn usable<'a>(concept: &'a Concept, language: &Language) -> Vec<&'a Term> {
    let of_language = || {
        concept
            .terms
            .iter()
            .filter(|term| term.lang.primary() == language.code)
    };
    let preferred = of_language().filter(|term| term.status == TermStatus::Preferred);
    let admitted = of_language().filter(|term| term.status == TermStatus::Admitted);
    preferred.chain(admitted).collect()
}

/// Whether readers must not meet a term of this status.
pub(super) fn is_forbidden(status: TermStatus) -> bool {
    matches!(status, TermStatus::Deprecated | TermStatus::Superseded)
}

/// Finds the terms of the job's glossaries in every text of it.
pub(super) fn find(_job: &mut Job<'_>) {}
