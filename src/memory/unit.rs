//! Units and variants, as a memory holds them.

use crate::inline::InlineText;
use crate::lang::LangTag;
use crate::text::{Notice, Place};

/// The units of one memory file, in file order, with what its header says.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The file, as the user named it.
    pub name: String,
    /// Attributes of the header as written (`srclang`, `creationtool`, …), in order.
    pub header: Vec<(String, String)>,
    /// Properties of the header.
    pub props: Vec<Prop>,
    /// Notes of the header.
    pub notes: Vec<Note>,
    /// The units that could be used.
    pub units: Vec<TranslationUnit>,
    /// What was left out or mended.
    pub notices: Vec<Notice>,
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
    /// The language, as a tag; `None` when the file gives none.
    pub lang: Option<LangTag>,
    /// Other attributes as written (`changedate`, `creationid`, …), in order.
    pub attributes: Vec<(String, String)>,
    /// Properties of the variant.
    pub props: Vec<Prop>,
    /// Notes of the variant.
    pub notes: Vec<Note>,
    /// The text with its tags.
    pub content: InlineText,
}

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
