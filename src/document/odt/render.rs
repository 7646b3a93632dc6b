//! Text with tags, written in place of bytes of a paragraph.
//!
//! What is replaced may begin inside one span and end inside another. The writer knows what is open
//! where it begins and what must be open where it ends, closes and opens what is needed in between,
//! and so never writes what is not well-formed. Marks of bookmarks and comments among the replaced
//! bytes are kept: those that begin something before the new text, the others after it.

use super::content::{Layout, Wrapper};
use super::names::Names;
use super::notes;
use crate::document::package::office::{mark, markers_in, unbroken};
use crate::document::{Block, BlockKind, Passage};
use crate::inline::{InlineTag, TagKind};
use crate::text::Source;
use crate::xml::{escape, is_xml_char};
use std::collections::HashSet;

/// More elements than any real paragraph has; one with more is not written in.
const MOST_WRAPPERS: usize = 4096;

/// An element that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Open<'a> {
    /// Its first tag.
    code: &'a str,
    /// Its pair of tags; `None` for one that shows nothing.
    pair: Option<u32>,
}

impl Open<'_> {
    fn is_unseen(&self) -> bool {
        self.pair.is_none()
    }
}

struct Writer<'a> {
    names: &'a Names,
    /// Whether no element may stand in the text.
    is_plain: bool,
    out: String,
    open: Vec<Open<'a>>,
}

/// What stands in the file for `passage` of `block`; `None` when it cannot be written there.
pub(super) fn render(
    source: &Source,
    (block, layout): (&Block, &Layout),
    passage: &Passage<'_>,
    names: &Names,
) -> Option<String> {
    let content = passage.content;
    let too_many = layout.wrappers.len().max(block.content.tags.len()) > MOST_WRAPPERS;
    if layout.fixed
        || too_many
        || !content.text.chars().all(is_xml_char)
        || has_twice(&content.tags)
    {
        return None;
    }
    let mut writer = Writer {
        names,
        is_plain: block.kind == BlockKind::Value,
        out: String::new(),
        open: open_at(source, layout, passage.span.start),
    };
    let last = open_at(source, layout, passage.span.end);
    let markers = || markers_in(&layout.markers, passage.span);
    for marker in markers().filter(|marker| marker.opens) {
        writer.out.push_str(source.slice(marker.span));
    }
    let (mut done, mut before) = (0, None);
    for tag in &content.tags {
        let text = content.text.get(done..tag.at)?;
        writer.text(unbroken(text, before, Some(tag.role)));
        (done, before) = (tag.at, Some(tag.role));
        writer.tag(tag, &last)?;
    }
    writer.text(unbroken(content.text.get(done..)?, before, None));
    if let Some(score) = passage.mark {
        writer.text(&mark(score));
    }
    for marker in markers().filter(|marker| !marker.opens) {
        writer.out.push_str(source.slice(marker.span));
    }
    writer.hand_over(&last);
    Some(writer.out)
}

/// Whether the body of a note would stand in two places.
fn has_twice(tags: &[InlineTag]) -> bool {
    let mut seen = HashSet::new();
    let mut places = tags.iter().flat_map(|tag| notes::places(&tag.code));
    places.any(|place| !seen.insert(place))
}

/// What is open at the byte `at`.
fn open_at<'a>(source: &'a Source, layout: &Layout, at: usize) -> Vec<Open<'a>> {
    let around = |wrapper: &&Wrapper| wrapper.open.end <= at && at <= wrapper.close.start;
    let wrappers = layout.wrappers.iter().filter(around);
    wrappers
        .map(|wrapper| Open {
            code: source.slice(wrapper.open),
            pair: wrapper.pair,
        })
        .collect()
}

impl<'a> Writer<'a> {
    fn tag(&mut self, tag: &'a InlineTag, last: &[Open<'a>]) -> Option<()> {
        let ends = match tag.kind {
            TagKind::Close => true,
            TagKind::Isolated => tag.code.starts_with("</"),
            TagKind::Open => false,
            TagKind::Standalone => {
                self.out.push_str(&tag.code);
                return Some(());
            }
        };
        if !ends {
            let open = Open {
                code: tag.code.as_str(),
                pair: Some(tag.pair),
            };
            self.go_before(&open, last);
            self.begin(open);
            return Some(());
        }
        // Spans that show nothing end with what is around them.
        let is_own = |open: &Open<'_>| open.pair == Some(tag.pair);
        let at = self.open.iter().rposition(is_own)?;
        let inner = &self.open[at + 1..];
        if inner.iter().any(|open| open.pair.is_some()) {
            return None;
        }
        while self.open.len() > at {
            self.end();
        }
        Some(())
    }

    /// Closes and opens what shows nothing, so that `open`, if it stays open to the end, stands in
    /// what it must stand in there.
    fn go_before(&mut self, open: &Open<'a>, last: &[Open<'a>]) {
        let Some(index) = last.iter().position(|own| own.pair == open.pair) else {
            return;
        };
        let around = &last[..index];
        while !around.starts_with(&self.open) && self.open.last().is_some_and(Open::is_unseen) {
            self.end();
        }
        if around.starts_with(&self.open) {
            let more = around[self.open.len()..].iter();
            let unseen: Vec<Open<'a>> = more.take_while(|open| open.is_unseen()).cloned().collect();
            unseen.into_iter().for_each(|open| self.begin(open));
        }
    }

    fn begin(&mut self, open: Open<'a>) {
        self.out.push_str(open.code);
        self.open.push(open);
    }

    fn end(&mut self) {
        if let Some(open) = self.open.pop() {
            let name = open.code.trim_start_matches('<');
            let end = name.find(|c: char| c.is_whitespace() || c == '>' || c == '/');
            self.out.push_str("</");
            self.out.push_str(&name[..end.unwrap_or(name.len())]);
            self.out.push('>');
        }
    }

    /// Leaves open what follows needs.
    fn hand_over(&mut self, last: &[Open<'a>]) {
        let same = self.open.iter().zip(last).take_while(|(a, b)| a == b);
        let kept = same.count();
        while self.open.len() > kept {
            self.end();
        }
        last[kept..]
            .iter()
            .for_each(|open| self.begin(open.clone()));
    }

    /// Writes `text`; a second space and more are an element.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find("  ").filter(|_| !self.is_plain) {
            escape(&mut self.out, &rest[..=at], false);
            let after = rest[at..].trim_start_matches(' ');
            let more = rest.len() - at - after.len() - 1;
            let (element, count) = (self.names.with("text:s"), self.names.with("text:c"));
            self.out
                .push_str(&format!("<{element} {count}=\"{more}\"/>"));
            rest = after;
        }
        escape(&mut self.out, rest, false);
    }
}
