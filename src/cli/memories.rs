//! Reading the memories the user named, and refusing those that cannot serve.

use super::args::Global;
use super::exit::Failure;
use super::kind::{self, Kind, Known, KnownInput};
use super::{cache, input};
use entente::memory::store::{Store, StoreReader};
use entente::memory::tmx::TmxReader;
use entente::memory::{Counts, Direction, Memory, MemoryHeader, MemorySource, TranslationUnit};
use entente::text::Notice;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// A memory that was named: read from TMX, or a built one that was opened.
pub(crate) enum Named {
    /// A TMX file, read whole.
    Read(Memory),
    /// A built memory, or one that stands for a TMX file: only what is needed is read, and the
    /// notices of its reading are known.
    Built(Store, Vec<Notice>),
}

impl Named {
    fn built(store: Store) -> Named {
        let notices = store.notices();
        Named::Built(store, notices)
    }

    /// What a matcher searches.
    pub(crate) fn source(&self) -> MemorySource<'_> {
        match self {
            Named::Read(memory) => MemorySource::Read(memory),
            Named::Built(store, _) => MemorySource::Stored(store),
        }
    }

    /// What was left out or mended when it was read.
    pub(crate) fn notices(&self) -> &[Notice] {
        match self {
            Named::Read(memory) => &memory.notices,
            Named::Built(_, notices) => notices,
        }
    }

    fn serves(&self, direction: &Direction) -> Result<bool, Failure> {
        let store = match self {
            Named::Read(memory) => return Ok(direction.is_served_by(memory)),
            Named::Built(store, _) => store,
        };
        if direction.is_counted(store.counts()) {
            return Ok(true);
        }
        // The counts say nothing of units without text, which serve all the same.
        for unit in store.units() {
            if direction.variants(&unit?.1).is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn counts(&self) -> Cow<'_, Counts> {
        match self {
            Named::Read(memory) => {
                let mut counts = Counts::default();
                memory.units.iter().for_each(|unit| counts.add(unit, None));
                Cow::Owned(counts)
            }
            Named::Built(store, _) => Cow::Borrowed(store.counts()),
        }
    }

    fn name(&self) -> &str {
        match self {
            Named::Read(memory) => &memory.name,
            Named::Built(store, _) => store.name(),
        }
    }
}

/// The memories at `paths`, in that order, to be searched in `direction`.
///
/// A memory that holds units but none in this direction was named by mistake: refused, with the
/// languages it has. An empty one is fine.
pub(crate) fn open(
    paths: &[PathBuf],
    direction: &Direction,
    global: &Global,
) -> Result<Vec<Named>, Failure> {
    open_for_all(paths, std::slice::from_ref(direction), global)
}

/// The memories at `paths`, each opened once and refused only if it serves none of `directions`.
pub(crate) fn open_for_all(
    paths: &[PathBuf],
    directions: &[Direction],
    global: &Global,
) -> Result<Vec<Named>, Failure> {
    let named = paths.iter().map(|path| named(path, global));
    let named: Vec<Named> = named.collect::<Result<_, _>>()?;
    for memory in &named {
        refuse_others(memory, directions)?;
    }
    Ok(named)
}

/// What the library is given of `memories`.
pub(crate) fn sources(memories: &[Named]) -> impl Iterator<Item = MemorySource<'_>> {
    memories.iter().map(Named::source)
}

fn named(path: &Path, global: &Global) -> Result<Named, Failure> {
    let known = kind::open(path, global)?;
    Ok(match known.kind {
        Kind::Index => Named::built(open_store(path)?),
        Kind::Xliff | Kind::Review | Kind::Po => {
            let (name, what) = (input::name(path), known.kind.name());
            return Err(Failure::new(format!(
                "{name}: {what} is no memory; `entente convert` makes one of what is finished in it"
            )));
        }
        _ => match cached(&known, path, global)? {
            Some(store) => Named::built(store),
            None => {
                let options = kind::xml_options(global)?;
                Named::Read(Memory::read(input::name(path), known.input, options)?)
            }
        },
    })
}

/// The stored memory that stands for the TMX file at `path`, if it is one and there may be one.
fn cached(known: &Known, path: &Path, global: &Global) -> Result<Option<Store>, Failure> {
    match known.kind {
        Kind::Tmx => cache::store_of(path, global),
        _ => Ok(None),
    }
}

fn refuse_others(memory: &Named, directions: &[Direction]) -> Result<(), Failure> {
    let Some(first) = directions.first() else {
        return Ok(());
    };
    for direction in directions {
        if memory.serves(direction)? {
            return Ok(());
        }
    }
    let counts = memory.counts();
    if counts.units == 0 {
        return Ok(());
    }
    Err(other_languages(memory.name(), &counts, first))
}

