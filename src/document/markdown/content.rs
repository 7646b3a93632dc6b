//! Inline content of one Markdown block, built from the parser's events.
//!
//! Each event adds text, a soft wrap or a tag, and says which bytes it came from. Where the file's
//! bytes are the text itself the map is verbatim; an entity, an escape or a code span that wraps
//! is one opaque piece. Quote prefixes and indentation of wrapped lines come in no event, so they
//! lie between two pieces.
//!
//! `On **12 May**, R&amp;D` gives the text `On 12 May, R&D` with a pair of tags around `12 May`.
//!
//! A pair without any text inside (`<a id="x"></a>`, `[](x)`, an image link) is one standalone tag:
//! its halves must never part.

use crate::inline::{InlineTag, InlineText, SourceMap, TagKind, TagRole};
use crate::text::Span;
use pulldown_cmark::LinkType;
use std::collections::HashMap;

/// HTML elements that never have a closing tag.
const VOID_ELEMENTS: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// The content of one block while its events come in.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    source: &'a str,
    /// Stretches of the file that are markup although the parser saw plain letters there.
    holes: &'a [Span],
    text: String,
    map: SourceMap,
    tags: Vec<InlineTag>,
    pairs: u32,
    /// Markdown tags that are still open, as indexes into `tags`.
    open: Vec<usize>,
    /// HTML elements that are still open, by name.
    elements: HashMap<&'a str, Vec<usize>>,
    /// End of the last bytes that an event accounted for.
    covered: usize,
    /// A line break whose code reaches to the text of the next line, prefix included.
    line_break: Option<usize>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str, holes: &'a [Span]) -> Builder<'a> {
        Builder {
            source,
            holes,
            text: String::new(),
            map: SourceMap::default(),
            tags: Vec::new(),
            pairs: 0,
            open: Vec::new(),
            elements: HashMap::new(),
            covered: 0,
            line_break: None,
        }
    }

    /// Text that reads `value`, from `at` in the file; holes in it become tags.
    ///
    /// `verbatim` says that the parser took the bytes it saw there as they were.
    pub(super) fn text(&mut self, mut value: &str, verbatim: bool, mut at: Span) {
        self.begin(at.start);
        if self.is_escaped(value, at) {
            let first = value.chars().next().map_or(0, char::len_utf8);
            self.push_opaque(&value[..first], Span::new(at.start - 1, at.start + first));
            value = &value[first..];
            at.start += first;
        }
        if value.is_empty() {
            return;
        }
        if !verbatim {
            self.push_opaque(value, at);
            return;
        }
        let first = self.holes.partition_point(|hole| hole.end <= at.start);
        for &hole in &self.holes[first..] {
            if hole.start < at.start || hole.end > at.end {
                break;
            }
            self.push_verbatim(Span::new(at.start, hole.start));
            self.standalone(TagRole::Other, hole);
            at.start = hole.end;
        }
        self.push_verbatim(at);
    }

    /// Text that stands as it is in code blocks.
    pub(super) fn raw(&mut self, value: &str, at: Span) {
        if &self.source[at.range()] == value {
            self.push_verbatim(at);
        } else {
            self.push_opaque(value, at);
        }
    }

    /// A line end inside running text.
    pub(super) fn soft_break(&mut self, at: Span) {
        self.begin(at.start);
        self.push_opaque("\n", at);
    }

    /// A line break the author asked for, by its marks before the line end.
    pub(super) fn hard_break(&mut self, at: Span) {
        self.begin(at.start);
        self.line_break = Some(self.tags.len());
        self.between_lines(at);
    }

    /// A tag between two characters of white space: words on its sides stay apart, and it belongs
    /// to no sentence when one ends there.
    fn between_lines(&mut self, at: Span) {
        self.push_opaque(" ", Span::empty(at.start));
        self.standalone(TagRole::Break, at);
        self.push_opaque("\n", Span::empty(at.end));
    }

    /// A code span: protected text between two tags.
    pub(super) fn code(&mut self, value: &str, at: Span) {
        self.begin(at.start);
        let whole = &self.source[at.range()];
        let fence = whole.len() - whole.trim_start_matches('`').len();
        let inner = &whole[fence.min(whole.len())..whole.len() - fence.min(whole.len() / 2)];
        let pad =
            usize::from(inner.starts_with(' ') && inner.get(1..1 + value.len()) == Some(value));
        let start = at.start + fence + pad;
        let verbatim = self.source.get(start..start + value.len()) == Some(value)
            && start + value.len() <= at.end - fence;
        let inside = if verbatim {
            Span::new(start, start + value.len())
        } else {
            Span::new(at.start + fence, at.end - fence)
        };
        self.open_tag(TagRole::Code, Span::new(at.start, inside.start));
        if verbatim {
            self.push_verbatim(inside);
        } else {
            self.push_opaque(value, inside);
        }
        self.close_tag(Span::new(inside.end, at.end));
    }

    /// Opens a pair whose mark is the first `length` bytes of `at`.
    pub(super) fn open(&mut self, role: TagRole, at: Span, length: usize) {
        self.begin(at.start);
        self.open_tag(role, Span::new(at.start, at.start + length));
    }

    /// Closes the pair opened last, its mark being the last `length` bytes of `at`.
    pub(super) fn close(&mut self, at: Span, length: usize) {
        self.close_tag(Span::new(at.end - length, at.end));
    }

    /// Closes a link or an image that covers `at`.
    pub(super) fn close_link(&mut self, mut at: Span, kind: LinkType) {
        if matches!(kind, LinkType::Autolink | LinkType::Email) {
            return self.close(at, 1);
        }
        let Some(open) = self.open.last().and_then(|&index| self.tags[index].file) else {
            return;
        };
        // The parser leaves the `[]` of `[text][]` out of the range.
        let collapsed = matches!(kind, LinkType::Collapsed | LinkType::CollapsedUnknown);
        if collapsed && self.source[at.end..].starts_with("[]") {
            at.end += 2;
        }
        let inside = self.covered.clamp(open.end, at.end);
        let bracket = self.source[inside..at.end]
            .find(']')
            .map_or(at.end, |offset| inside + offset);
        self.close_tag(Span::new(bracket, at.end));
        // A link that is named by its own text must keep that name when the text is translated.
        let by_text = matches!(kind, LinkType::Shortcut | LinkType::ShortcutUnknown) || collapsed;
        if by_text
            && let Some(close) = self.tags.last_mut()
            && close.kind == TagKind::Close
        {
            close.code = format!("][{}]", &self.source[open.end..bracket]);
        }
    }

    /// A footnote mark.
    pub(super) fn note(&mut self, at: Span) {
        self.begin(at.start);
        self.standalone(TagRole::Note, at);
    }

    /// A task-list mark: before the content, not in it.
    pub(super) fn task(&mut self, at: Span) {
        self.covered = at.end;
    }

    /// One HTML tag or comment.
    pub(super) fn html(&mut self, at: Span) {
        self.begin(at.start);
        let code = &self.source[at.range()];
        if let Some(name) = code.strip_prefix("</").map(element_name) {
            match self.elements.get_mut(name).and_then(Vec::pop) {
                Some(open) => self.close_pair(open, at),
                None => self.push_tag(TagKind::Isolated, TagRole::Other, at),
            }
            return;
        }
        let name = code.strip_prefix('<').map_or("", element_name);
        let alone = name.is_empty()
            || code.ends_with("/>")
            || VOID_ELEMENTS
                .iter()
                .any(|element| element.eq_ignore_ascii_case(name));
        if name.eq_ignore_ascii_case("br") {
            return self.between_lines(at);
        }
        if alone {
            return self.standalone(TagRole::Other, at);
        }
        self.elements.entry(name).or_default().push(self.tags.len());
        self.pairs += 1;
        self.push_tag(TagKind::Open, TagRole::Other, at);
    }

    /// Whether anything came in so far.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.tags.is_empty()
    }

    /// The content, without white space at its end.
    pub(super) fn finish(mut self) -> InlineText {
        for open in self.elements.into_values().flatten() {
            self.tags[open].kind = TagKind::Isolated;
        }
        let length = self.text.trim_end_matches(is_markdown_space).len();
        if length < self.text.len() {
            self.text.truncate(length);
            self.map = self.map.part(Span::new(0, length));
            for tag in &mut self.tags {
                tag.at = tag.at.min(length);
            }
        }
        InlineText {
            text: self.text,
            tags: self.tags,
            map: Some(self.map),
        }
    }

    /// The next event begins at `at`.
    fn begin(&mut self, at: usize) {
        let Some(tag) = self
            .line_break
            .take()
            .and_then(|index| self.tags.get_mut(index))
        else {
            return;
        };
        if let Some(file) = tag.file {
            // Up to the text of the next line, so that its quote prefix goes where the break goes.
            tag.code = self.source[file.start..at.max(file.end)].to_owned();
        }
    }

    /// Whether a backslash stands before the text, which only its own escape can be.
    fn is_escaped(&self, value: &str, at: Span) -> bool {
        value.starts_with(|c: char| c.is_ascii_punctuation())
            && at.start > self.covered
            && self.source[..at.start].ends_with('\\')
    }

    fn push_verbatim(&mut self, mut at: Span) {
        if self.is_empty() {
            let slice = &self.source[at.range()];
            at.start += slice.len() - slice.trim_start_matches(is_markdown_space).len();
        }
        self.covered = self.covered.max(at.end);
        if !at.is_empty() {
            self.map.push_verbatim(self.text.len(), at);
            self.text.push_str(&self.source[at.range()]);
        }
    }

    fn push_opaque(&mut self, value: &str, at: Span) {
        let plain = Span::new(self.text.len(), self.text.len() + value.len());
        self.map.push_opaque(plain, at);
        self.text.push_str(value);
        self.covered = self.covered.max(at.end);
    }

    fn push_tag(&mut self, kind: TagKind, role: TagRole, at: Span) {
        self.covered = self.covered.max(at.end);
        self.tags.push(InlineTag {
            at: self.text.len(),
            kind,
            pair: self.pairs,
            role,
            code: self.source[at.range()].to_owned(),
            markup: None,
            file: Some(at),
        });
    }

    fn standalone(&mut self, role: TagRole, at: Span) {
        self.pairs += 1;
        self.push_tag(TagKind::Standalone, role, at);
    }

    fn open_tag(&mut self, role: TagRole, at: Span) {
        self.open.push(self.tags.len());
        self.pairs += 1;
        self.push_tag(TagKind::Open, role, at);
    }

    fn close_tag(&mut self, at: Span) {
        if let Some(open) = self.open.pop() {
            self.close_pair(open, at);
        }
    }

    /// Closes the pair that `open` began; a pair without text becomes one standalone tag.
    fn close_pair(&mut self, open: usize, at: Span) {
        let opening = &self.tags[open];
        let (pair, role, opened_at) = (opening.pair, opening.role, opening.at);
        if opened_at == self.text.len() && self.whole_inside(open) {
            let start = opening.file.map_or(at.start, |file| file.start);
            self.tags.truncate(open);
            self.standalone(role, Span::new(start, at.end));
            return;
        }
        self.push_tag(TagKind::Close, role, at);
        if let Some(close) = self.tags.last_mut() {
            close.pair = pair;
        }
    }

    /// Whether what follows the tag `open` is standalone, so that the pair can be taken as one.
    fn whole_inside(&self, open: usize) -> bool {
        self.tags[open + 1..]
            .iter()
            .all(|tag| tag.kind == TagKind::Standalone)
    }
}

/// The element name at the start of `tag`.
fn element_name(tag: &str) -> &str {
    let end =
        tag.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ':')));
    &tag[..end.unwrap_or(tag.len())]
}

fn is_markdown_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}
