//! Alternative texts of pictures and other drawings, which a screen reader says and an export shows.
//!
//! Word keeps them in attributes, in the middle of the sentence in which the picture stands. So each
//! becomes a part of its own, and a word of ours keeps its place:
//!
//! ```text
//! <w:drawing>…<wp:docPr id="1" name="Image 1" descr="Le lanceur &amp; sa tour"/>…</w:drawing>
//! word/document.xml:       … <wp:docPr id="1" name="Image 1" descr="entente:alt:1;"/> …
//! word/document.xml#alt1:  Le lanceur &amp; sa tour
//! ```
//!
//! The name of a file, which programs put there when nobody has written anything, is left where it is,
//! and so is what stands in the copy of a drawing for old readers (`mc:Fallback`).

use crate::document::package::office::mark;
use crate::document::{Block, BlockKind, Passage};
use crate::inline::{InlineTag, InlineText, SourceMap};
use crate::text::Span;
use crate::text::parts::Part;
use crate::xml::{escape, is_xml_char};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The element that has them (ECMA-376 part 1, 20.4.2.5).
const ELEMENT: &str = ":docPr";

/// Its attributes that are read to people: the description and the title.
const ATTRIBUTES: [&str; 2] = ["descr", "title"];

/// What stands in place of an alternative text, before its number.
const PLACE: &str = "entente:alt:";

/// What ends the number.
const END: char = ';';

/// What parts the name of a part from the number of a text that was taken out of it.
const SEPARATOR: &str = "#alt";

/// The part `name` with `text`, and the alternative texts that were taken out of it.
pub(super) fn unfold<'t>(name: &str, text: Cow<'t, str>) -> Vec<(String, Cow<'t, str>)> {
    // In a comment or a CDATA section the element is none.
    let is_plain = !["<!--", "<![CDATA[", PLACE]
        .iter()
        .any(|sign| text.contains(sign));
    let values = match text.contains(ELEMENT) && is_plain {
        true => values(&text),
        false => Vec::new(),
    };
    if values.is_empty() {
        return vec![(name.to_owned(), text)];
    }
    let mut whole = String::with_capacity(text.len());
    let mut parts = Vec::with_capacity(values.len() + 1);
    let mut done = 0;
    for (number, value) in (1..).zip(values) {
        whole.push_str(&text[done..value.start]);
        whole.push_str(&format!("{PLACE}{number}{END}"));
        done = value.end;
        let taken = text[value.range()].to_owned();
        parts.push((format!("{name}{SEPARATOR}{number}"), taken.into()));
    }
    whole.push_str(&text[done..]);
    parts.insert(0, (name.to_owned(), whole.into()));
    parts
}

/// The parts of the archive with their alternative texts in place again; `None` when one would stand
/// there twice.
pub(super) fn fold<'t>(parts: impl Iterator<Item = Part<'t>>) -> Option<Vec<(String, String)>> {
    let mut whole: Vec<Part<'t>> = Vec::new();
    let mut taken: HashMap<(&str, &str), &str> = HashMap::new();
    for part in parts {
        match part.name.split_once(SEPARATOR) {
            Some(place) => {
                taken.insert(place, part.text);
            }
            None => whole.push(part),
        }
    }
    let folded = whole.into_iter().map(|part| {
        let mut out = String::with_capacity(part.text.len());
        let mut pieces = part.text.split(PLACE);
        out.push_str(pieces.next().unwrap_or_default());
        // A part may have such words of its own; nothing was taken out of it then.
        let is_own = !taken.keys().any(|(name, _)| *name == part.name);
        for piece in pieces {
            if is_own {
                out.push_str(PLACE);
                out.push_str(piece);
                continue;
            }
            let (number, rest) = piece.split_once(END)?;
            out.push_str(taken.remove(&(part.name, number))?);
            out.push_str(rest);
        }
        Some((part.name.to_owned(), out))
    });
    folded.collect()
}

/// Whether `part` is one that an alternative text was taken out of.
pub(super) fn is_alternative(part: &Part<'_>) -> bool {
    part.name.contains(SEPARATOR)
}

/// The block that the alternative text `part` is.
pub(super) fn block(part: Part<'_>) -> Block {
    let mut content = InlineText::default();
    let mut map = SourceMap::default();
    let mut at = 0;
    while let Some(piece) = piece(&part.text[at..]) {
        let file = Span::new(at, at + piece.length).shift(part.start);
        let start = content.text.len();
        match piece.decoded {
            None => {
                map.push_verbatim(start, file);
                content.text.push_str(&part.text[at..at + piece.length]);
            }
            Some(c) => {
                content.text.push(c);
                map.push_opaque(Span::new(start, content.text.len()), file);
            }
        }
        at += piece.length;
    }
    content.map = Some(map);
    Block {
        kind: BlockKind::Value,
        span: Span::new(part.start, part.start + part.text.len()),
        content,
        name: None,
    }
}

