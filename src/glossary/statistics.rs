//! What an editor asks of a glossary and some articles: which concepts occur, how often, under which
//! terms and in which forms.
//!
//! Forms are counted as they stand, but without the capital of a sentence's start where the term has
//! none. A concept under two terms is where an editor looks first.

use super::concept::{Concept, Term, TermStatus};
use super::finder::TermOccurrence;

/// Counted occurrences.
#[derive(Debug, Default)]
pub struct Statistics<'g> {
    concepts: Vec<ConceptCount<'g>>,
}

/// One concept that occurs.
#[derive(Debug)]
pub struct ConceptCount<'g> {
    /// The concept.
    pub concept: &'g Concept,
    /// Its terms that occur, the best status first.
    pub terms: Vec<TermCount<'g>>,
}

/// One term that occurs.
#[derive(Debug)]
pub struct TermCount<'g> {
    /// The term.
    pub term: &'g Term,
    /// Its forms with how often each occurs, the commonest first.
    pub forms: Vec<(String, usize)>,
    /// How many of the occurrences are unsure.
    pub unsure: usize,
}

impl TermCount<'_> {
    /// How often it occurs.
    pub fn count(&self) -> usize {
        self.forms.iter().map(|(_, count)| count).sum()
    }
}

impl ConceptCount<'_> {
    /// How often it occurs.
    pub fn count(&self) -> usize {
        self.terms.iter().map(TermCount::count).sum()
    }

    /// Whether it occurs under several terms, or under one that should not be used.
    pub fn is_mixed(&self) -> bool {
        let bad = |count: &TermCount<'_>| !count.term.status.is_allowed();
        self.terms.len() > 1 || self.terms.iter().any(bad)
    }
}

impl<'g> Statistics<'g> {
    /// Counts `occurrence`, which stands as `written` in a text.
    ///
    /// Cost: a search among the concepts met so far.
    pub fn add(&mut self, occurrence: &TermOccurrence<'g>, written: &str) {
        let (concept, term) = (occurrence.concept, occurrence.term);
        let mut known = self.concepts.iter_mut();
        let of_concept = match known.find(|known| std::ptr::eq(known.concept, concept)) {
            Some(known) => known,
            None => added(
                &mut self.concepts,
                ConceptCount {
                    concept,
                    terms: Vec::new(),
                },
            ),
        };
        let mut known = of_concept.terms.iter_mut();
        let of_term = match known.find(|known| std::ptr::eq(known.term, term)) {
            Some(known) => known,
            None => added(
                &mut of_concept.terms,
                TermCount {
                    term,
                    forms: Vec::new(),
                    unsure: 0,
                },
            ),
        };
        of_term.unsure += usize::from(occurrence.unsure);
        let form = form(&term.text, written);
        let mut known = of_term.forms.iter_mut();
        match known.find(|(known, _)| *known == form) {
            Some((_, count)) => *count += 1,
            None => of_term.forms.push((form, 1)),
        }
    }

    /// The concepts, the commonest first, equal ones by their id.
    pub fn finish(mut self) -> Vec<ConceptCount<'g>> {
        for concept in &mut self.concepts {
            for term in &mut concept.terms {
                term.forms
                    .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            }
            concept.terms.sort_by_key(|count| {
                let rank = TermStatus::ALL
                    .iter()
                    .position(|status| *status == count.term.status);
                (rank, std::cmp::Reverse(count.count()))
            });
        }
        self.concepts.sort_by(|a, b| {
            let ids = || a.concept.id.cmp(&b.concept.id);
            b.count().cmp(&a.count()).then_with(ids)
        });
        self.concepts
    }
}

fn added<T>(list: &mut Vec<T>, item: T) -> &mut T {
    list.push(item);
    list.last_mut().expect("one was pushed")
}

/// The form that `written` is: white space as one space, small where the term is.
fn form(cited: &str, written: &str) -> String {
    let words: Vec<&str> = written.split_whitespace().collect();
    let text = words.join(" ");
    if cited.chars().any(char::is_uppercase) {
        text
    } else {
        text.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::{TermFinder, read};
    use crate::lang::LangTag;
    use crate::text::Source;

    #[test]
    fn variants_and_forms_are_counted_by_concept() {
        let table = "concept;ru;ru:deprecated\nlv;ракета-носитель;ракетоноситель\n\
                     rc;Роскосмос;\nx;орбита;\n";
        let glossary = read(&Source::new("g.csv", table), None).unwrap();
        let finder = TermFinder::new(&[&glossary], &LangTag::parse("ru").unwrap());
        let text = "Ракеты-носителя нет у Роскосмоса, ракеты-носителя и ракетоносителей.";
        let mut statistics = Statistics::default();
        for hit in finder.find(text) {
            statistics.add(&hit, &text[hit.span.range()]);
        }
        let concepts = statistics.finish();
        let ids: Vec<&str> = concepts.iter().map(|one| one.concept.id.as_str()).collect();
        assert_eq!(ids, ["lv", "rc"], "what does not occur is not counted");
        assert_eq!((concepts[0].count(), concepts[0].is_mixed()), (3, true));
        assert!(!concepts[1].is_mixed());
        let forms = &concepts[0].terms[0].forms;
        assert_eq!(forms[..], [("ракеты-носителя".to_owned(), 2)]);
        assert_eq!(concepts[0].terms[1].term.status, TermStatus::Deprecated);
    }
}
