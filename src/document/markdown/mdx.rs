//! What an article holds in braces besides Markdown: comments and expressions of MDX, shortcodes.
//!
//! `## Aperçu {/*overview*/}` would be read as emphasis in the middle of braces, and
//! `<img style={{margin: 0}} />` as text. Before the parser sees the text, such a stretch is covered
//! with letters, byte for byte, so that every offset stays true; a comment that has its lines to
//! itself is covered with spaces. Afterwards comments inside text become tags, those with their own
//! lines blocks of markup.
//!
//! In Markdown the shortcodes of site generators (`{{< figure src="pad.png" >}}`, `{% include
//! map.html %}`) are covered in the same way, and so are the lines of [`directives`].
//!
//! Formulas between dollars are covered too, see [`formulas`].
//!
//! `import` and `export` lines are code too. Braces in code are left alone; where code is, a first
//! reading of the text says.

use super::directives::{self, Directive};
use super::formulas;
use crate::text::Span;
use memchr::memchr_iter;
use pulldown_cmark::{Event, Parser, Tag};
use std::borrow::Cow;
use std::cmp::Reverse;

/// A text with its braces covered.
#[derive(Debug)]
pub(super) struct Masked<'a> {
    /// The text, as long as it was.
    pub(super) text: Cow<'a, str>,
    /// Covered comments and expressions inside lines of text: markup.
    pub(super) holes: Vec<Span>,
    /// Covered comments that have their lines to themselves.
    pub(super) comments: Vec<Span>,
    /// Lines of directives, which are covered too.
    directives: Vec<Directive>,
    /// Titles in such lines: text.
    pub(super) titles: Vec<Span>,
    /// Covered values of attributes: part of a tag, or text where the parser sees none.
    attributes: Vec<Span>,
}

/// Covers comments (`{/* … */}`), attribute values (`={…}`) and shortcodes in `text`, or with
/// `expressions` everything in braces; and the lines of directives.
///
/// Linear in the text; without anything of that kind nothing is copied.
pub(super) fn mask(text: &str, expressions: bool) -> Masked<'_> {
    let mut masked = Masked {
        text: Cow::Borrowed(text),
        holes: Vec::new(),
        comments: Vec::new(),
        directives: Vec::new(),
        titles: Vec::new(),
        attributes: Vec::new(),
    };
    let lines = directives::may_stand_in(text);
    let may_hold_formulas = formulas::may_stand_in(text);
    if !lines && !may_hold_formulas && !may_hold_braces(text, expressions) {
        return masked;
    }
    let code = code(text);
    if lines {
        masked.directives = directives::directives(text, &code);
        masked.comments_around_titles();
    }
    let mut at = 0;
    // Where no comment closes any more, and no expression on the line before this offset.
    let mut unclosed = text.len();
    let mut open_line = 0;
    // From where on no shortcode of each kind closes any more.
    let mut open_codes = [text.len(); SHORTCODES.len()];
    while let Some(start) = text[at..].find('{').map(|offset| at + offset) {
        at = start + 1;
        let next_code = code.partition_point(|span| span.end <= start);
        if let Some(span) = code.get(next_code).filter(|span| span.start <= start) {
            at = at.max(span.end);
            continue;
        }
        let lines = &masked.directives;
        let next_line = lines.partition_point(|line| line.line.end <= start);
        if let Some(line) = lines.get(next_line).filter(|line| line.line.start <= start) {
            at = at.max(line.line.end);
            continue;
        }
        let before = &text[..start];
        let shortcode = match expressions {
            true => None,
            false => shortcode(text, start, &mut open_codes),
        };
        if let Some(span) = shortcode.filter(|_| !is_escaped(before)) {
            let inside_line = !text[span.range()].contains(['\n', '\r']);
            if has_its_lines(text, span) {
                masked.comments.push(span);
            } else if inside_line {
                masked.holes.push(span);
            }
            at = span.end;
        } else if text[start..].starts_with("{/*") && start < unclosed && !is_escaped(before) {
            let Some(end) = text[start..].find("*/}").map(|offset| start + offset + 3) else {
                unclosed = start;
                continue;
            };
            let span = Span::new(start, end);
            // A comment that begins inside a line and goes over its end stays text.
            if has_its_lines(text, span) {
                masked.comments.push(span);
            } else if !text[span.range()].contains(['\n', '\r']) {
                masked.holes.push(span);
            }
            at = end;
        } else if let Some(end) = attribute_list(text, start) {
            let span = Span::new(start, end);
            match has_its_lines(text, span) {
                true => masked.comments.push(span),
                false => masked.holes.push(span),
            }
            at = end;
        } else if text[start..].starts_with("{#") {
            // The id of a heading, which no expression begins like.
        } else if start >= open_line && (expressions || is_attribute(before)) && !is_escaped(before)
        {
            match expression_end(text, start) {
                Ok(end) => {
                    let attribute = is_attribute(before);
                    let kind = if attribute {
                        &mut masked.attributes
                    } else {
                        &mut masked.holes
                    };
                    kind.push(Span::new(start, end));
                    at = end;
                }
                Err(line_end) => open_line = line_end,
            }
        }
    }
    if may_hold_formulas {
        masked.add_formulas(text, &code);
    }
    masked.text = Cow::Owned(cover(text, &masked));
    masked
}