/// Opens a built memory.
pub(crate) fn open_store(path: &Path) -> Result<Store, Failure> {
    if path == Path::new("-") {
        return Err(Failure::new(
            "-: a built memory is a folder, not standard input",
        ));
    }
    Ok(Store::open(path, input::name(path))?)
}

/// A memory of any kind and size, read unit by unit.
pub(crate) enum UnitReader {
    /// A TMX file.
    Tmx(Box<TmxReader<KnownInput>>),
    /// A built memory.
    Index(Box<StoreReader>),
    /// The finished segments of a bilingual file, or of a pair of articles.
    Held {
        /// What stands around them.
        memory: Box<Memory>,
        /// What was not taken yet.
        units: std::vec::IntoIter<TranslationUnit>,
    },
}

impl UnitReader {
    /// Opens the memory at `path`, or the bilingual file that is to become one.
    pub(crate) fn open(path: &Path, global: &Global) -> Result<UnitReader, Failure> {
        let known = kind::open(path, global)?;
        let bilingual = match known.kind {
            Kind::Xliff | Kind::Review => input::bilingual_from(known.input, path, global)?,
            Kind::Po => input::catalog_from(known.input, path, global)?,
            _ => return UnitReader::of(known, path, global),
        };
        let mut memory = Memory::from_bilingual(&bilingual);
        memory.notices.splice(0..0, bilingual.notices);
        Ok(UnitReader::of_memory(memory))
    }

    /// Opens the memory at `path` to be searched: a large TMX file by the index that stands for it.
    pub(crate) fn open_indexed(path: &Path, global: &Global) -> Result<UnitReader, Failure> {
        let known = kind::open(path, global)?;
        match cached(&known, path, global)? {
            Some(store) => Ok(UnitReader::Index(Box::new(store.into()))),
            None => UnitReader::of(known, path, global),
        }
    }

    /// Gives out the units of `memory`.
    pub(crate) fn of_memory(mut memory: Memory) -> UnitReader {
        UnitReader::Held {
            units: std::mem::take(&mut memory.units).into_iter(),
            memory: Box::new(memory),
        }
    }

    /// Goes on with `known`, the content of `path`.
    pub(crate) fn of(known: Known, path: &Path, global: &Global) -> Result<UnitReader, Failure> {
        Ok(match known.kind {
            Kind::Index => UnitReader::Index(Box::new(open_store(path)?.into())),
            _ => {
                let options = kind::xml_options(global)?;
                let reader = TmxReader::new(input::name(path), known.input, options)?;
                UnitReader::Tmx(Box::new(reader))
            }
        })
    }

    /// What stands before the units.
    pub(crate) fn header(&self) -> &MemoryHeader {
        match self {
            UnitReader::Tmx(reader) => reader.header(),
            UnitReader::Index(reader) => reader.store().header(),
            UnitReader::Held { memory, .. } => &memory.header,
        }
    }

    /// The next unit; `None` when the memory was read whole.
    pub(crate) fn next_unit(&mut self) -> Result<Option<TranslationUnit>, Failure> {
        Ok(self.next_numbered(0)?.map(|(_, unit)| unit))
    }

    /// The next unit and its number in the memory, from 0; `before` units were read before it.
    pub(crate) fn next_numbered(
        &mut self,
        before: usize,
    ) -> Result<Option<(usize, TranslationUnit)>, Failure> {
        let unit = match self {
            UnitReader::Tmx(reader) => reader.next_unit()?,
            UnitReader::Index(reader) => {
                let next = reader.next_unit()?;
                return Ok(next.map(|(number, unit)| (number as usize, unit)));
            }
            UnitReader::Held { units, .. } => units.next(),
        };
        Ok(unit.map(|unit| (before, unit)))
    }

    /// What was left out or mended so far.
    pub(crate) fn take_notices(&mut self) -> Vec<Notice> {
        match self {
            UnitReader::Tmx(reader) => reader.take_notices(),
            UnitReader::Index(reader) => reader.store().notices(),
            UnitReader::Held { memory, .. } => std::mem::take(&mut memory.notices),
        }
    }
}

/// Nothing of the memory `name` is in both languages.
pub(crate) fn other_languages(name: &str, counts: &Counts, direction: &Direction) -> Failure {
    let found = counts.languages.iter();
    let found: Vec<String> = found
        .map(|(lang, count)| format!("{lang} ({count})"))
        .collect();
    Failure::new(format!(
        "{name}: no unit has both \"{}\" and \"{}\"; it holds {}",
        direction.from,
        direction.to,
        if found.is_empty() {
            "no language".to_owned()
        } else {
            found.join(", ")
        },
    ))
}
