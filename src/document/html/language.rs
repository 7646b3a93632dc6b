//! Where a page says in which language it is.
//!
//! The `lang` of the elements that hold the page as a whole, and the old metas. That of a paragraph or
//! a word says that just this is in another language, or links to a page that is.

use super::elements::{ELEMENTS, Role, index_of};
use super::tokens::{Attributes, Token, TokenKind, Tokens};
use crate::text::Span;

/// Elements that hold a page.
const WHOLE: &[&str] = &["html", "body", "main", "article"];

/// Whether the language of the element `name` is that of the page.
pub(super) fn is_whole(name: &str) -> bool {
    WHOLE.contains(&name)
}

/// The first part of a language tag, in lower case: `fr` of `fr-CA`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Primary([u8; 8]);

impl Primary {
    /// That of `tag`; `None` for what is no tag, as `lang=""` says that nothing is known.
    pub(super) fn of(tag: &str) -> Option<Primary> {
        let first = tag.trim().split(['-', '_']).next()?.as_bytes();
        let mut letters = [0; 8];
        let place = letters.get_mut(..first.len())?;
        place.copy_from_slice(first);
        letters.make_ascii_lowercase();
        let named = !first.is_empty() && first.iter().all(u8::is_ascii_alphabetic);
        named.then_some(Primary(letters))
    }
}

/// Metas whose content is the language.
const METAS: &[&str] = &[
    "content-language",
    "language",
    "dc.language",
    "dcterms.language",
];

/// The language tags of the page `text`, in order.
pub(super) fn tags(text: &str) -> Vec<Span> {
    let mut tokens = Tokens::new(text, Span::new(0, text.len()));
    let mut found = Vec::new();
    while let Some(token) = tokens.next() {
        let TokenKind::Start { closed } = token.kind else {
            continue;
        };
        let Some(element) = index_of(tokens.name(&token)).map(|index| &ELEMENTS[index]) else {
            continue;
        };
        match element.role {
            Role::Raw | Role::Title | Role::Field => tokens.pass_raw(element.name),
            Role::Hidden => tokens.pass_hidden(element.name),
            Role::Foreign if !closed => tokens.pass_foreign(element.name),
            _ if is_whole(element.name) => found.extend(of_element(text, &token)),
            _ if element.name == "meta" => found.extend(of_meta(text, &token)),
            _ => {}
        }
    }
    found
}

fn of_element<'a>(text: &'a str, token: &Token) -> impl Iterator<Item = Span> + use<'a> {
    Attributes::of(text, token).filter_map(|attribute| {
        let name = &text[attribute.name.range()];
        let says = ["lang", "xml:lang"]
            .iter()
            .any(|lang| name.eq_ignore_ascii_case(lang));
        attribute.value.filter(|_| says)
    })
}

fn of_meta(text: &str, token: &Token) -> Option<Span> {
    let (mut says, mut content) = (false, None);
    for attribute in Attributes::of(text, token) {
        let Some(value) = attribute.value else {
            continue;
        };
        let is = |name: &str| text[attribute.name.range()].eq_ignore_ascii_case(name);
        if is("content") {
            content = content.or(Some(value));
        } else if is("http-equiv") || is("name") {
            let value = &text[value.range()];
            says |= METAS.iter().any(|meta| value.eq_ignore_ascii_case(meta));
        }
    }
    content.filter(|_| says)
}
