//! What stands in a run, and what stands in a paragraph without being one.
//!
//! A run is properties and then texts, breaks, fields and objects. What is not known is an object
//! and kept whole; only text boxes are looked for in it, since they hold paragraphs.

use super::names::Element;
use super::paragraph::{Field, Paragraph, PieceKind};
use super::props::{Props, Seen};
use super::read::{Fault, PartReader, Step};
use super::styles::ParagraphStyle;
use crate::document::package::office::attribute;
use crate::document::package::{Written, written};
use crate::inline::TagRole;
use crate::text::Span;
use crate::xml::XmlEvent;
use std::rc::Rc;

impl<'a> PartReader<'a, '_> {
    /// Reads the run whose start was read last.
    pub(super) fn run(
        &mut self,
        paragraph: &mut Paragraph<'a>,
        style: &ParagraphStyle,
    ) -> Result<(), Fault> {
        let inside = self.xml.depth();
        paragraph.begin_run(self.span().start);
        while self.xml.depth() >= inside {
            let step = self.step()?;
            let span = self.span();
            match step {
                Step::Start(Element::Tracked) => return Err(Fault::Tracked),
                Step::Start(Element::RunProperties) => {
                    let props = self.run_properties(span.start)?;
                    paragraph.set_props(props);
                }
                Step::Start(Element::Text) => self.text(paragraph)?,
                Step::Start(Element::NoBreakHyphen) => {
                    let end = self.skip()?;
                    paragraph.push_text("\u{2011}", Span::new(span.start, end));
                }
                Step::Start(Element::SoftHyphen) => {
                    let end = self.skip()?;
                    paragraph.push_text("\u{AD}", Span::new(span.start, end));
                }
                Step::Start(Element::PageBreakSeen) => {
                    self.skip()?;
                }
                Step::Start(Element::CommentReference) => {
                    let end = self.skip()?;
                    paragraph.push(PieceKind::Comment, Span::new(span.start, end));
                }
                Step::Start(Element::FieldChar) => {
                    let field = match attribute(&self.xml.tag(), "fldCharType") {
                        Some("begin") => Field::Begin,
                        Some("separate") => Field::Separate,
                        _ => Field::End,
                    };
                    let end = self.skip()?;
                    paragraph.push(PieceKind::Field(field), Span::new(span.start, end));
                }
                Step::Start(Element::InstructionText) => {
                    let code = self.xml.element_text()?;
                    let span = Span::new(span.start, self.span().end);
                    paragraph.push(PieceKind::Field(Field::Code(code)), span);
                }
                Step::Start(element @ (Element::Tab | Element::Break)) => {
                    let of_page = element == Element::Break && self.attribute("type").is_some();
                    let end = self.skip()?;
                    let role = match of_page {
                        true => TagRole::Other,
                        false => TagRole::Break,
                    };
                    paragraph.push(PieceKind::Object(role), Span::new(span.start, end));
                }
                Step::Start(Element::NoteReference) => {
                    let end = self.skip()?;
                    paragraph.push(PieceKind::Object(TagRole::Note), Span::new(span.start, end));
                }
                Step::Start(_) => self.object(paragraph, style, span.start)?,
                Step::End(_) | Step::Text | Step::Other => {}
            }
        }
        paragraph.end_run(self.span().end);
        Ok(())
    }

    /// The properties of a run, each as it is written.
    fn run_properties(&mut self, start: usize) -> Result<Rc<Props<'a>>, Fault> {
        if let Some(known) = self.known_looks.skip(&mut self.xml) {
            return Ok(Rc::clone(known));
        }
        let begun = self.xml.begun();
        let props = Rc::new(self.read_properties_of_run(start)?);
        self.known_looks.add(&self.xml, begun, Rc::clone(&props));
        Ok(props)
    }

    fn read_properties_of_run(&mut self, start: usize) -> Result<Props<'a>, Fault> {
        let inside = self.xml.depth();
        let mut props = Props::default();
        while let Some(tag) = self.xml.next_child(inside)? {
            let name = self.names.local(tag.name());
            let seen = Seen::of(name, || attribute(&tag, "val"), self.styles);
            let from = self.xml.span().start;
            self.xml.skip_element()?;
            if let Some(seen) = seen {
                props.add(&seen, &self.part.text[from..self.xml.span().end]);
            }
        }
        props.sort();
        let end = self.span().end;
        props.whole = &self.part.text[start - self.part.start..end - self.part.start];
        Ok(props)
    }

    /// Reads a `w:t`, whose white space at the ends counts only where it says so.
    fn text(&mut self, paragraph: &mut Paragraph<'a>) -> Result<(), Fault> {
        let inside = self.xml.depth();
        let preserve = attribute(&self.xml.tag(), "space") == Some("preserve");
        paragraph.begin_text(self.span().end, preserve);
        while self.xml.depth() >= inside {
            // The end tag begins where the text ends.
            let XmlEvent::Text(text) = self.xml.read()? else {
                continue;
            };
            let decoded = text.chars().next();
            let at = self.span();
            let part = self.part;
            let raw = &part.text[at.start - part.start..at.end - part.start];
            let (how, inside) = written(raw);
            match how {
                Written::Reference => paragraph.push_decoded(decoded, at),
                _ => paragraph.push_verbatim(&raw[inside.range()], inside.shift(at.start)),
            }
            if how == Written::Cdata {
                paragraph.fix();
            }
        }
        paragraph.end_text(self.span().start);
        Ok(())
    }

    /// Reads what is neither text nor known, from `start` on; text boxes in it give blocks.
    pub(super) fn object(
        &mut self,
        paragraph: &mut Paragraph<'a>,
        style: &ParagraphStyle,
        start: usize,
    ) -> Result<(), Fault> {
        let inside = self.xml.depth();
        let outer = std::mem::take(&mut self.found);
        let tables = std::mem::take(&mut self.tables);
        let read = self.boxes(inside);
        let boxes = std::mem::replace(&mut self.found, outer);
        self.tables = tables;
        read?;
        let end = self.span().end;
        if boxes.iter().all(|(block, _)| !block.is_translatable()) {
            paragraph.push(PieceKind::Object(TagRole::Other), Span::new(start, end));
            return Ok(());
        }
        let rest = paragraph.cut(end);
        let before = std::mem::replace(paragraph, rest);
        self.finish(before, style, start, false);
        self.found.extend(boxes);
        Ok(())
    }

    /// Reads on to the end of the element that opened at depth `inside`, for the text boxes in it.
    fn boxes(&mut self, inside: usize) -> Result<(), Fault> {
        while self.xml.depth() >= inside {
            match self.step()? {
                Step::Start(Element::Fallback) => {
                    self.skip()?;
                }
                Step::Start(Element::TextBox) => self.body()?,
                _ => {}
            }
        }
        Ok(())
    }
}
