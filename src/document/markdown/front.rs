//! Front matter: the YAML or TOML before an article, and the few values in it that are text.
//!
//! ```text
//! ---
//! title: "Пуск \"Ёлки\""     Value `Пуск "Ёлки"`; its span holds the quotes, its map does not
//! layout: post             markup
//! ---
//! ```
//!
//! Values of `title`, `description`, `summary` and `subtitle` at the left margin are read: plain,
//! quoted, and block scalars (`|`, `>`). Everything else is markup, kept byte for byte. This is no
//! YAML parser: a value in a form it does not know stays markup.

use crate::document::{Block, BlockKind, Slot};
use crate::inline::{InlineText, SourceMap};
use crate::text::Span;

/// Keys whose values readers see.
const TEXT_KEYS: &[&str] = &["title", "description", "summary", "subtitle"];

/// Keys whose value is the language of the article.
const LANGUAGE_KEYS: &[&str] = &["lang", "language", "locale"];

/// What may stand around a value.
const QUOTES: [char; 2] = ['"', '\''];

/// The blocks of the front matter of `text`, and where the article begins after it.
pub(super) fn blocks(text: &str) -> (Vec<Block>, usize) {
    let start = text.len() - text.strip_prefix('\u{FEFF}').unwrap_or(text).len();
    let Some((inside, end)) = find(text, start) else {
        return (Vec::new(), start);
    };
    let toml = is_toml(text);
    let mut blocks = Vec::new();
    let mut markup_from = start;
    let mut lines = Lines::new(text, inside);
    while let Some(line) = lines.next() {
        let Some((content, quotes)) = value(text, line, toml, &mut lines) else {
            continue;
        };
        let Some(span) = quotes.or_else(|| content.file_extent()) else {
            continue;
        };
        push_markup(&mut blocks, text, Span::new(markup_from, span.start));
        blocks.push(Block {
            kind: BlockKind::Value,
            span,
            content,
            name: None,
        });
        markup_from = span.end;
    }
    push_markup(&mut blocks, text, Span::new(markup_from, end));
    (blocks, end)
}

/// The language tags in the front matter of `text`, without quotes.
pub(super) fn languages(text: &str) -> Vec<Span> {
    let start = text.len() - text.strip_prefix('\u{FEFF}').unwrap_or(text).len();
    let Some((inside, _)) = find(text, start) else {
        return Vec::new();
    };
    let equals = if is_toml(text) { '=' } else { ':' };
    let mut lines = Lines::new(text, inside);
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let Some((key, value)) = text[line.range()].split_once(equals) else {
            continue;
        };
        if LANGUAGE_KEYS.contains(&key.trim_end()) {
            let comment = value.find(" #").unwrap_or(value.len());
            let start = line.end - value.len();
            let at = trimmed(text, Span::new(start, start + comment));
            found.push(unquoted(text, at));
        }
    }
    found
}

/// `at` without the quotes around it.
fn unquoted(text: &str, at: Span) -> Span {
    let value = &text[at.range()];
    let quoted = value.len() >= 2 && value.starts_with(QUOTES) && value.ends_with(QUOTES);
    let quote = usize::from(quoted);
    Span::new(at.start + quote, at.end - quote)
}

/// Whether the front matter is TOML, whose single quotes know no escape.
fn is_toml(text: &str) -> bool {
    text.trim_start_matches('\u{FEFF}').starts_with('+')
}

fn push_markup(blocks: &mut Vec<Block>, text: &str, at: Span) {
    let slice = &text[at.range()];
    let start = at.start + (slice.len() - slice.trim_start().len());
    let end = start + slice.trim().len();
    if start < end {
        blocks.push(Block {
            kind: BlockKind::Markup,
            span: Span::new(start, end),
            content: InlineText::default(),
            name: None,
        });
    }
}

/// The lines between the fences, and the end of the closing one.
fn find(text: &str, start: usize) -> Option<(Span, usize)> {
    let mut lines = Lines::new(text, Span::new(start, text.len()));
    let first = lines.next()?;
    let fence = text[first.range()].trim_end();
    if fence != "---" && fence != "+++" {
        return None;
    }
    let inside = lines.at;
    let mut first_inside = true;
    while let Some(line) = lines.next() {
        let content = text[line.range()].trim_end();
        if content == fence || (content == "..." && fence == "---") {
            return Some((Span::new(inside, line.start), line.end));
        }
        // A rule with a blank line after it is a rule.
        if first_inside && content.is_empty() {
            return None;
        }
        first_inside = false;
    }
    None
}

/// Lines of a text without their ends.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str, span: Span) -> Lines<'a> {
        Lines {
            text,
            at: span.start,
            end: span.end,
        }
    }

    fn peek(&self) -> Option<Span> {
        if self.at >= self.end {
            return None;
        }
        let rest = &self.text[self.at..self.end];
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        Some(Span::new(self.at, self.at + line.len()))
    }

    fn next(&mut self) -> Option<Span> {
        let line = self.peek()?;
        let rest = &self.text[line.end..self.end];
        let ending = match rest.as_bytes() {
            [b'\r', b'\n', ..] => 2,
            [_, ..] => 1,
            [] => 0,
        };
        self.at = line.end + ending;
        Some(line)
    }
}

