//! Text with places: what every later part of entente reads.
//!
//! A file becomes a [`Source`]: its name, its decoded text and a table of its lines. Everything
//! inside entente speaks of [`Span`]s, half-open byte ranges of that text; only errors and reports
//! turn an offset into a [`Place`] of line and column. What an input file gets wrong without being
//! unreadable is a [`Notice`].

pub mod chars;
pub mod decode;
pub mod escape;
pub mod notice;
pub mod parts;
pub mod source;
pub mod span;

pub use notice::Notice;
pub use source::{Place, Source};
pub use span::Span;
