//! When two contents, and two articles, are the same for a reader.
//!
//! After a draft is written it is read again and compared with what was meant. Runs of white space
//! count as one space; `*` and `_`, one fence of backticks and another, one indentation after a
//! line break and another say the same. Everything else must be equal: each character, each tag,
//! its code and its place.

use super::{Block, BlockKind, Document, Format};
use crate::inline::{InlineTag, InlineText, TagRole};
use crate::text::Span;

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

/// Whether two blocks are of one kind as far as `format` can tell.
pub(super) fn same_kind(format: &dyn Format, a: BlockKind, b: BlockKind) -> bool {
    let text = |kind| matches!(kind, BlockKind::Heading(_) | BlockKind::Paragraph);
    a == b || (format.guesses_headings() && text(a) && text(b))
}

/// Whether two articles have the same blocks in the same order, each with the same tags.
///
/// The order of the tags inside a block is free, as it is in translation; marks of unfinished
/// segments do not count.
pub fn same_structure(a: &Document, b: &Document) -> bool {
    fn tags(block: &Block) -> Vec<(u8, &str)> {
        let tags = block.content.tags.iter().filter(|tag| !is_mark(tag));
        let mut tags: Vec<(u8, &str)> = tags.map(|tag| (tag.role as u8, own_code(tag))).collect();
        tags.sort_unstable();
        tags
    }
    let same = |(x, y): (&Block, &Block)| same_kind(a.format, x.kind, y.kind) && tags(x) == tags(y);
    a.blocks.len() == b.blocks.len() && a.blocks.iter().zip(&b.blocks).all(same)
}
