//! What is inside a `source` or `target`: text, codes and marks.
//!
//! `bpt ept ph it` hold the code of the article's format, `g x bx ex` stand for it; each becomes
//! a tag whose number its id gives. `mrk mtype="seg"` bounds a segment, any other `mrk` and what no
//! one knows is transparent. Nothing recurses.

use super::names;
use super::numbers::{Class, Numbers};
use crate::inline::{InlineTag, InlineText, SourceMap, TagKind, TagRole};
use crate::text::{Source, Span};
use crate::xml::{Tag, XmlError, XmlEvent, XmlReader};
use std::collections::HashMap;
use std::ops::Range;

/// Content that was read.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// All of it.
    pub(super) whole: InlineText,
    /// The segments that are marked in it.
    pub(super) segments: Vec<Mark>,
    /// What does not fit together, if something does not: `<ept id="2"> has no <bpt>`.
    pub(super) flaw: Option<String>,
}

/// A segment in a content.
#[derive(Debug)]
pub(super) struct Mark {
    /// Its `mid`.
    pub(super) id: String,
    /// Bytes of its start tag, and of its end tag.
    pub(super) file: (Span, Span),
    text: Span,
    tags: Range<usize>,
}

impl Content {
    /// Whether a segment holds neither text nor a tag.
    pub(super) fn is_blank(&self, mark: &Mark) -> bool {
        mark.tags.is_empty() && self.whole.text[mark.text.range()].trim().is_empty()
    }

    /// The content of a segment; a tag whose other half lies outside is one of its own.
    pub(super) fn part(&self, mark: &Mark) -> InlineText {
        let tags = self.whole.tags[mark.tags.clone()].to_vec();
        self.whole.cut(mark.text, tags)
    }
}

/// Reads the content of the element whose start was read last; names of elements begin with
/// `prefix`.
pub(super) fn read(
    xml: &mut XmlReader<&[u8]>,
    source: &Source,
    prefix: &str,
    numbers: &mut Numbers,
) -> Result<Content, XmlError> {
    let inside = xml.depth();
    let mut builder = Builder {
        numbers,
        whole: InlineText::default(),
        map: SourceMap::default(),
        segments: Vec::new(),
        open: Vec::new(),
        begun: HashMap::new(),
        flaw: None,
    };
    loop {
        let element = match xml.read()? {
            XmlEvent::Text(text) => {
                let at = builder.whole.text.len();
                builder.whole.text.push_str(text);
                map_text(
                    &mut builder.map,
                    &builder.whole.text,
                    at,
                    xml.span(),
                    source,
                );
                continue;
            }
            XmlEvent::Start(tag) => Element::of(&tag, prefix),
            XmlEvent::End(name) => {
                let code = format!("</{name}>");
                if xml.depth() < inside {
                    return Ok(builder.finish());
                }
                builder.close(code, xml.span());
                continue;
            }
            XmlEvent::Finish => return Ok(builder.finish()),
            _ => continue,
        };
        let start = xml.span();
        match element {
            Element::Code(code) => {
                let (markup, text) = xml.element_markup()?;
                let text = if code.is_native { text } else { markup };
                builder.code(&code, text, start.join(xml.span()));
            }
            Element::Group(code) => {
                let mut markup = String::new();
                xml.tag().push_start(&mut markup);
                builder.group(&code, markup, start);
            }
            Element::Segment(id) => builder.segment(id, start),
            Element::Transparent => builder.open.push(Open::Transparent),
        }
    }
}

enum Element {
    /// A code without text of the article.
    Code(Code),
    /// A code around text.
    Group(Code),
    /// The bounds of a segment, with its id.
    Segment(String),
    /// Text of the article goes on in it.
    Transparent,
}

/// What one code element says of itself.
struct Code {
    name: String,
    form: Form,
    id: String,
    role: TagRole,
    /// Whether the element holds the code itself.
    is_native: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Begin,
    End,
    Alone,
    Half,
}

impl Element {
    fn of(tag: &Tag<'_>, prefix: &str) -> Element {
        let Some(name) = tag.name().strip_prefix(prefix) else {
            return Element::Transparent;
        };
        let form = match name {
            "bpt" | "bx" | "g" => Form::Begin,
            "ept" | "ex" => Form::End,
            "ph" | "x" => Form::Alone,
            "it" => Form::Half,
            "mrk" if tag.get("mtype") == Some("seg") => {
                return Element::Segment(tag.get("mid").unwrap_or_default().to_owned());
            }
            _ => return Element::Transparent,
        };
        // The two halves of a pair may have ids of their own, and share a `rid` then.
        let shared = tag.get("rid").filter(|_| name != "g");
        let code = Code {
            name: name.to_owned(),
            form,
            id: shared.or(tag.get("id")).unwrap_or_default().to_owned(),
            role: tag.get("ctype").map_or(TagRole::Other, names::role),
            is_native: matches!(name, "bpt" | "ept" | "ph" | "it"),
        };
        match name {
            "g" => Element::Group(code),
            _ => Element::Code(code),
        }
    }
}

