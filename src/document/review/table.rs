//! The rows of a table that was edited: the text of each cell as a reader sees it.
//!
//! Whatever Word or LibreOffice have made of the table is borne with: runs cut anywhere, content
//! controls, bookmarks, comments, paragraphs and line breaks in a cell (a space). Tracked changes are read
//! as if they were accepted. Only rows of tables that lie in no other are rows; text of a table in a cell
//! is text of the cell.

use crate::document::docx::Names;
use crate::xml::{XmlError, XmlEvent, XmlReader, local_name};

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The rows in the order in which they stand.
    pub(super) rows: Vec<Vec<String>>,
    /// Tracked changes that were taken for accepted.
    pub(super) changes: usize,
}

/// Elements whose text is not that of a cell.
#[rustfmt::skip] // a list to read
const SKIPPED: &[&str] = &[
    "instrText", "object", "pict", "rPr", "sdtEndPr", "sdtPr", "sectPr", "tblGrid", "tblPr",
    "tblPrEx", "tcPr",
];

/// Reads the tables of a main part; nothing when `xml` is no such part.
pub(super) fn read(mut xml: XmlReader<&[u8]>) -> Result<Table, XmlError> {
    let root = xml.root()?;
    let Some(names) = Names::of(root) else {
        return Ok(Table::default());
    };
    let mut walk = Walk::default();
    loop {
        match xml.read()? {
            XmlEvent::Start(tag) => {
                // Of a drawing nothing is a cell's, whatever its text boxes hold.
                if matches!(local_name(tag.name()), "drawing" | "Fallback") {
                    xml.skip_element()?;
                    continue;
                }
                let name = names.local(tag.name()).to_owned();
                match name.as_str() {
                    "trPr" => walk.row_properties(&mut xml, &names)?,
                    "pPr" => walk.paragraph_properties(&mut xml, &names)?,
                    "del" | "moveFrom" => {
                        walk.table.changes += 1;
                        xml.skip_element()?;
                    }
                    "t" => {
                        let keep = tag.get("xml:space") == Some("preserve");
                        let text = xml.element_text()?;
                        walk.text(if keep {
                            &text
                        } else {
                            text.trim_matches([' ', '\t', '\n', '\r'])
                        });
                    }
                    skipped if SKIPPED.contains(&skipped) => xml.skip_element()?,
                    name => walk.start(name),
                }
            }
            XmlEvent::End(name) => walk.end(names.local(name)),
            XmlEvent::Finish => return Ok(walk.table),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Walk {
    table: Table,
    /// Tables that are open.
    depth: usize,
    /// The row that is open and not deleted.
    row: Option<Vec<String>>,
    /// Whether the mark of the last paragraph was deleted, so that the next goes on with its text.
    joined: bool,
}

impl Walk {
    fn start(&mut self, name: &str) {
        match name {
            "tbl" => self.depth += 1,
            "tr" if self.depth == 1 => self.row = Some(Vec::new()),
            "tc" if self.depth == 1 => {
                if let Some(row) = &mut self.row {
                    row.push(String::new());
                }
            }
            "p" => {
                let joined = std::mem::take(&mut self.joined);
                self.text(if joined { "" } else { " " });
            }
            "tab" | "ptab" | "br" | "cr" => self.text(" "),
            "noBreakHyphen" => self.text("\u{2011}"),
            "softHyphen" => self.text("\u{AD}"),
            "ins" | "moveTo" => self.table.changes += 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "tbl" => self.depth = self.depth.saturating_sub(1),
            "tr" if self.depth == 1 => self.table.rows.extend(self.row.take()),
            "tc" => self.joined = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.row.as_mut().and_then(|row| row.last_mut()) {
            cell.push_str(text);
        }
    }

    /// The properties of a row: it may be one that was deleted.
    fn row_properties(
        &mut self,
        xml: &mut XmlReader<&[u8]>,
        names: &Names,
    ) -> Result<(), XmlError> {
        each_child(xml, names, |name| match name {
            "del" => {
                self.table.changes += 1;
                if self.depth == 1 {
                    self.row = None;
                }
            }
            "ins" => self.table.changes += 1,
            _ => {}
        })
    }

    /// The properties of a paragraph: the mark at its end may be one that was deleted or inserted.
    fn paragraph_properties(
        &mut self,
        xml: &mut XmlReader<&[u8]>,
        names: &Names,
    ) -> Result<(), XmlError> {
        let inside = xml.depth();
        while let Some(tag) = xml.next_child(inside)? {
            if names.local(tag.name()) != "rPr" {
                xml.skip_element()?;
                continue;
            }
            each_child(xml, names, |name| match name {
                "del" | "moveFrom" => {
                    self.table.changes += 1;
                    self.joined = true;
                }
                "ins" | "moveTo" => self.table.changes += 1,
                _ => {}
            })?;
        }
        Ok(())
    }
}

/// Tells `each` the name of every child of the element that was opened last, and reads to its end.
fn each_child(
    xml: &mut XmlReader<&[u8]>,
    names: &Names,
    mut each: impl FnMut(&str),
) -> Result<(), XmlError> {
    let inside = xml.depth();
    while let Some(tag) = xml.next_child(inside)? {
        each(names.local(tag.name()));
        xml.skip_element()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::XmlOptions;

    fn table(body: &str) -> Table {
        let root = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let text = format!("<w:document xmlns:w='{root}'><w:body>{body}</w:body></w:document>");
        let xml = XmlReader::new("", text.as_bytes(), XmlOptions::default());
        read(xml).unwrap()
    }

    fn cells(cells: &[&str]) -> String {
        let cells: String = cells
            .iter()
            .map(|cell| format!("<w:tc>{cell}</w:tc>"))
            .collect();
        format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    }

    fn only_cell(inside: &str) -> String {
        let rows = table(&cells(&[inside])).rows;
        assert_eq!(rows.len(), 1, "{inside}");
        super::super::marks::plain(&rows[0][0])
    }

    #[test]
    fn what_programs_put_around_text_is_borne_with() {
        for (inside, text) in [
            (
                "<w:p><w:r><w:t>La son</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>de</w:t></w:r></w:p>",
                "La sonde",
            ),
            (
                "<w:p><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>&lt;1></w:t></w:r></w:sdtContent></w:sdt></w:p>",
                "<1>",
            ),
            (
                "<w:p><w:r><w:t>Un</w:t></w:r></w:p><w:p><w:r><w:t>deux</w:t><w:br/><w:t>trois</w:t></w:r></w:p>",
                "Un deux trois",
            ),
            (
                "<w:p><w:r><w:t>sous</w:t><w:noBreakHyphen/><w:t>sol</w:t></w:r></w:p>",
                "sous\u{2011}sol",
            ),
            (
                "<w:p><w:r><w:t xml:space='preserve'> a </w:t></w:r><w:r><w:t> b </w:t></w:r></w:p>",
                "a b",
            ),
            (
                "<w:p><w:r><w:drawing><w:t>x</w:t></w:drawing><w:t>a</w:t></w:r></w:p>",
                "a",
            ),
            (
                "<w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>",
                "a",
            ),
        ] {
            assert_eq!(only_cell(inside), text, "{inside}");
        }
    }

    #[test]
    fn tracked_changes_are_read_as_accepted() {
        let edited = "<w:p><w:r><w:t>La </w:t></w:r><w:del><w:r><w:delText>probe</w:delText></w:r></w:del>\
            <w:ins><w:r><w:t xml:space='preserve'> sonde</w:t></w:r></w:ins></w:p>";
        assert_eq!(only_cell(edited), "La sonde");
        let moved = "<w:p><w:moveTo><w:r><w:t>a</w:t></w:r></w:moveTo><w:moveFrom><w:r><w:t>b</w:t></w:r></w:moveFrom></w:p>";
        assert_eq!(only_cell(moved), "a");
        let joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>son</w:t></w:r></w:p><w:p><w:r><w:t>de</w:t></w:r></w:p>";
        assert_eq!(only_cell(joined), "sonde");
        let gone = "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
        let read = table(gone);
        assert!(read.rows.is_empty());
        assert_eq!(read.changes, 1);
    }

    #[test]
    fn rows_of_all_tables_are_rows() {
        let two = cells(&["<w:p/>", "<w:p><w:r><w:t>a</w:t></w:r></w:p>"]).repeat(2);
        let rows = table(&two).rows;
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].len(), 2);
        assert_eq!(rows[1][1].trim(), "a");
    }
}
