//! XLIFF 2.1, written: one segment a unit, the same bytes for the same draft.

use super::names;
use super::read::{DATATYPE, DIGEST};
use crate::document::bilingual::{Alternative, Bilingual, BilingualFile, BilingualUnit, UnitTerm};
use crate::inline::{InlineTag, InlineText, TagKind};
use crate::lang::LangTag;
use crate::xml::XmlWriter;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io;

/// The file that holds `bilingual`.
///
/// A character that XML does not allow becomes U+FFFD. All its articles are in one pair of
/// languages, that of the first.
pub fn write(bilingual: &Bilingual) -> Vec<u8> {
    written(bilingual).expect("a vector takes whatever is written to it")
}

type Writer = XmlWriter<Vec<u8>>;

/// A language that is not known (BCP 47).
const UNKNOWN_LANG: &str = "und";

/// Bytes of an article on one line: with base64 these are 76 characters (RFC 2045).
const LINE: usize = 57;

/// What entente's own attributes belong to.
const OWN: &str = "urn:entente:draft:1";

fn written(bilingual: &Bilingual) -> io::Result<Vec<u8>> {
    let mut xml = XmlWriter::new(Vec::new());
    let first = bilingual.files.first();
    let lang = |of: fn(&BilingualFile) -> Option<&LangTag>| {
        first.and_then(of).map_or(UNKNOWN_LANG, LangTag::as_str)
    };
    xml.declaration()?;
    xml.start("xliff")?;
    xml.attribute("xmlns", "urn:oasis:names:tc:xliff:document:2.0")?;
    xml.attribute("xmlns:mtc", "urn:oasis:names:tc:xliff:matches:2.0")?;
    xml.attribute("xmlns:gls", "urn:oasis:names:tc:xliff:glossary:2.0")?;
    xml.attribute("xmlns:entente", OWN)?;
    xml.attribute("version", "2.1")?;
    xml.attribute("srcLang", lang(|file| file.source_lang.as_ref()))?;
    xml.attribute("trgLang", lang(|file| file.target_lang.as_ref()))?;
    for (number, article) in bilingual.files.iter().enumerate() {
        file(&mut xml, number + 1, article)?;
    }
    xml.finish()
}

fn file(xml: &mut Writer, number: usize, file: &BilingualFile) -> io::Result<()> {
    let article = file.article.as_ref();
    let digest = article.and_then(|article| article.sha256.as_deref());
    xml.start("file")?;
    xml.attribute("id", &format!("f{number}"))?;
    xml.attribute("original", &file.original)?;
    xml.attribute(&format!("entente:{DATATYPE}"), &file.datatype)?;
    xml.optional(&format!("entente:{DIGEST}"), digest)?;
    if let Some(article) = article {
        xml.start_text("skeleton")?;
        for line in article.bytes.chunks(LINE) {
            xml.text("\n")?;
            xml.text(&STANDARD.encode(line))?;
        }
        xml.text("\n")?;
        xml.end()?;
    }
    for one in &file.units {
        unit(xml, one)?;
    }
    xml.end()
}

/// Id of the one segment of a unit.
const SEGMENT: &str = "s";

fn unit(xml: &mut Writer, unit: &BilingualUnit) -> io::Result<()> {
    xml.start("unit")?;
    match &unit.segment {
        Some(segment) => xml.attribute("id", &format!("{}:{segment}", unit.id))?,
        None => xml.attribute("id", &unit.id)?,
    }
    xml.optional("name", unit.name.as_deref())?;
    xml.optional("translate", (!unit.translate).then_some("no"))?;
    xml.attribute("xml:space", "preserve")?;
    if !unit.terms.is_empty() {
        glossary(xml, &unit.terms)?;
    }
    if !unit.alternatives.is_empty() {
        xml.start("mtc:matches")?;
        for other in &unit.alternatives {
            alternative(xml, other)?;
        }
        xml.end()?;
    }
    if !unit.notes.is_empty() {
        xml.start("notes")?;
        for note in &unit.notes {
            xml.text_element("note", &[], note)?;
        }
        xml.end()?;
    }
    let data = Data::of(unit);
    data.write(xml)?;
    xml.start("segment")?;
    xml.attribute("id", SEGMENT)?;
    let origin = unit.origin.as_ref().and_then(names::sub_state);
    if unit.target.is_some() {
        xml.attribute("state", names::state_name(unit.state))?;
        xml.optional("subState", origin)?;
    }
    text(xml, "source", &unit.source, Some(&data))?;
    if let Some(target) = &unit.target {
        text(xml, "target", target, Some(&data))?;
    }
    xml.end()?;
    xml.end()
}

/// Writes the glossary module: an entry needs a translation or a definition.
fn glossary(xml: &mut Writer, terms: &[UnitTerm]) -> io::Result<()> {
    xml.start("gls:glossary")?;
    for term in terms {
        xml.start("gls:glossEntry")?;
        let named = term
            .translations
            .iter()
            .map(|text| ("gls:translation", text));
        let defined = term.definition.iter().map(|text| ("gls:definition", text));
        let own = ("gls:term", &term.term);
        for (element, text) in std::iter::once(own).chain(named).chain(defined) {
            xml.text_element(element, &[], text)?;
        }
        xml.end()?;
    }
    xml.end()
}