/// What stands in the file for `passage` of an alternative text.
pub(super) fn render(passage: &Passage<'_>) -> Option<String> {
    let content = passage.content;
    if !content.tags.is_empty() || !content.text.chars().all(is_xml_char) {
        return None;
    }
    let mut out = String::new();
    escape(&mut out, &content.text, true);
    if let Some(score) = passage.mark {
        out.push_str(&mark(score));
    }
    // The quotes around may be single ones.
    Some(out.replace('\'', "&#39;"))
}

/// Whether `tags` would bring an alternative text to two places.
pub(super) fn has_twice(tags: &[InlineTag]) -> bool {
    let mut seen = HashSet::new();
    let places = tags.iter().flat_map(|tag| tag.code.split(PLACE).skip(1));
    let mut numbers = places.filter_map(|piece| piece.split_once(END));
    numbers.any(|(number, _)| !seen.insert(number))
}

/// The values in `text` that are alternative texts.
fn values(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(ELEMENT) {
        let before = text[..at].trim_end_matches(|c: char| c.is_ascii_alphanumeric());
        if !before.ends_with('<') {
            continue;
        }
        let mut rest = at + ELEMENT.len();
        while let Some((name, value)) = attribute(text, rest) {
            rest = value.end + 1;
            if ATTRIBUTES.contains(&name) && is_text(&text[value.range()]) {
                found.push(value);
            }
        }
    }
    found
}

/// The attribute that begins in `text` at `at`, after white space, and the bytes of its value.
fn attribute(text: &str, at: usize) -> Option<(&str, Span)> {
    let rest = &text[at..];
    let begun = rest.trim_start_matches(is_space);
    let length = begun.find(|c: char| is_space(c) || "=<>/\"'".contains(c))?;
    let (name, after) = begun.split_at(length);
    let after = after.trim_start_matches(is_space).strip_prefix('=')?;
    let after = after.trim_start_matches(is_space);
    let quote = after
        .chars()
        .next()
        .filter(|quote| "\"'".contains(*quote))?;
    let length = after[1..].find(quote)?;
    let start = text.len() - after.len() + 1;
    let is_one = !name.is_empty() && begun.len() < rest.len();
    is_one.then(|| (name, Span::new(start, start + length)))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether an alternative text is written by somebody, and well-formed.
fn is_text(value: &str) -> bool {
    const PICTURES: [&str; 9] = [
        ".png", ".jpg", ".jpeg", ".gif", ".svg", ".emf", ".wmf", ".tif", ".bmp",
    ];
    let mut decoded = String::with_capacity(value.len());
    let mut at = 0;
    while at < value.len() {
        let Some(piece) = piece(&value[at..]) else {
            return false;
        };
        match piece.decoded {
            None => decoded.push_str(&value[at..at + piece.length]),
            Some(c) => decoded.push(c),
        }
        at += piece.length;
    }
    let text = decoded.trim();
    let lower = text.to_lowercase();
    let is_path = !text.contains(char::is_whitespace) && text.contains(['/', '\\']);
    text.contains(char::is_alphabetic)
        && !value.contains('<')
        && text.chars().all(is_xml_char)
        && !is_path
        && !PICTURES.iter().any(|ending| lower.ends_with(ending))
}

/// A piece of a value: bytes that are text as they stand, or one character that is written otherwise.
struct Piece {
    length: usize,
    decoded: Option<char>,
}

/// The piece that `rest` begins with; `None` at its end and where it is not well-formed.
fn piece(rest: &str) -> Option<Piece> {
    let first = rest.chars().next()?;
    if is_space(first) && first != ' ' {
        // White space in an attribute is a space.
        return Some(Piece {
            length: 1,
            decoded: Some(' '),
        });
    }
    if first != '&' {
        let length = rest.find(['&', '\n', '\r', '\t']).unwrap_or(rest.len());
        return Some(Piece {
            length,
            decoded: None,
        });
    }
    let name = rest[1..].split_once(';')?.0;
    let decoded = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|&c| is_xml_char(c))?
        }
    };
    Some(Piece {
        length: name.len() + 2,
        decoded: Some(decoded),
    })
}
