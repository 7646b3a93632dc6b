//! Adding to a stored memory: what is new, and what replaces a unit that is there.
//!
//! What is added goes into a segment of its own. Where segments of like size have gathered, the last
//! ones are written anew together with it, as search engines do: each unit is written a few times in
//! the life of a memory (by the logarithm of its size), and ten units never rewrite gigabytes. A unit
//! that is replaced or taken out stays in its segment, and the manifest says that it is no longer
//! there; the one that replaces it takes over its number. Where most of a segment was replaced, it is written anew without them.

use super::StoreError;
use super::folder::Folder;
use super::identity;
use super::layout::Stored;
use super::manifest::{Manifest, SegmentLine};
use super::opened::Store;
use super::segment::SegmentWriter;
use super::writer::{end_segment, next_ordinal};
use crate::lang::LangTag;
use crate::memory::date::last_date;
use crate::memory::{MemoryHeader, Stamp, TranslationUnit};
use hashbrown::HashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

/// A segment stays as it is while it has at least this many times the units of all after it. With 4 a
/// memory of a million units in tens has at most some nine segments, and a unit is written at most as
/// often.
const GROWTH: u64 = 4;

/// What became of the units that were added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Units that are now there besides what was.
    pub new: u64,
    /// Units that replaced one with an earlier change date.
    pub updated: u64,
    /// Units that were there already.
    pub equal: u64,
    /// Units with an earlier change date than the one that is there.
    pub older: u64,
    /// Units that were taken out.
    pub deleted: u64,
}

/// A stored memory to which units are added, and from which units are taken; nothing changes until
/// [`finish`](Self::finish).
///
/// ```
/// use entente::files::Existing;
/// use entente::memory::store::{Store, StoreAdder, StoreWriter};
/// use entente::memory::{ChangeDate, Memory, MemoryHeader, Stamp, tmx};
/// use entente::xml::XmlOptions;
///
/// let unit = |source: &str, target: &str| {
///     let file = format!(
///         "<tmx version='1.4'><header srclang='fr'/><body><tu><tuv xml:lang='fr'><seg>{source}</seg></tuv>\
///          <tuv xml:lang='ru'><seg>{target}</seg></tuv></tu></body></tmx>"
///     );
///     let memory = Memory::read("a.tmx", file.as_bytes(), XmlOptions::default()).unwrap();
///     memory.units[0].clone()
/// };
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("space.entente");
/// StoreWriter::create(&path, MemoryHeader::default(), Existing::Keep)?.finish()?;
///
/// // Units without a date of their own are of the day that is said; the later one holds.
/// for (date, target) in [("2024-05-12", "Зонд тих."), ("2024-05-13", "Зонд молчит.")] {
///     let mut adder = StoreAdder::open(&path)?;
///     adder.set_stamp(Stamp { date: ChangeDate::read(date).unwrap(), user: None });
///     adder.add(&unit("La sonde se tait.", target))?;
///     adder.add(&unit("Elle appelle.", "Он зовёт."))?;
///     adder.finish()?;
/// }
/// let mut adder = StoreAdder::open(&path)?;
/// adder.delete(&unit("Elle appelle.", "Он зовёт."))?;
/// assert_eq!(adder.finish()?.deleted, 1);
///
/// // Written as TMX.
/// let store = Store::open(&path, "space.entente")?;
/// assert_eq!(store.counts().units, 1);
/// let mut writer = tmx::TmxWriter::new(Vec::new(), store.header())?;
/// for unit in store.units() {
///     let (_number, unit) = unit?;
///     writer.unit(&unit)?;
/// }
/// let file = String::from_utf8(writer.finish()?)?;
/// assert!(file.contains("<seg>Зонд молчит.</seg>") && !file.contains("Он зовёт."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct StoreAdder {
    folder: Folder,
    store: Store,
    manifest: Manifest,
    source: Option<LangTag>,
    /// What is to be written, by number, in its stored form.
    pending: BTreeMap<u32, Vec<u8>>,
    /// The numbers of pending units by the hash of their key.
    keys: HashMap<u32, Vec<u32>>,
    stamp: Option<Stamp>,
    added: Added,
}

