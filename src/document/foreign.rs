//! Files that are no text: told by their first bytes, so that a refusal can say what to do.
//!
//! An office document or a PDF given as an article would otherwise fail as text in an unknown
//! encoding, which sends its owner after the wrong fault. The bytes decide, not the name: a PDF
//! called `.md` is a PDF. Packages that are read (DOCX) are told before, by what is in them. XML is told by
//! its first element, where no ending says what the file is.

/// A kind of file that is no article entente reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What the file is, as a message says it: `a PDF`.
    pub what: &'static str,
    /// What its owner can do.
    pub help: &'static str,
}

/// Bytes of an archive in which the names of its first parts are looked for.
const HEAD: usize = 4096;

const SAVE: &str = "save its text as Markdown (.md) or plain text (.txt)";
const PDF: &str = "a PDF keeps no order of its text; take the file it was made from";

/// What `bytes` are when they begin as an archive, an office document or a PDF; `None` for text.
///
/// Signatures: ZIP APPNOTE 4.3.7, \[MS-CFB\] 2.2, PDF 32000-1 section 7.5.2, the `\rtf1` of RTF 1.9.1.
pub fn foreign(bytes: &[u8]) -> Option<Foreign> {
    let found = |what, help| Some(Foreign { what, help });
    if bytes.starts_with(b"%PDF-") {
        return found("a PDF", PDF);
    }
    if bytes.starts_with(b"{\\rtf1") {
        return found("an RTF document", SAVE);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return found("an old office document, or one locked by a password", SAVE);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let has = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    if has(b"mimetypeapplication/vnd.oasis.opendocument.") {
        found("an OpenDocument file", SAVE)
    } else if has(b"[Content_Types].xml") || has(b"word/") {
        found(
            "an Office Open XML file without running text (XLSX, PPTX)",
            SAVE,
        )
    } else {
        found("a ZIP archive", "unpack it and give the articles inside")
    }
}

/// What the XML in `text` is when its first element is of no format that is read; `None` for what is no
/// XML. Read as plain text its tags would be words for a translator.
pub(super) fn foreign_xml(text: &str) -> Option<Foreign> {
    let head = &text[..text.floor_char_boundary(HEAD)];
    let inside = head
        .trim_start_matches('\u{FEFF}')
        .trim_start()
        .strip_prefix("<?xml")?;
    let mut tags = inside.split('<').skip(1);
    let root = tags.find(|tag| tag.starts_with(char::is_alphabetic))?;
    let end = root.find(|c: char| c.is_whitespace() || c == '>' || c == '/');
    let found = |what, help| Some(Foreign { what, help });
    match &root[..end.unwrap_or(root.len())] {
        "html" | "xliff" => None,
        "tmx" => found("a translation memory", "--memory takes it"),
        "office:document" => found("a flat OpenDocument file", "save it as .odt"),
        _ => found(
            "an XML file of another kind",
            "--format-in plain reads it as plain text, its tags too",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(bytes: &[u8]) -> Option<&'static str> {
        foreign(bytes).map(|found| found.what)
    }

    #[test]
    fn text_that_speaks_of_formats_is_text() {
        for text in [
            "",
            "PK",
            "PKZIP 2.04",
            "On %PDF-1.7.",
            "{\\rt",
            "\u{feff}Été",
        ] {
            assert_eq!(what(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn the_first_bytes_tell_the_kind() {
        assert_eq!(what(b"%PDF-1.7\n"), Some("a PDF"));
        assert_eq!(what(b"{\\rtf1\\ansi"), Some("an RTF document"));
        assert_eq!(what(b"PK\x03\x04...a.txt"), Some("a ZIP archive"));
        let odt = b"PK\x03\x04\x14..mimetypeapplication/vnd.oasis.opendocument.text";
        assert_eq!(what(odt), Some("an OpenDocument file"));
        let xlsx = b"PK\x03\x04\x14..[Content_Types].xml";
        assert!(what(xlsx).unwrap().contains("XLSX"));
        assert!(
            what(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0")
                .unwrap()
                .contains("password")
        );
    }
}
