//! Articles: their blocks, and writing them back with every untouched byte kept.
//!
//! A format reads a [`Source`] into a [`Document`]: the blocks in file order, each with its kind,
//! its bytes and, where it holds text for a translator, its [`InlineText`]. Code, front matter and
//! markup are blocks too, without text: they are the fixed points by which two versions of an
//! article are aligned. Writing is splicing ([`splice`]): new bytes for some spans, all others as
//! they were; [`fill`] does it for whole drafts and proves by reading again that what was written
//! is what was meant.
//!
//! ```
//! use entente::document::{self, BlockKind};
//! use entente::text::Source;
//!
//! let source = Source::new("essai.md", "# Essais {#tests}\n\nLa sonde *Bion* est prête.\n");
//! let article = document::read(source, None)?;
//! assert_eq!(article.blocks[0].kind, BlockKind::Heading(1));
//! assert_eq!(article.blocks[0].name.as_deref(), Some("tests"));
//! assert_eq!(article.blocks[1].content.text, "La sonde Bion est prête.");
//! # Ok::<(), document::DocumentError>(())
//! ```

pub mod bilingual;
mod docx;
mod fill;
mod foreign;
mod form;
mod html;
mod language;
mod markdown;
mod odt;
pub mod package;
mod plain;
pub mod po;
pub mod review;
mod skeleton;
pub mod xliff;
pub mod xliff2;

pub use fill::{Fill, Filled, fill};
pub use foreign::{Foreign, foreign};
pub use form::same_structure;
pub use skeleton::{Splice, splice};

use crate::inline::InlineText;
use crate::lang::LangTag;
use crate::text::decode::CodePage;
use crate::text::{Place, Source, Span};

/// Article formats: one line registers one.
pub static FORMATS: &[&dyn Format] = &[
    &plain::Plain,
    &markdown::Markdown { mdx: false },
    &markdown::Markdown { mdx: true },
    &html::Html,
    &po::Po,
    &xliff::Xliff,
    &docx::Docx,
    &odt::Odt,
];

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

/// Reads `source` in the format called `format`, else the one its file ending names, else as plain
/// text; the text of a package in the package's own.
///
/// # Errors
/// When no format has that name, or the file is not what the format asks for.
pub fn read(source: Source, format: Option<&str>) -> Result<Document, DocumentError> {
    if let Some(own) = source.container().map(|container| container.format) {
        let wrong = |name: &str| {
            let message = format!("this is a {own} file, not one of the format \"{name}\"");
            package::refused(source.name(), message)
        };
        match (format.filter(|&name| name != own), named(own)) {
            (None, Some(format)) => return read_as(source, format),
            (name, _) => return Err(wrong(name.unwrap_or(own))),
        }
    }
    let format = match format {
        Some(name) => named(name).ok_or_else(|| unknown(&source, name))?,
        None => by_ending(source.name())
            .or_else(|| by_content(source.text()))
            .unwrap_or(&plain::Plain),
    };
    read_as(source, format)
}

fn read_as(mut source: Source, format: &'static dyn Format) -> Result<Document, DocumentError> {
    let blocks = format.blocks(&source)?;
    source.begin_paragraphs(blocks.iter().map(|block| block.span.start));
    Ok(Document {
        source,
        format,
        blocks,
    })
}

impl Document {
    /// Of each block whether it is a value inside the block before it: the title of a link in a
    /// sentence, which stands in the code of a tag there.
    pub fn inner(&self) -> Vec<bool> {
        let mut end = 0;
        let blocks = self.blocks.iter().map(|block| {
            let inner = block.is_inside(end);
            end = if inner { end } else { block.span.end };
            inner
        });
        blocks.collect()
    }

    /// The block in which `span` lies, the inner one of two.
    pub(crate) fn block_at(&self, span: Span) -> Option<usize> {
        let begun = |block: &Block| block.span.start <= span.start;
        let after = self.blocks.partition_point(begun);
        let may_hold = |block: &Block| block.kind != BlockKind::Value || block.span.contains(span);
        let index = self.blocks[..after].iter().rposition(may_hold)?;
        self.blocks[index].span.contains(span).then_some(index)
    }
}

fn named(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}

/// The encoding that the article in `bytes` declares, in the format called `format`, else the one
/// that the ending of `file` or its beginning names; `None` for Unicode and where it says nothing.
pub fn declared_encoding(file: &str, format: Option<&str>, bytes: &[u8]) -> Option<CodePage> {
    let format = match format {
        Some(name) => named(name),
        None => by_ending(file).or_else(|| {
            let head = bytes.iter().take(HEAD).map(|&byte| char::from(byte));
            by_content(&head.collect::<String>())
        }),
    };
    format?.declared_encoding(bytes)
}

fn by_ending(file: &str) -> Option<&'static dyn Format> {
    let name = file.rsplit(['/', '\\']).next()?;
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    let has = |format: &&dyn Format| format.extensions().contains(&ending.as_str());
    FORMATS.iter().copied().find(has)
}

