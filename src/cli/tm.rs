//! `entente tm`: building, merging and verifying memories.
//!
//! Memories are opened together, so that what one of them cannot give is known before anything is
//! written, and then read unit by unit: no command holds more than one unit of them.

use super::args::{
    Global, StampArgs, TmAddArgs, TmArgs, TmBuildArgs, TmCommand, TmMergeArgs, TmVerifyArgs,
};
use super::exit::{Exit, Failure};
use super::memories::{self, UnitReader};
use super::{input, output, search};
use entente::align::{self, Dictionary, alignment};
use entente::memory::store::{Added, StoreAdder, StoreWriter, digest};
use entente::memory::tmx::TmxWriter;
use entente::memory::{ChangeDate, Memory, MemoryHeader, MergedHeader, Stamp, TranslationUnit};
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
    let stamp = stamp(&args.stamp)?;
    let mut writer = StoreWriter::create(&args.output, header, output::existing(args.force))?;
    while let Some(mut unit) = sources.next_unit()? {
        if let Some(stamp) = &stamp {
            stamp.create(&mut unit);
        }
        writer.unit(&unit)?;
    }
    let units = writer.finish()?;
    sources.say_notices(global);
    let name = input::name(&args.output);
    output::say(global, &format!("{name}: {units} units"));
    Ok(Exit::Fine)
}

fn add(args: &TmAddArgs, global: &Global) -> Result<Exit, Failure> {
    let stamp = stamp(&args.stamp)?;
    let mut adder = StoreAdder::open(&args.index)?;
    if let Some(stamp) = stamp {
        adder.set_stamp(stamp);
    }
    let readers = args.files.iter().map(|path| UnitReader::open(path, global));
    let mut readers: Vec<UnitReader> = readers.collect::<Result<_, _>>()?;
    for pair in args.pair.chunks_exact(2) {
        readers.push(UnitReader::of_memory(paired(pair, args, global)?));
    }
    let deleted = args.delete.iter();
    let deleted = deleted.map(|path| UnitReader::open(path, global));
    let deleted: Vec<UnitReader> = deleted.collect::<Result<_, _>>()?;
    let not_there = delete(deleted, &mut adder, args)?;
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
        deleted,
    } = adder.finish()?;
    sources.say_notices(global);
    let name = input::name(&args.index);
    let line = format!("{name}: {new} new units, {updated} updated, {equal} equal, {older} older");
    output::say(global, &line);
    if !args.delete.is_empty() || !args.delete_unit.is_empty() {
        let line = format!("{name}: {deleted} deleted, {not_there} to be deleted were not there");
        output::say(global, &line);
    }
    Ok(Exit::Fine)
}

/// Takes out what `--delete` and `--delete-unit` name; gives back how many units of files were not there.
fn delete(
    readers: Vec<UnitReader>,
    adder: &mut StoreAdder,
    args: &TmAddArgs,
) -> Result<u64, Failure> {
    for named in &args.delete_unit {
        let number = named.strip_prefix('#').and_then(|n| n.parse::<u32>().ok());
        let found = match number.and_then(|number| number.checked_sub(1)) {
            Some(number) => adder.delete_number(number)?,
            None => adder.delete_id(named)? > 0,
        };
        if !found {
            let name = input::name(&args.index);
            return Err(Failure::new(format!(
                "{name}: there is no unit \"{named}\""
            )));
        }
    }
    let mut not_there = 0;
    let mut sources = Sources::under(Some(adder.header()), readers);
    while let Some(unit) = sources.next_unit()? {
        not_there += u64::from(adder.delete(&unit)? == 0);
    }
    Ok(not_there)
}

/// What `--date` and `--user` say, else SOURCE_DATE_EPOCH.
fn stamp(args: &StampArgs) -> Result<Option<Stamp>, Failure> {
    let user = args.user.clone();
    let date = match (&args.date, std::env::var("SOURCE_DATE_EPOCH")) {
        (Some(text), _) => ChangeDate::read(text).ok_or_else(|| {
            Failure::new(format!("--date: \"{text}\" is no date"))
                .with_help("as 2026-11-24 or 20261124T093000Z")
        })?,
        (None, Ok(text)) => {
            let seconds = text.trim().parse().ok();
            seconds.and_then(ChangeDate::of_seconds).ok_or_else(|| {
                Failure::new(format!(
                    "SOURCE_DATE_EPOCH: \"{text}\" is no count of seconds"
                ))
            })?
        }
        (None, Err(_)) => return Ok(None),
    };
    Ok(Some(Stamp { date, user }))
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
    let (units, dropped) = (store.counts().units, store.dropped());
    let name = input::name(&args.index);
    output::say(global, &format!("{name}: {units} units, all as written"));
    if dropped > 0 {
        let line = format!("{name}: replaced or deleted and still in its files: {dropped}");
        output::say(global, &line);
    }
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
