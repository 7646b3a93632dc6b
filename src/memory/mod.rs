//! Translation memories: what was translated before.
//!
//! A [`Memory`] is the units of one file in file order. [`tmx`] reads and writes TMX; the index
//! over the units of one direction is in [`index`].

mod direction;
pub mod index;
mod unit;

pub use direction::{Direction, languages};
pub use unit::{Memory, Note, Prop, TranslationUnit, Variant};
