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

mod columns;
mod dialect;
mod rows;
mod write;

use super::concept::Glossary;
use super::error::GlossaryError;
use super::table::Table;
use crate::lang::LangTag;
use crate::text::Source;
use rows::Reader;

pub use write::write_csv;

/// Reads the table `source`; see [`super::read`].
pub(super) fn read(
    source: &Source,
    default_lang: Option<&LangTag>,
) -> Result<Glossary, GlossaryError> {
    let foreign = dialect::of(source);
    let table = match &foreign {
        Some(foreign) => Table::read_tabs(source, foreign.at, &foreign.names)?,
        None => Table::read(source)?,
    };
    let mut headings = columns::headings(&table);
    let renamed = dialect::rename(source, &mut headings);
    let mut reader = Reader::new(source, foreign.is_some() || renamed);
    if columns::are_long(&headings) {
        let columns = columns::long(source, &table, &headings, default_lang)?;
        for row in &table.rows {
            reader.long_row(&columns, row, default_lang);
        }
    } else {
        let columns = columns::wide(source, &table, &headings)?;
        for (number, row) in table.rows.iter().enumerate() {
            reader.wide_row(&columns, row, number + 1);
        }
    }
    Ok(reader.finish())
}

#[cfg(test)]
mod tests {
    use super::super::concept::{Concept, Term};
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
