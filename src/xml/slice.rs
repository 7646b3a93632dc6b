//! The lean reader: the events of the strict one from a text that lies in memory, at a fraction of
//! the cost.
//!
//! The parts of a DOCX are tags and texts without end and hardly anything else. [`SliceReader`]
//! takes those apart in one pass over the bytes, copies nothing and decodes an attribute only where
//! it holds a reference. At the first thing that is not plain (a carriage return, a DOCTYPE, any
//! fault) it hands over to [`XmlReader`], which reads the text again from its start, skips the
//! events that were given already, and goes on. So what is well-formed, and where a fault lies, is
//! said in one place only: this reader must never accept what the strict one refuses, but it may
//! hand over whatever it likes.

use super::chars::is_space;
use super::checks::{Checks, Kind};
use super::error::XmlError;
use super::input::plain_until;
use super::reader::{XmlEvent, XmlOptions, XmlReader};
use super::tag::{Attribute, MANY, Tag, resolve};
use crate::text::Span;
use encoding_rs::Encoding;
use memchr::{memchr, memchr3, memmem};

/// A reader of XML 1.0 from a text in memory, as strict as [`XmlReader`].
pub(crate) struct SliceReader<'a> {
    name: &'a str,
    text: &'a str,
    encoding: &'static Encoding,
    options: XmlOptions,
    /// Bytes of the byte-order mark.
    mark: usize,
    /// Up to here the text is nothing but characters that may stand anywhere in XML.
    plain: usize,
    /// The bytes of the last event.
    span: Span,
    last: Kind,
    /// How many events were given.
    given: usize,
    /// Names of the elements that are open.
    open: Vec<Span>,
    /// Whether the last event was the start of an element that is empty.
    empty: bool,
    seen_root: bool,
    root: bool,
    /// Where the text of the last event, or the name of the last tag, lies.
    piece: Piece,
    tag_name: Span,
    attributes: Vec<Attribute>,
    /// Whether the last tag was taken apart by `checks`.
    rare_tag: bool,
    /// Reads what is rare, as it does for the strict reader.
    checks: Checks,
    strict: Option<Box<XmlReader<&'a [u8]>>>,
}

/// Where an element begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun {
    start: usize,
    given: usize,
    depth: usize,
}

/// An element that was read to its end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read {
    /// Events after its start.
    events: usize,
    /// Elements that were open in it, itself included.
    depth: usize,
    /// Its bytes, and those of its end tag.
    length: usize,
    end: usize,
}

/// The text of an event that is not a start.
#[derive(Clone, Copy, Debug)]
enum Piece {
    /// As it stands in the file.
    Slice(Span),
    /// As it was decoded.
    Decoded,
}

impl std::fmt::Debug for SliceReader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SliceReader({} at {})", self.name, self.span.start)
    }
}

