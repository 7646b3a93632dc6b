//! A stored memory: a folder that opens at once, whatever its size.
//!
//! `entente tm build` writes the units of memories with an exact index of all their texts. A reader
//! maps the files and looks only at what it needs: a small *manifest* says what is there, immutable
//! *segments* hold units and indexes, and every block of them is compared with its checksum when it is
//! first looked at. So a memory that was cut short, written by another version or hit by a flipped bit
//! is an error, never other units. `entente tm add` writes what is new into a segment of its own.
//! `docs/memory-format.md` has it byte by byte.
//!
//! ```
//! use entente::files::Existing;
//! use entente::inline::InlineText;
//! use entente::lang::LangTag;
//! use entente::matching::{MatchOptions, Matcher, MatcherOptions, MemorySource, Query};
//! use entente::memory::store::{Store, StoreWriter};
//! use entente::memory::{Direction, MemoryHeader, TranslationUnit, Variant};
//!
//! let tag = |lang| LangTag::parse(lang).unwrap();
//! let text = |lang, text| Variant::new(tag(lang), InlineText::plain(text));
//! let unit = TranslationUnit {
//!     variants: vec![text("fr", "La sonde se tait."), text("ru", "Зонд молчит.")],
//!     ..TranslationUnit::default()
//! };
//! let folder = tempfile::tempdir().unwrap();
//! let path = folder.path().join("space.entente");
//! let mut writer = StoreWriter::create(&path, MemoryHeader::default(), Existing::Keep).unwrap();
//! writer.unit(&unit).unwrap();
//! writer.finish().unwrap();
//!
//! let store = Store::open(&path, "space.entente").unwrap();
//! assert_eq!(store.counts().units, 1);
//! let direction = Direction::new(tag("ru"), tag("fr"));
//! let matcher = Matcher::over([MemorySource::Stored(&store)], direction, &MatcherOptions::default());
//! let matcher = matcher.unwrap();
//! let query = Query::text("Зонд молчит!");
//! let found = matcher.matches(&query, &MatchOptions::default()).unwrap();
//! assert_eq!(found[0].score, 99);
//! assert_eq!(matcher.target(&found[0]).text, "La sonde se tait.");
//! ```
//!
//! Everything of a unit is kept but its place: the file it was read from may be gone, so a unit of a
//! stored memory has its number for a line, unless the memory stands for that file
//! ([`StoreWriter::keeping_places`]). Numbers are never used twice: an updated unit keeps its
//! own.

mod adder;
mod error;
mod folder;
mod identity;
mod layout;
mod manifest;
mod opened;
mod record;
mod segment;
mod writer;

pub use adder::{Added, StoreAdder};
pub use error::{StoreError, StoreErrorKind};
pub use manifest::MAGIC;
pub use opened::{Store, StoreReader, Units};
pub use record::{UnitRecord, VariantRecord};
pub use writer::StoreWriter;

use super::TranslationUnit;
use crate::files;
use layout::Stored;
use manifest::Manifest;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;

/// The version of the format that is written, and the only one that is read.
pub const VERSION: u32 = 5;

/// The name of the manifest in the folder of a memory.
pub const MANIFEST: &str = "manifest";

/// Bytes before everything else in a file: magic, version, four zeros.
const HEAD: usize = 16;

/// Most bytes of a manifest: a hundred million units that were replaced.
const MANIFEST_LIMIT: u64 = 1 << 29;

/// The head of a file.
fn head(magic: [u8; 8]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..8].copy_from_slice(&magic);
    head[8..12].copy_from_slice(&VERSION.to_le_bytes());
    head
}

/// Refuses what does not begin with the head for `magic` and `version`.
fn check_head(bytes: &[u8], magic: [u8; 8], version: u32) -> Result<(), StoreErrorKind> {
    if !bytes.starts_with(&magic) {
        return Err(StoreErrorKind::Foreign);
    }
    let begin = bytes.get(..HEAD).ok_or(StoreErrorKind::Cut)?;
    match number(&begin[8..12]) as u32 {
        other if other != version => Err(StoreErrorKind::Version(other)),
        _ if begin != head(magic) => Err(StoreErrorKind::Damaged(super::index::Damage {
            bytes: 0..HEAD as u64,
        })),
        _ => Ok(()),
    }
}

/// The number that at most eight little-endian bytes make.
fn number(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// Whether `path` is the folder of a stored memory.
pub fn is_store(path: &Path) -> bool {
    path.join(MANIFEST).is_file()
}

/// The manifest in the folder `path`.
fn read_manifest(path: &Path) -> Result<Manifest, StoreError> {
    let refuse = |path: &Path, kind| StoreError::new(path.display().to_string(), kind);
    if !path.is_dir() {
        // Until version 2 a memory was one file.
        let begin = files::open(path)?.take(HEAD as u64);
        let begin = files::read_from(begin, path, HEAD as u64)?;
        let kind = match check_head(&begin, MAGIC, VERSION) {
            Ok(()) => StoreErrorKind::Inside,
            Err(kind) => kind,
        };
        return Err(refuse(path, kind));
    }
    let file = path.join(MANIFEST);
    if !file.is_file() {
        return Err(refuse(path, StoreErrorKind::Foreign));
    }
    let bytes = files::read(&file, MANIFEST_LIMIT)?;
    Manifest::read(&bytes).map_err(|kind| match kind {
        StoreErrorKind::Version(_) => refuse(path, kind),
        _ => refuse(&file, kind),
    })
}

/// A digest of everything a unit holds, its place left out: equal for units that are the same in
/// every respect, and for no others.
pub fn digest(unit: &TranslationUnit) -> [u8; 32] {
    let mut bytes = Vec::new();
    unit.put(&mut bytes);
    Sha256::digest(&bytes).into()
}
