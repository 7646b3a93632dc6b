//! A file that is made of parts: the text of a package such as DOCX.
//!
//! A package is an archive of XML files, a few of which hold text. They are read as one text, so that
//! whoever works with spans need not know: each part begins with its name between two NULs, which
//! no text and no XML can hold.
//!
//! ```text
//! ␀word/document.xml␀<?xml … <w:p>…</w:p> …␀word/footnotes.xml␀<?xml … <w:p>…</w:p> …
//! ```
//!
//! A place in such a file is the part, the paragraph (those with text, from 1 in each part) and the
//! character in it as a reader counts, markup left out.

use super::Span;
use memchr::memchr;
use std::borrow::Cow;

/// The file that a text of parts was taken from.
#[derive(Debug)]
pub struct Container {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The format that knows what its parts are: `docx`.
    pub format: &'static str,
}

/// One part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Its name in the archive: `word/footnotes.xml`.
    pub name: &'a str,
    /// Where its text begins in the text of all.
    pub start: usize,
    /// Its text.
    pub text: &'a str,
}

/// What stands before and after the name of a part.
const MARK: char = '\0';

/// Appends a part to `text`; neither its name nor its content may hold a NUL.
///
/// The first takes the place of `text` where it is owned: a part may be large.
pub fn push_part<'c>(text: &mut String, name: &str, content: impl Into<Cow<'c, str>>) {
    let mark = format!("{MARK}{name}{MARK}");
    match content.into() {
        Cow::Owned(content) if text.is_empty() => {
            *text = content;
            text.insert_str(0, &mark);
        }
        content => {
            text.reserve(mark.len() + content.len());
            text.push_str(&mark);
            text.push_str(&content);
        }
    }
}

/// The name and content of each part of `text`; nothing when it is not made of parts.
pub(super) fn find(text: &str) -> Vec<(Span, Span)> {
    let mut parts = Vec::new();
    let mut at = 0;
    let mark_after = |at: usize| Some(at + memchr(MARK as u8, &text.as_bytes()[at..])?);
    while text[at..].starts_with(MARK) {
        let name = at + 1;
        let Some(close) = mark_after(name) else {
            break;
        };
        let start = close + 1;
        let end = mark_after(start).unwrap_or(text.len());
        parts.push((Span::new(name, start - 1), Span::new(start, end)));
        at = end;
    }
    parts
}

/// Elements whose text is no text of the article: codes of fields, the number of a note.
const UNSEEN: &[&str] = &["instrText", "delInstrText", "note-citation"];

/// What a reader sees of `markup`, a piece of XML that may begin and end anywhere but inside a tag.
///
/// References are resolved, tags left out; the end of a paragraph is a space. Costs one pass.
pub(super) fn visible(markup: &str) -> Cow<'_, str> {
    if !markup.contains(['<', '&']) {
        return Cow::Borrowed(markup);
    }
    let mut out = String::with_capacity(markup.len() / 4);
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        push_resolved(&mut out, &rest[..at]);
        rest = &rest[at..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let (tag, after) = rest.split_at(end);
        rest = after;
        match local(tag) {
            "tab" | "br" | "s" | "line-break" | "/p" | "/h" => out.push(' '),
            name if UNSEEN.contains(&name) && !tag.ends_with("/>") => {
                rest = &rest[rest.find('<').unwrap_or(rest.len())..];
            }
            _ => {}
        }
    }
    push_resolved(&mut out, rest);
    Cow::Owned(out)
}

/// The name in `tag` without its prefix, after the slash of an end tag.
fn local(tag: &str) -> &str {
    let inside = tag.trim_start_matches('<');
    let end = inside
        .find(|c: char| c.is_whitespace() || c == '>' || (c == '/' && !inside.starts_with('/')))
        .unwrap_or(inside.len());
    let name = &inside[..end];
    match (name.starts_with('/'), name.rsplit_once(':')) {
        (true, Some((_, "p"))) => "/p",
        (true, Some((_, "h"))) => "/h",
        (_, Some((_, local))) => local,
        (_, None) => name,
    }
}

fn push_resolved(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = [
            ("&amp;", '&'),
            ("&lt;", '<'),
            ("&gt;", '>'),
            ("&quot;", '"'),
            ("&apos;", '\''),
        ];
        let found = known.iter().find(|(name, _)| rest.starts_with(name));
        let (length, c) = match found {
            Some((name, c)) => (name.len(), *c),
            None => numbered(rest).unwrap_or((1, '&')),
        };
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
}

/// The character that the reference at the start of `text` names, and the reference's bytes.
fn numbered(text: &str) -> Option<(usize, char)> {
    let end = text.find(';')?;
    let digits = text[..end].strip_prefix("&#")?;
    let number = match digits.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some((end + 1, char::from_u32(number)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_again() {
        let mut text = String::new();
        push_part(&mut text, "a.xml", "<a/>");
        push_part(&mut text, "b.xml", "");
        let found = find(&text);
        assert_eq!(&text[found[0].0.range()], "a.xml");
        assert_eq!(&text[found[0].1.range()], "<a/>");
        assert_eq!(&text[found[1].0.range()], "b.xml");
        assert!(found[1].1.is_empty());
        assert!(find("a\0b\0c").is_empty());
        assert!(find("\0cut").is_empty());
    }

    #[test]
    fn a_reader_sees_no_markup() {
        let markup = "é</w:t></w:r><w:r><w:tab/><w:instrText>PAGE</w:instrText><w:t>R&amp;D &#171;";
        assert_eq!(visible(markup), "é R&D «");
        assert_eq!(visible("a<w:tbl>b</w:p>c &x; <"), "ab c &x; ");
    }
}
