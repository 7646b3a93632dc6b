//! The review table: a draft for people without a translation tool.
//!
//! A table has a row for each segment: its number, source, translation, and how far that is. It is
//! written as a DOCX, to be edited in Word or LibreOffice and read back ([`read`]), or as a page to be
//! read and printed ([`write_html`]).
//!
//! ```text
//! 5 │ It sent 3 images to <1>CNES</1>. │ Elle a envoyé 3 images au <1>CNES</1>. │ to edit 98 m.tmx
//! ```
//!
//! Tags are marks with a number (`marks`). Inside the DOCX travels the draft itself as XLIFF, with
//! the article in it (`docx`), so that the table only has to say what was changed: a cell
//! that still shows what was written in it is the draft's own content, byte for byte. Rows may be sorted
//! and their neighbours deleted, for their number says what they are.
//!
//! - A translation that was changed is finished. One that was not keeps its state, unless its last
//!   cell says `ok` now, or `open`.
//! - A row that cannot be used (gone, given twice, without its marks) leaves its source, and says so.
//! - Tracked changes are read as if they were accepted: so people edit, and the table is no article.
//!   Comments, looks and what stands around the table are not looked at.

mod docx;
mod html;
mod marks;
mod read;
mod rows;
mod table;

pub use docx::write as write_docx;
pub use html::write as write_html;
pub use read::{is_table, read};

/// What a person writes into the last cell of a row whose translation is good as it stands.
const OK: &str = "ok";

/// What stands in the last cell of a row without a translation, or is written there to say that it has
/// none that can be used.
const OPEN: &str = "open";

/// The part of the DOCX that holds the draft. Word and LibreOffice keep parts of that name as they are,
/// with another number perhaps.
const DRAFT: (&str, &str) = ("customXml/item", ".xml");

/// What stands above the numbers of the segments.
const NUMBER: &str = "No.";
