//! OpenDocument texts (ODF 1.2): the text of LibreOffice.
//!
//! The text is in `content.xml`, headers and footers in `styles.xml`. [`notes`] takes the bodies of
//! notes and text boxes out of the sentences they stand in, [`read`] walks a part to its paragraphs,
//! [`content`] makes one a text with tags, [`render`] writes a target in its place.
//!
//! ```text
//! <text:p>La <text:span text:style-name="T1">sonde</text:span> part.</text:p>
//!                          Paragraph "La sonde part." with a pair, strong if `T1` is bold
//! ```
//!
//! Comments stay where they are; pictures, formulas and fields are standalone tags. A document with
//! tracked changes is refused.

mod content;
mod names;
mod notes;
mod read;
mod render;
mod styles;

use super::package::language::{is_of, locale, with_attribute};
use super::package::office::{attribute, bad_part, mark, open};
use super::package::{Archive, Package, refused};
use super::{Block, BlockKind, Care, Document, DocumentError, Format, Passage, Slot, Splice};
use crate::inline::InlineText;
use crate::lang::LangTag;
use crate::text::parts::Part;
use crate::text::{Source, Span};
use crate::xml::{XmlError, XmlEvent};
use names::Names;
use read::{Found, PartReader};
use std::borrow::Cow;
use styles::Styles;

/// The format.
#[derive(Debug)]
pub(super) struct Odt;

/// What the part `mimetype` holds in a text or a template of one (ODF 1.2 part 3, 3.3).
const KINDS: [&str; 2] = [
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.text-template",
];

impl Format for Odt {
    fn name(&self) -> &'static str {
        "odt"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["odt", "ott"]
    }

    fn blocks(&self, source: &Source) -> Result<Vec<Block>, DocumentError> {
        let found = found(source)?;
        Ok(found.into_iter().map(|(block, _)| block).collect())
    }

    fn render(&self, _: Slot<'_>, _: &InlineText, _: Care) -> Option<String> {
        // What is open around is seen from the whole paragraph only.
        None
    }

    fn render_all(&self, document: &Document, passages: &[Passage<'_>]) -> Vec<Option<String>> {
        let source = &document.source;
        let (Ok(found), Ok(whole)) = (found(source), whole_parts(source)) else {
            return vec![None; passages.len()];
        };
        let rendered = passages.iter().map(|passage| {
            let (block, layout) = found.get(passage.block)?;
            let part = source.part_at(passage.span.start)?;
            let (_, names, _) = whole.iter().find(|(name, ..)| *name == base(part))?;
            render::render(source, (block, layout), passage, names)
        });
        rendered.collect()
    }

    fn language_marks(&self, source: &Source, from: &LangTag, to: &LangTag) -> Vec<Splice> {
        let (language, country) = locale(to);
        let mut marks = Vec::new();
        for part in source.parts() {
            let mut xml = open(part);
            let Ok(names) = xml.root().map(Names::of) else {
                continue;
            };
            let name = names.with("style:text-properties");
            while let Ok(event) = xml.read() {
                match event {
                    XmlEvent::Start(tag) if tag.name() == name => {
                        let said =
                            attribute(&tag, "language").is_some_and(|said| is_of(said, from));
                        let span = xml.span();
                        let element = &part.text[span.range()];
                        let change = |name, value| {
                            with_attribute(element, part.start + span.start, name, value)
                        };
                        let mut own = [
                            change("language", language),
                            change("country", country.unwrap_or("none")),
                        ];
                        own.sort_by_key(|mark| mark.as_ref().map(|mark| mark.span));
                        marks.extend(own.into_iter().flatten().filter(|_| said));
                    }
                    XmlEvent::Finish => break,
                    _ => {}
                }
            }
        }
        marks
    }

    fn remarks(&self, source: &Source) -> Vec<(Span, String)> {
        let whole = whole_parts(source).unwrap_or_default();
        let mut found = Vec::new();
        for part in source.parts() {
            if let Some((_, names, _)) = whole.iter().find(|(name, ..)| *name == base(part)) {
                // What is not well-formed was refused before.
                let _ = annotations(part, names, &mut found);
            }
        }
        found
    }

    fn package(&self) -> Option<&dyn Package> {
        Some(self)
    }

    fn mark(&self, _: BlockKind, score: u8) -> String {
        mark(score)
    }
}

