//! The strict streaming reader: one event at a time, each with its place.
//!
//! quick-xml cuts the stream into markup and text, `checks` holds what well-formed asks beyond
//! that, [`XmlEvent`]s are what is left for the readers of TMX, TBX and XLIFF. `<seg>R&amp;D</seg>`
//! is a start, the texts `R`, `&` and `D`, and an end. Nothing is read ahead of what is asked for
//! but one chunk of bytes, so a memory of any size streams through.
//!
//! Most events lie whole in that chunk and are a text, a tag or a reference without any fault: such
//! are taken where they lie, and quick-xml, which would copy them first, sees the others.

use super::checks::{Checks, Kind};
use super::encoding::{HEAD, detect};
use super::error::{Flaw, XmlError, XmlErrorKind};
use super::input::{Input, advance};
use super::tag::Tag;
use super::writer::escape;
use crate::text::{Place, Source, Span};
use encoding_rs::Encoding;
use memchr::{memchr, memchr2};
use quick_xml::errors::SyntaxError;
use quick_xml::events::Event;
use quick_xml::{Error, Reader};
use std::io::BufRead;

/// Settings of an [`XmlReader`].
#[derive(Clone, Copy, Debug)]
pub struct XmlOptions {
    /// Name of the encoding of a file that has no byte-order mark and declares none; UTF-8 without.
    pub encoding: Option<&'static str>,
    /// Most elements within one another. Real files have a dozen; deeper ones are attacks or
    /// accidents, and libxml2 stops at the same number.
    pub depth_limit: usize,
    /// Most bytes of one text or tag. A draft carries a whole article in one text, so this is far
    /// above any sentence, and far below what would fill a machine's memory.
    pub size_limit: usize,
}

impl Default for XmlOptions {
    fn default() -> XmlOptions {
        XmlOptions {
            encoding: None,
            depth_limit: 256,
            size_limit: 64 * 1024 * 1024,
        }
    }
}

