//! Inline content: text with tags, the one content type of article, memory and draft.
//!
//! `On 12 May, the **Roscosmos** probe` is the plain text `On 12 May, the Roscosmos probe` with two
//! tags, an opening and a closing one of role [`TagRole::Strong`], at the byte offsets where their
//! marks stood. The text of a code span or an autolink is part of the plain text too, between
//! protected tags: it must be carried over as it is. What has no text (a line break, a footnote
//! mark, an image without words) is a standalone tag.
//!
//! Content read from a file carries a [`SourceMap`] from plain text to file bytes, because one
//! character of text may be several bytes of file (an entity, an escape) or have marks between it
//! and the next. Spans are rounded outward: a place never cuts an entity in two.

mod answer;
mod map;
mod seat;

pub(crate) use answer::{Labels, answer};
pub use map::SourceMap;
pub use seat::seat;

use crate::text::Span;
use std::collections::{HashMap, HashSet};

/// What kind of thing a tag is; with the number of each kind this is a tag's identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagKind {
    /// Opens a pair; [`InlineTag::pair`] names the pair.
    Open,
    /// Closes a pair.
    Close,
    /// Stands alone: a line break, a placeholder, an image without words.
    Standalone,
    /// Half of a pair whose other half lies outside this content (TMX `it`).
    Isolated,
}

/// What a tag does to its text, as far as the format says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagRole {
    /// Emphasis, usually italic.
    Emphasis,
    /// Strong emphasis, usually bold.
    Strong,
    /// Struck out.
    Strikethrough,
    /// A link around its text.
    Link,
    /// An image around its alternative text.
    Image,
    /// Code; the text inside is protected.
    Code,
    /// An address written as itself; the text inside is protected.
    Autolink,
    /// A footnote mark.
    Note,
    /// A line break that the author asked for.
    Break,
    /// Anything else: inline HTML, a code of another tool.
    Other,
}

impl TagRole {
    /// Whether the text inside a pair of this role must not change.
    pub fn is_protected(self) -> bool {
        matches!(self, TagRole::Code | TagRole::Autolink)
    }

    /// What it is called in a message.
    pub fn name(self) -> &'static str {
        match self {
            TagRole::Emphasis => "the emphasis",
            TagRole::Strong => "the strong emphasis",
            TagRole::Strikethrough => "the struck-out text",
            TagRole::Link => "the link",
            TagRole::Image => "the image",
            TagRole::Code => "the code",
            TagRole::Autolink => "the address",
            TagRole::Note => "the note",
            TagRole::Break => "the line break",
            TagRole::Other => "the tag",
        }
    }
}

/// One tag at a byte offset of the plain text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InlineTag {
    /// Byte offset in the plain text before which the tag stands.
    pub at: usize,
    /// Opens, closes, stands alone.
    pub kind: TagKind,
    /// Number that the two tags of a pair share, unique in its content.
    pub pair: u32,
    /// What the tag does.
    pub role: TagRole,
    /// The tag as it stands in its format: `**`, `](https://cnes.fr)`, `<br/>`.
    pub code: String,
    /// For a tag read from TMX: its element as XML, so that it is written back as it was
    /// (`<bpt i="1" type="bold">&lt;b&gt;</bpt>`; a `hi` gives `<hi>` and `</hi>`).
    pub markup: Option<String>,
    /// Its bytes in the file, when it was read from one.
    pub file: Option<Span>,
}

/// Plain text with tags at byte offsets, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InlineText {
    /// The text without any tag.
    pub text: String,
    /// The tags, by offset; at one offset in the order in which they stand.
    pub tags: Vec<InlineTag>,
    /// Where the text lies in its file, when it was read from one.
    pub map: Option<SourceMap>,
}

impl InlineText {
    /// Text without tags and without a place in a file.
    pub fn plain(text: impl Into<String>) -> InlineText {
        InlineText {
            text: text.into(),
            tags: Vec::new(),
            map: None,
        }
    }

    /// The part at `span` of the plain text, with its tags, offsets from the part's start.
    ///
    /// At the edges an opening tag belongs to what follows it and a closing tag to what stands
    /// before; a standalone tag belongs to the text it touches, the left one first. A tag whose
    /// other half is cut off becomes [`TagKind::Isolated`].
    pub fn part(&self, span: Span) -> InlineText {
        let tags = self.tags_in(span).map(|index| self.tags[index].clone());
        self.cut(span, tags.collect())
    }

    /// The part at `span` with `tags`, which are of this content and still at its offsets.
    pub(crate) fn cut(&self, span: Span, mut tags: Vec<InlineTag>) -> InlineText {
        let halves: HashSet<(u32, TagKind)> = tags.iter().map(|tag| (tag.pair, tag.kind)).collect();
        for tag in &mut tags {
            tag.at -= span.start;
            let other = match tag.kind {
                TagKind::Open => TagKind::Close,
                TagKind::Close => TagKind::Open,
                TagKind::Standalone | TagKind::Isolated => continue,
            };
            if !halves.contains(&(tag.pair, other)) {
                tag.kind = TagKind::Isolated;
            }
        }
        InlineText {
            text: self.text[span.range()].to_owned(),
            tags,
            map: self.map.as_ref().map(|map| map.part(span)),
        }
    }

