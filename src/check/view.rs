//! What a rule sees: the two sides of a pair, read once for all rules.
//!
//! A [`Job`] is what is judged in one go: an article with its translation, the units of a
//! bilingual file, or one text alone. Its [`PairView`]s hold for each side the text, the tags, the
//! numbers by value and the terms of the glossaries, and know how to turn a span of the text into
//! bytes of the file. So no rule tokenises, and none knows a language or a format.
//!
//! Sentences that were aligned as two to one are one side with one text. What stands under a draft
//! mark or an `entente: ignore=` comment is found here too, since both are marks of the file.

use super::marks::{Mark, Silence};
use super::memory::KnownTargets;
use super::options::Options;
use super::terms::Terms;
use crate::document::BlockKind;
use crate::glossary::TermOccurrence;
use crate::inline::{InlineTag, InlineText, TagKind, TagRole};
use crate::lang::Language;
use crate::lang::typography::Profile;
use crate::text::Span;
use crate::token::number::{Comparison, NumberValue, Strength, values};
use crate::token::{Token, TokenKind, tokens};

/// What is judged in one go.
#[derive(Clone, Debug, Default)]
pub struct Job<'a> {
    /// The file of the source texts; `None` when a text is judged alone.
    pub source: Option<FileView<'a>>,
    /// The file of the texts that are judged.
    pub target: FileView<'a>,
    /// What is judged, in the order of the source where there is one.
    pub pairs: Vec<PairView<'a>>,
    /// Whether the tags of both sides of a pair share their numbers, as those of one unit do.
    pub numbered: bool,
    /// The agreed terms.
    pub terms: Option<&'a Terms<'a>>,
    /// What the memories have for other sentences.
    pub memory: Option<&'a KnownTargets<'a>>,
    /// The typography the target follows; `None` for its language's default.
    pub profile: Option<&'static Profile>,
    /// What the project asks of the rules; `None` for what they say of themselves.
    pub options: Option<&'a Options>,
}

impl Job<'_> {
    /// The typography that `side` of the target follows.
    pub fn profile_of(&self, side: &Side<'_>) -> &'static Profile {
        self.profile
            .unwrap_or_else(|| side.language.typography.default_profile())
    }
}

/// A file that is judged, or compared with.
#[derive(Clone, Debug, Default)]
pub struct FileView<'a> {
    /// Its name, as the user typed it.
    pub name: &'a str,
    /// Marks that a draft left in it.
    pub marks: Vec<Mark>,
    /// Comments in it that silence a rule.
    pub silences: Vec<Silence>,
    /// Its tables, in order.
    pub tables: Vec<Table>,
}

/// A table of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its bytes in the file, from its first cell to its last.
    pub span: Span,
    /// Rows, the head counted.
    pub rows: usize,
    /// Columns of its longest row.
    pub columns: usize,
}

/// A source text with its translation.
#[derive(Clone, Debug, Default)]
pub struct PairView<'a> {
    /// Its index in [`Job::pairs`].
    pub index: usize,
    /// The source text; `None` when there is none for this target.
    pub source: Option<Side<'a>>,
    /// The translation; `None` when there is none.
    pub target: Option<Side<'a>>,
    /// Whether the two surely belong together: only then may a rule say error.
    pub sure: bool,
    /// Whether the translation is still the source text; other rules are silent then.
    pub untranslated: bool,
    /// How the numbers of the two differ; all numbers of a side that stands alone are over.
    pub numbers: Comparison,
}

impl<'a> PairView<'a> {
    /// Both sides of a pair that was translated; `None` leaves the pair to other rules.
    pub fn translated(&self) -> Option<(&Side<'a>, &Side<'a>)> {
        if self.untranslated {
            return None;
        }
        self.source.as_ref().zip(self.target.as_ref())
    }
}

/// Whether `span` overlaps one of `spans`, which are in order and lie apart.
pub(super) fn overlaps(spans: &[Span], span: Span) -> bool {
    let next = spans.partition_point(|other| other.end <= span.start);
    spans.get(next).is_some_and(|other| other.overlaps(span))
}