/// One step through a document.
///
/// An empty element (`<ph/>`) gives a start and an end. Text comes in pieces: between two tags
/// there may be several, one for each reference or CDATA section.
#[derive(Clone, Copy, Debug)]
pub enum XmlEvent<'a> {
    /// A start tag.
    Start(Tag<'a>),
    /// The end of an element, by its name.
    End(&'a str),
    /// A piece of text inside the root, decoded.
    Text(&'a str),
    /// The text of a comment.
    Comment(&'a str),
    /// A processing instruction, target and text.
    Instruction(&'a str),
    /// What a DOCTYPE says, from the name on.
    Doctype(&'a str),
    /// The document was read whole, and it is well-formed.
    Finish,
}

/// A strict reader of XML 1.0 from a stream.
pub struct XmlReader<R: BufRead> {
    name: String,
    reader: Reader<Input<R>>,
    /// The bytes of the last event as they stand in the decoded file.
    raw: Vec<u8>,
    checks: Checks,
    place: Place,
    start: usize,
    last: Kind,
    first: bool,
    root: bool,
    /// Whether quick-xml is where any text or markup may come next: neither at the start of the file,
    /// nor before the markup that ended a text, nor inside an empty element.
    between: bool,
    /// Depths of the open elements whose start quick-xml read: it has their names, and must see their
    /// ends.
    known: Vec<usize>,
}

impl<R: BufRead> std::fmt::Debug for XmlReader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "XmlReader({} at {})", self.name, self.place)
    }
}

impl<R: BufRead> XmlReader<R> {
    /// A reader of `input`, called `name` in messages.
    ///
    /// An encoding in `options` that nobody knows counts as none.
    pub fn new(name: impl Into<String>, input: R, options: XmlOptions) -> XmlReader<R> {
        let encoding = options
            .encoding
            .and_then(|name| Encoding::for_label_no_replacement(name.as_bytes()));
        let input = Input::new(input, encoding, options.size_limit);
        XmlReader::over(name.into(), input, options)
    }

    fn over(name: String, input: Input<R>, options: XmlOptions) -> XmlReader<R> {
        let mut reader = Reader::from_reader(input);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        // Checked here, with better messages.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.trim_markup_names_in_closing_tags = false;
        XmlReader {
            name,
            reader,
            raw: Vec::new(),
            checks: Checks::new(options.depth_limit),
            place: Place { line: 1, column: 1 },
            start: 0,
            last: Kind::Nothing,
            first: true,
            root: false,
            between: false,
            known: Vec::new(),
        }
    }

    /// The file, as the user named it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the last event begins.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The bytes of the last event in the decoded file, whose line ends and byte-order mark count as
    /// they stand there.
    pub fn span(&self) -> Span {
        let input = self.reader.get_ref();
        // The first event was begun before the mark was seen.
        Span::new(self.start.max(input.mark()), input.offset())
    }

    /// Elements that are open after the last event.
    pub fn depth(&self) -> usize {
        self.checks.depth()
    }

    /// Name of the encoding the file is in: `UTF-8`, `UTF-16LE`, `windows-1252`, …
    pub fn encoding(&self) -> &'static str {
        self.reader.get_ref().encoding().name()
    }

    /// The next event.
    ///
    /// # Errors
    /// At the first thing that is not well-formed XML 1.0, and when the file cannot be read.
    /// After an error and after [`XmlEvent::Finish`] there is nothing more to read.
    pub fn read(&mut self) -> Result<XmlEvent<'_>, XmlError> {
        self.step()?;
        Ok(self.event())
    }

    /// The tag of the root element, whatever stands before it skipped.
    ///
    /// May be asked again until the next event is read, so that one part of a program can find
    /// out what a file is and another can read it.
    ///
    /// # Errors
    /// As [`read`](XmlReader::read).
    pub fn root(&mut self) -> Result<Tag<'_>, XmlError> {
        while !self.root {
            self.root = self.step()? == Kind::Start;
        }
        Ok(self.tag())
    }

    /// Skips to the end of the element whose start was read last.
    ///
    /// # Errors
    /// As [`read`](XmlReader::read): what is skipped must be well-formed too.
    pub fn skip_element(&mut self) -> Result<(), XmlError> {
        let inside = self.depth();
        while self.depth() >= inside && self.last != Kind::Finish {
            self.step()?;
        }
        Ok(())
    }

    /// All text of the element whose start was read last, that of elements in it included.
    ///
    /// # Errors
    /// As [`read`](XmlReader::read).
    pub fn element_text(&mut self) -> Result<String, XmlError> {
        let inside = self.depth();
        let mut text = String::new();
        while self.depth() >= inside && self.last != Kind::Finish {
            if self.step()? == Kind::Text {
                text.push_str(&self.checks.text);
            }
        }
        Ok(text)
    }

    /// The next child of the element that was open at `depth`; `None` when that element ends.
    ///
    /// What an earlier child holds and was not read is skipped, and so is text.
    ///
    /// # Errors
    /// As [`read`](XmlReader::read).
    pub fn next_child(&mut self, depth: usize) -> Result<Option<Tag<'_>>, XmlError> {
        loop {
            match self.step()? {
                Kind::Start if self.depth() == depth + 1 => return Ok(Some(self.tag())),
                Kind::End if self.depth() < depth => return Ok(None),
                Kind::Finish => return Ok(None),
                _ => {}
            }
        }
    }

    /// The start tag that was read last.
    pub fn tag(&self) -> Tag<'_> {
        self.checks.tag.tag()
    }

    /// The element whose start was read last, whole: as XML, and the text in it.
    ///
    /// # Errors
    /// As [`read`](XmlReader::read).
    pub fn element_markup(&mut self) -> Result<(String, String), XmlError> {
        let inside = self.depth();
        let (mut markup, mut text) = (String::new(), String::new());
        self.tag().push_start(&mut markup);
        let mut empty = true;
        while self.depth() >= inside && self.last != Kind::Finish {
            match self.step()? {
                Kind::Start => {
                    self.tag().push_start(&mut markup);
                    empty = true;
                    continue;
                }
                Kind::Text => {
                    escape(&mut markup, &self.checks.text, false);
                    text.push_str(&self.checks.text);
                }
                Kind::End if empty => {
                    markup.pop();
                    markup.push_str("/>");
                }
                Kind::End => {
                    markup.push_str("</");
                    markup.push_str(&self.checks.text);
                    markup.push('>');
                }
                _ => continue,
            }
            empty = false;
        }
        Ok((markup, text))
    }

    /// Reads on to the end, which must be well-formed too.
    ///
    /// # Errors
    /// As [`read`](XmlReader::read).
    pub fn finish(&mut self) -> Result<(), XmlError> {
        while self.last != Kind::Finish {
            self.step()?;
        }
        Ok(())
    }

    /// An error about the content, at the last event.
    pub fn error(&self, kind: XmlErrorKind) -> XmlError {
        XmlError {
            file: self.name.clone(),
            place: self.place,
            kind,
        }
    }

    /// Whether the document was read whole.
    #[cfg(test)]
    pub(super) fn finished(&self) -> bool {
        self.last == Kind::Finish
    }

    /// Text of the last event that is not a start tag.
    pub(super) fn text(&self) -> &str {
        &self.checks.text
    }

    fn event(&self) -> XmlEvent<'_> {
        let text = self.checks.text.as_str();
        match self.last {
            Kind::Start => XmlEvent::Start(self.tag()),
            Kind::End => XmlEvent::End(text),
            Kind::Text => XmlEvent::Text(text),
            Kind::Comment => XmlEvent::Comment(text),
            Kind::Instruction => XmlEvent::Instruction(text),
            Kind::Doctype => XmlEvent::Doctype(text),
            Kind::Finish | Kind::Nothing => XmlEvent::Finish,
        }
    }

    /// Reads to the next event that means something to a caller.
    pub(super) fn step(&mut self) -> Result<Kind, XmlError> {
        loop {
            self.last = match self.plain_event() {
                Some(kind) => kind,
                None => self.quick_event()?,
            };
            if self.last != Kind::Nothing {
                return Ok(self.last);
            }
        }
    }

    /// The next event, if it lies whole in what is decoded and nothing is wrong with it; nothing was
    /// consumed otherwise.
    fn plain_event(&mut self) -> Option<Kind> {
        if !self.between {
            return None;
        }
        let input = self.reader.get_mut();
        let place = input.place();
        let ahead = input.decoded_ahead();
        let checks = &mut self.checks;
        let (kind, length) = match ahead {
            [] | [b'<', b'!' | b'?', ..] => return None,
            [b'<', b'/', rest @ ..] => {
                if self.known.last() == Some(&checks.depth()) {
                    return None;
                }
                let end = memchr(b'>', rest)?;
                (checks.plain_end(&rest[..end])?, "</>".len() + end)
            }
            [b'<', rest @ ..] => {
                // A `>` in the value of an attribute leaves a tag here that is none.
                let end = memchr(b'>', rest)?;
                let content = str::from_utf8(&rest[..end]).ok()?;
                (checks.start(content, place).ok()?, "<>".len() + end)
            }
            [b'&', rest @ ..] => {
                let end = memchr(b';', &rest[..rest.len().min(PLAIN_REFERENCE)])?;
                let name = str::from_utf8(&rest[..end]).ok()?;
                (checks.reference(name).ok()?, "&;".len() + end)
            }
            text => {
                let end = memchr2(b'<', b'&', text)?;
                let text = str::from_utf8(&text[..end]).ok()?;
                (checks.text(text).ok()?, end)
            }
        };
        self.place = place;
        self.start = input.offset();
        input.consume(length);
        Some(kind)
    }

    /// One event of quick-xml, checked.
    fn quick_event(&mut self) -> Result<Kind, XmlError> {
        let input = self.reader.get_mut();
        self.place = input.place();
        self.start = input.offset();
        input.begin_event();
        self.raw.clear();
        let (place, first) = (self.place, std::mem::take(&mut self.first));
        let event = self.reader.read_event_into(&mut self.raw);
        let real = self.reader.get_ref().encoding();
        let checks = &mut self.checks;
        let starts = matches!(event, Ok(Event::Start(_)));
        let ends_text = matches!(event, Ok(Event::Text(_)) | Err(_));
        let before = checks.depth();
        let checked = match &event {
            Ok(Event::Start(tag) | Event::Empty(tag)) => checks.start(tag, place),
            Ok(Event::End(tag)) => checks.end(tag.name().as_ref()),
            Ok(Event::Text(text)) => checks.text(text),
            Ok(Event::GeneralRef(reference)) => checks.reference(reference),
            Ok(Event::CData(text)) => checks.cdata(text),
            Ok(Event::Comment(text)) => checks.comment(text),
            Ok(Event::PI(text)) => checks.instruction(text),
            Ok(Event::Decl(declaration)) => checks.declaration(declaration, first, real),
            Ok(Event::DocType(_)) => Ok(Kind::Doctype),
            Ok(Event::Eof) => checks.finish(),
            Err(error) => Err(Flaw::new(0, kind_of(error))),
        };
        let checked = match checked {
            Ok(Kind::Doctype) => checks.doctype(&String::from_utf8_lossy(&self.raw)),
            other => other,
        };
        let is_empty = starts && self.raw.ends_with(b"/>");
        self.between = !ends_text && !is_empty;
        let depth = self.checks.depth();
        if depth > before {
            self.known.push(depth);
        } else if depth < before {
            self.known.pop_if(|known| *known == before);
        }
        checked.map_err(|flaw| self.error_at(flaw))
    }

    fn error_at(&mut self, flaw: Flaw) -> XmlError {
        let mut place = self.place;
        advance(&mut place, &self.raw[..flaw.at.min(self.raw.len())]);
        let mut kind = flaw.kind;
        // A fault of the input lies where reading stopped, not where the event began.
        if matches!(kind, XmlErrorKind::Io(_)) {
            let input = self.reader.get_mut();
            place = input.place();
            kind = input.take_fault().unwrap_or(kind);
        }
        XmlError {
            file: self.name.clone(),
            place,
            kind,
        }
    }
}

