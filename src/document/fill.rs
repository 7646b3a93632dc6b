//! Drafts: targets written into an article's own bytes, and the proof that they were.
//!
//! A target that looks harmless can change what stands around it: `1. ` at the start of a line
//! makes a list, an asterisk beside a bold word ends it, a bracketed word may be the name of a
//! link. No rule for escaping is safe against all of that, so the draft is read again. A block
//! that does not read back as meant is written once more with every special character escaped, and
//! if that fails too it keeps its source. What comes out therefore always has the blocks and tags
//! that it should have.
//!
//! A value in a tag of a sentence (the title of a link) is part of that tag's code for the sentence
//! and a block for the translator. The sentences are written first, then the values into what came
//! of them, wherever their tags stand now.
//!
//! Cost: at most [`ROUNDS`] readings of the article, nearly always one; as many and one more where
//! there are values inside sentences.

use super::form::{Form, same_kind, without_values};
use super::{Block, Care, Document, Passage, Splice, read_as, splice};
use crate::inline::InlineText;
use crate::text::Span;
use std::collections::{HashMap, VecDeque};

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
    let inner = document.inner();
    let is_inner = |fill: &Fill| inner.get(fill.block).copied().unwrap_or(false);
    let (values, texts): (Vec<usize>, Vec<usize>) =
        (0..fills.len()).partition(|&index| is_inner(&fills[index]));
    if values.is_empty() {
        return Draft::new(document, fills, Layer::Texts).run();
    }
    let of = |indexes: &[usize]| -> Vec<Fill> {
        let fills = indexes.iter().map(|&index| fills[index].clone());
        fills.collect()
    };
    let first = Draft::new(document, &of(&texts), Layer::Texts).run();
    let mut left_out: Vec<usize> = first.left_out.iter().map(|&index| texts[index]).collect();
    let Ok(draft) = read_as(
        document.source.with_text(first.text.clone()),
        document.format,
    ) else {
        left_out.extend(values);
        return Filled {
            text: first.text,
            left_out,
        };
    };
    let (values, found) = placed(document, &inner, &draft, fills, &values, &mut left_out);
    let second = Draft::new(&draft, &found, Layer::Values).run();
    left_out.extend(second.left_out.iter().map(|&index| values[index]));
    left_out.sort_unstable();
    Filled {
        text: second.text,
        left_out,
    }
}

/// The fills of `values` as they go into `draft`, in which the texts are written already, with their
/// indexes; one whose tag is no more there is `left_out`.
fn placed(
    document: &Document,
    inner: &[bool],
    draft: &Document,
    fills: &[Fill],
    values: &[usize],
    left_out: &mut Vec<usize>,
) -> (Vec<usize>, Vec<Fill>) {
    // The text of a value and the number of the block it is in say which one it is.
    fn names<'d>(document: &'d Document, inner: &[bool]) -> Vec<(usize, &'d str)> {
        let mut texts = 0;
        let blocks = document.blocks.iter().zip(inner).map(|(block, inner)| {
            texts += usize::from(!inner);
            (texts, document.source.slice(block.span))
        });
        blocks.collect()
    }
    let wanted = names(document, inner);
    let draft_inner = draft.inner();
    let mut free: HashMap<(usize, &str), VecDeque<usize>> = HashMap::new();
    for (index, name) in names(draft, &draft_inner).into_iter().enumerate() {
        if draft_inner[index] {
            free.entry(name).or_default().push_back(index);
        }
    }
    // Several fills may be for sentences of one value.
    let mut known: HashMap<usize, usize> = HashMap::new();
    let (mut indexes, mut found) = (Vec::new(), Vec::new());
    for &index in values {
        let fill = &fills[index];
        let here = known.get(&fill.block).copied().or_else(|| {
            let places = free.get_mut(&wanted[fill.block])?;
            places.pop_front()
        });
        let Some(block) = here else {
            left_out.push(index);
            continue;
        };
        known.insert(fill.block, block);
        indexes.push(index);
        found.push(Fill {
            block,
            ..fill.clone()
        });
    }
    (indexes, found)
}