/// How the shortcodes of site generators begin and end (Hugo, Jekyll, Eleventy). A variable
/// (`{{ name }}`) stays text, as a placeholder that a translation must have.
const SHORTCODES: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// The shortcode that begins at `start`; `open` says for each kind from where on none closes.
fn shortcode(text: &str, start: usize, open: &mut [usize; SHORTCODES.len()]) -> Option<Span> {
    let rest = &text[start..];
    let kind = SHORTCODES
        .iter()
        .position(|(begin, _)| rest.starts_with(begin))?;
    let (begin, end) = SHORTCODES[kind];
    if start >= open[kind] {
        return None;
    }
    let Some(length) = rest[begin.len()..].find(end) else {
        open[kind] = start;
        return None;
    };
    Some(Span::new(start, start + begin.len() + length + end.len()))
}

/// Most bytes of a list of attributes.
const ATTRIBUTES: usize = 200;

/// The end of the list of attributes that begins at `start` (`{ .button }`, `{: #first }`, `{width=300}`),
/// which stands after a link or a picture, or on a line of its own; those of headings are the parser's.
fn attribute_list(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start + 1..];
    let rest = &rest[..rest.floor_char_boundary(ATTRIBUTES)];
    let inside = &rest[..rest.find(['}', '\n', '\r'])?];
    let end = start + 1 + inside.len();
    let before = &text[..start];
    let attached = before.ends_with([')', ']', '`', '*', '_']) && !before.ends_with("\\)");
    let lone = has_its_lines(text, Span::new(start, end + 1));
    let words = inside.strip_prefix(':').unwrap_or(inside);
    let is_name = |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_attribute = |word: &str| match word.strip_prefix(['.', '#']) {
        Some(name) => is_name(name),
        None => word
            .split_once('=')
            .is_some_and(|(name, value)| is_name(name) && !value.is_empty()),
    };
    let mut words = words.split_whitespace().peekable();
    let is_list = text[end..].starts_with('}')
        && (attached || lone)
        && words.peek().is_some()
        && words.all(is_attribute);
    is_list.then_some(end + 1)
}

/// Whether `text` has braces that may be code; nothing is looked at twice.
fn may_hold_braces(text: &str, expressions: bool) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b'{', bytes).any(|at| {
        let after = bytes.get(at + 1);
        let before = at.checked_sub(1).map(|before| bytes[before]);
        expressions
            || matches!(after, Some(b'{' | b'%'))
            || before == Some(b'=')
            || text[at..].starts_with("{/*")
            || attribute_list(text, at).is_some()
    })
}

