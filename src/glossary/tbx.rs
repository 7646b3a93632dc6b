//! TBX: terminology as XML, versions 2 and 3 and TBX-Min.
//!
//! ```xml
//! <termEntry id="iss">
//!   <langSet xml:lang="ru">
//!     <tig>
//!       <term>Международная космическая станция</term>
//!       <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
//!     </tig>
//!   </langSet>
//! </termEntry>
//! ```
//!
//! Version 2 (ISO 30042:2008) says `termEntry`, `langSet`, `tig` or `ntig`; version 3 (2019) says
//! `conceptEntry`, `langSec`, `termSec`, and may name data categories by elements instead of `type`
//! attributes; TBX-Min says `entry`, `langGroup`, `termGroup`. What is understood becomes a field of
//! the term, all else is kept as a note: under its type, after the element's name where that is not
//! the usual one (`admin:source`), after the language where it is said of a language
//! (`fr:definition`). A DOCTYPE is never resolved.

use super::builder::Builder;
use super::concept::{Concept, Glossary, Term};
use super::error::GlossaryError;
use super::fields;
use crate::lang::LangTag;
use crate::lang::forms::{Gender, Number, PartOfSpeech};
use crate::text::Place;
use crate::xml::{
    Tag, XmlError, XmlErrorKind, XmlEvent, XmlOptions, XmlReader, XmlWriter, local_name,
};
use hashbrown::HashSet;
use std::io::{self, BufRead};

/// Reads the TBX file `input`, called `name` in messages; it is streamed.
///
/// # Errors
/// When it is not well-formed XML or not TBX. A wrong entry is left out and told in
/// [`Glossary::notices`].
pub fn read_tbx(
    name: &str,
    input: impl BufRead,
    options: XmlOptions,
) -> Result<Glossary, GlossaryError> {
    let mut xml = XmlReader::new(name, input, options);
    let root = local_name(xml.root()?.name()).to_owned();
    if !matches!(root.as_str(), "martif" | "tbx" | "TBX") {
        let error = xml.error(XmlErrorKind::Root(root, "martif> or <tbx"));
        xml.finish()?; // what is no XML at all is told first
        return Err(error.into());
    }
    let mut reader = Reader {
        builder: Builder::new(name),
        ids: HashSet::new(),
        concept: None,
        concepts: 0,
        lang: None,
        term: None,
    };
    reader.read(&mut xml)?;
    Ok(reader.builder.finish())
}

impl From<XmlError> for GlossaryError {
    fn from(error: XmlError) -> GlossaryError {
        GlossaryError {
            file: error.file,
            place: error.place,
            message: error.kind.to_string(),
            help: None,
        }
    }
}

/// What an element is in any version of TBX.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Concept,
    Lang,
    TermSection,
    Term,
    /// Holds other elements and says nothing itself.
    Group,
    Data,
}

fn part(name: &str) -> Part {
    match name {
        "termEntry" | "conceptEntry" | "entry" => Part::Concept,
        "langSet" | "langSec" | "langGroup" => Part::Lang,
        "tig" | "ntig" | "termSec" | "termGroup" => Part::TermSection,
        "term" => Part::Term,
        "termGrp" | "descripGrp" | "adminGrp" | "transacGrp" | "termNoteGrp" | "termCompList"
        | "termCompGrp" | "noteGrp" => Part::Group,
        _ => Part::Data,
    }
}

/// A term while its section is open.
struct Open {
    text: String,
    place: Place,
    /// Data categories with their values.
    data: Vec<(String, String, Place)>,
}

struct Reader {
    builder: Builder,
    ids: HashSet<String>,
    concept: Option<usize>,
    /// Concepts begun, to name those without an id.
    concepts: usize,
    lang: Option<LangTag>,
    term: Option<Open>,
}

impl Reader {
    fn read<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<(), XmlError> {
        loop {
            match xml.read()? {
                XmlEvent::Start(_) => self.start(xml)?,
                XmlEvent::End(name) => self.close(part(local_name(name))),
                XmlEvent::Finish => return Ok(()),
                _ => {}
            }
        }
    }

    fn start<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<(), XmlError> {
        let (tag, place) = (xml.tag(), xml.place());
        match part(tag.local_name()) {
            Part::Concept => self.open_concept(tag.get("id"), place),
            Part::Lang => self.open_lang(tag.get("xml:lang").or(tag.get("lang")), place),
            Part::TermSection => self.open_term(place),
            Part::Term => self.text(xml)?,
            Part::Data if self.concept.is_some() => self.data(xml)?,
            Part::Group | Part::Data => {}
        }
        Ok(())
    }

