//! A stored memory that is open: its segments are mapped, and nothing of them was read yet.

use super::manifest::{Manifest, SegmentLine};
use super::record::UnitRecord;
use super::segment::Segment;
use super::{MANIFEST, StoreError, StoreErrorKind, read_manifest};
use crate::memory::index::{Damage, Index};
use crate::memory::{Counts, Memory, MemoryHeader, TranslationUnit};
use crate::text::{Notice, Place};
use std::cmp::Ordering;
use std::io;
use std::path::Path;

/// A stored memory, open; what is asked for is read and checked then.
///
/// It is what the memory was when it was opened, whatever is written afterwards. It can be shared
/// between threads.
#[derive(Debug)]
pub struct Store {
    name: String,
    pub(super) manifest: Manifest,
    segments: Vec<Segment>,
}

/// How often an opening begins anew because the memory was changed meanwhile.
const TRIES: usize = 32;

impl Store {
    /// Opens the memory in the folder `path`, called `name` in messages.
    ///
    /// Time O(size of manifest and tables): 8 bytes for 64 KiB of memory.
    ///
    /// # Errors
    /// When it is no stored memory, of another version, not whole, or its tables are damaged.
    pub fn open(path: &Path, name: impl Into<String>) -> Result<Store, StoreError> {
        let name = name.into();
        let mut manifest = read_manifest(path)?;
        for _ in 0..TRIES {
            match segments(path, &manifest) {
                Ok(segments) => {
                    return Ok(Store {
                        name,
                        manifest,
                        segments,
                    });
                }
                Err(error) if is_gone(&error) => {
                    // A writer has put other segments in its place, or it was removed by hand.
                    let now = read_manifest(path)?;
                    if now.next_segment == manifest.next_segment {
                        return Err(error);
                    }
                    manifest = now;
                }
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::new(name, StoreErrorKind::Busy))
    }

    /// The memory, as the user named it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its header says.
    pub fn header(&self) -> &MemoryHeader {
        &self.manifest.header
    }

    /// How much it holds, as it was counted when it was written.
    pub fn counts(&self) -> &Counts {
        &self.manifest.counts
    }

    /// What the reading of its file had to say, where that was kept.
    pub fn notices(&self) -> Vec<Notice> {
        let notices = self.manifest.notices.iter();
        let notice = |(place, message): &(Place, String)| Notice::new(&*self.name, *place, message);
        notices.map(notice).collect()
    }

    /// The indexes of its texts in the language with the primary subtag `lang`, each with the number
    /// of its segment.
    ///
    /// # Errors
    /// When what they are found by is damaged.
    pub fn indexes(&self, lang: &str) -> Result<Vec<(usize, Index)>, StoreError> {
        let numbered = self.segments.iter().enumerate();
        let indexes = numbered.filter_map(|(number, segment)| {
            let index = segment.index(lang).transpose()?;
            Some(index.map(|index| (number, index)))
        });
        indexes.collect()
    }

    /// Unit `unit` of segment `segment` with its number in the memory, unless it was replaced. Its
    /// place, where none was kept, has this number, from 1, for a line.
    ///
    /// # Errors
    /// When the unit is damaged, or there is none.
    pub fn unit(
        &self,
        segment: usize,
        unit: u32,
    ) -> Result<Option<(u32, TranslationUnit)>, StoreError> {
        let (segment, line) = (&self.segments[segment], &self.manifest.segments[segment]);
        if line.replaced.binary_search(&unit).is_ok() {
            return Ok(None);
        }
        let unit = unit as usize;
        let ordinal = segment.ordinal(unit)?;
        let mut unit = segment.unit(unit)?;
        unit.place.get_or_insert(Place {
            line: ordinal as usize + 1,
            column: 1,
        });
        Ok(Some((ordinal, unit)))
    }

    /// Makes `record` unit `unit` of segment `segment`, as it stands in the file; false if it was
    /// replaced.
    ///
    /// # Errors
    /// When the unit is damaged, or there is none.
    pub fn read_record<'s>(
        &'s self,
        segment: usize,
        unit: u32,
        record: &mut UnitRecord<'s>,
    ) -> Result<bool, StoreError> {
        let (segment, line) = (&self.segments[segment], &self.manifest.segments[segment]);
        if line.replaced.binary_search(&unit).is_ok() {
            return Ok(false);
        }
        segment.read_record(unit as usize, record)?;
        Ok(true)
    }

    /// The number in the memory of unit `unit` of segment `segment`.
    ///
    /// # Errors
    /// When it is damaged, or there is none.
    pub fn ordinal(&self, segment: usize, unit: u32) -> Result<u32, StoreError> {
        self.segments[segment].ordinal(unit as usize)
    }

    /// The error that damage in segment `segment` is.
    pub fn damaged(&self, segment: usize, damage: Damage) -> StoreError {
        self.segments[segment].error(damage)
    }

