//! The styles of a DOCX: which of them are headings, list items, quotations, code.
//!
//! A style is known by its English name (`heading 1`, `Quote`), whatever its id: a French Word calls
//! the same style `Titre1`. What a style does not say, the one it is based on says.

use super::names::{Element, Names};
use crate::document::BlockKind;
use crate::document::package::office::attribute;
use crate::inline::TagRole;
use crate::xml::{SliceReader, XmlError, XmlEvent};
use std::collections::HashMap;

/// Deepest chain of styles that is followed; real ones have a handful, a loop has no end.
const CHAIN: usize = 16;

/// Levels that a heading or a list may have.
const LEVELS: u8 = 6;

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<Option<u8>>,
}

/// All styles of a document, by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
}

/// What the properties of a paragraph say of its place in the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ParagraphStyle {
    /// Id of its style.
    pub(super) style: Option<String>,
    /// Its own outline level, from 0; 9 is running text.
    pub(super) outline: Option<u8>,
    /// Level of its list, from 0; `Some(None)` for no list whatever its style says.
    pub(super) list: Option<Option<u8>>,
}

impl Styles {
    /// Adds the styles of a part, whose root was read.
    pub(super) fn read(
        &mut self,
        xml: &mut SliceReader<'_>,
        names: &Names,
    ) -> Result<(), XmlError> {
        let (mut id, mut style) = (None, Style::default());
        loop {
            match xml.read()? {
                XmlEvent::Start(tag) => {
                    let value = || attribute(&tag, "val").map(str::to_owned);
                    match names.element(tag.name()) {
                        Element::Style => {
                            id = attribute(&tag, "styleId").map(str::to_owned);
                            style = Style::default();
                        }
                        Element::StyleName => {
                            style.name = value().unwrap_or_default().to_lowercase()
                        }
                        Element::BasedOn => style.based_on = value(),
                        Element::OutlineLevel => style.outline = level(value()),
                        Element::ListLevel => style.list = Some(level(value())),
                        Element::ListNumber if value().as_deref() == Some("0") => {
                            style.list = Some(None);
                        }
                        Element::ListNumber => style.list = style.list.or(Some(Some(0))),
                        _ => {}
                    }
                }
                XmlEvent::End(name) if names.element(name) == Element::Style => {
                    if let Some(id) = id.take() {
                        self.by_id.insert(id, std::mem::take(&mut style));
                    }
                }
                XmlEvent::Finish => return Ok(()),
                _ => {}
            }
        }
    }

    /// The style `id` and those it is based on.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let mut next = id.and_then(|id| self.by_id.get(id));
        std::iter::from_fn(move || {
            let style = next?;
            next = style.based_on.as_deref().and_then(|id| self.by_id.get(id));
            Some(style)
        })
        .take(CHAIN)
    }

    /// What a paragraph of the style `of` is.
    pub(super) fn kind(&self, of: &ParagraphStyle) -> BlockKind {
        let chain = || self.chain(of.style.as_deref());
        let outline = of
            .outline
            .or_else(|| chain().find_map(|style| style.outline));
        if let Some(level) = outline.filter(|&level| level < 9) {
            return BlockKind::Heading((level + 1).min(LEVELS));
        }
        let named = |name: &str| chain().any(|style| style.name == name);
        if let Some(level) = chain().find_map(|style| heading(&style.name)) {
            return BlockKind::Heading(level);
        }
        if named("source code") {
            return BlockKind::Code;
        }
        let list = of.list.or_else(|| chain().find_map(|style| style.list));
        match list {
            Some(Some(level)) => BlockKind::ListItem(level.saturating_add(1)),
            _ if named("quote") || named("intense quote") => BlockKind::Quote,
            _ => BlockKind::Paragraph,
        }
    }

    /// What the character style `id` does to its text.
    pub(super) fn role(&self, id: &str) -> Option<TagRole> {
        self.chain(Some(id))
            .find_map(|style| match style.name.as_str() {
                "strong" => Some(TagRole::Strong),
                "emphasis" => Some(TagRole::Emphasis),
                "html code" | "verbatim char" | "source text" => Some(TagRole::Code),
                _ => None,
            })
    }
}

/// The level that the name of a style gives.
fn heading(name: &str) -> Option<u8> {
    if name == "title" {
        return Some(1);
    }
    let level: u8 = name.strip_prefix("heading ")?.parse().ok()?;
    (1..=9).contains(&level).then_some(level.min(LEVELS))
}

/// A level as an attribute has it.
pub(super) fn level(value: Option<String>) -> Option<u8> {
    value?.trim().parse().ok()
}
