//! A part of a DOCX, walked: its paragraphs in the order in which they stand.
//!
//! Tables, content controls and notes are passed through to the paragraphs in them. A paragraph is
//! read into pieces (texts, objects, the two ends of links and fields) which [`paragraph`](super::paragraph)
//! makes into a block. A text box stands inside a paragraph and holds paragraphs: the paragraph is
//! cut there, so that blocks never lie in one another. Of a drawing that is given twice, for new
//! readers and for old ones (`mc:AlternateContent`), the first is read.
//!
//! Tracked changes are refused: until they are accepted or rejected there are two texts.

use super::fields::Carried;
use super::known::Known;
use super::names::{Element, Names};
use super::paragraph::{Layout, Paragraph, PieceKind};
use super::props::Props;
use super::styles::{ParagraphStyle, Styles, level};
use crate::document::package::office::{Tables, attribute, bad_part, open, tracked};
use crate::document::{Block, BlockKind, DocumentError};
use crate::inline::TagRole;
use crate::text::Span;
use crate::text::parts::Part;
use crate::xml::{SliceReader, XmlError, XmlEvent};
use std::rc::Rc;

/// A block and how it lies in its paragraph.
pub(super) type Found<'a> = (Block, Layout<'a>);

/// What stops the reading of a part.
pub(super) enum Fault {
    /// The XML is not well-formed.
    Xml(XmlError),
    /// A tracked change.
    Tracked,
}

impl From<XmlError> for Fault {
    fn from(error: XmlError) -> Fault {
        Fault::Xml(error)
    }
}

/// One event.
pub(super) enum Step {
    Start(Element),
    End(Element),
    Text,
    Other,
}

/// A reader of one part.
pub(super) struct PartReader<'a, 's> {
    pub(super) xml: SliceReader<'a>,
    pub(super) part: Part<'a>,
    pub(super) names: Names,
    pub(super) styles: &'s Styles,
    /// Whether the layouts of blocks are kept.
    for_writing: bool,
    pub(super) found: Vec<Found<'a>>,
    pub(super) tables: Tables,
    /// Fields that are open between two paragraphs.
    carried: Carried,
    /// What paragraphs without a better kind are here.
    usual: BlockKind,
    /// Properties that were read before, by their bytes.
    pub(super) known_looks: Known<'a, Rc<Props<'a>>>,
    known_styles: Known<'a, ParagraphStyle>,
    /// A paragraph that was read, for its memory.
    spare: Option<Paragraph<'a>>,
}

/// What is around a run: the element that holds it, and where that began.
struct Wrapper {
    element: Element,
    depth: usize,
    start: usize,
}

impl<'a, 's> PartReader<'a, 's> {
    /// A reader of `part`, or `None` when it is not of WordprocessingML.
    pub(super) fn new(
        part: Part<'a>,
        styles: &'s Styles,
        for_writing: bool,
    ) -> Result<Option<PartReader<'a, 's>>, XmlError> {
        let mut xml = open(part);
        let root = xml.root()?;
        let Some(names) = Names::of(root) else {
            return Ok(None);
        };
        let usual = match names.element(root.name()) {
            Element::Notes => BlockKind::Footnote,
            _ => BlockKind::Paragraph,
        };
        Ok(Some(PartReader {
            xml,
            part,
            known_looks: Known::ending(names.look_end()),
            known_styles: Known::ending(names.paragraph_end()),
            names,
            styles,
            for_writing,
            found: Vec::new(),
            tables: Tables::default(),
            carried: Carried::default(),
            usual,
            spare: None,
        }))
    }