impl Masked<'_> {
    /// Formulas, but for those that something in braces reaches into.
    fn add_formulas(&mut self, text: &str, code: &[Span]) {
        let mut taken: Vec<Span> = [&self.holes, &self.comments, &self.attributes]
            .into_iter()
            .flatten()
            .copied()
            .collect();
        taken.extend(self.directives.iter().map(|directive| directive.line));
        taken.sort_unstable();
        for span in formulas::formulas(text, code) {
            let next = taken.partition_point(|other| other.end <= span.start);
            if taken.get(next).is_some_and(|other| other.start < span.end) {
                continue;
            }
            if has_its_lines(text, span) && text[span.range()].starts_with("$$") {
                self.comments.push(span);
            } else if !text[span.range()].contains(['\n', '\r']) {
                self.holes.push(span);
            }
        }
        self.holes.sort_unstable();
    }

    /// What stands in the lines of directives besides their titles is markup.
    fn comments_around_titles(&mut self) {
        for directive in &self.directives {
            let line = directive.line;
            let Some(title) = directive.title else {
                self.comments.push(line);
                continue;
            };
            self.titles.push(title);
            self.comments.push(Span::new(line.start, title.start));
            if title.end < line.end {
                self.comments.push(Span::new(title.end, line.end));
            }
        }
    }
}

/// Whether `before` ends with a backslash that escapes what follows.
fn is_escaped(before: &str) -> bool {
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// Whether `before` ends with the name of an attribute and its equals sign.
fn is_attribute(before: &str) -> bool {
    before
        .strip_suffix('=')
        .is_some_and(|name| name.ends_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Where Markdown sees code or HTML, in order.
fn code(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Parser::new_ext(text, super::options())
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) | Event::Code(_) => Some(range.into()),
            Event::InlineHtml(_) => Some(range.into()),
            _ => None,
        })
        .collect();
    spans.sort_unstable();
    spans
}

/// Whether nothing but white space stands before and after `span` on its lines.
fn has_its_lines(text: &str, span: Span) -> bool {
    let ends = |c: char| c == '\n' || c == '\r';
    let before = text[..span.start].trim_end_matches([' ', '\t']);
    let after = text[span.end..].trim_start_matches([' ', '\t']);
    (before.is_empty() || before.ends_with(ends)) && (after.is_empty() || after.starts_with(ends))
}

/// The end of the expression that begins at `start`, or the end of its line when it has none there.
fn expression_end(text: &str, start: usize) -> Result<usize, usize> {
    let mut depth = 0_usize;
    for (offset, c) in text[start..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return Ok(start + offset + 1),
            '}' => depth -= 1,
            '\n' | '\r' => return Err(start + offset),
            _ => {}
        }
    }
    Err(text.len())
}

fn cover(text: &str, masked: &Masked<'_>) -> String {
    let mut spans: Vec<(Span, &str)> = Vec::new();
    spans.extend(masked.holes.iter().map(|&span| (span, "x")));
    spans.extend(masked.attributes.iter().map(|&span| (span, "x")));
    spans.extend(masked.comments.iter().map(|&span| (span, " ")));
    let lines: Vec<(Span, String)> = masked
        .directives
        .iter()
        .map(|directive| (directive.line, directive.cover()))
        .collect();
    spans.extend(lines.iter().map(|(span, cover)| (*span, cover.as_str())));
    // A line that is covered whole stands before its parts, and before itself as a comment.
    spans.sort_unstable_by_key(|(span, cover)| {
        (span.start, Reverse(span.end), Reverse(cover.len()))
    });
    let mut covered = String::with_capacity(text.len());
    let mut at = 0;
    for (span, letter) in spans {
        // The parts of a line that is covered whole.
        if span.start < at {
            continue;
        }
        covered.push_str(&text[at..span.start]);
        if letter.len() == span.len() && letter.len() > 1 {
            covered.push_str(letter);
            at = span.end;
            continue;
        }
        for c in text[span.range()].chars() {
            match c {
                '\n' => covered.push('\n'),
                '\r' => covered.push('\r'),
                _ => covered.push_str(&letter.repeat(c.len_utf8())),
            }
        }
        at = span.end;
    }
    covered.push_str(&text[at..]);
    covered
}

