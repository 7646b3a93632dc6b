//! What texts of office programs have in common, whatever their elements are called.

use crate::document::{BlockKind, DocumentError};
use crate::inline::TagRole;
use crate::text::parts::Part;
use crate::text::{Place, Span};
use crate::xml::{SliceReader, Tag, XmlError, XmlOptions, local_name};

/// Most columns one cell is taken for: a repeated one may claim any number.
const MOST_COLUMNS: u32 = 1024;

/// The mark of an unfinished segment: plain text, since a comment is by somebody and needs a part of
/// its own.
pub(in crate::document) fn mark(score: u8) -> String {
    format!("⟦{score}⟧")
}

/// The error of a part of `file`, whose place is a line and column of its XML.
pub(in crate::document) fn bad_part(file: &str, error: XmlError) -> DocumentError {
    DocumentError {
        file: format!("{file}:{}", error.file),
        place: error.place,
        message: error.kind.to_string(),
    }
}

/// The refusal of a change that nobody has decided on, in paragraph `paragraph` of `part`: until it is
/// accepted or rejected there are two texts.
pub(in crate::document) fn tracked(file: &str, part: Part<'_>, paragraph: usize) -> DocumentError {
    DocumentError {
        file: format!("{file}:{}", part.name),
        place: Place {
            line: paragraph,
            column: 1,
        },
        message: "a tracked change: accept or reject all changes, then save".to_owned(),
    }
}

/// A reader of the XML in `part`.
pub(in crate::document) fn open(part: Part<'_>) -> SliceReader<'_> {
    // The text is decoded, but it may still declare what it was.
    let head = part.text.get(..DECLARATION).unwrap_or(part.text);
    let wide = head.to_ascii_lowercase().contains("encoding=\"utf-16");
    let encoding = if wide { "UTF-16LE" } else { "UTF-8" };
    SliceReader::new(part.name, part.text, encoding, XmlOptions::default())
}

/// Bytes in which the declaration of a part names its encoding.
const DECLARATION: usize = 64;

/// The value of the attribute of `tag` with that local name.
pub(in crate::document) fn attribute<'a>(tag: &Tag<'a>, name: &str) -> Option<&'a str> {
    tag.iter()
        .find(|(own, _)| local_name(own) == name)
        .map(|(_, value)| value)
}

/// The tables that are open, one in another, and where in each the reader is.
#[derive(Debug, Default)]
pub(in crate::document) struct Tables(Vec<Cell>);

#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    row: u32,
    rows: u32,
    column: u32,
    /// Columns the cell covers.
    columns: u32,
    /// Whether its first paragraph is still to come.
    fresh: bool,
}

impl Tables {
    /// How many are open.
    pub(in crate::document) fn depth(&self) -> usize {
        self.0.len()
    }

    pub(in crate::document) fn begin(&mut self) {
        self.0.push(Cell::default());
    }

    /// Ends the innermost tables until `depth` are open.
    pub(in crate::document) fn end_to(&mut self, depth: usize) {
        self.0.truncate(depth);
    }

    pub(in crate::document) fn row(&mut self) {
        if let Some(cell) = self.0.last_mut() {
            cell.row = cell.rows;
            (cell.rows, cell.column, cell.columns) = (cell.rows.saturating_add(1), 0, 0);
        }
    }

    /// Begins a cell that covers `columns`.
    pub(in crate::document) fn cell(&mut self, columns: u32) {
        if let Some(cell) = self.0.last_mut() {
            cell.column = cell.column.saturating_add(cell.columns);
            cell.fresh = true;
        }
        self.cover(columns);
    }

    /// Says that the cell covers `columns`.
    pub(in crate::document) fn cover(&mut self, columns: u32) {
        if let Some(cell) = self.0.last_mut() {
            cell.columns = columns.clamp(1, MOST_COLUMNS);
        }
    }

    /// What a paragraph of `kind` is here: the first of a cell, unless something of it was given
    /// already (`whole` is not true), is the cell.
    pub(in crate::document) fn kind_of(&mut self, kind: BlockKind, whole: bool) -> BlockKind {
        let Some(cell) = self.0.last_mut() else {
            return kind;
        };
        let is_first = std::mem::take(&mut cell.fresh) && whole;
        match kind {
            BlockKind::Paragraph if is_first => BlockKind::TableCell {
                row: cell.row,
                column: cell.column,
            },
            kind => kind,
        }
    }
}

/// A mark in a paragraph, of a bookmark or a comment, that must not be lost.
#[derive(Clone, Copy, Debug)]
pub(in crate::document) struct Marker {
    pub(in crate::document) span: Span,
    /// Whether it begins something.
    pub(in crate::document) opens: bool,
}

/// Those of `markers`, which are in order, that lie in `span`: the ones that begin something stand
/// before what is written there, the others after it.
pub(in crate::document) fn markers_in(
    markers: &[Marker],
    span: Span,
) -> impl Iterator<Item = &Marker> {
    let first = markers.partition_point(|marker| marker.span.start < span.start);
    let after = markers[first..].iter();
    after.take_while(move |marker| marker.span.end <= span.end)
}

/// Text with tags in the order in which it is written, without the white space that stands beside a
/// break for readers only.
pub(in crate::document) fn unbroken(
    text: &str,
    before: Option<TagRole>,
    after: Option<TagRole>,
) -> &str {
    let text = match before {
        Some(TagRole::Break) => text.strip_prefix(['\n', ' ']).unwrap_or(text),
        _ => text,
    };
    match after {
        Some(TagRole::Break) => text.strip_suffix(' ').unwrap_or(text),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_in_the_innermost_table() {
        let mut tables = Tables::default();
        assert_eq!(
            tables.kind_of(BlockKind::Paragraph, true),
            BlockKind::Paragraph
        );
        tables.begin();
        tables.row();
        tables.cell(2);
        tables.cell(u32::MAX);
        tables.begin();
        tables.row();
        tables.cell(0);
        let first = |row, column| BlockKind::TableCell { row, column };
        assert_eq!(tables.kind_of(BlockKind::Paragraph, true), first(0, 0));
        assert_eq!(
            tables.kind_of(BlockKind::Paragraph, true),
            BlockKind::Paragraph
        );
        tables.end_to(1);
        assert_eq!(
            tables.kind_of(BlockKind::Heading(1), true),
            BlockKind::Heading(1)
        );
        tables.cell(1);
        assert_eq!(
            tables.kind_of(BlockKind::Paragraph, false),
            BlockKind::Paragraph
        );
        tables.row();
        tables.cell(1);
        assert_eq!(tables.kind_of(BlockKind::Paragraph, true), first(1, 0));
    }

    #[test]
    fn white_space_beside_a_break_is_not_written() {
        let (tab, link) = (Some(TagRole::Break), Some(TagRole::Link));
        assert_eq!(unbroken("\na ", tab, tab), "a");
        assert_eq!(unbroken("\na ", link, None), "\na ");
    }
}
