//! Where a page says in which language it is.
//!
//! The `lang` of the elements that hold the page as a whole, and the old metas. That of a paragraph or
//! a word says that just this is in another language, or links to a page that is.

use super::elements::{ELEMENTS, Role, index_of};
use super::tokens::{Attributes, Token, TokenKind, Tokens};
use crate::text::Span;

/// Elements that hold a page.
const WHOLE: &[&str] = &["html", "body", "main", "article"];

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
            _ if WHOLE.contains(&element.name) => found.extend(of_element(text, &token)),
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
