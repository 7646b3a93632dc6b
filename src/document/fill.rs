//! Drafts: targets written into an article's own bytes, and the proof that they were.
//!
//! A target that looks harmless can change what stands around it: `1. ` at the start of a line
//! makes a list, an asterisk beside a bold word ends it, a bracketed word may be the name of a
//! link. No rule for escaping is safe against all of that, so the draft is read again. A block
//! that does not read back as meant is written once more with every special character escaped, and
//! if that fails too it keeps its source. What comes out therefore always has the blocks and tags
//! that it should have.
//!
//! Cost: at most [`ROUNDS`] readings of the article, nearly always one.

use super::form::{Form, same_kind};
use super::{Block, Care, Document, Passage, Splice, read_as, splice};
use crate::inline::InlineText;
use crate::text::Span;

/// How often a draft is written before all that is doubtful is given up: light, full, without the
/// bad blocks, and two more for what they had hidden.
const ROUNDS: usize = 5;

/// A target for one stretch of an article.
#[derive(Clone, Debug)]
pub struct Fill {
    /// Index of the block in [`Document::blocks`].
    pub block: usize,
    /// What is replaced: bytes of the block's plain text, with the tags that belong to them.
    pub plain: Span,
    /// What is written there; its tags have the article's own codes.
    pub content: InlineText,
    /// Score to put in a mark after it, when it is unfinished.
    pub mark: Option<u8>,
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The article with the fills in place, every other byte as it was.
    pub text: String,
    /// Indexes of the fills that could not be written; there the source stands.
    pub left_out: Vec<usize>,
}

/// Writes `fills` into `document`; they may come in any order and must not overlap.
///
/// Each fill is found again when the result is read, and all other blocks are as they were; a fill
/// for which that cannot be had is left out. Without fills the result is the file itself.
pub fn fill(document: &Document, fills: &[Fill]) -> Filled {
    let mut draft = Draft::new(document, fills);
    for _ in 0..ROUNDS {
        let text = draft.write();
        let bad = draft.misread(&text);
        if bad.is_empty() {
            return draft.done(text);
        }
        draft.degrade(&bad);
    }
    draft.cares.fill(None);
    let text = draft.write();
    draft.done(text)
}

struct Draft<'a> {
    document: &'a Document,
    fills: &'a [Fill],
    /// Indexes into `fills`, in file order.
    order: Vec<usize>,
    /// How each block is written; `None` leaves its source.
    cares: Vec<Option<Care>>,
    /// Fills that stand in the text written last, with their spans in it.
    written: Vec<(usize, Splice)>,
}

