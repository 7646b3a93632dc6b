//! Reading the memories the user named, and refusing those that cannot serve.

use super::args::Global;
use super::exit::Failure;
use super::input;
use super::kind::{self, Kind, Known, KnownInput};
use entente::files;
use entente::memory::store::StoreReader;
use entente::memory::tmx::TmxReader;
use entente::memory::{Counts, Direction, Memory, MemoryHeader, TranslationUnit};
use entente::text::Notice;
use std::fs::File;
use std::path::{Path, PathBuf};

/// The memories at `paths`, in that order, for `direction`.
///
/// A memory that holds units but none in this direction was named by mistake: refused, with the
/// languages it has. An empty one is fine.
pub(crate) fn read(
    paths: &[PathBuf],
    direction: &Direction,
    global: &Global,
) -> Result<Vec<Memory>, Failure> {
    read_for_all(paths, std::slice::from_ref(direction), global)
}

/// The memories at `paths`, each read once and refused only if it serves none of `directions`.
pub(crate) fn read_for_all(
    paths: &[PathBuf],
    directions: &[Direction],
    global: &Global,
) -> Result<Vec<Memory>, Failure> {
    let memories = paths.iter().map(|path| memory(path, global));
    let memories: Vec<Memory> = memories.collect::<Result<_, _>>()?;
    for memory in memories.iter().filter(|memory| !memory.units.is_empty()) {
        let mut asked = directions.iter();
        if let Some(first) = directions.first()
            && !asked.any(|direction| direction.is_served_by(memory))
        {
            return Err(other_languages(memory, first));
        }
    }
    Ok(memories)
}

fn memory(path: &Path, global: &Global) -> Result<Memory, Failure> {
    let known = kind::open(path, global)?;
    Ok(match known.kind {
        Kind::Index => Memory::read_stored(input::name(path), index_file(path)?)?,
        _ => Memory::read(input::name(path), known.input, kind::xml_options(global)?)?,
    })
}

/// The file of a built memory: it is read from both ends.
fn index_file(path: &Path) -> Result<File, Failure> {
    if path == Path::new("-") {
        return Err(Failure::new(
            "-: a built memory is read from a file, not from standard input",
        ));
    }
    Ok(files::open(path)?)
}

/// Opens a built memory.
pub(crate) fn open_index(path: &Path) -> Result<StoreReader<File>, Failure> {
    Ok(StoreReader::new(input::name(path), index_file(path)?)?)
}

/// A memory of any kind and size, read unit by unit.
pub(crate) enum UnitReader {
    /// A TMX file.
    Tmx(Box<TmxReader<KnownInput>>),
    /// A built memory.
    Index(Box<StoreReader<File>>),
}

impl UnitReader {
    /// Opens the memory at `path`.
    pub(crate) fn open(path: &Path, global: &Global) -> Result<UnitReader, Failure> {
        UnitReader::of(kind::open(path, global)?, path, global)
    }

    /// Goes on with `known`, the content of `path`.
    pub(crate) fn of(known: Known, path: &Path, global: &Global) -> Result<UnitReader, Failure> {
        Ok(match known.kind {
            Kind::Index => UnitReader::Index(Box::new(open_index(path)?)),
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
            UnitReader::Index(reader) => reader.header(),
        }
    }

    /// The next unit; `None` when the memory was read whole.
    pub(crate) fn next_unit(&mut self) -> Result<Option<TranslationUnit>, Failure> {
        Ok(match self {
            UnitReader::Tmx(reader) => reader.next_unit()?,
            UnitReader::Index(reader) => reader.next_unit()?,
        })
    }

    /// What was left out or mended so far.
    pub(crate) fn take_notices(&mut self) -> Vec<Notice> {
        match self {
            UnitReader::Tmx(reader) => reader.take_notices(),
            UnitReader::Index(_) => Vec::new(),
        }
    }
}

fn other_languages(memory: &Memory, direction: &Direction) -> Failure {
    let mut counts = Counts::default();
    for unit in &memory.units {
        counts.add(unit, None);
    }
    let found = counts.languages.iter();
    let found: Vec<String> = found
        .map(|(lang, count)| format!("{lang} ({count})"))
        .collect();
    Failure::new(format!(
        "{}: no unit has both \"{}\" and \"{}\"; it holds {}",
        memory.name,
        direction.from,
        direction.to,
        if found.is_empty() {
            "no language".to_owned()
        } else {
            found.join(", ")
        },
    ))
}
