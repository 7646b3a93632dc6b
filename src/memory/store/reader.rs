//! Reading a stored memory: the ends and the table first, then block by block.

use super::layout::Stored;
use super::{Block, HEAD, MAGIC, StoreError, StoreErrorKind, TAIL, Table, VERSION};
use super::{checksum, head, seal};
use crate::memory::{Counts, Memory, MemoryHeader, TranslationUnit};
use crate::text::Place;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;

/// A stored memory that is read unit by unit; holds one block.
#[derive(Debug)]
pub struct StoreReader<R> {
    name: String,
    input: R,
    header: MemoryHeader,
    counts: Counts,
    blocks: std::vec::IntoIter<Block>,
    /// Where the next block begins.
    offset: u64,
    /// The block that is being read, and where in it the next unit begins.
    block: Vec<u8>,
    next: usize,
    /// Units of it that were not read yet.
    left: u64,
    /// Units that were read.
    read: usize,
}

impl<R: Read + Seek> StoreReader<R> {
    /// Opens a stored memory, called `name` in messages: reads its ends and its table.
    ///
    /// Time O(blocks): a block of 256 KiB has some thirteen bytes in the table.
    ///
    /// # Errors
    /// When it is no stored memory, of another version, not whole, or its table is damaged.
    pub fn new(name: impl Into<String>, mut input: R) -> Result<StoreReader<R>, StoreError> {
        let name = name.into();
        match read_table(&mut input) {
            Err(kind) => Err(StoreError { file: name, kind }),
            Ok(table) => Ok(StoreReader {
                name,
                input,
                header: table.header,
                counts: table.counts,
                blocks: table.blocks.into_iter(),
                offset: HEAD as u64,
                block: Vec::new(),
                next: 0,
                left: 0,
                read: 0,
            }),
        }
    }

    /// The file, as the user named it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the header of the memory said.
    pub fn header(&self) -> &MemoryHeader {
        &self.header
    }

    /// How much it holds, as it was counted when it was written.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The next unit; `None` after the last. Its place has its number, from 1, for a line.
    ///
    /// # Errors
    /// When the block it is in cannot be read or is damaged.
    pub fn next_unit(&mut self) -> Result<Option<TranslationUnit>, StoreError> {
        while self.left == 0 {
            if self.next < self.block.len() {
                return Err(self.damaged());
            }
            let Some(block) = self.blocks.next() else {
                return Ok(None);
            };
            self.read_block(block)?;
        }
        let mut rest = &self.block[self.next..];
        let Some(mut unit) = TranslationUnit::take(&mut rest) else {
            return Err(self.damaged());
        };
        self.next = self.block.len() - rest.len();
        self.left -= 1;
        self.read += 1;
        unit.place = Some(Place {
            line: self.read,
            column: 1,
        });
        Ok(Some(unit))
    }

    fn read_block(&mut self, block: Block) -> Result<(), StoreError> {
        let span = self.offset..self.offset + block.length;
        let read = read_checked(&mut self.input, span.clone(), block.checksum);
        self.block = read.map_err(|kind| self.error(kind))?;
        self.offset = span.end;
        self.next = 0;
        self.left = block.units;
        Ok(())
    }

    /// Reads what is left and compares it with the table: everything the file holds is then sound.
    ///
    /// # Errors
    /// At the first thing that is not as it was written.
    pub fn verify(mut self) -> Result<Counts, StoreError> {
        let source = self.header.source_lang();
        let mut counts = Counts::default();
        while let Some(unit) = self.next_unit()? {
            counts.add(&unit, source.as_ref());
        }
        if counts != self.counts {
            return Err(self.damaged());
        }
        Ok(counts)
    }

    /// What the checksum did not find: the block that was read last is not what a writer writes.
    fn damaged(&self) -> StoreError {
        let start = self.offset - self.block.len() as u64;
        self.error(StoreErrorKind::Damaged(start..self.offset))
    }

    fn error(&self, kind: StoreErrorKind) -> StoreError {
        StoreError {
            file: self.name.clone(),
            kind,
        }
    }
}

impl Memory {
    /// All units of a stored memory, called `name` in messages.
    ///
    /// # Errors
    /// When anything in it is not as it was written; then nothing of it is used.
    pub fn read_stored(
        name: impl Into<String>,
        input: impl Read + Seek,
    ) -> Result<Memory, StoreError> {
        let mut reader = StoreReader::new(name, input)?;
        let mut units = Vec::new();
        while let Some(unit) = reader.next_unit()? {
            units.push(unit);
        }
        Ok(Memory {
            name: reader.name,
            header: reader.header,
            units,
            notices: Vec::new(),
        })
    }
}

/// The table, once both ends are known to be right.
fn read_table(input: &mut (impl Read + Seek)) -> Result<Table, StoreErrorKind> {
    let size = input.seek(SeekFrom::End(0)).map_err(StoreErrorKind::Io)?;
    let begin = read_span(input, 0..size.min(HEAD as u64))?;
    if !begin.starts_with(&MAGIC) {
        return Err(StoreErrorKind::Foreign);
    }
    let begin: [u8; HEAD] = begin.try_into().map_err(|_| StoreErrorKind::Cut)?;
    if begin != head() {
        let version = number(&begin[8..12]) as u32;
        return Err(match version {
            VERSION => StoreErrorKind::Damaged(0..HEAD as u64),
            other => StoreErrorKind::Version(other),
        });
    }
    let tail_start = size
        .checked_sub(TAIL as u64)
        .filter(|start| *start >= HEAD as u64)
        .ok_or(StoreErrorKind::Cut)?;
    let tail = read_span(input, tail_start..size)?;
    let (fields, sealed) = tail.split_at(TAIL - 8);
    if number(sealed) != seal(&begin, fields) {
        return Err(StoreErrorKind::Cut);
    }
    let (offset, length) = (number(&fields[..8]), number(&fields[8..16]));
    if offset < HEAD as u64 || offset.checked_add(length) != Some(tail_start) {
        return Err(StoreErrorKind::Cut);
    }
    let span = offset..tail_start;
    let bytes = read_checked(input, span.clone(), number(&fields[16..]))?;
    let mut rest = bytes.as_slice();
    Table::take(&mut rest)
        .filter(|table| rest.is_empty() && fits(table, offset))
        .ok_or(StoreErrorKind::Damaged(span))
}

