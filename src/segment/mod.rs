//! Sentences: where each begins and ends, and why.

use crate::document::Document;
use crate::lang::Language;
use crate::text::Span;

/// A stretch of one block that is translated as a whole, usually a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Index of its block in [`Document::blocks`].
    pub block: usize,
    /// Its bytes in the block's plain text.
    pub plain: Span,
    /// Its bytes in the file, the tags that belong to it included.
    pub span: Span,
}

/// An article cut into segments.
#[derive(Debug)]
pub struct Article {
    /// The document.
    pub document: Document,
    /// The language by whose rules it was cut.
    pub language: &'static Language,
    /// Its segments in file order.
    pub segments: Vec<Segment>,
}

impl Article {
    /// Cuts `document` by the rules of `language`.
    pub fn new(document: Document, language: &'static Language) -> Article {
        let segments = Vec::new();
        Article {
            document,
            language,
            segments,
        }
    }

    /// The content of segment `index`: its text and the tags that belong to it.
    pub fn content(&self, index: usize) -> crate::inline::InlineText {
        let segment = self.segments[index];
        self.document.blocks[segment.block]
            .content
            .part(segment.plain)
    }

    /// The plain text of segment `index`.
    pub fn text(&self, index: usize) -> &str {
        let segment = self.segments[index];
        &self.document.blocks[segment.block].content.text[segment.plain.range()]
    }
}
