//! XLIFF 1.2, the draft for translation tools, read and written.
//!
//! A unit (`trans-unit`) holds a source, a target with its state, and what else the memories offer
//! (`alt-trans`). What is written is one segment a unit, so that each has a state of its own:
//!
//! ```xml
//! <trans-unit id="120-155" xml:space="preserve">
//!   <source xml:lang="en">On 12 May, the probe left orbit.</source>
//!   <target xml:lang="fr" state="needs-adaptation" state-qualifier="fuzzy-match">…</target>
//! </trans-unit>
//! ```
//!
//! The states are those that OmegaT, MateCat and Weblate take for what is meant: a target that is
//! filled in always has one, since without it Weblate and MateCat call a fuzzy fill finished. The
//! article travels in the header (`skl`), its SHA-256 in the `crc` of its element.
//!
//! What is read is any file of version 1.0 to 1.2, whoever wrote it: segments as `mrk mtype="seg"`,
//! codes as `g x bx ex bpt ept ph it`, groups, several articles. A unit that cannot be used is a
//! notice and the file goes on. Trados' SDLXLIFF is read with the states it has of its own. Version 2
//! is another format ([`xliff2`](super::xliff2)); binaries, phases, counts and contexts are not
//! looked at.
//!
//! ```
//! use entente::document::bilingual::State;
//! use entente::document::xliff;
//! use entente::text::Source;
//!
//! let file = r#"<xliff version="1.2"><file original="a.md" source-language="en"
//!   target-language="ru" datatype="plaintext"><body><trans-unit id="1">
//!     <source>The <g id="1">probe</g> is silent.</source>
//!     <target state="translated"><g id="1">Зонд</g> молчит.</target>
//! </trans-unit></body></file></xliff>"#;
//! let draft = xliff::read(Source::new("a.xlf", file)).unwrap();
//! let unit = &draft.files[0].units[0];
//! assert_eq!(unit.source.text, "The probe is silent.");
//! assert_eq!(unit.state, State::Translated);
//! assert_eq!(unit.target.as_ref().unwrap().tags[0].pair, unit.source.tags[0].pair);
//! ```

mod article;
mod content;
mod names;
mod numbers;
mod read;
mod sdl;
mod segments;
mod write;

pub(super) use article::Xliff;
pub use article::read as read_any;
pub(super) use content::map_text;
pub(super) use numbers::{Class, Numbers};
pub use read::read;
pub(super) use write::NAMESPACE;
pub use write::write;
