//! Lines that site generators add to Markdown: the marks of admonitions and tabs, abbreviations, includes.
//!
//! ```text
//! !!! note "Before the launch"      MkDocs: the title is text, the rest of the line markup
//!     The crew boards.              text, although it is indented as code is
//!
//! :::tip Before the launch          Docusaurus, VitePress, MyST, Pandoc
//! The crew boards.
//! :::
//!
//! *[CNES]: The space agency         an abbreviation, of which the words are text
//! --8<-- "part.md"                  another file that is taken in
//! ```
//!
//! As comments of MDX are, such a line is covered before the parser sees it: with spaces, or where an
//! indented text follows as the mark of a list item, which is what such a text is to the parser. A line
//! that only looks like one (`!!! wow`) has no indented text after it and stays text.

use crate::text::Span;
use memchr::memchr_iter;
use std::ops::Range;

/// A line that is the mark of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// The line without its indentation and its end.
    pub(super) line: Span,
    /// The title in it.
    pub(super) title: Option<Span>,
    /// Whether the text that follows is indented; then, whether it follows at once.
    pub(super) body: Option<bool>,
}

impl Directive {
    /// What stands in the place of the line, byte for byte.
    pub(super) fn cover(&self) -> String {
        let length = self.line.len();
        match self.body {
            None => " ".repeat(length),
            // An item that begins with an empty line, or with a word, for only one line may be empty.
            Some(true) => format!("-{}", " ".repeat(length - 1)),
            Some(false) => format!("- {}", "x".repeat(length - 2)),
        }
    }
}

/// What begins a line whose text is indented, and what one that ends with its own mark.
const INDENTED: &[&str] = &["!!!", "???", "==="];
const FENCED: &str = ":::";

/// What begins the line of an abbreviation, and what one that takes in another file.
const ABBREVIATION: &str = "*[";
const INCLUDE: &str = "--8<--";

/// Spaces by which such a text is indented.
const INDENT: usize = 4;

/// Whether `text` may hold one: cheap, and never wrong about one that is there.
pub(super) fn may_stand_in(text: &str) -> bool {
    // A search for three equal letters is slower than a look at the start of each line.
    let text = text.as_bytes();
    let mut start = 0;
    memchr_iter(b'\n', text).chain([text.len()]).any(|end| {
        let words = text[start..end].trim_ascii_start();
        start = end + 1;
        let begins = |mark: &&str| words.starts_with(mark.as_bytes());
        matches!(words, [b':' | b'!' | b'?' | b'=' | b'*' | b'-', ..])
            && (begins(&FENCED)
                || begins(&ABBREVIATION)
                || begins(&INCLUDE)
                || INDENTED.iter().any(begins))
    })
}

/// The directives of `text` outside `code`, in order; one pass over the lines.
pub(super) fn directives(text: &str, code: &[Span]) -> Vec<Directive> {
    let mut found: Vec<Directive> = Vec::new();
    let mut after_text = false;
    // Indentations of the texts that are open: what stands in one is no code for being indented.
    let mut bodies: Vec<usize> = Vec::new();
    for line in lines(text) {
        let Range { start, end } = line;
        let words = text[start..end].trim();
        let at = end - text[start..end].trim_start().len();
        let span = Span::new(at, at + words.len());
        let next = code.partition_point(|code| code.end <= at);
        let code = code.get(next).filter(|code| code.start <= at);
        if !words.is_empty() {
            while bodies.pop_if(|body| at - start < *body).is_some() {}
        }
        let fenced_code = |code: &&Span| {
            let code = text[code.range()].trim_start();
            code.starts_with("```") || code.starts_with("~~~")
        };
        let in_code = match bodies.last() == Some(&(at - start)) {
            true => code.is_some_and(|code| fenced_code(&code)),
            false => code.is_some(),
        };
        let directive = match words {
            _ if in_code => None,
            _ if words.starts_with(FENCED) => fenced(text, span),
            _ if words.starts_with(ABBREVIATION) => abbreviation(text, span),
            _ if words.starts_with(INCLUDE) => Some(Directive {
                line: span,
                title: None,
                body: None,
            }),
            // The mark of an item after running text would be a heading's underline.
            _ if after_text => None,
            _ => indented(text, span, at - start),
        };
        after_text = !words.is_empty() && directive.is_none();
        if directive.is_some_and(|directive| directive.body.is_some()) {
            bodies.push(at - start + INDENT);
        }
        found.extend(directive);
    }
    found
}

/// The lines of `text` without their ends.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    })
}

/// `:::tip Title`, `:::note[Title]{.wide}`, `::: {.warning}`, `:::`.
fn fenced(text: &str, line: Span) -> Option<Directive> {
    let words = text[line.range()].trim_start_matches(':');
    let rest = words.trim_start();
    // `::: probe.model` of MkDocs has dots.
    let name = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.')));
    let (name, rest) = rest.split_at(name.unwrap_or(rest.len()));
    let rest = match (name, rest.chars().next()) {
        ("", None) => rest,
        ("", Some('{')) => &rest[rest.find('}')? + 1..],
        (_, None | Some(' ' | '\t' | '[' | '{')) if name.starts_with(char::is_alphabetic) => rest,
        _ => return None,
    };
    let title = match rest.trim_start().strip_prefix('[') {
        Some(inside) => &inside[..inside.find(']')?],
        None => rest.split('{').next().unwrap_or(rest),
    };
    Some(Directive {
        line,
        title: place(text, title),
        body: None,
    })
}

/// `*[CNES]: The space agency of France`.
fn abbreviation(text: &str, line: Span) -> Option<Directive> {
    let (_, words) = text[line.range()].split_once("]:")?;
    Some(Directive {
        line,
        title: place(text, words),
        body: None,
    })
}

