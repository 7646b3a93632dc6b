//! The units of a TMX file, one after the other.

use super::super::unit::LANG;
use super::super::{MemoryHeader, Note, Prop, TranslationUnit, Variant};
use super::segment;
use crate::inline::{InlineText, Labels, answer};
use crate::lang::LangTag;
use crate::text::{Notice, Place};
use crate::xml::{XmlError, XmlErrorKind, XmlOptions, XmlReader, local_name};
use std::io::BufRead;

/// A TMX file that is read unit by unit.
#[derive(Debug)]
pub struct TmxReader<R: BufRead> {
    xml: XmlReader<R>,
    header: MemoryHeader,
    notices: Vec<Notice>,
    langs: Langs,
    /// Elements that are open inside `body`; 0 once the file was read whole.
    body: usize,
}

impl<R: BufRead> TmxReader<R> {
    /// Opens a file, called `name` in messages, and reads up to its first unit.
    ///
    /// # Errors
    /// When the file is not well-formed so far, its root is not `tmx`, or there is no `body`.
    pub fn new(
        name: impl Into<String>,
        input: R,
        options: XmlOptions,
    ) -> Result<TmxReader<R>, XmlError> {
        TmxReader::from_xml(XmlReader::new(name, input, options))
    }

    /// Goes on with a file of which no more than the root was read.
    ///
    /// # Errors
    /// As [`new`](TmxReader::new).
    pub fn from_xml(mut xml: XmlReader<R>) -> Result<TmxReader<R>, XmlError> {
        let root = xml.root()?;
        if root.local_name() != "tmx" {
            let kind = XmlErrorKind::Root(root.name().to_owned(), "tmx");
            return Err(xml.error(kind));
        }
        let header = MemoryHeader {
            version: root.get("version").map(str::to_owned),
            root: root.attributes_without(&["version"]),
            ..MemoryHeader::default()
        };
        let mut reader = TmxReader {
            xml,
            header,
            notices: Vec::new(),
            langs: Langs::default(),
            body: 0,
        };
        reader.find_body()?;
        Ok(reader)
    }

    /// The file, as the user named it.
    pub fn name(&self) -> &str {
        self.xml.name()
    }

    /// What stands before the units.
    pub fn header(&self) -> &MemoryHeader {
        &self.header
    }