/// A unit that may be the same as another.
struct Rival {
    ordinal: u32,
    unit: TranslationUnit,
    /// Where it stands, unless it is pending: its segment, and its number there.
    place: Option<(usize, u32)>,
}

impl StoreAdder {
    /// Opens the memory in the folder `path` to be added to.
    ///
    /// # Errors
    /// When it is no stored memory, is damaged, or another run writes it.
    pub fn open(path: &Path) -> Result<StoreAdder, StoreError> {
        let folder = Folder::standing(path)?;
        let store = Store::open(path, folder.name())?;
        Ok(StoreAdder {
            manifest: store.manifest.clone(),
            source: store.header().source_lang(),
            folder,
            store,
            pending: BTreeMap::new(),
            keys: HashMap::new(),
            stamp: None,
            added: Added::default(),
        })
    }

    /// What the header of the memory says.
    pub fn header(&self) -> &MemoryHeader {
        &self.manifest.header
    }

    /// Adds what other headers say: `header` is this one, with the same language of sources, and more.
    pub fn set_header(&mut self, header: MemoryHeader) {
        self.manifest.header = header;
    }

    /// Dates units that say no date of their own, and are new or replace one.
    pub fn set_stamp(&mut self, stamp: Stamp) {
        self.stamp = Some(stamp);
    }

    /// Takes out what is the same as `unit` and says the same in every language; where both have an
    /// id, it must be one. Gives back how many there were.
    ///
    /// # Errors
    /// When what it must be compared with is damaged.
    pub fn delete(&mut self, unit: &TranslationUnit) -> Result<u64, StoreError> {
        let key = identity::key(unit, self.source.as_ref());
        let mut rivals = self.rivals(&key, identity::hash(&key))?;
        rivals.retain(|rival| {
            let other = unit.id.is_some() && rival.unit.id.is_some() && unit.id != rival.unit.id;
            !other && identity::says_the_same(unit, &rival.unit)
        });
        for rival in &rivals {
            self.take_out(rival);
        }
        self.added.deleted += rivals.len() as u64;
        Ok(rivals.len() as u64)
    }

    /// Takes out the stored unit with this number, from 0, and gives back whether there was one.
    ///
    /// # Errors
    /// When what it is found by, or the unit, is damaged.
    pub fn delete_number(&mut self, number: u32) -> Result<bool, StoreError> {
        for segment in 0..self.manifest.segments.len() {
            let Some(unit) = self.store.with_number(segment, number)? else {
                continue;
            };
            if self.is_there(segment, unit) {
                return self.delete_at(segment, unit);
            }
        }
        Ok(false)
    }

    /// Takes out the stored units with this id, and gives back how many there were. Reads every unit.
    ///
    /// # Errors
    /// When a unit is damaged.
    pub fn delete_id(&mut self, id: &str) -> Result<u64, StoreError> {
        let mut numbers = Vec::new();
        for unit in self.store.units() {
            let (number, unit) = unit?;
            if unit.id.as_deref() == Some(id) {
                numbers.push(number);
            }
        }
        let mut deleted = 0;
        for number in numbers {
            deleted += u64::from(self.delete_number(number)?);
        }
        Ok(deleted)
    }

    fn is_there(&self, segment: usize, unit: u32) -> bool {
        let replaced = &self.manifest.segments[segment].replaced;
        replaced.binary_search(&unit).is_err()
    }

    fn delete_at(&mut self, segment: usize, number: u32) -> Result<bool, StoreError> {
        let Some((ordinal, unit)) = self.store.unit(segment, number)? else {
            return Ok(false);
        };
        let place = Some((segment, number));
        self.take_out(&Rival {
            ordinal,
            unit,
            place,
        });
        self.added.deleted += 1;
        Ok(true)
    }

    /// Makes a unit no longer part of the memory.
    fn take_out(&mut self, rival: &Rival) {
        match rival.place {
            Some((segment, number)) => {
                let replaced = &mut self.manifest.segments[segment].replaced;
                if let Err(at) = replaced.binary_search(&number) {
                    replaced.insert(at, number);
                }
            }
            None => drop(self.pending.remove(&rival.ordinal)),
        }
        let source = self.source.as_ref();
        self.manifest.counts.remove(&rival.unit, source);
    }

