//! The content of a paragraph: its text with tags, and where elements lie around it.
//!
//! White space is what ODF says (1.2, 6.1.2): a run of it is one space, at the edges of a paragraph
//! none, and further ones are elements (`<text:s text:c="3"/>`), which are spaces of the text here.
//! Spans and links are pairs; what has no text is standalone; line breaks and tabs stand between
//! two characters of white space. Spans that show nothing give no tag.

use super::styles::Look;
use crate::document::package::office::Marker;
use crate::document::package::{Written, written};
use crate::inline::{InlineTag, InlineText, SourceMap, TagKind, TagRole};
use crate::text::Span;

/// An element around text.
#[derive(Clone, Debug)]
pub(super) struct Wrapper {
    pub(super) open: Span,
    pub(super) close: Span,
    /// Number of its pair of tags; `None` for one that shows nothing.
    pub(super) pair: Option<u32>,
    /// Its first tag among the tags, and the text before it.
    tag: usize,
    at: usize,
}

/// What is needed to write in a paragraph.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// In the order in which they open.
    pub(super) wrappers: Vec<Wrapper>,
    pub(super) markers: Vec<Marker>,
    /// Whether nothing is written here: text in a CDATA section takes no elements.
    pub(super) fixed: bool,
}

/// A paragraph while it is read.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    /// The text of all parts.
    source: &'a str,
    out: InlineText,
    map: SourceMap,
    pairs: u32,
    layout: Layout,
    /// Wrappers that are open, as indexes.
    open: Vec<usize>,
    /// Whether white space here would follow white space, or begin the paragraph.
    spaced: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str) -> Builder<'a> {
        Builder {
            source,
            out: InlineText::default(),
            map: SourceMap::default(),
            pairs: 0,
            layout: Layout::default(),
            open: Vec::new(),
            spaced: true,
        }
    }

    /// Adds `text`, which stands in the file at `file`.
    pub(super) fn text(&mut self, text: &str, file: Span) {
        let raw = self.source.get(file.range()).unwrap_or_default();
        let (how, inside) = written(raw);
        if how == Written::Reference {
            return text.chars().for_each(|c| self.character(c, file));
        }
        self.layout.fixed |= how == Written::Cdata;
        let (text, file) = (&raw[inside.range()], inside.shift(file.start));
        let mut start = 0;
        for (at, c) in text.char_indices() {
            if !is_space(c) {
                self.spaced = false;
                continue;
            }
            if c == ' ' && !self.spaced {
                self.spaced = true;
                continue;
            }
            self.verbatim(&text[start..at], file.start + start);
            start = at + 1;
            self.character(c, Span::new(file.start + at, file.start + start));
        }
        self.verbatim(&text[start..], file.start + start);
    }

    fn verbatim(&mut self, text: &str, start: usize) {
        if !text.is_empty() {
            let file = Span::new(start, start + text.len());
            self.map.push_verbatim(self.out.text.len(), file);
            self.out.text.push_str(text);
        }
    }

    /// A character that is not written as it reads, or white space that may not count.
    fn character(&mut self, c: char, file: Span) {
        if !is_space(c) {
            self.spaced = false;
            return self.opaque(c.encode_utf8(&mut [0; 4]), file);
        }
        if !std::mem::replace(&mut self.spaced, true) {
            self.opaque(" ", file);
        }
    }

    /// Spaces that an element says.
    pub(super) fn spaces(&mut self, count: usize, file: Span) {
        self.spaced = false;
        self.opaque(&" ".repeat(count), file);
    }

    fn opaque(&mut self, text: &str, file: Span) {
        let plain = Span::new(self.out.text.len(), self.out.text.len() + text.len());
        self.map.push_opaque(plain, file);
        self.out.text.push_str(text);
    }

    /// Begins a span or a link.
    pub(super) fn open(&mut self, look: Look, file: Span) {
        let wrapper = Wrapper {
            open: file,
            close: file,
            pair: match look {
                Look::None => None,
                Look::Role(role) => {
                    self.pairs += 1;
                    self.tag(TagKind::Open, self.pairs, role, file);
                    Some(self.pairs)
                }
            },
            tag: self.out.tags.len().saturating_sub(1),
            at: self.out.text.len(),
        };
        self.open.push(self.layout.wrappers.len());
        self.layout.wrappers.push(wrapper);
    }

    /// Ends what began last; a pair without text is one tag, with what is in it.
    pub(super) fn close(&mut self, file: Span) {
        let Some(index) = self.open.pop() else {
            return;
        };
        let wrapper = &mut self.layout.wrappers[index];
        wrapper.close = file;
        let (Some(pair), tag, at) = (wrapper.pair, wrapper.tag, wrapper.at) else {
            return;
        };
        let role = self.out.tags[tag].role;
        if at < self.out.text.len() {
            return self.tag(TagKind::Close, pair, role, file);
        }
        let whole = Span::new(wrapper.open.start, file.end);
        self.layout.wrappers.truncate(index);
        // Marks in it are part of it.
        let markers = &mut self.layout.markers;
        let first = markers.partition_point(|marker| marker.span.start < whole.start);
        markers.truncate(first);
        self.out.tags.truncate(tag);
        self.tag(TagKind::Standalone, pair, role, whole);
    }

    /// Something without text.
    pub(super) fn object(&mut self, role: TagRole, file: Span) {
        self.pairs += 1;
        let pair = self.pairs;
        if role != TagRole::Break {
            self.spaced = false;
            return self.tag(TagKind::Standalone, pair, role, file);
        }
        if !self.out.text.is_empty() {
            self.opaque(" ", Span::empty(file.start));
        }
        self.tag(TagKind::Standalone, pair, role, file);
        self.opaque("\n", Span::empty(file.end));
        self.spaced = false;
    }

    /// A mark of a place.
    pub(super) fn marker(&mut self, file: Span, opens: bool) {
        self.layout.markers.push(Marker { span: file, opens });
    }

    fn tag(&mut self, kind: TagKind, pair: u32, role: TagRole, file: Span) {
        self.out.tags.push(InlineTag {
            at: self.out.text.len(),
            kind,
            pair,
            role,
            code: self.source.get(file.range()).unwrap_or_default().to_owned(),
            markup: None,
            file: Some(file),
        });
    }

    /// The content, without white space at its end.
    pub(super) fn finish(mut self) -> (InlineText, Layout) {
        let length = self.out.text.trim_end_matches(is_space).len();
        if length < self.out.text.len() {
            self.out.text.truncate(length);
            self.map = self.map.part(Span::new(0, length));
            for tag in &mut self.out.tags {
                tag.at = tag.at.min(length);
            }
        }
        self.out.map = Some(self.map);
        (self.out, self.layout)
    }
}

pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}
