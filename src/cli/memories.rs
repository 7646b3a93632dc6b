//! Reading the memories the user named, and refusing those that cannot serve.

use super::args::Global;
use super::exit::Failure;
use super::input;
use entente::memory::{Counts, Direction, Memory};
use entente::xml::XmlOptions;
use std::io::BufReader;
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
    let memories = paths.iter().map(|path| memory(path, global));
    let memories: Vec<Memory> = memories.collect::<Result<_, _>>()?;
    for memory in &memories {
        if !memory.units.is_empty() && !direction.is_served_by(memory) {
            return Err(other_languages(memory, direction));
        }
    }
    Ok(memories)
}

fn memory(path: &Path, global: &Global) -> Result<Memory, Failure> {
    let options = XmlOptions {
        encoding: input::code_page(global)?.map(|page| page.name()),
        ..XmlOptions::default()
    };
    let file = BufReader::with_capacity(1 << 16, input::open(path)?);
    Ok(Memory::read(input::name(path), file, options)?)
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
