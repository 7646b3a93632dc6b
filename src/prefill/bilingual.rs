//! The draft as a bilingual file for translation tools.
//!
//! Each segment is a unit of its own; its id is its bytes in the article (`120-184`), which is how
//! [`merge`](super::merge()) finds its place again. A certain fill is translated, any other is
//! there to be edited and reads as unfinished in every tool; what else the memories offer is
//! listed. The article itself travels inside.

use super::{Draft, DraftSegment, FillKind, OpenReason};
use crate::document::bilingual::{
    Alternative, Bilingual, BilingualFile, BilingualUnit, EmbeddedArticle, FillOrigin, State,
};
use crate::glossary::{Glossary, TermFinder, unit_terms};
use crate::lang::LangTag;
use crate::matching::{Match, MatchKind, Matcher};
use crate::segment::Article;
use crate::text::{Source, Span};

/// The bilingual file of `draft`; `bytes` are the article's own. Each unit has the terms of
/// `glossaries` that stand in its source.
pub fn write(
    article: &Article,
    draft: &Draft,
    matcher: &Matcher<'_>,
    languages: (&LangTag, &LangTag),
    glossaries: &[Glossary],
    bytes: Vec<u8>,
) -> Bilingual {
    let all: Vec<&Glossary> = glossaries.iter().collect();
    let finder = TermFinder::new(&all, languages.0);
    let units = draft.segments.iter().enumerate();
    let file = BilingualFile {
        original: article.document.source.name().to_owned(),
        source_lang: Some(languages.0.clone()),
        target_lang: Some(languages.1.clone()),
        datatype: datatype(article.document.format.name()),
        article: Some(EmbeddedArticle::new(bytes)),
        units: units
            .map(|(index, segment)| BilingualUnit {
                terms: unit_terms(&finder.find(article.text(index)), languages.1),
                ..unit(article, index, segment, matcher)
            })
            .collect(),
    };
    Bilingual {
        source: Source::new("", ""),
        version: "1.2".to_owned(),
        files: vec![file],
        notices: Vec::new(),
    }
}

/// What XLIFF calls a format of ours: its own word for plain text, else a private one.
fn datatype(format: &str) -> String {
    match format {
        "plain" => "plaintext".to_owned(),
        other => format!("x-{other}"),
    }
}

/// The format of ours that a bilingual file's `datatype` names.
pub(super) fn format_of(datatype: &str) -> Option<&str> {
    match datatype {
        "plaintext" => Some("plain"),
        other => other.strip_prefix("x-"),
    }
}

fn unit(
    article: &Article,
    index: usize,
    segment: &DraftSegment,
    matcher: &Matcher<'_>,
) -> BilingualUnit {
    let fill = segment.fill.as_ref().ok();
    let copied = matches!(segment.fill, Err(OpenReason::NoWords));
    BilingualUnit {
        id: id(article.segments[index].span),
        source: article.content(index),
        target: match fill {
            Some(fill) => Some(fill.target.clone()),
            None => copied.then(|| article.content(index)),
        },
        state: match fill {
            _ if copied => State::Translated,
            Some(fill) if fill.kind.is_certain() => State::Translated,
            _ => State::Initial,
        },
        origin: fill.map(|fill| match fill.kind {
            FillKind::Context => FillOrigin::Context,
            FillKind::Exact | FillKind::Glyphs => FillOrigin::Exact,
            FillKind::Ambiguous | FillKind::Numbers | FillKind::Fuzzy => FillOrigin::Fuzzy,
        }),
        alternatives: segment
            .matches
            .iter()
            .map(|found| alternative(found, matcher))
            .collect(),
        translate: true,
        ..BilingualUnit::default()
    }
}

fn alternative(found: &Match, matcher: &Matcher<'_>) -> Alternative {
    let context = found.kind == MatchKind::Context;
    Alternative {
        score: Some(if context { 100 } else { found.score }),
        origin: Some(matcher.memory_name(found).to_owned()),
        source: Some(matcher.source(found).clone()),
        target: matcher.target(found).clone(),
    }
}

/// The id of the unit for a segment at these bytes of the article.
fn id(span: Span) -> String {
    format!("{}-{}", span.start, span.end)
}

/// The bytes of the article that a unit's id names.
pub(super) fn span_of(id: &str) -> Option<Span> {
    let (start, end) = id.split_once('-')?;
    let span = Span::new(start.parse().ok()?, end.parse().ok()?);
    (span.start <= span.end).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_its_bytes() {
        let span = Span::new(120, 184);
        assert_eq!(span_of(&id(span)), Some(span));
        for id in ["", "12", "a-b", "9-3", "1-99999999999999999999999"] {
            assert_eq!(span_of(id), None, "{id}");
        }
    }

    #[test]
    fn formats_are_found_again_from_their_datatype() {
        for format in crate::document::FORMATS {
            assert_eq!(format_of(&datatype(format.name())), Some(format.name()));
        }
    }
}
