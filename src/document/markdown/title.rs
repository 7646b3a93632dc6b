//! Titles of links and images: `[log](log.md "The log of the relay")`.
//!
//! A title is part of the code of its tag, and its words are a value of their own, as those of an
//! attribute are in HTML; so are those of a definition (`[log]: log.md "The log"`). Titles that are
//! wrapped are left alone.

use crate::document::{Block, BlockKind, Slot};
use crate::inline::{InlineText, SourceMap};
use crate::text::Span;
use pulldown_cmark::LinkType;

/// The title of the link or image at `at`, which reads `title`.
pub(super) fn of_link(source: &str, at: Span, kind: LinkType, title: &str) -> Option<Block> {
    let inside = source[at.range()].strip_suffix(')')?;
    let inside = Span::new(at.start, at.start + inside.len());
    (kind == LinkType::Inline).then(|| at_end(source, inside, title))?
}

/// The title at the end of `at`, which reads `title`, its quotes in the span.
pub(super) fn at_end(source: &str, at: Span, title: &str) -> Option<Block> {
    if title.trim().is_empty() {
        return None;
    }
    let inside = source[at.range()].trim_ascii_end();
    let before = inside.strip_suffix(['"', '\'', ')'])?;
    let open = match inside.as_bytes().last()? {
        b')' => '(',
        &quote => char::from(quote),
    };
    let start = before.rmatch_indices(open).map(|(start, _)| start);
    let start = start
        .into_iter()
        .find(|&start| !is_escaped(&before[..start]))?;
    let written = &before[start + 1..];
    let plain = Span::new(0, title.len());
    let file = Span::new(start + 1, before.len()).shift(at.start);
    let mut map = SourceMap::default();
    if written == title {
        map.push_verbatim(0, file);
    } else if written.contains(['\\', '&']) && !written.contains(['\n', '\r']) {
        map.push_opaque(plain, file);
    } else {
        return None;
    }
    (!title.contains(['\n', '\r'])).then(|| Block {
        kind: BlockKind::Value,
        span: Span::new(file.start - 1, file.end + 1),
        content: InlineText {
            text: title.to_owned(),
            tags: Vec::new(),
            map: Some(map),
        },
        name: None,
    })
}

/// Whether what follows `before` has an odd number of backslashes before it.
fn is_escaped(before: &str) -> bool {
    let backslashes = before.bytes().rev().take_while(|&byte| byte == b'\\');
    backslashes.count() % 2 == 1
}

/// `content` as it can stand between the quotes of the title in `slot`; `None` with tags.
pub(super) fn render(slot: Slot<'_>, content: &InlineText) -> Option<String> {
    if !content.tags.is_empty() {
        return None;
    }
    let quote = slot.source.slice(slot.block.span).chars().next()?;
    let mut out = String::with_capacity(content.text.len());
    for word in content.text.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            let ends = c == quote || (quote == '(' && c == ')');
            // A bar would end a cell, a backtick begin code, an ampersand a reference.
            if ends || matches!(c, '\\' | '|' | '`' | '&') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use crate::document::{Fill, fill, read};
    use crate::inline::InlineText;
    use crate::text::{Source, Span};

    /// The values in `text`.
    fn titles(text: &str) -> Vec<String> {
        let document = read(Source::new("a.md", text), None).unwrap();
        let blocks = document.blocks.iter().zip(document.inner());
        let inner = blocks.filter(|(_, inner)| *inner);
        inner.map(|(block, _)| block.content.text.clone()).collect()
    }

    #[test]
    fn what_is_no_title_of_a_link_is_none() {
        for text in [
            "[log](log.md)",
            "[log](<a \"b\">)",
            "[log](log.md \"\")",
            "[log][l]\n\n[l]: log.md",
            "`[log](log.md \"The log\")`",
            "> [log](log.md \"The\n> log\")",
        ] {
            assert_eq!(titles(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_title_is_read_in_all_its_quotes() {
        for (title, words) in [
            ("\"Le journal\"", "Le journal"),
            ("'Le journal'", "Le journal"),
            ("(Le journal)", "Le journal"),
            ("\"L’« œil » \\\"rouge\\\"\"", "L’« œil » \"rouge\""),
            ("\"R&amp;D\"", "R&D"),
            ("\"Журнал (1961)\" ", "Журнал (1961)"),
        ] {
            assert_eq!(titles(&format!("See [log](a(b).md {title}).")), [words]);
            assert_eq!(titles(&format!("| ![log](a.md {title}) |\n|---|")), [words]);
        }
        assert_eq!(titles("[a]\n\n[a]: b 'c' \n[d]: e\n  (f)\n"), ["c", "f"]);
        assert_eq!(
            titles("*[a](b 'c')* [![d](e \"f\")](g \"h\")"),
            ["c", "f", "h"]
        );
    }

    #[test]
    fn a_target_never_ends_the_title() {
        for quotes in ["\"Log\"", "'Log'", "(Log)"] {
            let text = format!(
                "- See [log](log.md {quotes}) now.\n\n| [a](b {quotes}) | c |\n|---|---|\n"
            );
            let document = read(Source::new("a.md", text), None).unwrap();
            let target = "a\" b' (c) d\\ | `e` &amp; \\";
            let inner = document.inner();
            let fills = (0..document.blocks.len())
                .filter(|&index| inner[index])
                .map(|block| Fill {
                    block,
                    plain: Span::new(0, 3),
                    content: InlineText::plain(target),
                    mark: None,
                });
            let fills: Vec<Fill> = fills.collect();
            assert_eq!(fills.len(), 2);
            let made = fill(&document, &fills);
            assert_eq!(made.left_out, [0; 0], "{}", made.text);
            assert_eq!(titles(&made.text), [target; 2], "{}", made.text);
        }
    }
}
