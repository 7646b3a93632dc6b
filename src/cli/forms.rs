//! `entente forms`: under which forms a term is accepted.

use super::args::{FormsArgs, Global, ListFormat};
use super::exit::{Exit, Failure};
use super::{glossaries, input, output};
use entente::glossary::{Expansion, Lexicon, fields};
use entente::lang::Language;
use entente::lang::forms::{Cell, Number, PartOfSpeech, Traits};
use entente::report::json;
use entente::text::escape::escape;
use serde::Serialize;

/// One cell of a term as programs read it.
#[derive(Serialize)]
struct Line<'a> {
    term: &'a str,
    cell: &'a str,
    /// The form the rules write, then others that are accepted.
    forms: &'a [String],
}

/// Runs the command.
pub(crate) fn run(args: &FormsArgs, global: &Global) -> Result<Exit, Failure> {
    let language = input::language("--lang", &args.lang)?;
    let traits = traits(args)?;
    let lexicon = glossaries::lexicon(args.lexicon.as_deref(), global)?;
    let mut out = Vec::new();
    if let Some(path) = &args.tsv {
        let source = input::source(path, global)?;
        for (index, row) in source.text().lines().enumerate() {
            let form = asked(row, language, lexicon.as_ref())
                .ok_or_else(|| Failure::new(format!("{}:{}:1: {ROW}", source.name(), index + 1)))?;
            out.extend((escape(&form) + "\n").into_bytes());
        }
        output::data(&out)?;
        return Ok(Exit::Fine);
    }
    for (index, term) in args.terms.iter().enumerate() {
        let expansion = Expansion::with(lexicon.as_ref(), term, &traits, language);
        let rows = rows(&expansion, term);
        match args.format {
            ListFormat::Jsonl => {
                for (cell, forms) in &rows {
                    json::line(&mut out, &Line { term, cell, forms })
                        .map_err(|error| Failure::new(error.to_string()))?;
                }
            }
            ListFormat::Text => {
                let gap = if index > 0 { "\n" } else { "" };
                let text = format!("{gap}{}", text(term, &rows));
                for line in text.lines() {
                    out.extend((escape(line) + "\n").into_bytes());
                }
            }
        }
    }
    output::data(&out)?;
    Ok(Exit::Fine)
}

/// The cells of a term in words with their forms; one row for a term that does not inflect.
fn rows(expansion: &Expansion, term: &str) -> Vec<(String, Vec<String>)> {
    if expansion.is_unchanged() {
        return vec![("every cell".to_owned(), vec![term.to_owned()])];
    }
    let forms = expansion.forms().into_iter();
    let mut rows: Vec<(String, Vec<String>)> = forms
        .map(|(cell, forms)| (cell.to_string(), forms))
        .collect();
    let placeless: Vec<String> = expansion.placeless().map(str::to_owned).collect();
    if !placeless.is_empty() {
        rows.push(("not said".to_owned(), placeless));
    }
    rows
}

/// A term and its cells, aligned; accepted variants after the form the rules write.
fn text(term: &str, rows: &[(String, Vec<String>)]) -> String {
    let width = rows
        .iter()
        .map(|(cell, _)| cell.chars().count())
        .max()
        .unwrap_or(0);
    let mut text = format!("{term}\n");
    for (cell, forms) in rows {
        let (first, others) = forms.split_at(1.min(forms.len()));
        let also = match others {
            [] => String::new(),
            _ => format!("  (also {})", others.join(", ")),
        };
        text += &format!("  {cell:width$}  {}{also}\n", first.concat());
    }
    text
}

/// What a row of `--tsv` is.
const ROW: &str = "a row is kind (noun, name, adj, pair), term, gender, animacy (a, i), case and \
                   number, with tabs between and - for what is not known";

/// The form that a row of `--tsv` asks for: `noun TAB полёт TAB m TAB i TAB ins TAB sg`.
fn asked(row: &str, language: &'static Language, lexicon: Option<&Lexicon>) -> Option<String> {
    let columns: Vec<&str> = row.split('\t').collect();
    let [kind, term, gender, animate, case, number] = columns.get(..6)?.try_into().ok()?;
    let gender = fields::gender(gender);
    let number = fields::number(number)?;
    let part_of_speech = match kind {
        "noun" | "pair" => PartOfSpeech::Noun,
        "name" => PartOfSpeech::ProperNoun,
        "adj" => PartOfSpeech::Adjective,
        _ => return None,
    };
    let traits = Traits {
        part_of_speech: Some(part_of_speech),
        gender,
        number: None,
        animate: match animate {
            "a" => Some(true),
            "i" => Some(false),
            _ => None,
        },
    };
    let case = fields::grammatical_case(case)?;
    let own = kind == "adj" && number == Number::Singular;
    let cell = Cell::new(case, number).of_gender(gender.filter(|_| own));
    let expansion = Expansion::with(lexicon, term, &traits, language);
    Some(expansion.form(cell).unwrap_or_else(|| term.to_owned()))
}

/// What the options say of the terms.
fn traits(args: &FormsArgs) -> Result<Traits, Failure> {
    Ok(Traits {
        part_of_speech: read(
            "--pos",
            args.pos.as_deref(),
            fields::part_of_speech,
            fields::PARTS_OF_SPEECH,
        )?,
        gender: read(
            "--gender",
            args.gender.as_deref(),
            fields::gender,
            fields::GENDERS,
        )?,
        number: read(
            "--number",
            args.number.as_deref(),
            fields::number,
            fields::NUMBERS,
        )?,
        animate: read(
            "--animate",
            args.animate.as_deref(),
            fields::flag,
            fields::FLAGS,
        )?,
    })
}

fn read<T>(
    option: &str,
    text: Option<&str>,
    field: fn(&str) -> Option<T>,
    known: &str,
) -> Result<Option<T>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let unknown = || {
        Failure::new(format!(
            "{option}: \"{text}\" is not known (one of {known})"
        ))
    };
    field(text).map(Some).ok_or_else(unknown)
}
