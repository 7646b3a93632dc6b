//! The rows of a table, each into terms of its concept.
//!
//! In a long table several rows share a concept: `iss,ru,МКС` and `iss,fr,ISS`. In a wide one a
//! cell may hold several terms, `lanceur|fusée porteuse`; the first is preferred. A row or cell
//! that says something unknown is told and left out, the rest of the table is read.

use super::columns::{Column, Field, language};
use crate::glossary::builder::Builder;
use crate::glossary::concept::{Glossary, Term, TermStatus};
use crate::glossary::fields;
use crate::glossary::table::Cell;
use crate::lang::LangTag;
use crate::text::Source;
use hashbrown::HashMap;

/// Builds the glossary row by row.
pub(super) struct Reader<'a> {
    source: &'a Source,
    builder: Builder,
    /// Concept id → its index.
    ids: HashMap<String, usize>,
    /// Rows with one source term are one concept, and repeat it: so tables of pairs are kept.
    pairs: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source, pairs: bool) -> Reader<'a> {
        Reader {
            pairs,
            source,
            builder: Builder::new(source.name()),
            ids: HashMap::new(),
        }
    }

    pub(super) fn finish(self) -> Glossary {
        self.builder.finish()
    }

    fn notice(&mut self, at: usize, message: String) {
        self.builder.notice(self.source.place(at), message);
    }

    /// The concept called `id`, which several rows may share.
    fn concept(&mut self, id: &str) -> usize {
        let builder = &mut self.builder;
        *self
            .ids
            .entry_ref(id)
            .or_insert_with(|| builder.concept(id))
    }

    /// Reads a row that is one term.
    pub(super) fn long_row(
        &mut self,
        columns: &[Column],
        row: &[Cell<'_>],
        default_lang: Option<&LangTag>,
    ) {
        let cell = |wanted: Column| {
            let index = columns.iter().position(|column| *column == wanted)?;
            row.get(index)
        };
        let Some(text) = cell(Column::Term).filter(|cell| !cell.text.trim().is_empty()) else {
            return; // an empty cell demands nothing
        };
        let Some(lang) = self.row_lang(cell(Column::Lang), default_lang) else {
            return;
        };
        let id = cell(Column::Concept).map_or("", |cell| cell.text.trim());
        if id.is_empty() {
            let term = text.text.trim();
            let message = format!("term \"{term}\" has no concept; it was left out");
            return self.notice(text.at, message);
        }
        let mut term = Term::new(text.text.trim(), lang, self.source.place(text.at));
        let mut given = None;
        for (column, cell) in columns.iter().zip(row) {
            match column {
                Column::Field(Field::Status) => {
                    match self.builder.status(&cell.text, self.source.place(cell.at)) {
                        Ok(status) => given = status,
                        Err(()) => return,
                    }
                }
                Column::Field(field) => self.field(&mut term, *field, cell),
                Column::Note(name) if !cell.text.trim().is_empty() => {
                    term.notes.push((name.clone(), cell.text.trim().to_owned()));
                }
                _ => {}
            }
        }
        let concept = self.concept(id);
        for (column, cell) in columns.iter().zip(row) {
            if let Column::ConceptNote(name) = column
                && !cell.text.trim().is_empty()
            {
                self.builder.note(concept, name, cell.text.trim());
            }
        }
        self.builder.push(concept, term, given);
    }

    /// The language of a row's term; `None` leaves the term out.
    fn row_lang(
        &mut self,
        cell: Option<&Cell<'_>>,
        default_lang: Option<&LangTag>,
    ) -> Option<LangTag> {
        let Some(cell) = cell else {
            return default_lang.cloned();
        };
        let text = cell.text.trim();
        let lang = language(&text.to_lowercase()).or_else(|| LangTag::parse(&cell.text).ok());
        if lang.is_none() {
            let message = format!("\"{text}\" is not a language; the term was left out");
            self.notice(cell.at, message);
        }
        lang
    }

    /// Reads a row that is one concept, called `number` if it has no id.
    pub(super) fn wide_row(&mut self, columns: &[Column], row: &[Cell<'_>], number: usize) {
        let id = columns
            .iter()
            .position(|column| *column == Column::Concept)
            .and_then(|index| row.get(index))
            .map(|cell| cell.text.trim())
            .filter(|id| !id.is_empty());
        let named = columns.iter().zip(row);
        let mut sources = named.filter(|(column, _)| matches!(column, Column::Terms(..)));
        let own = match sources.next() {
            Some((_, cell)) if self.pairs => cell.text.trim().to_owned(),
            _ => number.to_string(),
        };
        let concept = self.concept(id.unwrap_or(&own));
        for (column, cell) in columns.iter().zip(row) {
            match column {
                Column::Terms(lang, status) => {
                    self.wide_terms(concept, lang, *status, cell, columns, row)
                }
                Column::Note(name) if !cell.text.trim().is_empty() => {
                    self.builder.note(concept, name, cell.text.trim());
                }
                _ => {}
            }
        }
    }

    /// The terms of one cell of a wide table, with the fields the row gives them.
    fn wide_terms(
        &mut self,
        concept: usize,
        lang: &LangTag,
        status: Option<TermStatus>,
        cell: &Cell<'_>,
        columns: &[Column],
        row: &[Cell<'_>],
    ) {
        for (rank, text) in cell.text.split('|').map(str::trim).enumerate() {
            if text.is_empty() || (self.pairs && self.builder.has(concept, lang, text)) {
                continue;
            }
            let mut term = Term::new(text, lang.clone(), self.source.place(cell.at));
            // Gender, number and forms are those of the preferred term, not of its variants.
            let own = rank == 0 && status.is_none();
            for (column, value) in columns.iter().zip(row) {
                match column {
                    Column::Of(of, field) if of == lang && own => {
                        self.field(&mut term, *field, value)
                    }
                    Column::Field(
                        field @ (Field::PartOfSpeech
                        | Field::DoNotTranslate
                        | Field::Case
                        | Field::Animate),
                    ) => {
                        self.field(&mut term, *field, value);
                    }
                    _ => {}
                }
            }
            let said = columns
                .iter()
                .zip(row)
                .find(|(column, _)| matches!(column, Column::Of(of, Field::Status) if of == lang));
            let said = said
                .map(|(_, cell)| cell)
                .filter(|cell| rank == 0 && !cell.text.trim().is_empty());
            let status = match said {
                Some(cell) => match self.said_status(cell) {
                    Ok(said) => said,
                    Err(()) => continue,
                },
                None => status,
            };
            let status = status.or(Some(match rank {
                0 => TermStatus::Preferred,
                _ => TermStatus::Admitted,
            }));
            self.builder.push(concept, term, status);
        }
    }

    /// The status that a cell of a status column names, also in the words of UTX.
    fn said_status(&mut self, cell: &Cell<'_>) -> Result<Option<TermStatus>, ()> {
        match cell.text.trim().to_lowercase().as_str() {
            "approved" => Ok(Some(TermStatus::Preferred)),
            "provisional" => Ok(Some(TermStatus::Admitted)),
            "non-standard" | "rejected" => Ok(Some(TermStatus::Deprecated)),
            _ => self.builder.status(&cell.text, self.source.place(cell.at)),
        }
    }

    /// Takes the value of a field into `term`; one that is not known is told.
    fn field(&mut self, term: &mut Term, field: Field, cell: &Cell<'_>) {
        let text = cell.text.trim();
        if text.is_empty() {
            return;
        }
        let (name, known, names) = match field {
            Field::Status => return,
            Field::Forms => {
                term.forms.extend(fields::list(text));
                return;
            }
            Field::PartOfSpeech => {
                term.part_of_speech = fields::part_of_speech(text);
                (
                    "part of speech",
                    term.part_of_speech.is_some(),
                    fields::PARTS_OF_SPEECH,
                )
            }
            Field::Gender => {
                term.gender = fields::gender(text);
                ("gender", term.gender.is_some(), fields::GENDERS)
            }
            Field::Number => {
                term.number = fields::number(text);
                ("number", term.number.is_some(), fields::NUMBERS)
            }
            Field::Animate => {
                term.animate = fields::flag(text);
                ("value of animate", term.animate.is_some(), fields::FLAGS)
            }
            Field::DoNotTranslate => {
                let flag = fields::flag(text);
                term.do_not_translate = flag == Some(true);
                ("value of dnt", flag.is_some(), fields::FLAGS)
            }
            Field::Case => {
                term.case_sensitive = fields::case(text);
                (
                    "value of case",
                    term.case_sensitive.is_some(),
                    fields::CASES,
                )
            }
        };
        if !known {
            let message =
                format!("{name} \"{text}\" is not known (one of {names}); it was ignored");
            self.notice(cell.at, message);
        }
    }
}