    fn open_concept(&mut self, id: Option<&str>, place: Place) {
        self.concepts += 1;
        let id = id.map_or_else(|| self.concepts.to_string(), str::to_owned);
        if !self.ids.insert(id.clone()) {
            let message = format!("concept \"{id}\" is given twice; both were read");
            self.builder.notice(place, message);
        }
        self.concept = Some(self.builder.concept(&id));
    }

    fn open_lang(&mut self, lang: Option<&str>, place: Place) {
        self.lang = lang.and_then(|lang| LangTag::parse(lang).ok());
        if self.lang.is_none() && self.concept.is_some() {
            let message = match lang {
                Some(lang) => format!("\"{lang}\" is not a language tag; its terms were left out"),
                None => "terms without a language; they were left out".to_owned(),
            };
            self.builder.notice(place, message);
        }
    }

    fn open_term(&mut self, place: Place) {
        self.term = Some(Open {
            text: String::new(),
            place,
            data: Vec::new(),
        });
    }

    fn text<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<(), XmlError> {
        let place = xml.place();
        let text = xml.element_text()?;
        if let Some(term) = &mut self.term {
            let words: Vec<&str> = text.split_whitespace().collect();
            term.text = words.join(" ");
            term.place = place;
        }
        Ok(())
    }

    /// An element that says something: of the term, the language or the concept.
    fn data<R: BufRead>(&mut self, xml: &mut XmlReader<R>) -> Result<(), XmlError> {
        let place = xml.place();
        let name = category(&xml.tag());
        let value = xml.element_text()?.trim().to_owned();
        if value.is_empty() {
            return Ok(());
        }
        match (&mut self.term, self.concept, &self.lang) {
            (Some(term), ..) => term.data.push((name, value, place)),
            (None, Some(concept), Some(lang)) => {
                self.builder
                    .note(concept, &format!("{lang}:{name}"), &value);
            }
            (None, Some(concept), None) => self.builder.note(concept, &name, &value),
            (None, None, _) => {}
        }
        Ok(())
    }

    fn close(&mut self, part: Part) {
        match part {
            Part::TermSection => self.close_term(),
            Part::Lang => self.lang = None,
            Part::Concept => self.concept = None,
            Part::Term | Part::Group | Part::Data => {}
        }
    }

    fn close_term(&mut self) {
        let (Some(open), Some(concept), Some(lang)) = (self.term.take(), self.concept, &self.lang)
        else {
            return;
        };
        let mut term = Term::new(open.text, lang.clone(), open.place);
        let mut status = None;
        for (name, value, place) in open.data {
            match name.as_str() {
                "administrativeStatus" | "termStatus" | "status" => {
                    match self.builder.status(&value, place) {
                        Ok(given) => status = given,
                        Err(()) => return,
                    }
                }
                _ if understood(&mut term, &name, &value) => {}
                _ => term.notes.push((name, value)),
            }
        }
        self.builder.push(concept, term, status);
    }
}

/// The data category of an element: its `type`, or its own name; elements that are not the usual
/// one for their place are named too.
fn category(tag: &Tag<'_>) -> String {
    let element = tag.local_name();
    match (tag.get("type"), element) {
        (Some(kind), "termNote" | "descrip") => kind.to_owned(),
        (Some(kind), _) => format!("{element}:{kind}"),
        (None, _) => element.to_owned(),
    }
}

