//! What well-formed means beyond the markup that quick-xml finds.
//!
//! One root, nothing outside it, every end tag that of the element it closes, attributes and
//! references in order. The state is a flat stack of open elements; nothing recurses, and nesting
//! is limited.

use super::chars::{is_space_char, name_length, trim};
use super::doctype;
use super::encoding::agrees;
use super::error::{Flaw, XmlErrorKind};
use super::tag::{TagBuffer, resolve};
use crate::text::Place;
use encoding_rs::Encoding;

/// What the reader gives to its caller, as kept in [`Checks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    End,
    Text,
    Comment,
    Instruction,
    Doctype,
    Finish,
    /// White space outside the root, the XML declaration: nothing for a caller.
    Nothing,
}

/// The state of a document that is being read.
#[derive(Debug)]
pub(super) struct Checks {
    /// The last start tag.
    pub(super) tag: TagBuffer,
    /// Text of the last event that is not a start tag: decoded text, a name.
    pub(super) text: String,
    names: String,
    open: Vec<Open>,
    depth_limit: usize,
    seen_root: bool,
    seen_doctype: bool,
    seen_anything: bool,
}

#[derive(Debug)]
struct Open {
    name: usize,
    place: Place,
}

impl Checks {
    pub(super) fn new(depth_limit: usize) -> Checks {
        Checks {
            tag: TagBuffer::default(),
            text: String::new(),
            names: String::new(),
            open: Vec::new(),
            depth_limit,
            seen_root: false,
            seen_doctype: false,
            seen_anything: false,
        }
    }

