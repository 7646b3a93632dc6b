//! Reading the glossaries a command was given.

use super::args::Global;
use super::exit::Failure;
use super::input;
use super::kind::{self, Kind, Known};
use entente::files::{self, TEXT_LIMIT};
use entente::glossary::{self, Glossary, GlossaryError, Lexicon};
use entente::lang::LangTag;
use entente::text::decode::decode;
use std::path::{Path, PathBuf};

/// The glossaries at `paths`; `lang` is the language of tables that name none.
pub(crate) fn read(
    paths: &[PathBuf],
    lang: Option<&LangTag>,
    global: &Global,
) -> Result<Vec<Glossary>, Failure> {
    paths.iter().map(|path| one(path, lang, global)).collect()
}

/// The glossary at `path`.
pub(crate) fn one(
    path: &Path,
    lang: Option<&LangTag>,
    global: &Global,
) -> Result<Glossary, Failure> {
    Ok(opened(kind::open(path, global)?, path, lang, global)?.glossary)
}

/// A glossary that was read, and what its file is.
pub(crate) struct Opened {
    /// What it holds.
    pub(crate) glossary: Glossary,
    /// `tbx` or `csv`.
    pub(crate) kind: &'static str,
    /// The encoding of the file.
    pub(crate) encoding: &'static str,
}

/// The glossary that `known`, the content of `path`, holds.
pub(crate) fn opened(
    known: Known,
    path: &Path,
    lang: Option<&LangTag>,
    global: &Global,
) -> Result<Opened, Failure> {
    let name = input::name(path);
    if known.kind == Kind::Index {
        let what = format!("{name}: this is a memory, not a glossary");
        return Err(Failure::new(what));
    }
    if known.kind != Kind::Text {
        // Whatever XML it is: what is no TBX is refused by its root element.
        let options = kind::xml_options(global)?;
        return Ok(Opened {
            glossary: glossary::read_tbx(&name, known.input, options)?,
            kind: "tbx",
            encoding: known.encoding,
        });
    }
    let bytes = files::read_from(known.input, path, TEXT_LIMIT)?;
    if let Some(error) = GlossaryError::spreadsheet(&name, &bytes) {
        return Err(error.into());
    }
    let source = decode(&name, bytes, input::code_page(global)?)?;
    Ok(Opened {
        glossary: glossary::read(&source, lang)?,
        kind: "csv",
        encoding: source.encoding(),
    })
}

/// The lexicon at `path`, if one is named.
pub(crate) fn lexicon(path: Option<&Path>, global: &Global) -> Result<Option<Lexicon>, Failure> {
    let Some(path) = path else { return Ok(None) };
    Ok(Some(Lexicon::read(&input::source(path, global)?)?))
}

/// Refuses a glossary that has terms but none that answer `lang`, and says which languages it has.
pub(crate) fn require(glossaries: &[Glossary], lang: &LangTag) -> Result<(), Failure> {
    for glossary in glossaries {
        let languages = glossary.languages();
        let answered = languages.iter().any(|own| lang.answered_by(own).is_some());
        if !answered && !languages.is_empty() {
            let own: Vec<&str> = languages.iter().map(LangTag::as_str).collect();
            let message = format!(
                "{}: no term in \"{lang}\"; its languages are {}",
                glossary.name,
                own.join(", ")
            );
            return Err(Failure::new(message));
        }
    }
    Ok(())
}

impl From<GlossaryError> for Failure {
    fn from(error: GlossaryError) -> Failure {
        let failure = Failure::new(error.to_string());
        match error.help {
            Some(help) => failure.with_help(help),
            None => failure,
        }
    }
}
