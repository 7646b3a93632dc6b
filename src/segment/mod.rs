//! Sentences: where each begins and ends, and why.
//!
//! A [`Segmenter`] holds the rules of one language and cuts any plain text; an [`Article`] is a
//! document cut block by block. `M. Roux mesure 400 m. Il dort.` gives two segments, and each
//! boundary (and each full stop that is none) has its [`Reason`]: `M.` is a title of the French
//! list, `m.` a unit after a figure, before a word that begins a sentence.
//!
//! How it decides: a mark (`. ! ? …`) is taken with all that closes after it (quotation marks,
//! brackets, note marks); what stands to the left is looked up in lists of abbreviations by class,
//! what stands to the right says whether a sentence can begin there. Nothing is learned from the
//! text, so that the same sentence is cut alike in every article; a memory depends on it. The
//! conventions are told in `docs/segmentation.md`.
//!
//! Users may bring rules of their own instead: [`srx`].
//!
//! What this does not do: find blocks (that is `document`), or split at `:` and `;`.

mod chars;
mod closers;
mod engine;
mod left;
mod reason;
mod right;
mod rules;
mod scanner;
pub mod srx;
mod why;

pub use engine::{Decision, Piece, Segmenter};
pub use reason::Reason;
pub use why::{Why, explain};

use crate::document::{Block, BlockKind, Document};
use crate::inline::{InlineText, TagKind};
use crate::lang::Language;
use crate::text::Span;
use srx::{FormatHandles, SrxError, SrxRules};

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
    ///
    /// A heading is one segment whatever it holds; marks inside code and addresses end nothing.
    pub fn new(document: Document, language: &'static Language) -> Article {
        Article::cut(document, language, &Segmenter::new(language))
    }

    /// Cuts `document`, which is in `language`, by the rules of `segmenter`.
    pub fn cut(document: Document, language: &'static Language, segmenter: &Segmenter) -> Article {
        let mut segments = Vec::with_capacity(document.blocks.len());
        for (index, block) in document.blocks.iter().enumerate() {
            if !block.is_translatable() {
                continue;
            }
            let content = &block.content;
            let mut add = |plain: Span| {
                segments.push(Segment {
                    block: index,
                    plain,
                    span: content.part_file_span(plain),
                });
            };
            if matches!(block.kind, BlockKind::Heading(_)) {
                add(trimmed(&content.text));
            } else {
                let protected = content.protected();
                for piece in segmenter.segments_around(&content.text, &protected) {
                    add(piece.span);
                }
            }
        }
        Article {
            document,
            language,
            segments,
        }
    }

    /// The content of segment `index`: its text and the tags that belong to it.
    pub fn content(&self, index: usize) -> InlineText {
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

/// What is decided in `block`: nothing in a heading, which is one segment whatever it holds.
pub fn decisions<'s>(segmenter: &'s Segmenter, block: &'s Block) -> Vec<Decision<'s>> {
    if matches!(block.kind, BlockKind::Heading(_)) {
        return Vec::new();
    }
    let protected = block.content.protected();
    segmenter
        .decisions(&block.content.text, &protected)
        .collect()
}

/// The segments of `document` by the rules of an SRX file, each without white space at either end.
///
/// Every block is cut by the rules alone, headings too; no place inside code or an address is one.
///
/// # Errors
/// When a rule takes too many steps on a block.
pub fn cut_by_srx(document: &Document, rules: &SrxRules) -> Result<Vec<Segment>, SrxError> {
    let mut segments = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        if !block.is_translatable() {
            continue;
        }
        let content = &block.content;
        let decisions = srx_decisions(rules, block)?;
        let breaks = decisions.iter().filter(|found| found.breaks);
        let ends = breaks.map(|found| found.mark.end);
        let mut start = 0;
        for end in ends.chain([content.text.len()]) {
            let ink = trimmed(&content.text[start..end]).shift(start);
            if !ink.is_empty() {
                segments.push(Segment {
                    block: index,
                    plain: ink,
                    span: handled(content, Span::new(start, end), ink, rules.handles()),
                });
            }
            start = end;
        }
    }
    Ok(segments)
}

/// What the rules of an SRX file decide in `block`.
///
/// # Errors
/// When a rule takes too many steps.
pub fn srx_decisions<'s>(
    rules: &'s SrxRules,
    block: &Block,
) -> Result<Vec<Decision<'s>>, SrxError> {
    let mut decisions = rules.decisions(&block.content.text)?;
    let protected = block.content.protected();
    decisions.retain(|found| {
        let at = found.mark.end;
        let span = protected.partition_point(|span| span.end <= at);
        protected.get(span).is_none_or(|span| span.start >= at)
    });
    Ok(decisions)
}

/// The bytes in the file of the part at `ink` between the breaks at both ends of `part`, with the
/// tags that `handles` leave to it.
fn handled(content: &InlineText, part: Span, ink: Span, handles: FormatHandles) -> Span {
    let stays_left = |kind| match kind {
        TagKind::Open => handles.start,
        TagKind::Close => handles.end,
        TagKind::Standalone | TagKind::Isolated => handles.isolated,
    };
    let belongs = |at: usize, kind| {
        if at == part.end && at < content.text.len() {
            stays_left(kind)
        } else if at == part.start && at > 0 {
            !stays_left(kind)
        } else {
            ink.start <= at && at <= ink.end
        }
    };
    let first = content.tags.partition_point(|tag| tag.at < part.start);
    let tags = content.tags[first..]
        .iter()
        .take_while(|tag| tag.at <= part.end);
    tags.filter(|tag| belongs(tag.at, tag.kind))
        .filter_map(|tag| tag.file)
        .fold(content.file_span(ink), Span::join)
}

/// The bytes of `text` without white space at either end.
fn trimmed(text: &str) -> Span {
    let start = right::skip_blank(text, 0).0;
    let end = text.trim_end_matches(chars::is_blank).len();
    Span::new(start, end.max(start))
}
