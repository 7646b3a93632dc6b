//! Blocks of a Markdown article, from the parser's events.
//!
//! The walk keeps a stack of the containers it is in (quotations, list items, footnotes) and at
//! most one block that is being filled. A tight list item has no paragraph of its own, so inline
//! events without an open block open one. Nothing here recurses: a list nested fifty thousand
//! times deep is fifty thousand entries of the stack.

use super::content::Builder;
use super::definitions;
use super::mdx::{is_module_line, mask};
use super::stretches::{self, Stretches};
use super::title;
use crate::document::{Block, BlockKind, html};
use crate::inline::{InlineText, SourceMap, TagKind, TagRole};
use crate::text::Span;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

/// Signs that an HTML block is JSX: expressions in braces, which are code.
const JSX: &[&str] = &["={", "{/*"];

/// Bytes of a short block: room for all blocks is asked for at once, and what is not used costs
/// nothing.
const BLOCK_BYTES: usize = 64;

/// What surrounds a block.
#[derive(Debug)]
enum Container {
    Quote,
    Item(u8),
    Footnote,
}

/// A block whose events are coming in.
struct Open {
    kind: BlockKind,
    name: Option<String>,
    start: usize,
}

struct Walk<'a> {
    source: &'a str,
    containers: Vec<Container>,
    lists: usize,
    /// Open links and images with their titles.
    links: Vec<(LinkType, String)>,
    /// Inline elements that are open in a term of a definition list; none outside.
    term: Option<usize>,
    row: u32,
    column: u32,
    /// Label of a footnote whose first block is still to come.
    label: Option<String>,
    open: Option<Open>,
    /// The content of the open block, empty between two blocks.
    builder: Builder<'a>,
    /// End of the last line of an HTML block, as long as only white space stood between its lines.
    html_end: Option<usize>,
    /// Whether HTML is that of MDX, which is JSX.
    mdx: bool,
    blocks: Vec<Block>,
    /// Values in the tags of the block that is being filled.
    values: Vec<Block>,
}

/// The blocks of `source` from byte `from` on, in file order; `mdx` reads all braces as markup.
pub(super) fn blocks(source: &str, from: usize, mdx: bool) -> Vec<Block> {
    in_stretches(source, from, mdx, stretches::STRETCH)
}

/// The same, parsed in stretches of so many bytes.
fn in_stretches(source: &str, from: usize, mdx: bool, bytes: usize) -> Vec<Block> {
    let mut masked = mask(&source[from..], mdx);
    let mut covered = std::mem::take(&mut masked.text);
    let mut options = super::options();
    if definitions::cover(&mut covered) {
        options |= Options::ENABLE_DEFINITION_LIST;
    }
    let spans = masked.holes.iter_mut().chain(&mut masked.comments);
    for span in spans.chain(&mut masked.titles) {
        *span = span.shift(from);
    }
    let mut walk = Walk {
        source,
        containers: Vec::new(),
        lists: 0,
        links: Vec::new(),
        term: None,
        row: 0,
        column: 0,
        label: None,
        open: None,
        builder: Builder::new(source, &masked.holes),
        html_end: None,
        mdx,
        blocks: Vec::with_capacity(covered.len() / BLOCK_BYTES),
        values: Vec::new(),
    };
    for &comment in &masked.comments {
        walk.markup(comment);
    }
    for &title in &masked.titles {
        let content = InlineText {
            text: source[title.range()].to_owned(),
            map: Some(SourceMap::verbatim(title)),
            ..InlineText::default()
        };
        walk.push(BlockKind::Paragraph, title, content, None);
    }
    let mut at = 0;
    let mut stretches = Stretches::of(&covered, bytes);
    while at < covered.len() {
        let end = stretches.end(at);
        let known = walk.blocks.len();
        if !walk.stretch(&covered, Span::new(at, end), from, options) && end < covered.len() {
            walk.blocks.truncate(known);
            stretches.give_up();
            continue;
        }
        at = end;
    }
    in_order(walk.blocks)
}

/// Blocks by place, values after the block they lie in; of two others that overlap, which only
/// malformed markup gives, the first stays.
fn in_order(mut blocks: Vec<Block>) -> Vec<Block> {
    let place = |block: &Block| (block.span.start, block.span.end);
    if !blocks.is_sorted_by_key(place) {
        blocks.sort_by_key(place);
    }
    let mut end = 0;
    blocks.retain(|block| {
        let apart = block.span.start >= end;
        let inner = block.kind == BlockKind::Value && block.span.end <= end;
        end = end.max(block.span.end);
        apart || inner
    });
    blocks
}

