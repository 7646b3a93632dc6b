//! What the attributes of a tag say that matters to a translator.
//!
//! Words that readers see: `title`, `alt`, `placeholder`, labels, the `content` of some metas. Whether
//! the element is for a translator at all: `translate="no"`, class `notranslate`.

use super::content::value_block;
use super::language::Primary;
use super::tokens::{Attribute, Attributes, Token};
use crate::document::Block;

/// Attributes whose values are text wherever they stand.
const TEXT: &[&str] = &[
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "placeholder",
    "title",
];

/// Metas whose content readers see, in search results and previews.
const METAS: &[&str] = &[
    "apple-mobile-web-app-title",
    "application-name",
    "article:section",
    "article:tag",
    "dc.description",
    "dc.title",
    "dcterms.description",
    "dcterms.title",
    "description",
    "headline",
    "keywords",
    "og:description",
    "og:image:alt",
    "og:site_name",
    "og:title",
    "twitter:description",
    "twitter:image:alt",
    "twitter:title",
];

/// Kinds of `input` whose value is written on a button.
const BUTTONS: &[&str] = &["button", "reset", "submit"];

/// Class names that say that a `pre` holds code, whole or as the start of a name.
const CODE_CLASSES: &[&str] = &[
    "brush",
    "code",
    "example",
    "highlight",
    "language-",
    "lang-",
    "lisp",
    "literal-block",
    "prettyprint",
    "programlisting",
    "screen",
    "sourcecode",
    "src",
    "verbatim",
];

/// What the attributes of one tag say.
#[derive(Default)]
pub(super) struct Facts {
    /// Values for a translator, in order.
    pub(super) values: Vec<Block>,
    /// The words of an image.
    pub(super) alt: Option<Attribute>,
    /// Whether its content is for a translator, where the tag says so.
    pub(super) translate: Option<bool>,
    pub(super) id: Option<Attribute>,
    /// Its language, where the tag says one.
    pub(super) language: Option<Primary>,
    /// Whether it is a link.
    pub(super) href: bool,
    /// Whether its class says that it holds code.
    pub(super) code: bool,
    /// Whether it is a footnote.
    pub(super) note: bool,
}

/// Reads the attributes of `token`, the start tag of the element `name` (lower case).
pub(super) fn read(text: &str, token: &Token, name: &str) -> Facts {
    let mut facts = Facts::default();
    let mut found = Vec::new();
    let (mut meta, mut button) = (false, false);
    for attribute in Attributes::of(text, token) {
        let Some(value) = attribute.value else {
            // `<p translate>` is the same as `translate=""`: yes.
            continue;
        };
        let is = |name: &str| text[attribute.name.range()].eq_ignore_ascii_case(name);
        let value = &text[value.range()];
        let among = |names: &[&str]| names.iter().any(|name| value.eq_ignore_ascii_case(name));
        // Long names first tell themselves by their first letter.
        match text.as_bytes()[attribute.name.start].to_ascii_lowercase() {
            b'a' if is("alt") => facts.alt = facts.alt.or(Some(attribute)),
            b'a' | b'p' | b't' if TEXT.iter().any(|name| is(name)) => found.push(attribute),
            b't' if is("translate") => facts.translate = Some(!value.eq_ignore_ascii_case("no")),
            b't' if name == "input" && is("type") => button |= among(BUTTONS),
            b'c' if is("class") => facts.read_class(value),
            b'c' if name == "meta" && is("content") => found.push(attribute),
            b'n' | b'p' | b'i' if name == "meta" && is_meta_name(is) => meta |= among(METAS),
            b'i' if is("id") => facts.id = facts.id.or(Some(attribute)),
            b'h' if is("href") => facts.href = true,
            b'r' if is("role") => facts.note |= among(&["doc-footnote", "doc-endnote"]),
            b'l' | b'x' if is("lang") || is("xml:lang") => facts.language = Primary::of(value),
            b'l' if is("label") && is_labelled(name) => found.push(attribute),
            b's' if is("summary") && name == "table" => found.push(attribute),
            b'v' if is("value") && name == "input" => found.push(attribute),
            _ => {}
        }
    }
    if matches!(name, "area" | "input") {
        found.extend(facts.alt);
        found.sort_by_key(|attribute| attribute.name);
    }
    if facts.translate == Some(false) {
        return facts;
    }
    found.retain(|attribute| {
        let name = &text[attribute.name.range()];
        (meta || !name.eq_ignore_ascii_case("content"))
            && (button || !name.eq_ignore_ascii_case("value"))
    });
    facts.values = found
        .into_iter()
        .filter_map(|attribute| value_block(text, attribute))
        .collect();
    facts
}

fn is_meta_name(is: impl Fn(&str) -> bool) -> bool {
    ["name", "property", "itemprop"].iter().any(|name| is(name))
}

fn is_labelled(name: &str) -> bool {
    matches!(name, "optgroup" | "option" | "track")
}

impl Facts {
    fn read_class(&mut self, value: &str) {
        for class in value.split_ascii_whitespace() {
            if class.eq_ignore_ascii_case("notranslate") {
                self.translate = Some(false);
            }
            let begins = |name: &str| {
                let start = class.as_bytes().get(..name.len());
                start.is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
            };
            self.code |= CODE_CLASSES.iter().any(|name| begins(name));
        }
    }
}
