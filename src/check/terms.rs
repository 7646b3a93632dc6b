//! Terms of the glossaries, as rules meet them.

use super::finding::Reference;
use super::names::{Known, Names};
use super::view::Side;
use crate::glossary::{Concept, Glossary, Term, TermFinder, TermOccurrence, TermStatus};
use crate::lang::{LangTag, Language};

/// Glossaries, made ready for the languages of what will be checked: read once, asked for every
/// article.
///
/// ```
/// use entente::check::Terms;
/// use entente::glossary;
/// use entente::lang::Language;
/// use entente::text::Source;
///
/// let table = Source::new("g.csv", "concept,lang,term\n1,en,probe\n1,fr,sonde\n");
/// let glossaries = [glossary::read(&table, None)?];
/// let [en, fr] = ["en", "fr"].map(|code| Language::for_code(code).unwrap());
/// let terms = Terms::new(&glossaries, &[en, fr]);
/// assert_eq!(terms.glossaries().len(), 1);
/// # Ok::<(), glossary::GlossaryError>(())
/// ```
#[derive(Debug, Default)]
pub struct Terms<'g> {
    glossaries: &'g [Glossary],
    known: Known,
    languages: Vec<OfLanguage<'g>>,
}

/// The terms of one language.
#[derive(Debug)]
struct OfLanguage<'g> {
    language: &'static Language,
    finder: TermFinder<'g>,
    names: Names<'g>,
}

impl<'g> Terms<'g> {
    /// The terms of `glossaries` in `languages`. Costs the inflection of every term, about 10 µs each;
    /// in other languages nothing will be found.
    pub fn new(glossaries: &'g [Glossary], languages: &[&'static Language]) -> Terms<'g> {
        if glossaries.is_empty() {
            return Terms::default();
        }
        let all: Vec<&Glossary> = glossaries.iter().collect();
        let ready = languages.iter().filter_map(|&language| {
            let tag = LangTag::parse(language.code).ok()?;
            Some(OfLanguage {
                language,
                finder: TermFinder::new(&all, &tag),
                names: Names::of(glossaries, language),
            })
        });
        Terms {
            glossaries,
            known: Known::of(glossaries),
            languages: ready.collect(),
        }
    }

    /// The glossaries they are from.
    pub fn glossaries(&self) -> &'g [Glossary] {
        self.glossaries
    }

    /// The terms on one side of a pair, but for those in code.
    pub(super) fn find(&self, side: &Side<'_>) -> Vec<TermOccurrence<'g>> {
        let Some(of_language) = self.of(side.language) else {
            return Vec::new();
        };
        let mut terms = of_language.finder.find(&side.text);
        terms.retain(|term| !side.is_protected(term.span));
        terms
    }

    /// The names among them in `language`.
    pub(super) fn names(&self, language: &Language) -> Option<&Names<'g>> {
        self.of(language).map(|of_language| &of_language.names)
    }

    /// Every term of any language.
    pub(super) fn known(&self) -> &Known {
        &self.known
    }

    fn of(&self, language: &Language) -> Option<&OfLanguage<'g>> {
        self.languages.iter().find(|own| own.language == language)
    }
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