/// What a draft writes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    /// Blocks that lie in no other; the values in their tags are part of the codes.
    Texts,
    /// Values; the blocks around them stay as they are.
    Values,
}

struct Draft<'a> {
    document: &'a Document,
    layer: Layer,
    /// The blocks that count in this layer.
    counted: Vec<usize>,
    fills: &'a [Fill],
    /// Indexes into `fills`, in file order.
    order: Vec<usize>,
    /// How each block is written; `None` leaves its source.
    cares: Vec<Option<Care>>,
    /// Fills that stand in the text written last, with their spans in it.
    written: Vec<(usize, Splice)>,
}

impl<'a> Draft<'a> {
    fn new(document: &'a Document, fills: &'a [Fill], layer: Layer) -> Draft<'a> {
        let mut order: Vec<usize> = (0..fills.len()).collect();
        order.sort_by_key(|&index| (fills[index].block, fills[index].plain));
        Draft {
            document,
            layer,
            counted: counted(document, layer),
            fills,
            order,
            cares: vec![Some(Care::Light); document.blocks.len()],
            written: Vec::new(),
        }
    }

    fn run(mut self) -> Filled {
        for _ in 0..ROUNDS {
            let text = self.write();
            let bad = self.misread(&text);
            if bad.is_empty() {
                return self.done(text);
            }
            self.degrade(&bad);
        }
        self.cares.fill(None);
        let text = self.write();
        self.done(text)
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
        let blocks = counted(&found, self.layer);
        let mut bad = Vec::new();
        let mut at = 0;
        for (&index, (start, form)) in self.counted.iter().zip(&expected) {
            let mut right = true;
            let begin = |at: usize| blocks.get(at).map(|&block| found.blocks[block].span.start);
            while begin(at).is_some_and(|here| here < *start) {
                right = false;
                at += 1;
            }
            let block = &self.document.blocks[index];
            // A block that reads otherwise must not make all after it look wrong.
            let here = blocks.get(at).filter(|_| begin(at) == Some(*start));
            right &= here.is_some_and(|&here| {
                let other = &found.blocks[here];
                same_kind(self.document.format, block.kind, other.kind)
                    && other.name == block.name
                    && self.own_form(&found, here) == *form
            });
            at += usize::from(here.is_some());
            if !right {
                bad.push(index);
            }
        }
        if at < blocks.len() && bad.is_empty() {
            bad.extend(self.counted.last());
        }
        bad
    }

    /// How block `index` of `document` reads, as far as this layer looks at it.
    fn own_form(&self, document: &Document, index: usize) -> String {
        match self.layer {
            Layer::Texts => Form::of(&document.blocks[index].content),
            Layer::Values => Form::of(&without_values(&document.blocks, index)),
        }
    }

    /// Where each counted block should begin in the text written last, and how it should read.
    fn expected(&self) -> Vec<(usize, String)> {
        let mut shift = 0_isize;
        let mut next = 0;
        let blocks = self.counted.iter();
        blocks
            .map(|&index| {
                let block = &self.document.blocks[index];
                let start = block.span.start.saturating_add_signed(shift);
                let first = next;
                while let Some((_, made)) = self.written.get(next)
                    && self.fills[self.written[next].0].block == index
                {
                    shift += made.text.len() as isize - made.span.len() as isize;
                    next += 1;
                }
                let form = match &self.written[first..next] {
                    [] => self.own_form(self.document, index),
                    written => self.form(block, written),
                };
                (start, form)
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

/// The blocks of `document` that count in `layer`.
fn counted(document: &Document, layer: Layer) -> Vec<usize> {
    let inner = document.inner();
    let counts = |&index: &usize| layer == Layer::Values || !inner[index];
    (0..inner.len()).filter(counts).collect()
}
