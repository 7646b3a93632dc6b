//! `entente terms`: where the terms of a glossary stand in an article.

use super::args::{Global, ListFormat, TermsArgs};
use super::exit::{Exit, Failure};
use super::{glossaries, input, output};
use entente::document::{self, Document};
use entente::glossary::{TermFinder, TermOccurrence};
use entente::lang::forms::{Cell, CellSet};
use entente::report::json;
use entente::text::Span;
use entente::text::escape::escape;
use serde::Serialize;
use std::collections::BTreeSet;

/// One occurrence as programs read it.
#[derive(Serialize)]
struct Line<'a> {
    concept: &'a str,
    /// The bytes of the file at `start..end`.
    text: &'a str,
    start: usize,
    end: usize,
    term: &'a str,
    status: &'a str,
    /// It may be another word that is written alike; left out when it is not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unsure: bool,
}

/// Runs the command.
pub(crate) fn run(args: &TermsArgs, global: &Global) -> Result<Exit, Failure> {
    input::language("--lang", &args.lang)?;
    let lang = input::tag("--lang", &args.lang)?;
    if args.glossary.is_empty() {
        return Err(Failure::new("no glossary is named")
            .with_help("name one with --glossary, or in entente.toml"));
    }
    let read = glossaries::read(&args.glossary, Some(&lang), global)?;
    glossaries::require(&read, &lang)?;
    let document = document::read(input::source(&args.article, global)?, None)?;
    let finder = TermFinder::new(&read.iter().collect::<Vec<_>>(), &lang);
    let found = occurrences(&document, &finder);
    let mut out = Vec::new();
    for (span, occurrence) in &found {
        match args.format {
            ListFormat::Jsonl => json::line(&mut out, &line(&document, *span, occurrence))
                .map_err(|error| Failure::new(error.to_string()))?,
            ListFormat::Text => out.extend(text_line(&document, *span, occurrence).into_bytes()),
        }
    }
    output::notices(global, read.iter().flat_map(|glossary| &glossary.notices));
    output::data(&out)?;
    if args.format == ListFormat::Text {
        output::say(global, &summary(&found));
    }
    Ok(Exit::Fine)
}

/// The terms of every block for a translator, with their bytes in the file.
fn occurrences<'g>(
    document: &Document,
    finder: &TermFinder<'g>,
) -> Vec<(Span, TermOccurrence<'g>)> {
    let mut all = Vec::new();
    for block in document
        .blocks
        .iter()
        .filter(|block| block.is_translatable())
    {
        let content = &block.content;
        let protected = content.protected();
        for occurrence in finder.find(&content.text) {
            if !protected.iter().any(|span| span.overlaps(occurrence.span)) {
                all.push((content.file_span(occurrence.span), occurrence));
            }
        }
    }
    all
}

fn line<'a>(document: &'a Document, span: Span, occurrence: &TermOccurrence<'a>) -> Line<'a> {
    Line {
        concept: &occurrence.concept.id,
        text: document.source.slice(span),
        start: span.start,
        end: span.end,
        term: &occurrence.term.text,
        status: occurrence.term.status.name(),
        unsure: occurrence.unsure,
    }
}

/// `article.ru.md:3:17: ракет-носителей: ракета-носитель (lv, preferred; genitive plural)`.
fn text_line(document: &Document, span: Span, occurrence: &TermOccurrence<'_>) -> String {
    let source = &document.source;
    let words: Vec<&str> = source.slice(span).split_whitespace().collect();
    let term = occurrence.term;
    let cells = cells(occurrence.cells);
    let line = format!(
        "{}:{}: {}: {} ({}, {}{}{cells})",
        source.name(),
        source.place(span.start),
        words.join(" "),
        term.text,
        occurrence.concept.id,
        term.status.name(),
        if cells.is_empty() { "" } else { "; " },
    );
    escape(&line) + "\n"
}

/// Most cells that a declined form can stand in, «микрогравитации» say; «КНЕС», which is the same
/// in all, has thirteen.
const MOST_CELLS: usize = 8;

/// The cells of a form in words, unless they are all or unknown.
fn cells(cells: CellSet) -> String {
    if cells == CellSet::ALL {
        return String::new();
    }
    let names: Vec<String> = cells.iter().map(|cell: Cell| cell.to_string()).collect();
    if names.len() > MOST_CELLS {
        return "any case".to_owned();
    }
    names.join(" or ")
}

fn summary(found: &[(Span, TermOccurrence<'_>)]) -> String {
    let concepts: BTreeSet<&str> = found
        .iter()
        .map(|(_, occurrence)| occurrence.concept.id.as_str())
        .collect();
    let count = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    };
    format!(
        "{} of {}",
        count(found.len(), "occurrence"),
        count(concepts.len(), "concept")
    )
}