impl<'a> Draft<'a> {
    fn new(document: &'a Document, fills: &'a [Fill]) -> Draft<'a> {
        let mut order: Vec<usize> = (0..fills.len()).collect();
        order.sort_by_key(|&index| (fills[index].block, fills[index].plain));
        Draft {
            document,
            fills,
            order,
            cares: vec![Some(Care::Light); document.blocks.len()],
            written: Vec::new(),
        }
    }

    /// The text with every fill that its block's care allows.
    fn write(&mut self) -> String {
        self.written.clear();
        let passages: Vec<(usize, Passage<'_>)> = self
            .order
            .iter()
            .filter_map(|&index| Some((index, self.passage(&self.fills[index])?)))
            .collect();
        let asked: Vec<Passage<'_>> = passages.iter().map(|(_, passage)| *passage).collect();
        let rendered = self.document.format.render_all(self.document, &asked);
        let mut end = 0;
        for ((index, passage), text) in passages.into_iter().zip(rendered) {
            let Some(text) = text else { continue };
            let span = passage.span;
            if span.start >= end {
                end = span.end;
                self.written.push((index, Splice { span, text }));
            }
        }
        let splices: Vec<Splice> = self.written.iter().map(|(_, made)| made.clone()).collect();
        splice(self.document.source.text(), &splices)
    }

    /// What is to be written for `fill`; `None` when its block is given up or cannot hold it.
    fn passage(&self, fill: &'a Fill) -> Option<Passage<'a>> {
        let block = self.document.blocks.get(fill.block)?;
        let care = self.cares[fill.block]?;
        if !block.is_translatable() || block.content.text.get(fill.plain.range()).is_none() {
            return None;
        }
        Some(Passage {
            block: fill.block,
            span: block.content.part_file_span(fill.plain),
            content: &fill.content,
            mark: fill.mark,
            care,
        })
    }

    /// Blocks that do not read back from `text` as they should.
    fn misread(&self, text: &str) -> Vec<usize> {
        let source = self.document.source.with_text(text);
        let Ok(found) = read_as(source, self.document.format) else {
            return (0..self.cares.len()).collect();
        };
        let expected = self.expected();
        let mut bad = Vec::new();
        let mut at = 0;
        for (index, (start, form)) in expected.iter().enumerate() {
            let mut right = true;
            while found
                .blocks
                .get(at)
                .is_some_and(|block| block.span.start < *start)
            {
                right = false;
                at += 1;
            }
            let block = &self.document.blocks[index];
            // A block that reads otherwise must not make all after it look wrong.
            let here = found.blocks.get(at);
            let here = here.filter(|other| other.span.start == *start);
            right &= here.is_some_and(|other| {
                same_kind(self.document.format, block.kind, other.kind)
                    && other.name == block.name
                    && Form::of(&other.content) == *form
            });
            at += usize::from(here.is_some());
            if !right {
                bad.push(index);
            }
        }
        if at < found.blocks.len() && bad.is_empty() {
            bad.push(expected.len().saturating_sub(1));
        }
        bad
    }

    /// Where each block should begin in the text written last, and how it should read.
    fn expected(&self) -> Vec<(usize, String)> {
        let mut shift = 0_isize;
        let mut next = 0;
        let blocks = self.document.blocks.iter().enumerate();
        blocks
            .map(|(index, block)| {
                let start = block.span.start.saturating_add_signed(shift);
                let first = next;
                while let Some((_, made)) = self.written.get(next)
                    && self.fills[self.written[next].0].block == index
                {
                    shift += made.text.len() as isize - made.span.len() as isize;
                    next += 1;
                }
                (start, self.form(block, &self.written[first..next]))
            })
            .collect()
    }

    /// How `block` should read with what was written in it.
    fn form(&self, block: &Block, written: &[(usize, Splice)]) -> String {
        let content = &block.content;
        let mut form = Form::default();
        let (mut at, mut tag) = (0, 0);
        for (index, _) in written {
            let fill = &self.fills[*index];
            let own: Vec<usize> = content.tags_in(fill.plain).collect();
            form.stretch(content, Span::new(at, fill.plain.start), &mut tag, &own);
            form.whole(&fill.content);
            if let Some(score) = fill.mark {
                form.mark(&self.document.format.mark(block.kind, score));
            }
            while content
                .tags
                .get(tag)
                .is_some_and(|tag| tag.at < fill.plain.end)
                || own.contains(&tag)
            {
                tag += 1;
            }
            at = fill.plain.end;
        }
        form.stretch(content, Span::new(at, content.text.len()), &mut tag, &[]);
        form.finish()
    }

    /// Writes the blocks in `bad` with more care, or not at all. A bad block that holds no fill was
    /// changed by the nearest one before it, or else after it.
    fn degrade(&mut self, bad: &[usize]) {
        let mut held = vec![false; self.cares.len()];
        for (index, _) in &self.written {
            held[self.fills[*index].block] = true;
        }
        let mut last = None;
        let mut worse = vec![false; self.cares.len()];
        let mut bad = bad.iter().copied().peekable();
        let mut orphan = false;
        for block in 0..self.cares.len() {
            if held[block] {
                last = Some(block);
                worse[block] |= std::mem::take(&mut orphan);
            }
            if bad.next_if_eq(&block).is_some() {
                match last {
                    Some(last) => worse[last] = true,
                    None => orphan = true,
                }
            }
        }
        for (care, _) in self.cares.iter_mut().zip(worse).filter(|(_, worse)| *worse) {
            *care = match care {
                Some(Care::Light) => Some(Care::Full),
                _ => None,
            };
        }
    }

    fn done(self, text: String) -> Filled {
        let mut written = vec![false; self.fills.len()];
        for (index, _) in &self.written {
            written[*index] = true;
        }
        let left_out = (0..written.len())
            .filter(|&index| !written[index])
            .collect();
        Filled { text, left_out }
    }
}
