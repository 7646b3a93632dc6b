//! Writing content as Markdown that reads back as that content.
//!
//! Text is escaped where it would be markup, and as little as possible: `2 * 3`, `file_name` and
//! `M&M` stay as they are, `*.txt` at the start of a line becomes `\*.txt`. Code and addresses are
//! written raw, code with a fence longer than any run of backticks in it. Tags are written by their
//! codes.
//!
//! With [`Care::Light`] only the text near a character decides, which is right nearly always; the
//! article is read again after writing, and a block that reads back differently is written with
//! [`Care::Full`], where every character that can be markup anywhere is escaped.

use crate::document::{BlockKind, Care, Slot};
use crate::inline::{InlineTag, InlineText, TagKind, TagRole};

/// Longest entity name with its `&` and `;` that is looked for (`&CounterClockwiseContourIntegral;`).
const LONGEST_ENTITY: usize = 40;

/// How far back the marks before a text are looked at, in characters; beyond it stands text, or a
/// nesting in which one more escape does no harm.
const LONGEST_MARKERS: usize = 1000;

/// `content` as Markdown in place of `slot`; `None` for an empty code span, which Markdown lacks.
pub(super) fn render(
    slot: Slot<'_>,
    content: &InlineText,
    care: Care,
    mdx: bool,
) -> Option<String> {
    let mut writer = Writer::new(slot, care, mdx);
    let mut at = 0;
    for (index, tag) in content.tags.iter().enumerate() {
        let text = content.text.get(at..tag.at)?;
        writer.text(text, tag.code.chars().next());
        at = tag.at;
        writer.tag(tag, inside(content, index))?;
    }
    let after = slot.source.text()[slot.span.end..].chars().next();
    writer.text(content.text.get(at..)?, after);
    Some(writer.finish())
}

/// The text between the protected tag `index` and its closing tag, `None` for other tags.
fn inside(content: &InlineText, index: usize) -> Option<&str> {
    let open = &content.tags[index];
    if open.kind != TagKind::Open || !open.role.is_protected() {
        return None;
    }
    // Nothing stands between protected tags, so the next one closes.
    let close = content.tags.get(index + 1)?;
    content.text.get(open.at..close.at)
}

struct Writer<'a> {
    out: String,
    kind: BlockKind,
    care: Care,
    mdx: bool,
    /// Character before the slot.
    before: Option<char>,
    /// Whether the next character would be the first of its line.
    line_start: bool,
    /// Open links: a bracket inside one must be escaped.
    links: usize,
    /// Text between protected tags is written as it is, with this fence around it.
    raw: Option<Fence>,
    slot: Slot<'a>,
}

/// What stands around code.
struct Fence {
    close: String,
}

impl<'a> Writer<'a> {
    fn new(slot: Slot<'a>, care: Care, mdx: bool) -> Writer<'a> {
        let before = &slot.source.text()[..slot.span.start];
        let inline = matches!(
            slot.block.kind,
            BlockKind::Heading(_) | BlockKind::TableCell { .. }
        );
        let starts_block = slot.span.start == slot.block.span.start && !inline;
        // Only marks of the line before it: quotes, bullets, numbers, indentation.
        let marker = |c: char| c.is_ascii_digit() || " \t>*+-.)\u{FEFF}".contains(c);
        let mut near = before.chars().rev().take(LONGEST_MARKERS);
        let first = near.find(|&c| !marker(c));
        Writer {
            out: String::new(),
            kind: slot.block.kind,
            care,
            mdx,
            before: before.chars().next_back(),
            line_start: starts_block || first.is_none_or(|c| c == '\n' || c == '\r'),
            links: 0,
            raw: None,
            slot,
        }
    }

    fn tag(&mut self, tag: &InlineTag, inside: Option<&str>) -> Option<()> {
        match (tag.kind, tag.role) {
            (TagKind::Open, TagRole::Code) => {
                let (open, close) = fence(&tag.code, inside?)?;
                self.out.push_str(&open);
                self.raw = Some(Fence { close });
            }
            (TagKind::Open, TagRole::Autolink) => {
                self.out.push_str(&tag.code);
                self.raw = Some(Fence {
                    close: ">".to_owned(),
                });
            }
            (TagKind::Close, TagRole::Code | TagRole::Autolink) => {
                let fence = self.raw.take()?;
                self.out.push_str(&fence.close);
            }
            _ => self.plain_tag(tag),
        }
        self.line_start = tag.role == TagRole::Break && tag.code.contains('\n');
        Some(())
    }

    fn plain_tag(&mut self, tag: &InlineTag) {
        match (tag.kind, tag.role) {
            (TagKind::Open, TagRole::Link | TagRole::Image) => self.links += 1,
            (TagKind::Close, TagRole::Link | TagRole::Image) => {
                self.links = self.links.saturating_sub(1);
            }
            _ => {}
        }
        // Asterisks may stand inside words, underscores may not.
        let code = match tag.role {
            TagRole::Emphasis if self.care == Care::Full => "*",
            TagRole::Strong if self.care == Care::Full => "**",
            _ => &tag.code,
        };
        self.out.push_str(code);
    }

    /// Writes `text`; `after` is the character that will follow it.
    fn text(&mut self, text: &str, after: Option<char>) {
        if self.raw.is_some() {
            return self.raw_text(text);
        }
        let brackets = ["](", "][", "]:"].iter().any(|pair| text.contains(pair));
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if matches!(c, ' ' | '\t' | '\n' | '\r') {
                self.space(c);
                continue;
            }
            let near = Near {
                before: self.out.chars().next_back().or(self.before),
                rest: &text[at..],
                after: chars.peek().map(|&(_, next)| next).or(after),
                brackets,
            };
            if self.is_markup(c, &near) {
                self.out.push('\\');
            }
            self.out.push(c);
            // Digits may still begin `1. `, hashes and dashes a run of them.
            self.line_start &= c.is_ascii_digit() || c == '#';
        }
    }

