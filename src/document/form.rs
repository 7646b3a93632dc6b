//! When two contents, and two articles, are the same for a reader.
//!
//! After a draft is written it is read again and compared with what was meant. Runs of white space
//! count as one space; `*` and `_`, one fence of backticks and another, one indentation after a
//! line break and another say the same. Everything else must be equal: each character, each tag,
//! its code and its place.

use super::{Block, BlockKind, Document, Format};
use crate::inline::{InlineTag, InlineText, TagRole};
use crate::text::Span;
use std::borrow::Cow;

/// Content as one string, equal for two contents that a reader could not tell apart.
#[derive(Default)]
pub(super) struct Form {
    text: String,
    /// White space that is written before the next character.
    space: bool,
}

impl Form {
    pub(super) fn of(content: &InlineText) -> String {
        let mut form = Form::default();
        form.whole(content);
        form.finish()
    }

    pub(super) fn whole(&mut self, content: &InlineText) {
        self.stretch(content, Span::new(0, content.text.len()), &mut 0, &[]);
    }

    /// The text at `span` with its tags from number `tag` on, up to one of `stop`.
    pub(super) fn stretch(
        &mut self,
        content: &InlineText,
        span: Span,
        tag: &mut usize,
        stop: &[usize],
    ) {
        let mut at = span.start;
        while let Some(next) = content.tags.get(*tag)
            && next.at <= span.end
            && !stop.contains(tag)
        {
            self.plain(content.text.get(at..next.at).unwrap_or_default());
            self.tag(next);
            at = at.max(next.at);
            *tag += 1;
        }
        self.plain(content.text.get(at..span.end).unwrap_or_default());
    }

    fn plain(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.space = true;
                continue;
            }
            if std::mem::take(&mut self.space)
                && !self.text.is_empty()
                && !self.text.ends_with('\n')
            {
                self.text.push(' ');
            }
            self.text.push(c);
        }
    }

    fn tag(&mut self, tag: &InlineTag) {
        if is_mark(tag) {
            return self.mark(&tag.code);
        }
        if tag.role == TagRole::Break {
            self.space = false;
            self.text.push_str(own_code(tag));
            self.text.push('\n');
            return;
        }
        let code = own_code(tag);
        if std::mem::take(&mut self.space) && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text
            .push_str(&format!("\u{1}{:?}{code}\u{2}", tag.role));
    }

    pub(super) fn mark(&mut self, mark: &str) {
        self.plain(mark);
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// The code of `tag` where it says more than the role: the marks of emphasis and code and the
/// indentation after a line break are free.
fn own_code(tag: &InlineTag) -> &str {
    match tag.role {
        TagRole::Emphasis | TagRole::Strong | TagRole::Code => "",
        TagRole::Break if !tag.code.starts_with('<') => "",
        _ => &tag.code,
    }
}

/// Whether `tag` is the mark of an unfinished segment.
fn is_mark(tag: &InlineTag) -> bool {
    tag.code.starts_with("<!-- entente:")
}

/// The content of block `index` with the values that stand in its tags cut out of their codes: they
/// are blocks of their own.
pub(super) fn without_values(blocks: &[Block], index: usize) -> Cow<'_, InlineText> {
    let block = &blocks[index];
    let after = &blocks[index + 1..];
    let is_outer = |value: &Block| !value.is_inside(block.span.end);
    let inner = after.iter().position(is_outer).unwrap_or(after.len());
    let mut content = Cow::Borrowed(&block.content);
    for value in after[..inner].iter().rev() {
        let holds = |tag: &InlineTag| {
            let file = tag.file.filter(|file| file.len() == tag.code.len());
            file.is_some_and(|file| file.contains(value.span))
        };
        let Some(number) = block.content.tags.iter().position(holds) else {
            continue;
        };
        let tag = &mut content.to_mut().tags[number];
        if let Some(file) = tag.file {
            let start = value.span.start - file.start;
            tag.code.replace_range(start..start + value.span.len(), "");
        }
    }
    content
}

/// Whether two blocks are of one kind as far as `format` can tell.
pub(super) fn same_kind(format: &dyn Format, a: BlockKind, b: BlockKind) -> bool {
    let text = |kind| matches!(kind, BlockKind::Heading(_) | BlockKind::Paragraph);
    a == b || (format.guesses_headings() && text(a) && text(b))
}

/// Whether two articles have the same blocks in the same order, each with the same tags.
///
/// The order of the tags inside a block is free, as it is in translation; marks of unfinished
/// segments do not count, nor do the words of a value inside a tag.
pub fn same_structure(a: &Document, b: &Document) -> bool {
    fn tags(document: &Document, index: usize) -> Vec<(u8, String)> {
        let content = without_values(&document.blocks, index);
        let tags = content.tags.iter().filter(|tag| !is_mark(tag));
        let tags = tags.map(|tag| (tag.role as u8, own_code(tag).to_owned()));
        let mut tags: Vec<(u8, String)> = tags.collect();
        tags.sort_unstable();
        tags
    }
    let same = |index: usize| {
        let kinds = (a.blocks[index].kind, b.blocks[index].kind);
        same_kind(a.format, kinds.0, kinds.1) && tags(a, index) == tags(b, index)
    };
    a.blocks.len() == b.blocks.len() && (0..a.blocks.len()).all(same)
}
