//! XLIFF 1.2, written: the same bytes for the same draft.

use super::names;
use super::read::DIGEST;
use crate::document::bilingual::{
    Alternative, Bilingual, BilingualFile, BilingualUnit, EmbeddedArticle,
};
use crate::inline::{InlineTag, InlineText, TagKind};
use crate::lang::LangTag;
use crate::xml::XmlWriter;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io;

/// The file that holds `bilingual`, one segment a unit.
///
/// A character that XML does not allow becomes U+FFFD.
pub fn write(bilingual: &Bilingual) -> Vec<u8> {
    written(bilingual).expect("a vector takes whatever is written to it")
}

type Writer = XmlWriter<Vec<u8>>;

/// What stands for the tool that made the draft and its matches.
const TOOL: &str = "entente";

/// The namespace of version 1.2.
pub(in crate::document) const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:1.2";

/// A language that is not known (BCP 47).
const UNKNOWN_LANG: &str = "und";

/// Bytes of an article on one line: with base64 these are 76 characters (RFC 2045).
const LINE: usize = 57;

fn written(bilingual: &Bilingual) -> io::Result<Vec<u8>> {
    let mut xml = XmlWriter::new(Vec::new());
    xml.declaration()?;
    xml.start("xliff")?;
    xml.attribute("version", "1.2")?;
    xml.attribute("xmlns", NAMESPACE)?;
    for article in &bilingual.files {
        file(&mut xml, article)?;
    }
    xml.finish()
}

fn file(xml: &mut Writer, file: &BilingualFile) -> io::Result<()> {
    let source_lang = lang(file.source_lang.as_ref()).unwrap_or(UNKNOWN_LANG);
    let target_lang = lang(file.target_lang.as_ref());
    xml.start("file")?;
    xml.attribute("original", &file.original)?;
    xml.attribute("source-language", source_lang)?;
    xml.optional("target-language", target_lang)?;
    xml.attribute("datatype", &file.datatype)?;
    xml.attribute("tool-id", TOOL)?;
    xml.start("header")?;
    if let Some(embedded) = &file.article {
        article(xml, embedded)?;
    }
    xml.start("tool")?;
    xml.attribute("tool-id", TOOL)?;
    xml.attribute("tool-name", TOOL)?;
    xml.attribute("tool-version", env!("CARGO_PKG_VERSION"))?;
    xml.end()?;
    xml.end()?;
    xml.start("body")?;
    for one in &file.units {
        unit(xml, one, (source_lang, target_lang))?;
    }
    xml.end()?;
    xml.end()
}

fn lang(tag: Option<&LangTag>) -> Option<&str> {
    tag.map(LangTag::as_str)
}

fn article(xml: &mut Writer, article: &EmbeddedArticle) -> io::Result<()> {
    xml.start("skl")?;
    xml.start_text("internal-file")?;
    xml.attribute("form", "base64")?;
    if let Some(digest) = &article.sha256 {
        xml.attribute("crc", &format!("{DIGEST}{digest}"))?;
    }
    for line in article.bytes.chunks(LINE) {
        xml.text("\n")?;
        xml.text(&STANDARD.encode(line))?;
    }
    xml.text("\n")?;
    xml.end()?;
    xml.end()
}

fn unit(
    xml: &mut Writer,
    unit: &BilingualUnit,
    (source_lang, target_lang): (&str, Option<&str>),
) -> io::Result<()> {
    xml.start("trans-unit")?;
    match &unit.segment {
        Some(segment) => xml.attribute("id", &format!("{}:{segment}", unit.id))?,
        None => xml.attribute("id", &unit.id)?,
    }
    xml.optional("resname", unit.name.as_deref())?;
    xml.optional("translate", (!unit.translate).then_some("no"))?;
    xml.attribute("xml:space", "preserve")?;
    text(xml, "source", &unit.source, Some(source_lang), &[])?;
    if let Some(target) = &unit.target {
        let empty = target.text.trim().is_empty();
        let state = ("state", Some(names::state_name(unit.state, empty)));
        let origin = unit.origin.as_ref().map(names::qualifier);
        let states = [state, ("state-qualifier", origin)];
        text(xml, "target", target, target_lang, &states)?;
    }
    for other in &unit.alternatives {
        alternative(xml, other, (source_lang, target_lang))?;
    }
    for note in &unit.notes {
        xml.text_element("note", &[], note)?;
    }
    xml.end()
}

fn alternative(
    xml: &mut Writer,
    alternative: &Alternative,
    (source_lang, target_lang): (&str, Option<&str>),
) -> io::Result<()> {
    xml.start("alt-trans")?;
    let score = alternative.score.map(|score| score.to_string());
    xml.optional("match-quality", score.as_deref())?;
    xml.optional("origin", alternative.origin.as_deref())?;
    xml.attribute("tool-id", TOOL)?;
    if let Some(source) = &alternative.source {
        text(xml, "source", source, Some(source_lang), &[])?;
    }
    text(xml, "target", &alternative.target, target_lang, &[])?;
    xml.end()
}

fn text(
    xml: &mut Writer,
    element: &str,
    content: &InlineText,
    lang: Option<&str>,
    attributes: &[(&str, Option<&str>)],
) -> io::Result<()> {
    xml.start_text(element)?;
    xml.optional("xml:lang", lang)?;
    for (name, value) in attributes {
        xml.optional(name, *value)?;
    }
    let mut done = 0;
    for one in &content.tags {
        let at = one.at.clamp(done, content.text.len());
        xml.text(&content.text[done..at])?;
        done = at;
        tag(xml, one)?;
    }
    xml.text(&content.text[done..])?;
    xml.end()
}

/// Writes a tag as the element that holds its code.
fn tag(xml: &mut Writer, tag: &InlineTag) -> io::Result<()> {
    let element = match tag.kind {
        TagKind::Open => "bpt",
        TagKind::Close => "ept",
        TagKind::Standalone => "ph",
        TagKind::Isolated => "it",
    };
    xml.start_text(element)?;
    xml.attribute("id", &tag.pair.to_string())?;
    if tag.kind == TagKind::Isolated {
        let closes = tag.code.starts_with("</") || tag.code.starts_with(']');
        xml.attribute("pos", if closes { "close" } else { "open" })?;
    }
    if tag.kind != TagKind::Close {
        xml.optional("ctype", names::ctype(tag.role))?;
    }
    xml.text(&tag.code)?;
    xml.end()
}
