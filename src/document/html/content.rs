//! Inline content of one HTML block, built from its tokens.
//!
//! Runs of white space are one space, as a browser shows them, and one opaque piece of the map; in
//! `pre` they stay as they are. A character reference is an opaque piece too. Tags are pairs where
//! both halves stand in the block; a pair without text (`<i class="icon"></i>`) is one tag, a half
//! without the other is isolated. The words of an image are text between two tags, as in Markdown:
//! `<img src="a.png" alt="` and `">`.
//!
//! What stands at the edges of a block without touching its words (an anchor, an icon, half of a
//! pair that goes on in the next block) is left out of the content: a translator need not move it.

use super::reference::{self, Meant};
use super::tokens::{Attribute, is_space};
use crate::document::{Block, BlockKind};
use crate::inline::{InlineTag, InlineText, SourceMap, TagKind, TagRole};
use crate::text::Span;
use std::borrow::Cow;

/// How many open tags are looked at to find the one that an end tag closes. Deeper ones stay
/// isolated; no real block nests so deep.
const REACH: usize = 64;

/// Bytes that are not always taken as they are: white space and the start of a reference.
static SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let bytes = b"& \t\n\x0C\r";
    let mut at = 0;
    while at < bytes.len() {
        special[bytes[at] as usize] = true;
        at += 1;
    }
    special
};

/// How white space and references are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// White space stays as it is.
    pub(super) keep_space: bool,
    /// The text is the value of an attribute.
    pub(super) attribute: bool,
}

/// The content of one block while its tokens come in.
pub(super) struct Builder<'a> {
    source: &'a str,
    text: String,
    map: SourceMap,
    tags: Vec<InlineTag>,
    pairs: u32,
    /// Elements that are still open: their names in lower case and their tags.
    open: Vec<(Cow<'a, str>, usize)>,
    /// Values of attributes inside the tags.
    values: Vec<Block>,
}

