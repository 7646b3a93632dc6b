//! TMX 1.1 to 1.4b, read and written as a stream of units.
//!
//! [`TmxReader`] gives one [`TranslationUnit`] after the other and holds no more than one, so that
//! a memory of gigabytes can be counted, searched or converted; [`Memory::read`] keeps them all.
//! Real files differ from the standard in many ways and are read all the same: no version, `lang`
//! for `xml:lang`, language codes in capitals or with `_`, missing header attributes. A unit that
//! cannot be used as it stands is a notice with its place and the file goes on; a file that is
//! cut short or is no TMX is refused whole.
//!
//! ```
//! use entente::memory::Memory;
//! use entente::xml::XmlOptions;
//!
//! let file = r#"<tmx version="1.4"><header srclang="en"/><body><tu tuid="1">
//!   <tuv xml:lang="EN-US"><seg>The <bpt i="1">&lt;b&gt;</bpt>probe<ept i="1">&lt;/b&gt;</ept> is silent.</seg></tuv>
//!   <tuv xml:lang="fr"><seg>La sonde se tait.</seg></tuv>
//! </tu></body></tmx>"#;
//! let memory = Memory::read("a.tmx", file.as_bytes(), XmlOptions::default()).unwrap();
//! let english = &memory.units[0].variants[0];
//! assert_eq!(english.lang.as_ref().unwrap().as_str(), "en-US");
//! assert_eq!(english.content.text, "The probe is silent.");
//! assert_eq!(english.content.tags[0].code, "<b>");
//! ```
//!
//! The plain text of a segment leaves out `bpt ept ph it ut` with everything in them; `hi` is
//! transparent. Tags that a tool wrote as text (OmegaT's level 1: `&lt;f0&gt;`) stay text. What is
//! written is always TMX 1.4 and holds everything that was read except comments.

mod reader;
mod segment;
mod writer;

pub use reader::TmxReader;
pub(super) use writer::usual;
pub use writer::{TmxWriter, write};

use super::{Memory, TranslationUnit};
use crate::xml::{XmlError, XmlOptions};
use std::io::BufRead;

impl Memory {
    /// The memory in a TMX file, called `name` in messages.
    ///
    /// # Errors
    /// When the file is not well-formed XML or is no TMX; then nothing of it is used.
    pub fn read(
        name: impl Into<String>,
        input: impl BufRead,
        options: XmlOptions,
    ) -> Result<Memory, XmlError> {
        let mut reader = TmxReader::new(name, input, options)?;
        let mut units: Vec<TranslationUnit> = Vec::new();
        while let Some(unit) = reader.next_unit()? {
            units.push(unit);
        }
        Ok(Memory {
            name: reader.name().to_owned(),
            header: reader.header().clone(),
            units,
            notices: reader.take_notices(),
        })
    }
}
