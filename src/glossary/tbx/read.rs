//! Reading TBX: each term's section is gathered, then judged when it closes.
//!
//! What a data category means is known only with its neighbours (`tig` may name the status before
//! or after the term), so its values wait until `</tig>`.

use crate::glossary::builder::Builder;
use crate::glossary::concept::{Glossary, Term};
use crate::glossary::error::GlossaryError;
use crate::glossary::fields;
use crate::lang::LangTag;
use crate::text::Place;
use crate::xml::{Tag, XmlError, XmlErrorKind, XmlEvent, XmlOptions, XmlReader, local_name};
use hashbrown::HashSet;
use std::io::BufRead;

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
            term.forms.extend(fields::list(value));
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
