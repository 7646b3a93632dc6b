//! `entente terms`: where the terms of a glossary stand in articles, or how often.

use super::args::{Global, TermsArgs, TermsFormat};
use super::exit::{Exit, Failure};
use super::{glossaries, input, output};
use entente::document::Document;
use entente::glossary::{ConceptCount, Statistics, TermFinder, TermOccurrence};
use entente::lang::forms::{Cell, CellSet};
use entente::report::json;
use entente::text::Span;
use entente::text::escape::escape;
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// One occurrence as programs read it.
#[derive(Serialize)]
struct Line<'a> {
    /// The article, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    /// The part of the file, when it is made of parts: offsets are then of the decoded part.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
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

/// A term of an article: its bytes in the file, and the form as a reader sees it.
struct Found<'g> {
    span: Span,
    written: String,
    occurrence: TermOccurrence<'g>,
}

/// An article with its terms.
struct Searched<'g> {
    document: Document,
    found: Vec<Found<'g>>,
}

/// Runs the command: an article that cannot be read does not stop the others.
pub(crate) fn run(args: &TermsArgs, global: &Global) -> Result<Exit, Failure> {
    input::language("--lang", &args.lang)?;
    let lang = input::tag("--lang", &args.lang)?;
    if args.glossary.is_empty() {
        return Err(Failure::new("no glossary is named")
            .with_help("name one with --glossary, or in entente.toml"));
    }
    let read = glossaries::read(&args.glossary, Some(&lang), global)?;
    glossaries::require(&read, &lang)?;
    let lexicon = glossaries::lexicon(args.lexicon.as_deref(), global)?;
    let glossaries: Vec<_> = read.iter().collect();
    let finder = TermFinder::with(lexicon.as_ref(), &glossaries, &lang);
    let (mut articles, mut exit) = (Vec::new(), Exit::Fine);
    for path in &args.articles {
        match search(path, &finder, global) {
            Ok(searched) => articles.push(searched),
            Err(failure) if args.articles.len() > 1 => {
                let _ = failure.print();
                exit = Exit::Refused;
            }
            Err(failure) => return Err(failure),
        }
    }
    let out = match args.stats {
        true => statistics(&articles, args.format),
        false => list(&articles, args),
    };
    let out = out.map_err(|error| Failure::new(error.to_string()))?;
    output::notices(global, read.iter().flat_map(|glossary| &glossary.notices));
    output::data(&out)?;
    if args.format == TermsFormat::Text {
        output::say(global, &summary(&articles));
    }
    Ok(exit)
}

/// The terms of every block for a translator.
fn search<'g>(
    path: &Path,
    finder: &TermFinder<'g>,
    global: &Global,
) -> Result<Searched<'g>, Failure> {
    let document = input::document(path, global)?;
    let mut found = Vec::new();
    for block in document
        .blocks
        .iter()
        .filter(|block| block.is_translatable())
    {
        let content = &block.content;
        let protected = content.protected();
        for occurrence in finder.find(&content.text) {
            if !protected.iter().any(|span| span.overlaps(occurrence.span)) {
                found.push(Found {
                    span: content.file_span(occurrence.span),
                    written: content.text[occurrence.span.range()].to_owned(),
                    occurrence,
                });
            }
        }
    }
    Ok(Searched { document, found })
}

type Written = Result<Vec<u8>, serde_json::Error>;

/// Every occurrence.
fn list(articles: &[Searched<'_>], args: &TermsArgs) -> Written {
    let several = args.articles.len() > 1;
    let mut out = Vec::new();
    let mut all = Vec::new();
    for Searched { document, found } in articles {
        for one in found {
            match args.format {
                TermsFormat::Jsonl => json::line(&mut out, &line(document, one, several))?,
                TermsFormat::Json => all.push(line(document, one, several)),
                TermsFormat::Text => out.extend(text_line(document, one).into_bytes()),
            }
        }
    }
    if args.format == TermsFormat::Json {
        json::line(&mut out, &Occurrences { occurrences: all })?;
    }
    Ok(out)
}

/// All occurrences as one object.
#[derive(Serialize)]
struct Occurrences<'a> {
    occurrences: Vec<Line<'a>>,
}

fn line<'a>(document: &'a Document, found: &Found<'a>, several: bool) -> Line<'a> {
    let Found {
        span, occurrence, ..
    } = found;
    let (part, place) = document.source.in_part(*span);
    Line {
        file: several.then_some(document.source.name()),
        part,
        concept: &occurrence.concept.id,
        text: document.source.slice(*span),
        start: place.start,
        end: place.end,
        term: &occurrence.term.text,
        status: occurrence.term.status.name(),
        unsure: occurrence.unsure,
    }
}

