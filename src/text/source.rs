//! A decoded file that can say where an offset lies.
//!
//! `Source` keeps the name under which the user knows the file, its text, and the starts of its
//! lines. `"a.md"` with the text `"Первая\nвторая"` gives line 2, column 3 for the byte of «о»:
//! columns count characters (code points) from 1. Lines end at LF, CRLF or a lone CR. In a file that is
//! made of parts ([`parts`]) a line is a paragraph.

use super::parts::{self, Container, Part};
use super::span::Span;
use memchr::memchr2_iter;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Line and column in a text, both from 1; the column counts code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Code points from the start of the line, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The decoded text of one file, with its name and its lines.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    encoding: &'static str,
    line_starts: Vec<usize>,
    /// Name and content of each part, when the file is made of parts.
    parts: Vec<(Span, Span)>,
    container: Option<Arc<Container>>,
}

impl Source {
    /// A source of UTF-8 `text`, called `name` in messages.
    ///
    /// A byte-order mark, if the file has one, is part of `text`: offsets are the file's own.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Source {
        Source::decoded(name, text, "UTF-8")
    }

    /// A source whose text was decoded from `encoding` (a WHATWG name such as `UTF-16LE`).
    pub fn decoded(
        name: impl Into<String>,
        text: impl Into<String>,
        encoding: &'static str,
    ) -> Source {
        let text = text.into();
        let parts = parts::find(&text);
        let line_starts = match parts.is_empty() {
            true => line_starts(&text),
            false => Vec::new(),
        };
        Source {
            name: name.into(),
            text,
            encoding,
            line_starts,
            parts,
            container: None,
        }
    }

    /// A source whose `text` is of parts taken from `container`.
    pub fn of_parts(
        name: impl Into<String>,
        text: impl Into<String>,
        container: Container,
    ) -> Source {
        Source {
            container: Some(Arc::new(container)),
            ..Source::new(name, text)
        }
    }

    /// The same file with another text.
    pub fn with_text(&self, text: impl Into<String>) -> Source {
        Source {
            container: self.container.clone(),
            ..Source::decoded(self.name.clone(), text, self.encoding)
        }
    }

    /// The file whose parts the text is of, when there is one.
    pub fn container(&self) -> Option<&Container> {
        self.container.as_deref()
    }

    /// The parts of the file; none when it is one text.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        self.parts.iter().map(|parts| self.part(parts))
    }

    /// The part in which the byte `offset` lies.
    pub fn part_at(&self, offset: usize) -> Option<Part<'_>> {
        let after = self.parts.partition_point(|(name, _)| name.start <= offset);
        self.parts
            .get(after.checked_sub(1)?)
            .map(|parts| self.part(parts))
    }

    /// The part in which `span` lies and its bytes in the decoded part; without parts the span itself.
    pub fn in_part(&self, span: Span) -> (Option<&str>, Span) {
        match self.part_at(span.start) {
            Some(part) => {
                let from = |at: usize| at.saturating_sub(part.start);
                (Some(part.name), Span::new(from(span.start), from(span.end)))
            }
            None => (None, span),
        }
    }

    /// The text as a reader sees it, a line for each paragraph, where the file is made of parts.
    pub fn readable(&self) -> Cow<'_, str> {
        if self.parts.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let lines = self.line_starts.iter().map(|&start| {
            let line = self.visible(self.line_at(start));
            line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n"
        });
        Cow::Owned(lines.collect())
    }

    fn part(&self, (name, content): &(Span, Span)) -> Part<'_> {
        Part {
            name: self.slice(*name),
            start: content.start,
            text: self.slice(*content),
        }
    }

    /// Says where paragraphs begin in a file of parts, in order: there its lines begin.
    pub(crate) fn begin_paragraphs(&mut self, starts: impl Iterator<Item = usize>) {
        if !self.parts.is_empty() {
            self.line_starts = starts.collect();
            self.line_starts.dedup();
        }
    }

    /// The name under which the user knows the file; `-` for standard input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The encoding the file had: `UTF-8` unless it was decoded from another.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// Line and column of the byte `offset`; an offset past the end is the end.
    ///
    /// Costs a binary search over the lines and a scan of one line.
    pub fn place(&self, offset: usize) -> Place {
        let offset = offset.min(self.text.len());
        if let Some(part) = self.part_at(offset) {
            return self.place_in(part, offset);
        }
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1];
        let before = self.text.as_bytes()[start..offset].iter();
        let mut column = 1 + before.filter(|&&byte| byte & 0xC0 != 0x80).count();
        if line == 1 && offset > 0 && self.text.starts_with('\u{FEFF}') {
            column -= 1; // no editor shows the mark
        }
        Place { line, column }
    }

    /// Paragraph of `part`, and character of it as a reader counts.
    fn place_in(&self, part: Part<'_>, offset: usize) -> Place {
        let first = self
            .line_starts
            .partition_point(|&start| start < part.start);
        let next = self.line_starts.partition_point(|&start| start <= offset);
        let start = match next > first {
            true => self.line_starts[next - 1],
            false => part.start.min(offset),
        };
        let before = self.visible(Span::new(start, offset));
        Place {
            line: (next - first).max(1),
            column: 1 + before.chars().count(),
        }
    }

    /// Where the byte `offset` lies, as messages say it: `3:41`, or with the part
    /// `word/document.xml:12:5`.
    pub fn locate(&self, offset: usize) -> String {
        let place = self.place(offset);
        match self.part_at(offset) {
            Some(part) => format!("{}:{place}", part.name),
            None => place.to_string(),
        }
    }

    /// What a reader sees of `span`: in a file of parts its text without the markup.
    pub fn visible(&self, span: Span) -> Cow<'_, str> {
        match self.parts.is_empty() {
            true => Cow::Borrowed(self.slice(span)),
            false => parts::visible(self.slice(span)),
        }
    }

    /// The line (without its end) on which `offset` lies, as a span of the text; in a file of parts
    /// the paragraph.
    pub fn line_at(&self, offset: usize) -> Span {
        if let Some(part) = self.part_at(offset) {
            let end = part.start + part.text.len();
            let next = self.line_starts.partition_point(|&start| start <= offset);
            let start = next.checked_sub(1).map_or(0, |line| self.line_starts[line]);
            let next = self.line_starts.get(next).copied().unwrap_or(end);
            let start = start.max(part.start);
            return Span::new(start, next.min(end).max(start));
        }
        let line = self.place(offset).line;
        let start = self.line_starts[line - 1];
        let end = self
            .line_starts
            .get(line)
            .copied()
            .unwrap_or(self.text.len());
        let trimmed = self.text[start..end].trim_end_matches(['\r', '\n']);
        Span::new(start, start + trimmed.len())
    }

    /// The text at `span`.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
    std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.md", "Первая\nвторая строка");
        let offset = source.text().find("строка").unwrap();
        assert_eq!(source.place(offset), Place { line: 2, column: 8 });
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        let source = Source::new("a.txt", "a\rb\r\nc");
        assert_eq!(source.place(2).line, 2);
        assert_eq!(source.place(5), Place { line: 3, column: 1 });
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        assert_eq!(Source::new("a", "").place(9), Place { line: 1, column: 1 });
    }

    #[test]
    fn the_byte_order_mark_takes_no_column() {
        let source = Source::new("a", "\u{FEFF}ab");
        assert_eq!(source.place(3).column, 1);
        assert_eq!(source.place(4).column, 2);
    }

    #[test]
    fn a_line_is_given_without_its_end() {
        let source = Source::new("a", "un\r\ndeux\r\n");
        assert_eq!(source.slice(source.line_at(5)), "deux");
    }
}
