//! Bytes that are checked when they are first looked at.
//!
//! An index is flat arrays in one [`Region`]: built in memory, or a mapped file. Of a file every block
//! of 64 KiB has a checksum, and the first access to a block compares it; later ones ask one bit. So
//! opening costs nothing, and no answer is ever made of bytes that are not what was written. An array
//! is read in items of a fixed width, little-endian; any range that is not inside it is damage, never
//! a panic.

use memmap2::{Mmap, MmapOptions};
use std::fmt;
use std::fs::File;
use std::io::{self, Write};
use std::ops::{Deref, Range};
use std::sync::atomic::{AtomicU64, Ordering};
use xxhash_rust::xxh3::xxh3_64;

/// Bytes under one checksum: read ahead by the system at once anyway, checked in a few microseconds,
/// and 8 bytes of checksum for each are nothing.
pub(in crate::memory) const BLOCK: usize = 64 << 10;

/// Arrays begin at a multiple of this: a line of the processor's cache.
const ALIGNMENT: u64 = 64;

/// Bytes that are not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Where they stand in their file.
    pub bytes: Range<u64>,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Range { start, end } = self.bytes;
        write!(f, "the memory is damaged between bytes {start} and {end}")
    }
}

impl std::error::Error for Damage {}

/// Where bytes stand.
enum Backing {
    Held(Vec<u8>),
    Mapped(Mmap),
}

impl Deref for Backing {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Backing::Held(bytes) => bytes,
            Backing::Mapped(map) => map,
        }
    }
}

/// Bytes of an index, in memory or in a mapped file.
pub struct Region {
    backing: Backing,
    /// The checksum of each block, and none for bytes that were never in a file.
    sums: Option<Vec<u64>>,
    /// Which blocks were found right: a bit each.
    checked: Vec<AtomicU64>,
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Region")
            .field("bytes", &self.backing.len())
            .finish_non_exhaustive()
    }
}

/// Items of `N` bytes each that stand together in a region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::memory) struct Array<const N: usize> {
    /// The byte where the first item begins.
    pub(in crate::memory) start: u64,
    /// How many items there are.
    pub(in crate::memory) items: u64,
}

impl<const N: usize> Array<N> {
    /// How many items there are; what does not fit into memory is refused when it is read.
    pub(in crate::memory) fn len(self) -> usize {
        usize::try_from(self.items).unwrap_or(usize::MAX)
    }
}

impl Region {
    /// Bytes that this run made itself.
    pub fn held(bytes: Vec<u8>) -> Region {
        Region {
            backing: Backing::Held(bytes),
            sums: None,
            checked: Vec::new(),
        }
    }

    /// The first `length` bytes of a file, each block of which has its checksum in `sums`.
    ///
    /// # Errors
    /// When the system cannot map it.
    pub(in crate::memory) fn of_file(
        file: &File,
        length: usize,
        sums: Vec<u64>,
    ) -> io::Result<Region> {
        Ok(Region::checked(Backing::Mapped(map(file, length)?), sums))
    }

    fn checked(backing: Backing, sums: Vec<u64>) -> Region {
        let words = sums.len().div_ceil(u64::BITS as usize);
        Region {
            backing,
            sums: Some(sums),
            checked: (0..words).map(|_| AtomicU64::new(0)).collect(),
        }
    }

    /// The bytes at `span`.
    pub(in crate::memory) fn bytes(&self, span: Range<u64>) -> Result<&[u8], Damage> {
        let damage = || Damage {
            bytes: span.clone(),
        };
        let start = usize::try_from(span.start).map_err(|_| damage())?;
        let end = usize::try_from(span.end).map_err(|_| damage())?;
        let bytes = self.backing.get(start..end).ok_or_else(damage)?;
        if self.sums.is_some() && start < end {
            for block in start / BLOCK..=(end - 1) / BLOCK {
                self.check(block)?;
            }
        }
        Ok(bytes)
    }

    /// Compares a block with its checksum, the first time.
    #[inline]
    fn check(&self, block: usize) -> Result<(), Damage> {
        let (word, bit) = (block / 64, 1 << (block % 64));
        match self.checked.get(word) {
            Some(checked) if checked.load(Ordering::Relaxed) & bit != 0 => Ok(()),
            _ => self.compare(block),
        }
    }

    #[cold]
    fn compare(&self, block: usize) -> Result<(), Damage> {
        let start = block * BLOCK;
        let sums = self.sums.as_deref().unwrap_or_default();
        let end = self.backing.len().min(start + BLOCK);
        let right = sums
            .get(block)
            .is_some_and(|sum| *sum == xxh3_64(&self.backing[start..end]));
        if !right {
            let bytes = start as u64..end as u64;
            return Err(Damage { bytes });
        }
        if let Some(checked) = self.checked.get(block / 64) {
            checked.fetch_or(1 << (block % 64), Ordering::Relaxed);
        }
        Ok(())
    }

    /// Compares every block.
    pub(in crate::memory) fn check_all(&self) -> Result<(), Damage> {
        let blocks = self.sums.as_ref().map_or(0, Vec::len);
        (0..blocks).try_for_each(|block| self.check(block))
    }