/// What the XML in `source` is, when neither the ending of its name nor its first element is of a format
/// that is read.
pub fn foreign_xml(source: &Source) -> Option<Foreign> {
    let is_known = by_ending(source.name()).is_some() || by_content(source.text()).is_some();
    let is_text = source.name().to_ascii_lowercase().ends_with(".txt");
    foreign::foreign_xml(source.text()).filter(|_| !is_known && !is_text)
}

/// Bytes at the start of a file in which its root element is looked for.
const HEAD: usize = 1024;

/// The format that the first element of `text` names, for standard input and unknown endings.
fn by_content(text: &str) -> Option<&'static dyn Format> {
    let head = text[..text.floor_char_boundary(HEAD)].trim_start_matches('\u{FEFF}');
    let head = head.trim_start().to_ascii_lowercase();
    let is_xml = head.starts_with("<?xml");
    if head.starts_with("<xliff") || (is_xml && head.contains("<xliff")) {
        return Some(&xliff::Xliff);
    }
    let is_page = head.starts_with("<!doctype html") || head.starts_with("<html");
    if is_page || (is_xml && head.contains("<html")) {
        return Some(&html::Html);
    }
    None
}

fn unknown(source: &Source, name: &str) -> DocumentError {
    let known: Vec<&str> = FORMATS.iter().map(|format| format.name()).collect();
    DocumentError {
        file: source.name().to_owned(),
        place: source.place(0),
        message: format!(
            "no article format is called \"{name}\"; there are {}",
            known.join(", ")
        ),
    }
}

/// `text`, a draft of `document`, saying of itself that it is in `to` where the article said `from`.
///
/// A draft in which nothing was written stays the article, byte for byte.
pub fn in_language(document: &Document, text: String, from: &LangTag, to: &LangTag) -> String {
    if text == document.source.text() {
        return text;
    }
    let draft = document.source.with_text(text);
    let marks = document.format.language_marks(&draft, from, to);
    splice(draft.text(), &marks)
}

/// One block of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Its bytes in the file, from its first text or mark to its last, without markers of the
    /// line (`# `, `- `, `> `) where they stand before it.
    pub span: Span,
    /// Its text, empty where nothing is for a translator; of a code block its code.
    pub content: InlineText,
    /// What the author named the block: a heading's id (`{#id}`), a footnote's label.
    pub name: Option<String>,
}

impl Block {
    /// Whether it is a value inside a block that ends at `end`, which came before it.
    fn is_inside(&self, end: usize) -> bool {
        self.kind == BlockKind::Value && self.span.start < end
    }

    /// Whether the block holds text for a translator.
    pub fn is_translatable(&self) -> bool {
        self.kind.holds_text() && !self.content.text.chars().all(char::is_whitespace)
    }
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading of level 1–6.
    Heading(u8),
    /// Running text.
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
    /// A front-matter value that is for a translator, text of an attribute, or the title of a link.
    /// One in a tag of a sentence comes after the block of the sentence and lies inside its bytes.
    Value,
    /// A code block: never for a translator.
    Code,
    /// Markup without text of its own: HTML blocks, rules, front matter, definitions.
    Markup,
}

impl BlockKind {
    /// Whether blocks of this kind hold text for a translator.
    pub(crate) fn holds_text(self) -> bool {
        !matches!(self, BlockKind::Code | BlockKind::Markup)
    }
}

/// A file that is not what its format asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentError {
    /// The file.
    pub file: String,
    /// Where.
    pub place: Place,
    /// What is wrong, one line.
    pub message: String,
}

impl std::fmt::Display for DocumentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.place, self.message)
    }
}

impl std::error::Error for DocumentError {}

/// A place in an article that gets new bytes.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a> {
    /// The article's file.
    pub source: &'a Source,
    /// The block in which the place lies.
    pub block: &'a Block,
    /// The bytes that are replaced.
    pub span: Span,
}

/// New content for a stretch of a block.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// Index of the block in [`Document::blocks`].
    pub block: usize,
    /// The bytes that are replaced.
    pub span: Span,
    /// What stands there instead.
    pub content: &'a InlineText,
    /// Score of the mark after it, when it is unfinished.
    pub mark: Option<u8>,
    /// How much of it is escaped.
    pub care: Care,
}

