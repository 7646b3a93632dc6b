//! The names of WordprocessingML, whatever prefix a file gives them.
//!
//! Word writes `w:p`, other programs `ns0:p` or, with the namespace as default, `p`. The prefix is
//! what the root element binds to the namespace; names of other namespaces that happen to be `p`,
//! `r` or `t` (drawings, formulas) are not ours.

use crate::document::package::Archive;
use crate::xml::{Tag, XmlOptions, XmlReader, local_name};

/// The namespace of ECMA-376, transitional and strict.
const NAMESPACES: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// An element that means something to us; those that are read alike are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    // Parts and what is in them.
    Notes,
    Paragraph,
    SectionProperties,
    Styles,
    TextBox,
    // Tables.
    Cell,
    GridSpan,
    Row,
    Table,
    TableProperties,
    // In a paragraph.
    ControlContent,
    ControlProperties,
    ParagraphProperties,
    ProofError,
    Run,
    StructuredControl,
    /// A link.
    Hyperlink,
    /// Another element around runs.
    Around,
    AroundProperties,
    /// The mark of the start of a stretch, which holds no text, and of its end.
    StretchStart,
    StretchEnd,
    // In a run.
    Break,
    CommentReference,
    FieldChar,
    InstructionText,
    NoBreakHyphen,
    NoteReference,
    PageBreakSeen,
    RunProperties,
    SoftHyphen,
    Tab,
    Text,
    // Properties of paragraphs and styles.
    BasedOn,
    ListLevel,
    ListNumber,
    OutlineLevel,
    ParagraphStyle,
    Style,
    StyleName,
    /// A tracked change, which makes two texts of one.
    Tracked,
    /// What old readers read in place of a drawing (`mc:Fallback`).
    Fallback,
    Other,
}

impl Element {
    /// The element with that local name in the namespace of WordprocessingML.
    #[rustfmt::skip] // a table to read
    fn of(local: &[u8]) -> Element {
        match local {
            b"basedOn" => Element::BasedOn,
            b"bdo" | b"customXml" | b"dir" | b"smartTag" => Element::Around,
            b"br" => Element::Break,
            b"commentReference" => Element::CommentReference,
            b"cr" | b"ptab" | b"tab" => Element::Tab,
            b"customXmlPr" | b"smartTagPr" => Element::AroundProperties,
            b"endnoteReference" | b"footnoteReference" => Element::NoteReference,
            b"endnotes" | b"footnotes" => Element::Notes,
            b"fldChar" => Element::FieldChar,
            b"gridSpan" => Element::GridSpan,
            b"hyperlink" => Element::Hyperlink,
            b"ilvl" => Element::ListLevel,
            b"instrText" => Element::InstructionText,
            b"lastRenderedPageBreak" => Element::PageBreakSeen,
            b"name" => Element::StyleName,
            b"noBreakHyphen" => Element::NoBreakHyphen,
            b"numId" => Element::ListNumber,
            b"outlineLvl" => Element::OutlineLevel,
            b"p" => Element::Paragraph,
            b"pPr" => Element::ParagraphProperties,
            b"pStyle" => Element::ParagraphStyle,
            b"proofErr" => Element::ProofError,
            b"r" => Element::Run,
            b"rPr" => Element::RunProperties,
            b"sdt" => Element::StructuredControl,
            b"sdtContent" => Element::ControlContent,
            b"sdtEndPr" | b"sdtPr" => Element::ControlProperties,
            b"sectPr" => Element::SectionProperties,
            b"softHyphen" => Element::SoftHyphen,
            b"style" => Element::Style,
            b"styles" => Element::Styles,
            b"t" => Element::Text,
            b"tbl" => Element::Table,
            b"tblPr" => Element::TableProperties,
            b"tc" => Element::Cell,
            b"tr" => Element::Row,
            b"txbxContent" => Element::TextBox,
            b"bookmarkStart" | b"commentRangeStart" | b"customXmlDelRangeStart"
            | b"customXmlInsRangeStart" | b"customXmlMoveFromRangeStart"
            | b"customXmlMoveToRangeStart" | b"moveFromRangeStart" | b"moveToRangeStart"
            | b"permStart" => Element::StretchStart,
            b"bookmarkEnd" | b"commentRangeEnd" | b"customXmlDelRangeEnd"
            | b"customXmlInsRangeEnd" | b"customXmlMoveFromRangeEnd" | b"customXmlMoveToRangeEnd"
            | b"moveFromRangeEnd" | b"moveToRangeEnd" | b"permEnd" => Element::StretchEnd,
            b"cellDel" | b"cellIns" | b"cellMerge" | b"del" | b"delInstrText" | b"delText"
            | b"ins" | b"moveFrom" | b"moveTo" => Element::Tracked,
            _ => Element::Other,
        }
    }
}

/// The prefix of one part.
#[derive(Clone, Debug)]
pub(in crate::document) struct Names {
    prefix: String,
    /// The start and end tags of the properties of a run.
    look: [String; 2],
    /// The end tag of the properties of a paragraph.
    paragraph_end: String,
    /// The name of a run.
    run: String,
}

impl Names {
    /// The prefix that `root` binds to the namespace; `None` when it binds none.
    pub(in crate::document) fn of(root: Tag<'_>) -> Option<Names> {
        let bound = root.iter().find(|(_, value)| NAMESPACES.contains(value));
        let prefix = match bound?.0 {
            "xmlns" => String::new(),
            name => format!("{}:", name.strip_prefix("xmlns:")?),
        };
        Some(Names {
            look: [format!("<{prefix}rPr>"), format!("</{prefix}rPr>")],
            paragraph_end: format!("</{prefix}pPr>"),
            run: format!("{prefix}r"),
            prefix,
        })
    }