    /// The items of `array` at `range`.
    #[inline]
    pub(in crate::memory) fn items<const N: usize>(
        &self,
        array: Array<N>,
        range: Range<usize>,
    ) -> Result<&[[u8; N]], Damage> {
        let at = |item: usize| {
            let bytes = (item as u64).checked_mul(N as u64)?;
            array.start.checked_add(bytes)
        };
        let whole = || Damage {
            bytes: array.start
                ..array
                    .start
                    .saturating_add(array.items.saturating_mul(N as u64)),
        };
        if range.start > range.end || range.end > array.len() {
            return Err(whole());
        }
        let start = at(range.start).ok_or_else(whole)?;
        let end = at(range.end).ok_or_else(whole)?;
        Ok(self.bytes(start..end)?.as_chunks::<N>().0)
    }

    /// The number that item `item` of `array` is.
    #[inline]
    pub(in crate::memory) fn number(&self, array: Array<4>, item: usize) -> Result<u32, Damage> {
        let items = self.items(array, item..item.saturating_add(1))?;
        Ok(items.first().map_or(0, |bytes| u32::from_le_bytes(*bytes)))
    }
}

/// The one `unsafe` of entente. A mapped file must not change while it is mapped: whoever shortened it
/// would kill the run, whoever wrote into it could change bytes after their checksum was compared.
/// Segments are written once, under a new name, flushed, and never opened for writing again; a
/// writer that replaces one removes its name, and the mapping keeps the old bytes. The alternative,
/// reading blocks into buffers, costs a copy of every block in every run, and long lists would not
/// stand in one piece.
#[allow(unsafe_code)]
fn map(file: &File, length: usize) -> io::Result<Mmap> {
    // SAFETY: the file is a segment, which nobody writes to again (see above); what it holds is
    // only ever looked at as bytes.
    unsafe { MmapOptions::new().len(length).map(file) }
}

/// Writes arrays one behind the other and knows where each begins.
#[derive(Debug)]
pub(in crate::memory) struct Arrays<W> {
    out: W,
    position: u64,
    buffer: Vec<u8>,
}

/// Bytes that are gathered before they are written.
const GATHERED: usize = 64 << 10;

impl<W: Write> Arrays<W> {
    /// Arrays behind what `out` has already, `position` bytes.
    pub(in crate::memory) fn new(out: W, position: u64) -> Arrays<W> {
        Arrays {
            out,
            position,
            buffer: Vec::new(),
        }
    }

    /// Writes the next array.
    pub(in crate::memory) fn array<const N: usize>(
        &mut self,
        items: impl IntoIterator<Item = [u8; N]>,
    ) -> io::Result<Array<N>> {
        let gap = self.position.next_multiple_of(ALIGNMENT) - self.position;
        self.buffer.resize(gap as usize, 0);
        let start = self.position + gap;
        let mut count = 0;
        for item in items {
            self.buffer.extend_from_slice(&item);
            count += 1;
            if self.buffer.len() >= GATHERED {
                self.write()?;
            }
        }
        self.write()?;
        Ok(Array {
            start,
            items: count,
        })
    }

    /// Writes the next array, the items of which stand together.
    pub(in crate::memory) fn items<const N: usize>(
        &mut self,
        items: &[[u8; N]],
    ) -> io::Result<Array<N>> {
        let array = self.array::<N>([])?;
        let bytes = items.as_flattened();
        self.out.write_all(bytes)?;
        self.position += bytes.len() as u64;
        Ok(Array {
            items: items.len() as u64,
            ..array
        })
    }

    fn write(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.position += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    /// The output, and how many bytes it has.
    pub(in crate::memory) fn into_inner(self) -> (W, u64) {
        (self.out, self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: Vec<u8>) -> Region {
        let sums = bytes.chunks(BLOCK).map(xxh3_64).collect();
        Region::checked(Backing::Held(bytes), sums)
    }

    #[test]
    fn what_is_not_inside_is_damage() {
        let region = Region::held(vec![1, 0, 0, 0, 2, 0, 0, 0]);
        let array = Array::<4> { start: 0, items: 2 };
        assert_eq!(region.number(array, 1), Ok(2));
        assert!(region.number(array, 2).is_err());
        let reversed = Range { start: 2, end: 1 };
        assert!(region.items(array, reversed).is_err());
        for (start, items) in [(1, 2), (u64::MAX, 2), (0, u64::MAX), (8, 1)] {
            let array = Array::<4> { start, items };
            assert!(
                region.items(array, 0..array.len().max(1)).is_err(),
                "{array:?}"
            );
        }
    }

    #[test]
    fn a_changed_byte_is_damage_for_its_block_alone() {
        let sound = vec![7; 3 * BLOCK - 5];
        let sums = sound.chunks(BLOCK).map(xxh3_64).collect();
        let mut bytes = sound.clone();
        bytes[BLOCK + 3] ^= 1;
        let region = Region::checked(Backing::Held(bytes), sums);
        let block = BLOCK as u64;
        assert!(region.bytes(0..block).is_ok());
        assert!(region.bytes(2 * block..3 * block - 5).is_ok());
        let damage = region.bytes(block - 1..block + 1).unwrap_err();
        assert_eq!(damage.bytes, block..2 * block);
        assert!(region.check_all().is_err());
        assert!(file(sound).check_all().is_ok());
    }

    #[test]
    fn bytes_without_a_checksum_are_damage() {
        let region = Region::checked(
            Backing::Held(vec![0; BLOCK + 1]),
            vec![xxh3_64(&[0; BLOCK])],
        );
        assert!(region.bytes(0..9).is_ok());
        assert!(region.bytes(BLOCK as u64..BLOCK as u64 + 1).is_err());
    }
}
