//! Writing TBX: a concept's notes first, then each language with its own notes and its terms.

use crate::glossary::concept::{Concept, Glossary, Term};
use crate::lang::LangTag;
use crate::lang::forms::{Gender, Number, PartOfSpeech};
use crate::xml::XmlWriter;
use std::io;

/// `glossary` as TBX version 2, which most tools read.
///
/// Reading it again gives the same concepts, terms and notes.
pub fn write_tbx(glossary: &Glossary) -> Vec<u8> {
    try_write(glossary).expect("writing to memory does not fail")
}

fn try_write(glossary: &Glossary) -> io::Result<Vec<u8>> {
    let mut xml = XmlWriter::new(Vec::new());
    xml.declaration()?;
    xml.doctype("martif SYSTEM \"TBXcoreStructV02.dtd\"")?;
    xml.start("martif")?;
    xml.attribute("type", "TBX")?;
    xml.attribute("xml:lang", "en")?;
    for element in ["martifHeader", "fileDesc", "sourceDesc"] {
        xml.start(element)?;
    }
    text(&mut xml, "p", None, &format!("from {}", glossary.name))?;
    xml.end()?;
    xml.end()?;
    xml.end()?;
    xml.start("text")?;
    xml.start("body")?;
    for concept in &glossary.concepts {
        write_concept(&mut xml, concept)?;
    }
    xml.end()?;
    xml.end()?;
    xml.end()?;
    xml.finish()
}

type Xml = XmlWriter<Vec<u8>>;

fn text(xml: &mut Xml, element: &str, kind: Option<&str>, value: &str) -> io::Result<()> {
    xml.start_text(element)?;
    xml.optional("type", kind)?;
    xml.text(value)?;
    xml.end()
}

fn write_concept(xml: &mut Xml, concept: &Concept) -> io::Result<()> {
    let mut languages: Vec<&LangTag> = Vec::new();
    for term in &concept.terms {
        if !languages.contains(&&term.lang) {
            languages.push(&term.lang);
        }
    }
    let of_language = |name: &str, lang: &LangTag| {
        let rest = name.strip_prefix(lang.as_str())?;
        rest.strip_prefix(':').map(str::to_owned)
    };
    xml.start("termEntry")?;
    xml.attribute("id", &concept.id)?;
    for (name, value) in &concept.notes {
        if !languages
            .iter()
            .any(|lang| of_language(name, lang).is_some())
        {
            write_note(xml, name, value, "descrip")?;
        }
    }
    for lang in languages {
        xml.start("langSet")?;
        xml.attribute("xml:lang", lang.as_str())?;
        for (name, value) in &concept.notes {
            if let Some(name) = of_language(name, lang) {
                write_note(xml, &name, value, "descrip")?;
            }
        }
        for term in concept.terms.iter().filter(|term| term.lang == *lang) {
            write_term(xml, term)?;
        }
        xml.end()?;
    }
    xml.end()
}

/// A note under the element its name says, `usual` when it says none.
fn write_note(xml: &mut Xml, name: &str, value: &str, usual: &str) -> io::Result<()> {
    const ELEMENTS: [&str; 6] = [
        "admin",
        "descrip",
        "termNote",
        "transac",
        "transacNote",
        "ref",
    ];
    match name.split_once(':') {
        Some((element, kind)) if ELEMENTS.contains(&element) => {
            text(xml, element, Some(kind), value)
        }
        _ if matches!(name, "note" | "date") => text(xml, name, None, value),
        _ => text(xml, usual, Some(name), value),
    }
}

fn write_term(xml: &mut Xml, term: &Term) -> io::Result<()> {
    xml.start("tig")?;
    text(xml, "term", None, &term.text)?;
    let status = format!("{}Term-admn-sts", term.status.name());
    let part_of_speech = term.part_of_speech.map(|part| match part {
        PartOfSpeech::Noun => "noun",
        PartOfSpeech::ProperNoun => "properNoun",
        PartOfSpeech::Adjective => "adjective",
        PartOfSpeech::Verb => "verb",
        PartOfSpeech::Other => "other",
    });
    let gender = term.gender.map(|gender| match gender {
        Gender::Masculine => "masculine",
        Gender::Feminine => "feminine",
        Gender::Neuter => "neuter",
    });
    let number = term.number.map(|number| match number {
        Number::Singular => "singular",
        Number::Plural => "plural",
    });
    let animacy = term
        .animate
        .map(|animate| if animate { "animate" } else { "inanimate" });
    let case = term
        .case_sensitive
        .map(|exact| if exact { "yes" } else { "no" });
    let forms = (!term.forms.is_empty()).then(|| term.forms.join("|"));
    let fields = [
        ("administrativeStatus", Some(status.as_str())),
        ("partOfSpeech", part_of_speech),
        ("grammaticalGender", gender),
        ("grammaticalNumber", number),
        ("animacy", animacy),
        ("forms", forms.as_deref()),
        ("caseSensitive", case),
        ("Translation needed", term.do_not_translate.then_some("No")),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            text(xml, "termNote", Some(name), value)?;
        }
    }
    for (name, value) in &term.notes {
        write_note(xml, name, value, "termNote")?;
    }
    xml.end()
}
