//! Tables of text as people save them: comma, semicolon or tab, quoted cells, any line end.
//!
//! ```text
//! concept;en;fr
//! lv;launcher;"lanceur ""lourd"""
//! ```
//!
//! Every cell knows where it begins, so that a wrong one can be named by line and column. The
//! separator is the one that the header line holds most of; Excel's `sep=;` line is obeyed. What
//! is no table is refused: a row with more or fewer cells than the header, a quote that is never
//! closed, text after a closing quote, NUL.

use super::error::GlossaryError;
use crate::text::Source;
use std::borrow::Cow;

/// One cell: its text and where it begins in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) at: usize,
}

/// Rows of cells; the first is the header.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub(super) header: Vec<Cell<'a>>,
    pub(super) rows: Vec<Vec<Cell<'a>>>,
}

/// Separators in the order in which equal counts are decided.
const SEPARATORS: [char; 3] = ['\t', ';', ','];

impl<'a> Table<'a> {
    /// Reads the whole of `source`. Rows without any text are left out.
    pub(super) fn read(source: &'a Source) -> Result<Table<'a>, GlossaryError> {
        let mut reader = Reader::checked(source)?;
        let Some(header) = reader.header()? else {
            let message = "the file is empty; a glossary begins with a line of column names";
            return Err(GlossaryError::at(source, 0, message));
        };
        let mut rows = Vec::new();
        while let Some(row) = reader.row()? {
            if row.iter().all(|cell| cell.text.trim().is_empty()) {
                continue;
            }
            check_width(source, &header, &row)?;
            rows.push(row);
        }
        Ok(Table { header, rows })
    }

    /// Reads a table whose columns another convention names, from byte `at` on: cells are separated
    /// by tabs, lines that begin with `#` say nothing, cells missing at the end of a row are empty.
    pub(super) fn read_tabs(
        source: &'a Source,
        at: usize,
        names: &[String],
    ) -> Result<Table<'a>, GlossaryError> {
        let mut reader = Reader::checked(source)?;
        reader.at = at;
        reader.separator = '\t';
        let cell = |name: &String| Cell {
            text: Cow::Owned(name.clone()),
            at: 0,
        };
        let header: Vec<Cell<'a>> = names.iter().map(cell).collect();
        let mut rows = Vec::new();
        loop {
            let comment = reader.line().starts_with('#');
            let Some(mut row) = reader.row()? else {
                return Ok(Table { header, rows });
            };
            if comment || row.iter().all(|cell| cell.text.trim().is_empty()) {
                continue;
            }
            let end = row.last().map_or(0, |cell| cell.at);
            while row.len() < header.len() {
                row.push(Cell {
                    text: Cow::Borrowed(""),
                    at: end,
                });
            }
            check_width(source, &header, &row)?;
            rows.push(row);
        }
    }
}

fn check_width(
    source: &Source,
    header: &[Cell<'_>],
    row: &[Cell<'_>],
) -> Result<(), GlossaryError> {
    if row.len() == header.len() {
        return Ok(());
    }
    let at = match row.get(header.len()).or(row.last()) {
        Some(cell) => cell.at,
        None => 0,
    };
    let cells = |count: usize| format!("{count} {}", if count == 1 { "cell" } else { "cells" });
    let message = format!("{} where the header has {}", cells(row.len()), header.len());
    Err(GlossaryError::at(source, at, message)
        .with_help("a cell that holds the separator must stand in double quotes"))
}

/// Reads cells from a position on.
struct Reader<'a> {
    source: &'a Source,
    text: &'a str,
    at: usize,
    separator: char,
}

impl<'a> Reader<'a> {
    /// A reader of what is text.
    fn checked(source: &'a Source) -> Result<Reader<'a>, GlossaryError> {
        match source.text().find('\0') {
            Some(at) => {
                let message = "a NUL character; this is no text file";
                Err(GlossaryError::at(source, at, message))
            }
            None => Ok(Reader::new(source)),
        }
    }

    fn new(source: &'a Source) -> Reader<'a> {
        let text = source.text();
        let at = if text.starts_with('\u{FEFF}') {
            '\u{FEFF}'.len_utf8()
        } else {
            0
        };
        Reader {
            source,
            text,
            at,
            separator: ',',
        }
    }

    /// The header row, after which the separator is known.
    fn header(&mut self) -> Result<Option<Vec<Cell<'a>>>, GlossaryError> {
        self.skip_blank_lines();
        let line = self.line();
        let asked = line
            .get(..4)
            .filter(|start| start.eq_ignore_ascii_case("sep="));
        if asked.is_some()
            && let Some(separator) = line[4..].chars().next()
        {
            self.at += line.len();
            self.separator = separator;
            self.line_end();
            self.skip_blank_lines();
        } else {
            self.separator = most_frequent(line);
        }
        self.row()
    }

    fn skip_blank_lines(&mut self) {
        while self.at < self.text.len() && self.line().trim().is_empty() {
            self.at += self.line().len();
            if !self.line_end() {
                break;
            }
        }
    }

    /// The rest of the line, without its end.
    fn line(&self) -> &'a str {
        let rest = &self.text[self.at..];
        &rest[..rest.find(['\r', '\n']).unwrap_or(rest.len())]
    }

    /// Passes a line end; whether there was one.
    fn line_end(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let len = ["\r\n", "\n", "\r"]
            .iter()
            .find(|end| rest.starts_with(**end))
            .map_or(0, |end| end.len());
        self.at += len;
        len > 0
    }

    /// The next row; `None` at the end of the file.
    fn row(&mut self) -> Result<Option<Vec<Cell<'a>>>, GlossaryError> {
        if self.at >= self.text.len() {
            return Ok(None);
        }
        let mut cells = Vec::new();
        loop {
            cells.push(self.cell()?);
            if self.text[self.at..].starts_with(self.separator) {
                self.at += self.separator.len_utf8();
            } else {
                self.line_end();
                return Ok(Some(cells));
            }
        }
    }

    fn cell(&mut self) -> Result<Cell<'a>, GlossaryError> {
        let at = self.at;
        let rest = &self.text[at..];
        if rest.starts_with('"') {
            return self.quoted();
        }
        let ends = |c: char| c == self.separator || matches!(c, '\r' | '\n');
        let text = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += text.len();
        Ok(Cell {
            text: Cow::Borrowed(text),
            at,
        })
    }

    /// A cell in double quotes; `""` inside is one quote, line ends belong to the text.
    fn quoted(&mut self) -> Result<Cell<'a>, GlossaryError> {
        let opening = self.at;
        let start = opening + 1;
        let mut text = Cow::Borrowed("");
        let mut from = start;
        loop {
            let Some(found) = self.text[from..].find('"') else {
                return Err(GlossaryError::at(
                    self.source,
                    opening,
                    "a quote that is never closed",
                ));
            };
            let quote = from + found;
            let doubled = self.text[quote + 1..].starts_with('"');
            let piece = &self.text[from..quote + usize::from(doubled)];
            if text.is_empty() {
                text = Cow::Borrowed(piece);
            } else {
                text.to_mut().push_str(piece);
            }
            from = quote + 1;
            if doubled {
                from += 1;
                continue;
            }
            self.at = from;
            let next = self.text[from..].chars().next();
            if next.is_some_and(|c| c != self.separator && !matches!(c, '\r' | '\n')) {
                let message =
                    "text after a closing quote; a quote inside a quoted cell is written twice";
                return Err(GlossaryError::at(self.source, from, message));
            }
            return Ok(Cell { text, at: opening });
        }
    }
}