/// Content that is whole.
pub(super) struct Finished {
    pub(super) content: InlineText,
    /// Values of attributes, in order; those in tags of the content lie inside its bytes.
    pub(super) values: Vec<Block>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str) -> Builder<'a> {
        Builder {
            source,
            text: String::new(),
            map: SourceMap::with_room(),
            tags: Vec::new(),
            pairs: 0,
            open: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Whether nothing came in so far.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.tags.is_empty() && self.values.is_empty()
    }

    /// The text at `at` in the file.
    pub(super) fn text(&mut self, at: Span, reading: Reading) {
        let bytes = &self.source.as_bytes()[..at.end];
        let (mut from, mut next) = (at.start, at.start);
        while let Some(&byte) = bytes.get(next) {
            // Mostly letters, and single spaces between them.
            let single = byte == b' ' && from < next;
            if !SPECIAL[usize::from(byte)]
                || (single && bytes.get(next + 1).is_none_or(|&after| !is_space(after)))
            {
                next += 1;
            } else if byte == b'&' {
                let found = reference::read(&self.source[next..at.end], reading.attribute);
                let Some((meant, length)) = found else {
                    next += 1;
                    continue;
                };
                self.push_verbatim(Span::new(from, next));
                from = next + length;
                self.push_reference(meant, Span::new(next, from));
                next = from;
            } else if is_space(byte) && !reading.keep_space {
                let rest = &bytes[next..];
                let length = rest.iter().position(|&byte| !is_space(byte));
                let end = length.map_or(at.end, |length| next + length);
                let as_it_is = byte == b' ' && end == next + 1;
                let after_space = from == next && self.takes_no_space();
                if !as_it_is || after_space {
                    self.push_verbatim(Span::new(from, next));
                    if !self.takes_no_space() {
                        self.push_opaque(" ", Span::new(next, end));
                    }
                    from = end;
                }
                next = end;
            } else {
                next += 1;
            }
        }
        self.push_verbatim(Span::new(from, at.end));
    }

    /// Whether white space would show nothing here.
    fn takes_no_space(&self) -> bool {
        self.text.is_empty() || self.text.ends_with([' ', '\n', '\t', '\r', '\x0C'])
    }

    fn push_verbatim(&mut self, at: Span) {
        if !at.is_empty() {
            self.map.push_verbatim(self.text.len(), at);
            self.text.push_str(&self.source[at.range()]);
        }
    }

    fn push_opaque(&mut self, value: &str, at: Span) {
        let plain = Span::new(self.text.len(), self.text.len() + value.len());
        self.map.push_opaque(plain, at);
        self.text.push_str(value);
    }

    fn push_reference(&mut self, meant: Meant, at: Span) {
        match meant {
            Meant::Named(meant) => self.push_opaque(meant, at),
            // Text holds no control characters, so `&#8;` is kept as a tag.
            Meant::Character(c) if c.is_control() && !c.is_whitespace() => {
                self.standalone(TagRole::Other, at);
            }
            Meant::Character(c) => self.push_opaque(c.encode_utf8(&mut [0; 4]), at),
        }
    }

    fn push_tag(&mut self, kind: TagKind, pair: u32, role: TagRole, at: Span) {
        self.tags.push(InlineTag {
            at: self.text.len(),
            kind,
            pair,
            role,
            // Copied at the end, when it is known which tags stay.
            code: String::new(),
            markup: None,
            file: Some(at),
        });
    }

    /// A tag that stands for itself, or an element nothing in which is text.
    pub(super) fn standalone(&mut self, role: TagRole, at: Span) {
        self.pairs += 1;
        self.push_tag(TagKind::Standalone, self.pairs, role, at);
    }

    /// The start tag at `at` of the element `name`.
    pub(super) fn open(&mut self, name: &'a str, role: TagRole, at: Span) {
        self.pairs += 1;
        self.open.push((lower(name), self.tags.len()));
        self.push_tag(TagKind::Open, self.pairs, role, at);
    }

    /// The end tag at `at` of the element `name`.
    pub(super) fn close(&mut self, name: &'a str, at: Span) {
        let name = lower(name);
        let mut near = self.open.iter().enumerate().rev().take(REACH);
        let Some(place) = near.find(|(_, (open, _))| *open == name) else {
            self.pairs += 1;
            self.push_tag(TagKind::Isolated, self.pairs, TagRole::Other, at);
            return;
        };
        let (_, tag) = self.open.remove(place.0);
        self.close_pair(tag, at);
    }

    /// Closes the pair that tag number `open` began; without text inside it becomes one tag.
    fn close_pair(&mut self, open: usize, at: Span) {
        let opening = &self.tags[open];
        let (pair, role, start) = (opening.pair, opening.role, opening.file);
        let alone = |tag: &InlineTag| tag.kind == TagKind::Standalone;
        if opening.at == self.text.len() && self.tags[open + 1..].iter().all(alone) {
            self.tags.truncate(open);
            let start = start.map_or(at.start, |start| start.start);
            self.standalone(role, Span::new(start, at.end));
            return;
        }
        self.push_tag(TagKind::Close, pair, role, at);
    }

    /// An image whose words are at `words`, between the bytes of its tag `at`.
    pub(super) fn image(&mut self, at: Span, words: Attribute) {
        let Some(value) = words.value else { return };
        let (before, length) = (self.tags.len(), self.text.len());
        self.pairs += 1;
        self.push_tag(
            TagKind::Open,
            self.pairs,
            TagRole::Image,
            Span::new(at.start, value.start),
        );
        let reading = Reading {
            attribute: true,
            ..Reading::default()
        };
        self.text(value, reading);
        if self.text.len() == length {
            self.tags.truncate(before);
            return self.standalone(TagRole::Image, at);
        }
        self.push_tag(
            TagKind::Close,
            self.pairs,
            TagRole::Image,
            Span::new(value.end, at.end),
        );
    }

    /// A line break that the author asked for: words on its sides stay apart.
    pub(super) fn line_break(&mut self, at: Span) {
        if !self.takes_no_space() {
            self.push_opaque(" ", Span::empty(at.start));
        }
        self.standalone(TagRole::Break, at);
        if !self.text.is_empty() {
            self.push_opaque("\n", Span::empty(at.end));
        }
    }

    /// Values of attributes of a tag that came in.
    pub(super) fn values(&mut self, values: Vec<Block>) {
        self.values.extend(values);
    }

    /// The content without what stands at its edges; what comes in next is another content.
    ///
    /// It is copied once to the size it has, and the room it was built in is kept.
    pub(super) fn finish(&mut self) -> Finished {
        for (_, open) in self.open.drain(..) {
            self.tags[open].kind = TagKind::Isolated;
        }
        let length = self.text.trim_ascii_end().len();
        let mut map = match length < self.text.len() {
            true => self.map.part(Span::new(0, length)),
            false => self.map.copy(),
        };
        self.text.truncate(length);
        for tag in &mut self.tags {
            tag.at = tag.at.min(length);
        }
        if self.text.is_empty() {
            self.tags.clear();
        }
        self.trim();
        for tag in &mut self.tags {
            if let Some(file) = tag.file {
                tag.code = self.source[file.range()].to_owned();
            }
        }
        map.set_html();
        let content = InlineText {
            text: self.text.as_str().to_owned(),
            tags: self.tags.drain(..).collect(),
            map: Some(map),
        };
        self.text.clear();
        self.map.clear();
        self.pairs = 0;
        let mut values = std::mem::take(&mut self.values);
        if !values.is_empty() {
            let code = protected(&content);
            values.retain(|value| !code.iter().any(|code| code.contains(value.span)));
        }
        Finished { content, values }
    }

    /// Takes the tags off both edges that have no part in the text: single ones, and a pair around
    /// everything when it holds a value for a translator, which so becomes a block.
    fn trim(&mut self) {
        let is_loose =
            |tag: &InlineTag| matches!(tag.kind, TagKind::Standalone | TagKind::Isolated);
        let (mut first, mut last) = (0, self.tags.len());
        loop {
            while first < last && self.tags[first].at == 0 && is_loose(&self.tags[first]) {
                first += 1;
            }
            while first < last && self.tags[last - 1].at == self.text.len() {
                let tag = &self.tags[last - 1];
                if !is_loose(tag) || self.is_mark(tag) {
                    break;
                }
                last -= 1;
            }
            let [open, .., close] = &self.tags[first..last] else {
                break;
            };
            let around = open.kind == TagKind::Open
                && open.pair == close.pair
                && open.at == 0
                && close.at == self.text.len();
            if !around || open.role == TagRole::Image || !self.holds_value(open) {
                break;
            }
            first += 1;
            last -= 1;
        }
        self.tags.truncate(last);
        self.tags.drain(..first);
    }

    /// Whether `tag` is the mark of a fill that is not finished.
    fn is_mark(&self, tag: &InlineTag) -> bool {
        tag.file
            .is_some_and(|file| self.source[file.range()].starts_with("<!-- entente:"))
    }

    fn holds_value(&self, tag: &InlineTag) -> bool {
        let inside = |file: Span| {
            let next = self
                .values
                .partition_point(|value| value.span.start < file.start);
            self.values
                .get(next)
                .is_some_and(|value| file.contains(value.span))
        };
        tag.file.is_some_and(inside)
    }
}

/// Bytes of the file between protected tags, with these: nothing in them is for a translator.
fn protected(content: &InlineText) -> Vec<Span> {
    let tags = &content.tags;
    let pairs = content.pairs().filter_map(|(open, close)| {
        let is_code = tags[open].role.is_protected();
        Some(tags[open].file?.join(tags[close].file?)).filter(|_| is_code)
    });
    pairs.collect()
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// The value of `attribute` as a block, its quotes in the span; `None` when nothing is in it.
pub(super) fn value_block(source: &str, attribute: Attribute) -> Option<Block> {
    let value = attribute.value?;
    let mut builder = Builder::new(source);
    let reading = Reading {
        attribute: true,
        ..Reading::default()
    };
    builder.text(value, reading);
    let content = builder.finish().content;
    let quotes = usize::from(attribute.quoted);
    (!content.text.trim().is_empty()).then(|| Block {
        kind: BlockKind::Value,
        span: Span::new(value.start - quotes, value.end + quotes),
        content,
        name: None,
    })
}
