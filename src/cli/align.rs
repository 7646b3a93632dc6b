//! `entente align`: the sentences of an article and its translation in pairs.
//!
//! Code blocks that answer each other are listed for programs too, marked as such: they are no
//! sentences, but whoever checks a translation wants to know them.

use super::args::{AlignArgs, AlignFormat, Global};
use super::exit::{Exit, Failure};
use super::memories::Named;
use super::timings::Timings;
use super::{glossaries, input, memories, output};
use entente::align::{Alignment, Dictionary, SegmentPair, alignment, memory};
use entente::document::BlockKind;
use entente::memory::tmx;
use entente::report::json;
use entente::segment::Article;
use entente::text::Span;
use entente::text::escape::escape;
use serde::Serialize;
use std::ops::Range;
use std::path::Path;
use unicode_width::UnicodeWidthChar;

/// Columns of text on either side, for people: two of them and the marks fit 100.
const COLUMN: usize = 46;

/// One pair as programs read it: bytes of the files.
#[derive(Serialize)]
struct Line {
    source: Vec<[usize; 2]>,
    target: Vec<[usize; 2]>,
    /// The part of each side that lies in a file of parts: its bytes are those of the decoded part.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_part: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_part: Option<String>,
    /// Of segments only: see [`SegmentPair::score`].
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sure: Option<bool>,
    /// `code` for two code blocks; segments have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
}

/// Runs the command.
pub(crate) fn run(args: &AlignArgs, global: &Global) -> Result<Exit, Failure> {
    let mut timings = Timings::start(global);
    let format = format(args)?;
    let direction = input::direction(&args.languages)?;
    let from = input::language("--from", direction.from.as_str())?;
    let to = input::language("--to", direction.to.as_str())?;
    let helpers = args.memory.iter().chain(&args.glossary);
    let mut inputs: Vec<&Path> = vec![&args.source, &args.target];
    inputs.extend(helpers.map(|path| path.as_path()));
    if inputs
        .iter()
        .filter(|path| **path == Path::new("-"))
        .count()
        > 1
    {
        return Err(Failure::new("standard input can be read only once")
            .with_help("give `-` for one file and the names of the others"));
    }
    output::check(args.output.as_deref(), args.force, &inputs)?;

    let source = input::article(&args.source, from, global)?;
    let target = input::article(&args.target, to, global)?;
    let memories = memories::open(&args.memory, &direction, global)?;
    let glossaries = glossaries::read(&args.glossary, None, global)?;
    timings.step("read and cut the articles");
    let dictionary = Dictionary::new(memories::sources(&memories), &glossaries, &direction)?;
    let found = alignment(&source, &target, &dictionary);
    let pairs = &found.pairs;
    timings.step("align them");
    let bytes = match format {
        AlignFormat::Jsonl => jsonl(&source, &target, &found)?,
        AlignFormat::Text => side_by_side(&source, &target, pairs).into_bytes(),
        AlignFormat::Tmx => {
            let sides = ((&source, &direction.from), (&target, &direction.to));
            let memory = memory(sides.0, sides.1, pairs);
            tmx::write(&memory, Vec::new())
                .map_err(|error| Failure::output("the memory", &error))?
        }
    };
    let of_memories = memories.iter().flat_map(Named::notices);
    let of_glossaries = glossaries.iter().flat_map(|glossary| &glossary.notices);
    output::notices(global, of_memories.chain(of_glossaries));
    output::result(&bytes, args.output.as_deref(), args.force, &inputs)?;
    output::say(global, &summary(pairs));
    timings.step("write the pairs");
    timings.print(global);
    Ok(Exit::Fine)
}

/// The format asked for, else the one that the name of the output says, else text.
fn format(args: &AlignArgs) -> Result<AlignFormat, Failure> {
    let ending = args.output.as_ref().and_then(|path| path.extension());
    let named = match ending.map(|ending| ending.to_ascii_lowercase()) {
        Some(ending) if ending == "tmx" => Some(AlignFormat::Tmx),
        Some(ending) if ending == "jsonl" => Some(AlignFormat::Jsonl),
        Some(ending) if ending == "txt" => Some(AlignFormat::Text),
        _ => None,
    };
    match (args.format, named, &args.output) {
        (Some(asked), Some(named), Some(path)) if asked != named => Err(Failure::new(format!(
            "{}: the name asks for another format than --format",
            path.display()
        ))),
        (asked, named, _) => Ok(asked.or(named).unwrap_or(AlignFormat::Text)),
    }
}

/// The pairs in the order of the source, code blocks among them.
fn jsonl(source: &Article, target: &Article, found: &Alignment) -> Result<Vec<u8>, Failure> {
    let mut lines = Vec::new();
    let mut blocks = code_blocks(source, target, found).into_iter().peekable();
    for pair in &found.pairs {
        let own = source.segments.get(pair.source.start);
        let begins = own
            .filter(|_| !pair.source.is_empty())
            .map(|own| own.span.start);
        while let Some((_, block)) = blocks.next_if(|(start, _)| begins > Some(*start)) {
            lines.push(block);
        }
        lines.push(segments(source, target, pair));
    }
    lines.extend(blocks.map(|(_, block)| block));
    let mut out = Vec::new();
    for line in lines {
        json::line(&mut out, &line).map_err(|error| Failure::new(error.to_string()))?;
    }
    Ok(out)
}

