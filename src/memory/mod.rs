//! Translation memories: what was translated before.
//!
//! A [`Memory`] is the units of one file in file order. [`tmx`] reads and writes TMX; the index
//! over the units of one direction is in [`index`].

mod bilingual;
mod counts;
mod direction;
pub mod index;
pub mod text_tags;
pub mod tmx;
mod unit;

pub use counts::Counts;
pub use direction::Direction;
pub use unit::{Memory, MemoryHeader, Note, Prop, TranslationUnit, Variant};
