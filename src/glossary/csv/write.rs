//! A glossary as a table: always long, always with every column, so that it can be compared.

use crate::glossary::concept::{Concept, Glossary, Term};
use crate::lang::forms::{Gender, Number, PartOfSpeech};

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
