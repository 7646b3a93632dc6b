//! A glossary as a table: always long, always with every column, so that it can be compared.

use super::columns::CONCEPT_NOTE;
use crate::glossary::concept::{Concept, Glossary, Term};
use crate::lang::forms::{Gender, Number, PartOfSpeech};

/// `glossary` as a long table in UTF-8, one term a row.
///
/// Notes become columns in the order in which they are first met, those of a concept under
/// `concept:` and its name on the first row of the concept; a note given twice has two columns.
/// Reading it again gives the same concepts, terms and notes.
pub fn write_csv(glossary: &Glossary) -> String {
    let mut columns: Vec<(&str, bool, usize)> = Vec::new();
    for concept in &glossary.concepts {
        note_columns(&concept.notes, true, &mut columns);
        for term in &concept.terms {
            note_columns(&term.notes, false, &mut columns);
        }
    }
    let mut out = String::from("concept,lang,term,status,pos,gender,number,animate,forms,dnt,case");
    for (name, of_concept, _) in &columns {
        let prefix = if *of_concept { CONCEPT_NOTE } else { "" };
        out.push(',');
        out.push_str(&quoted(&format!("{prefix}{name}")));
    }
    out.push('\n');
    for concept in &glossary.concepts {
        for (rank, term) in concept.terms.iter().enumerate() {
            let row = fixed_cells(concept, term);
            let notes = columns
                .iter()
                .map(|&(name, of_concept, nth)| match of_concept {
                    true if rank > 0 => String::new(),
                    true => note(&concept.notes, name, nth),
                    false => note(&term.notes, name, nth),
                });
            let cells: Vec<String> = row
                .into_iter()
                .chain(notes)
                .map(|cell| quoted(&cell))
                .collect();
            out.push_str(&cells.join(","));
            out.push('\n');
        }
    }
    out
}

/// Adds a column for each of `notes` that has none yet: its name, and which of its name it is.
fn note_columns<'g>(
    notes: &'g [(String, String)],
    of_concept: bool,
    columns: &mut Vec<(&'g str, bool, usize)>,
) {
    for (at, (name, _)) in notes.iter().enumerate() {
        let nth = notes[..at]
            .iter()
            .filter(|(other, _)| other == name)
            .count();
        let column = (name.as_str(), of_concept, nth);
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
}

/// The `nth` of the notes called `name`.
fn note(notes: &[(String, String)], name: &str, nth: usize) -> String {
    let mut found = notes.iter().filter(|(own, _)| own == name);
    found
        .nth(nth)
        .map_or_else(String::new, |(_, value)| value.clone())
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

/// A cell as it is written: in quotes where it must be.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', ';', '\t', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
