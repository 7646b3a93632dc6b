//! Terms of the glossaries, as rules meet them.

use super::finding::Reference;
use super::view::{Job, PairView, Side};
use crate::glossary::{Concept, Glossary, Term, TermFinder, TermOccurrence, TermStatus};
use crate::lang::{LangTag, Language};

/// Finds the terms of the job's glossaries in every text of it, but for those in code.
pub(super) fn find(job: &mut Job<'_>) {
    if job.glossaries.is_empty() {
        return;
    }
    let glossaries: Vec<&Glossary> = job.glossaries.iter().collect();
    find_on(&mut job.pairs, &glossaries, |pair| pair.source.as_mut());
    find_on(&mut job.pairs, &glossaries, |pair| pair.target.as_mut());
}

/// Finds the terms on one side of `pairs`, which is all in one language.
fn find_on<'g>(
    pairs: &mut [PairView<'g>],
    glossaries: &[&'g Glossary],
    side: for<'p> fn(&'p mut PairView<'g>) -> Option<&'p mut Side<'g>>,
) {
    let mut finder: Option<TermFinder<'g>> = None;
    for side in pairs.iter_mut().filter_map(side) {
        if finder.is_none() {
            finder = finder_for(side.language, glossaries);
        }
        let Some(finder) = &finder else { return };
        let mut terms = finder.find(&side.text);
        terms.retain(|term| !side.is_protected(term.span));
        side.terms = terms;
    }
}

fn finder_for<'g>(language: &Language, glossaries: &[&'g Glossary]) -> Option<TermFinder<'g>> {
    let tag = LangTag::parse(language.code).ok()?;
    Some(TermFinder::new(glossaries, &tag))
}

/// Whether both speak of the same thing.
pub(super) fn is_same_concept(a: &TermOccurrence<'_>, b: &TermOccurrence<'_>) -> bool {
    std::ptr::eq(a.concept, b.concept)
}

/// Where `term` stands in its glossary.
pub(super) fn entry(glossary: &Glossary, term: &Term) -> Reference {
    Reference {
        file: glossary.name.clone(),
        place: term.place,
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
