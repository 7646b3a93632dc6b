//! A part of an OpenDocument text, walked: its paragraphs in the order in which they stand.

use super::content::{Builder, Layout};
use super::names::Names;
use super::styles::{Look, Styles};
use crate::document::package::office::{Tables, attribute, bad_part, open, tracked};
use crate::document::{Block, BlockKind, DocumentError};
use crate::inline::TagRole;
use crate::text::Span;
use crate::text::parts::Part;
use crate::xml::{SliceReader, XmlError, XmlEvent};

/// A block and how it lies in its paragraph.
pub(super) type Found = (Block, Layout);

/// What stops the reading of a part.
enum Fault {
    Xml(XmlError),
    Tracked,
}

impl From<XmlError> for Fault {
    fn from(error: XmlError) -> Fault {
        Fault::Xml(error)
    }
}

enum Step {
    Start(&'static str),
    End(&'static str),
    Text(String),
    Finish,
    Other,
}

/// Most spaces one element is taken for.
const MOST_SPACES: usize = 1024;

/// A reader of one part.
pub(super) struct PartReader<'a> {
    xml: SliceReader<'a>,
    part: Part<'a>,
    /// The text of all parts.
    source: &'a str,
    names: &'a Names,
    styles: &'a Styles,
    found: Vec<Found>,
    tables: Tables,
    lists: u8,
    /// Whether the part holds changes of text.
    tracked: bool,
    usual: BlockKind,
}

impl<'a> PartReader<'a> {
    /// A reader of `part` of `source`; `names` and `styles` are those of the part it was taken from.
    pub(super) fn new(
        part: Part<'a>,
        source: &'a str,
        names: &'a Names,
        styles: &'a Styles,
    ) -> PartReader<'a> {
        PartReader {
            xml: open(part),
            part,
            source,
            names,
            styles,
            found: Vec::new(),
            tables: Tables::default(),
            lists: 0,
            tracked: false,
            usual: BlockKind::Paragraph,
        }
    }

    /// The blocks of the part.
    pub(super) fn read(mut self, file: &str) -> Result<Vec<Found>, DocumentError> {
        self.body().map_err(|fault| match fault {
            Fault::Xml(error) => bad_part(file, error),
            Fault::Tracked => tracked(file, self.part, self.found.len() + 1),
        })?;
        Ok(self.found)
    }

    fn step(&mut self) -> Result<Step, Fault> {
        Ok(match self.xml.read()? {
            XmlEvent::Start(tag) => Step::Start(self.names.known(tag.name())),
            XmlEvent::End(name) => Step::End(self.names.known(name)),
            XmlEvent::Text(text) => Step::Text(text.to_owned()),
            XmlEvent::Finish => Step::Finish,
            _ => Step::Other,
        })
    }

    fn span(&self) -> Span {
        self.xml.span().shift(self.part.start)
    }

    fn attribute(&self, name: &str) -> Option<String> {
        attribute(&self.xml.tag(), name).map(str::to_owned)
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.parse().ok()
    }

    fn body(&mut self) -> Result<(), Fault> {
        loop {
            match self.step()? {
                Step::Start("text:note-body") => self.usual = BlockKind::Footnote,
                Step::Start(name @ ("text:p" | "text:h" | "svg:desc" | "svg:title")) => {
                    self.paragraph(name)?;
                }
                Step::Start("office:annotation") => self.xml.skip_element()?,
                Step::Start("text:insertion" | "text:deletion") => {
                    self.tracked = true;
                    self.xml.skip_element()?;
                }
                Step::Start("text:change" | "text:change-start") if self.tracked => {
                    return Err(Fault::Tracked);
                }
                Step::Start("text:list") => self.lists = self.lists.saturating_add(1),
                Step::End("text:list") => self.lists = self.lists.saturating_sub(1),
                Step::Start("table:table") => self.tables.begin(),
                Step::End("table:table") => {
                    self.tables.end_to(self.tables.depth().saturating_sub(1));
                }
                Step::Start("table:table-row") => self.tables.row(),
                Step::Start("table:table-cell" | "table:covered-table-cell") => {
                    let columns = self.number("number-columns-repeated");
                    self.tables.cell(columns.unwrap_or(1));
                }
                Step::Finish => break,
                _ => {}
            }
        }
        match self.tracked {
            true => Err(Fault::Tracked),
            false => Ok(()),
        }
    }