fn alternative(xml: &mut Writer, alternative: &Alternative) -> io::Result<()> {
    let empty = InlineText::default();
    xml.start("mtc:match")?;
    xml.attribute("ref", &format!("#{SEGMENT}"))?;
    let score = alternative.score.map(|score| format!("{score}.0"));
    xml.optional("similarity", score.as_deref())?;
    xml.optional("origin", alternative.origin.as_deref())?;
    xml.attribute("type", "tm")?;
    text(
        xml,
        "source",
        alternative.source.as_ref().unwrap_or(&empty),
        None,
    )?;
    text(xml, "target", &alternative.target, None)?;
    xml.end()
}

/// The codes of a unit, each once.
struct Data<'u> {
    codes: Vec<&'u str>,
}

impl<'u> Data<'u> {
    fn of(unit: &'u BilingualUnit) -> Data<'u> {
        let texts = std::iter::once(&unit.source).chain(&unit.target);
        let mut codes = Vec::new();
        for tag in texts.flat_map(|text| &text.tags) {
            if !codes.contains(&tag.code.as_str()) {
                codes.push(tag.code.as_str());
            }
        }
        Data { codes }
    }

    fn id(&self, code: &str) -> Option<String> {
        let index = self.codes.iter().position(|own| *own == code)?;
        Some(format!("d{}", index + 1))
    }

    fn write(&self, xml: &mut Writer) -> io::Result<()> {
        if self.codes.is_empty() {
            return Ok(());
        }
        xml.start("originalData")?;
        for (index, code) in self.codes.iter().enumerate() {
            xml.start_text("data")?;
            xml.attribute("id", &format!("d{}", index + 1))?;
            xml.text(code)?;
            xml.end()?;
        }
        xml.end()
    }
}

/// Writes `content`; its codes are those in `data`, or shown in place where there is none.
fn text(
    xml: &mut Writer,
    element: &str,
    content: &InlineText,
    data: Option<&Data<'_>>,
) -> io::Result<()> {
    xml.start_text(element)?;
    let nested = nested_pairs(content);
    let mut done = 0;
    for one in &content.tags {
        let at = one.at.clamp(done, content.text.len());
        xml.text(&content.text[done..at])?;
        done = at;
        match one.kind {
            TagKind::Open if nested.contains(&one.pair) => pair(xml, one, content, data)?,
            TagKind::Close if nested.contains(&one.pair) => xml.end()?,
            _ => single(xml, one, data)?,
        }
    }
    xml.text(&content.text[done..])?;
    xml.end()
}

/// Pairs that lie in one another as elements do.
fn nested_pairs(content: &InlineText) -> Vec<u32> {
    let mut open = Vec::new();
    let mut nested = Vec::new();
    for tag in &content.tags {
        match tag.kind {
            TagKind::Open => open.push(tag.pair),
            TagKind::Close if open.last() == Some(&tag.pair) => {
                open.pop();
                nested.push(tag.pair);
            }
            TagKind::Close => {
                // A pair that crosses another: all that are open are written as single codes.
                return Vec::new();
            }
            TagKind::Standalone | TagKind::Isolated => {}
        }
    }
    nested
}

/// Writes the start of a pair as an element around its text.
fn pair(
    xml: &mut Writer,
    open: &InlineTag,
    content: &InlineText,
    data: Option<&Data<'_>>,
) -> io::Result<()> {
    let close = content
        .tags
        .iter()
        .find(|tag| tag.kind == TagKind::Close && tag.pair == open.pair);
    let end = close.map_or("", |close| close.code.as_str());
    xml.start_text("pc")?;
    xml.attribute("id", &open.pair.to_string())?;
    kind(xml, open)?;
    match data {
        Some(data) => {
            xml.optional("dataRefStart", data.id(&open.code).as_deref())?;
            xml.optional("dataRefEnd", data.id(end).as_deref())
        }
        None => {
            xml.attribute("dispStart", &open.code)?;
            xml.attribute("dispEnd", end)
        }
    }
}

/// Writes a code that is an element of its own.
fn single(xml: &mut Writer, tag: &InlineTag, data: Option<&Data<'_>>) -> io::Result<()> {
    let id = tag.pair.to_string();
    let ends = tag.code.starts_with("</") || tag.code.starts_with(']');
    match tag.kind {
        TagKind::Standalone => {
            xml.start("ph")?;
            xml.attribute("id", &format!("p{id}"))?;
        }
        TagKind::Open => {
            xml.start("sc")?;
            xml.attribute("id", &id)?;
        }
        TagKind::Close => {
            xml.start("ec")?;
            xml.attribute("startRef", &id)?;
        }
        TagKind::Isolated => {
            xml.start(if ends { "ec" } else { "sc" })?;
            xml.attribute("id", &format!("h{id}"))?;
            xml.attribute("isolated", "yes")?;
        }
    }
    if tag.kind != TagKind::Close {
        kind(xml, tag)?;
    }
    match data {
        Some(data) => xml.optional("dataRef", data.id(&tag.code).as_deref())?,
        None => xml.attribute("disp", &tag.code)?,
    }
    xml.end()
}

fn kind(xml: &mut Writer, tag: &InlineTag) -> io::Result<()> {
    let (kind, sub) = names::kind(tag.role);
    xml.optional("type", kind)?;
    xml.optional("subType", sub)
}
