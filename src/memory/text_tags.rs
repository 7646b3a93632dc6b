//! Tags that a tool wrote as text: OmegaT's level 1 keeps `<f0>` in the words of a segment.
//!
//! Such text stays text in the memory and is written back as it was. For matching it is told apart:
//! `The <f0>probe</f0> left<br1/>` is then the text `The probe left` with a pair of tags around
//! `probe` and a single one at the end. Only the form that OmegaT writes is a tag: `<`, perhaps `/`,
//! small Latin letters, digits, perhaps `/`, `>`. `a<b2` is none.

use super::MemoryHeader;
use crate::inline::{InlineTag, InlineText, TagKind, TagRole};
use crate::text::Span;
use hashbrown::HashMap;
use std::borrow::Cow;

impl MemoryHeader {
    /// Whether the tool that wrote the file puts tags into the text of its segments.
    pub fn writes_tags_as_text(&self) -> bool {
        self.get("creationtool")
            .is_some_and(|tool| tool == "OmegaT")
    }
}

/// Bytes of a tag at most: a text full of `<` must not be searched to its end for each.
const LONGEST: usize = 32;

/// `content` with the tags that stand in its text as tags; borrows when there are none.
pub fn told_apart(content: &InlineText) -> Cow<'_, InlineText> {
    let written = written_tags(&content.text);
    if written.is_empty() {
        return Cow::Borrowed(content);
    }
    let mut text = String::with_capacity(content.text.len());
    let mut tags = Vec::new();
    let mut own = content.tags.iter().peekable();
    let mut end = 0;
    let kinds = kinds(content, &written);
    for (tag, (kind, pair)) in written.iter().zip(kinds) {
        while let Some(before) = own.next_if(|own| own.at <= tag.span.start) {
            tags.push(moved(before, text.len() + before.at - end));
        }
        text.push_str(&content.text[end..tag.span.start]);
        tags.push(InlineTag {
            at: text.len(),
            kind,
            pair,
            role: TagRole::Other,
            code: content.text[tag.span.range()].to_owned(),
            markup: None,
            file: None,
        });
        end = tag.span.end;
    }
    tags.extend(own.map(|own| moved(own, text.len() + own.at.saturating_sub(end))));
    text.push_str(&content.text[end..]);
    Cow::Owned(InlineText {
        text,
        tags,
        map: None,
    })
}

fn moved(tag: &InlineTag, at: usize) -> InlineTag {
    InlineTag { at, ..tag.clone() }
}

/// A tag as it stands in the text.
struct Written<'t> {
    span: Span,
    name: &'t str,
    closes: bool,
    stands_alone: bool,
}

fn written_tags(text: &str) -> Vec<Written<'_>> {
    let mut found: Vec<Written<'_>> = Vec::new();
    for (at, _) in text.match_indices('<') {
        found.extend(written_tag(text, at));
    }
    found
}

/// The tag that begins with the `<` at `at`, if it is one.
fn written_tag(text: &str, at: usize) -> Option<Written<'_>> {
    let rest = &text[at + 1..];
    let length = rest.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let inside = &rest[..length];
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let closes = name.len() < inside.len();
    let name = name.strip_suffix('/').unwrap_or(name);
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_tag = !letters.is_empty()
        && letters.len() < name.len()
        && letters.bytes().all(|byte| byte.is_ascii_lowercase());
    is_tag.then_some(Written {
        span: Span::new(at, at + inside.len() + 2),
        name,
        closes,
        stands_alone: inside.ends_with('/'),
    })
}

/// Kind and pair number of each tag: a closing one belongs to the last open one of its name.
fn kinds(content: &InlineText, written: &[Written<'_>]) -> Vec<(TagKind, u32)> {
    let taken = content.tags.iter().map(|tag| tag.pair).max().unwrap_or(0);
    let mut kinds: Vec<(TagKind, u32)> = Vec::new();
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, tag) in written.iter().enumerate() {
        let number = taken.saturating_add(1).saturating_add(index as u32);
        let kind = if tag.stands_alone {
            (TagKind::Standalone, number)
        } else if !tag.closes {
            open.entry(tag.name).or_default().push(index);
            (TagKind::Isolated, number)
        } else if let Some(last) = open.get_mut(tag.name).and_then(Vec::pop) {
            let opening = &mut kinds[last];
            opening.0 = TagKind::Open;
            (TagKind::Close, opening.1)
        } else {
            (TagKind::Isolated, number)
        };
        kinds.push(kind);
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (String, Vec<(usize, TagKind)>) {
        let content = InlineText::plain(text);
        let apart = told_apart(&content);
        let tags = apart.tags.iter().map(|tag| (tag.at, tag.kind)).collect();
        (apart.text.clone(), tags)
    }

    #[test]
    fn what_is_no_tag_stays_text() {
        for text in [
            "a<b2",
            "<b>gras</b>",
            "x < 3 > y",
            "<F0>",
            "<é1>",
            "<>",
            "</>",
            "<3>",
        ] {
            assert!(
                matches!(told_apart(&InlineText::plain(text)), Cow::Borrowed(_)),
                "{text}"
            );
        }
    }

    #[test]
    fn pairs_and_single_tags_leave_the_text() {
        use TagKind::{Close, Isolated, Open, Standalone};
        assert_eq!(
            shown("Зонд <f0>молчит</f0><br1/>."),
            (
                "Зонд молчит.".into(),
                vec![(9, Open), (21, Close), (21, Standalone)]
            )
        );
        assert_eq!(
            shown("</f1>a<f0>b"),
            ("ab".into(), vec![(0, Isolated), (1, Isolated)])
        );
    }

    #[test]
    fn tags_of_the_file_keep_their_place() {
        let mut content = InlineText::plain("a<f0>b</f0>c");
        let tag = |at| InlineTag {
            at,
            kind: TagKind::Standalone,
            pair: 7,
            role: TagRole::Other,
            code: String::new(),
            markup: None,
            file: None,
        };
        content.tags = vec![tag(1), tag(6), tag(12)];
        let apart = told_apart(&content);
        let places: Vec<(usize, u32)> = apart.tags.iter().map(|tag| (tag.at, tag.pair)).collect();
        assert_eq!(places, [(1, 7), (1, 8), (2, 7), (2, 8), (3, 7)]);
    }
}
