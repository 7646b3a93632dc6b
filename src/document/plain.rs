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

use super::{Block, BlockKind, Care, DocumentError, Format, Slot};
use crate::inline::{InlineText, SourceMap};
use crate::text::{Source, Span, chars};

/// The longest line that is taken for a heading, in characters: two lines of a printed book.
const LONGEST_HEADING: usize = 120;

/// Words that open a chapter heading, before its number.
const CHAPTER_WORDS: &[&str] = &[
    "chapter",
    "section",
    "part",
    "appendix",
    "annex",
    "article",
    "chapitre",
    "partie",
    "annexe",
    "titre",
    "глава",
    "раздел",
    "часть",
    "приложение",
    "статья",
];

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
            if line.is_empty() {
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

/// The lines of `text` without white space around them; blank ones are empty.
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

/// What stands at the start of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Bullet(char),
    Number,
    Dash(char),
    Quote,
    Heading(u8),
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

/// Whether `line` ends with a closed sentence, note marks (`[3]`, `¹`, a draft's `⟦87⟧`) and quotes
/// after its mark.
fn is_closed(line: &str) -> bool {
    let closers = |c: char| {
        chars::is_quote(c) || matches!(c, ')' | ']' | ' ' | '\u{A0}' | '\u{202F}' | '¹' | '²' | '³')
    };
    let mut line = line;
    while let Some((text, number)) = line
        .strip_suffix(']')
        .and_then(|note| note.rsplit_once('['))
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        line = text;
    }
    line.trim_end_matches(closers)
        .ends_with(['.', '!', '?', '…'])
}

/// The marker at the start of `line` and its length with the space after it.
fn marker(line: &str) -> Option<(Marker, usize)> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let gap = rest.len() - rest.trim_start().len();
    let spaced = gap > 0 && gap < rest.len();
    let length = first.len_utf8() + gap;
    match first {
        '-' | '*' | '+' | '•' | '▪' | '◦' if spaced => Some((Marker::Bullet(first), length)),
        '—' | '–' | '―' if spaced => Some((Marker::Dash(first), length)),
        '>' if gap < rest.len() => Some((Marker::Quote, length)),
        '#' => hashes(line),
        _ => number(line).map(|length| (Marker::Number, length)),
    }
}

fn hashes(line: &str) -> Option<(Marker, usize)> {
    let level = line.len() - line.trim_start_matches('#').len();
    let rest = &line[level..];
    let gap = rest.len() - rest.trim_start().len();
    let level_number = u8::try_from(level).ok().filter(|level| *level <= 6)?;
    (gap > 0 && gap < rest.len()).then_some((Marker::Heading(level_number), level + gap))
}

/// Length of `1. `, `12) `, `a) `, `(б) ` at the start of `line`.
fn number(line: &str) -> Option<usize> {
    let inside = line.strip_prefix('(').unwrap_or(line);
    let digits = inside.len()
        - inside
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let letter = inside
        .chars()
        .next()
        .filter(|c| c.is_alphabetic())
        .map_or(0, char::len_utf8);
    let rest = match digits {
        1..=3 => inside[digits..].strip_prefix(['.', ')'])?,
        0 if letter > 0 => inside[letter..].strip_prefix(')')?,
        _ => return None,
    };
    let gap = rest.len() - rest.trim_start().len();
    (gap > 0 && gap < rest.len()).then(|| line.len() - rest.len() + gap)
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

/// `Chapter 4. Thermal control`, `Глава 2. Питание`: a chapter word and its number.
fn is_chapter(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let word = words.next().unwrap_or_default().to_lowercase();
    let number = words
        .next()
        .unwrap_or_default()
        .trim_end_matches(['.', ':']);
    CHAPTER_WORDS.contains(&word.as_str())
        && !number.is_empty()
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | 'I' | 'V' | 'X' | 'L'))
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