impl<'a> Walk<'a> {
    /// Reads the bytes `stretch` of `covered`, which begins at `from` in the file; gives whether what
    /// follows is read as if it stood alone.
    fn stretch(&mut self, covered: &str, stretch: Span, from: usize, options: Options) -> bool {
        let text = &covered[stretch.range()];
        let from = from + stretch.start;
        let events = Parser::new_ext(text, options).into_offset_iter();
        for (_, definition) in events.reference_definitions().iter() {
            let at = Span::from(definition.span.clone()).shift(from);
            let title = definition.title.as_deref();
            let title = title.and_then(|title| title::at_end(self.source, at, title));
            self.markup(at);
            self.add_values(title);
            self.blocks.append(&mut self.values);
        }
        let mut last = None;
        for (event, range) in events {
            let seen = &text[range.clone()];
            last = match event {
                Event::Rule => Some((None, seen)),
                Event::End(block) => Some((Some(block), seen)),
                _ => None,
            };
            self.event(event, seen, Span::from(range).shift(from));
        }
        self.close();
        last.is_none_or(|(block, seen)| stretches::is_apart(block, seen))
    }

    fn event(&mut self, event: Event<'_>, seen: &str, at: Span) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag, at),
            Event::Text(text) => match &self.open {
                Some(open) if open.kind == BlockKind::Code => self.builder.raw(&text, at),
                // What is left of a tab that reaches into a line of HTML: it is in the file's bytes.
                Some(open) if open.kind == BlockKind::Markup => {}
                _ => self.content(at).text(&text, seen == &*text, at),
            },
            Event::Code(code) => self.content(at).code(&code, at),
            Event::InlineHtml(_) => {
                self.content(at).html(at);
                if !self.mdx {
                    self.add_values(html::values(self.source, at));
                }
            }
            Event::FootnoteReference(_) => self.content(at).note(at),
            // Each line is a term of its own.
            Event::SoftBreak if self.term == Some(0) => self.close(),
            Event::SoftBreak => self.content(at).soft_break(at),
            Event::HardBreak => self.content(at).hard_break(at),
            Event::TaskListMarker(_) => self.content(at).task(at),
            Event::Rule => {
                self.close();
                self.markup(at);
            }
            Event::Html(_) => self.html_line(at),
            // Mathematics is not asked for.
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Span) {
        self.term = match tag {
            Tag::DefinitionListTitle => Some(0),
            _ => self.term.map(|open| open + 1),
        };
        match tag {
            Tag::Emphasis => self.content(at).open(TagRole::Emphasis, at, 1),
            Tag::Strong => self.content(at).open(TagRole::Strong, at, 2),
            Tag::Strikethrough => {
                let length = self.strike(at);
                self.content(at).open(TagRole::Strikethrough, at, length);
            }
            Tag::Link {
                link_type, title, ..
            } => {
                self.links.push((link_type, title.into_string()));
                let address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let role = if address {
                    TagRole::Autolink
                } else {
                    TagRole::Link
                };
                self.content(at).open(role, at, 1);
            }
            Tag::Image {
                link_type, title, ..
            } => {
                self.links.push((link_type, title.into_string()));
                self.content(at).open(TagRole::Image, at, 2);
            }
            block => {
                self.close();
                self.start_block(block, at);
            }
        }
    }

    fn start_block(&mut self, tag: Tag<'_>, at: Span) {
        match tag {
            Tag::Paragraph => self.open(self.text_kind(), at),
            Tag::Heading { level, id, .. } => {
                self.open(BlockKind::Heading(level as u8), at);
                if let (Some(open), Some(id)) = (self.open.as_mut(), id) {
                    open.name = Some(id.into_string());
                }
            }
            Tag::CodeBlock(_) => self.open(BlockKind::Code, at),
            Tag::HtmlBlock => {
                self.html_end = Some(at.start);
                self.open(BlockKind::Markup, at);
            }
            Tag::BlockQuote(_) => self.containers.push(Container::Quote),
            Tag::List(_) => self.lists += 1,
            Tag::Item => {
                let depth = u8::try_from(self.lists).unwrap_or(u8::MAX);
                self.containers.push(Container::Item(depth));
            }
            Tag::FootnoteDefinition(label) => {
                self.label = Some(label.into_string());
                self.containers.push(Container::Footnote);
            }
            Tag::Table(_) | Tag::TableHead => (self.row, self.column) = (0, 0),
            Tag::TableRow => {
                self.row = self.row.saturating_add(1);
                self.column = 0;
            }
            Tag::TableCell => {
                let (row, column) = (self.row, self.column);
                self.open(BlockKind::TableCell { row, column }, at);
                self.column = self.column.saturating_add(1);
            }
            // Inline tags were taken before; the rest belongs to extensions that are off.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, at: Span) {
        self.term = match tag {
            TagEnd::DefinitionListTitle => None,
            _ => self.term.map(|open| open.saturating_sub(1)),
        };
        match tag {
            TagEnd::Emphasis => self.content(at).close(at, 1),
            TagEnd::Strong => self.content(at).close(at, 2),
            TagEnd::Strikethrough => {
                let length = self.strike(at);
                self.content(at).close(at, length);
            }
            TagEnd::Link | TagEnd::Image => {
                if let Some((kind, title)) = self.links.pop() {
                    self.content(at).close_link(at, kind);
                    let title = title::of_link(self.source, at, kind, &title);
                    self.add_values(title);
                }
            }
            TagEnd::HtmlBlock => {
                self.open = None;
                self.html(at);
            }
            TagEnd::CodeBlock => self.close_code(at),
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.close();
                self.containers.pop();
            }
            TagEnd::List(_) => {
                self.close();
                self.lists = self.lists.saturating_sub(1);
            }
            _ => self.close(),
        }
    }