/// The separator that `line` holds most of, outside quotes.
fn most_frequent(line: &str) -> char {
    let mut counts = [0usize; SEPARATORS.len()];
    let mut quoted = false;
    for c in line.chars() {
        quoted ^= c == '"';
        if let Some(index) = SEPARATORS
            .iter()
            .position(|&separator| separator == c && !quoted)
        {
            counts[index] += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let index = counts.iter().position(|&count| count == most).unwrap_or(0);
    if most == 0 { ',' } else { SEPARATORS[index] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let source = Source::new("g.csv", text);
        let table = Table::read(&source).unwrap();
        let all = std::iter::once(table.header).chain(table.rows);
        all.map(|row| row.into_iter().map(|cell| cell.text.into_owned()).collect())
            .collect()
    }

    fn refusal(text: &str) -> String {
        Table::read(&Source::new("g.csv", text))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_place() {
        assert_eq!(
            refusal(""),
            "g.csv:1:1: the file is empty; a glossary begins with a line of column names"
        );
        assert_eq!(
            refusal("a,b\n1\n"),
            "g.csv:2:1: 1 cell where the header has 2"
        );
        assert_eq!(
            refusal("a,b\n1,2,3,4\n"),
            "g.csv:2:5: 4 cells where the header has 2"
        );
        assert_eq!(
            refusal("a,b\n1,\"x\n"),
            "g.csv:2:3: a quote that is never closed"
        );
        assert_eq!(
            refusal("a,b\nп,\"x\"y\n"),
            "g.csv:2:6: text after a closing quote; a quote inside a quoted cell is written twice"
        );
        assert_eq!(
            refusal("a,b\n1,\0\n"),
            "g.csv:2:3: a NUL character; this is no text file"
        );
    }

    #[test]
    fn the_header_line_says_the_separator() {
        assert_eq!(rows("a;b\nun,deux;3\n"), [["a", "b"], ["un,deux", "3"]]);
        assert_eq!(rows("a\tb;c\n1\t2\n"), [["a", "b;c"], ["1", "2"]]);
        assert_eq!(rows("\"a;b\",c\n1,2"), [["a;b", "c"], ["1", "2"]]);
    }

    #[test]
    fn the_line_of_excel_is_obeyed() {
        assert_eq!(
            rows("\u{FEFF}sep=;\r\na,b;c\r\n1;2\r\n"),
            [["a,b", "c"], ["1", "2"]]
        );
    }

    #[test]
    fn quotes_hold_separators_quotes_and_line_ends() {
        assert_eq!(
            rows("a,b\n\"«Союз», \"\"М\"\"\",\"две\r\nстроки\"\n"),
            [["a", "b"], ["«Союз», \"М\"", "две\r\nстроки"]]
        );
        assert_eq!(
            rows("a,b\n\"\"\"x\"\"\",\"\"\n"),
            [["a", "b"], ["\"x\"", ""]]
        );
    }

    #[test]
    fn rows_without_text_are_left_out() {
        assert_eq!(rows("a;b\n\n;\n1;2\n \n"), [["a", "b"], ["1", "2"]]);
    }
}
