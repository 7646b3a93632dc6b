//! The encoding that a page declares: `<meta charset="windows-1251">`.
//!
//! Source: the HTML standard, 13.2.3.2, "prescan a byte stream to determine its encoding"; for XHTML
//! the `encoding` of the XML declaration. Only pages that are not Unicode are asked.

use super::tokens::{Attributes, Token, TokenKind, Tokens};
use crate::text::Span;
use crate::text::decode::CodePage;

/// Bytes of a page in which its encoding is declared (HTML standard, 4.2.5.4).
const HEAD: usize = 1024;

/// What the page in `bytes` declares; `None` without a declaration and for one of Unicode, which
/// bytes that are asked for it are not.
pub(super) fn declared(bytes: &[u8]) -> Option<CodePage> {
    // Only ASCII is looked at; every other byte is one character, whatever it means.
    let head: String = bytes.iter().take(HEAD).map(|&b| char::from(b)).collect();
    let name = of_declaration(&head).or_else(|| of_metas(&head))?;
    CodePage::for_name(&name).filter(|page| !page.name().starts_with("UTF-"))
}

/// `encoding` of `<?xml version="1.0" encoding="…"?>`.
fn of_declaration(head: &str) -> Option<String> {
    let (declaration, _) = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?;
    let (_, after) = declaration.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(after[1..].split(quote).next()?.to_owned())
}

/// The first `meta` that says one.
fn of_metas(head: &str) -> Option<String> {
    let mut tokens = Tokens::new(head, Span::new(0, head.len()));
    while let Some(token) = tokens.next() {
        let start = matches!(token.kind, TokenKind::Start { .. });
        if start && tokens.name(&token).eq_ignore_ascii_case("meta") {
            let found = of_meta(head, &token);
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// `charset`, or the one in `content` beside `http-equiv="content-type"`.
fn of_meta(head: &str, token: &Token) -> Option<String> {
    let (mut pragma, mut charset, mut content) = (false, None, None);
    for attribute in Attributes::of(head, token) {
        let Some(value) = attribute.value else {
            continue;
        };
        let value = &head[value.range()];
        let is = |name: &str| head[attribute.name.range()].eq_ignore_ascii_case(name);
        if is("http-equiv") {
            pragma |= value.eq_ignore_ascii_case("content-type");
        } else if is("charset") {
            charset = charset.or(Some(value.trim().to_owned()));
        } else if is("content") {
            content = content.or_else(|| in_content(value));
        }
    }
    charset.or(content.filter(|_| pragma))
}

/// `koi8-r` of `text/html; charset=koi8-r`.
fn in_content(value: &str) -> Option<String> {
    let at = value.to_ascii_lowercase().find("charset")?;
    let after = value[at + "charset".len()..].trim_start();
    let after = after.strip_prefix('=')?.trim_start();
    let quoted = after.strip_prefix(['"', '\'']);
    let end = |c: char| c == ';' || c.is_ascii_whitespace() || matches!(c, '"' | '\'');
    let name = quoted.unwrap_or(after).split(end).next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_its_encoding_in_one_of_three_ways() {
        for (page, name) in [
            ("<meta charset=windows-1251>", "windows-1251"),
            ("<title>a</title>\n<META CHARSET='KOI8-R'/>", "KOI8-R"),
            (
                "<meta content='text/html; charset = iso-8859-1 ;x' http-equiv=Content-Type>",
                "windows-1252",
            ),
            (
                "<?xml version='1.0' encoding=\"iso-8859-15\"?><html/>",
                "ISO-8859-15",
            ),
            ("<meta name=a><meta charset=cp1251>", "windows-1251"),
        ] {
            let found = declared(page.as_bytes()).map(CodePage::name);
            assert_eq!(found, Some(name), "{page}");
        }
    }

    #[test]
    fn what_is_no_declaration_says_nothing() {
        for page in [
            "<!-- <meta charset=koi8-r> -->",
            "<meta content='text/html; charset=koi8-r'>",
            "<meta charset=utf-8>",
            "<meta charset=klingon>",
            "<p>charset=koi8-r",
            "<meta charset",
            &format!("{}<meta charset=koi8-r>", " ".repeat(HEAD)),
        ] {
            assert_eq!(declared(page.as_bytes()), None, "{page}");
        }
    }
}