    /// Length of the marks of the struck-out text at `at`: one or two tildes.
    fn strike(&self, at: Span) -> usize {
        let text = &self.source[at.range()];
        1 + usize::from(text.len() >= 4 && text.starts_with("~~") && text.ends_with("~~"))
    }

    /// What running text is here.
    fn text_kind(&self) -> BlockKind {
        match self.containers.last() {
            Some(Container::Item(depth)) => BlockKind::ListItem(*depth),
            Some(Container::Quote) => BlockKind::Quote,
            Some(Container::Footnote) => BlockKind::Footnote,
            None => BlockKind::Paragraph,
        }
    }

    fn open(&mut self, kind: BlockKind, at: Span) {
        self.open = Some(Open {
            kind,
            name: None,
            start: at.start,
        });
    }

    /// The content that inline events at `at` go to.
    fn content(&mut self, at: Span) -> &mut Builder<'a> {
        if self.open.is_none() {
            self.open(self.text_kind(), at);
        }
        &mut self.builder
    }

    /// Takes values of tags of this block, but for those in which something is hidden from the parser.
    fn add_values(&mut self, values: impl IntoIterator<Item = Block>) {
        let values = values.into_iter();
        let builder = &self.builder;
        self.values
            .extend(values.filter(|value| builder.is_bare(value.span)));
    }

    fn close_code(&mut self, at: Span) {
        if self.open.take().is_none() {
            return;
        }
        let content = self.builder.finish();
        self.blocks.push(Block {
            kind: BlockKind::Code,
            span: self.trimmed(at),
            content,
            name: None,
        });
    }

    /// Ends the block that is being filled, if there is one.
    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let values = std::mem::take(&mut self.values);
        let mut content = self.builder.finish();
        let mut name = open.name;
        if matches!(open.kind, BlockKind::Heading(_)) {
            name = name.or(self.heading_comment(&mut content));
        }
        let fixed = matches!(
            open.kind,
            BlockKind::Heading(_) | BlockKind::TableCell { .. }
        );
        let Some(span) = content.file_extent() else {
            if fixed {
                self.push(open.kind, Span::empty(open.start), content, name);
            }
            return;
        };
        if open.kind == BlockKind::Paragraph && self.is_module(span) {
            return self.markup(span);
        }
        let wordless = !fixed && content.text.chars().all(char::is_whitespace);
        match wordless {
            true => self.markup(span),
            false => self.push(open.kind, span, content, name),
        }
        self.blocks.extend(values);
    }

    fn push(&mut self, kind: BlockKind, span: Span, content: InlineText, name: Option<String>) {
        let name = match kind {
            BlockKind::Markup => None,
            _ => name.or_else(|| self.label.take()),
        };
        self.blocks.push(Block {
            kind,
            span,
            content,
            name,
        });
    }

    fn markup(&mut self, at: Span) {
        let span = self.trimmed(at);
        self.push(BlockKind::Markup, span, InlineText::default(), None);
    }

    /// One line of an HTML block.
    fn html_line(&mut self, at: Span) {
        let between = self
            .html_end
            .map(|end| &self.source[end.min(at.start)..at.start]);
        self.html_end = between
            .is_some_and(|between| between.trim_ascii().is_empty())
            .then_some(at.end);
    }

    /// An HTML block: its texts, and what stands between them as markup.
    fn html(&mut self, at: Span) {
        let whole = self.trimmed(at);
        let text = &self.source[whole.range()];
        let jsx = self.mdx || JSX.iter().any(|sign| text.contains(sign));
        if jsx || self.html_end.take().is_none() {
            return self.markup(whole);
        }
        let mut from = whole.start;
        for mut block in html::fragment(self.source, whole, self.text_kind()) {
            if from < block.span.start {
                self.markup_between(Span::new(from, block.span.start));
            }
            from = from.max(block.span.end);
            block.name = block.name.or_else(|| self.label.take());
            self.blocks.push(block);
        }
        self.markup_between(Span::new(from, whole.end));
    }

    /// Markup at `at` without the white space around it, if there is any.
    fn markup_between(&mut self, at: Span) {
        let slice = &self.source[at.range()];
        let start = at.end - slice.trim_ascii_start().len();
        if start < at.end {
            self.markup(Span::new(start, at.end));
        }
    }

    /// Takes the comment off the end of a heading (`{/*overview*/}`) and gives its name.
    fn heading_comment(&self, content: &mut InlineText) -> Option<String> {
        let last = content.tags.last()?;
        let comment = last.code.strip_prefix("{/*")?.strip_suffix("*/}")?;
        if last.at < content.text.len() || last.kind != TagKind::Standalone {
            return None;
        }
        let name = comment.trim().to_owned();
        content.tags.pop();
        (!name.is_empty() && !name.contains(char::is_whitespace)).then_some(name)
    }

    /// Whether a paragraph outside all containers is `import` or `export` code of an MDX article.
    fn is_module(&self, at: Span) -> bool {
        let line_start = self.source[..at.start].is_empty()
            || self.source[..at.start].ends_with(['\n', '\r', '\u{FEFF}']);
        let text = &self.source[at.range()];
        let first = text.lines().next().unwrap_or_default();
        self.containers.is_empty() && line_start && is_module_line(first)
    }

    /// `at` without the white space at its end.
    fn trimmed(&self, at: Span) -> Span {
        Span::new(
            at.start,
            at.start + self.source[at.range()].trim_ascii_end().len(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether `text` reads the same in stretches of any length.
    fn agrees(text: &str) -> bool {
        let whole = in_stretches(text, 0, false, usize::MAX);
        [0, 7, 40, 200]
            .iter()
            .all(|&bytes| in_stretches(text, 0, false, bytes) == whole)
    }

    #[test]
    fn a_text_in_stretches_reads_as_it_does_whole() {
        let parts = [
            "La *sonde* `Bion` est [là](u).\n",
            "Un titre\n========\n",
            "- un\n- deux\n\n  ```\n  # code\n",
            "1.\n\n2. deux\n",
            "- [ ] rien\n-\n",
            "> cité\nencore\n",
            "> ```\n> # ouvert\n",
            "```sh\n# pas un titre\n```\n",
            "~~~~\n~~~\n",
            "```\n",
            "    # code\n\n\n",
            "    ```\n",
            "```\u{A0}\n",
            "`````\n",
            "<div>\n*a*\n",
            "<!-- un\n",
            "-->\n",
            "<pre>\n",
            "</PRE>\n",
            "<?php\n",
            "Terme\n: sens\n\n    ```\n",
            "Terme\n: sens\n",
            "| a | b |\n|---|---|\n| 1 | 2 |\n",
            "***\n",
            "{/* titre */}\n",
            "```\r\nligne\r\n```\r\n",
            "{{< figure >}}\n",
            "[^1] et [là] <!-- x\n",
            "[là]: https://cnes.fr\n",
            "!!! note\n    # pas un titre\n",
        ];
        for first in parts {
            for second in parts {
                for end in ["\n", "\r\n", "\n\n", ""] {
                    let text =
                        format!("{first}{end}# Un\n\n{second}{end}## Deux {{#b}}\n\nfin <b>a\n");
                    assert!(agrees(&text), "{text}");
                }
            }
        }
        // As good as chance (Numerical Recipes, 7.1).
        let mut state = 7_u32;
        let mut below = |limit: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % limit
        };
        for _ in 0..3_000 {
            let mut text = String::new();
            for _ in 0..4 + below(8) {
                text.push_str(match below(3) {
                    0 => "\n# Titre\n\n",
                    _ => parts[below(parts.len())],
                });
                text.push_str(["", "\n"][below(2)]);
            }
            assert!(agrees(&text), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_read_in_stretches() {
        let chapter = "# Titre\n\nUne phrase.\n\n```sh\nls\n```\n\n";
        let text = chapter.repeat(3);
        let ends: Vec<usize> = {
            let stretches = Stretches::of(&text, 10);
            let mut at = 0;
            std::iter::from_fn(|| {
                at = (at < text.len()).then(|| stretches.end(at))?;
                Some(at)
            })
            .collect()
        };
        assert_eq!(ends, [chapter.len(), 2 * chapter.len(), text.len()]);
        assert!(agrees(&text));
    }
}
