//! Translation memories: what was translated before.
//!
//! A [`Memory`] is the units of one file in file order. [`tmx`] reads and writes TMX, [`store`] the
//! checked file that `entente tm build` makes of it; the index over the units of one direction is in
//! [`index`].

mod bilingual;
mod counts;
mod direction;
pub mod index;
mod merge;
pub mod store;
pub mod text_tags;
pub mod tmx;
mod unit;

pub use counts::Counts;
pub use direction::Direction;
pub use merge::MergedHeader;
pub use unit::{Memory, MemoryHeader, Note, Prop, TranslationUnit, Variant};