impl Package for Odt {
    fn parts(&self, archive: &Archive<'_>) -> Result<Option<Vec<String>>, String> {
        const KIND: &str = "mimetype";
        if !archive.holds(KIND) {
            return Ok(None);
        }
        let kind = archive.read(KIND)?;
        if !KINDS
            .iter()
            .any(|known| known.as_bytes() == kind.trim_ascii())
        {
            return Ok(None);
        }
        let manifest = archive.read("META-INF/manifest.xml").unwrap_or_default();
        let encrypted = "encryption-data".as_bytes();
        if manifest
            .windows(encrypted.len())
            .any(|window| window == encrypted)
        {
            return Err("the document is encrypted: save it without a password".to_owned());
        }
        let more = Some("styles.xml").filter(|name| archive.holds(name));
        let parts = ["content.xml"].into_iter().chain(more);
        Ok(Some(parts.map(str::to_owned).collect()))
    }

    fn unfold<'t>(
        &self,
        name: &str,
        text: Cow<'t, str>,
    ) -> Result<Vec<(String, Cow<'t, str>)>, String> {
        let taken = notes::unfold(name, &text)?;
        Ok(taken
            .into_iter()
            .map(|(name, text)| (name, text.into()))
            .collect())
    }

    fn fold(&self, source: &Source) -> Option<Vec<(String, String)>> {
        notes::fold(source.parts())
    }
}

/// Adds the comments in `part`: the bytes of each, and the paragraphs that it says.
fn annotations(
    part: Part<'_>,
    names: &Names,
    found: &mut Vec<(Span, String)>,
) -> Result<(), XmlError> {
    let mut xml = open(part);
    // Where the comment that is open begins, and whether a paragraph of it is open.
    let (mut start, mut is_text) = (None, false);
    loop {
        match xml.read()? {
            XmlEvent::Start(tag) => match names.known(tag.name()) {
                "office:annotation" => {
                    start = Some(xml.span().start);
                    is_text = false;
                    found.push((Span::default(), String::new()));
                }
                "text:p" => is_text = true,
                _ => {}
            },
            XmlEvent::End(name) => match (names.known(name), start) {
                ("office:annotation", Some(at)) => {
                    if let Some((span, _)) = found.last_mut() {
                        *span = Span::new(at, xml.span().end).shift(part.start);
                    }
                    start = None;
                }
                ("text:p", Some(_)) => {
                    if let Some((_, text)) = found.last_mut() {
                        text.push('\n');
                    }
                    is_text = false;
                }
                _ => {}
            },
            XmlEvent::Text(text) if start.is_some() && is_text => {
                if let Some((_, said)) = found.last_mut() {
                    said.push_str(text);
                }
            }
            XmlEvent::Finish => return Ok(()),
            _ => {}
        }
    }
}

/// The name of the part that `part` is or was taken out of.
fn base(part: Part<'_>) -> &str {
    part.name
        .split_once('#')
        .map_or(part.name, |(name, _)| name)
}

/// Name, prefixes and automatic styles of each part of the archive.
fn whole_parts(source: &Source) -> Result<Vec<(&str, Names, Styles)>, DocumentError> {
    let whole = source.parts().filter(|part| !part.name.contains('#'));
    let read = whole.map(|part| {
        let names = names::of_part(part)?;
        let styles = Styles::read(&mut open(part), &names)?;
        Ok((part.name, names, styles))
    });
    let read: Result<Vec<_>, _> = read.collect();
    read.map_err(|error| bad_part(source.name(), error))
}

/// The blocks of `source` in the order of its parts.
fn found(source: &Source) -> Result<Vec<Found>, DocumentError> {
    if source.parts().next().is_none() {
        let what = "this is no ODT file: it is not an archive".to_owned();
        return Err(refused(source.name(), what));
    }
    let whole = whole_parts(source)?;
    let mut all = Vec::new();
    for part in source.parts() {
        let Some((_, names, styles)) = whole.iter().find(|(name, ..)| *name == base(part)) else {
            continue;
        };
        let reader = PartReader::new(part, source.text(), names, styles);
        all.extend(reader.read(source.name())?);
    }
    Ok(all)
}