/// The text of the value that begins on `line`, when its key is one that readers see, and the value
/// with its quotes, if it has some.
fn value(
    text: &str,
    line: Span,
    toml: bool,
    lines: &mut Lines<'_>,
) -> Option<(InlineText, Option<Span>)> {
    let slice = &text[line.range()];
    let (key, rest) = slice.split_once(if toml { '=' } else { ':' })?;
    let key = key.trim_end();
    if !TEXT_KEYS.contains(&key) || !(toml || rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let start = line.end - rest.trim_start().len();
    let at = Span::new(start, start + text[start..line.end].trim_end().len());
    let value = &text[at.range()];
    match value.chars().next()? {
        quote @ ('"' | '\'') => {
            let (content, quotes) = quoted(text, at, quote, toml)?;
            // `title: ""` has nothing to translate.
            content.file_extent()?;
            Some((content, Some(quotes)))
        }
        '[' | '{' | '&' | '*' | '!' | '#' => None,
        '|' | '>' if !toml => Some((block_scalar(text, lines), None)),
        _ if toml => None,
        _ => Some((plain(text, at, lines), None)),
    }
}

/// A quoted value on one line, and where it stands, quotes included.
fn quoted(text: &str, at: Span, quote: char, toml: bool) -> Option<(InlineText, Span)> {
    let mut content = Content::default();
    let inner = &text[at.start + 1..at.end];
    let mut chars = inner.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let here = at.start + 1 + offset;
        let next = chars.peek().map(|&(_, next)| next);
        if c == quote && quote == '\'' && !toml && next == Some('\'') {
            chars.next();
            content.opaque('\'', Span::new(here, here + 2));
        } else if c == quote {
            let after = inner[offset + 1..].trim_start();
            let quotes = Span::new(at.start, here + 1);
            let ends = after.is_empty() || after.starts_with('#');
            return ends.then(|| (content.finish(), quotes));
        } else if c == '\\' && quote == '"' {
            let (_, escaped) = chars.next()?;
            let meant = match escaped {
                '"' | '\\' | '/' => escaped,
                'n' => '\n',
                't' => '\t',
                '_' => '\u{A0}',
                _ => return None,
            };
            content.opaque(meant, Span::new(here, here + 1 + escaped.len_utf8()));
        } else {
            content.verbatim(text, Span::new(here, here + c.len_utf8()));
        }
    }
    None
}

/// A plain value: to the end of the line or a comment, with the indented lines that go on with it.
fn plain(text: &str, at: Span, lines: &mut Lines<'_>) -> InlineText {
    let mut content = Content::default();
    let length = text[at.range()].find(" #").unwrap_or(at.len());
    content.verbatim(text, trimmed(text, Span::new(at.start, at.start + length)));
    while let Some(line) = indented(text, lines) {
        content.line(text, line);
    }
    content.finish()
}

/// The indented lines after `|` or `>`.
fn block_scalar(text: &str, lines: &mut Lines<'_>) -> InlineText {
    let mut content = Content::default();
    while let Some(line) = lines.peek() {
        let blank = text[line.range()].trim().is_empty();
        match indented(text, lines) {
            Some(line) => content.line(text, line),
            None if blank => {
                lines.next();
                content.blank_line(line);
            }
            None => break,
        }
    }
    content.finish()
}

/// Takes the next line when it is indented and not blank; gives its text.
fn indented(text: &str, lines: &mut Lines<'_>) -> Option<Span> {
    let line = lines.peek()?;
    let inside = trimmed(text, line);
    if !text[line.range()].starts_with([' ', '\t']) || inside.is_empty() {
        return None;
    }
    lines.next().map(|_| inside)
}

fn trimmed(text: &str, at: Span) -> Span {
    let slice = &text[at.range()];
    let start = at.start + (slice.len() - slice.trim_start().len());
    Span::new(start, start + slice.trim().len())
}

/// Text and its map while a value is read.
#[derive(Default)]
struct Content {
    text: String,
    map: SourceMap,
}

impl Content {
    fn verbatim(&mut self, text: &str, at: Span) {
        self.map.push_verbatim(self.text.len(), at);
        self.text.push_str(&text[at.range()]);
    }

    fn opaque(&mut self, meant: char, at: Span) {
        let plain = Span::new(self.text.len(), self.text.len() + meant.len_utf8());
        self.map.push_opaque(plain, at);
        self.text.push(meant);
    }

    /// One more line, joined to the one before as a soft wrap.
    fn line(&mut self, text: &str, at: Span) {
        if !self.text.is_empty() {
            self.opaque('\n', Span::empty(at.start));
        }
        self.verbatim(text, at);
    }

    fn blank_line(&mut self, line: Span) {
        if !self.text.is_empty() {
            self.opaque('\n', Span::empty(line.start));
        }
    }

    fn finish(mut self) -> InlineText {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        InlineText {
            map: Some(self.map.part(Span::new(0, length))),
            text: self.text,
            tags: Vec::new(),
        }
    }
}