    /// Elements that are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    fn set_text(&mut self, text: &str) {
        self.text.clear();
        self.text.push_str(text);
    }

    /// A start tag; `content` stands between `<` and its end.
    pub(super) fn start(&mut self, content: &str, place: Place) -> Result<Kind, Flaw> {
        self.tag.parse(content).map_err(|flaw| flaw.shift(1))?;
        let name = self.tag.tag().name();
        if self.open.is_empty() && self.seen_root {
            return Err(Flaw::new(0, XmlErrorKind::SecondRoot(name.to_owned())));
        }
        if self.open.len() >= self.depth_limit {
            return Err(Flaw::new(0, XmlErrorKind::Depth(self.depth_limit)));
        }
        self.open.push(Open {
            name: self.names.len(),
            place,
        });
        self.names.push_str(name);
        self.seen_root = true;
        self.seen_anything = true;
        Ok(Kind::Start)
    }

    /// An end tag, or the end of an empty element; `name` may be followed by white space.
    pub(super) fn end(&mut self, name: &str) -> Result<Kind, Flaw> {
        let name = name.trim_end_matches(is_space_char);
        let open = self.open.pop();
        let expected = open.as_ref().map(|open| &self.names[open.name..]);
        if expected != Some(name) {
            let found = name.split(is_space_char).next().unwrap_or("");
            let expected = expected.map(str::to_owned);
            return Err(Flaw::new(
                0,
                XmlErrorKind::EndTag(found.to_owned(), expected),
            ));
        }
        self.set_text(name);
        self.names.truncate(open.map_or(0, |open| open.name));
        Ok(Kind::End)
    }

    /// The end tag of the element that is open, just as that is called; of no other.
    pub(super) fn plain_end(&mut self, name: &[u8]) -> Option<Kind> {
        let start = self.open.last()?.name;
        let expected = &self.names[start..];
        if expected.as_bytes() != name {
            return None;
        }
        self.text.clear();
        self.text.push_str(expected);
        self.names.truncate(start);
        self.open.pop();
        Some(Kind::End)
    }

    /// Text between markup, without references.
    pub(super) fn text(&mut self, text: &str) -> Result<Kind, Flaw> {
        if self.open.is_empty() {
            return match text.find(|c: char| !is_space_char(c)) {
                Some(at) => Err(Flaw::new(at, XmlErrorKind::TextOutside)),
                None => Ok(Kind::Nothing),
            };
        }
        // Looking for one byte is far cheaper than for three, and `]` is rare in text.
        if text.as_bytes().contains(&b']')
            && let Some(at) = text.find("]]>")
        {
            return Err(Flaw::new(at, XmlErrorKind::CdataEnd));
        }
        self.set_text(text);
        Ok(Kind::Text)
    }

    /// `&reference;` between markup.
    pub(super) fn reference(&mut self, reference: &str) -> Result<Kind, Flaw> {
        if self.open.is_empty() {
            return Err(Flaw::new(0, XmlErrorKind::TextOutside));
        }
        let c = resolve(reference).map_err(|kind| Flaw::new(0, kind))?;
        self.text.clear();
        self.text.push(c);
        Ok(Kind::Text)
    }

    /// A CDATA section.
    pub(super) fn cdata(&mut self, text: &str) -> Result<Kind, Flaw> {
        if self.open.is_empty() {
            return Err(Flaw::new(0, XmlErrorKind::TextOutside));
        }
        self.set_text(text);
        Ok(Kind::Text)
    }

    /// A comment.
    pub(super) fn comment(&mut self, text: &str) -> Result<Kind, Flaw> {
        self.seen_anything = true;
        if let Some(at) = text.find("--") {
            return Err(Flaw::new("<!--".len() + at, XmlErrorKind::CommentHyphens));
        }
        if text.ends_with('-') {
            let at = "<!--".len() + text.len() - 1;
            return Err(Flaw::new(at, XmlErrorKind::CommentHyphens));
        }
        self.set_text(text);
        Ok(Kind::Comment)
    }

    /// A processing instruction.
    pub(super) fn instruction(&mut self, text: &str) -> Result<Kind, Flaw> {
        self.seen_anything = true;
        let length = name_length(text);
        let target = &text[..length];
        if target.eq_ignore_ascii_case("xml") {
            return Err(Flaw::new(0, XmlErrorKind::LateDeclaration));
        }
        let spaced = text[length..].starts_with(is_space_char);
        if target.is_empty() || !(spaced || length == text.len()) {
            return Err(Flaw::new(0, XmlErrorKind::Markup));
        }
        self.set_text(text);
        Ok(Kind::Instruction)
    }

    /// The XML declaration: `xml version="1.0" …`, in a file that was decoded as `real`.
    pub(super) fn declaration(
        &mut self,
        content: &str,
        first: bool,
        real: &'static Encoding,
    ) -> Result<Kind, Flaw> {
        self.seen_anything = true;
        if !first {
            return Err(Flaw::new(0, XmlErrorKind::LateDeclaration));
        }
        let offset = "<?".len();
        self.tag.parse(content).map_err(|flaw| flaw.shift(offset))?;
        let tag = self.tag.tag();
        let order = ["version", "encoding", "standalone"];
        let positions: Vec<_> = tag
            .iter()
            .map(|(name, _)| order.iter().position(|other| *other == name))
            .collect();
        let version = tag.get("version");
        let standalone = tag
            .get("standalone")
            .is_none_or(|value| matches!(value, "yes" | "no"));
        let versioned = version.is_some_and(|version| {
            let minor = version.strip_prefix("1.").unwrap_or_default();
            !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit())
        });
        if !versioned || !standalone || positions.contains(&None) || !positions.is_sorted() {
            return Err(Flaw::new(0, XmlErrorKind::Declaration));
        }
        let Some(label) = tag.get("encoding") else {
            return Ok(Kind::Nothing);
        };
        let at = offset + content.find(label).unwrap_or(0);
        match agrees(label, real) {
            Some(true) => Ok(Kind::Nothing),
            Some(false) => {
                let kind = XmlErrorKind::WrongEncoding(label.to_owned(), real.name());
                Err(Flaw::new(at, kind))
            }
            None => Err(Flaw::new(
                at,
                XmlErrorKind::UnknownEncoding(label.to_owned()),
            )),
        }
    }

    /// A DOCTYPE, whole.
    pub(super) fn doctype(&mut self, markup: &str) -> Result<Kind, Flaw> {
        self.seen_anything = true;
        let inside = markup
            .strip_prefix("<!DOCTYPE")
            .and_then(|rest| rest.strip_suffix('>'));
        let Some(inside) = inside else {
            return Err(Flaw::new(0, XmlErrorKind::Markup));
        };
        if self.seen_root || self.seen_doctype {
            let what = "it must stand once, before the root element";
            return Err(Flaw::new(0, XmlErrorKind::Doctype(what)));
        }
        self.seen_doctype = true;
        doctype::check(inside).map_err(|flaw| flaw.shift("<!DOCTYPE".len()))?;
        self.set_text(trim(inside));
        Ok(Kind::Doctype)
    }

    /// The end of the file.
    pub(super) fn finish(&mut self) -> Result<Kind, Flaw> {
        let kind = match self.open.last() {
            Some(open) => XmlErrorKind::Unclosed(self.names[open.name..].to_owned(), open.place),
            None if self.seen_root => return Ok(Kind::Finish),
            None if self.seen_anything => XmlErrorKind::NoRoot,
            None => XmlErrorKind::Empty,
        };
        Err(Flaw::new(0, kind))
    }
}