    /// The start tag of the properties of a run.
    pub(super) fn look_start(&self) -> &str {
        &self.look[0]
    }

    /// The end tag of the properties of a run.
    pub(super) fn look_end(&self) -> &str {
        &self.look[1]
    }

    /// The end tag of the properties of a paragraph.
    pub(super) fn paragraph_end(&self) -> &str {
        &self.paragraph_end
    }

    /// The name of a run.
    pub(super) fn run(&self) -> &str {
        &self.run
    }

    /// The element called `name` in the file.
    pub(super) fn element(&self, name: &str) -> Element {
        if let Some(local) = name.as_bytes().strip_prefix(self.prefix.as_bytes()) {
            let element = Element::of(local);
            if element != Element::Other || !local.contains(&b':') {
                return element;
            }
        }
        match local_name(name) {
            "Fallback" => Element::Fallback,
            _ => Element::Other,
        }
    }

    /// The local name of `name`; empty for one of another namespace.
    pub(in crate::document) fn local<'a>(&self, name: &'a str) -> &'a str {
        let own = name.strip_prefix(self.prefix.as_str());
        own.filter(|local| !local.contains(':')).unwrap_or("")
    }

    /// `local` with the prefix of the part.
    pub(super) fn with(&self, local: &str) -> String {
        format!("{}{local}", self.prefix)
    }
}

/// What the content types of the main part end with: document or template, with macros or without.
const MAIN: [&str; 4] = [
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    "ms-word.document.macroEnabled.main+xml",
    "ms-word.template.macroEnabledTemplate.main+xml",
];

/// The parts with text after the main one, in the order in which they are read, and the styles.
const OTHERS: [&str; 5] = [
    "wordprocessingml.footnotes+xml",
    "wordprocessingml.endnotes+xml",
    "wordprocessingml.header+xml",
    "wordprocessingml.footer+xml",
    "wordprocessingml.styles+xml",
];

/// Names of the parts of a DOCX that hold text; `None` when the archive is no DOCX.
///
/// Source: ECMA-376 part 2, 7.2.3 (content types), part 1, 11.3 (parts).
pub(in crate::document) fn parts(archive: &Archive<'_>) -> Result<Option<Vec<String>>, String> {
    const TYPES: &str = "[Content_Types].xml";
    if !archive.holds(TYPES) {
        return Ok(None);
    }
    let types = archive.read(TYPES)?;
    let mut xml = XmlReader::new(TYPES, &types[..], XmlOptions::default());
    let failed = |error: crate::xml::XmlError| error.to_string();
    xml.root().map_err(failed)?;
    let (mut main, mut others) = (None, Vec::new());
    while let Some(tag) = xml.next_child(1).map_err(failed)? {
        let (Some(name), Some(kind)) = (tag.get("PartName"), tag.get("ContentType")) else {
            continue;
        };
        let name = name.trim_start_matches('/').to_owned();
        if MAIN.iter().any(|end| kind.ends_with(end)) {
            main.get_or_insert(name);
        } else if let Some(order) = OTHERS.iter().position(|end| kind.ends_with(end)) {
            others.push((order, name.len(), name));
        }
    }
    let Some(main) = main else {
        return Ok(None);
    };
    // By kind, then `header2` before `header10`. A part that is named but not there is none.
    others.sort();
    let others = others.into_iter().map(|(.., name)| name);
    let mut parts = vec![main];
    parts.extend(others.filter(|name| archive.holds(name)));
    parts.dedup();
    Ok(Some(parts))
}

/// The name of the first part of the archive whose content type ends with `kind`.
pub(super) fn part_of(archive: &Archive<'_>, kind: &str) -> Result<Option<String>, String> {
    const TYPES: &str = "[Content_Types].xml";
    let types = archive.read(TYPES)?;
    let mut xml = XmlReader::new(TYPES, &types[..], XmlOptions::default());
    let failed = |error: crate::xml::XmlError| error.to_string();
    xml.root().map_err(failed)?;
    while let Some(tag) = xml.next_child(1).map_err(failed)? {
        let (Some(name), Some(own)) = (tag.get("PartName"), tag.get("ContentType")) else {
            continue;
        };
        if own.ends_with(kind) {
            return Ok(Some(name.trim_start_matches('/').to_owned()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &str) -> Option<Names> {
        let mut xml = XmlReader::new("", root.as_bytes(), XmlOptions::default());
        Names::of(xml.root().unwrap())
    }

    #[test]
    fn names_are_known_by_their_namespace() {
        let w = names(&format!("<a:document xmlns:a='{}'/>", NAMESPACES[0])).unwrap();
        assert_eq!(w.element("a:p"), Element::Paragraph);
        assert_eq!(w.element("w:p"), Element::Other);
        assert_eq!(w.element("mc:Fallback"), Element::Fallback);
        assert_eq!(w.with("t"), "a:t");
        let bare = names(&format!("<document xmlns='{}'/>", NAMESPACES[1])).unwrap();
        assert_eq!(bare.element("p"), Element::Paragraph);
        assert_eq!(bare.element("m:r"), Element::Other);
        assert!(names("<w:document xmlns:w='urn:other'/>").is_none());
    }
}
