//! `entente segment`: the sentences of articles, one a line.

use super::args::{Global, ListFormat, SegmentArgs};
use super::exit::{Exit, Failure};
use super::{input, output};
use entente::document;
use entente::lang::{Language, detect};
use entente::report::json;
use entente::segment::Article;
use entente::text::Span;
use entente::text::escape::escape;
use serde::Serialize;
use std::path::Path;

/// One segment as programs read it.
#[derive(Serialize)]
struct Line<'a> {
    /// The article, when there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    /// The bytes of the file at `start..end`.
    text: &'a str,
    start: usize,
    end: usize,
    /// The encoding of a file that is not UTF-8: offsets are then of the decoded text.
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'a str>,
}

/// Runs the command: each article is printed when it is whole, a bad one does not stop the others.
pub(crate) fn run(args: &SegmentArgs, global: &Global) -> Result<Exit, Failure> {
    let language = args
        .lang
        .as_deref()
        .map(|lang| input::language("--lang", lang))
        .transpose()?;
    let several = args.articles.len() > 1;
    let mut exit = Exit::Fine;
    for path in &args.articles {
        match article(path, language, global) {
            Ok(article) => output::data(&printed(&article, args.format, several)?)?,
            Err(failure) if several => {
                let _ = failure.print();
                exit = Exit::Refused;
            }
            Err(failure) => return Err(failure),
        }
    }
    Ok(exit)
}

/// The article at `path`, cut by the rules of `language` or of the one it is found to be in.
fn article(
    path: &Path,
    language: Option<&'static Language>,
    global: &Global,
) -> Result<Article, Failure> {
    let source = input::source(path, global)?;
    let found = language.or_else(|| detect::detect(source.text()));
    let Some(language) = found.or_else(|| without_letters(source.text())) else {
        let message = format!(
            "{}:1:1: the language is none that entente knows",
            source.name()
        );
        return Err(
            Failure::new(message).with_help("say --lang en, fr or ru to cut it by its rules")
        );
    };
    Ok(Article::new(document::read(source, None)?, language))
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

/// What is printed of `article`.
fn printed(article: &Article, format: ListFormat, several: bool) -> Result<Vec<u8>, Failure> {
    let source = &article.document.source;
    let encoding = Some(source.encoding()).filter(|&name| name != "UTF-8");
    let mut out = Vec::new();
    for segment in &article.segments {
        let Span { start, end } = segment.span;
        let text = source.slice(segment.span);
        match format {
            ListFormat::Jsonl => {
                let file = several.then(|| source.name());
                let line = Line {
                    file,
                    text,
                    start,
                    end,
                    encoding,
                };
                json::line(&mut out, &line).map_err(|error| Failure::new(error.to_string()))?;
            }
            ListFormat::Text => {
                let words: Vec<&str> = text.split_whitespace().collect();
                if several {
                    let place = source.place(start);
                    out.extend_from_slice(
                        escape(&format!("{}:{place}: ", source.name())).as_bytes(),
                    );
                }
                out.extend_from_slice(escape(&words.join(" ")).as_bytes());
                out.push(b'\n');
            }
        }
    }
    Ok(out)
}
