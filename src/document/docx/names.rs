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

/// Names that mean something to us, sorted.
#[rustfmt::skip] // a list to read
const KNOWN: &[&str] = &[
    "abstractNum", "annotationRef", "basedOn", "bdo", "body", "bookmarkEnd", "bookmarkStart",
    "br", "cellDel", "cellIns", "cellMerge", "commentRangeEnd", "commentRangeStart",
    "commentReference", "cr", "customXml", "customXmlDelRangeEnd", "customXmlDelRangeStart",
    "customXmlInsRangeEnd", "customXmlInsRangeStart", "customXmlMoveFromRangeEnd",
    "customXmlMoveFromRangeStart", "customXmlMoveToRangeEnd", "customXmlMoveToRangeStart",
    "customXmlPr", "del", "delInstrText", "delText", "dir", "document", "endnote", "endnoteRef",
    "endnoteReference", "endnotes", "fldChar", "fldSimple", "footnote", "footnoteRef",
    "footnoteReference", "footnotes", "ftr", "gridSpan", "hdr", "hyperlink", "ilvl", "ins",
    "instrText", "lastRenderedPageBreak", "moveFrom", "moveFromRangeEnd", "moveFromRangeStart",
    "moveTo", "moveToRangeEnd", "moveToRangeStart", "name", "noBreakHyphen", "numId", "numPr",
    "outlineLvl", "p", "pPr", "pStyle", "permEnd", "permStart", "proofErr", "ptab", "r", "rPr",
    "sdt", "sdtContent", "sdtEndPr", "sdtPr", "sectPr", "smartTag", "smartTagPr", "softHyphen",
    "style", "styles", "t", "tab", "tbl", "tblGrid", "tblPr", "tc", "tcPr", "tr", "trPr",
    "txbxContent",
];

/// Names of other namespaces that are looked at, with the prefix they usually have.
const FOREIGN: [(&str, &str); 2] = [
    ("AlternateContent", "mc:AlternateContent"),
    ("Fallback", "mc:Fallback"),
];

/// The prefix of one part.
#[derive(Clone, Debug)]
pub(in crate::document) struct Names {
    prefix: String,
}

impl Names {
    /// The prefix that `root` binds to the namespace; `None` when it binds none.
    pub(in crate::document) fn of(root: Tag<'_>) -> Option<Names> {
        let bound = root.iter().find(|(_, value)| NAMESPACES.contains(value));
        let prefix = match bound?.0 {
            "xmlns" => String::new(),
            name => format!("{}:", name.strip_prefix("xmlns:")?),
        };
        Some(Names { prefix })
    }

    /// The name as this list has it; empty for one that means nothing to us.
    pub(super) fn known(&self, name: &str) -> &'static str {
        let own = name
            .strip_prefix(self.prefix.as_str())
            .filter(|local| !local.contains(':'));
        if let Some(local) = own {
            let found = KNOWN.binary_search(&local);
            return found.map_or("", |index| KNOWN[index]);
        }
        let local = local_name(name);
        let found = FOREIGN.iter().find(|(foreign, _)| *foreign == local);
        found.map_or("", |(_, name)| name)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(root: &str) -> Option<Names> {
        let mut xml = XmlReader::new("", root.as_bytes(), XmlOptions::default());
        Names::of(xml.root().unwrap())
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(KNOWN.is_sorted());
    }

    #[test]
    fn names_are_known_by_their_namespace() {
        let w = names(&format!("<a:document xmlns:a='{}'/>", NAMESPACES[0])).unwrap();
        assert_eq!(w.known("a:p"), "p");
        assert_eq!(w.known("w:p"), "");
        assert_eq!(w.known("mc:Fallback"), "mc:Fallback");
        assert_eq!(w.with("t"), "a:t");
        let bare = names(&format!("<document xmlns='{}'/>", NAMESPACES[1])).unwrap();
        assert_eq!(bare.known("p"), "p");
        assert_eq!(bare.known("m:r"), "");
        assert!(names("<w:document xmlns:w='urn:other'/>").is_none());
    }
}