impl<'a> XmlReader<&'a [u8]> {
    /// A reader of a file that [`decode`] decoded; spans are those of its text.
    pub fn from_source(source: &'a Source, options: XmlOptions) -> XmlReader<&'a [u8]> {
        XmlReader::from_text(source.name(), source.text(), source.encoding(), options)
    }

    /// A reader of `text`, which was decoded from `encoding`; spans are those of the text.
    pub fn from_text(
        name: &str,
        text: &'a str,
        encoding: &str,
        options: XmlOptions,
    ) -> XmlReader<&'a [u8]> {
        let encoding = Encoding::for_label(encoding.as_bytes());
        let encoding = encoding.unwrap_or(encoding_rs::UTF_8);
        let input = Input::decoded(text.as_bytes(), encoding, options.size_limit);
        XmlReader::over(name.to_owned(), input, options)
    }
}

/// The text of an XML file called `name`, decoded as the file itself declares.
///
/// A byte-order mark stays in the text and so do the line ends.
///
/// # Errors
/// When bytes are none of the encoding; then it is the error that [`XmlReader`] gives. Whether
/// the file is well-formed is not looked at.
pub fn decode(
    name: impl Into<String>,
    bytes: Vec<u8>,
    options: XmlOptions,
) -> Result<Source, XmlError> {
    let name = name.into();
    let (text, encoding) = decode_text(&name, bytes, options)?;
    Ok(Source::decoded(name, text, encoding))
}