    /// White space as it is, line ends as a space; none at the start of a line.
    fn space(&mut self, c: char) {
        if self.out.is_empty() || self.out.ends_with('\n') {
            return;
        }
        self.line_start = false;
        match c {
            '\n' | '\r' if self.out.ends_with(' ') => {}
            '\n' | '\r' => self.out.push(' '),
            _ => self.out.push(c),
        }
    }

    fn raw_text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' | '\r' => self.out.push(' '),
                '|' if self.in_table() => self.out.push_str("\\|"),
                _ => self.out.push(c),
            }
        }
    }

    fn in_table(&self) -> bool {
        matches!(self.kind, BlockKind::TableCell { .. })
    }

    fn in_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading(_))
    }

    /// Whether `c` must be escaped.
    fn is_markup(&self, c: char, near: &Near<'_>) -> bool {
        if !c.is_ascii_punctuation() {
            return false;
        }
        if self.care == Care::Full && "\\`*_[]<>{}#|~&!".contains(c) {
            return true;
        }
        match c {
            '\\' => near
                .after
                .is_none_or(|c| c.is_ascii_punctuation() || c.is_whitespace()),
            '`' => true,
            '*' => !near.is_apart() || self.line_start,
            '_' => !near.is_apart() && !near.is_inside_word(),
            '[' => near.brackets || self.links > 0 || near.rest.starts_with("[^"),
            ']' => self.links > 0,
            '!' => near.after == Some('['),
            '<' => {
                self.mdx
                    || near
                        .after
                        .is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c))
            }
            '&' => is_entity(near.rest),
            '|' => self.in_table(),
            '~' => near.before == Some('~') || near.after == Some('~'),
            '{' => self.mdx || self.in_heading() || near.rest.starts_with("{/*"),
            '#' => self.is_heading_mark(near),
            _ => self.line_start && self.is_line_mark(c, near),
        }
    }

    /// Whether a hash opens a heading or closes one.
    fn is_heading_mark(&self, near: &Near<'_>) -> bool {
        let after = near.rest.trim_start_matches('#');
        let opens = self.line_start && near.before != Some('#');
        (opens && (after.is_empty() || after.starts_with([' ', '\n'])))
            || (self.in_heading() && after.trim().is_empty() && near.before != Some('#'))
    }

    /// Whether `c`, first of its line, begins a block.
    fn is_line_mark(&self, c: char, near: &Near<'_>) -> bool {
        let spaced = near.after.is_none_or(char::is_whitespace);
        let number = self
            .out
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .count();
        match c {
            '-' => spaced || near.after == Some('-'),
            '+' => spaced,
            '>' | '=' => true,
            '.' | ')' => number > 0 && spaced,
            _ => false,
        }
    }

    fn finish(mut self) -> String {
        // White space at the end of a line would break it.
        let ends_line = self.slot.source.text()[self.slot.span.end..]
            .chars()
            .next()
            .is_none_or(|c| c == '\n' || c == '\r');
        if ends_line {
            self.out
                .truncate(self.out.trim_end_matches([' ', '\t']).len());
        }
        self.out
    }
}

/// What stands around a character.
struct Near<'a> {
    before: Option<char>,
    /// The text from the character on.
    rest: &'a str,
    after: Option<char>,
    /// Whether a bracket in this text could close a link.
    brackets: bool,
}

impl Near<'_> {
    /// Whether white space stands on both sides: such a mark opens and closes nothing.
    fn is_apart(&self) -> bool {
        self.before.is_none_or(char::is_whitespace) && self.after.is_none_or(char::is_whitespace)
    }

    /// Whether letters or digits stand on both sides, where underscores are text.
    fn is_inside_word(&self) -> bool {
        self.before.is_some_and(char::is_alphanumeric)
            && self.after.is_some_and(char::is_alphanumeric)
    }
}

/// Whether `text` begins with something that Markdown reads as a character reference.
fn is_entity(text: &str) -> bool {
    let Some(end) = text
        .bytes()
        .take(LONGEST_ENTITY)
        .position(|byte| byte == b';')
    else {
        return false;
    };
    let name = text[1..end].trim_start_matches('#');
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The two fences for `code`, as short as the article's own where that is enough.
fn fence(own: &str, code: &str) -> Option<(String, String)> {
    if code.is_empty() {
        return None;
    }
    let runs = |length: usize| code.split(|c| c != '`').any(|run| run.len() == length);
    let own = own.trim_end().len().max(1);
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(if runs(own) { longest + 1 } else { own });
    let edge = |c: char| c == '`';
    let stripped = code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty();
    let pad = if code.starts_with(edge) || code.ends_with(edge) || stripped {
        " "
    } else {
        ""
    };
    Some((format!("{fence}{pad}"), format!("{pad}{fence}")))
}