    /// Adds a unit, unless it is there; replaces the same unit with an earlier change date.
    ///
    /// The same unit has the same source, place and languages. Where it has another translation and
    /// the dates do not decide, or the ids differ, both are kept: nobody said which is right.
    ///
    /// # Errors
    /// When what it must be compared with is damaged, or no more units can be numbered.
    pub fn add(&mut self, unit: &TranslationUnit) -> Result<(), StoreError> {
        let key = identity::key(unit, self.source.as_ref());
        let hash = identity::hash(&key);
        for rival in self.rivals(&key, hash)? {
            let equal = identity::says_the_same(unit, &rival.unit);
            if !equal && unit.id != rival.unit.id {
                continue;
            }
            // What is there is not written anew only to be dated.
            let stamp = self.stamp.as_ref().filter(|_| !equal);
            let new = last_date(unit).or(stamp.map(|stamp| stamp.date));
            match (new, last_date(&rival.unit)) {
                (Some(new), Some(old)) if new > old => return self.replace(rival, unit),
                (Some(_), None) if equal => return self.replace(rival, unit),
                _ if equal => {
                    self.added.equal += 1;
                    return Ok(());
                }
                (Some(new), Some(old)) if new < old => {
                    self.added.older += 1;
                    return Ok(());
                }
                _ => {}
            }
        }
        let ordinal = next_ordinal(&mut self.manifest, &self.folder)?;
        self.keys.entry(hash).or_default().push(ordinal);
        let mut unit = Cow::Borrowed(unit);
        if let Some(stamp) = &self.stamp {
            stamp.create(unit.to_mut());
        }
        self.put(ordinal, &unit);
        self.added.new += 1;
        Ok(())
    }

    /// The units with this key, pending ones last.
    fn rivals(&self, key: &[u8], hash: u32) -> Result<Vec<Rival>, StoreError> {
        let mut rivals = Vec::new();
        for (segment, line) in self.manifest.segments.iter().enumerate() {
            for number in self.store.units_with_key(segment, hash)? {
                if line.replaced.binary_search(&number).is_err()
                    && let Some((ordinal, unit)) = self.store.unit(segment, number)?
                {
                    let place = Some((segment, number));
                    rivals.push(Rival {
                        ordinal,
                        unit,
                        place,
                    });
                }
            }
        }
        for &ordinal in self.keys.get(&hash).into_iter().flatten() {
            let unit = self.pending.get(&ordinal).and_then(|bytes| stored(bytes));
            rivals.extend(unit.map(|unit| Rival {
                ordinal,
                unit,
                place: None,
            }));
        }
        rivals.retain(|rival| identity::key(&rival.unit, self.source.as_ref()) == key);
        Ok(rivals)
    }

    fn replace(&mut self, rival: Rival, unit: &TranslationUnit) -> Result<(), StoreError> {
        self.take_out(&rival);
        if rival.place.is_some() {
            let hash = identity::hash(&identity::key(unit, self.source.as_ref()));
            self.keys.entry(hash).or_default().push(rival.ordinal);
        }
        let mut unit = Cow::Borrowed(unit);
        if let Some(stamp) = &self.stamp {
            stamp.change(unit.to_mut(), &rival.unit);
        }
        self.put(rival.ordinal, &unit);
        self.added.updated += 1;
        Ok(())
    }

    fn put(&mut self, ordinal: u32, unit: &TranslationUnit) {
        let mut bytes = Vec::new();
        unit.put(&mut bytes);
        self.pending.insert(ordinal, bytes);
        self.manifest.counts.add(unit, self.source.as_ref());
    }

    /// Writes what was added, and says what became of it.
    ///
    /// # Errors
    /// When the output fails, or what is written anew is damaged. Then the memory is as it was.
    pub fn finish(mut self) -> Result<Added, StoreError> {
        if self.pending.is_empty() && self.added.deleted == 0 {
            return Ok(self.added);
        }
        let kept = kept(&self.manifest.segments, self.pending.len() as u64);
        let rewritten = self.manifest.segments.split_off(kept);
        let mut out = Output {
            folder: &self.folder,
            manifest: &mut self.manifest,
            segment: None,
        };
        let mut pending = self.pending.into_iter().peekable();
        for unit in self
            .store
            .units_of(kept..kept + rewritten.len(), &rewritten)
        {
            let (ordinal, unit) = unit?;
            while let Some((number, bytes)) = pending.next_if(|(number, _)| *number < ordinal) {
                out.pending(number, &bytes)?;
            }
            out.unit(ordinal, &unit)?;
        }
        for (number, bytes) in pending {
            out.pending(number, &bytes)?;
        }
        out.end_segment()?;
        self.folder.publish(&self.manifest)?;
        Ok(self.added)
    }
}

