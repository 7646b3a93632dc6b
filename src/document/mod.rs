//! Articles: their blocks, and writing them back with every untouched byte kept.
//!
//! A format reads a [`Source`] into a [`Document`]: the blocks in file order, each with its kind,
//! its bytes and, where it holds text for a translator, its [`InlineText`]. Code, front matter and
//! markup are blocks too, without text: they are the fixed points by which two versions of an
//! article are aligned. Writing is splicing ([`splice`]): new bytes for some spans, all others as
//! they were.

pub mod bilingual;
mod skeleton;

pub use skeleton::{Splice, splice};

use crate::inline::InlineText;
use crate::text::{Source, Span};

/// An article that was read.
#[derive(Debug)]
pub struct Document {
    /// The file, whole.
    pub source: Source,
    /// The format that read it, as in [`FORMATS`].
    pub format: &'static dyn Format,
    /// Its blocks in file order.
    pub blocks: Vec<Block>,
}

/// One block of an article.
#[derive(Clone, Debug)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Its bytes in the file, from its first text or mark to its last, without markers of the
    /// line (`# `, `- `, `> `) where they stand before it.
    pub span: Span,
    /// Its text, empty where nothing is for a translator.
    pub content: InlineText,
    /// What the author named the block: a heading's id (`{#id}`), a footnote's label.
    pub name: Option<String>,
}

impl Block {
    /// Whether the block holds text for a translator.
    pub fn is_translatable(&self) -> bool {
        !self.content.text.trim().is_empty() && self.kind.holds_text()
    }
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading of level 1–6.
    Heading(u8),
    /// Running text; `quote` when it stands in a block quotation.
    Paragraph,
    /// Text of a list item, at this depth (1 = outermost).
    ListItem(u8),
    /// Running text of a block quotation.
    Quote,
    /// One cell of a table, with its row (0 = head) and column.
    TableCell {
        /// Row, 0 the head.
        row: u32,
        /// Column, from 0.
        column: u32,
    },
    /// Text of a footnote.
    Footnote,
    /// A front-matter value that is for a translator, or text of an attribute.
    Value,
    /// A code block: never for a translator.
    Code,
    /// Markup without text of its own: HTML blocks, rules, front matter, definitions.
    Markup,
}

impl BlockKind {
    /// Whether blocks of this kind hold text for a translator.
    pub fn holds_text(self) -> bool {
        !matches!(self, BlockKind::Code | BlockKind::Markup)
    }
}

/// A file that is not what its format asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentError {
    /// The file.
    pub file: String,
    /// Where.
    pub place: crate::text::Place,
    /// What is wrong, one line.
    pub message: String,
}

impl std::fmt::Display for DocumentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.place, self.message)
    }
}

impl std::error::Error for DocumentError {}

/// One article format.
pub trait Format: Sync + std::fmt::Debug {
    /// Its name: `markdown`, `plain`.
    fn name(&self) -> &'static str;

    /// File name endings, without the dot, lower case.
    fn extensions(&self) -> &'static [&'static str];

    /// Finds the blocks of `source`.
    ///
    /// # Errors
    /// When the file is not readable as this format; Markdown and plain text always are.
    fn blocks(&self, source: &Source) -> Result<Vec<Block>, DocumentError>;

    /// `content` as the format writes it where `block` stands: text escaped, tags by their codes.
    ///
    /// `None` when it cannot be written there without changing the structure (two paragraphs in a
    /// table cell).
    fn render(&self, block: &Block, content: &InlineText) -> Option<String>;

    /// A mark after a segment that says it is unfinished: `<!-- entente: 87 -->` or `⟦87⟧`.
    fn mark(&self, score: u8) -> String;
}