/// `article.ru.md:3:17: ракет-носителей: ракета-носитель (lv, preferred; genitive plural)`.
fn text_line(document: &Document, found: &Found<'_>) -> String {
    let source = &document.source;
    let occurrence = &found.occurrence;
    let words: Vec<&str> = found.written.split_whitespace().collect();
    let term = occurrence.term;
    let cells = cells(occurrence.cells);
    let line = format!(
        "{}:{}: {}: {} ({}, {}{}{cells}{})",
        source.name(),
        source.locate(found.span.start),
        words.join(" "),
        term.text,
        occurrence.concept.id,
        term.status.name(),
        if cells.is_empty() { "" } else { "; " },
        if occurrence.unsure { "; unsure" } else { "" },
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

/// A concept of `--stats` as programs read it.
#[derive(Serialize)]
struct Counted<'a> {
    concept: &'a str,
    count: usize,
    /// It occurs under several terms, or under one that should not be used.
    mixed: bool,
    terms: Vec<CountedTerm<'a>>,
}

#[derive(Serialize)]
struct CountedTerm<'a> {
    term: &'a str,
    status: &'a str,
    count: usize,
    #[serde(skip_serializing_if = "is_zero")]
    unsure: usize,
    forms: Vec<CountedForm<'a>>,
}

#[derive(Serialize)]
struct CountedForm<'a> {
    text: &'a str,
    count: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// All concepts as one object.
#[derive(Serialize)]
struct Concepts<'a> {
    articles: usize,
    occurrences: usize,
    concepts: Vec<Counted<'a>>,
}

/// How often each concept occurs in all articles together.
fn statistics(articles: &[Searched<'_>], format: TermsFormat) -> Written {
    let mut statistics = Statistics::default();
    for found in articles.iter().flat_map(|article| &article.found) {
        statistics.add(&found.occurrence, &found.written);
    }
    let concepts = statistics.finish();
    let mut out = Vec::new();
    match format {
        TermsFormat::Text => {
            for concept in &concepts {
                out.extend(counted_text(concept).into_bytes());
            }
        }
        TermsFormat::Jsonl => {
            for concept in &concepts {
                json::line(&mut out, &counted(concept))?;
            }
        }
        TermsFormat::Json => json::line(
            &mut out,
            &Concepts {
                articles: articles.len(),
                occurrences: concepts.iter().map(ConceptCount::count).sum(),
                concepts: concepts.iter().map(counted).collect(),
            },
        )?,
    }
    Ok(out)
}

fn counted<'a>(concept: &'a ConceptCount<'_>) -> Counted<'a> {
    let terms = concept.terms.iter().map(|term| CountedTerm {
        term: &term.term.text,
        status: term.term.status.name(),
        count: term.count(),
        unsure: term.unsure,
        forms: term
            .forms
            .iter()
            .map(|(text, count)| CountedForm {
                text,
                count: *count,
            })
            .collect(),
    });
    Counted {
        concept: &concept.concept.id,
        count: concept.count(),
        mixed: concept.is_mixed(),
        terms: terms.collect(),
    }
}

/// The concept with its count, then a line a term: `deprecated  ракетоноситель  1: ракетоносителей`.
fn counted_text(concept: &ConceptCount<'_>) -> String {
    let mixed = if concept.is_mixed() { "  (mixed)" } else { "" };
    let mut text = escape(&format!(
        "{:>5}  {}{mixed}",
        concept.count(),
        concept.concept.id
    )) + "\n";
    for term in &concept.terms {
        let forms: Vec<String> = term
            .forms
            .iter()
            .map(|(form, count)| match count {
                1 => form.clone(),
                _ => format!("{form} ×{count}"),
            })
            .collect();
        let unsure = match term.unsure {
            0 => String::new(),
            count => format!(", {count} unsure"),
        };
        let line = format!(
            "{:>5}  {:<10}  {}: {}{unsure}",
            term.count(),
            term.term.status.name(),
            term.term.text,
            forms.join(", ")
        );
        text += &format!("       {}\n", escape(&line));
    }
    text
}

fn summary(articles: &[Searched<'_>]) -> String {
    let all = || articles.iter().flat_map(|article| &article.found);
    let concepts: BTreeSet<&str> = all()
        .map(|found| found.occurrence.concept.id.as_str())
        .collect();
    let count = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    };
    let mut text = format!(
        "{} of {}",
        count(all().count(), "occurrence"),
        count(concepts.len(), "concept")
    );
    if articles.len() > 1 {
        text += &format!(" in {}", count(articles.len(), "article"));
    }
    text
}
