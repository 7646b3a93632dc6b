//! Glossaries as tables: one term a row, or one concept a row.
//!
//! ```text
//! concept,lang,term,status,pos,gender     concept;en;fr;fr:deprecated
//! iss,ru,МКС,preferred,noun,f             lv;launcher;lanceur|fusée porteuse;lanceuse
//! ```
//!
//! The first, *long*, has a `term` column; the second, *wide*, has columns headed by languages, as
//! tags (`en`, `fr-CA`) or names (`French`, `anglais`, `русский`): the preferred term, admitted
//! ones after `|`, other fields of a language after a colon. Columns may stand in any order; what
//! is not known is kept as a note. A wrong entry is left out with a notice, a table that cannot be
//! read is refused.

use super::builder::Builder;
use super::concept::{Concept, Glossary, Term, TermStatus};
use super::error::GlossaryError;
use super::fields;
use super::table::{Cell, Table};
use crate::lang::forms::{Gender, Number, PartOfSpeech};
use crate::lang::{LANGUAGES, LangTag};
use crate::text::Source;
use hashbrown::HashMap;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
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
}

/// What a glossary can say of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
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
    fn named(name: &str) -> Option<Field> {
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

/// Reads the table `source`; see [`super::read`].
pub(super) fn read(
    source: &Source,
    default_lang: Option<&LangTag>,
) -> Result<Glossary, GlossaryError> {
    let table = Table::read(source)?;
    let headings: Vec<String> = table
        .header
        .iter()
        .map(|cell| cell.text.trim().to_lowercase())
        .collect();
    let mut reader = Reader::new(source);
    if headings.iter().any(|heading| heading == "term") {
        let columns: Vec<Column> = headings
            .iter()
            .map(|heading| long_column(heading))
            .collect();
        require_long(source, &table, &columns, default_lang)?;
        for row in &table.rows {
            reader.long_row(&columns, row, default_lang);
        }
    } else {
        let columns: Vec<Column> = headings
            .iter()
            .map(|heading| wide_column(heading))
            .collect();
        let columns = first_as_concept(columns, &headings);
        require_wide(source, &columns)?;
        for (number, row) in table.rows.iter().enumerate() {
            reader.wide_row(&columns, row, number + 1);
        }
    }
    Ok(reader.builder.finish())
}

fn long_column(heading: &str) -> Column {
    match heading {
        "concept" => Column::Concept,
        "lang" | "language" => Column::Lang,
        "term" => Column::Term,
        _ => Field::named(heading).map_or_else(|| Column::Note(heading.to_owned()), Column::Field),
    }
}

fn wide_column(heading: &str) -> Column {
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
    let note = || Column::Note(heading.to_owned());
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
fn language(heading: &str) -> Option<LangTag> {
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
        "the first line names the columns: \"concept,lang,term,status\" or \"concept,en,fr,ru\"",
    ))
}

