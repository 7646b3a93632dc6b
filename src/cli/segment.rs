//! `entente segment`: the sentences of articles, one a line.

use super::args::{Global, ListFormat, SegmentArgs};
use super::exit::{Exit, Failure};
use super::{input, kind, output};
use entente::document::Document;
use entente::lang::{LangTag, Language, declared, detect};
use entente::report::json;
use entente::segment::srx::{Srx, SrxError, SrxRules};
use entente::segment::{self, Article, Segment, Segmenter, Why};
use entente::text::escape::escape;
use entente::text::{Notice, Span};
use serde::Serialize;
use std::io::BufReader;
use std::path::Path;

/// One segment as programs read it.
#[derive(Serialize)]
struct Line<'a> {
    /// The article, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    /// The part of the file, when it is made of parts: offsets are then of the decoded part.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    /// The bytes of the file at `start..end`.
    text: &'a str,
    start: usize,
    end: usize,
    /// The encoding of a file that is not UTF-8: offsets are then of the decoded text.
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'a str>,
    /// With `--why`, what made its end an end.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// With `--why`, the places inside it at which it could have ended and goes on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inside: Vec<Inside>,
}

/// A place at which a segment could have ended: the bytes of the mark and why it goes on.
#[derive(Serialize)]
struct Inside {
    start: usize,
    end: usize,
    reason: String,
}

/// An article and its segments.
struct Cut {
    document: Document,
    rules: Rules,
    segments: Vec<Segment>,
}

impl Cut {
    /// Leaves out what lies inside another segment, the title of a link: programs are promised bytes
    /// that do not overlap.
    fn leave_out_inner(&mut self) {
        let inner = self.document.inner();
        self.segments.retain(|segment| !inner[segment.block]);
    }
}

/// What an article was cut by.
enum Rules {
    Language(Segmenter),
    Srx(SrxRules),
}

/// Runs the command: each article is printed when it is whole, a bad one does not stop the others.
pub(crate) fn run(args: &SegmentArgs, global: &Global) -> Result<Exit, Failure> {
    let srx = args.srx.as_deref().map(|path| srx(path, global));
    let srx = srx.transpose()?;
    let several = args.articles.len() > 1;
    let mut exit = Exit::Fine;
    for path in &args.articles {
        let printed = cut(path, srx.as_ref(), args, global).and_then(|mut cut| {
            if matches!(args.format, ListFormat::Jsonl) {
                cut.leave_out_inner();
            }
            let out = printed(&cut, args, several)?;
            Ok(out)
        });
        match printed {
            Ok(out) => output::data(&out)?,
            Err(failure) if several => {
                let _ = failure.print();
                exit = Exit::Refused;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(exit)
}

/// The rule file at `path`.
fn srx(path: &Path, global: &Global) -> Result<Srx, Failure> {
    let input = BufReader::new(input::open(path)?);
    let srx = Srx::read(input::name(path), input, kind::xml_options(global)?)?;
    output::notices(global, &srx.notices);
    Ok(srx)
}

/// The article at `path`, cut by the rules of `--lang` or of the language it is found to be in.
fn cut(
    path: &Path,
    srx: Option<&Srx>,
    args: &SegmentArgs,
    global: &Global,
) -> Result<Cut, Failure> {
    let lang = args.lang.as_deref();
    // What was typed is looked at first: a wrong option needs no article.
    let known = |lang| input::language("--lang", lang);
    let tag = match (lang, srx) {
        (Some(lang), Some(_)) => Some(input::tag("--lang", lang)?),
        _ => None,
    };
    let language = match (lang, srx) {
        (Some(lang), None) => Some(known(lang)?),
        _ => None,
    };
    let document = input::document(path, global)?;
    if let Some(srx) = srx {
        let tag = match tag {
            Some(tag) => tag,
            None => LangTag::parse(found(&document, global)?.code)?,
        };
        let rules = srx.rules_for(&tag)?;
        let segments = segment::cut_by_srx(&document, &rules)?;
        let rules = Rules::Srx(rules);
        return Ok(Cut {
            document,
            rules,
            segments,
        });
    }
    let language = match language {
        Some(language) => language,
        None => found(&document, global)?,
    };
    let segmenter = global.project.segmenter(language);
    let article = Article::cut(document, language, &segmenter);
    Ok(Cut {
        document: article.document,
        rules: Rules::Language(segmenter),
        segments: article.segments,
    })
}

/// The language the prose of `document` is in; a warning when the article declares another.
fn found(document: &Document, global: &Global) -> Result<&'static Language, Failure> {
    let source = &document.source;
    let prose = prose(document);
    let Some(language) = detect::detect(&prose) else {
        return without_letters(&prose).ok_or_else(|| {
            let message = format!(
                "{}:1:1: the language is none that entente knows",
                source.name()
            );
            Failure::new(message).with_help("say --lang en, fr or ru to cut it by its rules")
        });
    };
    if let Some(declared) = declared::declared(source.name(), source.text())
        && declared.code != language.code
    {
        let place = source.place(declared.span.map_or(0, |span| span.start));
        let by = declared.span.map_or("path", |_| "front matter");
        let message = format!(
            "the {by} says \"{}\" but the text reads as \"{}\" and is cut so; --lang decides",
            declared.code, language.code
        );
        let notice = Notice::new(source.name(), place, message);
        output::notices(global, [&notice]);
    }
    Ok(language)
}

/// Bytes of prose from which a language is told: more does not change the answer.
const ENOUGH_PROSE: usize = 20_000;

/// The first of the text a reader sees, code and markup left out.
fn prose(document: &Document) -> String {
    let mut prose = String::new();
    let shown = document
        .blocks
        .iter()
        .filter(|block| block.is_translatable());
    for block in shown {
        prose.push_str(&block.content.text);
        prose.push('\n');
        if prose.len() > ENOUGH_PROSE {
            break;
        }
    }
    prose
}

/// Any language will do for a text without a letter.
fn without_letters(text: &str) -> Option<&'static Language> {
    let letters = text.contains(char::is_alphabetic);
    if letters {
        None
    } else {
        Language::for_code("en")
    }
}

/// What is printed of an article.
fn printed(cut: &Cut, args: &SegmentArgs, several: bool) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    if !args.why {
        for &segment in &cut.segments {
            print(&mut out, cut, segment, None, args, several)?;
        }
        return Ok(out);
    }
    let blocks = &cut.document.blocks;
    let whys = match &cut.rules {
        Rules::Language(segmenter) => segment::explain(&cut.segments, |block| {
            Ok::<_, SrxError>(segment::decisions(segmenter, &blocks[block]))
        }),
        Rules::Srx(rules) => segment::explain(&cut.segments, |block| {
            segment::srx_decisions(rules, &blocks[block])
        }),
    };
    for why in whys? {
        print(&mut out, cut, why.segment, Some(&why), args, several)?;
    }
    Ok(out)
}

