//! Glossaries: concepts, their terms in each language, and finding these in a text.

mod concept;

pub use concept::{Concept, Glossary, PartOfSpeech, Term, TermNumber, TermStatus};
