//! Inline content of one Markdown block, built from the parser's events.
//!
//! Each event adds text, a soft wrap or a tag, and says which bytes it came from. Where the file's
//! bytes are the text itself the map is verbatim; an entity, an escape or a code span that wraps
//! is one opaque piece. Quote prefixes and indentation of wrapped lines come in no event, so they
//! lie between two pieces.
//!
//! `On **12 May**, R&amp;D` gives the text `On 12 May, R&D` with a pair of tags around `12 May`.

use crate::inline::{InlineTag, InlineText, SourceMap, TagKind, TagRole};
use crate::text::Span;
use std::collections::HashMap;

/// The content of one block while its events come in.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    pub(super) source: &'a str,
    /// Stretches of the file that are markup although the parser saw plain letters there.
    holes: &'a [Span],
    pub(super) text: String,
    map: SourceMap,
    pub(super) tags: Vec<InlineTag>,
    pub(super) pairs: u32,
    /// Markdown tags that are still open, as indexes into `tags`.
    pub(super) open: Vec<usize>,
    /// HTML elements that are still open, by name.
    pub(super) elements: HashMap<&'a str, Vec<usize>>,
    /// End of the last bytes that an event accounted for.
    pub(super) covered: usize,
    /// A line break whose code reaches to the text of the next line, prefix included.
    line_break: Option<usize>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str, holes: &'a [Span]) -> Builder<'a> {
        Builder {
            source,
            holes,
            text: String::new(),
            map: SourceMap::with_room(),
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

    /// Whether the bytes `at` are one line in which nothing is hidden from the parser.
    pub(super) fn is_bare(&self, at: Span) -> bool {
        let first = self.holes.partition_point(|hole| hole.end <= at.start);
        let hole = self.holes.get(first);
        !hole.is_some_and(|hole| hole.overlaps(at))
            && !self.source[at.range()].contains(['\n', '\r'])
    }

    /// A line of a code block, its indentation kept.
    pub(super) fn raw(&mut self, value: &str, at: Span) {
        if &self.source[at.range()] == value {
            self.map.push_verbatim(self.text.len(), at);
            self.text.push_str(value);
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
    pub(super) fn between_lines(&mut self, at: Span) {
        self.push_opaque(" ", Span::empty(at.start));
        self.standalone(TagRole::Break, at);
        self.push_opaque("\n", Span::empty(at.end));
    }

    /// Whether anything came in so far.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.tags.is_empty()
    }

    /// The content, without white space at its end; what comes in next is another content.
    ///
    /// It is copied once to the size it has, and the room it was built in is kept: an article has a
    /// hundred thousand contents.
    pub(super) fn finish(&mut self) -> InlineText {
        if !self.elements.is_empty() {
            for open in self.elements.drain().flat_map(|(_, open)| open) {
                self.tags[open].kind = TagKind::Isolated;
            }
        }
        // Pairs that became one tag may be nested in each other without end: their codes are copied
        // only now.
        for tag in self.tags.iter_mut().filter(|tag| tag.code.is_empty()) {
            if let Some(file) = tag.file {
                tag.code = self.source[file.range()].to_owned();
            }
        }
        let length = self.text.trim_end_matches(is_markdown_space).len();
        for tag in self.tags.iter_mut().rev() {
            if tag.at <= length {
                break;
            }
            tag.at = length;
        }
        let map = match length < self.text.len() {
            true => self.map.part(Span::new(0, length)),
            false => self.map.copy(),
        };
        let content = InlineText {
            text: self.text[..length].to_owned(),
            tags: self.tags.drain(..).collect(),
            map: Some(map),
        };
        self.text.clear();
        self.map.clear();
        self.open.clear();
        (self.pairs, self.covered, self.line_break) = (0, 0, None);
        content
    }

    /// The next event begins at `at`.
    pub(super) fn begin(&mut self, at: usize) {
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

    pub(super) fn push_verbatim(&mut self, mut at: Span) {
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

    pub(super) fn push_opaque(&mut self, value: &str, at: Span) {
        let plain = Span::new(self.text.len(), self.text.len() + value.len());
        self.map.push_opaque(plain, at);
        self.text.push_str(value);
        self.covered = self.covered.max(at.end);
    }
}

fn is_markdown_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}
