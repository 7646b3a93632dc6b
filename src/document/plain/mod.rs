//! Plain text: blank lines part its blocks, and so do markers at the start of a line.
//!
//! ```text
//! Chapter 4. Thermal control        Heading(2): one line alone, a chapter word and a number
//!
//! The radiator faces deep space     Paragraph: a wrapped line goes on
//! for the whole orbit.
//! 1) open the valve                 ListItem(1) "open the valve"
//! — Когда вылет?                    Paragraph: a dash opens each turn of a dialogue
//! — Завтра.                         Paragraph
//! ```
//!
//! There is no inline markup. A marker of a list, a heading or a quotation stands outside the
//! block; the dash of a dialogue is part of what is said. A dash or a number at the start of a line
//! is only a marker where a sentence could begin: Russian wraps lines before a dash. Whether a
//! sentence ends at a line end inside a block is for the segmenter to say.

mod marker;

use super::{Block, BlockKind, Care, DocumentError, Format, Slot};
use crate::inline::{InlineText, SourceMap};
use crate::text::{Source, Span};
use marker::{Marker, is_chapter, is_closed, marker};

/// The longest line that is taken for a heading, in characters: two lines of a printed book.
const LONGEST_HEADING: usize = 120;

/// Plain text.
#[derive(Debug)]
pub(super) struct Plain;

impl Format for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn blocks(&self, source: &Source) -> Result<Vec<Block>, DocumentError> {
        let text = source.text();
        let mut blocks = Vec::new();
        let mut group = Vec::new();
        for line in lines(text) {
            if text[line.range()].trim_start_matches('>').is_empty() {
                read_group(text, &group, &mut blocks);
                group.clear();
            } else {
                group.push(line);
            }
        }
        read_group(text, &group, &mut blocks);
        Ok(blocks)
    }

    fn render(&self, _: Slot<'_>, content: &InlineText, _: Care) -> Option<String> {
        let words: Vec<&str> = content.text.split_ascii_whitespace().collect();
        content.tags.is_empty().then(|| words.join(" "))
    }

    fn guesses_headings(&self) -> bool {
        true
    }

    fn mark(&self, _: BlockKind, score: u8) -> String {
        format!("⟦{score}⟧")
    }
}

/// The lines of `text` without white space around them.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let start = text.len() - text.strip_prefix('\u{FEFF}').unwrap_or(text).len();
    let mut at = Some(start);
    std::iter::from_fn(move || {
        let from = at?;
        let rest = &text[from..];
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        at = match rest.as_bytes().get(length..) {
            Some([b'\r', b'\n', ..]) => Some(from + length + 2),
            Some([_, ..]) => Some(from + length + 1),
            _ => None,
        };
        let line = &rest[..length];
        let indent = length - line.trim_start().len();
        let start = from + indent;
        Some(Span::new(start, start + line.trim().len()))
    })
}

/// Cuts lines that no blank line parts.
fn read_group(text: &str, lines: &[Span], blocks: &mut Vec<Block>) {
    if let Some(kind) = whole_heading(text, lines) {
        blocks.push(block(kind, text, &lines[..1]));
        blocks.extend(lines.get(1).map(|&line| Block {
            kind: BlockKind::Markup,
            span: line,
            content: InlineText::default(),
            name: None,
        }));
        return;
    }
    let mut at = 0;
    while at < lines.len() {
        let found = marker(&text[lines[at].range()]);
        let mut end = at + 1;
        while end < lines.len() && !begins_block(text, lines, end, found.map(|(marker, _)| marker))
        {
            end += 1;
        }
        let mut own = lines[at..end].to_vec();
        let kind = match found {
            Some((Marker::Dash(_), _)) | None => BlockKind::Paragraph,
            Some((marker, length)) => {
                own[0].start += length;
                kind_of(marker)
            }
        };
        blocks.push(block(kind, text, &own));
        at = end;
    }
}

fn kind_of(marker: Marker) -> BlockKind {
    match marker {
        Marker::Bullet(_) | Marker::Number => BlockKind::ListItem(1),
        Marker::Quote => BlockKind::Quote,
        Marker::Heading(level) => BlockKind::Heading(level),
        Marker::Dash(_) => BlockKind::Paragraph,
    }
}

