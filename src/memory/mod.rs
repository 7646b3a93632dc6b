//! Translation memories: what was translated before.
//!
//! A [`Memory`] is the units of one file in file order. [`tmx`] reads and writes TMX, [`store`] keeps
//! a memory of any size in a folder that opens at once; how near sentences are found in either is in
//! [`index`].

mod bilingual;
mod counts;
mod date;
mod direction;
pub mod index;
mod merge;
pub(crate) mod place;
mod source;
pub mod store;
pub mod text_tags;
pub mod tmx;
mod unit;
mod view;

pub use counts::Counts;
pub use date::{ChangeDate, Stamp, change_date};
pub use direction::Direction;
pub use merge::MergedHeader;
pub use source::MemorySource;
pub use unit::{Memory, MemoryHeader, Note, Prop, TranslationUnit, Variant};
pub use view::{UnitView, VariantView};
