//! Reading the glossaries a command was given.

use super::args::Global;
use super::exit::Failure;
use super::input;
use super::kind::{self, Kind};
use entente::files::{self, TEXT_LIMIT};
use entente::glossary::{self, Glossary, GlossaryError};
use entente::lang::LangTag;
use entente::text::decode::decode;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes by which a spreadsheet is known.
const MAGIC: u64 = 8;

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
    if path != Path::new("-")
        && let Some(error) = GlossaryError::spreadsheet(&input::name(path), &first_bytes(path))
    {
        return Err(error.into());
    }
    let known = kind::open(path, global)?;
    if known.kind != Kind::Text {
        // Whatever XML it is: what is no TBX is refused by its root element.
        let options = kind::xml_options(global)?;
        return Ok(glossary::read_tbx(
            &input::name(path),
            known.input,
            options,
        )?);
    }
    let bytes = files::read_from(known.input, path, TEXT_LIMIT)?;
    let source = decode(&input::name(path), bytes, input::code_page(global)?)?;
    Ok(glossary::read(&source, lang)?)
}

/// The first bytes of `path`; none when it cannot be read, which reading it will tell.
fn first_bytes(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    if path.is_file()
        && let Ok(file) = std::fs::File::open(path)
    {
        let _ = file.take(MAGIC).read_to_end(&mut bytes);
    }
    bytes
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
