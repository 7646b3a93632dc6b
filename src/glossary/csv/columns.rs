//! The columns of a table by their headings.
//!
//! `lang` and `term` make a long table; `fr`, `French` and `французский` head the French terms of a
//! wide one, `fr:gender` says their gender. A heading that is none of these is a note's name.

use crate::glossary::concept::TermStatus;
use crate::glossary::error::GlossaryError;
use crate::glossary::table::Table;
use crate::lang::{LANGUAGES, LangTag};
use crate::text::Source;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Concept,
    Lang,
    Term,
    Field(Field),
    /// Terms of a language with this status, `None` for preferred and admitted ones.
    Terms(LangTag, Option<TermStatus>),
    /// A field of the terms of a language.
    Of(LangTag, Field),
    /// Anything else, kept under its heading.
    Note(String),
    /// Said of the whole concept: `concept:definition`.
    ConceptNote(String),
}

/// What heads a note of a concept in a long table.
pub(super) const CONCEPT_NOTE: &str = "concept:";

/// What a glossary can say of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Status,
    PartOfSpeech,
    Gender,
    Number,
    Animate,
    Forms,
    DoNotTranslate,
    Case,
}

impl Field {
    /// The field that a heading names.
    pub(super) fn named(name: &str) -> Option<Field> {
        Some(match name {
            "status" => Field::Status,
            "pos" | "part of speech" => Field::PartOfSpeech,
            "gender" => Field::Gender,
            "number" => Field::Number,
            "animate" => Field::Animate,
            "forms" => Field::Forms,
            "dnt" | "do not translate" => Field::DoNotTranslate,
            "case" => Field::Case,
            _ => return None,
        })
    }
}

/// The headings of `table`, as they are compared.
pub(super) fn headings(table: &Table<'_>) -> Vec<String> {
    let header = table.header.iter();
    header.map(|cell| cell.text.trim().to_lowercase()).collect()
}

/// Whether a table with these headings has one term a row.
pub(super) fn are_long(headings: &[String]) -> bool {
    headings.iter().any(|heading| heading == "term")
}

/// The columns of a long table, refused where the terms have no concept or no language.
pub(super) fn long(
    source: &Source,
    table: &Table<'_>,
    headings: &[String],
    default_lang: Option<&LangTag>,
) -> Result<Vec<Column>, GlossaryError> {
    let own = table.header.iter().map(|cell| cell.text.trim());
    let named = headings.iter().zip(own);
    let columns: Vec<Column> = named.map(|(name, own)| long_column(name, own)).collect();
    require_long(source, table, &columns, default_lang)?;
    Ok(columns)
}

/// The columns of a wide table, refused where none is headed by a language.
pub(super) fn wide(
    source: &Source,
    table: &Table<'_>,
    headings: &[String],
) -> Result<Vec<Column>, GlossaryError> {
    let own = table.header.iter().map(|cell| cell.text.trim());
    let named = headings.iter().zip(own);
    let columns = named.map(|(name, own)| wide_column(name, own)).collect();
    let columns = first_as_concept(columns, headings);
    require_wide(source, &columns)?;
    Ok(columns)
}

/// The column headed `heading`, which the file writes `own`.
fn long_column(heading: &str, own: &str) -> Column {
    match heading {
        "concept" => Column::Concept,
        "lang" | "language" => Column::Lang,
        "term" => Column::Term,
        _ => Field::named(heading).map_or_else(|| note_column(own), Column::Field),
    }
}

fn note_column(own: &str) -> Column {
    match own.strip_prefix(CONCEPT_NOTE) {
        Some(name) => Column::ConceptNote(name.to_owned()),
        None => Column::Note(own.to_owned()),
    }
}

fn wide_column(heading: &str, own: &str) -> Column {
    if heading == "concept" {
        return Column::Concept;
    }
    if let Some(field) = Field::named(heading) {
        return Column::Field(field);
    }
    let (name, detail) = match heading.split_once(':') {
        Some((name, detail)) => (name.trim(), Some(detail.trim())),
        None => (heading, None),
    };
    let note = || Column::Note(own.to_owned());
    let Some(lang) = language(name) else {
        return note();
    };
    match detail {
        None => Column::Terms(lang, None),
        Some(detail) => match (TermStatus::parse(detail), Field::named(detail)) {
            (Some(status), _) => Column::Terms(lang, Some(status)),
            (None, Some(field)) => Column::Of(lang, field),
            (None, None) => note(),
        },
    }
}

/// The language a column is headed by: a name in one of our languages, or a tag of two letters
/// with or without more (`note` and `ref` are well-formed tags too, but no languages).
pub(super) fn language(heading: &str) -> Option<LangTag> {
    let named = LANGUAGES
        .iter()
        .find(|language| language.names.contains(&heading));
    if let Some(language) = named {
        return LangTag::parse(language.code).ok();
    }
    LangTag::parse(heading)
        .ok()
        .filter(|tag| tag.primary().len() == 2)
}

/// `id` heads the concepts where no column is called `concept` (and is Indonesian elsewhere).
fn first_as_concept(mut columns: Vec<Column>, headings: &[String]) -> Vec<Column> {
    if !columns.contains(&Column::Concept)
        && let Some(index) = headings.iter().position(|heading| heading == "id")
    {
        columns[index] = Column::Concept;
    }
    columns
}

fn require_long(
    source: &Source,
    table: &Table<'_>,
    columns: &[Column],
    default_lang: Option<&LangTag>,
) -> Result<(), GlossaryError> {
    let at = table.header.first().map_or(0, |cell| cell.at);
    if !columns.contains(&Column::Concept) {
        let message = "there is a column \"term\" but none called \"concept\"";
        return Err(GlossaryError::at(source, at, message)
            .with_help("terms with the same value there are one concept"));
    }
    if !columns.contains(&Column::Lang) && default_lang.is_none() {
        let message = "there is no column \"lang\" to say the language of each term";
        return Err(GlossaryError::at(source, at, message).with_help("add it, or give --lang"));
    }
    Ok(())
}

fn require_wide(source: &Source, columns: &[Column]) -> Result<(), GlossaryError> {
    if columns
        .iter()
        .any(|column| matches!(column, Column::Terms(..)))
    {
        return Ok(());
    }
    let message = "no column is called \"term\" or headed by a language";
    Err(GlossaryError::at(source, 0, message).with_help(
        "the first line names the columns: \"concept,lang,term,status\" or \"concept,en,fr,ru\"; a \
         table of source and target says its languages in its name: \"space.en-fr.txt\"",
    ))
}
