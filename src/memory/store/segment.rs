//! A segment: some units of a memory and their indexes in one file that never changes.
//!
//! Head, arrays, table, tail. The arrays are the units one behind the other, where each begins, their
//! numbers in the memory, hashes by which the same unit is found again, and for every language an
//! index of all texts in it. The table says where the
//! arrays are and has a checksum for every 64 KiB of all that is before it; the tail says where the
//! table is and has its checksum. A reader looks at head, tail and table, and maps the rest.

use super::identity;
use super::layout::{Fixed, Stored};
use super::record::UnitRecord;
use super::{HEAD, StoreError, StoreErrorKind, VERSION, number};
use crate::files;
use crate::lang::LangTag;
use crate::memory::index::{
    Array, Arrays, BLOCK, Damage, Index, IndexArrays, IndexDraft, Region, Text,
};
use crate::memory::text_tags::told_apart;
use crate::memory::{MemoryHeader, TranslationUnit};
use crate::text::Place;
use crate::token::normal::comparison_text;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// What a segment begins with.
const MAGIC: [u8; 8] = *b"\x89entseg\n";

/// Bytes behind the table: its offset, length and checksum, and that of head and tail.
const TAIL: usize = 32;

fn head() -> [u8; HEAD] {
    super::head(MAGIC)
}

/// The last eight bytes: the checksum of the head and of what else is in the tail, hence of the
/// table, hence of everything.
fn seal(tail: &[u8]) -> u64 {
    xxh3_64(&[&head(), tail].concat())
}

/// Bytes of units after which a segment is full: where they begin are numbers of 32 bits.
const FULL: u32 = 1 << 31;

/// Where everything in a segment stands.
#[derive(Default)]
struct Table {
    units: Array<1>,
    starts: Array<4>,
    ordinals: Array<4>,
    keys: Array<8>,
    /// By primary language, in the order in which they came.
    indexes: Vec<(String, IndexArrays)>,
    sums: Vec<Fixed>,
}

impl Stored for Table {
    fn put(&self, out: &mut Vec<u8>) {
        self.units.put(out);
        self.starts.put(out);
        self.ordinals.put(out);
        self.keys.put(out);
        self.indexes.put(out);
        self.sums.put(out);
    }

    fn take(input: &mut &[u8]) -> Option<Table> {
        Some(Table {
            units: Stored::take(input)?,
            starts: Stored::take(input)?,
            ordinals: Stored::take(input)?,
            keys: Stored::take(input)?,
            indexes: Stored::take(input)?,
            sums: Stored::take(input)?,
        })
    }
}

/// What a finished segment is known by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Identity {
    /// Its length in bytes.
    pub(super) length: u64,
    /// The last eight of them.
    pub(super) seal: u64,
    /// How many units it has.
    pub(super) units: u64,
}

/// A segment that is written unit by unit. The units go to the file as they come; the words of their
/// texts are held until the end.
pub(super) struct SegmentWriter<W> {
    blocks: Blocks<W>,
    /// The language of the sources, if the memory has one.
    source: Option<LangTag>,
    tags_as_text: bool,
    /// Room for what a unit is written as and found by.
    record: Vec<u8>,
    starts: Vec<u32>,
    ordinals: Vec<u32>,
    /// The hash of each unit's key, and its number here.
    keys: Vec<u64>,
    drafts: Vec<(String, IndexDraft)>,
}

impl<W: Write> SegmentWriter<W> {
    /// Begins a segment of a memory with `header`.
    pub(super) fn new(out: W, header: &MemoryHeader) -> io::Result<SegmentWriter<W>> {
        let mut blocks = Blocks::new(out);
        blocks.write_all(&head())?;
        Ok(SegmentWriter {
            blocks,
            source: header.source_lang(),
            tags_as_text: header.writes_tags_as_text(),
            record: Vec::new(),
            starts: vec![0],
            ordinals: Vec::new(),
            keys: Vec::new(),
            drafts: Vec::new(),
        })
    }

    /// Whether `unit` must go into the next segment.
    pub(super) fn is_full(&self, unit: &TranslationUnit) -> bool {
        let text = |variant: &crate::memory::Variant| variant.content.text.len();
        let bytes = unit.variants.iter().map(text).sum();
        self.drafts.iter().any(|(_, draft)| draft.is_full(bytes))
            || self.starts.last().is_some_and(|start| *start > FULL)
    }

