//! The styles of an OpenDocument text: what a span or a paragraph of one is.
//!
//! Every look that an author gives by hand becomes an automatic style (`T3`, `P12`). What such a
//! style does is in its properties, or in the style it is based on, whose name is English in
//! every language (`Strong_20_Emphasis`). LibreOffice makes such styles for editing sessions and
//! languages too: a span that shows nothing is none.

use super::names::Names;
use crate::document::BlockKind;
use crate::document::package::office::attribute;
use crate::inline::TagRole;
use crate::xml::{SliceReader, XmlError, XmlEvent, local_name};
use std::collections::HashMap;

/// What an automatic style is.
#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    /// What its properties do, one for each that is seen.
    roles: Vec<TagRole>,
}

/// The automatic styles of one part, by name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_name: HashMap<String, Style>,
}

/// What a span does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Nothing that is seen.
    None,
    /// This.
    Role(TagRole),
}

impl Styles {
    /// The automatic styles of a part.
    pub(super) fn read(xml: &mut SliceReader<'_>, names: &Names) -> Result<Styles, XmlError> {
        let mut styles = Styles::default();
        let mut current: Option<(String, Style)> = None;
        loop {
            match xml.read()? {
                XmlEvent::Start(tag) => match names.known(tag.name()) {
                    "style:style" => {
                        let name = attribute(&tag, "name").unwrap_or_default().to_owned();
                        let parent = attribute(&tag, "parent-style-name").map(str::to_owned);
                        let roles = Vec::new();
                        current = Some((name, Style { parent, roles }));
                    }
                    "style:text-properties" => {
                        if let Some((_, style)) = &mut current {
                            style.roles.extend(tag.iter().filter_map(property));
                        }
                    }
                    _ => {}
                },
                XmlEvent::End(name) => match names.known(name) {
                    "style:style" => styles.by_name.extend(current.take()),
                    "office:automatic-styles" => return Ok(styles),
                    _ => {}
                },
                XmlEvent::Finish => return Ok(styles),
                _ => {}
            }
        }
    }

    /// What a span of the style `name` does.
    pub(super) fn look(&self, name: &str) -> Look {
        let Some(style) = self.by_name.get(name) else {
            return Look::Role(role(name));
        };
        let parent = style.parent.as_deref().map(role);
        let mut roles: Vec<TagRole> = style.roles.iter().copied().chain(parent).collect();
        roles.dedup();
        match roles[..] {
            [] => Look::None,
            [role] => Look::Role(role),
            _ => Look::Role(TagRole::Other),
        }
    }

    /// What a paragraph of the style `name` is.
    pub(super) fn kind(&self, name: &str) -> BlockKind {
        let parent = self
            .by_name
            .get(name)
            .and_then(|style| style.parent.as_deref());
        match parent.unwrap_or(name) {
            "Title" => BlockKind::Heading(1),
            "Quotations" => BlockKind::Quote,
            _ => BlockKind::Paragraph,
        }
    }
}

/// What a style of this name does to its text.
fn role(name: &str) -> TagRole {
    match name {
        "Strong_20_Emphasis" => TagRole::Strong,
        "Emphasis" => TagRole::Emphasis,
        "Source_20_Text" => TagRole::Code,
        _ => TagRole::Other,
    }
}

/// What a property does; `None` for one that is not seen in our languages.
fn property((name, value): (&str, &str)) -> Option<TagRole> {
    // Ids of editing sessions; the twins for other scripts.
    if name.starts_with("officeooo:") || name.starts_with("loext:") {
        return None;
    }
    let local = local_name(name);
    if local.ends_with("-asian") || local.ends_with("-complex") {
        return None;
    }
    match local {
        "language" | "country" | "script" | "rfc-language-tag" => None,
        "font-weight" if value == "bold" => Some(TagRole::Strong),
        "font-style" if value == "italic" => Some(TagRole::Emphasis),
        "text-line-through-style" if value != "none" => Some(TagRole::Strikethrough),
        _ => Some(TagRole::Other),
    }
}