/// Whether line `at` begins a block of its own, after a block that began with `open`.
fn begins_block(text: &str, lines: &[Span], at: usize, open: Option<Marker>) -> bool {
    if matches!(open, Some(Marker::Heading(_))) {
        return true;
    }
    let before = &text[lines[at - 1].range()];
    let Some((marker, _)) = marker(&text[lines[at].range()]) else {
        return false;
    };
    match marker {
        Marker::Quote => open != Some(Marker::Quote),
        Marker::Heading(_) => true,
        Marker::Bullet('*' | '•' | '+' | '▪' | '◦') => true,
        Marker::Bullet(_) | Marker::Number | Marker::Dash(_) => {
            let in_list = matches!(open, Some(Marker::Bullet(_) | Marker::Number));
            let goes_on = if matches!(marker, Marker::Dash(_)) {
                open == Some(marker)
            } else {
                in_list
            };
            goes_on || before.ends_with([':', ';']) || is_closed(before)
        }
    }
}

/// What heading the lines are as a whole, if they are one: a line alone that no sentence ends, a
/// chapter line, or a line with a rule under it.
fn whole_heading(text: &str, lines: &[Span]) -> Option<BlockKind> {
    let (&first, rest) = lines.split_first()?;
    let line = &text[first.range()];
    match rest {
        [] => (marker(line).is_none() && looks_like_heading(line)).then_some(BlockKind::Heading(2)),
        [under] => {
            let rule = &text[under.range()];
            let ruled = |c: char| rule.len() >= 3 && rule.chars().all(|other| other == c);
            match (ruled('='), ruled('-')) {
                (true, _) => Some(BlockKind::Heading(1)),
                (_, true) => Some(BlockKind::Heading(2)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn looks_like_heading(line: &str) -> bool {
    if line.chars().nth(LONGEST_HEADING).is_some() || !line.contains(char::is_alphabetic) {
        return false;
    }
    let sentences = [". ", "! ", "? ", "… "]
        .iter()
        .any(|end| line.contains(end));
    is_chapter(line) || !(sentences || is_closed(line) || line.ends_with([':', ';', ',']))
}

/// A block over whole `lines`: the line ends between them are soft wraps, indentation is skipped.
fn block(kind: BlockKind, text: &str, lines: &[Span]) -> Block {
    let mut content = String::new();
    let mut map = SourceMap::default();
    let mut end = None;
    for &line in lines {
        let mut line = line;
        if let Some(end) = end {
            let plain = Span::new(content.len(), content.len() + 1);
            map.push_opaque(plain, Span::new(end, line.start));
            content.push('\n');
            if kind == BlockKind::Quote
                && let Some((Marker::Quote, length)) = marker(&text[line.range()])
            {
                line.start += length;
            }
        }
        map.push_verbatim(content.len(), line);
        content.push_str(&text[line.range()]);
        end = Some(line.end);
    }
    let start = lines.first().map_or(0, |line| line.start);
    Block {
        kind,
        span: Span::new(start, end.unwrap_or(start)),
        content: InlineText {
            text: content,
            tags: Vec::new(),
            map: Some(map),
        },
        name: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Heading, ListItem, Paragraph, Quote};

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let blocks = Plain.blocks(&Source::new("a.txt", text)).unwrap();
        let blocks = blocks.into_iter();
        blocks
            .map(|block| (block.kind, block.content.text))
            .collect()
    }

    fn block(kind: BlockKind, text: &str) -> (BlockKind, String) {
        (kind, text.to_owned())
    }

    #[test]
    fn blank_lines_alone_give_no_block() {
        assert_eq!(blocks(""), []);
        assert_eq!(blocks("\u{FEFF}\r\n \u{A0}\r\n"), []);
    }

    #[test]
    fn a_wrapped_dash_stays_in_its_sentence() {
        let text = "Москва\n— столица России.";
        assert_eq!(blocks(text), [block(Paragraph, text)]);
        let turns = blocks("— Où ?\n— Ici,\nmon ami.");
        assert_eq!(
            turns,
            [
                block(Paragraph, "— Où ?"),
                block(Paragraph, "— Ici,\nmon ami.")
            ]
        );
    }

    #[test]
    fn a_line_of_sentences_is_no_heading() {
        assert_eq!(
            blocks("It rains. Read on"),
            [block(Paragraph, "It rains. Read on")]
        );
        assert_eq!(
            blocks("Запуск «Бион-М»"),
            [block(Heading(2), "Запуск «Бион-М»")]
        );
        assert_eq!(
            blocks("Глава 2. Питание"),
            [block(Heading(2), "Глава 2. Питание")]
        );
    }

    #[test]
    fn a_bare_quote_mark_parts_quoted_paragraphs() {
        let quoted = blocks("> one\r\n> more\r\n>\r\n> two\r\n");
        assert_eq!(quoted, [block(Quote, "one\nmore"), block(Quote, "two")]);
    }

    #[test]
    fn an_item_goes_on_in_its_wrapped_lines() {
        let items = blocks("1) open\n   slowly\n2) close");
        assert_eq!(
            items,
            [
                block(ListItem(1), "open\nslowly"),
                block(ListItem(1), "close")
            ]
        );
    }
}
