//! Markdown articles: CommonMark with tables, footnotes, struck-out text, task lists, heading ids.
//!
//! pulldown-cmark says where everything is; the file's own bytes are what we keep. [`blocks`] walks
//! its events, [`content`] turns the inline ones into text with tags and a map, [`front`] takes the
//! front matter before the parser, [`mdx`] covers braces that are code, [`directives`] the lines that
//! site generators add, [`title`] the titles of links, [`stretches`] cuts a long text into what is
//! parsed at once, [`escape`] writes a target so that it reads back as itself.
//!
//! ```text
//! ## Результаты {#results}         Heading(2) "Результаты", name "results"
//!
//! * Снимки **с орбиты**            ListItem(1) "Снимки с орбиты" with a pair of tags
//! ```
//!
//! Code blocks keep their code as content, for alignment only. Text in HTML blocks is read and written
//! as in HTML articles; JSX is not, nor HTML whose lines stand behind the marks of a quotation. All
//! else in them, rules, reference definitions, `import` lines and comments are [`BlockKind::Markup`].

mod blocks;
mod content;
mod definitions;
mod directives;
mod escape;
mod formulas;
mod front;
mod mdx;
mod stretches;
mod tags;
mod title;

use super::language::marks;
use super::{Block, BlockKind, Care, DocumentError, Format, Slot, Splice, html};
use crate::inline::InlineText;
use crate::lang::LangTag;
use crate::text::Source;
use pulldown_cmark::Options;

/// Markdown, or with `mdx` Markdown whose braces are code.
#[derive(Debug)]
pub(super) struct Markdown {
    pub(super) mdx: bool,
}

impl Format for Markdown {
    fn name(&self) -> &'static str {
        if self.mdx { "mdx" } else { "markdown" }
    }

    fn extensions(&self) -> &'static [&'static str] {
        if self.mdx {
            &["mdx"]
        } else {
            &["md", "markdown", "mdown", "mkd", "mkdn"]
        }
    }

    fn blocks(&self, source: &Source) -> Result<Vec<Block>, DocumentError> {
        let text = source.text();
        let (front, body) = front::blocks(text);
        let mut blocks = blocks::blocks(text, body, self.mdx);
        blocks.splice(0..0, front);
        Ok(blocks)
    }

    fn render(&self, slot: Slot<'_>, content: &InlineText, care: Care) -> Option<String> {
        if html::holds(slot.block) {
            return html::render(slot, content);
        }
        if slot.block.kind == BlockKind::Value {
            let (_, body) = front::blocks(slot.source.text());
            return match slot.block.span.start < body {
                true => front::render(slot, content),
                false => title::render(slot, content),
            };
        }
        if directives::is_title(slot.source.text(), slot.block.span.start) {
            let words = content.text.split_ascii_whitespace();
            let title = words.collect::<Vec<_>>().join(" ");
            return content.tags.is_empty().then_some(title);
        }
        escape::render(slot, content, care, self.mdx)
    }

    fn language_marks(&self, source: &Source, from: &LangTag, to: &LangTag) -> Vec<Splice> {
        let text = source.text();
        marks(text, front::languages(text), from, to)
    }

    fn mark(&self, kind: BlockKind, score: u8) -> String {
        // A comment would be part of a front-matter value, and MDX has none of this form.
        if self.mdx || kind == BlockKind::Value {
            format!("⟦{score}⟧")
        } else {
            format!("<!-- entente: {score} -->")
        }
    }
}

/// The parser's extensions that are on. Smart punctuation stays off: it would change text.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}
