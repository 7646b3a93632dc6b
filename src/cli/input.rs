//! Reading what the user named: files, or standard input for `-`.

use super::args::{Global, LanguagesArgs};
use super::exit::Failure;
use super::kind;
use entente::document::bilingual::Bilingual;
use entente::document::{self, Document, Foreign, package, po, review, xliff};
use entente::files::{self, TEXT_LIMIT};
use entente::lang::{LANGUAGES, LangTag, Language};
use entente::memory::Direction;
use entente::segment::Article;
use entente::text::Source;
use entente::text::decode::{CodePage, decode};
use entente::xml;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The decoded text of `path`; `-` is standard input.
pub(crate) fn source(path: &Path, global: &Global) -> Result<Source, Failure> {
    let bytes = files::read_from(open(path)?, path, TEXT_LIMIT)?;
    decoded(bytes, path, global)
}

/// The text of `bytes`, the content of `path`: in the encoding the user names, else the one that
/// a catalog or a page declares, where they are not Unicode.
fn decoded(bytes: Vec<u8>, path: &Path, global: &Global) -> Result<Source, Failure> {
    let name = name(path);
    let page = match code_page(global)? {
        None => document::declared_encoding(&name, global.format_in.as_deref(), &bytes),
        page => page,
    };
    Ok(decode(&name, bytes, page)?)
}

/// The decoded text of a catalog, read from `input`, the content of `path`.
pub(crate) fn catalog(input: impl Read, path: &Path, global: &Global) -> Result<Source, Failure> {
    let bytes = files::read_from(input, path, TEXT_LIMIT)?;
    let page = code_page(global)?.or_else(|| po::declared(&bytes));
    Ok(decode(&name(path), bytes, page)?)
}

/// The bilingual file at `path`.
pub(crate) fn bilingual(path: &Path, global: &Global) -> Result<Bilingual, Failure> {
    let known = kind::open(path, global)?;
    match known.kind {
        kind::Kind::Po => catalog_from(known.input, path, global),
        _ => bilingual_from(known.input, path, global),
    }
}

/// The bilingual file that the catalog in `input`, the content of `path`, is.
pub(crate) fn catalog_from(
    input: impl Read,
    path: &Path,
    global: &Global,
) -> Result<Bilingual, Failure> {
    Ok(po::bilingual(catalog(input, path, global)?)?)
}

/// The bilingual file that `input`, the content of `path`, holds.
pub(crate) fn bilingual_from(
    input: impl Read,
    path: &Path,
    global: &Global,
) -> Result<Bilingual, Failure> {
    let bytes = files::read_from(input, path, TEXT_LIMIT)?;
    if bytes.starts_with(b"PK\x03\x04") {
        return review::read(&name(path), &bytes).map_err(|error| {
            Failure::from(error).with_help(
                "it reads XLIFF, and tables of `entente prefill --format review` that Word or \
                 LibreOffice saved as DOCX",
            )
        });
    }
    let source = xml::decode(name(path), bytes, kind::xml_options(global)?)?;
    Ok(xliff::read_any(&source)?)
}

/// The article at `path`, in the format `--format-in` names, else the one its name says.
pub(crate) fn document(path: &Path, global: &Global) -> Result<Document, Failure> {
    let bytes = files::read_from(open(path)?, path, TEXT_LIMIT)?;
    let format = global.format_in.as_deref();
    if let Some(source) = package::unpack(&name(path), &bytes) {
        return Ok(document::read(source?, format)?);
    }
    let refused = |found: Foreign| {
        let message = format!("{}:1:1: {} is no article", name(path), found.what);
        Failure::new(message).with_help(found.help)
    };
    if let Some(found) = document::foreign(&bytes).filter(|_| format.is_none()) {
        return Err(refused(found));
    }
    let source = decoded(bytes, path, global)?;
    match document::foreign_xml(&source).filter(|_| format.is_none()) {
        Some(found) => Err(refused(found)),
        None => Ok(document::read(source, format)?),
    }
}

/// The article at `path`, which is in `language`, cut by its rules and the project's abbreviations.
pub(crate) fn article(
    path: &Path,
    language: &'static Language,
    global: &Global,
) -> Result<Article, Failure> {
    Ok(cut(document(path, global)?, language, global))
}