    /// Reads the paragraph or heading whose start was read last.
    fn paragraph(&mut self, name: &str) -> Result<(), Fault> {
        let inside = self.xml.depth();
        let start = self.span().start;
        let style = self.attribute("style-name").unwrap_or_default();
        let kind = match name {
            "text:h" => {
                let level = self.number("outline-level").unwrap_or(1);
                BlockKind::Heading(level.clamp(1, 6) as u8)
            }
            // Words of a picture.
            "svg:desc" | "svg:title" => BlockKind::Value,
            _ => self.kind(&style),
        };
        let mut builder = Builder::new(self.source);
        while self.xml.depth() >= inside {
            let step = self.step()?;
            let span = self.span();
            match step {
                Step::Text(text) => builder.text(&text, span),
                Step::Start("text:s") => {
                    let count = self.number("c").unwrap_or(1) as usize;
                    let file = self.whole(span)?;
                    builder.spaces(count.clamp(1, MOST_SPACES), file);
                }
                Step::Start("text:span") => {
                    let style = self.attribute("style-name").unwrap_or_default();
                    builder.open(self.styles.look(&style), span);
                }
                Step::Start("text:a") => builder.open(Look::Role(TagRole::Link), span),
                Step::Start("text:meta") => builder.open(Look::Role(TagRole::Other), span),
                Step::End("text:span" | "text:a" | "text:meta") => builder.close(span),
                Step::Start("text:tab" | "text:line-break") => {
                    let file = self.whole(span)?;
                    builder.object(TagRole::Break, file);
                }
                Step::Start("text:note") => {
                    let file = self.whole(span)?;
                    builder.object(TagRole::Note, file);
                }
                Step::Start("text:soft-page-break") => self.xml.skip_element()?,
                Step::Start("text:change" | "text:change-start" | "text:change-end")
                    if self.tracked =>
                {
                    return Err(Fault::Tracked);
                }
                Step::Start(name) if is_marker(name) => {
                    let file = self.whole(span)?;
                    builder.marker(file, !name.ends_with("-end"));
                }
                Step::Start(_) => {
                    let file = self.whole(span)?;
                    builder.object(TagRole::Other, file);
                }
                Step::End(_) | Step::Finish | Step::Other => {}
            }
        }
        let span = Span::new(start, self.span().end);
        self.push(kind, span, builder);
        Ok(())
    }

    /// The bytes of the element that starts at `span`, which is skipped.
    fn whole(&mut self, span: Span) -> Result<Span, Fault> {
        self.xml.skip_element()?;
        Ok(Span::new(span.start, self.span().end))
    }

    fn kind(&self, style: &str) -> BlockKind {
        match self.styles.kind(style) {
            BlockKind::Paragraph if self.lists > 0 => BlockKind::ListItem(self.lists),
            BlockKind::Paragraph => self.usual,
            other => other,
        }
    }

    fn push(&mut self, kind: BlockKind, span: Span, builder: Builder<'_>) {
        let kind = match kind {
            BlockKind::Value => kind,
            _ => self.tables.kind_of(kind, true),
        };
        let (content, layout) = builder.finish();
        let empty = content.text.is_empty() && content.tags.is_empty();
        if empty && !matches!(kind, BlockKind::TableCell { .. }) {
            return;
        }
        let block = Block {
            kind,
            span,
            content,
            name: None,
        };
        self.found.push((block, layout));
    }
}

/// Whether `name` marks a place or a stretch and holds no text of the article.
fn is_marker(name: &str) -> bool {
    let ends = ["-mark", "-mark-start", "-mark-end"];
    name.starts_with("text:bookmark")
        || name.starts_with("text:change")
        || name.starts_with("office:annotation")
        || (name.starts_with("text:") && ends.iter().any(|end| name.ends_with(end)))
}