/// Whether `line` is `import` or `export` code.
pub(super) fn is_module_line(line: &str) -> bool {
    is_import(line) || is_export(line)
}

/// `import Layout from "./layout"`; prose that begins with the word has no quoted module at its end.
fn is_import(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("import ") else {
        return false;
    };
    let module = rest.trim_end().trim_end_matches(';');
    let quoted = module.ends_with('"') || module.ends_with('\'');
    quoted && (rest.contains(" from ") || rest.starts_with(['"', '\'']))
}

/// `export const title = …`, `export default …`, `export { a }`.
fn is_export(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("export ") else {
        return false;
    };
    let word = rest.split([' ', '{', '*']).next().unwrap_or_default();
    rest.starts_with(['{', '*'])
        || matches!(
            word,
            "const" | "let" | "var" | "function" | "default" | "class" | "async"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_comments_is_not_copied() {
        let masked = mask("Les *images* {id}", false);
        assert!(matches!(masked.text, Cow::Borrowed(_)));
    }

    #[test]
    fn a_comment_after_a_heading_is_covered_with_letters() {
        let masked = mask("## Обзор {/*обзор*/}\n", false);
        assert_eq!(masked.text, format!("## Обзор {}\n", "x".repeat(16)));
        assert_eq!(masked.holes, [Span::new(14, 30)]);
    }

    #[test]
    fn a_comment_in_code_stays() {
        let text = "```jsx\n{/* один */}\n```\n\n`{/* a */}`\n";
        assert_eq!(mask(text, false).text, text);
    }

    #[test]
    fn prose_that_begins_like_code_is_prose() {
        for line in [
            "import duties rise",
            "import \"quotas\" fall.",
            "export controls of 1999",
        ] {
            assert!(!is_module_line(line), "{line}");
        }
        for line in [
            "import a from 'a';",
            "import \"./a.css\"",
            "export const x = 1",
            "export {a}",
        ] {
            assert!(is_module_line(line), "{line}");
        }
    }

    #[test]
    fn shortcodes_are_covered() {
        let masked = mask(
            "Voir [ici]({{< ref \"a.md\" >}}) et {% nom %}.\n\n{{% pub\n  a=1 %}}\n\n{{ rien",
            false,
        );
        assert_eq!(
            masked.text,
            format!(
                "Voir [ici]({}) et {}.\n\n{}\n{}\n\n{{{{ rien",
                "x".repeat(18),
                "x".repeat(9),
                " ".repeat(7),
                " ".repeat(9)
            )
        );
        assert_eq!((masked.holes.len(), masked.comments.len()), (2, 1));
    }

    #[test]
    fn the_id_of_a_heading_is_no_expression() {
        let text = "# Début {#debut}\n\nEt {x}.\n";
        let masked = mask(text, true);
        assert_eq!(masked.text, text.replace("{x}", "xxx"));
        assert_eq!(masked.holes.len(), 1);
    }

    #[test]
    fn an_escaped_brace_is_text() {
        let text = "Un \\{/* signe */} et x = {1}";
        assert_eq!(mask(text, false).text, text);
    }

    #[test]
    fn an_attribute_value_is_covered_but_is_no_hole() {
        let masked = mask("<img style={{margin: '0 auto'}} />", false);
        assert_eq!(masked.text, "<img style=xxxxxxxxxxxxxxxxxxxx />");
        assert!(masked.holes.is_empty());
    }

    #[test]
    fn a_comment_over_lines_is_blank_lines() {
        let masked = mask("a\n\n{/* un\r\n\r\n# deux */}\n\nb", false);
        assert_eq!(masked.comments.len(), 1);
        assert!(!masked.text.contains('#') && masked.text.contains("\r\n\r\n"));
    }
}
