//! XLIFF 2.0 to 2.2: bilingual files of the newer kind, read, held to the standard, and written.
//!
//! A `unit` holds segments, each with its source, its target and its state; what a memory offers
//! stands above them (`mtc:matches`), the codes of the article's format in `originalData`:
//!
//! ```xml
//! <unit id="120-184">
//!   <originalData><data id="d1">**</data></originalData>
//!   <segment id="s" state="translated">
//!     <source>The <pc id="1" dataRefStart="d1" dataRefEnd="d1">probe</pc> left.</source>
//!     <target>La <pc id="1" dataRefStart="d1" dataRefEnd="d1">sonde</pc> est partie.</target>
//!   </segment>
//! </unit>
//! ```
//!
//! The standard says what a file must hold beyond its schema (an `ec` after its `sc`, a reference
//! that refers to something); a file that breaks it is refused at the element, since a tool that
//! guesses writes a translation to the wrong place. What nobody can misread is read with a notice.
//! Written is 2.1, one segment a unit. A fuzzy fill is `initial` with the `subState`
//! `entente:fuzzy`, so that every tool takes it for unfinished.
//!
//! Source: OASIS, XLIFF Version 2.1 (2018), sections 4 and 5.
//!
//! ```
//! use entente::document::bilingual::State;
//! use entente::document::xliff2;
//! use entente::text::Source;
//!
//! let file = r#"<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en"
//!   trgLang="ru"><file id="f1"><unit id="u1"><segment state="final">
//!     <source>The <pc id="1">probe</pc> is silent.</source>
//!     <target><pc id="1">Зонд</pc> молчит.</target>
//! </segment></unit></file></xliff>"#;
//! let draft = xliff2::read(Source::new("a.xlf", file)).unwrap();
//! let unit = &draft.files[0].units[0];
//! assert_eq!((unit.source.text.as_str(), unit.state), ("The probe is silent.", State::Final));
//!
//! let broken = file.replace("</pc> молчит", "<ec startRef=\"7\"/></pc> молчит");
//! let error = xliff2::read(Source::new("a.xlf", broken.as_str())).unwrap_err();
//! assert_eq!(error.to_string(), "a.xlf:4:28: no <sc id=\"7\"> before this <ec>");
//! ```

mod checks;
mod content;
mod fragment;
mod modules;
mod names;
mod read;
mod schema;
mod tree;
mod write;

pub use read::{is_xliff2, read};
pub use write::write;
