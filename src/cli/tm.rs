//! `entente tm`: building, merging and verifying memories.
//!
//! Memories are opened together, so that what one of them cannot give is known before anything is
//! written, and then read unit by unit: no command holds more than one unit of them.

use super::args::{Global, TmAddArgs, TmArgs, TmBuildArgs, TmCommand, TmMergeArgs, TmVerifyArgs};
use super::exit::{Exit, Failure};
use super::memories::{self, UnitReader};
use super::{input, output, search};
use entente::align::{self, Dictionary, alignment};
use entente::memory::store::{Added, StoreAdder, StoreWriter, digest};
use entente::memory::tmx::TmxWriter;
use entente::memory::{Memory, MemoryHeader, MergedHeader, TranslationUnit};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Runs the command.
pub(crate) fn run(args: &TmArgs, global: &Global) -> Result<Exit, Failure> {
    match &args.command {
        TmCommand::Build(args) => build(args, global),
        TmCommand::Add(args) => add(args, global),
        TmCommand::Merge(args) => merge(args, global),
        TmCommand::Verify(args) => verify(args, global),
        TmCommand::Search(args) => search::run(args, global),
    }
}

fn build(args: &TmBuildArgs, global: &Global) -> Result<Exit, Failure> {
    let mut sources = Sources::open(&args.memories, &args.output, args.force, global)?;
    let header = sources.header.header().clone();
    let mut writer = StoreWriter::create(&args.output, header, output::existing(args.force))?;
    while let Some(unit) = sources.next_unit()? {
        writer.unit(&unit)?;
    }
    let units = writer.finish()?;
    sources.say_notices(global);
    let name = input::name(&args.output);
    output::say(global, &format!("{name}: {units} units"));
    Ok(Exit::Fine)
}

fn add(args: &TmAddArgs, global: &Global) -> Result<Exit, Failure> {
    let mut adder = StoreAdder::open(&args.index)?;
    let readers = args.files.iter().map(|path| UnitReader::open(path, global));
    let mut readers: Vec<UnitReader> = readers.collect::<Result<_, _>>()?;
    for pair in args.pair.chunks_exact(2) {
        readers.push(UnitReader::of_memory(paired(pair, args, global)?));
    }
    let mut sources = Sources::under(Some(adder.header()), readers);
    adder.set_header(sources.header.header().clone());
    while let Some(unit) = sources.next_unit()? {
        adder.add(&unit)?;
    }
    let Added {
        new,
        updated,
        equal,
        older,
    } = adder.finish()?;
    sources.say_notices(global);
    let name = input::name(&args.index);
    let line = format!("{name}: {new} new units, {updated} updated, {equal} equal, {older} older");
    output::say(global, &line);
    Ok(Exit::Fine)
}

/// The sentences of an article and its translation, as `entente align` pairs them.
fn paired(pair: &[PathBuf], args: &TmAddArgs, global: &Global) -> Result<Memory, Failure> {
    let direction = input::direction(&args.languages)?;
    let from = input::language("--from", direction.from.as_str())?;
    let to = input::language("--to", direction.to.as_str())?;
    let source = input::article(&pair[0], from, global)?;
    let target = input::article(&pair[1], to, global)?;
    let found = alignment(&source, &target, &Dictionary::default());
    let sides = ((&source, &direction.from), (&target, &direction.to));
    Ok(align::memory(sides.0, sides.1, &found.pairs))
}

fn merge(args: &TmMergeArgs, global: &Global) -> Result<Exit, Failure> {
    let mut sources = Sources::open(&args.memories, &args.output, args.force, global)?;
    let mut written = HashSet::new();
    let mut equal = 0u64;
    output::replace_while_reading(&args.output, args.force, |out| {
        let mut writer = TmxWriter::new(out, sources.header.header())?;
        while let Some(unit) = sources.next_unit()? {
            if written.insert(digest(&unit)) {
                writer.unit(&unit)?;
            } else {
                equal += 1;
            }
        }
        writer.finish()?;
        Ok(())
    })?;
    sources.say_notices(global);
    let (name, units) = (input::name(&args.output), written.len());
    let line = format!("{name}: {units} units; equal to an earlier one and left out: {equal}");
    output::say(global, &line);
    Ok(Exit::Fine)
}

fn verify(args: &TmVerifyArgs, global: &Global) -> Result<Exit, Failure> {
    let store = memories::open_store(&args.index)?;
    store.verify()?;
    let units = store.counts().units;
    let name = input::name(&args.index);
    output::say(global, &format!("{name}: {units} units, all as written"));
    Ok(Exit::Fine)
}

/// Several memories as one.
struct Sources {
    readers: Vec<UnitReader>,
    header: MergedHeader,
    /// The reader whose turn it is.
    current: usize,
}

impl Sources {
    fn open(
        paths: &[PathBuf],
        output: &Path,
        force: bool,
        global: &Global,
    ) -> Result<Sources, Failure> {
        let inputs: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
        output::check(Some(output), force, &inputs)?;
        let readers = inputs.iter().map(|path| UnitReader::open(path, global));
        let readers: Vec<UnitReader> = readers.collect::<Result<_, _>>()?;
        Ok(Sources::under(None, readers))
    }

    /// The memories of `readers` under the header `first`, if there is one, and their own.
    fn under(first: Option<&MemoryHeader>, readers: Vec<UnitReader>) -> Sources {
        let headers = readers.iter().map(UnitReader::header);
        Sources {
            header: MergedHeader::of(first.into_iter().chain(headers)),
            readers,
            current: 0,
        }
    }

    fn next_unit(&mut self) -> Result<Option<TranslationUnit>, Failure> {
        while let Some(reader) = self.readers.get_mut(self.current) {
            if let Some(mut unit) = reader.next_unit()? {
                self.header.adapt(&mut unit, reader.header());
                return Ok(Some(unit));
            }
            self.current += 1;
        }
        Ok(None)
    }

    fn say_notices(&mut self, global: &Global) {
        let notices = self.readers.iter_mut().flat_map(UnitReader::take_notices);
        let notices: Vec<_> = notices.collect();
        output::notices(global, &notices);
    }
}