impl<'a> SliceReader<'a> {
    /// A reader of `text`, called `name` in messages, which was decoded from `encoding`.
    pub(crate) fn new(
        name: &'a str,
        text: &'a str,
        encoding: &str,
        options: XmlOptions,
    ) -> SliceReader<'a> {
        let encoding = Encoding::for_label(encoding.as_bytes());
        let mark = text.len() - text.strip_prefix('\u{FEFF}').unwrap_or(text).len();
        let bytes = text.as_bytes();
        let mut plain = plain_until(bytes, mark);
        // Word ends the line of the declaration with a carriage return and has no other.
        let before = text[mark..plain].strip_suffix("?>");
        if before.is_some_and(|before| before.starts_with("<?xml") && !before.contains("?>"))
            && bytes[plain..].starts_with(b"\r\n")
        {
            plain = plain_until(bytes, plain + "\r\n".len());
        }
        SliceReader {
            name,
            text,
            encoding: encoding.unwrap_or(encoding_rs::UTF_8),
            options,
            mark,
            plain,
            span: Span::empty(mark),
            last: Kind::Nothing,
            given: 0,
            open: Vec::new(),
            empty: false,
            seen_root: false,
            root: false,
            piece: Piece::Decoded,
            tag_name: Span::empty(0),
            attributes: Vec::new(),
            rare_tag: false,
            checks: Checks::new(options.depth_limit),
            strict: None,
        }
    }

    /// The bytes of the last event.
    pub(crate) fn span(&self) -> Span {
        match &self.strict {
            Some(strict) => strict.span(),
            None => self.span,
        }
    }

    /// Elements that are open after the last event.
    pub(crate) fn depth(&self) -> usize {
        match &self.strict {
            Some(strict) => strict.depth(),
            None => self.open.len(),
        }
    }

    /// The next event, as [`XmlReader::read`] gives it.
    pub(crate) fn read(&mut self) -> Result<XmlEvent<'_>, XmlError> {
        let kind = self.step()?;
        Ok(match kind {
            Kind::Start => XmlEvent::Start(self.tag()),
            Kind::End => XmlEvent::End(self.piece()),
            Kind::Text => XmlEvent::Text(self.piece()),
            Kind::Comment => XmlEvent::Comment(self.piece()),
            Kind::Instruction => XmlEvent::Instruction(self.piece()),
            Kind::Doctype => XmlEvent::Doctype(self.piece()),
            Kind::Finish | Kind::Nothing => XmlEvent::Finish,
        })
    }

    /// The tag of the root element, whatever stands before it skipped.
    pub(crate) fn root(&mut self) -> Result<Tag<'_>, XmlError> {
        while !self.root {
            self.root = self.step()? == Kind::Start;
        }
        Ok(self.tag())
    }

    /// Skips to the end of the element whose start was read last.
    pub(crate) fn skip_element(&mut self) -> Result<(), XmlError> {
        let inside = self.depth();
        while self.depth() >= inside && self.step()? != Kind::Finish {}
        Ok(())
    }

    /// All text of the element whose start was read last, that of elements in it included.
    pub(crate) fn element_text(&mut self) -> Result<String, XmlError> {
        let inside = self.depth();
        let mut text = String::new();
        while self.depth() >= inside {
            match self.step()? {
                Kind::Text => text.push_str(self.piece()),
                Kind::Finish => break,
                _ => {}
            }
        }
        Ok(text)
    }

    /// The next child of the element that was open at `depth`; `None` when that element ends.
    pub(crate) fn next_child(&mut self, depth: usize) -> Result<Option<Tag<'_>>, XmlError> {
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
    pub(crate) fn tag(&self) -> Tag<'_> {
        match &self.strict {
            Some(strict) => strict.tag(),
            None if self.rare_tag => self.checks.tag.tag(),
            None => Tag::new(self.text, self.tag_name, &self.attributes),
        }
    }

    /// Reads on to the end, which must be well-formed too.
    pub(crate) fn finish(&mut self) -> Result<(), XmlError> {
        while self.last != Kind::Finish {
            self.step()?;
        }
        Ok(())
    }

    /// Where the element begins whose start was read last.
    pub(crate) fn begun(&self) -> Begun {
        Begun {
            start: self.span.start,
            given: self.given,
            depth: self.open.len(),
        }
    }

    /// The bytes of the element that was `begun` and ended with the last event, and what it takes to
    /// pass over the same again; `None` when it was read by the strict reader.
    pub(crate) fn read_since(&self, begun: Begun) -> Option<(&'a str, Read)> {
        if self.strict.is_some() || self.last != Kind::End || self.open.len() + 1 != begun.depth {
            return None;
        }
        let span = Span::new(begun.start, self.span.end);
        let read = Read {
            events: self.given - begun.given,
            depth: begun.depth,
            length: span.len(),
            end: self.span.len(),
        };
        Some((&self.text[span.range()], read))
    }

    /// The bytes from the start of the element that was read last to the first `end` in its text, if that
    /// is not longer than `longest` and nothing in it is for the strict reader.
    pub(crate) fn until(&self, end: &memmem::Finder<'_>, longest: usize) -> Option<&'a str> {
        if self.strict.is_some() || self.empty {
            return None;
        }
        let start = self.span.start;
        let within = self.text.len().min(start.saturating_add(longest));
        let rest = &self.text.as_bytes()[start..within.min(self.plain)];
        let length = end.find(rest)? + end.needle().len();
        self.text.get(start..start + length)
    }

    /// Passes over the element whose start was read last, whose bytes are the same as those of the one that
    /// was `read`; gives whether that is done, for it may lie deeper.
    pub(crate) fn pass(&mut self, read: &Read) -> bool {
        let end = self.span.start + read.length;
        let fits = self.strict.is_none() && self.open.len() <= read.depth && end <= self.plain;
        if fits && let Some(name) = self.open.pop() {
            self.span = Span::new(end - read.end, end);
            self.piece = Piece::Slice(name);
            self.last = Kind::End;
            self.given += read.events;
            return true;
        }
        false
    }

    fn piece(&self) -> &str {
        match (&self.strict, self.piece) {
            (Some(strict), _) => strict.text(),
            (None, Piece::Slice(span)) => &self.text[span.range()],
            (None, Piece::Decoded) => &self.checks.text,
        }
    }

    fn step(&mut self) -> Result<Kind, XmlError> {
        self.last = match &mut self.strict {
            Some(strict) => strict.step()?,
            None => match self.lean() {
                Some(kind) => {
                    self.given += 1;
                    kind
                }
                None => self.hand_over()?,
            },
        };
        Ok(self.last)
    }

    /// The event at which this reader gives up, and all after it, from the strict one.
    #[cold]
    fn hand_over(&mut self) -> Result<Kind, XmlError> {
        let (name, encoding) = (self.name, self.encoding.name());
        let mut strict = XmlReader::from_text(name, self.text, encoding, self.options);
        for _ in 0..self.given {
            strict.step()?;
        }
        self.strict.insert(Box::new(strict)).step()
    }

    /// The next event; `None` when the strict reader must look.
    fn lean(&mut self) -> Option<Kind> {
        if std::mem::take(&mut self.empty) {
            self.span = Span::empty(self.span.end);
            return self.ended();
        }
        let bytes = self.text.as_bytes();
        loop {
            let start = self.span.end;
            let kind = match bytes.get(start..).unwrap_or_default() {
                [b'<', b'/', ..] => self.end(start),
                [b'<', b'!' | b'?', ..] => self.rare(start),
                [b'<', ..] => self.start(start),
                _ if self.open.is_empty() => self.outside(start),
                [b'&', ..] => self.reference(start),
                _ => self.text(start),
            };
            let bounded = self.span.end <= self.plain && self.span.len() <= self.options.size_limit;
            match kind {
                Some(Kind::Nothing) if bounded => {}
                _ => return kind.filter(|_| bounded),
            }
        }
    }

    fn end(&mut self, start: usize) -> Option<Kind> {
        let bytes = self.text.as_bytes();
        let name = *self.open.last()?;
        let from = start + "</".len();
        let end = from + name.len();
        if bytes.get(from..end)? != &bytes[name.range()] {
            return None;
        }
        let end = end + spaces(&bytes[end..]);
        if bytes.get(end) != Some(&b'>') {
            return None;
        }
        self.span = Span::new(start, end + 1);
        self.ended()
    }

    fn ended(&mut self) -> Option<Kind> {
        self.piece = Piece::Slice(self.open.pop()?);
        Some(Kind::End)
    }

    fn start(&mut self, start: usize) -> Option<Kind> {
        let outside = self.open.is_empty() && self.seen_root;
        if outside || self.open.len() >= self.options.depth_limit {
            return None;
        }
        self.rare_tag = false;
        let end = match self.plain_tag(start + 1) {
            Some(end) => end,
            None => self.rare_tag(start + 1)?,
        };
        self.span = Span::new(start, end);
        self.seen_root = true;
        self.open.push(self.tag_name);
        Some(Kind::Start)
    }

    /// Reads the tag whose name is at `from`; gives the byte after it. `None` when it is not plain.
    fn plain_tag(&mut self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = name_end(bytes, from)?;
        self.tag_name = Span::new(from, at);
        self.attributes.clear();
        // One bit for each attribute name's length and last byte: most tags have no two alike.
        let mut seen = 0_u64;
        loop {
            let next = at + spaces(&bytes[at..]);
            match bytes.get(next)? {
                b'>' => return Some(next + 1),
                b'/' if bytes.get(next + 1) == Some(&b'>') => {
                    self.empty = true;
                    return Some(next + 2);
                }
                _ if next == at => return None,
                _ => {}
            }
            let end = name_end(bytes, next)?;
            let quote = *bytes.get(end + 1)?;
            if bytes[end] != b'=' || !matches!(quote, b'"' | b'\'') {
                return None;
            }
            let value = end + 2;
            let stops = |byte: u8| byte == quote || CLASSES[usize::from(byte)] & DECODED != 0;
            let length = bytes[value..].iter().position(|&byte| stops(byte))?;
            if bytes[value + length] != quote {
                return None;
            }
            let name = &bytes[next..end];
            let bit = 1 << ((name.len() * 29 + usize::from(bytes[end - 1])) % 64);
            let twice = |other: &Attribute| &bytes[other.name.clone()] == name;
            let known = seen & bit != 0 && self.attributes.iter().any(twice);
            if known || self.attributes.len() >= MANY {
                return None;
            }
            seen |= bit;
            self.attributes.push(Attribute {
                name: next..end,
                value: value..value + length,
            });
            at = value + length + 1;
        }
    }

    /// The same for any tag that is well-formed.
    fn rare_tag(&mut self, from: usize) -> Option<usize> {
        self.rare_tag = true;
        let bytes = self.text.as_bytes();
        let mut end = from;
        loop {
            end += memchr3(b'>', b'"', b'\'', bytes.get(end..)?)?;
            match bytes[end] {
                b'>' => break,
                quote => end += memchr(quote, &bytes[end + 1..])? + 2,
            }
        }
        let content = &self.text[from..end];
        self.empty = content.ends_with('/');
        let content = content.strip_suffix('/').unwrap_or(content);
        self.checks.tag.parse(content).ok()?;
        let name = self.checks.tag.tag().name().len();
        self.tag_name = Span::new(from, from + name);
        Some(end + 1)
    }

    /// White space outside the root, and the end of the file.
    fn outside(&mut self, start: usize) -> Option<Kind> {
        let rest = &self.text.as_bytes()[start..];
        if rest.is_empty() {
            self.span = Span::empty(start);
            return self.seen_root.then_some(Kind::Finish);
        }
        let length = spaces(rest);
        self.span = Span::new(start, start + length);
        (length > 0).then_some(Kind::Nothing)
    }

    fn text(&mut self, start: usize) -> Option<Kind> {
        let bytes = self.text.as_bytes();
        let mut end = start;
        loop {
            end += memchr3(b'<', b'&', b']', bytes.get(end..)?)?;
            if bytes[end] != b']' {
                break;
            }
            if bytes[end..].starts_with(b"]]>") {
                return None;
            }
            end += 1;
        }
        self.span = Span::new(start, end);
        self.piece = Piece::Slice(self.span);
        Some(Kind::Text)
    }

    fn reference(&mut self, start: usize) -> Option<Kind> {
        let rest = &self.text.as_bytes()[start..];
        let length = memchr(b';', &rest[..rest.len().min(LONGEST_REFERENCE)])?;
        let c = resolve(&self.text[start + 1..start + length]).ok()?;
        self.checks.text.clear();
        self.checks.text.push(c);
        self.piece = Piece::Decoded;
        self.span = Span::new(start, start + length + 1);
        Some(Kind::Text)
    }

    /// A comment, a CDATA section, a processing instruction or the XML declaration.
    fn rare(&mut self, start: usize) -> Option<Kind> {
        let rest = &self.text[start..];
        let inside = |open: &str, close: &str| {
            let length = memmem::find(&rest.as_bytes()[open.len()..], close.as_bytes())?;
            let content = &rest[open.len()..open.len() + length];
            Some((content, start + open.len() + length + close.len()))
        };
        let first = start == self.mark;
        let (kind, end) = if rest.starts_with("<?") {
            let (content, end) = inside("<?", "?>")?;
            let declares = content
                .strip_prefix("xml")
                .is_some_and(|rest| rest.starts_with([' ', '\t', '\n']));
            let kind = match first && declares {
                true => self.checks.declaration(content, true, self.encoding),
                false => self.checks.instruction(content),
            };
            (kind, end)
        } else if rest.starts_with("<!--") {
            let (content, end) = inside("<!--", "-->")?;
            (self.checks.comment(content), end)
        } else if rest.starts_with("<![CDATA[") && !self.open.is_empty() {
            let (content, end) = inside("<![CDATA[", "]]>")?;
            let close = end - "]]>".len();
            self.piece = Piece::Slice(Span::new(close - content.len(), close));
            self.span = Span::new(start, end);
            return Some(Kind::Text);
        } else {
            return None;
        };
        self.piece = Piece::Decoded;
        self.span = Span::new(start, end);
        kind.ok()
    }
}

