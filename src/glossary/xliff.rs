//! The glossary module of XLIFF 2: the terms of a unit with their translations beside it.
//!
//! ```xml
//! <gls:glossary>
//!   <gls:glossEntry ref="#m1">
//!     <gls:term>launcher</gls:term>
//!     <gls:translation>lanceur</gls:translation>
//!     <gls:definition>vehicle that puts a payload into orbit</gls:definition>
//!   </gls:glossEntry>
//! </gls:glossary>
//! ```
//!
//! It is written as the first thing in a `unit`, which must declare [`NAMESPACE`]. An entry needs a
//! translation or a definition (XLIFF 2.1, clause 5.2), so a concept that has neither is left out;
//! `ref` ties one to the `mrk` of the text it stands in. Reading it back is not done: a glossary
//! comes from a glossary.

use super::concept::{Concept, Term, TermStatus};
use crate::lang::LangTag;
use crate::xml::XmlWriter;
use std::io::{self, Write};

/// The namespace of the module, for the prefix `gls`.
pub const NAMESPACE: &str = "urn:oasis:names:tc:xliff:glossary:2.0";

/// A term that stands in the source of a unit.
#[derive(Clone, Copy, Debug)]
pub struct GlossEntry<'g> {
    /// Its concept.
    pub concept: &'g Concept,
    /// The term.
    pub term: &'g Term,
    /// The id of the `mrk` around it, if there is one.
    pub mark: Option<&'g str>,
}

/// Writes the glossary of a unit: each concept of `entries` once, with what may be written for it
/// in `to`, the preferred term first. Whether anything was written.
///
/// # Errors
/// Only those of the writer.
pub fn write_glossary<W: Write>(
    xml: &mut XmlWriter<W>,
    entries: &[GlossEntry<'_>],
    to: &LangTag,
) -> io::Result<bool> {
    let mut open = false;
    for (at, entry) in entries.iter().enumerate() {
        let told = entries[..at]
            .iter()
            .any(|other| std::ptr::eq(other.concept, entry.concept) && other.mark == entry.mark);
        let translations = translations(entry.concept, to);
        let definition = definition(entry.concept);
        if told || (translations.is_empty() && definition.is_none()) {
            continue;
        }
        if !open {
            xml.start("gls:glossary")?;
            open = true;
        }
        xml.start("gls:glossEntry")?;
        let reference = entry.mark.map(|mark| format!("#{mark}"));
        xml.optional("ref", reference.as_deref())?;
        let named = translations.iter().map(|text| ("gls:translation", *text));
        let defined = definition.map(|text| ("gls:definition", text));
        let term = ("gls:term", entry.term.text.as_str());
        for (element, text) in std::iter::once(term).chain(named).chain(defined) {
            xml.start_text(element)?;
            xml.text(text)?;
            xml.end()?;
        }
        xml.end()?;
    }
    if open {
        xml.end()?;
    }
    Ok(open)
}

/// The terms that may be written in `to`, the preferred ones first.
fn translations<'g>(concept: &'g Concept, to: &LangTag) -> Vec<&'g str> {
    let with = |status: TermStatus| {
        let terms = concept.terms.iter();
        terms
            .filter(move |term| term.status == status && to.answered_by(&term.lang).is_some())
            .map(|term| term.text.as_str())
    };
    with(TermStatus::Preferred)
        .chain(with(TermStatus::Admitted))
        .collect()
}

fn definition(concept: &Concept) -> Option<&str> {
    let mut notes = concept.notes.iter();
    let found = notes.find(|(name, _)| name.eq_ignore_ascii_case("definition"));
    found.map(|(_, text)| text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::read;
    use crate::text::Source;

    fn written(marks: &[Option<&str>], to: &str) -> String {
        let table = "concept;en;fr;definition\nlv;launcher;lanceur|fusée & co;\nx;probe;;a <thing>\n\
                     y;orbit;;\n";
        let glossary = read(&Source::new("g.csv", table), None).unwrap();
        let entries: Vec<GlossEntry<'_>> = glossary
            .concepts
            .iter()
            .chain(&glossary.concepts[..1])
            .zip(marks)
            .map(|(concept, mark)| GlossEntry {
                concept,
                term: &concept.terms[0],
                mark: *mark,
            })
            .collect();
        let mut xml = XmlWriter::new(Vec::new());
        xml.start("unit").unwrap();
        write_glossary(&mut xml, &entries, &LangTag::parse(to).unwrap()).unwrap();
        xml.end().unwrap();
        String::from_utf8(xml.finish().unwrap()).unwrap()
    }

    #[test]
    fn each_concept_is_told_once_with_what_may_be_written() {
        let expected = "<unit>\n  <gls:glossary>\n    <gls:glossEntry ref=\"#m1\">\n      \
            <gls:term>launcher</gls:term>\n      <gls:translation>lanceur</gls:translation>\n      \
            <gls:translation>fusée &amp; co</gls:translation>\n    </gls:glossEntry>\n    \
            <gls:glossEntry>\n      <gls:term>probe</gls:term>\n      \
            <gls:definition>a &lt;thing&gt;</gls:definition>\n    </gls:glossEntry>\n  \
            </gls:glossary>\n</unit>\n";
        let marks = [Some("m1"), None, None, Some("m1")];
        assert_eq!(written(&marks, "fr-CA"), expected);
    }

    #[test]
    fn without_a_translation_or_definition_there_is_no_glossary() {
        assert!(!written(&[None], "ru").contains("gls:"));
    }
}
