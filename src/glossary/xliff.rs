//! The terms of a unit for a bilingual file: each concept in its source with its translations.
//!
//! `xliff2` writes them as the glossary module of XLIFF 2 (XLIFF 2.1, clause 5.2), which translation
//! tools show beside the unit. An entry needs a translation or a definition, so a concept that has
//! neither is left out. Reading the module back is not done: a glossary comes from a glossary.

use super::concept::{Concept, TermStatus};
use super::finder::TermOccurrence;
use crate::document::bilingual::UnitTerm;
use crate::lang::LangTag;

/// The terms that `found` in a source, with what may be written for them in `to`; each concept once,
/// in the order of the text. What may be another word written alike is left out.
pub fn unit_terms(found: &[TermOccurrence<'_>], to: &LangTag) -> Vec<UnitTerm> {
    let mut terms = Vec::new();
    for (at, occurrence) in found.iter().enumerate() {
        let same = |other: &TermOccurrence<'_>| std::ptr::eq(other.concept, occurrence.concept);
        let translations = translations(occurrence.concept, to);
        let definition = definition(occurrence.concept);
        let empty = translations.is_empty() && definition.is_none();
        if occurrence.unsure || empty || found[..at].iter().any(same) {
            continue;
        }
        terms.push(UnitTerm {
            term: occurrence.term.text.clone(),
            translations,
            definition,
        });
    }
    terms
}

/// The terms that may be written in `to`, the preferred ones first.
fn translations(concept: &Concept, to: &LangTag) -> Vec<String> {
    let with = |status: TermStatus| {
        let terms = concept.terms.iter();
        terms
            .filter(move |term| term.status == status && to.answered_by(&term.lang).is_some())
            .map(|term| term.text.clone())
    };
    with(TermStatus::Preferred)
        .chain(with(TermStatus::Admitted))
        .collect()
}

fn definition(concept: &Concept) -> Option<String> {
    let mut notes = concept.notes.iter();
    let found = notes.find(|(name, _)| name.eq_ignore_ascii_case("definition"));
    found.map(|(_, text)| text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::{TermFinder, read};
    use crate::text::Source;

    fn terms(text: &str, to: &str) -> Vec<UnitTerm> {
        let table = "concept;en;fr;definition\nlv;launcher;lanceur|fusée & co;\nx;probe;;a <thing>\n\
                     y;orbit;;\n";
        let glossary = read(&Source::new("g.csv", table), None).unwrap();
        let finder = TermFinder::new(&[&glossary], &LangTag::parse("en").unwrap());
        unit_terms(&finder.find(text), &LangTag::parse(to).unwrap())
    }

    #[test]
    fn each_concept_is_told_once_with_what_may_be_written() {
        let found = terms("The launcher and its probe; two launchers in orbit.", "fr");
        let expected = [
            UnitTerm {
                term: "launcher".into(),
                translations: vec!["lanceur".into(), "fusée & co".into()],
                definition: None,
            },
            UnitTerm {
                term: "probe".into(),
                translations: vec![],
                definition: Some("a <thing>".into()),
            },
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_concept_without_a_translation_is_told_for_its_definition_alone() {
        let found = terms("The launcher and its probe.", "ru");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].term, "probe");
    }
}