/// Prints one segment as `args` ask.
fn print(
    out: &mut Vec<u8>,
    cut: &Cut,
    segment: Segment,
    why: Option<&Why<'_>>,
    args: &SegmentArgs,
    several: bool,
) -> Result<(), Failure> {
    match args.format {
        ListFormat::Jsonl => Ok(json::line(out, &line(cut, segment, why, several))?),
        ListFormat::Text => {
            text(out, cut, segment, why, several);
            Ok(())
        }
    }
}

fn line<'a>(cut: &'a Cut, segment: Segment, why: Option<&Why<'_>>, several: bool) -> Line<'a> {
    let source = &cut.document.source;
    let content = &cut.document.blocks[segment.block].content;
    let inside = why.map_or(&[][..], |why| &why.inside);
    let (part, span) = source.in_part(segment.span);
    Line {
        file: several.then(|| source.name()),
        part,
        text: source.slice(segment.span),
        start: span.start,
        end: span.end,
        encoding: Some(source.encoding()).filter(|&name| name != "UTF-8"),
        reason: why.map(|why| why.reason.to_string()),
        inside: inside
            .iter()
            .map(|found| {
                let (_, Span { start, end }) = source.in_part(content.file_span(found.mark));
                let reason = found.reason.to_string();
                Inside { start, end, reason }
            })
            .collect(),
    }
}

/// Prints a segment on a line of its own, and what was decided about it on lines below.
fn text(out: &mut Vec<u8>, cut: &Cut, segment: Segment, why: Option<&Why<'_>>, several: bool) {
    let source = &cut.document.source;
    let shown = source.visible(segment.span);
    let words: Vec<&str> = shown.split_whitespace().collect();
    let mut lines = words.join(" ");
    if several {
        let place = source.locate(segment.span.start);
        lines = format!("{}:{place}: {lines}", source.name());
    }
    out.extend_from_slice(escape(&lines).as_bytes());
    out.push(b'\n');
    let Some(why) = why else { return };
    let plain = &cut.document.blocks[segment.block].content.text;
    let ends = Span::empty(segment.plain.end);
    let inside = why.inside.iter();
    let decided = inside.map(|found| (found.mark, "goes on", found.reason));
    for (mark, what, reason) in decided.chain([(ends, "ends", why.reason)]) {
        let word = word_before(plain, segment.plain.start, mark.end);
        let note = format!("    {what} after \"{word}\": {reason}");
        out.extend_from_slice(escape(&note).as_bytes());
        out.push(b'\n');
    }
}

/// Most characters of a word that are shown: it may be an address.
const WORD_SHOWN: usize = 24;

/// The end of the word of `text` that ends at `end`, marks included, not looking before `from`.
fn word_before(text: &str, from: usize, end: usize) -> &str {
    let before = &text[from.min(end)..end];
    let chars = before.char_indices().rev().take(WORD_SHOWN);
    let start = chars
        .take_while(|(_, c)| !c.is_whitespace())
        .last()
        .map_or(before.len(), |(at, _)| at);
    &before[start..]
}