/// One side of a pair.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// Its plain text; several segments of different blocks are joined by a line end.
    pub text: String,
    /// Its tags, at bytes of `text`.
    pub tags: Vec<InlineTag>,
    /// Parts of `text` that must not change, in order: code and addresses.
    pub protected: Vec<Span>,
    /// The words, numbers and marks of `text`.
    pub tokens: Vec<Token>,
    /// Its language.
    pub language: &'static Language,
    /// Its numbers by value; those in code only excuse.
    pub numbers: Vec<NumberValue>,
    /// Terms of the glossaries in it.
    pub terms: Vec<TermOccurrence<'a>>,
    /// Whether the text before its block ends with a colon: it may be an example or a message that
    /// is quoted as it stands.
    pub introduced: bool,
    /// Whether it begins its block, and whether it ends it.
    pub edges: (bool, bool),
    /// How many segments of an article it is made of.
    pub segments: usize,
    /// What its first block is, in an article.
    pub block: Option<BlockKind>,
    /// Where each content begins in `text`, and its map to the file.
    pieces: Vec<(usize, InlineText)>,
}

impl<'a> Side<'a> {
    /// The side made of `contents`, one for each run of text that lies together in the file.
    pub fn new(contents: Vec<InlineText>, language: &'static Language) -> Side<'a> {
        let mut side = Side {
            text: String::new(),
            tags: Vec::new(),
            protected: Vec::new(),
            tokens: Vec::new(),
            language,
            numbers: Vec::new(),
            terms: Vec::new(),
            introduced: false,
            edges: (true, true),
            segments: 1,
            block: None,
            pieces: Vec::new(),
        };
        for content in contents {
            side.append(content);
        }
        side.tokens = tokens(&side.text).collect();
        let mut numbers = values(&side.text, language);
        for number in &mut numbers {
            // What one author types as code the other may type as text: `1ms`, 1 мс.
            if side.is_protected(number.span) {
                number.strength = Strength::Spelled;
            }
        }
        side.numbers = numbers;
        side
    }

    fn append(&mut self, content: InlineText) {
        if !self.pieces.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(&content.text);
        self.tags.extend(content.tags.iter().map(|tag| InlineTag {
            at: tag.at + start,
            ..tag.clone()
        }));
        let protected = content.protected();
        self.protected
            .extend(protected.into_iter().map(|span| span.shift(start)));
        self.pieces.push((start, content));
    }

    /// Whether `span` of the text touches code or an address; a search in their list.
    pub fn is_protected(&self, span: Span) -> bool {
        overlaps(&self.protected, span)
    }

    /// The code in the text, in order; a pass over the tags.
    pub fn code(&self) -> Vec<Span> {
        let mut opened = None;
        let mut code = Vec::new();
        for tag in self.tags.iter().filter(|tag| tag.role == TagRole::Code) {
            match tag.kind {
                TagKind::Open => opened = Some(tag.at),
                TagKind::Close => code.extend(opened.take().map(|start| Span::new(start, tag.at))),
                TagKind::Standalone | TagKind::Isolated => {}
            }
        }
        code
    }

    /// The words of the text outside code and addresses, in order.
    pub fn words(&self) -> impl Iterator<Item = (Span, &str)> {
        let words = self
            .tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Word && !self.is_protected(token.span));
        words.map(|token| (token.span, self.slice(token.span)))
    }

    /// Whether `span` lies in one run of text of the file.
    pub fn is_one_content(&self, span: Span) -> bool {
        let part = |at: usize| self.pieces.partition_point(|(start, _)| *start <= at);
        part(span.start) == part(span.end)
    }

    /// The text at `span`.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The whole text as a span.
    pub fn whole(&self) -> Span {
        Span::new(0, self.text.len())
    }

    /// The bytes of the file that `span` of the text covers.
    pub fn locate(&self, span: Span) -> Span {
        let part = |at: usize| {
            let index = self.pieces.partition_point(|(start, _)| *start <= at);
            self.pieces.get(index.saturating_sub(1))
        };
        let inside = |at: usize, start: usize, content: &InlineText| {
            at.saturating_sub(start).min(content.text.len())
        };
        let Some((start, content)) = part(span.start) else {
            return Span::default();
        };
        let from = inside(span.start, *start, content);
        let to = inside(span.end, *start, content);
        let first = content.file_span(Span::new(from, to.max(from)));
        match part(span.end.saturating_sub(1)) {
            Some((last, other)) if last != start => {
                let end = inside(span.end, *last, other);
                first.join(other.file_span(Span::new(0, end)))
            }
            _ => first,
        }
    }

    /// The bytes of the file that the whole side covers, its tags included.
    pub fn place(&self) -> Span {
        let tags = self.tags.iter().filter_map(|tag| tag.file);
        tags.fold(self.locate(self.whole()), Span::join)
    }

    /// Numbers of tags of each kind that open or stand alone, for which `wanted` is true.
    pub fn count_tags(&self, wanted: impl Fn(&InlineTag) -> bool) -> usize {
        let counts = |tag: &&InlineTag| tag.kind != TagKind::Close && wanted(tag);
        self.tags.iter().filter(counts).count()
    }
}