/// Takes a data category into a field of the term; `false` when it is to be kept as a note.
fn understood(term: &mut Term, name: &str, value: &str) -> bool {
    match name {
        "partOfSpeech" => {
            term.part_of_speech = fields::part_of_speech(value);
            term.part_of_speech.is_some()
        }
        "grammaticalGender" => {
            term.gender = fields::gender(value);
            term.gender.is_some()
        }
        "grammaticalNumber" => {
            term.number = fields::number(value);
            term.number.is_some()
        }
        "animacy" => {
            term.animate = match value {
                "animate" => Some(true),
                "inanimate" => Some(false),
                _ => None,
            };
            term.animate.is_some()
        }
        "forms" => {
            let forms = value
                .split('|')
                .map(str::trim)
                .filter(|form| !form.is_empty());
            term.forms.extend(forms.map(str::to_owned));
            true
        }
        "caseSensitive" => {
            term.case_sensitive = fields::case(value);
            term.case_sensitive.is_some()
        }
        // Weblate's way to say that a term stays as it is.
        "Translation needed" | "translationNote" => {
            let flag = fields::flag(value);
            term.do_not_translate = flag == Some(false);
            flag.is_some()
        }
        _ => false,
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Glossary, GlossaryError> {
        read_tbx("g.tbx", text.as_bytes(), XmlOptions::default())
    }

    const VERSION_2: &str = "<?xml version='1.0'?>\n<!DOCTYPE martif SYSTEM 'none.dtd'>\n\
        <martif type='TBX'><text><body><termEntry id='iss'>\n\
        <descrip type='subjectField'>vols habités</descrip>\n\
        <langSet xml:lang='fr'><note>voir CNES</note><ntig><termGrp><term>Station <hi>spatiale</hi>\n \
        internationale</term><termNote type='partOfSpeech'>properNoun</termNote>\n\
        <termNote type='grammaticalGender'>feminine</termNote>\n\
        <termNote type='register'>officiel</termNote></termGrp></ntig>\n\
        <tig><term>ISS</term><termNote type='administrativeStatus'>DEPRECATEDTERM-ADMN-STS</termNote>\
        <admin type='source'>JO</admin></tig></langSet></termEntry></body></text></martif>";

    #[test]
    fn what_is_no_tbx_is_refused() {
        assert_eq!(
            read("<tmx/>").unwrap_err().to_string(),
            "g.tbx:1:1: the root element is <tmx>, not <martif> or <tbx>"
        );
        let cut = &VERSION_2[..VERSION_2.len() - 20];
        assert!(
            read(cut).unwrap_err().to_string().starts_with("g.tbx:"),
            "truncated"
        );
        let entity = VERSION_2.replace("officiel", "&e;");
        assert!(read(&entity).is_err(), "an entity is never resolved");
    }

    #[test]
    fn version_2_is_read_with_its_notes() {
        let glossary = read(VERSION_2).unwrap();
        let concept = &glossary.concepts[0];
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let notes = [
            pair("subjectField", "vols habités"),
            pair("fr:note", "voir CNES"),
        ];
        assert_eq!(concept.notes, notes);
        let [preferred, deprecated] = &concept.terms[..] else {
            panic!("two terms")
        };
        assert_eq!(preferred.text, "Station spatiale internationale");
        assert_eq!(preferred.gender, Some(Gender::Feminine));
        assert_eq!(preferred.notes, [pair("register", "officiel")]);
        assert_eq!(deprecated.status, super::super::TermStatus::Deprecated);
        assert_eq!(deprecated.notes, [pair("admin:source", "JO")]);
    }

    #[test]
    fn version_3_is_read_in_both_styles() {
        let attributes = "<tbx style='dca'><text><body><conceptEntry id='c'><langSec xml:lang='en'>\
            <termSec><term>probe</term><termNote type='partOfSpeech'>noun</termNote></termSec>\
            </langSec></conceptEntry></body></text></tbx>";
        let elements = "<tbx style='dct' xmlns:min='urn:m'><text><body><conceptEntry id='c'>\
            <langSec xml:lang='en'><termSec><term>probe</term><min:partOfSpeech>noun\
            </min:partOfSpeech></termSec></langSec></conceptEntry></body></text></tbx>";
        for text in [attributes, elements] {
            let glossary = read(text).unwrap();
            let term = &glossary.concepts[0].terms[0];
            assert_eq!(term.part_of_speech, Some(PartOfSpeech::Noun), "{text}");
        }
    }

    #[test]
    fn what_is_written_reads_the_same() {
        let glossary = read(VERSION_2).unwrap();
        let written = String::from_utf8(write_tbx(&glossary)).unwrap();
        let again = read(&written).unwrap();
        let mut first = glossary.concepts[0].clone();
        let mut second = again.concepts[0].clone();
        for term in first.terms.iter_mut().chain(&mut second.terms) {
            term.place = Place { line: 1, column: 1 };
        }
        assert_eq!(format!("{first:?}"), format!("{second:?}"));
    }

    #[test]
    fn an_unknown_status_leaves_its_term_out() {
        let text = VERSION_2.replace("DEPRECATEDTERM-ADMN-STS", "approved");
        let glossary = read(&text).unwrap();
        assert_eq!(glossary.concepts[0].terms.len(), 1);
        assert!(
            glossary.notices[0]
                .message
                .starts_with("status \"approved\" is not known")
        );
    }
}