    /// Name of the encoding the file is in.
    pub fn encoding(&self) -> &'static str {
        self.xml.encoding()
    }

    /// What was left out or mended so far, each notice once.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// The next unit; `None` when the file was read whole and is well-formed to its end.
    ///
    /// # Errors
    /// At the first thing that is not well-formed XML. Units read before belong to a file that is
    /// to be refused: use them only after the end was reached.
    pub fn next_unit(&mut self) -> Result<Option<TranslationUnit>, XmlError> {
        while self.body > 0 {
            match self.xml.next_child(self.body)? {
                None => self.body = 0,
                Some(tag) if tag.local_name() == "tu" => return self.unit().map(Some),
                Some(tag) => {
                    let what = format!("<{}> is no unit; it was left out", tag.name());
                    self.notice(self.xml.place(), what);
                }
            }
        }
        self.xml.finish()?;
        Ok(None)
    }

    fn notice(&mut self, place: Place, message: String) {
        let notice = Notice::new(self.xml.name(), place, message);
        self.notices.push(notice);
    }

    /// Reads the header, up to the start of the body.
    fn find_body(&mut self) -> Result<(), XmlError> {
        let root_place = self.xml.place();
        while let Some(tag) = self.xml.next_child(1)? {
            match tag.local_name() {
                "header" => self.read_header()?,
                "body" => {
                    self.body = self.xml.depth();
                    return Ok(());
                }
                other => {
                    let what = format!("<{other}> is not TMX; it was left out");
                    self.notice(self.xml.place(), what);
                }
            }
        }
        Err(XmlError {
            file: self.xml.name().to_owned(),
            place: root_place,
            kind: XmlErrorKind::Content("<tmx> has no <body>".to_owned()),
        })
    }

    fn read_header(&mut self) -> Result<(), XmlError> {
        let inside = self.xml.depth();
        let attributes = self.xml.tag().attributes_without(&[]);
        self.header.attributes.extend(attributes);
        while let Some(tag) = self.xml.next_child(inside)? {
            match local_name(tag.name()) {
                "prop" => {
                    let prop = self.prop()?;
                    self.header.props.push(prop);
                }
                "note" => {
                    let note = self.note()?;
                    self.header.notes.push(note);
                }
                "ude" => {
                    let (markup, _) = self.xml.element_markup()?;
                    self.header.definitions.push(markup);
                }
                other => {
                    let what = format!("<{other}> in the header is not TMX; it was left out");
                    self.notice(self.xml.place(), what);
                }
            }
        }
        Ok(())
    }

    /// Reads the `prop` whose start was read last.
    fn prop(&mut self) -> Result<Prop, XmlError> {
        let tag = self.xml.tag();
        Ok(Prop {
            kind: tag.get("type").unwrap_or_default().to_owned(),
            attributes: tag.attributes_without(&["type"]),
            value: self.xml.element_text()?,
        })
    }

    /// Reads the `note` whose start was read last.
    fn note(&mut self) -> Result<Note, XmlError> {
        Ok(Note {
            attributes: self.xml.tag().attributes_without(&[]),
            text: self.xml.element_text()?,
        })
    }

    /// Reads the `tu` whose start was read last.
    fn unit(&mut self) -> Result<TranslationUnit, XmlError> {
        let (inside, place) = (self.xml.depth(), self.xml.place());
        let tag = self.xml.tag();
        let mut unit = TranslationUnit {
            id: tag.get("tuid").map(str::to_owned),
            attributes: tag.attributes_without(&["tuid"]),
            place: Some(place),
            ..TranslationUnit::default()
        };
        // Labels of the first variant's tags: those of the others answer to them.
        let mut first = Labels::default();
        while let Some(tag) = self.xml.next_child(inside)? {
            match tag.local_name() {
                "tuv" => {
                    let (mut variant, labels) = self.variant(&unit)?;
                    match unit.variants.first() {
                        None => first = labels,
                        Some(source) => {
                            let source = (&source.content, &first);
                            answer(source, (&mut variant.content, &labels));
                        }
                    }
                    unit.variants.push(variant);
                }
                "prop" => unit.props.push(self.prop()?),
                "note" => unit.notes.push(self.note()?),
                other => {
                    let what = format!("<{other}> in {} is not TMX; it was left out", named(&unit));
                    self.notice(self.xml.place(), what);
                }
            }
        }
        if unit.variants.len() < 2 {
            let count = match unit.variants.len() {
                0 => "no text",
                _ => "text in one language only",
            };
            let what = format!(
                "{} has {count}; nothing can be filled from it",
                named(&unit)
            );
            self.notice(place, what);
        }
        Ok(unit)
    }

    /// Reads the `tuv` whose start was read last.
    fn variant(&mut self, unit: &TranslationUnit) -> Result<(Variant, Labels), XmlError> {
        let (inside, place) = (self.xml.depth(), self.xml.place());
        let tag = self.xml.tag();
        let written = tag.get(LANG).or(tag.get("lang"));
        let lang = written.and_then(|text| self.langs.parse(text));
        let mut attributes = tag.attributes_without(&[LANG, "lang"]);
        if lang.as_ref().map(LangTag::as_str) != written {
            let written = written.unwrap_or_default().to_owned();
            attributes.insert(0, (LANG.to_owned(), written));
        }
        if lang.is_none() {
            let which = match written {
                None => "gives no language".to_owned(),
                Some(text) => format!("gives \"{text}\", which is no language tag"),
            };
            let what = format!("a text of {} {which}; it is never matched", named(unit));
            self.notice(place, what);
        }
        let mut variant = Variant {
            lang,
            attributes,
            props: Vec::new(),
            notes: Vec::new(),
            content: InlineText::default(),
        };
        let mut labels = Labels::default();
        let mut segments = 0;
        while let Some(tag) = self.xml.next_child(inside)? {
            match tag.local_name() {
                "seg" if segments == 0 => {
                    segments += 1;
                    (variant.content, labels) = self.segment(unit, &variant)?;
                }
                "prop" => variant.props.push(self.prop()?),
                "note" => variant.notes.push(self.note()?),
                other => {
                    let what = format!(
                        "a second or unknown <{other}> in {}; it was left out",
                        named(unit)
                    );
                    self.notice(self.xml.place(), what);
                }
            }
        }
        if variant.content.text.trim().is_empty() {
            let lang = variant.written_lang().unwrap_or_default();
            let what = format!("{} has no text for \"{lang}\"", named(unit));
            self.notice(place, what);
        }
        Ok((variant, labels))
    }

    fn segment(
        &mut self,
        unit: &TranslationUnit,
        variant: &Variant,
    ) -> Result<(InlineText, Labels), XmlError> {
        let place = self.xml.place();
        let segment = segment::read(&mut self.xml)?;
        if let Some(flaw) = segment.flaw {
            let lang = variant.written_lang().unwrap_or_default();
            let what = format!(
                "{}, \"{lang}\": {flaw}; it was taken as a single tag",
                named(unit)
            );
            self.notice(place, what);
        }
        Ok((segment.content, segment.labels))
    }
}

/// The language tags that were read, as they are written: a memory has a few and repeats them in every
/// unit.
#[derive(Debug, Default)]
struct Langs(Vec<(String, LangTag)>);

impl Langs {
    /// Tags that are kept; in a file that has more, the others are read each time.
    const MOST: usize = 16;

    fn parse(&mut self, written: &str) -> Option<LangTag> {
        if let Some((_, lang)) = self.0.iter().find(|(known, _)| known == written) {
            return Some(lang.clone());
        }
        let lang = LangTag::parse(written).ok()?;
        if self.0.len() < Langs::MOST {
            self.0.push((written.to_owned(), lang.clone()));
        }
        Some(lang)
    }
}

/// How messages call a unit.
fn named(unit: &TranslationUnit) -> String {
    match &unit.id {
        Some(id) => format!("unit \"{id}\""),
        None => "a unit".to_owned(),
    }
}