/// How much of a text is escaped when it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// What would be markup as far as one can tell from the text itself.
    Light,
    /// Everything that could be markup anywhere.
    Full,
}

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

    /// The encoding that an article in `bytes`, which are not Unicode, says it has.
    fn declared_encoding(&self, _bytes: &[u8]) -> Option<CodePage> {
        None
    }

    /// `content` as the format writes it in place of `slot`: text escaped, tags by their codes.
    ///
    /// `None` when it cannot be written there. Whether the result reads back as `content` is not
    /// known before the article is read again: [`fill`] does both.
    fn render(&self, slot: Slot<'_>, content: &InlineText, care: Care) -> Option<String>;

    /// What [`render`](Format::render) gives for each of `passages`, with its mark.
    ///
    /// For a format that has to look at the whole article to write in it.
    fn render_all(&self, document: &Document, passages: &[Passage<'_>]) -> Vec<Option<String>> {
        let rendered = passages.iter().map(|passage| {
            let slot = Slot {
                source: &document.source,
                block: document.blocks.get(passage.block)?,
                span: passage.span,
            };
            let mut text = self.render(slot, passage.content, passage.care)?;
            if let Some(score) = passage.mark {
                text.push_str(&self.mark(slot.block.kind, score));
            }
            Some(text)
        });
        rendered.collect()
    }

    /// Where `source` says that it is in the language `from`, with what says that it is in `to`.
    fn language_marks(&self, _source: &Source, _from: &LangTag, _to: &LangTag) -> Vec<Splice> {
        Vec::new()
    }

    /// What people have written beside the text of `source`, where the format keeps that apart from
    /// it: the bytes each remark is anchored at, and what it says.
    fn remarks(&self, _source: &Source) -> Vec<(Span, String)> {
        Vec::new()
    }

    /// For a format of packages, what of an archive it reads.
    fn package(&self) -> Option<&dyn package::Package> {
        None
    }

    /// Whether only the look of a line tells a heading from a paragraph, so that a translation may
    /// look like the other.
    fn guesses_headings(&self) -> bool {
        false
    }

    /// For a bilingual format, the places of its translations.
    fn slots(&self) -> Option<&dyn Slots> {
        None
    }

    /// A mark after a segment in a block of this kind that says it is unfinished:
    /// `<!-- entente: 87 -->` or `⟦87⟧`.
    fn mark(&self, kind: BlockKind, score: u8) -> String;
}

/// A bilingual format: each block has a place of its own for its translation.
///
/// Its sources are never replaced, so a draft of it does not go through [`fill`].
pub trait Slots {
    /// For each block of `document`, whether it has a translation, finished or not.
    fn translated(&self, document: &Document) -> Vec<bool>;

    /// The languages of sources and of translations that the file declares.
    fn languages(&self, document: &Document) -> [Vec<LangTag>; 2];

    /// The forms of the plurals of `document`, under what a memory knows each.
    fn forms(&self, _document: &Document) -> Vec<PluralForm> {
        Vec::new()
    }

    /// Writes `targets` as translations of their blocks, every other byte as it was, and reads the
    /// result again; what cannot be written there is left out. A file that does not say in which
    /// language its translations are says then that it is `to`.
    fn write(&self, document: &Document, targets: &[Target], to: &LangTag) -> Written;
}

/// One form of a plural, which says some numbers of things and not others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PluralForm {
    /// Index of the block in [`Document::blocks`] that it translates.
    pub block: usize,
    /// Its number, from 0.
    pub form: usize,
    /// Whether it is the form that a translation of the block is, when nothing else is said of it.
    pub is_own: bool,
    /// Whether only a memory that knows the form can say it: none of the texts of the source does.
    pub needs_key: bool,
    /// The key by which a memory tells this form of a text from the others.
    pub key: String,
}

/// The translation of a whole block in a bilingual format.
#[derive(Clone, Debug)]
pub struct Target {
    /// Index of the block in [`Document::blocks`].
    pub block: usize,
    /// The form of a plural that it is, where that is not the block's own.
    pub form: Option<usize>,
    /// The translation.
    pub content: InlineText,
    /// Whether it needs no second look.
    pub finished: bool,
}

/// An article with translations in their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The article.
    pub text: String,
    /// Blocks whose translation could not be written.
    pub left_out: Vec<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(name: &str) -> &'static str {
        let source = Source::new(name, "");
        read(source, None).unwrap().format.name()
    }

    #[test]
    fn an_unknown_format_is_refused_with_the_known_ones() {
        let error = read(Source::new("a.md", "x"), Some("word")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.md:1:1: no article format is called \"word\"; there are plain, markdown, mdx, html, po, xliff, docx, odt"
        );
    }

    #[test]
    fn the_ending_names_the_format_whatever_its_case() {
        assert_eq!(format("docs.v2/ЧИТАЙ.MD"), "markdown");
        assert_eq!(format("page.mdx"), "mdx");
        assert_eq!(format("docs.md/readme"), "plain");
        assert_eq!(format("-"), "plain");
    }

    #[test]
    fn the_content_names_the_format_where_no_ending_does() {
        let format = |name: &str, text: &str| {
            let source = Source::new(name, text);
            read(source, None).unwrap().format.name()
        };
        let page = "\u{FEFF}\n<!DOCTYPE HTML><html><p>Один";
        assert_eq!(format("-", page), "html");
        assert_eq!(format("page.tmp", "<?xml version='1.0'?>\n<html/>"), "html");
        let xliff = "<?xml version=\"1.0\"?><xliff version=\"1.2\"></xliff>";
        assert_eq!(by_content(xliff).unwrap().name(), "xliff");
        for (name, text) in [
            ("a.txt", page),
            ("-", "Un <!doctype html>"),
            ("-", "<htm"),
            ("-", "<?xml version='1.0'?><rss/>"),
            ("-", &"é".repeat(HEAD)),
        ] {
            assert_eq!(format(name, text), "plain", "{text}");
        }
        assert_eq!(format("a.md", page), "markdown");
    }
}
