//! The stored form of a memory: one immutable file, checked block by block.
//!
//! `entente tm build` writes the units of memories into blocks of some hundred kilobytes, and behind
//! them a table: what the header says, how much there is, and the length and checksum of each block.
//! A reader looks at the first sixteen bytes, the last thirty-two and the table, and then knows
//! whether the file is whole, of its version and whose units it holds, without reading them; a block
//! is checked when it is read. So a file that was cut short, written by another version or hit by a
//! flipped bit is an error, never a memory with other units. `docs/memory-format.md` has it byte by
//! byte.
//!
//! ```
//! use entente::inline::InlineText;
//! use entente::lang::LangTag;
//! use entente::memory::store::{StoreReader, StoreWriter};
//! use entente::memory::{MemoryHeader, TranslationUnit, Variant};
//! use std::io::Cursor;
//!
//! let text = |lang, text| Variant::new(LangTag::parse(lang).unwrap(), InlineText::plain(text));
//! let unit = TranslationUnit {
//!     variants: vec![text("fr", "La sonde se tait."), text("ru", "Зонд молчит.")],
//!     ..TranslationUnit::default()
//! };
//! let mut writer = StoreWriter::new(Vec::new(), MemoryHeader::default()).unwrap();
//! writer.unit(&unit).unwrap();
//! let file = writer.finish().unwrap();
//!
//! let mut reader = StoreReader::new("space.entente", Cursor::new(&file)).unwrap();
//! assert_eq!(reader.counts().units, 1);
//! let unit = reader.next_unit().unwrap().unwrap();
//! assert_eq!(unit.variants[1].content.text, "Зонд молчит.");
//!
//! let cut = Cursor::new(&file[..file.len() - 1]);
//! assert!(StoreReader::new("space.entente", cut).is_err());
//! ```
//!
//! Everything of a unit is kept but its place: the file it was read from may be gone, so a unit of a
//! stored memory has its number for a line. The search index over the units is not in the file yet;
//! it is made when the memory is opened for a direction.

mod error;
mod layout;
mod reader;
mod writer;

pub use error::{StoreError, StoreErrorKind};
pub use reader::StoreReader;
pub use writer::StoreWriter;

use super::{Counts, MemoryHeader, TranslationUnit};
use layout::Stored;
use sha2::{Digest, Sha256};
use xxhash_rust::xxh3::xxh3_64;

/// What a stored memory begins with; the first byte is no text in any encoding, so that nothing
/// takes the file for a table.
pub const MAGIC: [u8; 8] = *b"\x89entente";

/// The version of the format that is written, and the only one that is read.
pub const VERSION: u32 = 1;

/// Bytes before the first block: magic, version, four zeros.
const HEAD: usize = 16;

/// Bytes behind the table: its offset, length and checksum, and that of head and tail.
const TAIL: usize = 32;

/// What stands before the blocks.
fn head() -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..8].copy_from_slice(&MAGIC);
    head[8..12].copy_from_slice(&VERSION.to_le_bytes());
    head
}

/// The checksum of stored bytes: XXH3, 64 bits, seed 0. It finds accidents, not forgeries.
fn checksum(bytes: &[u8]) -> u64 {
    xxh3_64(bytes)
}

/// The last eight bytes: the checksum of the head and of what else is in the tail.
fn seal(head: &[u8; HEAD], tail: &[u8]) -> u64 {
    checksum(&[head, tail].concat())
}

/// What stands behind the blocks.
#[derive(Debug, Default)]
struct Table {
    header: MemoryHeader,
    counts: Counts,
    blocks: Vec<Block>,
}

/// A run of units; blocks follow each other without a gap.
#[derive(Clone, Copy, Debug)]
struct Block {
    length: u64,
    units: u64,
    checksum: u64,
}

/// A digest of everything a unit holds, its place left out: equal for units that are the same in
/// every respect, and for no others.
pub fn digest(unit: &TranslationUnit) -> [u8; 32] {
    let mut bytes = Vec::new();
    unit.put(&mut bytes);
    Sha256::digest(&bytes).into()
}
