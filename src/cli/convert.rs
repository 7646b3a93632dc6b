//! `entente convert`: one format into another of its kind.

use super::args::{ConvertArgs, Global};
use super::exit::{Exit, Failure};
use super::info::refuse;
use super::kind::{self, Kind, Known};
use super::memories::{UnitReader, other_languages};
use super::{glossaries, input, output};
use entente::document::bilingual::Bilingual;
use entente::files;
use entente::glossary::{write_csv, write_tbx};
use entente::memory::tmx::{self, TmxWriter};
use entente::memory::{Counts, Direction, Memory};
use entente::text::Notice;
use std::path::Path;

/// Runs the command.
pub(crate) fn run(args: &ConvertArgs, global: &Global) -> Result<Exit, Failure> {
    output::check(Some(&args.output), args.force, &[&args.file])?;
    let known = kind::open(&args.file, global)?;
    let is_memory = matches!(known.kind, Kind::Tmx | Kind::Index | Kind::Xml(None));
    if args.from.is_some() && !is_memory {
        return Err(Failure::new(
            "--from and --to choose among the languages of a memory",
        ));
    }
    let notices = match (&known.kind, ending(&args.output).as_str()) {
        (Kind::Tmx | Kind::Index | Kind::Xml(None), "tmx") => memory(known, args, global)?,
        (Kind::Xliff | Kind::Review, "tmx") => draft(
            input::bilingual_from(known.input, &args.file, global)?,
            args,
            global,
        )?,
        (Kind::Po, "tmx") => draft(
            input::catalog_from(known.input, &args.file, global)?,
            args,
            global,
        )?,
        (Kind::Tbx | Kind::Text, "csv" | "tbx") => glossary(known, args, global)?,
        (Kind::Xml(Some(_)), _) => return refuse(known, &args.file, global),
        (_, ending) => {
            let (name, what) = (input::name(&args.file), known.kind.name());
            let what = format!("{name}: {what} cannot be converted to \".{ending}\"");
            return Err(Failure::new(what).with_help(
                "a memory, XLIFF, PO or a review table becomes .tmx; a glossary .csv or .tbx",
            ));
        }
    };
    output::notices(global, &notices);
    Ok(Exit::Fine)
}

/// The ending of a file's name, lower case.
fn ending(path: &Path) -> String {
    let ending = path.extension().map(|ending| ending.to_string_lossy());
    ending.map_or_else(String::new, |ending| ending.to_lowercase())
}

/// Writes a memory again, unit by unit.
fn memory(known: Known, args: &ConvertArgs, global: &Global) -> Result<Vec<Notice>, Failure> {
    let direction = direction(args)?;
    let mut reader = UnitReader::of(known, &args.file, global)?;
    output::replace_while_reading(&args.output, args.force, |out| {
        let header = reader.header().clone();
        let header = match &direction {
            Some(direction) => direction.header(header),
            None => header,
        };
        let mut writer = TmxWriter::new(out, &header)?;
        let (mut counts, mut written) = (Counts::default(), 0u64);
        while let Some(unit) = reader.next_unit()? {
            let Some(direction) = &direction else {
                writer.unit(&unit)?;
                continue;
            };
            counts.add(&unit, None);
            if let Some(pair) = direction.pair(unit) {
                writer.unit(&pair)?;
                written += 1;
            }
        }
        if let Some(direction) = direction
            .as_ref()
            .filter(|_| written == 0 && counts.units > 0)
        {
            let name = input::name(&args.file);
            return Err(other_languages(&name, &counts, direction).into());
        }
        writer.finish()?;
        Ok(())
    })?;
    Ok(reader.take_notices())
}

/// The two languages that `--from` and `--to` ask for.
fn direction(args: &ConvertArgs) -> Result<Option<Direction>, Failure> {
    let (Some(from), Some(to)) = (&args.from, &args.to) else {
        return Ok(None);
    };
    let (from, to) = (input::tag("--from", from)?, input::tag("--to", to)?);
    Ok(Some(Direction::new(from, to)))
}

/// Writes the finished segments of a bilingual file as a memory.
fn draft(
    mut bilingual: Bilingual,
    args: &ConvertArgs,
    global: &Global,
) -> Result<Vec<Notice>, Failure> {
    let memory = Memory::from_bilingual(&bilingual);
    files::replace_with(&args.output, output::existing(args.force), |out| {
        tmx::write(&memory, out).map(|_| ())
    })?;
    let segments: usize = bilingual.files.iter().map(|file| file.units.len()).sum();
    let finished = memory.units.len();
    output::say(
        global,
        &format!("{finished} of {segments} segments are finished"),
    );
    let mut notices = std::mem::take(&mut bilingual.notices);
    notices.extend(memory.notices);
    Ok(notices)
}

/// Writes a glossary in the format that the new name says.
fn glossary(known: Known, args: &ConvertArgs, global: &Global) -> Result<Vec<Notice>, Failure> {
    let glossary = glossaries::opened(known, &args.file, None, global)?.glossary;
    let bytes = match ending(&args.output).as_str() {
        "tbx" => write_tbx(&glossary),
        _ => write_csv(&glossary).into_bytes(),
    };
    files::replace(&args.output, &bytes, output::existing(args.force))?;
    Ok(glossary.notices)
}