/// `document` in `language`, cut into segments.
pub(crate) fn cut(document: Document, language: &'static Language, global: &Global) -> Article {
    Article::cut(document, language, &global.project.segmenter(language))
}

/// An open file or standard input, to be streamed.
pub(crate) enum Input {
    /// A file.
    File(File),
    /// Standard input, of which so many bytes were read.
    Stdin(usize),
    /// A folder, which is read otherwise, or a file that was read whole.
    Folder,
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Input::File(file) => file.read(buffer),
            Input::Stdin(done) => read_stdin(buffer, done),
            Input::Folder => Ok(0),
        }
    }
}

/// What was read of standard input, as far as it is kept for a run that has to begin anew.
static READ: Mutex<Kept> = Mutex::new(Kept {
    bytes: Vec::new(),
    whole: true,
    again: false,
});

struct Kept {
    bytes: Vec<u8>,
    /// Whether nothing was read that is not kept.
    whole: bool,
    /// Whether the run has begun anew.
    again: bool,
}

/// Most bytes that are kept: articles and lists of segments have fewer.
const KEPT: usize = 16 << 20;

/// Begins the same run anew: standard input is given once more.
pub(crate) fn repeat() {
    let mut kept = READ.lock().unwrap_or_else(PoisonError::into_inner);
    kept.again = true;
}

/// Reads on behind the first `done` bytes of standard input.
fn read_stdin(buffer: &mut [u8], done: &mut usize) -> io::Result<usize> {
    let mut kept = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.again && !kept.whole {
        let what = "a cached index was damaged and is removed; run the command again";
        return Err(io::Error::other(what));
    }
    let mut rest = kept.bytes.get(*done..).unwrap_or_default();
    let read = match kept.again && !rest.is_empty() {
        true => rest.read(buffer)?,
        false => {
            let read = io::stdin().lock().read(buffer)?;
            kept.whole &= kept.bytes.len() + read <= KEPT;
            if kept.whole {
                kept.bytes.extend_from_slice(&buffer[..read]);
            }
            read
        }
    };
    *done += read;
    Ok(read)
}

/// Opens `path` to be streamed; `-` is standard input.
pub(crate) fn open(path: &Path) -> Result<Input, Failure> {
    if is_stdin(path) {
        return Ok(Input::Stdin(0));
    }
    Ok(Input::File(files::open(path)?))
}

/// The encoding `--encoding` names.
pub(crate) fn code_page(global: &Global) -> Result<Option<CodePage>, Failure> {
    let Some(name) = &global.encoding else {
        return Ok(None);
    };
    let unknown = || {
        Failure::new(format!("--encoding: \"{name}\" is not known"))
            .with_help("for example windows-1252, windows-1251, koi8-r, utf-16le")
    };
    CodePage::for_name(name).map(Some).ok_or_else(unknown)
}

/// How messages call `path`.
pub(crate) fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A well-formed language tag, given to `option`.
pub(crate) fn tag(option: &str, text: &str) -> Result<LangTag, Failure> {
    LangTag::parse(text).map_err(|error| Failure::new(format!("{option}: {error}")))
}

/// The languages that were typed, or that the project has filled in.
pub(crate) fn direction(languages: &LanguagesArgs) -> Result<Direction, Failure> {
    let said = |option: &str, typed: &Option<String>| match typed {
        Some(text) => tag(option, text),
        None => Err(Failure::new(format!("{option} LANG is missing"))
            .with_help("`languages` in entente.toml can say it for a project")),
    };
    Ok(Direction::new(
        said("--from", &languages.from)?,
        said("--to", &languages.to)?,
    ))
}

/// A language entente knows, given to `option`.
pub(crate) fn language(option: &str, text: &str) -> Result<&'static Language, Failure> {
    Language::for_tag(&tag(option, text)?).ok_or_else(|| {
        let known: Vec<_> = LANGUAGES.iter().map(|language| language.code).collect();
        let known = known.join(", ");
        Failure::new(format!(
            "{option}: \"{text}\" is not a language entente knows ({known})"
        ))
    })
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}