    /// Indexes of the tags that belong to the part at `span`; costs a search and those tags.
    pub(crate) fn tags_in(&self, span: Span) -> impl Iterator<Item = usize> {
        let starts_text = self.text[..span.start]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace);
        let last = span.end == self.text.len();
        let first = self.tags.partition_point(|tag| tag.at < span.start);
        let end = self.tags.partition_point(|tag| tag.at <= span.end);
        (first..end.max(first)).filter(move |&index| {
            let tag = &self.tags[index];
            let opens = tag.kind == TagKind::Open;
            if tag.at == span.start && tag.at != span.end {
                opens || starts_text
            } else if tag.at == span.end {
                !opens || last
            } else {
                true
            }
        })
    }

    /// The bytes of the file that `span` of the plain text covers, rounded outward; without a map
    /// the span itself.
    pub fn file_span(&self, span: Span) -> Span {
        self.map.as_ref().map_or(span, |map| map.file_span(span))
    }

    /// The bytes of the file that the part at `span` covers together with the tags that belong to
    /// it, as [`InlineText::part`] says.
    pub fn part_file_span(&self, span: Span) -> Span {
        if self.tags.is_empty() {
            return self.file_span(span);
        }
        let files = self.tags_in(span).filter_map(|index| self.tags[index].file);
        files.fold(self.file_span(span), Span::join)
    }

    /// The bytes of the file that the whole content covers, tags included; `None` when it is empty
    /// or was not read from a file.
    pub fn file_extent(&self) -> Option<Span> {
        let text = self.map.as_ref().and_then(SourceMap::extent);
        let tags = self.tags.iter().filter_map(|tag| tag.file);
        text.into_iter().chain(tags).reduce(Span::join)
    }

    /// The content without the white space around its text, where `own`, in whose place it is to stand,
    /// has none; tags keep their words, and the way back to a file is lost.
    pub(crate) fn trimmed_like(mut self, own: &InlineText) -> InlineText {
        let is_trimmed = |text: &str| text.trim().len() == text.len();
        let end = self.text.trim_end().len();
        let start = self.text.len() - self.text.trim_start().len();
        if is_trimmed(&self.text) || !is_trimmed(&own.text) || start >= end {
            return self;
        }
        self.text = self.text[start..end].to_owned();
        for tag in &mut self.tags {
            tag.at = tag.at.clamp(start, end) - start;
        }
        self.map = None;
        self
    }

    /// Appends the text and tags of `more`; the way back to a file is lost.
    pub(crate) fn append(&mut self, more: &InlineText) {
        let shift = self.text.len();
        self.text.push_str(&more.text);
        self.tags.extend(more.tags.iter().map(|tag| InlineTag {
            at: tag.at + shift,
            ..tag.clone()
        }));
        self.map = None;
    }

    /// The content with other text at `edits`, which are in order and do not overlap; tags keep
    /// their places, and the way back to a file is lost. `None` when a tag stands inside an edit.
    pub fn replaced(&self, edits: &[(Span, String)]) -> Option<InlineText> {
        let mut text = String::with_capacity(self.text.len());
        let mut tags = Vec::with_capacity(self.tags.len());
        let mut rest = self.tags.iter().peekable();
        let mut end = 0;
        for (span, new) in edits {
            text.push_str(&self.text[end..span.start]);
            while let Some(tag) = rest.next_if(|tag| tag.at <= span.start) {
                let at = text.len() - (span.start - tag.at);
                tags.push(InlineTag { at, ..tag.clone() });
            }
            if rest.peek().is_some_and(|tag| tag.at < span.end) {
                return None;
            }
            text.push_str(new);
            end = span.end;
        }
        for tag in rest {
            let at = text.len() + (tag.at - end);
            tags.push(InlineTag { at, ..tag.clone() });
        }
        text.push_str(&self.text[end..]);
        Some(InlineText {
            text,
            tags,
            map: None,
        })
    }

    /// Spans of the plain text whose words must not change: code and addresses.
    pub fn protected(&self) -> Vec<Span> {
        // Most contents have none, and the pairs need not be sought.
        if !self.tags.iter().any(|tag| tag.role.is_protected()) {
            return Vec::new();
        }
        let mut spans: Vec<Span> = self
            .pairs()
            .filter(|(open, _)| self.tags[*open].role.is_protected())
            .map(|(open, close)| Span::new(self.tags[open].at, self.tags[close].at))
            .collect();
        spans.sort_unstable();
        spans
    }

    /// The pairs as indexes of their two tags, in the order in which they close.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut open = HashMap::new();
        self.tags
            .iter()
            .enumerate()
            .filter_map(move |(index, tag)| match tag.kind {
                TagKind::Open => open.insert(tag.pair, index).and(None),
                TagKind::Close => open.remove(&tag.pair).map(|opened| (opened, index)),
                TagKind::Standalone | TagKind::Isolated => None,
            })
    }
}

#[cfg(test)]
/// Content for tests from `a{1}b{/1}c{2/}`, where `{…}` are tags of this role with codes that begin so.
pub(crate) fn marked(marked: &str, role: TagRole, code: &str) -> InlineText {
    let mut content = InlineText::default();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('{') {
        content.text.push_str(before);
        let (tag, after) = after.split_once('}').unwrap();
        let kind = match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) => TagKind::Close,
            (_, true) => TagKind::Standalone,
            _ => TagKind::Open,
        };
        content.tags.push(InlineTag {
            at: content.text.len(),
            kind,
            pair: tag.trim_matches('/').parse().unwrap(),
            role,
            code: format!("{code}{tag}"),
            markup: None,
            file: None,
        });
        rest = after;
    }
    content.text.push_str(rest);
    content
}