/// Longest reference that is read here; one to a character has at most nine bytes unless it begins
/// with zeros.
const LONGEST_REFERENCE: usize = 16;

/// What a byte may be, as bits.
const CLASSES: [u8; 256] = classes();
const NAME_START: u8 = 1;
const NAME: u8 = 2;
/// What does not stand in a value as it reads.
const DECODED: u8 = 4;

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        if c.is_ascii_alphabetic() || c == b'_' || c == b':' {
            classes[byte] |= NAME_START | NAME;
        }
        if c.is_ascii_digit() || c == b'-' || c == b'.' {
            classes[byte] |= NAME;
        }
        if matches!(c, b'<' | b'&' | b'\n' | b'\t' | b'\r') {
            classes[byte] |= DECODED;
        }
        byte += 1;
    }
    classes
}

/// How many bytes of white space `bytes` begin with.
fn spaces(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&byte| is_space(byte)).count()
}

/// The byte after the name at `from`; `None` when there is none of plain letters.
fn name_end(bytes: &[u8], from: usize) -> Option<usize> {
    let class = |at: usize| bytes.get(at).map(|&byte| CLASSES[usize::from(byte)]);
    if class(from)? & NAME_START == 0 {
        return None;
    }
    let mut at = from + 1;
    while class(at)? & NAME != 0 {
        at += 1;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader gives: each event with its bytes, the depth after it and its attributes, and
    /// the error at which it ends.
    type Told = (Vec<(String, Span, usize)>, Option<XmlError>);

    fn options() -> XmlOptions {
        XmlOptions {
            depth_limit: 9,
            size_limit: 400,
            ..XmlOptions::default()
        }
    }

    fn told(event: XmlEvent<'_>) -> String {
        match event {
            XmlEvent::Start(tag) => {
                let attributes: Vec<_> = tag.iter().collect();
                format!("{} {attributes:?}", tag.name())
            }
            other => format!("{other:?}"),
        }
    }

    fn strict(text: &str) -> Told {
        let mut xml = XmlReader::from_text("a.xml", text, "UTF-8", options());
        let mut events = Vec::new();
        loop {
            match xml.read().map(told) {
                Ok(event) => events.push((event, xml.span(), xml.depth())),
                Err(error) => return (events, Some(error)),
            }
            if xml.finished() {
                return (events, None);
            }
        }
    }

    /// The same of the lean reader, and whether it has read all of it by itself.
    fn lean(text: &str) -> (Told, bool) {
        let mut xml = SliceReader::new("a.xml", text, "UTF-8", options());
        let mut events = Vec::new();
        loop {
            match xml.read().map(told) {
                Ok(event) => events.push((event, xml.span(), xml.depth())),
                Err(error) => return ((events, Some(error)), false),
            }
            if xml.last == Kind::Finish {
                return ((events, None), xml.strict.is_none());
            }
        }
    }

    const WHOLE: &[&str] = &[
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<w:p a:id=\"1\" b='\"2\"'><w:r/>\
         <w:t xml:space = \"preserve\" >Le « CNES » </w:t ><w:t>R&amp;D &#171;&#xE9;]]</w:t></w:p>\n",
        "\u{FEFF}<a>\n\t<!-- « - » --><?mso-application progid=\"Word.Document\"?><b c='R&amp;D\nü' d=''/>\
         <![CDATA[<b>]] &amp; ]]>Ёлка\u{FFFD}\u{F0B7}</a>  <!----> <?x?>\n",
        "<ä é='1'><а.б-в_1 x='>' y=\">'\"></а.б-в_1 ></ä>",
        "<a a1='' a2='' a3='' a4='' a5='' a6='' a7='' a8='' a9='' b1='' b2='' b3='' b4='' b5='' b6='' b7='' b8=''/>",
    ];

    /// Faults, and what the lean reader leaves to the strict one.
    const ODD: &[&str] = &[
        "",
        " ",
        "text",
        "<",
        "<a",
        "<a>",
        "<a>b",
        "<a></b>",
        "<a/><b/>",
        "<a/>b",
        "<a/>&amp;",
        "<a b/>",
        "<a b=c/>",
        "<a b='1' b='2'/>",
        "<a b='1'c='2'/>",
        "<a b='<'/>",
        "<a b='&x;'/>",
        "<a b='&'/>",
        "<a>&x;</a>",
        "<a>&</a>",
        "<a>&#0;</a>",
        "<a>&#x110000;</a>",
        "<a>]]></a>",
        "<a>\r\nb\rc</a>",
        "<a b='\r\n'/>",
        "<a\r\nb=''/>",
        "<a>\u{8}</a>",
        "<a>\u{FFFE}</a>",
        "<a><!-- -- --></a>",
        "<a><!-- ---></a>",
        "<a><?xml version='1.0'?></a>",
        " <?xml version='1.0'?><a/>",
        "<?xml version='2.0'?><a/>",
        "<?xml version='1.0' encoding='UTF-16'?><a/>",
        "<?x?><a/>",
        "<??><a/>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ELEMENT a ANY>]><a>&b;</a>",
        "<a><![CDATA[b]]</a>",
        "<![CDATA[]]><a/>",
        "<a><!b></a>",
        "</a>",
        "<a></a",
        "<a></ a>",
        "<a / >",
        "<1a/>",
        "<a 1='b'/>",
        "<a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></a>",
        "\u{FEFF}\u{FEFF}<a/>",
        "<a>&#0000000000000000000065;</a>",
        "<a b='&#65;&lt;'/>",
        "<?xml version='1.0'?>\r<a/>",
        "<?xml version='1.0'?>\r\n<a>\r\n</a>",
        "<a><?x?>\r\n</a>",
        "<a b=\"c'>d\"/>",
        "<a\u{A0}b=''/>",
    ];

    #[test]
    fn both_readers_tell_the_same() {
        for text in WHOLE {
            let (told, alone) = lean(text);
            assert_eq!(told, strict(text), "{text}");
            assert!(told.1.is_none() && alone, "{text}");
        }
        for text in ODD {
            assert_eq!(lean(text).0, strict(text), "{text}");
        }
        let long = format!("<a>{}</a>", "b".repeat(options().size_limit + 1));
        assert_eq!(lean(&long).0, strict(&long));
    }

    /// The places of the events outside all `b`, and how the reading ends; with `passes` each `b` whose
    /// bytes were read before is passed over. Gives also how often that was done.
    fn outside_b(text: &str, passes: bool) -> (Vec<(Span, usize)>, Option<XmlError>, usize) {
        let end = memmem::Finder::new("</b>");
        let mut xml = SliceReader::new("a.xml", text, "UTF-8", options());
        let mut known: Vec<(&str, Read)> = Vec::new();
        let mut begun = Vec::new();
        let (mut places, mut passed) = (Vec::new(), 0);
        loop {
            let (starts, ends) = match xml.read() {
                Ok(XmlEvent::Start(tag)) => (tag.name() == "b", false),
                Ok(XmlEvent::End(name)) => (false, name == "b"),
                Ok(XmlEvent::Finish) => return (places, None, passed),
                Ok(_) => (false, false),
                Err(error) => return (places, Some(error), passed),
            };
            if starts {
                let bytes = xml.until(&end, 100);
                let read = known.iter().find(|(known, _)| Some(*known) == bytes);
                match read.filter(|_| passes) {
                    Some((_, read)) if xml.pass(read) => passed += 1,
                    _ => begun.push(xml.begun()),
                }
            } else if ends {
                known.extend(begun.pop().and_then(|begun| xml.read_since(begun)));
            }
            if begun.is_empty() {
                places.push((xml.span(), xml.depth()));
            }
        }
    }

    #[test]
    fn what_was_read_before_is_passed_over() {
        let whole = "<a><b x='1'><c/>d</b>e<b x='1'><c/>d</b><b/><b x='1'></b></a>";
        assert_eq!(outside_b(whole, true).2, 1);
        let texts = [
            whole,
            "<a><b><b>d</b></b><b><b>d</b></b></a>",
            "<a><b><c/></b><a><a><a><a><a><a><a><b><c/></b></a></a></a></a></a></a></a></a>",
            "<a><b>c</b>\n<b>c</b> \r\n<b>c</b><!DOCTYPE b></a>",
            "<a><b>&amp;</b><b>&amp;</b></a><a/>",
        ];
        let damage = [
            "",
            "<b>",
            "</b>",
            "<",
            ">",
            "&",
            "'",
            "\r",
            "\u{8}",
            "<b x='1'>",
            "</a>",
        ];
        let mut passed = 0;
        for text in texts {
            for damage in damage {
                for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                    let text = format!("{}{damage}{}", &text[..at], &text[at..]);
                    let (places, error, _) = outside_b(&text, false);
                    let (same, again, count) = outside_b(&text, true);
                    assert_eq!((same, again), (places, error), "{text}");
                    passed += count;
                }
            }
        }
        assert!(passed > 500, "{passed}");
    }

    #[test]
    fn both_readers_tell_the_same_of_damaged_texts() {
        let pieces = [
            "<",
            ">",
            "/",
            "&",
            ";",
            "'",
            "\"",
            "=",
            "]]>",
            "--",
            "<!--",
            "-->",
            "<?",
            "?>",
            "<![CDATA[",
            "<a>",
            "</a>",
            "<a/>",
            " ",
            "\r",
            "\n",
            "\u{8}",
            "\u{FFFF}",
            "é",
            "x='1'",
            "&lt;",
            "<?xml ?>",
            "\u{FEFF}",
        ];
        // As good as chance (Numerical Recipes, 7.1).
        let mut state = 7_u32;
        let mut below = |limit: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % limit
        };
        let mut faults = 0;
        for _ in 0..20_000 {
            let mut text = WHOLE[below(WHOLE.len())].to_owned();
            for _ in 0..=below(3) {
                let place = |at: usize| (0..=at).rev().find(|&at| text.is_char_boundary(at));
                let (from, to) = (below(text.len() + 1), below(8));
                let from = place(from).unwrap_or(0);
                let to = place((from + to).min(text.len())).unwrap_or(from).max(from);
                text.replace_range(from..to, pieces[below(pieces.len())]);
            }
            let told = strict(&text);
            assert_eq!(lean(&text).0, told, "{text}");
            faults += usize::from(told.1.is_some());
        }
        assert!((5_000..20_000).contains(&faults), "{faults}");
    }
}