    /// Its units by their numbers.
    pub fn units(&self) -> Units<'_> {
        self.units_of(0..self.segments.len(), &self.manifest.segments)
    }

    /// The units of some of its segments by their numbers, without those that `lines`, one for each,
    /// say were replaced.
    pub(super) fn units_of<'s>(
        &'s self,
        segments: std::ops::Range<usize>,
        lines: &'s [SegmentLine],
    ) -> Units<'s> {
        Units {
            store: self,
            lines,
            cursors: segments
                .map(|segment| Cursor { segment, unit: 0 })
                .collect(),
        }
    }

    /// The unit of segment `segment` with this number in the memory, a replaced one too.
    pub(super) fn with_number(
        &self,
        segment: usize,
        number: u32,
    ) -> Result<Option<u32>, StoreError> {
        let segment = &self.segments[segment];
        let (mut start, mut end) = (0, segment.len());
        while start < end {
            let middle = start + (end - start) / 2;
            match segment.ordinal(middle)?.cmp(&number) {
                Ordering::Less => start = middle + 1,
                Ordering::Equal => return Ok(u32::try_from(middle).ok()),
                Ordering::Greater => end = middle,
            }
        }
        Ok(None)
    }

    /// How many units its files still hold that were replaced or taken out.
    pub fn dropped(&self) -> u64 {
        let lines = self.manifest.segments.iter();
        lines.map(|line| line.replaced.len() as u64).sum()
    }

    /// The units of segment `segment` whose key has this hash, replaced ones too.
    pub(super) fn units_with_key(&self, segment: usize, hash: u32) -> Result<Vec<u32>, StoreError> {
        self.segments[segment].with_key(hash)
    }

    /// Checks everything it holds: every byte, and the counts against the units.
    ///
    /// # Errors
    /// At the first thing that is not as it was written.
    pub fn verify(&self) -> Result<(), StoreError> {
        self.segments.iter().try_for_each(Segment::check_all)?;
        let source = self.header().source_lang();
        let mut counts = Counts::default();
        for unit in self.units() {
            let (_, unit) = unit?;
            counts.add(&unit, source.as_ref());
        }
        if counts != *self.counts() {
            let kind = StoreErrorKind::Mixed;
            return Err(StoreError::new(format!("{}/{MANIFEST}", self.name), kind));
        }
        Ok(())
    }
}

fn segments(path: &Path, manifest: &Manifest) -> Result<Vec<Segment>, StoreError> {
    let open = |line: &SegmentLine| Segment::open(&path.join(line.file_name()), &line.identity);
    manifest.segments.iter().map(open).collect()
}

fn is_gone(error: &StoreError) -> bool {
    matches!(&error.kind, StoreErrorKind::Io(error) if error.kind() == io::ErrorKind::NotFound)
}

/// The units of a stored memory by their numbers.
#[derive(Debug)]
pub struct Units<'s> {
    store: &'s Store,
    /// What was replaced in the segment of each cursor.
    lines: &'s [SegmentLine],
    cursors: Vec<Cursor>,
}

/// How far a segment was read.
#[derive(Clone, Copy, Debug)]
struct Cursor {
    segment: usize,
    unit: u32,
}

impl Iterator for Units<'_> {
    type Item = Result<(u32, TranslationUnit), StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        next_unit(self.store, self.lines, &mut self.cursors).transpose()
    }

    /// Units that are skipped are not read.
    fn nth(&mut self, skipped: usize) -> Option<Self::Item> {
        for _ in 0..skipped {
            match pass_unit(self.store, self.lines, &mut self.cursors) {
                Ok(passed) => passed?,
                Err(error) => return Some(Err(error)),
            };
        }
        self.next()
    }
}

/// The unit with the least number that no cursor has passed.
fn next_unit(
    store: &Store,
    lines: &[SegmentLine],
    cursors: &mut [Cursor],
) -> Result<Option<(u32, TranslationUnit)>, StoreError> {
    match pass_unit(store, lines, cursors)? {
        Some(passed) => store.unit(passed.segment, passed.unit),
        None => Ok(None),
    }
}

/// Where that unit stands; its cursor passes it.
fn pass_unit(
    store: &Store,
    lines: &[SegmentLine],
    cursors: &mut [Cursor],
) -> Result<Option<Cursor>, StoreError> {
    let mut first: Option<(u32, &mut Cursor)> = None;
    for (cursor, line) in cursors.iter_mut().zip(lines) {
        let segment = &store.segments[cursor.segment];
        while line.replaced.binary_search(&cursor.unit).is_ok() {
            cursor.unit += 1;
        }
        if cursor.unit as usize >= segment.len() {
            continue;
        }
        let ordinal = segment.ordinal(cursor.unit as usize)?;
        if first.as_ref().is_none_or(|(least, _)| ordinal < *least) {
            first = Some((ordinal, cursor));
        }
    }
    let Some((_, cursor)) = first else {
        return Ok(None);
    };
    let passed = *cursor;
    cursor.unit += 1;
    Ok(Some(passed))
}

/// A stored memory that is read from its first unit to its last.
#[derive(Debug)]
pub struct StoreReader {
    store: Store,
    cursors: Vec<Cursor>,
}

impl From<Store> for StoreReader {
    fn from(store: Store) -> StoreReader {
        let cursors = store.units().cursors;
        StoreReader { store, cursors }
    }
}

impl StoreReader {
    /// The memory that is read.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The next unit with its number in the memory; `None` after the last.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn next_unit(&mut self) -> Result<Option<(u32, TranslationUnit)>, StoreError> {
        let lines = &self.store.manifest.segments;
        next_unit(&self.store, lines, &mut self.cursors)
    }
}

impl Memory {
    /// All units of a stored memory.
    ///
    /// # Errors
    /// When anything in them is not as it was written; then nothing of it is used.
    pub fn of_store(store: &Store) -> Result<Memory, StoreError> {
        let units = store.units().map(|unit| unit.map(|(_, unit)| unit));
        Ok(Memory {
            name: store.name.clone(),
            header: store.header().clone(),
            units: units.collect::<Result<_, _>>()?,
            notices: store.notices(),
        })
    }
}
