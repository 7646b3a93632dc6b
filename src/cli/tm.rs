//! `entente tm`: building, merging and verifying memories.
//!
//! Memories are opened together, so that what one of them cannot give is known before anything is
//! written, and then read unit by unit: no command holds more than one unit of them.

use super::args::{Global, TmArgs, TmBuildArgs, TmCommand, TmMergeArgs, TmVerifyArgs};
use super::exit::{Exit, Failure};
use super::memories::{self, UnitReader};
use super::{input, output, search};
use entente::memory::store::{StoreWriter, digest};
use entente::memory::tmx::TmxWriter;
use entente::memory::{MergedHeader, TranslationUnit};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Runs the command.
pub(crate) fn run(args: &TmArgs, global: &Global) -> Result<Exit, Failure> {
    match &args.command {
        TmCommand::Build(args) => build(args, global),
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
        let headers = readers.iter().map(UnitReader::header);
        Ok(Sources {
            header: MergedHeader::of(headers),
            readers,
            current: 0,
        })
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
