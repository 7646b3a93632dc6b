//! `entente convert`: one format into another of its kind.

use super::args::{ConvertArgs, Global};
use super::exit::{Exit, Failure};
use super::info::refuse;
use super::kind::{self, Kind, Known};
use super::memories::UnitReader;
use super::{glossaries, input, output};
use entente::document::bilingual::Bilingual;
use entente::files;
use entente::glossary::{write_csv, write_tbx};
use entente::memory::Memory;
use entente::memory::tmx::{self, TmxWriter};
use entente::text::Notice;
use std::path::Path;

/// Runs the command.
pub(crate) fn run(args: &ConvertArgs, global: &Global) -> Result<Exit, Failure> {
    output::check(Some(&args.output), args.force, &[&args.file])?;
    let known = kind::open(&args.file, global)?;
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
            let name = args.output.display();
            let what = format!("{name}: this input cannot be converted to \"{ending}\"");
            return Err(Failure::new(what));
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
    let mut reader = UnitReader::of(known, &args.file, global)?;
    output::replace_while_reading(&args.output, args.force, |out| {
        let mut writer = TmxWriter::new(out, reader.header())?;
        while let Some(unit) = reader.next_unit()? {
            writer.unit(&unit)?;
        }
        writer.finish()?;
        Ok(())
    })?;
    Ok(reader.take_notices())
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
