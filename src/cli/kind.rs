//! What kind of file an input is, by its content.
//!
//! XML is told by its root element, which is looked for in the first bytes; these are then put
//! back before the rest, so that standard input can be asked too. What is no XML is a table or
//! text; a name that ends in `.tmx` and the like promises XML, and its file is refused as such.

use super::args::Global;
use super::exit::Failure;
use super::input::{self, Input};
use entente::document::review;
use entente::files::{self, TEXT_LIMIT};
use entente::memory::store;
use entente::xml::{XmlOptions, XmlReader, local_name};
use std::io::{BufReader, Chain, Cursor, Read};
use std::path::Path;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A translation memory.
    Tmx,
    /// A memory that `entente tm build` made.
    Index,
    /// A bilingual file.
    Xliff,
    /// A review table.
    Review,
    /// A catalog of gettext.
    Po,
    /// A terminology in TBX.
    Tbx,
    /// Segmentation rules.
    Srx,
    /// XML with another root, or with none that could be found.
    Xml(Option<String>),
    /// Anything else: a table or text.
    Text,
}

impl Kind {
    /// What it is called in a message.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Kind::Tmx => "a TMX memory",
            Kind::Index => "a built memory",
            Kind::Xliff => "an XLIFF file",
            Kind::Review => "a review table",
            Kind::Po => "a PO catalog",
            Kind::Tbx => "a TBX glossary",
            Kind::Srx => "an SRX file",
            Kind::Xml(_) => "this XML file",
            Kind::Text => "a text or table",
        }
    }
}

/// An input whose kind is known and which is read from its start.
pub(crate) struct Known {
    /// What it is.
    pub(crate) kind: Kind,
    /// The encoding it is in, when it is XML.
    pub(crate) encoding: &'static str,
    /// Its bytes.
    pub(crate) input: KnownInput,
}

/// The bytes of a file from its start, the first of which were looked at.
pub(crate) type KnownInput = BufReader<Chain<Cursor<Vec<u8>>, Input>>;

/// Bytes in which the root element is looked for: declaration, DOCTYPE and a licence comment fit.
const HEAD: u64 = 64 * 1024;

/// Opens `path` and finds out what it is. A built memory is a folder; it is read by its path.
pub(crate) fn open(path: &Path, global: &Global) -> Result<Known, Failure> {
    if store::is_store(path) {
        return Ok(Known {
            kind: Kind::Index,
            encoding: "UTF-8",
            input: BufReader::new(Cursor::new(Vec::new()).chain(Input::Folder)),
        });
    }
    let mut input = input::open(path)?;
    let mut head = Vec::new();
    let reading = input.by_ref().take(HEAD).read_to_end(&mut head);
    reading.map_err(|error| files::FileError {
        file: path.to_owned(),
        kind: files::FileErrorKind::Io(error),
    })?;
    if head.starts_with(ARCHIVE) {
        // What an archive holds stands at its end.
        let rest = files::read_from(input, path, TEXT_LIMIT)?;
        head.extend(rest);
        input = Input::Folder;
    }
    let (kind, encoding) = kind_of(&head, path, xml_options(global)?);
    Ok(Known {
        kind,
        encoding,
        input: BufReader::with_capacity(HEAD as usize, Cursor::new(head).chain(input)),
    })
}

/// What an archive begins with.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// How XML files are read: in the encoding the user names, if they declare none.
pub(crate) fn xml_options(global: &Global) -> Result<XmlOptions, Failure> {
    let encoding = input::code_page(global)?.map(|page| page.name());
    Ok(XmlOptions {
        encoding,
        ..XmlOptions::default()
    })
}

/// Name endings that promise XML.
const XML_ENDINGS: [&str; 6] = ["tmx", "xlf", "xliff", "tbx", "xml", "srx"];

/// The kind and encoding of the file that begins with `head`.
fn kind_of(head: &[u8], path: &Path, options: XmlOptions) -> (Kind, &'static str) {
    if head.starts_with(&store::MAGIC) {
        return (Kind::Index, "UTF-8");
    }
    if head.starts_with(ARCHIVE) && review::is_table(head) {
        return (Kind::Review, "UTF-8");
    }
    let mut xml = XmlReader::new("", head, options);
    let kind = match xml.root().map(|tag| local_name(tag.name()).to_owned()) {
        Ok(root) => match root.as_str() {
            "tmx" => Kind::Tmx,
            "xliff" => Kind::Xliff,
            "srx" => Kind::Srx,
            "martif" | "tbx" | "TBX" => Kind::Tbx,
            _ => Kind::Xml(Some(root)),
        },
        Err(_) if promises_xml(path) || begins_as_xml(head) => Kind::Xml(None),
        Err(_) if is_catalog(path, head) => Kind::Po,
        Err(_) => Kind::Text,
    };
    (kind, xml.encoding())
}

fn promises_xml(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        XML_ENDINGS
            .iter()
            .any(|xml| ending.eq_ignore_ascii_case(xml))
    })
}

/// Whether the name or a line of `head` is that of a catalog of gettext.
fn is_catalog(path: &Path, head: &[u8]) -> bool {
    const KEYWORD: &[u8] = b"msgid \"";
    let ending = path.extension().and_then(|ending| ending.to_str());
    let named = ending.is_some_and(|ending| matches!(ending, "po" | "pot" | "PO" | "POT"));
    named
        || head
            .split(|&byte| byte == b'\n')
            .any(|line| line.starts_with(KEYWORD))
}

/// Whether the first visible character is `<`, in any encoding that has it as ASCII does.
fn begins_as_xml(head: &[u8]) -> bool {
    let marks = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0];
    let first = head
        .iter()
        .find(|byte| !byte.is_ascii_whitespace() && !marks.contains(byte));
    first == Some(&b'<')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str, content: &[u8]) -> Kind {
        kind_of(content, Path::new(name), XmlOptions::default()).0
    }

    #[test]
    fn content_decides_and_the_name_only_says_what_to_expect() {
        assert_eq!(kind("a.csv", b"<?xml version='1.0'?><tmx/>"), Kind::Tmx);
        assert_eq!(kind("a", b"<TAGTABLE>"), Kind::Xml(Some("TAGTABLE".into())));
        assert_eq!(kind("a.csv", b"concept,term\n"), Kind::Text);
        assert_eq!(kind("a.tmx", b"404: Not Found"), Kind::Xml(None));
        assert_eq!(kind("a.po", b"# nothing yet"), Kind::Po);
        assert_eq!(kind("-", b"# c\nmsgid \"\""), Kind::Po);
        assert_eq!(kind("a", b"\xEF\xBB\xBF\n<!-- "), Kind::Xml(None));
        assert_eq!(kind("a.tmx", b"\x89entente\x01\0\0\0"), Kind::Index);
    }
}
