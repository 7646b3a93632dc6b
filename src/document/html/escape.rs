//! Writing content as HTML that reads back as that content.
//!
//! `&`, `<` and `>` are always escaped, so that no text can ever begin a tag; in the value of an
//! attribute the quotes too. Tags are written by their codes. A no-break space is written as the
//! block wrote it: `&nbsp;` where the author wrote that. A character that the encoding of the page lacks
//! is written as a reference (`&#1071;`).

use crate::document::{BlockKind, Slot};
use crate::inline::{InlineTag, InlineText, TagKind, TagRole};
use crate::text::decode;

/// Spellings of the no-break space that authors use instead of the character itself.
const NO_BREAK_SPACES: &[&str] = &["&nbsp;", "&#160;", "&#xA0;", "&#xa0;"];

/// Where text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Line,
    /// In the value of an attribute, with the quote that stands around it.
    Value(Option<char>),
}

/// `content` as HTML in place of `slot`; `None` when a value should hold tags.
pub(in crate::document) fn render(slot: Slot<'_>, content: &InlineText) -> Option<String> {
    let place = value_place(slot);
    if place != Place::Line && !content.tags.is_empty() {
        return None;
    }
    let bytes = slot.source.slice(slot.block.span);
    let mut writer = Writer {
        out: String::with_capacity(content.text.len()),
        place,
        no_break_space: NO_BREAK_SPACES.iter().find(|name| bytes.contains(**name)),
        keep_space: keeps_space(&slot.block.content),
        encoding: slot.source.encoding(),
    };
    // An address or one word needs no quotes, a sentence does.
    let unquoted = place == Place::Value(None);
    let whole = slot.block.span == slot.span;
    if unquoted && whole {
        writer.place = Place::Value(Some('"'));
        writer.out.push('"');
    }
    let mut at = 0;
    for tag in &content.tags {
        writer.text(content.text.get(at..tag.at)?);
        writer.tag(tag);
        at = tag.at;
    }
    writer.text(content.text.get(at..)?);
    if unquoted && whole {
        writer.out.push('"');
    }
    Some(writer.out)
}

/// Where the text of `slot` stands: the value of an attribute has its `=` before it.
fn value_place(slot: Slot<'_>) -> Place {
    let before = &slot.source.text()[..slot.block.span.start];
    if slot.block.kind != BlockKind::Value || !before.trim_ascii_end().ends_with('=') {
        return Place::Line;
    }
    let first = slot.source.slice(slot.block.span).chars().next();
    Place::Value(first.filter(|c| matches!(c, '"' | '\'')))
}

/// Whether the lines of `content` are its own, as in `pre`: elsewhere each has a break before it.
fn keeps_space(content: &InlineText) -> bool {
    let breaks = content.tags.iter().filter(|tag| tag.role == TagRole::Break);
    content.text.bytes().filter(|&byte| byte == b'\n').count() > breaks.count()
}

struct Writer<'a> {
    out: String,
    place: Place,
    no_break_space: Option<&'a &'static str>,
    keep_space: bool,
    /// The encoding of the page, which may lack a character.
    encoding: &'a str,
}

impl Writer<'_> {
    fn tag(&mut self, tag: &InlineTag) {
        if tag.role == TagRole::Break && self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push_str(&tag.code);
        self.place = match (tag.role, tag.kind) {
            // The words of an image stand in its tag.
            (TagRole::Image, TagKind::Open) => {
                let quote = tag.code.chars().next_back();
                Place::Value(quote.filter(|c| matches!(c, '"' | '\'')))
            }
            (TagRole::Image, TagKind::Close) => Place::Line,
            _ => self.place,
        };
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match (c, self.place) {
                ('&', _) => self.out.push_str("&amp;"),
                ('<', _) => self.out.push_str("&lt;"),
                ('>', _) => self.out.push_str("&gt;"),
                ('\u{A0}', _) if self.no_break_space.is_some() => {
                    self.out.push_str(self.no_break_space.unwrap_or(&"&nbsp;"));
                }
                ('"', Place::Value(Some('"') | None)) => self.out.push_str("&quot;"),
                ('\'', Place::Value(Some('\'') | None)) => self.out.push_str("&#39;"),
                (' ' | '\t' | '\n' | '\r' | '\x0C' | '=' | '`', Place::Value(None)) => {
                    self.out.push_str(&format!("&#{};", u32::from(c)));
                }
                ('\n' | '\r' | '\t', _) if !self.keep_space => self.space(),
                (c, _) if !c.is_ascii() && !decode::holds(self.encoding, c) => {
                    self.out.push_str(&format!("&#{};", u32::from(c)));
                }
                _ => self.out.push(c),
            }
        }
    }

    /// A line end as a space, unless it only follows a line break.
    fn space(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with([' ', '>']) {
            self.out.push(' ');
        }
    }
}
