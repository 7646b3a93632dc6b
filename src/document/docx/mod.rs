//! DOCX articles (Office Open XML, ECMA-376): the text of Word.
//!
//! [`names`] finds the parts that hold text: the document, its footnotes and endnotes, headers and
//! footers. [`read`] walks a part to its paragraphs, [`paragraph`] makes runs one text with tags,
//! [`fields`] says which fields are text, [`render`] writes a target as runs. Every other part of
//! the archive (pictures, comments, settings) is copied as it is.
//!
//! ```text
//! <w:p><w:pPr><w:pStyle w:val="Titre1"/></w:pPr><w:r><w:t>Résultats</w:t></w:r></w:p>
//!                                       Heading(1) "Résultats", for the style is `heading 1`
//! ```
//!
//! A document with tracked changes is refused. [`alternatives`] takes the alternative texts of pictures
//! out of their paragraphs; formulas, diagrams and the words in drawings are kept.

mod alternatives;
mod content;
mod fields;
mod known;
mod names;
mod paragraph;
mod props;
mod read;
mod remarks;
mod render;
mod runs;
mod styles;

use super::package::language::{is_of, locale, with_attribute};
use super::package::office::{attribute, bad_part, mark, open};
use super::package::{Archive, Package, refused};
use super::{Block, BlockKind, Care, Document, DocumentError, Format, Passage, Slot, Splice};
use crate::inline::InlineText;
use crate::lang::LangTag;
use crate::text::{Source, Span};
use crate::xml::XmlEvent;
use names::Element;
pub(super) use names::{Names, parts};
use paragraph::Layout;
use read::{Found, PartReader};
use std::borrow::Cow;
use std::collections::HashMap;
use styles::Styles;

/// The format.
#[derive(Debug)]
pub(super) struct Docx;

impl Format for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx", "docm", "dotx", "dotm"]
    }

    fn blocks(&self, source: &Source) -> Result<Vec<Block>, DocumentError> {
        let found = found(source, false)?;
        Ok(found.into_iter().map(|(block, _)| block).collect())
    }

    fn render(&self, _: Slot<'_>, _: &InlineText, _: Care) -> Option<String> {
        // What runs are around is seen from the whole paragraph only.
        None
    }

    fn render_all(&self, document: &Document, passages: &[Passage<'_>]) -> Vec<Option<String>> {
        let source = &document.source;
        let Ok(found) = found(source, true) else {
            return vec![None; passages.len()];
        };
        let names: HashMap<usize, Names> = source
            .parts()
            .filter(|part| !alternatives::is_alternative(part))
            .filter_map(|part| Some((part.start, Names::of(open(part).root().ok()?)?)))
            .collect();
        let rendered = passages.iter().map(|passage| {
            let (block, layout) = found.get(passage.block)?;
            let part = source.part_at(passage.span.start)?;
            if alternatives::is_alternative(&part) {
                return alternatives::render(passage);
            }
            if alternatives::has_twice(&passage.content.tags) {
                return None;
            }
            let names = names.get(&part.start)?;
            render::render(source, (block, layout), passage, names)
        });
        rendered.collect()
    }

    fn language_marks(&self, source: &Source, from: &LangTag, to: &LangTag) -> Vec<Splice> {
        let (language, country) = locale(to);
        let to = country.map_or(language.to_owned(), |country| {
            format!("{language}-{country}")
        });
        let mut marks = Vec::new();
        for part in source
            .parts()
            .filter(|part| !alternatives::is_alternative(part))
        {
            let mut xml = open(part);
            let Ok(Some(names)) = xml.root().map(Names::of) else {
                continue;
            };
            let name = names.with("lang");
            while let Ok(event) = xml.read() {
                match event {
                    XmlEvent::Start(tag) if tag.name() == name => {
                        let said = attribute(&tag, "val").is_some_and(|said| is_of(said, from));
                        let span = xml.span();
                        let mark = with_attribute(
                            &part.text[span.range()],
                            part.start + span.start,
                            "val",
                            &to,
                        );
                        marks.extend(mark.filter(|_| said));
                    }
                    XmlEvent::Finish => break,
                    _ => {}
                }
            }
        }
        marks
    }

    fn remarks(&self, source: &Source) -> Vec<(Span, String)> {
        remarks::remarks(source)
    }

    fn package(&self) -> Option<&dyn Package> {
        Some(self)
    }

    fn mark(&self, _: BlockKind, score: u8) -> String {
        mark(score)
    }
}

impl Package for Docx {
    fn parts(&self, archive: &Archive<'_>) -> Result<Option<Vec<String>>, String> {
        parts(archive)
    }

    fn unfold<'t>(
        &self,
        name: &str,
        text: Cow<'t, str>,
    ) -> Result<Vec<(String, Cow<'t, str>)>, String> {
        Ok(alternatives::unfold(name, text))
    }

    fn fold(&self, source: &Source) -> Option<Vec<(String, String)>> {
        alternatives::fold(source.parts())
    }
}

/// The blocks of `source` in the order of its parts; how each lies in its paragraph is kept when it is
/// `for_writing`.
fn found(source: &Source, for_writing: bool) -> Result<Vec<Found<'_>>, DocumentError> {
    let file = source.name();
    if source.parts().next().is_none() {
        let what = "this is no DOCX file: it is not an archive".to_owned();
        return Err(refused(file, what));
    }
    let mut styles = Styles::default();
    for part in source
        .parts()
        .filter(|part| !alternatives::is_alternative(part))
    {
        let mut xml = open(part);
        let root = xml.root().map_err(|error| bad_part(file, error))?;
        if let Some(names) = Names::of(root)
            && names.element(root.name()) == Element::Styles
        {
            let read = styles.read(&mut xml, &names);
            read.map_err(|error| bad_part(file, error))?;
        }
    }
    let mut all = Vec::new();
    for part in source.parts() {
        if alternatives::is_alternative(&part) {
            all.push((alternatives::block(part), Layout::default()));
            continue;
        }
        let reader =
            PartReader::new(part, &styles, for_writing).map_err(|error| bad_part(file, error))?;
        if let Some(reader) = reader {
            all.extend(reader.read(file)?);
        }
    }
    Ok(all)
}