fn segments(source: &Article, target: &Article, pair: &SegmentPair) -> Line {
    let spans = |article: &Article, run: &Range<usize>| {
        let segments = article.segments[run.clone()].iter();
        sides(article, segments.map(|segment| segment.span))
    };
    let (source_part, source) = spans(source, &pair.source);
    let (target_part, target) = spans(target, &pair.target);
    Line {
        source,
        target,
        source_part,
        target_part,
        score: Some((pair.score * 100.0).round() / 100.0),
        sure: Some(pair.sure),
        kind: None,
    }
}

/// The part in which `spans` lie, if any, and their bytes in it.
fn sides(
    article: &Article,
    spans: impl Iterator<Item = Span>,
) -> (Option<String>, Vec<[usize; 2]>) {
    let mut part = None;
    let spans = spans.map(|span| {
        let (name, span) = article.document.source.in_part(span);
        part = name.map(str::to_owned);
        [span.start, span.end]
    });
    let spans = spans.collect();
    (part, spans)
}

/// Code blocks that answer each other, each with where it begins in the source.
fn code_blocks(source: &Article, target: &Article, found: &Alignment) -> Vec<(usize, Line)> {
    let span = |article: &Article, block: usize| {
        sides(article, [article.document.blocks[block].span].into_iter())
    };
    let is_code = |block: usize| source.document.blocks[block].kind == BlockKind::Code;
    let code = found.blocks.iter().filter(|&&(block, _)| is_code(block));
    code.map(|&(a, b)| {
        let begins = source.document.blocks[a].span.start;
        let (source_part, source) = span(source, a);
        let (target_part, target) = span(target, b);
        let line = Line {
            source,
            target,
            source_part,
            target_part,
            score: None,
            sure: None,
            kind: Some("code"),
        };
        (begins, line)
    })
    .collect()
}

/// The pairs in two columns; `?` marks what is not sure, a blank line ends a block of the source.
fn side_by_side(source: &Article, target: &Article, pairs: &[SegmentPair]) -> String {
    let mut out = String::new();
    let mut block = None;
    for pair in pairs {
        let own = source
            .segments
            .get(pair.source.start)
            .map(|segment| segment.block);
        if !pair.source.is_empty() && block != own {
            if block.is_some() {
                out.push('\n');
            }
            block = own;
        }
        let left = wrapped(source, &pair.source);
        let right = wrapped(target, &pair.target);
        for line in 0..left.len().max(right.len()) {
            let mark = if line == 0 && !pair.sure { '?' } else { ' ' };
            let empty = (String::new(), 0);
            let (text, width) = left.get(line).unwrap_or(&empty);
            let (other, _) = right.get(line).unwrap_or(&empty);
            let fill = " ".repeat(COLUMN.saturating_sub(*width));
            let row = format!("{mark} {text}{fill} │ {other}");
            out.push_str(row.trim_end());
            out.push('\n');
        }
    }
    out
}

/// The text of a run in lines of at most [`COLUMN`] columns, each with its width; `—` for none.
fn wrapped(article: &Article, run: &Range<usize>) -> Vec<(String, usize)> {
    if run.is_empty() {
        return vec![("—".to_owned(), 1)];
    }
    let mut lines = vec![(String::new(), 0)];
    let words = run
        .clone()
        .flat_map(|index| article.text(index).split_whitespace());
    for word in words {
        let word = escape(word);
        let width: usize = word.chars().map(columns).sum();
        let used = lines.last().map_or(0, |&(_, used)| used);
        if used > 0 && used + 1 + width <= COLUMN {
            put(&mut lines, ' ');
        } else if used > 0 {
            lines.push((String::new(), 0));
        }
        word.chars().for_each(|c| put(&mut lines, c));
    }
    lines
}

/// Adds a character to the last line, or begins another where it has no place.
fn put(lines: &mut Vec<(String, usize)>, c: char) {
    match lines.last_mut() {
        Some((line, used)) if *used + columns(c) <= COLUMN => {
            line.push(c);
            *used += columns(c);
        }
        _ => lines.push((c.to_string(), columns(c))),
    }
}

fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// `42 pairs, 38 of them sure; without a partner: 2 in the source, 1 in the target`.
fn summary(pairs: &[SegmentPair]) -> String {
    let both = pairs.iter().filter(|pair| pair.has_both());
    let sure = both.clone().filter(|pair| pair.sure).count();
    let alone: usize = pairs
        .iter()
        .filter(|pair| pair.target.is_empty())
        .map(|pair| pair.source.len())
        .sum();
    let added: usize = pairs
        .iter()
        .filter(|pair| pair.source.is_empty())
        .map(|pair| pair.target.len())
        .sum();
    format!(
        "{} pairs, {sure} of them sure; without a partner: {alone} in the source, {added} in the target",
        both.count()
    )
}
