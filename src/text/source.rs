//! A decoded file that can say where an offset lies.
//!
//! `Source` keeps the name under which the user knows the file, its text, and the starts of its
//! lines. `"a.md"` with the text `"Первая\nвторая"` gives line 2, column 3 for the byte of «о»:
//! columns count characters (code points) from 1. Lines end at LF, CRLF or a lone CR.

use super::span::Span;
use std::fmt;

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
        let line_starts = line_starts(&text);
        Source {
            name: name.into(),
            text,
            encoding,
            line_starts,
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
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1];
        let before = self.text.as_bytes()[start..offset].iter();
        let mut column = 1 + before.filter(|&&byte| byte & 0xC0 != 0x80).count();
        if line == 1 && offset > 0 && self.text.starts_with('\u{FEFF}') {
            column -= 1; // no editor shows the mark
        }
        Place { line, column }
    }

    /// The line (without its end) on which `offset` lies, as a span of the text.
    pub fn line_at(&self, offset: usize) -> Span {
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
    let mut starts = vec![0];
    for (at, &byte) in bytes.iter().enumerate() {
        let ends = byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        if ends {
            starts.push(at + 1);
        }
    }
    starts
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
