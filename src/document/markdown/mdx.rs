//! What an article written for MDX holds besides Markdown: comments and expressions in braces.
//!
//! `## Aperçu {/*overview*/}` would be read as emphasis in the middle of braces, and
//! `<img style={{margin: 0}} />` as text. Before the parser sees the text, such a stretch is covered
//! with letters, byte for byte, so that every offset stays true; a comment that has its lines to
//! itself is covered with spaces. Afterwards comments inside text become tags, those with their own
//! lines blocks of markup.
//!
//! `import` and `export` lines are code too. Braces in code are left alone; where code is, a first
//! reading of the text says.

use crate::text::Span;
use pulldown_cmark::{Event, Parser, Tag};
use std::borrow::Cow;

/// A text with its braces covered.
#[derive(Debug)]
pub(super) struct Masked<'a> {
    /// The text, as long as it was.
    pub(super) text: Cow<'a, str>,
    /// Covered comments and expressions inside lines of text: markup.
    pub(super) holes: Vec<Span>,
    /// Covered comments that have their lines to themselves.
    pub(super) comments: Vec<Span>,
    /// Covered values of attributes: part of a tag, or text where the parser sees none.
    attributes: Vec<Span>,
}

/// Covers comments (`{/* … */}`) and attribute values (`={…}`) in `text`, and with `expressions`
/// everything in braces.
///
/// Linear in the text; without any brace of that kind nothing is copied.
pub(super) fn mask(text: &str, expressions: bool) -> Masked<'_> {
    let mut masked = Masked {
        text: Cow::Borrowed(text),
        holes: Vec::new(),
        comments: Vec::new(),
        attributes: Vec::new(),
    };
    let openings: &[&str] = if expressions { &["{"] } else { &["{/*", "={"] };
    if !openings.iter().any(|opening| text.contains(opening)) {
        return masked;
    }
    let code = code(text);
    let mut at = 0;
    // Where no comment closes any more, and no expression on the line before this offset.
    let mut unclosed = text.len();
    let mut open_line = 0;
    while let Some(start) = text[at..].find('{').map(|offset| at + offset) {
        at = start + 1;
        let next_code = code.partition_point(|span| span.end <= start);
        if let Some(span) = code.get(next_code).filter(|span| span.start <= start) {
            at = at.max(span.end);
            continue;
        }
        let before = &text[..start];
        if text[start..].starts_with("{/*") && start < unclosed && !is_escaped(before) {
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
    masked.text = Cow::Owned(cover(text, &masked));
    masked
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
    spans.sort_unstable();
    let mut covered = String::with_capacity(text.len());
    let mut at = 0;
    for (span, letter) in spans {
        covered.push_str(&text[at..span.start]);
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