/// `content` as it can stand in place of `slot`, by the quotes around it.
///
/// A plain value must not begin to mean something else (`title: Note: …`); then it is quoted when
/// the whole value is replaced, and cannot be written otherwise.
pub(super) fn render(slot: Slot<'_>, content: &InlineText) -> Option<String> {
    if !content.tags.is_empty() {
        return None;
    }
    let text = content
        .text
        .split_ascii_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let value = slot.source.slice(slot.block.span);
    let whole = slot.block.content.file_extent() == Some(slot.span);
    match value.chars().next() {
        Some('"') => Some(double_quoted(&text)),
        Some('\'') if is_toml(slot.source.text()) => (!text.contains('\'')).then_some(text),
        Some('\'') => Some(text.replace('\'', "''")),
        _ if in_block_scalar(slot) || is_plain(&text) => Some(text),
        _ if whole => Some(format!("\"{}\"", double_quoted(&text))),
        _ => None,
    }
}

/// Whether the value begins on a line of its own.
fn in_block_scalar(slot: Slot<'_>) -> bool {
    let before = &slot.source.text()[..slot.block.span.start];
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    line.trim().is_empty()
}

fn double_quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Whether YAML reads `text` as a plain scalar that is this very text.
fn is_plain(text: &str) -> bool {
    let indicators = "-?:,[]{}#&*!|>'\"%@`";
    let reserved = ["null", "true", "false", "yes", "no", "on", "off", "~"];
    !text.starts_with(|c| indicators.contains(c))
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && text.parse::<f64>().is_err()
        && !reserved.iter().any(|word| word.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Fill, fill, read};
    use crate::text::Source;

    fn values(text: &str) -> Vec<String> {
        let (blocks, _) = blocks(text);
        let values = blocks
            .into_iter()
            .filter(|block| block.kind == BlockKind::Value);
        values.map(|block| block.content.text).collect()
    }

    /// `title: …` with its value replaced by `target`.
    fn titled(line: &str, target: &str) -> String {
        let document = read(Source::new("a.md", format!("---\n{line}\n---\n")), None).unwrap();
        let value = document
            .blocks
            .iter()
            .position(|block| block.kind == BlockKind::Value);
        let block = value.expect("a title is a value");
        let made = fill(
            &document,
            &[Fill {
                block,
                plain: Span::new(0, document.blocks[block].content.text.len()),
                content: InlineText::plain(target),
                mark: None,
            }],
        );
        made.text.lines().nth(1).unwrap().to_owned()
    }

    #[test]
    fn what_is_not_closed_is_no_front_matter() {
        assert_eq!(blocks("---\ntitle: Un\n"), (Vec::new(), 0));
        assert_eq!(blocks("---\n\nAprès un filet\n\n---\n"), (Vec::new(), 0));
        assert_eq!(blocks(""), (Vec::new(), 0));
    }

    #[test]
    fn values_that_are_no_text_stay_markup() {
        let text = "---\ntitle: [a, b]\nsummary: &x y\ndescription:\n  fr: un\nsubtitle: 'a\n---\n";
        assert_eq!(values(text), Vec::<String>::new());
        assert_eq!(values("+++\ntitle = 5\n+++\n"), Vec::<String>::new());
    }

    #[test]
    fn values_are_read_in_all_their_forms() {
        let text = "\u{FEFF}---\r\ntitle: Пуск № 7 # черновик\r\nsummary: |\r\n  un\r\n  deux\r\n\
                    subtitle: 'l''été'\r\ndescription: \"a \\\"b\\\"\"\r\n...\r\n";
        assert_eq!(values(text), ["Пуск № 7", "un\ndeux", "l'été", "a \"b\""]);
    }

    #[test]
    fn a_space_before_the_closing_quote_is_inside_the_value() {
        for space in ["\u{A0}", "\u{202F}", " ", ""] {
            for (line, after) in [
                (format!("title: \"Qui part{space}\""), "title: \"Qui reste"),
                (
                    format!("title: 'Qui part{space}' # vu"),
                    "title: 'Qui reste",
                ),
            ] {
                assert_eq!(values(&format!("---\n{line}\n---\n")), ["Qui part"]);
                let written = titled(&line, "Qui reste");
                let rest = line.split_once("part").unwrap().1;
                assert_eq!(written, format!("{after}{rest}"));
            }
        }
        assert_eq!(values("---\ntitle: \"\u{A0}\"\n---\n"), [""; 0]);
    }

    #[test]
    fn a_target_is_quoted_when_it_would_mean_something_else() {
        assert_eq!(titled("title: Un", "Deux"), "title: Deux");
        assert_eq!(
            titled("title: Un", "Note : «\u{A0}a: b\u{A0}»"),
            "title: \"Note : «\u{A0}a: b\u{A0}»\""
        );
        assert_eq!(titled("title: Un", "2024"), "title: \"2024\"");
        assert_eq!(titled("title: 'Un'", "L'été"), "title: 'L''été'");
        assert_eq!(
            titled("title: \"Un\"", "Le \"b\""),
            "title: \"Le \\\"b\\\"\""
        );
    }
}
