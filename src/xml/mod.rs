//! XML in and out: the only door to quick-xml.
//!
//! Memories, glossaries and drafts are XML of every age and origin. [`XmlReader`] streams one from
//! any `BufRead`: it decodes (byte-order mark, UTF-8, UTF-16, the code page the file declares),
//! counts lines and columns, resolves references, and accepts well-formed XML 1.0 and nothing
//! else. quick-xml finds the edges of the markup; what it does not check is checked here, because
//! a file cut short must never pass for a smaller memory. The parts of packages, which lie in memory,
//! are taken apart by a leaner reader, which asks this one about whatever is not plain.
//!
//! ```
//! use entente::xml::{XmlEvent, XmlOptions, XmlReader};
//!
//! let file = "<seg>Fusées &amp; sondes</seg>".as_bytes();
//! let mut reader = XmlReader::new("a.xml", file, XmlOptions::default());
//! let mut text = String::new();
//! loop {
//!     match reader.read().unwrap() {
//!         XmlEvent::Text(piece) => text.push_str(piece),
//!         XmlEvent::Finish => break,
//!         _ => {}
//!     }
//! }
//! assert_eq!(text, "Fusées & sondes");
//!
//! let cut = &b"<seg>Fus\xC3\xA9es"[..];
//! let mut reader = XmlReader::new("a.xml", cut, XmlOptions::default());
//! reader.read().unwrap();
//! reader.read().unwrap();
//! let error = reader.read().unwrap_err();
//! assert_eq!(error.to_string(), "a.xml:1:12: the file ends inside <seg>, opened at 1:1");
//! ```
//!
//! Names keep their prefixes and namespaces are not resolved: real files use prefixes that nobody
//! declares. A DOCTYPE is read over; nothing it names is ever fetched and no entity is expanded.

mod chars;
mod checks;
mod doctype;
mod encoding;
mod error;
mod input;
mod reader;
mod slice;
mod tag;
mod writer;

pub(crate) use chars::is_xml_char;
pub use error::{XmlError, XmlErrorKind};
pub(crate) use reader::decode_text;
pub use reader::{XmlEvent, XmlOptions, XmlReader, decode};
pub(crate) use slice::{Begun, Read, SliceReader};
pub use tag::{Tag, local_name};
pub use writer::XmlWriter;
pub(crate) use writer::escape;