/// Whether the blocks fill the bytes up to `end` and hold as many units as were counted.
fn fits(table: &Table, end: u64) -> bool {
    let mut blocks = table.blocks.iter();
    let sums = blocks.try_fold((HEAD as u64, 0u64), |(bytes, units), block| {
        let bytes = bytes.checked_add(block.length)?;
        Some((bytes, units.checked_add(block.units)?))
    });
    sums == Some((end, table.counts.units))
}

/// The number that at most eight little-endian bytes make.
fn number(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(0, |number, &byte| number << 8 | u64::from(byte))
}

fn read_checked(
    input: &mut (impl Read + Seek),
    span: Range<u64>,
    expected: u64,
) -> Result<Vec<u8>, StoreErrorKind> {
    let bytes = read_span(input, span.clone())?;
    if checksum(&bytes) == expected {
        Ok(bytes)
    } else {
        Err(StoreErrorKind::Damaged(span))
    }
}

/// The bytes at `span`, which lies inside the file.
fn read_span(input: &mut (impl Read + Seek), span: Range<u64>) -> Result<Vec<u8>, StoreErrorKind> {
    let length = span.end - span.start;
    let mut bytes = Vec::new();
    let read = input
        .seek(SeekFrom::Start(span.start))
        .and_then(|_| input.by_ref().take(length).read_to_end(&mut bytes));
    match read {
        Err(error) => Err(StoreErrorKind::Io(error)),
        Ok(read) if read as u64 == length => Ok(bytes),
        Ok(_) => Err(StoreErrorKind::Cut),
    }
}

#[cfg(test)]
mod tests {
    use super::super::StoreWriter;
    use super::*;
    use crate::inline::InlineText;
    use crate::lang::LangTag;
    use crate::memory::Variant;
    use proptest::prelude::*;
    use std::io::Cursor;

    fn unit(text: &str) -> TranslationUnit {
        let lang = LangTag::parse("ru").unwrap();
        TranslationUnit {
            id: Some("g-114".to_owned()),
            variants: vec![Variant::new(lang, InlineText::plain(text))],
            ..TranslationUnit::default()
        }
    }

    /// The file with these bytes for units and table, and checksums that are right.
    fn forged(units: &[u8], table: &[u8]) -> Vec<u8> {
        let offset = (HEAD + units.len()) as u64;
        let fields = [offset, table.len() as u64, checksum(table)];
        let mut tail = fields.map(u64::to_le_bytes).concat();
        tail.extend(seal(&head(), &tail).to_le_bytes());
        [&head(), units, table, &tail].concat()
    }

    fn table(units: &[u8], count: u64, counted: u64) -> Vec<u8> {
        let mut table = Table::default();
        table.blocks.push(Block {
            length: units.len() as u64,
            units: count,
            checksum: checksum(units),
        });
        table.counts.units = counted;
        let mut bytes = Vec::new();
        table.put(&mut bytes);
        bytes
    }

    fn verify(file: &[u8]) -> Result<Counts, StoreError> {
        StoreReader::new("a", Cursor::new(file)).and_then(StoreReader::verify)
    }

    #[test]
    fn right_checksums_do_not_make_wrong_counts_right() {
        let mut units = Vec::new();
        unit("Зонд молчит.").put(&mut units);
        let mut counts = Counts::default();
        counts.add(&unit("Зонд молчит."), None);
        let file = forged(&units, &table(&units, 1, 1));
        assert!(StoreReader::new("a", Cursor::new(&file)).is_ok());
        assert!(verify(&file).is_err(), "languages are not counted");
        for (count, counted) in [(2, 2), (0, 0), (1, 2), (u64::MAX, u64::MAX)] {
            assert!(verify(&forged(&units, &table(&units, count, counted))).is_err());
        }
        let mut longer = table(&units, 1, 1);
        longer.push(0);
        assert!(verify(&forged(&units, &longer)).is_err());
        assert!(verify(&forged(&[&units[..], &[0]].concat(), &table(&units, 1, 1))).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
            in_table: bool,
        ) {
            let mut writer = StoreWriter::new(Vec::new(), MemoryHeader::default()).unwrap();
            writer.unit(&unit("Ещё «зонд»")).unwrap();
            let file = writer.finish().unwrap();
            let offset = number(&file[file.len() - TAIL..][..8]) as usize;
            let mut units = file[HEAD..offset].to_vec();
            let mut table = file[offset..file.len() - TAIL].to_vec();
            let changed = if in_table { &mut table } else { &mut units };
            for (at, byte) in changes {
                let at = at.index(changed.len());
                changed[at] = byte;
            }
            if !in_table {
                let checked = checksum(&units).to_le_bytes();
                let end = table.len();
                table[end - 8..].copy_from_slice(&checked);
            }
            let _ = verify(&forged(&units, &table));
        }
    }
}