    /// Writes a unit, with the place it was read from if that is to be kept; ordinals rise.
    pub(super) fn unit(
        &mut self,
        ordinal: u32,
        unit: &TranslationUnit,
        place: Option<Place>,
    ) -> io::Result<()> {
        self.record.clear();
        unit.put(&mut self.record);
        place.put(&mut self.record);
        self.blocks.write_all(&self.record)?;
        let start = self.starts.last().copied().unwrap_or(0);
        let end = u32::try_from(self.record.len())
            .ok()
            .and_then(|length| start.checked_add(length));
        let end =
            end.ok_or_else(|| io::Error::other("a unit of more than 2 GiB cannot be kept"))?;
        self.starts.push(end);
        let number = self.ordinals.len() as u32;
        self.ordinals.push(ordinal);
        self.record.clear();
        identity::put_key(unit, self.source.as_ref(), &mut self.record);
        let hash = identity::hash(&self.record);
        self.keys.push(u64::from(hash) << 32 | u64::from(number));
        for (variant, content) in (0..=u16::MAX).zip(&unit.variants) {
            let Some(lang) = &content.lang else { continue };
            let text = Text {
                unit: number,
                variant,
            };
            let draft = draft_of(lang.primary(), &mut self.drafts);
            if self.tags_as_text {
                let apart = told_apart(&content.content);
                draft.push(text, &comparison_text(&apart.text));
            } else {
                draft.push(text, &comparison_text(&content.content.text));
            }
        }
        Ok(())
    }

    /// Writes the indexes and the end; gives back the output.
    pub(super) fn finish(mut self) -> io::Result<(W, Identity)> {
        self.keys.sort_unstable();
        let units = Array {
            start: HEAD as u64,
            items: self.starts.last().copied().unwrap_or(0).into(),
        };
        let position = units.start + units.items;
        let mut out = Arrays::new(self.blocks, position);
        let mut table = Table {
            units,
            starts: out.array(self.starts.iter().map(|start| start.to_le_bytes()))?,
            ordinals: out.array(self.ordinals.iter().map(|ordinal| ordinal.to_le_bytes()))?,
            keys: out.array(self.keys.iter().map(|key| key.to_le_bytes()))?,
            ..Table::default()
        };
        for (lang, draft) in self.drafts {
            table.indexes.push((lang, draft.write(&mut out)?));
        }
        let (blocks, offset) = out.into_inner();
        let (mut out, sums) = blocks.finish()?;
        table.sums = sums.into_iter().map(Fixed).collect();
        let mut bytes = Vec::new();
        table.put(&mut bytes);
        let fields = [offset, bytes.len() as u64, xxh3_64(&bytes)];
        let tail = fields.map(u64::to_le_bytes).concat();
        let seal = seal(&tail);
        out.write_all(&bytes)?;
        out.write_all(&tail)?;
        out.write_all(&seal.to_le_bytes())?;
        let identity = Identity {
            length: offset + (bytes.len() + TAIL) as u64,
            seal,
            units: self.ordinals.len() as u64,
        };
        Ok((out, identity))
    }
}

fn draft_of<'d>(lang: &str, drafts: &'d mut Vec<(String, IndexDraft)>) -> &'d mut IndexDraft {
    let at = match drafts.iter().position(|(other, _)| other == lang) {
        Some(at) => at,
        None => {
            drafts.push((lang.to_owned(), IndexDraft::default()));
            drafts.len() - 1
        }
    };
    &mut drafts[at].1
}

/// An output that keeps the checksum of every block that goes through it.
struct Blocks<W> {
    out: W,
    block: Vec<u8>,
    sums: Vec<u64>,
}

impl<W: Write> Blocks<W> {
    fn new(out: W) -> Blocks<W> {
        Blocks {
            out,
            block: Vec::with_capacity(BLOCK),
            sums: Vec::new(),
        }
    }

    fn end_block(&mut self) -> io::Result<()> {
        self.sums.push(xxh3_64(&self.block));
        self.out.write_all(&self.block)?;
        self.block.clear();
        Ok(())
    }

