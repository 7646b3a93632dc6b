//! Translation memories: what was translated before.
//!
//! A [`Memory`] is the units of one file in file order. [`tmx`] reads and writes TMX; the index
//! over the units of one direction is in [`index`].

mod unit;

pub use unit::{Memory, Note, Prop, TranslationUnit, Variant};