/// `!!! note "Title"`, `??? tip`, `=== "Tab"`, before a text that is indented by four.
fn indented(text: &str, line: Span, indentation: usize) -> Option<Directive> {
    let words = &text[line.range()];
    let mark = INDENTED.iter().find(|mark| words.starts_with(**mark))?;
    let rest = words[mark.len()..].trim_start_matches(['+', '!']);
    let (kinds, title) = match rest.split_once('"') {
        Some((kinds, after)) => (kinds, after.strip_suffix('"')?),
        None => (rest, ""),
    };
    let is_kind = |kind: &str| {
        kind.starts_with(char::is_alphabetic)
            && kind
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    let has_kind = kinds.split_whitespace().next().is_some();
    let named = kinds.starts_with(' ') && kinds.split_whitespace().all(is_kind);
    // A tab has a title and no kind, an admonition a kind.
    if !named
        || title.contains('"')
        || has_kind == (*mark == "===")
        || (!has_kind && title.is_empty())
    {
        return None;
    }
    let after = &text[line.end..];
    let mut body = after.split_inclusive('\n').skip(1);
    let mut at_once = true;
    let first = body.find(|line| {
        let blank = line.trim().is_empty();
        at_once &= !blank;
        !blank
    })?;
    let indent = indentation + INDENT;
    let is_indented = first.len() > indent && first.bytes().take(indent).all(|byte| byte == b' ');
    is_indented.then_some(Directive {
        line,
        title: place(text, title),
        body: Some(at_once),
    })
}

/// Where `part` of `text` stands, without the white space around it; nowhere if it holds no letter.
fn place(text: &str, part: &str) -> Option<Span> {
    let part = part.trim();
    if !part.chars().any(char::is_alphabetic) {
        return None;
    }
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    Some(Span::new(start, start + part.len()))
}

/// Whether the block that begins at byte `start` is the title of a directive: its mark stands before it.
pub(super) fn is_title(text: &str, start: usize) -> bool {
    let before = &text[..start];
    let line = before
        .rsplit(['\n', '\r'])
        .next()
        .unwrap_or_default()
        .trim_start();
    line.starts_with(FENCED)
        || INDENTED.iter().any(|mark| line.starts_with(mark))
        || (line.starts_with(ABBREVIATION) && line.contains("]:"))
}

#[cfg(test)]
mod tests {
    use crate::document::{Fill, fill, read};
    use crate::inline::InlineText;
    use crate::text::{Source, Span};

    /// Kind and text of each block for a translator.
    fn blocks(text: &str) -> Vec<String> {
        let document = read(Source::new("a.md", text), None).unwrap();
        let blocks = document
            .blocks
            .iter()
            .filter(|block| block.is_translatable());
        blocks
            .map(|block| format!("{:?} {}", block.kind, block.content.text))
            .collect()
    }

    #[test]
    fn an_admonition_has_a_title_and_an_indented_text() {
        assert_eq!(
            blocks(
                "Un.\n\n!!! note \"Avant le tir\"\n    Deux\n    trois.\n\n    Quatre.\n\n        code\n\nCinq.\n"
            ),
            [
                "Paragraph Un.",
                "Paragraph Avant le tir",
                "ListItem(1) Deux\ntrois.",
                "ListItem(1) Quatre.",
                "Paragraph Cinq."
            ]
        );
        assert_eq!(
            blocks("???+ tip\n\n    Deux.\n\n=== \"Орбита\"\n    Три.\n"),
            ["ListItem(1) Deux.", "Paragraph Орбита", "ListItem(1) Три."]
        );
        assert_eq!(
            blocks("!!! note\n    Un.\n\n    !!! tip \"Deux\"\n        Trois.\n"),
            ["ListItem(1) Un.", "Paragraph Deux", "ListItem(2) Trois."]
        );
    }

    #[test]
    fn a_fenced_directive_is_no_part_of_its_text() {
        assert_eq!(
            blocks(
                ":::tip Un titre\nDeux.\n:::\n\n::::note[Trois]{.wide}\n\nQuatre.\n\n::::\n::: {.warning}\nCinq.\n:::\n"
            ),
            [
                "Paragraph Un titre",
                "Paragraph Deux.",
                "Paragraph Trois",
                "Paragraph Quatre.",
                "Paragraph Cinq."
            ]
        );
    }

    #[test]
    fn what_only_looks_like_one_is_text() {
        for text in [
            "!!! wow",
            "!!! wow\nno text of it",
            "??? what is \"it\" now\n    text",
            "a\n===",
            "::: ,",
            ":::!",
        ] {
            assert_eq!(blocks(text).len(), 1, "{text}");
        }
        assert_eq!(
            blocks("```\n:::tip Un\n!!! note \"a\"\n    b\n```"),
            [""; 0]
        );
    }

    #[test]
    fn titles_and_texts_are_written_in_place() {
        let text = ":::tip Un titre\r\nDeux.\r\n:::\r\n\r\n!!! note \"Trois\"\r\n    Quatre.\r\n";
        let document = read(Source::new("a.md", text), None).unwrap();
        let fills: Vec<Fill> = document
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| block.is_translatable())
            .map(|(index, block)| Fill {
                block: index,
                plain: Span::new(0, block.content.text.len()),
                content: InlineText::plain(format!("{} *да*", block.content.text)),
                mark: None,
            })
            .collect();
        let made = fill(&document, &fills);
        assert_eq!(made.left_out, [0; 0]);
        assert_eq!(
            made.text,
            ":::tip Un titre *да*\r\nDeux. \\*да\\*\r\n:::\r\n\r\n!!! note \"Trois *да*\"\r\n    Quatre. \\*да\\*\r\n"
        );
    }
}