    /// The output and the checksums of its blocks, the last of which may be short.
    fn finish(mut self) -> io::Result<(W, Vec<u64>)> {
        if !self.block.is_empty() {
            self.end_block()?;
        }
        Ok((self.out, self.sums))
    }
}

impl<W: Write> Write for Blocks<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.block.is_empty() && bytes.len() >= BLOCK {
            let block = &bytes[..BLOCK];
            self.sums.push(xxh3_64(block));
            self.out.write_all(block)?;
            return Ok(BLOCK);
        }
        let taken = bytes.len().min(BLOCK - self.block.len());
        self.block.extend_from_slice(&bytes[..taken]);
        if self.block.len() == BLOCK {
            self.end_block()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A segment that is read.
#[derive(Debug)]
pub(super) struct Segment {
    file: String,
    region: Arc<Region>,
    units: Array<1>,
    starts: Array<4>,
    ordinals: Array<4>,
    keys: Array<8>,
    indexes: Vec<(String, IndexArrays)>,
}

impl Segment {
    /// Opens the segment at `path`, which must be the one that `identity` says.
    pub(super) fn open(path: &Path, identity: &Identity) -> Result<Segment, StoreError> {
        let name = path.display().to_string();
        let error = |kind| StoreError::new(name.clone(), kind);
        let mut file = files::open(path)?;
        let (table, offset) = read_table(&mut file, identity).map_err(error)?;
        let sums: Vec<u64> = table.sums.iter().map(|sum| sum.0).collect();
        let length = usize::try_from(offset).map_err(|_| error(StoreErrorKind::Cut))?;
        let region = Region::of_file(&file, length, sums)
            .map_err(|problem| error(StoreErrorKind::Io(problem)))?;
        Ok(Segment {
            file: name,
            region: Arc::new(region),
            units: table.units,
            starts: table.starts,
            ordinals: table.ordinals,
            keys: table.keys,
            indexes: table.indexes,
        })
    }

    /// How many units it has.
    pub(super) fn len(&self) -> usize {
        self.ordinals.len()
    }

    /// The error that damage in this segment is.
    pub(super) fn error(&self, damage: Damage) -> StoreError {
        StoreError::damaged(self.file.clone(), damage)
    }

    /// The index of the texts in `lang`, if there are any.
    pub(super) fn index(&self, lang: &str) -> Result<Option<Index>, StoreError> {
        let found = self.indexes.iter().find(|(other, _)| other == lang);
        found
            .map(|(_, arrays)| Index::open(Arc::clone(&self.region), *arrays))
            .transpose()
            .map_err(|damage| self.error(damage))
    }

    /// The units whose key has this hash.
    pub(super) fn with_key(&self, hash: u32) -> Result<Vec<u32>, StoreError> {
        let found = self.search_keys(hash);
        found.map_err(|damage| self.error(damage))
    }

    fn search_keys(&self, hash: u32) -> Result<Vec<u32>, Damage> {
        let at = |item: usize| {
            let key = self.region.items(self.keys, item..item.saturating_add(1))?;
            Ok(key.first().map_or(0, |key| u64::from_le_bytes(*key)))
        };
        let (mut start, mut end) = (0, self.keys.len());
        while start < end {
            let middle = start + (end - start) / 2;
            if at(middle)? >> 32 < u64::from(hash) {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        let mut units = Vec::new();
        while start < self.keys.len() {
            let key = at(start)?;
            if key >> 32 != u64::from(hash) {
                break;
            }
            units.push(key as u32);
            start += 1;
        }
        Ok(units)
    }

    /// The number in the memory of unit `unit`.
    pub(super) fn ordinal(&self, unit: usize) -> Result<u32, StoreError> {
        let ordinal = self.region.number(self.ordinals, unit);
        ordinal.map_err(|damage| self.error(damage))
    }

    /// Unit `unit`, with the place that was kept of it.
    pub(super) fn unit(&self, unit: usize) -> Result<TranslationUnit, StoreError> {
        self.taken(unit, |mut bytes| {
            let mut unit = TranslationUnit::take(&mut bytes)?;
            unit.place = Stored::take(&mut bytes)?;
            bytes.is_empty().then_some(unit)
        })
    }

    /// Makes `record` unit `unit`.
    pub(super) fn read_record<'s>(
        &'s self,
        unit: usize,
        record: &mut UnitRecord<'s>,
    ) -> Result<(), StoreError> {
        self.taken(unit, |bytes| record.read(bytes))
    }

    /// What `take` makes of the bytes of unit `unit`; `None` is damage.
    fn taken<'s, T>(
        &'s self,
        unit: usize,
        take: impl FnOnce(&'s [u8]) -> Option<T>,
    ) -> Result<T, StoreError> {
        let taken = self.span(unit).and_then(|span| {
            let damage = || Damage {
                bytes: self.units.start + span.start..self.units.start.saturating_add(span.end),
            };
            let start = usize::try_from(span.start).map_err(|_| damage())?;
            let end = usize::try_from(span.end).map_err(|_| damage())?;
            let bytes = self.region.items(self.units, start..end)?.as_flattened();
            take(bytes).ok_or_else(damage)
        });
        taken.map_err(|damage| self.error(damage))
    }

    fn span(&self, unit: usize) -> Result<Range<u64>, Damage> {
        let starts = self
            .region
            .items(self.starts, unit..unit.saturating_add(2))?;
        match starts {
            [start, end] => {
                let place = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
                Ok(place(start)..place(end))
            }
            _ => Ok(0..0),
        }
    }

    /// Compares every byte with its checksum.
    pub(super) fn check_all(&self) -> Result<(), StoreError> {
        let checked = self.region.check_all();
        checked.map_err(|damage| self.error(damage))
    }
}

/// The table and where it begins, once both ends are known to be right.
fn read_table(file: &mut File, identity: &Identity) -> Result<(Table, u64), StoreErrorKind> {
    let size = file.seek(SeekFrom::End(0)).map_err(StoreErrorKind::Io)?;
    let begin = read_span(file, 0..size.min(HEAD as u64))?;
    super::check_head(&begin, MAGIC, VERSION)?;
    let tail_start = size
        .checked_sub(TAIL as u64)
        .filter(|start| *start >= HEAD as u64 && size == identity.length)
        .ok_or(StoreErrorKind::Cut)?;
    let tail = read_span(file, tail_start..size)?;
    let (fields, sealed) = tail.split_at(TAIL - 8);
    if number(sealed) != seal(fields) {
        return Err(StoreErrorKind::Cut);
    }
    if number(sealed) != identity.seal {
        return Err(StoreErrorKind::Mixed);
    }
    let (offset, length) = (number(&fields[..8]), number(&fields[8..16]));
    if offset < HEAD as u64 || offset.checked_add(length) != Some(tail_start) {
        return Err(StoreErrorKind::Cut);
    }
    let span = offset..tail_start;
    let bytes = read_span(file, span.clone())?;
    let damaged = || {
        StoreErrorKind::Damaged(Damage {
            bytes: span.clone(),
        })
    };
    if xxh3_64(&bytes) != number(&fields[16..]) {
        return Err(damaged());
    }
    let mut rest = bytes.as_slice();
    let table = Table::take(&mut rest).ok_or_else(damaged)?;
    let blocks = offset.div_ceil(BLOCK as u64);
    let fits = rest.is_empty()
        && table.sums.len() as u64 == blocks
        && table.ordinals.items == identity.units
        && table.keys.items == identity.units
        && table.starts.items == identity.units.saturating_add(1);
    if fits {
        Ok((table, offset))
    } else {
        Err(damaged())
    }
}

/// The bytes at `span`, which lies inside the file.
fn read_span(file: &mut File, span: Range<u64>) -> Result<Vec<u8>, StoreErrorKind> {
    let length = span.end - span.start;
    let mut bytes = Vec::new();
    let read = file
        .seek(SeekFrom::Start(span.start))
        .and_then(|_| Read::by_ref(file).take(length).read_to_end(&mut bytes));
    match read {
        Err(error) => Err(StoreErrorKind::Io(error)),
        Ok(read) if read as u64 == length => Ok(bytes),
        Ok(_) => Err(StoreErrorKind::Cut),
    }
}
