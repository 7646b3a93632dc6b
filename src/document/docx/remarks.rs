//! Comments of Word: what each says, and where it is anchored.
//!
//! They stand in a part of their own; the text has a reference with their number in it. They are no
//! part of the article, but an author may speak to entente in one.

use super::alternatives;
use super::names::Names;
use crate::document::package::office::{attribute, open};
use crate::document::package::{Archive, part_text};
use crate::text::parts::Part;
use crate::text::{Source, Span};
use crate::xml::{XmlError, XmlEvent};
use std::collections::HashMap;

/// What the content type of the part with comments ends with.
const KIND: &str = "wordprocessingml.comments+xml";

/// The comments of `source`, each with the bytes of its reference; none where they cannot be read.
pub(super) fn remarks(source: &Source) -> Vec<(Span, String)> {
    let texts = texts(source).unwrap_or_default();
    if texts.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for part in source
        .parts()
        .filter(|part| !alternatives::is_alternative(part))
    {
        // What is not well-formed was refused before.
        let _ = references(part, &texts, &mut found);
    }
    found
}

/// The text of each comment by its number.
fn texts(source: &Source) -> Option<HashMap<String, String>> {
    let archive = Archive::open(&source.container()?.bytes).ok()?;
    let name = super::names::part_of(&archive, KIND).ok()??;
    let (text, _) = part_text(&archive, &name).ok()?;
    let part = Part {
        name: &name,
        start: 0,
        text: &text,
    };
    read(part).ok()
}

fn read(part: Part<'_>) -> Result<HashMap<String, String>, XmlError> {
    let mut xml = open(part);
    let Some(names) = Names::of(xml.root()?) else {
        return Ok(HashMap::new());
    };
    let mut texts: HashMap<String, String> = HashMap::new();
    let mut current = None;
    loop {
        match xml.read()? {
            XmlEvent::Start(tag) if names.local(tag.name()) == "comment" => {
                current = attribute(&tag, "id").map(str::to_owned);
            }
            XmlEvent::End(name) if names.local(name) == "p" => {
                if let Some(id) = &current {
                    texts.entry(id.clone()).or_default().push('\n');
                }
            }
            XmlEvent::Text(text) => {
                if let Some(id) = &current {
                    texts.entry(id.clone()).or_default().push_str(text);
                }
            }
            XmlEvent::Finish => return Ok(texts),
            _ => {}
        }
    }
}

/// Adds the references of `part` to one of `texts`.
fn references(
    part: Part<'_>,
    texts: &HashMap<String, String>,
    found: &mut Vec<(Span, String)>,
) -> Result<(), XmlError> {
    let mut xml = open(part);
    let Some(names) = Names::of(xml.root()?) else {
        return Ok(());
    };
    loop {
        match xml.read()? {
            XmlEvent::Start(tag) if names.local(tag.name()) == "commentReference" => {
                let text = attribute(&tag, "id").and_then(|id| texts.get(id)).cloned();
                let span = xml.span().shift(part.start);
                found.extend(text.map(|text| (span, text)));
            }
            XmlEvent::Finish => return Ok(()),
            _ => {}
        }
    }
}
