//! Putting a glossary together from its entries, whatever the format, and leaving wrong ones out.
//!
//! What is wrong does not depend on the format: a term given twice, a status nobody knows, one term
//! preferred in two concepts. So tables and TBX both come here with one term at a time, and the
//! notices read alike.

use super::concept::{Concept, Glossary, Term, TermStatus};
use crate::lang::LangTag;
use crate::text::{Notice, Place};
use hashbrown::{HashMap, HashSet};

/// Longest term in bytes that is taken for one.
const LONGEST_TERM: usize = 1000;

/// A glossary while it is read.
#[derive(Debug)]
pub(super) struct Builder {
    glossary: Glossary,
    /// Terms seen: concept, language, text.
    seen: HashSet<(usize, LangTag, String)>,
    /// Preferred terms: language and text → concept.
    preferred: HashMap<(LangTag, String), usize>,
}

impl Builder {
    pub(super) fn new(name: &str) -> Builder {
        Builder {
            glossary: Glossary {
                name: name.to_owned(),
                ..Glossary::default()
            },
            seen: HashSet::new(),
            preferred: HashMap::new(),
        }
    }

    /// The glossary, without concepts that have no term.
    pub(super) fn finish(mut self) -> Glossary {
        self.glossary
            .concepts
            .retain(|concept| !concept.terms.is_empty());
        self.glossary
    }

    pub(super) fn notice(&mut self, place: Place, message: String) {
        let notice = Notice::new(self.glossary.name.clone(), place, message);
        self.glossary.notices.push(notice);
    }

    /// Adds a concept; its index.
    pub(super) fn concept(&mut self, id: &str) -> usize {
        self.glossary.concepts.push(Concept {
            id: id.to_owned(),
            ..Concept::default()
        });
        self.glossary.concepts.len() - 1
    }

    /// Whether the concept has this term already.
    pub(super) fn has(&self, concept: usize, lang: &LangTag, text: &str) -> bool {
        let terms = &self.glossary.concepts[concept].terms;
        terms
            .iter()
            .any(|term| term.lang == *lang && term.text == text)
    }

    /// Adds what the file says of a concept.
    pub(super) fn note(&mut self, concept: usize, name: &str, value: &str) {
        let note = (name.to_owned(), value.to_owned());
        self.glossary.concepts[concept].notes.push(note);
    }

    /// The status that `text` names, `None` when it is empty.
    ///
    /// An unknown one is told; `Err` then means that the term is left out.
    pub(super) fn status(&mut self, text: &str, place: Place) -> Result<Option<TermStatus>, ()> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if let Some(status) = TermStatus::parse(text) {
            return Ok(Some(status));
        }
        let names = TermStatus::ALL.map(TermStatus::name).join(", ");
        let message =
            format!("status \"{text}\" is not known (one of {names}); the term was left out");
        self.notice(place, message);
        Err(())
    }

    /// Adds `term` to its concept unless it is wrong; without a status the first term of a language
    /// is preferred, unless it is that of another concept already, and the others are admitted.
    pub(super) fn push(&mut self, concept: usize, mut term: Term, status: Option<TermStatus>) {
        if let Some(problem) = problem(&term.text) {
            return self.notice(term.place, problem);
        }
        let terms = &self.glossary.concepts[concept].terms;
        let first = !terms.iter().any(|other| other.lang == term.lang);
        let key = (term.lang.clone(), term.text.clone());
        let free = self
            .preferred
            .get(&key)
            .is_none_or(|&other| other == concept);
        term.status = status.unwrap_or(if first && free {
            TermStatus::Preferred
        } else {
            TermStatus::Admitted
        });
        if let Some(problem) = self.clash(concept, &term) {
            return self.notice(term.place, problem);
        }
        self.glossary.concepts[concept].terms.push(term);
    }

    /// Why `term` cannot stand beside what was read before.
    fn clash(&mut self, concept: usize, term: &Term) -> Option<String> {
        let Term { text, lang, .. } = term;
        let id = &self.glossary.concepts[concept].id;
        if !self.seen.insert((concept, lang.clone(), text.clone())) {
            return Some(format!(
                "term \"{text}\" is given twice for \"{lang}\" in concept \"{id}\"; the second \
                 was left out"
            ));
        }
        if term.status != TermStatus::Preferred {
            return None;
        }
        let key = (lang.clone(), text.clone());
        let other = *self.preferred.entry(key).or_insert(concept);
        (other != concept).then(|| {
            let other = &self.glossary.concepts[other].id;
            format!(
                "term \"{text}\" is preferred in concept \"{other}\" and in \"{id}\"; the second \
                 was left out"
            )
        })
    }
}

/// Why `text` can be no term.
fn problem(text: &str) -> Option<String> {
    if text.len() > LONGEST_TERM {
        let start: String = text.chars().take(20).collect();
        return Some(format!(
            "a term of more than {LONGEST_TERM} bytes (\"{start}…\"); it was left out"
        ));
    }
    let has_letters = text.chars().any(char::is_alphanumeric);
    (!has_letters).then(|| format!("term \"{text}\" has no letter or digit; it was left out"))
}
