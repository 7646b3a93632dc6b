//! Glossaries: concepts, their terms in each language, and finding these in a text.
//!
//! A glossary ([`read`]) lists citation forms: `Роскосмос`, `ракета-носитель`. [`Expansion`] makes
//! each word's inflected forms by the rules of its language, [`TermFinder`] looks them up in a
//! text, longest first: «с Роскосмосом» holds the concept in the instrumental singular. What a
//! fix would write instead is made the same way ([`transfer`]).
//!
//! ```
//! use entente::glossary::{self, TermFinder};
//! use entente::lang::LangTag;
//! use entente::text::Source;
//!
//! let csv = "concept,en,fr,ru\nlv,launcher,lanceur,ракета-носитель\n";
//! let glossary = glossary::read(&Source::new("space.csv", csv), None).unwrap();
//! let finder = TermFinder::new(&[&glossary], &LangTag::parse("ru").unwrap());
//! let text = "Пуск двух ракет-носителей отложен.";
//! let found = finder.find(text);
//! assert_eq!(&text[found[0].span.range()], "ракет-носителей");
//! assert_eq!(found[0].concept.id, "lv");
//! ```

mod builder;
mod case;
mod concept;
mod csv;
mod error;
mod expansion;
pub mod fields;
mod finder;
mod fold;
mod lexicon;
mod statistics;
mod table;
mod tbx;
mod transfer;
mod xliff;

pub use crate::lang::forms::PartOfSpeech;
pub use concept::{Concept, Glossary, Term, TermStatus};
pub use csv::write_csv;
pub use error::GlossaryError;
pub use expansion::Expansion;
pub use finder::{TermFinder, TermOccurrence};
pub use lexicon::Lexicon;
pub use statistics::{ConceptCount, Statistics, TermCount};
pub use tbx::{read_tbx, write_tbx};
pub use transfer::transfer;
pub use xliff::unit_terms;

use crate::lang::LangTag;
use crate::text::Source;
use crate::xml::XmlOptions;

/// Reads a glossary; what it is, is found from its content: TBX begins with `<`, anything else is
/// a table. TBX that is not in UTF-8 is read by [`read_tbx`], which obeys its declaration.
///
/// `default_lang` is the language of terms in a table that has no `lang` column.
///
/// # Errors
/// When the structure cannot be read: then nothing of the file is used. A wrong entry is left out
/// and told in [`Glossary::notices`].
pub fn read(source: &Source, default_lang: Option<&LangTag>) -> Result<Glossary, GlossaryError> {
    let text = source.text();
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    if start.starts_with('<') {
        return read_tbx(source.name(), text.as_bytes(), XmlOptions::default());
    }
    csv::read(source, default_lang)
}
