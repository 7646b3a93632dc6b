//! Units and variants, as a memory holds them.

use crate::inline::InlineText;
use crate::lang::LangTag;
use crate::text::{Notice, Place};

/// The units of one memory file, in file order, with what its header says.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The file, as the user named it.
    pub name: String,
    /// What stands before the units.
    pub header: MemoryHeader,
    /// The units that could be used.
    pub units: Vec<TranslationUnit>,
    /// What was left out or mended.
    pub notices: Vec<Notice>,
}

/// What a memory file says of all its units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemoryHeader {
    /// Version of the format as written: `1.4`.
    pub version: Option<String>,
    /// Other attributes of the root element as written, in order.
    pub root: Vec<(String, String)>,
    /// Attributes of the header as written (`srclang`, `creationtool`, …), in order.
    pub attributes: Vec<(String, String)>,
    /// Properties of the header.
    pub props: Vec<Prop>,
    /// Notes of the header.
    pub notes: Vec<Note>,
    /// Encodings that the header defines (`ude`), each as XML.
    pub definitions: Vec<String>,
}

impl MemoryHeader {
    /// The header attribute called `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        attribute(&self.attributes, name)
    }

    /// The language the units were translated from, unless any may be it (`*all*`).
    pub fn source_lang(&self) -> Option<LangTag> {
        let written = self.get("srclang")?;
        LangTag::parse(written).ok()
    }
}

/// The value of the attribute called `name`.
pub(super) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes
        .iter()
        .find(|(other, _)| other == name)
        .map(|(_, value)| value.as_str())
}

/// One `tu`: the same content in two or more languages.
#[derive(Clone, Debug, Default)]
pub struct TranslationUnit {
    /// `tuid`, when the file gives one.
    pub id: Option<String>,
    /// Other attributes as written, in order.
    pub attributes: Vec<(String, String)>,
    /// Properties of the unit.
    pub props: Vec<Prop>,
    /// Notes of the unit.
    pub notes: Vec<Note>,
    /// Its variants in file order.
    pub variants: Vec<Variant>,
    /// Where the unit begins in its file.
    pub place: Option<Place>,
}

/// One `tuv`: the content in one language.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The language, as a tag; `None` when the file gives none that can be read.
    pub lang: Option<LangTag>,
    /// Other attributes as written (`changedate`, `creationid`, …), in order. Where the file writes
    /// the language otherwise than the tag does (`EN-US`), that is one of them: `xml:lang`.
    pub attributes: Vec<(String, String)>,
    /// Properties of the variant.
    pub props: Vec<Prop>,
    /// Notes of the variant.
    pub notes: Vec<Note>,
    /// The text with its tags.
    pub content: InlineText,
}

impl Variant {
    /// A text in a language.
    pub fn new(lang: LangTag, content: InlineText) -> Variant {
        Variant {
            lang: Some(lang),
            attributes: Vec::new(),
            props: Vec::new(),
            notes: Vec::new(),
            content,
        }
    }

    /// The attribute called `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        attribute(&self.attributes, name)
    }

    /// The language as the file writes it.
    pub fn written_lang(&self) -> Option<&str> {
        let tag = self.lang.as_ref().map(LangTag::as_str);
        self.get(LANG).or(tag)
    }
}

/// The attribute that names the language of an element.
pub(super) const LANG: &str = "xml:lang";

/// A `prop`: a typed value that belongs to the tool that wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prop {
    /// `type`.
    pub kind: String,
    /// Its other attributes as written.
    pub attributes: Vec<(String, String)>,
    /// Its text.
    pub value: String,
}

/// A `note` for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its attributes as written.
    pub attributes: Vec<(String, String)>,
    /// Its text.
    pub text: String,
}