    /// The blocks of the part.
    pub(super) fn read(mut self, file: &str) -> Result<Vec<Found<'a>>, DocumentError> {
        let read = self.body().and_then(|()| Ok(self.xml.finish()?));
        read.map_err(|fault| match fault {
            Fault::Xml(error) => bad_part(file, error),
            Fault::Tracked => tracked(file, self.part, self.found.len() + 1),
        })?;
        Ok(self.found)
    }

    pub(super) fn step(&mut self) -> Result<Step, Fault> {
        Ok(match self.xml.read()? {
            XmlEvent::Start(tag) => Step::Start(self.names.element(tag.name())),
            XmlEvent::End(name) => Step::End(self.names.element(name)),
            XmlEvent::Text(_) => Step::Text,
            _ => Step::Other,
        })
    }

    /// Bytes of the last event in the text of all parts.
    pub(super) fn span(&self) -> Span {
        self.xml.span().shift(self.part.start)
    }

    /// The end of the element whose start was read last; it is skipped.
    pub(super) fn skip(&mut self) -> Result<usize, Fault> {
        self.xml.skip_element()?;
        Ok(self.span().end)
    }

    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        attribute(&self.xml.tag(), name).map(str::to_owned)
    }

    /// Reads what stands between paragraphs, to the end of the element that is open.
    pub(super) fn body(&mut self) -> Result<(), Fault> {
        let depth = self.xml.depth();
        let tables = self.tables.depth();
        while self.xml.depth() >= depth {
            match self.step()? {
                Step::Start(Element::Paragraph) => self.paragraph()?,
                Step::Start(Element::Tracked) => return Err(Fault::Tracked),
                Step::Start(
                    Element::Fallback
                    | Element::SectionProperties
                    | Element::TableProperties
                    | Element::ControlProperties,
                ) => {
                    self.skip()?;
                }
                Step::Start(Element::Table) => self.tables.begin(),
                Step::Start(Element::Row) => self.tables.row(),
                Step::Start(Element::Cell) => self.tables.cell(1),
                Step::Start(Element::GridSpan) => {
                    let columns = self.attribute("val").and_then(|value| value.parse().ok());
                    self.tables.cover(columns.unwrap_or(1));
                }
                Step::End(Element::Table) => self
                    .tables
                    .end_to(tables.max(self.tables.depth().saturating_sub(1))),
                Step::Other if self.xml.depth() == 0 => break,
                _ => {}
            }
        }
        self.tables.end_to(tables);
        Ok(())
    }

    /// Reads the paragraph whose start was read last.
    fn paragraph(&mut self) -> Result<(), Fault> {
        let inside = self.xml.depth();
        let start = self.span().start;
        let mut paragraph = match self.spare.take() {
            Some(spare) => spare.again(start),
            None => Paragraph::new(start),
        };
        let mut wrappers: Vec<Wrapper> = Vec::new();
        let mut style = ParagraphStyle::default();
        let first = self.found.len();
        while self.xml.depth() >= inside {
            let step = self.step()?;
            let span = self.span();
            match step {
                Step::Start(Element::Tracked) => return Err(Fault::Tracked),
                Step::Start(Element::ParagraphProperties) => self.properties(&mut style)?,
                Step::Start(Element::Run) => self.run(&mut paragraph, &style)?,
                Step::Start(Element::ProofError) => {
                    self.skip()?;
                }
                Step::Start(mark @ (Element::StretchStart | Element::StretchEnd)) => {
                    let end = self.skip()?;
                    let opens = mark == Element::StretchStart;
                    paragraph.marker(Span::new(span.start, end), opens);
                }
                Step::Start(element @ (Element::Hyperlink | Element::Around)) => {
                    wrappers.push(self.wrapper(element, span.start));
                    let role = match element {
                        Element::Hyperlink => TagRole::Link,
                        _ => TagRole::Other,
                    };
                    paragraph.push(PieceKind::Open(role), span);
                }
                Step::Start(Element::AroundProperties) => {
                    let end = self.skip()?;
                    paragraph.extend_open(end);
                }
                Step::Start(element @ Element::StructuredControl) => {
                    wrappers.push(self.wrapper(element, span.start));
                }
                Step::Start(Element::ControlProperties) => {
                    self.skip()?;
                }
                Step::Start(element @ Element::ControlContent) => {
                    let outer = wrappers
                        .last()
                        .filter(|wrapper| wrapper.element == Element::StructuredControl);
                    let start = outer.map_or(span.start, |wrapper| wrapper.start);
                    wrappers.push(self.wrapper(element, start));
                    paragraph.push(PieceKind::Open(TagRole::Other), Span::new(start, span.end));
                }
                Step::Start(_) => self.object(&mut paragraph, &style, span.start)?,
                Step::End(_) => {
                    let ended = wrappers.pop_if(|wrapper| self.xml.depth() < wrapper.depth);
                    match ended.map(|wrapper| wrapper.element) {
                        // Its end is that of the `sdt` around it.
                        Some(Element::ControlContent) => paragraph.push(PieceKind::Close, span),
                        Some(Element::StructuredControl) => paragraph.extend_close(span.end),
                        Some(_) => paragraph.push(PieceKind::Close, span),
                        None => {}
                    }
                }
                Step::Text | Step::Other => {}
            }
        }
        let end = self.span().end;
        self.finish(paragraph, &style, end, first == self.found.len());
        Ok(())
    }

    fn wrapper(&self, element: Element, start: usize) -> Wrapper {
        Wrapper {
            element,
            depth: self.xml.depth(),
            start,
        }
    }

    /// Makes `paragraph` a block that ends at `end`; one without content only when it is the `whole`
    /// of the first in a cell.
    pub(super) fn finish(
        &mut self,
        paragraph: Paragraph<'a>,
        style: &ParagraphStyle,
        end: usize,
        whole: bool,
    ) {
        let kind = self.kind(style);
        let kind = self.tables.kind_of(kind, whole);
        let span = Span::new(paragraph.start, end);
        let plain = match self.for_writing {
            true => None,
            false => paragraph.plain(&self.carried),
        };
        let (content, layout) = match plain {
            Some(content) => {
                self.spare = Some(paragraph);
                (content, Layout::default())
            }
            None => paragraph.finish(self.part, &self.names, &mut self.carried),
        };
        let layout = match self.for_writing {
            true => layout,
            false => {
                self.spare.get_or_insert_with(|| Paragraph::of(layout));
                Layout::default()
            }
        };
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

    fn kind(&self, style: &ParagraphStyle) -> BlockKind {
        match self.styles.kind(style) {
            BlockKind::Paragraph => self.usual,
            other => other,
        }
    }

    /// Reads the properties of a paragraph.
    fn properties(&mut self, style: &mut ParagraphStyle) -> Result<(), Fault> {
        // Only what is read first is all that is known of the paragraph.
        let fresh = *style == ParagraphStyle::default();
        if fresh && let Some(known) = self.known_styles.skip(&mut self.xml) {
            *style = known.clone();
            return Ok(());
        }
        let begun = self.xml.begun();
        self.read_properties(style)?;
        if fresh {
            self.known_styles.add(&self.xml, begun, style.clone());
        }
        Ok(())
    }

    fn read_properties(&mut self, style: &mut ParagraphStyle) -> Result<(), Fault> {
        let inside = self.xml.depth();
        while self.xml.depth() >= inside {
            match self.step()? {
                Step::Start(Element::ParagraphStyle) => style.style = self.attribute("val"),
                Step::Start(Element::OutlineLevel) => style.outline = level(self.attribute("val")),
                Step::Start(Element::ListLevel) => style.list = Some(level(self.attribute("val"))),
                Step::Start(Element::ListNumber) => {
                    style.list = match self.attribute("val").as_deref() {
                        Some("0") => Some(None),
                        _ => style.list.or(Some(Some(0))),
                    }
                }
                // The end of the paragraph was put in or taken out.
                Step::Start(Element::Tracked) => return Err(Fault::Tracked),
                _ => {}
            }
        }
        Ok(())
    }
}