/// The same as the text and the name of its encoding.
pub(crate) fn decode_text(
    name: &str,
    bytes: Vec<u8>,
    options: XmlOptions,
) -> Result<(String, &'static str), XmlError> {
    let fallback = options
        .encoding
        .and_then(|name| Encoding::for_label_no_replacement(name.as_bytes()));
    let encoding = detect(&bytes[..bytes.len().min(HEAD)], fallback).encoding;
    let decoded = if encoding == encoding_rs::UTF_8 {
        String::from_utf8(bytes).map_err(|error| error.into_bytes())
    } else {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
        match text {
            Some(text) => Ok(text.into_owned()),
            None => Err(bytes),
        }
    };
    match decoded {
        Ok(text) => Ok((text, encoding.name())),
        Err(bytes) => {
            let mut reader = XmlReader::new(name, &bytes[..], options);
            match reader.finish() {
                Err(error) => Err(error),
                Ok(()) => Err(reader.error(XmlErrorKind::Byte(None, encoding.name()))),
            }
        }
    }
}

/// Bytes of a reference at most, `;` included, that is no rare one: `#x10FFFF;`.
const PLAIN_REFERENCE: usize = 9;

/// Our word for an error of quick-xml.
fn kind_of(error: &Error) -> XmlErrorKind {
    let inside = match error {
        Error::Io(error) => return XmlErrorKind::Io(error.to_string()),
        Error::IllFormed(quick_xml::errors::IllFormedError::UnclosedReference) => {
            return XmlErrorKind::Ampersand;
        }
        Error::IllFormed(quick_xml::errors::IllFormedError::MissingDoctypeName) => {
            return XmlErrorKind::Doctype("a name is missing");
        }
        Error::Syntax(syntax) => match syntax {
            SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl => "a processing instruction",
            SyntaxError::UnclosedComment => "a comment",
            SyntaxError::UnclosedDoctype => "a DOCTYPE",
            SyntaxError::UnclosedCData => "a CDATA section",
            SyntaxError::UnclosedTag => "a tag",
            SyntaxError::UnclosedSingleQuotedAttributeValue
            | SyntaxError::UnclosedDoubleQuotedAttributeValue => "an attribute value",
            SyntaxError::InvalidBangMarkup => return XmlErrorKind::Markup,
        },
        _ => return XmlErrorKind::Markup,
    };
    XmlErrorKind::Truncated(inside)
}
