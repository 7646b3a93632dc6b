//! `entente forms`: under which forms a term is accepted.

use super::args::{FormsArgs, Global, ListFormat};
use super::exit::{Exit, Failure};
use super::{input, output};
use entente::glossary::Expansion;
use entente::lang::forms::Traits;
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
pub(crate) fn run(args: &FormsArgs, _global: &Global) -> Result<Exit, Failure> {
    let language = input::language("--lang", &args.lang)?;
    let mut out = Vec::new();
    for (index, term) in args.terms.iter().enumerate() {
        let expansion = Expansion::new(term, &Traits::default(), language);
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
    forms
        .map(|(cell, forms)| (cell.to_string(), forms))
        .collect()
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