/// How many of `segments` stay as they are when `new` units are written behind them.
fn kept(segments: &[SegmentLine], new: u64) -> usize {
    let hollow = |line: &SegmentLine| line.replaced.len() as u64 * 2 > line.identity.units;
    let sound = segments.iter().position(hollow).unwrap_or(segments.len());
    let mut behind = new;
    let mut kept = segments.len();
    while let Some(last) = kept.checked_sub(1).map(|last| &segments[last]) {
        if last.live() >= behind.saturating_mul(GROWTH) && kept <= sound {
            break;
        }
        behind += last.live();
        kept -= 1;
    }
    kept
}

fn stored(mut bytes: &[u8]) -> Option<TranslationUnit> {
    TranslationUnit::take(&mut bytes)
}

/// Segments that are written one behind the other.
struct Output<'a> {
    folder: &'a Folder,
    manifest: &'a mut Manifest,
    segment: Option<SegmentWriter<File>>,
}

impl Output<'_> {
    fn pending(&mut self, ordinal: u32, bytes: &[u8]) -> Result<(), StoreError> {
        let unit = stored(bytes).expect("what this run stored it can read");
        self.unit(ordinal, &unit)
    }

    fn unit(&mut self, ordinal: u32, unit: &TranslationUnit) -> Result<(), StoreError> {
        if self
            .segment
            .as_ref()
            .is_some_and(|segment| segment.is_full(unit))
        {
            self.end_segment()?;
        }
        let path = self.folder.segment(self.manifest.next_segment);
        let error = |error| StoreError::io(&path, error);
        let segment = match &mut self.segment {
            Some(segment) => segment,
            none => {
                let file = self.folder.create(self.manifest.next_segment)?;
                let header = self.manifest.header.clone();
                none.insert(SegmentWriter::new(file, &header).map_err(error)?)
            }
        };
        segment.unit(ordinal, unit, None).map_err(error)
    }

    fn end_segment(&mut self) -> Result<(), StoreError> {
        match self.segment.take() {
            Some(segment) => end_segment(segment, self.manifest, self.folder),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::segment::Identity;
    use super::*;

    fn line(units: u64, replaced: u32) -> SegmentLine {
        SegmentLine {
            number: 1,
            identity: Identity {
                units,
                ..Identity::default()
            },
            replaced: (0..replaced).collect(),
        }
    }

    #[test]
    fn ten_units_never_rewrite_a_large_segment() {
        assert_eq!(kept(&[line(1_000_000, 0)], 10), 1);
        assert_eq!(kept(&[line(1_000_000, 0), line(39, 0)], 10), 1);
        assert_eq!(kept(&[line(1_000_000, 0), line(40, 0)], 10), 2);
        assert_eq!(kept(&[line(100, 0), line(30, 0), line(20, 0)], 10), 0);
    }

    #[test]
    fn a_segment_that_was_mostly_replaced_is_written_anew() {
        assert_eq!(kept(&[line(1000, 500)], 10), 1);
        assert_eq!(kept(&[line(1000, 501)], 10), 0);
        assert_eq!(kept(&[line(1000, 501), line(200, 0)], 0), 0);
        assert_eq!(kept(&[line(1000, 500), line(200, 0)], 0), 2);
    }

    #[test]
    fn segments_stay_few_however_much_is_added() {
        let mut segments: Vec<SegmentLine> = Vec::new();
        let mut written = 0;
        for _ in 0..10_000 {
            let kept = kept(&segments, 10);
            let merged: u64 = segments.drain(kept..).map(|line| line.live()).sum();
            written += merged + 10;
            segments.push(line(merged + 10, 0));
            assert!(segments.len() <= 9, "{segments:?}");
        }
        assert!(
            written < 100_000 * 16,
            "each unit {} times",
            written / 100_000
        );
    }
}