/// Builds the glossary row by row.
struct Reader<'a> {
    source: &'a Source,
    builder: Builder,
    /// Concept id → its index.
    ids: HashMap<String, usize>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a Source) -> Reader<'a> {
        Reader {
            source,
            builder: Builder::new(source.name()),
            ids: HashMap::new(),
        }
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

    fn long_row(&mut self, columns: &[Column], row: &[Cell<'_>], default_lang: Option<&LangTag>) {
        let cell = |wanted: Column| {
            let index = columns.iter().position(|column| *column == wanted)?;
            row.get(index)
        };
        let Some(text) = cell(Column::Term).filter(|cell| !cell.text.trim().is_empty()) else {
            return; // an empty cell demands nothing
        };
        let lang = match cell(Column::Lang) {
            Some(cell) => match language(&cell.text.trim().to_lowercase())
                .or_else(|| LangTag::parse(&cell.text).ok())
            {
                Some(tag) => tag,
                None => {
                    let message = format!(
                        "\"{}\" is not a language; the term was left out",
                        cell.text.trim()
                    );
                    return self.notice(cell.at, message);
                }
            },
            None => match default_lang {
                Some(tag) => tag.clone(),
                None => return,
            },
        };
        let id = cell(Column::Concept).map_or("", |cell| cell.text.trim());
        if id.is_empty() {
            return self.notice(
                text.at,
                format!(
                    "term \"{}\" has no concept; it was left out",
                    text.text.trim()
                ),
            );
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
        self.builder.push(concept, term, given);
    }

    fn wide_row(&mut self, columns: &[Column], row: &[Cell<'_>], number: usize) {
        let id = columns
            .iter()
            .position(|column| *column == Column::Concept)
            .and_then(|index| row.get(index))
            .map(|cell| cell.text.trim())
            .filter(|id| !id.is_empty());
        let own = number.to_string();
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
            if text.is_empty() {
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
            let status = status.or(Some(match rank {
                0 => TermStatus::Preferred,
                _ => TermStatus::Admitted,
            }));
            self.builder.push(concept, term, status);
        }
    }

    fn field(&mut self, term: &mut Term, field: Field, cell: &Cell<'_>) {
        let text = cell.text.trim();
        if text.is_empty() {
            return;
        }
        let (name, known, names) = match field {
            Field::Status => return,
            Field::Forms => {
                let forms = text
                    .split('|')
                    .map(str::trim)
                    .filter(|form| !form.is_empty());
                term.forms.extend(forms.map(str::to_owned));
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

/// `glossary` as a long table in UTF-8, one term a row.
///
/// Notes become columns in the order in which they are first met; reading it again gives the same
/// concepts and terms.
pub fn write_csv(glossary: &Glossary) -> String {
    let mut notes: Vec<&str> = Vec::new();
    for concept in &glossary.concepts {
        let own = concept.notes.iter();
        for (name, _) in own.chain(concept.terms.iter().flat_map(|term| &term.notes)) {
            if !notes.contains(&name.as_str()) {
                notes.push(name);
            }
        }
    }
    let mut out = String::from("concept,lang,term,status,pos,gender,number,animate,forms,dnt,case");
    for note in &notes {
        out.push(',');
        out.push_str(&quoted(note));
    }
    out.push('\n');
    for concept in &glossary.concepts {
        for (rank, term) in concept.terms.iter().enumerate() {
            let row = fixed_cells(concept, term);
            let of_note = notes
                .iter()
                .map(|name| note(concept, term, name, rank == 0));
            let cells: Vec<String> = row
                .into_iter()
                .chain(of_note)
                .map(|cell| quoted(&cell))
                .collect();
            out.push_str(&cells.join(","));
            out.push('\n');
        }
    }
    out
}

fn fixed_cells(concept: &Concept, term: &Term) -> Vec<String> {
    let flag = |flag: Option<bool>| match flag {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let part_of_speech = match term.part_of_speech {
        Some(PartOfSpeech::Noun) => "noun",
        Some(PartOfSpeech::ProperNoun) => "proper noun",
        Some(PartOfSpeech::Adjective) => "adjective",
        Some(PartOfSpeech::Verb) => "verb",
        Some(PartOfSpeech::Other) => "other",
        None => "",
    };
    let gender = match term.gender {
        Some(Gender::Masculine) => "m",
        Some(Gender::Feminine) => "f",
        Some(Gender::Neuter) => "n",
        None => "",
    };
    let number = match term.number {
        Some(Number::Singular) => "sg",
        Some(Number::Plural) => "pl",
        None => "",
    };
    let case = match term.case_sensitive {
        Some(true) => "exact",
        Some(false) => "any",
        None => "",
    };
    let forms = term.forms.join("|");
    let dnt = if term.do_not_translate { "yes" } else { "" };
    let cells = [
        concept.id.as_str(),
        term.lang.as_str(),
        &term.text,
        term.status.name(),
        part_of_speech,
        gender,
        number,
        flag(term.animate),
        &forms,
        dnt,
        case,
    ];
    cells.map(str::to_owned).to_vec()
}

/// A note of the term, or on its first row of the concept.
fn note(concept: &Concept, term: &Term, name: &str, first: bool) -> String {
    let of_concept = concept.notes.iter().filter(|_| first);
    let mut found = term
        .notes
        .iter()
        .chain(of_concept)
        .filter(|(own, _)| own == name);
    found
        .next()
        .map_or_else(String::new, |(_, value)| value.clone())
}

/// A cell as it is written: in quotes where it must be.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', ';', '\t', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary(text: &str) -> Glossary {
        read(&Source::new("g.csv", text), None).unwrap()
    }

    /// `lang:term/status` of every term, by concept.
    fn terms(glossary: &Glossary) -> Vec<String> {
        let show = |concept: &Concept| {
            let term = |term: &Term| format!("{}:{}/{}", term.lang, term.text, term.status.name());
            let terms: Vec<String> = concept.terms.iter().map(term).collect();
            format!("{} {}", concept.id, terms.join(" "))
        };
        glossary.concepts.iter().map(show).collect()
    }

    fn notices(text: &str) -> Vec<String> {
        let glossary = glossary(text);
        glossary.notices.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_a_table_lacks_is_said() {
        let refusal = |text: &str| {
            read(&Source::new("g.csv", text), None)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            refusal("a,b\n1,2\n"),
            "g.csv:1:1: no column is called \"term\" or headed by a language"
        );
        assert_eq!(
            refusal("term,lang\nCNES,fr\n"),
            "g.csv:1:1: there is a column \"term\" but none called \"concept\""
        );
        assert_eq!(
            refusal("term,concept\nCNES,c\n"),
            "g.csv:1:1: there is no column \"lang\" to say the language of each term"
        );
    }

    #[test]
    fn wrong_entries_are_told_with_their_place_and_left_out() {
        let text = "concept,lang,term,status,gender\na,en,launch,prefered,\nb,en,probe,,x\n\
                    b,en,probe,,\nc,en,probe,preferred,\nd,en,…,,\n,en,orbit,,\n";
        assert_eq!(
            notices(text),
            [
                "g.csv:2:13: status \"prefered\" is not known (one of preferred, admitted, \
                 deprecated, superseded); the term was left out",
                "g.csv:3:13: gender \"x\" is not known (one of m, f, n); it was ignored",
                "g.csv:4:6: term \"probe\" is given twice for \"en\" in concept \"b\"; the second \
                 was left out",
                "g.csv:5:6: term \"probe\" is preferred in concept \"b\" and in \"c\"; the second \
                 was left out",
                "g.csv:6:6: term \"…\" has no letter or digit; it was left out",
                "g.csv:7:5: term \"orbit\" has no concept; it was left out",
            ]
        );
        assert_eq!(terms(&glossary(text)), ["b en:probe/preferred"]);
    }

    #[test]
    fn a_wide_table_may_name_languages_in_any_of_ours() {
        let text = "русский;anglais;French;fr:deprecated;domaine\n\
                    ракета-носитель;launcher;lanceur|fusée porteuse;lanceuse;vols\n";
        let glossary = glossary(text);
        assert_eq!(
            terms(&glossary),
            [
                "1 ru:ракета-носитель/preferred en:launcher/preferred fr:lanceur/preferred \
              fr:fusée porteuse/admitted fr:lanceuse/deprecated"
            ]
        );
        let note = ("domaine".to_owned(), "vols".to_owned());
        assert_eq!(glossary.concepts[0].notes, [note]);
    }

    #[test]
    fn columns_of_a_long_table_stand_in_any_order() {
        let text = "note\tterm\tforms\tconcept\tlang\tanimate\tdnt\tcase\n\
                    см.\tсобака\tсобак|собачек\td\tru\tyes\tда\texact\n";
        let glossary = glossary(text);
        let term = &glossary.concepts[0].terms[0];
        assert_eq!(term.forms, ["собак", "собачек"]);
        assert_eq!((term.animate, term.do_not_translate), (Some(true), true));
        assert_eq!(term.case_sensitive, Some(true));
        assert_eq!(term.notes, [("note".to_owned(), "см.".to_owned())]);
        assert_eq!(term.place, crate::text::Place { line: 2, column: 5 });
    }

    #[test]
    fn what_is_written_reads_the_same() {
        let text = "concept,lang,term,status,pos,gender,number,animate,forms,dnt,case,note\n\
                    a,fr,\"lanceur, lourd\",deprecated,noun,m,sg,no,x|y,,any,\"dit \"\"gros\"\"\"\n\
                    a,ru,данные,preferred,noun,n,pl,,,yes,,\n";
        let written = write_csv(&glossary(text));
        assert_eq!(written, text);
        assert_eq!(write_csv(&glossary(&written)), written);
    }
}