/// An element around text that is open.
enum Open {
    Group(usize),
    Segment(String, Span, usize, usize),
    Transparent,
}

/// Adds to `map` the text from `at` to the end of `whole`, which one event read from `file`.
pub(in crate::document) fn map_text(
    map: &mut SourceMap,
    whole: &str,
    at: usize,
    file: Span,
    source: &Source,
) {
    let raw = source.slice(file);
    let cdata = raw.strip_prefix("<![CDATA[");
    let (raw, start) = match cdata {
        Some(inside) => (inside, file.end - inside.len()),
        None => (raw, file.start),
    };
    if raw.starts_with('&') {
        return map.push_opaque(Span::new(at, whole.len()), file);
    }
    let (mut plain, mut from) = (at, start);
    for line in whole[at..].split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        map.push_verbatim(plain, Span::new(from, from + words.len()));
        (plain, from) = (plain + words.len(), from + words.len());
        if words.len() < line.len() {
            let rest = raw.get(from - start..).unwrap_or_default();
            let end = from + 1 + usize::from(rest.starts_with("\r\n"));
            map.push_opaque(Span::new(plain, plain + 1), Span::new(from, end));
            (plain, from) = (plain + 1, end);
        }
    }
}

struct Builder<'n> {
    numbers: &'n mut Numbers,
    whole: InlineText,
    map: SourceMap,
    segments: Vec<Mark>,
    open: Vec<Open>,
    /// Tags that begin a pair without an end so far, by number.
    begun: HashMap<u32, Vec<usize>>,
    flaw: Option<String>,
}

impl Builder<'_> {
    fn push(&mut self, kind: TagKind, pair: u32, role: TagRole, code: String, file: Span) {
        self.whole.tags.push(InlineTag {
            at: self.whole.text.len(),
            kind,
            pair,
            role,
            code,
            markup: None,
            file: Some(file),
        });
    }

    /// A code element, read whole.
    fn code(&mut self, code: &Code, text: String, file: Span) {
        let class = match code.form {
            Form::Begin | Form::End => Class::Pair,
            Form::Alone => Class::Alone,
            Form::Half => Class::Half,
        };
        let number = self.numbers.of(class, &code.id);
        match code.form {
            Form::Begin => {
                let index = self.whole.tags.len();
                self.begun.entry(number).or_default().push(index);
                self.push(TagKind::Open, number, code.role, text, file);
            }
            Form::End => match self.begun.get_mut(&number).and_then(Vec::pop) {
                Some(begin) => {
                    let role = self.whole.tags[begin].role;
                    self.push(TagKind::Close, number, role, text, file);
                }
                None => {
                    let flaw = format!("<{} id=\"{}\"> ends no pair", code.name, code.id);
                    self.flaw.get_or_insert(flaw);
                    self.push(TagKind::Isolated, number, code.role, text, file);
                }
            },
            Form::Alone => self.push(TagKind::Standalone, number, code.role, text, file),
            Form::Half => self.push(TagKind::Isolated, number, code.role, text, file),
        }
    }

    fn group(&mut self, code: &Code, markup: String, file: Span) {
        let number = self.numbers.of(Class::Pair, &code.id);
        self.open.push(Open::Group(self.whole.tags.len()));
        self.push(TagKind::Open, number, code.role, markup, file);
    }

    fn segment(&mut self, id: String, start: Span) {
        let (text, tags) = (self.whole.text.len(), self.whole.tags.len());
        self.open.push(Open::Segment(id, start, text, tags));
    }

    /// The end of an element around text.
    fn close(&mut self, code: String, file: Span) {
        match self.open.pop() {
            Some(Open::Group(begin)) => {
                let (pair, role) = (self.whole.tags[begin].pair, self.whole.tags[begin].role);
                self.push(TagKind::Close, pair, role, code, file);
            }
            Some(Open::Segment(id, start, text, tags)) => self.segments.push(Mark {
                id,
                file: (start, file),
                text: Span::new(text, self.whole.text.len()),
                tags: tags..self.whole.tags.len(),
            }),
            Some(Open::Transparent) | None => {}
        }
    }

    fn finish(mut self) -> Content {
        let mut alone: Vec<usize> = self.begun.into_values().flatten().collect();
        alone.sort_unstable();
        for index in alone {
            let tag = &mut self.whole.tags[index];
            tag.kind = TagKind::Isolated;
            let flaw = format!("\"{}\" begins a pair that does not end", tag.code);
            self.flaw.get_or_insert(flaw);
        }
        self.whole.map = Some(self.map);
        Content {
            whole: self.whole,
            segments: self.segments,
            flaw: self.flaw,
        }
    }
}
