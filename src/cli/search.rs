//! `entente tm search`: what a memory says wherever a word stands.
//!
//! Memories are read unit by unit, a batch at a time searched on all cores. Of a built memory no more
//! is read than is shown, so the first units of one of any size are there at once; a TMX file is read
//! to its end, because one that is not whole is refused.

use super::args::{Global, ListFormat, TmSearchArgs};
use super::exit::{Exit, Failure};
use super::memories::UnitReader;
use super::{check, input, output};
use anstyle::Style;
use entente::lang::LangTag;
use entente::matching::concordance::{Concordance, Hit, Phrases};
use entente::memory::{TranslationUnit, Variant};
use entente::report::json;
use entente::segment::srx::Expression;
use entente::text::Span;
use entente::text::escape::escape;
use rayon::prelude::*;
use serde::Serialize;
use std::fmt::Write;

/// Units that are searched at a time.
const BATCH: usize = 4096;

/// Runs the command.
pub(crate) fn run(args: &TmSearchArgs, global: &Global) -> Result<Exit, Failure> {
    if args.memory.is_empty() {
        return Err(Failure::new("no memory is named")
            .with_help("name one with --memory, or in entente.toml"));
    }
    let lang = args.lang.as_deref().map(|lang| input::tag("--lang", lang));
    let lang = lang.transpose()?;
    let phrases = Phrases::new(args.words.iter().map(String::as_str));
    let search = match (args.regex, &args.words[..]) {
        (true, [expression]) => Concordance::of_expression(
            Expression::new(expression)
                .map_err(|error| Failure::new(format!("\"{expression}\": {error}")))?,
        ),
        (true, _) => return Err(Failure::new("--regex takes one expression")),
        (false, _) if phrases.is_empty() => return Err(Failure::new("there is no word in that")),
        (false, _) => Concordance::of_forms(&phrases),
    };
    let mut shown = Shown {
        args,
        color: args.format == ListFormat::Text && check::wants_color(global),
        units: 0,
        more: false,
    };
    for path in &args.memory {
        let mut reader = UnitReader::open_indexed(path, global)?;
        let name = input::name(path);
        // Units of a TMX file are shown when it is known to be whole.
        let whole = matches!(reader, UnitReader::Index(_));
        let (mut number, mut held) = (0, Vec::new());
        while !(whole && shown.is_full()) {
            let batch = batch(&mut reader, number)?;
            if batch.is_empty() {
                break;
            }
            if !shown.is_full() {
                let hits = batch
                    .par_iter()
                    .map(|(_, unit)| search.find(unit, lang.as_ref()));
                let hits: Vec<Vec<Hit>> = hits.collect();
                held.extend(shown.add(&name, &batch, &hits)?);
            }
            if whole {
                output::data(&std::mem::take(&mut held))?;
            }
            number += batch.len();
        }
        output::data(&held)?;
        output::notices(global, &reader.take_notices());
    }
    let units = shown.units;
    let plural = if units == 1 { "" } else { "s" };
    output::say(global, &format!("{units} unit{plural}"));
    if shown.more {
        output::say(global, "there are more: --limit 0 shows all");
    }
    Ok(Exit::Fine)
}

/// The next units with their numbers, `before` being how many were read; none at the end.
fn batch(reader: &mut UnitReader, before: usize) -> Result<Vec<(usize, TranslationUnit)>, Failure> {
    let mut batch = Vec::new();
    while batch.len() < BATCH {
        match reader.next_numbered(before + batch.len())? {
            Some(unit) => batch.push(unit),
            None => break,
        }
    }
    Ok(batch)
}

/// What was shown so far.
struct Shown<'a> {
    args: &'a TmSearchArgs,
    color: bool,
    units: usize,
    more: bool,
}

impl Shown<'_> {
    /// Whether no more is to be shown, and it is known that there is more.
    fn is_full(&self) -> bool {
        self.more
    }

    /// What is shown of those of a batch of `memory` that have hits.
    fn add(
        &mut self,
        memory: &str,
        batch: &[(usize, TranslationUnit)],
        hits: &[Vec<Hit>],
    ) -> Result<Vec<u8>, Failure> {
        let (mut out, mut bytes) = (String::new(), Vec::new());
        for ((number, unit), hits) in batch.iter().zip(hits) {
            if hits.is_empty() {
                continue;
            }
            if self.args.limit > 0 && self.units == self.args.limit {
                self.more = true;
                break;
            }
            let number = || format!("#{}", number + 1);
            let name = unit.id.clone().unwrap_or_else(number);
            match self.args.format {
                ListFormat::Text => self.write_text(&mut out, memory, &name, unit, hits),
                ListFormat::Jsonl => json::line(&mut bytes, &unit_line(memory, &name, unit, hits))
                    .map_err(|error| Failure::new(error.to_string()))?,
            }
            self.units += 1;
        }
        bytes.extend(out.into_bytes());
        Ok(bytes)
    }

    /// The unit's name and every variant, found words in bold.
    fn write_text(
        &self,
        out: &mut String,
        memory: &str,
        name: &str,
        unit: &TranslationUnit,
        hits: &[Hit],
    ) {
        let _ = writeln!(out, "{} {}", escape(memory), escape(name));
        for (index, variant) in unit.variants.iter().enumerate() {
            let hit = hits.iter().find(|hit| hit.variant == index);
            let spans = hit.map_or(&[][..], |hit| &hit.spans);
            let text = &variant.content.text;
            let _ = writeln!(out, "  {}  {}", lang(variant), self.marked(text, spans));
        }
        out.push('\n');
    }

    fn marked(&self, text: &str, spans: &[Span]) -> String {
        let style = match self.color {
            true => Style::new().bold(),
            false => Style::new(),
        };
        let mut out = String::new();
        let mut past = 0;
        for span in spans.iter().filter(|_| self.color) {
            // Two phrases may share words.
            let start = span.start.max(past);
            if start >= span.end {
                continue;
            }
            let (before, found) = (&text[past..start], &text[start..span.end]);
            let _ = write!(out, "{}{style}{}{style:#}", escape(before), escape(found));
            past = span.end;
        }
        out + &escape(&text[past..])
    }
}

fn lang(variant: &Variant) -> &str {
    variant.lang.as_ref().map_or("-", LangTag::as_str)
}

/// A unit with what was found in it.
#[derive(Serialize)]
struct UnitLine<'a> {
    memory: &'a str,
    unit: &'a str,
    variants: Vec<VariantLine<'a>>,
}

#[derive(Serialize)]
struct VariantLine<'a> {
    lang: &'a str,
    text: &'a str,
    /// Start and end of each place, in bytes of the text.
    found: Vec<[usize; 2]>,
}

fn unit_line<'a>(
    memory: &'a str,
    name: &'a str,
    unit: &'a TranslationUnit,
    hits: &[Hit],
) -> UnitLine<'a> {
    let variants = unit.variants.iter().enumerate().map(|(index, variant)| {
        let hit = hits.iter().find(|hit| hit.variant == index);
        let spans = hit.map_or(&[][..], |hit| &hit.spans).iter();
        VariantLine {
            lang: lang(variant),
            text: &variant.content.text,
            found: spans.map(|span| [span.start, span.end]).collect(),
        }
    });
    UnitLine {
        memory,
        unit: name,
        variants: variants.collect(),
    }
}
