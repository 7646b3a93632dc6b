//! `entente info`: what a file is and what it holds.

use super::args::{Global, InfoArgs, InfoFormat};
use super::exit::{Exit, Failure};
use super::glossaries::{self, Opened};
use super::kind::{self, Kind, Known};
use super::{input, memories, output};
use entente::document::po;
use entente::memory::tmx::TmxReader;
use entente::memory::{Counts, store};
use entente::report::FileInfo;
use entente::segment::srx::Srx;
use entente::xml::{XmlReader, local_name};
use std::path::Path;

/// Runs the command.
pub(crate) fn run(args: &InfoArgs, global: &Global) -> Result<Exit, Failure> {
    let info = info(&args.file, global)?;
    let mut out = Vec::new();
    match args.format {
        InfoFormat::Text => out.extend(info.to_text(&input::name(&args.file)).into_bytes()),
        InfoFormat::Json => info
            .to_json(&mut out)
            .map_err(|error| Failure::new(error.to_string()))?,
    }
    output::data(&out)?;
    Ok(if args.strict && !info.notices.is_empty() {
        Exit::Mend
    } else {
        Exit::Fine
    })
}

fn info(path: &Path, global: &Global) -> Result<FileInfo, Failure> {
    let known = kind::open(path, global)?;
    match &known.kind {
        Kind::Tmx | Kind::Xml(None) => memory(known, path, global),
        Kind::Index => index(path),
        Kind::Xml(Some(_)) => refuse(known, path, global),
        Kind::Xliff | Kind::Review => {
            let of = match known.kind {
                Kind::Review => FileInfo::of_review,
                _ => FileInfo::of_bilingual,
            };
            Ok(of(&input::bilingual_from(known.input, path, global)?))
        }
        Kind::Po => {
            let source = input::catalog(known.input, path, global)?;
            let catalog = po::read(&source)?;
            Ok(FileInfo::of_catalog(&catalog, source.encoding()))
        }
        Kind::Srx => {
            let options = kind::xml_options(global)?;
            let srx = Srx::read(input::name(path), known.input, options)?;
            Ok(FileInfo::of_srx(&srx))
        }
        Kind::Tbx | Kind::Text => {
            let Opened {
                glossary,
                kind,
                encoding,
            } = glossaries::opened(known, path, None, global)?;
            Ok(FileInfo::of_glossary(&glossary, kind, encoding))
        }
    }
}

/// Refuses XML with a root that entente does not know. It is read to its end first: where it is not
/// well-formed, that is what has to be mended.
pub(crate) fn refuse<T>(known: Known, path: &Path, global: &Global) -> Result<T, Failure> {
    let name = input::name(path);
    let mut xml = XmlReader::new(name.clone(), known.input, kind::xml_options(global)?);
    let root = local_name(xml.root()?.name()).to_owned();
    let place = xml.place();
    xml.finish()?;
    Err(Failure::new(format!(
        "{name}:{place}: <{root}> is no file that entente reads"
    ))
    .with_help("it reads TMX, TBX, XLIFF, PO, SRX and glossaries as CSV or TSV"))
}

/// What a built memory says of itself; its units are not read.
fn index(path: &Path) -> Result<FileInfo, Failure> {
    let store = memories::open_store(path)?;
    let mut info = counted(store.counts().clone());
    info.kind = "index";
    info.version = Some(store::VERSION.to_string());
    info.encoding = "UTF-8".to_owned();
    Ok(info)
}

/// Counts a memory, which may be of any size: one unit is held at a time.
fn memory(known: Known, path: &Path, global: &Global) -> Result<FileInfo, Failure> {
    let options = kind::xml_options(global)?;
    let mut reader = TmxReader::new(input::name(path), known.input, options)?;
    let source = reader.header().source_lang();
    let mut counts = Counts::default();
    while let Some(unit) = reader.next_unit()? {
        counts.add(&unit, source.as_ref());
    }
    Ok(FileInfo {
        kind: "tmx",
        version: reader.header().version.clone(),
        encoding: reader.encoding().to_owned(),
        notices: reader.take_notices(),
        ..counted(counts)
    })
}

fn counted(counts: Counts) -> FileInfo {
    let pairs = counts.pairs.into_iter();
    FileInfo {
        units: Some(counts.units),
        languages: counts.languages,
        pairs: pairs
            .map(|((from, to), count)| (format!("{from}-{to}"), count))
            .collect(),
        ..FileInfo::default()
    }
}
